"""What has happened, for Prometheus to read."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .kept import Kept
    from .pool import Pool

_KNOWN = frozenset(("sparql", "id", "fact", "ns", "download", "static", ".well-known", "healthz", "metrics"))
_BOUNDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


class Metrics:
    """Requests by address and status, and how long they took.

    >>> metrics = Metrics()
    >>> metrics.answered("/sparql", 200, 0.003)
    >>> print(metrics.text().splitlines()[2])
    govgraph_requests_total{at="sparql",status="200"} 1
    """

    def __init__(self) -> None:
        self.requests: Counter[tuple[str, int]] = Counter()
        self.spans: dict[str, list[int]] = defaultdict(lambda: [0] * (len(_BOUNDS) + 1))
        self.seconds: Counter[str] = Counter()

    def answered(self, path: str, status: int, seconds: float) -> None:
        """Count a request."""
        first = path.split("/", 2)[1] if path[:1] == "/" else ""
        at = first if first in _KNOWN else "pages"
        self.requests[at, status] += 1
        self.spans[at][bisect_left(_BOUNDS, seconds)] += 1
        self.seconds[at] += seconds  # type: ignore[assignment]

    def text(self, pool: Pool | None = None, kept: Kept | None = None) -> str:
        """All of it in Prometheus' text format."""
        lines = ["# HELP govgraph_requests_total Requests answered.", "# TYPE govgraph_requests_total counter"]
        for (at, status), count in sorted(self.requests.items()):
            lines.append(f'govgraph_requests_total{{at="{at}",status="{status}"}} {count}')
        lines += ["# HELP govgraph_request_seconds Time to answer.", "# TYPE govgraph_request_seconds histogram"]
        for at, spans in sorted(self.spans.items()):
            total = 0
            for bound, count in zip((*_BOUNDS, "+Inf"), spans, strict=True):
                total += count
                lines.append(f'govgraph_request_seconds_bucket{{at="{at}",le="{bound}"}} {total}')
            lines.append(f'govgraph_request_seconds_sum{{at="{at}"}} {self.seconds[at]:.6f}')
            lines.append(f'govgraph_request_seconds_count{{at="{at}"}} {total}')
        if pool and kept:
            lines += _pool(pool, kept)
        return "\n".join(lines) + "\n"


def _pool(pool: Pool, kept: Kept) -> list[str]:
    now = {
        "idle": ("gauge", "Workers that have nothing to do.", len(pool.idle)),
        "short": ("gauge", "Requests that are being answered.", len(pool.short)),
        "long": ("gauge", "Requests that have been running for long.", len(pool.long)),
        "waiting": ("gauge", "Requests that wait for their turn.", pool.turns.length + pool.turns_long.length),
        "kept_bytes": ("gauge", "Answers that are kept.", kept.size),
        "kept_total": ("counter", "Requests for which an answer was kept.", kept.found),
        "small_total": ("counter", "Small queries that took no worker.", pool.counted["small"]),
        "killed_total": ("counter", "Requests whose time was up.", pool.counted["killed"]),
        "refused_total": ("counter", "Requests for which there was no room.", pool.counted["refused"]),
        "died_total": ("counter", "Workers that ended by themselves.", pool.counted["died"]),
        "data_modified_seconds": ("gauge", "When the data were last changed.", int(pool.current.modified)),
    }
    lines = []
    for name, (kind, what, value) in now.items():
        lines += [f"# HELP govgraph_{name} {what}", f"# TYPE govgraph_{name} {kind}", f"govgraph_{name} {value}"]
    return lines

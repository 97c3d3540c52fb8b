"""The files of a release that hold the graph: one or more for each format of the exports."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..export import WRITERS
from ..export.places import OneFile, pack
from ..export.selection import Selection

QUADS = "graph.nq"
_KINDS = {".csv": "text/csv", ".parquet": "application/vnd.apache.parquet", ".json": "application/csvm+json"}


@dataclass(frozen=True)
class Distribution:
    """A file: its name in the release, its media type, its length in bytes and its checksum."""

    name: str
    media_type: str
    size: int
    sha256: str


def distributions(format: str, selection: Selection) -> Iterator[tuple[Distribution, bytes]]:
    """The files of a format with their contents; the pages, which are thousands, are one zip."""
    writer, stream = WRITERS[format], io.BytesIO()
    if isinstance(writer, OneFile):
        writer.write(selection, stream)
        ending = f".{format}.json" if writer.endings[0] == ".json" else writer.endings[0]
        yield _made(f"graph{ending}", writer.media_type, stream.getvalue())
    elif format == "markdown":
        pack(writer.files(selection), stream)
        yield _made("markdown.zip", writer.media_type, stream.getvalue())
    else:
        for name, content in writer.files(selection):
            yield _made(f"{format}/{name}", _KINDS[Path(name).suffix], content)


def _made(name: str, media_type: str, content: bytes) -> tuple[Distribution, bytes]:
    return Distribution(name, media_type, len(content), hashlib.sha256(content).hexdigest()), content

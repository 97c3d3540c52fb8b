"""How long the check of one file takes, beside that of all; prints a Markdown table.

    python benchmarks/check.py

Both are measured in turns in one process, so that both sides meet the same machine. All figures are medians of the time
that the processor worked. A round before these, which imports and compiles what is needed, does not count.
"""

from __future__ import annotations

from statistics import median
from time import process_time

from govgraph.curate.checking import Desk

ROUNDS = 5
FILES = ["jp/cabinet", "jp/ai-promotion-act", "eu/ai-act"]


def main() -> None:
    times: dict[str, list[float]] = {name: [] for name in ["", *FILES]}
    for _ in range(ROUNDS + 1):
        for name, measured in times.items():
            desk = Desk()
            began = process_time()
            desk.of([name]) if name else desk.whole()
            measured.append(process_time() - began)
    whole = median(times.pop("")[1:])
    print("| checked | time | all files | ratio |\n| --- | ---: | ---: | ---: |")
    for name, measured in times.items():
        one = median(measured[1:])
        print(f"| `{name}` | {one:.2f} s | {whole:.2f} s | {one / whole:.3f} |")


if __name__ == "__main__":
    main()

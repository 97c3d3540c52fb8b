"""What it takes to ask: a whole process, and an answer of a graph that is open, at each size."""

from __future__ import annotations

import json
from itertools import cycle, islice
from pathlib import Path
from statistics import median

from measuring import in_turns, process, processor, shown, table, timed

import govgraph

MANY = 1000
SPREAD = 60  # questions, each asked of a process of its own
SEEN = Path(__file__).resolve().parent.parent / "tests" / "questions" / "seen.jsonl"
DAY, LATE = "2025-10-09", "2026-12-31"
ASK = ["-m", "govgraph", "ask", "--as-of", DAY]
IMPORT = ["-c", "import typer, pyoxigraph, rapidfuzz"]
LOAD = ["-c", f"import govgraph; govgraph.load(as_of={DAY!r})"]
MADE = (  # of the law with this number in a made-up graph
    "When was Act {0} of {1} passed?", "Who enforces Act {0} of {1}?", "What does Act {0} of {1} prohibit?",
    "Which bodies act under Act {0} of {1}?", "Who heads the Authority for Act {0} of {1}?",
)  # fmt: skip


def cold() -> str:
    """Whole processes on the facts that came along."""
    questions = [json.loads(line)["question"] for line in SEEN.read_text(encoding="utf-8").splitlines()]
    many = "".join(f"{question}\n" for question in islice(cycle(questions), MANY))
    kg = govgraph.load(as_of=DAY)
    some = questions[:: len(questions) // SPREAD]
    some = [q for q in some if kg.ask(q).status != "not_understood"]  # which would end with 1
    least, *each = in_turns(lambda: processor(IMPORT), *(lambda q=q: processor([*ASK, q]) for q in some))
    bare, load = in_turns(lambda: process(IMPORT), lambda: process(LOAD))
    alone, thousand = in_turns(lambda: process(LOAD), lambda: process([*ASK, "-"], many), rounds=1)
    (loaded,) = in_turns(lambda: timed(lambda: govgraph.load(as_of=DAY)))
    warm = median(in_turns(*(lambda q=q: timed(lambda: kg.ask(q)) for q in questions), rounds=3))
    imports = "`import typer, pyoxigraph, rapidfuzz`, processor time"
    rows = [
        (f"`govgraph ask QUESTION`, processor time, the median of {len(some)} questions", median(each), imports, least),
        ("nine of ten take less than", sorted(each)[len(each) * 9 // 10], "the same imports", least),
        ("the slowest of them", max(each), "the same imports", least),
        ("`govgraph.load()`, whole process", load, "the same imports, by the clock", bare),
        (f"a warm answer, over {len(questions)} questions", warm, "`govgraph.load()` in a running process", loaded),
        (f"`govgraph ask -`, {MANY:,} questions, whole process", thousand, "`govgraph.load()`, whole process", alone),
    ]
    shaped = [(what, shown(time), beside, shown(other), f"{time / other:.3g}") for what, time, beside, other in rows]
    return table("what | time | beside | time | ratio", shaped)


def warm(graphs: dict[str, Path]) -> str:
    """Answers of graphs that are open, the first one and those after it, and of a process that is given the YAML."""
    rows = []
    for size, data in graphs.items():
        kg = govgraph.load(data, as_of=LATE)
        asked = [question.format(number, _land(data)) for number in (1, 7) for question in MADE]
        first = timed(lambda kg=kg, asked=asked: kg.ask(asked[0]))
        times = in_turns(*(lambda q=q, kg=kg: timed(lambda: kg.ask(q)) for q in asked), rounds=3)
        bare, whole = in_turns(lambda: process(IMPORT), lambda data=data, asked=asked: process(_ask(data, asked[0])))
        rows.append((size, shown(first), shown(median(times)), shown(max(times)), shown(whole), f"{whole / bare:.3g}"))
    head = "facts | the first answer | median after it | slowest"
    return table(f"{head} | a process, of YAML | / the imports", rows)


def compiled(graphs: dict[str, Path]) -> str:
    """Whole processes that are given a compiled graph, beside the imports: time and processor time."""
    rows = []
    for size, data in graphs.items():
        place = data.with_name(f"{data.name}-compiled")
        if not place.is_dir():
            process(["-m", "govgraph", "compile", "-o", str(place), "--data", str(data), "--as-of", LATE])
        for question in MADE:
            asked = _ask(place, question.format(1, _land(data)))
            row = [size, question.format(1, "LAND")]
            for measured in (process, processor):
                bare, whole = in_turns(
                    lambda measured=measured: measured(IMPORT),
                    lambda measured=measured, asked=asked: measured(asked),
                    rounds=15,
                )
                row += [shown(whole), f"{whole / bare:.3g}"]
            rows.append(row)
    return table("facts | question | time | / the imports | processor time | / the imports", rows)


def _land(data: Path) -> str:
    """The name of one of the lands of a made-up graph."""
    return min(data.glob("*.yaml")).stem.capitalize()


def _ask(data: Path, question: str) -> list[str]:
    return ["-m", "govgraph", "ask", "--as-of", LATE, "--data", str(data), question]

"""A pattern is held only against texts with one of its words, and so these have to be in all that it fits."""

from __future__ import annotations

import json
from pathlib import Path

from govgraph.ask import engine, figures, frames, kinds, parse, parting, wording
from govgraph.ask.lexicon import words
from govgraph.ask.regex import Regex

SEEN = Path(__file__).resolve().parent.parent / "questions"
_ROOMS = (engine, figures, frames, kinds, parse, parting, wording)


def test_what_a_pattern_needs_is_in_all_that_it_fits() -> None:
    asked = [json.loads(line)["question"] for name in ("seen", "law-seen") for line in _lines(f"{name}.jsonl")]
    texts = [*asked, *(" ".join(words(question)) for question in asked)]
    patterns = [p for module in _ROOMS for p in vars(module).values() if isinstance(p, Regex)]
    patterns += [pattern for _, pattern in kinds.FRAMES]
    needing = [p for p in patterns if p.needs != ("",)]
    assert len(needing) > 40
    for pattern in needing:
        always = Regex(pattern.pattern, pattern.flags)
        assert [t for t in texts if always.search(t) and not pattern.search(t)] == [], pattern.pattern


def _lines(name: str) -> list[str]:
    return (SEEN / name).read_text(encoding="utf-8").splitlines()

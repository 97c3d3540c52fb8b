"""What the facts of an answer have in common with the best one, as a pattern that finds them all."""

from __future__ import annotations

from .candidate import Candidate
from .index import Index
from .lexicon import stems
from .linker import Mention
from .pattern import Pattern, path
from .reading import Reading


def pattern(best: Candidate, alike: list[Candidate], reading: Reading, index: Index) -> Pattern:
    """The relations, the names and the words that the best fact shares with those that are alike."""
    found = (given(mention, best) for mention in reading.mentions)
    texts = []
    for name, words in best.text_words.items():
        plain = _text_stems(best, name)
        kept = [w for w in sorted(words) if w in plain and not index.common(w)]
        kept = [w for w in kept if all(w in _slot_words(c, name) for c in alike)]
        if kept and name != "time":
            texts.append((name, tuple(kept)))
    classes = sorted(reading.wanted) if best.slot and best.slot.value.id and reading.wanted & best.classes else []
    relations = sorted({c.fact.property for c in alike})
    return Pattern(tuple(relations), tuple(g for g in found if g), tuple(texts), best.place, tuple(classes))


def given(mention: Mention, best: Candidate) -> tuple[str, str] | None:
    """By which path the best fact reaches what is named, and what that is."""
    for id_ in sorted(mention.ids):
        slots = [s for s in best.profile.direct(id_) if s != best.place]
        if slots:
            return path(slots[0]), id_
    near = best.profile.near
    return next(((near[id_][0], id_) for id_ in sorted(mention.ids) if id_ in near), None)


def _slot_words(candidate: Candidate, name: str) -> set[str]:
    return {w for s in candidate.profile.slots if s.name == name for w in s.words}


def _text_stems(candidate: Candidate, name: str) -> set[str]:
    return {w for s in candidate.profile.slots if s.name == name for w in stems(s.value.text)}

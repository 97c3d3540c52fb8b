"""The facts that answer a Reading: which relation, which names in which slots, which words."""

from __future__ import annotations

from dataclasses import dataclass, replace

from .. import edtf
from ..facts import StatedFact
from .candidate import Candidate
from .fit import Fitter
from .frames import EARLIEST, LATEST
from .index import Index
from .joining import NAMED, Joined, joined
from .lexicon import stems as stems_of
from .likeness import FAR, as_much, closest, looser, outdone, places, plainest, same_slot, says_more, together
from .linker import Mention
from .pattern import Pattern, answer, path, these
from .profile import value_of
from .reading import Reading
from .roles import otherwise, otherwise_bound
from .told import has_day

TOLERANCE = 0.9  # of the best score: facts that say the same kind of thing
SIBLING = 0.89  # of the best score: facts of the same relation that say less of what was asked
LISTED = 0.7  # of the best score: facts that say the same of the same thing, where the question asks for several
MORE = 0.8  # of the best score: facts that say so of several things, where the best one does of one of them
TOGETHER = 0.04  # for each two words that stand side by side in question and fact alike, up to two such pairs
TOLD = 0.5  # of the words of the best one, at least
RIVAL = 0.1  # behind the best score at most is a denial that goes before it
LEVEL = 0.02  # below the best score: says as much
FEW = 6
JOIN = 0.08  # by how much two facts about one thing must fit better than one


@dataclass(eq=False)
class Match:
    """The facts that answer, the slot, and the SPARQL by which they were found."""

    facts: list[StatedFact]
    slot: str | None
    sparql: str
    pattern: str
    best: Candidate


class Matcher:
    """Finds the facts of one graph that answer a reading."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.graph = index.graph
        self.fitter = Fitter(index)
        self.terms, self.acceptor = self.fitter.terms, self.fitter.acceptor

    def match(self, reading: Reading) -> Match | None:
        """The facts that answer, or None where none accounts for all names and most words."""
        if self.fitter.boundless(reading):
            return None
        found = self.fitter.candidates(reading)
        whole = [c for c in found if not c.missing and self.acceptor.enough(c, reading)]
        whole = [c for c in whole if not otherwise_bound(c.fact, reading)] or whole
        whole = sorted(whole, key=lambda c: -c.score - TOGETHER * min(together(c, reading), 2))
        whole = whole or self.acceptor.standing_out(found, reading)
        if pair := self._pair(found, whole, reading):
            return Match(pair.facts, pair.slot, pair.sparql(), "", pair.first)
        if not whole:
            return None
        best = self._denial(found, whole[0], reading)
        alike = [c for c in whole if c.score >= best.score * TOLERANCE and same_slot(c, best, reading)]
        level = [c for c in alike if not outdone(c, best, reading) and not looser(c, best, reading)]
        near = plainest(closest(level, reading), reading)
        best = best if best in near else near[0]
        alike = self._list(found, near, best, reading)
        facts, shown = self._found(found, alike, best, reading)
        facts = self._kept(facts, found, alike, level, best, reading)
        slot = best.slot.name if best.slot else None
        dates = slot == "object" and best.slot is not None and "Date" in best.slot.classes
        only = _outermost(facts, dates, reading)
        if len(only) < len(facts):
            facts, shown = only, these(only)
        told = {v.id or v.text for f in facts for v in value_of(f, slot)} if slot else set()
        unlike = len({f.property for f in facts}) > 1
        if as_many := self._so_many(found, best, reading, len(told)):
            best, slot, facts = as_many[0], "object", [c.fact for c in as_many]
            shown = these(facts)
        elif reading.amount.kinds and (len(told) == 1 or unlike) and (kinds := self._kinds(found, best)):
            best, slot, facts = kinds[0], "object", [c.fact for c in kinds]
            shown = these(facts)
        elif (
            reading.amount.so_many
            and len(told) > reading.amount.so_many
            and (kept := self._foremost(found, facts, best, reading))
        ):
            facts, shown = kept, these(kept)
        elif len(told) == 1 and reading.amount.plural and (more := self._more_of(found, best)):
            best, slot, facts = more[0], more[0].slot.name if more[0].slot else None, [c.fact for c in more]
            shown = these(facts)
        elif len(told) < reading.amount.so_many and not any(_several(t) for t in told):
            return None  # one of the two that are asked for is no answer
        sparql = f"SELECT ?fact ?answer WHERE {{\n  ?fact a gov:Fact .\n  {shown}\n  {answer(slot)}\n}}"
        return Match(facts, slot, sparql, shown, best)

    def _pair(self, found: list[Candidate], whole: list[Candidate], reading: Reading) -> Joined | None:
        """The two facts about one thing that answer, where they do so better than the best one alone."""
        pair = joined([c for c in found if not otherwise(c, reading, self.index)], reading, self.index)
        if not pair or not whole:
            return pair
        if len(pair.firsts) == 1:  # one of several things of which as much is said
            level = [c for c in whole if c.score >= whole[0].score * TOLERANCE and as_much(c, pair.first)]
            if len(level) > 1 and pair.first in level:
                return None
        return pair if pair.score > whole[0].score + JOIN and not self._akin(whole[0], reading) else None

    def _list(
        self, found: list[Candidate], near: list[Candidate], best: Candidate, reading: Reading
    ) -> list[Candidate]:
        """The facts that say the same kind of thing as the best one: those near it, and what else is of its list."""
        alike = list(near)
        if reading.amount.plural:
            alike += [c for c in found if c not in alike and self._sibling(c, best, reading)]
        alike += [c for c in found if c not in alike and self._other_half(c, best, reading)]
        alike += self._twins(best, reading, alike)
        alike = [c for c in alike if _on_the_day(c, reading)] or alike  # "what is prohibited from that day on"
        tie = self.index.tie
        alike = [c for c in alike if set(best.related) <= set(c.related) and tie(c.fact) == tie(best.fact)]
        return [c for c in alike if c.fact.property in reading.asked_in_passing] or alike

    def _found(
        self, found: list[Candidate], alike: list[Candidate], best: Candidate, reading: Reading
    ) -> tuple[list[StatedFact], str]:
        """The facts of which holds what those alike have in common, and its SPARQL; else those alike, one by one."""
        pattern = self._pattern(best, alike, reading)
        held = {c.fact.id for c in found if not (reading.dates and c.missing)}
        facts = [f for f in self.index.holding(pattern) if f.id in held and self.fitter.timely(f, reading)]
        placed = [c for c in alike if places(c, reading) == places(best, reading)]
        given = all(self._given(m, best) for m in reading.mentions if not m.soft)
        whole = {c.fact.id for c in placed} <= {f.id for f in facts}
        if whole and given and not reading.dates and not reading.provision:
            return facts, pattern.sparql()
        facts = [c.fact for c in (placed if reading.mentions else alike)]
        return facts, these(facts)

    def _kept(
        self,
        facts: list[StatedFact],
        found: list[Candidate],
        alike: list[Candidate],
        level: list[Candidate],
        best: Candidate,
        reading: Reading,
    ) -> list[StatedFact]:
        """The facts without those that say less of what was asked."""
        scores = {c.fact.id: c.score for c in found if not c.missing}
        kept = {c.fact.id for c in alike}
        out = {c.fact.id for c in found if outdone(c, best, reading) or c in level} - kept
        facts = [f for f in facts if f.property in {c.fact.property for c in alike}]
        facts = [f for f in facts if f.id in kept or scores.get(f.id, best.score) >= best.score * SIBLING]
        facts = [f for f in facts if f.id not in out] or [best.fact]
        if not reading.mentions and len(facts) > FEW:  # nothing was named, and so many facts have to be about one thing
            facts = [f for f in facts if f.subject == best.fact.subject or f.object == best.fact.object]
        return facts or [c.fact for c in alike]

    def _so_many(self, found: list[Candidate], best: Candidate, reading: Reading, told: int) -> list[Candidate]:
        """The facts of one relation and thing of which there are as many as are asked for, where fewer were found."""
        if told >= reading.amount.so_many:
            return []
        groups: dict[tuple[str, str | None], dict[str, Candidate]] = {}
        for c in (c for c in found if c.slot and c.slot.name == "object" and c.score >= best.score * LISTED):
            if not c.missing and not c.fact.denied:
                group = groups.setdefault((c.fact.property, c.fact.subject.id), {})
                group.setdefault(c.fact.object.id or c.fact.object.text, c)
        return next((list(g.values()) for g in groups.values() if len(g) == reading.amount.so_many), [])

    def _kinds(self, found: list[Candidate], best: Candidate) -> list[Candidate]:
        """The facts that tell several things of which the same word asks, where the best one tells one: that is no
        answer to "what kinds of texts"."""
        groups: dict[str, dict[str, Candidate]] = {}
        for c in found:
            told = c.slot and c.slot.name == "object" and c.fact.subject == best.fact.subject and not c.fact.denied
            if told and not c.missing and {*c.related} & {*best.related}:
                groups.setdefault(c.fact.property, {}).setdefault(c.fact.object.text, c)
        most = max(groups.values(), key=len, default={})
        return list(most.values()) if len(most) > 1 else []

    def _foremost(
        self, found: list[Candidate], facts: list[StatedFact], best: Candidate, reading: Reading
    ) -> list[StatedFact]:
        """Of more facts than are asked for those that fit best, where they name as many things as are asked for."""
        level = {c.fact.id for c in found if c.score >= best.score - LEVEL}
        kept = [f for f in facts if f.id in level]
        slot = best.slot.name if best.slot else "object"
        return kept if len({v.id or v.text for f in kept for v in value_of(f, slot)}) == reading.amount.so_many else []

    def _more_of(self, found: list[Candidate], best: Candidate) -> list[Candidate]:
        """The facts of another relation that say nearly as much of the thing found, and of others beside it."""
        groups: dict[tuple[str, str], dict[str, Candidate]] = {}
        for c in (c for c in found if c.slot and c.score >= best.score * MORE):
            if not c.missing and not c.fact.denied and c.slot and c.slot.value.id:
                groups.setdefault((c.fact.property, c.slot.name), {}).setdefault(c.slot.value.id, c)
        one = best.slot.value.id if best.slot else None
        return next((list(g.values()) for g in groups.values() if len(g) > 1 and one in g), [])

    def _denial(self, found: list[Candidate], best: Candidate, reading: Reading) -> Candidate:
        """A denial that says nearly as much, and words of the question that the best fact does not say, goes before it:
        no yes stands where a source may well say no."""
        if best.fact.denied:
            return best
        if reading.kind != "yes_no":
            done = reading.properties[reading.verb.at_end] if reading.verb.at_end is not None else frozenset()
            near = [c for c in found if c.fact.denied and not c.missing and c.score >= best.score - RIVAL]
            told = best.fact.property in done  # "what does the act establish": what it does not, if nothing else
            return best if told else next((c for c in near if c.fact.property in done and c.words >= 0.99), best)
        near = [c for c in found if c.fact.denied and not c.missing and c.score >= best.score - RIVAL]
        loose = any(c < NAMED for i, c in best.covered.items() if i < 0)
        direct = [c for c in near if loose and all(v > 0.95 for i, v in c.covered.items() if i < 0)]
        if direct:
            return direct[0]  # the very thing that is asked about is denied, and others only sound like it
        near = [c for c in near if c.fact.property == best.fact.property or c.fact.subject == best.fact.subject]
        return next((c for c in near if c.words >= best.words - FAR / 2 or says_more(c, best)), best)

    def _other_half(self, candidate: Candidate, best: Candidate, reading: Reading) -> bool:
        """Whether a fact says of the same thing what the best one leaves out of "about this and that"."""
        same = candidate.fact.property == best.fact.property and candidate.fact.subject == best.fact.subject
        joined = any(t.text == "and" for t in reading.tokens) and reading.kind in ("what", "who")
        return (
            same
            and joined
            and not candidate.missing
            and same_slot(candidate, best, reading)
            and (says_more(candidate, best) and bool(best.related) and set(best.related) <= set(candidate.related))
        )

    def _akin(self, candidate: Candidate, reading: Reading) -> bool:
        """Whether what would answer is not of the class that was asked for, and may yet be meant by it."""
        classes = candidate.slot.classes if candidate.slot else frozenset()
        return not reading.wanted & classes and self.terms.akin(reading.wanted, classes)

    def _twins(self, best: Candidate, reading: Reading, alike: list[Candidate]) -> list[Candidate]:
        """Facts that say the same of other things, where the one found is not quite of the class that was asked for."""
        slot, fact = best.slot, best.fact
        if not slot or slot.name != "subject" or reading.dates or not self._akin(best, reading):
            return []
        told = {c.fact.id for c in alike}
        words = next(s.words for s in best.profile.slots if s.name == "object")
        near = self.index.touching([fact.object.id]) if fact.object.id else self.index.saying(words)
        profiles = self.index.in_order(self.index.relations([fact.property], near))
        same = [
            p
            for p in profiles
            if (p.fact.property, p.fact.object, p.fact.denied) == (fact.property, fact.object, fact.denied)
        ]
        return [replace(best, profile=p, slot=p.slots[0]) for p in same if p.fact.id not in told]

    def _sibling(self, candidate: Candidate, best: Candidate, reading: Reading) -> bool:
        """Whether a fact is one more of the list that the best one begins: it says the same of the same thing."""
        same = (candidate.fact.property, candidate.fact.denied) == (best.fact.property, best.fact.denied)
        acting = bool(best.slot) and best.slot is not None and best.slot.name == "subject"
        same = same and (candidate.fact.subject == best.fact.subject or (acting and bool(reading.wanted)))
        return (
            same
            and not candidate.missing
            and candidate.score >= best.score * LISTED
            and candidate.words >= best.words * TOLD
            and same_slot(candidate, best, reading)
        )

    def _pattern(self, best: Candidate, alike: list[Candidate], reading: Reading) -> Pattern:
        """What the facts that are alike have in common."""
        given = [self._given(mention, best) for mention in reading.mentions]
        texts = []
        for name, words in best.text_words.items():
            kept = [w for w in sorted(words) if not self.index.common(w)]
            kept = [w for w in kept if all(w in _slot_words(c, name) for c in alike) and w in _text_stems(best, name)]
            if kept and name != "time":
                texts.append((name, tuple(kept)))
        slot = best.slot
        classes = sorted(reading.wanted) if slot and slot.value.id and reading.wanted & slot.classes else []
        relations = sorted({c.fact.property for c in alike})
        return Pattern(tuple(relations), tuple(g for g in given if g), tuple(texts), slot.name if slot else None,
                       tuple(classes))  # fmt: skip

    def _given(self, mention: Mention, best: Candidate) -> tuple[str, str] | None:
        """By which path the best fact reaches what is named, and what that is."""
        for id_ in sorted(mention.ids):
            slots = [s for s in best.profile.direct(id_) if not best.slot or s != best.slot.name]
            if slots:
                return path(slots[0]), id_
        near = best.profile.near
        return next(((near[id_][0], id_) for id_ in sorted(mention.ids) if id_ in near), None)


def _outermost(facts: list[StatedFact], dates: bool, reading: Reading) -> list[StatedFact]:
    """Of facts of one relation that are all dated, the last or first ones, where these are asked for: "the latest"."""
    latest, earliest = LATEST.search(reading.text), EARLIEST.search(reading.text)
    dates = dates and reading.kind == "date"  # "when did the newest edition come out"
    days = [edtf.bounds(day)[0] for f in facts if (day := f.object.text if dates else f.when or f.from_)]
    asked = ("what", "who", "date") if latest else ("what", "who")
    one = len({f.property for f in facts}) == 1 and reading.kind in asked
    if not one or bool(latest) == bool(earliest) or len(days) < len(facts) or not all(days):
        return facts
    end = (max if latest else min)(d for d in days if d)
    return [f for f, day in zip(facts, days, strict=True) if day == end]


def _several(text: str) -> bool:
    """Whether a text names more than one thing."""
    return " and " in text or ", " in text


def _slot_words(candidate: Candidate, name: str) -> set[str]:
    return {w for s in candidate.profile.slots if s.name == name for w in s.words}


def _text_stems(candidate: Candidate, name: str) -> set[str]:
    return {w for s in candidate.profile.slots if s.name == name for w in stems_of(s.value.text)}


def _on_the_day(candidate: Candidate, reading: Reading) -> bool:
    """Whether a fact has a day that is named where things are asked for, and not their dates."""
    days = [d for d in reading.dates if len(d) == 10] if reading.kind in ("what", "who") else []
    return any(has_day(candidate.profile, d) for d in days)

"""The facts that answer a Reading: which relation, which names in which slots, which words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from .. import edtf
from ..facts import StatedFact, Value
from ..vocabulary import iri
from .fit import Fitter
from .frames import EARLIEST, LATEST
from .index import Index
from .lexicon import stems as stems_of
from .linker import Mention
from .pattern import Pattern, answer, path, these
from .reading import Reading
from .score import Candidate

TOLERANCE = 0.9  # of the best score: facts that say the same kind of thing
SIBLING = 0.89  # of the best score: facts of the same relation that say less of what was asked
LISTED = 0.7  # of the best score: facts that say the same of the same thing, where the question asks for several
TOLD = 0.5  # of the words of the best one, at least
NAMED = 0.75  # how surely two facts about one thing have to hold each name
FAR = 0.12  # of the words: a fact that says so much less, and nothing else, is no more of the same list
LOOSER = 0.08  # by how much less surely a name is held
RIVAL = 0.1  # behind the best score at most is a denial that goes before it
FEW = 6
PAIRED = 24  # of the facts about one thing, those that fit best, are tried together
JOIN = 0.08  # by how much two facts about one thing must fit better than one


_Joined = tuple[Candidate, Candidate, float, list[Candidate]]


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
        whole = whole or self.acceptor.standing_out(found, reading)
        joined = self._joined(found, reading)
        akin = bool(whole) and self._akin(whole[0], reading)
        if whole and joined and len(joined[3]) == 1:  # one of several things of which as much is said
            level = [c for c in whole if c.score >= whole[0].score * TOLERANCE and _alike(c, joined[0])]
            joined = None if len(level) > 1 and joined[0] in level else joined
        if joined and (not whole or (joined[2] > whole[0].score + JOIN and not akin)):
            return self._both(*joined[:2], joined[3])
        if not whole:
            return None
        best = self._denial(found, whole[0], reading)
        alike = [c for c in whole if c.score >= best.score * TOLERANCE and _same_slot(c, best, reading)]
        level = [c for c in alike if not _outdone(c, best) and not _looser(c, best, reading)]
        alike = _closest(level, reading)
        best = best if best in alike else alike[0]
        if reading.plural:
            alike += [c for c in found if c not in alike and self._sibling(c, best, reading)]
        tie = self.index.tie
        alike += [c for c in found if c not in alike and self._other_half(c, best, reading)]
        alike += self._twins(best, reading, alike)
        alike = [c for c in alike if set(best.related) <= set(c.related) and tie(c.fact) == tie(best.fact)]
        asked = reading.asked_in_passing
        alike = [c for c in alike if c.fact.property in asked] or alike
        pattern = self._pattern(best, alike, reading)
        shown = pattern.sparql()
        held = {c.fact.id for c in found if not (reading.dates and c.missing)}
        facts = [f for f in self.index.holding(pattern) if f.id in held and self.fitter.timely(f, reading)]
        ids = {f.id for f in facts}
        if (
            not {c.fact.id for c in alike if _places(c, reading) == _places(best, reading)} <= ids
            or reading.dates
            or reading.provision
            or not all(self._given(m, best) for m in reading.mentions if not m.soft)
        ):
            alike = [c for c in alike if _places(c, reading) == _places(best, reading)] if reading.mentions else alike
            facts = [c.fact for c in alike]
            shown = these(facts)
        scores = {c.fact.id: c.score for c in found if not c.missing}
        facts = [f for f in facts if f.property in {c.fact.property for c in alike}]
        kept = {c.fact.id for c in alike}
        out = {c.fact.id for c in found if _outdone(c, best) or c in level} - kept
        facts = [f for f in facts if f.id in kept or scores.get(f.id, best.score) >= best.score * SIBLING]
        facts = [f for f in facts if f.id not in out] or [best.fact]
        if not reading.mentions and len(facts) > FEW:  # nothing was named, and so many facts have to be about one thing
            facts = [f for f in facts if f.subject == best.fact.subject or f.object == best.fact.object]
        facts = facts or [c.fact for c in alike]
        only = _outermost(facts, reading)
        if len(only) < len(facts):
            facts, shown = only, these(only)
        slot = best.slot.name if best.slot else None
        told = {v.id or v.text for f in facts for v in value_of(f, slot)} if slot else set()
        if as_many := self._so_many(found, best, reading, len(told)):
            best, slot, facts = as_many[0], "object", [c.fact for c in as_many]
            shown = these(facts)
        sparql = f"SELECT ?fact ?answer WHERE {{\n  ?fact a gov:Fact .\n  {shown}\n  {answer(slot)}\n}}"
        return Match(facts, slot, sparql, shown, best)

    def _so_many(self, found: list[Candidate], best: Candidate, reading: Reading, told: int) -> list[Candidate]:
        """The facts of one relation and thing of which there are as many as are asked for, where fewer were found."""
        if told >= reading.so_many:
            return []
        groups: dict[tuple[str, str | None], dict[str, Candidate]] = {}
        for c in (c for c in found if c.slot and c.slot.name == "object" and c.score >= best.score * LISTED):
            if not c.missing and not c.fact.denied:
                group = groups.setdefault((c.fact.property, c.fact.subject.id), {})
                group.setdefault(c.fact.object.id or c.fact.object.text, c)
        return next((list(g.values()) for g in groups.values() if len(g) == reading.so_many), [])

    def _denial(self, found: list[Candidate], best: Candidate, reading: Reading) -> Candidate:
        """A denial that says nearly as much, and words of the question that the best fact does not say, goes before it:
        no yes stands where a source may well say no."""
        if best.fact.denied:
            return best
        if reading.kind != "yes_no":
            done = reading.properties[reading.deed] if reading.deed is not None else frozenset()
            near = [c for c in found if c.fact.denied and not c.missing and c.score >= best.score - RIVAL]
            told = best.fact.property in done  # "what does the act establish": what it does not, if nothing else
            return best if told else next((c for c in near if c.fact.property in done and c.words >= 0.99), best)
        near = [c for c in found if c.fact.denied and not c.missing and c.score >= best.score - RIVAL]
        loose = any(c < NAMED for i, c in best.covered.items() if i < 0)
        direct = [c for c in near if loose and all(v > 0.95 for i, v in c.covered.items() if i < 0)]
        if direct:
            return direct[0]  # the very thing that is asked about is denied, and others only sound like it
        near = [c for c in near if c.fact.property == best.fact.property or c.fact.subject == best.fact.subject]
        return next((c for c in near if c.words >= best.words - FAR / 2 or _says_more(c, best)), best)

    def _other_half(self, candidate: Candidate, best: Candidate, reading: Reading) -> bool:
        """Whether a fact says of the same thing what the best one leaves out of "about this and that"."""
        same = candidate.fact.property == best.fact.property and candidate.fact.subject == best.fact.subject
        joined = any(t.text == "and" for t in reading.tokens) and reading.kind in ("what", "who")
        return (
            same
            and joined
            and not candidate.missing
            and _same_slot(candidate, best, reading)
            and (_says_more(candidate, best) and bool(best.related) and set(best.related) <= set(candidate.related))
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
        profiles = [self.index.profile(n) for n in sorted(self.index.relations([fact.property], near))]
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
            and _same_slot(candidate, best, reading)
        )

    def _joined(self, found: list[Candidate], reading: Reading) -> _Joined | None:
        """Two facts about one thing that together account for what neither does alone, with their score, and what else
        two such facts say as much of."""
        few = len(reading.mentions) + len(reading.relations) < 3
        if reading.kind not in ("what", "who") or (few and reading.kind == "what" and not reading.wanted):
            return None
        by_thing: dict[str, list[Candidate]] = {}
        for candidate in found:
            slot = candidate.slot
            if slot and slot.value.id and slot.name in ("subject", "object") and not candidate.fact.denied:
                by_thing.setdefault(slot.value.id, []).append(candidate)
        weights = self._weights(reading)
        total = sum(weights.values())
        best: tuple[Candidate, Candidate, float] | None = None
        pairs: list[tuple[Candidate, Candidate, float]] = []
        for group in by_thing.values():
            group = sorted(group, key=lambda c: -c.score)[:PAIRED]
            first = group[0]
            for second in group:
                cover = self._union([first, second], weights)
                third = max(group, key=lambda c: sum(self._union([first, second, c], weights).values()))
                full = self._union([first, second, third], weights)
                words_ = {k: w for k, w in weights.items() if k >= 0}
                spoken = sum(full[k] * w for k, w in words_.items()) / (sum(words_.values()) or 1)
                whole = all(cover[k] >= NAMED for k in weights if k < 0)
                score = sum(full[k] * w for k, w in weights.items()) / total if total else 0.0
                score += 0.05 if first.slot and reading.wanted & first.slot.classes else 0.0
                if second is not first and whole and spoken >= (0.6 if reading.mentions else 0.8):
                    pairs.append((first, second, score))
                    best = pairs[-1] if best is None or score > best[2] else best
        return (*best, [one for one, other, score in pairs if _made_alike((one, other), best)]) if best else None

    def _union(self, candidates: list[Candidate], weights: dict[int, float]) -> dict[int, float]:
        return {k: max(c.covered.get(k, 0.0) for c in candidates) for k in weights}

    def _weights(self, reading: Reading) -> dict[int, float]:
        """What each name (below zero) and each word (its position) counts for."""
        named = {-1 - n: 1.0 for n in range(len(reading.mentions))}
        return named | {i: self.index.weight(reading.tokens[i].stem) for i in reading.content}

    def _both(self, first: Candidate, second: Candidate, firsts: list[Candidate]) -> Match:
        """The match for two facts about one thing: the answer is that thing, and those of which as much is said."""
        assert first.slot and second.slot and first.slot.value.id
        ids = dict.fromkeys(c.slot.value.id for c in firsts if c.slot and c.slot.value.id)
        lines = [f"VALUES ?answer {{ {' '.join(f'<{iri(i)}>' for i in ids)} }}"]
        for n, candidate in ((1, first), (2, second)):
            assert candidate.slot
            other = next((s for s in candidate.profile.slots if s.name in ("object", "subject")
                          and s.name != candidate.slot.name), None)  # fmt: skip
            given = f" ; {path(other.name)} <{iri(other.value.id)}>" if other and other.value.id else ""
            lines.append(
                f"?fact{n} rdf:predicate gov:{candidate.fact.property} ; {path(candidate.slot.name)} ?answer{given} ."
            )
        sparql = "SELECT ?answer ?fact1 ?fact2 WHERE {\n  " + "\n  ".join(lines) + "\n}"
        facts = [second.fact] if first.slot.name == second.slot.name else []
        facts = [*{c.fact.id: c.fact for c in firsts}.values(), *facts]
        return Match(facts, first.slot.name, sparql, "", first)

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


def _outermost(facts: list[StatedFact], reading: Reading) -> list[StatedFact]:
    """Of facts of one relation that are all dated, the last or first ones, where these are asked for: "the latest"."""
    latest, earliest = LATEST.search(reading.text), EARLIEST.search(reading.text)
    days = [edtf.bounds(day)[0] for f in facts if (day := f.when or f.from_)]
    one = len({f.property for f in facts}) == 1 and reading.kind in ("what", "who")
    if not one or bool(latest) == bool(earliest) or len(days) < len(facts) or not all(days):
        return facts
    end = (max if latest else min)(d for d in days if d)
    return [f for f, day in zip(facts, days, strict=True) if day == end]


def _same_slot(candidate: Candidate, best: Candidate, reading: Reading) -> bool:
    if (candidate.slot is None) != (best.slot is None):
        return False
    if candidate.slot is None or best.slot is None:
        return True
    if "mentioned" in (candidate.slot.name, best.slot.name):
        return candidate.slot.name == best.slot.name
    return candidate.slot.name == best.slot.name or bool(reading.wanted & candidate.slot.classes & best.slot.classes)


def _made_alike(pair: tuple[Candidate, Candidate], best: tuple[Candidate, Candidate, float]) -> bool:
    """Whether two facts say of another thing what the best two say of theirs."""
    return all(
        (c.fact.property, c.slot and c.slot.name, c.covered) == (b.fact.property, b.slot and b.slot.name, b.covered)
        for c, b in zip(pair, best[:2], strict=True)
    )


def _closest(alike: list[Candidate], reading: Reading) -> list[Candidate]:
    """Of facts of one relation and thing those that say most words as they stand side by side in the question."""
    single = reading.kind in ("date", "number", "duration")  # one day or number is asked for, whatever it is said of
    if reading.kind == "yes_no" or (not single and len({(c.fact.property, c.fact.subject) for c in alike}) > 1):
        return alike
    most = max(_together(c, reading) for c in alike)
    return [c for c in alike if _together(c, reading) == most]


def _together(candidate: Candidate, reading: Reading) -> int:
    """How many words that stand side by side in the question do so in one place of the fact: "chief AI officer"."""
    pairs = {(reading.tokens[i].stem, reading.tokens[i + 1].stem) for i in reading.content if i + 1 in reading.content}
    if not pairs:
        return 0
    told = [stems_of(s.value.text) for s in candidate.profile.slots]
    return sum(any(pair in pairwise(said) for said in told) for pair in pairs)


def _alike(one: Candidate, other: Candidate) -> bool:
    """Whether two facts say as much of one thing by the same relation."""
    ours, theirs = one.fact, other.fact
    return (ours.property, ours.subject, one.covered) == (theirs.property, theirs.subject, other.covered)


def _says_more(candidate: Candidate, best: Candidate) -> bool:
    """Whether a fact says a word of the question that the best one does not say."""
    return any(c >= 0.5 > best.covered.get(i, 0.0) for i, c in candidate.covered.items() if i >= 0)


def _outdone(candidate: Candidate, best: Candidate) -> bool:
    """Whether a fact says nothing that the best one does not say, and far less of what was asked."""
    words = {i: c for i, c in best.covered.items() if i >= 0}
    more = any(candidate.covered.get(i, 0.0) > c for i, c in words.items())
    return not more and candidate.words < best.words - FAR


def _looser(candidate: Candidate, best: Candidate, reading: Reading) -> bool:
    """Whether a fact that would give another day or number holds a name less surely than the best one does."""
    names = [(candidate.covered[i], c) for i, c in best.covered.items() if i < 0]
    return (
        reading.kind in ("date", "number", "duration")
        and any(b - c > LOOSER for c, b in names)
        and all(c <= b for c, b in names)
    )


def _places(candidate: Candidate, reading: Reading) -> list[frozenset[str]]:
    """The slots in which the names of the question stand in a fact itself."""
    return [frozenset(s for i in m.ids for s in candidate.profile.direct(i)) for m in reading.mentions]


def _slot_words(candidate: Candidate, name: str) -> set[str]:
    return {w for s in candidate.profile.slots if s.name == name for w in s.words}


def _text_stems(candidate: Candidate, name: str) -> set[str]:
    return {w for s in candidate.profile.slots if s.name == name for w in stems_of(s.value.text)}


def value_of(fact: StatedFact, slot: str) -> list[Value]:
    """What stands in a slot of a fact."""
    if slot == "subject":
        return [fact.subject]
    if slot == "object":
        return [fact.object]
    if slot == "time":
        return [Value(fact.when or fact.from_ or fact.until or "")]
    if slot == "until":
        return [Value(fact.until or "")]
    return list(fact.qualifiers.get(slot, ()))

"""A Reading held against the facts: which of them bear on it, where in them the answer stands, and as which SPARQL."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ..facts import StatedFact, Value
from ..vocabulary import iri
from .lexicon import stems as stems_of
from .linker import Mention
from .profile import Index, Profile, Slot
from .reading import Kind, Reading

NEEDED = 0.55  # of a name's words must be in a fact for the fact to be about what is named
WORDS = 0.5  # of the weight of the other words must be accounted for, or the fact says something else
TOLERANCE = 0.9  # of the best score: facts that say the same kind of thing


_DESCRIBED = frozenset({"Norm", "UseCase", "Content", "Sector", "Value", "DataCategory", "Issue"})  # named by description


@dataclass
class Candidate:
    """A fact that may bear on the question, and the slot in which the answer would stand."""

    profile: Profile
    slot: Slot | None
    score: float
    words: float
    missing: list[Mention]
    covered: dict[int, float] = field(default_factory=dict)
    text_words: dict[str, set[str]] = field(default_factory=dict)
    related: list[str] = field(default_factory=list)

    @property
    def fact(self) -> StatedFact:
        """The fact itself."""
        return self.profile.fact


@dataclass
class Match:
    """The facts that answer, the slot, and the SPARQL by which they were found."""

    facts: list[StatedFact]
    slot: str | None
    sparql: str
    pattern: str
    best: Candidate
    near: list[Candidate] = field(default_factory=list)


class Matcher:
    """Finds the facts of one graph that answer a reading."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.graph = index.graph
        self.answers_by_kind: dict[str, set[str]] = {}
        for row in self.graph.query("SELECT ?p ?k { ?p gov:answersTo ?k }"):
            self.answers_by_kind.setdefault(row["k"].value, set()).add(row["p"].value.split("#")[-1])

    def candidates(self, reading: Reading) -> list[Candidate]:
        """Every fact with every slot in which an answer of the wanted kind could stand, best first."""
        found = []
        for profile in self.index.profiles:
            if not self._timely(profile.fact, reading):
                continue
            for slot in self._slots(profile, reading):
                candidate = self._score(profile, slot, reading)
                if candidate.score > 0.2:
                    found.append(candidate)
        return sorted(found, key=lambda c: (len(c.missing), -c.score, c.fact.id))

    def match(self, reading: Reading) -> Match | None:
        """The facts that answer, or None where none accounts for all names and most words."""
        found = self.candidates(reading)
        whole = [c for c in found if not c.missing and self._enough(c, reading)]
        joined = self._joined(found, reading)
        if joined and (not whole or joined[2] > whole[0].score + 0.08):
            return self._both(*joined[:2], found)
        if not whole:
            return None
        best = whole[0]
        alike = [c for c in whole if c.score >= best.score * TOLERANCE and _same_slot(c, best, reading)]
        alike = [c for c in alike if set(best.related) <= set(c.related) and c.fact.derived == best.fact.derived]
        asked = self._asked_in_passing(reading)
        alike = [c for c in alike if c.fact.property in asked] or alike
        pattern = self._pattern(best, alike, reading)
        facts = [f for f in self.graph.facts(pattern) if self._timely(f, reading)]
        ids = {f.id for f in facts}
        if best.fact.id not in ids or reading.dates or not all(self._given(m, best) for m in reading.mentions if not m.soft):
            facts = [c.fact for c in alike]
            pattern = "VALUES ?fact { " + " ".join(f"fact:{f.id}" for f in facts) + " }"
        facts = self._one_property(facts, alike, reading)
        slot = best.slot.name if best.slot else None
        sparql = f"SELECT ?fact ?answer WHERE {{\n  ?fact a gov:Fact .\n  {pattern}\n  {_answer(slot)}\n}}"
        return Match(facts, slot, sparql, pattern, best, found[:12])

    def _joined(self, found: list[Candidate], reading: Reading) -> tuple[Candidate, Candidate, float] | None:
        """Two facts about one thing that together account for what neither does alone, with their score."""
        if reading.kind not in ("what", "who"):
            return None
        by_thing: dict[str, list[Candidate]] = {}
        for candidate in found:
            slot = candidate.slot
            if slot and slot.value.id and slot.name in ("subject", "object") and not candidate.fact.denied:
                by_thing.setdefault(slot.value.id, []).append(candidate)
        weights = self._weights(reading)
        total = sum(weights.values())
        best: tuple[Candidate, Candidate, float] | None = None
        for group in by_thing.values():
            first = max(group, key=lambda c: c.score)
            for second in group:
                cover = self._union([first, second], weights)
                third = max(group, key=lambda c: sum(self._union([first, second, c], weights).values()))
                full = self._union([first, second, third], weights)
                words_ = {k: w for k, w in weights.items() if k >= 0}
                spoken = sum(full[k] * w for k, w in words_.items()) / (sum(words_.values()) or 1)
                whole = all(cover[k] >= NEEDED for k in weights if k < 0)
                score = sum(full[k] * w for k, w in weights.items()) / total if total else 0.0
                score += 0.05 if first.slot and reading.wanted & first.slot.classes else 0.0
                if second is not first and whole and spoken >= 0.6 and (best is None or score > best[2]):
                    best = (first, second, score)
        return best

    def _telling(self, candidate: Candidate, reading: Reading) -> bool:
        """Without a name in it a question has to be recognised by two words at least, one of them said in the fact."""
        covered = [i for i, c in candidate.covered.items() if i >= 0 and c >= 0.8]
        return len(covered) > 1 and bool(candidate.text_words) and candidate.words >= (0.6 if len(covered) > 2 else 0.7)

    def _union(self, candidates: list[Candidate], weights: dict[int, float]) -> dict[int, float]:
        return {k: max(c.covered.get(k, 0.0) for c in candidates) for k in weights}

    def _weights(self, reading: Reading) -> dict[int, float]:
        """What each name (below zero) and each word (its position) counts for."""
        named = {-1 - n: 1.0 for n in range(len(reading.mentions))}
        return named | {i: self.index.weight(reading.tokens[i].stem) for i in reading.content}

    def _both(self, first: Candidate, second: Candidate, found: list[Candidate]) -> Match:
        """The match for two facts about one thing: the answer is that thing."""
        assert first.slot and second.slot and first.slot.value.id
        lines = [f"VALUES ?answer {{ <{iri(first.slot.value.id)}> }}"]
        for n, candidate in ((1, first), (2, second)):
            assert candidate.slot
            other = next((s for s in candidate.profile.slots if s.name in ("object", "subject")
                          and s.name != candidate.slot.name), None)  # fmt: skip
            given = f" ; {_path(other.name)} <{iri(other.value.id)}>" if other and other.value.id else ""
            lines.append(f"?fact{n} rdf:predicate gov:{candidate.fact.property} ; {_path(candidate.slot.name)} ?answer{given} .")
        sparql = "SELECT ?answer ?fact1 ?fact2 WHERE {\n  " + "\n  ".join(lines) + "\n}"
        facts = [first.fact, second.fact] if first.slot.name == second.slot.name else [first.fact]
        return Match(facts, first.slot.name, sparql, "", first, found[:12])

    def _asked_in_passing(self, reading: Reading) -> set[str]:
        """The relations for which words stand that say nothing else: "can", "must", "meant for"."""
        stopped = set(range(len(reading.tokens))) - set(reading.content)
        named = {i for m in reading.mentions for i in range(m.start, m.end)}
        return {p for i in stopped - named for p in reading.properties[i]}

    def _enough(self, candidate: Candidate, reading: Reading) -> bool:
        """Whether enough of the question is accounted for. A plain yes takes more than a "no" or "not settled"."""
        if not reading.mentions and not reading.dates and not self._telling(candidate, reading):
            return False
        if reading.kind != "yes_no":
            sure = candidate.related and reading.mentions and all(candidate.covered[k] >= 0.8 for k in candidate.covered if k < 0)
            return candidate.words >= (0.42 if sure else WORDS)
        fact = candidate.fact
        if fact.denied or fact.modality != "asserted" or fact.property in self.answers_by_kind.get("open", ()):
            return candidate.words >= WORDS or candidate.score >= 0.6
        return candidate.words >= (0.8 if fact.property == "holdsPosition" else 0.62)

    def _timely(self, fact: StatedFact, reading: Reading) -> bool:
        """A fact that has ended is out; one that has yet to begin counts where dates are asked for."""
        day = self.graph.as_of_date
        if fact.valid_until and fact.valid_until < day:
            return False
        return fact.holds or reading.kind in ("date", "yes_no", "order", "duration") or fact.modality != "asserted"

    def _one_property(self, facts: list[StatedFact], alike: list[Candidate], reading: Reading) -> list[StatedFact]:
        properties = {c.fact.property for c in alike}
        return [f for f in facts if f.property in properties]

    # -- where an answer can stand

    def _slots(self, profile: Profile, reading: Reading) -> list[Slot | None]:
        fact, kind = profile.fact, reading.kind
        if fact.property in self.answers_by_kind.get("open", ()):
            return [s for s in profile.slots if s.name == "object"]
        if kind in ("yes_no", "provenance", "modality"):
            return [None]
        if kind in ("number",):
            return [s for s in profile.slots if s.name == "object" and fact.property in self.answers_by_kind["how many"]]
        if kind in ("date", "duration"):
            return [s for s in profile.slots if "Date" in s.classes]
        if kind == "condition":
            return [s for s in profile.slots if s.name in ("if", "unless")]
        if kind == "reason":
            return [s for s in profile.slots if s.name == "object" and fact.property in self.answers_by_kind["why"]]
        if kind == "place":
            return [s for s in profile.slots if s.name == "object" and fact.property in self.answers_by_kind["where"]]
        given = {i for m in reading.mentions for i in m.ids}
        free = [s for s in profile.slots if s.value.id not in given and s.name != "time"]
        if reading.dates and any(len(d) != 4 for d in reading.dates):
            free = [s for s in free if "Date" not in s.classes]
        if kind == "who":
            return [s for s in free if "Agent" in s.classes and s.name not in ("among", "says")]
        if reading.wanted:
            exact = [s for s in free if reading.wanted & s.classes]
            exact = exact or [s for s in profile.mentioned if reading.wanted & s.classes and s.value.id not in given]
            return exact or ([s for s in free if s.name == "object" and "Text" in s.classes])
        main = [s for s in free if s.name == "object"] or [s for s in free if s.name == "subject"]
        return list(main)

    # -- how well a fact fits

    def _score(self, profile: Profile, slot: Slot | None, reading: Reading) -> Candidate:
        total = covered = word_total = word_covered = 0.0
        missing: list[Mention] = []
        seen: dict[int, float] = {}
        for n, mention in enumerate(reading.mentions):
            weight = 1.0
            cover = self._cover_mention(mention, profile, slot, reading)
            total += weight
            covered += weight * cover
            seen[-1 - n] = cover
            if cover < NEEDED and not mention.soft:
                missing.append(mention)
        candidate = Candidate(profile, slot, 0, 1, missing, seen)
        for i in reading.content:
            token = reading.tokens[i]
            weight = self.index.weight(token.stem)
            cover = self._cover_word(i, profile, slot, reading, candidate)
            seen[i] = cover
            word_total += weight
            word_covered += weight * cover
        for date in reading.dates:
            total += 0.7
            fits = 0.7 if _dated(profile, date) else 0.5 if self._dated_elsewhere(profile, date) else 0.0
            covered += fits
            if not fits and len(date) != 4 and reading.kind in ("what", "who"):
                missing.append(Mention(0, 0, date, frozenset()))
        candidate.words = word_covered / word_total if word_total else 1.0
        base = (covered + word_covered) / (total + word_total) if total + word_total else 0.0
        candidate.score = base + self._bonus(profile, slot, reading)
        return candidate

    def _dated_elsewhere(self, profile: Profile, date: str) -> bool:
        """Whether another fact about the same thing has this date."""
        return any(_dated(p, date) for p in self.index.by_subject.get(profile.fact.subject.id or "", ()))

    def _bonus(self, profile: Profile, slot: Slot | None, reading: Reading) -> float:
        fact, bonus = profile.fact, 0.0
        if fact.property in self._asked_in_passing(reading):
            bonus += 0.04
        if reading.mentions and slot and slot.name != "subject" and fact.subject.id in reading.mentions[0].ids:
            bonus += 0.06
        bonus += 0.02 if slot and slot.name in ("subject", "object") else 0
        if slot and reading.wanted and reading.wanted & slot.classes:
            bonus += 0.05
        bonus += 0.01 if fact.holds else 0
        bonus -= 0.03 if fact.modality in ("possible", "opinion") else 0
        bonus -= 0.08 if slot and slot.name == "mentioned" else 0
        bonus -= 0.06 if fact.denied and reading.kind in ("what", "who") else 0
        bonus -= 0.01 if fact.derived else 0
        bonus -= 0.1 if fact.property == "holdsPosition" and reading.kind == "yes_no" else 0
        return bonus

    def _cover_mention(self, mention: Mention, profile: Profile, slot: Slot | None, reading: Reading) -> float:
        best = 0.0
        for id_ in mention.ids:
            if any(s != (slot.name if slot else None) for s in profile.direct(id_)) or (slot is None and profile.direct(id_)):
                return 1.0
            best = max(best, profile.near.get(id_, ("", 0.0))[1])
        if mention.ids & {c.source for c in profile.fact.citations}:
            best = max(best, 0.6)
        return max(best, self._spelt_out(mention, profile, reading))

    def _spelt_out(self, mention: Mention, profile: Profile, reading: Reading) -> float:
        """How far a name stands in what the fact's things are called; word by word only for norms and activities, whose
        names are descriptions."""
        if any(mention.ids & s.names for s in profile.slots):
            return 0.7
        if not _DESCRIBED & self._ancestors(mention):
            return 0.55 if self._modifies(mention, reading) else 0.0
        have = {w for s in profile.slots for w in s.words}
        names = [n for i in mention.ids for n in self.index.each_name(i) if n]
        names.append(frozenset(t.stem for t in reading.tokens[mention.start : mention.end] if t.content))
        return 0.85 * max((len(n & have) / len(n) for n in names if n), default=0.0)

    def _modifies(self, mention: Mention, reading: Reading) -> bool:
        """Whether a name only tells whose the thing named beside it is: "the Government AI of the Digital Agency"."""
        for other in reading.mentions:
            low, high = sorted((mention, other), key=lambda m: m.start)
            between = {t.text for t in reading.tokens[low.end : high.start]}
            if other is not mention and between <= {"of", "the", "at"} and self.index.linked(mention.ids, other.ids):
                return True
        return False

    def _ancestors(self, mention: Mention) -> frozenset[str]:
        return frozenset().union(*(self.index.vocabulary.ancestors(self.index.kind(i)) for i in mention.ids))

    def _cover_word(
        self, i: int, profile: Profile, slot: Slot | None, reading: Reading, candidate: Candidate
    ) -> float:
        token, fact = reading.tokens[i], profile.fact
        if i <= reading.wanted_at and reading.classes[i] & reading.wanted and slot and reading.wanted & slot.classes:
            if i == reading.wanted_at:
                candidate.related.append(token.stem)
            return 1.0
        text = [s for s in profile.slots if token.stem in s.words]
        if fact.property in reading.properties[i]:
            candidate.related.append(token.stem)
            return 1.0
        if text:
            candidate.text_words.setdefault(text[0].name, set()).add(token.stem)
            return 1.0
        if reading.classes[i] and any(reading.classes[i] & s.classes for s in profile.slots):
            return 0.8
        if token.stem in profile.phrase_words:
            return 0.6
        return 0.0

    # -- as SPARQL

    def _pattern(self, best: Candidate, alike: list[Candidate], reading: Reading) -> str:
        properties = sorted({c.fact.property for c in alike})
        if len(properties) == 1:
            lines = [f"?fact rdf:predicate gov:{properties[0]} ."]
        else:
            lines = ["?fact rdf:predicate ?property .", f"VALUES ?property {{ {' '.join('gov:' + p for p in properties)} }}"]
        for mention in reading.mentions:
            line = self._given(mention, best)
            if line:
                lines.append(line)
        for name, words in best.text_words.items():
            kept = [w for w in sorted(words) if not self.index.common(w)]
            kept = [w for w in kept if all(w in _slot_words(c, name) for c in alike) and w in _text_stems(best, name)]
            if kept and name != "time":
                lines.append(f"?fact {_path(name)} ?{name} . OPTIONAL {{ ?{name} rdfs:label ?{name}Label }}")
                tests = [f'REGEX(COALESCE(STR(?{name}Label), STR(?{name})), "{_regex(w)}", "i")' for w in kept]
                lines.append(f"FILTER({' && '.join(tests)})")
        if best.slot and reading.wanted and best.slot.value.id and reading.wanted & best.slot.classes:
            lines.append(_answer(best.slot.name))
            classes = sorted(reading.wanted & best.slot.classes)
            lines.append("?answer a ?answerClass . " + " UNION ".join(
                f"{{ ?answerClass rdfs:subClassOf* gov:{c} }}" for c in classes))  # fmt: skip
        return "\n  ".join(lines)

    def _given(self, mention: Mention, best: Candidate) -> str | None:
        for id_ in sorted(mention.ids):
            slots = [s for s in best.profile.direct(id_) if not best.slot or s != best.slot.name]
            if slots:
                return f"?fact {_path(slots[0])} <{iri(id_)}> ."
        for id_ in sorted(mention.ids):
            if id_ in best.profile.near:
                return f"?fact {best.profile.near[id_][0]} <{iri(id_)}> ."
        return None


def _same_slot(candidate: Candidate, best: Candidate, reading: Reading) -> bool:
    if (candidate.slot is None) != (best.slot is None):
        return False
    if candidate.slot is None or best.slot is None:
        return True
    return candidate.slot.name == best.slot.name or bool(reading.wanted & candidate.slot.classes & best.slot.classes)


def _slot_words(candidate: Candidate, name: str) -> set[str]:
    return {w for s in candidate.profile.slots if s.name == name for w in s.words}


def _text_stems(candidate: Candidate, name: str) -> set[str]:
    return {w for s in candidate.profile.slots if s.name == name for w in stems_of(s.value.text)}


def _path(slot: str) -> str:
    return {"subject": "rdf:subject", "object": "rdf:object"}.get(slot, f"gov:{slot}")


def _answer(slot: str | None) -> str:
    if slot is None:
        return "?fact rdf:object ?answer ."
    place = {"time": "gov:when", "mentioned": "rdf:object"}.get(slot) or _path(slot)
    return f"?fact {place} ?answer ."


def _regex(word: str) -> str:
    """A stem as a pattern at a word's start; snowball's final i stands for y."""
    escaped = re.escape(word[:-1] if len(word) > 4 and word.endswith("i") else word).replace("\\", "\\\\")
    return f"(^|[^a-z]){escaped}"


def _dated(profile: Profile, date: str) -> bool:
    """Whether one of the fact's dates may be the one that was named; a month and day without a year match any year."""
    for slot in profile.slots:
        if "Date" in slot.classes:
            text = slot.value.text.strip("./~")
            if text.startswith(date) or (len(date) <= 5 and text[5:].startswith(date)) or (date.startswith(text) and len(text) > 4):
                return True
    return False


def value_of(fact: StatedFact, slot: str) -> list[Value]:
    """What stands in a slot of a fact."""
    if slot == "subject":
        return [fact.subject]
    if slot == "object":
        return [fact.object]
    if slot == "time":
        return [Value(fact.when or fact.from_ or fact.until or "")]
    return list(fact.qualifiers.get(slot, ()))


__all__ = ["Candidate", "Kind", "Match", "Matcher", "value_of"]

"""How well a fact fits a Reading: whether it holds what is named, how much of the rest it says, and in which slot an
answer would stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..facts import StatedFact
from .frames import LASTING, VAGUE, holds_provision, provision, quantity
from .index import Index
from .lexicon import EVERYDAY
from .linker import Mention
from .profile import Profile, Slot
from .reading import Reading

MODIFIES = 0.55  # is what a name counts for that only says whose the thing is that is named beside it
NEEDED = 0.55  # of a name's words must be in a fact for the fact to be about what is named
WORDS = 0.6  # of the weight of the other words must be accounted for, or the fact says something else
NEARLY, MARGIN = 0.3, 0.15  # or nearly so, where the next fact that says something else is far behind
OPEN = 0.65  # of the words have to stand in a question that a source leaves open
UNRELATED = 0.75  # or more, where no word that asks for a relation is among them
HEDGED = 0.4  # of a question that a source denies, or hedges, where no more than a jurisdiction is named
UNSAID = 0.45  # of its words at most may be left out of a yes
NAMING = 0.65  # of the verb after "who" has to be met
MOST = 200  # facts, those that say most of what is asked, are held against a question in full
ALIKE = 0.6  # is what a word counts for that only stands for one in the fact
SURE = 0.41  # where all names are met and the relation is named as well
_DESCRIBED = frozenset(
    {"Norm", "UseCase", "Content", "Sector", "Value", "DataCategory", "Issue"}
)  # named by description


_WHOSE = frozenset("of the at in a an each every within inside its their".split())
_PICKING = frozenset(
    {"reason", "date", "condition", "place", "duration", "number"}
)  # kinds that leave few places for an answer


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


class Fitter:
    """Holds every fact of a graph against a reading."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.graph = index.graph
        self._ancestors: dict[frozenset[str], frozenset[str]] = {}
        self.answers_by_kind: dict[str, set[str]] = {}
        for name, kind in index.terms["answersTo"]:
            self.answers_by_kind.setdefault(kind, set()).add(name)
        properties = index.vocabulary.properties
        self.answers_for = {name: {name, *prop.parents} for name, prop in properties.items()}
        self.contrary: dict[str, set[str]] = {}
        for name, other in index.terms["contraryTo"]:
            self.contrary.setdefault(name, set()).add(other)

    def candidates(self, reading: Reading) -> list[Candidate]:
        """Every fact with every slot in which an answer of the wanted kind could stand, best first."""
        found = []
        by_rule = reading.outright & self.index.by_rule  # "act under" is one relation, and no other will do
        modifying = frozenset(n for n, m in enumerate(reading.mentions) if self._modifies(m, reading))
        for profile in self._bearing(reading):
            if by_rule and profile.fact.property not in by_rule:
                continue
            if (
                reading.negated
                and not profile.fact.denied
                and profile.fact.property not in self.answers_by_kind["open"]
            ):
                continue
            if not self.timely(profile.fact, reading) or not _within(profile.fact, reading.provision):
                continue
            for slot in self._slots(profile, reading):
                candidate = self._score(profile, slot, reading, modifying)
                if candidate.score > 0.2:
                    found.append(candidate)
        return sorted(found, key=lambda c: (len(c.missing), -c.score, c.fact.id))

    def _bearing(self, reading: Reading) -> list[Profile]:
        """The profiles that hold any of the names: without one a fact is not about what is asked."""
        index = self.index
        named = [self._naming(m) for m in reading.mentions]
        asked = [(index.weight(reading.tokens[i].stem), self._asking(i, reading)) for i in reading.content]
        asked += [(0.5, index.saying([d[:4]])) for d in reading.dates if len(d) != 5]
        whole = set().union(*(s for s, m in zip(named, reading.mentions, strict=True) if not m.soft))
        said = set().union(*(s for _, s in asked))
        if any(provision(m.text) for m in reading.mentions):
            pool = set(index.everything)
        else:
            pool = whole | index.beside(whole, said) if whole else said
        scores = dict.fromkeys(pool, 0.0)
        for weight, numbers in [*((1.0, s) for s in named), *asked]:
            for n in numbers & pool:
                scores[n] += weight
        least = sorted(scores.values(), reverse=True)[MOST - 1] if len(pool) > MOST else 0.0
        return [index.profile(n) for n in sorted(pool) if scores[n] >= least]

    def _naming(self, mention: Mention) -> set[int]:
        """The facts that hold a name: its things are in them or around them, or they say it word by word."""
        spelt = {w for i in mention.ids for n in self.index.each_name(i) for w in n}
        described = _DESCRIBED & self.ancestors(mention)
        return self.index.touching(mention.ids) | (self.index.saying(spelt) if described else set())

    def _asking(self, i: int, reading: Reading) -> set[int]:
        """The facts that say a word, or something that stands for it, or are of a relation that it asks for."""
        token, asked = reading.tokens[i], reading.properties[i]
        relations = {name for name, answers in self.answers_for.items() if answers & asked}
        if reading.kind == "yes_no":
            relations |= {name for name, others in self.contrary.items() if others & asked}
        return self.index.relations(relations) | self.index.saying({token.stem, *self.index.synonyms(token.stem)})

    def boundless(self, reading: Reading) -> bool:
        """Whether nothing but jurisdictions is named and nothing asked of them: any of their facts would do."""
        lands = all("Jurisdiction" in self.ancestors(m) for m in reading.mentions)
        asked = reading.content or reading.asked_in_passing or reading.dates or reading.provision or reading.wanted
        return bool(reading.mentions) and lands and not asked and reading.kind in ("what", "who")

    def timely(self, fact: StatedFact, reading: Reading) -> bool:
        """A fact that has ended is out; one that has yet to begin counts where dates are asked for."""
        day = self.graph.as_of_date
        if fact.valid_until and fact.valid_until < day:
            return False
        return fact.holds or reading.kind in ("date", "yes_no", "order", "duration") or fact.modality != "asserted"

    def enough(self, candidate: Candidate, reading: Reading) -> bool:
        """Whether enough of the question is accounted for. A plain yes takes more than a "no" or "not settled"."""
        if not reading.mentions and not reading.dates and not self._telling(candidate, reading):
            return False
        if reading.kind != "yes_no":
            fits = not candidate.slot or not reading.wanted or reading.wanted & candidate.slot.classes
            sure = (
                fits
                and candidate.related
                and reading.mentions
                and all(candidate.covered[k] >= 0.8 for k in candidate.covered if k < 0)
            )
            if candidate.fact.property in self.answers_by_kind["open"]:
                return candidate.words >= OPEN
            if self._beside_the_point(candidate, reading):
                return False
            other = reading.relations and not any(candidate.covered.get(i, 0.0) >= 0.5 for i in reading.relations)
            if other and reading.kind in ("what", "who") and candidate.words < UNRELATED:
                return False  # all that is asked of the things is another relation
            return candidate.words >= (SURE if sure else WORDS) or self._pointed(candidate, reading)
        fact = candidate.fact
        strange = any(reading.tokens[i].stem not in self.index.known for i in reading.content)
        if strange and not (fact.denied and candidate.words >= WORDS):
            return False  # a yes, or a "planned", to a question of which a word is unknown would be a guess
        told = self.index.vocabulary.is_a(self.index.kind(fact.subject.id or ""), "Document")
        if told and not any(fact.subject.id in m.ids for m in reading.mentions):
            return False  # what a document says of others is no yes to a question about them
        if fact.property in self.answers_by_kind["open"]:
            return candidate.words >= OPEN
        if fact.denied or fact.modality != "asserted":
            met = all(c >= 0.85 for i, c in candidate.covered.items() if i < 0)
            things = any("Jurisdiction" not in self.ancestors(m) for m in reading.mentions)
            return candidate.words >= WORDS or (
                met and candidate.score >= WORDS and (things or candidate.words >= HEDGED)
            )
        unsaid = sum(candidate.covered.get(i, 0.0) < 0.5 for i in reading.content)
        if unsaid > max(1, UNSAID * len(reading.content)):
            return False
        return candidate.words >= (0.8 if fact.property == "holdsPosition" else 0.57)

    def _beside_the_point(self, candidate: Candidate, reading: Reading) -> bool:
        """Whether a fact leaves out the very thing asked: "who heads" is answered by nobody who only belongs."""
        if reading.verb is not None and candidate.covered.get(reading.verb, 0.0) < NAMING:
            return True
        fits = not candidate.slot or not reading.wanted or reading.wanted & candidate.slot.classes
        return bool(reading.noun) and not (candidate.fact.property in reading.noun or fits)

    def _pointed(self, candidate: Candidate, reading: Reading) -> bool:
        """Whether all names are met, the kind of answer picks the place for it, and no word asks for another relation:
        what is left is a manner of speaking."""
        things = [m for m in reading.mentions if "Jurisdiction" not in self.ancestors(m)]
        if not things or any(cover < 0.7 for i, cover in candidate.covered.items() if i < 0):
            return False
        if candidate.fact.property in self.answers_by_kind["open"]:
            return False
        slot = candidate.slot
        picked = reading.kind in _PICKING or bool(slot and reading.wanted & slot.classes)
        unsaid = [i for i in reading.content if candidate.covered.get(i, 0.0) < 0.5]
        several = len(reading.mentions) > 1
        if not picked and not several:
            return False
        if several and reading.kind == "reason":
            return True
        asking = [i for i in unsaid if reading.properties[i] or reading.classes[i]]
        return not asking if not several else all(reading.tokens[i].text in EVERYDAY for i in asking)

    def standing_out(self, found: list[Candidate], reading: Reading) -> list[Candidate]:
        """The best facts of one relation, where they account for nearly enough and all that says something else for far
        less; else none."""
        if not found or reading.kind in ("yes_no", "condition") or found[0].missing or found[0].words < NEARLY:
            return []
        best = found[0]
        if best.fact.property in self.answers_by_kind["open"] or self._beside_the_point(best, reading):
            return []
        others = [c.score for c in found if c.fact.property != best.fact.property]
        told = sum(c >= 0.8 for i, c in best.covered.items() if i >= 0)
        if best.score - max(others, default=0.0) < MARGIN or not (reading.mentions or told > 1):
            return []
        return [c for c in found if c.fact.property == best.fact.property and c.score >= best.score - 0.02]

    def _telling(self, candidate: Candidate, reading: Reading) -> bool:
        """Without a name in it a question has to be recognised by two words at least, one of them said in the fact."""
        covered = [i for i, c in candidate.covered.items() if i >= 0 and c >= 0.8]
        return len(covered) > 1 and bool(candidate.text_words) and candidate.words >= (0.6 if len(covered) > 2 else 0.7)

    def _slots(self, profile: Profile, reading: Reading) -> Sequence[Slot | None]:
        fact, kind = profile.fact, reading.kind
        if fact.property in self.answers_by_kind.get("open", ()):
            return [s for s in profile.slots if s.name == "object"]
        if kind in ("yes_no", "provenance", "modality"):
            return [None]
        asked_beside = [s for s in profile.slots if s.name in reading.beside]
        if asked_beside and kind in ("what", "who", "date"):
            return asked_beside
        if kind in ("number", "duration"):
            measured = [s for s in profile.slots if quantity(s.value.text, reading.text, kind)]
            if measured or quantity("every 15 days", reading.text, kind):
                dated = [s for s in profile.slots if "Date" in s.classes] if LASTING.search(reading.text) else []
                return measured[:1] or dated
        if kind == "number":
            of = next((s.words for s in profile.slots if s.name == "of"), frozenset())
            asked = {reading.tokens[i].stem for i in reading.content} | (
                {reading.tokens[reading.wanted_at].stem} if reading.wanted else set()
            )
            if fact.property not in self.answers_by_kind["how many"] or (of and asked and not of & asked):
                return []
            return [s for s in profile.slots if s.name == "object"]
        if kind in ("date", "duration"):
            return [s for s in profile.slots if "Date" in s.classes]
        if kind == "condition":
            return [s for s in profile.slots if s.name in ("if", "unless")]
        if kind == "reason":
            return [s for s in profile.slots if s.name == "object" and fact.property in self.answers_by_kind["why"]]
        if kind == "place":
            return [s for s in profile.slots if s.name == "object" and fact.property in self.answers_by_kind["where"]]
        if kind == "what" and not reading.wanted and reading.asks("bindingForce"):
            forces = [s for s in profile.slots if s.name == "binding"]
            if forces:
                return forces
        if reading.choices:
            return [s for s in profile.slots if s.value.id in reading.choices]
        given = {i for m in reading.mentions for i in m.ids}
        free = [s for s in profile.slots if s.value.id not in given and s.name != "time"]
        if reading.dates and any(len(d) != 4 for d in reading.dates):
            free = [s for s in free if "Date" not in s.classes]
        if kind == "who":
            return [s for s in free if "Agent" in s.classes and s.name not in ("among", "says")]
        if reading.wanted:
            exact = [s for s in free if reading.wanted & s.classes]
            if fact.property in reading.properties[reading.wanted_at]:
                exact = exact or [s for s in free if s.name == "object"]
            exact = exact or [s for s in profile.mentioned if reading.wanted & s.classes and s.value.id not in given]
            return exact or ([s for s in free if s.name == "object" and "Text" in s.classes])
        main = [s for s in free if s.name == "object"] or [s for s in free if s.name == "subject"]
        return list(main)

    def _score(
        self, profile: Profile, slot: Slot | None, reading: Reading, modifying: frozenset[int] = frozenset()
    ) -> Candidate:
        total = covered = word_total = word_covered = 0.0
        missing: list[Mention] = []
        seen: dict[int, float] = {}
        for n, mention in enumerate(reading.mentions):
            weight = 1.0
            cover = self._cover_mention(mention, profile, slot, reading)
            cover = max(cover, MODIFIES if n in modifying and not _DESCRIBED & self.ancestors(mention) else 0.0)
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
            if not fits and reading.kind in ("what", "who"):
                missing.append(Mention(0, 0, date, frozenset()))
        candidate.words = word_covered / word_total if word_total else 1.0
        base = (covered + word_covered) / (total + word_total) if total + word_total else 0.0
        whole = 0.05 if word_total and candidate.words > 0.99 else 0.0
        answers = self.answers_for[profile.fact.property]
        named = 0.02 if reading.kind == "who" and any(answers & reading.properties[i] for i in reading.content) else 0.0
        candidate.score = base + whole + named + self._bonus(profile, slot, reading)
        return candidate

    def _dated_elsewhere(self, profile: Profile, date: str) -> bool:
        """Whether another fact about the same thing has this date."""
        return any(_dated(p, date) for p in self.index.told_of(profile.fact.subject.id))

    def _bonus(self, profile: Profile, slot: Slot | None, reading: Reading) -> float:
        fact, bonus = profile.fact, 0.0
        if fact.property in reading.asked_in_passing:
            bonus += 0.04
        first = reading.mentions[0].ids if reading.mentions and reading.kind != "who" else frozenset()
        if slot and slot.name != "subject" and fact.subject.id in first:
            bonus += 0.06
        bonus += {"subject": 0.02, "object": 0.02, "binding": 0.05}.get(slot.name, 0.0) if slot else 0
        bonus -= 0.03 if slot and slot.name == "subject" and reading.kind == "what" and not reading.wanted else 0
        bonus += 0.08 if slot and slot.name == "subject" and reading.active else 0
        bonus += 0.08 if fact.property in reading.outright else 0
        bonus += 0.06 if fact.property in reading.noun else 0
        bonus += 0.1 if fact.dated and any(len(d) == 10 for d in reading.dates) else 0
        if slot and reading.wanted:
            bonus += 0.05 if reading.wanted & slot.classes else -0.1
        why = self.answers_by_kind["why"] - self.answers_by_kind["nature"]
        bonus += 0.2 if reading.kind == "reason" and fact.property in why else 0
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
            if any(s != (slot.name if slot else None) for s in profile.direct(id_)) or (
                slot is None and profile.direct(id_)
            ):
                return 1.0
            best = max(best, profile.near.get(id_, ("", 0.0))[1])
        told_of = frozenset({profile.fact.subject.id or ""})
        if reading.kind in _PICKING and len(reading.mentions) > 1 and self.index.linked(mention.ids, told_of):
            best = max(best, 0.6)  # "why did the Commission drop the proposal": it proposed it
        if mention.ids & {c.source for c in profile.fact.citations}:
            best = max(best, 0.6)
        if named := provision(mention.text):
            best = max(best, 0.9 if _within(profile.fact, named) else 0.0)
        return max(best, self._spelt_out(mention, profile, reading))

    def _spelt_out(self, mention: Mention, profile: Profile, reading: Reading) -> float:
        """How far a name stands in what the fact's things are called; word by word only for norms and activities, whose
        names are descriptions."""
        if any(mention.ids & s.names for s in profile.slots):
            return 0.7
        if not _DESCRIBED & self.ancestors(mention):
            return 0.0
        have = {w for s in profile.slots for w in s.words}
        names = [n for i in mention.ids for n in self.index.each_name(i) if n]
        names.append(frozenset(t.stem for t in reading.tokens[mention.start : mention.end] if t.content))
        return 0.85 * max((len(n & have) / len(n) for n in names if n), default=0.0)

    def _modifies(self, mention: Mention, reading: Reading) -> bool:
        """Whether a name only tells whose the thing named beside it is: "the Government AI of the Digital Agency"."""
        for other in reading.mentions:
            low, high = sorted((mention, other), key=lambda m: m.start)
            between = {t.text for t in reading.tokens[low.end : high.start]}
            said = frozenset(t.stem for t in reading.tokens[mention.start : mention.end] if t.content)
            whole = any(said <= name for i in other.ids for name in self.index.each_name(i))
            if other is not mention and between <= _WHOSE and (whole or self.index.linked(mention.ids, other.ids)):
                return True
        return False

    def ancestors(self, mention: Mention) -> frozenset[str]:
        """The classes of what a name stands for."""
        if mention.ids not in self._ancestors:
            kinds = (self.index.vocabulary.ancestors(self.index.kind(i)) for i in mention.ids)
            self._ancestors[mention.ids] = frozenset().union(*kinds)
        return self._ancestors[mention.ids]

    def _cover_word(self, i: int, profile: Profile, slot: Slot | None, reading: Reading, candidate: Candidate) -> float:
        token, fact = reading.tokens[i], profile.fact
        if i <= reading.wanted_at and reading.classes[i] & reading.wanted and slot and reading.wanted & slot.classes:
            if i == reading.wanted_at:
                candidate.related.append(token.stem)
            return 1.0
        text = [s for s in profile.slots if token.stem in s.words]
        asked = reading.properties[i]
        if slot and token.stem in VAGUE and "Instrument" in slot.classes and reading.wanted & slot.classes:
            candidate.related.append(token.stem)
            return 1.0
        if slot and slot.name in reading.qualifiers[i]:
            candidate.related.append(token.stem)
            return 1.0
        contrary = reading.kind == "yes_no" and bool(self.contrary.get(fact.property, set()) & asked)
        if contrary or self.answers_for[fact.property] & asked:
            candidate.related.append(token.stem)
            return 1.0
        if text:
            candidate.text_words.setdefault(text[0].name, set()).add(token.stem)
            return 1.0
        if reading.classes[i] and any(reading.classes[i] & s.classes for s in profile.slots):
            return 0.8
        if fact.one("binding") and "bindingForce" in reading.properties[i]:
            return 1.0
        if token.stem in profile.phrase_words:
            return 0.6
        said = {w for s in profile.slots for w in s.words}
        if said & self.index.synonyms(token.stem):
            return ALIKE
        return 0.0


def _within(fact: StatedFact, provision: str) -> bool:
    """Whether a fact rests on the provision that is named, such as "article 50", or on a part of it."""
    places = [v.text for v in fact.qualifiers.get("provision", ())] or [c.at for c in fact.citations]
    return not provision or any(holds_provision(place, provision) for place in places)


def _dated(profile: Profile, date: str) -> bool:
    """Whether one of the fact's dates may be the one that was named; a month and day without a year match any year."""
    for slot in profile.slots:
        if "Date" in slot.classes:
            text = slot.value.text.strip("./~")
            if (
                text.startswith(date)
                or (len(date) <= 5 and text[5:].startswith(date))
                or (date.startswith(text) and len(text) > 4)
            ):
                return True
    return False

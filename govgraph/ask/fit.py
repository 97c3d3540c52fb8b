"""The facts that may bear on a Reading, and in which slots an answer could stand."""

from __future__ import annotations

from collections.abc import Sequence

from ..facts import StatedFact
from .accept import Acceptor
from .frames import LASTING, provision, quantity
from .profile import Index, Profile, Slot
from .reading import Reading
from .score import DESCRIBED, Candidate, Scorer, within
from .terms import Terms


class Fitter:
    """Holds every fact of a graph against a reading."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.graph = index.graph
        self.terms = Terms(index)
        self.scorer = Scorer(index, self.terms)
        self.acceptor = Acceptor(index, self.terms)

    def candidates(self, reading: Reading) -> list[Candidate]:
        """Every fact with every slot in which an answer of the wanted kind could stand, best first."""
        found = []
        by_rule = reading.outright & self.index.by_rule  # "act under" is one relation, and no other will do
        modifying = frozenset(n for n, m in enumerate(reading.mentions) if self.scorer.modifies(m, reading))
        for profile in self._bearing(reading):
            if by_rule and profile.fact.property not in by_rule:
                continue
            if (
                reading.negated
                and not profile.fact.denied
                and profile.fact.property not in self.terms.answers_by_kind["open"]
            ):
                continue
            if not self.timely(profile.fact, reading) or not within(profile.fact, reading.provision):
                continue
            for slot in self._slots(profile, reading):
                candidate = self.scorer.score(profile, slot, reading, modifying)
                if candidate.score > 0.2:
                    found.append(candidate)
        return sorted(found, key=lambda c: (len(c.missing), -c.score, c.fact.id))

    def _bearing(self, reading: Reading) -> list[Profile]:
        """The profiles that hold any of the names: without one a fact is not about what is asked."""
        profiles = self.index.profiles
        places: set[int] = set()
        hard = [m for m in reading.mentions if not m.soft]
        for mention in hard:
            if provision(mention.text):
                return profiles
            spelt = {w for i in mention.ids for n in self.index.each_name(i) for w in n}
            places |= self.index.about(mention.ids, spelt if DESCRIBED & self.terms.ancestors(mention) else ())
        beside = {profiles[n].fact.subject.id or "" for n in places}  # what else is said of the things that are told of
        places |= self.index.about(i for i in beside if not self.index.linker.is_jurisdiction(i))
        return [profiles[n] for n in sorted(places)] if hard else profiles

    def boundless(self, reading: Reading) -> bool:
        """Whether nothing but jurisdictions is named and nothing asked of them: any of their facts would do."""
        lands = all("Jurisdiction" in self.terms.ancestors(m) for m in reading.mentions)
        asked = reading.content or reading.asked_in_passing or reading.dates or reading.provision or reading.wanted
        return bool(reading.mentions) and lands and not asked and reading.kind in ("what", "who")

    def timely(self, fact: StatedFact, reading: Reading) -> bool:
        """A fact that has ended is out; one that has yet to begin counts where dates are asked for."""
        day = self.graph.as_of_date
        if fact.valid_until and fact.valid_until < day:
            return False
        return fact.holds or reading.kind in ("date", "yes_no", "order", "duration") or fact.modality != "asserted"

    def _slots(self, profile: Profile, reading: Reading) -> Sequence[Slot | None]:
        fact, kind = profile.fact, reading.kind
        if fact.property in self.terms.answers_by_kind.get("open", ()):
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
            named = {i for m in reading.mentions for i in range(m.start, m.end)}
            asked = {reading.tokens[i].stem for i in (*reading.content, *named)} | (
                {reading.tokens[reading.wanted_at].stem} if reading.wanted else set()
            )
            if fact.property not in self.terms.answers_by_kind["how many"] or (of and asked and not of & asked):
                return []
            return [s for s in profile.slots if s.name == "object"]
        if kind in ("date", "duration"):
            return [s for s in profile.slots if "Date" in s.classes]
        if kind == "condition":
            return [s for s in profile.slots if s.name in ("if", "unless")]
        if kind == "reason":
            return [
                s for s in profile.slots if s.name == "object" and fact.property in self.terms.answers_by_kind["why"]
            ]
        if kind == "place":
            return [
                s for s in profile.slots if s.name == "object" and fact.property in self.terms.answers_by_kind["where"]
            ]
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
            agents = [s for s in free if "Agent" in s.classes and s.name not in ("among", "says")]
            return agents or [s for s in free if s.name == "subject" and "Document" in s.classes]
        if reading.wanted:
            exact = [s for s in free if reading.wanted & s.classes]
            if fact.property in reading.properties[reading.wanted_at]:
                exact = exact or [s for s in free if s.name == "object"]
            exact = exact or [
                s for s in free if s.name in ("object", "subject") and self.terms.akin(reading.wanted, s.classes)
            ]
            exact = exact or [s for s in profile.mentioned if reading.wanted & s.classes and s.value.id not in given]
            return exact or ([s for s in free if s.name == "object" and "Text" in s.classes])
        main = [s for s in free if s.name == "object"] or [s for s in free if s.name == "subject"]
        return list(main)

    def _objects(self, profile: Profile, kind: str) -> list[Slot]:
        """The object of a fact whose relation answers such a question, and nothing of others."""
        answers = profile.fact.property in self.terms.answers_by_kind[kind]
        return [s for s in profile.slots if s.name == "object" and answers]

"""The facts that may bear on a Reading, and in which slots an answer could stand."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ..facts import StatedFact, Value
from .accept import Acceptor
from .figures import provision, quantity
from .frames import LASTING, UNTIL, WHOM
from .index import Index
from .linker import Mention
from .profile import Profile, Slot
from .reading import Reading
from .score import Candidate, Scorer, within
from .terms import Terms

SPELT = 0.6  # is what a name counts for where a fact only says its words
RELATED = 0.3  # is what it counts for, beside the word itself, that a fact is of the relation that is asked for
BETTER = 10  # facts that say more, and those that say no more than the last that counts are left out
MOST = 300  # facts, those that say most of what is asked, are held against a question in full


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
        """The facts that say most of what is asked: without a name that is in the question, none is about it."""
        index = self.index
        named = [self._naming(m) for m in reading.mentions]
        whole = set().union(*(s for s, m in zip(named, reading.mentions, strict=True) if not m.soft))
        anywhere = any(provision(m.text) for m in reading.mentions)
        within = whole | index.beside(whole) if whole and not anywhere else None
        told = [i for i in reading.content if not (i <= reading.wanted_at and reading.classes[i] & reading.wanted)]
        said = [(index.weight(reading.tokens[i].stem), self._saying(i, reading, within)) for i in told]
        said += [(0.5, index.saying([d[:4]], within)) for d in reading.dates if len(d) != 5]
        said += [(RELATED, index.relations(self._asked(i, reading), within)) for i in reading.relations]
        pool: Collection[int] = index.everything if anywhere else whole.union(*(s for _, s in said))
        if by_rule := reading.outright & index.by_rule:
            pool = index.relations(by_rule, None if anywhere else set(pool))
        scores: dict[int, float] = {}  # of those that say anything of it
        direct = [(1 - SPELT, index.touching(m.ids)) for m in reading.mentions]
        for weight, numbers in [*((SPELT, s) for s in named), *direct, *said]:
            for n in numbers:
                if n in pool:
                    scores[n] = scores.get(n, 0.0) + weight
        ranked = sorted(scores.values(), reverse=True)
        least = ranked[MOST - 1] if len(ranked) >= MOST and len(pool) > MOST else 0.0
        telling = len(pool) > MOST and len(ranked) > BETTER and ranked[BETTER] > least
        chosen = scores if telling or least else pool
        return [
            index.profile(n)
            for n in sorted(chosen)
            if (score := scores.get(n, 0.0)) > least or (score == least and not telling)
        ]

    def _naming(self, mention: Mention) -> set[int]:
        """The facts that hold a name: its things are in them or around them, or they say it word by word."""
        spelt = {w for i in mention.ids for n in self.index.each_name(i) for w in n}
        described = self.scorer.described(mention)
        return self.index.touching(mention.ids) | (self.index.saying(spelt) if described else set())

    def _saying(self, i: int, reading: Reading, within: set[int] | None) -> set[int]:
        """The facts that say a word, or something that stands for it, or are of a relation that it asks for."""
        stem = reading.tokens[i].stem
        said = self.index.saying({stem, *self.index.synonyms(stem)}, within)
        return said | self.index.relations(self._asked(i, reading), within)

    def _asked(self, i: int, reading: Reading) -> set[str]:
        """The relations that answer what a word asks for."""
        asked = reading.properties[i]
        relations = {name for name, answers in self.terms.answers_for.items() if answers & asked}
        if reading.kind == "yes_no":
            relations |= {name for name, others in self.terms.contrary.items() if others & asked}
        return relations

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
        return (
            fact.holds
            or reading.later
            or fact.property in self.terms.ends
            or reading.kind in ("date", "yes_no", "order", "duration", "provenance")
            or fact.modality != "asserted"
        )

    def _slots(self, profile: Profile, reading: Reading) -> Sequence[Slot | None]:
        fact, kind = profile.fact, reading.kind
        if fact.property in self.terms.answers_by_kind.get("open", ()):
            return [s for s in profile.slots if s.name == "object"]
        if kind in ("yes_no", "provenance", "modality"):
            return [None]
        asked_beside = [s for s in profile.slots if s.name in reading.beside]
        if asked_beside and kind in ("what", "who", "date"):
            return asked_beside
        counted = next((s for s in profile.slots if s.name == "of"), None)
        if kind in ("number", "duration") and counted:
            whole = next(s for s in profile.slots if s.name == "object")
            if quantity(f"{whole.value.text} {counted.value.text}", reading.text, kind):
                return [whole]
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
            share = "percent" in of and "percent" not in asked and "how many" in reading.text  # is no number of things
            other = share or (of and asked and not of & asked)
            if other or fact.property not in self.terms.answers_by_kind["how many"]:
                return []
            return [s for s in profile.slots if s.name == "object"]
        if kind in ("date", "duration"):
            dated = [s for s in profile.slots if "Date" in s.classes]
            if UNTIL.search(reading.text) and fact.until:
                return [Slot("until", Value(fact.until), frozenset({"Date"}), frozenset())]
            owed = reading.beside and not fact.when  # since when it is owed is no deadline
            return [s for s in dated if s.name != "time" or not owed]
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
        if kind == "what" and not reading.wanted and reading.asks_force():
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
            if WHOM.match(reading.text):  # "who does it report to" asks for whom the thing that is named acts on
                free = [s for s in free if s.name != "subject"] if fact.subject.id in given else []
            agents = [s for s in free if "Agent" in s.classes and s.name not in ("among", "says")]
            return agents or [s for s in free if s.name == "subject" and "Document" in s.classes]
        if reading.wanted:
            exact = [s for s in free if reading.wanted & s.classes]
            if reading.done is not None:  # "which act set up the office": the one that acts, not one it acts under
                acting = [s for s in free if s.name == "subject"]
                akin = [s for s in acting if self.terms.akin(reading.wanted, s.classes)]
                exact = [s for s in exact if s.name == "subject"] or akin or exact
            asked = self.terms.answers_for[fact.property]
            verb = reading.deed is not None and bool(reading.properties[reading.deed] & asked)
            if fact.property in reading.properties[reading.wanted_at] or (verb and fact.subject.id in given):
                exact = exact or [s for s in free if s.name == "object"]  # "which group does it belong to": a forum
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

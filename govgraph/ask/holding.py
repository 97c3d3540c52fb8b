"""How surely a fact holds what a question names."""

from __future__ import annotations

from .figures import provision
from .index import Index
from .kinds import PICKING
from .linker import Mention
from .profile import Profile, Slot
from .reading import Reading
from .terms import Terms
from .things import jurisdiction

DESCRIBED = frozenset(
    {"Norm", "UseCase", "Content", "Sector", "Value", "DataCategory", "Issue"}
)  # named by description
PLAIN = 0.85  # is what a name counts for that is spelt out, or that goes without saying
SPELT, SPELT_LAND = 0.7, 0.5  # or that stands in another; less for a land's, where a yes is asked for
NEAR = 0.6  # or of which it is told beside the fact
_POLICY = frozenset(("policy", "strategy"))
_WHOSE = frozenset("of the at in a an each every within inside its their".split())


def policy_of(mention: Mention) -> frozenset[str]:
    """The lands whose policy is named: what a land's AI policy does, the land does."""
    named = mention.text.rpartition(" ")[2] in _POLICY
    return frozenset(map(jurisdiction, mention.ids)) if named else frozenset()


class Holding:
    """Tells of the facts of one graph how surely they hold a name, between 0 and 1."""

    def __init__(self, index: Index, terms: Terms) -> None:
        self.things, self.terms = index.things, terms
        self._read: Reading | None = None
        self._called: dict[Mention, list[frozenset[str]]] = {}

    def cover(self, mention: Mention, profile: Profile, slot: Slot | None, reading: Reading) -> float:
        """How surely a fact holds a name elsewhere than where the answer stands."""
        place, ids = slot.name if slot else None, mention.ids
        if any(s.value.id in ids and s.name != place for s in profile.slots):
            return 1.0
        best = max((profile.near[id_][1] for id_ in ids if id_ in profile.near), default=0.0)
        if best < PLAIN and profile.fact.subject.id in policy_of(mention) and not reading.wanted:
            best = PLAIN
        if best < NEAR and any(c.source in ids for c in profile.fact.citations):
            best = NEAR
        return max(best, self._by_tie(mention, profile, reading), self._spelt_out(mention, profile, reading))

    def _by_tie(self, mention: Mention, profile: Profile, reading: Reading) -> float:
        """How far a name is held by a fact about a thing that is tied to what is named."""
        fact, linked = profile.fact, self.things.linked
        told_of = frozenset({fact.subject.id or ""})
        best, yes_no = 0.0, reading.kind == "yes_no"
        picking = reading.kind in PICKING and len(reading.mentions) > 1 and not provision(mention.text)
        if picking and linked(mention.ids, told_of):
            best = NEAR  # "why did the Commission drop the proposal": it proposed it
        addressed = yes_no and "ActorGroup" in self.terms.ancestors(mention) and not fact.qualifiers.get("to")
        if addressed and linked(mention.ids, told_of):
            best = PLAIN  # what a text that is for somebody does, where nobody else is named
        whole = self.things[fact.subject.id].within if fact.subject.id and not yes_no else ""
        law = whole and "Instrument" in self.terms.ancestors(mention)
        other = law and self.things.is_a(whole, "Instrument")  # is another law
        if whole and not other and linked(mention.ids, frozenset({whole})):
            best = max(best, NEAR)  # "the framework that the institute wants": it is told of in the institute's paper
        return best

    def _spelt_out(self, mention: Mention, profile: Profile, reading: Reading) -> float:
        """How far a name stands in what the fact's things are called; word by word only for norms and activities, whose
        names are descriptions."""
        if any(s.names and mention.ids & s.names and not self._elsewhere(s, mention) for s in profile.slots):
            land = "Jurisdiction" in self.terms.ancestors(mention)
            return SPELT_LAND if land and reading.kind == "yes_no" else SPELT
        if not self.described(mention):
            return 0.0
        have = profile.words
        return PLAIN * max((len(n & have) / len(n) for n in self._names(mention, reading)), default=0.0)

    def _names(self, mention: Mention, reading: Reading) -> list[frozenset[str]]:
        """The stems of what is named by each of its names; found once for a question, and asked for each fact."""
        if self._read is not reading:
            self._read, self._called = reading, {}
        if mention not in self._called:
            names = {_said(mention, reading), *(n for i in mention.ids for n in self.things.each_name(i))}
            self._called[mention] = [name for name in names if name]
        return self._called[mention]

    def _elsewhere(self, slot: Slot, mention: Mention) -> bool:
        """Whether a name is but a part of that of another land's thing of its kind: "Korea AI Action Plan"."""
        things, id_ = self.things, slot.value.id
        if not id_ or "#" in id_:
            return False
        alike = "Work" in self.terms.ancestors(mention) and all(things.kind(i) == things.kind(id_) for i in mention.ids)
        return alike and jurisdiction(id_) not in {jurisdiction(i) for i in mention.ids}

    def described(self, mention: Mention) -> bool:
        """Whether a name is a description, as those of norms and of kinds of AI system in a law are."""
        kinds = self.terms.ancestors(mention)
        return bool(DESCRIBED & kinds) or ("AISystem" in kinds and all("#" in i for i in mention.ids))

    def modifies(self, mention: Mention, reading: Reading) -> bool:
        """Whether a name only tells whose the thing named beside it is: "the Government AI of the Digital Agency"."""
        others = (other for other in reading.mentions if other is not mention)
        return any(
            self._between(mention, other, reading) <= _WHOSE and self._owns(mention, other, reading) for other in others
        )

    def _between(self, mention: Mention, other: Mention, reading: Reading) -> set[str]:
        """The words between two names, but for the noun asked for, and for what the other one, a work, is: "the UN
        report so-and-so"."""
        low, high = sorted((mention, other), key=lambda m: m.start)
        between = [i for i in range(low.end, high.start) if i != reading.wanted_at]
        kinds = self.terms.ancestors(other)
        if low is mention and "Work" in kinds:
            called = self.things.words_of(*other.ids) if len(other.ids) == 1 else set()
            between = [i for i in between if not (reading.classes[i] & kinds or reading.tokens[i].stem in called)]
        return {reading.texts[i] for i in between}

    def _owns(self, mention: Mention, other: Mention, reading: Reading) -> bool:
        """Whether what is named may be whose the other thing is: tied to it, in its name, or somebody right before."""
        if any(_said(mention, reading) <= name for i in other.ids for name in self.things.each_name(i)):
            return True
        if self.things.linked(mention.ids, other.ids):
            return True
        if "Agent" not in self.terms.ancestors(mention):
            return False
        before = mention.start <= other.start and not self._between(mention, other, reading)
        return before or self.things.through(mention.ids, other.ids)


def _said(mention: Mention, reading: Reading) -> frozenset[str]:
    """The stems of the words of a name, as the question has it, that say something."""
    return frozenset(t.stem for t in reading.tokens[mention.start : mention.end] if t.content)

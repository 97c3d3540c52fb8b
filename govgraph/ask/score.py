"""How well a fact fits a Reading: how surely it holds what is named, and how much of the rest it says."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..facts import StatedFact
from .figures import provision
from .frames import EARLIER, INNER, LIGHT
from .index import Index
from .kinds import PICKING
from .lexicon import stems
from .linker import Mention
from .profile import Profile, Slot
from .reading import Reading
from .terms import Terms
from .things import jurisdiction
from .told import has_day, ran, within

MODIFIES = 0.55  # is what a name counts for that only says whose the thing is that is named beside it
NEEDED = 0.55  # of a name's words must be in a fact for the fact to be about what is named
ASIDE = 0.7  # is what a word counts for that stands in a condition only
BESIDE = 0.4  # of its weight is what a name or a word counts for in a clause beside what is asked
KNOWN = 0.1  # or in one that says of what is named what it is
ALIKE = 0.6  # is what a word counts for that only stands for one in the fact
FORM = 0.9  # and one that is another form of it: "impediment" where a fact says "impede"
KIN = 5  # letters at the beginning that forms of a word have in common
DESCRIBED = frozenset(
    {"Norm", "UseCase", "Content", "Sector", "Value", "DataCategory", "Issue"}
)  # named by description
OWNED = 0.2  # is what a fact loses in which whose the thing asked for is does not act, and is not bound
_POLICY = frozenset(("policy", "strategy"))
_WHOSE = frozenset("of the at in a an each every within inside its their".split())


def policy_of(mention: Mention) -> frozenset[str]:
    """The lands whose policy is named: what a land's AI policy does, the land does."""
    named = mention.text.rpartition(" ")[2] in _POLICY
    return frozenset(map(jurisdiction, mention.ids)) if named else frozenset()


@dataclass(eq=False)
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

    def says(self, i: int) -> bool:
        """Whether it accounts, by half at least, for the word of the question at a position."""
        return self.covered.get(i, 0.0) >= 0.5


class Scorer:
    """Scores the facts of one graph against a reading."""

    def __init__(self, index: Index, terms: Terms) -> None:
        self.index = index
        self.terms = terms

    def score(
        self, profile: Profile, slot: Slot | None, reading: Reading, modifying: frozenset[int] = frozenset()
    ) -> Candidate:
        total = covered = word_total = word_covered = 0.0
        missing: list[Mention] = []
        seen: dict[int, float] = {}
        for n, mention in enumerate(reading.mentions):
            weight = 1.0 if mention.start < reading.aside else BESIDE
            cover = self._cover_mention(mention, profile, slot, reading)
            if mention.soft:  # an everyday word, and so met by one that stands for it
                stem = reading.tokens[mention.start].stem
                alike = self.index.synonyms(stem) | {stem}
                cover = max(cover, ALIKE if any(alike & s.words for s in profile.slots) else 0.0)
            cover = max(cover, MODIFIES if n in modifying and not self.described(mention) else 0.0)
            total += weight
            covered += weight * cover
            seen[-1 - n] = cover
            within = profile.fact.denied and reading.kind == "yes_no" and n and self._circumstance(mention, reading)
            if cover < NEEDED and not mention.soft and mention.start < reading.aside and not within:
                missing.append(mention)  # what has not been proposed has not been proposed in the senate either
        candidate = Candidate(profile, slot, 0, 1, missing, seen)
        if profile.fact.property in reading.by_name:
            candidate.related.append("")
        for i in reading.content:
            token = reading.tokens[i]
            beside = KNOWN if reading.known else BESIDE
            weight = self.index.weight(token.stem) * (1.0 if i < reading.aside else beside)
            cover = self._cover_word(i, profile, slot, reading, candidate)
            seen[i] = cover
            word_total += weight
            word_covered += weight * cover
        for date in reading.dates:
            total += 0.7
            fits = (
                0.7
                if has_day(profile, date) or ran(profile.fact, date)
                else 0.5
                if self._dated_elsewhere(profile, date)
                else 0.0
            )
            covered += fits
            if not fits and reading.kind in ("what", "who"):
                missing.append(Mention(0, 0, date, frozenset()))
        candidate.words = word_covered / word_total if word_total else 1.0
        if reading.known and candidate.related == [""] and not any(i < reading.aside for i in reading.content):
            candidate.words = 1.0  # "who put out the paper that …": it is told who put it out
        base = (covered + word_covered) / (total + word_total) if total + word_total else 0.0
        whole = 0.05 if word_total and candidate.words > 0.99 else 0.0
        answers = self.terms.answers_for[profile.fact.property]
        named = 0.02 if reading.kind == "who" and any(answers & reading.properties[i] for i in reading.content) else 0.0
        candidate.score = base + whole + named + self._bonus(profile, slot, reading)
        return candidate

    def _circumstance(self, mention: Mention, reading: Reading) -> bool:
        """Whether a name only says where or by whom: "in the senate"."""
        before = {t.text for t in reading.tokens[max(mention.start - 2, 0) : mention.start]} - {"the"}
        return bool(before & {"in", "at", "by", "before"})

    def _dated_elsewhere(self, profile: Profile, date: str) -> bool:
        """Whether another fact about the same thing has this date; what begins on a day to come has it itself."""
        return date <= self.index.graph.as_of_date.isoformat() and any(
            has_day(p, date) for p in self.index.told_of(profile.fact.subject.id)
        )

    def _bonus(self, profile: Profile, slot: Slot | None, reading: Reading) -> float:
        fact, bonus = profile.fact, 0.0
        if fact.property in reading.asked_in_passing:
            bonus += 0.04
        first = reading.mentions[0].ids if reading.mentions and reading.kind != "who" else frozenset()
        if slot and slot.name != "subject" and fact.subject.id in first:
            bonus += 0.06
        bonus += {"subject": 0.02, "object": 0.02, "binding": 0.05}.get(slot.name, 0.0) if slot else 0
        bonus -= 0.03 if slot and slot.name == "subject" and reading.kind == "what" and not reading.wanted else 0
        agent = "object" if fact.label.endswith(" by") else "subject"  # "is headed by"
        bonus += 0.08 if slot and slot.name == agent and reading.verb.active else 0
        bonus += 0.08 if fact.property in reading.by_name else 0
        done = reading.properties[reading.verb.done] if reading.verb.done is not None else frozenset()
        bonus += 0.1 if done & self.terms.answers_for[fact.property] else 0
        bonus -= OWNED if done and slot and slot.name == "under" else 0  # what set it up, not what it acts under
        bonus += 0.06 if fact.property in reading.noun.relations else 0
        bonus += 0.2 if fact.property in reading.noun.of_name and fact.subject.id in first else 0
        bonus += 0.06 if slot and slot.name in reading.noun.beside else 0
        if (
            slot
            and slot.name == "object"
            and reading.kind in ("date", "number")
            and any(self.terms.answers_for[fact.property] & reading.properties[i] for i in reading.content)
        ):
            bonus += 0.05  # the date or sum that is told, rather than one that is told beside it
        elif (
            slot
            and slot.name == "time"
            and reading.kind == "date"
            and reading.asks_date(self.index.vocabulary, but_for=self.terms.answers_for[fact.property])
        ):
            bonus -= 0.15  # since when something else is so is not asked
        bonus += 0.1 if fact.dated and any(len(d) == 10 for d in reading.dates) else 0
        if reading.noun.owner and not reading.noun.owner & {
            fact.subject.id,
            *(v.id for v in fact.qualifiers.get("to", ())),
        }:
            bonus -= OWNED  # "the duties of the officer" are not those to appoint one
        if slot and reading.wanted:
            akin = reading.verb.done is not None and self.terms.akin(reading.wanted, slot.classes)
            bonus += 0.05 if reading.wanted & slot.classes else 0.0 if akin else -0.1
        why = self.terms.answers_by_kind["why"] - self.terms.answers_by_kind["nature"]
        bonus += 0.2 if reading.kind == "reason" and fact.property in why else 0
        bonus += 0.01 if fact.holds else 0
        bonus -= 0.03 if fact.modality in ("possible", "opinion") else 0
        if slot and slot.name == "mentioned":  # in passing, where the noun asks for a relation of its own
            bonus -= 0.3 if reading.noun.relations and fact.property not in reading.noun.relations else 0.08
        bonus -= 0.06 if fact.denied and reading.kind in ("what", "who") else 0
        bonus -= 0.01 if fact.derived else 0
        bonus -= 0.1 if fact.property == "holdsPosition" and reading.kind in ("yes_no", "who") else 0
        if reading.kind == "yes_no":
            forced = (
                self.index.vocabulary.properties[fact.property].range == "Force" and "bindingForce" in reading.asked
            )
            bonus += 0.2 if forced else 0  # "is it binding on states"
            told = fact.object.text.casefold().partition(" ")[0] in INNER
            bonus += 0.15 if told and reading.asks_within else 0
        return bonus

    def _cover_mention(self, mention: Mention, profile: Profile, slot: Slot | None, reading: Reading) -> float:
        best = 0.0
        for id_ in mention.ids:
            if any(s != (slot.name if slot else None) for s in profile.direct(id_)) or (
                slot is None and profile.direct(id_)
            ):
                return 1.0
            best = max(best, profile.near.get(id_, ("", 0.0))[1])
            if profile.fact.subject.id in policy_of(mention) and not reading.wanted:
                best = max(best, 0.85)
        told_of = frozenset({profile.fact.subject.id or ""})
        named = provision(mention.text)
        picking = reading.kind in PICKING and len(reading.mentions) > 1 and not named
        if picking and self.index.things.linked(mention.ids, told_of):
            best = max(best, 0.6)  # "why did the Commission drop the proposal": it proposed it
        addressed = "ActorGroup" in self.terms.ancestors(mention) and not profile.fact.qualifiers.get("to")
        if addressed and reading.kind == "yes_no" and self.index.things.linked(mention.ids, told_of):
            best = max(best, 0.85)  # what a text that is for somebody does, where nobody else is named
        whole = self.index.things[profile.fact.subject.id].within if profile.fact.subject.id else ""
        if whole and reading.kind != "yes_no" and self.index.things.linked(mention.ids, frozenset({whole})):
            best = max(best, 0.6)  # "the framework that the institute wants": it is told of in the institute's paper
        if mention.ids & {c.source for c in profile.fact.citations}:
            best = max(best, 0.6)
        if named:
            best = max(best, 0.9 if within(profile.fact, named) else 0.0)
        return max(best, self._spelt_out(mention, profile, reading))

    def _spelt_out(self, mention: Mention, profile: Profile, reading: Reading) -> float:
        """How far a name stands in what the fact's things are called; word by word only for norms and activities, whose
        names are descriptions."""
        if any(mention.ids & s.names and not self._elsewhere(s, mention) for s in profile.slots):
            return 0.5 if reading.kind == "yes_no" and "Jurisdiction" in self.terms.ancestors(mention) else 0.7
        if not self.described(mention):
            return 0.0
        have = {w for s in profile.slots for w in s.words}
        names = [n for i in mention.ids for n in self.index.things.each_name(i) if n]
        names.append(frozenset(t.stem for t in reading.tokens[mention.start : mention.end] if t.content))
        return 0.85 * max((len(n & have) / len(n) for n in names if n), default=0.0)

    def _elsewhere(self, slot: Slot, mention: Mention) -> bool:
        """Whether a name is but a part of that of another land's thing of its kind: "Korea AI Action Plan"."""
        things, id_ = self.index.things, slot.value.id
        if not id_ or "#" in id_ or id_ in mention.ids:
            return False
        alike = "Work" in self.terms.ancestors(mention) and all(things.kind(i) == things.kind(id_) for i in mention.ids)
        return alike and jurisdiction(id_) not in {jurisdiction(i) for i in mention.ids}

    def described(self, mention: Mention) -> bool:
        """Whether a name is a description, as those of norms and of kinds of AI system in a law are."""
        kinds = self.terms.ancestors(mention)
        return bool(DESCRIBED & kinds) or ("AISystem" in kinds and all("#" in i for i in mention.ids))

    def modifies(self, mention: Mention, reading: Reading) -> bool:
        """Whether a name only tells whose the thing named beside it is: "the Government AI of the Digital Agency"."""
        for other in reading.mentions:
            low, high = sorted((mention, other), key=lambda m: m.start)
            asked = reading.wanted_at if low.end <= reading.wanted_at < high.start else -1
            kinds = self.terms.ancestors(other)  # "the UN report so-and-so"
            kinds = kinds if "Work" in kinds else frozenset()
            called = self.index.things.words_of(*other.ids) if kinds and len(other.ids) == 1 else set()
            between = {
                t.text
                for i, t in enumerate(reading.tokens)
                if low.end <= i < high.start and i != asked
                if low is not mention or not (reading.classes[i] & kinds or t.stem in called)
            }
            said = frozenset(t.stem for t in reading.tokens[mention.start : mention.end] if t.content)
            whole = any(said <= name for i in other.ids for name in self.index.things.each_name(i))
            agent = "Agent" in self.terms.ancestors(mention)
            beside = low is mention and (low.end == high.start or not between) and agent
            told = whole or beside or self.index.things.linked(mention.ids, other.ids)
            told = told or (agent and self.index.things.through(mention.ids, other.ids))
            if other is not mention and between <= _WHOSE and told:
                return True
        return False

    def _cover_word(self, i: int, profile: Profile, slot: Slot | None, reading: Reading, candidate: Candidate) -> float:
        token, fact = reading.tokens[i], profile.fact
        if i <= reading.wanted_at and reading.classes[i] & reading.wanted and slot and reading.wanted & slot.classes:
            if i == reading.wanted_at:
                candidate.related.append(token.stem)
            return 1.0
        acting = (
            i == reading.wanted_at and reading.verb.done is not None and slot and slot.name in ("subject", "object")
        )
        if acting and slot and self.terms.akin(reading.wanted, slot.classes):
            return ALIKE  # "which act set it up" of a decision
        text = [s for s in profile.slots if token.stem in s.words]
        asked = reading.properties[i]
        vague = token.stem in self.index.lexicon.vague
        if slot and vague and "Instrument" in slot.classes and reading.wanted & slot.classes:
            candidate.related.append(token.stem)
            return 1.0
        standing = "statedStatus" in asked - {fact.property} or token.text in EARLIER
        if slot and i < reading.wanted_at and standing and not text:
            return ASIDE  # "existing laws": what is told of exists, though no source says so
        if slot and slot.name in reading.qualifiers[i]:
            candidate.related.append(token.stem)
            return 1.0
        if (
            slot
            and reading.kind == "date"
            and "deadline" in reading.qualifiers[i]
            and "Date" in slot.classes
            and not text
        ):
            return ALIKE
        contrary = reading.kind == "yes_no" and bool(self.terms.contrary[fact.property] & asked)
        if contrary or self.terms.answers_for[fact.property] & asked:
            if i < reading.aside:
                candidate.related.append(token.stem)
            return 1.0
        verb = i == reading.verb.after_who or (reading.verb.active and i == reading.wanted_at + 1)
        if text and slot and verb and all(s.value == slot.value for s in text):
            return 0.0  # a "supervision authority" need not supervise what is asked about
        if text:
            candidate.text_words.setdefault(text[0].name, set()).add(token.stem)
            aside = reading.kind != "condition" and all(s.name in ("if", "unless") for s in text)
            done = (
                i in (reading.verb.after_who, reading.verb.done, reading.verb.ongoing, reading.actors.verb)
                and not asked & self.index.by_rule
            )
            if done and not (i != reading.verb.ongoing and _begins(fact, token.stem)):
                return ALIKE  # "who chairs it" is not answered by a vice-chair's being in it
            return ASIDE if aside else 1.0
        if reading.classes[i] and any(reading.classes[i] & s.classes for s in profile.slots):
            return 0.8
        if fact.one("binding") and "bindingForce" in reading.properties[i]:
            return 1.0
        if reading.kind == "yes_no" and self._anybody(i, fact, reading):
            return ALIKE
        if token.stem in profile.phrase_words:
            return 0.6
        said = {w for s in profile.slots for w in s.words}
        if (
            reading.amount.counted_of is not None
            and i in reading.amount.counted_of
            and self._of_whole(token.stem, fact)
        ):
            return 1.0
        if alike := said & self.index.synonyms(token.stem):
            akin = len(token.stem) > KIN and any(w[:KIN] == token.stem[:KIN] for w in alike)
            return FORM if akin else ALIKE
        if token.stem in LIGHT and any(said & self.index.lexicon.phrase_words[p] - {token.stem} for p in asked):
            return ALIKE  # "what sets it off" of what triggers it
        return 0.0

    def _anybody(self, i: int, fact: StatedFact, reading: Reading) -> bool:
        """Whether a word stands for any of those whom a text binds that names nobody: "can a company be fined"."""
        article = i > 0 and reading.tokens[i - 1].text in ("a", "an", "any", "some")
        private = bool(reading.classes[i] & {"Company", "Person"})
        text = self.index.vocabulary.is_a(self.index.things.kind(fact.subject.id or ""), "Instrument")
        return article and private and text and not fact.qualifiers.get("to")

    def _of_whole(self, stem: str, fact: StatedFact) -> bool:
        """Whether another count of the same thing says a word: what is revised is a part of what is targeted."""
        if fact.property not in self.terms.answers_by_kind["how many"]:
            return False
        told = (p for p in self.index.told_of(fact.subject.id) if p.fact.property == fact.property)
        return any(stem in s.words for p in told for s in p.slots)


def _begins(fact: StatedFact, stem_: str) -> bool:
    """Whether what a fact tells of begins with a word, as a duty does with its verb: "Formulate and implement"."""
    return stems(fact.object.text)[:1] == (stem_,)

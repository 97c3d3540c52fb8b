"""Whether a fact accounts for enough of a question to answer it; else nothing is said."""

from __future__ import annotations

from .candidate import Candidate
from .frames import MODALS
from .index import Index
from .kinds import PICKING, SINGLE
from .lexicon import stems
from .linker import Mention
from .point import NAMING, misses
from .reading import Reading
from .regex import Regex
from .roles import abroad, having, loosely, no_permission, only_beside, only_may, open_within, otherwise
from .saying import ALIKE, ASIDE
from .score import MODIFIES
from .terms import Terms

WORDS = 0.6  # of the weight of the other words must be accounted for, or the fact says something else
NEARLY, MARGIN = 0.3, 0.15  # or nearly so, where the next fact that says something else is far behind
OPEN = 0.65  # of the words have to stand in a question that a source leaves open
UNRELATED = 0.75  # or more, where no word that asks for a relation is among them
HEDGED = 0.4  # of a question that a source denies, or hedges, where no more than a jurisdiction is named
UNSAID = 0.45  # of its words at most may be left out of a yes
NAMED = 0.3  # where the noun asked for names both the relation and the class
RARE = 0.45  # is what a word counts for at most that may be left out of it
POINTED = 0.4  # where nothing but names points to a fact
SURE = 0.41  # where all names are met and the relation is named as well

_BUDGET = Regex(  # asks for a sum of money
    r"^(?:whats?(?: is| was)? (?:the )?(?:\w+ )?budget|how much\b.*\bbudget(?:ed)?)\b", needs=("budget",)
)
_SUM = Regex(r"\b(?:euros?|dollars?|won|yen|pounds|EUR|USD|KRW|JPY|GBP)\b")


class Acceptor:
    """Tells of the facts of one graph whether they say enough of what a question asks."""

    def __init__(self, index: Index, terms: Terms) -> None:
        self.index = index
        self.terms = terms

    def enough(self, candidate: Candidate, reading: Reading) -> bool:
        """Whether enough of the question is accounted for. A plain yes takes more than a "no" or "not settled"."""
        if not reading.mentions and not reading.dates and not self._telling(candidate, reading):
            return False
        if _elsewhere(candidate, reading):
            return False
        firm = any(not m.soft and "Jurisdiction" not in self.terms.ancestors(m) for m in reading.mentions)
        if reading.kind == "modality" and not firm and candidate.words < WORDS:
            return False
        if reading.kind != "yes_no":
            return self._tells(candidate, reading)
        return not self._guessed(candidate, reading) and self._settles(candidate, reading)

    def ruled_out(self, candidate: Candidate, reading: Reading) -> bool:
        """Whether a fact does not answer, however likely: it speaks of another land, deed, role or kind of day."""
        beside = self._guessed if reading.kind == "yes_no" else self._beside_the_point
        return _elsewhere(candidate, reading) or beside(candidate, reading)

    def _tells(self, candidate: Candidate, reading: Reading) -> bool:
        """Whether a fact gives what is asked for."""
        passing = candidate.fact.property in reading.asked_in_passing
        if reading.kind == "condition" and reading.relations and not (candidate.related or passing):
            return False  # when something else comes about is no case in which what is asked for does
        if self.terms.leaves_open(candidate.fact):
            asked = bool(candidate.related) and reading.kind in ("what", "who")  # "what does it leave open"
            return reading.kind not in SINGLE and candidate.words >= (SURE if asked else OPEN)
        if self._beside_the_point(candidate, reading):
            return False
        open_ended = reading.kind in ("what", "who")
        met = max((candidate.covered[i] for i in reading.content), default=1.0)
        if open_ended and not candidate.related and not passing and met <= ALIKE:
            return False  # no word is in it, only such as may stand for one
        spoken = [candidate.covered.get(i, 0.0) for i in reading.relations]
        other = reading.relations and not any(c >= 0.5 and c != ASIDE for c in spoken)
        if other and open_ended and candidate.words < UNRELATED:
            return False  # all that is asked of the things is another relation
        named = self._named(candidate, reading)
        least = (NAMED if named else SURE) if self._sure(candidate, reading, named) else WORDS
        return candidate.words >= least or self._pointed(candidate, reading)

    def _sure(self, candidate: Candidate, reading: Reading, named: bool) -> bool:
        """Whether all names are met and the relation is named as well; a place alone tells little of what is meant."""
        fits = not candidate.slot or not reading.wanted or self._placed(candidate, reading)
        whole = all(candidate.covered[-1 - n] >= 0.8 for n, m in enumerate(reading.mentions) if not m.soft)
        class_alone = not named and reading.kind == "what" and reading.wanted_at >= 0
        noun = {reading.tokens[reading.wanted_at].stem} if class_alone else set()  # is no relation
        if not (fits and {*candidate.related} - noun and reading.mentions and whole):
            return False
        if named or self._only(candidate, reading):
            return True
        if not all("Jurisdiction" in self.terms.ancestors(m) for m in reading.mentions):
            return True
        return all(candidate.says(i) or i >= reading.aside for i in _plain(reading))

    def _only(self, candidate: Candidate, reading: Reading) -> bool:
        """Whether the noun asks for a relation of which nothing else is told of what is named: its only slogan."""
        fact = candidate.fact
        if fact.property not in reading.noun.relations or not any(fact.subject.id in m.ids for m in reading.mentions):
            return False
        told = {f.object for f in self.index.facts_of(fact.subject.id, [fact.property])}
        return len(told) == 1

    def _guessed(self, candidate: Candidate, reading: Reading) -> bool:
        """Whether a yes, or a "planned", by this fact would be a guess."""
        fact = candidate.fact
        strange = any(reading.tokens[i].stem not in self.index.known for i in reading.content)
        if strange and not (fact.denied and candidate.words >= WORDS):
            return True  # a word is unknown
        if only_may(fact, reading, self.index) and not fact.denied:
            return True  # that there is a fine does not say that anybody was fined
        if no_permission(candidate, reading, self.terms):
            return True
        if reading.asks_within and open_within(fact, self.index):
            return True
        doer = reading.actors.doer
        if doer and (not fact.denied or MODALS & {*reading.texts[:1]}) and self._undone(doer, candidate, reading):
            return True  # it does something else
        whose = doer and candidate.covered[-1 - reading.mentions.index(doer)] == MODIFIES  # "the agency's letter"
        if doer and not whose and not fact.denied and self._agent(doer) and not self._does(doer, candidate):
            return True  # whoever is asked about only stands in the name of something
        told = self.index.things.is_a(fact.subject.id, "Document")
        return told and not any(fact.subject.id in m.ids for m in reading.mentions)  # a document says it of others

    def _agent(self, mention: Mention) -> bool:
        kinds = self.terms.ancestors(mention)
        return "Agent" in kinds and not {"Jurisdiction", "ActorGroup"} & kinds

    def _undone(self, doer: Mention, candidate: Candidate, reading: Reading) -> bool:
        """Whether a fact leaves out the verb right after whoever is asked about: "does the act delay it"."""
        verb = doer.end
        helped = reading.tokens[0].text in MODALS | {"do", "does", "did"}
        told = verb not in reading.content or reading.tokens[verb].everyday or candidate.says(verb)
        return helped and not told

    def _does(self, mention: Mention, candidate: Candidate) -> bool:
        """Whether somebody stands in a fact, or begins the name of what does."""
        names = tuple(self.index.things.name(i) for i in mention.ids)
        direct = any(candidate.profile.direct(i) for i in mention.ids)
        return direct or any(s.value.text.startswith(names) for s in candidate.profile.slots)

    def _settles(self, candidate: Candidate, reading: Reading) -> bool:
        """Whether a fact says enough of a yes-or-no question for a yes, a "no" or a "planned"."""
        fact = candidate.fact
        if self.terms.leaves_open(fact):
            return candidate.words >= OPEN
        if self.index.vocabulary.properties[fact.property].range == "Force" and candidate.related:
            left = [i for i in reading.content if not candidate.says(i)]
            whom = {i for i in left if reading.texts[i - 1] in ("on", "for", "upon")}  # "binding on companies"
            return candidate.words >= SURE or all(reading.classes[i] or i in whom for i in left)
        if "bindingForce" in reading.asked and not fact.denied:
            told = self.index.facts_of(fact.subject.id, ["bindingForce"])
            beside = fact.property == "appliesTo" and "binding" in reading.texts
            if not candidate.related or (told and beside):
                return False  # to whom it applies, or what is planned, says nothing of its force
        if fact.denied or fact.modality != "asserted":
            met = all(c >= 0.85 or c == MODIFIES for i, c in candidate.covered.items() if i < 0)
            things = any("Jurisdiction" not in self.terms.ancestors(m) for m in reading.mentions)
            near = met and candidate.score >= WORDS and (things or candidate.words >= HEDGED)
            return candidate.words >= WORDS or near
        main = [i for i in reading.content if i < reading.aside]
        unsaid = sum(not candidate.says(i) for i in main)
        if unsaid > max(1, UNSAID * len(main)):
            return False
        return candidate.words >= (0.8 if fact.property == "holdsPosition" else 0.57)

    def _beside_the_point(self, candidate: Candidate, reading: Reading) -> bool:
        """Whether a fact leaves out the very thing asked: "who heads" is answered by nobody who only belongs."""
        counted = candidate.fact.property == "counts" and reading.kind in ("what", "who")
        if (counted and "counts" not in reading.asked) or otherwise(candidate, reading, self.index):
            return True
        if _BUDGET.search(reading.text) and not (candidate.slot and _SUM.search(candidate.slot.value.text)):
            return True
        if reading.amount.counted is not None and candidate.fact.property == "setsThreshold":
            noun = reading.tokens[reading.amount.counted].stem
            if {noun, *self.index.synonyms(noun)}.isdisjoint(stems(candidate.fact.object.text)):
                return True  # a number of something else
        if loosely(candidate, reading) or misses(candidate, reading, self.index):
            return True
        if reading.verb.after_who is not None and candidate.covered.get(reading.verb.after_who, 0.0) < NAMING:
            return True
        if reading.noun.head is not None and candidate.covered.get(reading.noun.head, 0.0) == 0.0:
            noun = reading.tokens[reading.noun.head].text
            if self.index.lexicon.everyday.isdisjoint((noun, noun.removesuffix("s"))):
                return True
        if reading.noun.owned is not None and not candidate.says(reading.noun.owned):
            return True
        told = candidate.fact.property in reading.noun.relations | reading.noun.of_class
        if candidate.place in reading.noun.beside:
            return False  # "what post does she hold": in which role she does what she does
        if reading.verb.at_end is not None and not told and not candidate.says(reading.verb.at_end):
            return True
        phrase = reading.noun.relations & reading.outright  # "in which specific fields" is one relation
        done_to = candidate.place == "subject" and reading.kind == "what"
        acting = done_to and reading.actors.verb is not None  # "which areas does it apply to"
        loose = not (candidate.slot and (reading.wanted or phrase or acting))
        fits = loose or reading.wanted & candidate.classes or self.terms.akin(reading.wanted, candidate.classes)
        return bool(reading.noun.relations) and not (candidate.fact.property in reading.noun.relations or fits)

    def _named(self, candidate: Candidate, reading: Reading) -> bool:
        """Whether the noun asked for is that of the relation, and what would answer is of its class: "which fields"."""
        asked = reading.noun.of_class
        unsaid = [i for i in _plain(reading) if not candidate.says(i)]
        if candidate.fact.property == "holdsPosition" or any(
            self.index.weight(reading.tokens[i].stem) > RARE for i in unsaid
        ):
            return False  # on what, has to be said as well
        answers = self.terms.answers_for[candidate.fact.property]
        return bool(reading.wanted & candidate.classes) and bool(answers & asked)

    def _placed(self, candidate: Candidate, reading: Reading) -> bool:
        """Whether what would answer is of the class asked for, or told beside: "what position does he hold"."""
        return bool(reading.wanted & candidate.classes) or candidate.place in reading.noun.beside

    def _pointed(self, candidate: Candidate, reading: Reading) -> bool:
        """Whether all names are met, the kind of answer picks the place for it, and no word asks for another relation:
        what is left is a manner of speaking."""
        things = [m for m in reading.mentions if "Jurisdiction" not in self.terms.ancestors(m)]
        if not things or any(cover < 0.7 for i, cover in candidate.covered.items() if i < 0):
            return False
        picked = reading.kind in PICKING or self._placed(candidate, reading)
        unsaid = [i for i in reading.content if not candidate.says(i)]
        several = len(reading.mentions) > 1
        if (not picked and not several) or (reading.kind == "what" and not picked and candidate.words < POINTED):
            return False
        if reading.kind == "reason" and (several or all(self._brought_about(i, reading) for i in unsaid)):
            return True
        strange = [i for i in unsaid if reading.tokens[i].stem not in self.index.known]
        asking = [i for i in unsaid if reading.properties[i] or reading.classes[i] or i in strange]
        return not asking if not several else all(reading.tokens[i].everyday for i in asking)

    def _brought_about(self, i: int, reading: Reading) -> bool:
        """Whether a word asks how a text or system came about, which is no other matter: "why was it drawn up"."""
        properties = self.index.vocabulary.properties
        asked = [properties[p] for p in reading.properties[i]]
        return any(p.range == "edtf" or (p.domain == "Agent" and p.range in ("Work", "Thing")) for p in asked)

    def standing_out(self, found: list[Candidate], reading: Reading) -> list[Candidate]:
        """The best facts of one relation, where they account for nearly enough and all that says something else for far
        less; else none."""
        if not found or reading.kind in ("yes_no", "condition") or found[0].missing or found[0].words < NEARLY:
            return []
        best = found[0]
        if self.terms.leaves_open(best.fact) or best.fact.property == "holdsPosition":
            return []
        if self._beside_the_point(best, reading) or abroad(best, reading):
            return []
        if reading.kind == "who" and reading.relations and not any(best.covered[i] >= 0.8 for i in reading.relations):
            return []  # who runs a platform is not who heads an office
        others = [c.score for c in found if c.fact.property != best.fact.property and not c.missing]
        told = {reading.tokens[i].stem for i, c in best.covered.items() if i >= 0 and c >= 0.8}
        if best.score - max(others, default=0.0) < MARGIN or not (reading.mentions or len(told) > 1):
            return []
        return [c for c in found if c.fact.property == best.fact.property and c.score >= best.score - 0.02]

    def _telling(self, candidate: Candidate, reading: Reading) -> bool:
        """Without a name in it a question has to be recognised by two words at least, one of them said in the fact."""
        covered = [i for i, c in candidate.covered.items() if c >= 0.8]
        if reading.kind == "provenance" and len(reading.content) == 1:
            return candidate.words >= 1.0 and bool(candidate.text_words)
        if all(self.index.weight(reading.tokens[i].stem) < 0.3 for i in covered):
            return False  # "which states have AI laws": words that stand everywhere
        said = candidate.text_words or candidate.profile.words.intersection(candidate.related)
        stems = {reading.tokens[i].stem for i in covered}
        return len(stems) > 1 and bool(said) and candidate.words >= (0.6 if len(covered) > 2 else 0.7)


def _plain(reading: Reading) -> list[int]:
    """The positions of the words that stand for no term."""
    return [i for i in reading.content if not reading.properties[i] and not reading.classes[i]]


def _elsewhere(candidate: Candidate, reading: Reading) -> bool:
    """Whether a fact is about somebody or somewhere else than what is asked."""
    return having(candidate, reading) or only_beside(candidate, reading) or abroad(candidate, reading)

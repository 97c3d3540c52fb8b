"""How far a fact says a word of a question: as it stands, by its relation, or by what may stand for the word."""

from __future__ import annotations

from ..facts import StatedFact
from .candidate import Candidate
from .frames import EARLIER, LIGHT
from .index import Index
from .lexicon import stems
from .profile import Slot
from .reading import Reading
from .terms import Terms

ASIDE = 0.7  # is what a word counts for that stands in a condition only
ALIKE = 0.6  # is what a word counts for that only stands for one in the fact
FORM = 0.9  # and one that is another form of it: "impediment" where a fact says "impede"
CLASS = 0.8  # and one for the class of something in the fact
_BEGINS = frozenset({"inForceFrom", "appliesFrom", "fullyInForceFrom"})
KIN = 5  # letters at the beginning that forms of a word have in common


class Saying:
    """Tells of the facts of one graph how far they say a word, between 0 and 1."""

    def __init__(self, index: Index, terms: Terms) -> None:
        self.index, self.terms = index, terms

    def cover(self, i: int, candidate: Candidate, reading: Reading) -> float:
        """How far a fact says the word at a position; what it is said by is noted in the candidate."""
        stem = reading.tokens[i].stem
        profile = candidate.profile
        text = [s for s in profile.slots if stem in s.words] if stem in profile.words else []
        found = self._as_asked(i, text, candidate, reading)
        if found is None:
            found = self._by_relation(i, candidate, reading)
        if found is None and text:
            found = self._in_text(i, text, candidate, reading)
        return self._otherwise(i, candidate, reading) if found is None else found

    def _as_asked(self, i: int, text: list[Slot], candidate: Candidate, reading: Reading) -> float | None:
        """How far the place of the answer is what a word asks for; None where that tells nothing of it."""
        place, classes, stem = candidate.place, candidate.classes, reading.tokens[i].stem
        if place is None:
            return None
        fits = bool(reading.wanted & classes)
        if fits and i <= reading.wanted_at and reading.classes[i] & reading.wanted:
            if i == reading.wanted_at:
                candidate.related.append(stem)
            return 1.0
        acting = i == reading.wanted_at and reading.verb.done is not None and place in ("subject", "object")
        if acting and self.terms.akin(reading.wanted, classes):
            return ALIKE  # "which act set it up" of a decision
        vague = fits and "Instrument" in classes and stem in self.index.lexicon.vague
        if not vague and i < reading.wanted_at and not text and self._standing(i, candidate.fact, reading):
            return ASIDE  # "existing laws": what is told of exists, though no source says so
        if vague or place in reading.qualifiers[i]:
            candidate.related.append(stem)
            return 1.0
        due = reading.kind == "date" and "deadline" in reading.qualifiers[i] and "Date" in classes
        return ALIKE if due and not text else None

    def _standing(self, i: int, fact: StatedFact, reading: Reading) -> bool:
        """Whether a word only says that something is in force, or which one of its kind it is."""
        return "statedStatus" in reading.properties[i] - {fact.property} or reading.texts[i] in EARLIER

    def _by_relation(self, i: int, candidate: Candidate, reading: Reading) -> float | None:
        """1 where the relation of a fact, or for a yes or no its contrary, is what a word asks for."""
        asked, property_ = reading.properties[i], candidate.fact.property
        if not asked:
            return None
        contrary = reading.kind == "yes_no" and bool(self.terms.contrary[property_] & asked)
        if not contrary and self.terms.answers_for[property_].isdisjoint(asked):
            return None
        if i < reading.aside:
            candidate.related.append(reading.tokens[i].stem)
        return 1.0

    def _in_text(self, i: int, text: list[Slot], candidate: Candidate, reading: Reading) -> float:
        """How far slots say a word in which it stands."""
        stem, slot, verb = reading.tokens[i].stem, candidate.slot, reading.verb
        does = i == verb.after_who or (verb.active and i == reading.wanted_at + 1)
        if slot and does and all(s.value == slot.value for s in text):
            return 0.0  # a "supervision authority" need not supervise what is asked about
        candidate.text_words.setdefault(text[0].name, set()).add(stem)
        done = i in (verb.after_who, verb.done, reading.actors.verb) and not _begins(candidate.fact, stem)
        if (done or i == verb.ongoing) and not reading.properties[i] & self.index.by_rule:
            return ALIKE  # "who chairs it" is not answered by a vice-chair's being in it
        return ASIDE if reading.kind != "condition" and all(s.name in ("if", "unless") for s in text) else 1.0

    def _otherwise(self, i: int, candidate: Candidate, reading: Reading) -> float:
        """How far a fact says a word that stands nowhere in it."""
        profile, fact, stem, classes = candidate.profile, candidate.fact, reading.tokens[i].stem, reading.classes[i]
        if classes and any(classes & s.classes for s in profile.slots):
            return CLASS
        if "bindingForce" in reading.properties[i] and fact.one("binding"):
            return 1.0
        if _BEGINS & reading.properties[i] and reading.kind == "date" and fact.from_ and self._norm(fact):
            return ALIKE  # since when somebody has a duty is when that is in force
        if stem in profile.phrase_words or (reading.kind == "yes_no" and self._anybody(i, fact, reading)):
            return ALIKE
        words = profile.words
        if alike := words & self.index.synonyms(stem):
            akin = len(stem) > KIN and any(w[:KIN] == stem[:KIN] for w in alike)
            return FORM if akin else ALIKE
        phrases = self.index.lexicon.phrase_words
        light = stem in LIGHT and any(words & phrases[p] - {stem} for p in reading.properties[i])
        return ALIKE if light else 0.0  # "what sets it off" of what triggers it

    def _norm(self, fact: StatedFact) -> bool:
        """Whether a fact tells what somebody must, may or can do."""
        return self.index.vocabulary.is_a(self.index.vocabulary.properties[fact.property].range, "Norm")

    def _anybody(self, i: int, fact: StatedFact, reading: Reading) -> bool:
        """Whether a word stands for any of those whom a text binds that names nobody: "can a company be fined"."""
        article = reading.word(i - 1) in ("a", "an", "any", "some")
        if not article or not reading.classes[i] & {"Company", "Person"} or fact.qualifiers.get("to"):
            return False
        return self.index.things.is_a(fact.subject.id, "Instrument")


def _begins(fact: StatedFact, stem: str) -> bool:
    """Whether what a fact tells of begins with a word, as a duty does with its verb: "Formulate and implement"."""
    return stems(fact.object.text)[:1] == (stem,)

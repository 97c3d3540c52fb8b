"""How likely each fact is what a question asks for, by what was learned from many questions that people ask."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from .fit import Fitter
from .index import Index
from .lexicon import STOP
from .linker import Mention
from .profile import Profile
from .reading import Reading

if TYPE_CHECKING:
    from ..tables import Table

WEIGHTS = "="  # the line of what all words share
PARTS = ("term", "subject", "object", "beside")  # of a fact, in which its words and terms stand
TRAITS = ("direct", "near", "missing", "unheld", "named", "about", "holds", "derived", "denied", "timely", "fits",
          "asked", "wanted", "rules", "said")  # fmt: skip
LEAST = 0.4  # is how near a word has to be to count
FEW = 60  # facts, those that say most of a question, are weighed in full
NAMED, ALSO = 0.6, 0.5  # how surely a fact holds what is only named in it, or may be meant
SOFT, FIRM = 0.3, 0.7  # what a name counts for
FUNCTION, KIND = 0.15, 0.2  # what a function word weighs, and the kind of answer that is asked for


class Weighed(NamedTuple):
    """A fact, and how likely it is that it answers, between 0 and 1."""

    profile: Profile
    chance: float


class Held(NamedTuple):
    """A question as it is weighed: its words with their weights, those of its names, and the facts that say most."""

    asked: list[tuple[str, float]]
    names: list[str]
    facts: list[Profile]


class Likely:
    """Weighs the facts of one graph against a reading."""

    def __init__(self, index: Index, fitter: Fitter, learned: Table) -> None:
        self.index, self.fitter, self.learned = index, fitter, learned

    @property
    def has_learned(self) -> bool:
        """Whether the ontology has what was learned."""
        return WEIGHTS in self.learned

    def weigh(self, reading: Reading) -> list[Weighed]:
        """The facts that may be what is asked for, the likeliest first; what is left of 1 is that none is."""
        held = self.held(reading)
        weights = self.learned[WEIGHTS]
        self.learned.ready([*(word for word, _ in held.asked), *{f"P:{p.fact.property}" for p in held.facts}])
        kin = {word: self.learned.get(word, {}) for word, _ in held.asked}
        scores = [self._score(p, held, reading, kin) for p in held.facts]
        most = max([weights["none"], *scores])
        odds = [math.exp(score - most) for score in scores]
        whole = sum(odds) + math.exp(weights["none"] - most)
        found = [Weighed(p, odd / whole) for p, odd in zip(held.facts, odds, strict=True)]
        return sorted(found, key=lambda w: -w.chance)

    def held(self, reading: Reading) -> Held:
        """A question as it is weighed."""
        named = reading.named
        told = [token for i, token in enumerate(reading.tokens) if i not in named]
        asked = [(f"q:{t.text}", FUNCTION) if t.text in STOP else (t.stem, self.index.rarity(t.stem)) for t in told]
        said = {word: weight for word, weight in asked if not word.startswith("q:")}
        names = [reading.tokens[i].stem for i in sorted(named) if reading.tokens[i].text not in STOP]
        facts = sorted(self.fitter.bearing(reading), key=lambda p: -_nearly(p, said, reading.mentions))
        return Held([*asked, (f"K:{reading.kind}", KIND)], names, facts[:FEW])

    def told(self, profile: Profile) -> dict[str, str]:
        """What of a fact may be asked for by a word, and the part in which it stands: its words, its relation, what
        else is told of it, and of which classes it speaks."""
        fact = profile.fact
        found = {f"P:{fact.property}": "term", f"M:{fact.modality}": "term"}
        if fact.denied:
            found["M:denied"] = "term"
        if fact.when or fact.from_ or fact.until:
            found["T:time"] = "term"
        for slot in reversed(profile.slots):
            if slot.name in PARTS:
                found.update((f"C:{slot.name[0]}{c}", "term") for c in slot.classes)
                found.update((word, slot.name) for word in slot.words)
            else:
                found[f"Q:{slot.name}"] = "term"
                found.update((word, "beside") for word in slot.words)
        return found

    def traits(self, profile: Profile, held: Held, reading: Reading) -> dict[str, float]:
        """What else of a fact tells that it may answer."""
        fact = profile.fact
        traits = dict.fromkeys(TRAITS, 0.0)
        for mention in reading.mentions:
            surely = holds(profile, mention)
            traits["direct" if surely >= 1 else "near" if surely else "missing"] += surely or 1.0
            traits["unheld"] += not surely and not mention.soft
        words = profile.words
        traits["named"] = sum(name in words for name in held.names) / len(held.names) if held.names else 0.0
        traits["about"] = float(any(fact.subject.id in m.ids for m in reading.mentions))
        traits["holds"], traits["derived"], traits["denied"] = map(float, (fact.holds, fact.derived, fact.denied))
        traits["timely"] = float(self.fitter.timely(fact, reading))
        fitting = self.fitter.fitting(profile, reading)
        traits["fits"] = float(bool(fitting))
        traits["asked"] = float(not self.fitter.terms.answers_for[fact.property].isdisjoint(reading.asked))
        traits["wanted"] = float(any(reading.wanted & slot.classes for slot in profile.slots))
        traits["rules"] = max((c.score for c in fitting), default=0.0)
        traits["said"] = max((c.words for c in fitting), default=0.0)
        return traits

    def _score(self, profile: Profile, held: Held, reading: Reading, kin: Mapping[str, Mapping[str, float]]) -> float:
        weights: Mapping[str, float] = self.learned[WEIGHTS]
        tokens = {token: weights[f"in_{part}"] for token, part in self.told(profile).items()}
        total = met = left = 0.0
        for word, telling in held.asked:
            near = kin[word]
            weight = telling * math.exp(near.get("=", 0.0))
            best = 1.0 + tokens[word] if word in tokens else LEAST
            for other, how in near.items():
                if other in tokens and how + tokens[other] > best:
                    best = how + tokens[other]
            total += weight
            says = max(0.0, best - LEAST) / (1.0 - LEAST)
            met += weight * says
            left = max(left, (1.0 - says) * telling if telling > KIND else 0.0)
        score = weights["words"] * met / (total + 1e-6)
        score += (weights["left"] + weights["left_yes"] * (reading.kind == "yes_no")) * left
        score += sum(weights[name] * value for name, value in self.traits(profile, held, reading).items())
        prior: float = self.learned.get(f"P:{profile.fact.property}", {}).get("prior", 0.0)
        return score + prior


def holds(profile: Profile, mention: Mention) -> float:
    """How surely a fact holds what is named."""
    direct = {s.value.id for s in profile.slots}
    if not direct.isdisjoint(mention.ids):
        return 1.0
    inner = {i for s in profile.slots for i in s.names}

    def held(id_: str) -> float:
        return 1.0 if id_ in direct else NAMED if id_ in inner else profile.near.get(id_, ("", 0.0))[1]

    return max([*map(held, mention.ids), *(ALSO * held(i) for i in mention.also), 0.0])


def _nearly(profile: Profile, said: Mapping[str, float], mentions: Iterable[Mention]) -> float:
    """How much of a question a fact says or holds, by its own words alone."""
    words = profile.words | profile.phrase_words
    score = sum(weight for word, weight in said.items() if word in words) / (sum(said.values()) or 1.0)
    return score + sum((SOFT if m.soft else FIRM) * holds(profile, m) for m in mentions)

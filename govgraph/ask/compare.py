"""Two or more things side by side: jurisdictions by the dimension asked about, others by what is said of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..facts import StatedFact
from ..vocabulary import iri
from .answer import Answer, Item, Status
from .frames import FRAME_STEMS
from .lexicon import stem, words
from .linker import Mention, named_at
from .reading import Reading
from .say import plain
from .things import jurisdiction

if TYPE_CHECKING:
    from .respond import Responder


def compare(respond: Responder, reading: Reading) -> Answer | None:
    """One item for each thing and each thing said of it on the matter; None where nothing fits."""
    places = [m for m in reading.mentions if m.land]
    if places:  # "Japan's approach" and the Union's
        ways = [m for m in reading.mentions if all(respond.things.kind(i) == "Approach" for i in m.ids)]
        lands = [m._replace(ids=frozenset(map(jurisdiction, m.ids)) - {"intl"}) for m in ways]
        places += [m for m in lands if m.ids]
        reading = reading._replace(mentions=tuple(m for m in reading.mentions if m not in ways))
    ids = list(dict.fromkeys(sorted(m.ids)[0] for m in places))
    if len(ids) >= 2:
        return _jurisdictions(respond, reading, ids, places)
    broad = [_broad(respond, m) for m in reading.mentions]
    best = max(broad, key=broad.count, default="")
    compared = [m for m, b in zip(reading.mentions, broad, strict=True) if b == best]
    return _things(respond, reading, compared) if len(compared) >= 2 else None


def _broad(respond: Responder, mention: Mention) -> str:
    """Whether a name is that of somebody, of a text, or of what else there is: what can be set side by side."""
    kinds = respond.terms.ancestors(mention)
    return next((k for k in ("Agent", "Work", "Norm", "Activity", "Subject") if k in kinds), "")


def _jurisdictions(respond: Responder, reading: Reading, ids: list[str], places: list[Mention]) -> Answer | None:
    dimension = dimension_of(respond, reading, ids, places)
    if dimension is None:
        return _common_ground(respond, reading, ids)
    items, silent = [], []
    for id_ in ids:
        said = [f for f in positions(respond, id_, dimension) if not f.denied]
        items += [cell(respond, f) for f in said]
        if not said:
            silent.append(respond.things.name(id_))
    if not items:
        return None
    name = respond.things.name(dimension)
    text = f"{name}: " + "; ".join(f"{n}: {v}" for n, v in by_name(items).items()) + "."
    text += f" Not stated for {', '.join(silent)}." if silent else ""
    status: Status = "answered" if any(i.modality == "asserted" for i in items) else "unsettled"
    pattern = (
        f"?fact rdf:predicate gov:holdsPosition ; rdf:object/gov:within <{iri(dimension)}> ; rdf:subject ?answer ."
    )
    who = " ".join(f"<{iri(i)}>" for i in ids)
    sparql = f"SELECT ?fact ?answer WHERE {{\n  {pattern}\n  VALUES ?answer {{ {who} }}\n}}"
    shown = f"compare {', '.join(respond.things.name(i) for i in ids)} on {name}"
    made = respond.make(reading.question, status, text, shown, sparql, items, [], reading)
    return made._replace(unsaid=_unsaid(respond, reading, dimension, items))


def _unsaid(respond: Responder, reading: Reading, dimension: str, items: list[Item]) -> tuple[str, ...]:
    """The words of a question that neither a dimension nor the positions on it that answer say anything of."""
    told = {stem(w) for i in items for w in words(i.value or "")} | respond.things.words_of(dimension)
    named = named_at(m for m in reading.mentions if m.land)
    asked = [t for i, t in enumerate(reading.tokens) if t.content and i not in named]
    frame = FRAME_STEMS["compare"]
    return tuple(t.text for t in asked if t.stem not in told | frame and not told & respond.index.synonyms(t.stem))


def shared(respond: Responder, reading: Reading) -> Answer | None:
    """How many matters a source finds the jurisdictions that are named alike, or different, on."""
    ids = [sorted(m.ids) for m in reading.mentions if m.land]
    found = _common_ground(respond, reading, sorted({i for group in ids for i in group})) if ids else None
    if found is None:
        return None
    total = Item(str(len(found.answers)), value=str(len(found.answers)), role=found.text, facts=found.answers[0].facts)
    text = f"{len(found.answers)}: {found.text}"
    return found._replace(answers=(total,), text=text, related=found.answers)


def by_name(items: list[Item]) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for item in items:
        found.setdefault(item.name, []).append(
            (item.value or "") + (f" ({item.modality})" if item.modality != "asserted" else "")
        )
    return {name: ", ".join(dict.fromkeys(values)) for name, values in found.items()}


def positions(respond: Responder, id_: str, dimension: str) -> list[StatedFact]:
    """The positions that a land holds on a matter."""
    return [f for f in respond.index.facts_of(id_, ["holdsPosition"]) if matter(f) == dimension]


def matter(position: StatedFact) -> str:
    """The matter of a position."""
    return (position.object.id or "").partition("#")[0]


def cell(respond: Responder, fact: StatedFact) -> Item:
    detail = fact.one("detail")
    aliases = respond.speaker.aliases(fact.subject.id)
    value = f"{fact.object.text}: {detail.text}" if detail else fact.object.text
    return Item(fact.subject.text, fact.subject.id, aliases, value, fact.modality, None, (fact,))


def dimension_of(respond: Responder, reading: Reading, ids: list[str], places: list[Mention]) -> str | None:
    """The dimension whose name and positions account for most of the words that are left."""
    left = reading._replace(mentions=tuple(m for m in reading.mentions if m not in places))
    named = named_at(places)
    stems = [left.tokens[i].stem for i in left.content if i not in named]
    for mention in left.mentions:
        stems += [t.stem for t in left.tokens[mention.start : mention.end] if t.content]
        whole = [i for i in mention.ids if respond.things.kind(i) == "Dimension"]
        if any(positions(respond, id_, dimension) for id_ in ids for dimension in whole):
            return whole[0]
    if not stems or (len(stems) < 2 and re.search(r"\bcommon\b|\bcommonalit", reading.text)):
        return None
    scores: dict[str, float] = {}
    weight = respond.index.weight
    total = sum(map(weight, stems))
    for id_ in ids:
        for profile in respond.index.told_of(id_, ["holdsPosition"]):
            words = {w for s in profile.slots if s.name != "subject" for w in s.words}
            dimension = matter(profile.fact)
            names = respond.things.words_of(dimension)
            score = sum(weight(s) for s in stems if s in words or words & respond.index.synonyms(s)) / total
            score += 0.25 * sum(weight(s) for s in stems if s in names) / total
            scores[dimension] = max(scores.get(dimension, 0), score)
    best = max(scores, key=lambda d: (scores[d], d), default=None)
    rest = max((score for d, score in scores.items() if d != best), default=0.0)
    return best if best and (scores[best] >= 0.34 or scores[best] >= 0.25 > rest + 0.08) else None


def _common_ground(respond: Responder, reading: Reading, ids: list[str]) -> Answer | None:
    """Where no matter is named: the matters on which a source finds them alike or different."""
    if not re.search(
        r"\b(common\w*|shared?|agree\w*|alike|similar\w*|differ\w*|diverge\w*|contrast\w*|unlike)\b", reading.text
    ):
        return None
    differ = any(t.stem in ("differ", "differenc", "diverg", "contrast", "unlik") for t in reading.tokens)
    name = "findsDifferent" if differ else "findsShared"
    facts = [p.fact for p in respond.index.of_relation(name)]
    facts = [f for f in facts if set(ids) <= {v.id for v in f.qualifiers.get("among", ())}]
    exactly = [f for f in facts if {v.id for v in f.qualifiers.get("among", ())} == set(ids)]
    facts = exactly or facts
    if not facts:
        return None
    items = []
    for fact in facts:
        cells = [c for i in ids for c in positions(respond, i, fact.object.id or "")]
        role = "; ".join(dict.fromkeys(c.object.text for c in cells if not c.denied))
        aliases = respond.speaker.aliases(fact.object.id)
        items.append(Item(fact.object.text, fact.object.id, aliases, None, fact.modality, role or None, (fact, *cells)))
    verb = "differ on" if differ else "have in common"
    text = f"{', '.join(respond.things.name(i) for i in ids)} {verb}: {plain(items)}."
    pattern = f"?fact rdf:predicate gov:{name} ; rdf:object ?answer ; " + " ; ".join(
        f"gov:among <{iri(i)}>" for i in ids
    )
    sparql = f"SELECT ?fact ?answer WHERE {{ {pattern} }}"
    return respond.make(reading.question, "answered", text, f"compare: {verb}", sparql, items, [], reading)


def _things(respond: Responder, reading: Reading, compared: list[Mention]) -> Answer | None:
    """Each thing by the same question; with nothing more asked, by what the sources say it is like."""
    items: list[Item] = []
    ahead: list[str] = []
    ids = {i for m in compared for i in m.ids}
    told = ((f, i) for i in sorted(ids) for f in respond.index.facts_of(i))
    between = [f for f, i in told if f.object.id in ids - {i} and not f.denied]
    items += [Item(f.sentence, modality=f.modality, facts=(f,)) for f in between]
    for mention in compared:
        left = tuple(m for m in reading.mentions if m is mention or m not in compared)
        left = tuple(m for m in left if not respond.things.is_dimension(m.ids))
        cut = named_at(m for m in compared if m is not mention)
        cut |= {i for i, t in enumerate(reading.tokens) if t.stem in FRAME_STEMS["compare"]}
        tokens = tuple(t._replace(content=False) if i in cut else t for i, t in enumerate(reading.tokens))
        alone = reading._replace(kind="what", mentions=left, tokens=tokens, wanted=frozenset())
        asked = [alone, alone._replace(later=True)] if alone.content else []
        read_as, match = next(((r, m) for r in asked if (m := respond.matcher.match(r))), (alone, None))
        id_ = sorted(mention.ids)[0]
        ahead += [respond.things.name(id_)] if read_as.later else []
        if match:
            found = [f for f in match.facts if not f.denied]
        elif alone.content and not between:
            return None  # what it is like is no answer to what is asked of it
        else:
            nature = respond.terms.answers_by_kind["nature"]
            found = [f for f in respond.index.facts_of(id_, nature) if not f.denied]
        name, aliases = respond.things.name(id_), respond.speaker.aliases(id_)
        items += [Item(name, id_, aliases, f.object_text, f.modality, f.sentence, (f,)) for f in found]
    if not items:
        return None
    text = "; ".join(f"{n}: {v}" if v else n for n, v in by_name(items).items()) + "."
    if ahead:
        text += f" {respond.not_yet}{', '.join(ahead)}."
    shown = "compare " + ", ".join(respond.things.name(sorted(m.ids)[0]) for m in compared)
    return respond.make(reading.question, "answered", text, shown, None, items, [], reading)

"""From a question to an Answer: two questions in one are parted, descriptions are found out first, each kind is answered."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from .. import edtf
from ..facts import StatedFact
from .answer import Answer, Item, Status
from .compare import compare
from .lexicon import Lexicon
from .linker import REF, Linker
from .match import Match, Matcher
from .profile import Index
from .reading import Kind, Reading, read
from .say import Speaker, plain, sentences
from .trace import order, path
from .verdict import verdict

if TYPE_CHECKING:
    from ..graph import KnowledgeGraph

_AND = re.compile(r",?\s+and\s+(?=(?:(?:in|by|to|for|under|on|with)\s+)?(?:what|which|who|whom|when|where|why|how)\b)", re.I)
_PRONOUN = re.compile(r"\b(it|its|they|them|their|he|she)\b", re.I)
_RELATIVE = {"that", "which", "who", "whom", "whose"}
_PREPOSITIONS = {"on", "from", "to", "by", "with", "for", "in", "under", "through", "of"}
LONGEST = 1000


class Engine:
    """Answers questions about one graph; what it needs to know of the graph is read once."""

    def __init__(self, graph: KnowledgeGraph) -> None:
        self.graph = graph
        self.lexicon = Lexicon(graph.vocabulary)
        self.linker = Linker(graph, self.lexicon)
        self.index = Index(graph, self.lexicon, self.linker)
        self.matcher = Matcher(self.index)
        self.speaker = Speaker(graph)

    def ask(self, question: str) -> Answer:
        """The answer to one question, or to two that are joined by "and"."""
        question = question.strip()
        if not question or len(question) > LONGEST:
            why = "There is no question." if not question else f"A question longer than {LONGEST} characters is not read."
            return self._answer(question, "not_understood", why, "nothing")
        halves = _AND.split(question, maxsplit=1)
        if len(halves) == 2:
            both = self._both(question, halves[0], halves[1])
            if both:
                return both
        return self.single(question, {})

    def _both(self, question: str, first: str, second: str) -> Answer | None:
        one = self.single(first, {})
        if one.status in ("not_understood", "not_stated"):
            return None
        refs: dict[str, frozenset[str]] = {}
        two = self.single(second, refs)
        if _PRONOUN.search(second) and not self.read(second, {}).mentions:
            earlier = self.read(first, {}).mentions
            for ids in (frozenset(a.id for a in one.answers if a.id), *(m.ids for m in earlier)):
                refs = {f"{REF}0": ids}
                two = self.single(_PRONOUN.sub(f"{REF}0", second, count=1), refs)
                if ids and two.status not in ("not_understood", "not_stated"):
                    break
        if two.status in ("not_understood", "not_stated"):
            return None
        status: Status = one.status if one.status == two.status else "answered"
        return replace(
            one,
            question=question,
            status=status,
            text=f"{one.text} {two.text}",
            reading=f"{one.reading}; and {two.reading}",
            sparql="\n\n".join(s for s in (one.sparql, two.sparql) if s) or None,
            answers=(*one.answers, *two.answers),
            related=(*one.related, *two.related),
            notes=(*one.notes, *two.notes),
        )

    def read(self, question: str, refs: dict[str, frozenset[str]]) -> Reading:
        """The reading of a question."""
        return read(question, self.linker, self.lexicon, self.index.known, refs)

    def single(self, question: str, refs: dict[str, frozenset[str]], depth: int = 0) -> Answer:
        """The answer to one question, its descriptions found out first."""
        reading = self.read(question, refs)
        which = self._which(question, reading, refs, depth)
        if which is not None:
            return which
        if depth < 4 and reading.kind not in ("provenance", "modality", "compare", "path"):
            inner = self._describe(reading, refs, depth)
            if inner is not None:
                return inner
        return self.answer(reading)

    def _which(
        self, question: str, reading: Reading, refs: dict[str, frozenset[str]], depth: int
    ) -> Answer | None:
        """Where one name is borne by several things: the answer for the only one that has any, else a question back."""
        mention = next((m for m in reading.mentions if m.shared), None)
        if mention is None or depth > 4:
            return None
        texts = [t.text for t in reading.tokens]
        tried = {}
        for id_ in sorted(mention.ids):
            ref = f"{REF}{len(refs)}"
            asked = " ".join([*texts[: mention.start], ref, *texts[mention.end :]])
            tried[id_] = self.single(asked, {**refs, ref: frozenset({id_})}, depth + 1)
        said = {i: a for i, a in tried.items() if a.status not in ("not_understood", "not_stated")}
        if len(said) == 1:
            return replace(next(iter(said.values())), question=question)
        if len(said) > 1:
            items = [Item(self.graph.names[i], id=i) for i in said]
            text = f"{mention.text!r} may be any of several things: {plain(items)}. Ask again with one of these names."
            return self._answer(question, "not_understood", text, "more than one thing", None, [], items)
        return next(iter(tried.values()))

    # -- descriptions: "the body that the prime minister heads"

    def _describe(self, reading: Reading, refs: dict[str, frozenset[str]], depth: int) -> Answer | None:
        span = self._description(reading)
        if span is None:
            return None
        start, noun, clause, end = span
        texts = [t.text for t in reading.tokens]
        for mention in reading.mentions:
            if any(t.startswith(REF) for t in texts[mention.start : mention.end]):
                refs = {**refs, texts[mention.start]: mention.ids}
        asked = " ".join(["which", texts[noun], *texts[clause:end]])
        inner = self.single(asked, refs, depth + 1)
        ids = frozenset(a.id for a in inner.answers if a.id)
        if inner.status not in ("answered", "unsettled") or not 0 < len(ids) <= 3:
            return None
        ref = f"{REF}{len(refs)}"
        outer = " ".join([*texts[:start], ref, *texts[end:]])
        answer = self.single(outer, {**refs, ref: ids}, depth + 1)
        if answer.status in ("not_understood", "not_stated"):
            return None
        note = f"{' '.join(texts[start:end])}: {plain(list(inner.answers))}"
        sparql = "\n\n".join(s for s in (inner.sparql, answer.sparql) if s) or None
        return replace(answer, question=reading.question, notes=(note, *answer.notes), sparql=sparql)

    def _description(self, reading: Reading) -> tuple[int, int, int, int] | None:
        """Where a description starts, its noun, where its clause starts and ends; the last one in the question."""
        texts = [t.text for t in reading.tokens]
        named = {i for m in reading.mentions for i in range(m.start, m.end)}
        for i in range(len(texts) - 2, 1, -1):
            if texts[i] in _RELATIVE and i not in named:
                noun = i - 2 if texts[i - 1] in _PREPOSITIONS else i - 1
                if noun > 0 and reading.classes[noun] and noun not in named and texts[noun] not in _RELATIVE:
                    return self._from_article(texts, noun), noun, i + 1, len(texts)
        for mention in reversed(reading.mentions):
            noun = mention.start - 1 if texts[mention.start - 1] != "the" else mention.start - 2
            verb = mention.end
            if noun > 0 and verb < len(texts) and reading.classes[noun] and noun not in named:
                if reading.properties[verb] and texts[noun - 1] in ("the", "a", "an"):
                    return noun - 1, noun, noun + 1, verb + 1
        return None

    def _from_article(self, texts: list[str], noun: int) -> int:
        for i in range(noun - 1, max(noun - 4, -1), -1):
            if texts[i] in ("the", "a", "an"):
                return i
        return noun

    # -- one reading

    def answer(self, reading: Reading) -> Answer:
        """The answer to a reading, by its kind."""
        if reading.kind == "name":
            found = self._named(reading)
            return found if found else self.silent(reading)
        if not reading.mentions and not reading.dates and not any(reading.tokens[i].stem in self.index.known for i in reading.content):
            return self._not_understood(reading)
        if reading.kind == "compare":
            found = compare(self, reading)
            if found:
                return found
            reading = reading.of_kind("what")
        if reading.kind in ("path", "order"):
            found = (path if reading.kind == "path" else order)(self, reading)
            if found:
                return found
            reading = reading.of_kind("what")
        if reading.kind in ("yes_no", "modality"):
            return verdict(self, reading)
        for kind in self._tries(reading):
            match = self.matcher.match(reading.of_kind(kind))
            counted = match and (match.best.related or match.best.slot and reading.wanted & match.best.slot.classes)
            if match and (kind == reading.kind or reading.kind != "number" or counted):
                return self.from_match(reading, match)
        return self.silent(reading)

    def _tries(self, reading: Reading) -> list[Kind]:
        text = reading.text
        if reading.kind == "date" and text.startswith("when") and not text.startswith(("when was", "when did", "when were")):
            return ["date", "condition", "what"]
        if reading.kind == "number":
            return ["number", "what"]
        if reading.kind == "place":
            return ["place"]
        return [reading.kind]

    def from_match(self, reading: Reading, match: Match) -> Answer:
        """An answer made of the facts that matched."""
        if reading.kind == "provenance":
            return self._places(reading, match)
        items = self.speaker.items(match)
        said = [i for i in items if not i.denied]
        denied = [i for i in items if i.denied]
        opens = match.best.fact.property in self.matcher.answers_by_kind.get("open", ())
        if opens:
            text = f"The source leaves it open: {plain(said)}."
            return self._answer(reading.question, "unsettled", text, describe(self, reading, match), match.sparql, said)
        if not said:
            text = sentences(match.facts)
            return self._answer(
                reading.question, "denied", text, describe(self, reading, match), match.sparql, [], denied
            )
        if reading.kind == "number" and match.best.fact.property not in self.matcher.answers_by_kind["how many"]:
            said = [replace(i, value=None) for i in said]
            total = Item(str(len(said)), value=str(len(said)), facts=said[0].facts, role="counted: " + plain(said, 20))
            said, denied = [total], said
        if reading.kind == "duration":
            said = [self._lasting(i) for i in said]
        if match.best.fact.derived:
            said, denied = self._beside(match, said)
        status: Status = "answered" if any(i.modality == "asserted" for i in said) else "unsettled"
        facts = [f for f in match.facts if not f.denied]
        text = sentences(facts, 3) if len(facts) <= 3 and not facts[0].derived else f"{_opening(match)}: {plain(said)}."
        return self._answer(
            reading.question, status, text, describe(self, reading, match), match.sparql, said, denied, reading
        )

    def _named(self, reading: Reading) -> Answer | None:
        """The other names of the one thing that is named, the full official one first."""
        if len(reading.mentions) != 1:
            return None
        thing = self.graph.entity(sorted(reading.mentions[0].ids)[0])
        names = list(thing.titles.values())
        if not re.search(r"\b(official|full)\b", reading.text):
            names += [*thing.names.values(), *thing.aliases]
        items = [Item(n, thing.id, value=n) for n in dict.fromkeys(names)]
        text = f"{thing.name}: {plain([Item(i.name) for i in items])}."
        return self._answer(reading.question, "answered", text, f"names of {thing.name}", None, items, [], reading)

    def _lasting(self, item: Item) -> Item:
        """How long something has lasted on the graph's day, in days; what is yet to begin has no length."""
        first = edtf.bounds(item.value or "")[0] if item.value else None
        days = (self.graph.as_of_date - first).days if first else -1
        return replace(item, name=f"{days} days", value=f"{days} days", role=f"since {item.name}") if days >= 0 else item

    def _beside(self, match: Match, said: list[Item]) -> tuple[list[Item], list[Item]]:
        """Who acts, and beside them whoever else is tied to the same instrument: offices, duty-holders, readings."""
        firm = [i for i in said if i.modality in ("asserted", "planned")] or said
        shown = {i.id for i in firm}
        ties = self.graph.facts("?fact a gov:DerivedFact")
        instruments = {f.object.id for f in match.facts} & {f.object.id for f in ties}
        others: dict[str, list[StatedFact]] = {}
        for tie in ties:
            if tie.object.id in instruments and tie.subject.id and tie.subject.id not in shown and match.slot == "subject":
                others.setdefault(tie.subject.id, []).append(tie)
        return firm, [self._tied(facts) for facts in others.values()]

    def _tied(self, facts: list[StatedFact]) -> Item:
        item = self.speaker.item(facts[0].subject, facts, "subject")
        kind = self.graph.vocabulary.classes[self.graph.kind(item.id or "")].label
        how = "only as the source reads it" if item.modality == "opinion" else facts[0].label
        return replace(item, role=f"{kind}, {how}: {item.role}")

    def _places(self, reading: Reading, match: Match) -> Answer:
        places: dict[tuple[str, str], list[int]] = {}
        for n, fact in enumerate(match.facts):
            for cited in fact.citations:
                places.setdefault((cited.title, cited.at), []).append(n)
        items = [
            Item(at, value=at, role=f"in {title}: {match.facts[ns[0]].sentence}", facts=tuple(match.facts[n] for n in ns))
            for (title, at), ns in places.items()
        ]
        text = "It is said in " + "; ".join(f"{i.name} ({i.facts[0].citations[0].title})" for i in items[:3]) + "."
        return self._answer(reading.question, "answered", text, describe(self, reading, match), match.sparql, items)

    def silent(self, reading: Reading) -> Answer:
        """No fact answers: said as it is, with what was not recognised and what comes near."""
        unknown = [reading.tokens[i] for i in reading.content if reading.tokens[i].stem not in self.index.known]
        if not reading.mentions or any(t.capital or not t.text.isascii() for t in unknown):
            return self._not_understood(reading)
        near = self.matcher.candidates(reading.of_kind("provenance"))
        close = [c for c in near if not c.missing and not c.fact.denied][:4]
        related = [Item(c.fact.sentence, id=None, modality=c.fact.modality, facts=(c.fact,)) for c in close]
        names = ", ".join(dict.fromkeys(self._name(m.ids) for m in reading.mentions))
        text = f"The graph knows {names}, but no source in it says this, one way or the other."
        if unknown:
            text += f" Not recognised: {', '.join(t.text for t in unknown)}."
        shown = f"{reading.kind} about {names}"
        return self._answer(reading.question, "not_stated", text, shown, None, [], related, reading)

    def _not_understood(self, reading: Reading) -> Answer:
        unknown = [t.text for i, t in enumerate(reading.tokens) if i in reading.content and t.stem not in self.index.known]
        near = [Item(self.graph.names[i], id=i) for i in self.linker.nearest(reading.text)]
        text = "The question was not understood."
        if unknown:
            text += f" Not recognised: {', '.join(unknown)}."
        if near:
            text += f" The nearest things are {plain(near)}."
        return self._answer(reading.question, "not_understood", text, "nothing", None, [], near)

    def _name(self, ids: frozenset[str]) -> str:
        return " or ".join(sorted(self.graph.names[i] for i in ids))

    def _answer(
        self,
        question: str,
        status: Status,
        text: str,
        reading: str,
        sparql: str | None = None,
        answers: list[Item] | None = None,
        related: list[Item] | None = None,
        read_as: Reading | None = None,
    ) -> Answer:
        notes = []
        if read_as and read_as.corrected:
            notes.append("spelling: " + ", ".join(f"{a} -> {b}" for a, b in read_as.corrected.items()))
        if read_as:
            notes += [f"{m.text} = {self._name(m.ids)}" for m in read_as.mentions]
        return Answer(
            question, self.graph.as_of_date.isoformat(), status, text, reading, sparql,
            tuple(answers or ()), tuple(related or ()), tuple(notes),
        )  # fmt: skip

    make = _answer


def describe(engine: Engine, reading: Reading, match: Match) -> str:
    """How the question was read, in words."""
    properties = sorted({f.label for f in match.facts})
    relation = " or ".join(properties[:3]) if len(properties) <= 3 else "all that is said"
    about = ", ".join(dict.fromkeys(engine._name(m.ids) for m in reading.mentions)) or "anything"
    wanted = " or ".join(sorted(engine.graph.vocabulary.classes[c].label for c in reading.wanted)[:2])
    return f"{wanted or reading.kind}: {relation} ({about})"


def _opening(match: Match) -> str:
    fact = match.best.fact
    if match.slot == "subject":
        return f"What {fact.label} {fact.object_text}"
    if match.slot == "object" and len({f.property for f in match.facts}) == 1:
        return f"{fact.subject.text} {fact.label}"
    return "The facts name"

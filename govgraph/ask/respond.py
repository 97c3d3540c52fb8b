"""Matches and silences -> Answers: the status, the text, the items, and what is worth seeing beside them."""

from __future__ import annotations

import re
from itertools import chain

from .. import edtf
from ..facts import StatedFact
from .answer import Answer, Item, Status
from .candidate import Match
from .figures import quantity
from .lexicon import Token
from .likeness import sum_of
from .match import Matcher
from .pattern import these
from .reading import Reading
from .regex import Regex
from .roles import otherwise_bound
from .say import Speaker, plain, sentences, unsaid

ABOUT = 0.8  # of the score of what is said of a name alone: speaks of it too
THERE = Regex(r"\s*(is|are) there\b", re.I, needs=("there",))
DONE = Regex(
    r"\b(actually|already|so far|to date|until now|up to now)\b",
    needs=("actually", "already", "so far", "to date", "until now", "up to now"),
)


class Responder:
    """Makes the answers about one graph."""

    def __init__(self, matcher: Matcher) -> None:
        self.matcher, self.fitter, self.terms = matcher, matcher.fitter, matcher.terms
        self.graph, self.index, self.linker = matcher.graph, matcher.index, matcher.index.linker
        self.things, self.speaker = self.index.things, Speaker(self.index)

    def from_match(self, reading: Reading, match: Match) -> Answer:
        """An answer made of the facts that matched, with what they leave unsaid."""
        answer = self._made(reading, match)
        if all(map(self.ended, match.facts)) and not reading.dates:
            answer = answer._replace(text=f"No longer on {self._today}: {answer.text}")
        return answer._replace(unsaid=unsaid(reading, match))

    def _made(self, reading: Reading, match: Match) -> Answer:
        if reading.kind == "provenance":
            return self._places(reading, match)
        items = self.speaker.items(match)
        said = [i for i in items if not i.denied]
        denied = [i for i in items if i.denied]
        shown = self.describe(reading, match)
        if match.best.fact.property in self.terms.answers_by_kind["open"]:
            text = f"The source leaves it open: {plain(said)}."
            return self.make(reading.question, "unsettled", text, shown, match.sparql, said)
        if not said and reading.negated and match.slot == "subject":  # "which countries refused to sign"
            text = f"Said not to: {plain(denied)}. {sentences(match.facts, 3)}"
            return self.make(reading.question, "answered", text, shown, match.sparql, denied, [], reading)
        if not said:
            no = Item("no", value="no", role=match.facts[0].sentence, facts=tuple(match.facts))
            answers = [no] if THERE.match(reading.question) else []
            return self.make(reading.question, "denied", sentences(match.facts), shown, match.sparql, answers, denied)
        if all(otherwise_bound(fact, reading) for fact in match.facts):
            text = f"None of what is told is such. {sentences(match.facts, 3)}"
            return self.make(reading.question, "denied", text, shown, match.sparql, [], said)
        counted = ""
        if reading.kind == "number" and not self._is_number(match, reading):
            said, denied = self._counted(said)
            counted = f"{said[0].name}. "
        if DONE.search(reading.text) and any(i.modality == "asserted" for i in said):
            said = [i for i in said if i.modality == "asserted"]  # who has ratified so far, and not who plans to
        if self.index.tie(match.best.fact):
            said, denied = self._beside(match, said)
        status: Status = "answered" if any(i.modality == "asserted" for i in said) else "unsettled"
        if status == "answered" and THERE.match(reading.question) and not all(map(self.ended, match.facts)):
            said = [Item("yes", value="yes", role=match.best.fact.sentence, facts=tuple(match.facts)), *said]
        text = counted + self._told(match, said)
        return self.make(reading.question, status, text, shown, match.sparql, said, denied, reading)

    def ended(self, fact: StatedFact) -> bool:
        """Whether a fact is no longer so."""
        return bool(fact.valid_until and fact.valid_until < self.graph.as_of_date)

    def _is_number(self, match: Match, reading: Reading) -> bool:
        """Whether a fact gives the number itself, and things need not be counted."""
        measured = match.best.slot and quantity(match.best.slot.value.text, reading.text, "number")
        return bool(measured) or match.best.fact.property in self.terms.answers_by_kind["how many"]

    def _counted(self, said: list[Item]) -> tuple[list[Item], list[Item]]:
        """How many things are said, and the things beside it."""
        firm = [i for i in said if i.modality == "asserted"]
        things = [i._replace(value=None) for i in firm or said]
        number, role = str(len(things)), "counted: " + plain(things, 20)
        return [Item(number, value=number, facts=things[0].facts, role=role)], firm or things

    def _told(self, match: Match, said: list[Item]) -> str:
        """The facts in sentences where they are few or unlike one another, else what they name."""
        facts = [f for f in match.facts if not f.denied]
        unlike = match.slot == "object" and len({f.property for f in facts}) > 1
        if (len(facts) <= 3 or unlike) and not self.index.tie(facts[0]):
            return sentences(facts, 3)
        fines = match.slot == "object" and sum_of(match.best.fact)
        return f"{_opening(match)}: {plain(said, joint='or' if fines else 'and')}."  # nobody pays one bound and another

    def ahead(self, reading: Reading, match: Match) -> Answer:
        """An answer made of facts that are yet to begin, which is said."""
        answer = self.from_match(reading, match)
        return answer._replace(text=self.not_yet + answer.text)

    @property
    def not_yet(self) -> str:
        """What is said before that which has yet to begin."""
        return f"Not yet on {self._today}: "

    @property
    def _today(self) -> str:
        return edtf.in_words(self.graph.as_of_date.isoformat())

    def names(self, reading: Reading) -> Answer | None:
        """The other names of the one thing that is named, the full official one first."""
        if len(reading.mentions) != 1 or reading.content:
            return None
        id_ = sorted(reading.mentions[0].ids)[0]
        titles, labels, aliases = self.index.called(id_)
        names = list(titles)
        if re.search(r"\btitle\b", reading.text):
            names = names or list(labels)
        elif not re.search(r"\b(official|full)\b", reading.text):
            names += [*labels, *aliases]
        called = self.things.name(id_)
        items = [Item(n, id_, value=n) for n in dict.fromkeys(names)]
        text = f"{called}: {plain([Item(i.name) for i in items])}."
        return self.make(reading.question, "answered", text, f"names of {called}", None, items, [], reading)

    def _beside(self, match: Match, said: list[Item]) -> tuple[list[Item], list[Item]]:
        """Who acts, and beside them whoever else is tied to the same instrument: offices, duty-holders, readings."""
        firm = [i for i in said if i.modality in ("asserted", "planned")] or said
        shown = {i.id for i in firm}
        others: dict[str, list[StatedFact]] = {}
        for tie in self.index.derived(f.object.id for f in match.facts if f.object.id):
            if tie.subject.id and tie.subject.id not in shown and match.slot == "subject":
                others.setdefault(tie.subject.id, []).append(tie)
        self.speaker.ready(tie for ties in others.values() for tie in ties)
        return firm, [self._tied(facts) for facts in others.values()]

    def _tied(self, facts: list[StatedFact]) -> Item:
        item = self.speaker.item(facts[0].subject, facts, "subject")
        kind = self.index.vocabulary.classes[self.things.kind(item.id or "")].label
        how = "only as the source reads it" if item.modality == "opinion" else facts[0].label
        return item._replace(role=f"{kind}, {how}: {item.role}")

    def _places(self, reading: Reading, match: Match) -> Answer:
        """The places in sources where it is said, or in a named text as a fact tells them: those of the sort asked for,
        if any is; of what is only named beside a text, those of all that says something about it."""
        near = () if reading.content or len(reading.mentions) < 2 else self.fitter.candidates(reading)
        about = [c.fact for c in near if not c.missing and c.score >= match.best.score * ABOUT]
        places: dict[str, dict[str, list[StatedFact]]] = {}
        sparql = these([*match.facts, *about]) if about else match.sparql
        for fact in {f.id: f for f in (*match.facts, *about)}.values():
            told = [(c.at, c.title) for c in fact.citations]
            if any(fact.object.id in m.ids and "Work" in self.terms.ancestors(m) for m in reading.mentions):
                told += [(v.text, fact.object.text) for v in fact.qualifiers.get("provision", ())]
            for at, title in told:
                places.setdefault(at, {}).setdefault(title, []).append(fact)
        sort = reading.texts[reading.wanted_at].removesuffix("s") if "Provision" in reading.wanted else ""
        fitting = {at: found for at, found in places.items() if sort in at.casefold()} or places
        items = []
        for at, found in fitting.items():
            facts = [*chain.from_iterable(found.values())]
            items.append(Item(at, value=at, role=f"in {'; '.join(found)}: {facts[0].sentence}", facts=tuple(facts)))
        text = "It is said in " + "; ".join(f"{at} ({'; '.join(found)})" for at, found in [*fitting.items()][:3]) + "."
        return self.make(reading.question, "answered", text, self.describe(reading, match), sparql, items)

    def silent(self, reading: Reading) -> Answer:
        """No fact answers: said as it is, with what was not recognised and what comes near."""
        unknown = self.unknown(reading)
        if not reading.mentions or any(t.capital or not t.text.isascii() for t in unknown):
            return self.not_understood(reading)
        near = self.fitter.candidates(reading.of_kind("provenance"))
        close = [c for c in near if not c.missing and not c.fact.denied][:4]
        related = [Item(c.fact.sentence, id=None, modality=c.fact.modality, facts=(c.fact,)) for c in close]
        names = ", ".join(dict.fromkeys(self.called(m.ids) for m in reading.mentions))
        text = f"The graph knows {names}, but no source in it says this, one way or the other."
        if unknown:
            text += f" Not recognised: {', '.join(t.text for t in unknown)}."
        shown = f"{reading.kind} about {names}"
        return self.make(reading.question, "not_stated", text, shown, None, [], related, reading)

    def elsewhere(self, answer: Answer, reading: Reading) -> Answer | None:
        """That nothing is recorded of a country or state which an answer leaves out, and the graph has nothing on."""
        if not (answer.silent or answer.unsaid):
            return None
        said, lands = reading.texts[: reading.ends], self.linker.lexicon.lands
        free = [i for i in range(len(said)) if i not in reading.named]
        spans = (" ".join(said[i : i + size]) for size in (3, 2, 1) for i in free)
        left = [s for s in spans if s in lands and (answer.silent or not set(s.split()).isdisjoint(answer.unsaid))]
        away = dict.fromkeys(lands[s] for s in left if lands[s].casefold() not in self.linker.exact)
        if not away:
            return None
        text = f"Nothing is recorded of {plain([Item(land) for land in away])}."
        shown = f"{reading.kind} about {', '.join(away)}"
        return self.make(reading.question, "not_stated", text, shown, None, [], [], reading)

    def unknown(self, reading: Reading) -> list[Token]:
        """The words of a question that stand nowhere in the graph."""
        return [reading.tokens[i] for i in reading.content if reading.tokens[i].stem not in self.index.known]

    def not_understood(self, reading: Reading) -> Answer:
        unknown = [t.text for t in self.unknown(reading)]
        near = [Item(self.things.name(i), id=i) for i in self.linker.nearest(reading.text)]
        text = "The question was not understood."
        if unknown:
            text += f" Not recognised: {', '.join(unknown)}."
        if near:
            text += f" The nearest things are {plain(near)}."
        return self.make(reading.question, "not_understood", text, "nothing", None, [], near)

    def describe(self, reading: Reading, match: Match) -> str:
        """How the question was read, in words."""
        properties = sorted({f.label for f in match.facts})
        relation = " or ".join(properties[:3]) if len(properties) <= 3 else "all that is said"
        about = ", ".join(dict.fromkeys(self.called(m.ids) for m in reading.mentions)) or "anything"
        wanted = " or ".join(sorted(self.index.vocabulary.classes[c].label for c in reading.wanted)[:2])
        return f"{wanted or reading.kind}: {relation} ({about})"

    def called(self, ids: frozenset[str]) -> str:
        return " or ".join(sorted(self.things.name(i) for i in ids))

    def make(
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
            notes += [f"{m.text} = {self.called(m.ids)}" for m in read_as.mentions]
        return Answer(
            question, self.graph.as_of_date.isoformat(), status, text, reading, sparql,
            tuple(answers or ()), tuple(related or ()), tuple(notes),
        )  # fmt: skip


def _opening(match: Match) -> str:
    fact = match.best.fact
    if match.slot == "subject" and len({f.object for f in match.facts}) == 1:
        return f"Who or what {fact.label} {fact.object_text}"
    if match.slot == "object" and len({f.property for f in match.facts}) == 1:
        return f"{fact.subject.text} {fact.label}"
    return "The facts name"

"""Questions of two parts, each of which is asked by itself: the answers come together, and half of them is none."""

from __future__ import annotations

import re
from functools import reduce
from itertools import combinations, pairwise

from .. import edtf
from .answer import Answer, Item, Status
from .frames import AUXILIARIES, PREPOSITIONS
from .gaps import Gaps
from .ordering import Ordering
from .parting import BARE, TWICE, counted, parted
from .regex import Regex
from .resolve import Resolver
from .sides import Sides
from .spelling import REF
from .things import is_jurisdiction, jurisdiction
from .wording import plainly

_PRONOUN = Regex(r"\b(it|its|they|them|their|he|she)\b", re.I)
_DOING = Regex(r"^(?:has|have|had|is|are|was|were|does|do|did) (?:it|they|he|she)\b", re.I)
_THING = Regex(r"\b(it|its)\b", re.I)
_THAT = Regex(r"\b(?:that|this|these|those) (\w+)", re.I, needs=("that", "this", "these", "those"))
_MOST = Regex(  # of what, was said before: "who can fine them, and what is the maximum"
    r"^(?:what(?:'s| is| are)? the (?:(?P<least>minimum|lowest|least)|maximum|highest|most|ceiling|limit|cap)|"
    r"how much)\W*$",
    re.I,
    needs=("what", "how much"),
)
_DEGREE = Regex(  # which of two, or whether of the first
    r"\b(?:first|last|more|most|less|least|fewer|before|after|"
    r"(?:low|high|earli|soon|lat|old|new|young|larg|bigg|small|great)(?:er|est))\b",
    re.I,
    needs=(" or ", " than ", " before ", " after ", "which of "),
)
_FINES = frozenset({"imposesFinesOn", "imposesPenalty", "maximumFine"})
_CALLED = Regex(
    r"^what(?:\s+is|\s+are|'s)\s+(?:it|they|th(?:at|is|e)\s+\w+)\s+(?:called|named)\W*$",
    re.I,
    needs=("called", "named"),
)


class Twofold:
    """Answers questions of two parts about one graph."""

    def __init__(self, resolver: Resolver) -> None:
        self.respond, self.index, self._resolver = resolver.respond, resolver.index, resolver
        self._read, self._single = resolver.read, resolver.single
        self._sides = Sides(resolver.index)
        self._gaps = Gaps(self._sides)
        self._ordering = Ordering(resolver)

    def answer(self, question: str) -> Answer:
        """The answer to a question, by its parts where it has any."""
        if ordered := self._ordering.answer(question):
            return ordered
        if _DEGREE.search(question):
            from .degree import degree  # seldom asked

            if one := degree(self._resolver, self._ordering, question):
                return one
        if question.casefold().startswith("which of "):
            from .among import among  # seldom asked

            if some := among(self._resolver, question):
                return some
        halves = parted(question)
        if len(halves) == 2:
            return self._of_two(question, *halves)
        if len(halves) > 2 and not (parts := self._all(question, [self._single(half) for half in halves])).silent:
            return parts
        if counts := self._counts(question):
            return counts
        sides = self._sides.of(question)
        kind = self._read(question).kind if sides else "what"
        whole = self._single(question) if not sides or kind in ("compare", "order") else None
        part = whole is None or whole.silent or (kind == "compare" and bool(whole.unsaid))
        apart = [self._single(each) for each in sides] if part else []
        told = self._told(question, apart)
        placed = any(f.property == "holdsPosition" for a in apart for f in a.facts)  # which the whole tells as well
        if told and not (whole and not whole.silent and (told.silent or placed)):
            return told
        answer = whole or self._single(question)
        return (self._in_turn(question) if answer.silent or self._of_each(question) else None) or answer

    def _counts(self, question: str) -> Answer | None:
        """The numbers of several things that are counted one by one: "how many chapters and articles are there"."""
        answers = [self._single(each) for each in counted(question)]
        told = [{f.id for f in a.facts} for a in answers]
        if not answers or any(a.silent for a in answers) or any(one & two for one, two in combinations(told, 2)):
            return None
        return reduce(lambda one, two: _together(question, one, two), answers)

    def _told(self, question: str, answers: list[Answer]) -> Answer | None:
        """The answers to what is asked of several things; None where no fact tells these apart."""
        told = [{f.id for f in a.facts} for a in answers if not a.silent]
        if not told or any(one == two for one, two in combinations(told, 2)):
            return None
        return self._all(question, answers)

    def _all(self, question: str, answers: list[Answer]) -> Answer:
        """The answers to all parts of a question; where one is silent, the whole is, and says so."""
        told = [a for a in answers if not a.silent]
        whole = reduce(lambda one, two: _together(question, one, two), told or answers)._replace(question=question)
        silent = [a for a in answers if a.silent]
        if not silent or not told:
            return whole
        text = f"A part of this is not stated: {whole.text} {silent[0].text}"
        related = (*whole.answers, *whole.related)
        return whole._replace(status="not_stated", text=text, answers=(), related=related, unsaid=())

    def _of_each(self, question: str) -> bool:
        """Whether each of the lands that are named has a thing of one name: "developers in Utah and in Texas"."""
        mentions = self._read(question).mentions if " and " in question else ()
        lands = {i for m in mentions for i in m.ids if is_jurisdiction(i)}
        return any(m.shared and len({jurisdiction(i) for i in m.ids} & lands) > 1 for m in mentions)

    def _of_two(self, question: str, first: str, second: str) -> Answer:
        """The answer to two questions, or to both as one; half an answer to two is none."""
        one = self._single(first)
        if _CALLED.match(second):
            return one._replace(question=question)  # every answer is given by its name
        if one.silent and not TWICE.search(question):
            return one._replace(question=question)
        filled = "" if one.silent else self._gaps.filled(first, second)
        if filled and (told := self._told(question, [one, self._single(filled)])):
            return told
        last = question.casefold().rpartition(" and ")[2].split()
        clause = not AUXILIARIES.isdisjoint(last)  # not "…, and to which office"
        both = None if one.silent else self._both(question, one, first, second) or self._dated(question, one, second)
        whole = both or self._single(question)
        less = bool(whole.unsaid) or {f.id for f in whole.facts} <= {f.id for f in one.facts}
        half = clause and not both and not one.silent and less
        return self.respond.silent(self._read(question)) if half else whole

    def _dated(self, question: str, one: Answer, second: str) -> Answer | None:
        """An answer with the day that its facts have themselves, where only that is asked for besides: "and when"."""
        facts = tuple(f for item in one.answers for f in item.facts)
        days = {f.when for f in facts}
        day = next(iter(days), None)
        asked = BARE.fullmatch(question.rpartition(" and ")[2]) and self._read(second).kind == "date"
        if not asked or not day or len(days) > 1:
            return None
        return one._replace(question=question, answers=(*one.answers, Item(edtf.in_words(day), value=day, facts=facts)))

    def _in_turn(self, question: str) -> Answer | None:
        """The answers about two things that are joined by "and", one after the other; None unless both are found."""
        linker = self.index.linker
        tokens, _, _ = linker.tokens(question, self.index.known)
        texts = [t.text for t in tokens]
        for left, right in pairwise([m for m in linker.mentions(tokens) if not m.soft]):
            between = texts[left.end : right.start]
            akin = linker.things.family(left.ids) == linker.things.family(right.ids)
            if not akin or between[:1] != ["and"] or not set(between[1:]) <= PREPOSITIONS | {"the"}:
                continue
            one = self._single(" ".join([*texts[: left.end], *texts[right.end :]]))
            two = self._single(" ".join([*texts[: left.start], *texts[right.start :]]))
            return None if one.silent or two.silent else _together(question, one, two)
        return None

    def _both(self, question: str, one: Answer, first: str, second: str) -> Answer | None:
        """The answer to two questions, the first of which is answered; None where the second is not."""
        heading = plainly(first)[1]
        if heading and not self._read(second).mentions:
            second = f"{heading}: {second}"  # "Illinois law on therapy: who enforces it and what is the fine?"
        if (most := _MOST.match(second)) and _FINES & self._read(first).asked:
            second = "what is the minimum fine" if most["least"] else "what is the maximum fine"
        named = [m for m in self._read(second).mentions if not m.soft and not m.shared]
        if named or not (_PRONOUN.search(second) or self._demonstrated(second)):
            of_it = None if named else self._referring(one, first, f"{second.rstrip(' ?')} of it")
            alone = None if of_it or most else self._single(second)  # "and what is the fine?"
            two: Answer | None = of_it or (alone if alone and (named or self._near(alone, one, first)) else None)
        else:
            two = self._referring(one, first, second)
        return None if two is None or two.silent else _together(question, one, two)

    def _near(self, two: Answer, one: Answer, first: str) -> bool:
        """Whether an answer to a question that names nothing is about something that the first one found or named."""
        about = {i for m in self._read(first).mentions for i in m.ids} | {a.id for a in one.answers if a.id}
        about |= {v.id for f in one.facts for v in (f.subject, f.object) if v.id}
        wholes = {i.split("#")[0] for i in about}
        told = (v for f in two.facts for v in (f.subject, f.object, *f.qualifiers.get("under", ())))
        return any(v.id and v.id.split("#")[0] in wholes for v in told)

    def _referring(self, one: Answer, first: str, second: str) -> Answer | None:
        """The answer to the second of two questions, whose pronoun stands for what the first one found or named."""
        earlier = self._read(first)
        found = [frozenset(a.id for a in one.answers if a.id), self._done_to(one), *(m.ids for m in earlier.mentions)]
        if that := self._demonstrated(second):
            things, terms, (words, classes) = self.index.things, self.respond.terms, that
            kinds = {i: things.kinds(i) for ids in found for i in ids}
            found = [frozenset(i for i in ids if terms.akin(classes, kinds[i]) or classes & kinds[i]) for ids in found]
            second = second.replace(words, "it", 1)
        if earlier.kind == "who" and _THING.search(second):  # "who chairs it and what does it do"
            found = [*found[2:], found[0]]
        asked, other = _PRONOUN.sub(f"{REF}0", second, count=1), {}
        agents = [m for m in earlier.mentions if self.respond.terms.ancestors(m) & {"Agent"} and not m.soft]
        if _DOING.match(second) and agents:  # "when did the Union sign the convention, and has it ratified it"
            rest = [m.ids for m in earlier.mentions if m not in agents]
            asked, other = _PRONOUN.sub(f"{REF}1", asked, count=1), {f"{REF}1": rest[0]} if rest else {}
            found = [agents[0].ids]
        if not self._read(asked, {f"{REF}0": next(filter(None, found), frozenset()), **other}).content:
            return None  # "how many are there": of what
        answers = (self._single(asked, {f"{REF}0": ids, **other}) for ids in found if ids)
        return next((answer for answer in answers if not answer.silent), None)

    def _done_to(self, one: Answer) -> frozenset[str]:
        """The one text that the facts of an answer tell what was done to: "when was the amendment passed"."""
        told = {f.object.id for f in one.facts if f.object.id and not any(a.id for a in one.answers)}
        text = len(told) == 1 and all(self.index.things.is_a(i, "Work") for i in told)
        return frozenset(told) if text else frozenset()

    def _demonstrated(self, second: str) -> tuple[str, frozenset[str]] | None:
        """What a question points at, and its classes: "that body"."""
        reading = self._read(second)
        classes = {t.text: kinds for t, kinds in zip(reading.tokens, reading.classes, strict=True)}
        found = next((m for m in _THAT.finditer(second) if classes.get(m[1].casefold())), None)
        return (found[0], classes[found[1].casefold()]) if found else None


def _together(question: str, one: Answer, two: Answer) -> Answer:
    """Two answers as one."""
    status: Status = one.status if one.status == two.status else "answered"
    return one._replace(
        question=question,
        status=status,
        text=f"{one.text} {two.text}",
        reading=f"{one.reading}; and {two.reading}",
        sparql="\n\n".join(s for s in (one.sparql, two.sparql) if s) or None,
        answers=(*one.answers, *two.answers),
        related=(*one.related, *two.related),
        notes=(*one.notes, *two.notes),
        unsaid=tuple(dict.fromkeys([*one.unsaid, *two.unsaid])),
    )

"""One reading -> its Answer, by its kind: names, a comparison, a path, a status, a yes or no, or facts that match."""

from __future__ import annotations

import re
from collections.abc import Callable

from ..facts import StatedFact
from .answer import Answer
from .applying import applying
from .candidate import Match
from .defining import meaning
from .frames import AIM
from .kinds import Kind
from .lands import of_union
from .reading import Reading
from .regex import Regex
from .respond import Responder
from .standing import standing
from .verdict import verdict

_GENERALLY = Regex(r"when (do|does|must|may|can)\b")  # asks on which occasions, not on which day
FEW = 4  # things
_FOUND = Regex(
    r"^where (?:can|could|do|does|should|must|may|might|would)\b.*\b(?:find|look|read|turn|learn)\b", needs=("where",)
)
_NOW = Regex(r"\b(?:now|today|nowadays|these days|currently)$")
_SUCCEEDS = frozenset({"succeeds"})
_SUPERVISES = Regex(
    r"surveillance|supervis|enforc|competent", needs=("surveillance", "supervis", "enforc", "competent")
)
_CASES = Regex(r"\b(?:which|what) (?:cases|circumstances|situations) (?:must|does|do|did|is|are|has|have)\b")


def answered(respond: Responder, reading: Reading) -> Answer:
    """The answer to a reading."""
    if reading.kind == "name":
        found = _succeeded(respond, reading) or respond.names(reading)
        if found or not re.search(r"\b(called|named)\b", reading.text):
            return found or respond.silent(reading)
        reading = reading.of_kind("what")
    known = any(reading.tokens[i].stem in respond.index.known for i in reading.content)
    if not (reading.mentions or reading.dates or known):
        return respond.not_understood(reading)
    if _strange(respond, reading):
        return respond.silent(reading)
    if reading.kind in ("compare", "path", "order"):
        if found := _of_several(reading.kind)(respond, reading):
            return found
        reading = reading.of_kind("what")
    if lands := of_union(respond, reading):
        return lands
    if told := standing(respond, reading) or applying(respond, reading) or meaning(respond, reading):
        return told
    if reading.kind == "yes_no" and reading.among >= 2:
        from .alike import alike

        if told := alike(respond, reading):
            return told
    if reading.kind in ("yes_no", "modality"):
        return verdict(respond, reading)
    return _by_facts(respond, reading)


def _succeeded(respond: Responder, reading: Reading) -> Answer | None:
    """What has taken the place of the one thing that is named, where it is asked what that is called now."""
    if not _NOW.search(reading.text) or len(reading.mentions) != 1:
        return None
    match = respond.matcher.match(reading.of_kind("what")._replace(outright=_SUCCEEDS))
    return respond.from_match(reading.of_kind("what"), match) if match and match.slot == "subject" else None


def _strange(respond: Responder, reading: Reading) -> bool:
    """Whether a question speaks of what the graph does not know: a name of it, or any word of a yes-or-no question."""
    unknown = respond.unknown(reading)
    named = sum(t.capital for t in reading.tokens) * 2 <= len(reading.tokens) and any(t.capital for t in unknown)
    whose = any({"Agent", "Work"} & respond.terms.ancestors(m) for m in reading.mentions)
    return named or (bool(unknown) and not whose and reading.kind == "yes_no")


def _of_several(kind: Kind) -> Callable[[Responder, Reading], Answer | None]:
    """What answers a question about several things; loaded when one is asked."""
    if kind == "compare":
        from .compare import compare

        return compare
    from .trace import order, path

    return path if kind == "path" else order


def _by_facts(respond: Responder, reading: Reading) -> Answer:
    """The answer of the facts that match: those that hold first, then those that are yet to begin."""
    if few := _whatever_for(respond, reading):
        return few
    for kind in _tries(reading):
        if reading.among >= 2 and (kind != reading.kind or (kind == "number" and "findsShared" in reading.asked)):
            from .compare import shared

            if common := shared(respond, reading):
                return common
        tried = reading.of_kind(kind)
        if kind != reading.kind and (found := _FOUND.search(reading.text)):
            tried = _to_find(respond, tried, reading.at(found.end()))
        match = respond.matcher.match(tried)
        if match and kind == "date" and _undated(respond, reading, match):
            return respond.silent(reading)
        if match and (kind == reading.kind or reading.kind != "number" or _countable(respond, match, reading)):
            return respond.from_match(reading, match)
    if designated := _designated(respond, reading):
        return designated
    later = respond.matcher.match(reading._replace(later=True))
    return respond.ahead(reading, later) if later else respond.silent(reading)


def _designated(respond: Responder, reading: Reading) -> Answer | None:
    """Who is designated for what is asked about, where it is told of nobody that they enforce it."""
    if "enforces" not in reading.asked or reading.kind not in ("what", "who"):
        return None
    instead = (frozenset({"designates"}) if "enforces" in asked else asked for asked in reading.properties)
    tried = reading._replace(properties=tuple(instead))
    found = [c for c in respond.fitter.candidates(tried) if c.place == "object" and _supervising(c.fact)]
    enough = [c for c in found if not c.missing and respond.fitter.acceptor.enough(c, tried)]
    return respond.from_match(tried, Match.of([c.fact for c in enough], "object", enough[0])) if enough else None


def _supervising(fact: StatedFact) -> bool:
    """Whether somebody is designated to see to it that a law is kept, and not to notify or to assess."""
    role = fact.one("role")
    return fact.property == "designates" and bool(role and _SUPERVISES.search(role.text) and "notif" not in role.text)


def _undated(respond: Responder, reading: Reading, match: Match) -> bool:
    """Whether what is asked to have a day is told without one, and another fact's day is none of it."""
    asked = frozenset[str]().union(*(reading.properties[i] for i in reading.relations))
    if not asked or match.best.fact.property in asked:
        return False
    told = respond.matcher.match(reading.of_kind("yes_no"))
    return bool(told and told.best.fact.property in asked and not told.best.fact.time)


def _to_find(respond: Responder, reading: Reading, start: int) -> Reading:
    """The same question as one for a text in which to find something, or for that text: "where to find a guide"."""
    at = next((i for i in reading.content if i >= start), -1)
    is_a = respond.index.vocabulary.is_a
    classes = frozenset(c for c in reading.classes[at] if is_a(c, "Work")) if at >= 0 else frozenset()
    return reading._replace(wanted=classes or frozenset({"Work"}), wanted_at=at if classes else -1)


def _whatever_for(respond: Responder, reading: Reading) -> Answer | None:
    """All of the few things that are asked for, where the question adds what they are for."""
    main = _without_aim(reading) if reading.kind in ("what", "who") else None
    match = respond.matcher.match(main) if main and main.content else None
    if not main or not match or len(match.facts) > FEW:
        return None
    return respond.from_match(main, match) if match.best.related else None


def _without_aim(reading: Reading) -> Reading | None:
    """The same question without the clause that says what for, where there is one: "so that it goes smoothly"."""
    at = reading.aside
    if at >= len(reading.tokens) or not AIM.match(" ".join(t.text for t in reading.tokens[at:])):
        return None
    said = tuple(t._replace(content=t.content and i < at) for i, t in enumerate(reading.tokens))
    return reading._replace(tokens=said, mentions=tuple(m for m in reading.mentions if m.start < at))


def _tries(reading: Reading) -> list[Kind]:
    """The kinds of answer that a question may be after, in the order in which they are tried."""
    text = reading.text
    past = text.startswith(("when was", "when did", "when were"))
    if reading.kind == "date" and text.startswith("when") and not past:
        return ["date", "condition", "what"] if _GENERALLY.match(text) else ["date", "condition"]
    if reading.kind == "number":
        return ["number", "what"] if re.search(r"\b(how many|(number|count) of)\b", text) else ["number"]
    if reading.kind == "condition" and reading.relations and _CASES.search(text):
        return ["condition", "what"]  # "in which cases must they ask": for what, if no case is told
    if text.startswith("whose"):
        return ["who", "what"]  # "whose interests may it not harm": a text may say so in passing
    if reading.kind == "place":
        return ["place", "what"]
    return [reading.kind]


def _countable(respond: Responder, match: Match, reading: Reading) -> bool:
    """Whether the things found are of the class that is to be counted, or all words speak of them."""
    best = match.best
    if all(map(respond.ended, match.facts)) or match.slot not in ("subject", "object"):
        return False
    if best.fact.derived or len(match.facts) < 2 or len({f.property for f in match.facts}) > 1:
        return False
    return bool(reading.wanted & best.classes) or (bool(best.related) and best.words >= 0.8)

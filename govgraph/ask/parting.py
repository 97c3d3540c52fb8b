"""Two questions in one sentence, parted; and the day that a question is asked as of."""

from __future__ import annotations

import re

from .. import edtf
from ..graph import fold
from .figures import dates
from .regex import Regex

_AND = Regex(
    r",?\s+and\s+(?=(?:(?:in|by|to|up to|for|under|on|with|since|from|until|every)\s+)?"
    r"(?:what|which|whom?|when|where|why|how)\b|(?:has|have|is|are|was|were|does|do|did) (?:it|they)\b)",
    re.I,
    needs=("and",),
)
_TO = r"(?:(?:in|by|to|for|under|on|with|from|since|until|of|at) )?"
_ASKED = r"(?:(?:which|what|how many) \w+|when|where|whom?|what|why|how)"
_ONE_CLAUSE = Regex(  # "when and in which country did it meet", "from what and to what did it move"
    rf"^({_TO}{_ASKED}) and ({_TO}{_ASKED}) ((?:is|are|was|were|did|do|does|has|have|had|will|can|may|must)\b.*)$",
    re.I | re.S,
    needs=(" and ",),
)
TWICE = Regex(  # "for a first and for a later violation", "a first violation and a second one"
    r"\b(first|initial)( \w+)? and (?:(?:for|of|on|after) )?(?:an? |the |any )?"
    r"(second|third|later|subsequent|repeat|repeated|further)\b(?: (?:ones?\b)?(\w+)?)?",
    re.I,
    needs=("first", "initial"),
)
_EACH = Regex(  # "compare the fines for the one and for the other"
    r"^(?:compare|contrast) (the .+?) (for|of|in|under|on|against) (.+?) (?:and|with) "
    r"(?:(?:that|those|the ones?) )?\2 (.+)$",
    re.I | re.S,
    needs=("compare", "contrast"),
)
_AS_OF = Regex(r"\bas of ([^,?]+?\d{4}|\d{4}-\d\d-\d\d)(?=[,?]|\s|$),?", re.I, needs=("as of",))
_CURRENT = Regex(  # "which version was current in June 2025"
    r"(?<=\bcurrent)(?P<rest>[^?]*?) (?:on|in|during) (?P<day>[^,?]*?\d{4}|\d{4}-\d\d(?:-\d\d)?)\W*$",
    re.I,
    needs=("current",),
)
_BE = r"(?:is|are|was|were|has|have|had|been|will|must|may|can)\b"
_VERB = rf"(?:do|does|did)\b|{_BE}"
_HOW_MANY = Regex(rf"\bhow many (?:(?!{_BE})[^\s,]+,? )+?(?={_BE})", re.I, needs=("how many",))
_ELLIPSIS = Regex(rf"how many (?={_BE})", re.I, needs=("how many",))
_COUNTED = Regex(rf"^how many ((?:[\w-]+,? ){{1,9}}?)((?:do|does|did|{_BE}) .*)$", re.I | re.S, needs=("how many",))
_COMMA = Regex(r"\s*(?:,\s*and|,|\band)\s+")
BARE = Regex(
    r"(?:(?:by|to|with|for|from|on|against) )?whom\W*|"
    r"(?:(?:on|in|by|since|from|until) )?(?:(?:what|which) (?:day|date|year|month)|when|where|why)\W*|"
    r"(?:(?:up to|with|by|to|within|for|at|in|every) )?"
    r"how (?:many (?!for|against)\w+|much|fast|soon|quickly|long|often|high)\W*|"
    r"(?:to|by|with|under|for|from|at|before|against) (?:which|what) \w+\W*",
    re.I,
)
_LED = Regex(  # what a question is led by: "under which act", "how many articles"
    rf"^(?P<before>.*?)\b{_TO}(?:how (?:many (?P<many>(?:(?!{_VERB})[^\s,]+ )*)|(?!{_VERB})\w+ )?|"
    r"which |what |whom? |when |where |why )(?P<rest>.*)$",
    re.I | re.S,
    needs=("how", "which", "what", "who", "when", "where", "why"),
)
_FURTHER = Regex(rf"^(.+),\s+({BARE.pattern})$", re.I | re.S, needs=("how ", "wh"))


def as_of(question: str) -> tuple[str, str] | None:
    """The day that a question is asked as of, and the rest of the question; None where it names no such day.

    >>> as_of("as of 9 October 2025, who heads the office?")
    ('2025-10-09', 'who heads the office?')
    """
    if current := _CURRENT.search(question):
        days = [last for d in dates(fold(current["day"])) if (last := edtf.bounds(d)[1])]
        return (days[0].isoformat(), question.replace(current[0], current["rest"])) if days else None
    then = _AS_OF.search(question)
    named = [d for d in dates(fold(then[1])) if len(d) == 10] if then else []
    return (named[0], question.replace(then[0], " ").strip(" ,")) if then and named else None


def parted(question: str) -> list[str]:
    """The two questions that are joined by "and", or the one that it is.

    >>> parted("Who adopted it and on what day?")
    ['Who adopted it', 'on what day adopted it']
    """
    if each := _EACH.match(question):
        return [f"what are {each[1]} {each[2]} {one.rstrip(' ?')}" for one in (each[3], each[4])]
    if clause := _ONE_CLAUSE.match(question):
        halves = [f"{clause[1]} {clause[3]}", f"{clause[2]} {clause[3]}"]
    else:
        halves = _twice(question) or _AND.split(question, maxsplit=1)
    if len(halves) == 2 and (verb := _ELLIPSIS.match(halves[1])) and (noun := _HOW_MANY.search(halves[0])):
        halves[1] = (
            f"{noun[0].rstrip()} {halves[1][verb.end() :]}"  # "how many laws were targeted, and how many revised"
        )
    if len(halves) == 2 and BARE.fullmatch(halves[1]):
        further = _FURTHER.match(halves[0])  # "what must they report, how soon and to whom"
        parts = [further[1], further[2], halves[1]] if further else halves
        return [parts[0], *(_led(parts[0], by) for by in parts[1:])]
    return halves


def _led(question: str, by: str) -> str:
    """A question led by other words: "to which office" instead of "how fast"."""
    found = _LED.match(question)
    if not found:
        return by
    many = found["many"] or "" if "how many" not in by.casefold() else ""
    return f"{found['before']}{by.rstrip(' ?')} {found['rest'].rstrip(' ?')} {many}".rstrip()


def counted(question: str) -> list[str]:
    """A question for each of several things that are to be counted; nothing where it is one.

    >>> counted("How many chapters and articles are there in the act?")
    ['How many chapters are there in the act?', 'How many articles are there in the act?']
    """
    found = _COUNTED.match(question)
    nouns = _COMMA.split(found[1].strip()) if found else []
    return [f"How many {noun} {found[2]}" for noun in nouns] if found and len(nouns) > 1 else []


def _twice(question: str) -> list[str]:
    """The question for the first and for the later of two things of one noun; nothing where it asks for no such two."""
    found = TWICE.search(question)
    if not found:
        return []
    noun = found[2] or f" {found[4] or ''}"
    rest = found[4] if found[2] and found[4] else ""
    return [f"{question[: found.start()]}{nth}{noun} {rest}{question[found.end() :]}" for nth in (found[1], found[3])]

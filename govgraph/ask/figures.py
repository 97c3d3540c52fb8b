"""Dates, provisions and quantities, as questions and facts name them."""

from __future__ import annotations

import re
from functools import lru_cache

from .. import edtf
from .regex import Regex

_NUMBER = (
    r"(?:\d[\d,. ]*|an?|half an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|thirty|sixty|ninety)"
)
_RATE = r"(?<!\d )(?<!dollars )(?<!won )(?<!once )(?<!twice )(?<!times )"  # none of these before "a day"
_TIME_UNITS = "hour day week month year minute".split()
_SUMS = "dollar euro won yen pound percent % eur usd krw jpy gbp".split()
MONTHS = {month.casefold(): number for number, month in enumerate(edtf.MONTHS, 1)}
MONTHS |= {name[:3]: number for name, number in MONTHS.items()} | {"sept": 9}
DATE = Regex(
    rf"\b(?:(?P<before>\d{{1,2}}) )?(?P<month>{'|'.join(MONTHS)})(?: (?P<after>\d{{1,2}}))?(?: (?P<y>\d{{4}}))?\b"
    r"|\b(?P<iso>\d{4} \d{2} \d{2})\b|\b(?P<year>20\d\d)\b",
    needs=(*"0123456789", *(month for month in MONTHS if len(month) == 3)),
)
PROVISION = Regex(
    r"\b(article|section|annex|paragraph|recital|chapter) (\d+[a-z]{0,2}|[ivx]+)\b",
    needs=("article", "section", "annex", "paragraph", "recital", "chapter"),
)


@lru_cache(maxsize=1000)  # it is held against many facts
def provision(text: str) -> str:
    """The provision named in a folded question, or nothing.

    >>> provision("what does article 50 of the eu ai act require")
    'article 50'
    """
    match = PROVISION.search(text)
    return match.group() if match else ""


def holds_provision(place: str, provision: str) -> bool:
    """Whether a place in a text is a provision or lies in it.

    >>> holds_provision("Article 50(2)", "article 50"), holds_provision("Article 26(5)", "article 5")
    (True, False)
    """
    kind, number = provision.split()
    before = r"(?:[\divx]+[a-z]?(?:\([^)]*\))*(?:,| and| to| or|-|\u2013) ?)*"
    return bool(re.search(rf"\b{kind}s? {before}{number}(?![\da-z])", place.casefold()))


def dates(text: str) -> list[str]:
    """The dates named in a folded question: EDTF, or month and day alone where no year is named.

    >>> dates("what happened on september 1 2025"), dates("in february")
    (['2025-09-01'], ['02'])
    """
    found = []
    for match in DATE.finditer(text):
        day = match["before"] or match["after"]
        if match["iso"]:
            found.append(match["iso"].replace(" ", "-"))
        elif match["year"]:
            found.append(match["year"])
        elif match["y"] or day or match["month"] != "may":
            month = f"{MONTHS[match['month']]:02d}"
            found.append("-".join(x for x in (match["y"] or "", month, f"{int(day):02d}" if day else "") if x))
    return found


def quantity(text: str, asked: str, kind: str) -> bool:
    """Whether a text gives such a number as a question asks for: of the unit named, a time for "how long", a rhythm for
    "how often".

    >>> quantity("report within 15 days of discovery", "how many days", "number")
    True
    """
    folded = text.casefold()
    return any(number.search(folded) is not None for number in _numbers(asked, kind))


@lru_cache(maxsize=16)  # it is held against many facts
def _numbers(asked: str, kind: str) -> list[Regex]:
    """What such a number looks like."""
    if re.search(r"\bhow (often|frequently)\b", asked):
        often = r"\b(every|each|once|twice|annual\w*|yearly|monthly|quarterly|weekly|daily|per year)\b"
        return [Regex(often)]
    counted = re.search(r"\bhow many (?:\w+ )?(\w{4,})", asked)
    noun = counted[1].removesuffix("s") if counted else ""
    found = []
    if noun and noun not in _TIME_UNITS:
        found.append(Regex(rf"\b(?!an?\b){_NUMBER} (?:\w+ ){{0,2}}{noun}s?\b", needs=(noun,)))
    named = [u for u in (*_TIME_UNITS, *_SUMS) if re.search(rf"(?<!per )\b{re.escape(u)}(?:s|age)?(?!\w)", asked)]
    if units := named or (_TIME_UNITS if kind == "duration" else []):
        either = "|".join(map(re.escape, units))  # "40000 a day" is no number of days
        pattern = rf"{_RATE}\b{_NUMBER}[ -]?(?:(?!an? |per )\w+ )?(?:{either})s?(?!\w)"
        found.append(Regex(pattern, needs=tuple(units)))
    return found

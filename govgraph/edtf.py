"""Dates as sources give them: EDTF level 0, the `~` of level 1, and open intervals.

The method is the Library of Congress's Extended Date/Time Format specification
(https://www.loc.gov/standards/datetime/): `2025-09-01`, `2025-05`, `2025`, `2025~`, `../2025-05-31`, `2021/..`.
"""

from __future__ import annotations

import re
import warnings
from contextlib import suppress
from datetime import date, datetime, timedelta
from functools import lru_cache

from .errors import DateError

MONTHS = """January February March April May June July August September October November December""".split()
_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?~?", re.ASCII)


def _bounds(text: str) -> tuple[date, date]:
    match = _DAY.fullmatch(text)
    if not match:
        near = _near(text)
        hint = f" (did you mean {near!r}?)" if near else ""
        raise DateError(f"{text!r} is not a date: write 2025-09-01, 2025-05, 2025, 2025~ or ../2025-05-31{hint}")
    year, month, day = (int(g) if g else None for g in match.groups())
    assert year is not None
    try:
        if month is None:
            return date(year, 1, 1), date(year, 12, 31)
        if day is None:
            first = date(year, month, 1)
            return first, first.replace(month=month + 1) - timedelta(1) if month < 12 else first.replace(day=31)
        return date(year, month, day), date(year, month, day)
    except ValueError as error:
        raise DateError(f"{text!r} is not a date: {error}") from None


def _near(text: str) -> str | None:
    """What somebody meant who wrote a day or month in another way."""
    if not any(c.isdigit() for c in text):
        return None
    loose = re.fullmatch(r"(\d{4})[-/.](\d\d?)(?:[-/.](\d\d?))?", text, re.ASCII)
    if loose:
        return "-".join(part.zfill(2) for part in loose.groups() if part)
    for form in ("%d %B %Y", "%B %d, %Y", "%B %d %Y", "%d.%m.%Y", "%B %Y"):
        with suppress(ValueError):
            meant = datetime.strptime(text, form).date().isoformat()
            return meant if "%d" in form else meant[:7]
    return None


@lru_cache(1 << 12)
def bounds(text: str) -> tuple[date | None, date | None]:
    """The first and the last day that an EDTF date or interval may mean; None where it is open.

    Raises DateError for anything else, and for an interval that ends before it begins.

    >>> bounds("2025-05")
    (datetime.date(2025, 5, 1), datetime.date(2025, 5, 31))
    >>> bounds("../2025-05-31")
    (None, datetime.date(2025, 5, 31))
    """
    start, _, end = text.partition("/")
    if not all(side == ".." or (side[:1].isdigit() and "/" not in side) for side in (start, end)):
        return _bounds(text)
    first = None if start == ".." else _bounds(start)[0]
    last = None if end == ".." else _bounds(end)[1]
    if first is None and last is None:
        raise DateError(f"{text!r} is open at both ends")
    if first and last and last < first:
        raise DateError(f"{text!r} ends before it begins")
    return first, last


def reach(text: str) -> tuple[date | None, date | None]:
    """As `bounds`, of a date that a graph tells: both None for one that no calendar has, as a remote store may tell.

    >>> reach("2025-05"), reach("2025-02-30")
    ((datetime.date(2025, 5, 1), datetime.date(2025, 5, 31)), (None, None))
    """
    try:
        return bounds(text)
    except DateError:
        return None, None


def told(text: str, where: str) -> date | None:
    """The day that a graph tells; None, with a warning that says where, for one that no calendar has."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        warnings.warn(f"{where}: {text!r} is not a day, and is passed over", stacklevel=2)
        return None


def may_be(text: str) -> bool:
    """Whether a text looks like a date or interval, which may yet be one that no calendar has.

    >>> may_be("2025-13"), may_be("../2025"), may_be("section 7")
    (True, True, False)
    """
    return all(side in ("", "..") or _DAY.fullmatch(side) for side in text.split("/", 1))


def day(told: str | date) -> date:
    """A single day, as `--as-of` takes it; a month or year means its last day, and a time its day.

    >>> day("2025-08"), day(date(2025, 8, 15))
    (datetime.date(2025, 8, 31), datetime.date(2025, 8, 15))
    """
    if isinstance(told, datetime):  # is a date too, but before and after none
        return told.date()
    return told if isinstance(told, date) else _bounds(told)[1]


def in_words(text: str) -> str:
    """The date as an English reader writes it, with the precision that it has; as it stands, if no calendar has it.

    >>> in_words("2025-09-01"), in_words("2025-05"), in_words("../2025-05-31"), in_words("2025-00")
    ('1 September 2025', 'May 2025', 'by 31 May 2025', '2025-00')
    """
    start, slash, end = text.partition("/")
    if slash:
        if start == "..":
            return f"by {in_words(end)}"
        return f"since {in_words(start)}" if end == ".." else f"{in_words(start)} to {in_words(end)}"
    try:
        _bounds(text)
    except DateError:  # a remote store may tell anything
        return text
    about = "about " if text.endswith("~") else ""
    parts = text.rstrip("~").split("-")
    words = [str(int(parts[2]))] if len(parts) == 3 else []
    if len(parts) > 1:
        words.append(MONTHS[int(parts[1]) - 1])
    return about + " ".join([*words, parts[0]])

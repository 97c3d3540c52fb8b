"""Dated facts as a calendar: iCalendar (https://www.rfc-editor.org/rfc/rfc5545), which every calendar program reads."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from datetime import date, timedelta
from typing import BinaryIO

from .. import edtf
from ..views.timeline import Entry, entries
from ..views.wording import places
from .selection import Selection

_MODALITY = {"asserted": "CONFIRMED", "planned": "TENTATIVE", "possible": "TENTATIVE", "opinion": "TENTATIVE"}


def ics(selection: Selection, stream: BinaryIO) -> None:
    """An event for each date of each fact, as long as the date is vague: what happens in May lasts for May.

    An event keeps its UID for as long as the source says the same. What is planned begins with `PLANNED` and is
    tentative; what the source denies begins with `NOT SO` and is cancelled.
    """
    kg = selection.kg
    stamp = f"{_day(kg.as_of_date)}T000000Z"
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//govgraph//govgraph//EN", "CALSCALE:GREGORIAN",
             f"X-WR-CALNAME:govgraph as of {kg.as_of_date}"]  # fmt: skip
    for entry in entries(selection.facts, kg.vocabulary, kg.as_of_date):
        lines += _event(entry, stamp, kg.kind(entry.fact.subject.id or ""))
    stream.writelines(_folded(line) for line in [*lines, "END:VCALENDAR"])


def _event(entry: Entry, stamp: str, kind: str) -> Iterator[str]:
    fact = entry.fact
    first, last = edtf.reach(entry.date)
    if not (first or last):
        warnings.warn(f"no calendar has {entry.date!r}, left out: {fact.sentence} (fact {fact.id})", stacklevel=1)
        return
    start, end = first or last or date.min, (last if first else None) or first or last or date.max
    yield "BEGIN:VEVENT"
    yield f"UID:{fact.id}-{entry.what or 'on'}-{_slug(entry.date)}@govgraph"
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART;VALUE=DATE:{_day(start)}"
    if end < date.max:
        yield f"DTEND;VALUE=DATE:{_day(end + timedelta(days=1))}"
    yield f"SUMMARY:{_text(entry.marked)}"
    told = f"Date: {edtf.in_words(entry.date)}\nSources: {places([fact])}"
    yield f"DESCRIPTION:{_text(told)}"
    if url := next((c.url for c in fact.citations if c.url), None):
        yield f"URL:{url}"
    yield f"CATEGORIES:{kind},{fact.modality}"
    yield f"STATUS:{'CANCELLED' if fact.denied else _MODALITY[fact.modality]}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")


def _slug(text: str) -> str:
    return re.sub(r"[^0-9-]", "x", text)


def _text(text: str) -> str:
    return re.sub(r"([\\;,])", r"\\\1", text).replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """A line of the file: what is longer than 75 bytes goes on after a break and a blank, and no character is torn."""
    made = [b""]
    for character in line:
        one = character.encode()
        if len(made[-1]) + len(one) > 75:
            made.append(b" ")
        made[-1] += one
    return b"\r\n".join(made) + b"\r\n"

"""Pages of many things: searched, listed, compared, in the order of their dates; and the sources."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ...errors import GovgraphError
from ...export.calendar import ics
from ...export.selection import select
from ...facts import Value
from ...views import compare as views_compare
from ...views import list_things, search, timeline
from ...views.listing import jurisdiction_id
from ...views.table import Table, View
from ...views.timeline import between
from ...vocabulary import Class
from ..page import Rendered
from .entities import sources
from .frame import Visit, html, looked_up

_HITS, _THINGS, _DATES, _SOURCES = 30, 100, 150, 100
_EXAMPLES = (("jp", "us", "eu"), ("us-co", "us-ca"), ("jp/ai-promotion-act", "kr/ai-basic-act"), ("kr", "jp"))


def found(visit: Visit) -> Rendered:
    """Things by name, with filters."""
    view = search(
        visit.kg, visit.get("q"), kind=visit.get("class"), jurisdiction=visit.get("in"), status=visit.get("status")
    )
    items, number, pages = visit.part(view.items, _HITS)
    first = (number - 1) * _HITS + 1
    return looked_up(visit, view, "search.html", items=items, number=number, pages=pages, first=first)


def listed(visit: Visit) -> Rendered:
    """The things of a class."""
    view = list_things(visit.kg, visit.get("class"), under=visit.get("under") or None,
                       jurisdiction=visit.get("in") or None, status=visit.get("status") or None)  # fmt: skip
    items, number, pages = visit.part(view.items, _THINGS)
    return looked_up(visit, view, "list.html", items=items, number=number, pages=pages, places=_places(visit))


def classes(visit: Visit) -> Rendered:
    """The classes as a tree, each with how many things it has."""
    words = visit.kg.vocabulary
    direct = Counter(visit.kg.kind(id_) for id_ in visit.kg.names)

    def below(name: str, depth: int) -> Iterator[tuple[int, Class, int]]:
        count = sum(n for kind, n in direct.items() if words.is_a(kind, name))
        yield depth, words.classes[name], count
        for child in words.classes.values():
            if name in child.parents:
                yield from below(child.name, depth + 1)

    return html(visit, "classes.html", classes=list(below("Thing", 0)))


def compared(visit: Visit) -> Rendered:
    """Things side by side."""
    names = visit.many("with")
    if not names:
        examples = [ids for ids in _EXAMPLES if all(id_ in visit.kg.names for id_ in ids)]
        return html(visit, "compare.html", view=None, places=_places(visit), examples=examples)
    if len(names) > 8:
        raise GovgraphError(f"a comparison takes up to eight things, and this names {len(names)}")
    return looked_up(visit, views_compare(visit.kg, names), "compare.html", places=_places(visit))


def dates(visit: Visit) -> Rendered:
    """Dated facts in order, from the first day that is asked for or else where the day of the graph stands."""
    name, land = visit.get("thing"), visit.get("in")
    view = timeline(visit.kg, name or None, jurisdiction=land or None,
                    start=visit.get("from") or None, end=visit.get("to") or None)  # fmt: skip
    passed = sum(between(entry.date, None, view.as_of) for entry in view.entries)
    entries, number, pages = visit.part(view.entries, _DATES, 0 if visit.get("from") else passed)
    latest = view.entries[passed - 1] if 0 < passed < len(view.entries) else None
    by_year = [(entry.date.removeprefix("../")[:4], entry) for entry in entries]
    return looked_up(visit, view, "timeline.html", entries=by_year, number=number, pages=pages, places=_places(visit),
                     latest=latest, about=visit.kg.resolve(name) if name else None,
                     place=jurisdiction_id(visit.kg, land) if land else None)  # fmt: skip


def calendar(visit: Visit) -> Rendered:
    """The same for a calendar program."""
    stream = io.BytesIO()
    depth = visit.number("depth", 0, 0, 3)
    ics(select(visit.kg, around=visit.get("thing") or None, depth=depth, jurisdiction=visit.get("in") or None), stream)
    return Rendered(200, "text/calendar; charset=utf-8", stream.getvalue())


@dataclass(frozen=True)
class _Sources(View):
    """The sources that are shown."""

    rows: tuple[dict[str, str], ...]

    def table(self) -> Table:
        """A row for each."""
        columns = tuple(self.rows[0]) if self.rows else ("source",)
        return Table(columns, tuple(tuple(row[c] or "" for c in columns) for row in self.rows))


def cited(visit: Visit) -> Rendered:
    """The sources, each with its tier and how many facts rest on it."""
    every, tier = tuple(sources(visit.kg).values()), visit.get("tier")
    tiers = Counter(row["tier"] for row in every)
    if tier and tier not in tiers:
        raise GovgraphError(f"no source is of the tier {tier!r}: there are {', '.join(sorted(tiers))}")
    view = _Sources(tuple(row for row in every if tier in ("", row["tier"])))
    rows, number, pages = visit.part(view.rows, _SOURCES)
    return looked_up(visit, view, "sources.html", rows=rows, number=number, pages=pages, tiers=tiers, total=len(every))


def _places(visit: Visit) -> list[Value]:
    """The jurisdictions by name, to choose from."""
    places = [Value(name, id_) for id_, name in visit.kg.names.items() if visit.kg.kind(id_) == "Jurisdiction"]
    return sorted(places, key=lambda place: place.text)

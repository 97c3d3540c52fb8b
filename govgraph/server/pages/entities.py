"""Pages of one thing and of one fact, and the picture of what is around a thing."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from ... import edtf
from ...errors import UnknownName
from ...explorer import draw
from ...explorer.page import policy
from ...views import query, show
from ...views.once import once
from ...views.table import plain
from ...vocabulary import FACT, iri, nearest
from ..page import Rendered
from .frame import HTML, Visit, data, html, looked_up

if TYPE_CHECKING:
    from ...graph import KnowledgeGraph

_SHOWN = 12  # entries of a group, of which the others have a page of their own
_RESTING = 50  # facts on a page that rest on a source
_TIERS = {"primary": "primary source", "official-copy": "official copy", "secondary": "secondary source"}
_QUESTIONS = {  # what is usually asked of a thing of a class
    "Instrument": ("Who acts under {0}?", "What does {0} require?", "When did {0} enter into force?"),
    "Body": ("What does {0} do?", "Under which instruments does {0} act?", "Who heads {0}?"),
    "Jurisdiction": ("Which laws does {0} have?", "Which bodies does {0} have?"),
    "Norm": ("Who is bound by {0}?", "Which law sets {0}?"),
    "Thing": ("What is {0}?", "What is said about {0}?"),
}


def thing(visit: Visit) -> Rendered:
    """A thing with all that is said of it, and of a source the facts that rest on it."""
    id_ = visit.get("id")
    view = show(visit.kg, id_)
    if id_ != view.thing.id:  # by its name or alias
        return Rendered(302, HTML, b"", {"Location": visit.thing(view.thing.id)})
    cited = sources(visit.kg).get(id_, {})
    texts = [source for source in sources(visit.kg).values() if source["textOf"] == id_]
    resting = visit.kg.facts(f"?fact gov:citation/gov:source {ox.NamedNode(iri(id_))}") if cited else []
    shown, number, pages = visit.part(resting, _RESTING)
    family = next(c for c in _QUESTIONS if visit.kg.vocabulary.is_a(view.thing.type, c))
    questions = [question.format(view.thing.name) for question in _QUESTIONS[family]]
    says = visit.get("says")
    groups = [group for group in view.groups if not says or group.label == says]
    if not groups and says:
        near = nearest(says, (group.label for group in view.groups), cutoff=0)
        raise UnknownName(says, [(id_, near)] if near else [], kind=f"fact of {view.thing.name}")
    limit = len(view.thing.facts) + len(view.thing.about) if says else _SHOWN
    return looked_up(
        visit, view, "thing.html", source=_about(cited), text_of=cited.get("textOf"), texts=texts, limit=limit,
        groups=groups, says=says, questions=questions, resting=resting, shown=shown, number=number, pages=pages,
    )  # fmt: skip


def fact(visit: Visit) -> Rendered:
    """A fact with every qualifier and citation, and how it stands on the day."""
    id_ = visit.get("id")
    found = visit.kg.facts(f"VALUES ?fact {{ <{FACT}{id_}> }}") if re.fullmatch("[a-z0-9]+", id_) else []
    if not found:
        raise UnknownName(id_, kind="fact")
    if visit.format == "json":
        return data(plain(found[0]))
    grounds = {f.id: f for f in visit.kg.facts() if f.id in found[0].based_on}
    return html(
        visit, "fact.html", fact=found[0], based_on=list(grounds.values()), sources=sources(visit.kg), iri=FACT + id_
    )


def picture(visit: Visit) -> Rendered:
    """The explorer, of all things or of those around one; its heading leads back; only its own scripts run in it."""
    around = visit.get("around")
    focus = visit.kg.resolve(around) if around else None
    depth = visit.number("depth", 1, 0, 3)
    lang = visit.get("lang") or "en"
    home = visit.thing(focus) if focus else visit.url("/")
    usual = not focus and lang == "en"
    if usual and visit.get("as_of"):  # the whole is the same on every day, and has a filter for the day
        return Rendered(302, HTML, b"", {"Location": f"{visit.root}/graph#day={visit.kg.as_of_date}"})
    body = whole(visit.kg) if usual else _drawn(visit.kg, focus, depth, lang, home)
    headers = {"Content-Security-Policy": f"{policy()}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"}
    return Rendered(200, HTML, body, headers)


def _about(cited: dict[str, Any]) -> dict[str, str | None]:
    """What there is to know about a source, as people read it."""
    days = {"Published": cited.get("published"), "As of": cited.get("asOf"), "Read on": cited.get("readOn")}
    words = {label: edtf.in_words(day) if day else None for label, day in days.items()}
    return {"Tier": _TIERS.get(cited.get("tier", "")), "Publisher": cited.get("publisher"), **words}


@once
def sources(kg: KnowledgeGraph) -> dict[str, dict[str, Any]]:
    """The sources by id, each with what the named question `sources` tells."""
    return {row["source"]: row for row in query(kg, "sources").as_dict()}


@once
def whole(kg: KnowledgeGraph) -> bytes:
    """The picture of all things, which takes seconds to draw."""
    return draw(kg).html(home="./").encode()


@lru_cache(maxsize=2)
def _drawn(kg: KnowledgeGraph, focus: str | None, depth: int, lang: str, home: str) -> bytes:
    return draw(kg, focus, depth=depth, lang=lang).html(home).encode()

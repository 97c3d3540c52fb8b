"""Pages that begin with words: the first page, questions, SPARQL, and the terms."""

from __future__ import annotations

from typing import Any

from ...errors import UnknownName
from ...export import WRITERS
from ...queries import named, title
from ...views.query import run
from ...vocabulary import BASE, NS, PREFIXES, nearest
from ..page import Rendered
from .frame import Visit, data, html, looked_up

# Each with a thing that has to be in the graph for it to make sense.
_EXAMPLES = (
    ("Which bodies act under the AI Promotion Act?", "jp/ai-promotion-act"),
    ("Does Japan mandate human oversight for high-risk AI?", "jp"),
    ("When was the AI Strategic Headquarters established?", "jp/ai-strategic-headquarters"),
    ("Who can fine providers of general-purpose AI models?", "eu/ai-act"),
    ("How does Japan differ from the EU?", "eu"),
    ("Who proposes the AI Basic Plan?", "jp/ai-basic-plan"),
)
_ROWS = 500
_EDITOR = (  # the editor writes styles into the page, which nothing else here does
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def home(visit: Visit) -> Rendered:
    """What this is, what to ask, and how much there is."""
    rows = visit.kg.query(named()["totals"])
    totals = {row["name"].value: int(row["count"].value) for row in rows}
    return html(visit, "home.html", questions=_examples(visit), totals=totals, formats=len(WRITERS))


def ask(visit: Visit) -> Rendered:
    """The answer to a question, as a page or as the JSON of `govgraph ask --format json`."""
    answer = visit.kg.ask(visit.get("q")) if visit.get("q") else None
    if visit.format == "json":
        return data((answer or visit.kg.ask("")).as_dict())
    return html(visit, "ask.html", view=answer, questions=_examples(visit))


def query(visit: Visit) -> Rendered:
    """An editor for SPARQL, and without JavaScript a form that shows what the query gives."""
    name, text = visit.get("name"), visit.get("query")
    if name and name not in named():
        near = nearest(name, named())
        raise UnknownName(name, [(near, title(near))] if near else [], kind="ready question")
    view = run(visit.kg, text) if text else None
    ready = {key: title(key) for key in named()}
    headers = {"Content-Security-Policy": _EDITOR}
    shown: dict[str, Any] = {
        "view": view,
        "named": ready,
        "most": _ROWS,
        "prefixes": PREFIXES,
        "base": BASE,
        "text": text or named()[name or "can-fine"],
    }
    if view is None:
        return html(visit, "query.html", headers=headers, rows=(), columns=(), **shown)
    if visit.format != "html":
        return looked_up(visit, view, "query.html")
    table = view.table()
    return html(visit, "query.html", headers=headers, rows=table.rows, columns=table.columns, **shown)


def downloads(visit: Visit) -> Rendered:
    """The formats in which the whole graph is to be had."""
    return html(visit, "downloads.html", formats=WRITERS)


def terms(visit: Visit) -> Rendered:
    """The terms of the ontology, or one of them; raises UnknownName with the nearest."""
    words, one = visit.kg.vocabulary, visit.get("term")
    told = {**words.classes, **words.properties, **words.qualifiers}
    rows = visit.kg.query(
        f"SELECT ?t ?label ?definition {{ ?t rdfs:label ?label ; skos:definition ?definition "
        f'FILTER(STRSTARTS(STR(?t), "{NS}")) }} ORDER BY ?t'
    )
    others = [{"name": row["t"].value.removeprefix(NS), "label": row["label"].value,
               "definition": row["definition"].value} for row in rows]  # fmt: skip
    others = [term for term in others if term["name"] not in told]
    known = {*told, *(term["name"] for term in others)}
    if one and one not in known:
        near = nearest(one, known)
        raise UnknownName(one, [(near, near)] if near else [], kind="term")

    def chosen(group: dict[str, object]) -> list[object]:
        return [term for name, term in group.items() if not one or name == one]

    return html(
        visit, "ns.html", one=one, known=known, namespace=NS, classes=chosen({**words.classes}),
        properties=chosen({**words.properties}), qualifiers=chosen({**words.qualifiers}),
        others=chosen({term["name"]: term for term in others}),
    )  # fmt: skip


def _examples(visit: Visit) -> list[str]:
    """Questions that this graph answers; a question that says so where it is a graph of other things."""
    found = [question for question, needed in _EXAMPLES if needed in visit.kg.names]
    return found or [f"What is {min(visit.kg.names.values(), key=len)}?"]

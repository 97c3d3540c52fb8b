"""Pages that begin with words: the first page, questions, SPARQL, and the terms."""

from __future__ import annotations

from ...export import WRITERS
from ...queries import named, title
from ...views import Table
from ...views.query import run
from ...vocabulary import BASE, NS, PREFIXES, unknown
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
    ready = {key: title(key) for key in named()}
    if name and name not in named():
        raise unknown(name, named(), "ready question", ready)
    view = run(visit.kg, text) if text else None
    if view and visit.format != "html":
        return looked_up(visit, view, "query.html")
    table = view.table() if view else Table((), ())
    return html(
        visit, "query.html", headers={"Content-Security-Policy": _EDITOR}, view=view, rows=table.rows,
        columns=table.columns, named=ready, most=_ROWS, prefixes=PREFIXES, base=BASE,
        text=text or named()[name or "can-fine"],
    )  # fmt: skip


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
    labelled = {row["t"].value.removeprefix(NS): row for row in rows}
    others = {name: {"name": name, "label": row["label"].value, "definition": row["definition"].value}
              for name, row in labelled.items() if name not in told}  # fmt: skip
    known = told.keys() | others.keys()
    if one and one not in known:
        raise unknown(one, known, "term")

    def chosen(group: dict[str, object]) -> list[object]:
        return [term for name, term in group.items() if not one or name == one]

    return html(
        visit, "ns.html", one=one, known=known, namespace=NS, classes=chosen({**words.classes}),
        properties=chosen({**words.properties}), qualifiers=chosen({**words.qualifiers}),
        others=chosen({**others}),
    )  # fmt: skip


def _examples(visit: Visit) -> list[str]:
    """Questions that this graph answers; a question that says so where it is a graph of other things."""
    found = [question for question, needed in _EXAMPLES if needed in visit.kg.names]
    return found or [f"What is {min(visit.kg.names.values(), key=len)}?"]

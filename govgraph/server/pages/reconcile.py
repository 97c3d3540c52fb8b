"""The W3C Reconciliation API 0.2, by which OpenRefine finds our ids for a column of names.

https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

from pydantic import BaseModel, Field, StringConstraints, TypeAdapter, ValidationError

from ... import __version__, vocabulary
from ...errors import GovgraphError
from ...graph import fold
from ...views import search, show
from ...views.listing import Item
from ...vocabulary import ID, NS, Class
from ..page import Rendered
from .frame import Visit, data, html

_QUERIES, _CANDIDATES, _SUGGESTED = 100, 25, 10
_FRAMED = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'"  # OpenRefine shows it in a frame


class Property(BaseModel):
    """A property, and values of which a thing should have one: texts, or things by their id."""

    pid: str
    v: Any

    @property
    def wanted(self) -> set[str]:
        """The values, as they are compared."""
        values = self.v if isinstance(self.v, list) else [self.v]
        return {fold(str(value.get("id") if isinstance(value, dict) else value)) for value in values}


class Query(BaseModel):
    """One query of a batch; other fields of the protocol change nothing here."""

    query: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
    type: str | list[str] = []
    limit: Annotated[int, Field(ge=1)] = _CANDIDATES
    properties: list[Property] = []


def service(visit: Visit) -> Rendered:
    """The manifest, or the candidates for each query of a batch."""
    if not visit.get("queries"):
        return data(_manifest(visit))
    try:
        batch = TypeAdapter(dict[str, Query]).validate_json(visit.get("queries"))
    except ValidationError as error:
        first = error.errors()[0]
        place = ": ".join(map(str, ("queries", *first["loc"])))
        raise GovgraphError(f"{place}: {first['msg']}") from None
    if len(batch) > _QUERIES:
        raise GovgraphError(f"a batch takes up to {_QUERIES} queries, and this has {len(batch)}")
    return data({key: {"result": _candidates(visit, asked)} for key, asked in batch.items()})


def entities(visit: Visit) -> Rendered:
    """Things whose name begins so."""
    found = search(visit.kg, visit.get("prefix")).items[:_SUGGESTED] if visit.get("prefix") else ()
    result = [{"id": i.id, "name": i.name, "description": _described(i), "notable": [_type(visit, i)]} for i in found]
    return data({"result": result})


def types(visit: Visit) -> Rendered:
    """Classes by name."""
    return _suggested(visit, visit.kg.vocabulary.classes.values())


def properties(visit: Visit) -> Rendered:
    """Properties by name."""
    return _suggested(visit, visit.kg.vocabulary.properties.values())


def preview(visit: Visit) -> Rendered:
    """A small page of a thing."""
    return html(
        visit, "preview.html", view=show(visit.kg, visit.get("id")), headers={"Content-Security-Policy": _FRAMED}
    )


def _manifest(visit: Visit) -> dict[str, Any]:
    root = visit.asked.get("root", "").rstrip("/")
    suggest = {kind: {"service_url": root, "service_path": f"/reconcile/suggest/{kind}"}
               for kind in ("entity", "type", "property")}  # fmt: skip
    words = visit.kg.vocabulary
    return {
        "versions": ["0.2"],
        "name": "govgraph",
        "identifierSpace": ID,
        "schemaSpace": NS,
        "serviceVersion": __version__,
        "documentation": f"{root}/",
        "view": {"url": f"{root}/id/{{{{id}}}}"},
        "defaultTypes": [
            {"id": c, "name": words.classes[c].label}
            for c in ("Instrument", "Body", "Jurisdiction")
            if c in words.classes
        ],
        "suggest": suggest,
        "preview": {"url": f"{root}/reconcile/preview?id={{{{id}}}}", "width": 430, "height": 200},
    }


def _candidates(visit: Visit, asked: Query) -> list[dict[str, Any]]:
    """What a query may mean, the best first; a certain match is the only one that is called just so."""
    words = visit.kg.vocabulary
    kinds = [k for k in ([asked.type] if isinstance(asked.type, str) else asked.type) if k in words.classes]
    found = search(visit.kg, asked.query)
    scored = [
        (item, score)
        for item, score in zip(found.items, found.scores, strict=True)
        if (not kinds or any(words.is_a(visit.kg.kind(item.id), kind) for kind in kinds))
        and all(each.wanted & _values(visit, item, each.pid) for each in asked.properties)
    ]
    sure = [item.id for item, score in scored if score == 100]
    return [
        {"id": i.id, "name": i.name, "description": _described(i), "type": [_type(visit, i)], "score": round(score, 1),
         "match": sure == [i.id]}
        for i, score in scored[: min(asked.limit, _CANDIDATES)]
    ]  # fmt: skip


def _values(visit: Visit, item: Item, name: str) -> set[str]:
    """The values of a thing for a property, by id and by name; `jurisdiction` is one too."""
    if name == "jurisdiction":
        values = [item.jurisdiction] if item.jurisdiction else []
    else:
        values = [f.object for f in visit.kg.entity(item.id).facts if f.property == name and not f.denied]
    return {fold(text) for value in values for text in (value.id, value.text) if text}


def _suggested(visit: Visit, known: Iterable[Class | vocabulary.Property]) -> Rendered:
    start = fold(visit.get("prefix"))
    result = [
        {"id": term.name, "name": term.label, "description": term.definition}
        for term in known
        if start and any(w.startswith(start) for w in (fold(term.name), fold(term.label), *fold(term.label).split()))
    ][:_SUGGESTED]
    return data({"result": result})


def _described(item: Item) -> str:
    return ", ".join(filter(None, (item.type, item.jurisdiction.text if item.jurisdiction else "")))


def _type(visit: Visit, item: Item) -> dict[str, str]:
    return {"id": visit.kg.kind(item.id), "name": item.type}

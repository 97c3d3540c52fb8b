"""The W3C Reconciliation API 0.2, by which OpenRefine finds our ids for a column of names.

https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/
"""

from __future__ import annotations

import json
from typing import Any

from ... import __version__
from ...errors import GovgraphError
from ...graph import fold
from ...views import search, show
from ...views.listing import Item
from ...vocabulary import ID, NS
from ..page import Rendered
from .frame import Visit, data, html

_ANYWHERE = {"Access-Control-Allow-Origin": "*"}
_QUERIES, _CANDIDATES, _SUGGESTED = 100, 25, 10
_FRAMED = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'"  # OpenRefine shows it in a frame


def service(visit: Visit) -> Rendered:
    """The manifest, or the candidates for each query of a batch."""
    if not visit.get("queries"):
        return data(_manifest(visit), headers=_ANYWHERE)
    try:
        batch = json.loads(visit.get("queries"))
    except ValueError as error:
        raise GovgraphError(f"queries is not JSON: {error}") from None
    if not isinstance(batch, dict) or not all(isinstance(asked, dict) for asked in batch.values()):
        raise GovgraphError("queries takes a JSON object of queries, each an object with a `query`")
    if len(batch) > _QUERIES:
        raise GovgraphError(f"a batch takes up to {_QUERIES} queries, and this has {len(batch)}")
    return data({key: {"result": _candidates(visit, asked)} for key, asked in batch.items()}, headers=_ANYWHERE)


def entities(visit: Visit) -> Rendered:
    """Things whose name begins so."""
    found = search(visit.kg, visit.get("prefix")).items[:_SUGGESTED] if visit.get("prefix") else ()
    result = [{"id": i.id, "name": i.name, "description": _described(i), "notable": [_type(visit, i)]} for i in found]
    return data({"result": result}, headers=_ANYWHERE)


def types(visit: Visit) -> Rendered:
    """Classes by name."""
    known = visit.kg.vocabulary.classes.values()
    return _suggested(visit, [(c.name, c.label, c.definition) for c in known])


def properties(visit: Visit) -> Rendered:
    """Properties by name."""
    known = visit.kg.vocabulary.properties.values()
    return _suggested(visit, [(p.name, p.label, p.definition) for p in known])


def preview(visit: Visit) -> Rendered:
    """A small page of a thing."""
    return html(visit, "preview.html", view=show(visit.kg, visit.get("id")), headers={"Content-Security-Policy": _FRAMED})


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
        "defaultTypes": [{"id": c, "name": words.classes[c].label} for c in ("Instrument", "Body", "Jurisdiction") if c in words.classes],
        "suggest": suggest,
        "preview": {"url": f"{root}/reconcile/preview?id={{{{id}}}}", "width": 430, "height": 200},
    }


def _candidates(visit: Visit, asked: dict[str, Any]) -> list[dict[str, Any]]:
    """What a query may mean, the best first; a certain match is the only one that is called just so."""
    text, kinds = asked.get("query"), asked.get("type") or []
    limit, given = asked.get("limit", _CANDIDATES), asked.get("properties") or []
    if not isinstance(text, str) or not text.strip():
        raise GovgraphError("a query takes a `query`, a text that is not empty")
    if not isinstance(limit, int) or limit < 1:
        raise GovgraphError(f"limit takes a whole number from 1, not {limit!r}")
    wanted = [kind for kind in ([kinds] if isinstance(kinds, str) else kinds) if kind in visit.kg.vocabulary.classes]
    found = search(visit.kg, text)
    scored = [(item, score) for item, score in zip(found.items, found.scores, strict=True)
              if not wanted or any(visit.kg.vocabulary.is_a(visit.kg.kind(item.id), kind) for kind in wanted)]  # fmt: skip
    scored = [(item, score) for item, score in scored if all(_has(visit, item, each) for each in given)]
    sure = [item.id for item, score in scored if score == 100]
    return [
        {"id": i.id, "name": i.name, "description": _described(i), "type": [_type(visit, i)], "score": round(score, 1),
         "match": sure == [i.id]}
        for i, score in scored[: min(limit, _CANDIDATES)]
    ]  # fmt: skip


def _has(visit: Visit, item: Item, given: dict[str, Any]) -> bool:
    """Whether a thing has one of the values for a property; `jurisdiction` is one too."""
    values = given.get("v")
    values = values if isinstance(values, list) else [values]
    wanted = {fold(str(v.get("id") if isinstance(v, dict) else v)) for v in values}
    if given.get("pid") == "jurisdiction":
        own = [item.jurisdiction.id, item.jurisdiction.text] if item.jurisdiction else []
    else:
        facts = [f for f in visit.kg.entity(item.id).facts if f.property == given.get("pid") and not f.denied]
        own = [text for f in facts for text in (f.object.id, f.object.text)]
    return bool(wanted & {fold(text) for text in own if text})


def _suggested(visit: Visit, known: list[tuple[str, str, str]]) -> Rendered:
    start = fold(visit.get("prefix"))
    fits = [k for k in known if start and (fold(k[0]).startswith(start) or any(w.startswith(start) for w in (fold(k[1]), *fold(k[1]).split())))]
    result = [{"id": name, "name": label, "description": said} for name, label, said in fits[:_SUGGESTED]]
    return data({"result": result}, headers=_ANYWHERE)


def _described(item: Item) -> str:
    return ", ".join(filter(None, (item.type, item.jurisdiction.text if item.jurisdiction else "")))


def _type(visit: Visit, item: Item) -> dict[str, str]:
    return {"id": visit.kg.kind(item.id), "name": item.type}

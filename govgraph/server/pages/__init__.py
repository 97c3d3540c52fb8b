"""The pages that people read, and what programs get at the same addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...views import search
from ..page import Page
from . import entities, lookups, reconcile, words
from .frame import page

if TYPE_CHECKING:
    from ...graph import KnowledgeGraph

ROUTES: tuple[Page, ...] = (
    page("/", words.home),
    page("/ask", words.ask),
    page("/search", lookups.found),
    page("/id/{id:path}", entities.thing),
    page("/fact/{id}", entities.fact),
    page("/compare", lookups.compared),
    page("/timeline", lookups.dates),
    page("/calendar.ics", lookups.calendar),
    page("/list", lookups.classes),
    page("/list/{class}", lookups.listed),
    page("/sources", lookups.cited),
    page("/graph", entities.picture),
    page("/ns", words.terms),
    page("/ns/{term}", words.terms),
    page("/query", words.query),
    page("/download/", words.downloads),
    page("/reconcile", reconcile.service),
    page("/reconcile/suggest/entity", reconcile.entities),
    page("/reconcile/suggest/type", reconcile.types),
    page("/reconcile/suggest/property", reconcile.properties),
    page("/reconcile/preview", reconcile.preview),
)


def warm(kg: KnowledgeGraph) -> None:
    """Work out what pages need of a graph, before the first visitor comes."""
    search(kg, "a")
    entities.sources(kg)
    entities.whole(kg)
    for route in ROUTES:
        if route.path in ("/", "/search", "/ask", "/timeline", "/id/{id:path}"):
            route.render(kg, {"q": "", "id": next(iter(kg.names), "")})
    kg.as_of(kg.as_of_date)  # what is needed for any other day comes with it

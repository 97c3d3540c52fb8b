"""The pages that people read, and what programs get at the same addresses."""

from __future__ import annotations

from ..page import Page
from . import entities, lookups, reconcile, words
from .frame import page

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
    page("/reconcile", reconcile.service),
    page("/reconcile/suggest/entity", reconcile.entities),
    page("/reconcile/suggest/type", reconcile.types),
    page("/reconcile/suggest/property", reconcile.properties),
    page("/reconcile/preview", reconcile.preview),
)

"""What all pages share: the visit, the templates, the formats, and what is shown where something is wrong."""

from __future__ import annotations

import gc
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote, urlencode, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ... import __version__, edtf
from ...errors import FormatError, GovgraphError, UnknownName
from ...views.wording import mark
from ...vocabulary import none_is_called
from ..page import Page, Rendered

if TYPE_CHECKING:
    from ...graph import KnowledgeGraph
    from ...views import View

HTML, JSON = "text/html; charset=utf-8", "application/json"
_FORMATS = {"json": JSON, "csv": "text/csv; charset=utf-8", "md": "text/markdown; charset=utf-8"}
_DAYS = 2  # graphs of other days that a worker keeps
T = TypeVar("T")


@dataclass(frozen=True)
class Visit:
    """One request: the graph on the day that is asked about, and the parameters."""

    kg: KnowledgeGraph
    asked: Mapping[str, str]

    def get(self, name: str) -> str:
        """A parameter without the blanks around it; empty where it is not given."""
        return self.asked.get(name, "").strip()

    def many(self, name: str) -> list[str]:
        """All values of a parameter, without those that are empty."""
        return [value for line in self.asked.get(name, "").split("\n") if (value := line.strip())]

    def number(self, name: str, default: int, least: int, most: int) -> int:
        """A parameter that is a whole number; ValueError for any other."""
        text = self.get(name) or str(default)
        if not re.fullmatch("[0-9]{1,6}", text) or not least <= int(text) <= most:
            raise ValueError(f"{name} takes a whole number from {least} to {most}, not {text!r}")
        return int(text)

    @property
    def query(self) -> list[str]:
        """The names of the parameters that stand in the address after the `?`, but for the day."""
        return [
            k
            for k in self.asked
            if k not in ("accept", "root", "path", "as_of", *self.asked.get("in_path", "").split())
        ]

    @property
    def root(self) -> str:
        """The path under which everything is served, which links begin with."""
        return urlsplit(self.asked.get("root", "")).path.rstrip("/")

    def url(self, path: str, **query: str | Sequence[str]) -> str:
        """The address of a page; the day goes along where one was asked for."""
        dayless = path.startswith("/static/") or path.endswith((".ttl", ".jsonld"))
        day = {"as_of": self.get("as_of")} if self.get("as_of") and not dayless else {}
        said = urlencode([(k, v) for k, v in ({**query, **day}).items() if v], doseq=True)
        return self.root + quote(path, safe="/:@!$&'()*+,;=-._~") + (f"?{said}" if said else "")

    def thing(self, id_: str, **query: str) -> str:
        """The address of a thing's page; a part has one of its own."""
        return self.url(f"/id/{id_}.html", **query)

    def fact(self, id_: str) -> str:
        """The address of a fact's page."""
        return self.url(f"/fact/{id_}.html")

    def other(self, **changes: str) -> str:
        """The address of this page with other parameters."""
        kept = {k: self.many(k) for k in self.query if k not in changes}
        return self.url(self.get("path"), **kept, **changes)

    def today(self) -> str:
        """The address of this page without a day."""
        return Visit(self.kg, {k: v for k, v in self.asked.items() if k != "as_of"}).other()

    @property
    def format(self) -> str:
        """`html` or what was asked for by `format` or, if that is JSON alone, by the Accept header."""
        accept = self.asked.get("accept", "")
        asked = "json" if JSON in accept and "html" not in accept else "html"
        return self.get("format") or asked

    def part(self, items: Sequence[T], size: int, passed: int = 0) -> tuple[Sequence[T], int, int]:
        """The items of the page that was asked for, its number, and how many pages there are; where none was asked for,
        that which holds the last of the items that have `passed`."""
        pages = max(1, -(-len(items) // size))
        number = self.number("page", max(1, -(-passed // size)), 1, pages)
        return items[(number - 1) * size : number * size], number, pages


def page(path: str, show: Callable[[Visit], Rendered]) -> Page:
    """A page: what is unknown is answered with 404 and the nearest names, what cannot be read with 400."""

    def render(kg: KnowledgeGraph, asked: Mapping[str, str]) -> Rendered:
        names = re.findall(r"{(\w+)", made.address)
        filled = re.sub(r"{(\w+)[^}]*}", lambda m: asked.get(m[1], ""), made.address)
        here = {**asked, "path": filled, "in_path": " ".join([*names, "in_path"])}
        visit = Visit(kg, here)
        try:
            day = edtf.day(visit.get("as_of")) if visit.get("as_of") else kg.as_of_date
            return show(visit if day == kg.as_of_date else Visit(_on(kg, day), here))
        except UnknownName as error:
            return problem(visit, 404, str(error).partition("; nearest:")[0], error.nearest)
        except (GovgraphError, ValueError) as error:
            return problem(visit, 400, str(error))

    made = Page(path, render)
    return made


def html(
    visit: Visit, template: str, code: int = 200, headers: Mapping[str, str] | None = None, **shown: Any
) -> Rendered:
    """A page made from a template."""
    text = _templates().get_template(template).render(v=visit, kg=visit.kg, day=visit.kg.as_of_date, **shown)
    return Rendered(code, HTML, text.encode(), headers or {})


def data(given: Any, code: int = 200) -> Rendered:
    """JSON, as the command line writes it."""
    return Rendered(code, JSON, (json.dumps(given, ensure_ascii=False, indent=2) + "\n").encode())


def looked_up(visit: Visit, view: View, template: str, **shown: Any) -> Rendered:
    """What a lookup gives, as a page or in a format that the command line has too."""
    if visit.format == "html":
        return html(visit, template, view=view, **shown)
    if visit.format not in _FORMATS:
        raise FormatError(none_is_called(visit.format, ("html", *_FORMATS), "format"))
    return Rendered(200, _FORMATS[visit.format], (view.render(visit.format) + "\n").encode())


def problem(visit: Visit, status: int, message: str, nearest: Sequence[tuple[str, str]] = ()) -> Rendered:
    """What is wrong, and the nearest right things."""
    if visit.format in _FORMATS:
        return data({"error": message, "nearest": [{"id": id_, "name": name} for id_, name in nearest]}, status)
    calm = Visit(visit.kg, {k: v for k, v in visit.asked.items() if k != "as_of"})  # the day itself may be wrong
    linked = [(_link(calm, id_), name, id_) for id_, name in nearest]
    return html(calm, "problem.html", status, status=status, message=message[:1].upper() + message[1:], nearest=linked)


def _link(visit: Visit, id_: str) -> str:
    """The address of the page of a thing, a class or another term."""
    if id_ in visit.kg.names:
        return visit.thing(id_)
    return visit.url(
        f"/list/{id_}" if id_ in visit.kg.vocabulary.classes and "/list" in visit.get("path") else f"/ns/{id_}"
    )


@lru_cache(maxsize=_DAYS)
def _on(kg: KnowledgeGraph, day: date) -> KnowledgeGraph:
    gc.collect()  # a graph refers to itself, so one that is not kept any more would stay for long
    return kg.as_of(day)


@lru_cache(maxsize=1)
def _templates() -> Environment:
    loader = FileSystemLoader(Path(__file__).parent / "templates")
    made = Environment(autoescape=True, loader=loader, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.globals |= {"mark": mark, "version": __version__}
    made.filters["in_words"] = lambda day: edtf.in_words(str(day))
    made.tests["web"] = lambda url: bool(url) and url.startswith(("https://", "http://"))
    return made

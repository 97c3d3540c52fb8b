"""Things by what they are called, in any language, and how many there are of each kind, place and status."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ..graph import KnowledgeGraph, fold
from ..vocabulary import entity_id
from .listing import Item, classes, jurisdiction_id, list_things
from .once import once
from .status import status_code
from .table import Table, View

_ENOUGH = 5  # with so many that bear the words, names that only look alike are left out
_ALIKE = 70


@dataclass(frozen=True)
class Count:
    """How many of the things found have a value."""

    code: str
    name: str
    count: int


@dataclass(frozen=True)
class Found(View):
    """The things that were found, the best first; `scores` say how well each fits, to 100.

    Each of `kinds`, `jurisdictions` and `statuses` counts what the other filters leave.
    """

    as_of: date
    text: str
    items: tuple[Item, ...]
    scores: tuple[float, ...]
    kinds: tuple[Count, ...]
    jurisdictions: tuple[Count, ...]
    statuses: tuple[Count, ...]

    def table(self) -> Table:
        """A row for each thing."""
        rows = (
            (i.name, i.type, i.jurisdiction.text if i.jurisdiction else "", i.status.label if i.status else "", i.id)
            for i in self.items
        )
        return Table(("name", "type", "jurisdiction", "status", "id"), tuple(rows))


def search(
    kg: KnowledgeGraph,
    text: str = "",
    *,
    kind: str | None = None,
    jurisdiction: str | None = None,
    status: str | None = None,
) -> Found:
    """The things whose name, alias, official number or id has all words of a text, or whose number is in it, or else
    looks like it; without a text, all things.

    `kind` is a class or what one is called, and its subclasses are of it too. Raises UnknownName for a filter's value.

    >>> import govgraph
    >>> search(govgraph.load(), "人工知能戦略本部").items[0].id
    'jp/ai-strategic-headquarters'
    """
    wanted = classes(kg.vocabulary, kind) if kind else []
    place = jurisdiction_id(kg, jurisdiction) if jurisdiction else None
    code = status_code(kg, status) if status else None
    index = _index(kg)
    scored = index.find(text, kg.numbered(text))
    filters: list[Callable[[Item], bool]] = [
        lambda item: not wanted or any(kg.vocabulary.is_a(kg.kind(item.id), w) for w in wanted),
        lambda item: place is None or bool(item.jurisdiction and item.jurisdiction.id == place),
        lambda item: code is None or bool(item.status and item.status.code == code),
    ]
    items = [index.items[id_] for id_ in scored]
    kept = tuple(item for item in items if all(fits(item) for fits in filters))

    def counted(skip: int, value: Callable[[Item], tuple[str, str] | None]) -> tuple[Count, ...]:
        others = [fits for n, fits in enumerate(filters) if n != skip]
        values = Counter(found for item in items if all(f(item) for f in others) and (found := value(item)))
        return tuple(Count(*found, n) for found, n in sorted(values.items(), key=lambda v: (-v[1], v[0][1])))

    return Found(
        as_of=kg.as_of_date,
        text=text,
        items=kept,
        scores=tuple(scored[item.id] for item in kept),
        kinds=counted(0, lambda item: (kg.kind(item.id), item.type)),
        jurisdictions=counted(1, lambda i: (i.jurisdiction.id or "", i.jurisdiction.text) if i.jurisdiction else None),
        statuses=counted(2, lambda item: (item.status.code, item.status.label) if item.status else None),
    )


class _Index:
    """All names and official numbers of all things, made ready to be searched."""

    def __init__(self, kg: KnowledgeGraph) -> None:
        self.items = {item.id: item for item in list_things(kg, "Thing").items}
        self.ids: dict[str, list[str]] = defaultdict(list)
        for row in kg.query("SELECT ?s ?n { ?s rdfs:label|dcterms:title|skos:altLabel|gov:officialNumber ?n }"):
            id_ = entity_id(row["s"].value)
            if id_ in self.items and id_ not in self.ids[fold(row["n"].value)]:
                self.ids[fold(row["n"].value)].append(id_)
        self.words = {name: name.replace("-", " ").split() for name in self.ids}

    def find(self, text: str, numbered: Mapping[str, bool]) -> dict[str, float]:
        """The ids of what fits, the best first, each with its score; `numbered` has those that the text numbers."""
        wanted = fold(text)
        if not wanted:
            return {i.id: 0.0 for i in sorted(self.items.values(), key=lambda i: (fold(i.name), i.id))}
        scores = {text.strip(): 100.0} if text.strip() in self.items else {}
        scores |= {id_: 100.0 if fits else 80.0 for id_, fits in numbered.items() if id_ in self.items}
        for name in self.ids:
            if score := self._score(name, wanted, wanted.replace("-", " ").split()):
                self._note(scores, name, score)
        if len(scores) < _ENOUGH:
            from rapidfuzz import fuzz, process

            for name, ratio, _ in process.extract(
                wanted, list(self.ids), scorer=fuzz.token_sort_ratio, limit=20, score_cutoff=_ALIKE
            ):
                self._note(scores, name, ratio * 0.7)
        order = sorted(scores, key=lambda i: (-scores[i], "#" in i, len(self.items[i].name), i))
        return {id_: scores[id_] for id_ in order}

    def _score(self, name: str, wanted: str, words: Sequence[str]) -> float:
        """How well a name fits: all of it, its beginning, all its words or their beginnings, or something in it."""
        if name == wanted:
            return 100
        if name.startswith(wanted):
            return 90
        if all(any(own.startswith(word) for own in self.words[name]) for word in words):
            return 80
        return 70 if len(wanted) > 1 and not wanted.isascii() and wanted in name else 0

    def _note(self, scores: dict[str, float], name: str, score: float) -> None:
        for id_ in self.ids[name]:
            scores[id_] = max(scores.get(id_, 0), score)


_index = once(_Index)

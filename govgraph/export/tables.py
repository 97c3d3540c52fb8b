"""Things, facts between things, and all facts as tables: CSV with its description, Parquet, and for Neo4j's import."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from .. import edtf
from ..errors import extra
from ..facts import StatedFact, Thing
from ..views.status import statuses
from ..views.table import Table
from ..vocabulary import Vocabulary, entity_id
from .networks import BETWEEN, joined
from .selection import Selection

Files = Iterator[tuple[str, bytes]]
Cell = str | bool | int | date | tuple[str, ...] | None
UNIT = "\u001f"  # no text of a fact holds this control character, so it can stand between the items of a list


@dataclass(frozen=True)
class Column:
    """A column: its name, what its cells are (`string`, `strings`, `boolean`, `integer`, `date`), and what it tells."""

    name: str
    kind: str
    about: str


@dataclass(frozen=True)
class Sheet:
    """A table with its columns described and its cells as plain values; a missing value is None."""

    columns: tuple[Column, ...]
    rows: list[tuple[Cell, ...]]

    def csv(self, names: tuple[str, ...], between: Callable[[tuple[str, ...]], str]) -> bytes:
        """The table as CSV in which no cell starts a formula."""
        rows = tuple(tuple(_flat(cell, between) for cell in row) for row in self.rows)
        return (Table(names, rows).csv() + "\n").encode()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)


def csv(selection: Selection) -> Files:
    """Three CSV files and `csv-metadata.json`, which describes them as CSV on the Web (https://www.w3.org/TR/tabular-metadata/)."""
    made = sheets(selection)
    for name, sheet in made.items():
        yield f"{name}.csv", sheet.csv(sheet.names, joined)
    yield "csv-metadata.json", (json.dumps(_described(made, selection), ensure_ascii=False, indent=1) + "\n").encode()


def parquet(selection: Selection) -> Files:
    """The same three tables as Parquet, with lists, booleans and days as such."""
    with extra("parquet"):
        import pyarrow
        import pyarrow.parquet
    kinds = {"string": pyarrow.string(), "strings": pyarrow.list_(pyarrow.string()), "boolean": pyarrow.bool_()}
    kinds |= {"integer": pyarrow.int64(), "date": pyarrow.date32()}
    for name, sheet in sheets(selection).items():
        schema = pyarrow.schema([(column.name, kinds[column.kind]) for column in sheet.columns])
        rows = [dict(zip(sheet.names, row, strict=True)) for row in sheet.rows]
        stream = io.BytesIO()
        pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows, schema=schema), stream)
        yield f"{name}.parquet", stream.getvalue()


def neo4j(selection: Selection) -> Files:
    """`nodes.csv` and `edges.csv` for `neo4j-admin database import`, with `--array-delimiter=U+001F`."""
    made = sheets(selection)
    special = {
        "nodes": {"id": "id:ID", "classes": ":LABEL"},
        "edges": {"source": ":START_ID", "target": ":END_ID", "property": ":TYPE"},
    }
    kinds = {"string": "", "strings": ":string[]", "boolean": ":boolean", "integer": ":long", "date": ":date"}
    for name, own in special.items():
        sheet = made[name]
        header = tuple(own.get(c.name, c.name + kinds[c.kind]) for c in sheet.columns)
        yield f"{name}.csv", sheet.csv(header, UNIT.join)


def sheets(selection: Selection) -> dict[str, Sheet]:
    """The tables `nodes`, `edges` and `statements` of a selection.

    >>> from govgraph.export.selection import select
    >>> made = sheets(select(kg, around="jp/cabinet"))
    >>> list(made), made["nodes"].names[:3]
    (['nodes', 'edges', 'statements'], ('id', 'name', 'title'))
    """
    qualifiers = tuple(
        Column(name, "integer" if prop.range == "integer" else "strings", prop.definition)
        for name, prop in selection.kg.vocabulary.qualifiers.items()
    )
    facts, told = selection.facts, (*_TOLD, *qualifiers)
    edges = [(f.subject.id, f.object.id, *_told(f, qualifiers)) for f in facts if f.object.id]
    edges += [
        (t.id, t.within.id, f"{t.id}~within", "within", "belongs to", "asserted", False, False, False, True)
        + (None,) * (len(told) - 8)
        for t in selection.things.values()
        if t.within
    ]
    statements = [
        (f.subject.id, f.subject.text, f.object.id, f.object.text, f.sentence, *_told(f, qualifiers)) for f in facts
    ]
    return {
        "nodes": Sheet(_NODE, _nodes(selection)),
        "edges": Sheet((*_ENDS, *told), edges),
        "statements": Sheet((*_SENTENCE, *told), statements),
    }


def _columns(*told: tuple[str, str, str]) -> tuple[Column, ...]:
    return tuple(Column(*each) for each in told)


_NODE = _columns(
    ("id", "string", "The thing."),
    ("name", "string", "The name by which it is shown, in English."),
    ("title", "string", "The name in full, in English."),
    ("names", "strings", "Its names in other languages, each after the code of the language and a colon."),
    ("aliases", "strings", "What else people call it."),
    ("kind", "string", "Its class."),
    ("classes", "strings", "Its class and all that this is a kind of."),
    ("family", "string", "The broad class that it is of."),
    ("jurisdiction", "string", "The jurisdiction to which it belongs."),
    ("within", "string", "The thing of which it is a part."),
    ("status", "string", "The status of an instrument on the day of the graph."),
    ("url", "string", "Its own page."),
    ("publisher", "string", "Who published it, if it can be cited."),
    ("tier", "string", "What sort of source it is: primary, official-copy or secondary."),
    ("published", "string", "When it was published, in EDTF."),
    ("as_of", "date", "The day of which a source speaks."),
    ("read_on", "date", "The day on which a curator read it."),
    ("facts", "strings", "What is said of it in texts, numbers and dates, each as a sentence."),
)
_ENDS = _columns(
    ("source", "string", "The thing of which the fact is told."),
    ("target", "string", "The thing to which it leads."),
)
_SENTENCE = _columns(
    ("subject", "string", "The thing of which the fact is told."),
    ("subject_name", "string", "Its name."),
    ("object", "string", "The thing to which it leads, if it leads to one."),
    ("value", "string", "The name of that thing, or the text, number or date (in EDTF) that the fact states."),
    ("sentence", "string", "The fact in words, with its hedge before and its details after."),
)
_TOLD = _columns(
    ("id", "string", "The fact."),
    ("property", "string", "What it says, as a term of the ontology."),
    ("label", "string", "The same in words."),
    ("modality", "string", "asserted, planned, possible or opinion."),
    ("denied", "boolean", "Whether the source says that it is not so."),
    ("disputed", "boolean", "Whether sources disagree."),
    ("derived", "boolean", "Whether it follows by rule."),
    ("holds", "boolean", "Whether its dates let it be so on the day of the graph."),
    ("based_on", "strings", "The facts from which it follows."),
    ("when", "string", "The date of an event or a plan, in EDTF."),
    ("from", "string", "Since when it is so, in EDTF."),
    ("until", "string", "Until when it is so, in EDTF."),
    ("valid_from", "date", "The first day on which it is certainly so."),
    ("valid_until", "date", "The last day on which it is certainly so."),
    ("cited", "strings", "The sources that say so."),
    ("cited_at", "strings", "The place in each of these."),
    ("cited_url", "strings", "The address of each of these, empty where there is none."),
)


def _told(fact: StatedFact, qualifiers: tuple[Column, ...]) -> tuple[Cell, ...]:
    """The cells of a fact beside its ends."""
    cited = fact.citations
    return (
        fact.id, fact.property, fact.label, fact.modality, fact.denied, fact.disputed, fact.derived, fact.holds,
        fact.based_on, fact.when, fact.from_, fact.until, fact.valid_from, fact.valid_until,
        tuple(c.source for c in cited), tuple(c.at for c in cited), tuple(c.url or "" for c in cited),
        *(_qualifier(fact, column) for column in qualifiers),
    )  # fmt: skip


def _qualifier(fact: StatedFact, column: Column) -> Cell:
    texts = tuple(value.id or value.text for value in fact.qualifiers.get(column.name, ()))
    return (int(texts[0]) if texts else None) if column.kind == "integer" else texts


def _nodes(selection: Selection) -> list[tuple[Cell, ...]]:
    kg = selection.kg
    standing = {id_: status.code for id_, status in statuses(kg).items()}
    sources: dict[str, tuple[Cell, ...]] = {}
    for row in kg.query("SELECT * { ?s gov:publisher ?p ; gov:tier ?t ; gov:asOf ?a ; gov:readOn ?r "
                        "OPTIONAL { ?s dcterms:issued ?i } }"):  # fmt: skip
        days = (edtf.told(row[name].value, entity_id(row["s"].value) or "") for name in ("a", "r"))
        issued = row["i"].value if row["i"] else None
        sources[row["s"].value] = (row["p"].value, row["t"].value, issued, *days)
    return [
        (*_node(thing, kg.vocabulary), standing.get(thing.id), thing.url, *sources.get(thing.iri, (None,) * 5),
         tuple(fact.sentence for fact in thing.facts if not fact.object.id))
        for thing in selection.things.values()
    ]  # fmt: skip


def _node(thing: Thing, vocabulary: Vocabulary) -> tuple[Cell, ...]:
    others = {**thing.titles, **thing.names}
    return (
        thing.id, thing.name, thing.titles.get("en", thing.name),
        tuple(f"{language}: {name}" for language, name in others.items() if language != "en"),
        thing.aliases, thing.type, tuple(sorted(vocabulary.ancestors(thing.type))), vocabulary.family(thing.type),
        thing.jurisdiction.id if thing.jurisdiction else None, thing.within.id if thing.within else None,
    )  # fmt: skip


def _flat(cell: Cell, between: Callable[[tuple[str, ...]], str]) -> str | int:
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, tuple):
        return between(cell)
    return "" if cell is None else cell.isoformat() if isinstance(cell, date) else cell


def _described(made: dict[str, Sheet], selection: Selection) -> dict[str, Any]:
    """The tables as CSV on the Web has them: what each column is, and which refer to which."""

    def column(told: Column) -> dict[str, Any]:
        lists = {"separator": BETWEEN} if told.kind == "strings" else {}
        kind = "string" if told.kind == "strings" else told.kind
        return {"name": told.name, "titles": told.name, "dc:description": told.about, "datatype": kind, **lists}

    there = {"resource": "nodes.csv", "columnReference": "id"}
    keys = {"nodes": (), "edges": ("source", "target"), "statements": ("subject",)}  # those that are never empty
    return {
        "@context": "http://www.w3.org/ns/csvw",
        "dc:title": f"govgraph as of {selection.kg.as_of_date}",
        "tables": [
            {
                "url": f"{name}.csv",
                "tableSchema": {
                    "columns": [column(told) for told in sheet.columns],
                    "primaryKey": "id",
                    "foreignKeys": [{"columnReference": key, "reference": there} for key in keys[name]],
                },
            }
            for name, sheet in made.items()
        ],
    }

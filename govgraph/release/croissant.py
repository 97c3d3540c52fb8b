"""croissant.json: the release for those who load data sets, in MLCommons' Croissant format (version 1.1).

The specification is at https://docs.mlcommons.org/croissant/docs/croissant-spec-1.1.html; it is JSON-LD with the
vocabulary of schema.org, so search engines for data sets read it too.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from ..export.selection import Selection
from ..export.tables import Column, sheets
from .about import About
from .citation import in_a_line
from .distribution import Distribution

_OWN = ("arrayShape", "citeAs", "column", "containedIn", "equivalentProperty", "extract", "field", "fileProperty",
        "fileObject", "fileSet", "format", "includes", "isArray", "isLiveDataset", "jsonPath", "key", "md5",
        "parentField", "path", "recordSet", "references", "regex", "repeated", "replace", "samplingRate", "separator",
        "source", "subField", "transform")  # fmt: skip
_CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "sc": "https://schema.org/",
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "description": {"@container": "@language"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "name": {"@container": "@language"},
    **{name: f"cr:{name}" for name in _OWN},
}
_TYPES = {"boolean": "sc:Boolean", "integer": "sc:Integer", "date": "sc:Date"}
_PARQUET = "application/x-parquet"  # by which its readers know it
_ABOUT = {
    "nodes": "The things, one a row.",
    "edges": "The facts between two things, one a row, and what belongs to what.",
    "statements": "All facts, one a row, each in words and with its sources.",
}


def croissant(about: About, selection: Selection, made: Iterable[Distribution]) -> bytes:
    """The release as a data set: each file, and the three tables with what each of their columns is.

    The tables are read from Parquet, which has lists, days and missing values as such.
    """
    told = {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "@id": "dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.1",
        "name": about.title,
        "description": about.description,
        "version": about.version,
        "datePublished": about.day.isoformat(),
        "creator": {"@type": "sc:Organization", "name": about.creator},
        "citeAs": in_a_line(about),
        **({"license": about.licence} if about.licence else {}),
        **({"url": about.url} if about.url else {}),
        "distribution": [_file(one) for one in made],
        "recordSet": [_table(name, sheet.columns) for name, sheet in sheets(selection).items()],
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _file(made: Distribution) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": made.name,
        "name": made.name,
        "contentUrl": made.name,
        "contentSize": f"{made.size} B",
        "encodingFormat": _PARQUET if made.name.endswith(".parquet") else made.media_type,
        "sha256": made.sha256,
    }


def _table(name: str, columns: tuple[Column, ...]) -> dict[str, Any]:
    return {
        "@type": "cr:RecordSet",
        "@id": name,
        "name": name,
        "description": _ABOUT[name],
        "key": {"@id": f"{name}/id"},
        "field": [_column(name, column) for column in columns],
    }


def _column(table: str, column: Column) -> dict[str, Any]:
    lists = {"isArray": True, "arrayShape": "-1"} if column.kind == "strings" else {}
    return {
        "@type": "cr:Field",
        "@id": f"{table}/{column.name}",
        "name": column.name,
        "description": column.about,
        "dataType": _TYPES.get(column.kind, "sc:Text"),
        **lists,
        "source": {"fileObject": {"@id": f"parquet/{table}.parquet"}, "extract": {"column": column.name}},
    }

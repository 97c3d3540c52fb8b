"""The schema for editors takes every shipped file, and refuses what the check refuses for its structure."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, ClassVar

import jsonschema
import pytest
import yaml

from govgraph.curate.schema import schema
from govgraph.vocabulary import data_folder

HERE = Path(__file__).parent
ROOT = HERE.parent.parent


class Editor(yaml.CSafeLoader):
    """YAML as editors read it, by the core schema of YAML 1.2: 2025 is a number, 2025-05-01 and `no` are texts."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}


for tag, pattern, first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", r"~|null|Null|NULL|", "~nN"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    (
        "float",
        r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)",
        "-+.0123456789",
    ),
):
    Editor.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), list(first))

Editor.add_constructor("tag:yaml.org,2002:int", lambda _, node: int(node.value))


def one_of(_: Any, allowed: list[Any], said: Any, schema: dict[str, Any]) -> Any:
    """`enum`, looked up: the ids are thousands, and jsonschema would compare them one by one."""
    known = KNOWN.setdefault(id(allowed), frozenset(allowed))
    if not isinstance(said, str) or said not in known:
        yield jsonschema.ValidationError(f"{said!r} is none of those that may stand here")


KNOWN: dict[int, frozenset[Any]] = {}
SCHEMA = schema()
VALIDATOR = jsonschema.validators.extend(jsonschema.Draft7Validator, {"enum": one_of})(SCHEMA)


def errors(text: str) -> list[str]:
    return [error.message for error in VALIDATOR.iter_errors(yaml.load(text, Loader=Editor))]


def test_it_is_a_schema_and_not_too_large_for_an_editor() -> None:
    jsonschema.Draft7Validator.check_schema(SCHEMA)
    assert len(json.dumps(SCHEMA, ensure_ascii=False).encode()) < 2_000_000


def test_every_shipped_file_is_as_it_says() -> None:
    found = {path: errors(path.read_text(encoding="utf-8")) for path in data_folder().rglob("*.yaml")}
    assert len(found) > 1000
    assert {str(path): told for path, told in found.items() if told} == {}


RIGHT = """
type: GovernmentBody
name: {en: Lantern Office}
facts:
  - proposes: jp/ai-basic-plan
    under: jp/ai-promotion-act
    modality: planned
    when: 2025
    cite: {source: us/sources/csis-japan-2025, at: Front matter}
"""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("type: GovernmentBody", "type: GovernmentBdy"),
        ("name:", "nmae:"),
        ("type: GovernmentBody\n", ""),
        ("proposes", "propses"),
        ("under:", "undr:"),
        ("planned", "will"),
        ("2025\n", "2025-5\n"),
        ("at: Front", "where: Front"),
        (", at: Front matter", ""),
        ("    cite: {source: us/sources/csis-japan-2025, at: Front matter}\n", ""),
        ("us/sources/csis-japan-2025", "us/sources/csis-japan-2026"),
        ("us/sources/csis-japan-2025", "jp/cabinet"),
        ("jp/ai-basic-plan", "jp/ai-basic-pln"),
        ("under: jp/ai-promotion-act", "under: jp/cabinet"),
        ("proposes: jp/ai-basic-plan", "passedOn: 2025-05"),
        ("modality: planned", "denied: maybe"),
        ("modality: planned", "binding: soft"),
        ("modality: planned", "order: first"),
    ],
)
def test_it_refuses_what_the_check_refuses(old: str, new: str) -> None:
    assert errors(RIGHT) == []
    assert old in RIGHT
    assert errors(RIGHT.replace(old, new)) != []


STRUCTURE = re.compile(r"# expect: .*(unknown (key|property|type|id|source)|is not written|is missing|modality: )")
BAD = {path.name: path.read_bytes().decode("utf-8", errors="replace") for path in (ROOT / "tests/bad").glob("*.yaml")}


@pytest.mark.parametrize("case", sorted(name for name, text in BAD.items() if STRUCTURE.search(text)))
def test_it_refuses_the_wrong_structure_of_the_bad_files(case: str) -> None:
    """Of the files with which the reader is tested, those that are wrong in keys, terms or ids."""
    assert errors(BAD[case]) != []


def test_terms_are_described() -> None:
    facts = SCHEMA["$defs"]["Fact"]["properties"]
    assert (
        facts["headedBy"]["description"] == "is headed by: Who stands at the head of a body. Takes the id of an Agent."
    )
    types = SCHEMA["properties"]["type"]
    assert types["enumDescriptions"][types["enum"].index("Statute")] == "An act of a legislature."

"""`govgraph new` begins a file that passes the check once it is filled in, and says what would do where it cannot."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from govgraph.curate.checking import Desk
from govgraph.curate.starting import begin
from govgraph.errors import UnwritableError

FILLED = {
    "<its full name in English>": "Moth Ministry",
    "<property>": "supervises",
    "<an id or a text>": "xa/lantern-council",
    "<id of the source>": "xa/sources/gazette",
    "<article or section or heading>": "Article 8",
    "<who published it>": "Printing House",
    "<when it came out>": "2031-02",
    "<the day of which it speaks>": "2025-02-01",
    "<primary or official-copy or secondary>": "primary",
}


@pytest.mark.parametrize(
    ("kind", "id_"),
    [("GovernmentBody", "xa/moth-ministry"), ("Document", "xa/sources/moth-news"), ("Jurisdiction", "xc")],
)
def test_a_file_is_begun_filled_in_and_right(kind: str, id_: str, folder: Path) -> None:
    path = begin(kind, id_, folder)
    assert path == folder / f"{id_}.yaml"
    desk = Desk(folder)
    left = desk.of([id_])
    assert left and {p.rule for p in left} == {"placeholder"}
    assert desk.whole() == left, "the other files say nothing of it"
    text = path.read_text(encoding="utf-8")
    for placeholder, said in FILLED.items():
        text = text.replace(placeholder, said)
    path.write_text(text, encoding="utf-8")
    assert Desk(folder).of([id_]) == []


def test_the_comments_tell_what_such_a_thing_usually_says(folder: Path) -> None:
    text = begin("statute", "xa/moth-act", folder).read_text(encoding="utf-8")
    assert "#   passedOn: a day, month or year. The day a legislature passed it.\n" in text
    assert "#   under: the id of an Instrument. The instrument that gives the fact its force.\n" in text
    assert "#     cite: {source: xa/sources/gazette, at: " in text
    assert "headedBy" not in text


@pytest.mark.parametrize(
    ("kind", "id_", "message"),
    [
        ("Statut", "xa/b", "there is no class 'Statut' (did you mean 'Statute'?)"),
        ("law", "xa/b", "there is no class 'law' (did you mean 'Statute'?)"),
        ("Statute", "xa/B c.yaml", "lower-case letters, digits and single hyphens, such as 'xa/b-c'"),
        ("Statute", "data/xa/b.yaml", "'data/xa/b.yaml' is a path: write the id alone, 'xa/b'"),
        ("Statute", "../b", "'../b' is no id"),
        ("Statute", "xa/lantern-act", "lantern-act.yaml is there already"),
        ("Statute", "moth-act", "'moth-act' lacks its jurisdiction"),
        ("Power", "xa/lantern-act#b", "'xa/lantern-act#b' is a part and has no file of its own"),
        ("Jurisdiction", "xa/b", "a jurisdiction stands beside the folders"),
        ("Statute", "xz/b", "Begin it with 'govgraph new Jurisdiction xz', or use one of xa, xb, intl"),
    ],
)  # fmt: skip
def test_what_cannot_be_begun_is_told(kind: str, id_: str, message: str, folder: Path) -> None:
    before = sorted(folder.rglob("*"))
    with pytest.raises(UnwritableError) as error:
        begin(kind, id_, folder)
    assert message in str(error.value)
    assert sorted(folder.rglob("*")) == before


def test_the_command_prints_the_path_or_ends_with_two(run: Callable[..., Any], folder: Path) -> None:
    ran = run("new", "Statute", "xa/moth-act", "--data", folder)
    assert (ran.code, ran.stdout, ran.stderr) == (0, f"{folder}/xa/moth-act.yaml\n", "")
    ran = run("new", "Statute", "xa/moth-act", "--data", folder)
    assert (ran.code, ran.stdout) == (2, "")
    assert "is there already" in ran.stderr

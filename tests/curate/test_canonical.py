"""Laying a file out changes neither what it tells nor its comments, and a file that is laid out not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from govgraph.curate.canonical import canonical, comments, fix
from govgraph.curate.checking import Desk
from govgraph.reader.files import Files
from govgraph.vocabulary import data_folder, load_vocabulary

VOCABULARY = load_vocabulary()
WRITTEN = """\
# the head of the file

name:       # names
    # in English
    en: 'The "Moth" Act: a law'   # beside
    ja: 灯籠局
type: Statute   # the kind
aliases:
    - Moth Law
    - "Law, of moths"
short_name:
  en: Moth Act
facts:
- cite:
  # above a citation
  - at: Article 5, paragraph 2
    source: xa/sources/gazette
  from: "2031-03"
  requires: '#a-lamp'
  # after the first fact
# before the second

- passedOn: 2031-01
  cite: {source: xa/sources/gazette, at: "Article 1, # 2"}  # at the end
  # after the last
parts:
  a-lamp: {type: Obligation, name: {en: A lamp at night}}
# the end
"""
LAID_OUT = """\
# the head of the file

type: Statute   # the kind
name:       # names
  # in English
  en: "The \\"Moth\\" Act: a law"   # beside
  ja: 灯籠局
short_name: {en: Moth Act}
aliases: [Moth Law, "Law, of moths"]
facts:
  - requires: "#a-lamp"
    from: 2031-03
    cite:
      # above a citation
      - {source: xa/sources/gazette, at: "Article 5, paragraph 2"}
    # after the first fact
  # before the second

  - passedOn: 2031-01
    cite: {source: xa/sources/gazette, at: "Article 1, # 2"}  # at the end
  # after the last
parts:
  a-lamp:
    type: Obligation
    name:
      en: A lamp at night
# the end
"""


def test_a_file_is_laid_out_and_then_stays_as_it_is() -> None:
    assert canonical(WRITTEN, VOCABULARY) == LAID_OUT
    assert canonical(LAID_OUT, VOCABULARY) == LAID_OUT
    assert comments(LAID_OUT) == comments(WRITTEN) and len(comments(WRITTEN)) == 11


@pytest.mark.parametrize(
    ("written", "laid_out"),
    [
        ('"2031-03"', "2031-03"),
        ("'Article 5'", "Article 5"),
        ('"Article 5"', '"Article 5"'),
        ("'it''s'", "it's"),
        ("'a: b'", '"a: b"'),
        ('"a\\tb"', '"a\\tb"'),
        ("|\n      two\n      lines\n", '"two\\nlines"'),
        ("a text\n      that goes on", "a text that goes on"),
        ("''", '""'),
        ("no", "no"),
        ("[a, 'b, c']", '[a, "b, c"]'),
        ("\n    - a\n    - b", "[a, b]"),
        ("-5", "-5"),
        ("'- a'", '"- a"'),
    ],
)
def test_a_value_is_written_in_one_way(written: str, laid_out: str) -> None:
    text = f"type: Statute\nfacts:\n  - requires: x\n    if: {written}\n"
    assert canonical(text, VOCABULARY) == f"type: Statute\nfacts:\n  - requires: x\n    if: {laid_out}\n"


PRINTABLE = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp")), min_size=1)


@given(text=PRINTABLE.map(str.strip).filter(bool))
def test_any_text_reads_the_same_after_as_before(text: str) -> None:
    quoted = "'" + text.replace("'", "''") + "'"
    before = f"type: Statute\naliases: [{quoted}]\nfacts:\n  - requires: x\n    if: {quoted}\n"
    after = canonical(before, VOCABULARY)
    assert yaml.load(after, yaml.CBaseLoader) == yaml.load(before, yaml.CBaseLoader)
    assert canonical(after, VOCABULARY) == after


def test_every_shipped_file_is_laid_out() -> None:
    """What is not, `govgraph check --fix` lays out."""
    files = sorted(data_folder().rglob("*.yaml"))
    assert [str(p) for p in files if canonical(t := p.read_bytes().decode(), VOCABULARY) != t] == []


def test_fixing_tells_which_files_it_changed_and_changes_no_meaning(folder: Path) -> None:
    act = folder / "xa/lantern-act.yaml"
    before = Files(folder, VOCABULARY).dataset().entities
    text = act.read_text(encoding="utf-8").replace("\n", "\r\n")
    act.write_bytes(("\ufeff" + text).encode())
    desk = Desk(folder)
    assert [(told.path, str(told).partition(":1: ")[2]) for told in fix(desk.files, desk.files.all())] == [
        (str(act), "fixed: laid out as the other files are")
    ]
    assert Files(folder, VOCABULARY).dataset().entities == before
    assert fix(desk.files, desk.files.all()) == []


def test_a_comment_that_would_be_lost_keeps_the_file_as_it_is(folder: Path) -> None:
    act = folder / "xa/lantern-act.yaml"
    text = act.read_text(encoding="utf-8") + "    aliases:\n      - Dusk rule  # so the guild calls it\n"
    act.write_text(text, encoding="utf-8")
    desk = Desk(folder)
    (told,) = fix(desk.files, desk.files.all())
    assert (told.severity, told.rule) == ("advice", "layout")
    assert "left as it is, since a comment stands where there would be no line for it" in told.message
    assert act.read_text(encoding="utf-8") == text


def test_a_file_with_problems_is_left_to_the_check(folder: Path) -> None:
    (folder / "xa/moth.yaml").write_text("name: {en: Moth}\ntype:\n")
    desk = Desk(folder)
    assert fix(desk.files, desk.files.all()) == []
    assert (folder / "xa/moth.yaml").read_text() == "name: {en: Moth}\ntype:\n"


def test_only_what_is_named_is_fixed(folder: Path) -> None:
    for name in ("xa", "xb", "intl/glow"):
        path = folder / f"{name}.yaml"
        path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    desk = Desk(folder)
    assert [Path(told.path).name for told in fix(desk.files, desk.below(folder / "intl"))] == ["glow.yaml"]
    assert [Path(told.path).name for told in fix(desk.files, desk.below(folder / "xa.yaml"))] == ["xa.yaml"]
    assert [Path(told.path).name for told in fix(desk.files, desk.below(None))] == ["xb.yaml"]

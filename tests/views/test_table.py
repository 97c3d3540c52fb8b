"""Tables: what they look like, and that no cell does harm in a spreadsheet or on a page."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govgraph.views import Table

HARMFUL = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＠SUM(A1)"]


@pytest.mark.parametrize("cell", HARMFUL)
def test_a_csv_cell_never_starts_a_formula(cell: str) -> None:
    ((read,),) = list(csv.reader(io.StringIO(Table(("a",), ((cell,),)).csv(), newline="")))[1:]
    assert read == "'" + cell.replace("\r", " ")


def test_a_number_in_csv_stays_a_number() -> None:
    assert Table(("n",), ((-3,),)).csv() == "n\n-3"


CELL = st.text(st.characters(exclude_characters="\r", codec="utf-8"))


@given(st.lists(st.tuples(CELL, CELL), min_size=1))
def test_what_csv_holds_can_be_read_back(rows: list[tuple[str, str]]) -> None:
    written = Table(("a", "b"), tuple(rows)).csv()
    read = list(csv.reader(io.StringIO(written + "\n", newline="")))[1:]
    assert [tuple(cell.removeprefix("'") for cell in row) for row in read] == [
        tuple(cell.removeprefix("'") for cell in row) for row in rows
    ]


def test_a_bar_or_a_tag_does_not_break_markdown() -> None:
    assert Table(("a",), (("x | <b>y</b>\nz",),)).md().splitlines()[2] == "| x \\| &lt;b>y&lt;/b> z |"


def test_columns_line_up_also_for_wide_characters() -> None:
    header, _, wide, narrow = str(Table(("name", "n"), (("灯籠", "1"), ("lamp", "2")))).splitlines()
    assert header == "name  n"
    assert (wide, narrow) == ("灯籠  1", "lamp  2")


def test_an_empty_column_is_left_out_for_people_and_kept_for_programs() -> None:
    table = Table(("name", "mark"), (("a", ""), ("b", "")))
    assert "mark" not in str(table)
    assert "mark" not in table.md()
    assert table.csv().startswith("name,mark")

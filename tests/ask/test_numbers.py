"""Lists of numbers are looked up alike, whether they lie in one piece or in many."""

from __future__ import annotations

from array import array
from random import Random

import pytest

import govgraph
from govgraph.ask import Engine
from govgraph.ask.numbers import PIECE, Numbers, pieces
from govgraph.tables import Table


@pytest.mark.parametrize("many", [0, 7, 2 * PIECE, 2 * PIECE + 1, 9 * PIECE])
def test_a_list_in_pieces_is_looked_up_as_a_whole(many: int) -> None:
    some = Random(many)
    number = array("I", sorted(some.sample(range(1000, 20 * PIECE), many)))
    table = {key: value for _, key, value in pieces("word", {"law": number, "act": array("I", [3, 5])})}
    numbers = Numbers(table)
    assert (numbers["law"], numbers["none"]) == (number, array("I"))
    assert numbers.among(["law", "act", "none"], None) == {*number, 3, 5}
    for size in (1, 40, many):
        within = {0, 3, 21 * PIECE, *some.sample(range(20 * PIECE), size), *number[:: max(many // 5, 1)]}
        assert numbers.among(["law", "act", "none"], within) == within & {*number, 3, 5}


def test_facts_of_a_place_have_numbers_side_by_side(land: govgraph.KnowledgeGraph) -> None:
    index = land.engine.index
    about = [index.profile(number).fact.subject.id or "" for number in index.everything]
    assert about == sorted(about) and len(set(about)) > 5


def test_no_table_is_read_through_or_counted_to_answer(
    kg: govgraph.KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is asked of a table costs the same at any size; its length is not asked, as by `if table`."""

    def whole(table: Table) -> None:
        raise AssertionError("a table is read whole")

    monkeypatch.setattr(Table, "__iter__", whole)
    monkeypatch.setattr(Table, "__len__", whole)
    answer = Engine(kg).ask("which bodies act under the AI Promotion Act")
    assert answer.status in ("answered", "unsettled") and answer.answers

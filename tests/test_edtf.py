"""Dates keep the precision that they have, and no date is guessed."""

from __future__ import annotations

import calendar
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import govgraph
from govgraph import edtf

DAYS = st.dates()


@given(DAYS)
def test_a_day_means_itself(day: date) -> None:
    assert edtf.bounds(day.isoformat()) == (day, day)
    assert edtf.day(day.isoformat()) == day


@given(DAYS)
def test_a_month_and_a_year_mean_all_their_days(day: date) -> None:
    last = calendar.monthrange(day.year, day.month)[1]
    assert edtf.bounds(str(day)[:7]) == (day.replace(day=1), day.replace(day=last))
    assert (
        edtf.bounds(f"{str(day)[:4]}~") == edtf.bounds(str(day)[:4]) == (date(day.year, 1, 1), date(day.year, 12, 31))
    )


@given(DAYS, DAYS)
def test_an_interval_runs_from_its_first_day_to_its_last(one: date, other: date) -> None:
    first, last = sorted((one, other))
    assert edtf.bounds(f"{first}/{last}") == (first, last)
    assert edtf.bounds(f"../{last}") == (None, last)
    assert edtf.bounds(f"{str(first)[:7]}/..") == (first.replace(day=1), None)
    assume(first < last)
    with pytest.raises(govgraph.DateError, match="ends before it begins"):
        edtf.bounds(f"{last}/{first}")


@given(st.text(alphabet="0123456789-~./ XT:٣３", max_size=12))
def test_what_is_accepted_is_a_span_of_days_and_the_rest_is_refused(text: str) -> None:
    try:
        first, last = edtf.bounds(text)
    except govgraph.DateError as error:
        assert repr(text) in str(error) or any(repr(part) in str(error) for part in text.split("/"))
    else:
        assert text.isascii() and (first is None or last is None or first <= last)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2025-5",
        "25-05",
        "2025-02-29",
        "2025-13",
        "2025-00",
        "2025-05-00",
        "0000",
        "2025/",
        "/2025",
        "../..",
        "2025-05-01T00:00",
        "May 2025",
        " 2025",
    ],
)
def test_no_date_is_guessed(text: str) -> None:
    with pytest.raises(govgraph.DateError, match=r"is not a date|open at both ends"):
        edtf.bounds(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2025-09-01", "1 September 2025"),
        ("2025-05", "May 2025"),
        ("2025", "2025"),
        ("2025~", "about 2025"),
        ("../2025-05-31", "by 31 May 2025"),
        ("2021/..", "since 2021"),
        ("2021/2023-04", "2021 to April 2023"),
    ],
)
def test_a_date_in_words_is_no_more_precise_than_the_source(text: str, words: str) -> None:
    assert edtf.in_words(text) == words


@pytest.mark.parametrize("text", ["2025-00", "2025-13", "2025-00-07", "2025-02-30", "2025-x", "soon"])
def test_a_date_that_no_calendar_has_is_told_as_it_stands(text: str) -> None:
    assert edtf.in_words(text) == text

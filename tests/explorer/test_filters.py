"""What the legend leaves out: by kind, by how sure a fact is, by jurisdiction, relation, source, and day."""

from __future__ import annotations

import re
from pathlib import Path

import networkx as nx
import pytest
from playwright.sync_api import Page, expect

from govgraph.explorer import Drawing

from .pages import Opener, drawn, fact, lines, pick, thing


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office that a law sets up on a day, closes on another, and that another source speaks of."""
    made: nx.MultiDiGraph[str] = nx.MultiDiGraph(as_of="2025-06-01")
    for node, family in (
        ("xa/law", "Instrument"),
        ("xa/office", "Body"),
        ("xb/board", "Body"),
        ("xb/act", "Instrument"),
    ):
        thing(made, node, node.split("/")[1].capitalize(), family)
    other = [{"source": "xb/letters", "title": "Letters", "at": "Letter 2", "url": None}]
    fact(made, "xa/law", "f1", "establishes", "xa/office", valid_from="2025-01-01", valid_until="2025-12-31")
    fact(made, "xb/board", "f2", "advises", "xa/office", valid_from="2026-03-01", modality="planned", citations=other)
    fact(made, "xb/board", "f3", "enforces", "xb/act", citations=other)
    file = tmp_path_factory.mktemp("dated") / "page.html"
    Drawing(made, "Dated").write(file)
    return file


def test_kinds_of_facts_are_left_out(visit: Opener, dated: Path) -> None:
    page = visit(dated)
    assert lines(page) == {"f1", "f2", "f3"}
    page.get_by_role("checkbox", name="planned 1").uncheck()
    assert lines(page) == {"f1", "f3"}


def test_a_relation_and_what_it_alone_tells_of_are_left_out(visit: Opener, dated: Path) -> None:
    page = visit(dated)
    page.get_by_text("Relations", exact=True).click()
    page.get_by_role("checkbox", name="establishes 1").uncheck()
    assert lines(page) == {"f2", "f3"}
    assert drawn(page) == {"xa/office", "xb/board", "xb/act"}


def test_a_jurisdiction_is_left_out(visit: Opener, dated: Path) -> None:
    page = visit(dated)
    page.get_by_text("Jurisdictions", exact=True).last.click()
    page.get_by_role("checkbox", name="xb 2").uncheck()
    assert drawn(page) == {"xa/law", "xa/office"}


def test_only_what_a_source_says(visit: Opener, dated: Path) -> None:
    page = visit(dated)
    page.get_by_label("Source").select_option("Letters")
    assert lines(page) == {"f2", "f3"}
    assert drawn(page) == {"xa/office", "xb/board", "xb/act"}


def day(page: Page, wanted: str) -> None:
    page.get_by_label("Day", exact=True).fill(wanted)
    page.keyboard.press("Tab")


def test_the_day_decides_what_is_so(visit: Opener, dated: Path) -> None:
    page = visit(dated)
    page.get_by_role("checkbox", name="Only what is so on a day").check()
    assert lines(page) == {"f1", "f3"}  # on the graph's own day
    day(page, "2024-12-31")
    assert lines(page) == {"f3"}
    assert drawn(page) == {"xb/board", "xb/act"}  # nothing is said yet of the law and the office
    day(page, "2026-03-01")
    assert lines(page) == {"f2", "f3"}
    page.get_by_role("checkbox", name="Only what is so on a day").uncheck()
    assert lines(page) == {"f1", "f2", "f3"}


def test_the_slider_goes_by_days(visit: Opener, dated: Path) -> None:
    page = visit(dated)
    page.get_by_role("checkbox", name="Only what is so on a day").check()
    slider = page.get_by_role("slider")
    slider.press("Home")
    expect(page.get_by_label("Day", exact=True)).to_have_value("2024-12-31")
    assert lines(page) == {"f3"}
    slider.press("ArrowRight")
    assert lines(page) == {"f1", "f3"}
    assert page.evaluate("location.hash").endswith("day=2025-01-01") or "day=2025-01-01&" in page.url


def test_the_slider_is_for_the_years_in_which_most_happens(visit: Opener, tmp_path: Path) -> None:
    made: nx.MultiDiGraph[str] = nx.MultiDiGraph(as_of="2025-06-01")
    for node in ("xa/law", "xa/office"):
        thing(made, node, node, "Instrument")
    for number, year in enumerate([1958, *[2024] * 98, 2090]):
        fact(made, "xa/law", f"f{number}", "establishes", "xa/office", valid_from=f"{year}-01-01")
    Drawing(made, "Dated").write(tmp_path / "page.html")
    page = visit(tmp_path / "page.html")
    page.get_by_role("checkbox", name="Only what is so on a day").check()
    for key, end in (("Home", "2023-12-31"), ("End", "2024-01-02")):
        page.get_by_role("slider").press(key)
        expect(page.get_by_label("Day", exact=True)).to_have_value(end)
    day(page, "1958-01-01")
    assert lines(page) == {"f0"}


def test_the_panel_marks_what_is_not_so_on_the_day(visit: Opener, dated: Path) -> None:
    page = visit(dated)
    pick(page, "Board")
    details = page.get_by_role("complementary")
    expect(details.get_by_role("listitem").filter(has_text="advises")).to_contain_text("not yet")
    expect(details).to_contain_text("since 2026-03-01")


def test_a_filter_that_leaves_nothing_says_so_and_is_undone(visit: Opener, dated: Path) -> None:
    page = visit(dated)
    for box in page.locator("#families input").all():
        box.uncheck()
    expect(page.get_by_role("status")).to_contain_text("Nothing is left")
    page.get_by_role("button", name="No filter").click()
    assert len(drawn(page)) == 4


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A law with four hundred duties: more than are shown at once."""
    made: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    thing(made, "xa", "Lanternia", "Jurisdiction", jurisdiction=None)
    thing(made, "xa/law", "Lantern Act", "Instrument")
    thing(made, "xa/board", "Wick Board", "Body")
    fact(made, "xa/board", "f", "enforces", "xa/law")
    for i in range(400):
        thing(made, f"xa/law#duty-{i}", f"Duty {i}", "Norm")
        fact(made, f"xa/law#duty-{i}", f"p{i}", "belongs to", "xa/law", structural=True, citations=[])
    file = tmp_path_factory.mktemp("big") / "page.html"
    Drawing(made, "Big").write(file)
    return file


def test_a_big_picture_opens_with_an_overview_and_parts_on_demand(visit: Opener, big: Path) -> None:
    page = visit(big)
    assert drawn(page) == {"xa", "xa/law", "xa/board"}
    expect(page.get_by_role("checkbox", name=re.compile("Norms"))).not_to_be_checked()
    pick(page, "Lantern Act")
    page.get_by_role("button", name="Open what is around it").click()
    assert len(drawn(page)) == 403
    page.get_by_role("button", name="Close what is around it").click()
    assert len(drawn(page)) == 3
    page.get_by_role("checkbox", name=re.compile("Norms")).check()
    assert len(drawn(page)) == 403


def test_no_label_covers_another_at_any_zoom(visit: Opener, big: Path) -> None:
    page = visit(big)
    page.get_by_role("checkbox", name=re.compile("Norms")).check()
    for scale in (None, 0.3, 1):
        page.evaluate("(scale) => scale && network.moveTo({ scale })", scale)
        page.wait_for_timeout(200)
        boxes = page.evaluate("govgraph.labels().map(({ box }) => box)")
        assert len(boxes) > 3
        pairs = [(a, b) for i, a in enumerate(boxes) for b in boxes[:i]]
        assert not [
            p for p in pairs if p[0][0] < p[1][2] and p[1][0] < p[0][2] and p[0][1] < p[1][3] and p[1][1] < p[0][3]
        ]

"""Ways of looking: neighbours, paths, a link to a view, back and forward, other languages, keys, and small screens."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from govgraph.explorer import Drawing

from .pages import Opener, click_on, drawn, fact, lines, pick, thing


def test_only_the_neighbours(visit: Opener, path: Path) -> None:
    page = visit(path)
    pick(page, "AI Strategic Headquarters")
    page.get_by_role("button", name="Only its neighbours").click()
    assert drawn(page) == {"jp/hq", "jp/plan", "jp/act"}
    expect(page.get_by_role("status")).to_contain_text("Only what is around AI Strategic Headquarters.")
    page.get_by_role("button", name="Whole picture", exact=True).first.click()
    assert len(drawn(page)) == 40


def test_two_steps_around(visit: Opener, path: Path) -> None:
    page = visit(path)
    pick(page, "内閣")
    page.get_by_role("button", name="Two steps around").click()
    assert drawn(page) == {"jp/cabinet", "jp/plan", "jp/hq"}


def test_the_shortest_path_between_two_picked_things(visit: Opener, path: Path) -> None:
    page = visit(path)
    pick(page, "内閣")
    page.get_by_role("button", name="Path from here").click()
    expect(page.get_by_role("status")).to_contain_text("now pick where it ends")
    pick(page, "EU AI Act")
    assert drawn(page) == {"jp/cabinet", "jp/plan", "jp/hq", "jp/act", "eu/ai-act"}
    details = page.get_by_role("complementary")
    expect(details).to_contain_text("From 内閣 to EU AI Act: 4 steps")
    assert details.locator("ol > li > p:first-child").all_inner_texts()[0] == "内閣 decides AI Basic Plan."
    expect(details.get_by_role("link", name="A Report, Section f4")).to_be_visible()


def test_where_there_is_no_path_it_is_said(visit: Opener, path: Path) -> None:
    page = visit(path)
    pick(page, "内閣")
    page.get_by_role("button", name="Path from here").click()
    pick(page, "Something of no family")
    expect(page.get_by_role("status")).to_contain_text("No path between 内閣 and Something of no family known")


def test_an_address_gives_the_same_view_again(visit: Opener, path: Path) -> None:
    page = visit(path)
    page.get_by_role("checkbox", name=re.compile("Norms")).uncheck()
    page.get_by_role("checkbox", name=re.compile("opinion")).uncheck()
    pick(page, "AI Strategic Headquarters")
    page.mouse.move(600, 300)
    page.mouse.wheel(0, -300)
    page.wait_for_timeout(500)
    seen = "[network.getViewPosition(), network.getScale(), network.getSelectedNodes()]"
    before, shown, facts = page.evaluate(seen), drawn(page), lines(page)
    again = visit(path, fragment=page.evaluate("location.hash"))
    again.wait_for_timeout(300)
    assert (drawn(again), lines(again)) == (shown, facts)
    expect(again.get_by_role("heading", name="AI Strategic Headquarters", level=2)).to_be_visible()
    after = again.evaluate(seen)
    assert after[2] == before[2] == ["jp/hq"]
    assert after[1] == pytest.approx(before[1], rel=0.01)
    assert after[0] == pytest.approx(before[0], abs=2)


def test_back_and_forward(visit: Opener, path: Path) -> None:
    page = visit(path)
    pick(page, "AI Strategic Headquarters")
    pick(page, "EU AI Act")
    heading = page.locator("#picked")
    page.get_by_role("button", name="Back").click()
    expect(heading).to_have_text("AI Strategic Headquarters")
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_role("complementary")).to_be_hidden()
    page.get_by_role("button", name="Forward").click()
    expect(heading).to_have_text("AI Strategic Headquarters")


@pytest.mark.parametrize(
    "fragment", ["#pick=gone&near=gone&day=never&at=a,b,c&open=x", "#%%%", "#fact=__proto__&from=jp/hq"]
)
def test_an_address_that_makes_no_sense_opens_all_the_same(visit: Opener, path: Path, fragment: str) -> None:
    assert len(drawn(visit(path, fragment=fragment))) == 40


@pytest.mark.parametrize("ending", ["png", "svg"])
def test_the_view_is_saved_as_a_picture(visit: Opener, path: Path, ending: str) -> None:
    page = visit(path)
    page.wait_for_timeout(200)
    page.get_by_text("Save", exact=True).click()
    with page.expect_download() as waited:
        page.get_by_role("button", name=f"As {ending.upper()}").click()
    content = Path(waited.value.path()).read_bytes()
    assert waited.value.suggested_filename == f"AI-law-.{ending}"
    if ending == "png":
        assert content.startswith(b"\x89PNG") and len(content) > 20_000
    else:
        assert b"<title>AI &amp; &lt;law&gt;</title>" in content and "内閣".encode() in content


def test_the_link_is_copied(visit: Opener, path: Path) -> None:
    page = visit(path, permissions=["clipboard-read", "clipboard-write"])
    pick(page, "EU AI Act")
    page.get_by_text("Save", exact=True).click()
    page.get_by_role("button", name="Copy the link").click()
    expect(page.get_by_role("status")).to_have_text("The link is copied.")
    assert "pick=eu%2Fai-act" in page.evaluate("navigator.clipboard.readText()")


def test_it_floats_only_when_asked(visit: Opener, path: Path) -> None:
    page = visit(path)
    where = "network.getPositions()"
    before = page.evaluate(where)
    page.get_by_role("button", name="Let it float").click()
    page.wait_for_timeout(500)
    assert page.evaluate(where) != before
    page.get_by_role("button", name="Let it float").click()
    page.wait_for_timeout(200)
    assert page.evaluate(where) == before


def test_it_speaks_japanese(visit: Opener, tmp_path: Path) -> None:
    made: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    thing(made, "jp", "Japan", "Jurisdiction", jurisdiction=None)
    thing(made, "jp/cabinet", "Cabinet", "Body", names={"ja": "内閣"})
    thing(made, "jp/plan", "AI Basic Plan", "Instrument")
    fact(made, "jp/cabinet", "f", "decides", "jp/plan")
    Drawing(made, "内閣", "jp/cabinet", lang="ja").write(tmp_path / "page.html")
    page = visit(tmp_path / "page.html")
    page.wait_for_timeout(200)
    names = ["".join(label["rows"]) for label in page.evaluate("govgraph.labels()") if label["kind"] == "node"]
    assert sorted(names) == sorted(["AI Basic Plan", "内閣", "日本"])
    expect(page.get_by_role("searchbox", name="名称・別名で検索")).to_be_visible()
    expect(page.get_by_role("checkbox", name="機関 1")).to_be_checked()
    page.get_by_role("combobox", name="言語").select_option("en")
    expect(page.get_by_role("button", name="Whole picture")).to_be_visible()
    pick(page, "内閣")
    expect(page.get_by_role("heading", level=2)).to_have_text("Cabinet")


def test_keys_alone_find_a_thing_and_go_on_from_it(visit: Opener, path: Path) -> None:
    page = visit(path)
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("AI")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#picked")).to_be_focused()
    page.get_by_role("complementary").get_by_role("button", name=re.compile("→")).first.press("Enter")
    expect(page.locator("#picked")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("searchbox")).to_be_focused()


def test_a_double_click_shows_the_neighbours(visit: Opener, path: Path) -> None:
    page = visit(path)
    click_on(page, "network.getPosition('jp/hq')", clicks=2)
    page.wait_for_timeout(300)
    assert drawn(page) == {"jp/hq", "jp/plan", "jp/act"}


def grave(page: Page) -> list[str]:
    found: list[dict[str, Any]] = Axe().run(page).response["violations"]
    return [f"{v['id']}: {[n['html'] for n in v['nodes']]}" for v in found if v["impact"] in ("serious", "critical")]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1280, 800), (390, 844)])
def test_axe_finds_nothing_serious(visit: Opener, path: Path, scheme: str, size: tuple[int, int]) -> None:
    page = visit(path, color_scheme=scheme, viewport={"width": size[0], "height": size[1]})
    page.wait_for_timeout(200)
    assert grave(page) == []
    if size[0] < 700:
        page.get_by_text("Legend and filters").click()
    page.get_by_text("Relations", exact=True).click()
    page.get_by_text("Jurisdictions", exact=True).last.click()
    assert grave(page) == []
    pick(page, "AI Promotion Act")
    assert grave(page) == []


def test_on_paper_the_details_stand_below_the_picture(visit: Opener, path: Path) -> None:
    page = visit(path, color_scheme="dark")
    pick(page, "AI Promotion Act")
    page.emulate_media(media="print")
    expect(page.get_by_role("searchbox")).to_be_hidden()
    picture, details = page.locator("canvas").bounding_box(), page.get_by_role("complementary").bounding_box()
    assert picture and details and details["y"] >= picture["y"] + picture["height"] - 1
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"

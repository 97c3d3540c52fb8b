"""The page as it opens: drawn and still, searched, picked, and safe from what it shows."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest
from playwright.sync_api import expect

from govgraph.explorer import Drawing

from .pages import HOSTILE, MIDDLE, Opener, click_on, drawn, fact, lines, on_screen, pick, thing

OVERLAPS = """() => {
  const boxes = govgraph.labels().map(({ box }) => box);
  return boxes.flatMap((a, i) => boxes.slice(0, i).filter((b) =>
    a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3])).length;
}"""
CANVAS = """() => {
  const canvas = document.querySelector("canvas");
  const pixels = new Uint32Array(canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data.buffer);
  return new Set(pixels).size;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1280, 800), (390, 844)])
def test_the_picture_is_drawn_and_still(visit: Opener, path: Path, scheme: str, size: tuple[int, int]) -> None:
    page = visit(path, color_scheme=scheme, viewport={"width": size[0], "height": size[1]})
    page.wait_for_timeout(200)
    assert len(drawn(page)) == 40
    assert len(lines(page)) == 38  # one of the 39 lies under a fact that says more
    assert page.evaluate(CANVAS) > 20
    assert page.evaluate(OVERLAPS) == 0
    before = page.evaluate("network.getPositions()")
    page.wait_for_timeout(300)
    assert page.evaluate("network.getPositions()") == before
    assert page.evaluate("document.documentElement.scrollWidth") == size[0]
    expect(page).to_have_title("AI & <law>")
    expect(page.get_by_role("heading", level=1)).to_have_text("AI & <law>")


def test_no_name_of_a_place_is_cut_off_on_a_phone(visit: Opener, tmp_path: Path) -> None:
    made: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for place in ("aa", "bb", "cc", "dd", "ee", "ff"):
        thing(made, place, f"Saint {place} and the Grenadines", "Jurisdiction", jurisdiction=None)
        thing(made, f"{place}/act", "Act", "Instrument")
        fact(made, f"{place}/act", place, "resembles", "aa/act")
    Drawing(made, "Places").write(tmp_path / "page.html")
    page = visit(tmp_path / "page.html", viewport={"width": 390, "height": 844})
    page.wait_for_timeout(200)
    boxes = page.evaluate("govgraph.labels().filter(({ kind }) => kind === 'island').map(({ box }) => box)")
    assert len(boxes) > 1 and all(left >= -1 and right <= 391 for left, _, right, _ in boxes)


def test_the_focus_is_bigger_and_near_the_middle(visit: Opener, path: Path) -> None:
    page = visit(path)
    sizes = page.evaluate("Object.fromEntries(Object.values(network.body.nodes).map((n) => [n.id, n.shape.width]))")
    assert max(sizes, key=sizes.get) == "jp/act"
    x, y = on_screen(page, "network.getPosition('jp/act')")
    box = page.locator("#network").bounding_box()
    assert box and abs(x - box["width"] / 2) < box["width"] / 5 and abs(y - box["height"] / 2) < box["height"] / 5


def test_a_picture_around_a_thing_opens_with_all_that_is_on_however_big_it_is(visit: Opener, tmp_path: Path) -> None:
    made: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    thing(made, "jp/act", "AI Promotion Act", "Instrument")
    thing(made, "us/report", "A Report", "Document")  # in a place of which the overview shows nothing
    fact(made, "us/report", "r", "explains", "jp/act")
    bodies = {f"jp/body-{i}" for i in range(40)}
    for i, body in enumerate(sorted(bodies)):
        thing(made, body, f"Ministry {i} of everything that is rather long to name", "Body")
        fact(made, body, f"b{i}", "acts under", "jp/act")
        for part in range(8):
            thing(made, f"{body}#{part}", f"Duty {part} of ministry {i}", "Norm")
            fact(made, f"{body}#{part}", f"b{i}-{part}", "part of", body, structural=True)
    file = tmp_path / "page.html"
    Drawing(made, "AI Promotion Act", "jp/act").write(file)
    page = visit(file)
    assert drawn(page) == {"jp/act", *bodies}
    box = page.locator("#network").bounding_box()
    assert box
    for node in sorted(bodies):
        x, y = on_screen(page, f"network.getPosition('{node}')")
        assert 0 < x < box["width"] and 0 < y < box["height"], node
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_role("button", name="Whole picture").click()
    page.wait_for_timeout(300)
    boxes = page.evaluate("govgraph.labels().filter(({ kind }) => kind === 'node').map(({ box }) => box)")
    assert boxes and min(box[0] for box in boxes) >= -1 and max(box[2] for box in boxes) <= 391  # no name is cut off
    assert page.evaluate("govgraph.labels().filter(({ kind }) => kind === 'island').map(({ rows }) => rows[0])") == [
        "jp"
    ]


def test_the_heading_leads_back_to_the_site_of_which_a_page_is_part(network: nx.MultiDiGraph[str]) -> None:
    page = Drawing(network, "AI & <law>", "jp/act").html(home="/gov/?a=1&b=2")
    assert '<h1><a href="/gov/?a=1&amp;b=2">AI &amp; &lt;law&gt;</a></h1>' in page


def test_the_theme_may_change_while_open(visit: Opener, path: Path) -> None:
    page = visit(path, color_scheme="light")
    page.wait_for_timeout(200)
    light = page.evaluate("govgraph.labels().at(-1).color")
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(200)
    assert page.evaluate("govgraph.labels().at(-1).color") != light


def test_lines_tell_how_sure_a_fact_is(visit: Opener, path: Path) -> None:
    page = visit(path)
    dashes = page.evaluate("Object.fromEntries(Object.values(network.body.edges).map((e) => [e.id, e.options.dashes]))")
    assert dashes["f6"] is False
    assert len({str(dashes[key]) for key in ("f1", "f2", "f3", "f4", "f6")}) == 5
    assert dashes["f5"] == dashes["f1"]  # planned, though a rule derives it
    pick(page, "Penalty")
    page.get_by_role("button", name="Only its neighbours").click()
    page.wait_for_timeout(300)
    denied = page.evaluate("govgraph.labels().find(({ id }) => id === 'f3')")
    assert denied["rows"] == ["not: imposes"]
    assert page.evaluate("network.body.edges.f3.options.color.color") == "#D55E00"
    legend = [text.rstrip(" 0123456789") for text in page.locator("#lines label").all_inner_texts()]
    assert legend == ["asserted", "belongs to", "opinion", "possible", "planned", "denied by the source"]


def test_the_legend_hides_and_shows_families(visit: Opener, path: Path) -> None:
    page = visit(path)
    norms = page.get_by_role("checkbox", name="Norms 32")
    norms.uncheck()
    assert len(drawn(page)) == 8
    norms.check()
    assert len(drawn(page)) == 40
    expect(page.get_by_role("checkbox", name="Riddle 1")).to_be_checked()


@pytest.mark.parametrize("wanted", ["japan ai LAW", "AI Promotion Act"])
def test_search_finds_by_name_and_alias(visit: Opener, path: Path, wanted: str) -> None:
    page = visit(path)
    page.get_by_role("checkbox", name=re.compile("Instruments")).uncheck()
    page.get_by_role("searchbox").fill(wanted)
    expect(page.locator("#found button")).to_have_count(1)
    page.keyboard.press("Enter")
    assert page.evaluate("network.getSelectedNodes()") == ["jp/act"]
    expect(page.get_by_role("heading", name="AI Promotion Act", level=2)).to_be_focused()
    assert "jp/act" in drawn(page)  # though its family is off
    page.keyboard.press("Escape")
    expect(page.get_by_role("searchbox")).to_be_focused()
    assert page.evaluate("network.getSelectedNodes()") == []


@pytest.mark.parametrize("wanted", ["2024/1689", "Regulation (EU) 2024/1689"])
def test_search_finds_by_official_number(visit: Opener, path: Path, wanted: str) -> None:
    page = visit(path)
    page.get_by_role("searchbox").fill(wanted)
    page.keyboard.press("Enter")
    assert page.evaluate("network.getSelectedNodes()") == ["eu/ai-act"]


def test_search_in_japanese_and_without_a_result(visit: Opener, path: Path) -> None:
    page = visit(path)
    page.get_by_role("searchbox").fill("戦略本部")
    page.get_by_role("button", name="AI Strategic Headquarters government body").click()
    assert page.evaluate("network.getSelectedNodes()") == ["jp/hq"]
    page.get_by_role("searchbox").fill("no such thing")
    expect(page.locator("#found")).to_have_text("Nothing found")


def test_a_click_on_a_node_tells_its_facts_with_citations(visit: Opener, path: Path) -> None:
    page = visit(path)
    click_on(page, "network.getPosition('jp/act')")
    details = page.get_by_role("complementary")
    expect(details).to_contain_text("statute, Japan")
    expect(details).to_contain_text("Also: Japan AI law")
    expect(details).to_contain_text("It was passed in 2025.")
    expect(details.get_by_text("A Report, p. 1")).to_be_visible()
    assert details.get_by_role("link", name="A Report, p. 1").count() == 0  # javascript: is no address
    link = details.get_by_role("link", name="A Report, Section f3")
    expect(link).to_have_attribute("href", "https://example.org/report")
    expect(details.get_by_role("listitem").filter(has_text="imposes")).to_contain_text("denied by the source")
    details.get_by_role("button", name="→ Penalty").click()
    assert page.evaluate("network.getSelectedNodes()") == ["jp/penalty"]
    page.get_by_role("button", name="Close the details").click()
    expect(details).to_be_hidden()


def test_a_click_on_a_line_tells_the_fact(visit: Opener, path: Path) -> None:
    page = visit(path)
    click_on(page, MIDDLE)
    details = page.get_by_role("complementary")
    expect(details).to_contain_text("AI Promotion Act differs from EU AI Act.")
    expect(details.locator(".mark")).to_have_text("opinion")
    expect(details.get_by_role("link", name="A Report, Section f4")).to_be_visible()
    expect(details.get_by_role("button", name="→ EU AI Act")).to_be_visible()


def test_the_tip_shows_the_citation(visit: Opener, path: Path) -> None:
    page = visit(path)
    x, y = on_screen(page, MIDDLE)
    page.locator("#network").hover(position={"x": x, "y": y})
    expect(page.get_by_role("tooltip")).to_contain_text("A Report, Section f4")


def test_hostile_text_stays_text(visit: Opener, tmp_path: Path) -> None:
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    cited = [{"source": HOSTILE, "title": HOSTILE, "at": HOSTILE, "url": HOSTILE}]
    more = {"kind": HOSTILE, "aliases": [HOSTILE], "url": HOSTILE, "jurisdiction": HOSTILE}
    facts = [{"text": HOSTILE, "modality": "asserted", "denied": False, "citations": cited}]
    for node in (f"a{HOSTILE}", f"b{HOSTILE}"):
        thing(network, node, HOSTILE, HOSTILE, facts=facts, **more)
    fact(network, f"a{HOSTILE}", HOSTILE, HOSTILE, f"b{HOSTILE}", citations=cited, denied=True)
    Drawing(network, HOSTILE).write(tmp_path / "page.html")
    page = visit(tmp_path / "page.html")
    assert len(drawn(page)) == 2
    click_on(page, "network.getPosition(network.body.nodeIndices[1])")
    expect(page.locator("#details li")).to_have_count(2)
    page.locator("#families input").uncheck()
    page.get_by_role("searchbox").fill("script")
    page.keyboard.press("Enter")
    expect(page.locator("#picked")).to_have_text(HOSTILE, use_inner_text=False)
    page.wait_for_timeout(300)
    assert page.evaluate("window.pwned") is None
    assert page.locator("img").count() == 0
    assert page.locator("script").count() == 3
    assert page.locator("#details a").count() == 0
    assert page.evaluate("document.title.includes('onerror')")


def test_a_smuggled_script_would_not_run(visit: Opener, path: Path, tmp_path: Path) -> None:
    broken = tmp_path / "page.html"
    broken.write_text(path.read_text("utf-8").replace("<main>", "<main><script>window.pwned = 1</script>"), "utf-8")
    page = visit(broken)
    assert page.evaluate("window.pwned") is None
    assert len(visit.wrong) == 1 and "Content Security Policy" in visit.wrong.pop()


def test_a_picture_of_nothing(visit: Opener, tmp_path: Path) -> None:
    Drawing(nx.MultiDiGraph(), "Nothing", "jp/gone").write(tmp_path / "page.html")
    assert visit(tmp_path / "page.html").evaluate("network.body.data.nodes.length") == 0


def test_nothing_is_loaded_from_outside(path: Path) -> None:
    text = path.read_text("utf-8")
    assert re.findall(r"<link|<img|<iframe|@import|url\(|\bsrc=|\bsrcset=", text.split("<script", 1)[0]) == []
    assert not re.search(r"<script[^>]+src", text)
    assert "cdn" not in text.split("<script>", 1)[0]


def test_two_exports_are_the_same_bytes(network: nx.MultiDiGraph[str], path: Path, tmp_path: Path) -> None:
    turned: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    turned.add_nodes_from(reversed(list(network.nodes(data=True))))
    for start, end, key, about in reversed(list(network.edges(keys=True, data=True))):
        turned.add_edge(start, end, key, **about)
    Drawing(turned, "AI & <law>", "jp/act").write(tmp_path / "page.html")
    assert (tmp_path / "page.html").read_bytes() == path.read_bytes()


def test_an_interrupted_write_leaves_what_was_there(
    network: nx.MultiDiGraph[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    file = tmp_path / "page.html"
    file.write_text("as it was")
    monkeypatch.setattr(Path, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        Drawing(network, "New").write(file)
    assert file.read_text() == "as it was"
    assert list(tmp_path.iterdir()) == [file]


def test_nothing_heavy_is_imported_with_the_package() -> None:
    code = "import sys, govgraph.explorer; print([m for m in ('pyvis', 'networkx', 'IPython') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"

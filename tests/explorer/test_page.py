"""The page in a real browser that has no network; any request for more than the file itself fails the test."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from govgraph.explorer import write_page

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")
QUIET = ("--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run")
HOSTILE = '</script><img src=x onerror="window.pwned=1">\'"`\u2028\u2029<!--<script>window.pwned=1//&lt;'
OVERLAPS = """() => {
  const boxes = network.body.nodeIndices.map((id) => network.getBoundingBox(id));
  return boxes.flatMap((a, i) => boxes.slice(0, i).filter((b) =>
    a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)).length;
}"""
CANVAS = """() => {
  const canvas = document.querySelector("canvas");
  const pixels = new Uint32Array(canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data.buffer);
  return new Set(pixels).size;
}"""


def thing(network: nx.MultiDiGraph[str], node: str, name: str, family: str, **more: Any) -> None:
    jurisdiction = node.split("/")[0]
    defaults: dict[str, Any] = {"kind": family, "jurisdiction": jurisdiction, "aliases": [], "url": None, "facts": []}
    network.add_node(node, name=name, family=family, **defaults | more)


def fact(network: nx.MultiDiGraph[str], start: str, key: str, label: str, end: str, **more: Any) -> None:
    cited = {"source": "us/report", "title": "A Report", "at": f"Section {key}", "url": "https://example.org/report"}
    names = [network.nodes[node]["name"] for node in (start, end)]
    defaults = {"modality": "asserted", "denied": False, "derived": False, "structural": False, "citations": [cited]}
    text = f"{names[0]} {label} {names[1]}."
    network.add_edge(start, end, key, property=label, label=label, text=text, **defaults | more)


@pytest.fixture(scope="module")
def network() -> nx.MultiDiGraph[str]:
    """Forty things in two jurisdictions, with every kind of line, names in Japanese, and a star around one law."""
    made: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    told = {"text": "It was passed in 2025.", "modality": "asserted", "denied": False}
    told["citations"] = [{"source": "us/report", "title": "A Report", "at": "p. 1", "url": "javascript:alert(1)"}]
    thing(made, "jp/act", "AI Promotion Act", "Instrument", kind="Statute", aliases=["Japan AI law"], facts=[told])
    thing(made, "jp/hq", "AI Strategic Headquarters", "Body", kind="GovernmentBody", aliases=["人工知能戦略本部"])
    thing(made, "jp/cabinet", "内閣", "Body", aliases=["Cabinet"])
    thing(made, "jp/long", "人工知能関連技術の研究開発及び活用の推進に関する法律に基づく基本計画の案", "Document")
    thing(made, "jp/plan", "AI Basic Plan", "Instrument")
    thing(made, "jp/penalty", "Penalty", "Norm")
    thing(made, "eu/ai-act", "EU AI Act", "Instrument")
    thing(made, "jp", "Japan", "Jurisdiction", jurisdiction=None)
    thing(made, "somewhere", "Something of no family known", "Riddle", jurisdiction=None)
    for i in range(31):
        thing(made, f"jp/act#part-{i}", f"Part {i}: on the promotion of something rather long to name", "Norm")
        fact(made, f"jp/act#part-{i}", f"p{i}", "part of", "jp/act", structural=True, citations=[])
    fact(made, "jp/hq", "f1", "proposes", "jp/plan", modality="planned")
    fact(made, "jp/cabinet", "f2", "decides", "jp/plan", modality="possible")
    fact(made, "jp/act", "f3", "imposes", "jp/penalty", denied=True)
    fact(made, "jp/act", "f4", "differs from", "eu/ai-act", modality="opinion")
    fact(made, "jp/hq", "f5", "acts under", "jp/act", derived=True, modality="planned")
    fact(made, "jp/hq", "f6", "proposes again", "jp/plan")
    fact(made, "jp/act", "f7", "has part", "jp/act#part-0")
    fact(made, "jp/act", "f8", "amends", "jp/act")
    return made


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", *QUIET])
        yield chromium
        chromium.close()


class Opener:
    """Opens files in fresh, offline pages and keeps everything that went wrong in them."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.wrong: list[str] = []

    def __call__(self, path: Path, **context: Any) -> Page:
        opened = self.browser.new_context(**{"viewport": {"width": 1280, "height": 800}} | context)
        opened.set_offline(True)
        page = opened.new_page()
        page.on("console", lambda message: self.wrong.append(message.text))
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("dialog", lambda dialog: self.wrong.append(dialog.message))
        page.on("request", lambda asked: None if asked.url == path.as_uri() else self.wrong.append(asked.url))
        page.goto(path.as_uri())
        return page


@pytest.fixture
def visit(browser: Browser) -> Iterator[Opener]:
    opener = Opener(browser)
    yield opener
    for context in browser.contexts:
        context.close()
    assert opener.wrong == []


@pytest.fixture(scope="module")
def path(network: nx.MultiDiGraph[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("page") / "page.html"
    write_page(network, file, title="AI & <law>", focus="jp/act")
    return file


MIDDLE = "((e) => ({ x: (e.from.x + e.to.x) / 2, y: (e.from.y + e.to.y) / 2 }))(network.body.edges.f4)"


def on_screen(page: Page, point: str) -> tuple[float, float]:
    """Where on the canvas a place of the picture is, given as JavaScript for its coordinates there."""
    at = page.evaluate(f"network.canvasToDOM({point})")
    return at["x"], at["y"]


def click_on(page: Page, point: str) -> None:
    x, y = on_screen(page, point)
    page.locator("#network").click(position={"x": x, "y": y})


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1280, 800), (390, 844)])
def test_the_picture_is_drawn_and_still(visit: Opener, path: Path, scheme: str, size: tuple[int, int]) -> None:
    page = visit(path, color_scheme=scheme, viewport={"width": size[0], "height": size[1]})
    page.wait_for_timeout(200)
    assert page.evaluate("network.body.data.nodes.length") == 40
    assert page.evaluate("network.body.data.edges.length") == 38  # one of the 39 lies under a fact that says more
    assert page.evaluate(CANVAS) > 20
    assert page.evaluate(OVERLAPS) == 0
    before = page.evaluate("network.getPositions()")
    page.wait_for_timeout(300)
    assert page.evaluate("network.getPositions()") == before
    assert page.evaluate("document.documentElement.scrollWidth") == size[0]
    expect(page).to_have_title("AI & <law>")
    expect(page.get_by_role("heading", level=1)).to_have_text("AI & <law>")


def test_the_focus_is_bigger_and_near_the_middle(visit: Opener, path: Path) -> None:
    page = visit(path)
    sizes = page.evaluate("Object.fromEntries(Object.values(network.body.nodes).map((n) => [n.id, n.options.size]))")
    assert max(sizes, key=sizes.get) == "jp/act"
    x, y = on_screen(page, "network.getPosition('jp/act')")
    box = page.locator("#network").bounding_box()
    assert box and abs(x - box["width"] / 2) < box["width"] / 5 and abs(y - box["height"] / 2) < box["height"] / 5


def test_the_theme_may_change_while_open(visit: Opener, path: Path) -> None:
    page = visit(path, color_scheme="light")
    light = page.evaluate("network.body.nodes['jp/act'].labelModule.fontOptions.color")
    page.emulate_media(color_scheme="dark")
    page.wait_for_function("light => network.body.nodes['jp/act'].labelModule.fontOptions.color !== light", arg=light)


def test_lines_tell_how_sure_a_fact_is(visit: Opener, path: Path) -> None:
    page = visit(path)
    look = "(e) => [e.id, [e.options.dashes, e.options.label]]"
    lines = page.evaluate(f"Object.fromEntries(Object.values(network.body.edges).map({look}))")
    assert lines["f6"][0] is False
    assert len({str(lines[key][0]) for key in ("f1", "f2", "f3", "f4", "f6")}) == 5
    assert lines["f5"][0] == lines["f1"][0]  # planned, though a rule derives it
    assert lines["f3"][1] == "not: imposes"
    assert page.evaluate("network.body.edges.f3.options.color.color") == "#D55E00"
    legend = page.locator("#lines li").all_inner_texts()
    assert legend == ["asserted", "belongs to", "opinion", "possible", "planned", "denied by the source"]


def test_the_legend_hides_and_shows_families(visit: Opener, path: Path) -> None:
    page = visit(path)
    norms = page.get_by_role("checkbox", name="Norms 32")
    norms.uncheck()
    assert page.evaluate("network.body.data.nodes.length") == 8
    norms.check()
    assert page.evaluate("network.body.data.nodes.length") == 40
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
    expect(page.get_by_role("checkbox", name=re.compile("Instruments"))).to_be_checked()
    page.keyboard.press("Escape")
    expect(page.get_by_role("searchbox")).to_be_focused()
    assert page.evaluate("network.getSelectedNodes()") == []


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
    write_page(network, tmp_path / "page.html", title=HOSTILE)
    page = visit(tmp_path / "page.html")
    assert page.evaluate("network.body.data.nodes.length") == 2
    click_on(page, "network.getPosition(network.body.nodeIndices[1])")
    expect(page.locator("#details li")).to_have_count(2)
    page.get_by_role("checkbox").uncheck()
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
    write_page(nx.MultiDiGraph(), tmp_path / "page.html", title="Nothing", focus="jp/gone")
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
    write_page(turned, tmp_path / "page.html", title="AI & <law>", focus="jp/act")
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
        write_page(network, file, title="New")
    assert file.read_text() == "as it was"
    assert list(tmp_path.iterdir()) == [file]


def test_nothing_heavy_is_imported_with_the_package() -> None:
    code = "import sys, govgraph.explorer; print([m for m in ('pyvis', 'networkx', 'IPython') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"

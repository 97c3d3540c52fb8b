"""Pictures without a browser, pictures in a notebook, and where they are written."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx as nx
import pytest

import govgraph
from govgraph.errors import FormatError, MissingExtraError
from govgraph.explorer import Drawing, draw

from .pages import HOSTILE, Opener, fact, thing

SVG = "{http://www.w3.org/2000/svg}"


def texts(picture: str) -> list[str]:
    return ["".join(node.itertext()) for node in ElementTree.fromstring(picture).iter(f"{SVG}text")]


def test_an_svg_tells_names_lines_and_legend(network: nx.MultiDiGraph[str]) -> None:
    found = texts(Drawing(network, "AI & <law>", "jp/act").svg())
    assert {"AI Promotion Act", "内閣", "Japan", "Instruments", "denied by the source"} <= set(found)
    root = ElementTree.fromstring(Drawing(network, "AI & <law>", "jp/act").svg())
    assert root.findtext(f"{SVG}title") == "AI & <law>"
    dashed = [p for p in root.iter(f"{SVG}path") if p.get("stroke-dasharray")]
    assert len(dashed) > 5


def test_a_browser_shows_the_whole_of_an_svg(visit: Opener, network: nx.MultiDiGraph[str], tmp_path: Path) -> None:
    file = tmp_path / "act.svg"
    file.write_text(Drawing(network, "Act", "jp/act").svg(), "utf-8")
    page = visit(file, viewport={"width": 390, "height": 300})
    root = "document.documentElement"
    assert page.evaluate(f"[{root}.scrollWidth, {root}.scrollHeight]") == [390, 300]


def test_hostile_text_stays_text_in_an_svg() -> None:
    made: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in ("a", "b"):
        thing(made, node, HOSTILE + "\x00\x0b", HOSTILE)
    fact(made, "a", "f", HOSTILE, "b")
    root = ElementTree.fromstring(Drawing(made, HOSTILE, lang=HOSTILE).svg())
    assert {node.tag.removeprefix(SVG) for node in root.iter()} <= set(
        "svg title rect text tspan g path circle".split()
    )


def test_a_png_is_written_without_a_browser(network: nx.MultiDiGraph[str], tmp_path: Path) -> None:
    Drawing(network, "Act").write(tmp_path / "act.PNG")
    assert (tmp_path / "act.PNG").read_bytes().startswith(b"\x89PNG")


def test_without_the_extra_a_png_says_what_to_install(
    network: nx.MultiDiGraph[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'govgraph\[png\]'"):
        Drawing(network, "Act").write(tmp_path / "act.png")
    assert list(tmp_path.iterdir()) == []


def test_an_ending_that_nothing_is_drawn_as(network: nx.MultiDiGraph[str], tmp_path: Path) -> None:
    with pytest.raises(
        FormatError, match="nothing is drawn as 'pgn' \\(did you mean 'png'\\?\\): there are html, svg, png"
    ):
        Drawing(network, "Act").write(tmp_path / "act.pgn")


def test_a_big_svg_shows_the_overview() -> None:
    made: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    thing(made, "xa/law", "Lantern Act", "Instrument")
    for i in range(400):
        thing(made, f"xa/duty-{i}", f"Duty {i}", "Norm")
        fact(made, "xa/law", f"f{i}", "requires", f"xa/duty-{i}")
    assert texts(Drawing(made, "Big").svg()) == ["xa", "Lantern Act", "Instruments"]  # no duty, and so no line


def test_a_notebook_shows_it_in_line(visit: Opener, network: nx.MultiDiGraph[str], tmp_path: Path) -> None:
    shown = Drawing(network, 'A "title"', "jp/act")._repr_html_()
    (tmp_path / "notebook.html").write_text(f"<!doctype html><title>x</title>{shown}", encoding="utf-8")
    page = visit(tmp_path / "notebook.html")
    frame = page.frame_locator("iframe")
    frame.get_by_role("searchbox").fill("cabinet")
    frame.get_by_role("button", name="内閣").click()
    assert frame.locator("#picked").inner_text() == "内閣"


def test_depth_and_language_of_the_shipped_facts(kg: govgraph.KnowledgeGraph) -> None:
    near, far = (draw(kg, "AI Strategic Headquarters", depth=depth) for depth in (1, 2))
    assert set(near.network) < set(far.network)
    assert draw(kg, "AI Strategic Headquarters", lang="ja").title == "人工知能戦略本部"


def test_a_picture_of_a_jurisdiction_has_its_laws_and_bodies(kg: govgraph.KnowledgeGraph) -> None:
    shown = set(draw(kg, "Colorado").network)
    assert {"us-co", "us-co/sb-24-205", "us-co/attorney-general"} <= shown
    assert not shown & {"us-co/sources/akin-sb-25b-004", "jp/ai-promotion-act"}  # to which no line leads


def test_the_command_takes_format_language_and_depth(run: Callable[..., Any], tmp_path: Path) -> None:
    file = tmp_path / "hq.svg"
    assert run("draw", "AI Strategic Headquarters", "--depth", "0", "--lang", "ja", "-o", file).code == 0
    assert "".join(texts(file.read_text("utf-8"))).count("人工知能戦略本部") == 1
    wrong = run("draw", "AI Strategic Headquarters", "-o", tmp_path / "gone" / "hq.html")
    assert (wrong.code, wrong.stderr.count("\n")) == (2, 1)
    assert str(tmp_path / "gone" / "hq.html") in wrong.stderr

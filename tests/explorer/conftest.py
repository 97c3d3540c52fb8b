"""A browser that has no network; any request for more than the file itself fails the test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pytest
from playwright.sync_api import Browser, sync_playwright

from govgraph.explorer import Drawing

from .pages import CHROMIUM, SWITCHES, Opener, fact, thing


@pytest.fixture(scope="session")
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
    number = told | {"text": "Its number is 2024/1689.", "property": "officialNumber", "value": "2024/1689"}
    thing(made, "eu/ai-act", "EU AI Act", "Instrument", facts=[number])
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


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=[*SWITCHES])
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Opener]:
    opener = Opener(browser)
    yield opener
    for context in browser.contexts:
        context.close()
    assert opener.wrong == []


@pytest.fixture(scope="session")
def path(network: nx.MultiDiGraph[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("page") / "page.html"
    Drawing(network, "AI & <law>", "jp/act").write(file)
    return file

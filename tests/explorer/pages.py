"""Networks and pages to test with, and what a visitor does."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import networkx as nx
from playwright.sync_api import Browser, Page

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
HOSTILE = '</script><img src=x onerror="window.pwned=1">\'"`\u2028\u2029<!--<script>window.pwned=1//&lt;'
SWITCHES = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


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


class Opener:
    """Opens files in fresh, offline pages and keeps everything that went wrong in them."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.wrong: list[str] = []

    def __call__(self, path: Path, fragment: str = "", **context: Any) -> Page:
        opened = self.browser.new_context(**{"viewport": {"width": 1280, "height": 800}} | context)
        opened.set_offline(True)
        page = opened.new_page()
        page.on("console", lambda message: self.wrong.append(message.text))
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("dialog", lambda dialog: self.wrong.append(dialog.message))
        page.on(
            "request",
            lambda asked: (
                None
                if asked.url.partition("#")[0] in (path.as_uri(), "about:srcdoc") or asked.url.startswith("blob:")
                else self.wrong.append(asked.url)
            ),
        )
        page.goto(path.as_uri() + fragment)
        return page


MIDDLE = "((e) => ({ x: (e.from.x + e.to.x) / 2, y: (e.from.y + e.to.y) / 2 }))(network.body.edges.f4)"


def on_screen(page: Page, point: str) -> tuple[float, float]:
    """Where on the canvas a place of the picture is, given as JavaScript for its coordinates there."""
    at = page.evaluate(f"network.canvasToDOM({point})")
    return at["x"], at["y"]


def click_on(page: Page, point: str, clicks: int = 1) -> None:
    x, y = on_screen(page, point)
    page.locator("#network").click(position={"x": x, "y": y}, click_count=clicks)


def drawn(page: Page) -> set[str]:
    """The things that the picture shows."""
    return set(page.evaluate("network.body.nodeIndices"))


def lines(page: Page) -> set[str]:
    """The facts that the picture shows as lines."""
    return set(page.evaluate("network.body.edgeIndices"))


def pick(page: Page, name: str) -> None:
    """Search for a thing and pick the first that is found."""
    page.get_by_role("searchbox").fill(name)
    page.keyboard.press("Enter")

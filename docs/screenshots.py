"""Takes the pictures of the explorer that stand in the documentation.

CHROMIUM=chromium python docs/screenshots.py
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

import govgraph
from govgraph.explorer import draw

HERE = Path(__file__).resolve().parent
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
DAY = "2026-11-24"
# What it is called: what is drawn, in which language, the view in the address, and the screen.
PICTURES: dict[str, tuple[str | None, str, str, dict[str, Any]]] = {
    "light": (None, "en", "", {"color_scheme": "light"}),
    "dark": (None, "en", "#pick=eu/ai-office&open=eu/ai-office", {"color_scheme": "dark"}),
    "phone": ("AI Strategic Headquarters", "en", "#pick=jp/ai-strategic-headquarters", {"viewport": (390, 844)}),
    "japanese": ("AI Strategic Headquarters", "ja", "", {}),
}


def main() -> None:
    kg = govgraph.load(as_of=DAY)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*QUIET])
        for name, (entity, lang, view, screen) in PICTURES.items():
            page = Path(folder) / f"{name}.html"
            draw(kg, entity, lang=lang).write(page)
            take(browser, page.as_uri() + view, HERE / f"explorer-{name}.png", **screen)
        browser.close()


def take(browser: Browser, address: str, path: Path, viewport: tuple[int, int] = (1280, 800), **screen: Any) -> None:
    """One picture, once the page is still."""
    width, height = viewport
    context = browser.new_context(viewport={"width": width, "height": height}, device_scale_factor=1.25, **screen)
    context.set_offline(True)
    page = context.new_page()
    page.goto(address)
    page.wait_for_timeout(800)
    page.screenshot(path=path)
    context.close()


if __name__ == "__main__":
    main()

"""The real server over the shipped facts and over a hostile land, and a browser that tells of all that goes wrong."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
SWITCHES = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
HOSTILE = '</title></script><img src=x onerror="window.pwned=1">\'"`{{7*7}}<script>window.pwned=1</script>&lt;'


@contextmanager
def serving(*options: str) -> Iterator[str]:
    """The address of a `govgraph serve` with these options."""
    command = [sys.executable, "-m", "govgraph", "serve", "--port", "0", "--timeout", "60", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=ROOT) as process:
        assert process.stdout
        try:
            yield process.stdout.readline().strip().rstrip("/")
        finally:
            process.terminate()


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """What the founding report says, on its own day."""
    with serving("--as-of", "2025-10-09", "--source", "us/sources/csis-japan-2025") as address:
        yield address


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The made-up land, in which every name and text that people write is an attack."""
    land = tmp_path_factory.mktemp("hostile") / "land"
    shutil.copytree(ROOT / "tests/corpus", land)
    text = "'" + HOSTILE.replace("'", "''") + "'"
    for path in land.rglob("*.yaml"):
        told = path.read_text(encoding="utf-8")
        told = re.sub(r"^(\s*(?:short_)?name:) *\{.*\}$", rf"\1 {{en: {text}, ja: {text}}}", told, flags=re.MULTILINE)
        told = re.sub(r"^(  (?:en|ja|eo):) .*$", rf"\1 {text}", told, flags=re.MULTILINE)
        told = re.sub(r"^(\s*(?:if|unless|by|role|detail|scope):) .*$", rf"\1 {text}", told, flags=re.MULTILINE)
        told = re.sub(r"at: [^}]+\}", f"at: {text}}}", told)
        told = re.sub(r"^(aliases:) .*$", rf"\1 [{text}]", told, flags=re.MULTILINE)
        path.write_text(told, encoding="utf-8")
    with serving("--data", str(land), "--as-of", "2031-06-30") as address:
        yield address


@pytest.fixture(scope="session")
def get(site: str) -> Iterator[httpx.Client]:
    """Asks the server as a program does."""
    with httpx.Client(base_url=site, timeout=90, follow_redirects=False) as client:
        yield client


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=[*SWITCHES])
        yield chromium
        chromium.close()


class Visitor:
    """Opens pages in fresh contexts, and keeps all that went wrong in them."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.wrong: list[str] = []

    def __call__(self, address: str, **context: Any) -> Page:
        host = "/".join(address.split("/")[:3])
        page = self.browser.new_context(**{"viewport": {"width": 1280, "height": 900}} | context).new_page()
        page.on("console", lambda message: self.wrong.append(message.text))
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("dialog", lambda dialog: self.wrong.append(dialog.message))
        page.on("request", lambda r: None if r.url.startswith((host, "data:", "blob:")) else self.wrong.append(r.url))
        page.goto(address)
        return page


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visitor]:
    visitor = Visitor(browser)
    yield visitor
    for context in browser.contexts:
        context.close()
    assert visitor.wrong == []

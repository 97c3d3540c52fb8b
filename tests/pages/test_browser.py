"""Every kind of page in a real browser: readable, accessible, alone with its own server, and safe."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from .conftest import HOSTILE, Visitor

PAGES = {
    "first": "/",
    "ask": "/ask",
    "answered": "/ask?q=which+bodies+act+under+the+AI+Promotion+Act",
    "denied": "/ask?q=does+Japan+mandate+human+oversight+for+high-risk+AI",
    "search": "/search?q=ai+act&class=Instrument",
    "law": "/id/jp/ai-promotion-act.html",
    "body": "/id/jp/ai-strategic-headquarters.html",
    "part": "/id/jp/ai-promotion-act%23plan.html",
    "group": "/id/jp/ai-promotion-act.html?says=sets+the+principle",
    "source": "/id/us/sources/csis-japan-2025.html",
    "compare": "/compare?with=jp&with=us&with=eu",
    "laws": "/compare?with=jp%2Fai-promotion-act&with=eu%2Fai-act",
    "timeline": "/timeline?in=jp",
    "classes": "/list",
    "list": "/list/bodies?under=AI+Promotion+Act",
    "sources": "/sources",
    "terms": "/ns.html",
    "term": "/ns/passedOn",
    "downloads": "/download/",
    "query": "/query?query=SELECT+%3Fs+%7B+%3Fs+gov%3AheadedBy+%3Fo+%7D",
    "plain": "/query?plain=yes&name=can-fine",
    "explorer": "/graph?around=jp%2Fcabinet",
    "preview": "/reconcile/preview?id=jp%2Fcabinet",
}
PHONE = {"width": 390, "height": 844}
DRAWN = ("explorer", "query")  # by a script, once
IN_THE_LIGHT = ("first", "denied", "search", "body", "laws", "plain")  # which have every colour
PLAIN = {"java_script_enabled": False}


def grave(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{v['id']}: {[n['html'][:200] for n in v['nodes'][:3]]}" for v in found]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible_and_fits_on_a_screen_and_on_a_phone_in_the_dark(
    visit: Visitor, site: str, name: str
) -> None:
    page = visit(site + PAGES[name])
    for phone in (False, True):
        if phone:
            page.set_viewport_size(PHONE)
            page.emulate_media(color_scheme="dark")
        if phone and name in DRAWN:
            page.reload()  # which the server answers with 304
        if name == "query":
            expect(page.locator(".yasr_results tbody tr").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
        if name in IN_THE_LIGHT or (phone and name != "terms"):  # which are many, and each is as the one
            assert grave(page) == []


def test_pages_are_read_without_javascript(visit: Visitor, site: str) -> None:
    page = visit(site, **PLAIN)
    for address in (PAGES[name] for name in PAGES if name != "explorer"):
        page.goto(site + address)
        assert page.get_by_role("heading", level=1).inner_text(), address
        assert len(page.get_by_role("main").inner_text()) > 50, address
        assert page.locator("[style], style").count() == 0, address


def test_a_page_is_printed_in_dark_ink_by_whoever_reads_in_the_dark(visit: Visitor, site: str) -> None:
    page = visit(site + PAGES["body"])
    page.emulate_media(media="print", color_scheme="dark")
    mark = page.locator("main .mark.planned").first
    assert mark.evaluate("e => getComputedStyle(e).color") == "rgb(91, 74, 0)"
    assert page.locator("body").evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(255, 255, 255)"
    assert not page.get_by_role("navigation", name="Pages").is_visible()


def test_what_is_printed_is_whole_and_has_no_forms(visit: Visitor, site: str) -> None:
    page = visit(site + PAGES["compare"])
    page.emulate_media(media="print")
    assert page.locator("form:visible").count() == 0
    page.goto(site + PAGES["denied"])
    page.set_viewport_size({"width": 600, "height": 800})  # of a sheet
    assert page.locator("pre").evaluate("e => e.scrollWidth <= e.clientWidth")


def test_a_query_is_run_without_javascript(visit: Visitor, site: str) -> None:
    page = visit(f"{site}/query", **PLAIN)
    page.get_by_label("Query").last.fill("SELECT ?body { ?body gov:headedBy id:jp\\/prime-minister }")
    page.get_by_role("button", name="Run").click()
    page.get_by_role("region", name="Result").get_by_role("link", name="jp/ai-strategic-headquarters").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("AI Strategic Headquarters")


def test_the_editor_knows_the_ready_questions_and_leads_to_pages_here(visit: Visitor, site: str) -> None:
    page = visit(f"{site}/query")
    page.get_by_role("link", name="Which bodies can fine whom").click()
    expect(page.locator(".CodeMirror-code")).to_contain_text("imposesFinesOn")
    page.goto(site + PAGES["query"])
    with page.expect_popup() as opened:
        page.locator(".yasr_results a[href*='ai-strategic-headquarters']").click()
    expect(opened.value.get_by_role("heading", level=1)).to_have_text("AI Strategic Headquarters")


def test_the_editor_is_for_who_has_no_mouse_or_does_not_see_it_too(visit: Visitor, site: str) -> None:
    page = visit(f"{site}/query")
    query = page.get_by_role("textbox", name="Query", exact=True)
    query.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("ASK { ?s ?p ; } # not 'a' 12 ]")
    for _ in range(2):  # out of the editor, and not an indentation
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Run query")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".yasr_results")).to_contain_text("not a SPARQL query: line 1, column 15")
    assert grave(page) == []
    visit.wrong = [told for told in visit.wrong if "400 (Bad Request)" not in told]
    query.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("CONSTRUCT WHERE { ?s gov:headedBy ?o }")
    page.get_by_role("button", name="Run query").press("Enter")
    page.get_by_role("button", name="Shows Response view").press("Enter")
    expect(page.locator(".yasr_results .CodeMirror-line").first).to_be_visible()
    assert grave(page) == []


def test_a_reader_gets_from_a_question_to_the_place_in_the_source(visit: Visitor, site: str) -> None:
    page = visit(site)
    page.get_by_label("Ask in plain English").fill("who proposes the AI Basic Plan")
    page.get_by_role("button", name="Ask", exact=True).click()
    page.get_by_role("link", name="AI Strategic Headquarters").first.click()
    planned = page.get_by_role("listitem").filter(has_text="AI Basic Plan").first
    expect(planned).to_contain_text("Planned")
    planned.get_by_role("link", name=re.compile("^This fact")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("AI Strategic Headquarters proposes AI Basic Plan")
    expect(page.get_by_role("main")).to_contain_text("Structure of the AI Promotion Act, Plan")
    expect(page.get_by_role("main")).to_contain_text("Secondary source")


def test_the_day_is_chosen_and_stays(visit: Visitor, site: str) -> None:
    page = visit(f"{site}/id/jp/ai-promotion-act.html")
    expect(page.get_by_text("In force", exact=True)).to_be_visible()
    page.get_by_label("As of").fill("2025-07-01")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".status")).to_contain_text("Passed since May 2025, on 1 July 2025")
    page.get_by_role("link", name="Japan", exact=True).click()
    expect(page.get_by_label("As of")).to_have_value("2025-07-01")
    page.get_by_role("link", name="Now").click()
    expect(page.get_by_label("As of")).to_have_value("2025-10-09")


def test_hostile_text_stays_text_on_every_page(visit: Visitor, hostile: str) -> None:
    pages = [
        "/", f"/ask?q=what+does+{quote(HOSTILE)}+require", "/search?q=src", "/id/xa/lantern-act.html",
        "/id/xa/lantern-council.html", "/id/xa/sources/gazette.html", "/compare?with=xa&with=xb", "/timeline",
        "/list/thing", "/list/thing?under=xa%2Flantern-act", "/sources", "/graph",
        "/reconcile/preview?id=xa%2Flantern-act", "/compare?with=xa%2Flantern-act&with=xa%2Fcandle-decree",
        "/query?plain=yes&query=SELECT+%3Fn+%7B+%3Fs+rdfs%3Alabel+%3Fn+%7D",
    ]  # fmt: skip
    page = visit(hostile)
    for address in pages:
        page.goto(hostile + address)
        assert page.evaluate("window.pwned") is None
        assert page.locator("img[src=x]").count() == 0
        assert address == "/" or "onerror" in page.content()  # it is there, as text
    page.goto(f"{hostile}/id/xa/lantern-act.html")
    page.get_by_role("link", name=re.compile("^This fact")).first.click()
    assert "<img" in page.get_by_role("heading", level=1).inner_text()
    assert page.evaluate("window.pwned") is None


def test_a_source_whose_address_is_not_known_says_so(visit: Visitor, hostile: str) -> None:
    page = visit(f"{hostile}/id/xa/sources/travel-notes.html")
    expect(page.get_by_role("main")).to_contain_text("no address is known")
    for known in ("xa", "xa/sources/gazette"):
        page.goto(f"{hostile}/id/{known}.html")
        expect(page.get_by_role("main")).not_to_contain_text("no address is known")


def test_hostile_text_stays_text_in_the_editor(visit: Visitor, hostile: str) -> None:
    page = visit(f"{hostile}/query?query=SELECT+%3Fn+%7B+id%3Axa%5C%2Flantern-act+rdfs%3Alabel+%3Fn+%7D")
    expect(page.locator(".yasr_results tbody tr").first).to_contain_text("<img")
    assert page.evaluate("window.pwned") is None
    assert page.locator("img[src=x]").count() == 0
    # What the editor parses so as to clean it is refused by the policy already there, which the browser tells.
    visit.wrong = [told for told in visit.wrong if "inline event handler" not in told]


def test_hostile_parameters_stay_text(visit: Visitor, site: str) -> None:
    attack = "%22%3E%3Cimg%20src%3Dx%20onerror%3D%22window.pwned%3D1%22%3E"
    page = visit(f"{site}/search?q={attack}")
    for address in ("/ask?q={}", "/search?q=a&{}=1&page=1", "/query?query=ASK%7B%7D%23{}"):
        page.goto(site + address.format(attack))
        assert page.evaluate("window.pwned") is None
        assert page.locator("img[src=x]").count() == 0

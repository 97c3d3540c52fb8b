"""What the pages say, to people and to programs: texts, statuses, formats, and what comes of a mistake."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import unescape
from typing import Any
from urllib.parse import quote

import httpx
import icalendar
import pytest

from govgraph import KnowledgeGraph
from govgraph.server.pages import ROUTES, words
from govgraph.views import search

ONLY = ("--as-of", "2025-10-09", "--source", "us/sources/csis-japan-2025")
OUTCOMES = {
    "who heads the AI Strategic Headquarters": ("answered", "Prime Minister of Japan"),
    "does Japan mandate human oversight for high-risk AI": ("denied", "The source says no"),
    "who decides the AI Basic Plan": ("unsettled", "Not settled"),
    "does the US mandate human oversight for high-risk AI": ("not_stated", "This is not a “no”"),
    "what is the flurb of snorkel": ("not_understood", "Not understood"),
}


def text(get: httpx.Client, address: str, status: int = 200) -> str:
    found = get.get(address)
    assert found.status_code == status, found.text[:300]
    assert found.headers["content-type"] == "text/html; charset=utf-8"
    return unescape(found.text)


@pytest.mark.parametrize("question", OUTCOMES)
def test_each_outcome_of_a_question_is_shown_as_what_it_is(get: httpx.Client, question: str) -> None:
    status, said = OUTCOMES[question]
    page = text(get, f"/ask?q={quote(question)}")
    assert f'class="answer {status}"' in page and said in page
    if status in ("answered", "denied"):
        assert "Japan's AI Governance Action</a>: " in page


def test_words_that_an_answer_leaves_out_are_told(get: httpx.Client) -> None:
    page = text(get, f"/ask?q={quote('Who pompously proposes the AI Basic Plan?')}")
    assert page.count("ccounted for in the question: pompously.") == 1 and "not accounted for: pompously" in page
    assert "ccounted for" not in text(get, f"/ask?q={quote('Who proposes the AI Basic Plan?')}")


def test_the_json_of_a_question_is_that_of_the_command_line(get: httpx.Client, run: Callable[..., Any]) -> None:
    question = "which bodies act under the AI Promotion Act"
    printed = run("ask", question, "--format", "json", *ONLY).stdout
    asked = get.get("/ask", params={"q": question}, headers={"Accept": "application/json"})
    assert asked.text == printed == get.get("/ask", params={"q": question, "format": "json"}).text
    assert asked.headers["content-type"] == "application/json"


@pytest.mark.parametrize(
    ("address", "command"),
    [
        ("/id/jp/cabinet.html", ("show", "jp/cabinet")),
        ("/compare?with=jp&with=us", ("compare", "jp", "us")),
        ("/timeline?in=Japan&from=2025&to=2025-12", ("timeline", "--in", "Japan", "--from", "2025", "--to", "2025-12")),
        ("/list/bodies?under=AI+Promotion+Act", ("list", "bodies", "--under", "AI Promotion Act")),
    ],
)
@pytest.mark.parametrize("format", ["json", "csv", "md"])
def test_a_lookup_gives_what_the_command_line_gives(
    get: httpx.Client, run: Callable[..., Any], address: str, command: tuple[str, ...], format: str
) -> None:
    given = get.get(address + ("&" if "?" in address else "?") + f"format={format}")
    assert given.text == run(*command, "--format", format, *ONLY).stdout


def test_planned_and_denied_are_said_and_not_only_coloured(get: httpx.Client) -> None:
    headquarters = text(get, "/id/jp/ai-strategic-headquarters.html")
    assert (
        '<strong class="mark planned">Planned</strong> <a href="/id/jp/ai-basic-plan.html">AI Basic Plan</a>'
        in headquarters
    )
    act = text(get, "/id/jp/ai-promotion-act.html")
    assert "Not so, the source says</strong>" in act and "is motivated by the view that" in act
    assert "In force</strong> since 1 September 2025, on 9 October 2025" in act
    assert "人工知能関連技術の研究開発及び活用の推進に関する法律" in act
    assert '<li id="plan">' in act  # the address that the part's IRI leads to


def test_a_fact_tells_all_that_belongs_to_it(get: httpx.Client, report: Any) -> None:
    fact = next(f for f in report.facts() if f.property == "decides" and f.subject.id == "jp/cabinet")
    page = text(get, f"/fact/{fact.id}.html")
    for said in ("Planned:", "Cabinet decision", "Plan phase", "2025", "Structure of the AI Promotion Act, Plan",
                 "Secondary source", "Center for Strategic and International Studies", fact.id):  # fmt: skip
        assert said in page
    derived = next(f for f in report.facts() if f.derived)
    assert "The facts from which it follows" in text(get, f"/fact/{derived.id}.html")
    assert get.get(f"/fact/{fact.id}.html?format=json").json()["sentence"] == fact.sentence


def test_what_rests_on_one_fact_is_told_with_it_and_not_twice(get: httpx.Client) -> None:
    page = text(get, f"/ask?q={quote('does Japan mandate human oversight for high-risk AI')}")
    rests = page.partition("What it rests on")[2].partition("<h2>")[0]
    assert re.sub("<[^>]*>", "", rests).count("Human oversight for high-risk AI") == 1


def test_a_value_is_told_with_the_facts_that_are_shown_and_not_without_it_too(kg: KnowledgeGraph) -> None:
    page = next(route for route in ROUTES if route.path == "/ask")
    told = page.render(kg, {"q": "what is the highest fine under the EU AI Act"}).body.decode()
    assert told.count("carries a fine of up to 35,000,000 EUR") and "carries a fine of up to (with" not in told


def test_a_fact_tells_from_when_until_when_it_is_so(kg: KnowledgeGraph) -> None:
    page = next(route for route in ROUTES if route.path == "/fact/{id}")
    fact = next(f for f in kg.facts() if str(f.valid_from) == "2024-08-01" and str(f.valid_until) == "2026-07-26")
    assert "from 1 August 2024 until 26 July 2026." in " ".join(page.render(kg, {"id": fact.id}).body.decode().split())


def test_the_page_of_a_jurisdiction_leads_to_what_belongs_to_it(get: httpx.Client) -> None:
    page = text(get, "/id/jp.html")
    for address in ("/list/instrument?in=jp", "/list/body?in=jp", "/timeline?in=jp", "/calendar.ics?in=jp"):
        assert f'href="{address}"' in page
        assert get.get(address).status_code == 200
    assert 'href="/timeline?thing=jp%2Fai-promotion-act"' in text(get, "/id/jp/ai-promotion-act.html")


def test_the_explorer_leads_back_and_shows_the_day(get: httpx.Client) -> None:
    around = text(get, "/graph?around=jp%2Fcabinet&as_of=2025-08-15")
    assert '<h1><a href="/id/jp/cabinet.html?as_of=2025-08-15">Cabinet</a></h1>' in around
    assert '<h1><a href="./">govgraph</a></h1>' in text(get, "/graph")
    assert get.get("/graph?as_of=2025-08-15").headers["location"] == "/graph#day=2025-08-15"


def test_a_law_leads_to_its_text_and_the_text_to_its_law(kg: KnowledgeGraph) -> None:
    def about(id_: str) -> str:
        page = next(route for route in ROUTES if route.path == "/id/{id:path}")
        return page.render(kg, {"id": id_}).body.decode().partition('<dl class="about">')[2].partition("</dl>")[0]

    law, text = about("eu/ai-act"), about("eu/sources/ai-act-oj")
    assert 'href="/id/eu/sources/ai-act-oj.html"' in law and "https://eur-lex.europa.eu/eli/reg/2024/1689/oj" in law
    assert '<dt>Text of</dt><dd><a href="/id/eu/ai-act.html">EU AI Act</a></dd>' in text


def test_a_long_page_leads_to_each_kind_of_fact_on_it(kg: KnowledgeGraph) -> None:
    page = next(route for route in ROUTES if route.path == "/id/{id:path}")
    law = page.render(kg, {"id": "eu/ai-act"}).body.decode()
    led = re.findall(r'href="#(says-[^"]+|parts)"', law.partition('aria-label="On this page"')[2])
    assert {"says-requires", "says-is-enforced-by", "parts"} <= set(led)
    assert led == re.findall(r'<h[23] id="([^"]+)"', law)
    assert "On this page" not in page.render(kg, {"id": "jp/cabinet", "says": "decides"}).body.decode()


def test_places_are_offered_by_name(kg: KnowledgeGraph) -> None:
    page = next(route for route in ROUTES if route.path == "/timeline")
    offered = re.findall(r'<option value="([^"]+)">', page.render(kg, {}).body.decode())
    assert len(offered) > 70 and offered == sorted(offered)


def test_a_long_timeline_opens_at_the_day_and_leads_to_the_rest(kg: KnowledgeGraph) -> None:
    page = next(route for route in ROUTES if route.path == "/timeline")

    def years(**asked: str) -> list[str]:
        return re.findall(r"<h2>(\d{4})</h2>", page.render(kg, asked).body.decode())

    assert years() == ["2025"] and years(page="1")[0] == years(**{"from": "1900"})[0] == "1958"
    body = page.render(kg, {}).body.decode()
    assert 'here those about <a href="#day">9 October 2025</a>' in body
    assert 'rel="prev"' in body and 'rel="next"' in body and "<time>9 October 2025</time>" in body
    before, turn, after = body.partition('id="day">9 October 2025: what follows is dated later<')
    days = re.compile(r"<time>(?:\d+ )?\w+ (\d{4})</time>")
    assert turn and set(days.findall(before)) == {"2025"} and "Not yet" not in before and "<time>" in after


@pytest.mark.parametrize("number", ["2024/1689", "32024R1689", "Regulation (EU) 2024/1689"])
def test_a_search_finds_a_law_by_its_official_number(kg: KnowledgeGraph, number: str) -> None:
    assert search(kg, number).items[0].id == "eu/ai-act"


def test_another_day_holds_on_every_link(get: httpx.Client) -> None:
    page = text(get, "/id/jp/ai-promotion-act.html?as_of=2025-08-15")
    assert "on 15 August 2025" in page and "Not yet</strong>" in page
    links = [part.split('"')[0] for part in page.split('href="/')[1:]]
    pages = [link for link in links if not link.startswith("static/") and ".ttl" not in link and ".jsonld" not in link]
    assert len(pages) > 50
    assert [link for link in pages if "as_of=2025-08-15" not in link] == ["id/jp/ai-promotion-act.html"]  # back to now


def test_a_search_counts_by_class_place_and_status(get: httpx.Client) -> None:
    found = get.get("/search?q=ai&format=json").json()
    kinds = {each["code"]: each["count"] for each in found["kinds"]}
    assert sum(kinds.values()) == len(found["items"])
    only = get.get("/search?q=ai&class=Statute&in=jp&format=json").json()
    assert [item["id"] for item in only["items"]] == ["jp/ai-promotion-act"]
    assert {each["code"]: each["count"] for each in only["kinds"]}.get("Statute") == 1 < len(only["kinds"])
    assert "Page 2 of" in text(get, "/search?q=&page=2")
    assert get.get("/search?q=人工知能戦略本部&format=json").json()["items"][0]["id"] == "jp/ai-strategic-headquarters"
    assert get.get("/search?q=promtion+act&format=json").json()["items"][0]["id"] == "jp/ai-promotion-act"


def test_a_name_leads_to_its_thing(get: httpx.Client) -> None:
    moved = get.get("/id/AI HQ.html?as_of=2025-09-30")
    assert (moved.status_code, moved.headers["location"]) == (
        302,
        "/id/jp/ai-strategic-headquarters.html?as_of=2025-09-30",
    )


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/id/jp/ai-promotoin-act.html", "jp/ai-promotion-act.html"),
        ("/fact/f00.html", "No fact is called 'f00'"),
        ("/ns/passdOn", "/ns/passedOn"),
        ("/list/regulatr", "/list/Regulator"),
        ("/compare?with=jp&with=Japann", "/id/jp.html"),
        ("/timeline?thing=AI+Promotoin+Act", "jp/ai-promotion-act.html"),
        ("/search?class=statutes_", "Statute"),
        ("/query?name=can-fin", "can-fine"),
        ("/graph?around=cabinett", "jp/cabinet.html"),
        ("/calendar.ics?thing=cabinett", "jp/cabinet.html"),
    ],
)
def test_what_is_unknown_is_answered_with_the_nearest(get: httpx.Client, address: str, said: str) -> None:
    assert said in text(get, address, status=404)
    assert get.get(address, headers={"Accept": "application/json"}).json()["error"]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/?as_of=2025-13-45", "'2025-13-45' is not a date"),
        ("/timeline?from=soon", "'soon' is not a date"),
        ("/compare?with=jp", "two or more different things"),
        ("/compare?" + "&".join(f"with={n}" for n in range(9)), "up to eight"),
        ("/search?page=0", "page takes a whole number from 1"),
        ("/search?page=9999", "page takes a whole number"),
        ("/graph?around=jp&depth=9", "depth takes a whole number from 0 to 3"),
        ("/sources?tier=best", "there are secondary"),
        ("/id/jp.html?format=pdf", "there are html, json"),
        ("/query?query=SELECT", "not a SPARQL query"),
        ("/query?query=@/etc/passwd", "not a SPARQL query"),
        ("/query?query=SELECT*%7BSERVICE%3Chttp://x.example/%3E%7B?s?p?o%7D%7D", "nothing leaves this machine"),
        ("/reconcile?queries=%7B", "queries: Invalid JSON"),
        ("/reconcile?queries=%7B%22q%22:%7B%7D%7D", "queries: q: query: Field required"),
    ],
)
def test_what_cannot_be_read_is_told(get: httpx.Client, address: str, said: str) -> None:
    assert said.lower() in text(get, address, status=400).lower()


def test_the_examples_are_answered(get: httpx.Client, kg: Any) -> None:
    for question, _ in words._EXAMPLES:
        assert kg.ask(question).status in ("answered", "denied", "unsettled"), question


def test_the_calendar_is_one(get: httpx.Client) -> None:
    given = get.get("/calendar.ics?thing=jp/ai-promotion-act")
    assert given.headers["content-type"] == "text/calendar; charset=utf-8"
    events = icalendar.Calendar.from_ical(given.content).walk("VEVENT")
    assert any("fully in force" in event["SUMMARY"] for event in events)


def test_every_page_has_a_path_of_its_own() -> None:
    assert len({route.path for route in ROUTES}) == len(ROUTES)


# -- reconciliation, as https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/ has it


def test_the_manifest_says_what_there_is(get: httpx.Client) -> None:
    manifest = get.get("/reconcile").json()
    assert "0.2" in manifest["versions"]
    assert manifest["identifierSpace"] == "https://w3id.org/govgraph/id/"
    assert "{{id}}" in manifest["view"]["url"] and "{{id}}" in manifest["preview"]["url"]
    root = str(get.base_url).rstrip("/")
    for service in manifest["suggest"].values():
        found = get.get(service["service_url"].removeprefix(root) + service["service_path"], params={"prefix": "re"})
        assert found.headers["access-control-allow-origin"] == "*"
        assert all({"id", "name"} <= set(each) for each in found.json()["result"])
    shown = get.get(manifest["preview"]["url"].removeprefix(root).replace("{{id}}", quote("jp/cabinet", safe="")))
    assert "Cabinet" in shown.text and "frame-ancestors" not in shown.headers["content-security-policy"]
    seen = get.get(manifest["view"]["url"].removeprefix(root).replace("{{id}}", "jp/cabinet"), follow_redirects=True)
    assert seen.status_code == 200


def test_a_batch_is_matched(get: httpx.Client) -> None:
    queries = {
        "q0": {"query": "AI Promotion Act", "type": "Instrument", "limit": 3},
        "q1": {"query": "Cabinett"},
        "q2": {"query": "AI Basic Plan", "properties": [{"pid": "jurisdiction", "v": "Japan"}]},
        "q3": {"query": "AI Basic Plan", "properties": [{"pid": "jurisdiction", "v": {"id": "us"}}]},
        "q4": {"query": "jp/cabinet", "type": ["Body"], "type_strict": "any"},
        "q5": {"query": "no such thing at all zzz"},
    }
    posted = get.post("/reconcile", data={"queries": json.dumps(queries)}).json()
    assert posted == get.get("/reconcile", params={"queries": json.dumps(queries)}).json()
    best = {key: (found["result"] or [{"id": None, "match": None}])[0] for key, found in posted.items()}
    assert [best[q]["id"] for q in ("q0", "q1", "q2", "q4")] == [
        "jp/ai-promotion-act", "jp/cabinet", "jp/ai-basic-plan", "jp/cabinet",
    ]  # fmt: skip
    assert [best[q]["match"] for q in ("q0", "q1", "q2", "q4")] == [True, False, True, True]
    assert best["q0"]["type"] == [{"id": "Statute", "name": "statute"}] and best["q0"]["score"] == 100
    assert "jp/ai-basic-plan" not in [each["id"] for each in posted["q3"]["result"]] and posted["q5"]["result"] == []
    assert len(posted["q0"]["result"]) <= 3
    for found in posted.values():
        assert [each["score"] for each in found["result"]] == sorted(
            (e["score"] for e in found["result"]), reverse=True
        )

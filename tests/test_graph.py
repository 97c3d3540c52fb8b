"""The graph as people meet it: what is so on a day, what is only planned, what one source says, what a name means."""

from __future__ import annotations

import contextlib
import http.server
import re
import threading
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import ClassVar

import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import govgraph
from govgraph.export import export
from govgraph.sparql import refuse_outside
from govgraph.vocabulary import PREFIXES

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "tests/corpus"


def so(kg: govgraph.KnowledgeGraph, subject: str, property_: str, object_: str) -> bool:
    """Whether a plain query, one that knows nothing of fact nodes, finds the triple."""
    return bool(kg.query(f"ASK {{ <{PREFIXES['id']}{subject}> gov:{property_} {object_} }}"))


def thing(id_: str) -> str:
    return f"<{PREFIXES['id']}{id_}>"


# -- on a day


def test_an_act_is_in_force_from_its_day_and_not_before(
    kg: govgraph.KnowledgeGraph, report: govgraph.KnowledgeGraph
) -> None:
    question = ("jp/ai-promotion-act", "fullyInForceFrom", '"2025-09-01"')
    assert so(kg, *question)
    assert so(report.as_of("2025-09-01"), *question)
    assert not so(report.as_of("2025-08-31"), *question)
    before = report.as_of("2025-08-15")
    assert not so(before, *question)
    assert [f.holds for f in before.facts("?fact rdf:predicate gov:fullyInForceFrom")] == [False]


def test_what_is_known_to_the_month_counts_from_its_last_day(report: govgraph.KnowledgeGraph) -> None:
    question = ("jp/ai-promotion-act", "passedOn", '"2025-05"')
    assert not so(report.as_of("2025-05-30"), *question)
    assert so(report.as_of("2025-05-31"), *question)
    assert so(report.as_of("2025-05"), *question)


def test_what_has_an_end_is_so_until_that_day(land: govgraph.KnowledgeGraph) -> None:
    question = ("xa/lantern-council", "headedBy", thing("xa/first-lamplighter"))
    assert [so(land.as_of(day), *question) for day in ("2031-01-14", "2031-01-15", "2031-12-31", "2032-01-01")] == [
        False, True, True, False
    ]  # fmt: skip


def test_one_source_may_be_named_without_a_list() -> None:
    one = "xa/sources/gazette"
    assert govgraph.load(CORPUS, sources=one).facts() == govgraph.load(CORPUS, sources=[one]).facts() != []


@pytest.mark.parametrize(
    ("told", "days"),
    [
        ('?day >= "2031"', ["2031-02", "2031-04-01"]),
        ('?day >= "2031-03"', ["2031-04-01"]),
        ('?day <= "2031-03-31"', ["1890~", "2030/2031", "2031-02"]),
        ('?day = "2031-04-01"', ["2031-04-01"]),
        ("true", ["1890~", "2030/2031", "2031-02", "2031-04-01"]),
    ],
)
def test_dates_are_compared_and_sorted_by_time(
    land: govgraph.KnowledgeGraph, tmp_path: Path, told: str, days: list[str]
) -> None:
    """With a day, a month or a year, here and by rdflib in what is exported."""
    of = "VALUES ?p { gov:passedOn gov:fullyInForceFrom gov:establishedOn }"
    query = f"SELECT ?day {{ {of} ?s ?p ?day FILTER({told}) }} ORDER BY ?day"
    assert [row["day"].value for row in land.query(query)] == days
    export(land, "turtle", tmp_path / "land.ttl")
    found = rdflib.Graph().parse(tmp_path / "land.ttl").query(query, initNs=PREFIXES)
    assert [str(row[0]) for row in found if isinstance(row, rdflib.query.ResultRow)] == days


def test_the_day_is_today_unless_it_is_given() -> None:
    assert abs((govgraph.load(CORPUS).as_of_date - date.today()).days) <= 1
    assert govgraph.load(CORPUS, as_of=date(2031, 1, 2)).as_of_date == date(2031, 1, 2)
    at = govgraph.load(CORPUS, as_of=datetime(2031, 1, 2, 12))
    assert at.as_of_date == date(2031, 1, 2) and at.facts() == govgraph.load(CORPUS, as_of="2031-01-02").facts()
    with pytest.raises(govgraph.DateError, match="'next year' is not a date"):
        govgraph.load(CORPUS, as_of="next year")


# -- how it is said


def test_what_is_planned_possible_or_an_opinion_is_told_but_is_not_so(report: govgraph.KnowledgeGraph) -> None:
    for subject, property_, object_, modality in (
        ("jp/cabinet", "decides", "jp/ai-basic-plan", "planned"),
        ("jp/appi-amendment", "amends", "jp/appi", "possible"),
        ("jp/ai-promotion-act", "differsFrom", "eu/ai-act", "opinion"),
    ):
        assert not so(report, subject, property_, thing(object_))
        said = report.facts(f"?fact rdf:subject {thing(subject)} ; rdf:predicate gov:{property_}")
        assert [(f.object.id, f.modality, f.hedge) for f in said] == [(object_, modality, modality)]


def test_nothing_planned_is_ever_so_on_any_later_day(report: govgraph.KnowledgeGraph) -> None:
    later = report.as_of("2030-01-01")
    assert not so(later, "jp/cabinet", "decides", thing("jp/ai-basic-plan"))
    assert not so(later, "jp/cabinet", "actsUnder", thing("jp/ai-promotion-act"))


def test_what_the_source_denies_is_not_so_and_says_so(kg: govgraph.KnowledgeGraph) -> None:
    penalty = "jp/ai-promotion-act#noncompliance-penalty"
    assert not so(kg, "jp/ai-promotion-act", "imposesPenalty", thing(penalty))
    fact = kg.facts(f"?fact rdf:object {thing(penalty)}")[0]
    assert fact.denied and fact.hedge == "not so" and fact.sentence.startswith("The source denies it: ")


def test_facts_in_batches_are_those_that_a_pattern_finds(
    land: govgraph.KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the same order: a pattern of which every fact has a part is answered at once, and all facts one by one."""
    fresh = [govgraph.load(CORPUS, as_of=land.as_of_date) for _ in range(2)]
    monkeypatch.setattr("govgraph.stating._BATCH", 1)
    usual = fresh[1].facts("?fact rdf:subject ?any")
    assert list(fresh[0].each_fact()) == usual
    by_id = sorted(usual, key=lambda fact: fact.subject.id or "")
    assert list(fresh[0].each_fact(by_id=True)) == by_id != usual
    assert len(fresh[0].facts()) == len(usual)  # all of them are held now
    assert list(fresh[0].each_fact(by_id=True)) == by_id


# What a thing or a source is, beside the facts that are told of it.
NO_FACTS = {PREFIXES["gov"] + name for name in "jurisdiction within tier readOn asOf publisher textOf".split()}


def test_a_direct_triple_stands_for_each_asserted_fact_and_for_no_other(kg: govgraph.KnowledgeGraph) -> None:
    holds = {fact.id: fact.holds for fact in kg.facts()}
    rows = kg.query(
        "SELECT ?fact ?s ?p ?o { ?fact rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; "
        'gov:denied false ; gov:modality "asserted" }'
    )
    founded = {(r["s"], r["p"], r["o"]) for r in rows if holds[r["fact"].value.removeprefix(PREFIXES["fact"])]}
    direct = {
        (quad.subject, quad.predicate, quad.object)
        for quad in kg.store
        if quad.subject.value.startswith(PREFIXES["id"])
        and quad.predicate.value.startswith(PREFIXES["gov"])
        and quad.predicate.value not in NO_FACTS
    }
    assert len(founded) > 4000
    assert [triple for triple in direct if triple not in founded] == []
    assert [triple for triple in founded if triple not in direct] == []


def test_who_acts_follows_with_the_modality_of_what_is_done(report: govgraph.KnowledgeGraph) -> None:
    act = thing("jp/ai-promotion-act")
    acts = {(f.subject.id, f.modality) for f in report.facts(f"?fact rdf:predicate gov:actsUnder ; rdf:object {act}")}
    assert acts == {
        ("jp/ai-strategic-headquarters", "planned"),
        ("jp/cabinet", "planned"),
        ("jp/prime-minister", "planned"),
        ("jp/cabinet-office", "opinion"),
        ("jp/national-government", "asserted"),
        ("jp/national-government", "opinion"),
        ("jp/local-governments", "asserted"),
    }
    duties = {f.subject.id for f in report.facts(f"?fact rdf:predicate gov:hasDutyUnder ; rdf:object {act}")}
    assert duties == {"jp/businesses", "jp/citizens", "jp/research-institutions"}


def test_what_follows_by_rule_names_what_it_rests_on(kg: govgraph.KnowledgeGraph) -> None:
    derived = kg.facts("?fact a gov:DerivedFact")
    assert derived
    assert all(fact.derived and fact.based_on and fact.citations for fact in derived)


# -- what a source says


def test_a_means_is_told_with_one_preposition(kg: govgraph.KnowledgeGraph) -> None:
    told = [fact.sentence for fact in kg.facts() if "through its Secretariat" in fact.sentence]
    assert told and not any("by through" in sentence for sentence in told)


def test_a_source_narrows_the_graph_to_what_it_says() -> None:
    notes = govgraph.load(CORPUS, as_of="2031-06-30", sources=["xa/sources/travel-notes"])
    assert {c.source for f in notes.facts() for c in f.citations} == {"xa/sources/travel-notes"}
    assert "xa/candle-decree" in notes.names and "xa/households" not in notes.names
    passed = notes.facts(f"?fact rdf:subject {thing('xa/lantern-act')} ; rdf:predicate gov:passedOn")
    assert [c.at for c in passed[0].citations] == ["Letter 1"]
    with pytest.raises(govgraph.UnknownName):
        notes.entity("Wick Plan")


def test_all_sources_together_are_the_whole(land: govgraph.KnowledgeGraph) -> None:
    both = govgraph.load(CORPUS, as_of="2031-06-30", sources=["xa/sources/travel-notes", "xa/sources/gazette"])
    assert {f.id for f in both.facts()} == {f.id for f in land.facts()}


def test_narrowing_outlives_another_day() -> None:
    notes = govgraph.load(CORPUS, as_of="2031-06-30", sources=["xa/sources/travel-notes"])
    assert "xa/households" not in notes.as_of("2032-01-01").names


@pytest.mark.parametrize(
    ("name", "hint"),
    [("xa/sources/gazete", "xa/sources/gazette"), ("xa/lantern-act", None), ("something else", None)],
)
def test_an_unknown_source_is_refused_with_the_nearest(name: str, hint: str | None) -> None:
    with pytest.raises(govgraph.UnknownName) as error:
        govgraph.load(CORPUS, sources=[name])
    assert f"no source is called '{name}'" in str(error.value)
    assert [id_ for id_, _ in error.value.nearest] == ([hint] if hint else [])


# -- names


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("jp/cabinet", "jp/cabinet"),
        (" jp/cabinet ", "jp/cabinet"),
        ("id:jp/ai-promotion-act#principle-1", "jp/ai-promotion-act#principle-1"),
        ("https://w3id.org/govgraph/id/jp/cabinet", "jp/cabinet"),
        ("Cabinet", "jp/cabinet"),
        ("  cabinet of   JAPAN ", "jp/cabinet"),
        ("AI Act", "eu/ai-act"),
        ("Japan's AI law", "jp/ai-promotion-act"),
        ("Japan’s AI law", "jp/ai-promotion-act"),
        ("人工知能戦略本部", "jp/ai-strategic-headquarters"),
        ("Act on Promotion of Research, Development, and Utilization of AI‑Related Technology", "jp/ai-promotion-act"),
    ],
)
def test_a_thing_is_found_by_id_name_alias_and_other_scripts(kg: govgraph.KnowledgeGraph, name: str, id_: str) -> None:
    assert kg.resolve(name) == id_
    assert kg.entity(name).id == id_


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("32024R1689", "eu/ai-act"),
        ("CELEX:32024R1689", "eu/ai-act"),
        ("Regulation (EU) 2024/1689", "eu/ai-act"),
        ("the EU AI Act, Regulation 2024/1689", "eu/ai-act"),
        ("https://data.europa.eu/eli/reg/2024/1689/oj", "eu/ai-act"),
        ("OJ L, 2024/1689", "eu/ai-act"),
        ("act no. 53 of 2025", "jp/ai-promotion-act"),
        ("UN resolution A/RES/79/325", "intl/un-resolution-79-325"),
        ("02024R1689 - 27.07.2026", "eu/ai-act"),  # which it bears from a later day
        ("Directive (EU) 2024/2853", "eu/product-liability-directive"),  # a source is called so
    ],
)
def test_a_thing_is_found_by_its_official_numbers(kg: govgraph.KnowledgeGraph, name: str, id_: str) -> None:
    assert kg.resolve(name) == id_


@pytest.mark.parametrize("name", ["Directive (EU) 2024/1689", "Regulation (EU) 2024/1689, Article 5"])
def test_a_number_among_words_that_are_not_said_of_its_thing_is_but_a_hint(
    kg: govgraph.KnowledgeGraph, name: str
) -> None:
    with pytest.raises(govgraph.UnknownName) as error:
        kg.resolve(name)
    assert error.value.nearest[0] == ("eu/ai-act", "EU AI Act")
    with pytest.raises(govgraph.UnknownName) as error:
        kg.resolve("12024/16890")
    assert "eu/ai-act" not in dict(error.value.nearest)


def test_every_thing_is_found_by_its_id_and_comes_with_its_facts(
    kg: govgraph.KnowledgeGraph, report: govgraph.KnowledgeGraph
) -> None:
    assert [id_ for id_ in kg.names if kg.resolve(id_) != id_ or kg.kind(id_) not in kg.vocabulary.classes] == []
    for id_ in report.names:
        found = report.entity(id_)
        assert found.id == id_ and found.type in report.vocabulary.classes
        assert all(f.subject.id == id_ for f in found.facts)
        assert not {f.id for f in found.facts} & {f.id for f in found.about}


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("AI Promtion Act", "jp/ai-promotion-act"),
        ("jp/cabinett", "jp/cabinet"),
        ("Personal Informaton Protecton Comission", "jp/ppc"),
    ],
)
def test_a_near_miss_gets_a_suggestion(kg: govgraph.KnowledgeGraph, name: str, near: str) -> None:
    with pytest.raises(govgraph.UnknownName) as error:
        kg.entity(name)
    assert near in [id_ for id_, _ in error.value.nearest]
    assert f"no thing is called {name!r}; nearest: " in str(error.value)


def test_of_near_names_the_one_that_is_most_like_it_comes_first(tmp_path: Path) -> None:
    (tmp_path / "xa.yaml").write_text("type: Jurisdiction\nname: {en: Lanternia}\n")
    (tmp_path / "xa").mkdir()
    for id_, name in {"a": "Enforcement Decree of the Candle Act of Lanternia", "b": "Candle Act of Lanternia"}.items():
        (tmp_path / "xa" / f"{id_}.yaml").write_text(f"type: Statute\nname: {{en: {name}}}\n")
    for wanted in ("Candle Act", "xa/bb"):
        with pytest.raises(govgraph.UnknownName) as error:
            govgraph.load(tmp_path).entity(wanted)
        assert error.value.nearest[0][0] == "xa/b"


def test_a_name_that_several_things_bear_is_told_with_all_of_them(tmp_path: Path) -> None:
    for code in ("xc", "xd"):
        (tmp_path / f"{code}.yaml").write_text(f"type: Jurisdiction\nname: {{en: {code}}}\n")
        (tmp_path / code).mkdir()
        (tmp_path / code / "council.yaml").write_text("type: GovernmentBody\nname: {en: Council}\n")
    with pytest.raises(govgraph.UnknownName, match="no single thing is called 'council'") as error:
        govgraph.load(tmp_path).entity("council")
    assert {id_ for id_, _ in error.value.nearest} == {"xc/council", "xd/council"}


def test_an_entity_tells_names_titles_and_where_it_belongs(land: govgraph.KnowledgeGraph) -> None:
    act = land.entity("Lantern Law")
    assert (act.name, act.type, act.type_label) == ("Lantern Act", "Statute", "statute")
    assert act.titles == {"en": "Act on the Keeping and Lighting of Lanterns", "ja": "灯籠の保持及び点灯に関する法律"}
    assert act.url == "https://law.example/lanterns" and act.jurisdiction and act.jurisdiction.id == "xa"
    assert "xa/lantern-act#dusk" in [part.id for part in act.parts]
    dusk = land.entity("xa/lantern-act#dusk")
    assert dusk.within and dusk.within.id == act.id
    assert {f.subject.id for f in dusk.about} == {"xa/lantern-act#round", "xa/lantern-council", "xa/lamplighters"}


# -- SPARQL


def queries() -> list[str]:
    """The named question about who acts under what, and whatever the README shows."""
    readme = ROOT / "README.md"
    shown = (
        re.findall(r"```sparql\n(.*?)```", readme.read_text(encoding="utf-8"), re.DOTALL) if readme.is_file() else []
    )
    return [(ROOT / "govgraph/queries/acts-under.rq").read_text(encoding="utf-8"), *shown]


@pytest.mark.parametrize("query", queries())
def test_rdflibs_own_engine_gives_the_same_answers(report: govgraph.KnowledgeGraph, query: str) -> None:
    result = report.query(query)
    names = [variable.value for variable in result.variables]
    ours = sorted([[row[name] and row[name].value for name in names] for row in result], key=str)
    theirs = [
        [None if row[n] is None else str(row[n]) for n in names]
        for row in report.rdf().query(query, use_store_provided=False)
    ]
    assert ours and ours == sorted(theirs, key=str)


def test_the_rdflib_graph_is_the_same_store(kg: govgraph.KnowledgeGraph) -> None:
    assert len(kg.rdf()) == len(kg.store)


def test_ask_gives_a_bool_and_construct_triples(land: govgraph.KnowledgeGraph) -> None:
    assert land.query("ASK { ?s gov:headedBy ?o }") is True
    assert land.query("ASK { ?s gov:headedBy gov:nobody }") is False
    assert len(list(land.query("CONSTRUCT { ?o gov:heads ?s } WHERE { ?s gov:headedBy ?o }"))) == 1


@pytest.mark.parametrize(
    "query", ["", "SELECT", "SELECT * { ?s ?p }", "INSERT DATA { <a:b> <a:b> <a:b> }", "SELECT * { ?s nope:p ?o }"]
)
def test_a_malformed_query_is_told(land: govgraph.KnowledgeGraph, query: str) -> None:
    with pytest.raises(
        govgraph.QueryError, match="an update is refused" if "INSERT" in query else "not a SPARQL query"
    ):
        land.query(query)


# -- nothing leaves the machine

X = "{ ?x ?y ?z }"
REACHING = [
    f"SELECT * {{ SERVICE <URL> {X} }}",
    f"select*{{service<URL>{X}}}",
    f"SELECT * {{ SeRvIcE SILENT <URL> {X} }}",
    f"SELECT * {{ SERVICE:x {X} }}",
    f"SELECT * {{ SERVICEex:x {X} }}",
    f"SELECT * {{ SERVICESILENTex:x {X} }}",
    f"SELECT * {{ SERVICESILENT<URL> {X} }}",
    f"SELECT * {{ SERVICE\n# why not\n<URL>\n{X} }}",
    f"SELECT * {{ VALUES ?u {{ <URL> }} SERVICE ?u {X} }}",
    f"SELECT * {{ ?s ?p 1SERVICE<URL>{X} }}",
    f"SELECT * {{ ?s ?p trueSERVICEex:x{X} }}",
    f"SELECT * {{ ?s ?p 'x'@en SERVICE<URL>{X} }}",
    f"SELECT * {{ ?s ?p '\\\\'SERVICE<URL>{X} }}",
    f"SELECT * {{ ?s ?p '''a\\''''SERVICE<URL>{X} }}",
    f"SELECT * {{ OPTIONAL {{ ?s ex:a\\#b ?o }} SERVICE <URL> {X} }}",
    f"SELECT * {{ OPTIONAL {{ ?s ex:a\\'b ?o }} SERVICE <URL> {X} OPTIONAL {{ ?s ex:c\\'d ?o }} }}",
    f"SELECT * {{ ?s ?p ?o FILTER(1<2)SERVICE#>\n<URL>{X} }}",
    f"SELECT * {{ ?s ?p ?o FILTER(1<2)#>'''\nSERVICE<URL>{X} #'''\n}}",
    f"SELECT * {{ ?s ?p <urn:x#y> . SERVICE <URL> {X} }}",
    f"SELECT * {{ ?s ?p ?o FILTER EXISTS {{ SERVICE <URL> {X} }} }}",
    f"SELECT * {{ {{ SELECT * {{ ?s ?p ?o MINUS {{ SERVICE <URL> {X} }} }} }} }}",
    f"ASK {{ GRAPH ?g {{ SERVICE <URL> {X} }} }}",
    f"CONSTRUCT {X} WHERE {{ SERVICE <URL> {X} }}",
    f"DESCRIBE ?x {{ SERVICE <URL> {X} }}",
    "SELECT * FROM <URL> { ?s ?p ?o }",
    "SELECT * from named <URL> { ?s ?p ?o }",
    "SELECT *FROM<URL>{ ?s ?p ?o }",
    "SELECT * FROMNAMED<URL>{ ?s ?p ?o }",
    "CONSTRUCT { ?s ?p ?o } FROM <URL> WHERE { ?s ?p ?o }",
    "LOAD <URL>",
]
HARMLESS = [
    "SELECT ?service { ?service ?p ?o }",
    "SELECT ?service ?x { ?service ?p ?x }",
    "SELECT * { ?s ?p 'SERVICE <http://x.example/> {' }",
    'SELECT * { ?s ?p "FROM NAMED <x>" } # SERVICE <http://x.example/> { }',
    "SELECT * { ?s ?p '''a 'service' from''' , \"\"\"load \"x\" service\"\"\" }",
    "SELECT * { ?s <http://example.org/service#from> ?o }",
    "SELECT * { ?s service:from from:service OPTIONAL { service:x from:load ?load } }",
    "SELECT ?from { ?from ?load ?service . FILTER(?service < 3 && ?load > 2) }",
    "SELECT * { VALUES ?service { 1 } ?s ?p ?service }",
    "SELECT (COUNT(*) AS ?from) { ?s ex:from\\#SERVICE ?o }",
]


class Outside(http.server.BaseHTTPRequestHandler):
    """Another machine, as far as a query can tell: it counts who calls."""

    calls: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.calls.append(self.path)
        body = b'{"head": {"vars": []}, "results": {"bindings": []}}'
        self.send_response(200)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET  # noqa: N815

    def log_message(self, *_: object) -> None:
        """Nothing on the screen."""


@pytest.fixture(scope="module")
def outside() -> Iterator[str]:
    """The address of a machine that no query may reach."""
    with http.server.HTTPServer(("127.0.0.1", 0), Outside) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def prefixed(query: str, url: str) -> str:
    return "".join(f"PREFIX {p}: <{url}> " for p in ("ex", "", "service", "from")) + query.replace("URL", url)


def test_the_engine_would_reach_out_if_it_were_let(land: govgraph.KnowledgeGraph, outside: str) -> None:
    for query in REACHING[:8]:
        list(land.store.query(prefixed(query, outside)))
    assert len(Outside.calls) == 8
    Outside.calls.clear()


@pytest.mark.parametrize("query", REACHING)
def test_a_query_that_reaches_out_is_refused(land: govgraph.KnowledgeGraph, outside: str, query: str) -> None:
    with pytest.raises(govgraph.QueryError, match=r"is refused|two ways"):
        land.query(prefixed(query, outside))
    assert not Outside.calls


@pytest.mark.parametrize("query", HARMLESS)
def test_the_words_may_stand_where_they_call_nobody(land: govgraph.KnowledgeGraph, outside: str, query: str) -> None:
    list(land.query(prefixed(query, outside)))
    assert not Outside.calls


CODE = (
    r"SERVICE|service|SILENT|<URL>|{ ?x ?y ?z }|ex:x|ex:a\'b|ex:a\#b|:x|?s ?p |?s ?p ?o|1|true|'|#|>|\|.| |FILTER(1<2)"
)
MORE = "BIND('|' AS ?b)|OPTIONAL {|}|'x'@en|<urn:a#b>|?service"
PIECES = st.sampled_from([*CODE.split("|"), *MORE.split("|"), '"', "\n", "'''"])


@given(pieces=st.lists(PIECES, min_size=2, max_size=9))
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_let_through_calls_nobody(outside: str, land: govgraph.KnowledgeGraph, pieces: list[str]) -> None:
    query = prefixed(f"SELECT * {{ {''.join(pieces)} SERVICE <URL> {X} {''.join(reversed(pieces))} }}", outside)
    try:
        refuse_outside(query)
    except govgraph.QueryError:
        return
    with contextlib.suppress(govgraph.QueryError, RuntimeError):
        list(land.query(query))
    assert not Outside.calls, query


def test_a_rule_that_reaches_out_is_refused_too(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "govgraph.ttl").write_bytes((ROOT / "ontology/govgraph.ttl").read_bytes())
    (tmp_path / "rules/out.rq").write_text(
        "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"
    )
    with pytest.raises(govgraph.QueryError, match="SERVICE is refused"):
        govgraph.load(CORPUS, tmp_path)


def test_rdflibs_handle_cannot_be_written_to(kg: govgraph.KnowledgeGraph) -> None:
    graph, before = kg.rdf(), len(kg.store)
    for update in ("LOAD <http://127.0.0.1:9/x>", "DELETE WHERE { ?s ?p ?o }", "INSERT DATA { <a:a> <a:b> <a:c> }"):
        with pytest.raises(govgraph.QueryError, match="read only"):
            graph.update(update)
    triple = next(iter(graph))
    for write in (graph.add, graph.remove):
        with pytest.raises(govgraph.QueryError, match="read only"):
            write(triple)
    assert len(kg.store) == before

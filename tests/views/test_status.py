"""The status of an instrument: worked out for the day, by what the ontology says that a fact gives."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import govgraph
from govgraph import KnowledgeGraph, UnknownName, edtf
from govgraph.views.status import status_code, statuses
from govgraph.vocabulary import ontology_folder

# What a curator would add to the ontology to tell of more of an instrument's life, and a life told with it.
MORE = """
gov:inForceFrom a owl:DatatypeProperty ; rdfs:subPropertyOf gov:date ;
    rdfs:domain gov:Instrument ; rdfs:range gov:edtf ;
    rdfs:label "has been in force since"@en ; gov:phrase "in force" ; gov:givesStatus gov:in-force .
gov:withdrawnOn a owl:DatatypeProperty ; rdfs:subPropertyOf gov:date ;
    rdfs:domain gov:Instrument ; rdfs:range gov:edtf ;
    rdfs:label "was withdrawn on"@en ; gov:phrase "withdrawn" ; gov:givesStatus gov:withdrawn .
gov:lapsedOn a owl:DatatypeProperty ; rdfs:subPropertyOf gov:date ;
    rdfs:domain gov:Instrument ; rdfs:range gov:edtf ;
    rdfs:label "lapsed on"@en ; gov:phrase "lapsed" ; gov:givesStatus gov:lapsed .
gov:supersedes a owl:ObjectProperty ; rdfs:domain gov:Instrument ; rdfs:range gov:Instrument ;
    rdfs:label "supersedes"@en ; gov:phrase "supersede" ; gov:givesStatusToObject gov:superseded .
gov:repeals a owl:ObjectProperty ; rdfs:domain gov:Instrument ; rdfs:range gov:Instrument ;
    rdfs:label "repeals"@en ; gov:phrase "repeal" ; gov:givesStatusToObject gov:repealed .
"""
FILES = {
    "xa": "type: Jurisdiction\nname: {en: Lanternia}\n",
    "xa/gazette": "type: Document\nname: {en: Gazette}\n"
    "source: {publisher: Printing House, as_of: 2039-01-01, read_on: 2039-01-01, tier: primary}\n",
    "xa/council": "type: GovernmentBody\nname: {en: Council}\nfacts:\n  - {proposes: xa/act, when: 2030-01-01, CITE}\n"
    "  - {proposes: xa/bill, when: 2030-01-01, CITE}\n  - {proposes: xa/dream, modality: planned, CITE}\n",
    "xa/act": "type: Statute\nname: {en: Act}\nfacts:\n  - {passedOn: 2031-01-01, CITE}\n"
    "  - {inForceFrom: 2032-01-01, scope: towns, CITE}\n  - {inForceFrom: 2033-01-01, CITE}\n",
    "xa/new-act": "type: Statute\nname: {en: New Act}\nfacts:\n  - {supersedes: xa/act, when: 2034-01-01, CITE}\n"
    "  - {repeals: xa/act, when: 2035-01-01, CITE}\n",
    "xa/bill": "type: Statute\nname: {en: Bill}\nfacts:\n  - {withdrawnOn: 2030-06-01, CITE}\n",
    "xa/trial": "type: Statute\nname: {en: Trial}\nfacts:\n  - {passedOn: 2030-01-01, CITE}\n"
    "  - {passedOn: 2029-01-01, denied: true, CITE}\n  - {lapsedOn: 2031, CITE}\n",
    "xa/dream": "type: Plan\nname: {en: Dream}\n",
}


@pytest.fixture(scope="module")
def lives(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    """Instruments that go through every status."""
    folder = tmp_path_factory.mktemp("lives")
    shutil.copytree(ontology_folder(), folder / "ontology")
    with (folder / "ontology/govgraph.ttl").open("a", encoding="utf-8") as ontology:
        ontology.write(MORE)
    for name, text in FILES.items():
        path: Path = folder / "data" / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace("CITE", "cite: {source: xa/gazette, at: Page 1}"), encoding="utf-8")
    return govgraph.load(folder / "data", folder / "ontology", as_of="2040-01-01")


@pytest.mark.parametrize(
    ("instrument", "day", "code"),
    [
        ("xa/act", "2029-12-31", None),
        ("xa/act", "2030-01-01", "proposed"),
        ("xa/act", "2031-01-01", "passed"),
        ("xa/act", "2032-01-01", "partly-in-force"),
        ("xa/act", "2033-01-01", "in-force"),
        ("xa/act", "2034-01-01", "superseded"),
        ("xa/act", "2035-01-01", "repealed"),
        ("xa/bill", "2030-05-31", "proposed"),
        ("xa/bill", "2030-06-01", "withdrawn"),
        ("xa/trial", "2029-06-01", None),
        ("xa/trial", "2031-06-01", "passed"),
        ("xa/trial", "2031-12-31", "lapsed"),
        ("xa/dream", "2040-01-01", None),
    ],
)
def test_the_status_is_the_last_step_that_has_come(lives: KnowledgeGraph, instrument: str, day: str, code: str) -> None:
    found = statuses(lives.as_of(day)).get(instrument)
    assert (found.code if found else None) == code


@pytest.mark.parametrize(("day", "label"), [("2025-05-15", None), ("2025-08-15", "passed"), ("2025-10-09", "in force")])
def test_the_act_is_passed_before_it_is_in_force(report: KnowledgeGraph, day: str, label: str | None) -> None:
    found = statuses(report.as_of(day)).get("jp/ai-promotion-act")
    assert (found.label if found else None) == label


@pytest.mark.parametrize(
    ("day", "label"),
    [
        ("2025-02-27", None),
        ("2025-02-28", "proposed"),
        ("2025-06-03", "passed"),
        ("2025-06-04", "partly in force"),
        ("2025-09-01", "in force"),
    ],
)
def test_all_sources_together_tell_more_of_the_act(kg: KnowledgeGraph, day: str, label: str | None) -> None:
    found = statuses(kg, edtf.day(day)).get("jp/ai-promotion-act")
    assert (found.label if found else None) == label


def test_what_is_only_planned_gives_no_status(kg: KnowledgeGraph) -> None:
    assert "jp/ai-basic-plan" not in statuses(kg)


def test_a_status_is_known_by_its_code_and_by_its_name(kg: KnowledgeGraph) -> None:
    assert status_code(kg, "Partly in force") == status_code(kg, "partly-in-force") == "partly-in-force"
    assert status_code(kg, "not stated") == "unknown"
    with pytest.raises(UnknownName, match="no status is called 'enforced'"):
        status_code(kg, "enforced")

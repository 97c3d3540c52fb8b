"""What cannot all be so is told with its file and line, whether the reader or a shape finds it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest

import govgraph
from govgraph.errors import Problem
from govgraph.shapes import check as check_store
from govgraph.shapes import shapes_of
from govgraph.vocabulary import PREFIXES, iri

HERE = Path(__file__).parent
EXPECT = re.compile(r"^# expect: (\S+?):(\d+): (.+)$", re.MULTILINE)
DAY = "2031-06-30"


def land(folder: Path, *cases: str) -> Path:
    """The made-up land of tests/corpus, with the files of these cases beside its own."""
    shutil.copytree(HERE / "corpus", folder / "data")
    for case in cases:
        shutil.copytree(HERE / "contradictions" / case, folder / "data", dirs_exist_ok=True)
    return folder / "data"


def check(kg: govgraph.KnowledgeGraph, shapes: Path | None = None) -> list[Problem]:
    """What the shapes find wrong in a graph."""
    return check_store(kg.store, kg.dataset, shapes or shapes_of(kg.ontology))


def problems(data: Path) -> list[tuple[str, int, str]]:
    """What `govgraph check` tells: the reader's problems, or those of the shapes where it has none."""
    try:
        found = check(govgraph.load(data, as_of=DAY))
    except govgraph.DataError as error:
        found = list(error.problems)
    return [(Path(p.path).relative_to(data).as_posix(), p.line, p.message.replace(f"{data}/", "")) for p in found]


@pytest.mark.parametrize("case", sorted(p.name for p in (HERE / "contradictions").iterdir()))
def test_a_contradiction_gets_the_message_that_its_files_name(case: str, tmp_path: Path) -> None:
    """A case is a folder that is laid over the land; its files begin with `# expect: path:line: message part`."""
    files = sorted((HERE / "contradictions" / case).rglob("*.yaml"))
    expected = [told for file in files for told in EXPECT.findall(file.read_text(encoding="utf-8"))]
    assert expected or case == "no-contradiction"
    found = problems(land(tmp_path, case))
    assert len(found) == len(expected), found
    for path, line, part in expected:
        assert any((path, int(line)) == f[:2] and part in f[2] for f in found), (part, found)


def test_contradictions_are_told_together_in_the_order_of_files_and_lines(tmp_path: Path) -> None:
    told = problems(land(tmp_path, "heads-in-a-circle", "in-force-before-passed", "part-of-its-own-part"))
    assert [(name.removeprefix("xa/moth-"), line) for name, line, _ in told] == [
        ("act.yaml", 5),
        ("board.yaml", 5),
        ("office.yaml", 5),
        ("plan.yaml", 9),
    ]


def test_a_cycle_that_is_over_is_no_cycle(tmp_path: Path) -> None:
    data = land(tmp_path, "heads-in-a-circle")
    file = data / "xa/moth-board.yaml"
    text = file.read_text()
    file.write_text(text.replace("    cite", "    until: 2030\n    cite"))
    assert check(govgraph.load(data, as_of=DAY)) == []
    assert len(check(govgraph.load(data, as_of="2030-01-01"))) == 2


def test_the_shipped_data_have_none(kg: govgraph.KnowledgeGraph) -> None:
    assert check(kg) == []
    assert check(govgraph.load()) == []


# A graph need not come from files that the reader has read: each line breaks what a shape asks, as an update would.
ACT, GAZETTE, PLACE = (f"<{iri(i)}>" for i in ("xa/lantern-act", "xa/sources/gazette", "intl/glow#warm"))
PASSED = f"?f rdf:subject {ACT} ; rdf:predicate gov:passedOn"
BREACHES = [
    (f"DELETE {{ ?f rdf:subject ?o }} WHERE {{ {PASSED} ; rdf:subject ?o }}", 9, "said of exactly one thing"),
    (f"DELETE {{ ?f rdf:object ?o }} WHERE {{ {PASSED} ; rdf:object ?o }}", 9, "exactly one object"),
    (f"INSERT {{ ?f rdf:object 5 }} WHERE {{ {PASSED} }}", 9, "exactly one object"),
    (f"DELETE {{ ?f rdf:predicate ?o }} WHERE {{ {PASSED} ; rdf:predicate ?o }}", 9, "exactly one property"),
    (f"INSERT {{ ?f gov:modality 'certain' }} WHERE {{ {PASSED} }}", 9, "asserted, planned, possible or opinion"),
    (f"DELETE {{ ?f gov:denied ?o }} WHERE {{ {PASSED} ; gov:denied ?o }}", 9, "either denied or not"),
    (f"DELETE {{ ?f gov:citation ?o }} WHERE {{ {PASSED} ; gov:citation ?o }}", 9, "without a citation"),
    (f"DELETE {{ ?c gov:at ?o }} WHERE {{ {PASSED} ; gov:citation ?c . ?c gov:at ?o }}", 9, "in one place"),
    (f"DELETE {{ ?c gov:source ?o }} WHERE {{ {PASSED} ; gov:citation ?c . ?c gov:source ?o }}", 9, "one source"),
    (f"DELETE WHERE {{ {GAZETTE} gov:publisher ?o }}", 1, "one publisher"),
    (f"DELETE WHERE {{ {GAZETTE} gov:tier ?o }}", 1, "primary, official-copy or secondary"),
    (f"DELETE WHERE {{ {GAZETTE} gov:asOf ?o }}", 1, "one as_of day"),
    (f"DELETE WHERE {{ {GAZETTE} gov:readOn ?o }}", 1, "one read_on day"),
    (f"DELETE WHERE {{ {ACT} rdfs:label ?o }}", 1, "a thing has a name"),
    (f"INSERT DATA {{ {ACT} rdfs:label 'Lamp Act'@en }}", 1, "one in a language"),
    (f"INSERT DATA {{ {ACT} a gov:Guideline }}", 1, "exactly one type"),
    (f"DELETE WHERE {{ {ACT} gov:jurisdiction ?o }}", 1, "belongs to a jurisdiction"),
    (f"DELETE WHERE {{ {PLACE} gov:within ?o }}", 4, "part of the dimension"),
    ("DELETE { ?f prov:wasDerivedFrom ?o } WHERE { ?f prov:wasDerivedFrom ?o }", 1, "names the facts"),
]


@pytest.mark.parametrize(("update", "line", "part"), BREACHES)
def test_a_graph_that_breaks_a_shape_is_told_so(update: str, line: int, part: str) -> None:
    kg = govgraph.load(HERE / "corpus", as_of=DAY)
    kg.store = kg.build(None)
    kg.store.update(update, prefixes=PREFIXES)
    found = check(kg)
    assert any(p.line == line and part in p.message for p in found), found


def test_a_derived_fact_is_told_where_what_it_follows_from_stands() -> None:
    kg = govgraph.load(HERE / "corpus", as_of=DAY)
    derived = "?f rdf:predicate gov:actsUnder ; gov:denied ?o"
    kg.store = kg.build(None)
    kg.store.update(f"DELETE {{ ?f gov:denied ?o }} WHERE {{ {derived} }}", prefixes=PREFIXES)
    found = check(kg)
    assert found
    assert {Path(p.path).name for p in found} == {"lantern-council.yaml"}
    assert 1 not in {p.line for p in found}


def test_what_other_documents_say_is_not_checked_in_a_narrowed_graph(tmp_path: Path) -> None:
    data = land(tmp_path, "denied-and-asserted")
    assert len(check(govgraph.load(data, as_of=DAY))) == 1
    assert check(govgraph.load(data, as_of=DAY, sources=["xa/sources/gazette"])) == []


def test_shapes_of_ones_own(tmp_path: Path) -> None:
    shapes = tmp_path / "shapes.ttl"
    shapes.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix gov: <https://w3id.org/govgraph/ns#> .\n"
        "[] a sh:NodeShape ; sh:targetClass gov:Plan ;\n"
        'sh:property [ sh:path gov:bindingForce ; sh:minCount 1 ; sh:message "how far does it bind?" ] .'
    )
    kg = govgraph.load(HERE / "corpus", as_of=DAY)
    assert [(Path(p.path).name, p.line, p.message) for p in check(kg, shapes)] == [
        ("wick-plan.yaml", 1, "how far does it bind?")
    ]
    shapes.write_text("@prefix sh: <http://www.w3.org/ns/shacl#> .\n[] a sh:NodeShape ; .. \n")
    with pytest.raises(govgraph.DataError) as error:
        check(kg, shapes)
    assert error.value.problems[0].path == str(shapes)
    assert error.value.problems[0].line == 2


def test_checking_changes_nothing() -> None:
    kg = govgraph.load(HERE / "corpus", as_of=DAY)
    before = kg.store.dump(format=ox.RdfFormat.N_QUADS)
    check(kg)
    assert kg.store.dump(format=ox.RdfFormat.N_QUADS) == before

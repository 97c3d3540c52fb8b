"""The check of a folder and of one file: problems, advice, counts, and how they are told."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from govgraph import DataError
from govgraph.curate.advice import alike, orphans
from govgraph.curate.checking import Desk
from govgraph.curate.counts import counts
from govgraph.errors import Problem

HERE = Path(__file__).parent
Told = list[tuple[str, int, str, str]]


def told(problems: list[Problem], folder: Path) -> Told:
    return [(Path(p.path).relative_to(folder).as_posix(), p.line, p.rule, p.severity) for p in problems]


def write(folder: Path, name: str, text: str) -> str:
    (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return name


def test_one_file_is_checked_in_the_light_of_the_others(folder: Path) -> None:
    moth = write(folder, "xa/moth", "type: Statute\nname: {en: Moth}\nfacts:\n  - amends: xa/lantern-atc\n")
    (problem,) = [p for p in Desk(folder).of([moth]) if p.rule == "key"]
    assert problem.message.startswith("a fact without a citation: the key 'cite' is missing")
    cited = "    cite: {source: xa/sources/gazette, at: Article 1}\n"
    (folder / "xa/moth.yaml").write_text((folder / "xa/moth.yaml").read_text() + cited)
    problem = Desk(folder).of([moth])[-1]
    assert (problem.line, problem.rule) == (4, "id")
    assert problem.message == "unknown id 'xa/lantern-atc' (did you mean 'xa/lantern-act'?)"


def test_the_mistakes_of_other_files_are_not_told_of_one(folder: Path) -> None:
    write(folder, "xa/lantern-council", "type: Regulator\nnmae: {}\n")
    assert [p for p in Desk(folder).of(["xa/lantern-act"]) if p.severity == "problem"] == []


@pytest.mark.parametrize(
    ("case", "file"),
    [("heads-in-a-circle", "xa/moth-board"), ("in-force-before-passed", "xa/moth-act"), ("read-before-its-day", None)],
)
def test_contradictions_show_in_one_file_as_in_the_whole(case: str, file: str | None, folder: Path) -> None:
    laid = HERE.parent / "contradictions" / case
    shutil.copytree(laid, folder, dirs_exist_ok=True)
    names = [path.relative_to(laid).with_suffix("").as_posix() for path in laid.rglob("*.yaml")]
    whole = [p for p in Desk(folder).whole() if p.severity == "problem"]
    assert whole
    for name in [file] if file else names:
        of_file = [p for p in whole if p.path == str(folder / f"{name}.yaml")]
        assert [p for p in Desk(folder).of([name]) if p.severity == "problem"] == of_file


def test_what_is_still_to_be_filled_in_is_told_and_nothing_else_of_that_file(folder: Path) -> None:
    write(folder, "xa/moth", "type: Statute\nname:\n  en: <its name>\nurl: <https:// its page>\n")
    found = [p for p in Desk(folder).whole() if p.severity == "problem"]
    assert [(p.line, p.message) for p in found] == [
        (3, "<its name> is still to be filled in, or to be taken out"),
        (4, "<https:// its page> is still to be filled in, or to be taken out"),
    ]


def test_names_that_nearly_agree_and_things_nobody_speaks_of_are_advice(folder: Path) -> None:
    office = "type: GovernmentBody\nname:\n  en: {}\n"
    write(folder, "xa/moth-office", office.format("Office for the Protection of Moths"))
    write(folder, "xa/moths-office", office.format("Office for Protection of Moths"))
    found = Desk(folder).whole()
    assert told(found, folder) == [
        ("xa/moth-office.yaml", 1, "orphan", "advice"),
        ("xa/moths-office.yaml", 1, "orphan", "advice"),
        ("xa/moths-office.yaml", 2, "alike", "advice"),
    ]
    assert "is nearly the name of 'xa/moth-office', 'Office for the Protection of Moths'" in found[-1].message
    assert [p.rule for p in Desk(folder).of(["xa/moths-office"])] == ["alike"]
    write(folder, "xa/moths-office", office.format("Office 2 for the Protection of Moths"))
    assert "alike" not in {p.rule for p in Desk(folder).whole()}


def test_old_sources_are_told_by_file_when_asked(folder: Path) -> None:
    desk = Desk(folder, older_than=365)
    desk.today = desk.today.replace(year=2033)
    found = desk.whole()
    assert {(p.rule, p.severity) for p in found} == {("stale", "advice")}
    assert any(p.path.endswith("gazette.yaml") and "days ago" in p.message for p in found)
    assert any(
        p.path.endswith("lantern-act.yaml") and "facts rest on sources older than 365 days" in p.message for p in found
    )
    assert Desk(folder).whole() == []


def test_the_shipped_facts_raise_few_false_alarms() -> None:
    files = Desk().files.all()
    assert orphans(files) == []
    assert len(alike(files)) < 10


def test_too_few_and_too_many_are_told_where_the_number_stands(folder: Path) -> None:
    desk = Desk(folder)
    gates = folder.parent / "counts.ttl"
    prefixes = "@prefix gov: <https://w3id.org/govgraph/ns#> .\n@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
    gates.write_text(prefixes + "gov:Statute sh:minCount 9 .\ngov:Instrument sh:minCount 1 ; sh:maxCount 2 .\n")
    found = counts(desk.files.dataset(), desk.vocabulary, gates)
    assert [(p.line, p.message.split(",")[0], p.severity) for p in found] == [
        (3, "there are 2 things of the class 'Statute'", "problem"),
        (4, "there are 3 things of the class 'Instrument'", "problem"),
    ]
    gates.write_text(prefixes + "gov:Statut sh:minCount 9 .\n")
    with pytest.raises(DataError, match=r"counts.ttl:3: unknown class 'Statut' \(did you mean 'Statute'\?\)"):
        counts(desk.files.dataset(), desk.vocabulary, gates)


def test_counts_hold_for_the_facts_beside_them_alone(folder: Path) -> None:
    ontology = folder.parent / "ontology"
    shutil.copytree(HERE.parent.parent / "ontology", ontology)
    assert {p.rule for p in Desk(folder, ontology).whole()} == {"counts"}
    assert Desk(folder).whole() == []


def test_the_command_tells_in_text_and_json_and_advice_fails_it_only_if_strict(
    run: Callable[..., Any], folder: Path
) -> None:
    moth = write(folder, "xa/moth", "name: {en: Moth}\ntype: Statute\n")
    path = folder / f"{moth}.yaml"
    ran = run("check", folder)
    lines = [f"{path}:1: advice: 'xa/moth' says nothing, and nothing speaks of it"]
    lines += [f"{path}:1: advice: not laid out as the other files are; 'govgraph check --fix' does it"]
    assert (ran.code, ran.stdout.splitlines(), ran.stderr) == (0, lines, "problems: 0, advice: 2\n")
    ran = run("check", path, "--strict", "--format", "json")
    assert ran.code == 1
    assert json.loads(ran.stdout) == [
        {
            "path": str(path),
            "line": 1,
            "message": "not laid out as the other files are; 'govgraph check --fix' does it",
            "rule": "layout",
            "severity": "advice",
        }
    ]
    ran = run("check", path, "--fix")
    assert (ran.code, ran.stdout) == (0, f"{path}:1: fixed: laid out as the other files are\n")
    assert path.read_text() == "type: Statute\nname:\n  en: Moth\n"


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["--older-than", "old"], 2, "'old' is no age: write 365d, 52w or 1y"),
        (["--watch", "--format", "json"], 2, "what is watched is told as text"),
        (["data/jp/cabinett.yaml"], 3, "there is no such file (did you mean 'jp/cabinet'?)"),
    ],
)
def test_wrong_usage_is_told(run: Callable[..., Any], arguments: list[str], code: int, message: str) -> None:
    ran = run("check", *arguments)
    assert ran.code == code
    assert message in " ".join(ran.stderr.replace("│", " ").split())


def test_an_alias_of_another_thing_is_advised_on_in_one_file_and_in_all(folder: Path) -> None:
    cited = "    cite: {source: xa/sources/gazette, at: Article 1}\n"
    text = "type: Statute\nname:\n  en: Moth\naliases: [LANTERN ACT]\nfacts:\n  - amends: xa/lantern-act\n" + cited
    moth = write(folder, "xa/moth", text)
    desk = Desk(folder)
    for found in (desk.of([moth]), desk.whole()):
        (problem,) = [p for p in found if p.rule == "shared"]
        assert (problem.line, problem.severity) == (4, "advice")
        assert problem.message == "the alias 'LANTERN ACT' is a name of 'xa/lantern-act' too: no two things share one"


def test_the_very_name_of_another_thing_is_told_as_such(folder: Path) -> None:
    cited = "    cite: {source: xa/sources/gazette, at: Article 1}\n"
    text = "type: Statute\nname:\n  en: Act on the Keeping and Lighting of Lanterns\nfacts:\n  - passedOn: 2031\n"
    moth = write(folder, "xa/moth", text + cited)
    (problem,) = [p for p in Desk(folder).of([moth]) if p.rule == "alike"]
    assert "is the very name of 'xa/lantern-act'" in problem.message


def test_the_id_instead_of_the_path_is_answered_with_the_path(run: Callable[..., Any], folder: Path) -> None:
    done = run("check", "xa/lantern-act", "--data", str(folder))
    assert done.code == 1
    assert "no file is called 'xa/lantern-act'; nearest: " in done.stderr and "xa/lantern-act.yaml" in done.stderr


def test_a_name_where_an_id_should_stand_is_answered_with_the_id(folder: Path) -> None:
    cited = "    cite: {source: xa/sources/gazette, at: Article 1}\n"
    moth = write(folder, "xa/moth", "type: Statute\nname: {en: Moth}\nfacts:\n  - amends: lantern act\n" + cited)
    (problem,) = [p for p in Desk(folder).of([moth]) if p.rule == "id"]
    assert problem.message == "unknown id 'lantern act' (did you mean 'xa/lantern-act'?)"

"""What two states of the facts tell otherwise, whatever they are named by."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import markdown
import pytest

from govgraph import DataError, UnknownName, load
from govgraph.export import export
from govgraph.release import Changes, changes, release
from govgraph.release.about import about
from govgraph.release.repository import repository
from govgraph.release.states import StateError

Run = Callable[..., Any]
BEFORE, AFTER = Path(__file__).parent / "before", Path(__file__).parent.parent / "corpus"
COUNCIL = "xa/lantern-council"


@pytest.fixture(scope="module")
def found() -> Changes:
    return changes(str(BEFORE), str(AFTER))


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository whose tag v1.0 holds the one state, and whose newest commit holds the other."""
    root = tmp_path_factory.mktemp("history")

    def git(*words: str) -> None:
        who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
        subprocess.run(["git", "-C", root, *who, *words], check=True, capture_output=True)

    git("init", "-q")
    for folder, words in ((BEFORE, "before"), (AFTER, "after")):
        shutil.rmtree(root / "facts", ignore_errors=True)
        shutil.copytree(folder, root / "facts")
        git("add", "-A")
        git("commit", "-qm", words)
        if words == "before":
            git("tag", "v1.0")
    return root


def test_every_change_is_found_and_nothing_else(found: Changes) -> None:
    assert [thing.id for thing in found.things_added] == ["intl/wick-forum"]
    assert [thing.id for thing in found.things_removed] == ["xa/moth-office"]
    assert [(t.id, *map(str, t.fields)) for t in found.things_renamed] == [
        ("xa/households", "name (en): Homes → Households")
    ]
    assert [thing.id for thing in found.things_changed] == ["xa/sources/gazette"]
    assert [(f.subject.id, f.property) for f in found.facts_added] == [(COUNCIL, "participatesIn")]
    assert [(f.subject.id, f.property) for f in found.facts_removed] == [("xa/moth-office", "establishedOn")]
    assert {(c.after.subject.id, c.after.property): [str(f) for f in c.fields] for c in found.facts_changed} == {
        (COUNCIL, "proposes"): ["when: 2030 → 2031"],
        ("xa/candle-decree", "imposesPenalty"): [
            "modality: possible → asserted",
            "citations: Notes from a Journey through Lanternia, Letter 2 → "
            "Notes from a Journey through Lanternia, Letter 1",
        ],
        ("xa/lamplighters", "bearsDuty"): ["deadline: not stated → 2031-12"],
    }


def test_the_other_way_round_it_is_the_contrary(found: Changes) -> None:
    back = changes(str(AFTER), str(BEFORE))
    assert [f.id for f in back.facts_added] == [f.id for f in found.facts_removed]
    assert [(c.before, c.after) for c in back.facts_changed] == [(c.after, c.before) for c in found.facts_changed]


def test_a_state_does_not_differ_from_itself() -> None:
    assert str(changes(str(AFTER), str(AFTER))) == f"From {AFTER} to {AFTER}: nothing differs."


def test_a_folder_a_release_a_file_and_a_revision_tell_the_same(found: Changes, history: Path, tmp_path: Path) -> None:
    release(load(BEFORE, as_of="2031-01-01"), tmp_path / "old")
    shutil.make_archive(str(tmp_path / "packed"), "zip", tmp_path, "old")
    export(load(AFTER, as_of="2050-01-01"), "nquads", tmp_path / "new.nq")
    export(load(AFTER), "turtle", tmp_path / "new.ttl")
    facts = history / "facts"
    pairs = [
        (str(tmp_path / "old"), str(tmp_path / "new.nq")),
        (str(tmp_path / "packed.zip"), str(facts)),
        (str(tmp_path / "old" / "graph.nq"), "HEAD"),
        ("v1.0", str(tmp_path / "new.ttl")),
        ("HEAD~1:facts", "HEAD:facts"),
    ]
    for old, new in pairs:
        assert changes(old, new, data=facts).table().rows == found.table().rows


def test_a_revision_is_read_without_a_check_out(history: Path) -> None:
    changed = history / "facts" / "xb.yaml"
    text = changed.read_text(encoding="utf-8")
    changed.write_text(text.replace("Umbria Minor", "Umbria Maior"), encoding="utf-8")
    try:
        (thing,) = changes("HEAD", str(history / "facts"), data=history / "facts").things_renamed
        assert str(thing.fields[0]) == "name (en): Umbria Minor → Umbria Maior"
        assert "Maior" in changed.read_text(encoding="utf-8")
        made = about(load(history / "facts"))
        assert (made.version[:6], made.version[-6:], made.clean) == ("v1.0-1", "-dirty", False)
    finally:
        changed.write_text(text, encoding="utf-8")
    assert about(load(history / "facts")).clean


def test_the_terms_are_those_of_the_revision(history: Path, tmp_path: Path) -> None:
    root = tmp_path / "own"
    shutil.copytree(history, root)
    shutil.copytree(Path(__file__).parents[2] / "ontology", root / "terms")
    terms, facts = root / "terms" / "govgraph.ttl", root / "facts" / "xa" / "candle-decree.yaml"
    whole = terms.read_text(encoding="utf-8")
    terms.write_text(whole.replace("gov:imposesPenalty ", "gov:threatens "), encoding="utf-8")
    facts.write_text(facts.read_text(encoding="utf-8").replace("imposesPenalty", "threatens"), encoding="utf-8")
    act = root / "facts" / "xa" / "lantern-act.yaml"
    act.write_text(act.read_text(encoding="utf-8").replace("imposesPenalty", "threatens"), encoding="utf-8")
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", root, "add", "-A"], check=True)
    subprocess.run(["git", "-C", root, *who, "commit", "-qm", "terms"], check=True)
    terms.write_text(whole, encoding="utf-8")
    found = changes("HEAD", str(AFTER), data=root / "facts", ontology=root / "terms")
    assert {f.property for f in found.facts_removed} == {"threatens"}
    assert {f.property for f in found.facts_added} == {"imposesPenalty"}


def test_only_what_a_source_says_is_compared() -> None:
    found = changes(str(BEFORE), str(AFTER), sources=["xa/sources/gazette"])
    assert [c.after.property for c in found.facts_changed] == ["proposes"]
    assert (found.facts_added, found.facts_removed, found.things_removed) == ((), (), ())
    with pytest.raises(UnknownName, match=r"no source is called 'xa/sources/gazete'; nearest: xa/sources/gazette"):
        changes(str(BEFORE), str(AFTER), sources=["xa/sources/gazete"])


def test_what_was_wrong_at_a_revision_is_told_where_it_stood(history: Path, tmp_path: Path) -> None:
    root = tmp_path / "own"
    shutil.copytree(history, root)
    (root / "facts" / "xb.yaml").write_text("type: Jurisdicton\nname: {en: Umbria}\n", encoding="utf-8")
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", root, *who, "commit", "-qam", "wrong"], check=True)
    with pytest.raises(DataError, match=r"^HEAD:facts/xb\.yaml:1: unknown type 'Jurisdicton'"):
        changes("HEAD", "v1.0", data=root / "facts")


def test_an_unknown_revision_gets_the_nearest(history: Path) -> None:
    with pytest.raises(UnknownName, match=r"no file, folder or revision is called 'v1\.1'; nearest: v1\.0"):
        changes("v1.1", "HEAD", data=history / "facts")


def test_a_folder_that_a_repository_only_surrounds_is_in_none(history: Path) -> None:
    alone = history / "site-packages"
    shutil.copytree(AFTER, alone)
    try:
        assert repository(alone) is None
        with pytest.raises(StateError, match="in no git repository"):
            changes("HEAD", "v1.0", data=alone)
    finally:
        shutil.rmtree(alone)


def test_of_several_facts_with_one_core_those_go_together_that_differ_least(tmp_path: Path) -> None:
    shutil.copytree(AFTER, tmp_path / "one")
    fact = "  - advises: xa/households\n    role: {}\n    when: {}\n    cite: {{source: xa/sources/gazette, at: A}}\n"
    shutil.copytree(AFTER, tmp_path / "two")
    for name, told in {"one": [("a", 2030), ("b", 2031)], "two": [("b", 2032), ("a", 2030), ("c", 2040)]}.items():
        path = tmp_path / name / f"{COUNCIL}.yaml"
        path.write_text(path.read_text(encoding="utf-8") + "".join(fact.format(*t) for t in told), encoding="utf-8")
    found = changes(str(tmp_path / "one"), str(tmp_path / "two"))
    assert [[str(f) for f in c.fields] for c in found.facts_changed] == [["when: 2031 → 2032"]]
    assert [f.when for f in found.facts_added] == ["2040"]


def test_it_comes_as_text_json_csv_and_a_list_for_a_changelog(run: Run) -> None:
    came = {form: run("diff", BEFORE, AFTER, "--format", form) for form in ("text", "json", "csv", "md")}
    assert all((ran.code, ran.stderr) == (0, "") for ran in came.values())
    assert "fact changed   Planned: Lantern Council proposes Wick Plan: when: 2030 → 2031 [" in came["text"].stdout
    told = json.loads(came["json"].stdout)
    assert told["facts_changed"][0]["fields"][0]["what"] == "modality"
    assert "holds" not in told["facts_added"][0]
    rows = list(csv.reader(io.StringIO(came["csv"].stdout)))
    assert {len(row) for row in rows} == {8}
    assert ["fact changed", COUNCIL, "when", "2030", "2031"] in [[row[0], row[1], *row[3:6]] for row in rows]
    assert not any(line.startswith("#") for line in came["md"].stdout.splitlines())
    html = markdown.markdown(came["md"].stdout, tab_length=2)
    assert html.startswith("<ul>") and html.endswith("</ul>") and html.count("<ul>") > 3
    assert "<strong>Keeper of Moths</strong> (<code>xa/moth-office</code>)" in html


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["2031-01-01", AFTER], 2, "'2031-01-01' is a day and"),
        (["nothing-of-the-kind", AFTER], 1, "no file, folder or revision is called 'nothing-of-the-kind'"),
        (["nothing.nq", AFTER], 2, "nothing.nq: there is no such file"),
        (["empty", AFTER], 3, "empty:1: neither a folder of facts nor a release"),
        (["notes.txt", AFTER], 2, "notes.txt: give a folder of facts, a release"),
        (["broken.nq", AFTER], 3, "broken.nq:2: "),
        (["foreign.nt", AFTER], 3, "foreign.nt:1: holds no facts of govgraph"),
        (["part.nt", AFTER], 3, "part.nt:1: no whole graph of govgraph: it has no declaration of "),
        (["other.zip", AFTER], 3, "other.zip:1: no release: it holds no graph.nq"),
        (["broken.zip", AFTER], 3, "broken.zip:1: "),
        (["", AFTER], 1, "is called ''"),
    ],
)
def test_what_cannot_be_compared_gets_one_clear_line(
    run: Run,
    history: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[Any],
    code: int,
    message: str,
) -> None:
    triple = "<http://x.example/a> <http://x.example/b> <http://x.example/c> .\n"
    (tmp_path / "empty").mkdir()
    export(load(AFTER), "ntriples", tmp_path / "part.nt")
    lines = (tmp_path / "part.nt").read_text(encoding="utf-8").splitlines(keepends=True)
    part = "".join(line for line in lines if not line.startswith("<https://w3id.org/govgraph/ns#"))
    (tmp_path / "part.nt").write_text(part, encoding="utf-8")
    for name, text in {"notes.txt": "", "broken.nq": triple + "<", "foreign.nt": triple, "broken.zip": "PK"}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as packed:
        packed.writestr("a.txt", "")
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    monkeypatch.chdir(tmp_path)
    ran = run("diff", *arguments, "--data", history / "facts")
    assert (ran.code, ran.stdout, len(ran.stderr.splitlines())) == (code, "", 1)
    assert message in ran.stderr

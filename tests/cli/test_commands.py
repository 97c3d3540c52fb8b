"""The commands, run as a user runs them: what comes out, in what form, and what it ends with."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

Run = Callable[..., Any]
REPORT = ("--source", "us/sources/csis-japan-2025")
DAY = ("--as-of", "2025-10-09", *REPORT)
TABLES = {
    "show": ["show", "AI Promotion Act"],
    "list": ["list", "bodies", "--under", "AI Promotion Act"],
    "compare": ["compare", "jp", "us", "eu"],
    "timeline": ["timeline", "--in", "jp", "--from", "2025", "--to", "2025-10-09"],
    "path": ["path", "Cabinet", "EU AI Act"],
    "diff": ["diff", "2025-08-15", "2025-10-09"],
    "stats": ["stats"],
    "query": ["query", "acts-under"],
}


@pytest.mark.parametrize("name", TABLES)
def test_every_lookup_comes_as_text_json_csv_and_markdown(run: Run, name: str) -> None:
    came = {form: run(*TABLES[name], *DAY, "--format", form) for form in ("text", "json", "csv", "md")}
    assert all((ran.code, ran.stderr) == (0, "") for ran in came.values())
    rows = list(csv.reader(io.StringIO(came["csv"].stdout)))
    assert len(rows) > 1
    assert len({len(row) for row in rows}) == 1
    assert json.loads(came["json"].stdout)
    assert len(came["md"].stdout.splitlines()) == len(rows) + 1
    assert came["text"].stdout.strip()


@pytest.mark.parametrize("name", ["show", "list", "timeline", "path", "diff"])
def test_every_row_of_a_table_leads_to_its_source(run: Run, name: str) -> None:
    rows = list(csv.DictReader(io.StringIO(run(*TABLES[name], *DAY, "--format", "csv").stdout)))
    assert {row["url"] for row in rows if row["fact"]} == {
        "https://www.csis.org/analysis/japans-agile-ai-governance-action-fostering-global-nexus-through-pluralistic"
    }


@pytest.mark.parametrize("name", ["show", "compare", "timeline", "path", "diff", "list"])
def test_every_lookup_names_its_sources(run: Run, name: str) -> None:
    assert "\nSources\n  [1] Japan's AI Governance Action, " in run(*TABLES[name], *DAY).stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["show", "Cabinet"],
        ["list", "bodies", "--under", "AI Promotion Act"],
        ["timeline", "AI Basic Plan"],
        ["path", "Cabinet", "AI Basic Plan"],
        ["diff", "2025-08-15", "2025-12-31"],
    ],
)
def test_that_the_cabinet_finalizes_the_plan_is_planned_wherever_it_is_told(run: Run, arguments: list[str]) -> None:
    lines = run(*arguments, *DAY).stdout.splitlines()
    told = [line for line in lines if "AI Basic Plan" in line and ("finalizes" in line or "Cabinet decision" in line)]
    assert told
    assert all("PLANNED" in line for line in told)


def test_the_status_is_that_of_the_day(run: Run) -> None:
    assert (
        "status on 15 August 2025: passed" in run("show", "AI Promotion Act", "--as-of", "2025-08-15", *REPORT).stdout
    )
    assert "status on 9 October 2025: in force" in run("show", "AI Promotion Act", *DAY).stdout


def test_a_query_comes_from_a_pipe(run: Run) -> None:
    asked = "SELECT ?o { id:jp\\/ai-strategic-headquarters gov:headedBy ?o }"
    piped = run("query", "-", *DAY, "--format", "csv", stdin=asked)
    assert (piped.code, piped.stdout) == (0, run("query", asked, *DAY, "--format", "csv").stdout)
    assert run("query", "-", *DAY, stdin="").stderr.startswith("govgraph: not a SPARQL query: line 1, column 1: it is")


def test_a_diff_is_told_as_it_stands_on_the_day(run: Run) -> None:
    days = ("diff", "2025-08-15", "2025-10-09", *REPORT)
    held = "changed    2025-09-01  AI Promotion Act: passed → in force"
    assert held in run(*days).stdout and held in run(*days, "--as-of", "2025-09-01").stdout
    early = run(*days, "--as-of", "2025-08-31")
    assert "changed    2025-09-01  NOT YET: AI Promotion Act: passed → in force" in early.stdout
    assert "2025-09-01  NOT YET: AI Strategic Headquarters was established on 1 September 2025" in early.stdout
    for day in ("2025-08-31", "2025-10-09"):
        told = json.loads(run(*days, "--as-of", day, "--format", "json").stdout)
        assert {fact["holds"] for fact in told["began"]} == {day == "2025-10-09"}


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["show", "AI Promtion Act"], 1, "nearest: AI Promotion Act (jp/ai-promotion-act)"),
        (["list", "regulatrs"], 1, "nearest: regulator"),
        (["list", "laws", "--status", "enforced"], 1, "no status is called 'enforced'"),
        (["show", "jp", "--source", "us/sources/csis-japan-2026"], 1, "us/sources/csis-japan-2025"),
        (["query", "SELECT * {"], 1, "not a SPARQL query"),
        (["query", "SELECT * { SERVICE <http://x.example/> { ?s ?p ?o } }"], 1, "nothing leaves this machine"),
        (["query", "ASK { ?s ?p '\udcff' }"], 1, "not a SPARQL query: it holds bytes that are no text"),
        (["query", "act-under"], 1, "(acts-under)"),
        (["compare", "jp"], 2, "a comparison takes two or more things, and this is one"),
        (["compare", "jp", "Japan"], 1, "two or more different things"),
        (["list", "bodies", "--status", "in-force"], 1, "only instruments have a status, and 'bodies' names none"),
        (
            ["list", "laws", "--in", "EU AI Act"],
            1,
            "no jurisdiction is called 'EU AI Act'; nearest: European Union (eu)",
        ),
        (["query", "@nowhere.rq"], 1, "'nowhere.rq' cannot be read: No such file or directory\n"),
        (["show", "jp/ai-promotion-ac"], 1, "nearest: AI Promotion Act (jp/ai-promotion-act)"),
        (["stats", "--as-of", "2025-13-01"], 2, "'2025-13-01' is not a date"),
        (["timeline", "--from", "soon"], 2, "'soon' is not a date"),
        (["diff", "2025-10-09", "2025-08-15"], 2, "give the earlier day first"),
        (["diff", "data", "v0.1.0", "--as-of", "2025"], 2, "what two states tell otherwise is the same on every day"),
        (["show", "jp", "--as-of", ""], 2, "'--as-of': it is empty"),
        (["list", "laws", "--in", ""], 2, "'--in': it is empty"),
        (["list", "bodies", "--under", ""], 2, "'--under': it is empty"),
        (["list", "laws", "--status", ""], 2, "'--status': it is empty"),
        (["timeline", "--from", ""], 2, "'--from': it is empty"),
        (["timeline", ""], 2, "it is empty"),
        (["query", ""], 2, "it is empty"),
        (["show", ""], 2, "it is empty"),
        (["compare", "jp", ""], 2, "it is empty"),
        (["export", "turtle", "--around", ""], 2, "'--around': it is empty"),
        (["stats", "--source", ""], 2, "'--source': it is empty"),
        (["check", "--older-than", ""], 2, "'--older-than': it is empty"),
        (["check", ""], 2, "an empty one would mean the folder that you are in"),
        (["check", "/nowhere"], 3, "/nowhere:1: there is no such folder of data"),
        (["compile", "-o", "-"], 2, "a compiled graph is a folder: name one"),
        (
            ["publish", "http://localhost:1/", "--from", "a.nq", "--as-of", "2031", "--source", "x"],
            2,
            "--source: a file",
        ),
        (["stats", "--data", ""], 2, "an empty one would mean the folder that you are in"),
        (["stats", "--data", "a", "--data", "b"], 2, "'--data': it is given 2 times, and takes one: run the"),
        (["check", "--data", "a", "--data=b"], 2, "or put what they hold into one folder"),
        (["ask", "who heads the Cabinet", "--data", "a", "--data", "b"], 2, "'--data': it is given 2 times"),
        (["list", "laws", "--in", "jp", "--in", "us"], 2, "'--in': it is given 2 times"),
        (["show", "jp", "--format", "xml"], 2, "'xml'"),
        (["query", "acts-under", "--format", "turtle"], 2, "turtle cannot hold the answer"),
        (["export", "turtel"], 2, "did you mean 'turtle'"),
        (["export", "turtle", "-o", "/nowhere/graph.ttl"], 2, "/nowhere/graph.ttl: No such file or directory"),
        (["mcp", "--port", "9000"], 2, "--port: the standard streams have none; give --http as well"),
        (
            ["list", "laws", "--in", "Calfornia"],
            1,
            "no jurisdiction is called 'Calfornia'; nearest: California (us-ca)\n",
        ),
        (["export", "turtle", "--depth", "2"], 2, "Give --around ENTITY as well"),
        (["frobnicate"], 2, "No such command"),
        (["show"], 2, "Missing argument"),
        (["show", "SB", "53"], 2, 'A name of several words stands in quotes: "SB 53".'),
        (["draw", "EU", "AI", "Act", "-o", "x.svg"], 2, 'A name of several words stands in quotes: "EU AI Act".'),
        (["ask", "who", "heads", "the Cabinet"], 2, 'A question stands in quotes: "who heads the Cabinet".'),
        (["export", "turtle", "--around", "SB", "53"], 2, "A name of several words stands in quotes"),
        (["compare", "EU", "AI", "Act", "SB 53"], 1, "A name of several words stands in quotes"),
        (
            ["serve", "--base-url", "foo"],
            2,
            "'foo' is not the whole address by which the world knows a server, such as",
        ),
        (["serve", "--base-url", "https://law.example/?a"], 2, "'https://law.example/?a' is not the whole address"),
        (["serve", "--root-path", "gov"], 2, "'gov' is not a path below which a proxy may have put a server, such as"),
        (["serve", "--trust-proxy", "foo"], 2, "'foo' is no address of a proxy: write 127.0.0.1 or 10.0.0.0/8"),
        (["serve", "--host", "nowhere.invalid"], 2, "govgraph: nowhere.invalid:8000: "),
        (["serve", "--host", ""], 2, "'--host': it is empty"),
        (["serve", "--timeout", "nan"], 2, "--timeout: nan is no number of seconds"),
        (["mcp", "--http", "--host", "nowhere.invalid"], 2, "govgraph: nowhere.invalid:8001 cannot be listened at"),
        (["stats", "--endpoint", "http://local host/query"], 2, "an endpoint is the http or https address of a SPARQL"),
        (["stats", "--data", "http://localhost:7878/query"], 2, "a remote store is asked with --endpoint URL"),
        (["ask", "who", "--data", "http://localhost:7878/query"], 2, "a remote store is asked with --endpoint URL"),
        (
            ["publish", "http://localhost:1/", "--graphs", "foo", "--update", "http://localhost:1/"],
            2,
            "'foo' is not an",
        ),
        (["publish", "http://localhost:1/", "--update", "http://localhost:1/"], 2, "are told together, or neither"),
        (["draw", "jp", "-o", "x.htm", "--format", "svg"], 2, "x.htm ends as html does, and svg is asked for"),
        (["stats", "jp"], 2, "Got unexpected extra argument"),
        (["show", "jp", "--data", "/nowhere"], 3, "/nowhere:1: there is no such folder of data"),
        (["show", "jp", "--ontology", "/nowhere"], 3, "the ontology is not there"),
    ],
)
def test_what_goes_wrong_is_told_and_ends_with_its_code(
    run: Run, arguments: list[str], code: int, message: str
) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.stdout) == (code, "")
    assert message in ran.stderr
    assert "Traceback" not in ran.stderr


def test_data_that_cannot_be_loaded_tells_every_problem(run: Run, tmp_path: Path) -> None:
    (tmp_path / "xa.yaml").write_text("type: Jurisdicton\nname: {en: Lanternia}\n", encoding="utf-8")
    (tmp_path / "xb.yaml").write_text("", encoding="utf-8")
    ran = run("stats", "--data", tmp_path)
    assert (ran.code, ran.stdout) == (3, "")
    assert ran.stderr.startswith(f"{tmp_path}/xa.yaml:1: unknown type 'Jurisdicton' (did you mean 'Jurisdiction'?)\n")
    assert f"{tmp_path}/xb.yaml:1: the file is empty" in ran.stderr


def test_a_folder_without_facts_is_told_as_such_and_not_as_a_question_not_understood(run: Run, tmp_path: Path) -> None:
    ran = run("ask", "who heads the AI Strategic Headquarters", "--data", tmp_path)
    assert (ran.code, ran.stdout) == (3, "")
    assert ran.stderr == f"{tmp_path}:1: there is no file of facts in this folder\n"


def test_what_cannot_be_read_is_told_with_its_place(run: Run, tmp_path: Path) -> None:
    (tmp_path / "xa.yaml").symlink_to("xa.yaml")  # which nobody can read, root neither
    ran = run("stats", "--data", tmp_path)
    assert (ran.code, ran.stdout) == (3, "")
    assert ran.stderr == f"{tmp_path}/xa.yaml:1: cannot be read: Too many levels of symbolic links\n"


def test_check_prints_problems_on_the_standard_output(run: Run, tmp_path: Path) -> None:
    bad = tmp_path / "xa.yaml"
    bad.write_text("type: Jurisdicton\nname: {en: Lanternia}\n", encoding="utf-8")
    for asked in (tmp_path, bad):
        ran = run("check", asked)
        assert (ran.code, ran.stderr) == (1, "problems: 1\n")
        assert ran.stdout == f"{bad}:1: unknown type 'Jurisdicton' (did you mean 'Jurisdiction'?)\n"


def test_the_shipped_facts_have_no_problem(run: Run) -> None:
    ran = run("check")
    assert (ran.code, ran.stderr.split(",")[0].strip()) == (0, "problems: 0"), ran.stdout


def test_one_s_own_data_can_be_asked(run: Run) -> None:
    corpus = Path(__file__).parent.parent / "corpus"
    ran = run("show", "Lantern Law", "--data", corpus, "--as-of", "2031-06-30")
    assert ran.stdout.startswith("Lantern Act\nstatute, Lanternia\n")
    assert "ja: 灯籠の保持及び点灯に関する法律" in ran.stdout


def test_a_date_that_no_calendar_has_is_told_with_its_fact_and_nothing_else_is_lost(run: Run, tmp_path: Path) -> None:
    triples = run("export", "ntriples", "--data", Path(__file__).parent.parent / "corpus").stdout
    (tmp_path / "good.nt").write_text(triples, encoding="utf-8")
    for right, wrong in (('"2031-02" ', '"2031-02-30" '), ('"2031-02-28"^^', '"2031-02-30"^^')):
        assert right in triples
        triples = triples.replace(right, wrong)
    (tmp_path / "bad.nt").write_text(triples, encoding="utf-8")
    day = ("--as-of", "2031-06-30")
    good, bad = (run("timeline", "--format", "csv", "--data", tmp_path / f, *day) for f in ("good.nt", "bad.nt"))
    (passed,) = [row for row in csv.reader(io.StringIO(bad.stdout)) if row[0] == "2031-02-30"]
    assert passed[1:3] == ["NO SUCH DATE", "Lantern Act was passed in 2031-02-30"]
    lost = set(good.stdout.splitlines()) - set(bad.stdout.splitlines())
    assert [line.split(",")[0] for line in lost] == ["2031-02"]
    assert (bad.code, bad.stderr) == (
        0, f"govgraph: validFrom of the fact {passed[-2]}: '2031-02-30' is not a day, and is passed over\n"
    )  # fmt: skip
    good, bad = (run("export", "ics", "--data", tmp_path / f, *day) for f in ("good.nt", "bad.nt"))
    assert (bad.code, bad.stdout.count("BEGIN:VEVENT")) == (0, good.stdout.count("BEGIN:VEVENT") - 1)
    left = f"no calendar has '2031-02-30', left out: Lantern Act was passed in 2031-02-30 (fact {passed[-2]})"
    assert bad.stderr.splitlines()[-1] == f"govgraph: {left}"


def test_a_source_narrows_what_is_said(run: Run) -> None:
    corpus = Path(__file__).parent.parent / "corpus"
    ran = run("stats", "--data", corpus, "--source", "xa/sources/travel-notes", "--format", "json")
    counts = {section["title"]: section["counts"] for section in json.loads(ran.stdout)["sections"]}
    assert set(counts["Facts by source"]) == {"Notes from a Journey through Lanternia"}


def test_ask_answers_in_text_and_json(run: Run) -> None:
    question = "who heads the AI Strategic Headquarters?"
    text, object_ = run("ask", question, *DAY), run("ask", question, *DAY, "--format", "json")
    assert (text.code, object_.code) == (0, 0)
    assert "Prime Minister of Japan" in text.stdout
    told = json.loads(object_.stdout)
    assert (told["status"], told["as_of"], told["answers"][0]["id"]) == ("answered", "2025-10-09", "jp/prime-minister")
    assert "sparql:" in run("ask", question, *DAY, "--explain").stdout


def test_ask_reads_a_question_a_line_and_answers_in_order(run: Run) -> None:
    questions = [
        "who heads the AI Strategic Headquarters?",
        "flurb the wug",
        "does the AI Promotion Act impose penalties?",
    ]
    asked = ["ask", "--format", "jsonl", *DAY, "-"]
    ran = run(*asked, stdin="\n".join(questions) + "\n")
    told = [json.loads(line) for line in ran.stdout.splitlines()]
    assert ran.code == 0
    assert [answer["question"] for answer in told] == questions
    assert [answer["status"] for answer in told] == ["answered", "not_understood", "denied"]


def test_only_a_question_that_is_not_understood_is_a_failure(run: Run) -> None:
    assert run("ask", "flurb the wug", *DAY).code == 1
    assert run("ask", "does the AI Promotion Act impose penalties for noncompliance?", *DAY).code == 0


@pytest.mark.parametrize(
    "told",
    [
        ["Who heads the Lantern Council?"],
        ["--as-of", "2031-06-30", "Who heads the Lantern Council?"],
        ["flurb the wug", "--as-of", "2031-06-30"],
        ["Who heads the Lantern Council?", "--as-of", "2031-13-30"],
        ["Who heads the Lantern Council?", "--as-of", ""],
        ["Who heads the Lantern Council?", "--as-of"],
        ["--as-of", "2031-13-30", "--as-of", "2031-06-30", "Who heads the Lantern Council?"],
        ["Who heads", "the Lantern Council?"],
        ["--as-of=2031-06-30", "Who heads the Lantern Council?"],
        [""],
    ],
)
def test_a_question_alone_is_read_as_one_with_more_options(run: Run, told: list[str]) -> None:
    data = ("--data", Path(__file__).parent.parent / "corpus")
    assert run("ask", *data, *told) == run("ask", "--format", "text", *data, *told)


def test_export_writes_a_file_or_the_standard_output(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "graph.graphml"
    assert run("export", "graphml", "-o", path).stdout == ""
    assert len(nx.read_graphml(path)) > 100
    assert run("export", "turtle").stdout.startswith("@prefix ")


def test_draw_writes_one_page_of_what_is_near(run: Run, tmp_path: Path) -> None:
    near, whole = tmp_path / "near.html", tmp_path / "whole.html"
    assert run("draw", "AI Promotion Act", "-o", near, *DAY).code == run("draw", "-o", whole, *DAY).code == 0
    page = near.read_text(encoding="utf-8")
    assert "AI Strategic Headquarters" in page
    assert '"jp/digital-agency"' not in page
    assert '"jp/digital-agency"' in whole.read_text(encoding="utf-8")


def test_without_a_query_the_named_ones_are_listed(run: Run) -> None:
    assert "acts-under  " in run("query").stdout


def test_ctrl_c_ends_with_one_line_and_130() -> None:
    corpus = Path(__file__).parent.parent / "corpus"
    words = [sys.executable, "-m", "govgraph", "ask", "-", "--data", corpus, "--as-of", "2031-06-30"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    heard = {"preexec_fn": lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)}  # in the background it may be shut out
    with subprocess.Popen(words, text=True, **pipes, **heard) as process:  # type: ignore[call-overload]
        process.stdin.write("who heads the Lantern Council?\n")
        process.stdin.flush()
        assert "First Lamplighter" in process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert process.returncode in (130, -signal.SIGINT)  # which a shell calls 130 as well
    assert err == "govgraph: interrupted\n"


def test_a_full_standard_output_is_told(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "govgraph", "stats", "--data", Path(__file__).parent.parent / "corpus"]
    with open("/dev/full", "w") as full:  # noqa: PTH123
        done = subprocess.run(words, stdout=full, stderr=subprocess.PIPE, text=True)
    assert (done.returncode, done.stderr) == (2, "govgraph: standard output: No space left on device\n")


@pytest.mark.parametrize(
    "arguments",
    [["export", "ntriples"], ["query", "SELECT * { ?s ?p ?o }"], ["show", "jp"], ["ask", "Who heads the Cabinet?"]],
)
def test_a_pipe_that_closes_early_is_no_error(arguments: list[str]) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "govgraph", *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout and process.stderr
        process.stdout.close()
        assert (process.stderr.read(), process.wait()) == (b"", 0)


@pytest.mark.parametrize(("closed", "words", "code"), [
    (0, ["ask", "-"], 0), (0, ["mcp"], 0), (1, ["stats"], 0), (1, ["export", "turtle"], 0), (2, ["show", "nowhere"], 1)
])  # fmt: skip
def test_a_stream_that_was_closed_is_as_good_as_an_empty_one(closed: int, words: list[str], code: int) -> None:
    words = [sys.executable, "-m", "govgraph", *words, "--data", str(Path(__file__).parent.parent / "corpus")]
    done = subprocess.run(
        words, stdin=subprocess.DEVNULL, capture_output=True, text=True, preexec_fn=lambda: os.close(closed)
    )
    assert (done.returncode, done.stdout, done.stderr) == (code, "", "")


def test_a_folder_is_checked_where_one_stands(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "xa.yaml").write_text("type: Jurisdicton\nname: {en: Lanternia}\n", encoding="utf-8")
    ran = run("check", ".")
    assert (ran.code, ran.stderr) == (1, "problems: 1\n")
    assert ran.stdout.startswith("xa.yaml:1: unknown type 'Jurisdicton'")


def test_output_is_utf8_whatever_the_locale(tmp_path: Path) -> None:
    corpus = Path(__file__).parent.parent / "corpus"
    words = [sys.executable, "-m", "govgraph", "show", "xa", "--data", str(corpus)]
    environment = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    assert "灯籠国" in subprocess.run(words, capture_output=True, env=environment).stdout.decode("utf-8")


def on_a_terminal(*arguments: str) -> str:
    """What a terminal of 60 columns shows, without its colours."""
    ours, theirs = pty.openpty()
    words = [sys.executable, "-m", "govgraph", *arguments]
    environment = {**os.environ, "COLUMNS": "60", "TERM": "xterm"}
    with subprocess.Popen(words, stdout=theirs, env=environment) as process:
        os.close(theirs)
        seen = b""
        try:
            while part := os.read(ours, 4096):
                seen += part
        except OSError:  # the other end of a terminal has closed
            pass
        assert process.wait() == 0
    os.close(ours)
    return re.sub(r"\x1b\[[0-9;]*m", "", seen.decode("utf-8"))


def test_a_terminal_cuts_no_id_off() -> None:
    columns = on_a_terminal("list", "laws", "--in", "jp", *DAY[:2])
    assert max(map(len, columns.splitlines())) <= 60
    assert "…" not in columns


def test_a_terminal_gets_tables_that_fit_its_window_and_a_pipe_gets_none_of_it(run: Run) -> None:
    plain = on_a_terminal("timeline", *DAY).split("Sources")[0]
    assert max(map(len, plain.splitlines())) <= 60
    piped = run("timeline", *DAY).stdout
    assert "\x1b[" not in piped
    assert any(
        "Cabinet finalizes AI Basic Plan (under AI Promotion Act; in Plan phase" in line for line in piped.splitlines()
    )

"""`govgraph ask` without a question, on a terminal: what a person types, and what the terminal shows."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

DAY = ("--as-of", "2025-10-09")
END = "\x04"  # Ctrl-D
INTERRUPT = "\x03"  # Ctrl-C, which a terminal turns into a signal
UP = "\x1b[A"
HEADS = "who heads the AI Strategic Headquarters?"
PLAIN = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|[\r\x07]")

pytest.importorskip("readline", reason="this Python came without readline")


def typed(keys: Sequence[str], *arguments: str, **environment: str) -> tuple[int, str, str]:
    """The exit code, what the terminal showed, and the standard error, when each of the keys is typed at a prompt."""
    ours, theirs = pty.openpty()
    words = [sys.executable, "-m", "govgraph", "ask", *DAY, *arguments]
    env = {**os.environ, "TERM": "xterm", "COLUMNS": "200", **environment}
    signal.signal(
        signal.SIGINT, signal.default_int_handler
    )  # ignored, and so by the child, if we run in the background
    with subprocess.Popen(
        words, stdin=theirs, stdout=theirs, stderr=subprocess.PIPE, env=env, start_new_session=True
    ) as process:
        os.close(theirs)
        left, seen, shown, key = list(keys), b"", b"", ""
        ready = select.poll()  # `select.select` knows no more than 1,024 open files, and stores hold many
        ready.register(ours, select.POLLIN)
        try:
            while True:
                if not ready.poll(5000) and key == INTERRUPT:
                    process.send_signal(signal.SIGINT)  # the first came between the prompt and the wait for a key
                if not (part := os.read(ours, 4096)):
                    break
                seen, shown = seen + part, shown + part
                if left and b"ask> " in seen:
                    seen = b""
                    key = left.pop(0)
                    process.send_signal(signal.SIGINT) if key == INTERRUPT else os.write(ours, key.encode())
        except OSError:  # the other end of the terminal has closed
            pass
        assert process.stderr
        told = process.stderr.read().decode("utf-8")
        code = process.wait(timeout=60)
    os.close(ours)
    return code, PLAIN.sub("", shown.decode("utf-8")), told


def test_questions_are_answered_until_the_end_of_input(tmp_path: Path) -> None:
    keys = [f"{HEADS}\n", "\n", "flurb the wug\n", "does the AI Promotion Act impose penalties?\n", END]
    code, shown, told = typed(keys, XDG_STATE_HOME=str(tmp_path))
    assert (code, told) == (0, "")
    assert shown.count("ask> ") == 5
    first, last = shown.find("is headed by Prime Minister of Japan"), shown.find("impose penalties?")
    assert 0 < first < last
    assert shown.endswith("ask> \n")


def test_control_c_drops_the_line_and_goes_on(tmp_path: Path) -> None:
    code, shown, told = typed([INTERRUPT, f"{HEADS}\n", END], XDG_STATE_HOME=str(tmp_path))
    assert (code, told, shown.count("ask> ")) == (0, "", 3)
    assert "is headed by Prime Minister of Japan" in shown


def test_a_tab_completes_a_name_and_an_alias_in_any_case(tmp_path: Path) -> None:
    keys = ["who heads the ai strategic h\t?\n", "who heads the AI Strategy H\t?\n", END]
    _, shown, _ = typed(keys, XDG_STATE_HOME=str(tmp_path))
    asked = (tmp_path / "govgraph" / "history").read_text(encoding="utf-8").splitlines()
    assert asked == ["who heads the ai strategic Headquarters?", "who heads the AI Strategy Headquarters?"]
    assert shown.count("is headed by Prime Minister of Japan") == 2


def test_the_history_lasts_from_one_run_to_the_next(tmp_path: Path) -> None:
    typed([f"{HEADS}\n", END], XDG_STATE_HOME=str(tmp_path))
    assert HEADS in (tmp_path / "govgraph" / "history").read_text(encoding="utf-8")
    _, shown, _ = typed([f"{UP}\n", END], XDG_STATE_HOME=str(tmp_path))
    assert f"ask> {HEADS}" in shown
    assert "is headed by Prime Minister of Japan" in shown


def test_without_a_state_folder_the_history_is_in_the_home(tmp_path: Path) -> None:
    typed([f"{HEADS}\n", END], XDG_STATE_HOME="", HOME=str(tmp_path))
    assert (tmp_path / ".local" / "state" / "govgraph" / "history").is_file()


def test_a_home_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    code, shown, told = typed([f"{HEADS}\n", END], XDG_STATE_HOME=str(tmp_path / "file"))
    assert (code, told) == (0, "")
    assert "is headed by Prime Minister of Japan" in shown


def test_each_answer_takes_one_line_as_json(tmp_path: Path) -> None:
    _, shown, _ = typed([f"{HEADS}\n", END], "--format", "json", XDG_STATE_HOME=str(tmp_path))
    assert len([line for line in shown.splitlines() if line.startswith('{"question": ')]) == 1


def test_off_a_terminal_a_question_is_asked_for(run: Callable[..., Any]) -> None:
    ran = run("ask", stdin=f"{HEADS}\n")
    assert (ran.code, ran.stdout) == (2, "")
    assert "give a question, or - to read one a line" in ran.stderr
    assert "Traceback" not in ran.stderr

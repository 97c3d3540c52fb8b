"""Tables on disk are read by whoever opens them, also by a process that was forked off, and never in part."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from govgraph.tables import Tables

ROWS = [("colour", "sky", "blue"), ("colour", "grass", "green"), ("size", 1, {"small"})]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    Tables.of(ROWS, tmp_path / "some tables?")
    return tmp_path / "some tables?"


def test_what_was_put_there_is_read(file: Path) -> None:
    tables = Tables.at(file)
    assert [(name, key, tables[name][key]) for name in tables for key in tables[name]] == sorted(ROWS, key=str)
    assert tables["colour"].get("sea") is None and "sea" not in tables["colour"]


def test_a_file_that_is_not_whole_is_refused(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(sqlite3.DatabaseError):
        Tables.at(file)


@pytest.mark.parametrize("gone", [False, True])
def test_a_process_that_was_forked_off_reads_them_too(file: Path, gone: bool) -> None:
    code = f"""
import os, pathlib
from govgraph.tables import Tables
path = pathlib.Path({str(file)!r})
tables = Tables.at(path)
tables["colour"]["sky"]
if {gone}: path.unlink()
if (child := os.fork()) == 0:
    os._exit(0 if tables["colour"]["grass"] == "green" else 1)
assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
assert tables["size"][1] == {{"small"}}
"""
    subprocess.run([sys.executable, "-c", code], check=True)

"""A curator's folder of one's own, to change as one likes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from govgraph.curate.canonical import fix
from govgraph.curate.checking import Desk

CORPUS = Path(__file__).resolve().parent.parent / "corpus"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The made-up land, laid out as all files are."""
    shutil.copytree(CORPUS, tmp_path / "data")
    desk = Desk(tmp_path / "data")
    fix(desk.files, desk.files.all())
    return tmp_path / "data"

"""Every notebook runs from top to bottom, and nothing in it complains."""

from __future__ import annotations

import asyncio
from pathlib import Path

import jupytext
import pytest
from nbclient import NotebookClient

NOTEBOOKS = sorted((Path(__file__).resolve().parent.parent / "notebooks").glob("*.py"))


def test_there_are_notebooks() -> None:
    assert NOTEBOOKS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_without_a_complaint(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("IPYTHONDIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_CONFIG_DIR", "MPLCONFIGDIR"):
        monkeypatch.setenv(variable, str(tmp_path / variable))
    notebook = jupytext.read(path)
    place = {"metadata": {"path": path.parent}}
    client = NotebookClient(notebook, timeout=120, kernel_name="python3", resources=place)
    asyncio.run(client.async_execute())  # `execute` would leave its event loop open, and a later test would fail of it
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    complaints = [output.text for output in outputs if output.get("name") == "stderr"]
    assert outputs
    assert complaints == []

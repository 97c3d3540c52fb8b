"""The named questions: each `.rq` file here is one, and its first line says what it answers."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def named() -> dict[str, str]:
    """The SPARQL text of every named question, by name.

    >>> named()["acts-under"].splitlines()[0]
    '# Who acts under which instrument: what each does there, in what phase, how surely, and where it is said.'
    """
    found = (entry for entry in files(__package__).iterdir() if entry.name.endswith(".rq"))
    return {e.name.removesuffix(".rq"): e.read_text(encoding="utf-8") for e in sorted(found, key=lambda e: e.name)}


def title(name: str) -> str:
    """What a named question answers: its first line, without the `#`.

    >>> title("things-by-class")
    'Things by class'
    """
    return named()[name].split("\n", 1)[0].removeprefix("#").strip().rstrip(".")

"""The check that goes on while a curator writes: after each change, what is new and what is solved."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain
from pathlib import Path
from time import sleep

from ..errors import DataError, Problem, extra
from .checking import Desk, counted

_QUIET = 0.1  # seconds
_LOOK = (
    1000  # milliseconds, after which the files are looked at though the system has told of no change: it may miss one
)


def watch(desk: Desk, file: str | None, tell: Callable[[str], None]) -> None:
    """Check a folder, or one file of it, and again whenever a file of it or of the ontology changes; ends with Ctrl-C.

    Each message is told once when it is there, with a `+`, and once when it is gone, with a `-`. Raises
    MissingExtraError without the `curate` extra.
    """
    with extra("curate"):
        from watchfiles import watch as changes

    try:
        state = desk.of([file]) if file else desk.whole()
        _tell([], state, tell)
        for _ in chain(
            [()], changes(desk.folder, desk.ontology, debounce=300, rust_timeout=_LOOK, yield_on_timeout=True)
        ):
            before = state
            try:
                desk, state = again(desk, file, before)
            except DataError as error:  # the ontology, half saved
                state = list(error.problems)
            if state != before:
                _tell(before, state, tell)
    except KeyboardInterrupt:
        return


def again(desk: Desk, file: str | None, before: list[Problem]) -> tuple[Desk, list[Problem]]:
    """The desk and its problems after a change: of what changed and of what had problems, the rest as it was.

    A changed ontology makes all of it new, as does a change that breaks what others rest on.
    """
    if desk.outdated():
        desk = Desk(desk.folder, desk.ontology, desk.older_than)
        return desk, desk.of([file]) if file else desk.whole()
    changed = {path.as_posix() for path in _written(desk)}
    if file:
        return desk, desk.of([file])
    if not changed:
        return desk, before
    unread = desk.files.problems()
    if unread:
        kept = [problem for problem in before if problem.severity == "advice" and problem.path not in changed]
        return desk, sorted({*unread, *kept})
    touched = changed | {problem.path for problem in before if problem.severity == "problem"}
    ids = [id_ for id_ in desk.files if Path(desk.files[id_].name).as_posix() in touched]
    kept = [problem for problem in before if problem.path not in touched]
    return desk, sorted({*kept, *desk.of(ids)})


def _written(desk: Desk) -> set[Path]:
    """The files that changed, once nobody writes any more: an editor may empty a file before it fills it."""
    changed: set[Path] = set()
    while more := desk.files.refresh():
        changed |= more
        sleep(_QUIET)
    return changed


def _tell(before: list[Problem], now: list[Problem], tell: Callable[[str], None]) -> None:
    """What is new and what is gone; a message that only moved to another line is neither."""

    def said(problem: Problem) -> tuple[str, str]:
        return problem.path, problem.message

    old, new = set(map(said, before)), set(map(said, now))
    for problem in before:
        if said(problem) not in new:
            tell(f"- {problem}")
    for problem in now:
        if said(problem) not in old:
            tell(f"+ {problem}")
    tell(counted(now))

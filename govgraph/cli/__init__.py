"""The command line: results on the standard output, everything else on the standard error."""

from __future__ import annotations

import gc
import os
import sys
import warnings
from typing import TYPE_CHECKING, Any, NoReturn

from ..errors import DataError, GovgraphError

if TYPE_CHECKING:
    from typer import Typer
    from typer.models import CommandInfo

_INTERRUPTED = 130  # by Ctrl-C: 128 and the number of the signal, as shells have it


def main() -> None:
    """Run `govgraph`; ends with 0, 1 (not understood, problems found), 2 (wrong usage), 3 (data not loaded) or 130."""
    gc.set_threshold(100_000)  # most commands are over before there is anything to collect
    try:
        _run()
    finally:
        gc.freeze()  # nor is it worth while to look for it at the end


def _run() -> None:
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # it was closed; the next file that is opened would stand in its place
            setattr(sys, name, open(os.devnull, mode))  # noqa: PTH123, SIM115
        getattr(getattr(sys, name), "reconfigure", lambda **_: None)(encoding="utf-8", errors="replace")
    warnings.formatwarning = lambda message, *_: f"govgraph: {message}\n"
    try:
        if told := _plain(sys.argv[1:]):
            from ..graph import load
            from .output import answers

            sys.exit(answers(load(told.get("data"), as_of=told.get("as_of")), [told["question"]]))
        from .asking import app
        from .options import Once

        if not (named := _named(app)):
            from . import curating  # noqa: F401 - the other commands

            named = _named(app)
        app.registered_commands = named or app.registered_commands
        for command in app.registered_commands:
            command.cls = Once
        app(prog_name="govgraph")
    except KeyboardInterrupt:
        sys.exit(_interrupted())
    except GovgraphError as error:
        print(error if isinstance(error, DataError) else f"govgraph: {error}", file=sys.stderr)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        _left()
    except OSError as error:
        print(f"govgraph: {error.filename or 'file'}: {error.strerror or error}", file=sys.stderr)
        sys.exit(2)
    except SystemExit as end:
        if isinstance(end.__context__, BrokenPipeError):
            _left()
        if end.code == _INTERRUPTED:
            _interrupted()
        if "unexpected extra argument" in str(getattr(end.__context__, "message", "")):
            print(_quoted(end.__context__), file=sys.stderr)
        raise


def _plain(words: list[str]) -> dict[str, str] | None:
    """The question of an `ask` with its day and data, where nothing else is told, as it mostly is; None for what Typer
    has to read, since to load that takes a third of the time in which such a question is answered."""
    told: dict[str, str] = {}
    rest = iter(words[1:] if words[:1] == ["ask"] else ())
    for word in rest:
        name = {"--as-of": "as_of", "--data": "data"}.get(word, "" if word.startswith("-") else "question")
        value = word if name == "question" else next(rest, "")
        if not name or name in told or not value or value.startswith("-") or "://" in value:
            return None
        told[name] = value
    return told if "question" in told else None


def _quoted(error: Any) -> str:
    """What to do about words that are too many: mostly they are one name, or one question."""
    from .options import quoted

    arguments = [p.name for p in error.ctx.command.params if p.param_type_name == "argument"]
    more = error.message.partition("(s) (")[2].removesuffix(")")
    if arguments == ["question"]:
        return quoted(f"{error.ctx.params['question']} {more}", "question")
    return quoted(f"{error.ctx.params['entity']} {more}") if arguments == ["entity"] else quoted()


def _left() -> NoReturn:
    """End well: whoever reads has read enough."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(0)


def _named(app: Typer) -> list[CommandInfo]:
    """The command that is named, if there is one: setting up all of them takes longer than many an answer."""
    return [c for c in app.registered_commands if c.callback and [c.name or c.callback.__name__] == sys.argv[1:2]]


def _interrupted() -> int:
    print("govgraph: interrupted", file=sys.stderr)
    return _INTERRUPTED

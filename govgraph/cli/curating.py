"""The curator's commands: check the facts, begin a file, tell an editor what may stand in one."""

# Annotations are read as the objects that they are, so they are not postponed here.

import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from .commands import app
from .options import Data, Ontology, place, said
from .output import put

if TYPE_CHECKING:
    from ..errors import Problem

_DAYS = {"d": 1, "w": 7, "y": 365}


def _days(written: str | None) -> int | None:
    match = re.fullmatch(r"(\d{1,5})([dwy])", written) if written else None
    if written and not match:
        raise typer.BadParameter(f"{written!r} is no age: write 365d, 52w or 1y", param_hint="--older-than")
    return int(match[1]) * _DAYS[match[2]] if match else None


@app.command()
def check(
    path: Annotated[
        Path | None, typer.Argument(metavar="[PATH]", parser=place, help="A folder of facts, or a file in one.")
    ] = None,
    fix: Annotated[bool, typer.Option("--fix", help="First lay the files out as all are laid out.")] = False,
    watch: Annotated[bool, typer.Option("--watch", help="Check again whenever a file changes, until Ctrl-C.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Let advice fail the check too.")] = False,
    older_than: Annotated[
        str | None, typer.Option(metavar="AGE", parser=said, help="Advise on sources older than this: 365d, 52w, 1y.")
    ] = None,
    format: Annotated[Literal["text", "json"], typer.Option(help="How it is written.")] = "text",
    data: Data = None,
    ontology: Ontology = None,
) -> None:
    """Check the facts: every problem with its file and line; where there is none, advice that stops nothing.

    A folder is checked as a whole. Of one file all is told that can be seen from it and from what it names, which is
    much quicker. Each message is a line, path:line: message. It ends with 1 where there are problems.
    """
    from ..building import is_rdf
    from ..curate.canonical import fix as lay_out
    from ..curate.checking import Desk
    from ..errors import FormatError

    days, folder = _days(older_than), _folder(path, data)
    if folder is not None and is_rdf(folder):
        raise FormatError(f"{folder}: a graph that is compiled already has no lines of YAML to check")
    if watch and format == "json":
        raise typer.BadParameter("what is watched is told as text", param_hint="--format")
    desk = Desk(folder, ontology, days)
    file = desk.id_of(path) if path is not None and not path.is_dir() else None
    fixed = lay_out(desk.files, desk.below(path)) if fix else []
    if watch:
        for problem in fixed:
            put(str(problem))
        from ..curate.watching import watch as keep_watch

        keep_watch(desk, file, put)
        return
    found = [*fixed, *(desk.of([file]) if file else desk.whole())]
    _tell(found, format)
    told = {problem.severity for problem in found}
    raise typer.Exit(1 if "problem" in told or (strict and "advice" in told) else 0)


def _tell(found: "Sequence[Problem]", format: str) -> None:
    if format == "json":
        import json

        put(json.dumps([problem._asdict() for problem in found], ensure_ascii=False, indent=2))
    else:
        for problem in found:
            put(str(problem))
    from ..curate.checking import counted

    print(counted(found), file=sys.stderr)


def _folder(path: Path | None, data: Path | None) -> Path | None:
    """Where the ids of a path begin: in the folder named as data, in the one that came along, or where the path is.

    A file outside of these tells by the files beside its folders: xa/ stands where xa.yaml does.
    """
    from ..errors import UnknownName
    from ..vocabulary import data_folder

    root = (data or data_folder()).resolve()
    if path is None or path.resolve().is_relative_to(root):
        return data
    if not path.exists() and (meant := (root / path).with_suffix(".yaml")).is_file():
        raise UnknownName(str(path), [(os.path.relpath(meant), "the file of its id")], "file")
    if path.is_dir() or not path.exists():
        return path
    above = [p for p in path.parents if p.name == "intl" or (p.name and p.with_name(f"{p.name}.yaml").is_file())]
    return above[-1].parent if above else path.parent


@app.command()
def new(
    kind: Annotated[str, typer.Argument(metavar="CLASS", help="A class, such as Statute.", show_default=False)],
    id_: Annotated[str, typer.Argument(metavar="ID", help="Its id, such as jp/ai-act.", show_default=False)],
    data: Data = None,
    ontology: Ontology = None,
) -> None:
    """Begin the file of a new thing: what it may say stands there in comments, to be filled in."""
    from ..curate.starting import begin

    put(str(begin(kind, id_, data, ontology)))


@app.command()
def schema(
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="PATH", parser=place, help="The file to write.")
    ] = Path("-"),
    data: Data = None,
    ontology: Ontology = None,
) -> None:
    """Write a JSON Schema of the files of facts, by which an editor completes and checks them."""
    import json

    from ..curate.schema import schema
    from ..writing import written

    text = json.dumps(schema(data, ontology), ensure_ascii=False, separators=(",", ":"))
    with written(output) as stream:
        stream.write(text.encode() + b"\n")

"""The file of a new thing, begun: what it may say stands there in comments and in angle brackets, to be filled in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from ..errors import UnwritableError
from ..reader.crosscheck import owners
from ..reader.file import File
from ..reader.files import Files
from ..scalars import SLUG
from ..vocabulary import Class, Property, Vocabulary, data_folder, did_you_mean, load_vocabulary, with_article
from ..writing import written

_SHOWN = 12  # properties: those that things of the class have most
_FEW = 7  # qualifiers: the first
_SURE = "#   modality: planned, possible or opinion, where the source does not plainly assert it."
_TIMES = "#   when, from, until: 2025-09-01, 2025-05 or 2025; never more than the source gives."
_FACTS = """facts:
  - <property>: <an id or a text>
    cite: {source: <id of the source>, at: <article or section or heading>}
"""
_SOURCE = """source:
  publisher: <who published it>
  published: <when it came out>
  as_of: <the day of which it speaks>
  read_on: {today}
  tier: <primary or official-copy or secondary>
"""


def begin(kind: str, id_: str, data: Path | None = None, ontology: Path | None = None) -> Path:
    """Write the file with which a thing of this class and id begins, and return its path.

    Raises UnwritableError, which says what would do, for a class that is not known, an id that cannot be one, a
    jurisdiction that is not there, and a file that is.
    """
    vocabulary = load_vocabulary(ontology)
    files = Files(_own(data), vocabulary)
    class_ = _class(kind, vocabulary)
    path = _place(id_, class_, files)
    is_source = "/sources/" in id_ and vocabulary.is_a(class_.name, "Work")
    text = _source(id_, class_) if is_source else _thing(id_, class_, files)
    path.parent.mkdir(parents=True, exist_ok=True)
    with written(path) as stream:
        stream.write(text.encode())
    return path


def _own(data: Path | None) -> Path:
    if data is None and data_folder().is_relative_to(Path(__file__).resolve().parent.parent):
        raise UnwritableError("the facts that came along are not yours to add to: name a folder with --data DIR")
    folder = data or data_folder()
    here = Path.cwd()
    return folder.resolve().relative_to(here) if folder.resolve().is_relative_to(here) else folder


def _class(kind: str, vocabulary: Vocabulary) -> Class:
    for class_ in vocabulary.classes.values():
        if kind.casefold() in (class_.name.casefold(), class_.label.casefold()):
            return class_
    words: dict[str, str] = {}
    for class_ in vocabulary.classes.values():
        for phrase in class_.phrases:
            words.setdefault(phrase, class_.name)
    near = did_you_mean(words.get(kind.casefold(), kind), vocabulary.classes)
    raise UnwritableError(f"there is no class {kind!r}{near}; the classes are in ontology/govgraph.ttl")


def _place(id_: str, class_: Class, files: Files) -> Path:
    """Where the file of an id stands."""
    owner, hash_, _ = id_.partition("#")
    if hash_:
        raise UnwritableError(f"{id_!r} is a part and has no file of its own: write it under 'parts:' of {owner!r}")
    inside = id_.removeprefix(f"{files.folder.name}/")
    if inside != id_ and files.folder.name not in files:
        raise UnwritableError(f"{id_!r} is a path: write the id alone, {inside.removesuffix('.yaml')!r}")
    if not all(re.fullmatch(SLUG, name) for name in id_.split("/")):
        slug = "/".join(re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-") for name in id_.split("/"))
        raise UnwritableError(
            f"{id_!r} is no id: use lower-case letters, digits and single hyphens, "
            f"such as {slug.removesuffix('-yaml').strip('/') or 'jp/ai-act'!r}"
        )
    if id_ in files:
        raise UnwritableError(f"{files[id_].name} is there already; 'govgraph show {id_}' tells what it says")
    folder, slash, _ = id_.partition("/")
    jurisdictions = sorted(name for name in files if "/" not in name)
    if not slash and class_.name != "Jurisdiction":
        raise UnwritableError(f"{id_!r} lacks its jurisdiction: write JURISDICTION/{id_}, such as intl/{id_}")
    if slash and class_.name == "Jurisdiction":
        raise UnwritableError(f"a jurisdiction stands beside the folders: its id is its code, not {id_!r}")
    if slash and folder != "intl" and folder not in jurisdictions:
        near = did_you_mean(folder, jurisdictions)
        raise UnwritableError(
            f"there is no jurisdiction {folder!r}{near}. Begin it with 'govgraph new Jurisdiction {folder}', or use "
            f"one of {', '.join([*jurisdictions, 'intl'])}"
        )
    return files.folder / f"{id_}.yaml"


def _source(id_: str, class_: Class) -> str:
    lines = [*_head(id_, class_), "# url: <https:// where it is read>"]
    last = "  # text_of: <id of the law whose own wording it holds>\n"
    return "\n".join(lines) + "\n" + _SOURCE.format(today=datetime.now(UTC).date()) + last


def _thing(id_: str, class_: Class, files: Files) -> str:
    lines = [*_head(id_, class_)]
    lines += ["# short_name: {en: <only if the name is too long to be shown>}", "# aliases: [<what else it is called>]"]
    lines += ["# url: <https:// its own page>"]
    usual, example = _usual(id_, class_, files)
    an = with_article(class_.label)
    notes = [f"# What is said of {an} most often; any other property of ontology/govgraph.ttl will do as well:"]
    notes += [f"#   {prop.name}: {_takes(prop)}. {prop.definition}" for prop in usual]
    notes += ["# Below it may stand, each on a line of its own:"]
    notes += [f"#   {q.name}: {_takes(q)}. {q.definition}" for q in [*files.vocabulary.qualifiers.values()][:_FEW]]
    notes += [_SURE, _TIMES]
    if example:
        notes += ["# An example from the facts that are there:", *(f"#   {line}" for line in example)]
    return "\n".join(lines) + "\n" + _FACTS + "\n".join(notes) + "\n"


def _head(id_: str, class_: Class) -> list[str]:
    return [
        f"# {id_}, {with_article(class_.label)}: {class_.definition}",
        "# Fill in what stands in <angle brackets>, take out what you do not need, comments too; then: govgraph check",
        f"type: {class_.name}",
        "name:",
        "  en: <its full name in English>",
    ]


def _usual(id_: str, class_: Class, files: Files) -> tuple[list[Property], list[str]]:
    """The properties that things of the class have most, and a fact of one of them, from nearby if there is one."""
    vocabulary = files.vocabulary
    uses: Counter[str] = Counter()
    examples: dict[str, tuple[bool, list[str]]] = {}
    for file in files.all():
        for name, lines in _said(file, class_.name):
            uses[name] += 1
            near = file.id.split("/")[0] == id_.split("/")[0]
            if name not in examples or (near, -len(lines)) > (examples[name][0], -len(examples[name][1])):
                examples[name] = near, lines
    of_class = [prop for prop in vocabulary.properties.values() if vocabulary.is_a(class_.name, prop.domain)]
    depth = {prop.name: len(vocabulary.ancestors(prop.domain)) for prop in of_class}
    usual = sorted(of_class, key=lambda prop: (-uses[prop.name], -depth[prop.name]))[:_SHOWN]
    return usual, examples[usual[0].name][1] if usual and usual[0].name in examples else []


def _said(file: File, class_name: str) -> Iterator[tuple[str, list[str]]]:
    """The property and the lines of each fact in a file that is told of a thing of the class."""
    lines: list[str] = []
    for _, thing, _, places in owners(file):
        if thing.type == class_name:
            lines = lines or Path(file.name).read_text(encoding="utf-8").splitlines()
            for fact, place in zip(thing.facts, places, strict=True):
                first = file.line(place) - 1
                column = len(lines[first]) - len(lines[first].lstrip())
                inside = (n for n in range(first + 1, len(lines)) if not lines[n].startswith(" " * (column + 1)))
                yield fact.property, [line[column:] for line in lines[first : next(inside, len(lines))]]


def _takes(prop: Property) -> str:
    if prop.takes_id:
        return f"the id of {with_article(prop.range)}"
    words = {"edtf": "a day, month or year", "string": "a text", "decimal": "a number", "integer": "a whole number"}
    return words.get(prop.range, "a code")

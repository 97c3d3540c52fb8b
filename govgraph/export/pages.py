"""A Markdown page for each thing, with links between them."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator

from .. import edtf
from ..facts import Cited, Thing
from ..views.show import Entry, groups
from ..views.status import Status, statuses
from ..views.wording import mark, place
from .selection import Selection

_RESERVED = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)\d|index)(?:\.|$)")  # Windows' devices, and our own index
_LONGEST = 120


def markdown(selection: Selection) -> Iterator[tuple[str, bytes]]:
    """`index.md` with the things by class, and a page for each thing: what is said of it, from both sides."""
    yield "index.md", _index(selection).encode()
    standing = statuses(selection.kg)
    for thing in selection.things.values():
        yield file_name(thing.id), _Page(selection, thing).text(standing.get(thing.id)).encode()


def file_name(id_: str) -> str:
    """The path of a thing's page, good on every file system: no two things share one, and none leaves its folder.

    >>> file_name("jp/ai-promotion-act"), file_name("jp/ai-promotion-act#plan")
    ('jp/ai-promotion-act.md', 'jp/ai-promotion-act.plan.md')
    >>> file_name("xa/../con")
    'xa/%2E%2E/con_.md'
    """
    return "/".join(_segment(part) for part in f"{id_}.md".split("/") if part)


def _segment(text: str) -> str:
    stem, dot, end = text.partition(".md") if text.endswith(".md") else (text, "", "")
    safe = re.sub(r"[^a-z0-9#-]", lambda found: f"%{ord(found[0]):02X}", stem).replace("#", ".")
    if len(safe) > _LONGEST:
        safe = safe[:_LONGEST] + "_" + hashlib.sha256(stem.encode()).hexdigest()[:16]
    return safe + ("_" if _RESERVED.match(safe) else "") + dot + end


class _Page:
    """The page of a thing, as it is written: links lead from here, sources are numbered as they are met."""

    def __init__(self, selection: Selection, thing: Thing) -> None:
        self.selection, self.thing = selection, thing
        self.sources: dict[Cited, int] = {}

    def text(self, status: Status | None) -> str:
        blocks = [f"# {_plain(self.thing.name)}", self._about(), self._names(status)]
        for group in groups(self.thing, self.selection.kg.vocabulary):
            facts = [f"- {self._entry(entry, group.aside)}" for entry in group.entries]
            blocks += [f"## {_plain(group.label)}", "\n".join(facts)]
        if self.thing.parts:
            parts = [f"- {self._link(part.id, part.text)}" for part in self.thing.parts]
            blocks += ["## parts", "\n".join(parts)]
        if self.sources:
            cited = [f"{number}. {self._source(source)}" for source, number in self.sources.items()]
            blocks += ["## sources", "\n".join(cited)]
        return "\n\n".join(block for block in blocks if block) + "\n"

    def _about(self) -> str:
        where = [self._link(v.id, v.text) for v in (self.thing.within, self.thing.jurisdiction) if v]
        return ", ".join([_plain(self.thing.type_label), *where]) + f" · `{self.thing.id}`"

    def _names(self, status: Status | None) -> str:
        thing = self.thing
        lines = [f"- {lang}: {_plain(name)}" for lang, name in thing.names.items() if name != thing.name]
        lines += [f"- {lang}: {_plain(t)}" for lang, t in thing.titles.items() if t != thing.names.get(lang)]
        lines += [f"- also: {_plain(alias)}" for alias in thing.aliases]
        lines += [f"- <{thing.url}>"] if thing.url else []
        if status:
            day = edtf.in_words(self.selection.kg.as_of_date.isoformat())
            since = f", since {edtf.in_words(status.since)}" if status.since else ""
            lines.append(f"- status on {day}: {status.label}{since}")
        return "\n".join(lines)

    def _entry(self, entry: Entry, aside: bool) -> str:
        hedge = mark(entry.fact, self.selection.kg.as_of_date)
        details = f" ({_plain(entry.details)})" if entry.details else ""
        said = _plain(entry.text) if aside else self._link(entry.id, entry.text)
        numbers = [self.sources.setdefault(c, len(self.sources) + 1) for c in entry.fact.citations]
        notes = "".join(f" \\[{number}\\]" for number in numbers)
        return (f"**{hedge}**: " if hedge else "") + said + details + notes

    def _source(self, cited: Cited) -> str:
        told = self._link(cited.source, cited.title) + _plain(place(cited).removeprefix(cited.title))
        return told + (f", <{cited.url}>" if cited.url else "")

    def _link(self, id_: str | None, text: str) -> str:
        if id_ is None or id_ not in self.selection.ids:
            return _plain(text)
        here = posixpath.dirname(file_name(self.thing.id))
        return f"[{_plain(text)}]({posixpath.relpath(file_name(id_), here or '.')})"


def _index(selection: Selection) -> str:
    by_class: dict[str, list[Thing]] = defaultdict(list)
    for thing in selection.things.values():
        by_class[thing.type_label].append(thing)
    blocks = [f"# govgraph as of {edtf.in_words(selection.kg.as_of_date.isoformat())}"]
    for label in sorted(by_class):
        things = sorted(by_class[label], key=lambda thing: (thing.name, thing.id))
        blocks += [f"## {_plain(label)}", "\n".join(f"- [{_plain(t.name)}]({file_name(t.id)})" for t in things)]
    return "\n\n".join(blocks) + "\n"


def _plain(text: str) -> str:
    """A text in which nothing is read as markup."""
    safe = re.sub(r"([\\`*_{}\[\]#])", r"\\\1", " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;"))
    return re.sub(r"^(\d+)?([-+.)>])", r"\1\\\2", safe)

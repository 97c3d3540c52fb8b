"""What is worth a second look and is no mistake: old sources, names that nearly agree, and what nobody speaks of."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from rapidfuzz import fuzz, process

from ..errors import Problem
from ..reader.crosscheck import owners
from ..reader.file import File

_ALIKE = 92  # of 100; below it, what differs in one word is mostly another thing
_SHORTEST = 12  # letters: two abbreviations often differ in one


def named(file: File) -> Iterator[str]:
    """The ids, without parts, that a file may name: objects, qualifiers, sources, and what it is the text of."""
    yield from (id_.partition("#")[0] for id_ in _said(file))


def _said(file: File) -> Iterator[str]:
    assert file.entity
    for thing in (file.entity, *file.entity.parts.values()):
        for fact in thing.facts:
            for text in (fact.object, *(value for values in fact.qualifiers.values() for value in values)):
                yield file.id + text if text.startswith("#") else text
            yield from (citation.source for citation in fact.cite)
    if file.entity.source and file.entity.source.text_of:
        yield file.entity.source.text_of


def orphans(files: list[File]) -> list[Problem]:
    """Things and parts that say nothing and that nothing speaks of: left over, or not yet tied in."""
    read = [file for file in files if file.entity]
    spoken = {id_ for file in read for id_ in _said(file)}
    spoken |= {id_.partition("#")[0] for id_ in spoken} | {file.id.split("/")[0] for file in read if "/" in file.id}
    found = []
    for file in read:
        assert file.entity
        silent = not file.entity.facts and not any(part.facts for part in file.entity.parts.values())
        if silent and file.id not in spoken:
            found.append(_advice(file, (), f"{file.id!r} says nothing, and nothing speaks of it", "orphan"))
            continue
        for slug, part in file.entity.parts.items():
            if not part.facts and f"{file.id}#{slug}" not in spoken:
                message = f"'#{slug}' says nothing, and nothing speaks of it"
                found.append(_advice(file, ("parts", slug), message, "orphan"))
    return found


def alike(files: list[File], of: list[File] | None = None) -> list[Problem]:
    """Two things of one class in one jurisdiction whose names nearly agree: perhaps one thing told twice.

    With `of`, only pairs that one of these is in. Names in which other numbers stand, those of sources, and those of
    two things of which one speaks of the other are not compared.
    """
    wanted = None if of is None else {file.id for file in of}
    groups: dict[tuple[str, str], list[File]] = defaultdict(list)
    for file in files:
        if file.entity and not file.entity.source:
            groups[file.id.split("/")[0] if "/" in file.id else "", file.entity.type].append(file)
    found = []
    for group in groups.values():
        names = [(_plain(name), name, file) for file in group for name in _names(file)]
        texts = [text for text, _, _ in names]
        for index, (text, name, file) in enumerate(names):
            if wanted is not None and file.id not in wanted:
                continue
            for _, _, at in process.extract(text, texts, scorer=fuzz.token_sort_ratio, score_cutoff=_ALIKE, limit=None):
                _, other_name, other = names[at]
                earlier = at < index if wanted is None else other.id != file.id
                apart = _numbers(text) != _numbers(texts[at]) or other.id in named(file) or file.id in named(other)
                if earlier and other.id != file.id and not apart:
                    how = "the very" if text == texts[at] else "nearly the"
                    message = f"{name!r} is {how} name of {other.id!r}, {other_name!r}: one thing told twice?"
                    found.append(_advice(file, ("name",), message, "alike"))
    return list({(p.path, p.message.split(" name of ")[-1].split(",")[0]): p for p in reversed(found)}.values())


def shared(files: list[File], of: list[File]) -> list[Problem]:
    """Aliases, in some files, by which another thing goes as well: who asks by them cannot be answered."""
    bearers: dict[str, list[str]] = defaultdict(list)
    for file in files:
        for owner, thing, *_ in owners(file):
            for name in {text.casefold() for text in thing.called()}:
                bearers[name].append(owner)
    found = []
    for file in of:
        for owner, thing, where, _ in owners(file):
            for alias in thing.aliases:
                others = [id_ for id_ in bearers[alias.casefold()] if id_ != owner]
                if others:
                    message = f"the alias {alias!r} is a name of {others[0]!r} too: no two things share one"
                    found.append(_advice(file, (*where, "aliases"), message, "shared"))
    return found


def stale(files: list[File], all_files: Mapping[str, File], today: date, days: int) -> list[Problem]:
    """Sources that speak of a day longer ago than so many days, and for each file how many facts rest on such alone."""

    def age(id_: str) -> int:
        entity = all_files[id_].entity if id_ in all_files else None
        return (today - entity.source.as_of).days if entity and entity.source else 0

    found = []
    for file in files:
        if file.entity and file.entity.source and age(file.id) > days:
            message = f"speaks of {file.entity.source.as_of}, {age(file.id)} days ago"
            found.append(_advice(file, ("source", "as_of"), message, "stale"))
        facts = list(_facts(file))
        old = [where for where, sources in facts if min(map(age, sources)) > days]
        if old:
            message = f"{len(old)} of {len(facts)} facts rest on sources older than {days} days alone, this one first"
            found.append(_advice(file, old[0], message, "stale"))
    return found


def _facts(file: File) -> Iterator[tuple[tuple[int | str, ...], list[str]]]:
    """Where each fact stands, and its sources."""
    for _, thing, _, places in owners(file):
        for fact, place in zip(thing.facts, places, strict=True):
            yield place, [citation.source for citation in fact.cite]


def _names(file: File) -> list[str]:
    assert file.entity
    texts = (file.entity.name.get("en"), file.entity.short_name.get("en"), *file.entity.aliases)
    return list(dict.fromkeys(text for text in texts if text and len(text) >= _SHORTEST))


def _plain(name: str) -> str:
    return " ".join(re.findall(r"\w+", name.casefold()))


def _numbers(text: str) -> list[str]:
    return sorted(word for word in text.split() if any(c.isdigit() for c in word) or len(word) < 3)


def _advice(file: File, where: tuple[int | str, ...], message: str, rule: str) -> Problem:
    return Problem(file.name, file.line(where), message, rule, "advice")

"""The names of all things, made ready to be found in questions: what a Linker looks up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ..vocabulary import entity_id, term
from .lexicon import FRAME_WORDS, STOP, Lexicon, stem, stems, words
from .linker import in_script
from .things import TIES, Known, is_jurisdiction, jurisdiction

if TYPE_CHECKING:
    from ..graph import KnowledgeGraph
    from ..tables import Row

Key = tuple[str, ...]
_LONGEST_NUMBER = 8  # words: longer ones are lists of sections
LABEL, TITLE, ALIAS = 1, 2, 4
Said = dict[tuple[str, str, str | None], int]  # a thing, what it is called, in what language -> as which of these
_PLACES = {term("label", "rdfs"): LABEL, term("title", "dcterms"): TITLE, term("altLabel", "skos"): ALIAS}


def said(graph: KnowledgeGraph) -> Said:
    """What all things are called, and whether as a name, a title or an alias; read once, for it takes long."""
    query = "SELECT ?s ?p ?n { VALUES ?p { rdfs:label dcterms:title skos:altLabel } ?s ?p ?n }"
    found: Said = {}
    for thing, place, name in graph.query(query):
        if id_ := entity_id(thing.value):
            key = id_, name.value, name.language
            found[key] = found.get(key, 0) | _PLACES[place]
    return found


def things(graph: KnowledgeGraph, said: Said) -> dict[str, Known]:
    """All things of a graph, by id."""
    called: dict[str, list[str]] = defaultdict(list)
    aliases: dict[str, set[str]] = defaultdict(set)
    for (id_, text, _), places in said.items():
        called[id_].append(text)
        if places != LABEL and text != graph.names.get(id_):
            aliases[id_].add(text)
    around: dict[str, dict[str, str]] = defaultdict(dict)
    for s, p, o in graph.query("SELECT ?s ?p ?o { VALUES ?p { gov:jurisdiction gov:within } ?s ?p ?o }"):
        around[entity_id(s.value) or ""][p.value.split("#")[-1]] = entity_id(o.value) or ""
    return {
        id_: Known(
            name,
            graph.kind(id_),
            id_ in graph.source_ids,
            tuple(sorted(aliases.get(id_, ()))),
            tuple(telling(text) for text in called[id_]),
            around.get(id_, {}).get("jurisdiction", ""),
            around.get(id_, {}).get("within", ""),
        )
        for id_, name in graph.names.items()
    }


def called(said: Said) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """The full titles and the names, English first, of the things that have any but a name in English."""
    found: dict[str, tuple[dict[str, str], dict[str, str]]] = defaultdict(lambda: ({}, {}))
    for (id_, text, language), places in said.items():
        for texts, place in zip(found[id_], (TITLE, LABEL), strict=True):
            if places & place:
                texts[language or "en"] = text

    def ordered(texts: dict[str, str]) -> tuple[str, ...]:
        return tuple(texts[language] for language in sorted(texts, key=lambda each: (each != "en", each)))

    return {i: (ordered(titles), ordered(names)) for i, (titles, names) in found.items() if titles or len(names) > 1}


@lru_cache(maxsize=1000)  # most things are titled as they are labelled, and so share what is found
def telling(text: str) -> frozenset[str]:
    """The stems of a text's words that say something."""
    return frozenset(stem(w) for w in words(text) if w not in STOP or w == "us")


class Naming:
    """The names of a graph's things, in dictionaries of the shape that a Linker reads."""

    def __init__(
        self, said: Said, lexicon: Lexicon, known: dict[str, Known], numbers: Iterable[tuple[str, str]]
    ) -> None:
        self.known, self.vocabulary = known, lexicon.vocabulary
        self.names: dict[Key, set[str]] = defaultdict(set)
        self.exact: dict[Key, set[str]] = defaultdict(set)
        self.script: dict[str, set[str]] = defaultdict(set)
        spelt: set[str] = set(lexicon.known) | FRAME_WORDS | STOP
        for id_, text, _ in said:
            if id_ not in known or known[id_].kind == "Position":
                continue
            if in_script(text):
                self.script[text].add(id_)
                continue
            written, key = words(text), stems(text)
            spelt.update(written)
            self.exact[written].add(id_)
            if len(key) > 1 or (key and written[0] not in STOP) or key == ("us",):
                self.names[key].add(id_)
        self._numbered(numbers)
        self._of_lands(lexicon)
        self._other_lands()
        self._written_out()
        self.short = self._short_names()
        self.spelling = sorted(w for w in spelt if len(w) > 3)

    def _short_names(self) -> dict[Key, set[str]]:
        """Names without the jurisdiction, law or year at their end: the "AI Basic Act of South Korea" is one."""
        found: dict[Key, set[str]] = {}
        wholes = {key for key, ids in self.exact.items() if any(self._whole(i) for i in ids)}
        for key, ids in self.exact.items():
            for cut in range(2, len(key) - 1):
                rest = key[cut + 1 :]
                tail = rest[1:] if rest[:1] == ("the",) else rest
                year = key[cut - 1] == "act" and rest == key[-1:] and key[-1].isdigit()  # "So-and-so Act of 2026"
                if key[cut] in TIES and (year or tail in wholes) and not set(key[:2]) & STOP:
                    found.setdefault(tuple(stem(w) for w in key[:cut]), set()).update(ids)
        return found

    def _whole(self, id_: str) -> bool:
        return is_jurisdiction(id_) or self.vocabulary.is_a(self.known[id_].kind, "Instrument")

    def _numbered(self, numbers: Iterable[tuple[str, str]]) -> None:
        """Texts are known by their official numbers, also as people write them: "Regulation (EU) 2024/1689"."""
        for number, id_ in numbers:
            key = stems(number)
            if id_ in self.known and 1 < len(key) <= _LONGEST_NUMBER and any(word.isdigit() for word in key):
                sort = stems(self.vocabulary.classes[self.known[id_].kind].label)
                land = (jurisdiction(id_),) if key[0].isdigit() else ()
                for before in ((), sort, (*sort, *land)):
                    self.names[*before, *key].add(id_)

    def _of_lands(self, lexicon: Lexicon) -> None:
        """Jurisdictions are known by what is of them: "Californian businesses"."""
        for word, name in lexicon.lands.items():
            lands = {i for i in self.exact.get(words(name), ()) if is_jurisdiction(i)}
            if lands:
                self.exact[words(word)] |= lands
                self.names[stems(word)] |= lands

    def _other_lands(self) -> None:
        """Names that begin with a jurisdiction's are known by its other names too: "Japan's law", "Japanese law"."""
        lands: dict[str, set[Key]] = {}
        for key, ids in self.names.items():
            for id_ in ids:
                if is_jurisdiction(id_):
                    lands.setdefault(id_, set()).add(key)
        called: dict[Key, list[set[Key]]] = defaultdict(list)  # all names of each land, by each of them
        for keys in lands.values():
            for key in keys:
                called[key].append(keys)
        for key, ids in list(self.names.items()):
            for keys in called.get(key[:1], ()) if len(key) > 1 else ():
                for other in keys:
                    self.names[*other, *key[1:]].update(ids)

    def _written_out(self) -> None:
        """Names with "artificial intelligence" are known by "AI" too, and the other way round, if nothing else is."""
        whole = stems("artificial intelligence")
        for key, ids in list(self.names.items()):
            at = next((i for i in range(len(key)) if key[i] == "ai" or key[i : i + 2] == whole), None)
            if at is None or len(key) == 1:
                continue
            written = key[:at] + (whole if key[at] == "ai" else ("ai",)) + key[at + (1 if key[at] == "ai" else 2) :]
            if len(written) > 1:
                self.names.setdefault(written, set(ids))

    def tables(self) -> dict[str, dict[str, Any]]:
        """Each table's rows; words that are looked up together are joined by a blank."""
        sizes: dict[str, set[int]] = defaultdict(set)  # of the names that begin with a word
        for key in (*self.names, *self.short):
            sizes[key[0]].add(len(key))
        having: dict[str, set[str]] = defaultdict(set)  # the things that are no parts, by the words of their names
        by_stem: dict[str, set[str]] = defaultdict(set)
        words_of: dict[str, list[Key]] = defaultdict(list)
        for key, ids in self.exact.items():
            for id_ in ids:
                if "#" not in id_ and not self.known[id_].source and not is_jurisdiction(id_):
                    words_of[id_].append(key)
                    for word in key:
                        having[word].add(id_)
                        by_stem[stem(word)].add(word)
        return {
            "thing": dict(self.known),
            "name": {" ".join(k): frozenset(ids) for k, ids in self.names.items()},
            "exact": {" ".join(k): frozenset(ids) for k, ids in self.exact.items()},
            "short": {" ".join(k): frozenset(ids) for k, ids in self.short.items()},
            "script": dict(self.script),
            "size": dict(sizes),
            "having": dict(having),
            "by_stem": dict(by_stem),
            "words_of": dict(words_of),
            "beside": {" ".join(p): True for key in self.names for p in pairwise(key)},
            "written": dict.fromkeys(self.spelling, True),
            "one": {
                "spelling": self.spelling,
                "land_words": {w for key, ids in self.exact.items() for w in key if any(map(is_jurisdiction, ids))},
            },
        }


def rows(tables: dict[str, dict[str, Any]]) -> Iterator[Row]:
    """The rows of tables that are dictionaries, in order: one that comes out of it may go anywhere on the disk."""
    for name, table in tables.items():
        for key in sorted(table):
            yield name, key, table[key]

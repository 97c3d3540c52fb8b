"""Why a query cannot be read, in words; and which IRIs one speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from .sparql import is_update, tokens
from .vocabulary import PREFIXES, did_you_mean

_WORDS = """
    a abs adjust as asc ask avg base bind bnode bound by ceil coalesce concat construct contains count datatype
    day desc describe distinct encode_for_uri exists false filter floor from graph group group_concat having
    hours if in iri isblank isiri isliteral isnumeric istriple isuri lang langmatches lateral lcase limit max
    md5 min minus minutes month named not now object offset optional order predicate prefix rand reduced regex
    replace round sameterm sample seconds select separator service sha1 sha256 sha384 sha512 silent str strafter
    strbefore strdt strends strlang strlen strstarts struuid subject substr sum timezone triple true tz ucase
    undef union uri uuid values version where year
""".split()
_PLACE = re.compile(r"error at (\d+):(\d+)")
_SAID = re.compile(r"[A-Z][a-z]+(?: \w+)*(?: [a-z]+)+")  # what the engine says in words among what it expected
_NEXT = re.compile(r"\S+(?:[ \t]+\S+)?")
_LONGEST = 300  # characters of a message: what stands in a query may be of any length
_CLOSES = {")": "(", "}": "{", "]": "["}


class Piece(NamedTuple):
    """A piece of a query and where it begins."""

    kind: str
    text: str
    at: int


def why(query: str, error: SyntaxError) -> str:
    """Why a query cannot be read, and where: what is seen to be wrong, else the place at which the engine gave up.

    >>> why("SELECT * { ?s gv:passedOn ?day }", SyntaxError("error at 1:20: expected OPTIONAL"))
    "not a SPARQL query: line 1, column 15: the prefix gv: is not declared (did you mean 'gov'?)"
    """
    if is_update(query):
        return "an update is refused: this graph is read only"
    at, cause = next(_causes(query), (-1, ""))
    if not cause:
        at, cause = _given_up(query, str(error))
    line, column = query.count("\n", 0, at) + 1, at - query.rfind("\n", 0, at)
    return f"not a SPARQL query: line {line}, column {column}: {cause}"[:_LONGEST]


def _given_up(query: str, error: str) -> tuple[int, str]:
    """Where the engine gave up, at the beginning of a piece, and what it has to say that people can read."""
    place = _PLACE.search(error)
    line, column = (int(place[1]), int(place[2])) if place else (1, 1)
    at = sum(len(each) + 1 for each in query.split("\n")[: line - 1]) + column - 1
    at = next((p.at for p in _pieces(query) if at < p.at + len(p.text)), len(query))
    rest, said = _NEXT.match(query[at:]), _SAID.search(error.partition(": expected")[2])
    if said:
        return at, said[0]
    return at, f"it cannot go on with {rest[0]!r}" if rest else "it is not complete"


def _pieces(query: str) -> Iterator[Piece]:
    """The pieces of a query but for blanks and comments."""
    at = 0
    for kind, text in tokens(query):
        if kind != "blank":
            yield Piece(kind, text, at)
        at += len(text)


def _declared(pieces: list[Piece]) -> dict[str, str]:
    """The prefixes that are known in a query, with what they stand for."""
    known = dict(PREFIXES)
    for word, name, space in zip(pieces, pieces[1:], pieces[2:], strict=False):
        if word.text.casefold() == "prefix" and name.kind == "name":
            known[name.text[:-1]] = space.text.strip("<>")
    return known


def iris(query: str) -> Iterator[str]:
    """The IRIs in a query, prefixed names written out."""
    pieces = list(_pieces(query))
    known = _declared(pieces)
    spaces = set(known.values())
    for kind, text, _ in pieces:
        prefix, _, local = text.partition(":")
        if kind == "name" and local and prefix in known:
            yield known[prefix] + re.sub(r"\\(.)", r"\1", local)
        elif kind == "iri" and text.strip("<>") not in spaces:
            yield text.strip("<>")


def _causes(query: str) -> Iterator[tuple[int, str]]:
    """What is seen to be wrong in a query that cannot be read, and where."""
    pieces = list(_pieces(query))
    known = _declared(pieces)
    for piece, after in zip(pieces, [*pieces[1:], Piece("", "", len(query))], strict=False):
        prefix = piece.text.partition(":")[0]
        if piece.kind == "sign" and piece.text in "\"'":
            yield piece.at, "this string does not end"
        if piece.kind == "iri" and ":" not in piece.text and "base" not in query.casefold():
            yield piece.at, f"an IRI is written whole, as <{PREFIXES['id']}{piece.text[1:-1]}>"
        if piece.kind == "name" and prefix not in known and prefix != "_":
            yield piece.at, f"the prefix {prefix}: is not declared{did_you_mean(prefix, known)}"
        if piece.kind == "name" and prefix == "id" and after.text == "/" and after.at == piece.at + len(piece.text):
            whole = _NEXT.search(query[piece.at :])
            local = whole[0].split()[0].partition(":")[2] if whole else ""
            yield after.at, f"a slash in a name is written \\/, or the name as <{PREFIXES['id']}{local}>"
    for before, piece in zip([Piece("", "", 0), *pieces], pieces, strict=False):
        strange = piece.kind == "word" and re.fullmatch(r"[A-Za-z_]\w*", piece.text) and before.text not in ("@", "^^")
        if strange and piece.text.casefold() not in _WORDS:
            term = re.match(r"[A-Z][a-z]|[a-z]+[A-Z]", piece.text)
            near = did_you_mean(piece.text.upper(), [word.upper() for word in _WORDS])
            hint = f"; a class or relation has its prefix: gov:{piece.text}" if term else near
            yield piece.at, f"{piece.text!r} is no word of SPARQL{hint}"
    yield from _open(pieces)


def _open(pieces: list[Piece]) -> Iterator[tuple[int, str]]:
    """The brackets that are not closed, or that were never opened."""
    stack: list[Piece] = []
    for piece in (p for p in pieces if p.kind == "sign"):
        if piece.text in _CLOSES.values():
            stack.append(piece)
        elif piece.text in _CLOSES and (not stack or stack.pop().text != _CLOSES[piece.text]):
            yield piece.at, f"this {piece.text} closes nothing"
            return
    if stack:
        yield stack[-1].at, f"this {stack[-1].text} is not closed"

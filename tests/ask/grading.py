"""Whether an answer is the one that a question of a set expects.

A line of a set has `question`, `answer_type`, `expected` (a list of items, each a string or a list of spellings),
`must_not`, and, where they matter, `accepted_extra`, `modality` and `ordered`.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from govgraph.ask import Answer

SILENT = {"not_stated", "not_understood"}


def names(answer: Answer) -> list[str]:
    """What the things that answer are called."""
    return [item.name for item in answer.answers]


def fold(value: Any) -> str:
    plain = unicodedata.normalize("NFKD", str(value)).translate(str.maketrans("‘’“”–—‑", "''\"\"---"))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).casefold().split())


def found(spelling: str, texts: list[str]) -> bool:
    """Whether a spelling stands in one of the texts, as words; a longer one may be the beginning of a word."""
    end = "" if len(spelling) > 4 else r"(?!\w)"
    return any(re.search(r"(?<!\w)" + re.escape(fold(spelling)) + end, text) for text in texts)


def spellings(item: Any) -> list[str]:
    return [str(s) for s in item] if isinstance(item, list) else [str(item)]


def right(question: dict[str, Any], answer: dict[str, Any]) -> bool:
    """Whether the answer (as its JSON object) is right."""
    kind, status, items = question["answer_type"], answer["status"], answer["answers"]
    expected = [spellings(item) for item in question["expected"]]
    names = [fold(v) for a in items for v in (a["name"], a["value"], *a["aliases"]) if v]
    if kind == "unknown":
        return status == "not_stated"
    if kind == "boolean":
        no = any(fold(s) in {"no", "not"} for item in expected for s in item)
        said_no = status == "denied" or "no" in names
        said_yes = not said_no and status == "answered" and "yes" in names
        return said_no or (status == "unsettled" and not said_yes) if no else said_yes
    if any(found(s, names) for s in question.get("must_not", [])):
        return False
    if kind == "none":
        return status in {"denied", "not_stated", "unsettled"}
    if kind == "citation":
        places = [fold(v) for c in answer["citations"] for v in c.values() if v]
        return all(any(found(s, places) for s in item) for item in expected)
    if kind == "modality":
        hedges = [*(fold(a["modality"]) for a in items), fold(answer["text"])]
        return all(any(found(s, hedges) for s in item) for item in expected)
    return status not in SILENT and _all_there(question, items, expected, fold(answer["text"]))


def _all_there(question: dict[str, Any], items: list[dict[str, Any]], expected: list[list[str]], text: str) -> bool:
    """Every expected item is there, most answers are expected ones, hedge and order are kept where they count."""
    said = [[fold(v) for v in (a["name"], a["value"], a["role"], *a["aliases"]) if v] for a in items]
    pool = [*(word for words in said for word in words), text]
    fine = [*expected, *(spellings(e) for e in question.get("accepted_extra", []))]
    good = [n for n, words in enumerate(said) if any(found(s, words) for item in fine for s in item)]
    first = [min((n for n, w in enumerate(said) if any(found(s, w) for s in item)), default=99) for item in expected]
    hedged = any(items[n]["modality"] in ("planned", "possible") for n in good)
    return (
        bool(items)
        and all(any(found(s, pool) for s in item) for item in expected)
        and len(good) * 2 >= len(items)
        and (hedged or question.get("modality") not in {"planned", "proposed"})
        and (not question.get("ordered") or first == sorted(first))
    )

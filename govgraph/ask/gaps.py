"""What the second of two questions leaves out, filled in from the first: "when did Japan pass it, and when Korea?"."""

from __future__ import annotations

from .frames import AUXILIARIES, BE
from .sides import ONES, PREPOSED, Said, Sides

_IF = frozenset("if when where unless once".split())
_IT = frozenset("it that this they".split())
_ASKING = frozenset("who whom which what when where why how".split())
_OWN = frozenset("its their own the one".split())


class Gaps:
    """Fills in second questions about one graph."""

    def __init__(self, sides: Sides) -> None:
        self.sides = sides

    def filled(self, first: str, second: str) -> str:
        """The second question in full where it only names another thing, or another case; else nothing."""
        one, other = self.sides.said(first), self.sides.said(second)
        at, asked = _asking(one), _asking(other)
        if at < 0:
            return ""
        start = _led(other, asked)
        same = other.texts[start : start + 2]
        again = len(same) == 2 and same[0] in BE and same[1] in _IT and bool(other.names)
        start += 2 if again else 0  # "and what is it under the decree"
        said = other.texts[start:]
        if said[:1] and said[0] in _IF:
            return " ".join([*one.texts, *said])
        if not said or not AUXILIARIES.isdisjoint(said):
            return ""
        named = next((n for n in other.names if n[1] > asked), None)
        if named and set(other.texts[len(other.texts) - len(said) : named[0]]) <= {"the"}:
            return self._of_another(one, other, named)
        return _in_another(one.texts, said) if said[0] in PREPOSED else ""

    def _of_another(self, one: Said, other: Said, named: tuple[int, int, frozenset[str]]) -> str:
        """The first question about what the second one names: "when the Korean one"."""
        left = set(other.texts[named[1] :])
        replaced = next((n for n in one.names if self.sides.akin(n[2], named[2])), None)
        if not replaced or not left <= _OWN:
            return ""
        side = self.sides.completed(one, other, replaced, named)
        return " ".join([*one.texts[: replaced[0]], *side, *one.texts[replaced[1] :]])


def _asking(said: Said) -> int:
    """Where a question asks; -1 where it does not."""
    return next((i for i, w in enumerate(said.texts) if w in _ASKING), -1)


def _led(said: Said, asking: int) -> int:
    """Where the words end with which a question asks: "how many countries", "what month"."""
    return asking + 1 + (said.texts[asking] == "how")


def _in_another(first: list[str], case: list[str]) -> str:
    """The first question in the case that the second one names: "how high for a later one"."""
    places = [i for i, w in enumerate(first) if w == case[0]]
    if not places or case[0] == "to":
        return ""
    at = places[-1]
    end = next((i for i in range(at + 1, len(first)) if first[i] in PREPOSED), len(first))
    ones = next((i for i, w in enumerate(case) if w in ONES), 0)
    said = [*case[:ones], first[end - 1], *case[ones + 1 :], *first[end:]] if ones else case
    return " ".join([*first[:at], *said])

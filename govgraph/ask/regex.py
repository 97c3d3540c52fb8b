"""Regular expressions that are compiled when they are first needed: all at once take a tenth of a cold answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property


class Regex:
    """A pattern with the words of which a text has at least one where it fits; a text without them is not looked at.

    >>> Regex(r"colou?r", needs=("colour", "color")).search("what colour is it").group()
    'colour'
    """

    def __init__(self, pattern: str, flags: int = 0, needs: tuple[str, ...] = ("",)) -> None:
        self.pattern, self.flags, self.needs = pattern, flags, needs

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern, self.flags)

    def _may(self, text: str) -> bool:
        return self.needs == ("",) or any(map(text.casefold().__contains__, self.needs))

    def search(self, text: str) -> re.Match[str] | None:
        """As `re.Pattern.search`."""
        return self._compiled.search(text) if self._may(text) else None

    def match(self, text: str) -> re.Match[str] | None:
        """As `re.Pattern.match`."""
        return self._compiled.match(text) if self._may(text) else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """As `re.Pattern.finditer`."""
        return self._compiled.finditer(text) if self._may(text) else iter(())

    def sub(self, new: str | Callable[[re.Match[str]], str], text: str, count: int = 0) -> str:
        """As `re.Pattern.sub`."""
        return self._compiled.sub(new, text, count) if self._may(text) else text

    def split(self, text: str, maxsplit: int = 0) -> list[str]:
        """As `re.Pattern.split`."""
        return self._compiled.split(text, maxsplit) if self._may(text) else [text]

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """As `re.Pattern.fullmatch`."""
        return self._compiled.fullmatch(text) if self._may(text) else None

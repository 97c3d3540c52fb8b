"""How single values are written: ids, languages, addresses, flags and days; and how sure and how close a source is."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal, get_args
from urllib.parse import SplitResult, urlsplit

from .errors import AddressError

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
LANGUAGE = r"^[a-z]{2,3}(-[A-Za-z]{2,8})*$"
URL = r"^https?://[^\s<>\"{}|\\^`]+$"
Modality = Literal["asserted", "planned", "possible", "opinion"]
Tier = Literal["primary", "official-copy", "secondary"]
MODALITIES: tuple[Modality, ...] = get_args(Modality)
TIERS: tuple[Tier, ...] = get_args(Tier)


def flag(written: object) -> bool:
    """Whether it is true; raises ValueError for what is neither true nor false."""
    if written not in ("true", "false"):
        raise ValueError("takes true or false, and nothing else")
    return written == "true"


def web(url: str, rule: str) -> SplitResult:
    """The parts of an absolute http or https address; raises AddressError, which tells the rule, for anything else."""
    try:
        parts = urlsplit(url)
        if re.match(URL, url) and parts.hostname and parts.port != 0:
            return parts
    except ValueError:  # a port that is no number
        pass
    raise AddressError(rule)


def day(written: object) -> date:
    """The day that is written; raises ValueError for anything else."""
    if not isinstance(written, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", written):
        raise ValueError("should be a day, such as 2026-11-24")
    return date.fromisoformat(written)

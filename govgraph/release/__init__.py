"""Releases: the graph in every format with what describes it, and how two releases, folders or revisions differ."""

from .bundle import release
from .changes import Changes
from .comparing import changes
from .diff import diff

__all__ = ["Changes", "changes", "diff", "release"]

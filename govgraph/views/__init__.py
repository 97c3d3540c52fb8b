"""The lookups: each gives a View, to be read, printed as a table, or passed on as data."""

from .compare import compare
from .diff import diff
from .listing import list_things
from .path import path
from .query import query, questions
from .search import search
from .show import show
from .stats import stats
from .table import Table, View
from .timeline import timeline

__all__ = [
    "Table",
    "View",
    "compare",
    "diff",
    "list_things",
    "path",
    "query",
    "questions",
    "search",
    "show",
    "stats",
    "timeline",
]

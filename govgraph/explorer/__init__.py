"""The explorer: a network as one HTML page that opens anywhere, offline."""

from .page import write_page

__all__ = ["write_page"]

"""The explorer: a network as one HTML page that opens anywhere, offline, or as a picture for a paper."""

from .drawing import Drawing, draw

__all__ = ["Drawing", "draw"]

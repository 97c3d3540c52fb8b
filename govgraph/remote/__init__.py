"""A SPARQL 1.1 service as the store, for graphs that outgrow one machine: `connect` reads it, `publish` fills it."""

from .graph import RemoteGraph, connect
from .publish import publish

__all__ = ["RemoteGraph", "connect", "publish"]

"""The lookups as tools for language models, by the Model Context Protocol: every answer comes with its sources."""

from __future__ import annotations

import sys

from mcp.server.mcpserver import MCPServer
from mcp_types import ToolAnnotations

from .. import __version__
from ..graph import KnowledgeGraph
from .lookups import Lookups

_RULES = (
    "A knowledge graph of AI governance. Say only what its facts say and cite their sources, with the place in them. "
    "A fact with a mark is not plainly so: PLANNED is not done, POSSIBLE and OPINION are not settled, NOT SO means "
    "that the source denies it, NOT YET and NO LONGER tell of another day. What is not stated is not a no: say that "
    "nothing is stated. Names and ids both work wherever a thing is asked for; as_of takes a day, and without it that "
    "is {day}."
)


def create_server(graph: KnowledgeGraph) -> MCPServer:
    """The server over a graph, to be run or to be asked in the same process.

    >>> create_server(kg).name
    'govgraph'
    """
    lookups = Lookups(graph)
    rules = _RULES.format(day=graph.as_of_date)
    server: MCPServer = MCPServer("govgraph", instructions=rules, version=__version__, log_level="WARNING")
    reads = ToolAnnotations(read_only_hint=True, open_world_hint=False)
    for tool in (lookups.ask, lookups.show, lookups.list, lookups.compare, lookups.timeline, lookups.diff):
        server.add_tool(lookups.guarded(tool), annotations=reads)
    server.add_tool(lookups.query, annotations=reads)
    server.resource("govgraph://id/{+id}", mime_type="text/plain")(lookups.thing)
    for prompt in (lookups.compare_jurisdictions, lookups.who_does_what, lookups.what_changes):
        server.prompt()(prompt)
    return server


def serve(graph: KnowledgeGraph, http: bool = False, host: str = "127.0.0.1", port: int = 8001) -> None:
    """Serve on the standard streams, or with `http` at `http://HOST:PORT/mcp`, until the client or a signal ends it."""
    server = create_server(graph)
    if not http:
        server.run()
        return
    print(f"http://{host}:{port}/mcp", file=sys.stderr, flush=True)
    server.run("streamable-http", host=host, port=port)

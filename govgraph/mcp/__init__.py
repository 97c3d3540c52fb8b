"""The lookups as tools for language models, by the Model Context Protocol: every answer comes with its sources."""

from __future__ import annotations

import sys
from typing import Any

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.shared.exceptions import MCPError
from mcp_types import INVALID_PARAMS, ToolAnnotations

from .. import __version__
from ..errors import AddressError
from ..graph import KnowledgeGraph
from ..vocabulary import none_is_called
from .lookups import Lookups

_RULES = (
    "A knowledge graph of AI governance. Say only what its facts say and cite their sources, with the place in them. "
    "A fact with a mark is not plainly so: PLANNED is not done, POSSIBLE and OPINION are not settled, NOT SO means "
    "that the source denies it, NOT YET and NO LONGER tell of another day. What is not stated is not a no: say that "
    "nothing is stated. Names and ids both work wherever a thing is asked for; as_of takes a day, and without it that "
    "is {day}."
)


class _Server(MCPServer):
    """The protocol's server; a tool or a prompt that it does not have is answered with the nearest."""

    async def call_tool(self, name: str, arguments: dict[str, Any], context: Any = None) -> Any:
        known = [tool.name for tool in await self.list_tools()]
        if name not in known:
            raise ToolError(none_is_called(name, known, "tool"))
        return await super().call_tool(name, arguments, context)

    async def get_prompt(self, name: str, arguments: dict[str, Any] | None = None, context: Any = None) -> Any:
        known = [prompt.name for prompt in await self.list_prompts()]
        if name not in known:
            raise MCPError(INVALID_PARAMS, none_is_called(name, known, "prompt"))
        try:
            return await super().get_prompt(name, arguments, context)
        except ValueError as error:  # such as an argument that is missing, which would be an error of the server
            raise MCPError(INVALID_PARAMS, str(error)) from None


def create_server(graph: KnowledgeGraph) -> MCPServer:
    """The server over a graph, to be run or to be asked in the same process.

    >>> create_server(kg).name
    'govgraph'
    """
    lookups = Lookups(graph)
    rules = _RULES.format(day=graph.as_of_date)
    server: MCPServer = _Server("govgraph", instructions=rules, version=__version__, log_level="WARNING")
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
    try:
        server.run("streamable-http", host=host, port=port)
    except SystemExit:  # uvicorn's, once it has told why
        raise AddressError(f"{host}:{port} cannot be listened at") from None

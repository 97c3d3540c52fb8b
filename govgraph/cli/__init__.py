"""The command line: results on the standard output, everything else on the standard error."""

from __future__ import annotations

import os
import sys

from ..errors import DataError, GovgraphError
from . import curating  # noqa: F401 - its commands
from .commands import app


def main() -> None:
    """Run `govgraph`; ends with 0, 1 (not understood, problems found), 2 (wrong usage) or 3 (data not loaded)."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        getattr(stream, "reconfigure", lambda **_: None)(encoding="utf-8", errors="replace")
    try:
        app(prog_name="govgraph")
    except GovgraphError as error:
        print(error if isinstance(error, DataError) else f"govgraph: {error}", file=sys.stderr)
        sys.exit(error.exit_code)
    except OSError as error:
        print(f"govgraph: {error.filename or 'file'}: {error.strerror or error}", file=sys.stderr)
        sys.exit(2)
    except SystemExit as end:
        if isinstance(end.__context__, BrokenPipeError):  # whoever reads has read enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0)
        raise

"""Processes that read files for this one, and get ready while it is still looking around."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

FEW = 200  # files that one process has read before others would have started
_SERVE = "import sys; sys.path[:] = {!r}; from govgraph.job import serve; serve({!r}, {!r})"


class Readers:
    """As many as there are cores, once they are started: `streams` are where each tells and is asked.

    They are started as such and not by `multiprocessing`, which would run the main module of whoever loads a graph once
    more in each of them, or copy this process with whatever its threads are at.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.streams: list[tuple[BinaryIO, BinaryIO]] = []
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, files: int) -> None:
        """Start them, if there are more than a few files, none are there yet, and the system can copy one."""
        if files <= FEW or self._process or not hasattr(os, "fork"):
            return
        import signal
        import subprocess

        many = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        pipes = [(*os.pipe(), *os.pipe()) for _ in range(many)]
        theirs = [(asked, told) for asked, _, _, told in pipes]
        ends = [end for pair in theirs for end in pair]
        usual = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # they end with whoever is interrupted
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-c", _SERVE.format(sys.path, theirs, os.fspath(self.folder))],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=ends,
            )
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, usual)
        for end in ends:
            os.close(end)
        self.streams = [(os.fdopen(told, "rb"), os.fdopen(asked, "wb")) for _, asked, told, _ in pipes]

    def close(self) -> None:
        """End them, which they do when nobody is there to ask them; more may be started afterwards."""
        for stream in (stream for pair in self.streams for stream in pair):
            with suppress(BrokenPipeError):  # it was killed
                stream.close()
        if self._process:
            self._process.wait()
        self.streams, self._process = [], None

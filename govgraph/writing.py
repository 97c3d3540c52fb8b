"""Files are written whole or not at all: beside their place, and then put there."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO


def cleared(folder: str | Path) -> None:
    """Take a folder away with all that is in it, as far as that can be done."""
    from shutil import rmtree  # seldom needed, and with it come all that pack archives

    rmtree(folder, ignore_errors=True)


@contextmanager
def written(path: str | Path) -> Iterator[BinaryIO]:
    """A stream whose content is at the path once it is closed without an error; a pipe or a device is written to, and
    so is the standard output for `-`.

    Raises OSError that names the path where it cannot be written.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with written(f"{folder}/a.txt") as stream:
    ...         _ = stream.write(b"whole")
    ...     Path(f"{folder}/a.txt").read_text()
    'whole'
    """
    name = os.fspath(path)
    target = None if name == "-" else Path(name).resolve()
    try:
        if target is None:
            yield sys.stdout.buffer
            sys.stdout.buffer.flush()
        elif target.exists() and not target.is_file():
            with target.open("wb") as stream:
                yield stream
        else:
            with _put_there(target) as stream:
                yield stream
    except OSError as error:
        error.filename = name if target else "standard output"
        raise


@contextmanager
def _put_there(target: Path) -> Iterator[BinaryIO]:
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with beside.open("wb") as stream:
            yield stream
        beside.replace(target)
    finally:
        with suppress(OSError):  # where nothing could be written, there is nothing to take away
            beside.unlink()

"""The git repository that holds a folder: what state it is in, and what its files were at a revision."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path, PurePosixPath

from ..errors import GovgraphError
from ..vocabulary import unknown

_ELSEWHERE = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE")  # which, within a git hook, name a repository already


class RepositoryError(GovgraphError):
    """What git says when it cannot do what it is asked."""

    exit_code = 2


class Repository:
    """A repository in whose newest commit a folder is; made by `repository`. Reads only, and checks nothing out."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def root(self) -> Path:
        """The top folder of its working tree."""
        return Path(_git(self.folder, "rev-parse", "--show-toplevel").rstrip("\n")).resolve()

    def path(self, folder: Path) -> str | None:
        """Where a folder is in the repository, as git writes it; None if it is outside."""
        whole = folder.resolve()
        return whole.relative_to(self.root).as_posix() if whole.is_relative_to(self.root) else None

    def description(self, *folders: Path) -> str:
        """The newest version tag with the commits since, or the commit alone; `-dirty` if what is there differs.

        A file that git does not know counts if it is in one of the folders.
        """
        found = _git(self.folder, "describe", "--tags", "--match", "v[0-9]*", "--always", "--abbrev=12").strip()
        inside = [path for folder in folders if (path := self.path(folder))]
        changed = self._status("--untracked-files=no") or self._status("--untracked-files=all", "--", *inside)
        return found + ("-dirty" if changed else "")

    def _status(self, *words: str) -> str:
        return _git(self.root, "status", "--porcelain", *words)

    @cached_property
    def commit(self) -> str:
        """The hash of the commit that is checked out."""
        return _git(self.folder, "rev-parse", "HEAD").strip()

    @cached_property
    def day(self) -> date:
        """The day of that commit, in universal time."""
        return datetime.fromtimestamp(int(_git(self.folder, "log", "-1", "--format=%ct")), UTC).date()

    def revision(self, name: str) -> str:
        """The hash of the commit that a revision means; raises UnknownName with the nearest tag or branch."""
        try:
            return _git(
                self.folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"
            ).strip()
        except RepositoryError:
            names = _git(self.folder, "for-each-ref", "--format=%(refname:short)").split()
            raise unknown(name, names, "revision") from None

    def write(self, commit: str, path: str, target: Path) -> bool:
        """Write the files of a folder, as they were at a commit, into another folder; False if it was not there."""
        try:
            listed = _git(self.folder, "ls-tree", "-r", "-z", "--full-tree", f"{commit}:{'' if path == '.' else path}")
        except RepositoryError:
            return False
        entries = [entry.partition("\t")[::2] for entry in listed.split("\0") if entry]
        blobs = [(name, about.split()[2]) for about, name in entries if about.split()[1] == "blob"]
        for (name, _), content in zip(blobs, self._blobs([key for _, key in blobs]), strict=True):
            place = target / name
            if ".." in PurePosixPath(name).parts:
                raise RepositoryError(f"{commit} holds a file outside of its folder: {name}")
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
        return True

    def _blobs(self, keys: list[str]) -> Iterator[bytes]:
        """The contents of blobs, each after a line that ends with its length."""
        out = _run(self.folder, "cat-file", "--batch", stdin="\n".join(keys).encode() + b"\n")
        at = 0
        for _ in keys:
            line = out.index(b"\n", at)
            length = int(out[at:line].split()[2])
            yield out[line + 1 : line + 1 + length]
            at = line + 2 + length


def repository(folder: Path) -> Repository | None:
    """The repository that holds a folder, if its newest commit does; raises RepositoryError where git refuses.

    A folder that a repository merely surrounds, such as an installed package, is in none.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as alone:
    ...     repository(Path(alone)) is None
    True
    """
    try:
        _git(folder, "rev-parse", "--verify", "HEAD:./")
    except FileNotFoundError:
        return None  # there is no git
    except RepositoryError as error:
        if "dubious ownership" in str(error):
            raise
        return None
    return Repository(folder)


def _git(folder: Path, *words: str) -> str:
    return _run(folder, *words).decode(errors="surrogateescape")


def _run(folder: Path, *words: str, stdin: bytes = b"") -> bytes:
    asked = {key: value for key, value in os.environ.items() if key not in _ELSEWHERE}
    env = asked | {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
    done = subprocess.run(["git", "-C", os.fspath(folder), *words], input=stdin, capture_output=True, env=env)
    if done.returncode:
        raise RepositoryError(f"git: {done.stderr.decode(errors='replace').strip() or ' '.join(words)}")
    return done.stdout

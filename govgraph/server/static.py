"""The files that pages need: read once, so that no request comes near the file system."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .exchange import Exchange
from .refusal import Refusal

FOLDER = Path(__file__).parent / "static"


@dataclass(frozen=True)
class Static:
    """A file as it leaves, in both forms."""

    media_type: str
    plain: bytes
    packed: bytes
    etag: str


def read(folder: Path = FOLDER) -> Mapping[str, Static]:
    """The files of a folder by their paths in it."""
    found = {}
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        if path.is_file() and path.name != "__init__.py":
            kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            kind += "; charset=utf-8" if kind.startswith("text/") or kind.endswith("javascript") else ""
            plain = path.read_bytes()
            etag = f'W/"{hashlib.blake2b(plain, digest_size=9).hexdigest()}"'
            found[path.relative_to(folder).as_posix()] = Static(kind, plain, gzip.compress(plain, 9, mtime=0), etag)
    return found


async def send(exchange: Exchange, files: Mapping[str, Static], name: str) -> None:
    """Send one of the files; Refusal with 404 for any other name."""
    if name not in files:
        raise Refusal(404, "there is no such file")
    file = files[name]
    headers = {"ETag": file.etag, "Cache-Control": "public, max-age=86400", "Vary": "Accept-Encoding"}
    if exchange.unchanged(file.etag, float("inf")):
        await exchange.respond(304, headers)
        return
    smaller = exchange.gzip and len(file.packed) < len(file.plain)
    headers |= {"Content-Type": file.media_type} | ({"Content-Encoding": "gzip"} if smaller else {})
    await exchange.respond(200, headers, file.packed if smaller else file.plain)

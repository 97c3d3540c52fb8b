"""HTTP as a SPARQL service needs it: a timeout, a login from the environment, further tries, and no half answer."""

from __future__ import annotations

import math
import netrc
import os
import ssl
import time
import weakref
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import httpx

from ..errors import AddressError, QueryError, RemoteError
from ..scalars import web

TIMEOUT = 60.0  # seconds without a byte
LARGEST = 1 << 30  # bytes of one answer
_TRIES = 4
_PAUSE = 0.5  # seconds before the second try; each further one waits twice as long
_LONGEST_PAUSE = 30.0
_BUSY = (429, 502, 503, 504)
_LOGIN = "set GOVGRAPH_USER and GOVGRAPH_PASSWORD, or GOVGRAPH_TOKEN, or write the host into ~/.netrc"


@dataclass(frozen=True)
class Reply:
    """A whole answer."""

    headers: Mapping[str, str]
    body: bytes

    @property
    def engine(self) -> str:
        """What the service calls itself, in lower case."""
        return self.headers.get("server", "").lower()

    @property
    def kind(self) -> str:
        """The media type."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


class Client:
    """Sends requests to one service; raises RemoteError for whatever keeps it from answering wholly."""

    def __init__(self, url: str, timeout: float | None = None) -> None:
        self.url, self.graph = address(url)
        self.shown = urlunsplit(urlsplit(self.url)._replace(query=""))
        wait = timeout or _seconds(os.environ.get("GOVGRAPH_TIMEOUT", ""))
        self._http = httpx.Client(timeout=wait, auth=_Login(), follow_redirects=False)
        weakref.finalize(self, self._http.close)
        self.timeout = wait
        self.engine = ""  # what the service calls itself, once it has answered

    def send(
        self,
        url: str,
        *,
        accept: str = "*/*",
        sends: str = "",
        again: bool = True,
        patience: float = 1.0,
        **content: Any,
    ) -> Reply:
        """The answer to a POST that may be sent `again` without harm where the service is busy or out of reach.

        `patience` stretches the timeout for what takes a store long.
        """
        wait = self.timeout * patience
        headers = {"accept": accept, **({"content-type": sends} if sends else {})}
        for attempt in range(_TRIES):
            last = attempt == _TRIES - 1 or not again
            try:
                with self._http.stream("POST", url, headers=headers, timeout=wait, **content) as response:
                    if response.status_code not in _BUSY or last:
                        return self._whole(response)
                    asked_for = response.headers.get("retry-after", "")
            except (httpx.ConnectError, httpx.ConnectTimeout, httpx.ReadError, httpx.RemoteProtocolError) as error:
                if last or _is_tls(error):
                    raise RemoteError(f"{self.shown}: {_why(error)}") from None
                asked_for = ""
            except httpx.TimeoutException:
                hint = "set GOVGRAPH_TIMEOUT to wait longer"
                raise RemoteError(f"{self.shown} gave no answer within {wait:g} seconds; {hint}") from None
            except (httpx.HTTPError, httpx.InvalidURL) as error:
                raise RemoteError(f"{self.shown}: {_why(error)}") from None
            pause = float(asked_for) if asked_for.isdigit() else _PAUSE * 2**attempt
            time.sleep(min(pause, _LONGEST_PAUSE))
        raise AssertionError("the last try returns or raises")

    def _whole(self, response: httpx.Response) -> Reply:
        """The body to its end; one that breaks off or is too large is an error, and so is any refusal."""
        body = bytearray()
        try:
            for part in response.iter_bytes():
                body += part
                if len(body) > LARGEST:
                    raise RemoteError(f"{self.shown}: the answer is larger than {LARGEST:,} bytes")
        except (httpx.ReadError, httpx.RemoteProtocolError, httpx.DecodingError):
            raise RemoteError(f"{self.shown}: the answer breaks off after {len(body):,} bytes") from None
        reply = Reply(response.headers, bytes(body))
        self.engine = self.engine or reply.engine
        if response.is_success:
            return reply
        raise self._refusal(response, body[:2000].decode("utf-8", "replace"))

    def _refusal(self, response: httpx.Response, text: str) -> Exception:
        code, said = response.status_code, " ".join(text.partition("SPARQL query:")[0].split())[:300]
        if code in (401, 403):
            return RemoteError(f"{self.shown} refuses without another login ({code}): {_LOGIN}")
        if response.is_redirect:
            to = urlsplit(response.headers.get("location", ""))
            return RemoteError(f"{self.shown} sends on to {to.scheme}://{to.hostname}{to.path}: give that address")
        if code == 400 and "html" not in response.headers.get("content-type", ""):
            return QueryError(f"{self.shown} does not accept the query: {said}")
        return RemoteError(f"{self.shown} answers {code} {response.reason_phrase}" + (f": {said}" if said else ""))


def address(url: str) -> tuple[str, str | None]:
    """The address of a service, and the graph that its `default-graph-uri` names.

    Raises AddressError for what is no http address, and for one with a password in it.

    >>> address("http://localhost:7878/query?default-graph-uri=urn:one")
    ('http://localhost:7878/query', 'urn:one')
    """
    parts = web(url, "an endpoint is the http or https address of a SPARQL service: http://localhost:7878/query")
    if "@" in parts.netloc:
        raise AddressError(f"an endpoint's address holds no user or password, which others would see: {_LOGIN}")
    given = parse_qsl(parts.query, keep_blank_values=True)
    graph = next((value for name, value in given if name == "default-graph-uri"), None)
    rest = urlencode([pair for pair in given if pair[0] != "default-graph-uri"])
    return urlunsplit(parts._replace(query=rest, fragment="")), graph


class _Login(httpx.Auth):
    """A token with every request, or a user and password once the service asks for them, as it asks for them."""

    def __init__(self) -> None:
        self._token = os.environ.get("GOVGRAPH_TOKEN")
        self._known: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if self._token:
            request.headers["Authorization"] = f"Bearer {self._token}"
        if self._token or self._known is None:
            response = yield request
            self._known = None if self._token else _answer_to(response)
            if self._known is None:
                return
        yield from self._known.auth_flow(request)


def _answer_to(response: httpx.Response) -> httpx.Auth | None:
    """The way to log in that a refusal names, if there is a login."""
    asked = response.headers.get("www-authenticate", "").lower()
    login = _user_and_password(response.request.url.host) if response.status_code == 401 else None
    if login is None:
        return None
    return httpx.DigestAuth(*login) if "digest" in asked else httpx.BasicAuth(*login) if "basic" in asked else None


def _user_and_password(host: str) -> tuple[str, str] | None:
    user, password = os.environ.get("GOVGRAPH_USER"), os.environ.get("GOVGRAPH_PASSWORD")
    if user and password is not None:
        return user, password
    try:
        found = netrc.netrc(os.environ.get("NETRC")).authenticators(host)
    except FileNotFoundError:
        return None
    except (netrc.NetrcParseError, OSError) as error:
        raise AddressError(f"the login cannot be read from .netrc: {getattr(error, 'msg', error)}") from None
    return (found[0], found[2] or "") if found else None


def _seconds(text: str) -> float:
    try:
        seconds = float(text) if text else TIMEOUT
        if 0 < seconds < math.inf:
            return seconds
    except ValueError:
        pass
    raise AddressError(f"GOVGRAPH_TIMEOUT is a number of seconds, and {text!r} is none")


def _is_tls(error: BaseException | None) -> bool:
    while error is not None and not isinstance(error, ssl.SSLError):
        error = error.__cause__ or error.__context__
    return error is not None


def _why(error: Exception) -> str:
    if _is_tls(error):
        return f"the connection cannot be made safe (TLS): {error}"
    return f"cannot be reached: {error}" if isinstance(error, httpx.TransportError) else str(error)

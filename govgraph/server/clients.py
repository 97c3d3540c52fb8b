"""Who asks: addresses, the client that one stands for, and the proxies that are believed."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from functools import lru_cache

from ..errors import AddressError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Networks = Sequence[Network]


def address(text: str) -> Address | None:
    """The address that is written, an IPv4 one for one that is wrapped in IPv6; None where it is none."""
    try:
        found = ipaddress.ip_address(text)
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found


@lru_cache(maxsize=1000)
def client(text: str) -> str:
    """Whom an address stands for: in IPv6, one client has a whole network of them.

    >>> client("::ffff:192.0.2.1"), client("2001:db8::1:2:3:4")
    ('192.0.2.1', '2001:db8::/64')
    """
    found = address(text)
    if isinstance(found, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found or text)


def within(text: str, networks: Networks) -> bool:
    """Whether an address is in one of the networks."""
    found = address(text) if networks else None
    return found is not None and any(found in each for each in networks)


def network(text: str) -> Network:
    """The network that is written; raises AddressError where it is none."""
    try:
        return ipaddress.ip_network(text, strict=False)
    except ValueError:
        raise AddressError(f"{text!r} is no address of a proxy: write 127.0.0.1 or 10.0.0.0/8") from None

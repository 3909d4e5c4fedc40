"""Which machines may be asked: those of the open internet, and no other."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable

# Addresses that stand for others: what they hide is judged, not they.
_TRANSLATED = tuple(map(ipaddress.ip_network, ("64:ff9b::/96", "64:ff9b:1::/48")))


def all_public(addresses: Iterable[str]) -> bool:
    """Whether a name leads to the open internet alone: one private address refuses it.

    >>> all_public(["93.184.216.34"]), all_public(["93.184.216.34", "10.0.0.1"]), all_public([])
    (True, False, False)
    """
    found = list(addresses)
    return bool(found) and all(map(_is_public, found))


def _is_public(text: str) -> bool:
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        hidden = address.ipv4_mapped or address.sixtofour
        if any(address in network for network in _TRANSLATED):
            hidden = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if address.teredo or int(address) < 2**32:
            return False
        if hidden is not None:
            return _is_public(str(hidden))
    return address.is_global and not address.is_multicast

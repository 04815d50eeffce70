"""From where a server can be reached, and from where somebody comes."""

from __future__ import annotations

import ipaddress

_NETWORK_OF_A_HOUSEHOLD = 64


def is_loopback(host: str) -> bool:
    """Whether an address reaches this machine alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def find_network(address: str | None) -> str:
    """What attempts from an address are counted under: an IPv6 address is one of the many of its owner."""
    try:
        known = ipaddress.ip_address(address or "")
    except ValueError:
        return address or ""
    if isinstance(known, ipaddress.IPv6Address):
        if known.ipv4_mapped:
            return str(known.ipv4_mapped)
        return str(ipaddress.ip_network((known, _NETWORK_OF_A_HOUSEHOLD), strict=False))
    return str(known)

"""A number of the internet in; whether a machine with it may be asked for documents out.

Whoever writes an address may mean the machines behind our own door: a printer, a database, the keys that a cloud gives its servers. So
it is judged at the moment of connecting, when names are resolved and redirects followed.
"""

import errno
import ipaddress

Number = ipaddress.IPv4Address | ipaddress.IPv6Address
PRIVATE = "a private or reserved address"  # the one reason that leave to ask private networks takes away
_HIDING = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("::/96"))  # their last four bytes are the address that is meant


class AddressRefused(OSError):
    """A connection that is not made, for `number` is `why`, such as `PRIVATE`."""

    def __init__(self, number: str, why: str) -> None:
        super().__init__(errno.EACCES, f"{number} is {why}, which is not asked for documents")
        self.number, self.why = number, why


def check_address(number: str, *, allow_private: bool) -> None:
    """Refuse a number that a connection is about to be made to. Raises AddressRefused."""
    if why := why_refused(number, allow_private=allow_private):
        raise AddressRefused(number, why)


def why_refused(number: str, *, allow_private: bool) -> str | None:
    """What is wrong with connecting to a number of the internet (`10.0.0.1`, `::1`); None where nothing is.

    A link-local one is always refused, for it belongs to no server of documents but, in data centres, to one that gives away credentials.
    """
    try:
        address = _innermost(ipaddress.ip_address(number.partition("%")[0]))
    except ValueError:
        return "no number of the internet"
    if address.is_link_local:
        return "a link-local address"
    if address.is_multicast or address.is_unspecified:
        return "an address of no single machine"
    return None if allow_private or _is_public(address) else PRIVATE


def _innermost(address: Number) -> Number:
    """The IPv4 address to which an IPv6 address leads that only wraps it."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    wrapped = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
    if wrapped is None and int(address) > 1 and any(address in network for network in _HIDING):
        wrapped = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return wrapped or address


def _is_public(address: Number) -> bool:
    is_site_local = isinstance(address, ipaddress.IPv6Address) and address.is_site_local
    return address.is_global and not (address.is_private or address.is_reserved or address.is_loopback or is_site_local)

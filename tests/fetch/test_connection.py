"""No connection is ever made to a machine behind our own door, however its number is written or found."""

import ipaddress
import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.addresses import why_refused
from pipeline.fetch.address import plain_address
from pipeline.fetch.answer import Limits
from pipeline.fetch.clock import Clock
from pipeline.fetch.connection import Network, ask
from pipeline.fetch.trouble import REFUSED, Unfetched

PRIVATE = [
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.2.0/24", "192.168.0.0/16",
    "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
]  # fmt: skip
PRIVATE_6 = ["::1/128", "::/128", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8", "2001:db8::/32"]


def numbers_of(networks: list[str]) -> st.SearchStrategy[ipaddress.IPv4Address | ipaddress.IPv6Address]:
    def within(network: ipaddress.IPv4Network | ipaddress.IPv6Network) -> st.SearchStrategy[ipaddress.IPv4Address | ipaddress.IPv6Address]:
        return st.integers(int(network[0]), int(network[-1])).map(lambda number: type(network[0])(number))

    return st.sampled_from([ipaddress.ip_network(each) for each in networks]).flatmap(within)


def spellings(address: ipaddress.IPv4Address) -> list[str]:
    """How an IPv4 address may be written where a server is named; all but the first need what the system makes of them."""
    number = int(address)
    return [
        str(address),
        str(number),
        hex(number),
        f"0{number:o}",
        f"{number >> 24}.{number & 0xFFFFFF}",
        ".".join(hex(byte) for byte in address.packed),
        f"[::ffff:{address}]",
        f"[64:ff9b::{number >> 16:x}:{number & 0xFFFF:x}]",
        f"[2002:{number >> 16:x}:{number & 0xFFFF:x}::1]",
        f"[::{address}]",
    ]


def refusal(url: str, resolve: object = None) -> str:
    """Why an address is not asked; the test fails where a connection is tried."""

    def connect(number: str, port: int, seconds: float) -> None:
        raise AssertionError(f"connected to {number}")

    network = Network(connect=connect, **({"resolve": resolve} if resolve else {}))  # type: ignore[arg-type]
    with pytest.raises(Unfetched) as caught:
        ask(plain_address(url), [], limits=Limits(1000, 1.0), network=network, clock=Clock())
    return caught.value.outcome


@given(address=numbers_of(PRIVATE), spelling=st.integers(0, 9))
def test_a_private_number_is_refused_in_every_spelling(address: ipaddress.IPv4Address, spelling: int) -> None:
    try:
        outcome = refusal(f"http://{spellings(address)[spelling]}/")
    except Unfetched as trouble:
        outcome = trouble.outcome  # it is no address at all
    # A spelling that the system does not take for a number leads nowhere, as a name does.
    assert outcome == REFUSED or not _is_number(spellings(address)[spelling])


@given(address=numbers_of(PRIVATE_6))
def test_a_private_number_of_ipv6_is_refused(address: ipaddress.IPv6Address) -> None:
    assert refusal(f"http://[{address}]/") == REFUSED


@given(address=numbers_of([*PRIVATE, *PRIVATE_6]), others=st.lists(numbers_of(["93.184.0.0/16", "2606:2800::/32"]), max_size=3))
def test_a_name_with_a_private_number_among_its_numbers_is_refused(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address, others: list[ipaddress.IPv4Address]
) -> None:
    assert refusal("http://ministry.example/", lambda host, port: [*map(str, others), str(address)]) == REFUSED


@given(address=numbers_of(["93.184.0.0/16", "8.8.8.0/24", "2606:2800::/32"]))
def test_a_public_number_is_not_refused(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> None:
    assert why_refused(str(address), allow_private=False) is None


@pytest.mark.parametrize("number", ["", "lima.example", "10.0.0", "::1%lo", "1.2.3.4.5"])
def test_what_is_no_public_number_is_refused(number: str) -> None:
    assert why_refused(number, allow_private=False)


@given(text=st.text(max_size=60))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    try:
        plain = plain_address(text, base="http://lima.example/press/")
    except Unfetched as trouble:
        assert trouble.outcome == REFUSED
    else:
        assert plain.isascii()
        assert plain.startswith(("http://", "https://"))
        assert plain_address(plain) == plain


def _is_number(host: str) -> bool:
    try:
        socket.getaddrinfo(host.strip("[]"), 80, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
    except OSError:
        return False
    return True

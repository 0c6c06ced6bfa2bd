"""Which machines may be asked for documents."""

import pytest

from pipeline.addresses import PRIVATE, AddressRefused, check_address, why_refused

LINK_LOCAL, NO_SINGLE = "a link-local address", "an address of no single machine"


@pytest.mark.parametrize("number", ["8.8.8.8", "2001:4860:4860::8888", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_public_addresses_may_be_asked(number: str) -> None:
    assert why_refused(number, allow_private=False) is None
    check_address(number, allow_private=False)


@pytest.mark.parametrize(
    "number",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.0.1", "100.64.0.1", "192.0.2.1", "::1", "fc00::1", "fec0::1", "::ffff:127.0.0.1",
        "64:ff9b::7f00:1", "2002:7f00:1::", "::127.0.0.1",
    ],
)  # fmt: skip
def test_private_ones_only_with_leave(number: str) -> None:
    assert why_refused(number, allow_private=False) == PRIVATE
    assert why_refused(number, allow_private=True) is None
    with pytest.raises(AddressRefused, match="is a private or reserved address, which is not asked for documents"):
        check_address(number, allow_private=False)


@pytest.mark.parametrize(
    ("number", "why"),
    [
        ("169.254.169.254", LINK_LOCAL), ("fe80::1", LINK_LOCAL), ("fe80::1%eth0", LINK_LOCAL), ("::ffff:169.254.169.254", LINK_LOCAL),
        ("224.0.0.1", NO_SINGLE), ("ff02::1", NO_SINGLE), ("0.0.0.0", NO_SINGLE), ("::", NO_SINGLE),
        ("lima.example", "no number of the internet"),
    ],
)  # fmt: skip
def test_others_never(number: str, why: str) -> None:
    assert why_refused(number, allow_private=True) == why_refused(number, allow_private=False) == why

"""A text that a user, a page or a server gives for an address in; the web address that is asked for, as it is kept, out."""

import httpx

from pipeline.fetch.trouble import REFUSED, Unfetched

_LONGEST = 2000  # characters


def plain_address(text: str, base: str | None = None) -> str:
    """A web address as it is asked for and kept: absolute, in ASCII, without a fragment. Raises Unfetched where it is none."""
    text = text.strip()
    try:
        url = httpx.URL(base).join(text) if base else httpx.URL(text)
        plain = str(url.copy_with(fragment=None, raw_path=url.raw_path))  # a path, if only "/"
    except (httpx.InvalidURL, ValueError) as error:
        raise Unfetched(REFUSED, f"It is no address: {error}.") from error
    if url.scheme not in ("http", "https") or not url.host:
        raise Unfetched(REFUSED, "It is no web address: it does not begin with http:// or https:// and the name of a server.")
    if url.port is not None and not 0 < url.port < 65_536:
        raise Unfetched(REFUSED, f"There is no port {url.port}.")
    if url.userinfo:
        raise Unfetched(REFUSED, "It holds a user name or password.")
    if len(plain) > _LONGEST:
        raise Unfetched(REFUSED, f"It is longer than {_LONGEST:,} characters.")
    return plain

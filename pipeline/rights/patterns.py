"""A pattern and a text in, whether the text is meant out: `*` stands for anything, capitals do not count."""

import re
from functools import cache

SCHEME = re.compile(r"^https?://(www\.)?", re.IGNORECASE)


def fits(pattern: str, text: str | None) -> bool:
    """Whether a pattern means a text. What is unknown (None) is meant by `*` alone."""
    if text is None:
        return pattern == "*"
    return _compiled(pattern).fullmatch(" ".join(text.split())) is not None


def fits_address(pattern: str, url: str | None) -> bool:
    """The same of an address, in which `http` or `https`, `www.`, a last `/` and what follows a `#` do not count."""
    return fits(_bare(pattern), url and _bare(url))


def means_all(pattern: str) -> bool:
    """Whether a pattern, of an address too, means everything."""
    return "*" in pattern and not SCHEME.sub("", pattern).strip("*/:.# ")


def _bare(url: str) -> str:
    return SCHEME.sub("", url.strip().partition("#")[0]).rstrip("/")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """What stands between two stars is taken where it comes first and never sought again, so that no address makes a pattern slow."""
    first, *rest = map(re.escape, re.split(r"\*+", pattern))
    middle = "".join(f"(?>.*?{part})" for part in rest[:-1])
    return re.compile(f"{first}{middle}{''.join(f'.*{part}' for part in rest[-1:])}", re.IGNORECASE | re.DOTALL)

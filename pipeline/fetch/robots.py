"""What a server's robots.txt says in, whether an address may be asked for and how often out, as RFC 9309 has it."""

import math
from dataclasses import dataclass
from urllib.parse import urlsplit

from protego import Protego

from pipeline.fetch.trouble import FAILED, Unfetched

AGENT = "legation"  # the name by which a robots.txt may speak to us
_MOST_BYTES = 512_000  # what lies beyond is not read, as the RFC permits
_MOST_RULES = 1_000_000


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one server for us: `rules` are None where it has none; `trouble` says why they could not be read.

    `delay` is how many seconds it wants between two requests.
    """

    rules: Protego | None = None
    delay: float = 0.0
    trouble: str | None = None

    def allows(self, url: str) -> bool:
        """Whether an address may be asked for."""
        return not self.trouble and (self.rules is None or self.rules.can_fetch(url, AGENT))


def robots_address(url: str) -> str:
    """Where the rules are for an address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/robots.txt"


def read_robots(content: bytes) -> Robots:
    """The rules that a robots.txt holds; what is no rule counts for nothing."""
    text = content[:_MOST_BYTES].decode("utf-8", "replace").removeprefix("\ufeff")
    if _n_rules(text) > _MOST_RULES:
        return Robots(trouble=f"It gives more than {_MOST_RULES:,} rules.")
    rules = Protego.parse(text)
    delay = rules.crawl_delay(AGENT) or 0.0
    return Robots(rules, delay if math.isfinite(delay) and delay > 0 else 0.0)


def robots_of(trouble: Unfetched) -> Robots:
    """The rules of a server that gave no robots.txt: none where it has none for us, else it must not be asked for anything.

    The RFC counts 429 to the first; a server that is too busy for its robots.txt is left alone here.
    """
    has_none = trouble.status is not None and 400 <= trouble.status < 500 and trouble.status != 429
    return Robots() if has_none or trouble.outcome != FAILED else Robots(trouble=trouble.reason)


def _n_rules(text: str) -> int:
    """How many rules there are if each counts once for every agent that it is given for, as the parser will have them."""
    n_rules = n_agents = 0
    is_rule = False
    for line in text.splitlines():
        if line.lstrip()[:4].lower() == "user":
            n_agents = 1 if is_rule else n_agents + 1
            is_rule = False
        elif line.strip():
            n_rules += n_agents
            is_rule = True
    return n_rules + n_agents * n_agents // 100

"""The licences that `licences.toml` knows, by identifier, and the text of that of the coded data."""

import re
import tomllib
from dataclasses import dataclass
from importlib.resources import files

from schemas.ontology import DATA_LICENCE


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence: its identifier (that of SPDX where there is one), its name in full, the address of its text, and other names for it."""

    name: str
    title: str
    url: str | None = None
    names: tuple[str, ...] = ()


def licence_named(text: str) -> Licence | None:
    """The licence that a document means by a name or an address; None for one that is not known."""
    return _BY_KEY.get(_key(text))


def licence_text() -> str:
    """The text of the licence of the coded data."""
    return files("schemas").joinpath(f"{DATA_LICENCE}.txt").read_text(encoding="utf-8")


def _key(text: str) -> str:
    address = re.sub(r"^https?://(www\.)?", "", text.strip().casefold())
    if "/" in address:
        return re.sub(r"/(deed(\.[a-z-]+)?|legalcode(\.[a-z-]+)?)?/?$", "", address)
    return re.sub(r"[^\w.]|_", "", address)


def _by_key() -> dict[str, Licence]:
    """Every licence by each of its names; ValueError where two share one."""
    found: dict[str, Licence] = {}
    for licence in LICENCES.values():
        for key in {_key(name) for name in (licence.name, licence.title, licence.url, *licence.names) if name}:
            if key in found:
                raise ValueError(f"{found[key].name} and {licence.name} share the name {key}")
            found[key] = licence
    return found


_SOURCE = tomllib.loads(files("schemas").joinpath("licences.toml").read_text(encoding="utf-8"))

LICENCES: dict[str, Licence] = {
    name: Licence(name, **(entry | {"names": tuple(entry.get("names", ()))})) for name, entry in _SOURCE.items()
}
_BY_KEY = _by_key()

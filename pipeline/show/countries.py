"""A code or a name in, the country of a database that it means out."""

from dataclasses import dataclass
from difflib import get_close_matches

import duckdb

from pipeline.errors import LegationError


@dataclass(frozen=True, slots=True)
class Country:
    """A country of the database: its code, ISO 3166-1 alpha-3, and its name."""

    code: str
    name: str


def find_country(connection: duckdb.DuckDBPyConnection, text: str) -> Country:
    """The country with this code or name; LegationError with the nearest ones where the database knows none."""
    known = {code: Country(code, name) for code, name in connection.execute(_COUNTRIES).fetchall()}
    names = {name.casefold(): code for name, code in connection.execute(_NAMES).fetchall()}
    if code := known.get(text.strip().upper()):
        return code
    if (name := text.strip().casefold()) in names:
        return known[names[name]]
    if not known:
        raise LegationError("This database holds no country: no event was found in its documents.")
    near = get_close_matches(name, [*map(str.casefold, known), *names], n=3, cutoff=0.6)
    codes = dict.fromkeys(names.get(word, word.upper()) for word in near) or sorted(known)[:8]
    start = "Did you mean" if near else "It knows, among others,"
    suggestion = ", ".join(f"{code} ({known[code].name})" for code in codes)
    raise LegationError(f"This database knows no country {text!r}. {start} {suggestion}{'?' if near else '.'}")


_COUNTRIES = """
    SELECT upper(actor_id), name FROM actors WHERE kind = 'country' ORDER BY 1
"""
_NAMES = """
    SELECT actor_names.name, upper(actor_id) FROM actor_names JOIN actors USING (actor_id) WHERE actors.kind = 'country'
    UNION
    SELECT name, upper(actor_id) FROM actors WHERE kind = 'country'
    ORDER BY ALL
"""

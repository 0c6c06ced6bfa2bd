"""Tables of who acts: countries, bodies, persons, their names and offices."""

# ruff: noqa: RUF012 -- pandera reads a Config, nobody changes it
import pyarrow as arrow

from schemas.codes import ACTOR_ID, COUNTRY
from schemas.tables.columns import Table, column, enum, reference


class Actors(Table):
    """Who acts or is acted upon: countries, bodies of states, institutions, persons and groups."""

    actor_id: arrow.string() = column("`PER`, `OAS`, or a slug such as `pedro-pablo-kuczynski`.", unique=True, str_matches=ACTOR_ID)
    name: arrow.string() = column("Canonical name.")
    kind: arrow.string() = enum("actor_kind", "Kind of actor; `organization` only for bodies of states.")
    country: arrow.string() = column("Country that the actor acts for, ISO 3166-1 alpha-3.", null=True, str_matches=COUNTRY)
    sector: arrow.string() = column("Part of state or society, such as `government`, `opposition` or `military`.", null=True)
    wikidata_id: arrow.string() = column("Wikidata item.", null=True, str_matches=r"^Q[0-9]+$")

    class Config:
        name = "actors"
        metadata = {"primary_key": ["actor_id"]}


class ActorNames(Table):
    """Names under which an actor is known or was found."""

    actor_id: arrow.string() = reference("actors.actor_id", "The actor.")
    name: arrow.string() = column("A name of the actor.")
    kind: arrow.string() = enum("name_kind", "`canonical`, `alias` (from the lexicon) or `observed` (from documents).")

    class Config:
        name = "actor_names"
        metadata = {"primary_key": ["actor_id", "name"]}
        unique = ["actor_id", "name"]


class ActorRoles(Table):
    """Offices that documents give to a person, with the time over which they do."""

    actor_id: arrow.string() = reference("actors.actor_id", "The person.")
    role: arrow.string() = column("The office, such as `President`.")
    country: arrow.string() = column("Country of the office, ISO 3166-1 alpha-3.", str_matches=COUNTRY)
    first_seen: arrow.date32() = column("First date of a mention with this office.", null=True)
    last_seen: arrow.date32() = column("Last date of a mention with this office.", null=True)
    n_mentions: arrow.int32() = column("Number of mentions with this office.", ge=1)

    class Config:
        name = "actor_roles"
        metadata = {"primary_key": ["actor_id", "role", "country"], "ordered": [("first_seen", "last_seen")]}
        unique = ["actor_id", "role", "country"]

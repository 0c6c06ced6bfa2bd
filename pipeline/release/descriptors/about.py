"""The database of a release goes in, what all its descriptors say of it comes out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from pipeline.release.descriptors.files import File, read_files
from pipeline.release.fingerprints import Fingerprint, read_fingerprints
from pipeline.release.versions import DATABASE
from schemas.licences import LICENCES, Licence
from schemas.ontology import CODEBOOK_DATE, DATA_LICENCE

TITLE = "Legation: diplomatic events coded from documents"
DESCRIPTION = (
    "What states do to each other, as documents report it, coded by actor, act, recipient and date, each event with the documents that"
    " report it and the words in which they do."
)
CREATOR = "The Legation contributors"
KEYWORDS = ("diplomacy", "international relations", "events", "PLOVER", "political science")
RIGHTS = (
    "The coded data is dedicated to the public domain. Quotes, titles and labels are short passages of the documents that it was coded from"
    " and stay under the terms of their publishers (column licence of the table sources, where it is known, and the table licences)."
)
DATE_NOTE = (
    "A release is made without a clock: its date of publication is given as the newest day that the data itself knows of, be it of a"
    " document, of a correction, of a request to take a document down, or of the codebook."
)
LANGUAGE = "en"  # of summaries, descriptions and pages, whatever the documents are written in


@dataclass(frozen=True, slots=True)
class Country:
    """A country that takes part in events: its code and its name."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class About:
    """One release, as every descriptor describes it.

    `first_day` and `last_day` bound the periods of the events; null where no event has a date. `dated` is what `DATE_NOTE` says.
    `text_licences` are those under which documents stand, `pipeline_version` and `corpora` what the data was built with and from. `files`
    are all that lie in the folder, by path, `fingerprints` those of the tables.
    """

    version: str
    dated: date
    first_day: date | None
    last_day: date | None
    countries: tuple[Country, ...]
    languages: tuple[str, ...]
    publishers: tuple[str, ...]
    text_licences: tuple[Licence, ...]
    pipeline_version: str | None
    corpora: str | None
    corpus_sha256: str | None
    files: tuple[File, ...]
    fingerprints: Mapping[str, Fingerprint]
    licence: Licence = LICENCES[DATA_LICENCE]
    title: str = TITLE
    description: str = DESCRIPTION
    creator: str = CREATOR
    keywords: tuple[str, ...] = KEYWORDS
    rights: str = RIGHTS

    def file(self, path: str) -> File:
        """The file at a path of the folder; KeyError where there is none."""
        return {file.path: file for file in self.files}[path]


def read_about(folder: Path, *, version: str) -> About:
    """Describe a release folder from its database and from the files that lie in it."""
    with duckdb.connect(folder / DATABASE, read_only=True) as connection:
        facts = dict(connection.execute("SELECT key, value FROM release_info").fetchall())
        ((first_day, last_day),) = connection.execute("SELECT min(date), max(date_end) FROM events").fetchall()
        return About(
            version=version,
            dated=max([CODEBOOK_DATE, *_days(connection)]),
            first_day=first_day,
            last_day=last_day,
            countries=tuple(Country(*row) for row in connection.execute(_COUNTRIES).fetchall()),
            languages=tuple(sorted({LANGUAGE, *_texts(connection, "language", "sources WHERE kind = 'document'")})),
            publishers=_texts(connection, "publisher", "sources"),
            text_licences=tuple(Licence(*row) for row in connection.execute(_TEXT_LICENCES).fetchall()),
            pipeline_version=facts.get("pipeline_version"),
            corpora=facts.get("corpora"),
            corpus_sha256=facts.get("corpus_sha256"),
            files=read_files(folder),
            fingerprints=read_fingerprints(connection),
        )


def _days(connection: duckdb.DuckDBPyConnection) -> list[date]:
    """The newest day of a document, of a correction and of a request to take one down, as far as there are any."""
    dated = ("published_on FROM sources", "corrected_on FROM corrections", "requested_on FROM take_downs")
    query = " UNION ALL ".join(f"(SELECT {days} ORDER BY 1 DESC NULLS LAST LIMIT 1)" for days in dated)
    return [day for (day,) in connection.execute(query).fetchall() if day]


def _texts(connection: duckdb.DuckDBPyConnection, column: str, table: str) -> tuple[str, ...]:
    rows = connection.execute(f"SELECT DISTINCT {column} FROM {table} ORDER BY {column} NULLS LAST").fetchall()
    return tuple(text for (text,) in rows if text)


_COUNTRIES = """
    SELECT DISTINCT party.country, coalesce(state.name, party.country)
    FROM actors AS party LEFT JOIN actors AS state ON state.actor_id = party.country
    WHERE party.country IS NOT NULL AND party.actor_id IN (SELECT actor_id FROM event_actors) ORDER BY 1
"""
_TEXT_LICENCES = f"""
    SELECT licence, coalesce(title, licence), url FROM licences WHERE n_sources > 0 AND licence <> '{DATA_LICENCE}' ORDER BY licence
"""

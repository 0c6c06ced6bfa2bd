"""A corpus file (`corpus.toml`) in; the corpus that it describes, source by source, out.

Every mistake in it is a CorpusError that names the file, the place, what is wrong and what to write instead; nothing is passed over.
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields, replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pipeline.corpus import values
from pipeline.corpus.errors import CorpusError
from schemas.codes import ENUMS

KINDS = ("feed", "sitemap", "page", "mediawiki", "location")
LONGEST_QUOTE = 1_000_000  # code points of an excerpt: more is `full`
_ONLY_FETCHED = ("include", "exclude", "since", "most_documents", "seconds_between", "max_bytes", "timeout")
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_CONTACT = re.compile(r"(mailto:)?[^\s@<>()]+@[^\s@<>()]+\.[^\s@<>()]+|https?://[^\s<>()]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where documents come from, how to ask for them, and what is true of those that do not say it themselves.

    `kind` is one of `KINDS`. `url` is an address; of the kind `location` also a path, which is absolute here. `include` and `exclude` are
    patterns of addresses, in which `*` stands for anything; `since` is the first day of interest. `most_documents` bounds one fetch,
    `max_bytes` one answer; `seconds_between` two requests and `timeout` are seconds. `policy` (with `quote_chars` for an excerpt) says
    what may be quoted, as in a rights file.
    """

    name: str
    kind: str
    url: str
    publisher: str | None = None
    licence: str | None = None
    language: str | None = None
    format: str | None = None
    policy: str | None = None
    quote_chars: int | None = None
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    since: date | None = None
    most_documents: int = 1000
    seconds_between: float = 2.0
    max_bytes: int = 5_000_000
    timeout: float = 30.0

    @property
    def is_fetched(self) -> bool:
        """Whether its documents come over a network, and are read from the holdings; else `url` is a path of this machine."""
        return is_address(self.url)


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusFile:
    """A corpus as its file describes it: `path` is the file, `holdings` the folder of what is fetched, both absolute; `contact` is told to
    servers, and is None only where nothing is fetched."""

    path: Path
    name: str
    holdings: Path
    contact: str | None = None
    allow_private: bool = False
    sources: tuple[Source, ...]


def read_settings(path: Path | str) -> CorpusFile:
    """The corpus that a file describes. Raises CorpusError where it cannot be read or anything in it is wrong, unknown or missing."""
    file = Path(path).expanduser().absolute()
    try:
        return _read_corpus_file(file, _load(file))
    except _Wrong as error:
        raise CorpusError(str(path), f"{error}.") from error


def is_address(location: str) -> bool:
    """Whether a location lies on another machine: it is an address, and not one of a local file."""
    return "://" in location and not location.startswith(("file://", "local://"))


class _Wrong(ValueError):
    """What is wrong, without the file."""


def _load(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise _Wrong(f"the file cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise _Wrong(f"it is not UTF-8 (byte {error.start}); save it as UTF-8") from error
    except (ValueError, RecursionError) as error:  # a ValueError that is no TOMLDecodeError: a number of thousands of digits
        raise _Wrong(f"it is no TOML: {error}") from error


def _read_corpus_file(file: Path, table: dict[str, Any]) -> CorpusFile:
    rows = table.pop("source", [])
    told = _checked(table, _CORPUS_KEYS, "the corpus")
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise _Wrong("it names no source; write at least one [[source]], with name, kind and url")
    sources: dict[str, Source] = {}
    for number, row in enumerate(rows, start=1):
        source = _read_source(row, f"[[source]] number {number}", file.parent)
        if source.name in sources:
            raise _Wrong(f"[[source]] number {number}: another source before it has the name {source.name!r}; give it one of its own")
        sources[source.name] = source
    told = {"name": file.resolve().parent.name or "corpus", **told, "holdings": file.parent / told.get("holdings", "holdings")}
    corpus = CorpusFile(path=file, sources=tuple(sources.values()), **told)
    _refuse_contradictions(corpus)
    return corpus


def _read_source(row: dict[str, Any], place: str, folder: Path) -> Source:
    if isinstance(name := row.get("name"), str):
        place += f" ({name})"
    source = Source(**_checked(row, _SOURCE_KEYS, place, needed=[field.name for field in fields(Source) if field.default is MISSING]))
    try:
        _check_url(source)
        _check_policy(source)
    except _Wrong as error:
        raise _Wrong(f"{place}: {error}") from error
    if source.is_fetched:
        return source
    if idle := [name for name in _ONLY_FETCHED if name in row]:
        raise _Wrong(f"{place}: {idle[0]} means nothing for files of this machine, which are all read; leave it out")
    path = folder / Path(re.sub("^(file|local)://", "", source.url)).expanduser()
    return replace(source, url=str(path))


def _check_url(source: Source) -> None:
    if source.kind == "location" and not is_address(source.url):
        return
    try:
        parts = urlsplit(source.url)
        hostname, _ = parts.hostname, parts.port
    except ValueError as error:
        raise _Wrong(f"url holds {source.url!r}, which is no address: {error}") from error
    if parts.username or parts.password:
        raise _Wrong("url holds a user name or password, which would come into the data; leave it out")
    if source.kind != "location" and (parts.scheme not in ("http", "https") or not hostname):
        raise _Wrong(f"url holds {source.url!r}; a {source.kind} has an address that begins with https:// or http://")


def _check_policy(source: Source) -> None:
    if source.policy == "excerpt" and source.quote_chars is None:
        raise _Wrong("quote_chars is missing; an excerpt needs the longest quote in characters, such as 140")
    if source.policy != "excerpt" and source.quote_chars is not None:
        raise _Wrong('quote_chars is only for an excerpt; leave it out, or write policy = "excerpt"')


def _refuse_contradictions(corpus: CorpusFile) -> None:
    fetched = [source.name for source in corpus.sources if source.is_fetched]
    if fetched and corpus.contact is None:
        raise _Wrong(
            f"contact is missing, and the source {fetched[0]!r} is fetched; tell its server how to reach you, "
            'such as contact = "mailto:me@university.example"'
        )
    for source in corpus.sources:
        if not source.is_fetched and corpus.holdings.resolve().is_relative_to(Path(source.url).resolve()):
            raise _Wrong(f"the folder of the source {source.name!r} holds the holdings; name another folder in holdings or in its url")


def _checked(
    row: dict[str, Any], keys: Mapping[str, Callable[[Any], Any]], place: str, *, needed: list[str] | None = None
) -> dict[str, Any]:
    """The values of a table, each as its key wants it."""
    if unknown := sorted(row.keys() - keys.keys()):
        known = ", ".join(keys)
        raise _Wrong(f"{place}: there is no setting {unknown[0]!r}; there are {known}")
    if missing := [name for name in needed or () if name not in row]:
        raise _Wrong(f"{place}: {missing[0]} is missing")
    checked = {}
    for name, value in row.items():
        try:
            checked[name] = keys[name](value)
        except ValueError as error:
            raise _Wrong(f"{place}: {name} {error}, not {value!r}") from error
    return checked


_CORPUS_KEYS: dict[str, Callable[[Any], Any]] = {
    "name": values.text,
    "holdings": values.text,
    "contact": values.like(_CONTACT, "is an e-mail address or a web address, such as mailto:me@university.example"),
    "allow_private": values.flag,
}
_SOURCE_KEYS: dict[str, Callable[[Any], Any]] = {
    "name": values.like(_NAME, "is at most 64 small letters, digits and hyphens, and begins with a letter or digit"),
    "kind": values.one_of(KINDS),
    "url": values.text,
    "publisher": values.fact,
    "licence": values.fact,
    "language": values.like(_LANGUAGE, "is a language code of two or three small letters, such as en"),
    "format": values.one_of(tuple(ENUMS["format"])),
    "policy": values.one_of(tuple(ENUMS["policy"])),
    "quote_chars": values.number(1, LONGEST_QUOTE, whole=True),
    "include": values.texts,
    "exclude": values.texts,
    "since": values.day,
    "most_documents": values.number(1, 1_000_000, whole=True),
    "seconds_between": values.number(0, 3600, whole=False),
    "max_bytes": values.number(1, 10**12, whole=True),
    "timeout": values.number(0.1, 3600, whole=False),
}

"""What the holdings say of what they hold: contents, addresses, problems and copied files. Frozen, typed, without behaviour."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from pipeline.errors import LegationError


class HoldingsError(LegationError):
    """The holdings at `folder` cannot be used, or hold something else than their index says."""

    def __init__(self, folder: Path, problem: str) -> None:
        super().__init__(f"The holdings in {folder} {problem}")
        self.folder = folder


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """One content of one address, which `Holdings.read` gives; its bytes are those that the server sent, without a coding of the transfer.

    `url` is the address that was asked for, `final_url` the one that answered after redirects. `media_type` is in small letters and without
    parameters (`text/html`), `charset` what the server said of the bytes. `title` and `published_on` are what a feed or a sitemap said of
    it. `sha256` is that of the bytes. `fetched_at` (UTC) is for people: what a database holds must not depend on it.
    """

    source: str
    role: str  # "document", or "listing" for a feed or a sitemap
    url: str
    final_url: str
    fetched_at: datetime
    status: int
    media_type: str
    charset: str | None
    sha256: str
    title: str | None
    published_on: date | None
    file: str
    offset: int
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is known of an address when it is asked for again; `held` is the newest content, None where there is none or it is withdrawn.

    `stamp` is what a feed or a sitemap said of its last change when the content was fetched.
    """

    asked_at: datetime
    etag: str | None
    last_modified: str | None
    stamp: str | None
    held: Fetched | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Why an address could not be fetched when it was last asked for; it is gone from the list as soon as it could.

    `outcome` is `failed` (may be better the next time), `refused` (by its robots.txt, by our limits) or `gone` (404, 410).
    """

    source: str
    url: str
    outcome: str
    reason: str
    asked_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A file that was copied from another place; `path` is relative to `Holdings.copies_folder`.

    `tag` is what that place said of it (a tag, or size and time); it is another one as soon as the file is.
    """

    source: str
    path: str
    tag: str
    bytes: int
    sha256: str

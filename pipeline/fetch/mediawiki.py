"""The interface of a MediaWiki (api.php) in; the wikitext of its pages, with their titles, in the holdings out.

The address may say, with the interface's own parameters, which pages: `api.php?generator=categorymembers&gcmtitle=Category:Treaties` or
`api.php?titles=Peru|Chile`; without any it is all pages of the main namespace. Only pages with a new revision are asked for.
"""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import httpx

from pipeline.fetch.address import plain_address
from pipeline.fetch.answer import Answer, Limits
from pipeline.fetch.client import LONGEST_WAIT, TRIES
from pipeline.fetch.desk import Desk
from pipeline.fetch.found import Found, choose, is_wanted
from pipeline.fetch.pauses import wait_of
from pipeline.fetch.trouble import FAILED, GONE, REFUSED, Unfetched

WIKITEXT = "text/x-wiki"
MOST_REQUESTS = 20_000  # of one list
_AT_ONCE = 20  # pages
_LARGEST = 100_000_000  # bytes, of one answer
_ALWAYS = {"action": "query", "format": "json", "formatversion": "2", "maxlag": "5"}
_LIST = {"prop": "info", "inprop": "url"}
_PAGES = {"prop": "info|revisions", "inprop": "url", "rvprop": "ids|timestamp|content", "rvslots": "main"}
_EVERYTHING = {"generator": "allpages", "gapnamespace": "0", "gapfilterredir": "nonredirects"}
_LONG_LISTS = {"allpages": "gaplimit", "categorymembers": "gcmlimit", "embeddedin": "geilimit", "links": "gpllimit", "search": "gsrlimit"}
_PASSING = ("maxlag", "ratelimited", "readonly", "internal_api_error_DBQueryTimeoutError")
Json = Mapping[str, Any]


def fetch_wiki(desk: Desk) -> None:
    """Fetch the pages that have a new revision, and withdraw those that the wiki no longer lists. Raises Unfetched."""
    listed: dict[str, tuple[Found, int]] = {}
    for page in _list_pages(desk):
        if found := _found_of(desk, page):
            listed[found.url] = (found, int(page["pageid"]))
    if not listed:
        raise Unfetched(FAILED, "The wiki lists no page there.")
    chosen = choose(desk, (found for found, _ in listed.values()))
    for start in range(0, len(chosen), _AT_ONCE):
        desk.on_progress(start, len(chosen))
        batch = {listed[found.url][1]: found for found in chosen[start : start + _AT_ONCE]}
        try:
            _fetch_batch(desk, batch)
        except Unfetched as trouble:
            for found in batch.values():
                desk.bear(found.url, trouble)
    desk.on_progress(len(chosen), len(chosen))
    _withdraw(desk, {url for url in listed if is_wanted(desk.source, url)})


def _list_pages(desk: Desk) -> Iterator[Json]:
    parameters = dict(httpx.URL(desk.source.url).params)
    if not {"titles", "pageids", "generator"} & parameters.keys():
        parameters |= _EVERYTHING
    if limit := _LONG_LISTS.get(parameters.get("generator", "")):
        parameters.setdefault(limit, "max")
    yield from _query(desk, {**parameters, **_LIST})


def _found_of(desk: Desk, page: Json) -> Found | None:
    """A page of a list; None where it is not there, or leads to another one."""
    url, title, revision = page.get("fullurl"), page.get("title"), page.get("lastrevid")
    if page.get("missing") or page.get("invalid"):
        desk.pass_over(_text(url or title), Unfetched(GONE, "The wiki does not have it."))
        return None
    if page.get("redirect"):
        return None
    if not (isinstance(url, str) and isinstance(title, str) and isinstance(revision, int) and isinstance(page.get("pageid"), int)):
        raise Unfetched(FAILED, "It does not answer as the interface of a MediaWiki does: a page has no address, title or revision.")
    return Found(
        url=plain_address(url, base=desk.source.url), title=_text(title), changed_on=_day(page.get("touched")), stamp=str(revision)
    )


def _fetch_batch(desk: Desk, batch: dict[int, Found]) -> None:
    """Fetch some pages by their numbers; the interface may give them in several answers."""
    waiting = dict(batch)
    for page in _query(desk, {**_PAGES, "pageids": "|".join(map(str, batch))}):
        number = page.get("pageid")
        if number in waiting and (page.get("revisions") or page.get("missing")):
            found = waiting.pop(number)
            try:
                _add(desk, found, page)
            except Unfetched as trouble:
                desk.bear(found.url, trouble)
    for found in waiting.values():
        desk.bear(found.url, Unfetched(FAILED, "The wiki did not give its text."))


def _add(desk: Desk, found: Found, page: Json) -> None:
    if page.get("missing"):
        raise Unfetched(GONE, "The wiki does not have it any more.")
    try:
        revision = page["revisions"][0]
        slot = revision["slots"]["main"]
        number, written, model, text = revision["revid"], revision["timestamp"], slot["contentmodel"], slot.get("content")
    except (LookupError, TypeError, AttributeError) as error:
        raise Unfetched(FAILED, "It does not answer as the interface of a MediaWiki does: a page has no revision.") from error
    if not isinstance(text, str):
        raise Unfetched(REFUSED, "The wiki hides its text.")
    if model != "wikitext":
        raise Unfetched(REFUSED, f"It is not written in wikitext ({_text(model)[:80]}).")
    content = text.encode("utf-8", "replace")
    if len(content) > desk.source.max_bytes:
        raise Unfetched(REFUSED, f"It is larger than {desk.source.max_bytes:,} bytes (max_bytes in the corpus file).")
    became = desk.holdings.add(
        desk.source.name,
        found.url,
        content,
        at=desk.now(),
        media_type=WIKITEXT,
        charset="utf-8",
        last_modified=_text(written),
        stamp=str(number),
        title=found.title,
    )
    desk.count(became, found.url)


def _withdraw(desk: Desk, listed: set[str]) -> None:
    """A page that is no longer in a whole list was deleted, renamed or moved out of its category."""
    for held in list(desk.holdings.newest(desk.source.name)):
        if held.url not in listed:
            desk.holdings.withdraw(desk.source.name, held.url, at=desk.now())
            desk.count("withdrawn", held.url)


def _query(desk: Desk, parameters: Mapping[str, str]) -> Iterator[Json]:
    """The pages of a query, which goes on where its last answer says. Raises Unfetched."""
    onward: dict[str, str] = {}
    seen: set[str] = set()
    for _ in range(MOST_REQUESTS):
        told = _ask(desk, {**parameters, **_ALWAYS, **onward})
        pages = (told.get("query") or {}).get("pages", [])
        if not isinstance(pages, list) or not all(isinstance(page, dict) for page in pages):
            raise Unfetched(FAILED, "It does not answer as the interface of a MediaWiki does: its pages are no list.")
        yield from pages
        if not told.get("continue"):
            return
        onward = {str(name): str(value) for name, value in told["continue"].items()}
        if (place := json.dumps(onward, sort_keys=True)) in seen:
            break
        seen.add(place)
    raise Unfetched(FAILED, "The list of the wiki does not end.")


def _ask(desk: Desk, parameters: Mapping[str, str]) -> dict[str, Any]:
    """One answer of the interface, asked again where it is only busy."""
    client, source = desk.client, desk.source
    url = str(httpx.URL(plain_address(source.url)).copy_with(params=parameters))
    limits = Limits(min(_LARGEST, _AT_ONCE * source.max_bytes + 1_000_000), source.timeout)
    for _ in range(TRIES):
        # An interface for programs has rules of its own (`maxlag`, identification), where robots.txt speaks of its server's pages.
        answer = client.get(url, limits=limits, seconds_between=source.seconds_between, obey_robots=False)
        told = _read_json(answer)
        error = told.get("error")
        if not isinstance(error, dict):
            return told
        reason = f"The wiki answers: {_text(error.get('info') or error.get('code'))[:300]}"
        wait = wait_of(answer, client.clock.now()) or 5.0
        if error.get("code") not in _PASSING or wait > LONGEST_WAIT:
            raise Unfetched(FAILED, reason)
        client.clock.sleep(wait)
    raise Unfetched(FAILED, reason)


def _read_json(answer: Answer) -> dict[str, Any]:
    try:
        told = json.loads(answer.content)
    except (ValueError, RecursionError) as error:
        raise Unfetched(FAILED, "It does not answer as the interface of a MediaWiki does: this is no JSON.") from error
    if not isinstance(told, dict) or not isinstance(told.get("query") or {}, dict) or not isinstance(told.get("continue") or {}, dict):
        raise Unfetched(FAILED, "It does not answer as the interface of a MediaWiki does.")
    return told


def _day(written: Any) -> date | None:
    found = re.match(r"\d{4}-\d\d-\d\d", str(written))
    try:
        return date.fromisoformat(found[0]) if found else None
    except ValueError:
        return None


def _text(value: Any) -> str:
    """A value on one line; JSON may hold halves of characters, which nobody can write."""
    return " ".join(str(value).encode("utf-8", "replace").decode().split())

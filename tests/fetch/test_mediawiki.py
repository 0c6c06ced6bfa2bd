"""The interface of a wiki, as one in this process answers it: lists that go on, pages in pieces, and a server that is busy."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from tests.fetch.web import Reply, Request, Web, fetch, held, source

API = "http://wiki.example/w/api.php"
SOURCE = source("mediawiki", f"{API}?generator=categorymembers&gcmtitle=Category:Treaties")


@dataclass
class Wiki:
    """Texts by title; each has the revision `revisions[title]`, 1 to begin with. `failures` are answered first."""

    texts: dict[str, str]
    revisions: dict[str, int] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)
    failures: list[Reply] = field(default_factory=list)
    model: str = "wikitext"
    at_once: int = 2

    def __call__(self, request: Request) -> Reply:
        asked = {name: values[0] for name, values in parse_qs(urlsplit(request.url).query).items()}
        self.asked.append(asked)
        if self.failures:
            return self.failures.pop(0)
        told = self.pages(asked) if "pageids" in asked else self.listed(asked)
        return Reply(json.dumps(told).encode(), headers={"Content-Type": "application/json"})

    def listed(self, asked: dict[str, str]) -> dict[str, Any]:
        start = int(asked.get("gcmcontinue", "0"))
        titles = sorted(self.texts)[start : start + self.at_once]
        onward = {"continue": {"gcmcontinue": str(start + self.at_once), "continue": "gcmcontinue||"}}
        pages = [self.page(title) for title in titles]
        return {"query": {"pages": pages}} | (onward if start + self.at_once < len(self.texts) else {})

    def pages(self, asked: dict[str, str]) -> dict[str, Any]:
        numbers = [int(number) for number in asked["pageids"].split("|")]
        start = int(asked.get("rvcontinue", "0"))
        onward = {"continue": {"rvcontinue": str(start + 1)}} if start + 1 < len(numbers) else {}
        return {"query": {"pages": list(self.with_texts(numbers, start))}} | onward

    def with_texts(self, numbers: list[int], start: int) -> Iterator[dict[str, Any]]:
        for place, number in enumerate(numbers):
            title = next(title for title in self.texts if self.page(title)["pageid"] == number)
            slot = {"contentmodel": self.model, "content": self.texts[title]}
            revision = {"revid": self.page(title)["lastrevid"], "timestamp": "2026-02-01T00:00:00Z", "slots": {"main": slot}}
            yield self.page(title) | ({"revisions": [revision]} if place == start else {})

    def page(self, title: str) -> dict[str, Any]:
        number = sum(title.encode())
        url = f"http://wiki.example/wiki/{quote(title)}"
        return {"pageid": number, "ns": 0, "title": title, "lastrevid": self.revisions.get(title, 1), "fullurl": url}


@pytest.fixture
def wiki(web: Web) -> Wiki:
    made = Wiki({"Treaty of Lima": "'''Peru''' and [[Chile]].", "Convención": "Texto.", "Accord": "A text."})

    class Every(dict[str, Any]):
        """Whatever is asked of the interface goes to the wiki."""

        def get(self, url: str, other: Any = None) -> Any:
            return made if url.startswith(API) else other

    web.answers = Every({"http://wiki.example/robots.txt": Reply(b"User-agent: *\nDisallow: /w/")})
    return made


def test_the_wikitext_of_every_page_is_held_as_it_came(web: Web, wiki: Wiki, tmp_path: Path) -> None:
    outcome = fetch(web, tmp_path, SOURCE).sources[0]
    assert (outcome.new, outcome.problem) == (3, None)
    documents = held(tmp_path)
    assert list(documents) == [
        "http://wiki.example/wiki/Accord",
        "http://wiki.example/wiki/Convenci%C3%B3n",
        "http://wiki.example/wiki/Treaty%20of%20Lima",
    ]
    fetched, content = documents["http://wiki.example/wiki/Treaty%20of%20Lima"]
    assert (fetched.media_type, fetched.title, content) == ("text/x-wiki", "Treaty of Lima", b"'''Peru''' and [[Chile]].")
    assert all(asked["maxlag"] == "5" and asked["format"] == "json" for asked in wiki.asked)
    assert wiki.asked[0]["gcmtitle"] == "Category:Treaties"


def test_only_new_revisions_are_asked_for(web: Web, wiki: Wiki, tmp_path: Path) -> None:
    fetch(web, tmp_path, SOURCE)
    wiki.asked.clear()
    wiki.revisions["Accord"], wiki.texts["Accord"] = 2, "Another text."
    outcome = fetch(web, tmp_path, SOURCE).sources[0]
    assert (outcome.changed, outcome.skipped) == (1, 2)
    assert [asked["pageids"] for asked in wiki.asked if "pageids" in asked] == [str(wiki.page("Accord")["pageid"])]


def test_a_page_that_the_wiki_no_longer_lists_is_withdrawn(web: Web, wiki: Wiki, tmp_path: Path) -> None:
    fetch(web, tmp_path, SOURCE)
    text = wiki.texts.pop("Accord")
    assert fetch(web, tmp_path, SOURCE).sources[0].withdrawn == 1
    assert len(held(tmp_path)) == 2
    wiki.texts["Accord"] = text
    assert fetch(web, tmp_path, SOURCE).sources[0].new == 1
    assert len(held(tmp_path)) == 3


def test_an_empty_list_withdraws_nothing(web: Web, wiki: Wiki, tmp_path: Path) -> None:
    fetch(web, tmp_path, SOURCE)
    wiki.texts.clear()
    assert fetch(web, tmp_path, SOURCE).sources[0].problem == "The wiki lists no page there."
    assert len(held(tmp_path)) == 3


def test_a_wiki_that_lags_is_asked_again_when_it_says(web: Web, wiki: Wiki, tmp_path: Path) -> None:
    lag = json.dumps({"error": {"code": "maxlag", "info": "Waiting for a database: 7 seconds lagged."}}).encode()
    wiki.failures = [Reply(lag, headers={"Retry-After": "9"}), Reply(lag)]
    assert fetch(web, tmp_path, SOURCE).sources[0].new == 3
    assert [round(pause) for pause in web.clock.slept[:2]] == [9, 5]


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (b'{"error": {"code": "badvalue", "info": "Unrecognized value"}}', "The wiki answers: Unrecognized value"),
        (b'{"error": {"code": "\\ud800", "info": "A\\ud800"}}', "The wiki answers: A?"),
        (b"<html>", "this is no JSON"),
        (b"[" * 100_000, "this is no JSON"),
        (b"[]", "does not answer as the interface"),
        (b'{"query": {"pages": {"1": {}}}}', "its pages are no list"),
        (b'{"query": {"pages": [{"pageid": 1}]}}', "no address, title or revision"),
        (b'{"query": 5}', "does not answer as the interface"),
        (b"{}", "lists no page"),
    ],
)
def test_what_is_no_wiki_is_said(web: Web, wiki: Wiki, tmp_path: Path, answer: bytes, reason: str) -> None:
    wiki.failures = [Reply(answer)]
    assert reason in (fetch(web, tmp_path, SOURCE).sources[0].problem or "")


def test_a_list_that_goes_in_circles_is_left(web: Web, wiki: Wiki, tmp_path: Path) -> None:
    pages = [wiki.page("Accord")]
    wiki.failures = [Reply(json.dumps({"query": {"pages": pages}, "continue": {"gcmcontinue": "1"}}).encode()) for _ in range(9)]
    assert fetch(web, tmp_path, SOURCE).sources[0].problem == "The list of the wiki does not end."


def test_pages_that_are_no_text_are_refused(web: Web, wiki: Wiki, tmp_path: Path) -> None:
    wiki.model = "json"
    outcome = fetch(web, tmp_path, SOURCE).sources[0]
    assert (outcome.refused, "not written in wikitext (json)" in outcome.problems[0].reason) == (3, True)


def test_a_page_that_is_not_there_and_redirects_are_no_documents(web: Web, wiki: Wiki, tmp_path: Path) -> None:
    pages = [{"title": "Nothing", "missing": True}, wiki.page("Accord") | {"redirect": True}, wiki.page("Convención")]
    wiki.failures = [Reply(json.dumps({"query": {"pages": pages}}).encode())]
    outcome = fetch(web, tmp_path, source("mediawiki", f"{API}?titles=Nothing")).sources[0]
    assert (outcome.gone, outcome.new) == (1, 1)
    assert "generator" not in wiki.asked[0]

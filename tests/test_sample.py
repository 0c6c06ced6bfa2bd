"""The sample's gold agrees with its documents, with the ontology and with itself."""

import json
import re
from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import combinations
from typing import Any

import pytest

from pipeline.sample import corpus_path, gold_path
from schemas.ontology import ACTS, EVENT_TYPES

FORMATS = {"digest", "encyclopedia", "blog", "newswire"}
KEYS = {
    "quote", "section", "type", "mode", "act", "actor", "recipient", "actor_names", "recipient_names",
    "date", "date_precision", "effective_on", "required", "cluster",
}  # fmt: skip
WRITTEN = {"day": r"\d{4}-\d{2}-\d{2}", "month": r"\d{4}-\d{2}", "year": r"\d{4}"}
CODE = re.compile(r"[A-Z]{3}|[A-Z]+(-[A-Z]+)*")  # ISO 3166-1 alpha-3, or the short name of a body
# The bodies that the sample names: any other code must be a country's three letters.
BODIES = {"ANDEAN-COMMUNITY", "EU", "LIMA-GROUP", "OAS", "UN", "UNASUR", "UNHCR", "UNSC"}


def read_documents() -> dict[str, str]:
    """Every document of the sample by the name that the gold gives it."""
    documents: dict[str, str] = {}
    for path in sorted(corpus_path().iterdir()):
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".jsonl":
            rows = [json.loads(line) for line in text.splitlines()]
            documents |= {f"{path.name}#{row['id']}": row["text"] for row in rows}
        else:
            documents[path.name] = text
    return documents


def period(event: dict[str, Any]) -> tuple[date, date] | None:
    """First and last day of a gold event's date."""
    if event["date"] is None:
        return None
    year, month, day = (*map(int, event["date"].split("-")), 0, 0)[:3]
    if day:
        return date(year, month, day), date(year, month, day)
    first, last_month = date(year, month or 1, 1), month or 12
    after = date(year + last_month // 12, last_month % 12 + 1, 1)
    return first, after - timedelta(days=1)


DOCUMENTS = read_documents()
GOLD: list[dict[str, Any]] = [json.loads(line) for line in gold_path().read_text(encoding="utf-8").splitlines()]
EVENTS = [pytest.param(row["doc"], event, id=f"{row['doc']}-{number}") for row in GOLD for number, event in enumerate(row["events"])]


def test_every_document_is_coded_once() -> None:
    assert Counter(row["doc"] for row in GOLD) == Counter(list(DOCUMENTS))


def test_gold_lies_outside_the_corpus() -> None:
    assert corpus_path() not in gold_path().parents


def test_all_formats_are_shown() -> None:
    assert {row["format"] for row in GOLD} == FORMATS
    assert {path.suffix for path in corpus_path().iterdir()} == {".md", ".txt", ".html", ".jsonl"}


def test_document_dates_are_those_of_the_documents() -> None:
    for row in GOLD:
        if row["format"] == "digest":
            year, month, day = row["doc_date"].split("-")
            assert f"[{year}-{month}-{int(day)}](/" in DOCUMENTS[row["doc"]], row["doc"]
        assert row["doc_date"] is None or date.fromisoformat(row["doc_date"])


def test_the_figures_of_the_readme_hold() -> None:
    events = [event for row in GOLD for event in row["events"]]
    n_required = sum(event["required"] for event in events)
    assert f"{n_required} of the {len(events)} coded events are required" in (gold_path().parent / "README.md").read_text(encoding="utf-8")


def test_the_readme_lists_every_file() -> None:
    readme = (gold_path().parent / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `([^`]+)`", readme, re.MULTILINE)) == {path.name for path in corpus_path().iterdir()}


@pytest.mark.parametrize(("doc", "event"), EVENTS)
def test_event_is_well_formed(doc: str, event: dict[str, Any]) -> None:
    assert set(event) == KEYS
    assert isinstance(event["required"], bool)
    assert event["section"] in {"main", "related"}
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", event["cluster"])


@pytest.mark.parametrize(("doc", "event"), EVENTS)
def test_quote_occurs_once_in_its_document(doc: str, event: dict[str, Any]) -> None:
    assert DOCUMENTS[doc].count(event["quote"]) == 1


@pytest.mark.parametrize(("doc", "event"), EVENTS)
def test_section_is_where_the_quote_stands(doc: str, event: dict[str, Any]) -> None:
    is_related = "### Related:" in DOCUMENTS[doc].partition(event["quote"])[0]
    assert event["section"] == ("related" if is_related else "main")


@pytest.mark.parametrize(("doc", "event"), EVENTS)
def test_codes_are_countries_or_known_bodies(doc: str, event: dict[str, Any]) -> None:
    codes = event["actor"] + event["recipient"]
    assert all(CODE.fullmatch(code) for code in codes)
    assert {code for code in codes if len(code) != 3} <= BODIES
    assert codes, "an event of the sample involves at least one code"
    assert len(event["actor"]) == len(set(event["actor"]))


@pytest.mark.parametrize(("doc", "event"), EVENTS)
def test_type_and_mode_are_those_of_the_ontology(doc: str, event: dict[str, Any]) -> None:
    assert event["mode"] is None or event["mode"] in EVENT_TYPES[event["type"]].modes
    if event["act"] is None:
        return
    act = ACTS[event["act"]]
    assert event["type"] == act.event_type
    assert event["mode"] == act.mode or act.mode is None


@pytest.mark.parametrize(("doc", "event"), EVENTS)
def test_date_is_as_precise_as_it_says(doc: str, event: dict[str, Any]) -> None:
    if event["date_precision"] == "none":
        assert event["date"] is None
        return
    assert re.fullmatch(WRITTEN[event["date_precision"]], event["date"])
    happened = period(event)
    assert happened is not None
    assert event["effective_on"] is None or date.fromisoformat(event["effective_on"]) > happened[0]


def test_the_item_of_a_list_is_dated_by_its_link() -> None:
    """An event that happened on the day of its item says that day: the link is found between the quote and the next item."""
    dated = 0
    for row in GOLD:
        for event in row["events"]:
            if event["section"] != "related" or event["date_precision"] != "day":
                continue
            rest = DOCUMENTS[row["doc"]].partition(event["quote"])[2]
            year, month, day = map(int, re.findall(r"/news/(\d{4})/(\d{2})/(\d{1,2})/", rest)[0])
            assert date.fromisoformat(event["date"]) <= date(year, month, day)
            dated += date.fromisoformat(event["date"]) == date(year, month, day)
    assert dated > 30


def test_mentions_of_one_event_agree() -> None:
    clusters: dict[str, list[tuple[str, dict[str, Any]]]] = defaultdict(list)
    for row in GOLD:
        for event in row["events"]:
            clusters[event["cluster"]].append((row["doc"], event))
    shared = [mentions for mentions in clusters.values() if len({doc for doc, _ in mentions}) > 1]
    assert len(shared) >= 15
    for mentions in clusters.values():
        for (_, one), (_, other) in combinations(mentions, 2):
            assert [one[key] for key in ("type", "mode", "act")] == [other[key] for key in ("type", "mode", "act")], one["cluster"]
            assert _nested(one, other) and _close(one, other), one["cluster"]


def test_some_event_is_dated_differently_by_two_documents() -> None:
    days = defaultdict(set)
    for row in GOLD:
        for event in row["events"]:
            if event["date_precision"] == "day":
                days[event["cluster"]].add(event["date"])
    assert any(len(dates) > 1 for dates in days.values())


def _nested(one: dict[str, Any], other: dict[str, Any]) -> bool:
    parties = [{*event["actor"]} | {*event["recipient"]} for event in (one, other)]
    return parties[0] <= parties[1] or parties[1] <= parties[0]


def _close(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Codebook, section 6: the same day is possible, or the dates are at most three days apart."""
    a, b = period(one), period(other)
    if a is None or b is None:
        return True
    slack = timedelta(days=3) if one["date_precision"] == other["date_precision"] == "day" else timedelta(0)
    return a[0] <= b[1] + slack and b[0] <= a[1] + slack

"""Rows of mentions and actors of documents that may not be quoted in full, and of what lists of rights say."""

import json
from collections.abc import Mapping
from dataclasses import replace

import pytest

from pipeline import rows
from pipeline.corrections import Withdrawn
from pipeline.lexicon.roster import Listed
from pipeline.people.known import LEARNT, Known
from pipeline.people.rosters import people_of
from pipeline.rights import FULL, TakeDown, Terms, sha256_of
from tests.test_rows import EVENT, FIX, mention

WORDS = ("quote", "quote_sha256", "trigger", "date_text")


def told(terms: Terms) -> Mapping[str, object]:
    said = replace(mention(), quote="Lima recalled", trigger="recalled", date_text="on Friday")
    return {name: cell for name, cell in rows.mention_row(said, EVENT.event_id, terms=terms).items() if name in WORDS}


def test_a_mention_holds_what_the_terms_of_its_document_say() -> None:
    known = sha256_of("Lima recalled")
    assert list(told(FULL).values()) == ["Lima recalled", None, "recalled", "on Friday"]
    assert list(told(Terms("excerpt", 8)).values()) == ["Lima rec", known, "recalled", None]
    assert list(told(Terms("reference")).values()) == [None, known, None, None]


def test_everything_else_is_the_same() -> None:
    full, untold = (rows.mention_row(mention(), EVENT.event_id, terms=terms) for terms in (FULL, Terms("reference")))
    assert full | dict.fromkeys(WORDS) == untold | dict.fromkeys(WORDS)


def test_the_words_that_name_an_actor_are_left_out() -> None:
    untold = rows.mention_actor_rows(mention(), terms=Terms("reference"))
    for row, full in zip(untold, rows.mention_actor_rows(mention()), strict=True):
        assert row == full | {"text": None}


def test_names_that_only_a_reference_gives_are_not_observed() -> None:
    writing = (replace(mention().actors[0], text="the Land of P."), replace(mention().actors[0], text="Land of P."))
    said = [replace(mention(source_id=source_id), actors=writing) for source_id in ("src_" + "0" * 16, "src_" + "1" * 16)]
    actors = {party.actor_id: "Name" for each in said for party in (*each.actors, *each.recipients)}

    def observed(*untold: str) -> list[object]:
        found = rows.Actors()
        for each in said:
            found.add(each, Terms("reference") if each.source_id in untold else FULL)
        return [row["name"] for row in rows.actor_name_rows(found, actors) if row["kind"] == "observed"]

    assert observed() == observed(said[0].source_id) == observed(said[1].source_id) == ["Land of P."]
    assert observed(said[0].source_id, said[1].source_id) == []


def test_spellings_that_the_corpus_adds_to_a_roster_are_no_aliases() -> None:
    learnt = Known("Ana Páz", "person", "PER", None, None, ("Anna Paz",), None, None, LEARNT)
    known = people_of([Listed("Ana Paz", ("Anita Paz",), "person", "PER")], [learnt]).named("Ana Paz")
    assert known is not None and known.aliases == ("Anita Paz", "Ana Páz", "Anna Paz")
    names = [row["name"] for row in rows.actor_name_rows(rows.Actors(), {"ana-paz": "Ana Paz"}, {"ana-paz": known})]
    assert names == ["Ana Paz", "Anita Paz"]


@pytest.mark.parametrize(
    ("terms", "quote", "is_hashed"),
    [(FULL, "Lima recalled", False), (Terms("excerpt", 4), "Lima", True), (Terms("reference"), None, True)],
)
def test_a_mention_that_a_correction_withdraws_keeps_no_more_of_its_words(terms: Terms, quote: str | None, is_hashed: bool) -> None:
    reject = rows.withdrawn_reject(Withdrawn(mention(), EVENT.event_id, FIX), corpus="wires", path="a.md", terms=terms)
    kept = json.loads(reject.row or "")
    assert (kept["quote"], kept["quote_sha256"] is not None) == (quote, is_hashed)


def test_a_long_quote_of_a_withdrawn_mention_is_cut_and_hashed() -> None:
    long = "Peru met Chile and " * 100
    withdrawn = Withdrawn(replace(mention(), quote=long), EVENT.event_id, FIX)
    kept = json.loads(rows.withdrawn_reject(withdrawn, corpus=None, path=None).row or "")
    assert (kept["quote"], kept["quote_sha256"]) == (long[:1_000], sha256_of(long))


def test_licences_are_told_in_the_order_of_their_names() -> None:
    found = list(rows.licence_rows({"House terms": 2, "CC0-1.0": 1}))
    assert [(row["licence"], row["n_sources"], row["title"], row["text"] is None) for row in found] == [
        ("CC0-1.0", 1, "Creative Commons Zero v1.0 Universal", False), ("House terms", 2, None, True),
    ]  # fmt: skip
    assert found[0]["covers"] == "The coded data, and quotes and titles of the sources that name it."


def test_requests_are_told_in_the_order_of_their_list() -> None:
    found = list(rows.take_down_rows([TakeDown("url", "b", "Retracted.", "The Wire"), TakeDown("path", "a", "-")], {1: 3}))
    assert [(row["take_down_no"], row["value"], row["requested_by"], row["n_documents"]) for row in found] == [
        (0, "b", "The Wire", 0), (1, "a", None, 3),
    ]  # fmt: skip

import json

import duckdb
import pytest

from pipeline.corrections.file import COLUMNS
from pipeline.release.descriptors.citation import reference
from pipeline.show.citing import COLUMNS as SHOWN_COLUMNS
from pipeline.show.citing import citation
from pipeline.show.claims import REASONS
from pipeline.show.evidence import Evidence, read_evidence
from pipeline.show.evidence_lines import evidence_figures, marked, write_evidence
from schemas.tables import ENUMS


@pytest.fixture(scope="module")
def evidence(connection: duckdb.DuckDBPyConnection, broken: str) -> Evidence:
    return read_evidence(connection, broken)


@pytest.fixture(scope="module")
def text(evidence: Evidence) -> str:
    return "\n".join(line.plain for line in write_evidence(evidence))


def test_an_event_comes_with_all_that_is_known_of_it(evidence: Evidence) -> None:
    event = evidence.event
    assert (event["act"], event["date"], event["actors"], event["recipients"]) == ("sever-relations", "2021-03-01", ["Venezuela"], ["Peru"])
    assert (event["contexts"], [link["summary"] for link in event["links"]]) == (["Peru"], ["talks happened."])
    assert [mention["path"] for mention in evidence.mentions] == ["c.md", "d.md"]
    assert (evidence.meanings, evidence.codes) == ({"act": "What was done."}, {"sever-relations": "Relations are broken off."})
    assert [fix.reason for fix in evidence.corrections] == ["It was seen."]
    assert evidence.version == "0.3.0"


def test_fields_come_with_their_meaning(text: str) -> None:
    assert "\nFIELDS\n  event_type      SANCTION\n" in text
    assert "  act             sever-relations\n                  What was done. Relations are broken off.\n" in text
    assert "  actors          Venezuela\n                  Who did it.\n" in text


def test_every_mention_has_its_words_and_its_document(text: str) -> None:
    assert "MENTION 1 of 2\n  “Caracas *broke off* relations on 1 March.”\n" in text
    assert "  source      A break · Lima Wire · 2021-03-03 · c.md\n  link        https://example.org/a-break\n" in text
    assert "  date        2021-03-01, from “1 March”\n" in text
    assert "  who         actor Venezuela (VEN), as “VEN”; recipient Peru (PER), as “PER”\n" in text
    assert "  rule        sever-relations, by “broke off”, confidence 0.90\n" in text
    assert "MENTION 2 of 2\n  “Relations were broken off.”\n" in text
    assert "  rule        not stored, confidence 0.50\n" in text


def test_it_says_what_the_event_took_where_mentions_disagree(text: str) -> None:
    assert "  date          mention 1, the earliest of 2 claims\n" in text
    assert "              * 2021-03-01, in 1 source: mention 1\n              ! 2021-03-02, in 1 source: mention 2\n" in text


def test_it_says_what_became_of_the_event(text: str) -> None:
    assert "HISTORY\n  0.1.0: added (cause: source)\n  0.1.0: date 2021-03-02 → 2021-03-01 (cause: source)\n" in text
    assert "status alleged → occurred. It was seen. (Ana Ruiz, 2022-01-02)" in " ".join(text.split())
    assert "a report in its story's list (related): talks happened." in " ".join(text.split())


def test_it_says_how_to_cite_and_to_correct_the_event(text: str, broken: str) -> None:
    assert f"Version 0.3.0. Data set. Event {broken}." in " ".join(text.split())
    assert text.endswith(
        f'target,field,old,new,reason,who,when\n  {broken},act,sever-relations,RIGHT,"WHY, AND WHICH DOCUMENT SAYS SO",YOU,YYYY-MM-DD'
    )


def test_citation_and_columns_are_those_of_releases_and_corrections() -> None:
    assert citation("evt_x", "1.2.3") == f"{reference('1.2.3')} Event evt_x."
    assert "Version" not in citation("evt_x", None)
    assert SHOWN_COLUMNS == COLUMNS


@pytest.mark.parametrize("width", [40, 20])
def test_forty_columns_are_enough_but_for_addresses(evidence: Evidence, width: int) -> None:
    lines = [line.plain for line in write_evidence(evidence, width=width)]
    assert max(len(line) for line in lines) <= 40
    assert "  act: sever-relations" in lines
    long = Evidence(**{name: getattr(evidence, name) for name in Evidence.__slots__} | {"mentions": (_long(evidence),)})
    assert any("https://example.org/" + "a" * 60 in line.plain for line in write_evidence(long, width=40))


def _long(evidence: Evidence) -> dict[str, object]:
    return {**evidence.mentions[0], "url": "https://example.org/" + "a" * 60}


@pytest.mark.parametrize(
    ("trigger", "shown"),
    [
        ("broke  off", "“Who *broke off* broke off?”"),
        ("off broke", "“Who broke *off broke* off?”"),
        ("bro", "“Who broke off broke off?”"),  # a part of a word is none
        (None, "“Who broke off broke off?”"),
        ("o+", "“Who broke off broke off?”"),
    ],
)
def test_the_words_that_name_the_act_are_marked(trigger: str | None, shown: str) -> None:
    assert marked("Who broke\n off broke off?", trigger).plain == shown


@pytest.mark.parametrize(
    ("quote", "shown"),
    [("Cara", "“Cara…” (the first 4 of 10 characters), SHA-256 abc"), (None, "10 characters, withheld, SHA-256 abc")],
)
def test_withheld_words_are_said_to_be_so(evidence: Evidence, quote: str | None, shown: str) -> None:
    mention = {**evidence.mentions[0], "quote": quote, "quote_sha256": "abc", "policy": "excerpt"}
    withheld = Evidence(**{name: getattr(evidence, name) for name in Evidence.__slots__} | {"mentions": (mention,), "choices": ()})
    assert f"  {shown}" in [line.plain for line in write_evidence(withheld)]


def test_a_script_gets_the_same(evidence: Evidence, broken: str) -> None:
    figures = json.loads(json.dumps(evidence_figures(evidence)))
    assert (figures["event"]["event_id"], figures["citation"][-22:-1]) == (broken, f" {broken}")
    assert [claim["is_chosen"] for claim in figures["choices"][0]["conflict"]] == [True, False]
    assert figures["mentions"][0]["parties"][0] == {
        **{"role": "actor", "name": "Venezuela", "code": "VEN", "text": "VEN"},
        **{"char_start": None, "char_end": None},
    }


def test_every_reason_has_its_words() -> None:
    assert set(REASONS) == set(ENUMS["choice_reason"])

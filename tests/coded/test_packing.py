"""What is packed comes back as it was, in another place too; and a damaged package as nothing."""

import pickle
from dataclasses import replace
from datetime import date

import pytest

from pipeline.coded.packing import KeptSurvey, pack, pack_survey, unpack, unpack_asked, unpack_survey
from pipeline.coding import CodedDocument, Survey, code_batch
from pipeline.people.asked import Asked
from pipeline.people.learning import Introduced
from pipeline.people.rosters import people_of
from pipeline.records import RawDocument, Reject

TEXT = "2017-08-14\n\nPeru's foreign minister, Ana Ruiz Paz, said Peru had recalled its ambassador from Venezuela on 11 August.\n"
PAGE = (
    "<html><head><title>Envoys</title></head><body><article><p>Peru recalled its ambassador from Venezuela on 11 August 2017 and "
    "did not say when the envoy would go back to the embassy.</p></article></body></html>"
)


def coded(raw: RawDocument) -> CodedDocument:
    [outcome] = code_batch((raw,), people=pickle.dumps(people_of()))
    assert isinstance(outcome, CodedDocument)
    return outcome


@pytest.mark.parametrize(("suffix", "text"), [(".txt", TEXT), (".html", PAGE)])
def test_a_document_comes_back_as_it_was_coded(suffix: str, text: str) -> None:
    raw = RawDocument("wires", f"a{suffix}", suffix, text, "0" * 64)
    outcome = coded(raw)
    assert outcome.mentions
    asked, content = pack(outcome, raw)
    assert unpack(content, raw) == replace(outcome, asked=Asked())
    assert unpack_asked(asked) == outcome.asked
    moved = replace(raw, path=f"b{suffix}", corpus="other")
    assert unpack(content, moved) == replace(coded(moved), asked=Asked())


def test_what_could_not_be_read_comes_back_with_its_reason() -> None:
    raw = RawDocument("wires", "a.txt", ".txt", "text", "0" * 64)
    reject = Reject("parse", "unknown-format", "It is unknown.", path="a.txt", corpus="wires")
    assert unpack(pack(reject, raw)[1], replace(raw, path="b.txt")) == replace(reject, path="b.txt")
    outcome = replace(coded(raw), rejects=(replace(reject, check_name="too-long"),))
    assert unpack(pack(outcome, raw)[1], raw) == replace(outcome, asked=Asked())


def test_a_survey_comes_back_as_it_was() -> None:
    survey = Survey("https://example.org/a", "Example", date(2017, 8, 14), (Introduced("Ana Ruiz Paz", "PER", "government"),))
    assert [unpack_survey(pack_survey(each)) for each in (survey, None)] == [KeptSurvey(survey), KeptSurvey(None)]


def test_a_damaged_package_is_as_good_as_none() -> None:
    content = bytearray(pack_survey(Survey("https://example.org/a", "Example", None, ())))
    content[-6] ^= 1
    assert unpack_survey(bytes(content)) is None

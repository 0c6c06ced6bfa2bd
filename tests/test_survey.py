"""Batches of documents in, whom they introduce out, and what a build learns from that; without a parse."""

from collections import deque
from hashlib import sha256

from pipeline.coding import survey_batch
from pipeline.flows.work import gather_people, learn_people
from pipeline.people.known import LEARNT
from pipeline.people.learning import Gathered
from pipeline.records import Given, RawDocument

TEXTS = ("Peruvian President Rosa Quispe spoke to the press in the town.", "The Peruvian President Rosa Quispe Rey was in the town.")


def raw(text: str, number: int, *, language: str | None = "en") -> RawDocument:
    return RawDocument("corpus", f"{number}.txt", ".txt", text, sha256(text.encode()).hexdigest(), Given(language=language))


def test_a_survey_tells_whom_the_coded_documents_of_a_batch_introduce() -> None:
    found = survey_batch((raw(TEXTS[0], 0), raw(TEXTS[0], 1, language="es"), raw("Rain fell.", 2)))
    assert [survey and [person.name for person in survey.introduced] for survey in found] == [["Rosa Quispe"], None, []]


def test_a_text_in_another_script_is_not_surveyed() -> None:
    assert survey_batch((raw("外交部发言人说两国关系良好。" * 20, 0, language=None),)) == (None,)


def test_what_a_build_learns_is_the_same_for_any_order() -> None:
    learnt = []
    for order in (TEXTS, TEXTS[::-1]):
        gathered = Gathered()
        found = [raw(text, TEXTS.index(text)) for text in order]
        surveyed = [
            (each.path, survey.published_on, survey.introduced) for each, survey in zip(found, survey_batch(found), strict=True) if survey
        ]
        told: list[int] = []
        assert gather_people(gathered, deque([lambda surveyed=surveyed: tuple(surveyed)]), told.append) == 2
        assert told == [2]
        learnt.append(learn_people(gathered, []))
    assert learnt[0] == learnt[1]
    (known,) = learnt[0].full["rosa quispe"]
    assert (known.name, known.country, known.n_documents, known.origin) == ("Rosa Quispe Rey", "PER", 2, LEARNT)

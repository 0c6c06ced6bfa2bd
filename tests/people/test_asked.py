"""People who remember what they are asked, and whether others would answer alike."""

from datetime import date

import pytest

from pipeline.people.asked import watched
from pipeline.people.known import LEARNT, Known, People
from pipeline.people.rosters import people_of


def learnt(name: str, country: str, n_documents: int = 2) -> Known:
    return Known(name, "person", country, "government", None, (), date(2018, 1, 1), date(2018, 12, 31), LEARNT, n_documents)


SOTO, LUNA = learnt("Marta Soto Vera", "CHL"), learnt("Rosa Quispe Luna", "PER")
BEFORE = people_of(learnt=(SOTO,))


def test_they_answer_as_they_would_unwatched() -> None:
    asked = watched(BEFORE)
    day = date(2018, 5, 4)
    text = "Then Marta Soto Vera spoke."
    assert asked.named("Marta Soto Vera", on=day) == BEFORE.named("Marta Soto Vera", on=day) == SOTO
    assert asked.called("Vera", on=day) == BEFORE.called("Vera", on=day) == SOTO
    assert asked.spelled("M. Soto Vera", "CHL") == BEFORE.spelled("M. Soto Vera", "CHL") == SOTO
    assert list(asked.find(text)) == list(BEFORE.find(text)) == [(5, 20, "marta soto vera")]
    assert (asked.bears("vera"), asked.bears("nobody"), asked.body("marta soto vera")) == (True, False, None)


@pytest.mark.parametrize(
    ("now", "is_alike"),
    [
        (BEFORE, True),
        (people_of(learnt=(learnt("Marta Soto Vera", "CHL", 9),)), True),
        (people_of(learnt=(SOTO, LUNA)), True),
        (people_of(), False),
        (people_of(learnt=(learnt("Marta Soto Vera", "PER"),)), False),
        (people_of(learnt=(SOTO, learnt("Ada Vera", "ARG"))), False),
        (people_of(learnt=(SOTO, learnt("Juan Perez Rojo", "ARG"))), False),
    ],
)
def test_others_answer_alike_where_nobody_asked_about_is_another(now: People, is_alike: bool) -> None:
    people = watched(BEFORE)
    people.named("Marta Soto Vera", on=date(2018, 5, 4))
    people.called("Vera", on=date(2018, 5, 4))
    people.named("Juan Perez Rojo")
    asked = people.take()
    assert asked.is_answered_alike(now, {}) is is_alike


def test_what_is_taken_is_not_asked_again() -> None:
    people = watched(BEFORE)
    people.bears("vera")
    assert people.take().questions == (("bears", "vera"),)
    assert people.take().questions == ()

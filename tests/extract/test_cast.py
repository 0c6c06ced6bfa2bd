"""People of a document: known by surname everywhere, told apart by country."""

from datetime import date

import pytest

from pipeline.extract.cast import Cast, fold
from pipeline.lexicon.roster import Listed
from pipeline.people.rosters import people_of


def country_of(cast: Cast, text: str) -> list[tuple[str, str | None]]:
    return [(naming.person.name, naming.person.country) for naming in cast.namings(text)]


def test_a_surname_is_the_person_introduced_before_or_after() -> None:
    cast = Cast(["Quispe spoke.", "Peruvian President Rosa Quispe left."])
    assert country_of(cast, "Later Quispe returned.") == [("Rosa Quispe", "PER")]


def test_the_last_name_but_one_serves_for_spanish_names() -> None:
    cast = Cast(["Chilean President Ana Soto Rivas left."])
    assert country_of(cast, "Soto returned.") == [("Ana Soto Rivas", "CHL")]


def test_namesakes_of_two_countries_stay_apart() -> None:
    cast = Cast(["Peruvian Foreign Minister Salas spoke.", "Venezuelan President Hugo Salas replied."])
    assert country_of(cast, "Peruvian Foreign Minister Salas left.") == [("Salas", "PER")]
    assert country_of(cast, "Venezuelan President Salas left.") == [("Hugo Salas", "VEN")]


def test_a_bare_title_of_a_country_does_not_take_over_a_person_of_none() -> None:
    cast = Cast(["Peruvian Foreign Minister Salas spoke.", "Candidate Ana Salas lost."])
    assert ("Ana Salas", None) in country_of(cast, "Candidate Ana Salas lost.")


def test_accents_and_case_do_not_tell_people_apart() -> None:
    assert fold("Nicolás  MADURO") == fold("nicolas maduro")


def meant(text: str, *others: str, year: int = 2018) -> list[tuple[str, str | None]]:
    """Whom a text names that stands in a document of a year together with others."""
    return country_of(Cast([text, *others], days=(date(year, 6, 1),)), text)


def test_two_people_of_one_surname_stay_two() -> None:
    texts = ["Peruvian Foreign Minister Rosa Quispe spoke.", "Quispe left.", "Chilean candidate Ana Quispe replied.", "Then Quispe smiled."]
    cast = Cast([*texts, "Minister Quispe returned.", "Candidate Quispe returned."])
    assert country_of(cast, texts[1]) == [("Rosa Quispe", "PER")]
    assert country_of(cast, texts[3]) == [("Ana Quispe", "CHL")]
    assert country_of(cast, "Minister Quispe returned.") == [("Rosa Quispe", "PER")]
    assert country_of(cast, "Candidate Quispe returned.") == [("Ana Quispe", "CHL")]


def test_an_official_and_a_candidate_of_two_countries_stay_two_when_one_is_only_a_surname() -> None:
    cast = Cast(["Peru backed Venezuelan candidate Rosa Quispe.", "Peruvian Foreign Minister Quispe spoke."])
    assert country_of(cast, "Peruvian Foreign Minister Quispe left.") == [("Quispe", "PER")]


@pytest.mark.parametrize(
    "text",
    ["Venezuelan President Nicols Maduro spoke.", "Nicolas Maduro spoke.", "President Maduro spoke.", "Maduro spoke.", "But Maduro spoke."],
)
def test_a_roster_knows_people_whom_the_document_does_not_introduce(text: str) -> None:
    ((name, country),) = meant(text)
    assert fold(name) == "nicolas maduro"
    assert country == "VEN"


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("Trump Tower was closed.", ()),
        ("The Bush family left.", ("The United States smiled.",)),
        ("Ford Motor built cars.", ()),
        ("In May it rained.", ()),
        ("Brown bears sleep.", ("Britain is cold.",)),
        ("Johnson won the race.", ()),
        ("Trump smiled.", ("Her aunt Mary Trump wrote a book.",)),
        ("Salih Muslim spoke.", ("Iraq is hot.",)),
        ("Mayor Johnson spoke.", ("Ohio is flat.",)),
    ],
)
def test_part_of_another_name_and_the_name_of_another_person_mean_nobody_of_a_roster(text: str, others: tuple[str, ...]) -> None:
    assert [person for person in meant(text, *others) if person[1]] == []


def test_a_common_surname_needs_its_country_in_the_document() -> None:
    assert meant("Yesterday Johnson spoke.", "Britain listened.", year=2020) == [("Boris Johnson", "GBR")]


def test_an_office_of_another_time_is_not_meant() -> None:
    assert meant("Later Trump spoke.", year=1990) == []
    assert meant("Former President Carter spoke.", year=2010) == [("Jimmy Carter", "USA")]


def test_the_users_roster_wins_over_what_the_text_says() -> None:
    people = people_of([Listed("Rosa Quispe", ("La Rosa",), "person", "BOL", "opposition", "Q1")])
    cast = Cast(["Peruvian President Rosa Quispe spoke."], people=people)
    assert country_of(cast, "Quispe left.") == [("Rosa Quispe", "BOL")]
    assert country_of(cast, "La Rosa left.") == [("Rosa Quispe", "BOL")]


def test_bodies_of_a_roster_and_short_names_of_the_document_are_found() -> None:
    people = people_of([Listed("Sol Front", (), "group", "PER")])
    text = "The Sol Front condemned the TSJ."
    cast = Cast(["Venezuela's Supreme Court (TSJ) met.", text], people=people)
    assert [(text[start:end], name.actor.country) for start, end, name in cast.bodies(text)] == [("Sol Front", "PER"), ("TSJ", "VEN")]

"""People of a document: known by surname everywhere, told apart by country."""

from pipeline.extract.cast import Cast, fold


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

"""Who is meant by a name, of all who are known, at a time."""

from datetime import date

from pipeline.lexicon.roster import Listed
from pipeline.people.known import LEARNT, SHIPPED, Known, People
from pipeline.people.rosters import people_of


def listed(name: str, *aliases: str, country: str | None = "PER", first: int | None = None, last: int | None = None) -> Listed:
    days = date(first, 1, 1) if first else None, date(last, 12, 31) if last else None
    return Listed(name, aliases, "person", country, "government", None, *days)


def learnt(name: str, country: str = "PER", n_documents: int = 1, year: int = 2010) -> Known:
    return Known(name, "person", country, None, None, (), date(year, 1, 1), date(year, 12, 31), LEARNT, n_documents)


def name_of(known: Known | None) -> str | None:
    return known.name if known else None


def called(people: People, word: str, year: int | None, **options: object) -> str | None:
    return name_of(people.called(word, on=date(year, 6, 1) if year else None, **options))  # type: ignore[arg-type]


def test_a_surname_means_who_is_in_office_at_the_time() -> None:
    people = people_of()
    assert called(people, "Bush", 1990) == "George H. W. Bush"
    assert called(people, "Bush", 2004) == "George W. Bush"
    assert called(people, "Castro", 1975) == "Fidel Castro"
    assert called(people, "Castro", 2012) == "Raúl Castro"
    assert called(people, "Trump", 2018) == "Donald Trump"
    assert called(people, "Trump", 1990) is None


def test_transliterations_lead_to_one() -> None:
    people = people_of()
    assert {called(people, name, 2005) for name in ("Gaddafi", "Qaddafi", "Kadhafi")} == {"Muammar Gaddafi"}
    assert {called(people, name, 2023) for name in ("Zelensky", "Zelenskyy")} == {"Volodymyr Zelensky"}


def test_a_holder_of_an_office_is_not_meant_by_surname_alone_in_another_time() -> None:
    people = people_of([listed("Ana Wiraqocha", "Anita", first=2006, last=2019)])
    assert called(people, "Wiraqocha", 2010) == "Ana Wiraqocha"
    assert called(people, "Anita", 2010) == "Ana Wiraqocha"
    assert called(people, "Wiraqocha", 2024) is None
    assert called(people, "Wiraqocha", 2001) is None
    assert name_of(people.named("Ana Wiraqocha", on=date(2024, 1, 1))) == "Ana Wiraqocha"


def test_whom_the_user_lists_without_a_time_is_meant_at_any_time() -> None:
    people = people_of([listed("Ana Wiraqocha")])
    assert called(people, "Wiraqocha", None) == called(people, "Wiraqocha", 1950) == "Ana Wiraqocha"


def test_two_in_office_at_one_time_are_not_told_apart_by_surname_but_by_country() -> None:
    people = people_of([listed("Ana Wiraqocha"), listed("Rosa Wiraqocha", country="BOL")])
    assert called(people, "Wiraqocha", 2010) is None
    assert called(people, "Wiraqocha", 2010, country="BOL") == "Rosa Wiraqocha"


def test_the_users_row_replaces_the_one_that_ships_and_keeps_its_spellings() -> None:
    people = people_of([Listed("Muammar Gaddafi", (), "person", "TUN", "opposition", "Q19878")])
    known = people.named("Moammar Gadhafi")
    assert known is not None
    assert (known.name, known.country, known.wikidata_id) == ("Muammar Gaddafi", "TUN", "Q19878")
    assert [other.origin for other in people.single["gaddafi"] if other.name == "Muammar Gaddafi"] == [known.origin]


def test_a_title_means_who_has_come_to_office_by_then() -> None:
    people = people_of()
    assert called(people, "Carter", 2010) is None
    assert called(people, "Carter", 2010, is_titled=True) == "Jimmy Carter"
    assert called(people, "Merkel", None, is_titled=True) == "Angela Merkel"
    assert called(people, "Merkel", None) is None


def test_a_misspelt_surname_needs_title_country_and_time() -> None:
    people = people_of()
    assert called(people, "Boruarte", 2024, country="PER", is_titled=True) == "Dina Boluarte"
    assert called(people, "Boruarte", 2024, country="CHL", is_titled=True) is None
    assert called(people, "Boruarte", 2024) is None


def test_whom_the_corpus_taught_is_called_by_surname_in_time_or_where_two_documents_did() -> None:
    people = people_of(learnt=[learnt("Ana Wiraqocha"), learnt("Luis Sinchiroca", n_documents=2)])
    assert called(people, "Wiraqocha", 2010) == "Ana Wiraqocha"
    assert called(people, "Wiraqocha", 2020) is None
    assert called(people, "Sinchiroca", 2020) == "Luis Sinchiroca"


def test_full_names_and_bodies_are_found_word_for_word() -> None:
    people = people_of([Listed("Sol Front", ("SF",), "group", "PER")])
    text = "Israel Katz met the Sol Front (SF), said the sol front."
    found = [(text[start:end], name_of(people.named(name))) for start, end, name in people.find(text)]
    assert found == [("Israel Katz", "Israel Katz"), ("Sol Front", "Sol Front"), ("SF", "Sol Front")]
    body = people.body("sf")
    assert body is not None
    assert (body.actor.actor_id, body.actor.kind, body.actor.country) == ("sol-front", "group", "PER")
    assert people.body("israel katz") is None


def test_bodies_of_the_lexicon_keep_their_identifier_and_others_get_one() -> None:
    rows = [Listed("OAS", (), "organization"), Listed("Sun League", ("SL",), "organization"), Listed("Sun Court", (), "institution", "PER")]
    people = people_of(rows)
    bodies = [people.body(name) for name in ("oas", "sun league", "sun court")]
    assert [body.actor.actor_id for body in bodies if body] == ["OAS", "SL", "per-sun-court"]


def test_a_spelling_leads_to_the_one_person_of_the_country() -> None:
    people = people_of()
    assert name_of(people.spelled("Hugo Chvez", "VEN")) == "Hugo Chávez"
    assert name_of(people.spelled("Hugo Chvez", None)) == "Hugo Chávez"
    assert people.spelled("Hugo Chvez", "PER") is None
    assert people.spelled("Chvez", "VEN") is None


def test_somebody_with_two_terms_is_one() -> None:
    people = people_of()
    rows = people.full["donald trump"]
    assert len(rows) == 2
    assert {row.identity for row in rows} == {("donald trump", "USA")}
    assert all(row.origin == SHIPPED for row in rows)
    assert called(people, "Trump", 2026) == "Donald Trump"

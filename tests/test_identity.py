from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from pipeline.identity import Roll, identify, learn_identities, parties_of
from pipeline.lexicon.roster import Listed
from pipeline.people.rosters import people_of
from pipeline.records import Mention, Party, Period

DAY = date(2017, 8, 11)
PERU = Party("PER", "Peru", "country", "PER", "Peru")


def person(name: str, country: str | None = "PER") -> Party:
    """A person as the coder names one: the identifier is the slug of the name."""
    slug = name.lower().replace(" ", "-").replace("á", "a")
    return Party(slug, name, "person", country, name)


def mention(*actors: Party, recipients: tuple[Party, ...] = (), said_by: Party | None = None) -> Mention:
    return Mention(
        source_id="src_0",
        section_no=0,
        section="main",
        sentence=0,
        start=0,
        end=5,
        quote="words",
        trigger="word",
        rule="rule",
        event_type="ACCUSE",
        mode=None,
        act=None,
        period=Period(DAY, DAY, "day"),
        date_text=None,
        effective_on=None,
        status="occurred",
        said_by=said_by,
        confidence=0.5,
        actors=actors,
        recipients=recipients,
    )


def roll_of(mentions: Iterable[Mention]) -> Roll:
    roll = Roll()
    roll.add(mentions)
    return roll


def identified(*people: Party, known: tuple[Party, ...] = ()) -> list[str]:
    """Identifiers of these people, one mention each, beside mentions of the known ones."""
    mentions = [mention(party) for party in (*people, *known)]
    identities = learn_identities(roll_of(mentions))
    return [identify(each, identities).actors[0].actor_id for each in mentions[: len(people)]]


def test_everybody_whom_a_mention_names_in_any_role_is_a_party() -> None:
    speaker, aimed_at = person("Luis Rey"), person("Ana Paz", "VEN")
    assert parties_of(mention(PERU, recipients=(aimed_at,), said_by=speaker)) == (PERU, aimed_at, speaker)
    assert parties_of(mention()) == ()


def test_a_full_name_is_the_identifier() -> None:
    assert identified(person("Ana Paz")) == ["ana-paz"]


def test_a_surname_is_the_one_full_name_of_its_country_that_bears_it() -> None:
    [first] = [mention(person("Paz"))]
    identities = learn_identities(roll_of([first, mention(person("Ana Paz"))]))
    [found] = identify(first, identities).actors
    assert (found.actor_id, found.name, found.text) == ("ana-paz", "Ana Paz", "Paz")


def test_a_surname_that_two_bear_stays_a_surname() -> None:
    assert identified(person("Paz"), known=(person("Ana Paz"), person("Luis Paz"))) == ["paz"]


def test_a_surname_is_not_that_of_another_country() -> None:
    assert identified(person("Paz"), known=(person("Ana Paz", "VEN"),)) == ["paz"]


def test_two_spellings_of_a_full_name_are_one_person() -> None:
    mentions = [mention(person("Maduro", "VEN")), mention(person("Nicolas Maduro", "VEN")), mention(person("Nicolás Maduro", "VEN"))]
    for order in (mentions, mentions[::-1]):
        found = identify(mentions[0], learn_identities(roll_of(order))).actors[0]
        assert (found.actor_id, found.name) == ("nicolas-maduro", "Nicolás Maduro")


def test_who_has_no_country_takes_the_one_that_all_others_give() -> None:
    stateless = mention(person("Ana Paz", None))
    [found] = identify(stateless, learn_identities(roll_of([stateless, mention(person("Ana Paz"))]))).actors
    assert found.country == "PER"


def test_a_surname_without_country_finds_its_full_name_over_the_country() -> None:
    assert identified(person("Paz", None), known=(person("Paz"), person("Ana Paz"))) == ["ana-paz"]


def test_namesakes_of_two_countries_are_two_people() -> None:
    assert identified(person("Ana Paz"), person("Ana Paz", "VEN"), person("Ana Paz", None)) == ["ana-paz-per", "ana-paz-ven", "ana-paz"]


def test_a_surname_leads_to_the_right_one_of_two_namesakes() -> None:
    assert identified(person("Paz"), known=(person("Ana Paz"), person("Ana Paz", "VEN"))) == ["ana-paz-per"]


def test_countries_and_bodies_are_left_alone() -> None:
    body = Party("OAS", "OAS", "organization", None, "OAS")
    before = mention(PERU, body, recipients=(Party("paz", "Paz", "group", "PER", "Paz"),))
    assert identify(before, learn_identities(roll_of([before, mention(person("Ana Paz"))]))) == before


def test_two_names_of_one_person_in_one_role_become_one_in_the_place_of_the_first() -> None:
    people = (person("Ana Paz"), PERU, person("Paz"))
    both = mention(*people, recipients=(person("Paz"), person("Ana Paz")), said_by=person("Paz"))
    found = identify(both, learn_identities(roll_of([both])))
    assert [party.actor_id for party in found.actors] == ["ana-paz", "PER"]
    assert [party.text for party in found.recipients] == ["Paz"]
    assert found.said_by == replace(person("Paz"), actor_id="ana-paz", name="Ana Paz")


def test_spellings_of_one_name_in_one_country_are_one_person() -> None:
    forms = ("Nicolás Maduro", "Nicols Maduro", "Nicolás Maduro Moros")
    assert set(identified(*(person(form, "VEN") for form in forms))) == {"nicolas-maduro"}


def test_spellings_in_two_countries_are_two() -> None:
    assert identified(person("Rosa Quispe Rey"), person("Rosa Quispe", "BOL")) == ["rosa-quispe-rey", "rosa-quispe"]


def test_a_damaged_name_is_shown_whole_and_another_as_written() -> None:
    mentions = [mention(person("Nicols Maduro", "VEN")), mention(person("Nicolás Maduro", "VEN")), mention(person("Nicolas Maduro", "VEN"))]
    identities = learn_identities(roll_of(mentions))
    assert [identify(each, identities).actors[0].name for each in mentions] == ["Nicolás Maduro", "Nicolás Maduro", "Nicolas Maduro"]


def test_a_roster_leads_other_spellings_to_its_own_name_and_is_remembered() -> None:
    listed = Listed("Rosa Quispe", ("Rosa Kispe",), "person", "PER", "government", "Q42")
    first = mention(person("Rosa Kispe"))
    identities = learn_identities(roll_of([first]), people_of([listed]))
    assert identify(first, identities).actors[0].actor_id == "rosa-quispe"
    assert identities.known["rosa-quispe"].wikidata_id == "Q42"


def test_a_body_has_one_identifier_whichever_name_a_text_uses() -> None:
    bodies = [
        Party("per-ministry-of-foreign-affairs", "Peru's Ministry of Foreign Affairs", "institution", "PER", "x"),
        Party("per-foreign-ministry", "Peruvian Foreign Ministry", "institution", "PER", "x"),
        Party("per-congress", "Peru's Congress", "institution", "PER", "x"),
    ]
    found = [identify(each, learn_identities(roll_of([each]))).actors[0] for each in map(mention, bodies)]
    assert [party.actor_id for party in found] == ["per-foreign-ministry", "per-foreign-ministry", "per-congress"]
    assert [party.name for party in found] == ["Ministry of Foreign Affairs", "Peruvian Foreign Ministry", "Congress"]

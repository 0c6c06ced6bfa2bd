"""The lexicon of who: every entry's own examples, what the loader refuses, and how names are found in a text."""

import re
from itertools import pairwise

import pytest

from pipeline.lexicon.errors import LexiconError
from pipeline.lexicon.names import common_nouns, examples, find_names, fold, known_actors, known_names, read_lexicon
from schemas import codes

PERU = '[[country]]\ncode = "PER"\nname = "Peru"\ndemonyms = ["Peruvian"]\nexample = "Peru answered."\n'
GROUP = '[[group]]\nid = "x"\nname = "X"\nsector = "polity"\nexample = "X."\n'
LIST = '[[regions]]\ncountry = "PER"\nnames = ["Puno", ["Cuzco", "Cusco"]]\nexample = "Cusco voted."\n'
MOB = '[[crowd]]\nsector = "polity"\nwords = ["mob"]\nexample = "A mob."\n'


def found(text: str) -> list[tuple[str, str]]:
    return [(text[start:end], name.actor.actor_id) for start, end, name in find_names(text)]


@pytest.mark.parametrize(
    ("sentence", "actor_id", "must_resolve"),
    [pytest.param(*row, id=f"{row[1]}-{'is' if row[2] else 'is-not'}-in-{row[0][:50]}") for row in examples()],
)
def test_example(sentence: str, actor_id: str, must_resolve: bool) -> None:
    assert (actor_id in [actor for _, actor in found(sentence)]) is must_resolve


def test_every_name_is_found_where_it_stands_alone() -> None:
    texts = {name: f"said {name.text}x here" if name.text.endswith("-") else f"said {name.text} here" for name in known_names()}
    assert [name for name, text in texts.items() if [hit[2] for hit in find_names(text)] != [name]] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peru's envoy and Peru’s navy", [("Peru", "PER"), ("Peru", "PER")]),
        ("a Turkish-Libyan pact on a Saudi-owned ship", [("Turkish", "TUR"), ("Libyan", "LBY"), ("Saudi", "SAU")]),
        ("the Peru–Venezuela border", [("Peru", "PER"), ("Venezuela", "VEN")]),
        ("a U.S.-led force, the U.S.'s second", [("U.S.", "USA"), ("U.S.", "USA")]),
        ("a Sino-Russian pipeline", [("Sino", "CHN"), ("Russian", "RUS")]),
        ("Sino alone is nobody", []),
        ("the Côte d’Ivoire and Cote d'Ivoire", [("Côte d’Ivoire", "CIV"), ("Cote d'Ivoire", "CIV")]),
        ("Bogota\u0301, Bogotá and Bogota", [("Bogota\u0301", "COL"), ("Bogotá", "COL"), ("Bogota", "COL")]),
        ("VENEZUELA EXPELS PERUVIAN ENVOY", [("VENEZUELA", "VEN"), ("PERUVIAN", "PER")]),
        ("WHO IS RIGHT?", []),
        ("The WHO is right.", [("WHO", "WHO")]),
        ("the Equatorial Guinean president", [("Equatorial Guinean", "GNQ")]),
        ("Papua New Guinea and Guinea-Bissau", [("Papua New Guinea", "PNG"), ("Guinea-Bissau", "GNB")]),
        ("the United Nations Security Council", [("United Nations Security Council", "UNSC")]),
        ("the South\nSudanese army", [("South\nSudanese", "SSD")]),
        ("Denzel Washington left Washington", [("Washington", "USA")]),
        ("Peruvianism, malice, chadian, polish and turkey", []),
        ("_Peru_ (Peru) \"Peru\"", [("Peru", "PER")] * 3),
        ("", []),
    ],
)
def test_find_names(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


def test_offsets_are_code_points_leftmost_and_do_not_overlap() -> None:
    text = "🇵🇪 Peru — and the Republic of the Congo’s neighbour, the Democratic Republic of Congo"
    hits = find_names(text)
    assert [text[start:end] for start, end, _ in hits] == ["Peru", "Republic of the Congo", "Democratic Republic of Congo"]
    assert all(first[1] <= second[0] for first, second in pairwise(hits))


def test_sorts_tell_what_a_name_says() -> None:
    sorts = {name.text: name.sort for name in known_names()}
    assert [sorts[text] for text in ("Peru", "British", "Britons", "Caracas", "Kremlin", "Maracaibo")] == [
        "name", "demonym", "people", "capital", "seat", "city",
    ]  # fmt: skip


def test_a_list_makes_an_actor_of_each_item() -> None:
    read = read_lexicon({"regions.toml": PERU + LIST})
    assert [(actor.actor_id, actor.kind, actor.country, actor.sector) for actor in read.actors.values() if actor.kind != "country"] == [
        ("per-puno", "institution", "PER", "regional"),
        ("per-cuzco", "institution", "PER", "regional"),
    ]
    assert [name.actor.actor_id for name in read.names if name.text == "Cusco"] == ["per-cuzco"]
    assert ("Cusco voted.", "per-cuzco", True) in read.examples


def test_actors_fit_the_tables() -> None:
    actors = known_actors()
    assert len([actor for actor in actors.values() if actor.kind == "country"]) == 254
    assert {actor.kind for actor in actors.values()} <= set(codes.ENUMS["actor_kind"]) - {"person"}
    assert all(actor.country == actor.actor_id for actor in actors.values() if actor.kind == "country")
    assert all(actor.country is None for actor in actors.values() if actor.kind == "organization" or actor.sector == "polity")
    assert all(actor.actor_id.isupper() == (actor.kind in ("country", "organization")) for actor in actors.values())


def test_ids_and_codes_have_the_form_of_the_tables() -> None:
    actors = known_actors().values()
    assert [actor for actor in actors if not re.fullmatch(codes.ACTOR_ID, actor.actor_id)] == []
    assert [actor for actor in actors if actor.country and not re.fullmatch(codes.COUNTRY, actor.country)] == []


def test_nouns_are_cut_as_spacy_cuts_them() -> None:
    nouns = {noun.words: (noun.sort, noun.sector) for noun in common_nouns()}
    assert nouns["chargé", "d'affaires"] == ("office", "diplomacy")
    assert nouns["prosecutor", "'s", "office"] == ("institution", "judiciary")
    assert nouns["vice", "-", "president"] == ("office", "government")
    assert nouns["national", "constituent", "assembly"] == ("institution", "legislature")
    assert nouns["troop",] == ("people", "military")
    assert nouns["protester",] == ("crowd", "civil")
    assert len(nouns) == len(common_nouns())


def test_fold() -> None:
    assert fold("Élysée – Łódź’s Þing") == "Elysee - Lodz's Thing"


@pytest.mark.parametrize(
    ("file", "text", "entry", "reason"),
    [
        ("countries.toml", PERU.replace("demonyms", "demonym"), "PER", "unknown key demonym"),
        ("countries.toml", PERU.replace('example = "Peru answered."', ""), "PER", "no example"),
        ("countries.toml", PERU.replace('name = "Peru"\n', ""), "PER", "lacks name"),
        ("countries.toml", PERU + PERU, "PER", "twice"),
        ("countries.toml", PERU + PERU.replace("PER", "XXX"), "XXX", "already claimed by PER"),
        ("countries.toml", PERU + 'apart = ["Adriana Lima"]', "PER", "holds none of its names"),
        ("countries.toml", PERU.replace("[[country]]", "[[realm]]"), "PER", "unknown kind of entry 'realm'"),
        ("organizations.toml", GROUP.replace("polity", "fun"), "x", "unknown sector 'fun'"),
        ("organizations.toml", GROUP + 'country = "AAA"', "x", "unknown country 'AAA'"),
        ("regions.toml", PERU + LIST.replace("Cusco voted", "Lima voted"), "PER", "without any of its names: Lima voted."),
        ("regions.toml", PERU + LIST.replace("names", "towns"), "PER", "unknown key towns"),
        ("regions.toml", PERU + LIST + LIST, "per-puno", "twice"),
        ("offices.toml", MOB.replace("A mob.", "A king."), "crowd polity", "without any of its words"),
        ("offices.toml", MOB.replace('"mob"', '"mob", "mob"'), "crowd polity", "already claimed"),
    ],
)  # fmt: skip
def test_loader_refuses(file: str, text: str, entry: str, reason: str) -> None:
    with pytest.raises(LexiconError) as caught:
        read_lexicon({file: text})
    assert (caught.value.file, caught.value.entry) == (file, entry)
    assert reason in caught.value.reason
    assert str(caught.value) == f"{file}: {entry}: {caught.value.reason}"

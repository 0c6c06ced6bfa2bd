"""Characters that nobody sees, or that turn what is seen: names stay the same, quotes stay as they are, and terminals stay still."""

import io
import json
from contextlib import redirect_stdout
from datetime import date

import pytest

from pipeline.cli.printing import print_result
from pipeline.extract.plain import plain_text, seen_text
from pipeline.lexicon.names import find_names
from pipeline.release.changes import one_line
from pipeline.rows import Actors, actor_name_rows
from tests.extract.coding import code

UNSEEN = (
    "\u200b",
    "\u200d",
    "\u2060",
    "\u00ad",
    "\ufeff",
    "\u202e",
    "\u2066",
    "\u200f",
    "\U000e0041",
    "\x1b",
    "\x08",
    "\x7f",
    "\ufe0f",
    "\u034f",
)
PLAIN = code("Peru condemned Venezuela on 5 May 2017.", told_on=date(2017, 5, 6))


@pytest.mark.parametrize("mark", UNSEEN)
def test_what_is_invisible_neither_parts_nor_hides_a_word(mark: str) -> None:
    text = f"Pe{mark}ru con{mark}demned {mark}Vene{mark}zuela{mark} on 5 Ma{mark}y 2017."
    (mention,), (plain,) = code(text, told_on=date(2017, 5, 6)), PLAIN
    assert (mention.rule, mention.period, mention.trigger) == (plain.rule, plain.period, plain.trigger)
    for side, as_plain in ((mention.actors, plain.actors), (mention.recipients, plain.recipients)):
        assert [(party.actor_id, party.name) for party in side] == [(party.actor_id, party.name) for party in as_plain]
    assert text[mention.start : mention.end] == mention.quote
    assert mark in mention.quote and mention.actors[0].text == f"Pe{mark}ru"


def test_no_two_names_of_one_actor_look_alike() -> None:
    mentions = code("Pe\u200bru condemned Chile.") + code("Peru condemned Chile.")
    actors = Actors()
    for mention in mentions:
        actors.add(mention)
    assert [row["name"] for row in actor_name_rows(actors, {"PER": "Peru"}) if row["kind"] == "observed"] == ["Chile"]
    assert seen_text("Vene\u202ezuela\n\u200b and ’s") == "Venezuela and ’s"


def test_a_person_is_the_same_with_and_without_what_is_invisible() -> None:
    one = code("Peruvian President Pe\u00addro Ku\u200bczynski condemned Chile.")
    other = code("Peruvian President Pedro Kuczynski condemned Chile.")
    assert [party.name for party in one[0].actors] == [party.name for party in other[0].actors] == ["Pedro Kuczynski"]


def test_accents_that_stand_alone_are_no_end_of_a_name() -> None:
    assert [(start, end, name.actor.actor_id) for start, end, name in find_names("Peru \u0301\u0308 and Chad\u0301 \u0301")] == [
        (0, 4, "PER"),
        (12, 17, "TCD"),
    ]


def test_quotes_of_another_encoding_are_quotes() -> None:
    assert plain_text("It said \x93no\x94 to Peru\x92s plan \x96 twice") == 'It said "no" to Peru\'s plan - twice'


def test_json_on_a_terminal_holds_nothing_that_acts() -> None:
    told = {"quote": "a\x1b[31m\u202eb\x9b\u2066c\ud800é中\U000e0041"}
    with redirect_stdout(io.StringIO()) as shown:
        print_result(told, [], as_json=True)
    assert shown.getvalue().rstrip("\n").isprintable() and "é中" in shown.getvalue()
    assert json.loads(shown.getvalue()) == told


def test_a_line_of_the_changes_is_one_line() -> None:
    assert one_line("a\x1b[31m\u202e\nb\x00 c") == "a [31m b c"

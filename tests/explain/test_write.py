"""Explanations as people read them."""

from datetime import date

import pytest

from pipeline.coding import parser
from pipeline.explain import explain_text
from pipeline.explain.write import WIDTH, write_explanations
from pipeline.options import PARSER
from tests.explain.test_explain import EXAMPLES
from tests.test_readme import BLOCKS


def written(text: str, told_on: date | None = None) -> list[str]:
    return list(write_explanations(explain_text(text, lambda: parser(PARSER), told_on=told_on)))


def test_words_are_indented_under_those_that_they_depend_on() -> None:
    lines = written("Peru expelled the Chilean ambassador.")
    assert lines[0] == "“Peru expelled the Chilean ambassador.”"
    parse = lines[lines.index("") + 1 :]
    words = [line.split("  VB")[0].split("  NN")[0].split("  DT")[0].split("  JJ")[0].rstrip() for line in parse[1:6]]
    assert words == ["  Peru", "expelled", "    the", "    Chilean", "  ambassador"]
    assert parse[0].split() == ["PARSE", "tag", "label", "head", "known", "as"]


def test_an_event_is_told_field_by_field() -> None:
    text = "\n".join(written("Peru expelled the Chilean ambassador on Friday.", date(2017, 8, 14)))
    assert "EXPELLED · who “Peru” · what “the Chilean ambassador”" in text
    assert "  ✓ SANCTION · expel · expel-envoy\n      rule        expel-envoy (acts/envoys.toml)\n      actor       Peru (PER)\n" in text
    assert "      recipient   Chile (CHL)\n      date        2017-08-11, from “on Friday”\n      status      occurred\n" in text


def test_what_places_an_event_is_told() -> None:
    stated = "not stated here: that of the report"
    assert stated in "\n".join(written("Peru expelled the Chilean ambassador.", date(2017, 8, 14)))
    assert "none: nothing places it" in "\n".join(written("Peru expelled the Chilean ambassador."))


def test_nothing_coded_is_said() -> None:
    assert written("Chile could expel the Bolivian ambassador.")[-1] == "Nothing is coded here."
    lines = written("Lima is mild and sunny.")
    assert lines[2].startswith("No frame finds all its words here: a build never parses it.")


def test_frames_of_longer_phrases_share_a_line() -> None:
    lines = [line for line in written("Chile called its dog.") if line.startswith("  ✗ other words are not here: ")]
    assert len(lines) == 1


@pytest.mark.parametrize("text", [*EXAMPLES[::3], "Peru expelled " + "the ambassador of the minister of the friend of " * 12 + "Chile."])
def test_no_line_is_wider_than_the_page(text: str) -> None:
    assert max(map(len, written(text))) <= WIDTH


def test_the_readme_shows_what_is_printed() -> None:
    [console] = [text for language, text in BLOCKS if language == "console"]
    assert console in "\n".join(written("Chile could expel the Bolivian ambassador.")) + "\n"

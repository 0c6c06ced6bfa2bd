"""Twice the text, about twice the work: no document, sentence or address makes the program work without end.

Compared are two times of one run, the shorter of a few for each length; four times the text may take up to nine times as long, where work
that grows with the square takes sixteen.
"""

import time
from collections.abc import Callable

import pytest

from pipeline.extract.acronyms import SHORT
from pipeline.extract.namesakes import Namesakes
from pipeline.extract.survey import introduced_in
from pipeline.parse import parse
from pipeline.records import Document, Given, RawDocument
from pipeline.rights.patterns import fits

LEAST = 0.02  # seconds; what is quicker than that is not measured

PAGE = "<html><head><title>T</title></head><body><p>Peru and Chile met on Monday, it was said in both of the capitals.</p>{}</body></html>"
TEXTS = {
    "one long line": ("x ", "other"), "letters": ("x", "other"), "capitals": ("Ab ", "other"), "stops": (". ", "other"),
    "glued stops": ('ab."Cd ', "other"), "lines": ("x\n", "other"), "paragraphs": ("x.\n\n", "newswire"),
    "comments": ("12 Comments\n\n", "blog"), "people": ("Peruvian Minister Juan Paz spoke. ", "other"),
    "acronyms": ("the Supreme Court (SC) ", "other"), "links": ("[a](b) ", "digest"), "items": ("### [a](/2017/05/05/x.md)\n", "digest"),
    "topics": ("##### t\n### [a](/x)\n", "digest"), "sources": ("### Sources\n1. [a](http://x)\n", "digest"),
    "stories": ("# s\ntext\n", "digest"), "headings": ("== h ==\ntext\n", "encyclopedia"), "fields": ("- a: b\n", "encyclopedia"),
}  # fmt: skip
PAGES = {
    "open blocks": "<div>",
    "paragraphs": "<p>Peru met Chile in May, they said.</p>",
    "open letters": "<b>x",
    "hidden": "<span hidden>a</span>b ",
}


def grows(work: Callable[[str], object], make: Callable[[int], str], n: int) -> float:
    """How many times as long it takes for four times as much."""
    short, long = make(n), make(4 * n)
    times = [min(_seconds(work, text) for _ in range(3)) for text in (short, long)]
    return times[1] / max(times[0], LEAST)


def _seconds(work: Callable[[str], object], text: str) -> float:
    started = time.process_time()
    work(text)
    return time.process_time() - started


def read(text: str, format: str | None = None, suffix: str = ".txt") -> None:
    found = parse(RawDocument("c", "a", suffix, text, "0" * 64, Given(language="en", format=format)))
    if isinstance(found, Document):
        introduced_in(found)


@pytest.mark.parametrize("name", TEXTS)
def test_the_work_of_a_reader_grows_with_the_text(name: str) -> None:
    unit, format = TEXTS[name]
    assert grows(lambda text: read(text, format), lambda n: unit * (n // len(unit)), 15_000) < 9


@pytest.mark.parametrize("name", PAGES)
def test_the_work_on_a_page_grows_with_it(name: str) -> None:
    unit = PAGES[name]
    assert grows(lambda text: read(text, suffix=".html"), lambda n: PAGE.format(unit * (n // len(unit))), 30_000) < 9


def test_a_page_a_hundred_thousand_deep_is_read_or_refused() -> None:
    for unit in ("<div>", "<span>", "<ul><li>", "<table><tr><td>"):
        assert parse(RawDocument("c", "a", ".html", PAGE.format(unit * 100_000 + "end"), "0" * 64))


def test_a_line_of_ten_million_letters_is_read() -> None:
    document = parse(RawDocument("c", "a", ".txt", "Peru " * 2_000_000, "0" * 64, Given(language="en")))
    assert isinstance(document, Document)
    assert [section.sentences for section in document.sections] == [((0, 9_999_999),)]


@pytest.mark.parametrize("unit", ["_", "a", "a ", "A", "AZ", "Aa", "A ", "Ab de ", "1Z ", "A. ", " ", "Salas "])
def test_the_patterns_for_names_grow_with_the_text(unit: str) -> None:
    def look(text: str) -> None:
        found = Namesakes([f"{text} and Ana Salas of Salas said"])
        assert found.of("salas")
        found.is_place("Salas")
        found.speaks("Salas")
        SHORT.search(text + "\x01")

    assert grows(look, lambda n: unit * (n // len(unit)), 20_000) < 9


def test_a_pattern_for_addresses_grows_with_the_address() -> None:
    assert grows(lambda text: fits("*a*a*a*a*a*b", text), lambda n: "a" * n, 20_000) < 9
    assert fits("*a*b*", "xaxxbx") and fits("a*b*c", "A1b2bC") and not fits("a*b*c", "acb") and fits("a*a", "aa") and not fits("a*a", "a")

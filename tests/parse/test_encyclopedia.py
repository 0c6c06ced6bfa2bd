from pipeline.parse.encyclopedia import is_encyclopedia, read

ARTICLE = """= Chad–Oman relations =

Infobox
- Map: Chad Oman.png
- Mission1: Embassy of Chad, Muscat

Chad and Oman are two states. They have embassies.

==History==
===21st century===
In 2003, both signed a treaty. In April they met.

====Visits====
Visits from Chad

- Minister A (2004)
- Minister B (2005)

== Trade ==
Oman sells dates.

==See also==
- Foreign relations of Oman
===Notes===
A note.
"""


def test_sections_have_the_chain_of_their_headings() -> None:
    reading = read(ARTICLE)
    assert is_encyclopedia(ARTICLE)
    assert reading.title == "Chad–Oman relations"
    assert reading.published_on is None
    assert [(section.kind, section.heading, section.is_coded, len(section.sentences)) for section in reading.sections] == [
        ("other", "Infobox", False, 0),
        ("main", None, True, 2),
        ("main", "History / 21st century", True, 2),
        ("main", "History / 21st century / Visits", True, 3),
        ("main", "Trade", True, 1),
        ("other", "See also", False, 1),
        ("other", "See also / Notes", False, 1),
    ]


def test_markdown_headings_count_where_one_is_a_list_of_references() -> None:
    text = "# Chad–Oman relations\n\nThey met.\n\n## History\n\nThey met in 2003.\n\n## References\n\n- A book\n"
    assert is_encyclopedia(text)
    found = [(section.heading, section.is_coded) for section in read(text).sections]
    assert found == [(None, True), ("History", True), ("References", False)]
    assert not is_encyclopedia("# Chad meets Oman\n\nThey met.\n\n## What comes next\n\nNobody knows.\n")


def test_offsets_are_those_of_the_text() -> None:
    section = read(ARTICLE).sections[4]
    assert [ARTICLE[start:end] for start, end in section.sentences] == ["Oman sells dates."]
    assert ARTICLE[section.start : section.end] == "Oman sells dates."

"""The pages of the site that are made from the program are those that it makes, and nothing that it has is without its place."""

import pytest

from pipeline.sample import corpus_path
from schemas.derive import tables_of
from schemas.ontology import ACTS, EVENT_TYPES
from schemas.tables import ENUMS, TABLES
from tests.docs.commands import COMMANDS, GIVEN
from tests.docs.myst import linked, slug
from tests.docs.pages import DOCS, generated_pages, stale_pages

PAGES = generated_pages()
AGAIN = "write it again: python -m tests.docs write"


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_as_the_program_writes_it(path: str) -> None:
    assert (DOCS / path).is_file(), AGAIN
    assert (DOCS / path).read_text(encoding="utf-8") == PAGES[path], AGAIN


def test_no_page_is_left_of_what_is_gone() -> None:
    assert stale_pages(PAGES) == [], AGAIN
    assert stale_pages({path: text for path, text in PAGES.items() if path != "tables/events.md"}) == ["tables/events.md"]


def test_every_column_has_a_row_that_can_be_linked_to() -> None:
    for table in tables_of(TABLES):
        rows = [line for line in PAGES[f"tables/{table.name}.md"].splitlines() if line.startswith("| [`")]
        assert [row.partition("]{")[0] for row in rows] == [f"| [`{column.name}`" for column in table.columns]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_and_argument_has_its_row(name: str) -> None:
    text = PAGES[f"commands/{name}.md"] + PAGES["commands/index.md"]
    for parameter in COMMANDS[name].params:
        written = parameter.opts[0] if parameter.param_type_name == "option" else parameter.metavar.replace("|", "\\|")
        assert f"`{written}" in text
        assert parameter.help[1:].partition(" [default")[0] in text
    assert f"\nlegation {name}" in text


def test_every_code_of_every_list_has_its_row() -> None:
    codes = "".join(PAGES[f"codebook/{name}.md"] for name in ("types", "acts", "codes"))
    assert [code for codes_of in ENUMS.values() for code in codes_of if f"`{code}`" not in codes and f"## {code}\n" not in codes] == []
    assert all(f"{{#act-{slug(name)}}}" in codes for name in ACTS)
    assert all(f"(type-{slug(name)})=" in codes for name in EVENT_TYPES)


def test_links_leave_blocks_of_code_and_other_links_alone() -> None:
    text = "`events` and [`events`](x), not `event`\n\n```sql\nFROM `events`\n```\n"
    assert linked(text, {"events": "e.md"}) == text.replace("`events` and", "[`events`](e.md) and")


def test_examples_are_given_what_is_there() -> None:
    assert set(GIVEN) <= set(COMMANDS)
    assert (corpus_path() / "index.md").is_file()

"""The codebook of a release: every anchor is there, examples and counts are those of the data, words of documents are never HTML."""

import datetime
import re
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html
from markdown_it import MarkdownIt

from pipeline.corrections import read_corrections
from pipeline.release.descriptors.about import CREATOR, TITLE
from pipeline.release.pages import write_codebook
from pipeline.release.pages.section import escaped, shortened
from pipeline.rows import codebook_rows
from schemas.codebook import codebook_entries
from schemas.derive import tables_of
from schemas.ontology import ACTS, EVENT_TYPES
from schemas.tables import ENUMS, TABLES
from tests.small_database import Report, write_database

DAY = datetime.date(2021, 5, 3)
HOSTILE = '<script>alert("1")</script> | *bold* _x_ [link](http://a.example) `code` \x07 $5 # שלום'
SHOWN = '<script>alert("1")</script> | *bold* _x_ [link](http://a.example) `code` $5 # שלום'

MET = Report("1.txt", "talk 1", "CONSULT", ("PER", "VEN"), act="meet", date=DAY, quote="They met at first.", confidence=0.5)
BLAMED = Report("<b>4</b>.txt", "<i>blame</i>", "ACCUSE", ("PER",), ("VEN",), "condemn", "disapprove", DAY, quote=HOSTILE)
REPORTS = (
    MET,
    replace(MET, path="2.txt", event="talk 2", quote="They met again.", confidence=0.7),
    replace(MET, path="3.txt", event="talk 3", quote="They met at last.", confidence=0.9),
    replace(MET, path="3.txt", event="talk 3", quote="They spoke.", confidence=0.95, span=(20, 30)),
    BLAMED,
    Report("5.txt", "protest", "PROTEST", ("VEN",), mode="demo", date=DAY, date_precision="year"),
)


def written(folder: Path, *statements: str) -> Path:
    """The codebook of a small database, after some changes to it."""
    write_database(folder / "legation.duckdb", REPORTS)
    with duckdb.connect(folder / "legation.duckdb") as connection:
        for statement in statements:
            connection.execute(statement)
        write_codebook(connection, folder, version="1.2.3")
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("release"))


@pytest.fixture(scope="module")
def markdown(folder: Path) -> str:
    return (folder / "CODEBOOK.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def page(folder: Path) -> html.HtmlElement:
    return html.document_fromstring((folder / "codebook.html").read_bytes(), parser=html.HTMLParser(encoding="utf-8"))


def section(markdown: str, title: str) -> str:
    """The text below a heading, up to the next."""
    return markdown.split(f"\n### {title}\n")[1].split("\n## ")[0].split("\n### ")[0]


def test_every_table_column_and_code_has_an_anchor(page: html.HtmlElement) -> None:
    ids = set(page.xpath("//@id"))
    expected = {table.name for table in tables_of(TABLES)}
    expected |= {f"{table.name}.{column.name}" for table in tables_of(TABLES) for column in table.columns}
    expected |= {f"{enum}-{code}" for enum, codes in ENUMS.items() for code in codes}
    expected |= {f"event_type-{kind.name}-{mode}" for kind in EVENT_TYPES.values() for mode in kind.modes}
    expected |= {"event_dyads.actor_country", "macro-timeline", "guide-how-to-cite", "page"}
    assert expected - ids == set()
    assert len(ids) == len(page.xpath("//@id"))


def test_every_link_leads_to_a_place_of_the_page_and_all_places_are_in_the_contents(page: html.HtmlElement) -> None:
    ids = set(page.xpath("//@id"))
    assert {link.removeprefix("#") for link in page.xpath("//@href")} <= ids
    listed = {link.removeprefix("#") for link in page.xpath("//nav//@href")}
    assert ids - listed == {"page"}


def test_the_page_is_sound_html_that_asks_for_nothing(folder: Path, page: html.HtmlElement) -> None:
    parser = etree.HTMLParser(encoding="utf-8")
    etree.fromstring((folder / "codebook.html").read_bytes(), parser)
    new_in_html5 = re.compile(r"Tag (nav|main|section|details|summary) invalid")
    assert [error.message for error in parser.error_log if not new_in_html5.fullmatch(error.message)] == []
    assert page.xpath("//script | //link | //img | //iframe | //object | //@src | //@style | //@onclick") == []
    assert "url(" not in (folder / "codebook.html").read_text(encoding="utf-8")
    assert page.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)").startswith("default-src 'none'")


def test_the_page_can_be_used_without_seeing_it(page: html.HtmlElement) -> None:
    assert page.get("lang") == "en"
    assert [heading.text_content() for heading in page.xpath("//h1")] == ["Codebook of Legation 1.2.3"]
    assert page.xpath("//table[not(ancestor::*[@role='region'][@aria-label][@tabindex='0'])]") == []
    assert page.xpath("//main//thead//th[not(@scope)] | //section/h4") == page.xpath("//main//div[@aria-label='Table']//th")
    assert page.xpath("string(//a[1]/@href)") == "#page"


def test_words_of_documents_are_text(markdown: str, page: html.HtmlElement) -> None:
    quotes = [" ".join(quote.text_content().split()) for quote in page.xpath("//section[@id='act-condemn']//blockquote")]
    assert quotes == [SHOWN]
    assert page.xpath("//main//b | //main//i | //blockquote//a | //blockquote//em | //blockquote//code") == []
    item = page.xpath("string(//section[@id='act-condemn']//li/p | //section[@id='act-condemn']//li/text()[1])")
    assert item.startswith("<i>blame</i> happened. (")
    read = MarkdownIt("commonmark").enable("table").render(section(markdown, "condemn"))
    assert "<script>" not in read
    assert "<em>" not in read
    assert "<a " not in read


@given(st.text())
def test_escaped_text_is_read_as_it_was(text: str) -> None:
    printable = "".join(character if character.isprintable() else " " for character in text)
    read = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(f"> {escaped(text)}")
    assert " ".join(html.fromstring(read).text_content().split()) == " ".join(printable.split())


def test_a_long_quote_ends_at_a_word() -> None:
    assert shortened("one two three", 9) == "one two …"
    assert shortened("one two three", 13) == "one two three"
    assert shortened("onetwothree", 4) == "onet …"


def test_examples_are_the_surest_events_each_with_its_surest_quote(markdown: str) -> None:
    found = section(markdown, "meet")
    assert "In this release: 3 events, 4 mentions. For example:" in found
    assert re.findall(r"^- (talk \d) happened", found, re.MULTILINE) == ["talk 3", "talk 2"]
    assert re.findall(r"^  > (.*)", found, re.MULTILINE) == ["They spoke.", "They met again."]
    assert "told in 3.txt" in found


def test_equally_sure_events_come_by_their_identifiers(tmp_path: Path) -> None:
    markdown = (written(tmp_path, "UPDATE events SET confidence = 0.5") / "CODEBOOK.md").read_text(encoding="utf-8")
    found = re.findall(r"evt_[0-9a-f]{16}", section(markdown, "meet"))
    with duckdb.connect(tmp_path / "legation.duckdb", read_only=True) as connection:
        first = connection.execute("SELECT event_id FROM events WHERE act = 'meet' ORDER BY event_id LIMIT 2").fetchall()
    assert [(event_id,) for event_id in found] == first


def test_what_does_not_occur_says_so(markdown: str) -> None:
    assert "It does not occur in this release." in section(markdown, "expel-envoy")
    assert "It does not occur in this release." in section(markdown, "ASSAULT")


def test_words_that_may_not_be_given_are_not(tmp_path: Path) -> None:
    statement = "UPDATE mentions SET quote = NULL, quote_sha256 = repeat('0', 64) WHERE act = 'condemn'"
    found = section((written(tmp_path, statement) / "CODEBOOK.md").read_text(encoding="utf-8"), "condemn")
    assert "Its words may not be given." in found
    assert ">" not in found.replace("\\>", "")


def test_types_acts_modes_and_codes_are_counted(markdown: str) -> None:
    assert f"| `CONSULT` | {EVENT_TYPES['CONSULT'].covers} | `verbal-cooperation` | personal | 3 |" in markdown
    assert f"| `condemn` | {ACTS['condemn'].means} | `ACCUSE` | disapprove | spoken | 1 |" in markdown
    assert f"| demo | {EVENT_TYPES['PROTEST'].modes['demo']} | 1 |" in section(markdown, "PROTEST")
    assert re.search(r"\| `year` \| [^|]*\| 1 \| 1 \| 0 \| 0 \|", section(markdown, "Codes of date_precision"))
    assert "Rows in this release: 5." in section(markdown, "events")


def test_a_column_is_described_with_type_null_and_rules(markdown: str) -> None:
    found = section(markdown, "event_actors")
    assert "Primary key: `event_id`, `actor_id`, `role`." in found
    assert "| `event_id` | The event. | varchar |  | be in `events.event_id` |" in found
    assert "| code of `act` | yes |  |" in section(markdown, "events")
    assert "(evt\\|mnt)" in section(markdown, "corrections")


def test_views_and_macros_explain_themselves(folder: Path, markdown: str, page: html.HtmlElement) -> None:
    with duckdb.connect(folder / "legation.duckdb", read_only=True) as connection:
        views = connection.execute("SELECT view_name, comment FROM duckdb_views() WHERE NOT internal").fetchall()
        macros = connection.execute("SELECT function_name, comment FROM duckdb_functions() WHERE NOT internal").fetchall()
    assert len(views) >= 3
    assert [name for name, comment in views if comment not in section(markdown, name)] == []
    assert [name for name, comment in macros if comment not in markdown or not page.xpath(f"//*[@id='macro-{name}']")] == []
    assert "| code of `event_type` |" in section(markdown, "event_dyads")


def test_the_citation_names_title_makers_and_version(markdown: str) -> None:
    assert f"> {CREATOR}: {TITLE}. Version 1.2.3." in markdown
    assert f"title = {{{{{TITLE}}}}},\n  version = {{1.2.3}}" in markdown


def test_the_example_of_a_correction_is_one_that_a_build_takes(markdown: str, tmp_path: Path) -> None:
    (block,) = re.findall(r"```csv\n(.*?)```", markdown, re.DOTALL)
    (tmp_path / "fixes.csv").write_text(block, encoding="utf-8")
    (correction,) = read_corrections(tmp_path / "fixes.csv")
    assert (correction.field, correction.old, correction.new) == ("date", "2021-05-03", "2021-05-04")
    assert correction.target_id in markdown.split("```csv")[0]


def test_without_events_there_is_no_example_of_a_correction(tmp_path: Path) -> None:
    write_database(tmp_path / "legation.duckdb", [])
    with duckdb.connect(tmp_path / "legation.duckdb") as connection:
        write_codebook(connection, tmp_path, version="0.1.0")
    markdown = (tmp_path / "CODEBOOK.md").read_text(encoding="utf-8")
    assert "```csv" not in markdown
    assert markdown.count("It does not occur in this release.") == len(ACTS) + len(EVENT_TYPES)


def test_both_pages_hold_every_entry_of_the_codebook(markdown: str, page: html.HtmlElement) -> None:
    text = " ".join(page.text_content().split())
    for entry in codebook_entries():
        start = entry.meaning.split("`")[0].split("*")[0].split("\n")[0].removeprefix("- ").strip()
        assert start in markdown
        assert start in text


def test_the_pages_tell_what_the_table_of_the_build_says(tmp_path: Path) -> None:
    rows = [tuple(row.values()) for row in codebook_rows()]
    changed = [(*row[:4], "Told in another way.") if row[2] == "Known weaknesses" else row for row in rows]
    write_database(tmp_path / "legation.duckdb", REPORTS)
    with duckdb.connect(tmp_path / "legation.duckdb") as connection:
        connection.executemany("INSERT INTO codebook VALUES (?, ?, ?, ?, ?)", changed)
        write_codebook(connection, tmp_path, version="0.1.0")
    assert "## Known weaknesses\n\nTold in another way.\n" in (tmp_path / "CODEBOOK.md").read_text(encoding="utf-8")


def test_the_same_data_give_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    again = written(tmp_path)
    for name in ("CODEBOOK.md", "codebook.html"):
        assert (again / name).read_bytes() == (folder / name).read_bytes()


def test_grids_have_as_many_cells_in_every_row(markdown: str) -> None:
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown)
    widths = [token.content for token in tokens if token.type == "inline" and token.content.startswith("|")]
    assert widths == []  # a row that does not fit its header would be read as a paragraph
    for grid in re.findall(r"(?:^\|.*\n)+", markdown, re.MULTILINE):
        assert len({len(re.findall(r"(?<!\\)\|", row)) for row in grid.splitlines()}) == 1, grid

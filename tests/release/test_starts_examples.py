"""The worked examples of a release, run as they ship: they find what is there, say what it is worth, and draw the same every time."""

import runpy
import subprocess
import sys
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipeline.release.starts import write_examples
from schemas.ontology import ACTS, EVENT_TYPES
from tests.small_database import Report, write_database

DAY = date(2020, 6, 1)


def break_of(number: int, *, pair: int, after: int = 0, act: str = "expel-envoy", **values: Any) -> Report:
    return said(number, pair=pair, after=after, event_type=ACTS[act].event_type, act=act, **values)


def said(number: int, *, pair: int, after: int, event_type: str = "ACCUSE", **values: Any) -> Report:
    """An event of a pair of made-up countries, some days after the first of June; every other one in the other direction."""
    sides = [(f"A{chr(65 + pair)}A",), (f"B{chr(65 + pair)}B",)]
    actors, recipients = sides if number % 2 else sides[::-1]
    return Report(f"{pair}.txt", f"{pair} {number}", event_type, actors, recipients, date=DAY + timedelta(days=after), **values)


def folder_of(folder: Path, reports: Sequence[Report], spells: Sequence[tuple[str, str, str, str | None, str | None, str]] = ()) -> Path:
    """A folder with a database like that of a release; spells are pair, status, start, end and the event that opened them."""
    folder.mkdir(exist_ok=True)
    write_database(folder / "legation.duckdb", reports)
    with duckdb.connect(str(folder / "legation.duckdb")) as connection:
        for number, (one, other, status, start, end, event) in enumerate(spells):
            connection.execute(
                "INSERT INTO relations SELECT ?, ?, ?, ?, ?, CASE WHEN ?::DATE IS NULL THEN 'none' ELSE 'day' END, ?,"
                " CASE WHEN ?::DATE IS NULL THEN NULL ELSE 'day' END, event_id, NULL FROM events WHERE summary = ?",
                [f"rel_{number:016x}", one, other, status, start, start, end, end, f"{event} happened."],
            )
    return folder


@pytest.fixture
def related(tmp_path: Path) -> Path:
    """Peru and Venezuela with three spells, Chile and Cuba with one."""
    reports = [
        Report("a.txt", "the opening", "SUPPORT", ("PER", "VEN"), act="establish-relations", date=date(1990, 1, 1), quote="Peru\nand it."),
        Report("b.txt", "the break", "COERCE", ("PER",), ("VEN",), act="sever-relations", date=date(2019, 3, 1)),
        Report("c.txt", "the thaw", "SUPPORT", ("PER", "VEN"), act="restore-relations", date=date(2021, 5, 1)),
        Report("d.txt", "the visit", "CONSULT", ("CHL",), ("CUB",), act="establish-relations", date=date(1995, 1, 1)),
    ]
    spells = [
        ("PER", "VEN", "ambassadors", "1990-01-01", "2019-02-28", "the opening"),
        ("PER", "VEN", "severed", "2019-03-01", "2021-04-30", "the break"),
        ("PER", "VEN", "ambassadors", "2021-05-01", None, "the thaw"),
        ("CHL", "CUB", "ambassadors", None, None, "the visit"),
    ]
    return folder_of(tmp_path / "related", reports, spells)


def page_of(folder: Path) -> str:
    write_examples(folder)
    return (folder / "examples" / "README.md").read_text(encoding="utf-8")


def run(folder: Path, script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, f"examples/{script}.py", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_the_pair_of_which_most_is_known_is_told_spell_by_spell(related: Path) -> None:
    page = page_of(related)
    assert "## When did the relations of two countries break and mend?" in page
    assert "    Relations of Peru and Venezuela. Spells: 3. Events: 3.\n    Got worse: 2019-03-01.\n    Got better: 2021-05-01.\n" in page
    assert '    1990-01-01: ambassadors\n        the opening happened. (evt_' in page
    assert '        "Peru and it." (a.txt)\n' in page
    assert "    2019-03-01: severed, after ambassadors\n" in page
    assert "![When did the relations of two countries break and mend?](break_and_mend.svg)" in page


def test_any_pair_can_be_asked_for_and_the_figure_of_the_release_stays(related: Path) -> None:
    page_of(related)
    figure = (related / "examples" / "break_and_mend.svg").read_bytes()
    asked = run(related, "break_and_mend", "cub", "CHL")
    assert asked.returncode == 0, asked.stderr
    assert "Relations of CHL and Cuba. Spells: 1." in asked.stdout
    assert "at a time that no text tells: ambassadors\n" in asked.stdout
    assert (related / "examples" / "break_and_mend-CHL-CUB.svg").is_file()
    assert (related / "examples" / "break_and_mend.svg").read_bytes() == figure


def test_a_pair_of_which_nothing_is_known_and_too_few_codes(related: Path) -> None:
    page_of(related)
    unknown = run(related, "break_and_mend", "PER", "CUB")
    assert unknown.stdout.startswith("This release tells nothing of the relations of Cuba and Peru.\n")
    alone = run(related, "break_and_mend", "PER")
    assert alone.returncode == 1
    assert alone.stderr == "Give no country, or two ISO 3166-1 alpha-3 codes: python examples/break_and_mend.py PER VEN\n"


def test_what_the_page_says_is_what_the_scripts_print(related: Path) -> None:
    page = page_of(related)
    for script in ("break_and_mend", "condemn_and_expel"):
        figure = (related / "examples" / f"{script}.svg").read_bytes()
        printed = run(related, script)
        assert printed.returncode == 0, printed.stderr
        text, told, name = printed.stdout.rpartition("\nFigure: ")
        assert told and name == f"{script}.svg\n"
        assert "".join(f"    {line}".rstrip() + "\n" for line in text.splitlines()) in page
        assert (related / "examples" / f"{script}.svg").read_bytes() == figure


def test_condemnations_are_counted_around_breaks(tmp_path: Path) -> None:
    reports = []
    for pair in range(12):
        reports += [break_of(0, pair=pair), said(1, pair=pair, after=-5), said(2, pair=pair, after=0, event_type="THREATEN")]
        reports += [said(3, pair=pair, after=7 * 56, event_type="REJECT"), said(4, pair=pair, after=3, event_type="CONSULT")]
    reports += [said(5, pair=0, after=28), said(6, pair=1, after=29), said(7, pair=2, after=-28), said(8, pair=2, after=57)]
    page = page_of(folder_of(tmp_path / "many", reports))
    # Nine pairs with three condemnations and two with four from 5 days before to 56 weeks after, one with five from 28 days before.
    expected = 4 * ((9 * 3 + 2 * 4) / ((5 + 7 * 56 + 1) / 7 + 16) + 5 / ((28 + 7 * 56 + 1) / 7 + 16))
    assert "    Breaks: 12. Pairs of countries: 12.\n" in page
    assert f"    4 weeks before: condemnations 13, expected {expected:.1f}, which is {13 / expected:.1f} times as many as usual (95" in page
    assert "    Same day: condemnations 12. The data do not tell what came first.\n" in page
    assert f"    4 weeks after: condemnations 1, expected {expected:.1f}, which is {1 / expected:.1f} times" in page
    assert "In this release there is more condemnation before a break than usual, and more than after it.\n" in page


def test_a_crisis_is_one_break_and_vague_or_alleged_events_are_none(tmp_path: Path) -> None:
    reports = [
        break_of(0, pair=0), break_of(1, pair=0, after=3, act="recall-envoy"), break_of(2, pair=0, after=56, act="sever-relations"),
        break_of(3, pair=0, after=113), break_of(4, pair=1, date_precision="month"), break_of(5, pair=2, status="alleged"),
        said(6, pair=0, after=-3, date_precision="month"), said(7, pair=0, after=-3, status="alleged"),
    ]  # fmt: skip
    page = page_of(folder_of(tmp_path / "few", reports))
    assert "    Breaks: 2. Pairs of countries: 1.\n    4 weeks before: condemnations 0, expected 0.0.\n" in page
    assert "That is too little to conclude anything from: it takes 10 breaks and 10 pairs at the least.\n" in page


def test_a_release_of_nothing_says_so(tmp_path: Path) -> None:
    page = page_of(folder_of(tmp_path / "nothing", []))
    assert "    This release tells of no relations of any pair of countries.\n" in page
    assert "    This release tells of no break between two countries that is dated to the day.\n" in page
    for script in ("break_and_mend", "condemn_and_expel"):
        assert (tmp_path / "nothing" / "examples" / f"{script}.svg").read_text(encoding="utf-8").startswith("<?xml")


def test_the_same_release_gives_the_same_files_wherever_it_lies(related: Path, tmp_path: Path) -> None:
    page_of(related)
    other = tmp_path / "elsewhere"
    other.mkdir()
    (other / "legation.duckdb").write_bytes((related / "legation.duckdb").read_bytes())
    page_of(other)
    files = sorted(path.name for path in (related / "examples").iterdir())
    assert files == ["README.md", "break_and_mend.py", "break_and_mend.svg", "condemn_and_expel.py", "condemn_and_expel.svg"]
    for name in files:
        content = (related / "examples" / name).read_bytes()
        assert content == (other / "examples" / name).read_bytes(), name
        assert str(tmp_path).encode() not in content
        assert b"<dc:date>" not in content


def test_the_examples_speak_of_acts_and_types_that_there_are(related: Path) -> None:
    page_of(related)
    script = runpy.run_path(str(related / "examples" / "condemn_and_expel.py"))
    assert set(script["BREAKS"]) <= ACTS.keys()
    assert set(script["CONDEMNATIONS"]) <= EVENT_TYPES.keys()
    assert not {ACTS[act].event_type for act in script["BREAKS"]} & set(script["CONDEMNATIONS"])

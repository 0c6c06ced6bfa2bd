"""Mentions, events and rows of corrections files for the tests of corrections."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from pipeline.corrections import COLUMNS, read_corrections
from pipeline.ids import mention_id
from pipeline.merge import event_of
from pipeline.records import Correction, Event, Mention, Party, Period

DAY = date(2017, 8, 11)
PERU, CHILE, VENEZUELA = (
    Party(code, name, "country", code, name, start, start + len(name))
    for code, name, start in (("PER", "Peru", 0), ("CHL", "Chile", 0), ("VEN", "Venezuela", 40))
)
PAZ = Party("ana-paz", "Ana Paz", "person", "PER", "Ms. Paz", 60, 67, office="Minister", sector="diplomacy")
ONE, OTHER, THIRD = (f"evt_{number:016x}" for number in (1, 2, 3))
NO_EVENT, NO_MENTION = "evt_" + "f" * 16, "mnt_" + "f" * 16


def mention(
    number: int = 0,
    *,
    act: str | None = "recall-envoy",
    event_type: str = "SANCTION",
    mode: str | None = "withdraw",
    day: date | None = DAY,
    effective_on: date | None = None,
    status: str = "occurred",
    actors: tuple[Party, ...] = (PERU,),
    recipients: tuple[Party, ...] = (VENEZUELA,),
    said_by: Party | None = None,
) -> Mention:
    """A report in the document of that number."""
    return Mention(
        source_id=f"src_{number:016x}",
        section_no=0,
        section="main",
        sentence=0,
        start=0,
        end=49,
        quote="Peru called its ambassador home from Venezuela.",
        trigger="called home",
        rule="envoys.recall",
        event_type=event_type,
        mode=mode,
        act=act,
        period=Period(day, day, "day") if day else Period(),
        date_text=None,
        effective_on=effective_on,
        status=status,
        said_by=said_by,
        confidence=0.5,
        actors=actors,
        recipients=recipients,
    )


def event(event_id: str, *mentions: Mention) -> Event:
    return event_of(event_id, mentions)


def fixes(folder: Path, *rows: Sequence[str]) -> tuple[Correction, ...]:
    """The corrections of a file with these rows: target, field, old and new value; all of one reviewer, for one reason."""
    return read_corrections(write_fixes(folder, *(",".join((*row, "The page says so", "R. Reviewer", "2026-11-20")) for row in rows)))


def write_fixes(folder: Path, *lines: str, head: str = ",".join(COLUMNS)) -> Path:
    path = folder / "fixes.csv"
    path.write_text("\n".join((head, *lines)) + "\n", encoding="utf-8")
    return path


def ids(mentions: Sequence[Mention]) -> list[str]:
    return [mention_id(each) for each in mentions]

"""Entries of the codebook and figures of a release go in, its chapters come out, in the order of the entries."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby

from pipeline.release.pages.figures import Figures, View
from pipeline.release.pages.kinds import act_chapter, type_chapter
from pipeline.release.pages.section import Grid, Section
from schemas.derive import Entry, notes_in_words, rules_in_words, tables_of, type_in_words
from schemas.tables import TABLES

Extra = tuple[tuple[str | Grid, ...], tuple[Section, ...]]  # what a release adds to a chapter: blocks, and sections within it


def chapters_of(figures: Figures, extras: Mapping[str, Extra]) -> tuple[Section, ...]:
    """All chapters. `extras` are what the release adds to chapters of prose, by their titles."""
    return tuple(chapter for key, run in groupby(figures.entries, _chapter_key) for chapter in _chapters(key, tuple(run), figures, extras))


def view_sections(views: Iterable[View]) -> Iterator[Section]:
    """A section for each view and macro, as its own comments explain it."""
    for view in views:
        title = view.name if view.parameters is None else f"{view.name}({', '.join(view.parameters)})"
        anchor = view.name if view.parameters is None else f"macro-{view.name}"
        rows = tuple((f"`{name}`", comment, kind) for name, kind, comment in view.columns)
        grid = Grid(("column", "meaning", "type"), rows, tuple(f"{anchor}.{name}" for name, _, _ in view.columns))
        yield Section(title, anchor, (view.meaning, grid) if rows else (view.meaning,))


def _chapter_key(entry: Entry) -> str:
    """Entries that follow one another and have the same key are one chapter."""
    match entry.kind:
        case "table" | "column":
            return "tables"
        case "code":
            return str(entry.belongs_to) if entry.belongs_to in _OWN_CHAPTERS else "codes"
    return entry.name


def _chapters(key: str, run: tuple[Entry, ...], figures: Figures, extras: Mapping[str, Extra]) -> Iterator[Section]:
    if key in _OWN_CHAPTERS:
        yield _OWN_CHAPTERS[key](run, figures)
    elif key == "tables":
        yield Section("Tables", "tables", parts=tuple(_table_sections(run, figures)))
    elif key == "codes":
        yield Section("Codes", "codes", parts=tuple(_code_sections(run, figures)))
    else:
        blocks, parts = extras.get(key, ((), ()))
        yield Section(key, f"{run[0].kind}-{_slug(key)}", (run[0].meaning, *blocks), parts)


def _table_sections(entries: Iterable[Entry], figures: Figures) -> Iterator[Section]:
    meanings = {(entry.belongs_to, entry.name): entry.meaning for entry in entries}
    for table in tables_of(TABLES):
        n_rows = figures.n_rows[table.name]
        about = f"{meanings[None, table.name]} {notes_in_words(table)} Rows in this release: {n_rows:,}."
        rows = tuple(
            (
                f"`{column.name}`",
                meanings[table.name, column.name],
                type_in_words(column),
                "yes" if column.nullable else "",
                rules_in_words(table, column),
            )
            for column in table.columns
        )
        header = ("column", "meaning", "type", "may be null", "a value must")
        yield Section(table.name, table.name, (about, Grid(header, rows, tuple(f"{table.name}.{column.name}" for column in table.columns))))


def _code_sections(entries: Iterable[Entry], figures: Figures) -> Iterator[Section]:
    for enum, run in groupby(entries, lambda entry: entry.belongs_to):
        codes = tuple(run)
        holders = [
            (table.name, column.name) for table in tables_of(TABLES) for column in table.columns if column.enum and column.enum[0] == enum
        ]
        rows = tuple(
            (f"`{code.name}`", code.meaning, *(f"{figures.n_codes[holder].get(code.name, 0):,}" for holder in holders)) for code in codes
        )
        header = ("code", "meaning", *(f"rows with it in `{table}.{column}`" for table, column in holders))
        yield Section(f"Codes of {enum}", f"codes-{enum}", (Grid(header, rows, tuple(f"{enum}-{code.name}" for code in codes)),))


def _slug(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")


_OWN_CHAPTERS: dict[str | None, Callable[[Iterable[Entry], Figures], Section]] = {"event_type": type_chapter, "act": act_chapter}

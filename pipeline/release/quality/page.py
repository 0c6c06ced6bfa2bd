"""A release folder and the release before it in, QUALITY.md and the pictures out: what was measured and read, and what the gate says."""

import re
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from string import Template

from pipeline.release.contents import Connection, open_releases
from pipeline.release.gate import Verdict, check_gate, read_bands
from pipeline.release.quality import accuracy
from pipeline.release.quality.confidence import calibration_grid, threshold
from pipeline.release.quality.coverage import coverage_grid, rejects_grid
from pipeline.release.quality.grid import grid
from pipeline.release.quality.identifiers import identifiers


def write_quality(folder: Path, previous: Path | None, *, version: str) -> None:
    """Write `QUALITY.md` and `pictures/*.svg` of a release that holds its database; `previous` is the release before it.

    The verdicts are those of the bands that ship, which say what publishing would say.
    """
    from pipeline.release.pictures import write_pictures  # matplotlib takes a second to import, and only a release needs it

    verdicts = check_gate(folder, previous, read_bands())
    with open_releases({"release": folder, **({"previous": previous} if previous else {})}) as connection:
        connection.execute("USE release")
        values = _values(connection, verdicts, has_previous=previous is not None)
        write_pictures(connection, folder)
    template = files("pipeline.release").joinpath("templates", "QUALITY.md").read_text(encoding="utf-8")
    page = Template(template).substitute(values, version=version, contents=_contents(template))
    (folder / "QUALITY.md").write_text(re.sub(r"\n{3,}", "\n\n", page), encoding="utf-8")


def _values(connection: Connection, verdicts: Iterable[Verdict], *, has_previous: bool) -> dict[str, str]:
    rows = accuracy.read_rows(connection)
    return {
        "headline": accuracy.headline(rows),
        "sets": accuracy.set_grid(rows),
        "types": accuracy.type_grid(rows),
        "fields": accuracy.field_grid(rows),
        "fields_by_type": accuracy.field_by_type_grid(rows),
        "formats": accuracy.format_grid(rows),
        "same_event": accuracy.same_event_grid(rows),
        "calibration": calibration_grid(connection),
        "threshold": threshold(connection),
        "coverage": coverage_grid(connection),
        "rejects": rejects_grid(connection),
        "identifiers": identifiers(connection, has_previous=has_previous),
        "verdicts": _verdicts(verdicts),
    }


def _verdicts(verdicts: Iterable[Verdict]) -> str:
    rows = [("within" if verdict.ok else "**left**", verdict.name, verdict.band, verdict.says) for verdict in verdicts]
    return grid(("", "what", "band", "here"), rows, nothing="There are no bands.").replace("---:|", "---|")


def _contents(template: str) -> str:
    """Links to the headings of the page."""
    titles = re.findall(r"^## (.+)$", template, re.MULTILINE)
    return "\n".join(f"- [{title}](#{re.sub(r'[^a-z0-9 -]', '', title.lower()).replace(' ', '-')})" for title in titles)

"""An event and the version of the data in, how to cite it and how to report an error in it out."""

import csv
import io

COLUMNS = ("target", "field", "old", "new", "reason", "who", "when")  # of a file of corrections, as the codebook states them


def citation(event_id: str, version: str | None) -> str:
    """The sentence of a release's README, with the event after it."""
    of = f"Version {version}. " if version else ""
    return f"The Legation contributors: Legation: diplomatic events coded from documents. {of}Data set. Event {event_id}."


def correction_row(event_id: str, field: str, value: str | None) -> tuple[str, str]:
    """The first line of a file of corrections, and a row of it in which the words in capitals are to be replaced."""
    return _line(COLUMNS), _line((event_id, field, value or "", "RIGHT", "WHY, AND WHICH DOCUMENT SAYS SO", "YOU", "YYYY-MM-DD"))


def _line(cells: tuple[str, ...]) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="").writerow(cells)
    return written.getvalue()

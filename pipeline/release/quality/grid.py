"""Rows in, tables of Markdown out; shares, counts and intervals as cells."""

from collections.abc import Iterable, Sequence

Triple = tuple[float | None, float | None, float | None]  # a share and the ends of its interval


def grid(header: Sequence[str], rows: Iterable[Sequence[str]], *, nothing: str) -> str:
    """A table whose first column is text and whose others are numbers; the sentence `nothing` where there are no rows."""
    lines = [_row(row) for row in rows]
    if not lines:
        return nothing
    return "\n".join([_row(header), "|---|" + "---:|" * (len(header) - 1), *lines])


def share(value: Triple) -> str:
    """`0.93 (0.89 to 0.96)`; nothing where there was nothing to measure."""
    if value[0] is None:
        return ""
    interval = "" if value[1] is None or value[2] is None else f" ({value[1]:.2f} to {value[2]:.2f})"
    return f"{value[0]:.2f}{interval}"


def number(value: int | None) -> str:
    """`1,200`; nothing where it is not known."""
    return "" if value is None else f"{value:,}"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"

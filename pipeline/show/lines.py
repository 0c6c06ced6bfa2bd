"""Words in, lines for the terminal out: no wider than it, with styles that a terminal without colours can do without."""

from collections.abc import Iterator, Sequence
from functools import cache

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

NARROW = 60  # columns below which texts are not set in far
LEAST = 40  # columns that lines may always take
MOST = 100  # columns that running text takes, however wide the terminal is

# Okabe and Ito's colours, which colour-blind readers can tell apart; the symbols say the same without colours.
QUADS = {
    "verbal-cooperation": ("●", "#56B4E9"),
    "material-cooperation": ("■", "#0072B2"),
    "verbal-conflict": ("▲", "#E69F00"),
    "material-conflict": ("◆", "#D55E00"),
}


def set_in(label: str | Text, body: str | Text, indent: int, width: int) -> Iterator[Text]:
    """A text set in by so many columns, its label before its first line, or above it where it is too long."""
    head = Text().append_text(label) if isinstance(label, Text) else Text(label)
    first = True
    if head.cell_len >= indent and head.plain.strip():
        yield head
        first = False
    for line in wrapped(body, width - indent):
        if first:
            head.pad_right(indent - head.cell_len)
            yield head.append_text(line)
        else:
            yield Text(" " * indent).append_text(line)
        first = False


def wrapped(body: str | Text, room: int) -> list[Text]:
    """A text in lines of so many columns; an address stays whole."""
    text = Text(" ".join(body.split())) if isinstance(body, str) else body
    if text.cell_len <= room:
        return [text]
    lines = text.wrap(_console(), max(room, 12), overflow="ignore" if "://" in text.plain and " " not in text.plain else "fold")
    for line in lines:
        line.rstrip()
    return list(lines)


def packed(items: Sequence[str], room: int) -> Iterator[Text]:
    """Items in lines of so many columns, a dot between them; one breaks only where it is too long for a line."""
    line = ""
    for item in items:
        longer = f"{line} · {item}" if line else item
        if line and cell_len(longer) > room:
            yield from wrapped(line, room)
            longer = item
        line = longer
    yield from wrapped(line, room)


def quad_symbol(quad_class: str) -> Text:
    """The symbol of a quad class in its colour."""
    symbol, colour = QUADS[quad_class]
    return Text().append(symbol, colour)


def margin(width: int) -> int:
    """How far texts are set in."""
    return 12 if width >= NARROW else 4


@cache
def _console() -> Console:
    return Console(width=MOST)

"""What all pictures share: paper, ink and letters; a figure in, an SVG file with the same bytes on every run out.

Shades differ in lightness as well as in hue, for eyes that see colours otherwise and for print in black and white. Text stays text, so
that it can be read out, searched, and shown in any script.
"""

import io
import re
import warnings
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

INK, GREY, FAINT, PAPER = "#1b1f24", "#5f6871", "#e3e6e9", "#ffffff"
DEEP, CLEAR, PALE, WARM = "#0b3c5d", "#5ba3cf", "#cfdde7", "#c8501e"

STYLE: dict[Any, Any] = {
    "svg.hashsalt": "legation",
    "svg.fonttype": "none",
    "font.family": ["DejaVu Sans"],
    "font.size": 9,
    "text.color": INK,
    "text.parse_math": False,
    "axes.edgecolor": GREY,
    "axes.labelcolor": GREY,
    "axes.linewidth": 0.6,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": 9.5,
    "axes.titlelocation": "left",
    "axes.axisbelow": True,
    "xtick.color": GREY,
    "ytick.color": GREY,
    "xtick.labelsize": 8.5,
    "ytick.labelsize": 8.5,
    "grid.color": FAINT,
    "grid.linewidth": 0.7,
    "hatch.linewidth": 0.8,
    "legend.frameon": False,
    "legend.fontsize": 8.5,
    "figure.facecolor": PAPER,
}
Drawn = dict[str, Any]  # how something is drawn, as matplotlib calls it
WIDTH = 9.0  # inches, of every picture


def write_picture(file: Path, *, title: str, subtitle: str, height: float, draw: Callable[[Figure], str]) -> None:
    """Draw on an empty figure `height` inches high, below a title, and write it; `draw` returns what the picture shows, in sentences."""
    with matplotlib.rc_context(), warnings.catch_warnings():
        matplotlib.rcdefaults()  # whatever this user likes better
        matplotlib.rcParams.update(STYLE)
        warnings.filterwarnings("ignore", message="Glyph .* missing from")  # whoever shows the text has letters of that script, or none
        below_title = ConstrainedLayoutEngine(rect=(0.01, 0.01, 0.98, 0.98 - 0.58 / height))
        figure = Figure(figsize=(WIDTH, height), layout=below_title)
        figure.text(0.012, 1 - 0.10 / height, title, fontsize=13, fontweight="bold", va="top")
        figure.text(0.012, 1 - 0.38 / height, subtitle, fontsize=9, color=GREY, va="top")
        described = draw(figure)
        written = io.StringIO()
        figure.savefig(written, format="svg", metadata={"Date": None, "Creator": None})
    file.parent.mkdir(exist_ok=True)
    file.write_text(_told(written.getvalue(), title, f"{subtitle}. {described}"), encoding="utf-8", newline="\n")


def say_nothing_to_show(figure: Figure, sentence: str) -> str:
    """Put a sentence where the picture would be."""
    figure.text(0.5, 0.4, sentence, ha="center", va="center", fontsize=10, color=GREY)
    return sentence


def bare(axes: Axes, *, left: bool = True, bottom: bool = True) -> None:
    """Take away the frame, and the marks on the sides that are not kept."""
    axes.spines["left"].set_visible(left)
    axes.spines["bottom"].set_visible(bottom)
    axes.tick_params(left=left, bottom=bottom)


def shortened(text: str, most: int = 30) -> str:
    """A text of so many characters at most, on one line, without any that XML cannot hold."""
    text = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _told(svg: str, title: str, described: str) -> str:
    """The picture with its title and description for those who do not see it."""
    head = f'<title id="title">{escape(title)}</title>\n <desc id="desc">{escape(described)}</desc>\n '
    svg = re.sub(r"(<svg )([^>]*>\s*)", rf'\1role="img" aria-labelledby="title desc" \2{_literal(head)}', svg, count=1)
    return re.sub(r"[ \t]+\n", "\n", svg)


def _literal(text: str) -> str:
    return text.replace("\\", r"\\")

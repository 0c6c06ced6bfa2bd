"""What was measured in, a picture of it out: a panel for each part; one that was not measured says so."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import StrMethodFormatter

from pipeline.release.pictures.paper import CLEAR, DEEP, GREY, INK, PALE, WARM, bare, shortened, write_picture
from tests.bench.rows import STEPS
from tests.bench.series import Results

COLUMNS, HEIGHT, TITLE = 2, 2.75, 0.6  # panels side by side; inches of each, and of the title
LETTER = 0.0075  # of the width of the figure, for a letter of a label
STYLES = ((DEEP, "o", "-"), (WARM, "s", "--"), (CLEAR, "^", "-."), (GREY, "D", ":"), (INK, "v", "-"))
PLAIN = StrMethodFormatter("{x:,g}")
Panel = Callable[[Axes, Any], str]


def draw_results(results: Results, file: Path) -> None:
    """Write the picture."""
    machine = results["machine"]
    told = f"{machine['processor']}, {machine['cores']} cores, {machine['memory']}; Python {machine['Python']}"
    rows = -(-len(PANELS) // COLUMNS)
    write_picture(
        file, title="How fast Legation is", subtitle=told, height=TITLE + HEIGHT * rows, draw=lambda figure: _draw(figure, results)
    )


def _draw(figure: Figure, results: Results) -> str:
    figure.set_layout_engine("none")  # whose solver ends a little elsewhere each time; names within an SVG are made from such figures
    described = []
    for number, (part, (title, panel)) in enumerate(PANELS):
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_title(title)
        measured = results["parts"].get(part, {}).get("measured")
        if measured:
            described.append(panel(axes, measured))
        else:
            axes.text(0.5, 0.5, "not measured", ha="center", va="center", color=GREY, transform=axes.transAxes)
            axes.set_axis_off()
        axes.set_position(
            _place(number, longest=max(len(label.get_text()) for label in axes.get_yticklabels()), height=figure.get_figheight())
        )
    return " ".join(described)


def _place(number: int, *, longest: int, height: float) -> tuple[float, float, float, float]:
    """Left, bottom, width and height of a panel as shares of the figure; its labels have so many letters at most."""
    row, column = divmod(number, COLUMNS)
    left = max(0.065, 0.02 + LETTER * longest)
    bottom = height - TITLE - HEIGHT * (row + 1) + 0.55
    return column / COLUMNS + left, bottom / height, 1 / COLUMNS - left - 0.02, (HEIGHT - 0.85) / height


def _coding(axes: Axes, measured: Any) -> str:
    ours = {"single", "warm", "cold"}
    bars = [(f"{rate['short']}, {rate['processes']}×", rate["sentences_per_second"], rate["name"] in ours) for rate in measured["rates"]]
    _bars(axes, bars, "{:,.0f}")
    axes.set_xlabel("sentences a second")
    return " ".join(f"{name}: {value:,.0f} sentences a second." for name, value, _ in bars)


def _reading(axes: Axes, measured: Any) -> str:
    bars = [(rate["form"], rate["documents_per_second"], True) for rate in measured]
    _bars(axes, bars, "{:,.0f}")
    axes.set_xlabel("documents a second, one process")
    return " ".join(f"{name}: {value:,.0f} documents a second." for name, value, _ in bars)


def _cost(axes: Axes, measured: Any) -> str:
    sizes = measured["sizes"]
    counts = [size["documents"] for size in sizes]
    lines = {"built and released": "whole_per_document_ms", "built": "per_document_ms"}
    for (name, key), (colour, marker, line) in zip(lines.items(), STYLES, strict=False):
        axes.plot(counts, [size[key] for size in sizes], color=colour, marker=marker, linestyle=line, label=name)
    axes.set_xscale("log")
    axes.set_xticks(counts, [f"{count:,}" for count in counts])
    axes.minorticks_off()
    axes.set_ylim(0, 1.4 * max(size["whole_per_document_ms"] for size in sizes))
    axes.set_xlabel("documents")
    axes.set_ylabel("milliseconds a document")
    axes.legend(loc="upper left", ncols=2, columnspacing=1)
    axes.grid(axis="y")
    return " ".join(f"{size['documents']:,} documents are built in {size['per_document_ms']} ms each." for size in sizes)


def _memory(axes: Axes, measured: Any) -> str:
    memory = measured["sizes"][-1]["memory"]
    minutes = [look["seconds"] / 60 for look in memory["looks"]]
    lines = {"the process of the build": "main_gb", "the largest worker": "worker_gb"}
    for (name, key), (colour, _, line) in zip(lines.items(), STYLES, strict=False):
        axes.plot(minutes, [look[key] for look in memory["looks"]], color=colour, linestyle=line, label=name)
    axes.set_ylim(0, 1.5 * max(memory["main_gb"], memory["worker_gb"]))
    axes.set_xlabel("minutes after the start")
    axes.set_ylabel("GB")
    axes.legend(loc="upper left", ncols=2, columnspacing=1)
    axes.grid(axis="y")
    n = measured["sizes"][-1]["documents"]
    return f"While {n:,} documents are built, the process has {memory['main_gb']} GB at most, a worker {memory['worker_gb']} GB."


def _rows(axes: Axes, measured: Any) -> str:
    names = list(dict.fromkeys(step["step"] for step in measured))
    for name, (colour, marker, line) in zip(names, STYLES, strict=False):
        steps = [step for step in measured if step["step"] == name]
        seconds = [max(step["processor_seconds"], 0.01) for step in steps]
        axes.plot([step["count"] for step in steps], seconds, color=colour, marker=marker, linestyle=line, label=name)
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xticks(counts := sorted({step["count"] for step in measured}), [f"{count:,}" for count in counts])
    axes.minorticks_off()
    axes.yaxis.set_major_formatter(PLAIN)
    axes.set_ylim(top=100 * max(step["processor_seconds"] for step in measured))  # room for the legend
    axes.set_xlabel("mentions; of releases, events")
    axes.set_ylabel("CPU seconds")
    axes.legend(loc="upper left", ncols=2, columnspacing=1)
    axes.grid()
    return " ".join(f"To {STEPS[step['step']]}, {step['count']:,} {step['unit']}: {step['processor_seconds']} s." for step in measured)


def _start(axes: Axes, measured: Any) -> str:
    """The program's own help, the slowest of the others, and all commands that do something."""
    helps = [start for start in measured if start["command"].endswith("--help")]
    slowest = max(helps[1:], key=lambda start: start["best"], default=helps[0])
    shown = [helps[0], slowest, *(start for start in measured if start not in helps)]
    bars = [(start["command"], start["best"], True) for start in shown]
    _bars(axes, bars, "{:.2f}")
    axes.set_xlabel("seconds, best of some times")
    return " ".join(f"{name}: {value} s." for name, value, _ in bars)


def _prefect(axes: Axes, measured: Any) -> str:
    ways = {"plain": False, "recorded": True}
    bars = [(f"{way}, run {number}", run["seconds"], ours) for way, ours in ways.items() for number, run in enumerate(measured[way], 1)]
    _bars(axes, bars, "{:,.1f}")
    axes.set_xlabel(f"seconds to build {measured['documents']:,} documents")
    return f"To record the build of {measured['documents']:,} documents takes {measured['share']:.1%} more seconds."


def _steps(axes: Axes, measured: Any) -> str:
    """Where the time of the largest build goes."""
    size = measured["sizes"][-1]
    bars = [(name.replace("_", " "), seconds, True) for name, seconds in size["steps"].items()]
    _bars(axes, bars, "{:,.1f}")
    axes.set_xlabel(f"seconds of the build of {size['documents']:,} documents")
    return " ".join(f"{name}: {seconds} s." for name, seconds, _ in bars)


def _bars(axes: Axes, bars: list[tuple[str, float, bool]], form: str) -> None:
    places = range(len(bars), 0, -1)
    colours = [DEEP if ours else PALE for _, _, ours in bars]
    drawn = axes.barh(places, [value for _, value, _ in bars], color=colours, height=0.7)
    axes.bar_label(drawn, [form.format(value) for _, value, _ in bars], padding=3, fontsize=8, color=GREY)
    axes.set_yticks(places, [shortened(name, 38) for name, _, _ in bars])
    axes.margins(x=0.16)
    bare(axes, left=False)


PANELS: tuple[tuple[str, tuple[str, Panel]], ...] = (
    ("coding", ("Coding, and spaCy on the same sentences", _coding)),
    ("reading", ("Reading", _reading)),
    ("size", ("Cost of a document", _cost)),
    ("size", ("Memory over time, largest build", _memory)),
    ("size", ("Where the time goes, largest build", _steps)),
    ("rows", ("Merging, loading and releasing", _rows)),
    ("start", ("Commands", _start)),
    ("prefect", ("A plain build, and one recorded by Prefect", _prefect)),
)

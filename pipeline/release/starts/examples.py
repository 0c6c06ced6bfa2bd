"""A release folder with its database goes in; the worked examples, run in it as they ship, and what they print and draw come out."""

import runpy
from importlib.resources import files
from pathlib import Path

SCRIPTS = ("break_and_mend", "condemn_and_expel")
INTRODUCTION = """\
Each is one short script that reads the release it lies in and needs only `pip install duckdb matplotlib`. What stands here was made by
these very scripts when the release was made. Change them to ask your own questions."""


def write_examples(folder: Path) -> None:
    """Write `examples/` of a release folder: each script, its figure, and a page with what it prints.

    The database of the folder may not be open for writing.
    """
    examples = folder / "examples"
    examples.mkdir(exist_ok=True)
    sections = []
    for name in SCRIPTS:
        script = examples / f"{name}.py"
        script.write_text(files("pipeline.release.starts").joinpath("scripts", script.name).read_text(encoding="utf-8"), encoding="utf-8")
        shipped = runpy.run_path(str(script))
        printed = shipped["answer"](folder, script.with_suffix(".svg"))
        sections.append(_section(name, shipped["__doc__"].partition("\n")[0], printed))
    (examples / "README.md").write_text("\n\n".join(["# Worked examples", INTRODUCTION, *sections]) + "\n", encoding="utf-8")


def _section(name: str, question: str, printed: str) -> str:
    """A script on the page; what it prints stands indented, since quotes may hold any sign of Markdown."""
    lines = "\n".join(f"    {line}".rstrip() for line in printed.splitlines())
    return f"## {question}\n\n`python examples/{name}.py` prints:\n\n{lines}\n\n![{question}]({name}.svg)"

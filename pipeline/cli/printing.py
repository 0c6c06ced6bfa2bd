"""The result of a command in, JSON or lines on standard output out; and messages on standard error."""

import json
import shutil
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import typer

from pipeline.logs import encodable, printable

if TYPE_CHECKING:
    from rich.text import Text


def print_result(result: dict[str, Any], lines: Iterable[str], *, as_json: bool) -> None:
    """Print the result as one JSON object, or else the lines, in which words of documents do nothing to a terminal but show."""
    if as_json:
        typer.echo(_written(result))
        return
    for line in lines:
        typer.echo(_shown(line))


def print_drawn(result: dict[str, Any], lines: "Iterable[Text]", *, as_json: bool) -> None:
    """Print as above, and the lines with their styles where standard output is a terminal; without colours where NO_COLOR is set."""
    if as_json or not sys.stdout.isatty():
        print_result(result, (line.plain for line in lines), as_json=as_json)
        return
    from rich.console import Console

    console = Console(highlight=False, markup=False, emoji=False)
    for line in lines:
        if (plain := _shown(line.plain)) != line.plain:
            line.plain = plain  # of the same length, or longer with what would act on the terminal: its styles may then end early
        console.print(line, soft_wrap=True)


def print_csv(text: str) -> None:
    """Print a table in UTF-8, whatever the terminal's encoding is; on a terminal, words of documents do nothing but show."""
    if sys.stdout.isatty():
        typer.echo(_shown(text), nl=False)
    else:
        typer.echo(text.encode(), nl=False)


def terminal_width() -> int:
    """Columns of the terminal, or what COLUMNS says; 100 where there is none."""
    return shutil.get_terminal_size((100, 24)).columns


def say(text: str) -> None:
    """Print a message on standard error, where it does not mix with a result."""
    typer.echo(printable(text, keep="\n\t"), err=True)


def _shown(text: str) -> str:
    return encodable(printable(text, keep="\n\t"), sys.stdout.encoding or "utf-8")


def _written(result: dict[str, Any]) -> str:
    """JSON in the letters of every language that the output can hold, in which what would do something to a terminal is written as
    `\\u202e`."""
    encoding = sys.stdout.encoding or "utf-8"
    text = json.dumps(result, ensure_ascii=not encoding.lower().startswith("utf"))
    return text if text.isprintable() else "".join(letter if letter.isprintable() else json.dumps(letter)[1:-1] for letter in text)

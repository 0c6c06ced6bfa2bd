"""The result of a command in, JSON or lines on standard output out; and messages on standard error."""

import json
from collections.abc import Iterable
from typing import Any

import typer

from pipeline.logs import printable


def print_result(result: dict[str, Any], lines: Iterable[str], *, as_json: bool) -> None:
    """Print the result as one JSON object, or else the lines, in which words of documents do nothing to a terminal but show."""
    if as_json:
        typer.echo(_written(result))
        return
    for line in lines:
        typer.echo(printable(line, keep="\n\t"))


def say(text: str) -> None:
    """Print a message on standard error, where it does not mix with a result."""
    typer.echo(printable(text, keep="\n\t"), err=True)


def _written(result: dict[str, Any]) -> str:
    """JSON in the letters of every language, in which what would do something to a terminal is written as `\\u202e`."""
    text = json.dumps(result, ensure_ascii=False)
    return text if text.isprintable() else "".join(letter if letter.isprintable() else json.dumps(letter)[1:-1] for letter in text)

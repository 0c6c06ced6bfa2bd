"""The result of a command in, JSON or lines on standard output out; and messages on standard error."""

import json
from collections.abc import Iterable
from typing import Any

import typer


def print_result(result: dict[str, Any], lines: Iterable[str], *, as_json: bool) -> None:
    """Print the result as one JSON object, or else the lines."""
    if as_json:
        typer.echo(json.dumps(result, ensure_ascii=False))
        return
    for line in lines:
        typer.echo(line)


def say(text: str) -> None:
    """Print a message on standard error, where it does not mix with a result."""
    typer.echo(text, err=True)

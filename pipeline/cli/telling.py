"""A command in, the same one with the options of the log out: `legation --verbose build` and `legation build --verbose` are one."""

import inspect
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.logs import FILE_VARIABLE, Telling, set_up

Verbose = Annotated[
    int, typer.Option("--verbose", "-v", count=True, show_default=False, help="Tell what is done on standard error; twice for all.")
]
LogFile = Annotated[
    Path | None, typer.Option("--log-file", envvar=FILE_VARIABLE, metavar="FILE", help="Add the log to this file, as lines of JSON.")
]


def telling(command: Callable[..., Any]) -> Callable[..., Any]:
    """The command, which sends its log where the options before or after its name want it, and then does its work."""

    @wraps(command)
    def run(context: typer.Context, verbose: int, log_file: Path | None, **options: Any) -> Any:
        before = context.obj if isinstance(context.obj, Telling) else Telling()
        set_up(Telling(before.verbosity + verbose, log_file or before.file))
        return command(**options)

    signature = inspect.signature(command)
    more = {"context": (typer.Context, inspect.Parameter.empty), "verbose": (Verbose, 0), "log_file": (LogFile, None)}
    added = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
        for name, (annotation, default) in more.items()
    ]
    run.__signature__ = signature.replace(parameters=[*signature.parameters.values(), *added])  # type: ignore[attr-defined]
    run.__annotations__ = {**command.__annotations__, **{name: annotation for name, (annotation, _) in more.items()}}
    return run

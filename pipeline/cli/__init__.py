"""The command `legation`: arguments in; results on standard output, progress and errors on standard error, and an exit code out.

Exit codes: 0 done, 1 a check or an evaluation found something wrong or no document could be used, 2 a mistake of the user's,
3 a defect of the program, 130 interrupted. What is slow to import is imported inside the commands, so that `--help` is quick.
"""

import sys
import traceback
from importlib.metadata import version
from typing import Annotated

import typer

from pipeline.cli.data import build, check, diff, release
from pipeline.cli.evidence import verify
from pipeline.cli.explore import explore
from pipeline.cli.fetching import fetch
from pipeline.cli.look import explain, show, status
from pipeline.cli.measure import evaluate
from pipeline.cli.options import DIST
from pipeline.cli.printing import say
from pipeline.cli.running import refresh, serve
from pipeline.cli.share import deposit, publish
from pipeline.cli.telling import LogFile, Verbose, telling
from pipeline.errors import LegationError
from pipeline.logs import Telling

__all__ = ["DIST", "app", "main", "run"]

app = typer.Typer(add_completion=False, no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False)
MAKING, LOOKING = (fetch, build, refresh, serve, release, diff, check, verify, publish, deposit), (show, explore, status, explain, evaluate)
for command in (*MAKING, *LOOKING):  # in the order of `--help`
    app.command()(telling(command))


def main() -> None:
    """Entry point of the command."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code; errors become a message on standard error."""
    try:
        app(arguments, prog_name="legation")
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
        if code == 130:
            say("Interrupted. What was finished before is untouched.")
        return code
    except (LegationError, OSError) as error:
        say(f"legation: {_message(error)}")
        return 2
    except MemoryError:
        say("legation: this machine has too little memory for it. What was finished before is untouched.")
        return 2
    except Exception:
        traceback.print_exc()
        say("legation: this is a defect of the program. Please report it with the lines above.")
        return 3
    return 0


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"legation {version('legation')}")
        raise typer.Exit


@app.callback()
def legation(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")] = False,
    verbose: Verbose = 0,
    log_file: LogFile = None,
) -> None:
    """Documents about what states do to each other, turned into an open dataset of diplomatic events."""
    context.obj = Telling(verbose, log_file)


def _message(error: LegationError | OSError) -> str:
    if isinstance(error, LegationError):
        return error.message
    return f"{error.filename}: {error.strerror}" if error.filename else str(error)

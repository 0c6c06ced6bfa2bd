"""The command that asks others for documents: fetch."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import AsJson
from pipeline.cli.printing import print_result, say


def fetch(
    corpus: Annotated[Path, typer.Argument(metavar="CORPUS.TOML", help="File that names the sources.")],
    source: Annotated[list[str] | None, typer.Option("--source", metavar="NAME", help="Only this source; may be repeated.")] = None,
    as_json: AsJson = False,
) -> None:
    """Fetch what is new at the sources of a corpus file: feeds, sitemaps, pages, wikis, files on other machines.

    Everything is kept as it came in the folder of holdings, from which `legation build CORPUS.TOML` reads. Servers are asked politely: as
    robots.txt says, one request at a time, and not again for what has not changed. A source that fails stops no other; the exit code is
    1 if one failed altogether. A fetch that was cut off goes on where it stopped.

    \b
    Examples:
      legation fetch corpus.toml
      legation fetch corpus.toml --source lima --source bogota
      legation fetch corpus.toml --json
    """
    from pipeline.corpus.settings import read_settings
    from pipeline.fetch import fetch_corpus, fetch_figures, write_fetch
    from pipeline.progress import show_progress

    settings = read_settings(corpus)
    try:
        with show_progress() as on_progress:
            summary = fetch_corpus(settings, only=source or (), on_progress=on_progress)
    except KeyboardInterrupt:
        say("What was fetched is kept. Run the same command again: it goes on from there.")
        raise
    print_result(fetch_figures(summary), write_fetch(summary), as_json=as_json)
    if summary.failed:
        raise typer.Exit(1)

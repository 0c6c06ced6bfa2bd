"""The command that compares a release with the documents that it was made from: verify."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import AsJson
from pipeline.cli.printing import print_result


def verify(
    release: Annotated[Path, typer.Argument(metavar="RELEASE", help="Folder of a release, or a DuckDB file that a build made.")],
    corpora: Annotated[
        list[str], typer.Option("--corpus", metavar="DIR", help="Documents, as for `legation build`; may be repeated, and hold more.")
    ],
    max_bytes: Annotated[int, typer.Option(min=1, metavar="N", help="As the build had it.")] = 5_000_000,
    as_json: AsJson = False,
) -> None:
    """Prove a release against its documents: every quote, offset and hash. Nothing is coded again.

    A quote that the policy of its document cuts or withholds is proved by its hash. The exit code is 1 where anything is wrong, and where a
    document is missing or has changed.

    \b
    Examples:
      legation verify dist/legation-0.1.0 --corpus articles/
      legation verify dist/legation-0.1.0 --corpus articles/ --corpus pages.tar.xz --json
    """
    from pipeline.progress import show_progress
    from pipeline.verify import verify_release
    from pipeline.verify.write import verification_figures, write_verification

    with show_progress() as on_progress:
        result = verify_release(release, corpora, max_bytes=max_bytes, on_progress=on_progress)
    print_result(verification_figures(result), write_verification(result), as_json=as_json)
    if result.n_problems:
        raise typer.Exit(1)

"""The commands that give a release to others: publish, deposit."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import AsJson
from pipeline.cli.printing import print_result, say
from pipeline.errors import LegationError

Release = Annotated[Path, typer.Argument(metavar="RELEASE", help="Folder of a release.")]
Bands = Annotated[Path | None, typer.Option("--bands", metavar="FILE", help="Other bands for the gate. [default: those that ship]")]


def publish(
    release: Release,
    store: Annotated[str, typer.Argument(metavar="STORE", help="s3://bucket/prefix, or a folder.")],
    endpoint: Annotated[str | None, typer.Option(metavar="URL", help="Where the store is, if not at Amazon.")] = None,
    region: Annotated[str | None, typer.Option(metavar="NAME", help="Region of the bucket.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and write nothing.")] = False,
    bands: Bands = None,
    as_json: AsJson = False,
) -> None:
    """Send a release to an S3-compatible store, and put it on the index of versions there (index.json).

    Before, the release is checked, and the gate compares it with the release before it. A version that is there is never overwritten; a
    publication that was cut off goes on where it stopped. Credentials come from the environment (AWS_ACCESS_KEY_ID and
    AWS_SECRET_ACCESS_KEY), a profile (AWS_PROFILE) or the machine's role.

    \b
    Examples:
      legation publish dist/legation-0.1.0 s3://bucket/data --dry-run
      legation publish dist/legation-0.1.0 s3://bucket/data --region eu-central-1
      legation publish dist/legation-0.1.0 s3://bucket --endpoint https://minio.example.org
      legation publish dist/legation-0.1.0 mirror/ --json
    """
    from pipeline.progress import show_progress
    from pipeline.publish import open_store, publication_figures, publication_lines, publish_release
    from pipeline.release.gate import read_bands

    _refuse_missing(release)
    place, given = open_store(store, endpoint=endpoint, region=region), read_bands(bands)
    with show_progress() as on_progress, _resumable():
        done = publish_release(release, place, bands=given, dry_run=dry_run, on_progress=on_progress)
    print_result(publication_figures(done), publication_lines(done), as_json=as_json)
    if done.is_stopped:
        raise typer.Exit(1)


def deposit(
    release: Release,
    api: Annotated[str | None, typer.Option(metavar="URL", help="Another archive with the interface of Zenodo.")] = None,
    sandbox: Annotated[bool, typer.Option("--sandbox", help="Zenodo's place for trying; it has tokens of its own.")] = False,
    publish: Annotated[bool, typer.Option("--publish/--draft-only", help="Publish the draft: this cannot be undone.")] = False,
    new_version_of: Annotated[str | None, typer.Option(metavar="ID", help="Published deposit of the version before.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be deposited, and ask nothing of the archive.")] = False,
    bands: Bands = None,
    as_json: AsJson = False,
) -> None:
    """Deposit a release in a research archive (Zenodo), where it gets a DOI.

    Makes a draft with the release's metadata and files, which you look at in the archive and publish there, or with --publish. What is
    published can never be removed or changed. A deposit that was cut off goes on where it stopped. The token is taken from ZENODO_TOKEN;
    it needs the scopes deposit:write and, to publish, deposit:actions.

    \b
    Examples:
      legation deposit dist/legation-0.1.0 --dry-run
      legation deposit dist/legation-0.1.0 --sandbox
      legation deposit dist/legation-0.1.0 --publish
      legation deposit dist/legation-0.2.0 --new-version-of 1234567
    """
    from pipeline.progress import show_progress
    from pipeline.publish import SANDBOX, ZENODO, deposit_figures, deposit_lines, deposit_release, open_archive, plan_deposit
    from pipeline.release.gate import read_bands

    _refuse_missing(release)
    if api and sandbox:
        raise LegationError("Give --api or --sandbox, not both.")
    given = read_bands(bands)
    if dry_run:
        done = plan_deposit(release, bands=given)
    else:
        with open_archive(api or (SANDBOX if sandbox else ZENODO), _token()) as archive, show_progress() as on_progress, _resumable():
            done = deposit_release(
                release, archive, bands=given, new_version_of=new_version_of, publish=publish, on_progress=on_progress
            )
    print_result(deposit_figures(done), deposit_lines(done), as_json=as_json)
    if done.is_stopped:
        raise typer.Exit(1)


def _refuse_missing(release: Path) -> None:
    if not release.is_dir():
        raise LegationError(f"There is no release at {release}: it is not a folder.")


def _token() -> str:
    """The token of the archive, which is taken from the environment alone: arguments are seen by others and kept by shells."""
    token = os.environ.get("ZENODO_TOKEN", "").strip()
    if not token:
        raise LegationError("ZENODO_TOKEN is not set. Make a token in the archive's settings, and put it into the environment.")
    return token


@contextmanager
def _resumable() -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt:
        say("What was sent is kept. Run the same command again: it goes on from there.")
        raise

"""What several commands ask alike: where the data are, and whether to print JSON."""

from pathlib import Path
from typing import Annotated

import typer

DATABASE = Path("build/legation.duckdb")
DIST = Path("dist")

Database = Annotated[Path, typer.Option("--db", metavar="FILE", help="DuckDB file that a build made.")]
LookedAt = Annotated[Path, typer.Option("--db", metavar="FILE|RELEASE", help="DuckDB file that a build made, or the folder of a release.")]
Engine = Annotated[
    str | None, typer.Option("--engine", metavar="dask://HOST:PORT", help="Read and code on the workers of this Dask scheduler, not here.")
]
Shards = Annotated[
    str | None,
    typer.Option(metavar="ADDRESS", help="Folder or store (s3://...) that all its machines see, for shards. [default: FILE.shards]"),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of text.")]
AsCsv = Annotated[bool, typer.Option("--csv", help="Print a table in CSV, UTF-8, instead of text.")]

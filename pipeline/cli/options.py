"""What several commands ask alike: where the data are, and whether to print JSON."""

from pathlib import Path
from typing import Annotated

import typer

DATABASE = Path("build/legation.duckdb")
DIST = Path("dist")

Database = Annotated[Path, typer.Option("--db", metavar="FILE", help="DuckDB file that a build made.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of text.")]

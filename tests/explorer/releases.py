"""Two releases for the tests of the explorer: the sample's, and one of 100,000 made-up events whose texts try to be more than text."""

import tomllib
from importlib.resources import files
from pathlib import Path

import duckdb
import pyarrow as arrow

from pipeline.flows import work
from pipeline.options import BuildOptions
from pipeline.release import write_release
from pipeline.sample import corpus_path
from tests.bench.database import write_synthetic

N_EVENTS = 100_000
FIRST_COUNTRIES = ("PER", "VEN", "USA", "CHN", "RUS", "IND", "BRA", "FRA", "NGA", "EGY")  # those that act most often

HIT = "<img src=x onerror=hit()>"  # the first: a publisher, too
TEXTS = (
    HIT,
    "<script>hit()</script>",
    "<svg onload=hit()><a href='javascript:hit()'>click</a></svg>",
    '"><b class=hit onmouseover="hit()">bold</b> &lt;i&gt; &amp;amp; {{hit()}} ${hit()}',
    "\u202eabc \u0627\u0644\u0633\u0641\u0631\u0627\u0621 \u0637\u0631\u062f\u0648\u0627\u202c \u05e9\u05dc\u05d5\u05dd (x)",
    "\U0001f91d\U0001f1f5\U0001f1ea \U0001f468\u200d\U0001f469\u200d\U0001f467 Peru\u0301 \ufffd",
    "Averylongnamewithoutanyspace" * 12,
    "=1+1\t-1, \"quoted\", 'single'; line\nbreak",
)


def write_sample(folder: Path) -> Path:
    """The release of the sample corpus, in a new folder."""
    work.build([str(corpus_path())], folder / "sample.duckdb", BuildOptions(workers=1), None)
    return write_release(folder / "sample.duckdb", folder / "dist")


def write_large(folder: Path, n: int = N_EVENTS) -> Path:
    """The release of `n` made-up events, in a new folder: the same one on every machine."""
    build, countries = folder / "large.duckdb", _countries()
    write_synthetic(build, n, codes=[code for code, _ in countries])
    with duckdb.connect(str(build)) as connection:
        connection.register("countries", arrow.table({"code": [code for code, _ in countries], "name": [name for _, name in countries]}))
        connection.register("texts", arrow.table({"number": range(len(TEXTS)), "text": TEXTS}))
        connection.execute(Path(__file__).with_name("dressing.sql").read_text(encoding="utf-8"))
    return write_release(build, folder / "dist")


def _countries() -> list[tuple[str, str]]:
    """Code and name of every country, those that act most often first."""
    lexicon = tomllib.loads(files("pipeline.lexicon").joinpath("countries.toml").read_text(encoding="utf-8"))
    names = {country["code"]: country["name"] for country in lexicon["country"]}
    return [(code, names[code]) for code in dict.fromkeys((*FIRST_COUNTRIES, *names))]

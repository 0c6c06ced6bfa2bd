"""Options and plans as plain JSON, and back."""

import json
from pathlib import Path

import pytest

from pipeline.errors import LegationError
from pipeline.flows.account import Plan
from pipeline.flows.parameters import options_of, plain_options, plain_plan
from pipeline.flows.publishing import Stores
from pipeline.options import BuildOptions

FULL = BuildOptions(
    workers=2, max_bytes=9, model="m", quality=Path("q.json"), actors=(Path("a.csv"), Path("/b.csv")), since_release=Path("r")
)


def test_options_come_back_as_they_were() -> None:
    plain = json.loads(json.dumps(plain_options(FULL)))
    assert options_of(plain) == FULL
    assert plain_options(BuildOptions()) == {}
    assert options_of({}) == BuildOptions()


def test_paths_are_absolute_where_a_folder_is_given() -> None:
    plain = plain_options(FULL, folder=Path("/data"))
    assert (plain["quality"], plain["actors"]) == ("/data/q.json", ["/data/a.csv", "/b.csv"])
    assert plain_options(BuildOptions(shards="mounted"), folder=Path("/data")) == {"shards": "/data/mounted"}
    assert plain_options(BuildOptions(shards="s3://bucket/x"), folder=Path("/data")) == {"shards": "s3://bucket/x"}


def test_a_plan_is_plain_json() -> None:
    stores = Stores(("s3://bucket/data", "mirror"), endpoint="http://store", bands=Path("bands.toml"))
    plan = Plan(corpus=Path("corpus.toml"), db=Path("a.duckdb"), dist=Path("dist"), options=FULL, stores=stores)
    plain = json.loads(json.dumps(plain_plan(plan, folder=Path("/data"))))
    assert (plain["corpus"], plain["db"], plain["dist"], plain["bands"]) == (
        "/data/corpus.toml",
        "/data/a.duckdb",
        "/data/dist",
        "/data/bands.toml",
    )
    assert (plain["publish_to"], plain["endpoint"]) == (["s3://bucket/data", "/data/mirror"], "http://store")


@pytest.mark.parametrize(
    ("told", "message"),
    [
        ({"worker": 2}, "There is no option 'worker' of a build; there are workers, max_bytes"),
        ({"workers": "many"}, "The option 'workers' of a build cannot be 'many'"),
        ({"actors": [3]}, r"The option 'actors\.0' of a build cannot be 3"),
    ],
)
def test_a_mistake_is_named(told: dict[str, object], message: str) -> None:
    with pytest.raises(LegationError, match=message):
        options_of(told)

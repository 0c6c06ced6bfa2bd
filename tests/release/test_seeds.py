"""The release of the seeds is sound, and all of its words are proved. Its descriptors meet their validators in `descriptors/`."""

from pathlib import Path

from pipeline.release import check_release
from pipeline.verify import verify_release
from tests.conftest import SEEDS


def test_it_is_sound(seeds_release: Path) -> None:
    assert check_release(seeds_release) == []


def test_every_quote_is_proved(seeds_release: Path) -> None:
    found = verify_release(seeds_release, [str(SEEDS)])
    assert found.n_problems == 0
    assert found.counts["quotes", "right"] == found.totals["quotes"] > 60

from pathlib import Path

import pytest

from pipeline.errors import LegationError
from pipeline.release.bands import Accuracy, Ids, Rows, read_bands

BAND = 'set = "all"\nfield = "detection"\nmeasure = "f1"\nleast = 0.5\nreason = "Mine."\n'


def test_every_band_that_ships_has_a_reason_that_is_a_sentence() -> None:
    bands = read_bands()
    assert {band.KIND for band in bands} == {"measured", "accuracy", "ids", "rows"}
    assert all(band.reason.endswith(".") and len(band.reason) > 40 for band in bands)


def test_a_band_of_the_user_takes_the_place_of_the_one_about_the_same_thing(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(f"[[accuracy]]\n{BAND}\n[[accuracy]]\n{BAND.replace('all', 'news')}\n[[ids]]\nmost = 1\nreason = 'New rules.'\n")
    ours, mine = read_bands(), read_bands(file)
    assert len(mine) == len(ours) + 1
    assert [band.reason for band in mine if isinstance(band, Ids)] == ["New rules."]
    found = {band.set: band.least for band in mine if isinstance(band, Accuracy) and (band.field, band.measure) == ("detection", "f1")}
    assert (found["all"], found["news"]) == (0.5, 0.5)
    assert [band for band in mine if isinstance(band, Rows)] == [band for band in ours if isinstance(band, Rows)]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[[accuracy]\n", "is no TOML"),
        (f"[[speed]]\n{BAND}", r"no bands of the kind 'speed': write \[\[measured\]\], \[\[accuracy\]\]"),
        (f"[accuracy]\n{BAND}", "no bands of the kind 'accuracy'"),
        ("accuracy = [1]\n", r"\[\[accuracy\]\] number 1"),
        (f"[[accuracy]]\n{BAND}most = 1\n", r"\[\[accuracy\]\] number 1: unknown most; there are set, field, measure, least, from, reason"),
        ("[[ids]]\nmost = 1\n", "reason is missing"),
        (f"[[accuracy]]\n{BAND.replace('f1', 'speed')}", "measure is one of precision, recall, f1, not 'speed'"),
        ('[[rows]]\ncount = "verbs"\nleast = 1\nmost = 2\nreason = "."\n', "count is one of documents, events, mentions, relations"),
        (f"[[accuracy]]\n{BAND.replace('0.5', chr(34) + 'half' + chr(34))}", "least is a number, not 'half'"),
        (f"[[accuracy]]\n{BAND.replace('0.5', 'true')}", "least is a number, not True"),
        ("[[ids]]\nmost = 1\nreason = 3\n", "reason is a text, not 3"),
    ],
)
def test_what_is_no_band_is_refused_with_its_place_and_reason(tmp_path: Path, text: str, reason: str) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(text)
    with pytest.raises(LegationError, match=rf"mine\.toml.*{reason}"):
        read_bands(file)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(LegationError, match=r"bands in .*gone\.toml cannot be read"):
        read_bands(tmp_path / "gone.toml")

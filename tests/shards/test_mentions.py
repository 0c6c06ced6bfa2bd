"""Mentions that wait on disk: what comes out is what went in, block by block; and a disk that takes no more is told."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.records import Mention, Party
from pipeline.shards.mentions import Spool, block_of
from tests.merge.reports import MENTIONS, report


def mentions_of(n: int) -> list[Mention]:
    """Mentions of three blocks, the second of which is twice as large as the others."""
    acts = ("condemn", "meet", "meet", "ASSAULT")
    return [report("PER", acts[number % 4], "VEN, /Ana Paz", source=f"src_{number}", start=number) for number in range(n)]


@pytest.mark.parametrize("most", [0, 1, 7, 20, 1000])
def test_what_comes_out_is_what_went_in_however_much_fits_in_memory(most: int, tmp_path: Path) -> None:
    mentions, spool = mentions_of(60), Spool(tmp_path / "spool", most=most)
    for start in range(0, 60, 6):
        spool.add(mentions[start : start + 6])
    assert spool.n == 60
    assert spool.blocks() == (("CONSULT", "meet"), ("ACCUSE", "condemn"), ("ASSAULT", ""))
    for block in (*spool.blocks(), *spool.blocks()):
        assert spool.read(block) == [mention for mention in mentions if block_of(mention) == block]
    assert spool.read(("AID", "")) == []
    assert (tmp_path / "spool").exists() == (most < 60)
    spool.close()


def test_what_fits_stays_in_memory_and_the_largest_block_goes_first(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "spool", most=40)
    spool.add(mentions_of(60))
    assert [path.name for path in (tmp_path / "spool").iterdir()] == ["mentions-0000.parquet"]
    everything = Spool()
    everything.add(mentions_of(60))
    assert [everything.read(block) for block in everything.blocks()] == [spool.read(block) for block in spool.blocks()]
    spool.close()


def test_any_text_survives(tmp_path: Path) -> None:
    """A lone surrogate, which no UTF-8 file can hold as it is, can stand in the text of a JSON line."""
    odd = replace(report("PER", "meet", "VEN"), quote="\ud800 \x00 \U0001f600", trigger="", date_text="é\udfff")
    odd = replace(odd, said_by=Party("ana-paz", "Ana\ud800", "person", None, "\n"))
    spool = Spool(tmp_path / "spool", most=0)
    spool.add([odd, report("PER", "meet", "VEN")])
    assert spool.read(block_of(odd)) == [odd, report("PER", "meet", "VEN")]


@given(MENTIONS, st.integers(0, 14))
def test_every_mention_comes_out_once(tmp_path_factory: pytest.TempPathFactory, mentions: list[Mention], most: int) -> None:
    spool = Spool(tmp_path_factory.mktemp("spool") / "shards", most=most)
    spool.add(mentions)
    found = [mention for block in spool.blocks() for mention in spool.read(block)]
    assert Counter(found) == Counter(mentions)
    spool.close()


def test_a_full_disk_is_told(tmp_path: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no device that is always full")
    (tmp_path / "spool").mkdir()
    (tmp_path / "spool" / "mentions-0000.parquet").symlink_to(full)
    spool = Spool(tmp_path / "spool", most=0)
    with pytest.raises(OSError, match="No space left"):
        spool.add([replace(mention, quote=f"{mention} " * 20) for mention in mentions_of(4000)])
        spool.close()

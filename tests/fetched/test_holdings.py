"""What was fetched is held as it came, whatever ends the writing, and read in the same order every time."""

import io
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from pipeline.fetched import Copy, Holdings, HoldingsError, Problem, index, open_holdings, warc

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
URL = "http://lima.example/1"
HEADERS = [("Content-Type", "text/html; charset=iso-8859-1"), ("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")]


def add(holdings: Holdings, url: str = URL, content: bytes = b"<p>Peru.", *, minutes: int = 0, source: str = "lima", **told: object) -> str:
    given = {"media_type": "text/html", "headers": HEADERS, "at": AT + timedelta(minutes=minutes)} | told
    return holdings.add(source, url, content, **given)  # type: ignore[arg-type]


def contents(folder: Path, source: str = "lima") -> dict[str, bytes]:
    with open_holdings(folder) as holdings:
        return {each.url: holdings.read(each) for each in holdings.newest(source)}


def test_the_newest_content_of_each_address_comes_in_the_order_of_the_addresses(tmp_path: Path) -> None:
    with open_holdings(tmp_path, for_writing=True) as holdings:
        assert [add(holdings, f"{URL}/b"), add(holdings, f"{URL}/a", b"old"), add(holdings, f"{URL}/a", b"new", minutes=1)] == [
            "new",
            "new",
            "changed",
        ]
        assert add(holdings, f"{URL}/a", source="quito") == "new"
        add(holdings, "http://lima.example/feed", b"<rss/>", role="listing")
    assert contents(tmp_path) == {f"{URL}/a": b"new", f"{URL}/b": b"<p>Peru."}
    assert list(contents(tmp_path)) == sorted(contents(tmp_path))


def test_what_is_said_of_a_content_is_kept(tmp_path: Path) -> None:
    told = {"final_url": f"{URL}/moved", "charset": "iso-8859-1", "title": "Ñandú", "published_on": date(2026, 2, 27)}
    with open_holdings(tmp_path, for_writing=True) as holdings:
        add(holdings, **told, etag='"1"', last_modified="Sun", stamp="7")
    with open_holdings(tmp_path) as holdings:
        [fetched] = holdings.newest("lima")
        known = holdings.last("lima", URL)
    assert {name: getattr(fetched, name) for name in told} == told
    assert (fetched.status, fetched.media_type, fetched.fetched_at) == (200, "text/html", AT)
    assert known
    assert (known.etag, known.last_modified, known.stamp, known.asked_at, known.held) == ('"1"', "Sun", "7", AT, fetched)


def test_the_same_content_is_held_once(tmp_path: Path) -> None:
    with open_holdings(tmp_path, for_writing=True) as holdings:
        add(holdings, etag='"1"')
        size = (tmp_path / "fetched-00001.warc.gz").stat().st_size
        assert add(holdings, etag='"2"', minutes=5) == "unchanged"
        known = holdings.last("lima", URL)
        assert known
        assert (known.etag, known.asked_at) == ('"2"', AT + timedelta(minutes=5))
    assert (tmp_path / "fetched-00001.warc.gz").stat().st_size == size


def test_the_files_are_archives_that_others_can_read(tmp_path: Path) -> None:
    with open_holdings(tmp_path, for_writing=True) as holdings:
        add(holdings)
        holdings.add("lima", f"{URL}/wiki", b"'''Peru'''", at=AT, media_type="text/x-wiki")
    with (tmp_path / "fetched-00001.warc.gz").open("rb") as stream:
        records = [
            (each.rec_type, each.rec_headers.get_header("WARC-Target-URI"), each.content_stream().read())
            for each in ArchiveIterator(stream, check_digests="raise")
        ]
    assert [each[:2] for each in records] == [("warcinfo", None), ("response", URL), ("resource", f"{URL}/wiki")]
    assert [each[2] for each in records[1:]] == [b"<p>Peru.", b"'''Peru'''"]  # although it came packed, and in pieces


@given(content=st.binary(max_size=3000), status=st.integers(200, 599))
def test_any_content_comes_back_as_it_was(content: bytes, status: int) -> None:
    stream = io.BytesIO()
    warc.write_response(stream, URL, content, status=status, headers=HEADERS, at=AT)
    record = next(iter(ArchiveIterator(io.BytesIO(stream.getvalue()))))
    assert record.content_stream().read() == content


def test_a_full_file_is_followed_by_another(tmp_path: Path) -> None:
    with open_holdings(tmp_path, for_writing=True, largest_file=600) as holdings:
        for number in range(4):
            add(holdings, f"{URL}/{number}", b"x%d" % number)
    assert len(list(tmp_path.glob("fetched-*.warc.gz"))) == 4
    assert list(contents(tmp_path).values()) == [b"x0", b"x1", b"x2", b"x3"]


def test_what_is_withdrawn_is_no_longer_listed_until_it_comes_back(tmp_path: Path) -> None:
    with open_holdings(tmp_path, for_writing=True) as holdings:
        add(holdings)
        holdings.withdraw("lima", URL, at=AT)
        assert list(holdings.newest("lima")) == []
        known = holdings.last("lima", URL)
        assert known
        assert known.held is None
        assert add(holdings) == "new"
    assert contents(tmp_path) == {URL: b"<p>Peru."}


def test_a_reader_sees_the_state_at_the_opening(tmp_path: Path) -> None:
    with open_holdings(tmp_path, for_writing=True) as holdings:
        add(holdings)
        with open_holdings(tmp_path) as reader:
            add(holdings, content=b"changed")
            add(holdings, f"{URL}/2")
            assert [reader.read(each) for each in reader.newest("lima")] == [b"<p>Peru."]


def test_more_addresses_than_are_read_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.fetched.holdings._AT_ONCE", 2)
    with open_holdings(tmp_path, for_writing=True) as holdings:
        for number in range(5):
            add(holdings, f"{URL}/{number}")
        holdings.withdraw("lima", f"{URL}/1", at=AT)
        holdings.withdraw("lima", f"{URL}/2", at=AT)
        holdings.withdraw("lima", f"{URL}/3", at=AT)
    assert list(contents(tmp_path)) == [f"{URL}/0", f"{URL}/4"]


def test_a_problem_lasts_until_the_address_gives_something(tmp_path: Path) -> None:
    problem = Problem(source="lima", url=URL, outcome="failed", reason="It is down.", asked_at=AT)
    with open_holdings(tmp_path, for_writing=True) as holdings:
        holdings.note_problem(problem)
        assert (holdings.problem("lima", URL), holdings.problems("lima"), holdings.problems("quito")) == (problem, (problem,), ())
        add(holdings)
        assert holdings.problems("lima") == ()


def test_copies_are_noted_by_path(tmp_path: Path) -> None:
    copy = Copy(source="lima", path="a/b.txt", tag="1", bytes=5, sha256="0" * 64)
    with open_holdings(tmp_path, for_writing=True) as holdings:
        holdings.note_copy(copy)
        assert holdings.copies("lima") == {"a/b.txt": copy}
        assert holdings.copies_folder("lima") == tmp_path / "copies" / "lima"
        holdings.forget_copy("lima", "a/b.txt")
        assert holdings.copies("lima") == {}


def test_what_a_writer_left_half_done_is_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "fetched-00001.warc.gz"
    with open_holdings(tmp_path, for_writing=True) as holdings:
        add(holdings)
    whole = path.read_bytes()
    path.write_bytes(whole + b"\x1f\x8b half of a rec")
    assert contents(tmp_path) == {URL: b"<p>Peru."}  # readers do not mind
    with open_holdings(tmp_path, for_writing=True) as holdings:
        assert path.read_bytes() == whole
        add(holdings, f"{URL}/2", b"Two.")
    assert list(contents(tmp_path).values()) == [b"<p>Peru.", b"Two."]


def test_a_disk_that_was_full_leaves_no_trace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_holdings(tmp_path, for_writing=True) as holdings:
        add(holdings)
        with monkeypatch.context() as patched:
            patched.setattr("pipeline.fetched.holdings.flush", _full)
            with pytest.raises(HoldingsError, match="cannot be written: No space left"):
                add(holdings, f"{URL}/2")
        add(holdings, f"{URL}/3", b"Three.")
    assert contents(tmp_path) == {URL: b"<p>Peru.", f"{URL}/3": b"Three."}
    with (tmp_path / "fetched-00001.warc.gz").open("rb") as stream:
        assert [record.rec_type for record in ArchiveIterator(stream)] == ["warcinfo", "response", "response"]


@pytest.mark.parametrize(
    "place", ["pipeline.fetched.holdings:flush", "pipeline.fetched.holdings:Holdings._note", "pipeline.fetched.warc:write_information"]
)
def test_a_writer_that_is_killed_loses_what_it_was_writing_and_nothing_else(tmp_path: Path, place: str) -> None:
    with open_holdings(tmp_path, for_writing=True, largest_file=300) as holdings:
        add(holdings)
    killed = subprocess.run([sys.executable, "-c", _KILLED, str(tmp_path), place], capture_output=True, text=True, cwd=Path.cwd())
    assert killed.returncode == -9, killed.stderr
    assert contents(tmp_path) == {URL: b"<p>Peru."}
    with open_holdings(tmp_path, for_writing=True, largest_file=300) as holdings:
        assert add(holdings, f"{URL}/2", b"Two.") == "new"
    assert contents(tmp_path) == {URL: b"<p>Peru.", f"{URL}/2": b"Two."}
    for path in tmp_path.glob("*.warc.gz"):
        with path.open("rb") as stream:
            assert [record.rec_type for record in ArchiveIterator(stream)] == ["warcinfo", "response"]


_KILLED = """
import os, signal, sys
from importlib import import_module
from pathlib import Path
from tests.fetched.test_holdings import URL, add
from pipeline.fetched import open_holdings

module, _, path = sys.argv[2].partition(":")
owner = import_module(module)
*classes, name = path.split(".")
for each in classes:
    owner = getattr(owner, each)
function = getattr(owner, name)

def end(*arguments, **options):
    function(*arguments, **options)
    os.kill(os.getpid(), signal.SIGKILL)

setattr(owner, name, end)
with open_holdings(Path(sys.argv[1]), for_writing=True, largest_file=300) as holdings:
    add(holdings, URL + "/2", b"Two.")
"""


def test_only_one_writes(tmp_path: Path) -> None:
    with open_holdings(tmp_path, for_writing=True):
        with (
            pytest.raises(HoldingsError, match=rf"filled by another fetch \(process {os.getpid()}\)"),
            open_holdings(tmp_path, for_writing=True),
        ):
            pass
        assert contents(tmp_path) == {}
    with open_holdings(tmp_path, for_writing=True) as holdings:
        add(holdings)


def test_holdings_that_are_not_there_are_said(tmp_path: Path) -> None:
    with pytest.raises(HoldingsError, match=r"not there yet\. Fetch first"), open_holdings(tmp_path / "none"):
        pass
    assert not (tmp_path / "none").exists()


def _damaged_record(folder: Path) -> None:
    path = folder / "fetched-00001.warc.gz"
    content = bytearray(path.read_bytes())
    content[-60:-20] = bytes(40)
    path.write_bytes(content)


@pytest.mark.parametrize(
    "damage",
    [
        _damaged_record,
        lambda folder: (folder / "fetched-00001.warc.gz").unlink(),
        lambda folder: os.truncate(folder / "fetched-00001.warc.gz", 300),
        lambda folder: (folder / "fetched-00001.warc.gz").write_bytes(bytes(5000)),
    ],
)
def test_a_damaged_content_is_said(tmp_path: Path, damage: Callable[[Path], object]) -> None:
    with open_holdings(tmp_path, for_writing=True) as holdings:
        add(holdings)
    damage(tmp_path)
    with open_holdings(tmp_path) as holdings:
        [fetched] = holdings.newest("lima")
        with pytest.raises(HoldingsError, match="are damaged"):
            holdings.read(fetched)


def test_a_file_that_lost_records_is_not_written_to(tmp_path: Path) -> None:
    with open_holdings(tmp_path, for_writing=True) as holdings:
        add(holdings)
    os.truncate(tmp_path / "fetched-00001.warc.gz", 300)
    with pytest.raises(HoldingsError, match="holds 300 bytes of"), open_holdings(tmp_path, for_writing=True):
        pass


def test_archives_without_their_index_are_not_overwritten(tmp_path: Path) -> None:
    with open_holdings(tmp_path, for_writing=True) as holdings:
        add(holdings)
    (tmp_path / index.NAME).unlink()
    with pytest.raises(HoldingsError, match="have WARC files but no index"), open_holdings(tmp_path, for_writing=True):
        pass


@pytest.mark.parametrize("for_writing", [False, True])
def test_an_index_that_is_none_is_said(tmp_path: Path, for_writing: bool) -> None:
    (tmp_path / index.NAME).write_bytes(b"no database at all" * 100)
    with pytest.raises(HoldingsError, match="cannot be read"), open_holdings(tmp_path, for_writing=for_writing):
        pass


def test_an_index_of_another_version_is_said(tmp_path: Path) -> None:
    with open_holdings(tmp_path, for_writing=True) as holdings:
        holdings.connection.execute("PRAGMA user_version = 99")
    with pytest.raises(HoldingsError, match="layout 99, not 1"), open_holdings(tmp_path):
        pass


def _full(*arguments: object) -> int:
    raise OSError(28, "No space left on device")

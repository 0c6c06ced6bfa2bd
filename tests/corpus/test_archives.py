"""Archives that somebody made to do harm: each gives its documents or a reject with a reason, in little memory, and never an exception."""

import bz2
import gzip
import io
import struct
import tarfile
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from pipeline.corpus import archives, limits, read_corpus
from pipeline.records import RawDocument, Reject

TEXT = b"Lima recalled its envoy."
ZEROS = bytes(1_000_000)


def read(path: Path, max_bytes: int = 5_000_000) -> tuple[list[str], list[tuple[str | None, str, str]]]:
    found = list(read_corpus(str(path), max_bytes=max_bytes))
    documents = [item.path for item in found if isinstance(item, RawDocument)]
    return documents, [(item.path, item.check_name, item.reason) for item in found if isinstance(item, Reject)]


def add(archive: tarfile.TarFile, name: str, content: bytes = TEXT, **headers: str) -> None:
    info = tarfile.TarInfo(name)
    info.size, info.pax_headers = len(content), headers
    archive.addfile(info, io.BytesIO(content))


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits that small archives come to."""
    monkeypatch.setattr(limits, "FREE", 500_000)


@pytest.mark.usefixtures("narrow")
@pytest.mark.parametrize("name", ["bomb.tar.gz", "bomb.tar.bz2", "bomb.tar.xz", "bomb.zip", "bomb.wacz"])
def test_an_archive_that_unpacks_to_far_too_much_is_left_and_the_rest_read(tmp_path: Path, name: str) -> None:
    if name.startswith("bomb.tar"):
        with tarfile.open(tmp_path / name, "w:" + name.rpartition(".")[2]) as archive:  # type: ignore[call-overload]
            for number in range(40):
                add(archive, f"{number:02}.txt", ZEROS)
    else:
        with zipfile.ZipFile(tmp_path / name, "w", zipfile.ZIP_DEFLATED) as zipped:
            for number in range(40):
                is_web = name.endswith("wacz")
                head = b"WARC/1.0\r\nContent-Length: 1000000\r\n\r\n" if is_web else b""
                zipped.writestr(f"archive/{number:02}.warc" if is_web else f"{number:02}.txt", head + ZEROS)
    (tmp_path / "z.md").write_bytes(TEXT)
    documents, rejects = read(tmp_path)
    assert documents == ["z.md"]
    assert (name, "archive-bomb") in [(path, check) for path, check, _ in rejects]
    assert len(rejects) < 20
    assert "unpack to more than 500,000 bytes" in next(reason for _, check, reason in rejects if check == "archive-bomb")


@pytest.mark.usefixtures("narrow")
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl.gz", gzip.compress(b" " * 3_000_000)),
        ("a.jsonl.gz", gzip.compress(b"\n" * 3_000_000)),
        ("a.xml.bz2", bz2.compress(b"<mediawiki>" + b" " * 8_000_000)),
        ("a.warc.gz", gzip.compress(b"\r\n" + b"WARC/1.0\r\nContent-Length: 9000000\r\n\r\n" + bytes(9_000_000))),
    ],
)
def test_so_is_a_packed_file_alone_or_in_an_archive(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with tarfile.open(tmp_path / "b.tar", "w") as archive:
        add(archive, name, content)
    _, rejects = read(tmp_path)
    assert [(path, check) for path, check, _ in rejects] == [(name, "archive-bomb"), ("b.tar", "archive-bomb")]


def test_a_bomb_costs_no_memory(tmp_path: Path) -> None:
    for method in (zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        with zipfile.ZipFile(tmp_path / f"{method}.zip", "w", method) as zipped, zipped.open("a.txt", "w") as member:
            for _ in range(50):
                member.write(ZEROS)
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(ZEROS * 50))
    tracemalloc.start()
    _, rejects = read(tmp_path, max_bytes=200_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [check for _, check, _ in rejects] == ["unsafe-member", "too-large", "too-large", "too-large"]
    assert peak < 25_000_000  # what is packed in them is 200 MB


def test_much_repeated_text_is_no_bomb(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "a.tar.xz", "w:xz") as archive:
        for number in range(300):
            add(archive, f"{number}.md", TEXT * 100)
    assert len(read(tmp_path / "a.tar.xz")[0]) == 300


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("C:\\windows\\a.md", "leads out of the archive"),
        ("c:a.md", "leads out of the archive"),
        ("..\\..\\a.md", "leads out of the archive"),
        ("\\\\server\\a.md", "leads out of the archive"),
        ("a/../../b.md", "leads out of the archive"),
        ("a\x1b[31m.md", "a character that is not seen or turns the direction of writing (U+001B)"),
        ("a\u202edm.md", "a character that is not seen or turns the direction of writing (U+202E)"),
        ("x" * 3000 + ".md", "a name of 3,003 characters; 2,000 are the most"),
    ],
)
@pytest.mark.parametrize("kind", ["tar", "zip"])
def test_a_name_that_leads_out_or_deceives_is_refused(tmp_path: Path, kind: str, name: str, reason: str) -> None:
    path = tmp_path / f"a.{kind}"
    if kind == "tar":
        with tarfile.open(path, "w") as archive:
            add(archive, name)
            add(archive, "fine.md")
    else:
        with zipfile.ZipFile(path, "w") as zipped:
            zipped.writestr(name, TEXT)
            zipped.writestr("fine.md", TEXT)
    documents, rejects = read(path)
    assert documents == ["fine.md"]
    assert [check for _, check, _ in rejects] == ["unsafe-member"]
    assert reason in rejects[0][2]
    assert rejects[0][0] and rejects[0][0].isprintable() and len(rejects[0][0]) < 300


def test_backslashes_are_slashes(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "a.tar", "w") as archive:
        add(archive, "sub\\a.md")
    assert read(tmp_path / "a.tar")[0] == ["sub/a.md"]


def test_names_on_a_disk_are_judged_alike(tmp_path: Path) -> None:
    (tmp_path / "a\u202edm.md").write_bytes(TEXT)
    (tmp_path / "b.md").write_bytes(TEXT)
    documents, rejects = read(tmp_path)
    assert (documents, [(path, check) for path, check, _ in rejects]) == (["b.md"], [("a\\u202edm.md", "unsafe-name")])


def test_of_two_members_of_one_name_the_second_is_refused(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "a.tar", "w") as archive:
        add(archive, "a.md")
        add(archive, "./a.md", b"Quito waits.")
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as zipped:
        zipped.writestr("a.md", TEXT)
        with pytest.warns(UserWarning, match="Duplicate"):
            zipped.writestr("a.md", b"Quito waits.")
    documents, rejects = read(tmp_path)
    assert documents == ["a.tar/a.md", "b.zip/a.md"]
    assert [(path, check) for path, check, _ in rejects] == [("a.tar/a.md", "unsafe-member"), ("b.zip/a.md", "unsafe-member")]


def test_devices_links_and_sparse_files_are_refused(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "a.tar", "w") as archive:
        for number, kind in enumerate((tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE, tarfile.LNKTYPE, tarfile.SYMTYPE)):
            info = tarfile.TarInfo(f"{number}.md")
            info.type, info.linkname = kind, "fine.md"
            archive.addfile(info)
        add(archive, "sparse.md", b"1\n0\n5\n".ljust(512, b"\0") + b"abcde", **{"GNU.sparse.major": "1", "GNU.sparse.minor": "0",
                                                                       "GNU.sparse.realsize": "99999999999"})  # fmt: skip
        add(archive, "fine.md")
    documents, rejects = read(tmp_path / "a.tar")
    assert documents == ["fine.md"]
    assert [check for _, check, _ in rejects] == ["unsafe-member"] * 6


def test_a_huge_header_is_passed_over_with_a_reject(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "a.tar", "w") as archive:
        add(archive, "a.md", comment="9" * 2_000_000)
        add(archive, "b.md")
    documents, rejects = read(tmp_path / "a.tar")
    assert documents == ["a.md", "b.md"]
    assert [check for _, check, _ in rejects] == ["unsafe-member"]


def test_headers_without_end_are_no_endless_recursion(tmp_path: Path) -> None:
    header = tarfile.TarInfo("x")
    header.type, header.size = tarfile.XHDTYPE, 512
    block = header.tobuf(tarfile.USTAR_FORMAT) + b"11 comment=\n".ljust(512, b"\0")
    (tmp_path / "a.tar").write_bytes(block * 3000)
    assert [(path, check) for path, check, _ in read(tmp_path / "a.tar")[1]] == [("a.tar", "unreadable-archive")]


@pytest.mark.parametrize("harm", ["damaged", "appended", "no-end"])
def test_what_tarfile_takes_for_the_end_is_told(tmp_path: Path, harm: str) -> None:
    with tarfile.open(tmp_path / "a.tar", "w") as archive:
        for name in ("a.md", "b.md", "c.md"):
            add(archive, name)
    content = bytearray((tmp_path / "a.tar").read_bytes())
    if harm == "damaged":
        content[1024 + 3] ^= 255
    (tmp_path / "a.tar").write_bytes(content + content if harm == "appended" else content[: 3 * 1024] if harm == "no-end" else content)
    documents, rejects = read(tmp_path / "a.tar")
    assert documents == (["a.md"] if harm == "damaged" else ["a.md", "b.md", "c.md"])
    assert [check for _, check, _ in rejects] == ["unreadable-archive"]


def test_too_many_members_are_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_MEMBERS", 3)
    with tarfile.open(tmp_path / "a.tar", "w") as archive:
        for number in range(5):
            add(archive, f"{number}.md")
    documents, rejects = read(tmp_path / "a.tar")
    assert documents == ["0.md", "1.md", "2.md"]
    assert "more than 3 members" in rejects[0][2]


@pytest.mark.parametrize("is_large", [False, True])
def test_a_zip_with_a_huge_directory_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_large: bool) -> None:
    monkeypatch.setattr(archives, "_LARGEST_DIRECTORY", 100)
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as zipped:
        for number in range(5):
            zipped.writestr(f"{number}.md", TEXT)
    content = (tmp_path / "a.zip").read_bytes()
    if is_large:  # the same in the form for more than 4 GB
        end = content[-22:]
        size, start = struct.unpack("<II", end[12:20])
        record = struct.pack("<4sQHHIIQQQQ", b"PK\6\6", 44, 45, 45, 0, 0, 5, 5, size, start)
        locator = struct.pack("<4sIQI", b"PK\6\7", 0, len(content) - 22, 1)
        content = content[:-22] + record + locator + end[:12] + b"\xff" * 8 + end[20:]
    (tmp_path / "a.zip").write_bytes(content)
    documents, rejects = read(tmp_path / "a.zip")
    assert documents == []
    assert "its list of members is larger than 100 bytes" in rejects[0][2]


def test_an_encrypted_member_is_refused_and_an_archive_in_an_archive_not_opened(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as zipped:
        zipped.writestr("a.md", TEXT)
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as zipped:
        zipped.writestr("inner.zip", inner.getvalue())
        zipped.writestr("secret.md", TEXT)
    content = bytearray((tmp_path / "a.zip").read_bytes())
    content[content.rfind(b"PK\1\2") + 8] |= 1
    (tmp_path / "a.zip").write_bytes(content)
    documents, rejects = read(tmp_path / "a.zip")
    assert documents == []
    assert [(path, check) for path, check, _ in rejects] == [("inner.zip", "unknown-kind"), ("secret.md", "unsafe-member")]
    assert "an archive within an archive" in rejects[0][2] and "is encrypted" in rejects[1][2]

"""Folders, archives, JSON lines and addresses: what is read, in which order, and what becomes of what cannot be read."""

import gzip
import hashlib
import io
import json
import os
import tarfile
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import fsspec
import pytest
import zstandard

from pipeline.corpus import CorpusError, corpus_name, read_corpus
from pipeline.records import RawDocument, Reject

LIMA = "Lima recalled its envoy."
QUITO = "Quito opened an embassy in Accra.\r\n"


def read(location: Path | str, max_bytes: int = 5_000_000) -> list[RawDocument | Reject]:
    return list(read_corpus(str(location), max_bytes=max_bytes))


def documents(location: Path | str) -> dict[str, str]:
    return {found.path: found.text for found in read(location) if isinstance(found, RawDocument)}


def rejects(location: Path | str, max_bytes: int = 5_000_000) -> list[tuple[str | None, str, str | None]]:
    return [(found.path, found.check_name, found.locator) for found in read(location, max_bytes) if isinstance(found, Reject)]


def make_tar(path: Path, mode: str = "w") -> Path:
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]
        for name, text in (("./z/lima.md", LIMA), ("quito.txt", QUITO), (".hidden/x.md", "no")):
            info = tarfile.TarInfo(name)
            info.size = len(text.encode())
            archive.addfile(info, io.BytesIO(text.encode()))
    return path


def make_zip(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("z/lima.md", LIMA)
        archive.writestr("quito.txt", QUITO)
    return path


def make_zst(path: Path) -> Path:
    plain = make_tar(path.with_suffix(""))
    path.write_bytes(zstandard.ZstdCompressor().compress(plain.read_bytes()))
    return path


ARCHIVES: dict[str, Callable[[Path], Path]] = {
    "old.tar": make_tar,
    "old.tar.gz": lambda path: make_tar(path, "w:gz"),
    "old.tgz": lambda path: make_tar(path, "w:gz"),
    "old.tar.bz2": lambda path: make_tar(path, "w:bz2"),
    "old.tar.xz": lambda path: make_tar(path, "w:xz"),
    "old.tar.zst": make_zst,
    "old.zip": make_zip,
}


def test_a_folder_is_walked_in_the_order_of_names_and_hidden_files_are_passed_over(tmp_path: Path) -> None:
    for name in ("b.txt", "a/deep/c.md", "a/.git/x.md", ".y.md", "d.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(LIMA, encoding="utf-8")
    found = read(tmp_path)
    assert [document.path for document in found] == ["a/deep/c.md", "b.txt", "d.html"]
    assert all(isinstance(document, RawDocument) and document.corpus == tmp_path.name for document in found)
    assert found == read(str(tmp_path) + "/")


def test_a_single_file_keeps_its_text_and_has_the_hash_of_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "one.txt"
    content = ("\ufeff " + QUITO + "Perú\n").encode()
    path.write_bytes(content)
    (document,) = read(path)
    assert isinstance(document, RawDocument)
    assert document.text == "\ufeff Quito opened an embassy in Accra.\r\nPerú\n"
    assert (document.corpus, document.path, document.suffix) == ("one", "one.txt", ".txt")
    assert document.sha256 == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize("name", ARCHIVES)
def test_an_archive_gives_its_members(tmp_path: Path, name: str) -> None:
    path = ARCHIVES[name](tmp_path / name)
    assert documents(path) == {"z/lima.md": LIMA, "quito.txt": QUITO}
    assert {document.corpus for document in read(path) if isinstance(document, RawDocument)} == {"old"}


def test_an_archive_in_a_folder_is_part_of_the_path(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    make_zip(tmp_path / "sub" / "old.zip")
    assert list(documents(tmp_path)) == ["sub/old.zip/z/lima.md", "sub/old.zip/quito.txt"]


@pytest.mark.parametrize("name", [name for name in ARCHIVES if name != "old.tar"])
def test_a_truncated_archive_is_rejected_and_the_rest_of_the_folder_read(tmp_path: Path, name: str) -> None:
    path = ARCHIVES[name](tmp_path / name)
    (tmp_path / "old.tar").unlink(missing_ok=True)
    path.write_bytes(path.read_bytes()[:-40])
    (tmp_path / "z.md").write_text(LIMA, encoding="utf-8")
    assert (name, "unreadable-archive", None) in rejects(tmp_path)
    assert documents(tmp_path)["z.md"] == LIMA


def test_a_tar_that_breaks_off_within_a_member_is_rejected(tmp_path: Path) -> None:
    path = make_tar(tmp_path / "old.tar")
    path.write_bytes(path.read_bytes()[:520])
    assert "unreadable" in rejects(path)[0][1]


def test_links_and_members_that_lead_out_are_rejected(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "bad.tar", "w") as archive:
        link = tarfile.TarInfo("link.md")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
        for name in ("../up.md", "/root.md", "fine.md"):
            info = tarfile.TarInfo(name)
            info.size = len(LIMA)
            archive.addfile(info, io.BytesIO(LIMA.encode()))
    found = rejects(tmp_path / "bad.tar")
    assert [(path, check) for path, check, _ in found] == [
        ("link.md", "unsafe-member"),
        ("../up.md", "unsafe-member"),
        ("/root.md", "unsafe-member"),
    ]
    assert list(documents(tmp_path / "bad.tar")) == ["fine.md"]


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("latin.txt", "Per\xfa".encode("latin-1"), ("latin.txt", "not-utf8", "byte 3")),
        ("empty.md", b"", ("empty.md", "empty", None)),
        ("blank.md", b" \n\t\n", ("blank.md", "empty", None)),
        ("large.md", b"a" * 101, ("large.md", "too-large", None)),
        ("paper.pdf", b"%PDF", ("paper.pdf", "unknown-kind", None)),
        ("none", b"text", ("none", "unknown-kind", None)),
        ("binary.txt", b"ab\0c", ("binary.txt", "not-text", "character 2")),
        ("broken.jsonl.gz", b"no gzip", ("broken.jsonl.gz", "unreadable", None)),
        ("broken.zip", b"no zip", ("broken.zip", "unreadable-archive", None)),
    ],
)
def test_what_cannot_be_read_is_rejected_with_its_path_and_the_others_go_on(
    tmp_path: Path, name: str, content: bytes, expected: tuple[str, str, str | None]
) -> None:
    (tmp_path / name).write_bytes(content)
    (tmp_path / "zz.md").write_text(LIMA, encoding="utf-8")
    found = read(tmp_path, max_bytes=100)
    assert isinstance(found[0], Reject)
    assert (found[0].path, found[0].check_name, found[0].locator) == expected
    assert found[0].stage == "corpus"
    assert str(tmp_path) not in found[0].reason
    assert isinstance(found[1], RawDocument)


def test_a_document_as_large_as_the_limit_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"a" * 100)
    assert not rejects(tmp_path, max_bytes=100)


def test_links_in_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(LIMA, encoding="utf-8")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "lost.md").symlink_to(tmp_path / "gone.md")
    os.mkfifo(tmp_path / "pipe.md")
    assert list(documents(tmp_path)) == ["a.md"]
    assert [path for path, check, _ in rejects(tmp_path) if check == "unreadable"] == ["loop", "lost.md", "pipe.md"]


def test_a_location_that_does_not_exist_is_the_users_to_mend(tmp_path: Path) -> None:
    with pytest.raises(CorpusError) as caught:
        read_corpus(str(tmp_path / "nowhere"))  # at once, not when the first document is asked for
    assert caught.value.location.endswith("nowhere")
    assert "Check the spelling" in caught.value.message
    with pytest.raises(CorpusError):
        read_corpus("nosuchprotocol://x/y")


def test_an_address_is_opened_through_fsspec() -> None:
    files = fsspec.filesystem("memory")
    files.pipe("/legation-test/sub/a.md", LIMA.encode())
    files.pipe("/legation-test/b.txt", QUITO.encode())
    try:
        assert list(documents("memory://legation-test")) == ["b.txt", "sub/a.md"]
        assert list(documents("memory://legation-test/sub/a.md")) == ["a.md"]
    finally:
        files.rm("/legation-test", recursive=True)


LINES = [
    {
        "id": "n-1", "text": LIMA, "date": "2019-04-10", "title": " A  title ", "url": "https://example.org/1", "publisher": "Paper",
        "language": "en-GB", "licence": "CC0-1.0", "format": "newswire",
    },
    {"id": 7, "text": QUITO, "date": "2019-04", "title": None},
]  # fmt: skip


@pytest.mark.parametrize("suffix", [".jsonl", ".jsonl.gz"])
def test_a_line_is_a_document(tmp_path: Path, suffix: str) -> None:
    content = "\n".join(map(json.dumps, LINES)).encode() + b"\n\n"
    path = tmp_path / f"news{suffix}"
    path.write_bytes(gzip.compress(content) if suffix.endswith("gz") else content)
    first, second = (found for found in read(path) if isinstance(found, RawDocument))
    assert (first.path, first.corpus, first.text, first.suffix) == (f"news{suffix}#n-1", "news", LIMA, ".txt")
    assert first.sha256 == hashlib.sha256(LIMA.encode()).hexdigest()
    given = first.given
    assert (given.published_on, given.title, given.url, given.publisher) == (date(2019, 4, 10), "A title", "https://example.org/1", "Paper")
    assert (given.language, given.licence, given.format) == ("en", "CC0-1.0", "newswire")
    assert second.path == f"news{suffix}#7"
    assert (second.given.published_on, second.given.title) == (None, None)


@pytest.mark.parametrize(
    ("line", "check_name"),
    [
        (b'{"id": "a", "text": "b"', "broken-json"),
        (b'["a"]', "broken-json"),
        (b'{"text": "b"}', "missing-field"),
        (b'{"id": "a"}', "missing-field"),
        (b'{"id": "a", "text": 3}', "missing-field"),
        (b'{"id": "a", "text": "  "}', "empty"),
        (b'{"id": "a", "text": "\xff"}', "not-utf8"),
        (b'{"id": "a", "text": "x\\ud800"}', "not-utf8"),
        (b'{"id": "a", "text": "x\\u0000"}', "not-text"),
        (b"[" * 300, "broken-json"),
        (b'{"id": "a", "text": "' + b"x" * 400 + b'"}', "too-large"),
    ],
)
def test_a_bad_line_is_rejected_with_its_number_and_the_next_is_read(tmp_path: Path, line: bytes, check_name: str) -> None:
    (tmp_path / "a.jsonl").write_bytes(b'{"id": "x", "text": "y"}\n' + line + b'\n{"id": "z", "text": "y"}')
    found = read(tmp_path / "a.jsonl", max_bytes=400)
    assert isinstance(found[0], RawDocument) and isinstance(found[1], Reject) and isinstance(found[2], RawDocument)
    assert (found[1].check_name, found[1].locator) == (check_name, "line 2")
    assert found[2].path == "a.jsonl#z"


def test_a_broken_line_says_where_it_breaks(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": "a", "text" "b"}\n', encoding="utf-8")
    (found,) = read(tmp_path / "a.jsonl")
    assert isinstance(found, Reject)
    assert found.reason.startswith("Line 1, column 20")


def test_memory_does_not_grow_with_the_corpus(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "many.tar", "w") as archive:
        for number in range(4000):
            info = tarfile.TarInfo(f"{number}.md")
            info.size = 10_000
            archive.addfile(info, io.BytesIO(b"a" * 10_000))
    tracemalloc.start()
    n_documents = sum(isinstance(found, RawDocument) for found in read_corpus(str(tmp_path / "many.tar"), max_bytes=20_000))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert n_documents == 4000
    assert peak < 1_000_000  # the texts alone are 40 MB


@pytest.mark.parametrize(("location", "name"), [("/data/wires/", "wires"), ("a.tar.xz", "a.tar.xz"), ("s3://bucket/a/news", "news")])
def test_a_corpus_is_named_without_its_place(location: str, name: str) -> None:
    assert corpus_name(location) == name


def test_a_corpus_file_gives_the_name(tmp_path: Path) -> None:
    file = tmp_path / "corpus.toml"
    file.write_text('name = "ministries"\n[[source]]\nname = "lima"\nkind = "location"\nurl = "pages"\n', encoding="utf-8")
    assert corpus_name(str(file)) == "ministries"

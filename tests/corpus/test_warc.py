"""Web archives: which records become documents, and what is said of the others."""

import gzip
import io
import tracemalloc
import zipfile
import zlib
from pathlib import Path

import pytest
import zstandard
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pipeline.corpus import read_corpus
from pipeline.records import RawDocument, Reject

HTML = "<html><body><p>Lima recalled its envoy.</p></body></html>"


class Crawl:
    """A web archive that a test writes, record by record."""

    def __init__(self, *, is_packed: bool = True) -> None:
        self.stream = io.BytesIO()
        self.writer = WARCWriter(self.stream, gzip=is_packed)
        self.starts: list[int] = []

    def add(
        self, url: str = "https://a.example/1", content: bytes = HTML.encode(), media_type: str | None = "text/html; charset=utf-8",
        *, kind: str = "response", status: str = "200 OK", warc: dict[str, str] | None = None, **headers: str,
    ) -> "Crawl":  # fmt: skip
        given = [("Content-Type", media_type)] if media_type else []
        given += [(name.replace("_", "-"), value) for name, value in headers.items()]
        answer = StatusAndHeaders(status, given, protocol="HTTP/1.1") if kind in ("response", "revisit") else None
        record = self.writer.create_warc_record(
            url, kind, payload=io.BytesIO(content), length=len(content), http_headers=answer, warc_headers_dict=warc or {},
            warc_content_type=(media_type or "") if answer is None else "",
        )  # fmt: skip
        self.starts.append(self.stream.tell())
        self.writer.write_record(record)
        return self

    def write(self, path: Path) -> Path:
        path.write_bytes(self.stream.getvalue())
        return path


def read(path: Path, max_bytes: int = 100_000) -> tuple[dict[str, str], list[Reject]]:
    found = list(read_corpus(str(path), max_bytes=max_bytes))
    texts = {item.path: item.text for item in found if isinstance(item, RawDocument)}
    return texts, [item for item in found if isinstance(item, Reject)]


@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz"])
def test_pages_become_documents_and_the_rest_is_counted_in_one_reject(tmp_path: Path, name: str) -> None:
    crawl = Crawl(is_packed=name.endswith(".gz"))
    crawl.add("https://a.example/1").add("https://a.example/2", b"Plain text.", "text/plain", kind="resource")
    crawl.add("https://a.example/3", b"Taken from a page.", "text/plain", kind="conversion")
    crawl.add("https://a.example/robots.txt", b"User-agent: *", "text/plain").add("https://a.example/logo", b"\x89PNG", "image/png")
    crawl.add("https://a.example/logo2", b"\x89PNG", "image/png").add("https://a.example/gone", status="404 Not Found")
    crawl.add("https://a.example/moved", b"", status="301 Moved").add("dns:a.example", b"a. 1 IN A 192.0.2.1", "text/dns", kind="resource")
    crawl.add("https://a.example/1", b"", kind="revisit").add("https://a.example/odd", b"x", None)
    found = list(read_corpus(str(crawl.write(tmp_path / name))))
    first, second, third, passed = found
    assert isinstance(first, RawDocument) and isinstance(second, RawDocument) and isinstance(third, RawDocument)
    assert (first.path, first.text, first.suffix, first.corpus) == (f"{name}#https://a.example/1", HTML, ".html", "crawl")
    assert (first.given.url, first.given.published_on) == ("https://a.example/1", None)
    assert (second.text, second.suffix, third.text) == ("Plain text.", ".txt", "Taken from a page.")
    assert isinstance(passed, Reject)
    assert (passed.path, passed.check_name) == (name, "no-document")
    assert passed.reason == (
        "Of its 11 records, 8 hold no document: 2 response of image/png, 1 resource of dns:, 1 response for machines, such as robots.txt, "
        "1 response of no stated type, 1 response with status 301, 1 response with status 404, 1 revisit."
    )


def chunked(content: bytes) -> bytes:
    half = len(content) // 2
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in (content[:half], content[half:])) + b"0\r\n\r\n"


RAW = zlib.compressobj(wbits=-15)
DEFLATED = RAW.compress(HTML.encode()) + RAW.flush()


@pytest.mark.parametrize(
    ("content", "headers"),
    [
        (chunked(HTML.encode()), {"Transfer_Encoding": "chunked"}),
        (gzip.compress(HTML.encode(), mtime=0), {"Content_Encoding": "gzip"}),
        (chunked(gzip.compress(HTML.encode(), mtime=0)), {"Transfer_Encoding": "chunked", "Content_Encoding": "gzip"}),
        (zlib.compress(HTML.encode()), {"Content_Encoding": "deflate"}),
        (DEFLATED, {"Content_Encoding": "deflate"}),
        (zstandard.ZstdCompressor().compress(HTML.encode()), {"Content_Encoding": "zstd"}),
        (HTML.encode(), {"Transfer_Encoding": "chunked", "Content_Encoding": "br"}),  # kept unpacked, as many archives do
    ],
)  # fmt: skip
def test_what_was_packed_for_the_transfer_is_unpacked(tmp_path: Path, content: bytes, headers: dict[str, str]) -> None:
    texts, rejects = read(Crawl().add(content=content, **headers).write(tmp_path / "a.warc.gz"))
    assert (list(texts.values()), rejects) == ([HTML], [])


@pytest.mark.parametrize(
    ("content", "headers", "check_name"),
    [
        (gzip.compress(HTML.encode(), mtime=0)[:-20], {"Content_Encoding": "gzip"}, "cut-off"),
        (gzip.compress(bytes(5_000_000), mtime=0), {"Content_Encoding": "gzip"}, "too-large"),
        (chunked(HTML.encode())[:-30], {"Transfer_Encoding": "chunked"}, "cut-off"),
        (b"\x8b\x02\x80\xff\x03", {"Content_Encoding": "br"}, "unknown-coding"),
        (b"x" * 100_001, {}, "too-large"),
        (b"Per\xfa", {}, "not-utf8"),
        (b" ", {}, "empty"),
        (b"a\0b", {}, "not-text"),
        (HTML.encode(), {"warc": {"WARC-Truncated": "length"}}, "cut-off"),
        (HTML.encode(), {"warc": {"WARC-Segment-Number": "1"}}, "cut-off"),
        (HTML.encode(), {"url": "https://a.example/" + "x" * 3000}, "unsafe-name"),
    ],
)  # fmt: skip
def test_a_page_that_cannot_be_used_is_rejected_and_the_next_one_read(
    tmp_path: Path, content: bytes, headers: dict[str, object], check_name: str
) -> None:
    crawl = Crawl().add(content=content, **headers).add("https://a.example/next")  # type: ignore[arg-type]
    texts, rejects = read(crawl.write(tmp_path / "a.warc.gz"))
    assert [reject.check_name for reject in rejects] == [check_name]
    assert rejects[0].path and rejects[0].path.startswith("a.warc.gz#https://a.example/") and len(rejects[0].path) < 300
    assert list(texts) == ["a.warc.gz#https://a.example/next"]


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        ("Per\xfa".encode("cp1252"), "text/plain; charset=ISO-8859-1"),
        ("<meta charset=windows-1252>Per\xfa".encode("cp1252"), "text/html"),
        ("\ufeffPer\xfa".encode("utf-16-le"), "text/html"),
    ],
)
def test_a_page_is_decoded_as_its_server_or_it_itself_says(tmp_path: Path, content: bytes, media_type: str) -> None:
    texts, rejects = read(Crawl().add(content=content, media_type=media_type).write(tmp_path / "a.warc.gz"))
    (text,) = texts.values()
    assert text.endswith("Perú") and not rejects


def test_unseen_characters_of_an_address_are_written_by_their_codes(tmp_path: Path) -> None:
    crawl = Crawl().add("<https://a.example/a b>").add("https://a.example/\u202etxt.exe")
    texts, _ = read(crawl.write(tmp_path / "a.warc.gz"))
    assert list(texts) == ["a.warc.gz#https://a.example/a%20b", "a.warc.gz#https://a.example/%E2%80%AEtxt.exe"]


def test_a_damaged_record_costs_no_more_than_itself(tmp_path: Path) -> None:
    crawl = Crawl()
    for number in range(4):
        crawl.add(f"https://a.example/{number}")
    content = bytearray(crawl.stream.getvalue())
    content[crawl.starts[1] + 60 : crawl.starts[1] + 90] = bytes(30)
    (tmp_path / "a.warc.gz").write_bytes(content)
    texts, rejects = read(tmp_path / "a.warc.gz")
    assert [path[-1] for path in texts] == ["0", "2", "3"]
    assert [(reject.check_name, reject.locator) for reject in rejects] == [("unreadable-archive", f"byte {crawl.starts[1]}")]
    assert "damaged at a place" in rejects[0].reason


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_an_archive_that_breaks_off_gives_what_is_whole(tmp_path: Path, name: str) -> None:
    crawl = Crawl(is_packed=name.endswith(".gz")).add("https://a.example/0").add("https://a.example/1")
    (tmp_path / name).write_bytes(crawl.stream.getvalue()[:-40])
    texts, rejects = read(tmp_path / name)
    assert list(texts) == [f"{name}#https://a.example/0"]
    assert [reject.check_name for reject in rejects] == ["unreadable-archive"]


@pytest.mark.parametrize(
    "content",
    [
        b"no archive at all",
        b"WARC/1.0\r\nWARC-Type: response\r\n\r\n",
        b"WARC/1.0\r\nContent-Length: -5\r\n\r\n",
        b"WARC/1.0\r\n" + b"x" * 100_000,
        b"WARC/1.0\r\n" + b"X-Y: z\r\n" * 200_000 + b"\r\n",
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/\r\nContent-Length: 999999\r\n\r\nHTTP/1.1 200 OK\r\n\r\n",
    ],
)
def test_what_is_no_web_archive_is_rejected(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.warc").write_bytes(content)
    (tmp_path / "b.warc.gz").write_bytes(gzip.compress(content, mtime=0))
    _, rejects = read(tmp_path)
    assert {reject.path for reject in rejects if reject.check_name == "unreadable-archive"} == {"a.warc", "b.warc.gz"}


def test_a_wacz_is_read_by_its_archives(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "site.wacz", "w") as archive:
        archive.writestr("datapackage.json", "{}")
        archive.writestr("pages/pages.jsonl", '{"id": "1", "text": "no document"}\n')
        archive.writestr("archive/data.warc.gz", Crawl().add("https://a.example/1").stream.getvalue())
        archive.writestr("archive/more.warc", Crawl(is_packed=False).add("https://a.example/2").stream.getvalue())
    texts, rejects = read(tmp_path / "site.wacz")
    assert list(texts) == ["archive/data.warc.gz#https://a.example/1", "archive/more.warc#https://a.example/2"]
    assert [reject.reason for reject in rejects] == ["Of its 4 files, 2 hold no document: 1 in datapackage.json, 1 in pages."]
    assert next(iter(read(tmp_path)[0])) == "site.wacz/archive/data.warc.gz#https://a.example/1"


def test_memory_does_not_grow_with_a_crawl(tmp_path: Path) -> None:
    crawl = Crawl()
    for number in range(300):
        crawl.add(f"https://a.example/{number}", b"<p>" + b"a" * 100_000)
    crawl.write(tmp_path / "a.warc.gz")
    list(read_corpus(str(tmp_path / "a.warc.gz"), max_bytes=10))  # what is imported and compiled once
    tracemalloc.start()
    n_documents = sum(isinstance(found, RawDocument) for found in read_corpus(str(tmp_path / "a.warc.gz"), max_bytes=200_000))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert n_documents == 300
    assert peak < 2_000_000  # the pages alone are 30 MB

"""A number of documents in; how many of each form one process reads in a second, out: from the file to sentences, nothing coded.

`python -m tests.bench.reading FILE` measures one file and prints JSON.
"""

import json
import lzma
import sys
import tarfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from html import escape
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.bench.command import Say, run_module, silent
from tests.bench.news import CORPORA, write_news

DIGEST = "digest-zh.tar.xz"
PARAGRAPH = 3  # sentences, about


@dataclass(frozen=True, slots=True)
class Rate:
    """How a form was read: megabytes are those of the documents' text, after unpacking; seconds are those of one process."""

    form: str
    documents: int
    rejected: int
    megabytes: float
    seconds: float
    processor_seconds: float
    documents_per_second: float
    megabytes_per_second: float


def measure_reading(n: int, *, corpora: Path = CORPORA, say: Say = silent) -> list[dict[str, Any]]:
    """`n` documents in each form and, where they are there, the digest pages of the folder of corpora."""
    rates = []
    with TemporaryDirectory() as scratch:
        news = Path(scratch) / "news.jsonl"
        write_news(news, n, seed=1, corpora=corpora)
        forms = {"news, JSON lines": news}
        for form, (name, write) in FORMS.items():
            write(forms.setdefault(form, Path(scratch) / name), _documents(news))
        if (corpora / DIGEST).is_file():
            forms[f"digest pages, {DIGEST}"] = corpora / DIGEST
        for form, file in forms.items():
            told = run_module("reading", str(file)).told
            rates.append(Rate(form, **told, **_per_second(told)))
            say(f"{form}: {rates[-1].documents_per_second:,.0f} documents/s")
    return list(map(asdict, rates))


def _read(file: Path) -> dict[str, float]:
    from pipeline.corpus import read_corpus
    from pipeline.parse import parse
    from pipeline.records import Document, RawDocument

    parse(RawDocument("corpus", "first.txt", ".txt", "Peru recalled its ambassador. Chile did not.", "0" * 64))  # what is loaded once
    n = rejected = size = 0
    started, used = time.perf_counter(), time.process_time()
    for raw in read_corpus(str(file)):
        read = parse(raw) if isinstance(raw, RawDocument) else raw
        n, rejected = n + isinstance(read, Document), rejected + (not isinstance(read, Document))
        size += len(raw.text.encode()) if isinstance(raw, RawDocument) else 0
    seconds, used = time.perf_counter() - started, time.process_time() - used
    sizes = {"megabytes": round(size / 1e6, 2), "seconds": round(seconds, 3), "processor_seconds": round(used, 3)}
    return {"documents": n, "rejected": rejected, **sizes}


def _per_second(told: dict[str, Any]) -> dict[str, float]:
    seconds = max(told["seconds"], 0.01)
    rates = {"documents_per_second": told["documents"] / seconds, "megabytes_per_second": told["megabytes"] / seconds}
    return {name: round(rate, 1) for name, rate in rates.items()}


def _documents(news: Path) -> Iterator[dict[str, str]]:
    with news.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _paragraphs(document: dict[str, str]) -> list[str]:
    sentences = document["text"].split(". ")
    return [". ".join(sentences[at : at + PARAGRAPH]) for at in range(0, len(sentences), PARAGRAPH)]


def _write_texts(folder: Path, documents: Iterator[dict[str, str]]) -> None:
    folder.mkdir()
    for document in documents:
        text = "\n\n".join((document["date"], *_paragraphs(document)))
        (folder / f"{document['id']}.txt").write_text(f"{text}\n", encoding="utf-8")


def _write_pages(folder: Path, documents: Iterator[dict[str, str]]) -> None:
    folder.mkdir()
    for document in documents:
        head = f"<title>{document['id']}</title><meta property='article:published_time' content='{document['date']}'>"
        menu = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/world'>World</a></li><li><a href='/login'>Sign in</a></li></ul></nav>"
        body = "".join(f"<p>{escape(paragraph)}</p>\n" for paragraph in _paragraphs(document))
        article = f"<article><h1>{document['id']}</h1>\n{body}</article>"
        page = f"<!DOCTYPE html><html lang='en'><head>{head}</head><body>{menu}{article}</body></html>"
        (folder / f"{document['id']}.html").write_text(page, encoding="utf-8")


def _write_digest(file: Path, documents: Iterator[dict[str, str]]) -> None:
    """Pages of a digest in an archive: the items of a day, with sources and related items."""
    with lzma.open(file, "wb", preset=1) as packed, tarfile.open(fileobj=packed, mode="w|") as archive:
        for document in documents:
            first, *more = _paragraphs(document)
            day = document["date"].replace("-", "/")
            related = "\n".join(f"{number}. [{text}](/news/{day}/{number}.md) _Context: Peru_" for number, text in enumerate(more, 1))
            source = f"### Source:\n\n1. [Example Wire](https://news.example/{document['id']})\n"
            page = f"### [{document['date']}](/news/{day}/index.md)\n\n# {first}\n\n{source}\n### Related:\n\n{related}\n".encode()
            member = tarfile.TarInfo(f"digest/news/{day}/{document['id']}.md")
            member.size = len(page)
            archive.addfile(member, BytesIO(page))


def _write_dump(file: Path, documents: Iterator[dict[str, str]]) -> None:
    """The dump of a wiki, an article for each document."""
    with file.open("w", encoding="utf-8") as dump:
        dump.write('<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" xml:lang="en"><siteinfo><sitename>A wiki</sitename>')
        dump.write("<base>https://wiki.example/wiki/Main_Page</base></siteinfo>\n")
        for document in documents:
            first, *more = (escape(paragraph) for paragraph in _paragraphs(document))
            text = "\n\n".join(
                (f"'''{document['id']}''': {first}", "== History ==", *(f"{each} &lt;ref&gt;A book.&lt;/ref&gt;" for each in more))
            )
            revision = f"<revision><model>wikitext</model><text>{text}</text></revision>"
            dump.write(f"<page><title>{document['id']}</title><ns>0</ns>{revision}</page>\n")
        dump.write("</mediawiki>\n")


FORMS: dict[str, tuple[str, Callable[[Path, Iterator[dict[str, str]]], None]]] = {
    "news, text files": ("texts", _write_texts),
    "web pages, HTML files": ("pages", _write_pages),
    "digest pages, .tar.xz": ("digest.tar.xz", _write_digest),
    "articles, dump of a wiki": ("wiki.xml", _write_dump),
}

if __name__ == "__main__":
    print(json.dumps(_read(Path(sys.argv[1]))))

"""A corpus in which nearly every phrase holds a word of its own, so that it can be seen where words of documents come to stand."""

import json
from pathlib import Path
from typing import Any

import duckdb

from pipeline.flows import work
from pipeline.options import BuildOptions
from pipeline.summary import BuildSummary

MARK = "quozl"  # every phrase that a policy may withhold holds it

WIRE = """Peru sends home an ambassador

LIMA, Aug. 11, 2017 -- Lima expelled the quozlward Venezuelan ambassador on Friday, a quozly spokesman said.

Colombia condemned the quozlish government of Venezuela on Thursday. Venezuelan President Nicolas Maduro called the quozlment unlawful.
"""
DIGEST = """### [2017-08-12](/news/2017/08/12/index.md)

# Peru expelled the quozlous Venezuelan ambassador on August 11, 2017. Chile closes its quozled embassy in Caracas.

### Source:

1. [Quozl Herald](https://herald.example/2017/08/12/a)
2. [The Wire](https://wire.example/2017/08/12/b)

### Related:

1. [Brazil expels the Venezuelan ambassador over the quozlette affair. ](/news/2017/08/10/quozlette.md) _Context: Quozl crisis, Venezuela_
"""
PAGE = """= Bolivia–Chile relations =

==Quozlian history==
Bolivia severed its quozloid diplomatic relations with Chile on 17 March 1978.

===Quozlian sequel===
On 3 May 1979, Bolivia recalled its quozline consul from Chile.
"""
GIVEN = {"publisher": "The Wire", "date": "2017-08-12", "url": "https://wire.example/2017/08/11/x", "licence": "CC BY-SA 4.0"}


def write_corpus(folder: Path) -> Path:
    """The corpus as a folder: a page of an encyclopedia, one of a digest, a line of a wire."""
    corpus = folder / "corpus"
    corpus.mkdir(parents=True)
    (corpus / "bolivia.txt").write_text(PAGE, encoding="utf-8")
    (corpus / "digest.md").write_text(DIGEST, encoding="utf-8")
    (corpus / "wire.jsonl").write_text(json.dumps({"id": "a-1", "text": WIRE, **GIVEN}) + "\n", encoding="utf-8")
    return corpus


def build(db: Path, corpus: Path, *, rights: str | None = None, take_downs: str | None = None, **options: Any) -> BuildSummary:
    """Build the corpus, with lists of these contents."""
    files = {"rights": rights, "take_downs": take_downs}
    for name, text in files.items():
        if text is not None:
            options[name] = db.with_suffix(f".{name}.csv")
            options[name].write_text(text, encoding="utf-8")
    return work.build([str(corpus)], db, BuildOptions(workers=1, **options), None)


def rows(db: Path, query: str) -> list[tuple[Any, ...]]:
    """What a database answers."""
    with duckdb.connect(str(db), read_only=True) as connection:
        return connection.execute(query).fetchall()


def cells_with(db: Path, word: str) -> set[str]:
    """The columns, as `table.column`, in which any cell holds a word, in whatever capitals."""
    found = set()
    with duckdb.connect(str(db), read_only=True) as connection:
        for (table,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall():
            names = [row[0] for row in connection.execute(f"DESCRIBE {table}").fetchall()]
            query = f"SELECT bool_or(contains(lower(CAST(COLUMNS(*) AS VARCHAR)), '{word}')) FROM {table}"
            [held] = connection.execute(query).fetchall()
            found |= {f"{table}.{name}" for name, is_there in zip(names, held, strict=True) if is_there}
    return found

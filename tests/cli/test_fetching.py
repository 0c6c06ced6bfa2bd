"""The command that fetches: what it prints, what it answers to mistakes, and that it goes on where it was killed."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.cli import run
from tests.command import ended_legation, legation
from tests.fetch.web import Reply, Web, held, item, page, rss, serving

PAGES = 4


@pytest.fixture(scope="module")
def running_web() -> Iterator[Web]:
    with serving() as web:
        yield web


@pytest.fixture
def web(running_web: Web) -> Web:
    running_web.reset()
    base = f"http://127.0.0.1:{running_web.port}"
    running_web.answers |= {f"{base}/feed": rss(*(item(f"/{number}") for number in range(PAGES)))}
    running_web.answers |= {f"{base}/{number}": page(f"Page {number}.", ETag=f'"{number}"') for number in range(PAGES)}
    return running_web


def corpus_file(folder: Path, web: Web, *, more: str = "", private: bool = True) -> Path:
    path = folder / "corpus.toml"
    path.write_text(
        f'contact = "mailto:me@university.example"\nallow_private = {str(private).lower()}\n'
        f'[[source]]\nname = "lima"\nkind = "feed"\nurl = "http://127.0.0.1:{web.port}/feed"\nseconds_between = 0\n{more}',
        encoding="utf-8",
    )
    return path


def test_what_is_new_is_fetched_and_told(web: Web, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = corpus_file(tmp_path, web)
    assert run(["fetch", str(path)]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "lima (feed): 4 new"
    assert run(["fetch", str(path), "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert (figures["new"], figures["sources"][0]["unchanged"], figures["failed_sources"]) == (0, PAGES, [])


def test_a_source_that_failed_gives_exit_code_1(web: Web, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    more = f'[[source]]\nname = "none"\nkind = "page"\nurl = "http://127.0.0.1:{web.port}/none"\nseconds_between = 0\n'
    path = corpus_file(tmp_path, web, more=more)
    assert run(["fetch", str(path)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[:3] == ["lima (feed): 4 new", "none (page): 1 gone", "  failed: The server does not have it (status 404)."]
    assert run(["fetch", str(path), "--source", "lima"]) == 0


def test_private_networks_need_leave(web: Web, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["fetch", str(corpus_file(tmp_path, web, private=False))]) == 1
    assert "allow_private = true in the corpus file permits it" in capsys.readouterr().out
    assert web.asked == []


@pytest.mark.parametrize("arguments", [["corpus.toml", "--source", "cusco"], ["none.toml"]])
def test_a_mistake_gives_exit_code_2(
    web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    corpus_file(tmp_path, web)
    monkeypatch.chdir(tmp_path)
    assert run(["fetch", *arguments]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_a_fetch_that_was_killed_goes_on(web: Web, tmp_path: Path) -> None:
    path = corpus_file(tmp_path, web)
    killed = ended_legation("fetch", str(path), folder=tmp_path, at="pipeline.fetched.holdings:flush", call=4)
    assert killed.returncode == -9, killed.stderr
    assert len(held(tmp_path)) == 2  # the feed and two pages were whole
    web.asked.clear()
    again = legation("fetch", str(path), folder=tmp_path)
    assert again.stdout.splitlines()[0] == "lima (feed): 2 new, 2 unchanged"
    assert [content for _, content in held(tmp_path).values()] == [_content(f"Page {number}.") for number in range(PAGES)]


def _content(text: str) -> bytes:
    reply: Reply = page(text)
    assert isinstance(reply.content, bytes)
    return reply.content

from datetime import date
from pathlib import Path

import pytest

from pipeline.rights import Requests, TakeDown, TakeDownError, read_take_downs

HEAD = "kind,value,reason,requested_by,requested_on\n"
SOURCE = "src_0123456789abcdef"


def written(folder: Path, text: str) -> Path:
    file = folder / "requests.csv"
    file.write_text(text, encoding="utf-8")
    return file


def test_requests_come_in_their_order(tmp_path: Path) -> None:
    text = HEAD + f"URL,https://wire.example/a,Retracted.,The Wire,2026-11-02\nsource_id,{SOURCE},It names a child.,,\n"
    assert read_take_downs(written(tmp_path, text)) == (
        TakeDown("url", "https://wire.example/a", "Retracted.", "The Wire", date(2026, 11, 2)),
        TakeDown("source_id", SOURCE, "It names a child."),
    )
    assert read_take_downs(written(tmp_path, "kind,value,reason\npath,*#a b*,Retracted.\n")) == (TakeDown("path", "*#a b*", "Retracted."),)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("kind,value\npath,a\n", "line 1: .* lacks reason"),
        (HEAD + "title,a,b,,\n", "line 2: the column kind holds 'title'; known are source_id, sha256, path, url, publisher"),
        (HEAD + "path,,b,,\n", "line 2: the column value names no document"),
        (HEAD + "path,*,b,,\n", "line 2: the column value holds '\\*', which would take out everything"),
        (HEAD + "url,https://*/*,b,,\n", "which would take out everything"),
        (HEAD + "source_id,evt_1,b,,\n", f"line 2: the column value holds 'evt_1'; for the kind source_id it is written as {SOURCE}"),
        (HEAD + "sha256,abc,b,,\n", "for the kind sha256"),
        (HEAD + "path,a,-,,\n", "line 2: the column reason is empty; say why, in words that may be published"),
        (HEAD + "path,a,b,,2026\n", "line 2: the column requested_on holds '2026', not a day"),
        (HEAD + "path,a,b,,\nPath,A,c,,\n", "line 3: line 2 asks for the same; leave one"),
    ],
)
def test_what_cannot_be_used_is_told_with_its_line(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(TakeDownError, match=message):
        read_take_downs(written(tmp_path, text))


def test_a_request_means_what_its_kind_says() -> None:
    requests = Requests(
        [
            TakeDown("source_id", SOURCE, "-"),
            TakeDown("sha256", "a" * 64, "-"),
            TakeDown("path", "2017/*", "-"),
            TakeDown("url", "http://www.wire.example/a/", "-"),
            TakeDown("publisher", "the wire", "-"),
        ]
    )
    assert requests.meaning(source_id=SOURCE) == (0,)
    assert requests.meaning(sha256="a" * 64, path="2017/a.md") == (1, 2)
    assert requests.meaning(url="https://wire.example/a#top", publisher="The Wire") == (3, 4)
    assert requests.meaning(source_id="src_1", sha256="b" * 64, path="2018/2017/a", url="https://wire.example/ab", publisher="Wire") == ()
    assert requests.meaning() == ()
    assert (bool(requests), bool(Requests())) == (True, False)

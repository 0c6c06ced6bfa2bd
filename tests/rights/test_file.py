from pathlib import Path

import pytest

from pipeline.rights import RightsError, Rule, Terms, read_rights

HEAD = "publisher,path,policy,quote_chars\n"


def written(folder: Path, text: str) -> Path:
    file = folder / "rights.csv"
    file.write_text(text, encoding="utf-8")
    return file


def test_rules_come_in_their_order_with_their_lines(tmp_path: Path) -> None:
    head = "\ufeffpath,url,publisher,policy,quote_chars,licence\n"
    text = f"{head}*.md, ,,Excerpt,140,\n\n,*.example/*, Wire ,reference,,all rights reserved\n"
    assert read_rights(written(tmp_path, text)) == (
        Rule(2, {"path": "*.md"}, Terms("excerpt", 140)),
        Rule(4, {"url": "*.example/*", "publisher": "Wire"}, Terms("reference"), "all rights reserved"),
    )


def test_no_rules_are_no_mistake(tmp_path: Path) -> None:
    assert read_rights(written(tmp_path, "policy\n")) == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("publisher,path\nWire,\n", "line 1: the first line must name the columns policy, and lacks policy"),
        ("policy,author\n", "line 1: .* has the unknown column 'author'"),
        ("policy,path,path\n", "line 1: .* names one twice"),
        (HEAD + ",,full,\n", "line 2: it names no documents; fill one of corpus, path, url"),
        (HEAD + "Wire,,free,\n", "line 2: the column policy holds 'free'; known are full, excerpt, reference"),
        (HEAD + "Wire,,full,9\n", "line 2: the column quote_chars holds '9', which only an excerpt has"),
        (HEAD + "Wire,,excerpt,\n", "line 2: the column quote_chars holds ''; an excerpt needs"),
        (HEAD + "Wire,,excerpt,0\n", "line 2: the column quote_chars holds '0'"),
        (HEAD + "Wire,,excerpt,²\n", "line 2: the column quote_chars holds '²'"),
        (HEAD + "Wire,,excerpt,9999999999\n", "line 2: the column quote_chars holds '9999999999'"),
        (HEAD + "Wire,,full,,x\n", "line 2: it has more fields than the first line has columns"),
        (HEAD + "*,,full,\nWire,,reference,\n", "line 3: line 2 names all documents, so that this row can never hold"),
        (HEAD + "Wire,*,full,\nwire,,reference,\n", "line 3: line 2 names the same documents"),
        ("format,policy\nnews,full\n", "line 2: the column format holds 'news'; known are digest"),
        ('policy,path\n"full,a\n', "it is no comma-separated table"),
    ],
)
def test_what_cannot_be_used_is_told_with_its_line(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(RightsError, match=message):
        read_rights(written(tmp_path, text))


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(RightsError, match=r"has 2 rows that cannot be used:\n  line 2: .*\n  line 3: ") as error:
        read_rights(written(tmp_path, HEAD + "Wire,,free,\nPost,,excerpt,\n"))
    assert [problem.line for problem in error.value.problems] == [2, 3]


def test_a_file_that_is_not_there_or_no_text(tmp_path: Path) -> None:
    with pytest.raises(RightsError, match="it cannot be read: No such file"):
        read_rights(tmp_path / "none.csv")
    (tmp_path / "bad.csv").write_bytes(b"policy\n\xff\n")
    with pytest.raises(RightsError, match="it is not UTF-8"):
        read_rights(tmp_path / "bad.csv")

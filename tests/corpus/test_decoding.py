"""Bytes as text: nothing is guessed, and the same bytes give the same text."""

import pytest

from pipeline.corpus.decoding import Undecodable, decode


@pytest.mark.parametrize(
    ("content", "charset", "text"),
    [
        ("Perú".encode(), None, "Perú"),
        ("\ufeffPerú".encode(), None, "\ufeffPerú"),
        ("\ufeffPerú".encode("utf-16-le"), None, "Perú"),
        ("\ufeffPerú".encode("utf-16-be"), "utf-8", "Perú"),
        (b"<meta charset=iso-8859-1>\x93Per\xfa\x94", None, "<meta charset=iso-8859-1>“Perú”"),
        (b'<META http-equiv="Content-Type" content="text/html; charset=windows-1251">\xcf', None, None),
        (b"<?xml version='1.0' encoding='koi8-r'?>\xf0", None, None),
        (b"<meta charset='gb2312'>\xb1\xb1\xbe\xa9", None, "<meta charset='gb2312'>北京"),
        (b"<meta charset=utf-8>Per\xfa", "windows-1252", "<meta charset=utf-8>Perú"),
        ("<meta charset=iso-8859-1>Perú".encode(), None, "<meta charset=iso-8859-1>Perú"),  # it is UTF-8, whatever it says
    ],
)  # fmt: skip
def test_html_is_decoded_by_its_mark_as_utf_8_or_as_it_says(content: bytes, charset: str | None, text: str | None) -> None:
    found = decode(content, is_html=True, charset=charset)
    assert found == text if text else found.endswith("П")


@pytest.mark.parametrize(
    ("content", "is_html", "charset", "check_name", "told"),
    [
        (b"Per\xfa", False, None, "not-utf8", "at byte 3; save it as UTF-8"),
        (b"Per\xfa", True, None, "not-utf8", "does not say what it is"),
        (b"<meta charset=utf-8>Per\xfa", True, None, "not-utf8", "(utf-8) is wrong"),
        (b"<meta charset=rot13>Per\xfa", True, None, "not-utf8", "(rot13) is unknown here"),
        (b"<meta charset=unicode_escape>Per\xfa", True, None, "not-utf8", "is unknown here"),
        (b"<meta charset=utf-7>Per\xfa", True, None, "not-utf8", "is unknown here"),
        (b"<meta charset=windows-1252>Per\xfa\x81", True, None, "not-utf8", "not in cp1252, as it says"),
        (b"<meta charset=windows-1252>Per\xfa", False, None, "not-utf8", "save it as UTF-8"),
        (b"Per\xfa", True, "no-such\0thing", "not-utf8", "is unknown here"),
        (b"\xff\xfea", False, None, "not-utf8", "not in utf-16"),
        (b"", False, None, "empty", "It is empty"),
        (b"\xff\xfe", False, None, "empty", "white space"),
        (b"a\0b", True, None, "not-text", "a null character at 1"),
        ("\ufeffa\0".encode("utf-32-le"), False, None, "not-text", "a null character"),
    ],
)  # fmt: skip
def test_what_is_no_text_is_refused(content: bytes, is_html: bool, charset: str | None, check_name: str, told: str) -> None:
    with pytest.raises(Undecodable) as caught:
        decode(content, is_html=is_html, charset=charset)
    assert caught.value.check_name == check_name and told in caught.value.reason

"""The bytes of a document in, its text out, or the reason why they are none.

The same bytes give the same text wherever they are read, for every offset counts the characters of that text.
"""

import codecs
import re
from typing import NoReturn

_BOMS = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# What a page calls itself, as browsers take it: the names of Python's codecs for the encodings of the web, and nothing else that Python
# takes for one, such as rot13.
_SAME = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874", "windows-874": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "big5": "big5hkscs", "shift_jis": "cp932", "x-sjis": "cp932",
    "euc_kr": "cp949", "x-mac-cyrillic": "mac-cyrillic", "utf-16": "utf-8", "utf-16-le": "utf-8", "utf-16-be": "utf-8",
}  # fmt: skip
_KNOWN = frozenset(
    ("utf-8", "gb18030", "big5hkscs", "cp932", "euc_jp", "iso2022_jp", "cp949", "koi8-r", "koi8-u", "cp866", "cp874", "mac-roman",
     "mac-cyrillic", *(f"cp125{number}" for number in range(9)),
     *(f"iso8859-{number}" for number in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)))
)  # fmt: skip
_META = re.compile(
    rb"""<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{1,40})|<\?xml[^>]{0,100}?encoding=["']([\w.:-]{1,40})""", re.IGNORECASE
)
_HEAD = 4096  # bytes in which a page says how it is encoded


class Undecodable(Exception):
    """Bytes that are no text: the check that failed, the reason, and where."""

    def __init__(self, check_name: str, reason: str, locator: str | None = None) -> None:
        super().__init__(reason)
        self.check_name, self.reason, self.locator = check_name, reason, locator


def decode(content: bytes, *, is_html: bool, charset: str | None = None) -> str:
    """The text of a document: by its byte order mark, in UTF-8, or, where it is not, in `charset` (what a server said of it) or in what an
    HTML page says of itself. Raises Undecodable, also where it is empty or holds null characters.

    Nothing is guessed: that a wrong letter makes another name is worse than that a document is missing and said to be.
    """
    text = _decode(content, is_html=is_html, charset=charset)
    if not text.strip().strip("\ufeff"):
        raise Undecodable("empty", "It is empty." if not content else "It holds nothing but white space.")
    if (null := text.find("\0")) >= 0:
        raise Undecodable("not-text", f"It holds binary data: a null character at {null}.", f"character {null}")
    return text


def _decode(content: bytes, *, is_html: bool, charset: str | None) -> str:
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _strictly(content, encoding)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        declared = charset or (_declared(content) if is_html else None)
        if declared is None:
            advice = "and does not say what it is" if is_html else "save it as UTF-8"
            _refuse(f"It is not UTF-8: {error.reason} at byte {error.start}; {advice}.", error.start)
        stated = _encoding(declared)
        if stated is None or stated == "utf-8":
            what = "unknown here" if stated is None else "wrong"
            _refuse(f"It is not UTF-8: {error.reason} at byte {error.start}; what it says of itself ({declared}) is {what}.", error.start)
    return _strictly(content, stated)


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        _refuse(f"It is not in {encoding}, as it says: {error.reason} at byte {error.start}.", error.start)


def _refuse(reason: str, byte: int) -> NoReturn:
    raise Undecodable("not-utf8", reason, f"byte {byte}")


def _declared(content: bytes) -> str | None:
    found = _META.search(content, 0, _HEAD)
    return (found[1] or found[2]).decode("ascii", "replace") if found else None


def _encoding(label: str) -> str | None:
    """The codec for a label; None where it is none of the web's."""
    label = label.strip().lower()
    try:
        name = _SAME.get(label) or codecs.lookup(label).name
    except (LookupError, ValueError):
        return None
    name = _SAME.get(name, name)
    return name if name in _KNOWN else None

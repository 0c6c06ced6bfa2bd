"""The first paragraph of a report in; the dateline or tag before its first sentence, and the day and publisher it states, out."""

import re
from dataclasses import dataclass
from datetime import date

from pipeline.parse.dates import MONTH, find_day

_CAPS = r"[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+"
_WORD = rf"(?!(?i:{MONTH}) ?\d)[A-Z][\w.'’-]+"
_PLACE = rf"(?P<caps>{_CAPS}(?:[ /]{_CAPS}){{0,4}}(?![a-z]))?(?(caps)|{_WORD}(?: {_WORD}){{0,3}})(?:, {_WORD}(?: {_WORD}){{0,2}})?"
_DATELINE = re.compile(
    rf"{_PLACE}(?P<day>,? (?i:{MONTH}) ?\d{{1,2}}(?: ?, ?\d{{4}}){{0,2}})?,?(?P<agency> ?\([A-Z][\w./ ]{{1,40}}\))?"
    r"(?P<dash>\s*(?:--|—|–|-)\s+)?\s*"
)
_TAG = re.compile(r"\[([A-Z][^\[\]\n]{2,60})\]\s*")
_REPORT = re.compile(
    r"(?: (?:comprehensive|special|exclusive|staff|news))* (?:reports?|reporters?|reporting|correspondents?|dispatch)$", re.IGNORECASE
)
_BARE = re.compile(rf"{_CAPS}(?: {_CAPS}){{0,3}}(?= [\"“'‘]?[A-ZÀ-Þ0-9])")
_LONGEST = 200  # code points; the patterns look no further


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where the first sentence begins, and the day and publisher that stand before it."""

    end: int
    published_on: date | None = None
    publisher: str | None = None


def find_dateline(text: str, start: int, end: int, *, from_feed: bool = False) -> Dateline | None:
    """`MOSCOW, Nov. 4 , 2006 (Xinhua)`, `LIMA (Reuters) - ...`, `[Daily News Report] ...`; None where the sentence comes first.

    `from_feed` says that the article carries the marks of an agency's feed, which leaves the bare place (`MEXICO CITY Mexico's ...`).
    """
    head = text[start : min(end, start + _LONGEST)]
    if (tag := _TAG.match(head)) and (report := _REPORT.search(tag[1])):
        return Dateline(start + tag.end(), publisher=tag[1][: report.start()].strip() or None)
    if (line := _DATELINE.match(head)) and _is_dateline(line, is_whole=start + line.end() == end):
        return Dateline(start + line.end(), find_day(line["day"] or ""), line["agency"].strip(" ()") if line["agency"] else None)
    if from_feed and (bare := _find_bare_place(head, text[start + len(head) : start + 20_000])):
        return Dateline(start + bare)
    return None


def _is_dateline(line: re.Match[str], *, is_whole: bool) -> bool:
    closes = bool(line["dash"]) or is_whole
    return closes and bool(line["day"] or line["agency"] or (line["caps"] and line["dash"] and line["dash"][0].isspace()))


def _find_bare_place(head: str, rest: str) -> int | None:
    """Length of the place in capitals; words that the article writes in capitals again (`NATO`) are names of its first sentence."""
    match = _BARE.match(head)
    words = match.group().split() if match else []
    while words and re.search(rf"\b{re.escape(words[-1])}\b", head[len(" ".join(words)) :] + rest):
        words.pop()
    if not words or "." in words[-1]:
        return None
    return len(" ".join(words)) + 1

"""A paragraph of an article in; whether it is furniture (byline, time stamp, caption, appeal, prompt ...) and which kind, out.

The codebook (section 1): reader comments, bylines, donation appeals, navigation and captions are not reported events.
"""

import re

from pipeline.parse.dates import MONTH

_STAMP = (
    r"(?:(?:published|posted|updated|last (?:updated|modified)|date|created)(?: on| at)?:? )?(?:[a-z]{3,9}day,? )?"
    rf"(?:\d{{4}}[-/]\d{{1,2}}[-/]\d{{1,2}}|{MONTH} \d{{1,2}} ?,? \d{{4}}|\d{{1,2}} {MONTH},? \d{{4}})"
    r"(?:[T ,|-]{0,3}(?:at )?\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d{1,6})?)?)? ?(?:[ap]\.?m\.?)?(?:Z|[+-]\d\d:?\d\d| ?[A-Z]{2,4})?"
)
_NAME = r"[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){0,4}"
TIME_STAMP = re.compile(rf"{_STAMP}$", re.IGNORECASE)
NAME_LINE = re.compile(rf"{_NAME}$")
_LONGEST = 400  # code points; what is longer is prose

_LINES = {
    "byline": re.compile(
        rf"(?:by|posted by|written by|author:|story by) {_NAME}(?:,? (?:and|&) {_NAME})?(?:(?:, | ?[|/·•] ?| - ).{{0,100}})?$"
        rf"|(?:our )?staff (?:writers?|reporters?|correspondents?)$|page [a-z]?\d+$",
        re.IGNORECASE,
    ),
    "credit": re.compile(
        r"\(?(?:(?:additional |further )?(?:reporting|writing|editing|compiled|edited|written|reported) (?:and \w+ )?by\b.*)$"
        r"|sources?(?::.{0,80})?$|\((?:editors?|source|author|web editor)\s?:.{0,80}\)$",
        re.IGNORECASE,
    ),
    "caption": re.compile(
        r"(?:photo|image|picture|file photo|caption)(?: credit| by|:).{0,200}$"
        r"|.{0,300}[(\[/] ?(?:(?:file |handout )?(?:photo|image|picture)s?\b|getty|reuters/|ap photo|afp photo|courtesy).{0,60}[)\]]?$",
        re.IGNORECASE | re.DOTALL,
    ),
    "post": re.compile(r"[—–-]+ ?.{1,80}\(@\w{1,30}\).{0,40}$|pic\.twitter\.com/\w+$|@\w{1,30}$"),
    "appeal": re.compile(
        r".{0,120}\b(?:\d+% )?reader[- ](?:supported|funded)\b.*|.{0,200}\b(?:making|make) a (?:\w+ )?donation\b.*|(?:please )?donate\b.*"
        r"|(?:subscribe|sign up|register)\b(?=.{0,80}\b(?:newsletter|email|e-mail|today|now|free|channel|updates|inbox|access|us)\b).*"
        r"|thanks to .{1,100} for (?:contributing|the tip|sharing|sending|pointing).*|follow us\b.*|support (?:our|independent) .*",
        re.IGNORECASE | re.DOTALL,
    ),
    "navigation": re.compile(
        r"(?:advertisements?|read more\b.{0,120}|read also\b.{0,120}|share this\b.{0,60}|share on .{0,40}|click here\b.{0,80}"
        r"|see also:.{0,120}|related (?:articles?|stories|posts|content)\b.{0,40}|continue reading\b.{0,60}|all rights reserved\.?"
        r"|©.{0,120}|copyright \d{4}.{0,120})$",
        re.IGNORECASE,
    ),
    "prompt": re.compile(
        r"(?:please )?(?:enter|type|add|write) your (?:comment|name|e-?mail).{0,80}$|your email address will not be published.*"
        r"|save my name.{0,120}$|required fields are marked.{0,20}$",
        re.IGNORECASE,
    ),
}  # fmt: skip
_COMMENTS_HEAD = re.compile(
    r"(?:leave|post|add|write) (?:a|your) (?:reply|comment|response)\b.{0,40}$"
    r"|(?:\d+|no|one) (?:comments?|responses?|replies)(?: (?:so far|on|to)\b.{0,60})?:?$"
    r"|(?:(?:reader|user) )?comments?(?: \(\d+\))?:?$|(?:\d+ )?thoughts? on [“\"].{0,120}$|join the (?:conversation|discussion).{0,40}$",
    re.IGNORECASE,
)


def find_furniture(paragraph: str) -> str | None:
    """The kind of furniture that a whole paragraph is; None for prose."""
    if len(paragraph) > _LONGEST:
        return None
    lines = [line.strip() for line in paragraph.splitlines() if line.strip()]
    kinds = [_find_line_kind(line) for line in lines]
    if "stamp" in kinds and all(kind or NAME_LINE.match(line) for kind, line in zip(kinds, lines, strict=True)):
        return "stamp"
    if kinds and kinds[0] and all(kinds):
        return kinds[0]
    kind = _find_line_kind(paragraph)
    return kind if kind in ("caption", "appeal") else None


def opens_comments(paragraph: str) -> bool:
    """Whether the paragraph heads the comments of readers (`12 Comments`, `Leave a reply`) or asks for one."""
    return len(paragraph) <= _LONGEST and bool(_COMMENTS_HEAD.match(paragraph) or _LINES["prompt"].match(paragraph))


def invites(paragraph: str) -> bool:
    """Whether the paragraph asks readers for comments or support, as blogs do."""
    return opens_comments(paragraph) or find_furniture(paragraph) == "appeal"


def is_comment_head(paragraph: str) -> bool:
    """Whether the paragraph begins as a comment does: a name, then a time stamp, then words."""
    lines = [line.strip() for line in paragraph[: 2 * _LONGEST].splitlines() if line.strip()]
    if len(lines) < 2:
        return False
    is_signed = NAME_LINE.match(lines[0]) or TIME_STAMP.match(lines[0])
    return bool(is_signed) and any(TIME_STAMP.match(line) for line in lines[:2])


def _find_line_kind(line: str) -> str | None:
    if TIME_STAMP.match(line):
        return "stamp"
    return next((kind for kind, pattern in _LINES.items() if pattern.match(line)), None)

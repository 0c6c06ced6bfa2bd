"""A news report in; its text without dateline, bylines, captions and credits, and the day and agency that those state, out."""

import re

from pipeline.parse import furniture
from pipeline.parse.article import read_article
from pipeline.parse.dateline import find_dateline
from pipeline.parse.lines import find_blocks
from pipeline.parse.reading import Reading

_REPORTED = re.compile(r"\b(?:said|says|told|added|announced|reported|stated|according to|spokes(?:man|woman|person))\b", re.IGNORECASE)
_DAY = re.compile(r"\b(?:on|late|early) (?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\blocal time\b", re.IGNORECASE)
_SAMPLE = 20_000  # code points


def is_newswire(text: str) -> bool:
    """Whether the text has a dateline, an agency's tag, a reporter's credit or byline, or tells who said what on which weekday."""
    spans = list(find_blocks(text, 0, _SAMPLE))
    if any(find_dateline(text, *span) for span in spans[:3]):
        return True
    if any(furniture.find_furniture(text[slice(*span)]) in ("byline", "stamp", "credit") for span in spans):
        return True
    sample = text[:_SAMPLE]
    return bool(_DAY.search(sample)) and len(_REPORTED.findall(sample)) > 1


def read(text: str) -> Reading:
    """Title, report, and as `other` sections what is not told by it."""
    return read_article(text)

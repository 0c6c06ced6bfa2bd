"""The line of a digest item in; the names of the running story before its first sentence, and where that sentence begins, out."""

import re

from pipeline.parse.words import read_words

_COLON = re.compile(r"(?=[A-Z0-9])(?:[^:.!?;,\"“”\n]|\.(?=\S)){3,80}+:\.?\s+(?=[A-Z0-9\"“])")
_OPENERS = tuple(sorted(read_words("story_name", "openers")))
_SPEECH = read_words("story_name", "speech")
_JOINT = re.compile(r"(?<=[a-zß-öø-ÿ)])(?=[A-ZÀ-ÖØ-Þ])")
_LAST_WORD = re.compile(r"[\w'’]*\)?$")
_LONGEST = 120  # code points; story names are titles


def find_story_names(text: str, start: int, end: int) -> tuple[tuple[str, ...], int]:
    """The names, in order (`Cuba-United States relations: ...`, `Peru-Venezuela relationsShortly after ...`), and where they end."""
    names: list[str] = []
    while match := _COLON.match(text, start, end):
        name = match.group().rstrip(" :.\t\u00a0")
        if len(name.split()) < 2 or name.split()[-1] in _SPEECH:
            break
        names.append(name)
        start = match.end()
    if joint := _find_joint(text[start : min(end, start + _LONGEST)]):
        names.append(text[start : start + joint].strip())
        start += joint
    return tuple(names), start


def _find_joint(line: str) -> int | None:
    """Where a name runs into its sentence without a space, as against names such as McDonald, iPhone or WikiLeaks."""
    line = re.split(r"[.!?]\s|[\"“:;]", line, maxsplit=1)[0]
    for joint in _JOINT.finditer(line):
        before, rest = line[: joint.start()], line[joint.start() :]
        word = _LAST_WORD.search(before)
        last = word.group() if word else ""
        is_common_noun = len(last) > 2 and last[0].islower() and not rest[:2].isupper()
        if is_common_noun and re.search(r"[\s–-]", before.strip()):
            return joint.start()
        if len(last) > 2 and rest.startswith(_OPENERS):
            return joint.start()
    return None

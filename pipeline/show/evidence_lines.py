"""The evidence for an event in, lines for the terminal out: fields, reports, whose claims it has, how to cite and to correct it."""

import dataclasses
import re
from collections.abc import Iterable, Iterator
from typing import Any

from rich.text import Text

from pipeline.show.citing import citation, correction_row
from pipeline.show.claims import REASONS, Chosen, Fix
from pipeline.show.evidence import Evidence, Row, date_of
from pipeline.show.lines import LEAST, MOST, NARROW, margin, quad_symbol, set_in, wrapped
from pipeline.summary import counted

FIELDS = (
    *("event_type", "mode", "act", "quad_class", "actors", "recipients", "date", "date_precision", "effective_on", "status"),
    *("confidence", "cameo_code", "goldstein", "n_mentions", "n_sources", "contexts"),
)
MEANT = {  # what is no column of events
    "actors": "Who did it.",
    "recipients": "Who it is aimed at.",
    "contexts": "Labels under which digest pages file it.",
}
LINKED = {True: "a report in its story's list", False: "the story that lists it"}


def write_evidence(evidence: Evidence, *, width: int = MOST) -> Iterator[Text]:
    """All that the data say of the event, no wider than `width` (40 columns at least); addresses stay whole."""
    width = min(max(width, LEAST), MOST)
    yield Text(evidence.event["event_id"], style="bold")
    yield from set_in(quad_symbol(evidence.event["quad_class"]), evidence.event["summary"], 2, width)
    numbers = {mention["mention_id"]: number for number, mention in enumerate(evidence.mentions, start=1)}
    sections: list[tuple[str, Iterable[Text]]] = [("FIELDS", _fields(evidence, width))]
    sections += [(f"MENTION {numbers[row['mention_id']]} of {len(numbers)}", _mention(row, width)) for row in evidence.mentions]
    sections += [
        ("WHAT IT TOOK FROM WHICH MENTION", _choices(evidence.choices, numbers, width)),
        ("CORRECTED", _all(map(_fix, evidence.corrections), width)),
        ("LINKED", _all(map(_link, evidence.event["links"]), width)),
        ("HISTORY", _all(_history(evidence), width)),
        ("CITE", set_in("", citation(evidence.event["event_id"], evidence.version), 2, width)),
        ("AN ERROR?", _report(evidence.event, width)),
    ]
    for title, lines in sections:
        if found := list(lines):
            yield Text()
            yield Text(title, style="bold")
            yield from found


def evidence_figures(evidence: Evidence) -> dict[str, Any]:
    """The same for scripts: as in `Evidence`, and how to cite the event."""
    return {**dataclasses.asdict(evidence), "citation": citation(evidence.event["event_id"], evidence.version)}


def marked(quote: str, trigger: str | None) -> Text:
    """A quote in quotation marks, the words that name the act in it between stars and bold."""
    text = " ".join(quote.split())
    found = trigger and re.search(rf"(?<!\w){re.escape(' '.join(trigger.split()))}(?!\w)", text)
    if not found:
        return Text(f"“{text}”")
    before, after = text[: found.start()], text[found.end() :]
    return Text(f"“{before}").append(f"*{found[0]}*", style="bold underline").append(f"{after}”")


def _fields(evidence: Evidence, width: int) -> Iterator[Text]:
    """Each field that is known, with what the column means and what its code does."""
    indent = 18 if width >= NARROW else 4
    values = {**evidence.event, "date": date_of(evidence.event)}
    for name in FIELDS:
        if values[name] in (None, []):
            continue
        text = Text().append(_value(values[name]), "bold")
        if width < NARROW:
            yield from set_in("", Text(f"{name}: ").append_text(text), 2, width)
        else:
            yield from set_in(f"  {name}", text, indent, width)
        meanings = [evidence.meanings.get(name) or MEANT.get(name), evidence.codes.get(str(values[name]))]
        if meaning := " ".join(filter(None, meanings)):
            yield from set_in("", meaning.replace("`", ""), indent, width)


def _value(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else f"{value:g}" if isinstance(value, float) else str(value)


def _mention(row: Row, width: int) -> Iterator[Text]:
    """One report: its words, where they stand, what they were coded as and by what."""
    yield from set_in("", _quote(row), 2, width)
    indent = margin(width) + 2
    for name, text in _entries(row):
        if text:
            yield from set_in(f"  {name}", text, indent, width)


def _entries(row: Row) -> Iterator[tuple[str, str | None]]:
    yield "source", " · ".join(dict.fromkeys(filter(None, (row["title"], row["publisher"], row["published_on"], row["path"]))))
    yield "link", row["url"]
    yield "terms", f"licence {row['licence'] or 'unknown'}, {row['policy'] or 'unknown'} quotes"
    under = f", under “{row['heading']}”" if row["heading"] else ""
    yield "place", f"sentence {row['sentence']}, characters {row['char_start']} to {row['char_end']}{under}"
    yield "date", _dated(row)
    yield "who", "; ".join(map(_party, row["parties"])) or "nobody named"
    said = f", said by {row['said_by']}" if row["said_by"] else ""
    applies = f", applies from {row['effective_on']} on" if row["effective_on"] else ""
    yield "coded as", f"{' · '.join(filter(None, (row['event_type'], row['mode'], row['act'])))}, {row['status']}{said}{applies}"
    trigger = f", by “{row['trigger']}”" if row["trigger"] else ""
    yield "rule", f"{row['rule'] or 'not stored'}{trigger}, confidence {row['confidence']:.2f}"
    yield "moved from", row["moved_from"]
    yield "id", row["mention_id"]


def _quote(row: Row) -> Text:
    """The words, as far as the policy of the source lets them stand, and what proves the others."""
    n_chars = row["char_end"] - row["char_start"]
    if row["quote"] and not row["quote_sha256"]:
        return marked(row["quote"], row["trigger"])
    if row["quote"]:
        shown = marked(f"{row['quote']}…", row["trigger"]).append(f" (the first {len(row['quote'])} of {n_chars} characters)")
    else:
        shown = Text(f"{n_chars} characters, withheld")
    return shown.append(f", SHA-256 {row['quote_sha256']}" if row["quote_sha256"] else "")


def _dated(row: Row) -> str:
    if row["date_text"]:
        return f"{date_of(row) or 'none'}, from “{row['date_text']}”"
    return f"{date_of(row)}, that of the report or of the story so far, or from words that are withheld" if row["date"] else "none"


def _party(party: Row) -> str:
    code = f" ({party['code']})" if party["code"] and party["code"] != party["name"] else ""
    words = f", as “{party['text']}”" if party["text"] != party["name"] else ""
    return f"{party['role']} {party['name']}{code}{words}"


def _choices(choices: Iterable[Chosen], numbers: dict[str, int], width: int) -> Iterator[Text]:
    """Whose claim each field is; claims that contradict one another follow, with a star before that of the event."""
    indent = margin(width) + 4
    for choice in choices:
        among = f" of {counted(choice.n_claims, 'claim')}" if choice.n_claims > 1 else ""
        whose = f"mention {numbers[choice.mention_id]}, {REASONS[choice.reason]}{among}"
        yield from set_in(f"  {choice.field.replace('_', ' ')}", whose, indent, width)
        for claim in choice.conflict:
            named = ", ".join(str(number) for number in sorted(numbers[mention_id] for mention_id in claim.mention_ids))
            told = f"{claim.claim}, in {counted(claim.n_sources, 'source')}: mention{'s' if len(claim.mention_ids) > 1 else ''} {named}"
            yield from set_in(" " * (indent - 2) + ("*" if claim.is_chosen else "!"), told, indent, width)


def _all(texts: Iterable[str], width: int) -> Iterator[Text]:
    for text in texts:
        yield from set_in("", text, 2, width)


def _fix(fix: Fix) -> str:
    what = f"{fix.target_id}: {fix.field.replace('_', ' ')} {fix.old_value or 'nothing'} → {fix.new_value or 'nothing'}"
    return f"{what}. {fix.reason} ({fix.corrected_by}, {fix.corrected_on})"


def _link(row: Row) -> str:
    return f"{row['event_id']}, {LINKED[row['is_from']]} ({row['link']}): {row['summary']}"


def _history(evidence: Evidence) -> Iterator[str]:
    for row in evidence.history:
        into = f" into {row['into']}" if row["into"] else f" from {row['split_from']}" if row["split_from"] else ""
        cause = f" (cause: {row['cause']})" if row["cause"] else ""
        yield f"{row['release']}: {row['change']}{into}{cause}"
        for change in evidence.changes:
            if change["release"] == row["release"]:
                values = f"{change['old_value'] or 'nothing'} → {change['new_value'] or 'nothing'}"
                yield f"{row['release']}: {change['field']} {values} (cause: {change['cause']})"


def _report(event: Row, width: int) -> Iterator[Text]:
    """How to report one: the codebook has the same."""
    field = "act" if event["act"] else "event_type"
    yield from _all(
        [
            "Tell those whom you have the data from: send a file of corrections with a row for each field that is wrong, as the codebook "
            "says (“How to report an error”). It works at once in a build of your own: legation build --corrections FILE.csv",
            f"legation explain {event['event_id']} shows how it was coded.",
        ],
        width,
    )
    for line in correction_row(event["event_id"], field, event[field]):
        for part in wrapped(line, width - 2):
            yield Text("  ").append_text(part)

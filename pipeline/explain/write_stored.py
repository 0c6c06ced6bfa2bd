"""A stored event and its reports in, lines for the terminal out: for each report document, sentence, rule and row, then the event's row."""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.explain.stored import Chosen, Fix, Report, StoredEvent
from pipeline.explain.write import in_file, names_of, title_of, wrapped, write_coding, write_explanations
from pipeline.show.claims import REASONS
from pipeline.summary import counted

KIND, PARTIES = ("event_type", "mode", "act"), ("actors", "recipients")
MARGIN = " " * 14


def write_event(event: StoredEvent) -> Iterator[str]:
    """The event; how each report was coded, and is today; how they became its row; and the quote of the most confident one explained."""
    named = " → ".join(filter(None, (names_of(event.actors) or "somebody", names_of(event.recipients))))
    status = f"{event.status}, applies from {event.effective_on} on" if event.effective_on else event.status
    counts = f"{counted(event.n_mentions, 'mention')} in {counted(event.n_sources, 'source')}"
    yield event.event_id
    yield from wrapped(f"{event.date or 'undated'}  {named}")
    yield f"{_kind(event)} ({event.quad_class})"
    yield f"{status}, confidence {event.confidence:.2f}, {counts}"
    yield from wrapped(event.summary)
    numbers = {report.mention_id: number for number, report in enumerate(event.reports, start=1)}
    if event.corrections:
        yield ""
        yield "CORRECTED  (reviewed by people; wins over the coder)"
        for fix in event.corrections:
            yield from wrapped(_fix(fix, event.event_id, numbers), "  ", "      ")
    for number, report in enumerate(event.reports, start=1):
        yield ""
        yield from _report(number, report)
    yield ""
    yield from _row(event, numbers)
    if event.reports and event.reports[0].explanations:
        yield ""
        yield from wrapped("The text of documents is not in the database: what follows explains the quote of mention 1 as it stands alone.")
        yield ""
        yield from write_explanations(event.reports[0].explanations)


def _kind(event: StoredEvent) -> str:
    return " · ".join(filter(None, (event.event_type, event.mode, event.act)))


def _fix(fix: Fix, event_id: str, numbers: dict[str, int]) -> str:
    target = f"mention {numbers[fix.target_id]}" if fix.target_id in numbers else "" if fix.target_id == event_id else fix.target_id
    if fix.field != "event_id":
        what = " ".join(filter(None, (target, fix.field.replace("_", " "), fix.old_value or "nothing", "→", fix.new_value or "nothing")))
    elif fix.old_value == event_id or fix.new_value is None:
        what = f"{target} {f'put into {fix.new_value}' if fix.new_value else 'withdrawn'}"
    else:
        what = f"{target} put here{f', was in {fix.old_value}' if fix.old_value != fix.target_id else ''}"
    return f"{what}: {fix.reason} ({fix.corrected_by}, {fix.corrected_on})"


def _report(number: int, report: Report) -> Iterator[str]:
    """From the document to the row of one mention."""
    document, coding = report.document, report.coding
    yield f"MENTION {number}  {report.mention_id}"
    yield from _entry("document", ", ".join(filter(None, (document.path, document.publisher, document.published_on))))
    yield from wrapped(document.url or "", MARGIN, MARGIN)
    terms = f"policy {document.policy or 'not stored'}" + (f", {document.quote_chars} characters" if document.quote_chars else "")
    yield from wrapped(f"licence {document.licence or 'unknown'}, {terms}", MARGIN, MARGIN)
    if document.sha256:
        yield f"{MARGIN}SHA-256 {document.sha256}"
    where = f"section {report.section_no} ({report.section}{f': {report.heading}' if report.heading else ''})"
    place = f"number {report.sentence} of the document, in {where}, characters {report.char_start} to {report.char_end}"
    yield from _entry("sentence", place)
    yield from wrapped(_quote(report), MARGIN, MARGIN)
    yield from _entry("rule", f"{coding.rule or 'not stored'}{in_file(coding.file)}{f', by “{report.trigger}”' if report.trigger else ''}")
    yield from _entry("row", title_of(coding))
    yield from write_coding(replace(coding, rule=None, quote=None), " " * 6, is_whole=document.policy in (None, "full"))
    yield from wrapped(_again(report), "  ", "  ")


def _entry(name: str, text: str) -> list[str]:
    return wrapped(f"{name:<12}{text}", "  ", MARGIN)


def _quote(report: Report) -> str:
    """The words, or as many of them as the policy of the document lets stand, with what proves the others."""
    words, n_chars = report.coding.quote, report.char_end - report.char_start
    if words and not report.quote_sha256:
        return f"“{' '.join(words.split())}”"
    shown = f"“{' '.join(words.split())}…”, the first {len(words)} of {n_chars} characters" if words else f"{n_chars} characters, withheld"
    proof = f"; their SHA-256 is {report.quote_sha256}" if report.quote_sha256 else ""
    return shown + proof


def _again(report: Report) -> str:
    if not report.explanations:
        return "Its quote is not in the database in full, so that it cannot be coded again."
    if report.again is None:
        return "Its quote alone codes nothing today: the sentence around it, the document or an older lexicon had more."
    if not report.changed:
        return "Its quote alone is coded the same today."
    return "Its quote alone is coded otherwise today: " + "; ".join(_change(report, name) for name in report.changed) + "."


def _change(report: Report, name: str) -> str:
    assert report.again is not None
    was, now = (
        (names_of(getattr(coding, name)) if name in ("actors", "recipients") else getattr(coding, name)) or "none"
        for coding in (report.coding, report.again)
    )
    return f"{name} {now}, stored {was}"


def _row(event: StoredEvent, numbers: dict[str, int]) -> Iterator[str]:
    """The fields of the event, each with whose claim it is; claims that contradict one another follow, with a star before its own."""
    yield "ROW OF THE EVENT  (the codebook says how: “Which report wins”)"
    chosen = {choice.field: choice for choice in event.choices}
    parties = " → ".join(filter(None, (names_of(event.actors) or "nobody named", names_of(event.recipients))))
    values = {"kind": _kind(event), "parties": parties, "date": event.date or "none"}
    values |= {"effective_on": event.effective_on, "status": event.status} if event.effective_on else {"status": event.status}
    for field, value in values.items():
        choice = chosen.get(field)
        yield from wrapped(f"{field.replace('_', ' '):<14}{value}: {_whose(event, field, choice, numbers)}", "  ", " " * 16)
        yield from _conflict(choice, numbers) if choice else ()
    codes = [f"CAMEO {event.cameo_code}"] if event.cameo_code else []
    codes += [f"Goldstein {event.goldstein}"] if event.goldstein is not None else []
    yield from wrapped(f"{'quad class':<14}{', '.join((event.quad_class, *codes))}: of the type, in the ontology", "  ", " " * 16)
    yield from wrapped(f"{'summary':<14}made from these fields, not from words of documents", "  ", " " * 16)


def _whose(event: StoredEvent, field: str, choice: Chosen | None, numbers: dict[str, int]) -> str:
    columns = {"kind": KIND, "parties": PARTIES}.get(field, (field,))
    fix = next((fix for fix in event.corrections if fix.target_id == event.event_id and fix.field in columns), None)
    if fix is not None:
        return f"corrected by {fix.corrected_by}"
    if choice is None:
        return "mention 1, the only one" if len(event.reports) == 1 else "of all mentions"
    among = f" of {counted(choice.n_claims, 'claim')}" if choice.n_claims > 1 else ""
    return f"mention {numbers[choice.mention_id]}, {REASONS[choice.reason]}{among}"


def _conflict(choice: Chosen, numbers: dict[str, int]) -> Iterator[str]:
    for claim in choice.conflict:
        named = ", ".join(str(number) for number in sorted(numbers[mention_id] for mention_id in claim.mention_ids))
        mentions = f"mention{'s' if len(claim.mention_ids) > 1 else ''} {named}"
        line = f"{'*' if claim.is_chosen else ' '} {claim.claim}, in {counted(claim.n_sources, 'source')}: {mentions}"
        yield from wrapped(line, " " * 16, " " * 20)

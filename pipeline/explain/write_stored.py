"""A stored event and its reports in, lines for the terminal out."""

from collections.abc import Iterator

from pipeline.explain.stored import Chosen, Fix, Report, StoredEvent
from pipeline.explain.write import names_of, title_of, wrapped, write_coding, write_explanations
from pipeline.summary import counted

REASONS = {
    "agreed": "all agree",
    "most-precise": "the most precise",
    "most-sources": "that of most documents",
    "fullest": "the fullest",
    "most-certain": "the most certain",
    "earliest": "the earliest",
}


def write_event(event: StoredEvent) -> Iterator[str]:
    """The event, whose claims it has, each report as stored with what its quote is coded as today, the most confident one explained."""
    named = " → ".join(filter(None, (names_of(event.actors) or "somebody", names_of(event.recipients))))
    title = " · ".join(filter(None, (event.event_type, event.mode, event.act)))
    status = f"{event.status}, applies from {event.effective_on} on" if event.effective_on else event.status
    counts = f"{counted(event.n_mentions, 'mention')} in {counted(event.n_sources, 'source')}"
    yield event.event_id
    yield from wrapped(f"{event.date or 'undated'}  {named}")
    yield f"{title} ({event.quad_class})"
    yield f"{status}, confidence {event.confidence:.2f}, {counts}"
    yield from wrapped(event.summary)
    numbers = {report.mention_id: number for number, report in enumerate(event.reports, start=1)}
    if event.corrections:
        yield ""
        yield "CORRECTED  (reviewed by people; wins over the coder)"
        for fix in event.corrections:
            yield from wrapped(_fix(fix, event.event_id, numbers), "  ", "      ")
    if event.choices:
        yield ""
        yield "CHOSEN  (the codebook says how: “Which report wins”)"
        for choice in event.choices:
            yield from _choice(choice, numbers)
    for number, report in enumerate(event.reports, start=1):
        yield ""
        yield from _report(number, report)
    if event.reports and event.reports[0].explanations:
        yield ""
        yield from wrapped("The text of documents is not in the database: what follows explains the quote of mention 1 as it stands alone.")
        yield ""
        yield from write_explanations(event.reports[0].explanations)


def _fix(fix: Fix, event_id: str, numbers: dict[str, int]) -> str:
    target = f"mention {numbers[fix.target_id]}" if fix.target_id in numbers else "" if fix.target_id == event_id else fix.target_id
    if fix.field != "event_id":
        what = " ".join(filter(None, (target, fix.field.replace("_", " "), fix.old_value or "nothing", "→", fix.new_value or "nothing")))
    elif fix.old_value == event_id or fix.new_value is None:
        what = f"{target} {f'put into {fix.new_value}' if fix.new_value else 'withdrawn'}"
    else:
        what = f"{target} put here{f', was in {fix.old_value}' if fix.old_value != fix.target_id else ''}"
    return f"{what}: {fix.reason} ({fix.corrected_by}, {fix.corrected_on})"


def _choice(choice: Chosen, numbers: dict[str, int]) -> Iterator[str]:
    """Whose claim a field is and why; claims that contradict one another follow, with a star before that of the event."""
    among = f" of {counted(choice.n_claims, 'claim')}" if choice.n_claims > 1 else ""
    yield f"  {choice.field.replace('_', ' '):<14}mention {numbers[choice.mention_id]}: {REASONS[choice.reason]}{among}"
    for claim in choice.conflict:
        named = ", ".join(str(number) for number in sorted(numbers[mention_id] for mention_id in claim.mention_ids))
        mentions = f"mention{'s' if len(claim.mention_ids) > 1 else ''} {named}"
        line = f"{'*' if claim.is_chosen else ' '} {claim.claim}, in {counted(claim.n_sources, 'source')}: {mentions}"
        yield from wrapped(line, " " * 16, " " * 20)


def _report(number: int, report: Report) -> Iterator[str]:
    place = f"{report.path}, sentence {report.sentence}, characters {report.char_start} to {report.char_end}"
    published = f", published {report.published_on}" if report.published_on else ""
    yield from wrapped(f"MENTION {number}  {place}{published}", "", " " * 11)
    yield f"  {title_of(report.coding)}{f', by “{report.trigger}”' if report.trigger else ''}"
    yield from write_coding(report.coding, " " * 6)
    yield from wrapped(_again(report), "  ", "  ")


def _again(report: Report) -> str:
    if not report.explanations:
        return "Its quote is not in the database, so that it cannot be coded again."
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

"""A stored event and its reports in, lines for the terminal out."""

from collections.abc import Iterator

from pipeline.explain.stored import Report, StoredEvent
from pipeline.explain.write import names_of, title_of, wrapped, write_coding, write_explanations
from pipeline.summary import counted


def write_event(event: StoredEvent) -> Iterator[str]:
    """The event, each report as stored with what its quote is coded as today, and the explanation of the most confident one."""
    named = " → ".join(filter(None, (names_of(event.actors) or "somebody", names_of(event.recipients))))
    title = " · ".join(filter(None, (event.event_type, event.mode, event.act)))
    status = f"{event.status}, applies from {event.effective_on} on" if event.effective_on else event.status
    counts = f"{counted(event.n_mentions, 'mention')} in {counted(event.n_sources, 'source')}"
    yield event.event_id
    yield from wrapped(f"{event.date or 'undated'}  {named}")
    yield f"{title} ({event.quad_class})"
    yield f"{status}, confidence {event.confidence:.2f}, {counts}"
    yield from wrapped(event.summary)
    for number, report in enumerate(event.reports, start=1):
        yield ""
        yield from _report(number, report)
    if event.reports and event.reports[0].explanations:
        yield ""
        yield from wrapped("The text of documents is not in the database: what follows explains the quote of mention 1 as it stands alone.")
        yield ""
        yield from write_explanations(event.reports[0].explanations)


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

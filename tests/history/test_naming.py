"""Identifiers of events by their own content: what tells events of one act, parties and date apart does not depend on the others."""

from pipeline.merge import merge
from pipeline.records import Mention
from tests.history.states import report


def ids(*mentions: Mention) -> dict[Mention, str]:
    """The identifier of the event of each mention."""
    return {mention: event.event_id for event in merge(mentions) for mention in event.mentions}


def test_undated_reports_of_other_documents_change_no_identifier() -> None:
    undated = [report(when=None, path=f"{name}.md") for name in "abcdefgh"]
    assert len(set(ids(*undated).values())) == len(undated)
    for mention in undated:
        assert ids(mention)[mention] == ids(*undated)[mention]


def test_other_speakers_of_a_day_change_no_identifier() -> None:
    speakers = [
        report(f"PER/{name}", "condemn", path=path) for name, path in (("Ana Paz", "a.md"), ("Luis Rey", "b.md"), ("Eva Sol", "c.md"))
    ]
    assert len(set(ids(*speakers).values())) == len(speakers)
    for mention in speakers:
        assert ids(mention)[mention] == ids(*speakers)[mention]


def test_more_reports_of_one_event_change_no_identifier() -> None:
    one = report(path="b.md")
    more = [report(path=path) for path in ("a.md", "c.md")]
    assert set(ids(one, *more).values()) == set(ids(one).values())
    assert set(ids(one, report("PER/Ana Paz", path="c.md")).values()) == set(ids(one).values()), "a state acts, whoever is named for it"

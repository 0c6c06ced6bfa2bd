"""Reports made by hand in, events and states of the data out: for the tests of identifiers and their history."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pipeline.history import Snapshot, carried_ids, event_state, snapshot_of
from pipeline.ids import content_id, mention_id
from pipeline.merge import merge
from pipeline.records import Correction, Event, Mention, Party, Period
from pipeline.rows import summary_of
from schemas.ontology import ACTS

DAY = date(2017, 8, 11)


def report(
    actor: str = "PER",
    act: str = "recall-envoy",
    recipient: str = "VEN",
    when: date | None = DAY,
    *,
    path: str = "a.md",
    edition: int = 1,
    sentence: int = 0,
    start: int | None = None,
    rule: str = "rule",
    quote: str | None = None,
) -> Mention:
    """A mention; another `edition` of a document has another content, and so another identifier."""
    start = sentence * 100 if start is None else start
    return Mention(
        source_id=content_id("src", path, str(edition)),
        section_no=sentence,
        section="main",
        sentence=sentence,
        start=start,
        end=start + 50,
        quote=quote or f"{actor} did {act} to {recipient}.",
        trigger="did",
        rule=rule,
        event_type=ACTS[act].event_type,
        mode=ACTS[act].mode,
        act=act,
        period=Period(when, when, "day") if when else Period(),
        date_text=None,
        effective_on=None,
        status="occurred",
        said_by=None,
        confidence=0.9,
        actors=(party(actor),) if actor else (),
        recipients=(party(recipient),) if recipient else (),
    )


def party(name: str) -> Party:
    """`PER` is a country, `PER/Ana Paz` a person who acts for it."""
    code, _, person = name.partition("/")
    if person:
        return Party(person.lower().replace(" ", "-"), person, "person", code, person)
    return Party(code, code, "country", code, code)


@dataclass(frozen=True)
class Built:
    """What a build made: its events, and the state in which it leaves the data."""

    events: tuple[Event, ...]
    state: Snapshot

    def id_of(self, mention: Mention) -> str:
        """The identifier of the event that a mention reports."""
        [event_id] = [event.event_id for event in self.events if mention_id(mention) in map(mention_id, event.mentions)]
        return event_id


def build(
    *mentions: Mention,
    since: Built | None = None,
    quiet: Iterable[str] = (),
    version: str = "0.1.0",
    codebook_version: str = "1.0",
    code: str = "code",
    corrections: Sequence[Correction] = (),
) -> Built:
    """Merge reports and carry on the identifiers of an earlier build; `quiet` are paths of documents that report nothing."""
    paths = {mention.source_id: path for path in PATHS for mention in mentions if mention.source_id in _editions(path)}
    paths |= {content_id("src", path, "1"): path for path in quiet}
    events = carry_ids(merge(mentions), since.state if since else None, paths)
    state = snapshot_of(
        (event_state(event, paths, summary_of(event)) for event in events),
        paths,
        version=version,
        codebook_version=codebook_version,
        code_sha256=code,
        corrections=corrections,
    )
    return Built(events, state)


def carry_ids(events: Iterable[Event], earlier: Snapshot | None, paths: Mapping[str, str]) -> tuple[Event, ...]:
    """The events under the ids of the earlier ones that they are, ordered by these."""
    events = tuple(events)
    names = carried_ids({event.event_id: event_state(event, paths) for event in events}, earlier) if earlier else {}
    renamed = (replace(event, event_id=names.get(event.event_id, event.event_id)) for event in events)
    return tuple(sorted(renamed, key=lambda event: event.event_id))


PATHS = tuple(f"{letter}.md" for letter in "abcdefgh")


def _editions(path: str) -> set[str]:
    return {content_id("src", path, str(edition)) for edition in range(9)}

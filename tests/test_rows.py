import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

import pytest

from pipeline import rows
from pipeline.corrections import Withdrawn
from pipeline.ids import mention_id
from pipeline.load.batch import batch_of
from pipeline.records import Choice, Citation, Correction, Document, Event, Mention, Party, Period, Section
from schemas.derive import tables_of
from schemas.tables import TABLES

DAY = date(2017, 8, 11)
WHEN = Period(DAY, DAY, "day")
PERU = Party("PER", "Peru", "country", "PER", "Lima", 0, 4)
VENEZUELA = Party("VEN", "Venezuela", "country", "VEN", "Venezuela", 20, 29)
PAZ = Party("ana-paz", "Ana Paz", "person", "PER", "Ana\n Paz", 0, 8, office="President", sector="government")
DOCUMENT = Document(
    source_id="src_" + "0" * 16,
    corpus="wires",
    path="a.md",
    format="digest",
    text="Lima recalled its envoy from Venezuela.",
    sha256="0" * 64,
    sections=(
        Section("main", 0, 20, heading="2017", contexts=("Crisis", "Crisis", "Peru"), sentences=((0, 10), (10, 20))),
        Section("related", 20, 39, published_on=date(2017, 3, 30), link="/news/x.md", contexts=("Crisis",), sentences=((20, 39),)),
        Section("other", 39, 39, is_coded=False),
    ),
    language="en",
    published_on=DAY,
    citations=(Citation("https://wire.example/1"), Citation("https://wire.example/1", "Wire"), Citation("https://wire.example/2")),
)


def mention(
    *,
    source_id: str = DOCUMENT.source_id,
    section_no: int = 0,
    section: str = "main",
    start: int = 0,
    period: Period = WHEN,
    actors: tuple[Party, ...] = (PERU,),
    recipients: tuple[Party, ...] = (VENEZUELA,),
    said_by: Party | None = None,
) -> Mention:
    return Mention(
        source_id=source_id,
        section_no=section_no,
        section=section,
        sentence=0,
        start=start,
        end=start + 10,
        quote="Lima recalled",
        trigger="recalled",
        rule="envoys.recall",
        event_type="SANCTION",
        mode="withdraw",
        act="recall-envoy",
        period=period,
        date_text=None,
        effective_on=None,
        status="occurred",
        said_by=said_by,
        confidence=0.5,
        actors=actors,
        recipients=recipients,
    )


def event(*mentions: Mention, number: int = 0, period: Period = WHEN) -> Event:
    lead = mentions[0]
    return Event(
        event_id=f"evt_{number:016x}",
        event_type=lead.event_type,
        mode=lead.mode,
        act=lead.act,
        period=period,
        date_min=DAY,
        date_max=DAY,
        effective_on=None,
        status="occurred",
        confidence=0.5,
        actors=lead.actors,
        recipients=lead.recipients,
        mentions=mentions,
    )


def actors_of(mentions: Iterable[Mention]) -> rows.Actors:
    actors = rows.Actors()
    for each in mentions:
        actors.add(each)
    return actors


def links_of(events: Iterable[Event], stories: Mapping[tuple[str, int], int]) -> rows.Links:
    links = rows.Links(stories)
    for each in events:
        links.add(each)
    return links


EVENT = event(mention(), mention(actors=(PAZ,), said_by=PAZ, start=20))
FIX = Correction(2, EVENT.event_id, "date", "2017", None, "No date is told", "R. Reviewer", date(2026, 11, 20))
STORIES = {(DOCUMENT.source_id, 1): 0}  # of the item of the page, its story
COVERAGE = Counter({(("wires", "Wire", DAY), "coded"): 2, (("wires", "Wire", DAY), "rejected"): 1, (("wires", None, None), "uncoded"): 4})
MADE = {
    "sources": [rows.source_row(DOCUMENT), rows.cited_row(DOCUMENT.citations[0])],
    "sections": list(rows.section_rows(DOCUMENT)),
    "section_contexts": list(rows.context_rows(DOCUMENT)),
    "citations": list(rows.citation_rows(DOCUMENT)),
    "actors": list(rows.actor_rows(actors_of(EVENT.mentions))),
    "actor_names": list(rows.actor_name_rows(actors_of(EVENT.mentions), {"PER": "Peru", "ana-paz": "Ana Paz"})),
    "actor_roles": list(rows.actor_role_rows(actors_of(EVENT.mentions))),
    "events": [rows.event_row(EVENT)],
    "event_actors": list(rows.event_actor_rows(EVENT)),
    "mentions": [rows.mention_row(mention, EVENT.event_id) for mention in EVENT.mentions],
    "mention_actors": [row for mention in EVENT.mentions for row in rows.mention_actor_rows(mention)],
    "event_choices": list(rows.event_choice_rows(replace(EVENT, choices=(Choice("date", EVENT.mentions[1], "earliest", 2),)))),
    "event_links": list(
        rows.event_link_rows(links_of([event(mention()), event(mention(section="related", section_no=1), number=1)], STORIES))
    ),
    "event_contexts": list(rows.event_context_rows(EVENT, {(DOCUMENT.source_id, 0): ("Crisis",)})),
    "coverage": list(rows.coverage_rows(COVERAGE)),
    "corrections": list(rows.correction_rows([FIX, replace(FIX, target_id="mnt_" + "0" * 16)], [EVENT])),
}


@pytest.mark.parametrize("name", MADE)
def test_rows_are_what_the_schemas_take(name: str) -> None:
    [table] = [table for table in tables_of(TABLES) if table.name == name]
    assert MADE[name]
    batch, rejects = batch_of(table, MADE[name])
    assert rejects == []
    table.model.validate(batch.arrow, lazy=True)


def test_a_cited_page_is_known_by_its_address() -> None:
    row = rows.cited_row(Citation("https://wire.example/1", "Wire"))
    assert (row["kind"], row["url"], row["path"], row["sha256"]) == ("cited", "https://wire.example/1", "https://wire.example/1", None)
    assert row["source_id"] == rows.cited_id(Citation("https://wire.example/1")) != rows.cited_id(Citation("https://wire.example/2"))


def test_a_page_cited_twice_is_one_citation_with_the_name_that_it_has() -> None:
    assert [row["label"] for row in rows.citation_rows(DOCUMENT)] == ["Wire", None]


def test_an_item_has_its_own_day_and_other_sections_that_of_the_document() -> None:
    found = [(row["section_no"], row["published_on"], row["n_sentences"], row["is_coded"]) for row in rows.section_rows(DOCUMENT)]
    assert found == [(0, DAY, 2, True), (1, date(2017, 3, 30), 1, True), (2, DAY, 0, False)]


def test_a_label_counts_once_a_section() -> None:
    assert [(row["section_no"], row["context"]) for row in rows.context_rows(DOCUMENT)] == [(0, "Crisis"), (0, "Peru"), (1, "Crisis")]


def test_a_known_actor_is_as_the_lexicon_says_and_another_as_most_mentions_say() -> None:
    rough = Party("PER", "peru!", "group", None, "peru")
    names = ["Ana Paz", "Ana María Paz", "Ana María Paz"]
    people = [Party("ana-paz", name, "person", "PER", name) for name in names]
    found = {row["actor_id"]: row for row in rows.actor_rows(actors_of([mention(actors=(rough,), recipients=(each,)) for each in people]))}
    assert list(found) == ["PER", "ana-paz"]
    assert (found["PER"]["name"], found["PER"]["kind"], found["PER"]["country"]) == ("Peru", "country", "PER")
    assert (found["ana-paz"]["name"], found["ana-paz"]["country"]) == ("Ana María Paz", "PER")


def test_who_only_speaks_is_an_actor_too() -> None:
    assert "ana-paz" in [row["actor_id"] for row in rows.actor_rows(actors_of([mention(said_by=PAZ)]))]


def test_who_is_in_an_event_only_is_an_actor_too() -> None:
    actors = actors_of([mention()])
    actors.add_party(Party("luis-rey", "Luis Rey", "person", "CHL", "Luis Rey"))
    found = {row["actor_id"]: row for row in rows.actor_rows(actors)}
    assert found.keys() == {"PER", "VEN", "luis-rey"}
    assert (found["luis-rey"]["name"], found["luis-rey"]["country"], found["PER"]["name"]) == ("Luis Rey", "CHL", "Peru")


def test_names_are_canonical_from_the_lexicon_or_observed() -> None:
    found = {
        (row["actor_id"], row["name"]): row["kind"]
        for row in rows.actor_name_rows(actors_of(EVENT.mentions), {"PER": "Peru", "ana-paz": "A. Paz"})
    }
    assert found["PER", "Peru"] == "canonical"
    assert found["PER", "Lima"] == "alias", "a document may use a name that the lexicon knows"
    assert found["PER", "Republic of Peru"] == "alias"
    assert found["ana-paz", "Ana Paz"] == "observed", "with single spaces"
    assert found["ana-paz", "A. Paz"] == "canonical"


@pytest.mark.parametrize(("text", "observed"), [("They", []), ("It", []), ("the neighbour", []), ("The Neighbour", ["The Neighbour"])])
def test_a_pronoun_is_no_name(text: str, observed: list[str]) -> None:
    said = mention(actors=(replace(PERU, text=text),), recipients=())
    assert [row["name"] for row in rows.actor_name_rows(actors_of([said]), {"PER": "Peru"}) if row["kind"] == "observed"] == observed


def test_an_office_lasts_from_its_first_to_its_last_dated_mention() -> None:
    later = Period(date(2019, 1, 4), date(2019, 1, 4), "day")
    mentions = [mention(actors=(PAZ,), period=period) for period in (later, WHEN, Period())]
    [row] = rows.actor_role_rows(actors_of(mentions))
    assert (row["role"], row["country"], row["first_seen"], row["last_seen"], row["n_mentions"]) == (
        "President",
        "PER",
        DAY,
        date(2019, 1, 4),
        3,
    )


def test_a_mention_of_what_somebody_says_of_himself_counts_once_for_his_office() -> None:
    [row] = rows.actor_role_rows(actors_of([replace(mention(actors=(PAZ,)), said_by=PAZ)]))
    assert row["n_mentions"] == 1


@pytest.mark.parametrize(
    ("period", "wanted"),
    [
        (WHEN, "Peru: recall envoy (Venezuela), 2017-08-11"),
        (Period(date(2017, 8, 1), date(2017, 8, 31), "month"), "Peru: recall envoy (Venezuela), 2017-08"),
        (Period(date(987, 1, 1), date(987, 12, 31), "year"), "Peru: recall envoy (Venezuela), 0987"),
        (Period(), "Peru: recall envoy (Venezuela), no date"),
    ],
)
def test_a_summary_is_made_from_the_coded_fields(period: Period, wanted: str) -> None:
    assert rows.summary_of(event(mention(), period=period)) == wanted


def test_a_summary_does_without_what_is_unknown() -> None:
    assert rows.summary_of(event(mention(actors=(), recipients=()))) == "Unnamed actor: recall envoy, 2017-08-11"


def test_an_event_counts_its_mentions_and_their_documents() -> None:
    row = rows.event_row(event(mention(), mention(start=9), mention(source_id="src_" + "1" * 16)))
    assert (row["n_mentions"], row["n_sources"], row["quad_class"], row["cameo_code"]) == (3, 2, "material-conflict", "16")


def test_a_mention_is_told_from_one_with_other_parties_or_the_same_in_other_roles() -> None:
    made = [
        mention(),
        mention(start=1),
        mention(actors=(PAZ,)),
        mention(actors=(PERU, VENEZUELA), recipients=()),
        mention(actors=(VENEZUELA,), recipients=(PERU,)),
    ]
    assert len({mention_id(each) for each in made}) == len(made)
    assert mention_id(mention()) == mention_id(mention(period=Period()))


def test_a_corrected_mention_keeps_its_identifier() -> None:
    coded = mention()
    assert mention_id(replace(coded, actors=(PAZ,), recipients=(), act=None, coded=coded)) == mention_id(coded)


def test_corrections_are_in_the_order_of_their_file_with_the_event_to_which_their_target_belongs_now() -> None:
    one, other = event(mention()), event(mention(start=9), mention(start=20), number=1)
    gone, emptied = (f"evt_{number:016x}" for number in (2, 3))
    moves = [(gone, other.event_id), (emptied, gone), ("evt_" + "4" * 16, None)]
    corrections = [
        replace(FIX, target_id=mention_id(other.mentions[1])),
        replace(FIX, target_id="mnt_" + "0" * 16),
        replace(FIX, target_id=one.event_id),
        *(replace(FIX, target_id=old, field="event_id", old=old, new=new) for old, new in moves),
    ]
    found = list(rows.correction_rows(corrections, [one, other]))
    assert [row["correction_no"] for row in found] == [0, 1, 2, 3, 4, 5]
    assert [row["event_id"] for row in found] == [other.event_id, None, one.event_id, other.event_id, other.event_id, None]
    assert (found[2]["old_value"], found[2]["new_value"], found[2]["reason"]) == ("2017", None, "No date is told")
    assert (found[2]["corrected_by"], found[2]["corrected_on"]) == ("R. Reviewer", date(2026, 11, 20))


def test_a_mention_that_a_correction_withdraws_is_kept_with_who_says_so() -> None:
    reject = rows.withdrawn_reject(Withdrawn(mention(), EVENT.event_id, FIX), corpus="wires", path="a.md")
    assert (reject.stage, reject.check_name, reject.corpus, reject.path) == ("merge", "correction", "wires", "a.md")
    assert reject.reason == "No event, according to R. Reviewer (2026-11-20): No date is told"
    assert reject.locator == mention_id(mention())
    kept = json.loads(reject.row or "")
    assert (kept["event_id"], kept["quote"], kept["date"]) == (EVENT.event_id, "Lima recalled", "2017-08-11")


def links(*events: Event, stories: Mapping[tuple[str, int], int] = STORIES) -> set[tuple[str, str]]:
    """Pairs of events by their numbers."""
    found = rows.event_link_rows(links_of(events, stories))
    return {(str(row["event_id"])[-1], str(row["linked_event_id"])[-1]) for row in found}


def test_a_page_links_its_story_to_its_list_and_to_no_other_page() -> None:
    foreign = event(mention(source_id="src_" + "1" * 16, section="related", section_no=1), number=2)
    both = event(mention(start=3), mention(section="related", section_no=1, start=30), number=3)
    assert links(event(mention()), event(mention(section="related", section_no=1), number=1), foreign, both) == {
        ("0", "1"), ("0", "3"), ("3", "1"),
    }  # fmt: skip


def test_an_item_that_another_page_tells_as_its_story_is_that_event() -> None:
    other = mention(source_id="src_" + "1" * 16)
    assert links(event(mention()), event(mention(section="related", section_no=1), other, number=1)) == {("0", "1")}


def test_each_story_of_a_page_has_a_list_of_its_own() -> None:
    kinds = ("related", "main", "related", "related", "main", "other", "related")
    page = replace(DOCUMENT, sections=tuple(Section(kind, number, number) for number, kind in enumerate(kinds)))
    stories = {(page.source_id, number): story for number in range(7) if (story := rows.story_of(page, number)) is not None}
    assert stories == {(page.source_id, 2): 1, (page.source_id, 3): 1, (page.source_id, 6): 4}
    told = [event(mention(section=kind, section_no=number), number=number) for number, kind in enumerate(kinds) if kind != "other"]
    assert links(*told, stories=stories) == {("1", "2"), ("1", "3"), ("4", "6")}
    assert links(*(each for each in told if each.mentions[0].section_no != 4), stories=stories) == {("1", "2"), ("1", "3")}


def test_a_choice_is_told_by_the_mention_that_was_chosen() -> None:
    [row] = MADE["event_choices"]
    assert row == {
        "event_id": EVENT.event_id, "field": "date", "mention_id": mention_id(EVENT.mentions[1]), "reason": "earliest", "n_claims": 2,
    }  # fmt: skip


def test_an_event_has_the_labels_of_the_sections_that_mention_it() -> None:
    both = event(mention(), mention(section_no=1))
    contexts = {(DOCUMENT.source_id, 0): ("Crisis", "Peru"), (DOCUMENT.source_id, 1): ("Crisis",), (DOCUMENT.source_id, 2): ("Cup",)}
    assert [row["context"] for row in rows.event_context_rows(both, contexts)] == ["Crisis", "Peru"]


def test_coverage_is_numbered_by_corpus_publisher_and_day_and_adds_up() -> None:
    found = list(rows.coverage_rows(COVERAGE))
    assert [(row["coverage_no"], row["publisher"]) for row in found] == [(0, None), (1, "Wire")]
    for row in found:
        assert row["n_read"] == sum(int(str(row[f"n_{fate}"])) for fate in ("coded", "without_events", "uncoded", "rejected"))
    assert (found[0]["n_uncoded"], found[1]["n_read"]) == (4, 3)


def test_the_digest_of_a_corpus_does_not_depend_on_the_order_of_reading() -> None:
    assert rows.digest_of(["b" * 64, "a" * 64]) == rows.digest_of(["a" * 64, "b" * 64]) != rows.digest_of(["a" * 64])

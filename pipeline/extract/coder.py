"""Documents in, mentions out: each sentence with a trigger is parsed, its predicates matched, its roles filled, its dates placed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pipeline.extract.actor import places_of, resolve
from pipeline.extract.cast import Cast
from pipeline.extract.coding import coded_as
from pipeline.extract.date import Anchor, find_dates, heading_year
from pipeline.extract.frame import Match, matches_at
from pipeline.extract.modality import Standing, standing_of
from pipeline.extract.placing import Moment, dates_at, place
from pipeline.extract.plain import Plain, has_trigger, plain_sentences
from pipeline.extract.roles import Roles, cast_roles
from pipeline.extract.scene import Memory, Scene, countries_in, pair_in, set_scene
from pipeline.extract.subjects import subjects_of
from pipeline.records import Document, Mention, Party, Period, Section

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

SENTENCES = 64  # parsed together


@dataclass(slots=True)
class Story:
    """The time that a narrative has reached: over the document, and in the paragraph."""

    reached: Period = field(default_factory=Period)
    paragraph: Period = field(default_factory=Period)


def code_documents(
    documents: Sequence[Document], load_parser: Callable[[], Language]
) -> Iterator[tuple[Document, tuple[Mention, ...]]]:
    """Mentions of each document, in order of the text. Sentences of all documents are parsed together, in batches of like length;
    the parser is loaded only where there is any to parse."""
    plain = [list(plain_sentences(document)) for document in documents]
    wanted = [sentence for sentences in plain for sentence in sentences if has_trigger(sentence.text)]
    wanted.sort(key=lambda sentence: len(sentence.text))
    docs = load_parser().pipe((sentence.text for sentence in wanted), batch_size=SENTENCES) if wanted else ()
    parsed = {id(sentence): doc for sentence, doc in zip(wanted, docs, strict=True)}
    for document, sentences in zip(documents, plain, strict=True):
        yield document, tuple(_code(document, sentences, parsed))


def _code(document: Document, sentences: Sequence[Plain], parsed: Mapping[int, Doc]) -> Iterator[Mention]:
    memory = Memory(Cast(sentence.text for sentence in sentences), pair_in(document.title or ""))
    story, section_no = Story(), -1
    for sentence in sentences:
        section = document.sections[sentence.section_no]
        if sentence.section_no != section_no:
            section_no, story = sentence.section_no, _story_at(section, story)
            memory.last_actors = () if section.kind == "related" else memory.last_actors
        if "\n\n" in document.text[max(section.start, sentence.offset[0] - 3) : sentence.offset[0]]:
            story.paragraph = Period()
        anchor = Anchor(section.published_on or document.published_on, story.reached)
        whens = tuple(find_dates(sentence.text, anchor))
        if id(sentence) in parsed:
            scene = set_scene(parsed[id(sentence)], memory, sentence.offset)
            yield from _code_sentence(document, sentence, scene, Moment(whens, anchor, story.paragraph, document.format))
        else:
            memory.remember(countries_in(sentence.text))
        told = [when.period for when in whens if not when.is_end and not when.is_effective]
        if told:
            story.reached = story.paragraph = told[-1]


def _story_at(section: Section, story: Story) -> Story:
    """A heading with a year sets the time; any other heading begins a new paragraph of the same story."""
    year = heading_year(section.heading)
    return Story(year, year) if year.first else Story(story.reached)


def _code_sentence(document: Document, sentence: Plain, scene: Scene, moment: Moment) -> Iterator[Mention]:
    """At most one mention for each predicate: that of the best frame whose required parties are named."""
    fitting = {token.i: found for token in scene.doc if (found := matches_at(scene, token))}
    matches = {at: found[0] for at, found in fitting.items()}
    for candidates in fitting.values():
        mentions = (_mention(document, sentence, scene, match, matches, moment) for match in candidates)
        mention = next((mention for mention in mentions if mention is not None), None)
        if mention is not None:
            yield mention
    _remember(scene)


def _remember(scene: Scene) -> None:
    """Keep whom this sentence named, for the back-references of the next."""
    scene.memory.remember(places_of(scene, scene.doc))
    root = next((token for token in scene.doc if token.dep_ == "ROOT"), None)
    acting = resolve(scene, subjects_of(root)) if root is not None else []
    if acting:
        scene.memory.last_actors = tuple(acting)


def _mention(
    document: Document, sentence: Plain, scene: Scene, match: Match, matches: Mapping[int, Match], moment: Moment
) -> Mention | None:
    standing = standing_of(match, matches)
    coded = coded_as(match, standing, matches, is_dated=bool(dates_at(scene, match.predicate.token, matches, moment.whens)))
    roles = cast_roles(scene, match, standing) if coded is not None else None
    if coded is None or roles is None:
        return None
    placed = place(scene, match, standing, matches, moment, is_announced=coded.status == "announced")
    start, end = _quote(scene, match, roles)
    said_by = _said_by(scene, standing, roles)
    announced = coded.status == "announced" or (placed.effective_on is not None and placed.effective_on != placed.period.first)
    return Mention(
        source_id=document.source_id,
        section_no=sentence.section_no,
        section=document.sections[sentence.section_no].kind,
        sentence=sentence.number,
        start=start,
        end=end,
        quote=document.text[start:end],
        trigger=match.predicate.token.text,
        rule=match.frame.id,
        event_type=coded.event_type,
        mode=coded.mode,
        act=coded.act,
        period=placed.period,
        date_text=placed.text,
        effective_on=placed.effective_on,
        status="announced" if announced else "alleged" if said_by is not None else "occurred",
        said_by=said_by,
        confidence=_confidence(roles, match),
        actors=tuple(_in_its_words(document, party) for party in roles.actors),
        recipients=tuple(_in_its_words(document, party) for party in roles.recipients),
    )


def _in_its_words(document: Document, party: Party) -> Party:
    """The party with the document's own words for it; who is only understood keeps its name."""
    if party.start is None or party.end is None:
        return replace(party, text=party.name)
    return replace(party, text=document.text[party.start : party.end])


def _said_by(scene: Scene, standing: Standing, roles: Roles) -> Party | None:
    """Who says so, where it is not the actor's own word."""
    if standing.speaker is None:
        return None
    own = {party.country or party.actor_id for party in roles.actors}
    speakers = resolve(scene, subjects_of(standing.speaker))
    return next((party for party in speakers if (party.country or party.actor_id) not in own), None)


def _quote(scene: Scene, match: Match, roles: Roles) -> tuple[int, int]:
    """From the first to the last word of the sentence that names the act, what it is done to, or somebody in a role."""
    predicate = match.predicate
    tokens = [predicate.token, *predicate.predicatives, *predicate.agents]
    tokens += [token for head in predicate.patients for token in head.subtree if token.dep_ != "punct"]
    start, end = scene.span(min(token.idx for token in tokens), max(token.idx + len(token) for token in tokens))
    for party in (*roles.actors, *roles.recipients):
        if party.start is not None and party.end is not None and scene.offset[0] <= party.start <= scene.offset[-1]:
            start, end = min(start, party.start), max(end, party.end)
    return start, end


def _confidence(roles: Roles, match: Match) -> float:
    """More where both sides are named, where the grammar gives the recipient its place, and where the frame asked for more."""
    value = 0.45 + 0.15 * bool(roles.actors) + 0.1 * bool(roles.recipients) + 0.1 * roles.is_direct + 0.02 * min(match.weight, 8)
    return round(min(value, 0.95), 2)

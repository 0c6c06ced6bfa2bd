"""Bytes in; nothing out, or the AssertionError or other exception that tells what is wrong with the program."""

import gzip
import io
import random
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from pipeline.corpus import CorpusError, read_corpus
from pipeline.corpus.settings import read_settings
from pipeline.corrections import read_corrections
from pipeline.corrections.file import COLUMNS as CORRECTIONS
from pipeline.errors import LegationError
from pipeline.extract.cast import Cast
from pipeline.extract.coder import code_documents
from pipeline.extract.date import find_dates, heading_year, is_unplaced, lead_day, year_written
from pipeline.extract.plain import plain_sentences, plain_text
from pipeline.extract.resolvers import Anchor
from pipeline.extract.survey import introduced_in
from pipeline.lexicon.names import find_names, fold
from pipeline.lexicon.roster import COLUMNS as ROSTER
from pipeline.lexicon.roster import read_roster
from pipeline.lexicon.triggers import can_tell
from pipeline.parse import READERS, parse
from pipeline.parse.dates import find_day
from pipeline.parse.language import detect_language
from pipeline.parse.sentences import split_sentences
from pipeline.people.known import People
from pipeline.people.learning import Gathered, Introduced, learn
from pipeline.people.rosters import people_of
from pipeline.people.spelling import is_spelling, key, surnames
from pipeline.records import Document, Given, Period, RawDocument, Reject, Span
from pipeline.rights import read_rights, read_take_downs
from pipeline.rights.file import COLUMNS as RIGHTS
from pipeline.rights.requests import COLUMNS as TAKE_DOWNS
from tests.fuzz import texts

DAYS = (date.min, date(1, 1, 2), date(1999, 12, 31), date(2000, 2, 29), date(2017, 8, 11), date(9999, 12, 30), date.max, None)
STATUSES = ("occurred", "announced", "alleged")
SUFFIXES = (
    *(".txt", ".md", ".html", ".jsonl", ".jsonl.gz", ".tar", ".tar.gz", ".tar.zst", ".zip"),
    *(".warc", ".warc.gz", ".wacz", ".xml", ".xml.bz2"),
)
MOST = 20_000  # bytes of an input: what is slow for being long is for the tests of growth


@dataclass(frozen=True)
class Target:
    """Something to throw inputs at: `make` makes them, `check` looks at what becomes of one; `share` is its part of all inputs."""

    check: Callable[[bytes], None]
    make: texts.Maker
    share: float


def readers(data: bytes) -> None:
    """A document or a reject from every reader; the spans of a document lie in its text and in order."""
    raw = raw_document(data)
    if raw is None:
        return
    read = parse(raw)
    if isinstance(read, Reject):
        assert read.reason and read.check_name and read.path == raw.path
        return
    check_document(read)
    introduced_in(read)


def language(data: bytes) -> None:
    """A code of two letters, or None."""
    found = detect_language(text_of(data))
    assert found is None or (len(found) == 2 and found.isalpha())


def sentences(data: bytes) -> None:
    """Spans in order that leave no letter out."""
    text = text_of(data)
    spans = split_sentences(text)
    check_spans(spans, (0, len(text)))
    covered = {place for start, end in spans for place in range(start, end)}
    assert all(place in covered for place, letter in enumerate(text) if letter.isalpha()), "a letter is in no sentence"
    for start, end in spans:
        plain_text(text[start:end])


def dates(data: bytes) -> None:
    """Expressions that stand in the text, with periods that end after they begin."""
    chance, text = random.Random(data[:2]), text_of(data)
    told, story = chance.choice(DAYS), chance.choice(DAYS)
    anchor = Anchor(told, Period(story, story, "day") if story else Period(), chance.choice((None, 1, 2017, 9999)))
    at = 0
    for when in find_dates(text[:2_000], anchor):
        assert at <= when.start < when.end and text[when.start : when.end] == when.text
        assert when.period.first is not None and when.period.last is not None and when.period.first <= when.period.last
        at = when.start
    is_unplaced(text[:2_000], anchor)
    heading_year(text)
    year_written(text)
    find_day(text)
    if told is not None:
        lead_day([text[:2_000]], told)


def actors(data: bytes) -> None:
    """People and bodies whose places lie in the sentence that names them."""
    text = text_of(data)
    parts = [plain_text(text[start:end])[:2_000] for start, end in split_sentences(text)]
    cast = Cast(parts, people=_people(), days=tuple(filter(None, (random.Random(data[:2]).choice(DAYS),))))
    for part in parts:
        for start, end in [(naming.start, naming.end) for naming in cast.namings(part)] + [found[:2] for found in cast.bodies(part)]:
            assert 0 <= start < end <= len(part)
    gathered = Gathered()
    gathered.add("src_", None, _introduced(text))
    for known in learn(gathered):
        assert known.name.strip() and key(known.name)


def lexicon(data: bytes) -> None:
    """Known names in order, none within another; every way to compare two names gives an answer."""
    text = text_of(data)
    check_spans([found[:2] for found in find_names(text)], (0, len(text)))
    can_tell(text)
    one, other = text[: len(text) // 2][:200], text[len(text) // 2 :][:200]
    assert is_spelling(one, other) == is_spelling(other, one)
    surnames(one)
    fold(other)


def lists(data: bytes) -> None:
    """Rights, take-downs, corrections and rosters: rows, or a message."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "list.csv"
        file.write_bytes(data)
        for read in (read_rights, read_take_downs, read_corrections, read_roster):
            try:
                rows = read(file)
            except LegationError as error:
                assert error.message.startswith(str(file)) or str(file) in error.message
                continue
            if read is read_roster:
                people = people_of(rows)
                for known in (person for bearers in people.single.values() for person in bearers):
                    for day in DAYS:
                        people.called(known.name.split()[-1], on=day)
                        people.is_current(known, day)


def corpus_file(data: bytes) -> None:
    """A corpus, or a message that names the file."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "corpus.toml"
        file.write_bytes(data)
        try:
            read_settings(file)
        except CorpusError as error:
            assert "corpus.toml" in error.message


def corpus(data: bytes) -> None:
    """Documents and rejects with reasons from bytes of any kind."""
    with tempfile.TemporaryDirectory() as folder:
        _write(Path(folder), data, sum(data[:4]))
        try:
            found = list(read_corpus(folder, max_bytes=MOST))
        except CorpusError:
            return
        for item in found:
            if isinstance(item, Reject):
                assert item.reason and item.check_name
                (item.reason + (item.path or "")).encode()
            else:
                assert "\0" not in item.text and item.path
                (item.text + item.path + repr(item.given)).encode()


def coder(data: bytes) -> None:
    """Mentions in the words of the document: quotes, names and dates stand where they say."""
    from pipeline.coding import parser
    from pipeline.options import PARSER

    raw = raw_document(data)
    read = parse(raw) if raw else None
    if not isinstance(read, Document):
        return
    ((_, mentions, rejects),) = code_documents([read], lambda: parser(PARSER))
    for mention in mentions:
        assert read.text[mention.start : mention.end] == mention.quote != ""
        assert mention.status in STATUSES and 0 <= mention.confidence <= 1
        for party in (*mention.actors, *mention.recipients):
            assert party.start is None or party.end is None or read.text[party.start : party.end] == party.text
            assert party.actor_id and party.name.strip()
    assert all(reject.reason and reject.check_name == "too-long" for reject in rejects)


def raw_document(data: bytes) -> RawDocument | None:
    """A document whose first bytes say how it is written and what is given of it; None where no corpus would hand it out."""
    text = text_of(data)
    if not text.strip() or "\0" in text:
        return None
    chance = random.Random(data[:2])
    is_page = text.lstrip().startswith("<") or chance.random() < 0.1
    given = Given(
        title=chance.choice((None, None, text[:60].strip() or None)),
        language=chance.choice((None, "en")),
        format=chance.choice((None, None, *READERS)),
        published_on=chance.choice(DAYS),
    )
    return RawDocument("fuzz", "a", ".html" if is_page else ".txt", text, "0" * 64, given)


def check_document(document: Document) -> None:
    """Sections begin in order within the text; the sentences of each lie in it, in order, and apart."""
    whole = (0, len(document.text))
    starts = [section.start for section in document.sections]
    assert starts == sorted(starts), "sections are out of order"
    for section in document.sections:
        check_spans([(section.start, section.end)], whole)
        check_spans(section.sentences, (section.start, section.end))
    for plain in plain_sentences(document):
        assert len(plain.text) == len(plain.offset) and list(plain.offset) == sorted(plain.offset)
    (document.text + (document.title or "") + (document.publisher or "") + (document.url or "")).encode()


def check_spans(spans: Sequence[Span], within: Span) -> None:
    """Spans follow one another within a stretch, none of them empty."""
    at = within[0]
    for start, end in spans:
        assert at <= start < end <= within[1], f"{start}-{end} after {at} in {within}"
        at = end


def text_of(data: bytes) -> str:
    """Valid text, as corpora hand it out."""
    return data[:MOST].decode("utf-8", "ignore")


def _write(folder: Path, data: bytes, number: int) -> None:
    """A file of the bytes as they are, or of an archive that is whole and holds them under names that the bytes give."""
    kind, name = number % (len(SUFFIXES) + 3), data[4:24].decode("utf-8", "ignore").replace("\0", "") or "a"
    if kind < len(SUFFIXES):
        (folder / f"file{SUFFIXES[kind]}").write_bytes(data)
    elif kind == len(SUFFIXES):
        with zipfile.ZipFile(folder / "file.zip", "w") as archive:
            archive.writestr(f"{name}.txt", data)
            archive.writestr("b/c.jsonl", data)
    elif kind == len(SUFFIXES) + 1:
        with tarfile.open(folder / "file.tar.gz", "w:gz") as archive:
            member = tarfile.TarInfo(f"{name}.html")
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    else:
        (folder / "file.jsonl.gz").write_bytes(gzip.compress(data))


def _introduced(text: str) -> tuple[Introduced, ...]:
    document = parse(RawDocument("fuzz", "a", ".txt", text, "0" * 64, Given(language="en"))) if text.strip() else None
    return introduced_in(document) if isinstance(document, Document) else ()


@cache
def _people() -> People:
    """Everybody from the roster that ships, and some whom a corpus taught, on days at both ends of the calendar."""
    gathered = Gathered()
    for number, day in enumerate(day for day in DAYS for _ in range(2)):
        introduced = [Introduced(name, "PER", "GOV") for name in ("Ana Paz", "Juan de la Cruz", "Li Wei", "J. P. Moreau")[number % 3 :]]
        gathered.add(f"src_{number}", day, introduced)
    return people_of(learnt=learn(gathered))


def _either(*makers: texts.Maker) -> texts.Maker:
    return lambda chance: chance.choice(makers)(chance)


_ROSTER = texts.table(
    ROSTER,
    ("Ana Paz", "A. Paz; Paz", "person", "PER", "GOV", "Q1", "2017", "9999-12-31", "0001-01-01", "0000", "9999", "institution", "OAS"),
)
_RIGHTS = texts.table(RIGHTS, ("*", "**", "full", "excerpt", "reference", "0", "99999999999999999999"))
_CORRECTIONS = texts.table(
    CORRECTIONS,
    ("evt_0123456789abcdef", "mnt_0123456789abcdef", "date", "actors", "PER", "2017-08", "2017-13", "AGREE", "2017-08-11", "9999-99-99"),
)
_TAKE_DOWNS = texts.table(TAKE_DOWNS, ("src_0123456789abcdef", "*", "2017-08-11", "**" * 20))

TARGETS: dict[str, Target] = {
    "readers": Target(readers, _either(texts.document, texts.page, texts.page), 0.30),
    "language": Target(language, texts.document, 0.04),
    "sentences": Target(sentences, texts.document, 0.10),
    "dates": Target(dates, _either(texts.sentence, texts.document), 0.16),
    "actors": Target(actors, texts.document, 0.13),
    "lexicon": Target(lexicon, texts.sentence, 0.08),
    "lists": Target(lists, _either(_ROSTER, _RIGHTS, _CORRECTIONS, _TAKE_DOWNS), 0.06),
    "corpus.toml": Target(corpus_file, texts.settings, 0.04),
    "corpus": Target(corpus, _either(texts.json_lines, texts.document), 0.06),
    "coder": Target(coder, _either(texts.document, texts.page), 0.03),
}


@cache
def seeds(name: str) -> tuple[bytes, ...]:
    """A few inputs of each kind, for a fuzzer that goes on from them."""
    return tuple(made(name, random.Random(number)) for number in range(20))


def made(name: str, chance: random.Random) -> bytes:
    """An input for a target."""
    return TARGETS[name].make(chance).encode("utf-8", "surrogatepass")

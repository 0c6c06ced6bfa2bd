"""A document in, the people whom it introduces by full name out: what one document can teach of people to all others."""

from itertools import islice

from pipeline.extract.cast import Cast
from pipeline.extract.plain import PER_DOCUMENT, plain_sentences
from pipeline.people.known import People
from pipeline.people.learning import Introduced
from pipeline.records import Document
from pipeline.timelimit import TooSlow, within

MOST = 1_000  # people whom one document can teach to others


def introduced_in(document: Document) -> tuple[Introduced, ...]:
    """Those whom the coded sections of a document introduce by full name, each once, the first MOST of them; nobody where it takes too long
    to say, for such a document is refused when it is coded."""
    try:
        cast = within(PER_DOCUMENT, lambda: Cast((sentence.text for sentence in plain_sentences(document)), people=People()))
    except TooSlow:
        return ()
    full = (person for person in cast.introduced if " " in person.name)
    found = {Introduced(person.name, person.country, person.sector) for person in islice(full, MOST)}
    return tuple(sorted(found, key=lambda person: (person.name, person.country or "", person.sector or "")))

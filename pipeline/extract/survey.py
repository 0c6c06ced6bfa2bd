"""A document in, the people whom it introduces by full name out: what one document can teach of people to all others."""

from pipeline.extract.cast import Cast
from pipeline.extract.plain import plain_sentences
from pipeline.people.known import People
from pipeline.people.learning import Introduced
from pipeline.records import Document


def introduced_in(document: Document) -> tuple[Introduced, ...]:
    """Everybody whom the coded sections of a document introduce by full name, each once."""
    cast = Cast((sentence.text for sentence in plain_sentences(document)), people=People())
    found = {Introduced(person.name, person.country, person.sector) for person in cast.introduced if " " in person.name}
    return tuple(sorted(found, key=lambda person: (person.name, person.country or "", person.sector or "")))

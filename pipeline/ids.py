"""Kind and content in, identifier out: the same content has the same identifier in every build."""

import hashlib
from collections.abc import Iterable

from pipeline.records import Mention

_SEPARATOR = "\x1f"  # the unit separator, which no path, code or date holds


def content_id(kind: str, *parts: str) -> str:
    """`kind`, an underscore and the first 16 hexadecimal digits of the SHA-256 of the parts, in their order."""
    digest = hashlib.sha256(_SEPARATOR.join(parts).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{kind}_{digest[:16]}"


def cited_source_id(url: str) -> str:
    """Identifier of a page that documents cite, made from its address."""
    return content_id("src", "cited", url)


def mention_id(mention: Mention) -> str:
    """Identifier of a mention: the document, the place, what is reported, and the words that name the parties.

    Who those words mean may become known from other documents, so it does not count: a mention keeps its identifier when they are added.
    Nor does what corrections change.
    """
    coded = mention.coded or mention
    actors, recipients = ("+".join([f"{party.text}@{party.start}" for party in side]) for side in (coded.actors, coded.recipients))
    place = mention.source_id, str(mention.start), str(mention.end)
    return content_id("mnt", *place, mention.rule, mention.trigger, actors, recipients)


def mention_ids(mentions: Iterable[Mention]) -> dict[int, str]:
    """The identifiers of mentions, by what `id` says of them: made once, where several rows need them."""
    return {id(mention): mention_id(mention) for mention in mentions}

"""The mentions of one event in, the one that gives it each of its values out, and the rule that chose it (codebook, "Which report wins").

A claim is what one or several mentions say of a field, compared by codes; what counts is how many documents make it, not how many mentions.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from pipeline.merge.claim import PRECISIONS, codes_of
from pipeline.records import Choice, Mention, Period
from schemas.ontology import ACTS

FIELDS = ("kind", "parties", "date", "effective_on", "status")
STATUSES = ("occurred", "announced", "alleged")  # from what is told as a fact to what somebody says

C = TypeVar("C")
Claims = Mapping[C, Sequence[Mention]]  # who makes each claim, in the order of the first mention that does
Rules = Sequence[tuple[str, Callable[[C], Any]]]  # the reason, and how good it finds a claim


class Sides(NamedTuple):
    """Who acts and who is acted upon, by codes; of a mutual act all are actors."""

    actors: frozenset[str]
    recipients: frozenset[str]

    def is_part_of(self, other: "Sides") -> bool:
        """Whether another claim names all of these and more. "Both recalled their envoys" names as actors who else are two sides."""
        if self == other:
            return False
        together = not other.recipients and self.actors | self.recipients <= other.actors
        return together or (self.actors <= other.actors and self.recipients <= other.recipients)


def choose(mentions: Sequence[Mention]) -> tuple[Choice, ...]:
    """Where an event has its values from, one choice a field: none for a single mention, nor for a date of which no mention says anything.

    The mentions come in their total order, which decides where claims are equally good.
    """
    if len(mentions) == 1:
        return ()
    found = (_kind(mentions), _parties(mentions), _date(mentions), _effective_on(mentions), _status(mentions))
    return tuple(choice for choice in found if choice)


def find_period(mentions: Sequence[Mention]) -> Period:
    """The date of the event that these mentions, in any order, report (codebook, section 5)."""
    if len(mentions) == 1:
        return mentions[0].period
    choice = _date(mentions)
    return choice.mention.period if choice else Period()


def _kind(mentions: Sequence[Mention]) -> Choice | None:
    """A claim with an act says what one with a mode alone leaves open."""
    claims = _claims(mentions, lambda mention: (mention.act or "", mention.mode or "", mention.event_type))
    return _decide("kind", claims, [("fullest", lambda claim: (bool(claim[0]), bool(claim[1]))), *_by_reports(claims)])


def _parties(mentions: Sequence[Mention]) -> Choice | None:
    """A shorter list leaves out, it does not deny; of the same codes the wording that names most persons and bodies says most."""
    claims = _claims(mentions, sides_of)
    rules = [("fullest", lambda claim: not any(claim.is_part_of(other) for other in claims)), *_by_reports(claims)]
    return _decide("parties", claims, rules, wording=_n_named)


def _date(mentions: Sequence[Mention]) -> Choice | None:
    """A mention without a date claims none; nor does one that has it from its document (a headline) where the same report writes one as
    precise."""
    written: dict[tuple[str, int | None], int] = {}
    for mention in mentions:
        if mention.date_text and mention.period.first:
            report = _report(mention)
            written[report] = min(written.get(report, len(PRECISIONS)), PRECISIONS.index(mention.period.precision))

    def claim_of(mention: Mention) -> Period | None:
        is_claim = mention.date_text or PRECISIONS.index(mention.period.precision) < written.get(_report(mention), len(PRECISIONS))
        return mention.period if mention.period.first and is_claim else None

    claims = _claims(mentions, claim_of)
    return _decide("date", claims, [
        ("most-precise", lambda period: -PRECISIONS.index(period.precision)),
        ("most-sources", lambda period: _n_documents(claims[period])),
        ("earliest", lambda period: tuple(-day.toordinal() for day in (period.first, period.last) if day)),
    ], wording=lambda mention: mention.date_text is not None)  # fmt: skip


def _report(mention: Mention) -> tuple[str, int | None]:
    """The report that a mention is in: its document, but for the items of a list, each of which has a date of its own."""
    return mention.source_id, mention.section_no if mention.section == "related" else None


def _effective_on(mentions: Sequence[Mention]) -> Choice | None:
    claims = _claims(mentions, lambda mention: mention.effective_on)
    rules = [("most-sources", lambda day: _n_documents(claims[day])), ("earliest", lambda day: -day.toordinal())]
    return _decide("effective_on", claims, rules)


def _status(mentions: Sequence[Mention]) -> Choice | None:
    """What any document tells as a fact has occurred; else it is announced, else alleged."""
    claims = _claims(mentions, lambda mention: mention.status)
    return _decide("status", claims, [("most-certain", lambda status: -STATUSES.index(status))])


def sides_of(mention: Mention) -> Sides:
    """What a mention claims of the parties."""
    actors, recipients = codes_of(mention.actors), codes_of(mention.recipients)
    if mention.act is not None and ACTS[mention.act].mutual:
        return Sides(actors | recipients, frozenset())
    return Sides(actors, recipients)


def _claims(mentions: Sequence[Mention], claim_of: Callable[[Mention], C | None]) -> dict[C, list[Mention]]:
    """The different claims with the mentions that make them, without the mentions that claim nothing."""
    claims: dict[C, list[Mention]] = {}
    for mention in mentions:
        claim = claim_of(mention)
        if claim is not None:
            claims.setdefault(claim, []).append(mention)
    return claims


def _by_reports(claims: Claims[C]) -> Rules[C]:
    """How reports decide where the claims themselves do not."""
    return [
        ("most-sources", lambda claim: _n_documents(claims[claim])),
        ("most-certain", lambda claim: max(mention.confidence for mention in claims[claim])),
        ("earliest", lambda claim: -list(claims).index(claim)),
    ]


def _decide(
    field: str, claims: Claims[C], rules: Rules[C], *, wording: Callable[[Mention], int] = lambda mention: 0
) -> Choice | None:
    """The claim that is left after each rule in turn keeps the best; its reason is the last rule that there was need of.

    Of the mentions that make it the fullest in words gives the value, then the most certain one, then the first.
    """
    left, reason = list(claims), "agreed"
    for name, goodness in rules:
        if len(left) < 2:
            break
        best = max(map(goodness, left))
        kept = [claim for claim in left if goodness(claim) == best]
        left, reason = kept, name if len(kept) < len(left) else reason
    if not left:
        return None
    mention = max(claims[left[0]], key=lambda mention: (wording(mention), mention.confidence))
    return Choice(field, mention, reason, len(claims))


def _n_documents(mentions: Sequence[Mention]) -> int:
    return len({mention.source_id for mention in mentions})


def _n_named(mention: Mention) -> int:
    """Parties that are more than the bare country that they act for."""
    return len({party.actor_id for party in (*mention.actors, *mention.recipients) if party.actor_id != party.country})

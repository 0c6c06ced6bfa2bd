"""Mentions and corrections in, the mentions that are merged out."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.corrections.apply import Known, corrected, find_problems, kind_problems, shown
from pipeline.corrections.errors import Problem
from pipeline.corrections.parties import parties_named
from pipeline.identity import parties_of
from pipeline.ids import mention_id
from pipeline.records import Correction, Mention


def mentions_corrected(corrections: Iterable[Correction]) -> frozenset[str]:
    """The ids of the mentions of which corrections concern a field: all that `correct_mentions` need be given."""
    return frozenset(each.target_id for each in corrections if each.target_id.startswith("mnt_") and each.field != "event_id")


def correct_mentions(
    mentions: Iterable[Mention], corrections: Sequence[Correction], known: Known | None = None
) -> tuple[list[Mention], list[Problem]]:
    """The mentions with what corrections say of their fields, and the corrections that do not apply, for `correct_events` to tell.

    A corrected mention keeps its identifier, its quote and its place. To which event a mention belongs is corrected later, when there are
    events. `known` is whom corrections may name, by default whom these mentions know.
    """
    mentions = list(mentions)
    targets = mentions_corrected(corrections)
    if not targets:
        return mentions, []
    rows: defaultdict[str, list[Correction]] = defaultdict(list)
    for correction in corrections:
        if correction.target_id in targets and correction.field != "event_id":
            rows[correction.target_id].append(correction)
    known = parties_named(corrections, mentions) if known is None else known
    problems: list[Problem] = []
    found: set[str] = set()
    for position, mention in enumerate(mentions):
        if (target := mention_id(mention)) in rows:
            found.add(target)
            mentions[position] = _correct(mention, rows[target], known, problems)
    problems += (vanished(row) for target in rows.keys() - found for row in rows[target])
    return mentions, problems


def vanished(correction: Correction) -> Problem:
    """What is wrong where the target of a correction does not exist."""
    kind, table = ("event", "events") if correction.target_id.startswith("evt_") else ("mention", "mentions")
    reason = f"this build has no {kind} {correction.target_id}, of which the row corrects {correction.field} from {shown(correction.old)}"
    why = "Ids of events last with --since-release" if kind == "event" else "The mentions of a document that was edited have new ids"
    look = f"Build without corrections to look for what became of it in the table {table}: give its new id, or remove the row."
    return Problem(correction.line, f"{reason}. {why}. {look}")


def _correct(mention: Mention, rows: Sequence[Correction], known: Known, problems: list[Problem]) -> Mention:
    own = {party.actor_id: party for party in parties_of(mention)}  # with the words that name them
    known = {**known, **own}
    found = list(find_problems(mention, rows, known)) or list(kind_problems(mention, rows))
    problems += found
    return mention if found else replace(corrected(mention, rows, known), coded=mention)

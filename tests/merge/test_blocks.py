"""Mentions merged block by block are the events of all of them together, under the same identifiers: nothing of another block matters."""

from collections import defaultdict
from collections.abc import Iterable
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.merge import merge
from pipeline.records import Event, Mention
from pipeline.shards.mentions import block_of
from schemas.ontology import ACTS, EVENT_TYPES
from tests.bench.synthetic import synthetic_mentions
from tests.merge.reports import MENTIONS, reports_of

# Blocks of one type, with the same mode or none, with an act of the same name as a mode elsewhere, common and rare, mutual and not.
SANCTIONS = [name for name in ACTS if ACTS[name].event_type == "SANCTION"]
KINDS = ["condemn", "meet", "recall-envoy", "sever-relations", *SANCTIONS, *EVENT_TYPES]


def by_blocks(mentions: Iterable[Mention]) -> list[Event]:
    blocks: defaultdict[tuple[str, str], list[Mention]] = defaultdict(list)
    for mention in mentions:
        blocks[block_of(mention)].append(mention)
    return sorted((event for block in blocks.values() for event in merge(block)), key=lambda event: event.event_id)


@given(st.one_of(MENTIONS, reports_of(KINDS), reports_of(KINDS[:4])))
def test_few_mentions(mentions: list[Mention]) -> None:
    assert by_blocks(mentions) == merge(mentions)


@pytest.mark.parametrize("seed", [1, 2])
def test_many_mentions_in_whatever_order(seed: int) -> None:
    mentions, _ = synthetic_mentions(3_000, seed=seed)
    together = merge(mentions)
    Random(seed).shuffle(mentions)
    assert len(together) < len(mentions)
    assert by_blocks(mentions) == together

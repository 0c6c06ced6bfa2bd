"""A coded event and a mention that is it, and evaluations of what becomes of them."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from pipeline.evaluate import Evaluation
from pipeline.evaluate.found import FoundMention
from pipeline.evaluate.gold import GoldDocument, GoldEvent
from pipeline.evaluate.measure import evaluate

DAY = date(2017, 8, 11)
PERU, VENEZUELA = frozenset({"PER"}), frozenset({"VEN"})
GOLD = GoldEvent("SANCTION", "expel", "expel-envoy", PERU, VENEZUELA, frozenset({"Ana Paz"}), (DAY, DAY), "expels", (0, 9), cluster="x")
FOUND = FoundMention(
    "evt_1", "SANCTION", "expel", "expel-envoy", PERU, VENEZUELA, frozenset({"ANA  PAZ"}), (DAY, DAY), "expels", (0, 9), 0.9, "expel"
)


def document_of(*pairs: tuple[GoldEvent | None, FoundMention | None], key: str = "a.md") -> tuple[GoldDocument, list[FoundMention]]:
    """A document with nothing but these, each at a place of its own."""
    golds = tuple(replace(gold, span=(10 * at, 10 * at + 9)) for at, (gold, _) in enumerate(pairs) if gold)
    found = [replace(mention, span=(10 * at, 10 * at + 9)) for at, (_, mention) in enumerate(pairs) if mention]
    return GoldDocument(key, Path(key), golds, set_name="set"), found


def evaluate_pairs(*pairs: tuple[GoldEvent | None, FoundMention | None]) -> Evaluation:
    """The evaluation of a document of these pairs, beside another one that nobody coded."""
    document, found = document_of(*pairs)
    return evaluate([document], {"corpus/a.md": found, "corpus/other.md": [FOUND]})

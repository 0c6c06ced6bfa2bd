from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipeline.evaluate.diagnose import KINDS, find_errors, type_confusion
from pipeline.evaluate.found import FoundMention
from pipeline.evaluate.gold import GoldDocument, GoldEvent
from pipeline.evaluate.matching import compare
from tests.evaluate.pairs import DAY, FOUND, GOLD

EXPELS = replace(GOLD, quote="Peru expels the envoy")
CUBA = frozenset({"CUB"})
ELSEWHERE = (50, 60)
LATE = date(2019, 1, 1)


def kinds(golds: Sequence[GoldEvent], found: Sequence[FoundMention]) -> list[str]:
    return [error.kind for error in find_errors(compare(GoldDocument("a.md", Path("a.md"), tuple(golds)), found))]


@pytest.mark.parametrize(
    ("kind", "golds", "found"),
    [
        ("no-words", [replace(GOLD, quote="Peru sings")], []),
        ("not-coded", [EXPELS], []),
        ("one-of-several", [GOLD, replace(GOLD, event_type="ACCUSE")], [FOUND]),
        ("wrong-type", [GOLD], [replace(FOUND, event_type="ACCUSE")]),
        ("wrong-parties", [GOLD], [replace(FOUND, actor=CUBA, recipient=CUBA)]),
        ("another-event", [GOLD], [replace(FOUND, event_type="ACCUSE", actor=CUBA, recipient=CUBA)]),
        ("coded-twice", [GOLD], [FOUND, replace(FOUND, act=None)]),
        ("beside-an-event", [GOLD], [FOUND, replace(FOUND, event_type="ACCUSE")]),
        ("no-event", [GOLD], [FOUND, replace(FOUND, span=ELSEWHERE)]),
        ("wrong-actor", [GOLD], [replace(FOUND, actor=CUBA)]),
        ("wrong-recipient", [GOLD], [replace(FOUND, recipient=CUBA)]),
        ("wrong-date", [GOLD], [replace(FOUND, days=(LATE, LATE))]),
        ("wrong-act", [GOLD], [replace(FOUND, act=None)]),
        ("wrong-mode", [GOLD], [replace(FOUND, mode=None)]),
        ("wrong-names", [GOLD], [replace(FOUND, names=frozenset())]),
    ],
)
def test_an_error_is_of_the_kind_that_one_would_mend(kind: str, golds: list[GoldEvent], found: list[FoundMention]) -> None:
    assert kinds(golds, found) == [kind]
    assert kind in KINDS


def test_what_is_right_or_not_required_is_no_error() -> None:
    assert kinds([GOLD], [FOUND]) == []
    assert kinds([replace(GOLD, required=False)], [replace(FOUND, days=(DAY, LATE))]) == []


def test_each_false_alarm_explains_one_miss() -> None:
    assert kinds([EXPELS, replace(EXPELS, cluster="y")], [replace(FOUND, event_type="ACCUSE")]) == ["wrong-type", "not-coded"]


def test_types_that_are_taken_for_others_are_counted() -> None:
    document = GoldDocument("a.md", Path("a.md"), (GOLD, replace(GOLD, span=ELSEWHERE)))
    accused = replace(FOUND, event_type="ACCUSE")
    errors = list(find_errors(compare(document, [accused, replace(accused, span=ELSEWHERE)])))
    assert type_confusion(errors) == [("SANCTION", "ACCUSE", 2)]

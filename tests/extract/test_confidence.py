from dataclasses import replace
from datetime import date

import pytest

from pipeline.extract.confidence import LEAST, MOST, SIGNS, confidence_by, confidence_of, signs_of
from pipeline.lexicon.confidence import Weights
from pipeline.lexicon.frames import Frame
from pipeline.records import Mention, Party, Period

DAY = date(2017, 8, 11)
PERU = Party("PER", "Peru", "country", "PER", "Peru", 0, 4)
VENEZUELA = Party("VEN", "Venezuela", "country", "VEN", "Venezuela", 20, 29)
MENTION = Mention(
    source_id="src_1", section_no=0, section="main", sentence=0, start=0, end=29, quote="", trigger="expels", rule="expel",
    event_type="SANCTION", mode="expel", act="expel-envoy", period=Period(DAY, DAY, "day"), date_text="on Friday", effective_on=None,
    status="occurred", said_by=None, confidence=0.0, actors=(PERU,), recipients=(VENEZUELA,),
)  # fmt: skip
FRAME = Frame("expel", object=(("envoy",),))


def test_a_mention_with_everything_in_its_place_bears_every_good_sign() -> None:
    assert signs_of(MENTION, FRAME) == ("actor-coded", "recipient-named", "object-named", "act-known", "dated")


@pytest.mark.parametrize(
    ("mention", "frame", "lost", "won"),
    [
        (replace(MENTION, actors=(replace(PERU, kind="person", country=None),)), FRAME, "actor-coded", None),
        (replace(MENTION, recipients=(replace(VENEZUELA, start=90, end=99),)), FRAME, "recipient-named", None),
        (replace(MENTION, recipients=(replace(VENEZUELA, start=None, end=None),)), FRAME, "recipient-named", "recipient-understood"),
        (MENTION, Frame("expel"), "object-named", None),
        (replace(MENTION, act=None), FRAME, "act-known", None),
        (replace(MENTION, date_text=None), FRAME, "dated", None),
        (replace(MENTION, date_text=None, period=Period()), FRAME, "dated", "undated"),
    ],
)
def test_what_is_missing_takes_its_sign_away(mention: Mention, frame: Frame, lost: str, won: str | None) -> None:
    assert set(signs_of(MENTION, FRAME)) ^ set(signs_of(mention, frame)) == {lost, won} - {None}


def test_confidence_is_the_logistic_curve_of_the_weights_within_bounds() -> None:
    assert confidence_by((), Weights(0.0, {})) == 0.5
    assert confidence_by(("dated",), Weights(0.0, {"dated": 1.0})) == 0.73
    assert confidence_by((), Weights(50.0, {})) == MOST
    assert confidence_by((), Weights(-50.0, {})) == LEAST


def test_the_shipped_weights_trust_a_full_mention_more_than_a_bare_one() -> None:
    bare = replace(MENTION, actors=(), recipients=(), act=None, date_text=None, period=Period())
    assert confidence_of(bare, Frame("expel")) < 0.6 < 0.9 < confidence_of(MENTION, FRAME)
    assert len(SIGNS) < 10  # more could not be told apart with the documents there are

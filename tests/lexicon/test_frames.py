"""Every example of every frame is coded as it says, every counterexample is not, and bad entries are refused by name."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

import pytest

from pipeline.lexicon import frames as lexicon
from pipeline.lexicon.errors import LexiconError
from pipeline.lexicon.frames import Example, Frame, frames
from pipeline.records import Mention
from tests.extract.coding import code_texts, who

EXAMPLES = [(frame, example) for frame in frames() for example in frame.example]
COUNTEREXAMPLES = [(frame, example) for frame in frames() for example in frame.counterexample]


@cache
def mentions_of(text: str) -> tuple[Mention, ...]:
    return _all_mentions()[text]


@cache
def _all_mentions() -> dict[str, tuple[Mention, ...]]:
    texts = [example.text for _, example in (*EXAMPLES, *COUNTEREXAMPLES)]
    return dict(zip(texts, code_texts(texts), strict=True))


def test_every_frame_says_what_it_does_not_mean() -> None:
    assert [frame.id for frame in frames() if not frame.counterexample] == []


def name_of(value: object) -> str:
    return value.id if isinstance(value, Frame) else value.text[:60] if isinstance(value, Example) else str(value)


@pytest.mark.parametrize(("frame", "example"), EXAMPLES, ids=name_of)
def test_an_example_is_coded(frame: Frame, example: Example) -> None:
    act = frame.negated if frame.requires == "actor-denied" else frame.act
    coded = [mention for mention in mentions_of(example.text) if mention.act == act and (act or mention.event_type == frame.event_type)]
    found = [(who(mention.actors), who(mention.recipients)) for mention in coded]
    coded_instead = [(mention.rule, who(mention.actors), who(mention.recipients)) for mention in mentions_of(example.text)]
    assert (set(example.actor), set(example.recipient)) in found, coded_instead


@pytest.mark.parametrize(("frame", "example"), COUNTEREXAMPLES, ids=name_of)
def test_a_counterexample_is_not_coded(frame: Frame, example: Example) -> None:
    assert frame.id not in [mention.rule for mention in mentions_of(example.text)]


GOOD: dict[str, Any] = {"id": "wave", "act": "endorse", "verbs": ["wave"], "example": [{"text": "Peru waved at Chile."}]}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"verb": ["wave"]}, "unknown keys: verb"),
        ({"act": "greet"}, "no act is called 'greet'"),
        ({"act": None, "event_type": "GREET"}, "no event type is called 'GREET'"),
        ({"mode": "visit"}, "SUPPORT has no mode 'visit'"),
        ({"verbs": []}, "neither verbs nor nouns"),
        ({"example": []}, "no example"),
        ({"governs": "mood"}, "unknown word"),
        ({"object": ["@wavers"]}, "no set of words is called @wavers"),
    ],
)
def test_a_bad_entry_is_refused_with_file_entry_and_reason(change: dict[str, Any], reason: str) -> None:
    entry = {key: value for key, value in (GOOD | change).items() if value is not None}
    with pytest.raises(LexiconError) as caught:
        lexicon.read_entry(entry, {}, "gestures.toml", 1)
    assert "gestures.toml" in str(caught.value) and "wave" in str(caught.value) and reason in str(caught.value)


def test_two_frames_may_not_claim_the_same_words() -> None:
    frame = lexicon.read_entry(GOOD, {}, "gestures.toml", 1)
    other = lexicon.read_entry(GOOD | {"id": "beckon"}, {}, "gestures.toml", 2)
    with pytest.raises(LexiconError, match="wave"):
        lexicon.refuse_shared_claims([frame, other])


def test_every_set_of_words_is_used() -> None:
    folder = files("pipeline.lexicon")
    sets = tomllib.loads(folder.joinpath("sets.toml").read_text(encoding="utf-8"))
    frames_text = "".join(file.read_text(encoding="utf-8") for file in folder.joinpath("acts").iterdir())
    assert [name for name in sets if f'"@{name}"' not in frames_text] == []

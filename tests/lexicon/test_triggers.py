"""A sentence that lacks the words of every frame is never parsed, and no sentence that a frame codes is lost by that."""

import pytest

from pipeline.lexicon.frames import Frame, frames
from pipeline.lexicon.triggers import can_tell, triggers

EXAMPLES = [(frame, example.text) for frame in frames() for example in frame.example]


@pytest.mark.parametrize(("frame", "text"), EXAMPLES, ids=[f"{frame.id}-{number}" for number, (frame, _) in enumerate(EXAMPLES)])
def test_every_example_of_a_frame_can_tell(frame: Frame, text: str) -> None:
    assert can_tell(text)


@pytest.mark.parametrize("text", ["The weather in Peru was mild.", "The court is white.", "He held a cup.", ""])
def test_a_sentence_without_the_words_of_any_frame_cannot(text: str) -> None:
    assert not can_tell(text)


def test_a_verb_alone_tells_nothing_where_its_frames_ask_for_an_object() -> None:
    assert can_tell("Peru will sever its ties with Chile.")
    assert not can_tell("The gardener will sever the rose.")


def test_function_words_are_no_triggers() -> None:
    assert not {"in", "on", "the", "of", "up"} & triggers()

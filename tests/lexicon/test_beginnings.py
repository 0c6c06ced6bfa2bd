"""What a frame asks of the words of a sentence is less than what it asks of the parse."""

import pytest

from pipeline.lexicon.beginnings import beginnings, forms_of, met_by, words_in
from pipeline.lexicon.frames import Frame, frames

EXAMPLES = [(frame, example.text) for frame in frames() for example in frame.example]


def begin(frame_id: str, text: str) -> set[str]:
    """The words of the phrases with which a frame may begin in a sentence."""
    words = words_in(text)
    met = met_by(words)
    own = [item for item in beginnings() if item.frame.id == frame_id]
    return {" ".join(item.phrase) for item in own if item.condition <= met and not forms_of(item.word).isdisjoint(words)}


@pytest.mark.parametrize(("frame", "text"), EXAMPLES, ids=[f"{frame.id}-{number}" for number, (frame, _) in enumerate(EXAMPLES)])
def test_a_frame_may_begin_in_each_of_its_own_examples(frame: Frame, text: str) -> None:
    assert begin(frame.id, text)


def test_every_phrase_of_every_frame_is_a_beginning() -> None:
    wanted = [(frame.id, phrase, True) for frame in frames() for phrase in frame.verbs]
    wanted += [(frame.id, phrase, False) for frame in frames() for phrase in frame.nouns]
    assert sorted((item.frame.id, item.phrase, item.is_verb) for item in beginnings()) == sorted(wanted)


def test_each_set_of_words_must_be_met() -> None:
    asking = next(item for item in beginnings() if len(item.condition) > 1)
    assert not asking.condition <= met_by([])
    assert all(not asking.condition <= met_by(words) for words in ([asking.word], ["the", "of"]))


def test_any_form_of_a_word_will_do_and_of_one_with_a_hyphen_its_last_part() -> None:
    assert {"break", "breaks", "broke", "broken"} <= forms_of("break")
    assert forms_of("re-break") == {"break"}


def test_words_are_letters_in_lower_case() -> None:
    assert words_in("Peru's U.S. envoy (aged 60) re-opened it.") == {"peru", "s", "u", "envoy", "aged", "re", "opened", "it"}


def test_a_verb_is_found_in_its_denial_as_the_parser_finds_it() -> None:
    assert words_in("It won't.") == {"it", "won", "wo", "t"}
    assert words_in("It cannot, and SHOULDN’T.") >= {"cannot", "can", "should"}

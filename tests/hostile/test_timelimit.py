"""What takes too long is refused with a reason, and the rest goes on."""

import os
import re
import threading
import time
from collections.abc import Sequence

import pytest

from pipeline import parse as parsing
from pipeline.coding import Work, code_batch, hired, parser
from pipeline.errors import LegationError
from pipeline.explain import explain_text
from pipeline.extract import coder, story
from pipeline.extract.coder import code_documents
from pipeline.extract.story import Told
from pipeline.extract.survey import introduced_in
from pipeline.options import PARSER
from pipeline.records import Document, Mention, RawDocument, Reject
from pipeline.timelimit import TooSlow, can_limit, within
from tests.extract.coding import document_of

SOON = 0.05  # seconds
TEXT = "Peru condemned Chile.\nKenya condemned France.\nOman condemned Chad."
NEVER = re.compile(r"(?:a|a)*(?:a|a)*b(?<=c)")  # two to the power of the letters: what the patterns of the program must not be


def never_ends() -> None:
    NEVER.match("a" * 40)


def test_a_regular_expression_is_interrupted() -> None:
    with pytest.raises(TooSlow) as raised:
        within(SOON, never_ends)
    assert raised.value.seconds == SOON


def test_work_in_time_gives_its_result_and_its_errors() -> None:
    assert within(5, lambda: 7) == 7
    with pytest.raises(ZeroDivisionError):
        within(5, lambda: 1 // 0)
    deadline = time.process_time() + 2 * SOON
    while time.process_time() < deadline:  # the timer is off: nothing interrupts this
        pass


def test_a_library_that_goes_on_after_any_error_is_interrupted_too() -> None:
    def stubborn() -> None:
        while True:
            try:
                never_ends()
            except Exception:  # as some libraries do
                continue

    with pytest.raises(TooSlow):
        within(SOON, stubborn)


def test_what_catches_everything_once_is_interrupted_again() -> None:
    caught: list[BaseException] = []

    def stubborn() -> None:
        while not caught:
            try:
                never_ends()
            except BaseException as error:
                caught.append(error)
        never_ends()

    with pytest.raises(TooSlow):
        within(SOON, stubborn)
    assert len(caught) == 1


def test_a_limit_within_a_limit_is_part_of_it() -> None:
    with pytest.raises(TooSlow) as raised:
        within(SOON, lambda: within(100, never_ends))
    assert raised.value.seconds == SOON


def test_another_thread_has_no_limit() -> None:
    found: list[object] = []
    thread = threading.Thread(target=lambda: found.extend((can_limit(), within(0.001, lambda: sum(range(100_000))))))
    thread.start()
    thread.join()
    assert found == [False, 4_999_950_000]
    assert can_limit()


def process_of(batch: Sequence[RawDocument]) -> tuple[int, ...]:
    return (os.getpid(),)


def test_coding_in_another_thread_is_done_by_a_process_which_has_a_main_thread() -> None:
    found: list[int] = []
    document = RawDocument("c", "a.txt", ".txt", "Nothing but words.", "0" * 64)

    def code() -> None:
        with hired(1) as crew:
            [process] = crew.each(Work(process_of, lambda raw: 0), [([document], sum)])
            found.append(process())

    thread = threading.Thread(target=code)
    thread.start()
    thread.join()
    assert found and found != [os.getpid()]
    code()
    assert found[1:] == [os.getpid()]


def slow_at(name: str, word: str, monkeypatch: pytest.MonkeyPatch, *, module: object = story) -> None:
    """Let one function of the coder never end where it meets a word."""
    function = getattr(module, name)

    def slow(*arguments: object) -> object:
        if any(word in _text_of(argument) for argument in arguments):
            never_ends()
        return function(*arguments)

    monkeypatch.setattr(module, name, slow)
    monkeypatch.setattr(story, "PER_SENTENCE", SOON)
    monkeypatch.setattr(coder, "PER_SENTENCE", SOON)


def _text_of(argument: object) -> str:
    """The text of a sentence, told or parsed; of a document none, for every sentence comes with its own."""
    if isinstance(argument, Document):
        return ""
    return (
        argument.sentence.text if isinstance(argument, Told) else argument if isinstance(argument, str) else getattr(argument, "text", "")
    )


def coded(document: Document) -> tuple[Sequence[Mention], Sequence[Reject]]:
    ((_, mentions, rejects),) = code_documents([document], lambda: parser(PARSER))
    return mentions, rejects


@pytest.mark.parametrize(("name", "module"), [("find_dates", story), ("set_scene", story), ("_code_all", coder)])
def test_a_sentence_that_takes_too_long_is_refused_and_the_rest_is_coded(
    name: str, module: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    within(60, lambda: coded(document_of(TEXT)))  # loads what is loaded once
    slow_at(name, "Kenya", monkeypatch, module=module)
    mentions, rejects = coded(document_of(TEXT))
    assert [mention.actors[0].country for mention in mentions] == ["PER", "OMN"]
    (reject,) = rejects
    assert (reject.stage, reject.check_name, reject.path, reject.locator) == ("extract", "too-slow", "0.txt", "characters 22 to 45")
    assert reject.reason == f"The sentence takes more than {SOON} seconds to code; nothing of it is coded."


def test_what_cannot_be_remembered_in_time_is_said_once_and_keeps_its_mentions(monkeypatch: pytest.MonkeyPatch) -> None:
    within(60, lambda: coded(document_of(TEXT)))
    slow_at("_remember", "Kenya", monkeypatch)
    mentions, rejects = coded(document_of(TEXT))
    assert [mention.actors[0].country for mention in mentions] == ["PER", "KEN", "OMN"]
    assert [reject.check_name for reject in rejects] == ["too-slow"]


def test_a_document_that_takes_too_long_to_learn_from_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    document = document_of(TEXT)
    monkeypatch.setattr(story, "PER_DOCUMENT", SOON)
    monkeypatch.setattr(story, "Cast", lambda *_, **__: never_ends())
    mentions, (reject,) = coded(document)
    assert mentions == () and reject.locator is None and reject.reason.startswith("The document takes more than")
    monkeypatch.setattr("pipeline.extract.survey.PER_DOCUMENT", SOON)
    monkeypatch.setattr("pipeline.extract.survey.Cast", lambda *_, **__: never_ends())
    assert introduced_in(document) == ()


def test_a_document_that_takes_too_long_to_read_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "PER_DOCUMENT", SOON)
    monkeypatch.setitem(parsing.READERS, "other", lambda text: never_ends())
    (reject,) = code_batch([RawDocument("c", "a.txt", ".txt", "Nothing but words.", "0" * 64)])
    assert (reject.stage, reject.check_name, reject.path) == ("parse", "too-slow", "a.txt")


def test_an_explanation_that_takes_too_long_is_a_message(monkeypatch: pytest.MonkeyPatch) -> None:
    coded(document_of(TEXT))
    slow_at("find_dates", "Kenya", monkeypatch)
    with pytest.raises(LegationError, match=r"takes more than 0\.05 seconds"):
        explain_text("Kenya condemned France.", lambda: parser(PARSER))


def test_of_an_endless_sentence_the_beginning_is_coded_and_the_rest_is_told() -> None:
    long = "Peru condemned Chile " + "and the other side " * 200 + "and Kenya condemned France"
    mentions, (reject,) = coded(document_of(f"{long}.\nOman condemned Chad."))
    assert {mention.actors[0].country for mention in mentions} == {"PER", "OMN"}
    assert (reject.check_name, reject.locator) == ("too-long", f"characters 0 to {len(long) + 1}")
    assert reject.reason == "The sentence is longer than 2,000 characters; what comes after them is not coded."

import hashlib
import pickle
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import coding
from pipeline.coding import PARSER, Batch, ModelMissing, WorkerLost, batches_of, code_batch, hired
from pipeline.records import Given, RawDocument, Reject

EVENT = "Peru recalled its ambassador from Venezuela on 30 March 2017."
NO_TRIGGER = "The lake is blue and the sky above it is wide."
UNREADABLE = Reject("corpus", "empty", "It is empty.", "empty.txt", corpus="test")


def raw(text: str, number: int = 0, *, language: str | None = "en", format: str | None = None) -> RawDocument:
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return RawDocument("test", f"{number}.txt", ".txt", text, sha256, Given(language=language, format=format))


def code(items: list[RawDocument | Reject], *, workers: int | None = 1, model: str = PARSER) -> list[Batch]:
    with hired(workers) as crew:
        return [batch() for batch in crew.code(batches_of(items), model=model)]


def test_a_batch_holds_documents_with_mentions_and_rejects_with_their_corpus() -> None:
    batch = code_batch((raw(EVENT), UNREADABLE, raw(EVENT, 1, format="scroll"), raw(NO_TRIGGER, 2)))
    assert [(document.path, [mention.act for mention in mentions]) for document, mentions in batch.coded] == [
        ("0.txt", ["recall-envoy"]),
        ("2.txt", []),
    ]
    assert [(reject.corpus, reject.check_name) for reject in batch.rejects] == [("test", "empty"), ("test", "unknown-format")]


@pytest.mark.parametrize("items", [[raw(NO_TRIGGER)], [raw(EVENT, language="zh")], [UNREADABLE]])
def test_what_needs_no_parser_loads_no_model(items: list[RawDocument | Reject], monkeypatch: pytest.MonkeyPatch) -> None:
    def parser(model: str) -> None:
        raise AssertionError(f"{model} was loaded")

    monkeypatch.setattr(coding, "parser", parser)
    [batch] = code(items)
    assert [mentions for _, mentions in batch.coded] in ([()], [])
    with pytest.raises(AssertionError, match="was loaded"):
        code([raw(EVENT)])


def test_no_items_are_no_batches() -> None:
    assert code([]) == []


@pytest.mark.parametrize("model", ["no_such_model", "../somewhere", "json"])
def test_a_model_that_is_not_there_is_named(model: str) -> None:
    with pytest.raises(ModelMissing) as caught:
        code([raw(EVENT)], model=model)
    assert caught.value.model == model
    assert f"The language model {model} is not installed." in caught.value.message


def test_the_error_comes_out_of_a_worker_as_it_was() -> None:
    again = pickle.loads(pickle.dumps(ModelMissing("m")))
    assert (type(again), again.model, again.message) == (ModelMissing, "m", ModelMissing("m").message)


def test_a_batch_ends_at_so_many_documents_or_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coding, "DOCUMENTS", 3)
    monkeypatch.setattr(coding, "CHARACTERS", 100)
    short = [raw(NO_TRIGGER, number) for number in range(2)]
    assert [
        len(batch.coded) + len(batch.rejects) for batch in code([*short, *[UNREADABLE] * 4, raw(NO_TRIGGER * 3, 9), raw(NO_TRIGGER)])
    ] == [
        3,
        3,
        1,
        1,
    ]


def test_reading_waits_for_coding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coding, "DOCUMENTS", 1)
    read = 0

    def documents() -> Iterator[RawDocument]:
        nonlocal read
        for number in range(20):
            read += 1
            yield raw(NO_TRIGGER, number)

    with hired(1) as crew:
        batches = crew.code(batches_of(documents()), model=PARSER)
        next(batches)()
        assert read == 2, "one batch is looked at ahead, to see whether there are several"
        next(batches)()
        next(batches)()
        assert read == 3


def test_a_batch_is_coded_once_however_often_it_is_asked_for() -> None:
    with hired(1) as crew:
        [batch] = crew.code(batches_of([raw(EVENT)]), model=PARSER)
        assert batch() is batch()


def test_workers_give_the_same_in_the_same_order_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coding, "DOCUMENTS", 2)
    days = range(10, 25)
    items = [raw(EVENT.replace("30", str(day)), day) if day % 4 else UNREADABLE for day in days]
    alone, together = code(items, workers=1), code(items, workers=2)
    assert alone == together
    assert sum(len(mentions) for batch in alone for _, mentions in batch.coded) == sum(day % 4 > 0 for day in days)


def test_an_error_in_a_worker_reaches_the_caller(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coding, "DOCUMENTS", 1)
    with pytest.raises(ModelMissing, match="The language model nothing is not installed"):
        code([raw(EVENT), raw(EVENT, 1)], workers=2, model="nothing")


def test_a_worker_that_is_killed_is_a_message_for_the_user(tmp_path: Path) -> None:
    """In a program of its own: the workers import its main module, which holds the function that ends them."""
    program = """
import os, signal
from pipeline import coding

def end(*_):
    print("coding", flush=True)
    os.kill(os.getpid(), signal.SIGKILL)

if __name__ == "__main__":
    coding.code_batch = end
    try:
        with coding.hired(2) as crew:
            batches = coding.batches_of([coding.Reject("corpus", "empty", "It is empty.")] * 300)
            print([batch() for batch in crew.code(batches, model="m")])
    except coding.WorkerLost as error:
        print(error.message)
"""
    (tmp_path / "program.py").write_text(program, encoding="utf-8")
    found = subprocess.run([sys.executable, tmp_path / "program.py"], capture_output=True, text=True, check=True)
    assert "coding" in found.stdout
    assert found.stdout.splitlines()[-1] == WorkerLost().message

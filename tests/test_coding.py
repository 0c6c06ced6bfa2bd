import hashlib
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from pipeline.coding import Batch, ModelMissing, Outcome, Work, WorkerLost, batches, batches_of, code_batch, hired, lost
from pipeline.coding.crew import AT_FIRST
from pipeline.options import PARSER
from pipeline.records import Document, Given, Mention, RawDocument, Reject

EVENT = "Peru recalled its ambassador from Venezuela on 30 March 2017."
NO_TRIGGER = "The lake is blue and the sky above it is wide."
UNREADABLE = Reject("corpus", "empty", "It is empty.", "empty.txt", corpus="test")


def raw(text: str, number: int = 0, *, language: str | None = "en", format: str | None = None) -> RawDocument:
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return RawDocument("test", f"{number}.txt", ".txt", text, sha256, Given(language=language, format=format))


def code(items: list[RawDocument], *, workers: int | None = 1, model: str = PARSER) -> list[Batch]:
    with hired(workers) as crew:
        return [batch() for batch in crew.each(work(model), parts(items))]


def work(model: str = PARSER) -> Work[Outcome]:
    return Work(code_batch, lost, (model,))


def parts(items: Iterable[RawDocument]) -> Iterator[tuple[list[RawDocument], Callable[[tuple[Outcome, ...]], Batch]]]:
    for batch in batches_of(items):
        yield [item for item in batch if isinstance(item, RawDocument)], Batch


def pairs(batch: Batch) -> list[tuple[Document, tuple[Mention, ...]]]:
    return [(item.document, item.mentions) for item in batch.coded]


def test_a_batch_holds_documents_with_mentions_and_rejects_with_their_corpus() -> None:
    batch = Batch(code_batch((raw(EVENT), raw(EVENT, 1, format="scroll"), raw(NO_TRIGGER, 2))))
    assert [(document.path, [mention.act for mention in mentions]) for document, mentions in pairs(batch)] == [
        ("0.txt", ["recall-envoy"]),
        ("2.txt", []),
    ]
    assert [(reject.corpus, reject.check_name) for reject in batch.rejects] == [("test", "unknown-format")]
    assert [isinstance(outcome, Reject) for outcome in batch.outcomes] == [False, True, False]


@pytest.mark.parametrize("items", [[raw(NO_TRIGGER)], [raw(EVENT, language="zh")], [raw(EVENT, format="scroll")]])
def test_what_needs_no_parser_loads_no_model(items: list[RawDocument], monkeypatch: pytest.MonkeyPatch) -> None:
    def parser(model: str) -> None:
        raise AssertionError(f"{model} was loaded")

    monkeypatch.setattr(batches, "parser", parser)
    [batch] = code(items)
    assert [mentions for _, mentions in pairs(batch)] in ([()], [])
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
    monkeypatch.setattr(batches, "DOCUMENTS", 3)
    monkeypatch.setattr(batches, "CHARACTERS", 100)
    short = [raw(NO_TRIGGER, number) for number in range(2)]
    found = [*short, *[UNREADABLE] * 4, raw(NO_TRIGGER * 3, 9), raw(NO_TRIGGER)]
    assert [len(batch) for batch in batches_of(found)] == [3, 3, 1, 1]


def test_reading_waits_for_coding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "DOCUMENTS", 1)
    read = 0

    def documents() -> Iterator[RawDocument]:
        nonlocal read
        for number in range(20):
            read += 1
            yield raw(NO_TRIGGER, number)

    with hired(1) as crew:
        coming = crew.each(work(), parts(documents()))
        next(coming)()
        assert read == AT_FIRST, "some batches are looked at ahead, to see whether there are many"
        for _ in range(AT_FIRST):
            next(coming)()
        assert read == AT_FIRST + 1


def test_a_part_without_documents_is_finished_in_its_place() -> None:
    with hired(1) as crew:
        made = crew.each(work(), [([], len), ([raw(NO_TRIGGER)], len)])
        assert [each() for each in made] == [0, 1]


def test_a_batch_is_coded_once_however_often_it_is_asked_for() -> None:
    with hired(1) as crew:
        [batch] = crew.each(work(), parts([raw(EVENT)]))
        assert batch() is batch()


def test_workers_give_the_same_in_the_same_order_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "DOCUMENTS", 2)
    days = range(10, 25)
    items = [raw(EVENT.replace("30", str(day)), day) for day in days]
    alone, together = code(items, workers=1), code(items, workers=2)
    assert alone == together
    assert sum(len(mentions) for batch in alone for _, mentions in pairs(batch)) == len(days)


def test_an_error_in_a_worker_reaches_the_caller(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "DOCUMENTS", 1)
    with pytest.raises(ModelMissing, match="The language model nothing is not installed"):
        code([raw(EVENT), raw(EVENT, 1)], workers=2, model="nothing")


def test_a_document_that_ends_its_process_is_left_out_and_the_others_are_coded(tmp_path: Path) -> None:
    assert ended(tmp_path, n_deadly=1).splitlines() == [
        "('fine', 'fine', 'fine')",
        "('fine', 'parse worker-lost 4.txt', 'fine')",
        "('fine', 'fine', 'fine')",
    ]


def test_where_many_end_their_processes_the_machine_is_to_blame(tmp_path: Path) -> None:
    assert ended(tmp_path, n_deadly=9).splitlines()[-1] == WorkerLost().message


def ended(folder: Path, *, n_deadly: int) -> str:
    """What a program prints that works on nine documents, of which some end the process.

    A program of its own: the workers import its main module, which holds what they do.
    """
    program = f"""
import os, signal
from pipeline import coding
from pipeline.records import RawDocument

def work(documents):
    if any(raw.text == "deadly" for raw in documents):
        os.kill(os.getpid(), signal.SIGKILL)
    return tuple(raw.text for raw in documents)

def lost(raw):
    reject = coding.lost(raw)
    return f"{{reject.stage}} {{reject.check_name}} {{reject.path}}"

if __name__ == "__main__":
    deadly = [4, *range(4), *range(5, 9)][:{n_deadly}]
    raws = [RawDocument("test", f"{{n}}.txt", ".txt", "deadly" if n in deadly else "fine", "0" * 64) for n in range(9)]
    try:
        with coding.hired(2) as crew:
            for made in crew.each(coding.Work(work, lost), [(raws[at : at + 3], tuple) for at in (0, 3, 6)]):
                print(made(), flush=True)
    except coding.WorkerLost as error:
        print(error.message)
"""
    (folder / "program.py").write_text(program, encoding="utf-8")
    return subprocess.run([sys.executable, folder / "program.py"], capture_output=True, text=True, check=True).stdout

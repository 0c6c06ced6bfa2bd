"""Work in parts through shards: what comes back is what the work itself gives, in order, a few ahead; and what ends workers is left out."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.cluster.crew import AHEAD, ClusterCrew
from pipeline.cluster.program import OtherProgram, Program, program_of
from pipeline.cluster.storage import Storage, StorageError
from pipeline.cluster.worker import do_shard, greet, may_pass
from pipeline.coding import UNSURVEYED, Work, WorkerLost, code_batch, lost, survey_batch
from pipeline.options import PARSER
from pipeline.records import RawDocument
from pipeline.rights import TakeDown
from tests.cluster.conftest import Here, raw

SURVEY: Work[Any] = Work(survey_batch, lambda raw: UNSURVEYED)
CODE: Work[Any] = Work(code_batch, lost, (PARSER, None, (TakeDown("path", "3.txt", "Asked."),)))
BATCHES = [
    [raw(0), raw(1, "Norway's foreign minister, Marta Soto Vera, spoke on 3 May 2018.")],
    [],
    [raw(2, "")],
    [raw(3), raw(4, "2017年3月30日，秘鲁召回了驻委内瑞拉大使。")],
]


def done(crew: ClusterCrew, work: Work[Any], batches: list[list[RawDocument]]) -> list[tuple[Any, ...]]:
    return [coming() for coming in crew.each(work, ((batch, tuple) for batch in batches))]


@pytest.mark.parametrize("work", [SURVEY, CODE], ids=["survey", "code"])
def test_what_comes_back_is_what_the_work_gives(crew: ClusterCrew, work: Work[Any]) -> None:
    found = done(crew, work, BATCHES)
    assert found == [work.do(batch, *work.options) for batch in BATCHES]
    assert any(found)


def test_a_shard_of_documents_is_sent_once_for_both_works(crew: ClusterCrew, here: Here, storage: Storage) -> None:
    done(crew, SURVEY, BATCHES)
    done(crew, CODE, BATCHES)
    assert len(here.sent) == 6
    assert [order.raw for order in here.sent[:3]] == [order.raw for order in here.sent[3:]]
    assert len({order.result for order in here.sent}) == 6
    kinds = [file.name.partition("-")[0] for file in Path(storage.address).iterdir()]
    assert {kind: kinds.count(kind) for kind in kinds} == {"options": 2, "raw": 3, "survey": 3, "code": 3}


def test_only_a_few_shards_are_on_their_way(crew: ClusterCrew, here: Here) -> None:
    n_read = 0

    def parts() -> Iterator[tuple[list[RawDocument], Any]]:
        nonlocal n_read
        for number in range(20):
            n_read += 1
            yield [raw(number)], tuple

    for n_done, coming in enumerate(crew.each(SURVEY, parts())):
        assert n_read <= n_done + 2 * AHEAD + 1
        coming()
    assert (n_read, here.most_waiting) == (20, 2 * AHEAD + 1)


def test_a_document_that_ends_its_workers_is_left_out(crew: ClusterCrew, here: Here) -> None:
    here.deadly = "Poison"
    bad = raw(7, "Poison.")
    assert done(crew, CODE, [[raw(5), bad, raw(6)]]) == [(*code_batch([raw(5)]), lost(bad), *code_batch([raw(6)]))]


def test_a_cluster_that_lives_through_no_document_is_told_of(crew: ClusterCrew, here: Here) -> None:
    here.deadly = "lake"
    with pytest.raises(WorkerLost):
        done(crew, SURVEY, [[raw(number) for number in range(9)]])


def test_a_worker_that_codes_with_another_program_refuses(here: Here, storage: Storage) -> None:
    other = Program(PARSER, (("code", "0123456789abcdef"), *program_of(PARSER).parts[1:]))
    with pytest.raises(OtherProgram, match=r"code .* there, 0123456789abcdef here\. Install the same on all machines"):
        done(ClusterCrew(here, storage, other), SURVEY, BATCHES)


def test_a_worker_that_lost_the_storage_may_try_again_as_long_as_the_run_lasts(crew: ClusterCrew, here: Here, storage: Storage) -> None:
    done(crew, SURVEY, [[raw(1)]])
    [order] = here.sent
    with pytest.raises(StorageError, match="--shards must name a folder that all machines see") as lacking:
        do_shard(replace(order, raw="raw-none.parquet"))
    assert may_pass(None, None, State(lacking.value))
    assert not may_pass(None, None, State(ValueError()))
    storage.remove()
    assert not may_pass(None, None, State(lacking.value))


def test_a_worker_greets_with_its_program_and_what_it_sees(storage: Storage) -> None:
    name = storage.keep("greeting", b"hello")
    assert greet(storage.address, name, PARSER).problem is None
    assert greet(storage.address, name, PARSER).program == program_of(PARSER)
    (Path(storage.address) / name).write_bytes(b"another")
    assert "is damaged" in str(greet(storage.address, name, PARSER).problem)


class State:
    """Stands for the state of a task run of Prefect that failed."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def result(self, *, raise_on_failure: bool) -> Exception:
        return self.error

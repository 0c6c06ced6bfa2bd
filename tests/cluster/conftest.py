"""What the tests of the cluster are given without one: documents, and workers that are this process."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from pipeline.cluster import worker
from pipeline.cluster.crew import ClusterCrew, WorkersEnded
from pipeline.cluster.program import program_of
from pipeline.cluster.storage import Storage
from pipeline.options import PARSER
from pipeline.records import RawDocument


class Here:
    """Carries out orders in this process, each when it is waited for; whoever works on a document with the word `deadly` ends."""

    def __init__(self, deadly: str = "") -> None:
        self.deadly = deadly
        self.sent: list[worker.Order] = []
        self.n_waiting = self.most_waiting = 0

    def send(self, order: worker.Order) -> Callable[[], None]:
        self.sent.append(order)
        self.n_waiting += 1
        self.most_waiting = max(self.most_waiting, self.n_waiting)
        return partial(self._do, order)

    def at_once(self) -> int:
        return 2

    def _do(self, order: worker.Order) -> None:
        self.n_waiting -= 1
        documents = Storage(order.storage).read(order.raw, RawDocument)
        if self.deadly and any(self.deadly in raw.text for raw in documents):
            raise WorkersEnded
        worker.do_shard(order)


@pytest.fixture
def storage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Storage:
    """A folder of shards; nobody sets up the log of this process."""
    monkeypatch.setattr(worker, "set_up_once", lambda: None)
    return Storage(str(tmp_path / "run"))


@pytest.fixture
def here() -> Here:
    return Here()


@pytest.fixture
def crew(here: Here, storage: Storage) -> ClusterCrew:
    return ClusterCrew(here, storage, program_of(PARSER))


def raw(number: int, text: str = "The lake is blue and the sky above it is wide.") -> RawDocument:
    """A document as it is found."""
    return RawDocument("notes", f"{number}.txt", ".txt", text, f"{number:064}")

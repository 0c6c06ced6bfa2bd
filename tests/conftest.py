"""What pytest does around all tests, and the release of the seeds for those who ask for it."""

import gc
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

SEEDS = Path(__file__).resolve().parents[1].parent / "shared" / "seeds"

# A machine that does something else at the time is no defect of what is tested.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def seeds_release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The release of the documents that the project started from; nobody changes it."""
    if not SEEDS.is_dir():
        pytest.skip("the seeds are not on this machine")
    from pipeline.flows import run_build
    from pipeline.release import write_release

    folder = tmp_path_factory.mktemp("seeds")
    run_build([str(SEEDS)], folder / "seeds.duckdb")
    return write_release(folder / "seeds.duckdb", folder / "dist")


def pytest_unconfigure() -> None:
    """Take Hypothesis's callback off the garbage collector: with it in place at exit, DuckDB prints a page about leaked objects."""
    gc.callbacks.clear()

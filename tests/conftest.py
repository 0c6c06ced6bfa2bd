"""What pytest does around all tests."""

import gc

from hypothesis import HealthCheck, settings

# A machine that does something else at the time is no defect of what is tested.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


def pytest_unconfigure() -> None:
    """Take Hypothesis's callback off the garbage collector: with it in place at exit, DuckDB prints a page about leaked objects."""
    gc.callbacks.clear()

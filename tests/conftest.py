"""What pytest does around all tests."""

import gc


def pytest_unconfigure() -> None:
    """Take Hypothesis's callback off the garbage collector: with it in place at exit, DuckDB prints a page about leaked objects."""
    gc.callbacks.clear()

"""A step of the flows in, the same one whose runs are on record out; see `pipeline/runs`."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import asdict, is_dataclass
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from pipeline.runs import recorded

P = ParamSpec("P")
R = TypeVar("R")


def noted(command: str, *, beside: str = "db", makes_it: bool = True) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Have the runs of a function noted beside the path that is its argument `beside`, with the figures that it returns.

    These are a dataclass or a mapping. Only a function that `makes_it` is noted where that path does not exist.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        signature = inspect.signature(function)

        @wraps(function)
        def run(*arguments: P.args, **options: P.kwargs) -> R:
            path = signature.bind(*arguments, **options).arguments[beside]
            with recorded(command, beside=path, makes_it=makes_it) as running:
                result = function(*arguments, **options)
                running.tell(_figures(result))
            return result

        return run

    return decorate


def _figures(result: object) -> Mapping[str, Any]:
    if is_dataclass(result) and not isinstance(result, type):
        return asdict(result)
    return result if isinstance(result, Mapping) else {}

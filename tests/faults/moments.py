"""A moment goes in, the end of a process at it comes out: right before or after a call that touches files, locks, sockets or a database."""

import fcntl
import io
import os
import signal
import socket
import sqlite3
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import duckdb

# Killed right at one of these, a run leaves most behind.
TOUCHING: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (os, ("open", "write", "pwrite", "fsync", "ftruncate", "truncate", "rename", "replace", "link", "unlink", "mkdir", "rmdir")),
    (fcntl, ("flock",)),
    (io, ("open",)),  # what Path.open calls
    (socket, ("create_connection",)),
)
DATABASES: tuple[tuple[Any, str], ...] = ((duckdb, "duckdb"), (sqlite3, "sqlite3"))
STATEMENTS = ("execute", "executemany", "close")


@dataclass(frozen=True)
class Moment:
    """The `number`-th time (from 1) that a run is `before` or `after` a call of what is named."""

    side: str
    name: str
    number: int


class Watch:
    """Counts moments by side and name from now on, and kills the whole session at one of them."""

    def __init__(self, at: Moment | None) -> None:
        self.counts: Counter[str] = Counter()
        self._at = at

    def begin(self) -> None:
        """Put a stand-in in the place of everything that is watched."""
        for owner, names in TOUCHING:
            for name in names:
                if found := getattr(owner, name, None):
                    setattr(owner, name, partial(self.call, f"{owner.__name__}.{name}", found))
        for module, name in DATABASES:
            module.connect = partial(self._connect, name, module.connect)

    def call(self, name: str, function: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
        """Call a function, with a moment before and one after."""
        self._note("before", name)
        outcome = function(*arguments, **options)
        self._note("after", name)
        return outcome

    def _connect(self, name: str, connect: Callable[..., Any], *arguments: Any, **options: Any) -> "_Connection":
        return _Connection(self.call(f"{name}.connect", connect, *arguments, **options), name, self)

    def _note(self, side: str, name: str) -> None:
        self.counts[f"{side} {name}"] += 1
        if self._at and (side, name, self.counts[f"{side} {name}"]) == (self._at.side, self._at.name, self._at.number):
            os.killpg(0, signal.SIGKILL)


class _Connection:
    """A connection to a database whose statements are watched: the classes of both libraries cannot be changed."""

    def __init__(self, connection: Any, name: str, watch: Watch) -> None:
        self.__dict__.update(_connection=connection, _name=name, _watch=watch)

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._connection, name)
        return partial(self._call, name, found) if name in STATEMENTS else found

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self._connection, name, value)

    def __enter__(self) -> "_Connection":
        self._connection.__enter__()
        return self

    def __exit__(self, *error: Any) -> Any:
        return self._call("close", self._connection.__exit__, *error)

    def _call(self, name: str, function: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
        outcome = self._watch.call(f"{self._name}.{name}", function, *arguments, **options)
        return self if outcome is self._connection else outcome

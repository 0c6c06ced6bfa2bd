"""Frozen dataclasses in, an Arrow table with a column for each field out, and back again.

A dataclass within another is a struct, a tuple a list. A field that may hold its own class again is left out: it must be None.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from functools import cache
from itertools import accumulate, chain, islice
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

import pyarrow as arrow

PLAIN: dict[Any, arrow.DataType] = {
    str: arrow.string(),
    int: arrow.int64(),
    float: arrow.float64(),
    bool: arrow.bool_(),
    date: arrow.date32(),
}

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Shape:
    """How values of one type are kept: `inner` is that of a tuple's items, `parts` are those of a dataclass by field."""

    type: arrow.DataType
    kind: type | None = None
    inner: "Shape | None" = None
    parts: tuple[tuple[str, "Shape"], ...] = ()
    left_out: tuple[str, ...] = ()


def schema_of(kind: type) -> arrow.Schema:
    """The columns of a dataclass. Raises TypeError where it has a field of a type that cannot be kept."""
    return arrow.schema([(name, part.type) for name, part in shape_of(kind).parts])


def to_arrow(kind: type[T], items: Iterable[T]) -> arrow.Table:
    """A row for each item, in their order. Raises ValueError where a field is filled that is left out."""
    return arrow.Table.from_arrays(_columns(shape_of(kind), list(items)), schema=schema_of(kind))


def from_arrow(kind: type[T], table: arrow.Table) -> list[T]:
    """The items that the rows of a table stand for, in their order; it may have other columns beside."""
    return list(map(kind, *(_values(part, table.column(name).combine_chunks()) for name, part in shape_of(kind).parts)))


def shape_of(kind: type) -> Shape:
    """How a dataclass is kept. Raises TypeError where it cannot be."""
    return _shape_of(kind)


@cache
def _shape_of(kind: Any) -> Shape:
    if kind in PLAIN:
        return Shape(PLAIN[kind])
    if is_dataclass(kind) and isinstance(kind, type):
        return _shape_of_class(kind)
    some = get_args(kind)
    if get_origin(kind) in (Union, UnionType) and len(some) == 2 and NoneType in some:
        return _shape_of(next(each for each in some if each is not NoneType))
    if get_origin(kind) is tuple and len({*some} - {Ellipsis}) == 1:
        inner = _shape_of(some[0])
        return Shape(arrow.list_(inner.type), inner=inner)
    raise TypeError(f"{kind} cannot be kept in a column.")


def _shape_of_class(kind: type) -> Shape:
    hints = get_type_hints(kind)
    again = tuple(field.name for field in fields(kind) if kind in get_args(hints[field.name]))
    if again and any(field.name not in again for field in list(fields(kind))[-len(again) :]):
        raise TypeError(f"{kind.__name__} can be made anew only where the fields that are left out come last: {', '.join(again)}.")
    parts = tuple((field.name, _shape_of(hints[field.name])) for field in fields(kind) if field.name not in again)
    return Shape(arrow.struct([(name, part.type) for name, part in parts]), kind, parts=parts, left_out=again)


def _columns(shape: Shape, items: Sequence[Any]) -> list[arrow.Array]:
    """The columns of a dataclass, None where an item is None."""
    for name in shape.left_out:
        if any(item is not None and getattr(item, name) is not None for item in items):
            raise ValueError(f"{name} cannot be kept in a column.")
    there = None not in items
    return [
        _array(part, list(map(attrgetter(name), items)) if there else [None if item is None else getattr(item, name) for item in items])
        for name, part in shape.parts
    ]


def _array(shape: Shape, values: Sequence[Any]) -> arrow.Array:
    if shape.inner is not None:
        starts = list(accumulate((len(value) if value is not None else 0 for value in values), initial=0))
        inner = _array(shape.inner, list(chain.from_iterable(filter(None, values))))
        missing = arrow.array([value is None for value in values]) if None in values else None
        return arrow.ListArray.from_arrays(arrow.array(starts, arrow.int32()), inner, type=shape.type, mask=missing)
    if shape.kind is not None:
        missing = arrow.array([value is None for value in values]) if None in values else None
        return arrow.StructArray.from_arrays(_columns(shape, values), fields=list(shape.type), mask=missing)
    try:
        return arrow.array(values, shape.type)
    except UnicodeEncodeError:  # a lone surrogate, which hostile text may hold and UTF-8 may not
        encoded = [None if value is None else value.encode("utf-8", "surrogatepass") for value in values]
        return arrow.array(encoded, arrow.binary()).view(arrow.string())


def _values(shape: Shape, column: arrow.Array) -> list[Any]:
    if shape.inner is not None:
        items = iter(_values(shape.inner, column.flatten()))
        return [None if length is None else tuple(islice(items, length)) for length in column.value_lengths().to_pylist()]
    if shape.kind is not None:
        made = list(map(shape.kind, *(_values(part, array) for (_, part), array in zip(shape.parts, column.flatten(), strict=True))))
        return (
            [item if is_there else None for item, is_there in zip(made, column.is_valid().to_pylist(), strict=True)]
            if column.null_count
            else made
        )
    try:
        plain: list[Any] = column.to_pylist()
    except UnicodeDecodeError:
        return [None if value is None else value.decode("utf-8", "surrogatepass") for value in column.view(arrow.binary()).to_pylist()]
    return plain if shape.type == arrow.float64() else _shared(plain)  # 0.0 and -0.0 are equal, and not the same


def _shared(values: list[Any]) -> list[Any]:
    """The same values, equal ones as one object: names and codes come again and again, and a third of the memory goes to them."""
    known: dict[Any, Any] = {}
    return [known.setdefault(value, value) for value in values]

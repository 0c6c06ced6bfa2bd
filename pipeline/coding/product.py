"""Matrices in, their product out: by the linear algebra that numpy brings, with the same numbers for a row wherever it stands.

The library that spaCy multiplies with knows few processors, and is three to six times slower on those that it does not know. Numpy's adds
up in another order at the edges of the blocks into which it cuts a product, so that what comes out for a row hangs on the rows beside it;
but a build must not hang on which sentences are parsed together. So all products are of the same number of rows, and columns of zeros take
the edges. Whether that is enough is tried out for each matrix of weights; where it is not, spaCy's own library multiplies.
"""

import logging
from collections.abc import Iterator
from typing import Any

import numpy
from thinc.api import NumpyOps
from thinc.layers.maxout import forward

LOG = logging.getLogger(__name__)
ROWS = 192  # multiplied together
EDGE = 8  # columns of zeros on either side
WIDEST = 288  # columns that are multiplied together, beside the edges: no kernel cuts so few

Block = tuple[int, int, Any]  # the first column and the one after the last, and the weights in rows with zeros on either side


class SteadyOps(NumpyOps):  # type: ignore[misc]
    """What thinc computes with, with another product of rows with weights."""

    def __init__(self) -> None:
        super().__init__()
        self._weights: dict[tuple[int, tuple[int, ...]], tuple[Any, list[Block]]] = {}
        self._apart: dict[tuple[int, tuple[int, ...]], tuple[Any, Any]] = {}

    def gemm(self, x: Any, y: Any, *, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
        """The product of rows with the weights `y`, which stay the same and where they are as long as the model is used."""
        blocks = self._blocks_of(y) if trans2 and not trans1 else []
        if not blocks:
            return super().gemm(x, y, out=out, trans1=trans1, trans2=trans2)
        out = numpy.empty((len(x), len(y)), dtype="float32") if out is None else out
        _multiply(x, blocks, out)
        return out

    def pieces(self, weights: Any) -> list[Block]:
        """The blocks of a layer's weights (units, pieces of each, columns of the rows) with all first pieces before all second ones."""
        place = (weights.__array_interface__["data"][0], weights.shape)
        if place not in self._apart:
            self._apart[place] = weights, numpy.ascontiguousarray(weights.transpose(1, 0, 2)).reshape(-1, weights.shape[2])
        return self._blocks_of(self._apart[place][1])

    def _blocks_of(self, weights: Any) -> list[Block]:
        place = (weights.__array_interface__["data"][0], weights.shape)
        if place not in self._weights:
            blocks = _blocks(weights)
            if not _are_steady(blocks, weights.shape):
                LOG.debug("numpy's product of a row hangs on its place for weights of %d by %d; spaCy's own is used", *weights.shape)
                blocks = []
            self._weights[place] = weights, blocks  # kept, so that nothing else comes to this place
        return self._weights[place][1]


def maxout(model: Any, rows: Any, is_train: bool) -> tuple[Any, Any]:
    """What thinc's layer of this name gives, whose ops are steady: the largest of a unit's pieces, found while they are at hand."""
    units, pieces = model.get_param("b").shape
    blocks = model.ops.pieces(model.get_param("W")) if pieces > 1 and not is_train else []
    if len(blocks) != 1:
        return forward(model, rows, is_train)
    bias = numpy.ascontiguousarray(model.get_param("b").T).reshape(-1)
    best = numpy.empty((len(rows), units), dtype="float32")
    for start, product in _products(rows, blocks[0][2]):
        summed, found = product[:, EDGE : EDGE + len(bias)] + bias, best[start : start + len(product)]
        numpy.maximum(summed[:, :units], summed[:, units : 2 * units], out=found)
        for piece in range(2, pieces):
            numpy.maximum(found, summed[:, piece * units : (piece + 1) * units], out=found)
    return best, None


def _blocks(weights: Any) -> list[Block]:
    found = []
    for start in range(0, len(weights), WIDEST):
        part = weights[start : start + WIDEST]
        block = numpy.zeros((weights.shape[1], -(-(len(part) + 2 * EDGE) // 16) * 16), dtype="float32")
        block[:, EDGE : EDGE + len(part)] = part.T
        found.append((start, start + len(part), block))
    return found


def _multiply(rows: Any, blocks: list[Block], out: Any) -> None:
    for first, end, block in blocks:
        for start, product in _products(rows, block):
            out[start : start + len(product), first:end] = product[:, EDGE : EDGE + end - first]


def _products(rows: Any, block: Any) -> Iterator[tuple[int, Any]]:
    """The products of so many rows after each other with a block, and the first of these rows; each is gone when the next is asked for."""
    product = numpy.empty((ROWS, block.shape[1]), dtype="float32")
    for start in range(0, len(rows), ROWS):
        part = rows[start : start + ROWS]
        if len(part) < ROWS:
            part = numpy.zeros((ROWS, rows.shape[1]), dtype="float32")
            part[: len(rows) - start] = rows[start:]
        numpy.dot(part, block, out=product)
        yield start, product[: len(rows) - start]


def _are_steady(blocks: list[Block], shape: tuple[int, ...]) -> bool:
    """Whether a row has the same product at every place; how a library goes through a product does not hang on the numbers in it."""
    for row in numpy.random.default_rng(1).standard_normal((3, shape[1]), dtype="float32"):
        products = numpy.empty((ROWS, shape[0]), dtype="float32")
        _multiply(numpy.repeat(row[None], ROWS, axis=0), blocks, products)
        if (products != products[0]).any():
            return False
    return True

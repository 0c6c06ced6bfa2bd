"""Rows and weights in, the same product out as any library gives, and number for number the same wherever a row stands."""

import subprocess
import sys

import numpy
import pytest
from thinc.api import Maxout, NumpyOps

from pipeline.coding import parser, product
from pipeline.coding.model import OF_WORDS
from pipeline.coding.product import ROWS, SteadyOps, maxout
from pipeline.options import PARSER

SHAPES = [(288, 576), (288, 288), (64, 96), (1024, 64), (50, 96), (106, 64), (1, 3)]  # of weights: columns of the product, of the rows


def numbers(*shape: int) -> numpy.ndarray:
    return numpy.random.default_rng(sum(shape)).standard_normal(shape, dtype="float32")


@pytest.mark.parametrize("shape", SHAPES)
def test_a_product_is_that_of_other_libraries_but_for_rounding(shape: tuple[int, int]) -> None:
    rows, weights = numbers(ROWS + 30, shape[1]), numbers(*shape)
    exact = rows.astype("float64") @ weights.T.astype("float64")
    assert numpy.abs(SteadyOps().gemm(rows, weights, trans2=True) - exact).max() < 1e-3


@pytest.mark.parametrize("shape", SHAPES)
def test_a_row_has_the_same_product_wherever_it_stands(shape: tuple[int, int]) -> None:
    ops, rows, weights = SteadyOps(), numbers(2 * ROWS + 5, shape[1]), numbers(*shape)
    whole = ops.gemm(rows, weights, trans2=True)
    for start, end in ((0, 1), (3, 4), (1, 100), (7, ROWS + 8), (ROWS, 2 * ROWS + 5)):
        assert numpy.array_equal(ops.gemm(rows[start:end], weights, trans2=True), whole[start:end])


def test_a_product_goes_where_it_is_wanted() -> None:
    ops, rows, weights = SteadyOps(), numbers(10, 96), numbers(64, 96)
    out = numpy.zeros((11, 64), dtype="float32")
    ops.gemm(rows, weights, trans2=True, out=out[1:])
    assert not out[0].any()
    assert numpy.array_equal(out[1:], ops.gemm(rows, weights, trans2=True))


def test_where_a_product_hangs_on_its_place_spacys_own_library_multiplies(monkeypatch: pytest.MonkeyPatch) -> None:
    rows, weights = numbers(10, 96), numbers(64, 96)
    monkeypatch.setattr(product, "_multiply", lambda rows, blocks, out: out.__setitem__(..., numpy.arange(len(out))[:, None]))
    assert numpy.array_equal(SteadyOps().gemm(rows, weights, trans2=True), NumpyOps().gemm(rows, weights, trans2=True))


def test_products_of_any_other_kind_are_left_to_spacy() -> None:
    left, right = numbers(10, 10), numbers(10, 10)
    for ways in ({}, {"trans1": True}, {"trans1": True, "trans2": True}):
        assert numpy.array_equal(SteadyOps().gemm(left, right, **ways), NumpyOps().gemm(left, right, **ways))


def test_the_model_multiplies_so_but_for_the_steps_of_its_parser() -> None:
    model = parser(PARSER)
    steps = model.get_pipe("parser").model.get_ref("upper")
    kinds = {type(node.ops) for _, component in model.components for node in component.model.walk() if node is not steps}
    assert (kinds, type(steps.ops)) == ({SteadyOps}, NumpyOps)


@pytest.mark.parametrize("given", [None, "Nehalem"])
def test_the_kernel_is_the_same_on_all_processors_unless_the_user_names_one(given: str | None) -> None:
    program = "import os, pipeline; print(os.environ['OPENBLAS_CORETYPE'], os.environ['OPENBLAS_NUM_THREADS'])"
    environment = {"OPENBLAS_CORETYPE": given} if given else {}
    found = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True).stdout.split()
    assert found == [given or "Haswell", "1"]


def test_the_largest_of_a_units_pieces_is_that_of_thinc_but_for_rounding() -> None:
    layer, rows = Maxout(nO=96, nI=288, nP=3), numbers(ROWS + 30, 288)
    layer.initialize()
    layer.set_param("b", numbers(96, 3))
    expected = layer.predict(rows)
    layer.ops = SteadyOps()
    best, _ = maxout(layer, rows, False)
    assert numpy.abs(best - expected).max() < 1e-3
    assert numpy.array_equal(maxout(layer, rows[100:200], False)[0], best[100:200])


@pytest.mark.parametrize(("units", "pieces"), [(200, 2), (50, 1)])
def test_a_layer_too_wide_for_one_block_or_of_single_pieces_is_left_to_thinc(units: int, pieces: int) -> None:
    layer, rows = Maxout(nO=units, nI=96, nP=pieces), numbers(10, 96)
    layer.initialize()
    layer.ops = SteadyOps()
    assert numpy.array_equal(maxout(layer, rows, False)[0], layer.predict(rows))


def test_the_model_finds_out_of_words_what_its_parts_ask_for() -> None:
    model = parser(PARSER)
    asked = {model.vocab.strings[name] for name in OF_WORDS}
    assert set(model.vocab.lex_attr_getters) == asked
    columns = {name for node in model.get_pipe("tok2vec").model.walk() for name in node.attrs.get("columns", ())}
    assert columns
    assert columns - {"SPACY"} <= {*OF_WORDS}

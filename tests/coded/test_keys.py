"""What is remembered was coded by the same program: its hash is of all files that a mention depends on, the key of all that is read."""

import ast
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.coded.keys import CODER, coder_of, content_of, key_of, place_of
from pipeline.lexicon.roster import Listed
from pipeline.options import PARSER
from pipeline.records import Given, RawDocument, Reject

ROOT = Path(__file__).resolve().parents[2]
RAW = RawDocument("wires", "a.txt", ".txt", "Peru recalled its envoy.", "0" * 64)
BEGINNINGS = ("pipeline.parse", "pipeline.extract.coder", "pipeline.extract.survey", "pipeline.people.asked", "pipeline.coded.packing")
NOT_THE_CODER = ("pipeline/rights/", "pipeline/lists.py")  # what pipeline.coding asks of a document that is read, and of nothing in it


def file_of(module: str) -> Path | None:
    place = ROOT / Path(*module.split("."))
    return next((file for file in (place.with_suffix(".py"), place / "__init__.py") if file.exists()), None)


def imported(file: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{name.name}" for name in node.names)}
        elif isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
    return {module for module in found if module.split(".")[0] in ("pipeline", "schemas")}


def test_every_file_that_coding_imports_is_part_of_the_coder() -> None:
    waiting, files = list(BEGINNINGS), set()
    while waiting:
        file = file_of(waiting.pop())
        if file is not None and (name := file.relative_to(ROOT).as_posix()) not in files and not name.startswith(NOT_THE_CODER):
            files.add(name)
            waiting += imported(file) if not name.startswith("pipeline/coding/") else ()
    assert len(files) > 50
    assert [name for name in sorted(files) if not name.startswith(CODER) and not name.endswith("pipeline/__init__.py")] == []


def test_the_key_is_of_the_content_wherever_it_lies() -> None:
    content = content_of(RAW)
    assert content_of(replace(RAW, path="b.txt", corpus="other", sha256="1" * 64)) == content
    others = (replace(RAW, text="Peru."), replace(RAW, suffix=".html"), replace(RAW, given=Given(language="en")))
    assert len({content, *map(content_of, others)}) == 4
    assert key_of(content, "coder") != key_of(content, "another")


def test_the_inputs_of_a_build_are_of_content_and_place() -> None:
    others = (RAW, replace(RAW, path="b.txt"), replace(RAW, corpus="other"), replace(RAW, text="Peru."), replace(RAW, given=Given(url="x")))
    rejects = (Reject("corpus", "empty", "It is empty.", "a.txt"), Reject("corpus", "empty", "It is empty.", "b.txt"))
    assert len({*(place_of(found, content_of(found)) for found in others), *(place_of(found, "") for found in rejects)}) == 7


@pytest.mark.parametrize(("model", "rosters"), [("another_model", ()), (PARSER, (Listed("Marta Soto", (), "person", "CHL"),))])
def test_another_model_and_another_roster_are_another_coder_and_the_same_reader(model: str, rosters: tuple[Listed, ...]) -> None:
    usual, other = coder_of(PARSER, ()), coder_of(model, rosters)
    assert usual.reading == other.reading
    assert usual.coding != other.coding

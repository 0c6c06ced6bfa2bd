"""Names of one body lead to its usual one."""

import tomllib
from importlib.resources import files

import pytest

from pipeline.lexicon.bodies import read_bodies, usual_body
from pipeline.lexicon.errors import LexiconError

ENTRIES = tomllib.loads(files("pipeline.lexicon").joinpath("bodies.toml").read_text(encoding="utf-8"))["body"]


@pytest.mark.parametrize(("name", "usual"), [(name, entry["usual"]) for entry in ENTRIES for name in (entry["usual"], *entry["also"])])
def test_every_name_leads_to_the_usual_one(name: str, usual: str) -> None:
    assert usual_body(name.replace(" ", "-")) == usual.replace(" ", "-")


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["usual"])
def test_every_example_names_the_body(entry: dict[str, list[str]]) -> None:
    names = [str(entry["usual"]), *entry["also"]]
    assert all(any(name in example.lower() for name in names) for example in entry["example"])


def test_other_bodies_keep_their_name() -> None:
    assert usual_body("supreme-court") == "supreme-court"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('usual = "army"\nalso = ["navy"]', "needs usual, also and example"),
        ('usual = "army"\nalso = ["choir"]\nexample = []', "'choir' is no institution"),
        ('usual = "army"\nalso = ["navy"]\nexample = []\n[[body]]\nusual = "police"\nalso = ["navy"]\nexample = []', "already claimed"),
    ],
)
def test_an_entry_that_cannot_be_used_is_refused(text: str, reason: str) -> None:
    with pytest.raises(LexiconError, match=reason):
        read_bodies(f"[[body]]\n{text}")

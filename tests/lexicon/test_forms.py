"""The forms of the words of the lexicon."""

import subprocess
import sys

import pytest

from pipeline.lexicon import forms
from pipeline.lexicon.errors import LexiconError
from pipeline.lexicon.forms import noun_lemmas, past_forms, verb_lemmas
from tests.lexicon.inflecting import PLACE, written_forms


def test_the_file_is_what_its_generator_writes() -> None:
    assert PLACE.read_text(encoding="utf-8") == written_forms(), "python -m tests.lexicon.inflecting"


@pytest.mark.parametrize(
    ("form", "lemma"), [("broke", "break"), ("broken", "break"), ("breaks", "break"), ("sent", "send"), ("said", "say")]
)
def test_a_form_of_a_verb_leads_to_its_lemma(form: str, lemma: str) -> None:
    assert lemma in verb_lemmas()[form]


@pytest.mark.parametrize(("form", "lemma"), [("embassies", "embassy"), ("embassy", "embassy"), ("troops", "troop")])
def test_a_form_of_a_noun_leads_to_its_lemma(form: str, lemma: str) -> None:
    assert lemma in noun_lemmas()[form]


def test_a_verb_has_its_past() -> None:
    assert past_forms("break") == ("broke",)
    assert past_forms("sanction") == ("sanctioned",)


def test_a_lemma_without_a_line_is_refused_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "lexicon_verbs", lambda: {"break", "zigzag"})
    with pytest.raises(LexiconError, match=r"forms\.csv.*zigzag.*python -m tests\.lexicon\.inflecting"):
        verb_lemmas.__wrapped__()


def test_words_are_inflected_without_a_library() -> None:
    command = "import sys; from pipeline.lexicon.triggers import can_tell; can_tell(''); print({'lemminflect', 'spacy'} & {*sys.modules})"
    assert subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=True).stdout == "set()\n"

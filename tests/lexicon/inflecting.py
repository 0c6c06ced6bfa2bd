"""The lemmas of the lexicon in, their forms out: `python -m tests.lexicon.inflecting` writes them to `pipeline/lexicon/forms.csv`.

`lemminflect` inflects (chosen over rules of our own for the irregular verbs).
"""

import csv
import io
from pathlib import Path

from lemminflect import getAllInflections, getAllInflectionsOOV, getInflection

from pipeline.lexicon.forms import FILE, NOUN, VERB, lexicon_nouns, lexicon_verbs

PLACE = Path(__file__).resolve().parents[2] / "pipeline" / "lexicon" / FILE


def written_forms() -> str:
    """The whole file: a line for each verb and each noun, in order."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("part_of_speech", "lemma", "past", "forms"))
    for part_of_speech, lemmas in ((NOUN, lexicon_nouns()), (VERB, lexicon_verbs())):
        for lemma in sorted(lemmas):
            past = getInflection(lemma, "VBD") if part_of_speech == VERB else ()
            writer.writerow((part_of_speech, lemma, " ".join(past), " ".join(_forms(lemma, part_of_speech))))
    return out.getvalue()


def _forms(lemma: str, part_of_speech: str) -> list[str]:
    name = part_of_speech.upper()
    inflections = getAllInflections(lemma, upos=name) or getAllInflectionsOOV(lemma, upos=name)
    return sorted({form.lower() for forms in inflections.values() for form in forms})


if __name__ == "__main__":
    PLACE.write_text(written_forms(), encoding="utf-8")

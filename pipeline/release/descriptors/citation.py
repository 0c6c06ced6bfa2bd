"""What a release is goes in, its `CITATION.cff` (Citation File Format 1.2.0) comes out."""

from typing import Any

import yaml

from pipeline.release.descriptors.about import CREATOR, TITLE, About


def citation(about: About) -> str:
    """The file's text. The day of publication stays out: a release is made without a clock, and this format does not ask for it."""
    page: dict[str, Any] = {
        "cff-version": "1.2.0",
        "message": "If you use this data, please cite it as below, with its version.",
        "type": "dataset",
        **_work(about),
        "abstract": about.description,
        "keywords": list(about.keywords),
        "preferred-citation": {"type": "database", **_work(about)},
    }
    text: str = yaml.safe_dump(page, allow_unicode=True, sort_keys=False, width=140)
    return text


def bibtex(version: str) -> str:
    """The same citation for BibTeX."""
    key = f"legation_{version.replace('.', '_')}"
    return f"@misc{{{key}, author = {{{{{CREATOR}}}}}, title = {{{{{TITLE}}}}}, version = {{{version}}}}}"


def reference(version: str) -> str:
    """The same citation as a sentence."""
    return f"{CREATOR}: {TITLE}. Version {version}. Data set."


def _work(about: About) -> dict[str, Any]:
    return {"title": about.title, "version": about.version, "authors": [{"name": about.creator}], "license": about.licence.name}

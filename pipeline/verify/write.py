"""What came of a verification in, figures for scripts and lines for people out."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from pipeline.summary import counted
from pipeline.verify import BY_HASH, RIGHT, UNTOLD, WRONG, Problem, Verification

KINDS = ("quotes", "triggers", "dates", "actors", "sections")
SHOWN = 20  # problems that the lines show; the figures have more
WORDS = {"actors": "names of actors"}


def verification_figures(result: Verification) -> dict[str, Any]:
    """The figures, with a count for each kind of claim and what came of it."""
    documents = {"in_release": result.n_documents, "found": result.n_found, "moved": result.n_moved}
    documents |= {"missing": result.n_missing, "changed": result.n_changed, "wrong": result.counts["documents", WRONG]}
    return {
        "release": result.release,
        "ok": not result.n_problems,
        "documents": documents,
        "rows": result.totals,
        **{kind: _counts(result, kind) for kind in KINDS},
        "sections_read_again": result.same_code,
        "n_problems": result.n_problems,
        "problems": [asdict(problem) for problem in result.problems],
    }


def write_verification(result: Verification) -> Iterator[str]:
    """The problems, then the figures, then whether all is proved."""
    for problem in result.problems[:SHOWN]:
        yield _problem(problem)
    if result.n_problems > SHOWN:
        yield f"and {counted(result.n_problems - SHOWN, 'more problem')}."
    fates = [f"{result.n_found:,} found"]
    for n, fate in ((result.n_moved, "of them under another path"), (result.n_missing, "missing"), (result.n_changed, "changed")):
        fates += [f"{n:,} {fate}"] if n else []
    yield f"{counted(result.n_documents, 'document')}: {', '.join(fates)}"
    for kind in KINDS:
        counts = {fate: n for fate, n in _counts(result, kind).items() if n}
        if counts:
            listed = ", ".join(f"{n:,} {_SAYS[fate]}" for fate, n in counts.items())
            yield f"{sum(counts.values()):,} {WORDS.get(kind, kind)}: {listed}"
    if not result.same_code:
        yield "Another version of Legation made this release: its sections are compared with the length of the texts only."
    if result.n_problems:
        yield f"{counted(result.n_problems, 'problem')} in {result.release}"
    else:
        yield f"{result.release} is proved: every word that it quotes stands where it says."


def _problem(problem: Problem) -> str:
    return f"{problem.path}{f', {problem.place}' if problem.place else ''}: {problem.reason}"


def _counts(result: Verification, kind: str) -> dict[str, int]:
    return {fate: result.counts[kind, fate] for fate in _SAYS}


_SAYS = {RIGHT: "right", WRONG: "wrong", BY_HASH: "proved by hash", UNTOLD: "withheld"}

"""What README.md says exists: its commands, their options, its files."""

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from pipeline.cli import run
from pipeline.corpus import read_settings

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
FENCED = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
BLOCKS = [(language, text) for language, text in FENCED.findall(README)]
PROSE = FENCED.sub("", README)
LINES = [line for language, text in BLOCKS if language == "bash" for line in text.replace("\\\n", "").splitlines()]
COMMANDS = sorted({line.partition("#")[0].strip() for line in LINES if line})
LEGATION = [command for command in COMMANDS if command.startswith("legation ")]
MADE_BY_RUNNING = (".venv", "build/", "dist/legation-", "holdings/")  # not in a fresh clone
OF_THE_USER = ("corpus.toml",)
IN_A_RELEASE = ("explorer/", "CODEBOOK.md", "QUALITY.md", "examples/", "loaders/")  # test_release.py lists the files of one


def mentioned_files() -> list[str]:
    """Links, code spans that look like a path, and the tree of the layout."""
    links = [link for link in re.findall(r"\]\(([^)]+)\)", PROSE) if "://" not in link]
    spans = [
        span for span in re.findall(r"`([^`\n]+)`", PROSE) if re.fullmatch(r"[\w./-]*\w(\.(py|toml|md|lock|jsonl|sql)|/)|LICENSE", span)
    ]
    [tree] = [text for language, text in BLOCKS if language == "text"]
    folder, in_tree = "", []
    for line in tree.splitlines():
        name = line.split()[0]
        in_tree.append(folder + name if line.startswith(" ") else name)
        folder = folder if line.startswith(" ") else name
    arguments = [
        word for command in COMMANDS for word in shlex.split(command)[1:] if re.search(r"(^pipeline/|^requirements|^pyproject)", word)
    ]
    elsewhere = (*MADE_BY_RUNNING, *OF_THE_USER, *IN_A_RELEASE, ".")
    return sorted(name for name in {*links, *spans, *in_tree, *arguments} if not name.startswith(elsewhere))


@pytest.mark.parametrize("command", LEGATION)
def test_every_command_and_option_exists(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = shlex.split(command)[1:]
    name = [word for word in words[:1] if not word.startswith("-")]
    assert run([*name, "--help"]) == 0
    described = capsys.readouterr().out
    assert [word for word in words if word.startswith("--") and not re.search(rf"{word}\b", described)] == []


COMMANDS_SHOWN = ["build", "release", "check", "diff", "verify", "publish", "deposit", "show", "explore", "status", "evaluate", "explain"]


@pytest.mark.parametrize("name", COMMANDS_SHOWN)
def test_every_command_is_shown(name: str) -> None:
    assert any(command.startswith(f"legation {name}") for command in LEGATION)


@pytest.mark.parametrize("module", ["pipeline", "tests"])
def test_both_commands_for_newcomers_are_there(module: str) -> None:
    assert f"python3 -m {module}" in COMMANDS
    assert (ROOT / module / "__main__.py").is_file()


@pytest.mark.parametrize("name", mentioned_files())
def test_every_file_exists(name: str) -> None:
    path = ROOT / name
    assert path.is_dir() if name.endswith("/") else path.exists()


def test_the_corpus_file_is_a_good_one(tmp_path: Path) -> None:
    [text] = [text for language, text in BLOCKS if language == "toml" and "[[source]]" in text]
    (tmp_path / "corpus.toml").write_text(text, encoding="utf-8")
    [source] = read_settings(tmp_path / "corpus.toml").sources
    assert (source.name, source.policy) == ("lima", "excerpt")


def test_files_are_found_in_the_readme() -> None:
    found = mentioned_files()
    assert {"schemas/ontology.toml", "pipeline/sample/", "LICENSE", "requirements.lock", "tests/test_architecture.py"} <= set(found)


def test_the_figures_are_those_that_ship() -> None:
    lines = [line for line in README.split("<!-- measured -->")[1].splitlines() if "0." in line]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    shipped = {(row["document_set"], row["field"]): row for row in measured() if row["format"] is None and row["event_type"] is None}
    sets = ("sample", "seeds", "digest", "articles", "encyclopedia")
    assert len(rows) == len(sets)
    for name, (_, n, precision, recall, f1, strict, *fields) in zip(sets, rows, strict=True):
        found = shipped[name, "detection"]
        assert (int(n), precision, recall, f1) == (found["n"], *(f"{found[key]:.2f}" for key in ("precision", "recall", "f1")))
        assert strict == f"{shipped[name, 'strict']['f1']:.2f}"
        assert fields == [f"{shipped[name, field]['precision']:.2f}" for field in ("date", "actor", "recipient")]


def test_the_readme_says_how_well_reports_are_put_together_as_measured() -> None:
    overall = [row for row in measured() if row["document_set"] == "all" and row["format"] is None and row["event_type"] is None]
    pairs, b_cubed = ({row["field"]: row for row in overall}[name] for name in ("same-event", "b-cubed"))
    says = (
        f"of {pairs['n']} pairs that people coded as one event, recall {pairs['recall']:.2f} and precision {pairs['precision']:.2f};"
        f" B-cubed f1 {b_cubed['f1']:.2f} over {b_cubed['n']} mentions"
    )
    assert says in " ".join(README.split())


def measured() -> list[dict[str, Any]]:
    return list(json.loads((ROOT / "pipeline/measured.json").read_text(encoding="utf-8"))["quality"])


def test_ci_runs_the_command_of_the_readme() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert lines[-1] == "exec python3 -m tests"

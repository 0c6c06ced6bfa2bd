"""The set-up with a recorder in place of pip; `.ci/run` goes the real way."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from pipeline import environment
from pipeline.environment import SetupError, check_python, ensure_environment

ROOT = Path(__file__).resolve().parents[1]
FIRST_FILES = ["pipeline/__init__.py", "pipeline/errors.py", "pipeline/environment.py", "pipeline/__main__.py", "tests/__main__.py"]
FIRST_FILES += ["tests/explorer/__init__.py", "tests/explorer/finding.py"]


class Recorder:
    """Stands for the commands of a set-up: notes which step each is, and stops at `stop_at`."""

    def __init__(self) -> None:
        self.steps: list[str] = []
        self.stop_at: tuple[str, BaseException] | None = None

    def run(self, command: list[str], folder: Path, failure: str, *, packages: int = 0) -> None:
        step = "create" if "venv" in command else "lock" if "requirements.lock" in command else "project"
        step = "tests" if "requirements-tests.lock" in command else step
        self.steps.append(step)
        if self.stop_at and self.stop_at[0] == step:
            raise self.stop_at[1]
        if step == "create":
            python = Path(command[-1]) / "bin" / "python"
            python.parent.mkdir(parents=True, exist_ok=True)
            python.touch()
            (Path(command[-1]) / environment.STAMP).unlink(missing_ok=True)  # as --clear does

    def taken(self) -> list[str]:
        steps, self.steps = self.steps, []
        return steps


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "a folder with spaces"
    folder.mkdir()
    (folder / "requirements.lock").write_text("a==1 \\\n    --hash=sha256:0\n", encoding="utf-8")
    (folder / "requirements-tests.lock").write_text("a==1 \\\n    --hash=sha256:0\nb==1 \\\n    --hash=sha256:1\n", encoding="utf-8")
    (folder / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    return folder


@pytest.fixture
def recorder(monkeypatch: pytest.MonkeyPatch) -> Recorder:
    made = Recorder()
    monkeypatch.setattr(environment, "_run", made.run)
    return made


def test_a_second_run_installs_nothing(root: Path, recorder: Recorder) -> None:
    assert ensure_environment(root) == root / ".venv" / "bin" / "python"
    assert recorder.taken() == ["create", "lock", "project"]
    ensure_environment(root)
    assert recorder.taken() == []


def test_the_tests_need_more(root: Path, recorder: Recorder) -> None:
    ensure_environment(root)
    recorder.taken()
    ensure_environment(root, tests=True)
    assert recorder.taken() == ["tests", "project"]
    for tests in (False, True):
        ensure_environment(root, tests=tests)
    assert recorder.taken() == []


def test_what_the_tests_need_comes_with_the_rest(root: Path, recorder: Recorder) -> None:
    ensure_environment(root, tests=True)
    assert recorder.taken() == ["create", "lock", "tests", "project"]
    (root / "requirements-tests.lock").write_text("b==2 \\\n    --hash=sha256:1\n", encoding="utf-8")
    ensure_environment(root)
    assert recorder.taken() == []
    ensure_environment(root, tests=True)
    assert recorder.taken() == ["tests", "project"]


def test_another_lock_needs_the_tests_anew(root: Path, recorder: Recorder) -> None:
    ensure_environment(root, tests=True)
    (root / "requirements.lock").write_text("a==2 \\\n    --hash=sha256:1\n", encoding="utf-8")
    ensure_environment(root)
    recorder.taken()
    ensure_environment(root, tests=True)
    assert recorder.taken() == ["tests", "project"]


def test_another_lock_is_installed_afresh(root: Path, recorder: Recorder) -> None:
    ensure_environment(root)
    recorder.taken()
    (root / "requirements.lock").write_text("a==2 \\\n    --hash=sha256:1\n", encoding="utf-8")
    ensure_environment(root)
    assert recorder.taken() == ["create", "lock", "project"]


def test_another_python_is_installed_afresh(root: Path, recorder: Recorder, monkeypatch: pytest.MonkeyPatch) -> None:
    ensure_environment(root)
    recorder.taken()
    monkeypatch.setattr(sys, "version_info", (3, 99, 0))
    ensure_environment(root)
    assert recorder.taken() == ["create", "lock", "project"]


def test_a_moved_folder_is_installed_afresh(root: Path, recorder: Recorder) -> None:
    ensure_environment(root)
    recorder.taken()
    ensure_environment(root.rename(root.with_name("moved")))
    assert recorder.taken() == ["create", "lock", "project"]


def test_a_change_of_the_project_alone_is_quick(root: Path, recorder: Recorder) -> None:
    ensure_environment(root)
    recorder.taken()
    (root / "pyproject.toml").write_text("[project]\nversion = '2'\n", encoding="utf-8")
    ensure_environment(root)
    assert recorder.taken() == ["project"]


@pytest.mark.parametrize("step", ["create", "lock", "project"])
@pytest.mark.parametrize("error", [KeyboardInterrupt(), SetupError("pip failed")], ids=["cut off", "failed"])
def test_an_unfinished_set_up_is_done_again(root: Path, recorder: Recorder, step: str, error: BaseException) -> None:
    recorder.stop_at = (step, error)
    with pytest.raises(type(error)):
        ensure_environment(root)
    recorder.taken()
    recorder.stop_at = None
    ensure_environment(root)
    assert recorder.taken() == ["create", "lock", "project"]
    ensure_environment(root)
    assert recorder.taken() == []


def test_an_old_python_is_refused() -> None:
    with pytest.raises(SetupError, match=r"needs Python 3\.11 or later, and this is Python 3\.9"):
        check_python((3, 9))
    check_python((3, 11))
    check_python((4, 0))


def test_a_python_without_ensurepip_says_what_to_install(root: Path, recorder: Recorder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(SetupError, match="python3-venv"):
        ensure_environment(root)
    assert recorder.taken() == []


def test_a_failing_command_shows_its_last_lines(tmp_path: Path) -> None:
    script = "print('first'); [print('line', n) for n in range(12)]; raise SystemExit(1)"
    with pytest.raises(SetupError) as caught:
        environment._run([sys.executable, "-c", script], tmp_path, "It could not be done.")
    lines = caught.value.message.splitlines()
    assert lines[0] == "It could not be done."
    assert lines[-1] == "  line 11"
    assert "  first" not in lines


def test_a_command_that_does_not_exist_is_no_traceback(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="It could not be done"):
        environment._run([str(tmp_path / "none")], tmp_path, "It could not be done.")


def test_packages_are_counted(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    script = "[print('Collecting', n) for n in range(30)]; print('Installing collected packages: a')"
    environment._run([sys.executable, "-c", script], tmp_path, "", packages=40)
    assert capsys.readouterr().err.splitlines() == ["  25 of 40 packages", "  30 packages at hand; unpacking them (the longest step)"]


@pytest.mark.parametrize("name", FIRST_FILES)
def test_what_runs_first_can_be_read_by_an_old_python(name: str) -> None:
    source = (ROOT / name).read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 8))


def test_what_runs_first_needs_no_installed_package() -> None:
    modules = "pipeline.environment, pipeline.__main__, tests.explorer.finding"
    script = f"import sys; sys.path.insert(0, {str(ROOT)!r}); import {modules}; print('ok')"
    bare = [sys.executable, "-I", "-S", "-c", script]
    assert subprocess.run(bare, capture_output=True, text=True, check=True).stdout == "ok\n"


LOCKS = ["requirements.lock", "requirements-tests.lock"]


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_has_a_hash_for_every_package_and_no_address(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    packages = text.replace("\\\n", "").splitlines()
    assert len(packages) > 50
    assert [line for line in packages if "==" not in line or "--hash=sha256:" not in line] == []
    assert "://" not in text


def test_the_locks_hold_everything_that_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    assert extras["dev"][0] == "legation[cluster]"
    tests = [*extras["dev"][1:], *extras["cluster"]]
    asked = {"requirements.lock": [*project["dependencies"], *extras["setup"]], "requirements-tests.lock": tests}
    for name, wanted in asked.items():
        locked = {line.split("==")[0] for line in locked_in(name)}
        assert [each for each in wanted if re.split(r"[\[<>=~; ]", each)[0] not in locked] == []


def test_the_tests_run_with_the_versions_of_the_program() -> None:
    assert locked_in("requirements.lock") <= locked_in("requirements-tests.lock")


def locked_in(name: str) -> set[str]:
    """Each package with its version, as in `polars==2.1.0`, and for which Pythons."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return {line.removesuffix(" \\").strip() for line in lines if line[:1].isalpha()}

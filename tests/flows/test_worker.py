"""The deployments of prefect.yaml on a real server with a real worker: runs, states, artifacts, who is told, and two at once."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from pipeline.flows.turn import turn
from tests.command import environment
from tests.flows.hook import Hook, listening
from tests.flows.server import ask, runs_of, until

ROOT = Path(__file__).resolve().parents[2]
HOSTILE = "Peru recalled its ambassador from <b>Venezuela</b> | `x` on 30 March 2017."
CORPUS = """
name = "Ministries | of *all*"
[[source]]
name = "ours"
kind = "location"
url = "corpus"
"""

# The blocks by which these tests are told of failures, one of which leads nowhere.
BLOCKS = """
import sys
from prefect.blocks.notifications import CustomWebhookNotificationBlock
from prefect.blocks.system import Secret
from prefect.blocks.webhook import Webhook

url = sys.argv[1]
Webhook(url=url).save("ours")
CustomWebhookNotificationBlock(name="chat", url=url, json_data={"said": "{{subject}}: {{body}}"}).save("chat")
Webhook(url="http://127.0.0.1:9/").save("nowhere")
Secret(value="x").save("mute")
"""

# Whether each of some blocks can tell somebody something.
ASKED = """
import sys
from pipeline.flows.notice import NoticeError, check_notice

for name in sys.argv[1:]:
    try:
        check_notice(name)
        print("fine")
    except NoticeError as error:
        print(error.message)
"""


@pytest.fixture(scope="module")
def hook() -> Iterator[Hook]:
    """Who is told."""
    with listening() as hook:
        yield hook


@pytest.fixture(scope="module")
def folder(server: str, hook: Hook, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with a corpus whose deployments a worker carries out."""
    folder = tmp_path_factory.mktemp("worker")
    (folder / "corpus").mkdir()
    (folder / "mirror").mkdir()
    (folder / "corpus" / "a.txt").write_text(HOSTILE, encoding="utf-8")
    (folder / "corpus.toml").write_text(CORPUS, encoding="utf-8")
    shutil.copy(ROOT / "prefect.yaml", folder)
    prefect(server, folder, "work-pool", "create", "legation", "--type", "process")
    prefect(server, folder, "deploy", "--all")
    subprocess.run([sys.executable, "-c", BLOCKS, hook.url], env=settings(server, folder), check=True, capture_output=True)
    command = [sys.executable, "-m", "prefect", "worker", "start", "--pool", "legation", "--type", "process"]
    with (folder / "worker.log").open("w") as log:
        worker = subprocess.Popen(command, cwd=folder, env=settings(server, folder), stdout=log, stderr=subprocess.STDOUT)
    try:
        yield folder
    finally:
        worker.terminate()
        worker.wait(60)


def settings(server: str, folder: Path) -> dict[str, str]:
    quick = {"PREFECT_WORKER_QUERY_SECONDS": "0.5", "PREFECT_API_URL": server, "PREFECT_HOME": str(folder / "prefect")}
    return environment(folder, {**quick, "DO_NOT_TRACK": "1", "PREFECT_LOGGING_LEVEL": "INFO"})


def prefect(server: str, folder: Path, *arguments: str) -> None:
    command = [sys.executable, "-m", "prefect", "--no-prompt", *arguments]
    done = subprocess.run(command, cwd=folder, env=settings(server, folder), capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def deployments(server: str) -> dict[str, Any]:
    flows = {flow["id"]: flow["name"] for flow in ask(server, "flows")}
    return {f"{flows[each['flow_id']]}/{each['name']}": each for each in ask(server, "deployments")}


def start(server: str, name: str, **parameters: object) -> str:
    """Have a deployment run; the id of the run."""
    deployment = deployments(server)[name]
    created = ask(server, f"deployments/{deployment['id']}/create_flow_run", {"parameters": parameters})
    return str(created["id"])


def run_of(server: str, run_id: str) -> dict[str, Any]:
    [run] = ask(server, "flow_runs/filter", {"flow_runs": {"id": {"any_": [run_id]}}})
    return dict(run)


def ended(server: str, run_id: str) -> dict[str, Any]:
    """The run, when it has ended."""

    def look() -> dict[str, Any] | None:
        run = run_of(server, run_id)
        return run if run["state_type"] in ("COMPLETED", "FAILED", "CRASHED", "CANCELLED") else None

    return until(look)


def pid_of(server: str, run_id: str) -> int:
    """The process of a run, which its worker started."""
    infrastructure = until(lambda: run_of(server, run_id)["infrastructure_pid"])
    return int(str(infrastructure).rpartition(":")[2])


def artifacts(server: str, run_id: str) -> dict[str, Any]:
    found = ask(server, "artifacts/filter", {"artifacts": {"flow_run_id": {"any_": [run_id]}}})
    return {each["key"]: each for each in found}


def test_deployments_have_schedules_tags_limits_and_plain_parameters(server: str, folder: Path) -> None:
    found = deployments(server)
    assert {"refresh/legation", "release/legation", "publish/legation"} <= set(found)
    refresh = found["refresh/legation"]
    [schedule] = refresh["schedules"]
    assert (schedule["schedule"]["cron"], schedule["schedule"]["timezone"]) == ("0 6 * * *", "UTC")
    assert found["release/legation"]["schedules"] == found["publish/legation"]["schedules"] == []
    assert refresh["global_concurrency_limit"]["limit"] == 1
    assert [found[f"{flow}/legation"]["concurrency_options"]["collision_strategy"] for flow in ("refresh", "release", "publish")] == [
        "CANCEL_NEW",
        "ENQUEUE",
        "ENQUEUE",
    ]
    assert (refresh["tags"], refresh["work_pool_name"]) == (["legation"], "legation")
    assert (refresh["parameters"]["corpus"], refresh["parameters"]["release"]) == ("corpus.toml", True)


def test_of_two_at_once_one_is_left_out_and_one_that_is_killed_is_told_and_hinders_nobody(server: str, folder: Path, hook: Hook) -> None:
    """The first one waits for its turn, which this test has, and is killed there."""
    with turn(folder / "build" / "legation.duckdb", wait=0):
        first = start(server, "refresh/legation", notify="webhook/ours")
        until(lambda: run_of(server, first)["state_type"] == "RUNNING")
        second = ended(server, start(server, "refresh/legation"))
        assert (second["state_type"], second["state"]["message"]) == ("CANCELLED", "Deployment concurrency limit reached.")
        with suppress(ProcessLookupError):
            os.kill(pid_of(server, first), signal.SIGKILL)
        crashed = ended(server, first)
    assert crashed["state_type"] == "CRASHED"
    told = until(lambda: hook.posted)
    assert told[-1]["run_id"] == first
    assert told[-1]["state"] == "CRASHED"
    assert not (folder / "build" / "legation.duckdb").exists()


def test_a_worker_refreshes_releases_and_publishes_and_shows_what_it_did(server: str, folder: Path, hook: Hook) -> None:
    n_told = len(hook.posted)
    run = ended(server, start(server, "refresh/legation", publish_to=["mirror"], notify="webhook/ours"))
    assert run["state_type"] == "COMPLETED", run["state"]
    assert run["name"].startswith("refresh-ministries-of-all-2")
    assert run["tags"] == ["legation"]
    steps = {"fetch documents": 0, "check database": 1, "find same release": 1, "write release": 1, "publish release": 1}
    until(lambda: runs_of(server, "refresh")[-1][1]["publish release"])
    found = runs_of(server, "refresh")[-1][1]
    assert {step: found[step] for step in steps} == steps
    assert json.loads((folder / "mirror" / "index.json").read_text())["latest"] == "0.1.0"
    assert len(hook.posted) == n_told

    shown = artifacts(server, run["id"])
    assert set(shown) == {f"refresh-{part}-ministries-of-all" for part in ("summary", "notes", "stores", "quality", "changes")}
    summary = {row["what"]: row["value"] for row in json.loads(shown["refresh-summary-ministries-of-all"]["data"])}
    assert (summary["outcome"], summary["documents read"], summary["events"], summary["release"]) == ("done", 1, 1, "0.1.0")
    assert shown["refresh-summary-ministries-of-all"]["description"] == r"Refresh of Ministries \| of \*all\*"
    assert "| added | source | 1 |" in shown["refresh-changes-ministries-of-all"]["data"]
    assert "published" in shown["refresh-stores-ministries-of-all"]["data"]


@pytest.mark.parametrize("notify", ["custom-webhook/chat", "webhook/nowhere"])
def test_a_failure_keeps_its_reason_whether_or_not_somebody_can_be_told(notify: str, server: str, folder: Path, hook: Hook) -> None:
    run = ended(server, start(server, "refresh/legation", corpus="none.toml", notify=notify))
    assert run["state_type"] == "FAILED", run["state"]
    assert "Cannot read the corpus 'none.toml'" in run["state"]["message"]
    if notify == "custom-webhook/chat":
        assert "Cannot read the corpus 'none.toml'" in until(lambda: [each["said"] for each in hook.posted if "said" in each])[-1]


def test_a_block_that_cannot_tell_anybody_is_refused_at_the_beginning(server: str, folder: Path) -> None:
    names = ["webhook/ours", "custom-webhook/chat", "webhook/none", "secret/mute", "../<x>\u202e", "none", ""]
    done = subprocess.run([sys.executable, "-c", ASKED, *names], env=settings(server, folder), capture_output=True, text=True, check=True)
    told = done.stdout.splitlines()
    assert told[:2] == ["fine", "fine"]
    assert told[2].startswith("Nobody can be told of failures by the block 'webhook/none': Unable to find block document named none")
    assert told[3].startswith("Nobody can be told of failures by the block 'secret/mute': it is a Secret, which tells nobody anything.")
    assert [line.startswith("Nobody can be told of failures by the block") for line in told[4:]] == [True] * 3
    assert "\u202e" not in done.stdout


def test_a_release_by_a_worker_finds_that_nothing_changed(server: str, folder: Path) -> None:
    run = ended(server, start(server, "release/legation", publish_to=["mirror"]))
    assert run["state_type"] == "COMPLETED", run["state"]
    assert run["name"].startswith("release-legation-2")
    shown = artifacts(server, run["id"])
    summary = {row["what"]: row["value"] for row in json.loads(shown["release-summary-legation"]["data"])}
    assert (summary["version"], summary["is new"]) == ("0.1.0", "no")
    assert "was there before" in shown["release-stores-legation"]["data"]


def test_what_fails_outside_is_tried_again(server: str, folder: Path) -> None:
    run = ended(server, start(server, "publish/legation", publish_to=["gone"], first_wait=0.01))
    assert run["state_type"] == "FAILED", run["state"]
    assert "gone" in run["state"]["message"]

    def look() -> list[Any]:
        tasks = ask(server, "task_runs/filter", {"flow_runs": {"id": {"any_": [run["id"]]}}})
        return [task for task in tasks if task["state_type"] == "FAILED"]

    [task] = until(look)
    assert (task["name"].rpartition("-")[0], task["run_count"]) == ("publish release", 4)

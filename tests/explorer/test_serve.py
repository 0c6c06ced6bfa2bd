"""A release is served to this machine: files whole and in part, with the types that browsers need, and nothing beside it."""

import json
import signal
import socket
import subprocess
import sys
import webbrowser
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from threading import Event, Thread

import pytest

from pipeline.cli import run
from pipeline.errors import LegationError
from pipeline.explorer.browser import open_browser
from pipeline.explorer.serve import PORT, address_of, make_server, open_port, refuse_unusable
from tests.command import environment

PAGE = b"<!doctype html><title>Explorer</title>"
ROWS = bytes(range(256)) * 1000
FILES = {
    "README.md": b"# Release",
    "legation.duckdb": b"duck",
    "csv/events.csv": b"event_id\n",
    "explorer/index.html": PAGE,
    "explorer/assets/a.js": b"let a",
    "explorer/assets/a.css": b"a {}",
    "explorer/assets/a.wasm": b"\0asm",
    "explorer/assets/a.wasm.gz": b"\x1f\x8b",
    "explorer/assets/a.svg": b"<svg/>",
    "explorer/data/release.json": b"{}",
    "explorer/data/details.parquet": ROWS,
}


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as a release is laid out, with a secret beside it to which a link in it leads."""
    folder = tmp_path_factory.mktemp("dist") / "legation-0.1.0"
    for name, content in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    (folder.parent / "secret.txt").write_bytes(b"secret")
    (folder / "way-out.txt").symlink_to(folder.parent / "secret.txt")
    return folder


@pytest.fixture(scope="module")
def port(release: Path) -> Iterator[int]:
    """The port at which the release is served."""
    server, listening = make_server(release), open_port(0)
    thread = Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    yield listening.getsockname()[1]
    server.should_exit = True
    thread.join()


def ask(port: int, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers in small letters, and body."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    finally:
        connection.close()


def test_every_file_of_the_release_is_served(port: int) -> None:
    for name, content in FILES.items():
        status, _, body = ask(port, f"/{name}")
        assert (status, body) == (200, content), name


def test_the_address_leads_to_the_page(port: int) -> None:
    assert ask(port, "/explorer/")[2] == PAGE
    for path in ("/", "/explorer"):
        status, headers, _ = ask(port, path)
        assert status == 307
        assert headers["location"].endswith("/explorer/")


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("explorer/", "text/html; charset=utf-8"),
        ("explorer/assets/a.js", "text/javascript; charset=utf-8"),
        ("explorer/assets/a.css", "text/css; charset=utf-8"),
        ("explorer/assets/a.wasm", "application/wasm"),
        ("explorer/assets/a.wasm.gz", "application/gzip"),
        ("explorer/assets/a.svg", "image/svg+xml"),
        ("explorer/data/release.json", "application/json"),
        ("explorer/data/details.parquet", "application/vnd.apache.parquet"),
        ("legation.duckdb", "application/vnd.duckdb"),
    ],
)
def test_files_have_the_types_that_browsers_need(port: int, path: str, kind: str) -> None:
    _, headers, _ = ask(port, f"/{path}", Accept_Encoding="gzip")
    assert headers["content-type"] == kind
    assert "content-encoding" not in headers


@pytest.mark.parametrize(
    ("asked", "status", "span"),
    [
        ("bytes=0-3", 206, slice(0, 4)),
        ("bytes=1000-4999", 206, slice(1000, 5000)),
        ("bytes=255990-", 206, slice(255990, None)),
        ("bytes=-8", 206, slice(-8, None)),
        ("bytes=300000-300001", 416, None),
        ("lines=1-2", 400, None),
    ],
)
def test_ranges_are_served(port: int, asked: str, status: int, span: slice | None) -> None:
    found, headers, body = ask(port, "/explorer/data/details.parquet", Range=asked)
    assert found == status
    if span:
        assert body == ROWS[span]
        assert headers["content-range"].endswith("/256000")
        assert headers["content-type"] == "application/vnd.apache.parquet"


def test_the_length_is_told_without_the_file(port: int) -> None:
    status, headers, body = ask(port, "/explorer/data/details.parquet", "HEAD")
    assert (status, headers["content-length"], headers["accept-ranges"], body) == (200, "256000", "bytes", b"")


@pytest.mark.parametrize("path", ["/csv/", "/csv", "/explorer/data/", "/explorer/assets"])
def test_no_folder_is_listed(port: int, path: str) -> None:
    assert ask(port, path)[0] == 404


@pytest.mark.parametrize(
    "path",
    [
        *("/../secret.txt", "/%2e%2e/secret.txt", "/explorer/..%2f..%2fsecret.txt", "/..\\secret.txt"),
        *("//etc/passwd", "/way-out.txt", "/a%00b", "/" + "a" * 5000),
    ],
)
def test_nothing_outside_the_release_is_served(port: int, path: str) -> None:
    status, _, body = ask(port, path)
    assert status == 404
    assert b"secret" not in body


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nothing_can_be_written(port: int, method: str) -> None:
    assert ask(port, "/explorer/index.html", method)[0] == 405


@pytest.mark.parametrize("path", ["/explorer/", "/nothing", "/explorer/data/details.parquet"])
def test_headers_keep_it_local(port: int, path: str) -> None:
    _, headers, _ = ask(port, path)
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-frame-options"] == "DENY"
    assert headers["cache-control"] == "no-cache"
    assert "server" not in headers
    assert "access-control-allow-origin" not in headers


def test_a_page_of_somebody_else_cannot_ask_under_another_name(port: int) -> None:
    assert ask(port, "/explorer/", Host="rebound.example")[0] == 400
    assert ask(port, "/explorer/", Host=f"localhost:{port}")[0] == 200


def test_only_this_machine_is_listened_to() -> None:
    with open_port(0) as listening:
        assert listening.getsockname()[0] == "127.0.0.1"
        assert address_of(listening) == f"http://127.0.0.1:{listening.getsockname()[1]}/explorer/"


def test_a_port_in_use_is_refused_where_it_was_asked_for_and_else_another_is_taken() -> None:
    with open_port() as one, open_port() as other:
        taken = one.getsockname()[1]
        assert other.getsockname()[1] not in (taken, PORT)
        with pytest.raises(LegationError, match=rf"Port {taken} of this machine is in use\. Choose another with --port"):
            open_port(taken)


def test_what_has_no_explorer_is_refused(release: Path, tmp_path: Path) -> None:
    refuse_unusable(release)
    with pytest.raises(LegationError, match=r"There is no release at .*nowhere: it is not a folder"):
        refuse_unusable(tmp_path / "nowhere")
    with pytest.raises(LegationError, match=r"has no explorer: .* Make one anew: legation release"):
        refuse_unusable(tmp_path)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "There is no release in dist. Make one: legation release"),
        (["nowhere"], "There is no release at nowhere"),
        (["."], "has no explorer"),
        (["--port", "70000"], "--port"),
    ],
)
def test_mistakes_are_said_in_a_sentence(
    arguments: list[str], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["explore", "--no-open", *arguments]) == 2
    assert message in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for another process")
def test_the_command_serves_the_newest_release_until_it_is_interrupted(release: Path) -> None:
    folder = release.parent.parent / "work"
    folder.mkdir()
    (folder / "dist").symlink_to(release.parent)
    command = [sys.executable, "-c", "from pipeline.cli import main; main()", "explore", "--no-open", "--json"]
    with subprocess.Popen(
        command, cwd=folder, env=environment(folder), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        told = json.loads(process.stdout.readline())
        assert told["release"] == str(Path("dist") / "legation-0.1.0")
        assert ask(int(told["address"].split(":")[2].split("/")[0]), "/explorer/")[2] == PAGE
        process.send_signal(signal.SIGINT)
        out, errors = process.communicate(timeout=60)
    assert (process.returncode, out, errors) == (0, "", "Ctrl-C ends it.\n")


def test_the_browser_is_opened_in_the_background(monkeypatch: pytest.MonkeyPatch) -> None:
    opened, told = Event(), []

    class Window(webbrowser.BaseBrowser):
        def open(self, url: str, new: int = 0, autoraise: bool = True) -> bool:
            told.append(url)
            opened.set()
            return True

    monkeypatch.setattr(webbrowser, "get", Window)
    assert open_browser("http://127.0.0.1:1/explorer/")
    assert opened.wait(10)
    assert told == ["http://127.0.0.1:1/explorer/"]


def test_no_browser_takes_over_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> webbrowser.BaseBrowser:
        raise webbrowser.Error("could not locate runnable browser")

    monkeypatch.delenv("BROWSER", raising=False)
    monkeypatch.setattr(webbrowser, "get", none)
    assert not open_browser("http://127.0.0.1:1/")
    monkeypatch.setattr(webbrowser, "get", lambda: webbrowser.GenericBrowser("lynx"))
    assert not open_browser("http://127.0.0.1:1/")


def test_a_socket_that_nobody_serves_is_closed_again() -> None:
    with open_port(0) as listening:
        address = listening.getsockname()
    with socket.socket() as probe:
        assert probe.connect_ex(address) != 0

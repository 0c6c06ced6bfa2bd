"""Deposits in an archive that does what its documentation says."""

import hashlib
import json
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.publish import ArchiveError, Deposit, deposit_release, open_archive, plan_deposit
from pipeline.publish.bundle import write_bundle
from pipeline.release.gate import read_bands
from pipeline.release.versions import ReleaseError
from tests.publish.archive_server import TOKEN, WRITE_ONLY, ArchiveServer, serving

Run = Callable[..., Deposit]


@pytest.fixture
def server() -> Iterator[ArchiveServer]:
    with serving() as running:
        yield running


@pytest.fixture
def waits() -> list[float]:
    """How long the client waited between its tries; it does not, here."""
    return []


@pytest.fixture
def run(server: ArchiveServer, waits: list[float]) -> Run:
    def deposit(folder: Path, *, token: str = TOKEN, **options: Any) -> Deposit:
        with open_archive(server.api, token, sleep=waits.append) as archive:
            return deposit_release(folder, archive, bands=(), **options)

    return deposit


def uploads(server: ArchiveServer) -> list[str]:
    return [line.rpartition("/")[2] for line in server.asked if line.startswith("PUT /api/files/")]


def test_a_draft_holds_the_release_and_is_not_published(server: ArchiveServer, run: Run, first: Path) -> None:
    done = run(first)
    [record] = server.records.values()
    assert not record.is_published
    assert record.metadata == json.loads((first / "zenodo.json").read_text(encoding="utf-8"))
    assert (done.id, done.is_published, done.doi) == (str(record.id), False, f"10.5072/zenodo.{record.id}")
    assert list(done.sent) == list(record.files) == uploads(server)
    assert done.sent[0] == "legation-0.1.0.zip"
    assert {"README.md", "CODEBOOK.md", "CITATION.cff", "SHA256SUMS"} <= record.files.keys()
    assert all(record.files[name] == (first / name).read_bytes() for name in done.sent[1:])


def test_the_bundle_is_the_folder_and_the_same_each_time(first: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy" / first.name
    shutil.copytree(first, copy, copy_function=shutil.copyfile)  # other times of change
    for folder, name in ((first, "a.zip"), (copy, "b.zip")):
        write_bundle(folder, tmp_path / name, root="legation-0.1.0")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.zip") as bundle:
        assert bundle.testzip() is None
        bundle.extractall(tmp_path / "out")
        assert {info.date_time for info in bundle.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    for path in first.rglob("*"):
        if path.is_file():
            assert (tmp_path / "out" / "legation-0.1.0" / path.relative_to(first)).read_bytes() == path.read_bytes()


def test_a_deposit_that_was_cut_off_goes_on(server: ArchiveServer, run: Run, first: Path) -> None:
    server.failures = [(r"PUT /api/files/.*/CODEBOOK\.md", 418, {})]
    with pytest.raises(ArchiveError, match="418"):
        run(first)
    sent = uploads(server)[:-1]
    server.asked.clear()
    done = run(first)
    assert len(server.records) == 1
    assert list(done.there) == sent
    assert uploads(server) == list(done.sent) == [name for name in server.records[1000].files if name not in sent]


def test_a_file_that_differs_is_sent_again_and_a_foreign_one_removed(server: ArchiveServer, run: Run, first: Path) -> None:
    run(first)
    server.records[1000].files |= {"README.md": b"old", "notes.txt": b"foreign"}
    done = run(first)
    assert (done.sent, done.removed) == (("README.md",), ("notes.txt",))
    assert server.records[1000].files["README.md"] == (first / "README.md").read_bytes()
    assert "notes.txt" not in server.records[1000].files


def test_a_deposit_is_published_where_that_is_asked_for(server: ArchiveServer, run: Run, first: Path) -> None:
    done = run(first, publish=True)
    assert server.records[1000].is_published
    assert (done.is_published, done.was_published, done.doi) == (True, False, "10.5072/zenodo.1000")
    assert done.url == f"{server.api}/record/1000"


def test_what_was_published_is_not_deposited_again(server: ArchiveServer, run: Run, first: Path) -> None:
    run(first, publish=True)
    server.asked.clear()
    done = run(first, publish=True)
    assert (done.was_published, done.is_published, done.sent) == (True, True, ())
    assert {line.partition(" ")[0] for line in server.asked} == {"GET"}


def test_another_release_by_a_published_version_is_refused(server: ArchiveServer, run: Run, first: Path, other_first: Path) -> None:
    run(first, publish=True)
    server.asked.clear()
    with pytest.raises(ArchiveError, match=r"published deposit of this version with other files \(1000\)"):
        run(other_first, publish=True)
    assert {line.partition(" ")[0] for line in server.asked} == {"GET"}


@pytest.mark.parametrize("is_deployed", [False, True], ids=["as documented", "as deployed"])
def test_a_new_version_follows_the_one_before(server: ArchiveServer, run: Run, first: Path, second: Path, is_deployed: bool) -> None:
    server.is_deployed = is_deployed
    run(first, publish=True)
    done = run(second, new_version_of="1000", publish=True)
    old, new = server.records.values()
    assert (old.concept, old.is_published, new.is_published) == (new.concept, True, True)
    assert new.metadata["version"] == "0.2.0"
    assert done.removed == ("legation-0.1.0.zip",)
    assert new.files["SHA256SUMS"] == (second / "SHA256SUMS").read_bytes()
    assert old.files["SHA256SUMS"] == (first / "SHA256SUMS").read_bytes()
    assert {name for name in new.files if name.endswith(".zip")} == {"legation-0.2.0.zip"}


@pytest.mark.parametrize("is_deployed", [False, True], ids=["as documented", "as deployed"])
def test_a_new_version_that_was_cut_off_goes_on(server: ArchiveServer, run: Run, first: Path, second: Path, is_deployed: bool) -> None:
    server.is_deployed = is_deployed
    run(first, publish=True)
    server.failures = [(r"PUT /api/deposit/depositions/1010", 418, {})]  # it has the metadata of the version before
    with pytest.raises(ArchiveError, match="418"):
        run(second, new_version_of="1000")
    assert run(second, new_version_of="1000").id == "1010"
    assert run(second, new_version_of="1000").sent == ()
    assert len(server.records) == 2


def test_a_second_version_has_to_be_one_of_the_first(server: ArchiveServer, run: Run, first: Path, second: Path) -> None:
    run(first, publish=True)
    with pytest.raises(ArchiveError, match=r"You have published version 0\.1\.0 of this dataset: give --new-version-of 1000"):
        run(second)
    assert len(server.records) == 1


def test_a_draft_has_no_new_version(server: ArchiveServer, run: Run, first: Path, second: Path) -> None:
    run(first)
    with pytest.raises(ArchiveError, match="1000 is a draft"):
        run(second, new_version_of="1000")
    with pytest.raises(ArchiveError, match=r"there is no such deposit\. \(It answers 404: Deposition not found\)"):
        run(second, new_version_of="77")
    assert len(server.records) == 1


def test_a_new_version_that_the_archive_refuses(server: ArchiveServer, run: Run, first: Path, second: Path) -> None:
    run(first, publish=True)
    server.failures = [(r"POST .*/actions/newversion", 400, {})]
    with pytest.raises(ArchiveError, match="Is it the latest version"):
        run(second, new_version_of="1000")


def test_a_draft_is_found_among_many(server: ArchiveServer, run: Run, first: Path) -> None:
    run(first)
    for number in range(2000, 2250):
        server.records[number] = type(server.records[1000])(number, number - 1, {"title": "Other", "version": "0.1.0"})
    assert run(first).id == "1000"
    assert len(server.records) == 251


@pytest.mark.parametrize(("token", "status"), [("wrong", 401), (WRITE_ONLY, 403)])
def test_a_token_that_is_not_enough(server: ArchiveServer, run: Run, first: Path, token: str, status: int) -> None:
    with pytest.raises(ArchiveError, match="the token in ZENODO_TOKEN") as raised:
        run(first, token=token, publish=True)
    assert raised.value.status == status
    assert token not in raised.value.message
    assert not any(record.is_published for record in server.records.values())


def test_a_token_is_never_part_of_an_address(server: ArchiveServer, run: Run, first: Path) -> None:
    run(first, publish=True)
    assert TOKEN not in " ".join(server.asked)


@pytest.mark.parametrize("token", ["two words", "line\nbreak", "ключ"])
def test_what_is_no_token_is_not_sent(server: ArchiveServer, run: Run, first: Path, token: str) -> None:
    with pytest.raises(ArchiveError, match="is no token") as raised:
        run(first, token=token)
    assert token not in raised.value.message
    assert server.asked == []


def test_metadata_that_the_archive_refuses_is_said_field_by_field(server: ArchiveServer, run: Run, first: Path, tmp_path: Path) -> None:
    folder = changed(first, tmp_path, upload_type="tapestry", access_right="sometimes")
    with pytest.raises(ArchiveError, match="upload_type: Not a valid choice; access_right: Not a valid choice"):
        run(folder)
    assert server.records == {}


def test_metadata_that_is_missing_shows_at_the_end(server: ArchiveServer, run: Run, first: Path, tmp_path: Path) -> None:
    folder = changed(first, tmp_path, creators=[])
    with pytest.raises(ArchiveError, match=re.escape("creators: Missing data for required field.")):
        run(folder, publish=True)
    assert not server.records[1000].is_published


def changed(release: Path, place: Path, **metadata: Any) -> Path:
    """A sound release with other metadata for the archive."""
    folder = place / release.name
    shutil.copytree(release, folder)
    file, sums = folder / "zenodo.json", folder / "SHA256SUMS"
    before = hashlib.sha256(file.read_bytes()).hexdigest()
    file.write_text(json.dumps(json.loads(file.read_text(encoding="utf-8")) | metadata), encoding="utf-8")
    after = hashlib.sha256(file.read_bytes()).hexdigest()
    sums.write_text(sums.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")
    return folder


def test_a_busy_archive_is_asked_again(server: ArchiveServer, run: Run, first: Path, waits: list[float]) -> None:
    server.failures = [
        ("GET .*/depositions", 429, {"Retry-After": "7"}),
        ("POST .*/depositions", 429, {"Retry-After": "100000"}),
        (r"PUT .*/README\.md", 503, {}),
        (r"PUT .*/README\.md", 502, {}),
    ]
    assert run(first).id == "1000"
    assert server.failures == []
    assert waits == [7.0, 300.0, 2.0, 4.0]
    assert server.records[1000].files["README.md"] == (first / "README.md").read_bytes()


def test_a_broken_archive_is_given_up(server: ArchiveServer, run: Run, first: Path, waits: list[float]) -> None:
    server.failures = [("GET .*", 500, {})] * 5
    with pytest.raises(ArchiveError, match="the archive has an error of its own") as raised:
        run(first)
    assert (raised.value.status, len(server.asked), waits) == (500, 5, [2.0, 4.0, 8.0, 16.0])


def test_what_may_have_been_done_is_not_asked_twice(server: ArchiveServer, run: Run, first: Path) -> None:
    server.failures = [("POST .*/depositions", 500, {}), ("POST .*/actions/publish", 504, {})]
    with pytest.raises(ArchiveError, match="error of its own"):
        run(first)
    assert server.asked.count("POST /api/deposit/depositions") == 1
    with pytest.raises(ArchiveError, match=r"It may have been published all the same: look at http"):
        run(first, publish=True)
    assert server.asked.count("POST /api/deposit/depositions/1000/actions/publish") == 1


def test_a_file_that_was_damaged_on_its_way(server: ArchiveServer, run: Run, first: Path) -> None:
    server.spoil = lambda data: data[:-1]
    with pytest.raises(ArchiveError, match=r"legation-0\.1\.0\.zip was damaged on its way"):
        run(first)


def test_a_link_to_another_server_is_not_followed(server: ArchiveServer, run: Run, first: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    describe = server.describe

    def elsewhere(record: Any) -> dict[str, Any]:
        described = describe(record)
        return described | {"links": described["links"] | {"bucket": "http://localhost:9/files"}}

    monkeypatch.setattr(server, "describe", elsewhere)
    with pytest.raises(ArchiveError, match="it is not given the token"):
        run(first)


def test_an_archive_without_encryption_is_refused() -> None:
    with pytest.raises(ArchiveError, match="begins with https://"), open_archive("http://zenodo.example.org/api", TOKEN):
        pytest.fail("it was opened")


def test_an_archive_that_cannot_be_reached(first: Path) -> None:
    waits: list[float] = []
    refused = pytest.raises(ArchiveError, match="cannot be reached")
    with open_archive("http://127.0.0.1:9/api", TOKEN, sleep=waits.append) as archive, refused:
        deposit_release(first, archive, bands=())
    assert len(waits) == 4


def test_a_plan_asks_nothing(first: Path, tmp_path: Path) -> None:
    planned = plan_deposit(first, bands=())
    assert planned.metadata and planned.metadata["version"] == "0.1.0"
    assert planned.sent[0] == "legation-0.1.0.zip"
    assert plan_deposit(first, bands=read_bands()).is_stopped


def test_a_release_that_is_not_sound_is_never_deposited(server: ArchiveServer, run: Run, first: Path, tmp_path: Path) -> None:
    broken = tmp_path / first.name
    shutil.copytree(first, broken)
    (broken / "README.md").write_text("something else", encoding="utf-8")
    done = run(broken, publish=True)
    assert [problem.file for problem in done.problems] == ["README.md"]
    assert server.asked == []


def test_a_release_without_metadata(run: Run, first: Path, tmp_path: Path) -> None:
    folder = tmp_path / first.name
    shutil.copytree(first, folder)
    (folder / "zenodo.json").unlink()
    sums = folder / "SHA256SUMS"
    kept = [line for line in sums.read_text(encoding="utf-8").splitlines(keepends=True) if "zenodo.json" not in line]
    sums.write_text("".join(kept), encoding="utf-8")
    with pytest.raises(ReleaseError, match=r"has no zenodo\.json"):
        run(folder)

"""Every block of code in the README and in the documentation does what its page says; those that cannot be run here are counted."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.command import environment
from tests.docs.blocks import BlockError, Page, read_page
from tests.docs.places import write_clone, write_place
from tests.docs.running import WrongBlockError, try_page
from tests.docs.site_pages import all_pages

PAGES = all_pages()
NOT_RUN_AT_MOST = 46  # blocks that need the network, a store, a scheduler or minutes; raise it only for one that truly does


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone in which the sample was built and released; nobody changes it."""
    clone = tmp_path_factory.mktemp("built") / "clone"
    write_clone(clone)
    home = tmp_path_factory.mktemp("home")
    for command in ("build", "release"):
        run = [sys.executable, "-c", "from pipeline.cli import main; main()", command]
        settings = environment(home, {"PYTHONPATH": str(clone), "MPLBACKEND": "agg"})
        done = subprocess.run(run, cwd=clone, env=settings, capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, done.stderr
    return clone


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.name))
def test_every_block_of_a_page_does_what_the_page_says(page: Page, built: Path, tmp_path: Path) -> None:
    write_place(page.place, built, tmp_path / "reader")
    try:
        skipped = try_page(page, tmp_path / "reader")
    except WrongBlockError as error:
        pytest.fail(str(error), pytrace=False)
    if skipped:
        pytest.skip("; ".join(skipped))


def test_what_is_not_run_says_why_and_is_not_much() -> None:
    left = [f"{page.name}:{block.line}: {block.not_run}" for page in PAGES for block in page.blocks if block.not_run]
    assert len(left) <= NOT_RUN_AT_MOST, "\n".join(left)


def page_of(folder: Path, text: str) -> Page:
    (folder / "page.md").write_text(text, encoding="utf-8")
    return read_page(folder, "page.md")


FAILING = {
    "a command that fails": "```bash\nls nothing-here\n```",
    "a command that does not fail as told": "<!-- exits with 1 -->\n```bash\ntrue\n```",
    "an output that is not printed": "```console\n$ echo one\ntwo\n```",
    "lines in another order": "```bash\nprintf '1\\n2\\n'\n```\n\n```text\n2\n1\n```",
    "Python that raises": "```python\nx = 1\n```\n\n```python\nassert x == 2\n```",
    "JSON that is none": "```json\n{\n```",
    "a table with a ragged row": "```csv\na,b\n1\n```",
    "a corpus file with an unknown key": '```toml\nname = "x"\n[[source]]\nname = "a"\nkinds = "feed"\n```',
    "a frame with an unknown act": '```toml\n[[frame]]\nid = "x"\nact = "fly"\nverbs = ["fly"]\n```',
    "a language that nobody knows": "```cobol\nSTOP RUN\n```",
    "an option that does not exist, though not run": "<!-- not run: a reason -->\n```bash\nlegation build --nothing\n```",
}


@pytest.mark.parametrize("text", FAILING.values(), ids=FAILING.keys())
def test_a_wrong_block_is_found(text: str, tmp_path: Path) -> None:
    with pytest.raises(WrongBlockError, match=r"page\.md:\d+"):
        try_page(page_of(tmp_path, text), tmp_path)


MISMARKED = {
    "no language": "```\nx\n```",
    "more than a language": "```{code-block} python\nx\n```",
    "no reason": "<!-- not run: -->\n```bash\nx\n```",
    "a comment before no block": "<!-- not run: why -->\n\nText.\n\n```bash\nx\n```",
    "an unknown place": "<!-- tested in: a dream -->",
}


@pytest.mark.parametrize("text", MISMARKED.values(), ids=MISMARKED.keys())
def test_a_block_that_is_marked_wrongly_is_refused(text: str, tmp_path: Path) -> None:
    with pytest.raises(BlockError, match=r"page\.md"):
        page_of(tmp_path, text)


GOOD = """
<!-- given:
mkdir inner
-->

<!-- file: inner/numbers.csv -->
```csv
name,number
one,1
```

```console
$ cd inner && cat numbers.csv
name,number
...,1
```

```python
print(open("numbers.csv").read().splitlines()[0])
```

```text
name,…
```

<!-- not run: needs a server -->
```bash
legation build s3://bucket/news
```

<!-- exits with 3 -->
```bash
exit 3
```
"""


def test_the_blocks_of_a_page_share_a_folder_and_follow_one_another(tmp_path: Path) -> None:
    assert try_page(page_of(tmp_path, GOOD), tmp_path) == []
    assert [file.name for file in (tmp_path / "inner").iterdir()] == ["numbers.csv"]

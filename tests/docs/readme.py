"""The README's blocks go in; the same come out with what its commands need given, and the lines that cannot run here set apart.

The README is read where it was cloned from, so what its examples call `articles/` or `fixes.csv` is told here and not in it.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from textwrap import dedent

from tests.docs.blocks import Block, Page

NOT_RUN = {
    r"python3 -m (pipeline|tests)$": "makes .venv, for which packages are fetched",
    r"source ": "the environment is at work already",
    r"python3 -m tests tests/lexicon": "sets .venv up first",
    r".*s3://": "needs a store in the network",
    r"legation (serve|deposit) ": "needs a scheduler's time, or an archive in the network",
    r"python -m tests\.bench$": "takes an hour or more",
    r"legation evaluate .*(/corpus|--errors 3)$": "codes the sample as the line with --split does, in some seconds more",
    r"legation build articles/ --(actors|rights)": "docs/corpus.md runs it, with both files",
    r"legation (refresh corpus.toml|build corpus.toml --workers)": "docs/start/engineer.md refreshes such a corpus",
    r"legation explore": "serves until it is ended; tests/explorer tries it",
    r"(python -m sphinx|sphinx-build) ": "test_site.py runs it",
    r"cd pipeline/explorer/source": "fetches packages",
    r"uv pip compile": "asks a registry for versions",
}
# What is given before the block that begins so.
GIVEN = {
    "legation build      ": """
        cp -r build built
        mkdir articles && cp pipeline/sample/corpus/2022-06-08-algeria-suspends-treaty.md articles/
        cp pipeline/sample/corpus/2017-03-30-peru-withdraws-ambassador.md articles/
        tar -cJf pages.tar.xz -C pipeline/sample/corpus 2018-07-09-ethiopia-and-eritrea-declare-peace.md
        printf 'name = "mine"\\n[[source]]\\nname = "articles"\\nkind = "location"\\nurl = "articles"\\n' > corpus.toml
    """,
    "legation build articles/ --since-release": """
        python -c "
        import csv, duckdb
        [row] = duckdb.sql('''ATTACH 'build/legation.duckdb' AS built (READ_ONLY);
            USE built; SELECT event_id, events.date FROM events JOIN mentions USING (event_id) JOIN sources USING (source_id)
            WHERE n_mentions = 1 AND events.date_precision = 'day' AND path LIKE '%algeria-suspends%' ORDER BY ALL LIMIT 1''').fetchall()
        with open('fixes.csv', 'w') as file:
            csv.writer(file).writerows([('target', 'field', 'old', 'new', 'reason', 'who', 'when'),
                (row[0], 'date', row[1], '2017-05', 'A gazette says so.', 'Rosa Quispe', '2026-11-02')])
        "
    """,
    "legation evaluate": "rm -r build && mv built build",
    "import duckdb": "cd dist/legation-0.1.0",
}


def with_what_it_needs(page: Page) -> Page:
    """The README as it is tried."""
    return replace(page, blocks=tuple(part for block in page.blocks for part in _parts(block)))


def _parts(block: Block) -> Iterator[Block]:
    """What is given before a block, and the block; of a shell's block first the commands that are not run, each with its reason."""
    for beginning, script in GIVEN.items():
        if block.text.startswith(beginning):
            yield Block(block.line, "given", dedent(script).strip("\n"))
    if block.language != "bash":
        yield _seen_elsewhere(block)
        return
    commands: list[str] = []
    for line in re.sub(r"\\\n\s*", " ", block.text).splitlines():
        command = line.partition("  #")[0].strip()
        reason = next((reason for pattern, reason in NOT_RUN.items() if re.match(pattern, command)), None)
        if reason:
            yield replace(block, text=command, not_run=reason)
        elif command:
            commands.append(command)
    if commands:
        yield replace(block, text="\n".join(commands))


def _seen_elsewhere(block: Block) -> Block:
    """The tree of the layout is compared with the files by test_readme.py."""
    return replace(block, not_run="no output, but a layout that test_readme.py checks") if block.language == "text" else block

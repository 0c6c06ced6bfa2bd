"""The command `legation` goes in, a page for each of its commands comes out: what it does, its arguments and options, examples."""

import re
from collections.abc import Iterator
from typing import Any

from typer.main import get_command

from pipeline.cli import app
from pipeline.release.pages.section import Grid
from tests.docs.myst import contents, grid, page, slug

COMMANDS: dict[str, Any] = vars(get_command(app))["commands"]
ORIGIN = "the commands in `pipeline/cli/`"
TO_EVERY = ("verbose", "log_file")
# Commands whose examples run, in a clone where the sample was built and released, after what is given.
GIVEN = {
    "show": "",
    "status": "cp build/legation.duckdb build/mine.duckdb",
}
NOT_RUN = "the options are read; the files are made up, or it takes too long"
OTHERS = "Those of every command are in [the overview](index.md#options-of-every-command)."
EXIT_CODES = (
    ("0", "done"),
    (
        "1",
        "`check`, `verify` or `status` found a problem; `fetch` or `refresh` had a source that failed altogether; `publish` or `deposit`"
        " may not send what is unsound or leaves a band; `build` could use no document; `evaluate` found no event in the documents",
    ),
    ("2", "a mistake in the command: a wrong option, a corpus that is not there, a version that exists, a folder that cannot be written"),
    ("3", "a defect of the program, shown with its traceback"),
    ("130", "interrupted"),
)


def command_pages() -> dict[str, str]:
    """Pages by their path below `docs/`."""
    return {f"commands/{name}.md": _page(name, command) for name, command in COMMANDS.items()} | {"commands/index.md": _index()}


def _index() -> str:
    rows = tuple((f"[`legation {name}`]({name}.md)", _paragraphs(command)[0]) for name, command in COMMANDS.items())
    without = ", ".join(f"`{name}`" for name, command in COMMANDS.items() if "as_json" not in {each.name for each in command.params})
    json = (
        f"Every command but {without} takes `--json` and then prints one JSON object on standard output and nothing else there. Progress"
        " and errors go to standard error."
    )
    options = _options([each for each in COMMANDS["show"].params if each.name in TO_EVERY], "every")
    return page(
        "Commands",
        ORIGIN,
        "Everything is the command `legation`. `legation COMMAND --help` says what its page here says.",
        grid(Grid(("command", "what it does"), rows), {}),
        json,
        "## Exit codes",
        grid(Grid(("code", "meaning"), EXIT_CODES), {}),
        "## Options of every command",
        grid(options, {}),
        contents(*COMMANDS),
    )


def _page(name: str, command: Any) -> str:
    arguments = [each for each in command.params if each.param_type_name == "argument"]
    options = [each for each in command.params if each.param_type_name == "option" and each.name not in TO_EVERY]
    usage = " ".join(["legation", name, "[OPTIONS]", *(_place(each) for each in arguments)])
    parts = [f"`{usage}`", *_paragraphs(command)]
    if arguments:
        rows = tuple((f"`{each.metavar}`", _meaning(each)) for each in arguments)
        parts += ["## Arguments", grid(Grid(("argument", "meaning"), rows), {})]
    parts += ["## Options", grid(_options(options, name), {}), OTHERS]
    return page(f"legation {name}", f"`legation {name}` in `pipeline/cli/`", *parts, "## Examples", *_examples(name, command))


def _place(argument: Any) -> str:
    place = str(argument.metavar) if argument.required else f"[{argument.metavar}]"
    return f"{place}..." if argument.nargs == -1 or argument.multiple else place


def _options(options: list[Any], command: str) -> Grid:
    rows = tuple((f"`{_written(each)}`", _meaning(each)) for each in options)
    return Grid(("option", "meaning"), rows, tuple(slug(f"{command}-{each.opts[0]}") for each in options))


def _written(option: Any) -> str:
    names = " / ".join((", ".join(option.opts), *option.secondary_opts))
    return f"{names} {option.metavar}" if option.metavar else names


def _meaning(parameter: Any) -> str:
    """The help of a parameter, then its limits, default and environment variable where the help does not say them."""
    facts = [parameter.help]
    limits = [f"{word} {limit}" for word, limit in (("at least", parameter.min), ("at most", parameter.max)) if limit is not None]
    if limits and not getattr(parameter, "count", False):
        facts.append(f"{' and '.join(limits).capitalize()}.")
    if parameter.default not in (None, False, True, 0) and parameter.show_default:
        facts.append(f"Default: `{parameter.default}`.")
    if parameter.envvar:
        facts.append(f"Or in the environment: `{parameter.envvar}`.")
    text = re.sub(r" ?\[default: (.*?)\]", r" Default: \1.", " ".join(facts))
    return text[0].upper() + text[1:]


def _paragraphs(command: Any) -> list[str]:
    before = command.help.partition("\b")[0]
    return [" ".join(paragraph.split()) for paragraph in before.strip().split("\n\n")]


def _examples(name: str, command: Any) -> Iterator[str]:
    lines = [line.strip() for line in command.help.partition("Examples:\n")[2].splitlines() if line.strip()]
    block = "\n".join(["```bash", *lines, "```"])
    if name not in GIVEN:
        yield f"<!-- not run: {NOT_RUN} -->\n{block}"
    elif GIVEN[name]:
        yield f"<!-- given:\n{GIVEN[name]}\n-->\n\n{block}"
    else:
        yield block

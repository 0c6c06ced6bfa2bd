"""A block that is not run goes in; an error comes out where it holds a command of ours with an option that does not exist."""

import re
import shlex

from typer.main import get_command

from pipeline.cli import app
from tests.docs.blocks import Block


def check_commands(block: Block) -> None:
    """Read the options of every `legation` of a shell's block, without running any; raises what the command would say."""
    if block.language not in ("bash", "console"):
        return
    for line in re.sub(r"\\\n\s*", " ", block.text).splitlines():
        match shlex.split(line.removeprefix("$ "), comments=True):
            case ["legation", name, *rest] if "--help" not in (name, *rest):
                commands = vars(get_command(app))["commands"]
                assert name in commands, f"there is no command `legation {name}`"
                commands[name].make_context(f"legation {name}", rest)

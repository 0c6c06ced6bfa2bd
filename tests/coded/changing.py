"""A corpus that is added to, edited and thinned out at random, and what two databases hold, for the tests of increments."""

from pathlib import Path
from random import Random
from typing import Any

import duckdb

# Who is introduced by one text is named without an office in another: what is coded of the second depends on the first.
SENTENCES = (
    "Chilean Foreign Minister Marta Soto Vera spoke to reporters in Santiago.",
    "Marta Soto Vera accused Peru of spying on Monday.",
    "Soto Vera said that Chile would answer.",
    "The Peruvian trade minister, Rosa Quispe Luna, arrived in the capital.",
    "Rosa Quispe Luna met her Bolivian counterpart on 3 May 2018.",
    "Argentine Foreign Minister Rosa Quispe Luna resigned.",
    "Peru recalled its ambassador from Venezuela on 11 August 2017.",
    "Venezuela expelled the Peruvian ambassador on 12 August 2017.",
    "Norway condemned the missile test by North Korea.",
    "Ghana and Togo signed a trade agreement in Accra.",
    "The lake is blue and the sky above it is wide.",
    "Kenya imposed sanctions on three officials of South Sudan last week.",
    "Finland's president, Aino Lehto, thanked Estonia for its help.",
    "Aino Lehto urged Russia to withdraw its troops.",
    "President Lehto visited Tallinn on 4 June 2018.",
    "外交部发言人说两国关系良好。",
)
DAYS = ("2017-08-14", "2018-05-04", "2018-06-05")


def change(folder: Path, chance: Random) -> str:
    """One change at random: a document more, one less, another text, another name, or a copy; what it was."""
    files = sorted(folder.glob("*.txt"))
    deed = chance.choice(("add", "add", "edit", "edit", "remove", "rename", "copy")) if files else "add"
    if deed == "add":
        _write(folder / f"{chance.randrange(10**6)}.txt", chance)
        return deed
    file = chance.choice(files)
    if deed == "edit":
        _write(file, chance)
    elif deed == "remove":
        file.unlink()
    elif deed == "rename":
        file.rename(folder / f"moved-{chance.randrange(10**6)}.txt")
    else:
        (folder / f"copy-{chance.randrange(10**6)}.txt").write_bytes(file.read_bytes())
    return deed


def contents(db: Path) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of every table."""
    with duckdb.connect(str(db), read_only=True) as connection:
        tables = [name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables() ORDER BY ALL").fetchall()]
        return {name: connection.execute(f"FROM {name} ORDER BY ALL").fetchall() for name in tables}


def _write(file: Path, chance: Random) -> None:
    story = " ".join(chance.sample(SENTENCES, chance.randrange(1, 6)))
    file.write_text(f"{chance.choice(DAYS)}\n\n{story}\n", encoding="utf-8")

"""A list of what may be quoted of which documents (CSV) in, its rules in their order out."""

from collections.abc import Iterator
from pathlib import Path

from pipeline.lists import ListError, ListRow, Problem, read_list
from pipeline.rights.rules import SELECTORS, Rule
from pipeline.rights.terms import Terms
from schemas.codes import ENUMS

COLUMNS = (*SELECTORS, "licence", "policy", "quote_chars")
LONGEST = 1_000_000  # code points of an excerpt: more is `full`


class RightsError(ListError):
    """A rights file that cannot be used; `file` and `problems`, in the order of their lines, say which and why."""


def read_rights(file: Path) -> tuple[Rule, ...]:
    """The rules of a rights file: the first that a document fits holds. Only the column `policy` must be there. RightsError."""
    rows = read_list(file, COLUMNS, optional=[name for name in COLUMNS if name != "policy"], error=RightsError)
    found = [_rule(row) if isinstance(row, ListRow) else row for row in rows]
    rules = tuple(each for each in found if isinstance(each, Rule))
    if problems := [each for each in found if isinstance(each, Problem)] or list(_idle(rules)):
        raise RightsError(str(file), problems)
    return rules


def _rule(row: ListRow) -> Rule | Problem:
    if reasons := list(_reasons(row.values)):
        return Problem(row.line, "; ".join(reasons))
    patterns = {name: row.values[name] for name in SELECTORS if row.values[name]}
    chars = int(row.values["quote_chars"]) if row.values["quote_chars"] else None
    return Rule(row.line, patterns, Terms(row.values["policy"].lower(), chars), row.values["licence"] or None)


def _reasons(values: dict[str, str]) -> Iterator[str]:
    """What is wrong with a row, each thing with its column."""
    policy, chars, text_format = values["policy"].lower(), values["quote_chars"], values["format"]
    if not any(values[name] for name in SELECTORS):
        yield f"it names no documents; fill one of {', '.join(SELECTORS)}, or put * as a path for all"
    if text_format and "*" not in text_format and text_format.lower() not in ENUMS["format"]:
        yield f"the column format holds {text_format!r}; known are {', '.join(ENUMS['format'])}"
    if policy not in ENUMS["policy"]:
        yield f"the column policy holds {values['policy']!r}; known are {', '.join(ENUMS['policy'])}"
    elif policy != "excerpt" and chars:
        yield f"the column quote_chars holds {chars!r}, which only an excerpt has; leave it empty or make the policy excerpt"
    elif policy == "excerpt" and not (chars.isascii() and chars.isdecimal() and 1 <= int(chars[:9]) <= LONGEST):
        yield f"the column quote_chars holds {chars!r}; an excerpt needs the longest quote in characters, such as 140"


def _idle(rules: tuple[Rule, ...]) -> Iterator[Problem]:
    """Rules that no document can ever come to, for an earlier one names the same documents, or all."""
    first: dict[tuple[tuple[str, str], ...], int] = {}
    everything: int | None = None
    for rule in rules:
        narrowing = tuple(sorted((name, pattern.casefold()) for name, pattern in rule.patterns.items() if pattern.strip("*")))
        if everything is not None:
            yield Problem(rule.line, f"line {everything} names all documents, so that this row can never hold; put it before that line")
        elif narrowing in first:
            yield Problem(rule.line, f"line {first[narrowing]} names the same documents, so that this row can never hold; leave one")
        elif not narrowing:
            everything = rule.line
        first.setdefault(narrowing, rule.line)

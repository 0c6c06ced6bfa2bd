"""Models and the meanings of their codes go in, the entries of a codebook come out; how a column is described in words, too."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from schemas.derive.rules import Rule
from schemas.derive.table import Column, DerivationError, Model, Table, tables_of


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a codebook: what a table, column, code or chapter (`kind`) of this name means.

    A column belongs to its table, a code to its enumeration. The meaning of a chapter is its text in Markdown.
    """

    kind: str
    name: str
    belongs_to: str | None
    meaning: str


def table_entries(models: Iterable[Model]) -> Iterator[Entry]:
    """Every table, each followed by its columns."""
    for table in tables_of(models):
        yield Entry("table", table.name, None, table.description)
        for column in table.columns:
            yield Entry("column", column.name, table.name, column.description)


def code_entries(
    models: Iterable[Model], meanings: Mapping[str, Mapping[str, str]], *, only: Iterable[str] | None = None
) -> Iterator[Entry]:
    """Every code of the enumerations that columns hold, or of some of these; DerivationError where one has no meaning."""
    enums = enums_of(models)
    for enum in enums if only is None else only:
        for code in enums[enum]:
            meaning = meanings.get(enum, {}).get(code)
            if not meaning:
                raise DerivationError("", "", enum, f"nothing says what the code {code} means")
            yield Entry("code", code, enum, meaning)


def enums_of(models: Iterable[Model]) -> dict[str, tuple[str, ...]]:
    """The enumerations that columns hold, in the order in which they first come, with their codes."""
    return dict(column.enum for table in tables_of(models) for column in table.columns if column.enum)


def type_in_words(column: Column) -> str:
    """The SQL type of a column, or the enumeration that its codes are of, as Markdown."""
    return f"code of `{column.enum[0]}`" if column.enum else column.kind.sql.lower()


def rules_in_words(table: Table, column: Column) -> str:
    """What a value of a column must be, as far as type, name and null do not say it, as Markdown; empty where there is nothing to say."""
    says = [_says(rule) for rule in column.rules if _is_news(column, rule)]
    if (column.name,) in table.keys:
        says.insert(0, "be unique")
    if column.reference:
        says.append(f"be in `{column.reference.parent}.{column.reference.parent_column}`")
    return "; ".join(says)


def notes_in_words(table: Table) -> str:
    """The key of a table and what its rows must keep, as Markdown."""
    notes = [f"Primary key: {', '.join(f'`{name}`' for name in table.primary_key)}."]
    notes += [f"A row must {rule.says}." for rule in table.rules if len(rule.columns) > 1]
    return " ".join(notes)


def _says(rule: Rule) -> str:
    return f"match `{rule.constraints['pattern']}`" if "pattern" in rule.constraints else rule.says


def _is_news(column: Column, rule: Rule) -> bool:
    """Whether the other cells leave the rule unsaid."""
    return rule.check not in ("not_null", "not_empty", "finite") and not (rule.check == "isin" and column.enum)

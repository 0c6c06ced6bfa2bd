"""A pandera check goes in, a rule that every output understands comes out; a check that is not listed here is an error."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

NAMED_BOUNDS = {
    "greater_than_or_equal_to": (">=", "min_value", "minimum", "at least"),
    "less_than_or_equal_to": ("<=", "max_value", "maximum", "at most"),
    "greater_than": (">", "min_value", "exclusiveMinimum", "greater than"),
    "less_than": ("<", "max_value", "exclusiveMaximum", "less than"),
}


@dataclass(frozen=True, slots=True)
class Rule:
    """A condition on one row: `sql` is true or null where it holds, `says` completes "it must ...".

    `constraints` is the same condition in the words of a Data Package field, as far as it has any.
    """

    check: str
    columns: tuple[str, ...]
    sql: str
    says: str
    constraints: Mapping[str, Any] = field(default_factory=dict)


def rule_of(check: str, column: str, parameters: Mapping[str, Any]) -> Rule:
    """The rule of one pandera check on one column; LookupError for a check, ValueError for a parameter that some output cannot express."""
    return _RULES[check](check, column, parameters)


def not_null(column: str) -> Rule:
    return Rule("not_null", (column,), f"{quoted(column)} IS NOT NULL", "have a value", {"required": True})


def not_empty(column: str) -> Rule:
    """An empty text would be a null in CSV: what is unknown is null everywhere."""
    return Rule("not_empty", (column,), f"{quoted(column)} <> ''", "be null rather than an empty text")


def finite(column: str) -> Rule:
    return Rule("finite", (column,), f"isfinite({quoted(column)})", "be a finite number")


def ordered(first: str, second: str) -> Rule:
    says = f"have `{first}` not after `{second}`"
    return Rule("ordered", (first, second), f"{quoted(first)} <= {quoted(second)}", says)


def quoted(name: str) -> str:
    """A name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(value: object) -> str:
    """A text, number or truth value as an SQL literal; ValueError for anything else."""
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    if isinstance(value, bool | int | float):
        return str(value)
    raise ValueError(f"{value!r} cannot be written as an SQL literal")


def _bound(check: str, column: str, parameters: Mapping[str, Any]) -> Rule:
    operator, parameter, constraint, words = NAMED_BOUNDS[check]
    value = parameters[parameter]
    return Rule(check, (column,), f"{quoted(column)} {operator} {literal(value)}", f"be {words} {value}", {constraint: value})


def _in_range(check: str, column: str, parameters: Mapping[str, Any]) -> Rule:
    low = "greater_than_or_equal_to" if parameters.get("include_min", True) else "greater_than"
    high = "less_than_or_equal_to" if parameters.get("include_max", True) else "less_than"
    bounds = [_bound(name, column, parameters) for name in (low, high)]
    constraints = {key: value for bound in bounds for key, value in bound.constraints.items()}
    return Rule(check, (column,), " AND ".join(bound.sql for bound in bounds), " and ".join(bound.says for bound in bounds), constraints)


def _isin(check: str, column: str, parameters: Mapping[str, Any]) -> Rule:
    values = list(parameters["allowed_values"])
    listed = ", ".join(map(literal, values))
    return Rule(check, (column,), f"{quoted(column)} IN ({listed})", f"be one of {', '.join(map(str, values))}", {"enum": values})


def _str_matches(check: str, column: str, parameters: Mapping[str, Any]) -> Rule:
    pattern = getattr(parameters["pattern"], "pattern", parameters["pattern"])
    if not (pattern.startswith("^") and pattern.endswith("$")):
        raise ValueError(f"the pattern {pattern} must be written ^...$: the outputs anchor an open pattern each in its own way")
    sql = f"regexp_matches({quoted(column)}, {literal(pattern)})"
    return Rule(check, (column,), sql, f"match {pattern}", {"pattern": pattern})


_RULES: dict[str, Callable[[str, str, Mapping[str, Any]], Rule]] = {
    **dict.fromkeys(NAMED_BOUNDS, _bound),
    "in_range": _in_range,
    "isin": _isin,
    "str_matches": _str_matches,
}

"""The layouts of two releases go in, what is new, gone or redefined comes out: tables, columns, types, keys, codes."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.release.versions import ReleaseError, Step
from schemas.derive import resource, table_of
from schemas.tables import TABLES

Layout = Mapping[str, Mapping[str, Any]]  # name of a table -> its Table Schema, as a Data Package descriptor holds it

TEXT = ("title", "description")


@dataclass(frozen=True, slots=True)
class LayoutChange:
    """What became of a table (`place` is `events`), a column (`events.act`) or the codebook; `what` says it of that place."""

    step: Step
    place: str
    what: str


def read_layout(folder: Path) -> Layout:
    """The layout that the descriptor of a release gives; ReleaseError where there is none."""
    if not folder.is_dir():
        raise ReleaseError(folder, "is no release: there is no such folder.")
    try:
        package = json.loads((folder / "datapackage.json").read_bytes())
        return {str(entry["name"]): _checked(entry["schema"]) for entry in package["resources"] if entry["format"] == "csv"}
    except OSError:
        raise ReleaseError(folder, "is no release: its datapackage.json cannot be read.") from None
    except (ValueError, KeyError, TypeError):
        raise ReleaseError(folder, "is no release: its datapackage.json does not describe tables.") from None


def current_layout() -> Layout:
    """The layout that releases of this version of Legation have."""
    return {table_of(model).name: resource(model, format="csv", path="")["schema"] for model in TABLES}


def compare_layouts(old: Layout, new: Layout) -> tuple[LayoutChange, ...]:
    """Every difference, in the order of the newer layout, what is gone after it; the order of columns counts for nothing."""
    return tuple(_compare_tables(old, new))


def compare_codebooks(old: str, new: str) -> tuple[LayoutChange, ...]:
    """What a change of the rules of coding means: another first number redefines codes."""
    if old == new:
        return ()
    step: Step = "major" if old.partition(".")[0] != new.partition(".")[0] else "minor"
    return (LayoutChange(step, "codebook", f"the rules of coding have version {new} instead of {old}"),)


def _checked(schema: Any) -> Mapping[str, Any]:
    """A schema whose fields have names and types; KeyError or TypeError for anything else."""
    return {**schema, "fields": [{**field, "name": str(field["name"]), "type": str(field["type"])} for field in schema["fields"]]}


def _compare_tables(old: Layout, new: Layout) -> Iterator[LayoutChange]:
    for table, schema in new.items():
        if table in old:
            yield from _compare_columns(table, _fields(old[table]), _fields(schema))
            yield from _compare_keys(table, old[table], schema)
        else:
            yield LayoutChange("minor", table, "is a new table")
    yield from (LayoutChange("major", table, "was removed") for table in old if table not in new)


def _fields(schema: Mapping[str, Any]) -> Mapping[str, Mapping[str, Any]]:
    return {field["name"]: field for field in schema["fields"]}


def _compare_columns(table: str, old: Mapping[str, Mapping[str, Any]], new: Mapping[str, Mapping[str, Any]]) -> Iterator[LayoutChange]:
    for name, field in new.items():
        place = f"{table}.{name}"
        if name not in old:
            yield LayoutChange("minor", place, "is a new column")
            continue
        if field["type"] != old[name]["type"]:
            yield LayoutChange("major", place, f"has the type {field['type']} instead of {old[name]['type']}")
        yield from _compare_rules(place, old[name].get("constraints", {}), field.get("constraints", {}))
        if any(field.get(text) != old[name].get(text) for text in TEXT):
            yield LayoutChange("patch", place, "is described in other words")
    yield from (LayoutChange("major", f"{table}.{name}", "was removed") for name in old if name not in new)


def _compare_rules(place: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[LayoutChange]:
    """A rule that readers could rely on is redefined when it goes or changes; the codes of an enumeration are compared one by one."""
    codes, other_codes = old.get("enum"), new.get("enum")
    if codes is not None and other_codes is not None:
        if gone := [code for code in codes if code not in other_codes]:
            yield LayoutChange("major", place, f"has no longer {_codes(gone)}")
        if added := [code for code in other_codes if code not in codes]:
            yield LayoutChange("minor", place, f"has the new {_codes(added)}")
    for name in sorted(old.keys() | new.keys()):
        if name not in new:
            yield LayoutChange("major", place, f"keeps no longer the rule {_rule(name, old[name])}")
        elif name not in old:
            yield LayoutChange("minor", place, f"has the new rule {_rule(name, new[name])}")
        elif name != "enum" and old[name] != new[name]:
            yield LayoutChange("major", place, f"has the rule {_rule(name, new[name])} instead of {_rule(name, old[name])}")


def _compare_keys(table: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[LayoutChange]:
    key, other_key = (_names(schema.get("primaryKey", ())) for schema in (old, new))
    if key != other_key:
        yield LayoutChange("major", table, f"has the primary key {other_key} instead of {key}")
    keys, other_keys = _more_keys(old), _more_keys(new)
    yield from (LayoutChange("minor", table, f"has the new {each}") for each in other_keys if each not in keys)
    yield from (LayoutChange("major", table, f"keeps no longer the {each}") for each in keys if each not in other_keys)


def _more_keys(schema: Mapping[str, Any]) -> list[str]:
    """Unique and foreign keys, in words."""
    unique = [f"unique key {_names(key)}" for key in schema.get("uniqueKeys", ())]
    foreign = []
    for key in schema.get("foreignKeys", ()):
        target = key["reference"]
        foreign.append(f"foreign key {_names(key['fields'])} to {target['resource']} {_names(target['fields'])}")
    return unique + foreign


def _names(names: Any) -> str:
    return f"({names if isinstance(names, str) else ', '.join(names)})"


def _codes(codes: list[Any]) -> str:
    return f"code{'' if len(codes) == 1 else 's'} {', '.join(map(str, codes))}"


def _rule(name: str, value: Any) -> str:
    return name if value is True else f"{name} {value}" if name != "enum" else f"enum of {len(value)} codes"

"""Every change of a layout is found, and is as large a step as readers of the data would feel it."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.release.layout import LayoutChange, compare_codebooks, compare_layouts, current_layout, read_layout
from pipeline.release.versions import ReleaseError

Schemas = dict[str, Any]


def layout() -> Schemas:
    events = {
        "fields": [
            {"name": "event_id", "type": "string", "description": "The event.", "constraints": {"required": True, "unique": True}},
            {"name": "act", "type": "string", "constraints": {"enum": ["meet", "visit"]}},
            {"name": "confidence", "type": "number", "constraints": {"minimum": 0, "maximum": 1}},
        ],
        "primaryKey": ["event_id"],
    }
    link = {"fields": ["event_id"], "reference": {"resource": "events", "fields": ["event_id"]}}
    contexts = {"fields": [{"name": "event_id", "type": "string"}], "primaryKey": ["event_id"], "foreignKeys": [link]}
    return {"events": events, "event_contexts": contexts}


def field(schemas: Schemas, number: int) -> dict[str, Any]:
    found: dict[str, Any] = schemas["events"]["fields"][number]
    return found


CHANGES: list[tuple[str, Callable[[Schemas], Any], LayoutChange]] = [
    ("a table more", lambda new: new.update(links=new["events"]), LayoutChange("minor", "links", "is a new table")),
    ("a table less", lambda new: new.pop("event_contexts"), LayoutChange("major", "event_contexts", "was removed")),
    (
        "a column more",
        lambda new: new["events"]["fields"].append({"name": "mode", "type": "string"}),
        LayoutChange("minor", "events.mode", "is a new column"),
    ),
    ("a column less", lambda new: new["events"]["fields"].pop(1), LayoutChange("major", "events.act", "was removed")),
    (
        "another type",
        lambda new: field(new, 2).update(type="integer"),
        LayoutChange("major", "events.confidence", "has the type integer instead of number"),
    ),
    (
        "a code more",
        lambda new: field(new, 1)["constraints"].update(enum=["meet", "talk", "visit"]),
        LayoutChange("minor", "events.act", "has the new code talk"),
    ),
    (
        "codes less",
        lambda new: field(new, 1)["constraints"].update(enum=[]),
        LayoutChange("major", "events.act", "has no longer codes meet, visit"),
    ),
    (
        "codes no more",
        lambda new: field(new, 1).pop("constraints"),
        LayoutChange("major", "events.act", "keeps no longer the rule enum of 2 codes"),
    ),
    (
        "may be null",
        lambda new: field(new, 0)["constraints"].pop("required"),
        LayoutChange("major", "events.event_id", "keeps no longer the rule required"),
    ),
    (
        "a rule more",
        lambda new: field(new, 1)["constraints"].update(required=True),
        LayoutChange("minor", "events.act", "has the new rule required"),
    ),
    (
        "another rule",
        lambda new: field(new, 2)["constraints"].update(minimum=-1),
        LayoutChange("major", "events.confidence", "has the rule minimum -1 instead of minimum 0"),
    ),
    (
        "other words",
        lambda new: field(new, 0).update(description="What happened."),
        LayoutChange("patch", "events.event_id", "is described in other words"),
    ),
    (
        "another key",
        lambda new: new["events"].update(primaryKey=["event_id", "act"]),
        LayoutChange("major", "events", "has the primary key (event_id, act) instead of (event_id)"),
    ),
    (
        "a unique key more",
        lambda new: new["events"].update(uniqueKeys=[["act"]]),
        LayoutChange("minor", "events", "has the new unique key (act)"),
    ),
    (
        "a foreign key less",
        lambda new: new["event_contexts"].pop("foreignKeys"),
        LayoutChange("major", "event_contexts", "keeps no longer the foreign key (event_id) to events (event_id)"),
    ),
]


@pytest.mark.parametrize(("change", "expected"), [case[1:] for case in CHANGES], ids=[case[0] for case in CHANGES])
def test_a_change_is_found_and_has_its_step(change: Callable[[Schemas], Any], expected: LayoutChange) -> None:
    new = copy.deepcopy(layout())
    change(new)
    assert compare_layouts(layout(), new) == (expected,)


def test_the_order_of_columns_tables_and_codes_counts_for_nothing() -> None:
    new = dict(reversed(layout().items()))
    new["events"]["fields"].reverse()
    new["events"]["fields"][1]["constraints"]["enum"].reverse()
    assert compare_layouts(layout(), new) == ()


@pytest.mark.parametrize(
    ("old", "new", "steps"), [("1.0", "1.0", []), ("1.0", "1.1", ["minor"]), ("1.9", "2.0", ["major"]), ("1.0", "10.0", ["major"])]
)
def test_another_first_number_of_the_codebook_redefines_codes(old: str, new: str, steps: list[str]) -> None:
    assert [change.step for change in compare_codebooks(old, new)] == steps


def test_a_descriptor_is_read_as_it_is_written(tmp_path: Path) -> None:
    resources = [{"name": name, "format": "csv", "schema": schema} for name, schema in current_layout().items()]
    parquet = [{"name": "events-parquet", "format": "parquet", "schema": resources[0]["schema"]}]
    (tmp_path / "datapackage.json").write_text(json.dumps({"resources": resources + parquet}), encoding="utf-8")
    assert compare_layouts(read_layout(tmp_path), current_layout()) == ()
    assert {"events", "mentions", "release_info"} <= read_layout(tmp_path).keys()


@pytest.mark.parametrize("text", ["", "[]", '{"resources": [{"name": "events", "format": "csv", "schema": {"fields": [{"name": "x"}]}}]}'])
def test_what_describes_no_tables_is_no_release(text: str, tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match=r"is no release: its datapackage\.json cannot be read"):
        read_layout(tmp_path)
    with pytest.raises(ReleaseError, match="is no release: there is no such folder"):
        read_layout(tmp_path / "none")
    (tmp_path / "datapackage.json").write_text(text, encoding="utf-8")
    with pytest.raises(ReleaseError, match="does not describe tables"):
        read_layout(tmp_path)

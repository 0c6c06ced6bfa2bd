"""Rows for the tests of tables, load and release: a valid row of any table, values that break a rule, and a small coherent dataset."""

import re
from datetime import date
from typing import Any

from schemas.derive import Column, Rule, Table

Row = dict[str, Any]

TEXTS = ("text", "src_" + "0" * 16, "evt_" + "0" * 16, "mnt_" + "0" * 16, "rel_" + "0" * 16, "PER", "en", "0" * 64, "Q1", "12", "0.1.0")
VALUES = {"string": "text", "integer": 1, "number": 0.5, "boolean": True, "date": date(2020, 2, 29)}
NASTY = 'a; "b", c\t| \r\n\nNA nan null é 中 \U0001f5fa \\ \'' + "x" * 50


def valid_row(table: Table) -> Row:
    """A row that every rule of a table accepts, without nulls."""
    return {column.name: _valid_value(column) for column in table.columns}


def breaking_row(rule: Rule, table: Table) -> Row:
    """A row that breaks this rule, and before it none of the table's others."""
    if rule.check == "ordered":
        return _disordered(rule, table)
    return valid_row(table) | {rule.columns[0]: _bad_value(rule, table)}


def dataset() -> dict[str, list[Row]]:
    """A few rows of every table, with nulls in every type and with texts that are hard on CSV."""
    sources = [_source(1, kind="document", path="a.md", format="blog", sha256="0" * 64, n_chars=12, title=NASTY), _source(2), _source(3)]
    actors = [
        _actor("PER", "Peru", "country", "PER"),
        _actor("VEN", "Venezuela", "country", "VEN"),
        _actor("CHL", "Chile", "country", "CHL"),
        _actor("OAS", "Organization of American States", "organization", None),
        _actor("ana-ruiz", NASTY, "person", "PER"),
    ]
    events = [
        _event(1, act="meet", event_type="CONSULT", date=date(2018, 5, 2), date_end=date(2018, 5, 2), date_precision="day"),
        _event(2, act="expel-envoy", event_type="SANCTION", mode="expel", goldstein=-5.5, date=date(2017, 8, 11), date_precision="day"),
        _event(3, act="condemn", event_type="ACCUSE", mode="disapprove"),
        _event(4, act="condemn", event_type="ACCUSE", mode="disapprove", date=date(2019, 1, 1), date_precision="year"),
    ]
    parties = [
        (1, "PER", "actor"), (1, "VEN", "actor"), (1, "CHL", "actor"),
        (2, "ana-ruiz", "actor"), (2, "VEN", "recipient"),
        (3, "OAS", "actor"), (3, "VEN", "recipient"), (3, "PER", "recipient"),
        (4, "PER", "actor"), (4, "VEN", "actor"),
    ]  # fmt: skip
    return {
        "sources": sources,
        "sections": [_section(1, 0, heading=NASTY), _section(1, 1), _section(2, 0)],
        "section_contexts": [{"source_id": _id("src", 1), "section_no": 0, "context": text} for text in ("A", NASTY)],
        "citations": [{"source_id": _id("src", 1), "cited_source_id": _id("src", 3), "label": None}],
        "actors": actors,
        "actor_names": [{"actor_id": "PER", "name": name, "kind": "alias"} for name in ("Peru", "NA", "nan")],
        "actor_roles": [
            {"actor_id": "ana-ruiz", "role": "Envoy", "country": "PER", "first_seen": None, "last_seen": date(2020, 1, 1), "n_mentions": 1}
        ],
        "events": events,
        "event_actors": [{"event_id": _id("evt", number), "actor_id": actor, "role": role} for number, actor, role in parties],
        "mentions": [_mention(1, event=1, confidence=0.2), _mention(2, event=1, quote=NASTY, said_by="PER"), _mention(3, event=2)],
        "mention_actors": [
            {"mention_id": _id("mnt", 1), "actor_id": actor, "role": "actor", "text": "They", "char_start": start, "char_end": start}
            for actor, start in (("PER", 3), ("VEN", None))
        ],
        "event_links": [{"event_id": _id("evt", 1), "linked_event_id": _id("evt", 2), "link": "related"}],
        "event_contexts": [{"event_id": _id("evt", 1), "context": "Context"}],
        "relations": [],
        "coverage": [
            {
                "coverage_no": number, "corpus": "c", "publisher": publisher, "published_on": None, "n_read": 1, "n_coded": 1,
                "n_without_events": 0, "n_uncoded": 0, "n_rejected": 0,
            }
            for number, publisher in enumerate((None, "The Paper"))
        ],
        "quality": [
            _measured(0, None, "detection", 0.8),
            _measured(1, "ACCUSE", "detection", 0.75),
            _measured(2, "SANCTION", "detection", None),
            _measured(3, None, "actor", 0.9) | {"format": "blog"},
        ],
        "calibration": [
            {"document_set": "all", "low": low, "high": low + 0.5, "n": 4, "mean_confidence": low + 0.25, "share_right": 0.5}
            | {"share_low": 0.2, "share_high": 0.8, "kept_precision": 0.5, "kept_recall": 1.0}
            for low in (0.0, 0.5)
        ],
        "event_history": [],
        "take_downs": [
            {"take_down_no": 0, "kind": "path", "value": NASTY, "reason": "Asked for.", "requested_by": None, "requested_on": None}
            | {"n_documents": 1}
        ],
        "licences": [{"licence": "CC0-1.0", "title": NASTY, "url": None, "covers": "the coded data", "n_sources": 0, "text": NASTY}],
        "codebook": [{"entry_no": 0, "kind": "rule", "name": "Dates", "belongs_to": None, "meaning": NASTY}],
        "release_info": [{"key": "licence", "value": "CC0-1.0"}, {"key": "version", "value": None}],
    }  # fmt: skip


def _bad_value(rule: Rule, table: Table) -> Any:
    match rule.check:
        case "not_null":
            return None
        case "not_empty":
            return ""
        case "finite":
            return float("nan")
        case "isin":
            return "no such value"
        case "str_matches":
            return "does not match"
        case "greater_than_or_equal_to":
            return type(valid_row(table)[rule.columns[0]])(rule.constraints["minimum"] - 1)
        case "less_than_or_equal_to":
            return type(valid_row(table)[rule.columns[0]])(rule.constraints["maximum"] + 1)
    raise AssertionError(f"no bad value is known for the check {rule.check}")


def _measured(number: int, event_type: str | None, field: str, share: float | None) -> Row:
    row: Row = {"quality_no": number, "document_set": "all", "format": None, "event_type": event_type, "field": field}
    row |= {"n": 20, "n_mentions": 9, "n_documents": 3}
    for name in ("precision", "recall", "f1"):
        row |= {name: share, f"{name}_low": share, f"{name}_high": share}
    return row


def _disordered(rule: Rule, table: Table) -> Row:
    pairs = [(2, 1), (0.75, 0.25), (date(2020, 1, 2), date(2020, 1, 1)), ("VEN", "PER")]
    first, second = next(pair for pair in pairs if isinstance(pair[0], type(valid_row(table)[rule.columns[0]])))
    return valid_row(table) | {rule.columns[0]: first, rule.columns[1]: second}


def _valid_value(column: Column) -> Any:
    if column.enum:
        return column.enum[1][0]
    patterns = [rule.constraints["pattern"] for rule in column.rules if rule.check == "str_matches"]
    if patterns or column.kind.field == "string":
        return next(text for text in TEXTS if all(re.search(pattern, text) for pattern in patterns))
    return VALUES[column.kind.field]


def _id(prefix: str, number: int) -> str:
    return f"{prefix}_{number:016x}"


def _source(number: int, **values: Any) -> Row:
    unknown = ("format", "title", "url", "publisher", "language", "published_on", "licence", "policy", "quote_chars", "sha256", "n_chars")
    named = {"source_id": _id("src", number), "path": f"path {number}", "kind": "cited"}
    return {**named, **dict.fromkeys(unknown), "publisher": "The Paper", **values}


def _section(source: int, number: int, **values: Any) -> Row:
    row = {"section": "main", "heading": None, "published_on": None, "link": None, "n_sentences": 1, "is_coded": True}
    return {"source_id": _id("src", source), "section_no": number} | row | {"char_start": 0, "char_end": 9} | values


def _actor(actor_id: str, name: str, kind: str, country: str | None) -> Row:
    return {"actor_id": actor_id, "name": name, "kind": kind, "country": country, "sector": None, "wikidata_id": None}


def _event(number: int, **values: Any) -> Row:
    dates = dict.fromkeys(("date", "date_end", "date_min", "date_max", "effective_on"))
    row = {"event_id": _id("evt", number), "event_type": "CONSULT", "mode": None, "quad_class": "verbal-cooperation", "act": None} | dates
    row |= {"date_precision": "none", "cameo_code": "010", "goldstein": None, "summary": f"Event {number}."}
    return row | {"n_mentions": 1, "n_sources": 1, "status": "occurred", "confidence": 1.0} | values


def _mention(number: int, *, event: int, **values: Any) -> Row:
    row = {"mention_id": _id("mnt", number), "event_id": _id("evt", event), "source_id": _id("src", 1), "section": "main", "section_no": 0}
    row |= {"sentence": 0, "char_start": 0, "char_end": 9, "quote": "They met.", "trigger": "met", "rule": None, "event_type": "CONSULT"}
    row |= dict.fromkeys(("mode", "act", "date", "date_end", "date_text", "effective_on", "said_by", "moved_from", "quote_sha256"))
    return row | {"date_precision": "none", "status": "occurred", "confidence": 0.9} | values

"""What the tables are made of: kinds of columns, the codes of enumerated ones, the forms of identifiers."""

import tomllib
from importlib.resources import files
from typing import Any

import pandera.pyarrow as pandera

from schemas.ontology import ACTS, EVENT_TYPES, MODES, QUAD_CLASSES, RELATION_STATUSES

# Every list of codes, each code with a sentence that says what it means.
MEANINGS: dict[str, dict[str, str]] = {
    "event_type": {kind.name: kind.covers for kind in EVENT_TYPES.values()},
    "quad_class": QUAD_CLASSES,
    "mode": MODES,
    "act": {act.name: act.means for act in ACTS.values()},
    "relation_status": RELATION_STATUSES,
    **tomllib.loads(files("schemas").joinpath("codes.toml").read_text(encoding="utf-8")),
}
ENUMS: dict[str, tuple[str, ...]] = {name: tuple(meanings) for name, meanings in MEANINGS.items()}

SOURCE_ID = r"^src_[0-9a-f]{16}$"
EVENT_ID = r"^evt_[0-9a-f]{16}$"
MENTION_ID = r"^mnt_[0-9a-f]{16}$"
RELATION_ID = r"^rel_[0-9a-f]{16}$"
ACTOR_ID = r"^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$"
COUNTRY = r"^[A-Z]{3}$"
SHA256 = r"^[0-9a-f]{64}$"


def column(description: str, *, null: bool = False, metadata: dict[str, Any] | None = None, **rules: Any) -> Any:
    """A column: what it holds, whether it may be null, and the rules of pandera that its values keep."""
    return pandera.Field(description=description, nullable=null, metadata=metadata, **rules)


def enum(name: str, description: str, *, null: bool = False) -> Any:
    """A column whose values are one of the named lists in `ENUMS`."""
    return column(description, null=null, metadata={"enum": name}, isin=list(ENUMS[name]))


def reference(target: str, description: str, *, null: bool = False, **rules: Any) -> Any:
    """A column that holds the key of another table, written `table.column`."""
    return column(description, null=null, metadata={"references": target}, **rules)


class Table(pandera.DataFrameModel):
    """What all tables share. Rows hold exactly the columns that are declared, in their types."""

    # pandera hands these on from model to model; from a plain class they would be lost in silence.
    class Config:
        strict = True
        coerce = False

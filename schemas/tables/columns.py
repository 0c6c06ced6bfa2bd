"""What the tables are made of: kinds of columns."""

from typing import Any

import pandera.pyarrow as pandera

from schemas.codes import ENUMS


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

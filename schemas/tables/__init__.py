"""Every table once: one pandera model each, with type, rule and sentence for every column.

From these models `derive/` makes the DuckDB DDL, the Data Package descriptor, the Parquet and CSV types and the
table part of the codebook. A column's `metadata` may hold `enum` (the name of a DuckDB ENUM; its values are the
column's `isin` check) and `references` (`table.column`); a table's `Config.metadata` holds `primary_key` and,
where one column may not be later than another, `ordered` pairs.
"""

import pandera.pyarrow as pandera

from schemas.codes import ENUMS, MEANINGS
from schemas.tables.account import Calibration, Codebook, Corrections, Coverage, EventChanges, EventHistory, Quality, Rejects, ReleaseInfo
from schemas.tables.actors import ActorNames, ActorRoles, Actors
from schemas.tables.documents import Citations, Licences, SectionContexts, Sections, Sources, TakeDowns
from schemas.tables.events import EventActors, EventChoices, EventContexts, EventLinks, Events, MentionActors, Mentions, Relations

__all__ = ["ENUMS", "MEANINGS", "TABLES"]

# In the order in which a table may refer to those before it.
TABLES: tuple[type[pandera.DataFrameModel], ...] = (
    Sources, Sections, SectionContexts, Citations, Actors, ActorNames, ActorRoles, Events, EventActors, Mentions,
    MentionActors, EventChoices, EventLinks, EventContexts, Relations, Rejects, Coverage, Quality, Calibration,
    EventHistory, EventChanges, Corrections, TakeDowns, Licences, Codebook, ReleaseInfo,
)

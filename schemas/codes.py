"""Every list of codes, each code with a sentence that says what it means, and the forms of identifiers; the tables are made of these."""

import tomllib
from importlib.resources import files

from schemas.ontology import ACTS, EVENT_TYPES, MODES, QUAD_CLASSES, RELATION_STATUSES

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

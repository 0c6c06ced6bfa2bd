"""Options of a build and the plan of a refresh in, the plain JSON that a Prefect server keeps of them out; and back, each mistake named."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from pipeline.errors import LegationError
from pipeline.flows.account import Plan
from pipeline.flows.publishing import Stores
from pipeline.options import BuildOptions

_PATHS = {field.name for field in fields(BuildOptions) if "Path" in str(field.type)}


def plain_options(options: BuildOptions, *, folder: Path | None = None) -> dict[str, Any]:
    """What differs from the defaults, as plain JSON; paths are absolute where a `folder` is given, in which they lie unless they say so."""
    told, usual = asdict(options), asdict(BuildOptions())
    return {name: _plain(name, value, folder) for name, value in told.items() if value != usual[name]}


def plain_plan(plan: Plan, *, folder: Path | None = None) -> dict[str, Any]:
    """The parameters of the flow `refresh`, as plain JSON; paths are absolute where a `folder` is given, as above."""
    stores, place = plan.stores, folder or Path()
    return {
        "corpus": str(place / plan.corpus),
        "db": str(place / plan.db),
        "dist": str(place / plan.dist),
        "options": plain_options(plan.options, folder=folder),
        "release": plan.release,
        **plain_stores(stores, folder=folder),
        "accept": plan.accept,
        "wait": plan.wait,
    }


def plain_stores(stores: Stores, *, folder: Path | None = None) -> dict[str, Any]:
    """The parameters of flows that publish, as plain JSON; the paths of stores that are folders, and of bands, are absolute as above."""
    place = folder or Path()
    return {
        "publish_to": [address if "://" in address else str(place / address) for address in stores.addresses],
        "endpoint": stores.endpoint,
        "region": stores.region,
        "bands": str(place / stores.bands) if stores.bands else None,
    }


def options_of(told: Mapping[str, Any]) -> BuildOptions:
    """The options that plain JSON stands for; LegationError where it holds something else than they are."""
    known = [field.name for field in fields(BuildOptions)]
    if unknown := sorted(told.keys() - set(known)):
        raise LegationError(f"There is no option {unknown[0]!r} of a build; there are {', '.join(known)}.")
    try:
        return TypeAdapter(BuildOptions).validate_python({name: value for name, value in told.items() if value is not None})
    except ValidationError as error:
        wrong = error.errors()[0]
        place = ".".join(map(str, wrong["loc"]))
        raise LegationError(f"The option {place!r} of a build cannot be {wrong['input']!r}: {wrong['msg'].lower()}.") from error


def _plain(name: str, value: Any, folder: Path | None) -> Any:
    if name == "shards" and "://" not in value:
        return str((folder or Path()) / value)
    if name not in _PATHS or value is None:
        return value
    if isinstance(value, tuple):
        return [_plain(name, each, folder) for each in value]
    return str((folder or Path()) / value)

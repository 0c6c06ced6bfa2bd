"""The views and macros of `views.sql`, with the ontology's mutual acts filled in."""

from importlib.resources import files
from string import Template

from schemas.ontology import ACTS


def views_sql() -> str:
    """Statements that create the views and table macros over the tables of `tables/`."""
    mutual = ", ".join(f"'{act.name}'" for act in ACTS.values() if act.mutual)
    return Template(files("schemas").joinpath("views.sql").read_text(encoding="utf-8")).substitute(mutual_acts=mutual)

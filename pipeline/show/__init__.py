"""A database in, what two countries did to each other or the evidence for one event out: rows for scripts, lines for the terminal.

The evidence is in `pipeline.show.evidence`; what is here needs no more than an open database.
"""

from pipeline.show.countries import Country, find_country
from pipeline.show.listing import write_timeline
from pipeline.show.timeline import Entry, read_timeline

__all__ = ["Country", "Entry", "find_country", "read_timeline", "write_timeline"]

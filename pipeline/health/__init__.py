"""A database, the folder of its releases and the journal of runs in, whether all is well out: figures for scripts, lines for people."""

from pipeline.health.lag import read_lag
from pipeline.health.reading import Health, read_health
from pipeline.health.writing import health_figures, health_lines

__all__ = ["Health", "health_figures", "health_lines", "read_health", "read_lag"]

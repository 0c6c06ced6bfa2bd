"""The database of a release in, its pictures out: what was read, how well it was coded, what happened between one pair of countries."""

from pipeline.release.pictures.write import PICTURES, write_pictures

__all__ = ["PICTURES", "write_pictures"]

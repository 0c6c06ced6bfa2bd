"""What was measured and read goes in, what a release says of its own quality comes out: lines of its README, and the page QUALITY.md."""

from pipeline.release.quality.readme import ALL, quality_lines

__all__ = ["ALL", "quality_lines"]

"""A release folder goes in, what people start from is added to it: loaders for CSV, and worked examples with their figures."""

from pipeline.release.starts.examples import write_examples
from pipeline.release.starts.loaders import write_loaders

__all__ = ["write_examples", "write_loaders"]

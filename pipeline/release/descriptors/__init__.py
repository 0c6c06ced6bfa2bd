"""A filled release folder goes in, what machines read about it comes out: one description, six formats."""

from pipeline.release.descriptors.files import File
from pipeline.release.descriptors.write import write_descriptors
from pipeline.release.descriptors.zenodo import zenodo_metadata

__all__ = ["File", "write_descriptors", "zenodo_metadata"]

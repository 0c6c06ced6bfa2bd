"""A filled release folder goes in, what machines read about it comes out: one description, six formats."""

from pipeline.release.descriptors.citation import bibtex, reference
from pipeline.release.descriptors.files import File
from pipeline.release.descriptors.write import write_descriptors
from pipeline.release.descriptors.zenodo import zenodo_metadata

__all__ = ["File", "bibtex", "reference", "write_descriptors", "zenodo_metadata"]

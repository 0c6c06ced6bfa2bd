"""What a release is goes in, its `ro-crate-metadata.json` (RO-Crate 1.2) comes out."""

from typing import Any

from pipeline.release.descriptors.about import DATE_NOTE, About
from pipeline.release.descriptors.files import File

Node = dict[str, Any]


def crate(about: About) -> Node:
    """Every file of the folder with size, checksum and kind, and the build that made them.

    Neither the crate itself nor SHA256SUMS, which is written after it and holds its checksum, are among them.
    """
    root: Node = {
        "@id": "./",
        "@type": "Dataset",
        "name": about.title,
        "description": f"{about.description} {DATE_NOTE}",
        "version": about.version,
        "datePublished": about.dated.isoformat(),
        "license": {"@id": about.licence.url},
        "usageInfo": about.rights,
        "keywords": list(about.keywords),
        "inLanguage": list(about.languages) if len(about.languages) > 1 else about.languages[0],
        "author": {"@id": "#contributors"},
        "publisher": {"@id": "#contributors"},
        "hasPart": [{"@id": file.path} for file in about.files],
    }
    if about.first_day and about.last_day:
        root["temporalCoverage"] = f"{about.first_day}/{about.last_day}"
    build = _build(about)
    if build:
        root["mentions"] = {"@id": "#build"}
    return {
        "@context": "https://w3id.org/ro/crate/1.2/context",
        "@graph": [_descriptor(), root, *_parties(about), *build, *map(_file, about.files)],
    }


def _descriptor() -> Node:
    return {
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        "name": "RO-Crate of the release",
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.2"},
        "about": {"@id": "./"},
    }


def _parties(about: About) -> list[Node]:
    licence = {"name": about.licence.title, "description": about.rights, "identifier": about.licence.name}
    return [
        {"@id": about.licence.url, "@type": "CreativeWork", **licence},
        {"@id": "#contributors", "@type": "Organization", "name": about.creator, "description": "All who wrote, coded and corrected it."},
    ]


def _build(about: About) -> list[Node]:
    """The run that made the data, where the database says by what and from what; it keeps no clock, and so no times."""
    if not about.pipeline_version or not about.corpus_sha256:
        return []
    software = {"name": "Legation", "version": about.pipeline_version, "description": "What reads documents and codes their events."}
    corpus = {"name": f"Documents read: {about.corpora}", "description": "What the data was coded from.", "identifier": about.corpus_sha256}
    run = {"instrument": {"@id": "#pipeline"}, "object": {"@id": "#corpus"}, "result": {"@id": "./"}}
    return [
        # a SoftwareApplication would need an address, and Legation has none of its own
        {"@id": "#pipeline", "@type": "CreativeWork", **software},
        {"@id": "#corpus", "@type": "CreativeWork", **corpus},
        {"@id": "#build", "@type": "CreateAction", "name": "Build and release of the data", "description": DATE_NOTE, **run},
    ]


def _file(file: File) -> Node:
    return {
        "@id": file.path,
        "@type": "File",
        "name": file.path,
        "description": file.description,
        "contentSize": str(file.size),
        "encodingFormat": file.media_type,
        "sha256": file.sha256,
    }

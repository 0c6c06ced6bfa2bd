"""What a release is goes in, its `dataset.jsonld` comes out: one document that is a Dataset of schema.org and one of DCAT (DCAT-AP 3)."""

from typing import Any

from pipeline.release.descriptors.about import About, Country
from pipeline.release.descriptors.files import File

Node = dict[str, Any]

DATA = ("csv/", "parquet/", "legation.duckdb")  # what holds the data; everything else is about it
UNSTEADY = "legation.duckdb"  # the same rows may lie in it in other bytes: its checksum is in SHA256SUMS and in the crate
AUTHORITY = "http://publications.europa.eu/resource/authority"


def catalogue(about: About) -> Node:
    """Terms without a prefix are those of schema.org. All links are relative, so that it stays true wherever the folder is put."""
    files = [_distribution(about, file) for file in about.files if file.path.startswith(DATA)]
    return {
        "@context": CONTEXT,
        "@id": "./",
        "@type": ["Dataset", "dcat:Dataset"],
        "name": about.title,
        "description": about.description,
        "version": about.version,
        "keywords": list(about.keywords),
        "license": about.licence.url,
        "usageInfo": about.rights,
        "isAccessibleForFree": True,
        "inLanguage": list(about.languages),
        "creator": {"@id": "#contributors", "@type": ["Organization", "foaf:Agent"], "name": about.creator, "foaf:name": about.creator},
        "publisher": {"@id": "#contributors"},
        "dct:title": _english(about.title),
        "dct:description": _english(about.description),
        "dct:creator": {"@id": "#contributors"},
        "dct:publisher": {"@id": "#contributors"},
        "dct:language": [_language(code) for code in about.languages],
        "dct:accessRights": {"@id": f"{AUTHORITY}/access-right/PUBLIC", "@type": "dct:RightsStatement"},
        "dct:provenance": {"@id": "#provenance", "@type": "dct:ProvenanceStatement", "rdfs:label": _english(about.rights)},
        "dcat:version": about.version,
        "dcat:keyword": [_english(keyword) for keyword in about.keywords],
        "dcat:theme": {"@id": f"{AUTHORITY}/data-theme/INTR", "@type": "skos:Concept", "skos:prefLabel": _english("International issues")},
        "foaf:page": {"@id": "CODEBOOK.md", "@type": "foaf:Document"},
        **_coverage(about),
        "distribution": files,
        "dcat:distribution": [{"@id": file["@id"]} for file in files],
    }


def _coverage(about: About) -> Node:
    """Times, countries and publishers, as far as there are any."""
    covered: Node = {}
    if about.first_day and about.last_day:
        covered["temporalCoverage"] = f"{about.first_day}/{about.last_day}"
        days = {"dcat:startDate": _day(about.first_day), "dcat:endDate": _day(about.last_day)}
        covered["dct:temporal"] = {"@id": "#period", "@type": "dct:PeriodOfTime", **days}
    if about.countries:
        covered["spatialCoverage"] = [_place(country) for country in about.countries]
        covered["dct:spatial"] = [{"@id": place["@id"]} for place in covered["spatialCoverage"]]
    if about.publishers:
        made = [{"@type": "Organization", "name": publisher} for publisher in about.publishers]
        covered["isBasedOn"] = [{"@type": "CreativeWork", "publisher": publisher} for publisher in made]
    return covered


def _distribution(about: About, file: File) -> Node:
    node: Node = {
        "@id": "#" + file.path.replace("/", "-"),
        "@type": ["DataDownload", "dcat:Distribution"],
        "name": file.path,
        "description": file.description,
        "contentUrl": file.path,
        "encodingFormat": file.media_type,
        "dct:title": _english(file.path),
        "dct:description": _english(file.description),
        "dct:license": {"@id": about.licence.url, "@type": "dct:LicenseDocument"},
        "dct:rights": {"@id": "#rights", "@type": "dct:RightsStatement", "rdfs:label": _english(about.rights)},
        "dcat:accessURL": {"@id": file.path},
        "dcat:downloadURL": {"@id": file.path},
        "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{file.media_type}", "@type": "dct:MediaType"},
    }
    return node if file.path == UNSTEADY else node | _measured(file)


def _measured(file: File) -> Node:
    checksum = {
        "@type": "spdx:Checksum",
        "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256", "@type": "spdx:ChecksumAlgorithm"},
        "spdx:checksumValue": {"@value": file.sha256, "@type": "xsd:hexBinary"},
    }
    size = {"@value": str(file.size), "@type": "xsd:nonNegativeInteger"}
    return {"contentSize": f"{file.size} B", "sha256": file.sha256, "dcat:byteSize": size, "spdx:checksum": checksum}


def _place(country: Country) -> Node:
    named = {"name": country.name, "identifier": country.code, "dct:identifier": country.code, "skos:prefLabel": country.name}
    return {"@id": f"#country-{country.code}", "@type": ["Country", "dct:Location"], **named}


def _language(code: str) -> Node:
    scheme = "iso639-1" if len(code) == 2 else "iso639-2"
    return {"@id": f"http://id.loc.gov/vocabulary/{scheme}/{code}", "@type": "dct:LinguisticSystem"}


def _english(text: str) -> Node:
    return {"@value": text, "@language": "en"}


def _day(day: object) -> Node:
    return {"@value": str(day), "@type": "xsd:date"}


CONTEXT: Node = {
    "@vocab": "https://schema.org/",
    "license": {"@type": "@id"},
    "contentUrl": {"@type": "@id"},
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

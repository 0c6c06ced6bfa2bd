"""What a release is goes in, its `croissant.json` (Croissant 1.1) comes out."""

from typing import Any

from pipeline.release.descriptors.about import DATE_NOTE, About
from pipeline.release.descriptors.citation import bibtex
from schemas.derive import MEDIA_TYPES, Column, Table, tables_of
from schemas.tables import MEANINGS, TABLES

Node = dict[str, Any]

TYPES = {"string": "sc:Text", "integer": "sc:Integer", "number": "sc:Float", "boolean": "sc:Boolean", "date": "sc:Date"}

OTHER_NAMES = {MEDIA_TYPES["parquet"]: ("application/x-parquet",)}  # the one that Croissant's reference implementation knows


def croissant(about: About) -> Node:
    """Every table as a record set read from its Parquet file, its columns with type, meaning and references, and every list of codes."""
    tables = tables_of(TABLES)
    enums = dict(column.enum for table in tables for column in table.columns if column.enum)
    return {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.1",
        "name": about.title,
        "description": f"{about.description} {DATE_NOTE}",
        "url": "./",  # wherever the folder is put
        "license": about.licence.url,
        "creator": {"@type": "sc:Organization", "name": about.creator},
        "publisher": {"@type": "sc:Organization", "name": about.creator},
        "datePublished": about.dated.isoformat(),
        "version": about.version,
        "keywords": list(about.keywords),
        "inLanguage": list(about.languages),
        "citeAs": bibtex(about.version),
        "isLiveDataset": False,
        "usageInfo": about.rights,
        "distribution": [_file(about, f"{format}/{table.name}.{format}") for format in MEDIA_TYPES for table in tables],
        "recordSet": [_codes(name, values) for name, values in sorted(enums.items())] + [_records(table) for table in tables],
    }


def _file(about: About, path: str) -> Node:
    file = about.file(path)
    return {
        "@type": "cr:FileObject",
        "@id": path,
        "name": file.name,
        "description": file.description,
        "contentUrl": path,
        "contentSize": f"{file.size} B",
        "encodingFormat": [file.media_type, *OTHER_NAMES.get(file.media_type, ())],
        "sha256": file.sha256,
    }


def _codes(enum: str, values: tuple[str, ...]) -> Node:
    name, meaning = f"{_codes_id(enum)}/name", f"{_codes_id(enum)}/description"
    return {
        "@type": "cr:RecordSet",
        "@id": _codes_id(enum),
        "name": _codes_id(enum),
        "description": f"The codes of {enum} and what each of them means.",
        "dataType": "sc:Enumeration",
        "key": {"@id": name},
        "field": [
            {"@type": "cr:Field", "@id": name, "name": "name", "description": "The code.", "dataType": "sc:Text"},
            {"@type": "cr:Field", "@id": meaning, "name": "description", "description": "What it means.", "dataType": "sc:Text"},
        ],
        "data": [{name: value, meaning: MEANINGS[enum][value]} for value in values],
    }


def _records(table: Table) -> Node:
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": table.description,
        "key": [{"@id": f"{table.name}/{column}"} for column in table.primary_key],
        "field": [_field(table, column) for column in table.columns],
    }


def _field(table: Table, column: Column) -> Node:
    field: Node = {
        "@type": "cr:Field",
        "@id": f"{table.name}/{column.name}",
        "name": column.name,
        "description": column.description,
        "dataType": TYPES[column.kind.field],
        "source": {"fileObject": {"@id": f"parquet/{table.name}.parquet"}, "extract": {"column": column.name}},
    }
    if link := column.reference:
        # A reference to a field would say the same, but mlcroissant 1.1 then fails to load tables that refer to tables with references.
        field["references"] = {"fileObject": {"@id": f"parquet/{link.parent}.parquet"}, "extract": {"column": link.parent_column}}
    elif column.enum:
        field["references"] = {"field": {"@id": f"{_codes_id(column.enum[0])}/name"}}
    return field


def _codes_id(enum: str) -> str:
    return f"codes_{enum}"


# The one that the specification recommends, as the reference implementation writes it.
CONTEXT: Node = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "arrayShape": "cr:arrayShape",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "containedIn": "cr:containedIn",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "description": {"@container": "@language"},
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isArray": "cr:isArray",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "name": {"@container": "@language"},
    "parentField": "cr:parentField",
    "path": "cr:path",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}

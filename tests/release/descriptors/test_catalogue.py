"""`dataset.jsonld` is read without the web, says all that it says in terms that exist, and is what DCAT-AP and Google ask for."""

import json
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urljoin

import pyshacl
import pytest
import rdflib
from pyld import jsonld
from rdflib import namespace as terms

from tests.release.descriptors.conftest import PUBLISHER, STANDARDS, read_json

BASE = "https://archive.test/legation/dataset.jsonld"


def graph_of(document: Any) -> rdflib.Graph:
    return rdflib.Graph().parse(data=json.dumps(document), format="json-ld", publicID=BASE)


@pytest.fixture(scope="session")
def shapes() -> rdflib.Graph:
    return rdflib.Graph().parse(STANDARDS / "dcat-ap-3.0.0.shapes.ttl").parse(STANDARDS / "google-dataset.shapes.ttl")


def report_on(document: Any, shapes: rdflib.Graph) -> tuple[bool, str]:
    # Under RDFS everything is an rdfs:Resource, which DCAT-AP demands of the addresses of files.
    conforms, _, text = pyshacl.validate(graph_of(document), shacl_graph=shapes, inference="rdfs")
    return conforms, text


def test_it_conforms_to_dcat_ap_and_to_what_google_asks_for(folder: Path, shapes: rdflib.Graph) -> None:
    conforms, text = report_on(read_json(folder, "dataset.jsonld"), shapes)
    assert conforms, text


@pytest.mark.parametrize(
    ("removed", "path"),
    [("dct:title", "dcterms:title"), ("name", "schema:name"), ("license", "schema:license"), ("dct:description", "dcterms:description")],
)
def test_the_shapes_see_what_is_missing(described: Path, shapes: rdflib.Graph, removed: str, path: str) -> None:
    document = read_json(described, "dataset.jsonld")
    del document[removed]
    conforms, text = report_on(document, shapes)
    assert not conforms
    assert path.partition(":")[2] in text


def test_the_shapes_see_an_agent_without_a_name_and_a_file_without_an_address(described: Path, shapes: rdflib.Graph) -> None:
    document = read_json(described, "dataset.jsonld")
    del document["creator"]["foaf:name"], document["distribution"][0]["dcat:accessURL"]
    conforms, text = report_on(document, shapes)
    assert not conforms
    assert "foaf:name" in text and "dcat:accessURL" in text


def test_every_term_is_known_and_nothing_is_fetched(folder: Path) -> None:
    def refuse(url: str, _: Any) -> NoReturn:
        raise AssertionError(f"{url} was asked for")

    document = read_json(folder, "dataset.jsonld")
    (expanded,) = jsonld.expand(document, {"base": BASE, "documentLoader": refuse})
    written = {key for key in keys_of(document) if not key.startswith("@")}
    assert {key for key in keys_of(expanded) if not key.startswith("@")} == {address_of(key, document["@context"]) for key in written}


def keys_of(value: Any) -> set[str]:
    """All keys of a document and of what is in it, but for its context."""
    if isinstance(value, list):
        return set().union(*map(keys_of, value)) if value else set()
    if not isinstance(value, dict):
        return set()
    return set(value) - {"@context"} | set().union(*(keys_of(inner) for key, inner in value.items() if key != "@context"))


def address_of(term: str, context: dict[str, Any]) -> str:
    prefix, colon, name = term.partition(":")
    return f"{context[prefix]}{name}" if colon else f"{context['@vocab']}{term}"


def test_links_lead_to_files_of_the_release(folder: Path) -> None:
    graph = graph_of(read_json(folder, "dataset.jsonld"))
    linked = {
        str(link)
        for property in (terms.DCAT.downloadURL, terms.DCAT.accessURL, terms.SDO.contentUrl)
        for link in graph.objects(None, property)
    }
    data = [path for place in ("csv", "parquet") for path in (folder / place).iterdir()] + [folder / "legation.duckdb"]
    assert linked == {urljoin(BASE, path.relative_to(folder).as_posix()) for path in data}
    assert len(list(graph.objects(rdflib.URIRef(urljoin(BASE, "./")), terms.DCAT.distribution))) == len(data)


def test_one_node_is_a_dataset_of_both_vocabularies(described: Path) -> None:
    graph = graph_of(read_json(described, "dataset.jsonld"))
    (dataset,) = graph.subjects(terms.RDF.type, terms.DCAT.Dataset)
    assert (dataset, terms.RDF.type, terms.SDO.Dataset) in graph
    assert str(graph.value(dataset, terms.SDO.temporalCoverage)) == "2017-08-11/2018-05-02"
    period = graph.value(dataset, terms.DCTERMS.temporal)
    assert str(graph.value(period, terms.DCAT.endDate)) == "2018-05-02"
    assert {str(graph.value(place, terms.SDO.name)) for place in graph.objects(dataset, terms.DCTERMS.spatial)} == {
        "Chile",
        "Peru",
        "Venezuela",
    }
    publishers = {
        str(graph.value(graph.value(work, terms.SDO.publisher), terms.SDO.name)) for work in graph.objects(dataset, terms.SDO.isBasedOn)
    }
    assert publishers == {"The Paper", PUBLISHER}


def test_what_is_not_known_of_an_empty_release_is_left_out(bare: Path) -> None:
    document = read_json(bare, "dataset.jsonld")
    assert {"temporalCoverage", "spatialCoverage", "isBasedOn", "dct:temporal", "dct:spatial"} & document.keys() == set()

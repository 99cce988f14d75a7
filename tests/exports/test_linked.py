"""Linked data and TimeMap hold what their specifications ask for, whatever the ledger holds."""

import re
from dataclasses import replace

import pytest

from rashomon.exports.ftm import followthemoney
from rashomon.exports.linked import prov, web_annotations
from rashomon.exports.maps import timemap, timemap_left_out
from tests.exports.test_exports import view  # noqa: F401 - a fixture

IRI = re.compile(r"(urn:[a-z0-9]+:|https?://)\S+")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
TIMEMAP_KEYS = {
    "id",
    "description",
    "date",
    "time",
    "time_precision",
    "location",
    "latitude",
    "longitude",
    "type",
    "category",
    "category_full",
    "associations",
    "sources",
    "comments",
}


def test_annotations_are_as_the_web_annotation_model_asks(view):  # noqa: F811
    found = web_annotations(view)
    assert "http://www.w3.org/ns/anno.jsonld" in found["@context"]
    page = found["first"]
    assert (found["type"], page["type"], page["partOf"]) == ("AnnotationCollection", "AnnotationPage", found["id"])
    assert found["total"] == len(page["items"]) == len(view.claims)
    for each in page["items"]:
        assert each["type"] == "Annotation"
        assert IRI.fullmatch(each["id"])
        assert IRI.fullmatch(each["target"]["source"])
        assert MOMENT.fullmatch(each["generated"])
        assert each["body"]["type"] == "TextualBody"
    assert len({each["id"] for each in page["items"]}) == len(view.claims)
    ours = {
        key for key in found if key not in ("@context", "id", "type", "label", "creator", "generated", "total", "first")
    }
    assert ours <= set(found["@context"][1]), "a JSON-LD reader drops what its context does not know"
    assert "first" not in web_annotations(replace(view, claims={}))


def test_prov_links_each_claim_to_the_bytes_it_came_from(view):  # noqa: F811
    found = prov(view)
    by_id = {node["@id"]: node for node in found["@graph"]}
    for claim in view.claims.values():
        page = by_id[by_id[f"rashomon:{claim.id}"]["wasQuotedFrom"]]
        raw = by_id[page["wasDerivedFrom"][0]]
        assert raw["sha256"] == view.documents[claim.document_id].raw_sha256
        assert by_id[raw["wasAttributedTo"]]["label"] == view.documents[claim.document_id].source.name
    assert by_id["rashomon:export"]["policy"] == view.policy
    known = {*found["@context"], "@id", "@type"}
    assert {key for node in found["@graph"] for key in node} <= known


def test_timemap_has_only_texts_under_keys_that_its_schema_knows(view):  # noqa: F811
    (entry,) = timemap(view)
    assert set(entry) <= TIMEMAP_KEYS
    assert entry["associations"] == []
    assert entry["date"] == "05/06/2024"
    assert all(isinstance(value, str) for key, value in entry.items() if key not in ("associations", "sources"))
    (event,) = view.events
    nowhere = replace(view, events=(replace(event, place=None), replace(event, when=None)))
    assert timemap(nowhere) == []
    assert [why for _, why in timemap_left_out(nowhere)] == ["its place is not known", "its day is not known"]


def test_followthemoney_ids_are_such_as_it_takes_and_every_link_leads_somewhere(view):  # noqa: F811
    entities = list(followthemoney(view))
    ids = [entity["id"] for entity in entities]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[0-9a-zA-Z]([0-9a-zA-Z.\-]*[0-9a-zA-Z])?", each) for each in ids)
    links = [
        target
        for entity in entities
        for name in ("document", "entity", "resolved", "involved")
        for target in entity["properties"].get(name, ())
    ]
    assert links
    assert set(links) <= set(ids)


@pytest.mark.parametrize("make", [web_annotations, prov, timemap, lambda each: list(followthemoney(each))])
def test_an_empty_ledger_exports_too(view, make):  # noqa: F811
    make(replace(view, events=(), claims={}, documents={}))

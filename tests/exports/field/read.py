"""Run by the field's own Python (`make field`): reads exports with the field's libraries and prints what is wrong."""

import json
import sys
from pathlib import Path


def ftm(path):
    from followthemoney import model
    from followthemoney.exc import InvalidData

    seen, links = set(), []
    for line in path.read_text("utf-8").splitlines():
        data = json.loads(line)
        entity = model.get_proxy(data, cleaned=False)
        try:
            entity.schema.validate(data)
        except InvalidData as error:
            yield f"{data['id']}: {error.errors}"
        for name, values in data["properties"].items():
            kept = entity.get(name)
            if len(kept) != len(set(values)):
                yield f"{data['id']}: {name} lost {sorted(set(values) - set(kept))}"
            if entity.schema.get(name).type.name == "entity":
                links += [(data["id"], value) for value in values]
        seen.add(data["id"])
    yield from (f"{key} points to {target}, which is not there" for key, target in links if target not in seen)
    yield from () if seen else ["no entity at all"]


def hxl(path):
    import hxl as library

    data = library.data(str(path), library.InputOptions(allow_local=True))
    if not list(data):
        yield "no row"
    tags = [column.display_tag for column in data.columns]
    yield from () if all(tag and tag.startswith("#") for tag in tags) else [f"a column without a tag: {tags}"]
    result = library.validate(data)
    yield from (str(issue) for issue in ([] if result["is_valid"] else result["issues"]))


def geoparquet(path):
    import geopandas

    frame = geopandas.read_parquet(path)
    if frame.crs is None or frame.crs.to_epsg() not in (4326, None):
        yield f"its CRS is {frame.crs}"
    drawn = frame.geometry.dropna()
    if drawn.empty or not drawn.is_valid.all():
        yield "no valid geometry"


def prov(path):
    from rdflib import RDF, Graph, Namespace

    space = Namespace("http://www.w3.org/ns/prov#")
    graph = Graph().parse(path, format="json-ld")
    entities = set(graph.subjects(RDF.type, space.Entity))
    quoted = list(graph.subject_objects(space.wasQuotedFrom))
    if not quoted:
        yield "nothing is quoted from anything"
    yield from (f"{page} is no entity" for _, page in quoted if page not in entities)
    plain = json.loads(path.read_text("utf-8"))
    known = {*plain["@context"], "@id", "@type"}
    yield from (f"the key {key} is no term" for node in plain["@graph"] for key in node if key not in known)


if __name__ == "__main__":
    faults = list({"ftm": ftm, "hxl": hxl, "geoparquet": geoparquet, "prov": prov}[sys.argv[1]](Path(sys.argv[2])))
    print("\n".join(faults))
    sys.exit(1 if faults else 0)

"""Parquet and GeoParquet, for those who install the extra `rashomon[parquet]`: typed columns, the same values.

The file's own metadata names policy, version, ledger hash and what was withheld.
"""

from __future__ import annotations

import importlib
import json
from typing import Any

from rashomon.errors import OutputFailed
from rashomon.exports.rows import claim_records, event_records
from rashomon.exports.shapes import box_of, shape_of
from rashomon.exports.view import ExportView

GEO_VERSION = "1.1.0"
"""The GeoParquet specification that `geoparquet` follows."""


def parquet_bytes(view: ExportView) -> bytes:
    """Return a Parquet file with a row a claim, its figures as a list of structs. Raises OutputFailed."""
    arrow = _arrow()
    figure = arrow.struct(
        [
            ("measure", arrow.string()),
            ("group", arrow.string()),
            ("low", arrow.int64()),
            ("high", arrow.int64()),
            ("modifier", arrow.string()),
            ("word", arrow.string()),
            ("flow_or_stock", arrow.string()),
            ("part_of_another", arrow.bool_()),
            ("words", arrow.string()),
        ]
    )
    schema = arrow.schema(
        [
            *((name, arrow.string()) for name in ("claim", "event", "page", "outlet", "url")),
            ("published", arrow.date32()),
            ("chain", arrow.list_(arrow.string())),
            *((name, arrow.string()) for name in ("stance", "status")),
            ("negated", arrow.bool_()),
            *((name, arrow.string()) for name in ("event_type", "sub_event_type", "plover")),
            ("figures", arrow.list_(figure)),
            ("place", arrow.string()),
            ("place_state", arrow.string()),
            ("country", arrow.string()),
            *((name, arrow.float64()) for name in ("latitude", "longitude", "radius_km")),
            *((name, arrow.date32()) for name in ("earliest", "latest")),
            ("edtf", arrow.string()),
            ("words", arrow.string()),
            *((name, arrow.int64()) for name in ("start", "end")),
            ("confidence", arrow.float64()),
            ("gaps", arrow.list_(arrow.string())),
            ("reader", arrow.string()),
        ]
    )
    return _written(arrow.Table.from_pylist(list(claim_records(view)), schema=schema), _notes(view))


def geoparquet_bytes(view: ExportView) -> bytes:
    """Return a GeoParquet file with a row an event; one without coordinates has no geometry. Raises OutputFailed."""
    arrow = _arrow()
    schema = arrow.schema(
        [
            *((name, arrow.string()) for name in ("event", "title", "event_type", "sub_event_type", "plover")),
            ("aggregate", arrow.bool_()),
            *((name, arrow.date32()) for name in ("earliest", "latest")),
            *((name, arrow.string()) for name in ("edtf", "place", "place_words", "country", "admin1", "admin2")),
            ("radius_km", arrow.float64()),
            *(
                (name, arrow.int64())
                for name in ("geo_precision", "where_prec", "pages", "roots", "low", "best", "high")
            ),
            *((name, arrow.string()) for name in ("grade", "strike_status", "civilian_harm", "policy")),
            *((name, arrow.int64()) for name in ("conceded_low", "conceded_high")),
            *((name, arrow.list_(arrow.string())) for name in ("disputes", "sources", "notes", "claims", "inside")),
            ("geometry", arrow.binary()),
        ]
    )
    shapes = [shape_of(event) for event in view.events]
    records = [
        {**record, "geometry": None if shape is None else shape.wkb}
        for record, shape in zip(event_records(view), shapes, strict=True)
    ]
    drawn = [shape for shape in shapes if shape is not None]
    column: dict[str, Any] = {
        "encoding": "WKB",
        "geometry_types": sorted({shape.geom_type for shape in drawn}),
        "edges": "planar",
        "orientation": "counterclockwise",
    }
    box = box_of(drawn)
    if box:
        column["bbox"] = box
    geo = {"version": GEO_VERSION, "primary_column": "geometry", "columns": {"geometry": column}}
    return _written(arrow.Table.from_pylist(records, schema=schema), {**_notes(view), "geo": json.dumps(geo)})


def _arrow() -> Any:
    """Return pyarrow. Raises OutputFailed with the command that installs it."""
    try:
        return importlib.import_module("pyarrow")
    except ImportError as error:
        raise OutputFailed(
            "parquet", "this format needs pyarrow, which is not installed", "pip install 'rashomon[parquet]'"
        ) from error


def _notes(view: ExportView) -> dict[str, str]:
    about = {**view.provenance, "withheld": list(view.withheld)}
    return {"rashomon": json.dumps(about, ensure_ascii=False)}


def _written(table: Any, notes: dict[str, str]) -> bytes:
    arrow, parquet = _arrow(), importlib.import_module("pyarrow.parquet")
    sink = arrow.BufferOutputStream()
    metadata = {**(table.schema.metadata or {}), **{key.encode(): value.encode() for key, value in notes.items()}}
    parquet.write_table(table.replace_schema_metadata(metadata), sink, compression="zstd", version="2.6")
    return bytes(sink.getvalue().to_pybytes())

// The map of the events table: clusters, areas of uncertainty, and the view as a filter.
import type { Feature, FeatureCollection } from "geojson";
import type { ExpressionSpecification, GeoJSONSource, Map as Chart, MapLayerMouseEvent } from "maplibre-gl";

import { currentQuery, onFilters, setFilters } from "./lib/filters";
import { boxOf, boxWords, canDraw, fill, openGround, pixelsAtZero } from "./lib/ground";
import { onTheme, token } from "./lib/theme";

/** An event as the server sends it: id, longitude, latitude, radius in km, disputes, pages. */
type Row = [string, number, number, number, number, number];

const PIN_KM = 1;
const AREA: ExpressionSpecification = [
  "interpolate",
  ["exponential", 2],
  ["zoom"],
  0,
  ["max", 6, ["get", "reach"]],
  5,
  ["max", 6, ["*", 32, ["get", "reach"]]],
  10,
  ["max", 6, ["*", 1024, ["get", "reach"]]],
  13,
  ["max", 6, ["*", 8192, ["get", "reach"]]],
];

function features(rows: Row[]): FeatureCollection {
  return {
    type: "FeatureCollection",
    features: rows.map(([id, lon, lat, km, disputes, pages]): Feature => ({
      type: "Feature",
      properties: { id, pin: km <= PIN_KM, reach: pixelsAtZero(km, lat), disputed: disputes > 0 ? 1 : 0, pages },
      geometry: { type: "Point", coordinates: [lon, lat] },
    })),
  };
}

function layers(chart: Chart): void {
  chart.addSource("events", {
    type: "geojson",
    data: features([]),
    cluster: true,
    clusterRadius: 42,
    clusterMaxZoom: 9,
    clusterProperties: { disputed: ["+", ["get", "disputed"]] },
  });
  const colour: ExpressionSpecification = ["case", [">", ["get", "disputed"], 0], token("--zone"), token("--c0")];
  const share: ExpressionSpecification = ["/", ["get", "disputed"], ["max", 1, ["get", "point_count"]]];
  chart.addLayer({
    id: "areas",
    type: "circle",
    source: "events",
    filter: ["all", ["!", ["has", "point_count"]], ["!", ["get", "pin"]]],
    paint: { "circle-radius": AREA, "circle-color": colour, "circle-opacity": 0.13, "circle-stroke-color": colour, "circle-stroke-width": 1.2, "circle-stroke-opacity": 0.8 },
  });
  chart.addLayer({
    id: "pins",
    type: "circle",
    source: "events",
    filter: ["all", ["!", ["has", "point_count"]], ["get", "pin"]],
    paint: { "circle-radius": 5, "circle-color": colour, "circle-stroke-color": token("--land"), "circle-stroke-width": 1.5 },
  });
  chart.addLayer({
    id: "clusters",
    type: "circle",
    source: "events",
    filter: ["has", "point_count"],
    paint: {
      "circle-color": token("--card"),
      "circle-stroke-color": ["interpolate", ["linear"], share, 0, token("--c0"), 0.6, token("--zone")],
      "circle-stroke-width": ["interpolate", ["linear"], share, 0, 2, 1, 3.5],
      "circle-radius": ["interpolate", ["linear"], ["log10", ["get", "point_count"]], 0, 11, 1, 14, 2, 18, 3, 23, 4, 29],
    },
  });
  chart.addLayer({
    id: "counts",
    type: "symbol",
    source: "events",
    filter: ["has", "point_count"],
    layout: { "text-field": ["get", "point_count_abbreviated"], "text-size": 12, "text-font": ["sans-serif"], "text-allow-overlap": true },
    paint: { "text-color": token("--ink") },
  });
}

async function load(chart: Chart, box: HTMLElement, fit: boolean): Promise<void> {
  const query = currentQuery(["box"]);
  const answer = await fetch(`${box.dataset["points"] ?? ""}?${query.toString()}`);
  if (!answer.ok) throw new Error(`the map's events did not come: ${answer.status}`);
  const found = (await answer.json()) as { points: Row[]; unplaced: number };
  fill(chart, "events", features(found.points));
  note(box, found.points.length, found.unplaced);
  if (fit && found.points.length > 0) {
    const [west, south, east, north] = boxOf(found.points.map(([, lon, lat]) => [lon, lat]));
    chart.fitBounds([[west, south], [east, north]], { padding: 46, maxZoom: 8, animate: false });
  }
  box.dataset["state"] = "ready";
}

function note(box: HTMLElement, placed: number, unplaced: number): void {
  const line = document.querySelector<HTMLElement>(`[data-note-of="${box.id}"]`);
  if (!line) return;
  const without = unplaced ? `, ${unplaced.toLocaleString("en")} without a place` : "";
  line.textContent = `${placed.toLocaleString("en")} on the map${without}`;
}

function listen(chart: Chart, box: HTMLElement): void {
  chart.on("click", "clusters", (event: MapLayerMouseEvent) => void open(chart, event));
  for (const layer of ["areas", "pins"]) {
    chart.on("click", layer, (event: MapLayerMouseEvent) => peek(box, event));
  }
  for (const layer of ["clusters", "areas", "pins"]) {
    chart.on("mouseenter", layer, () => void (chart.getCanvas().style.cursor = "pointer"));
    chart.on("mouseleave", layer, () => void (chart.getCanvas().style.cursor = ""));
  }
  document.querySelector("[data-filter-view]")?.addEventListener("click", () => setFilters({ box: boxWords(chart.getBounds()) }));
}

async function open(chart: Chart, event: MapLayerMouseEvent): Promise<void> {
  const found = event.features?.[0];
  if (!found || found.geometry.type !== "Point") return;
  const zoom = await (chart.getSource("events") as GeoJSONSource).getClusterExpansionZoom(Number(found.properties["cluster_id"]));
  const [lon = 0, lat = 0] = found.geometry.coordinates;
  chart.easeTo({ center: [lon, lat], zoom: Math.min(zoom + 0.2, 12) });
}

/** Shows the events under the pointer in the list beneath the map; areas may lie over one another. */
function peek(box: HTMLElement, event: MapLayerMouseEvent): void {
  const ids = [...new Set((event.features ?? []).map((each) => String(each.properties["id"])))].slice(0, 8);
  const place = document.querySelector<HTMLElement>("[data-peek]");
  if (!place || ids.length === 0) return;
  void fetch(`${box.dataset["peek"] ?? ""}?ids=${ids.join(",")}`).then(async (answer) => {
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    place.replaceChildren(...page.body.childNodes);
    place.hidden = false;
  });
}

async function start(box: HTMLElement): Promise<void> {
  if (!canDraw()) {
    box.dataset["state"] = "none";
    box.textContent = "This browser cannot draw the map (it needs WebGL 2). The table beneath holds every event.";
    return;
  }
  const chart = await openGround(box);
  layers(chart);
  listen(chart, box);
  onFilters(() => void load(chart, box, false));
  onTheme(() => location.reload());
  await load(chart, box, true);
}

for (const box of document.querySelectorAll<HTMLElement>("[data-island='map']")) void start(box);

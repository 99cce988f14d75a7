// The map of one event: every rival place as an area, and, where a form asks for one, a place set by hand.
import type { Feature, FeatureCollection, MultiPolygon, Polygon, Position } from "geojson";
import { Marker } from "maplibre-gl";
import type { LngLatLike, Map as Chart } from "maplibre-gl";

import { circle } from "./lib/circle";
import { boxOf, canDraw, fill, openGround } from "./lib/ground";
import { token } from "./lib/theme";

interface Area {
  name: string;
  lon: number;
  lat: number;
  radius_km: number;
  shape: Polygon | MultiPolygon | null;
  kind: string;
  own: boolean;
}

function featureOf(area: Area): Feature {
  return { type: "Feature", properties: { name: area.name, own: area.own }, geometry: area.shape ?? circle(area.lon, area.lat, Math.max(area.radius_km, 0.4)) };
}

function draw(chart: Chart, areas: Area[]): void {
  const empty: FeatureCollection = { type: "FeatureCollection", features: [] };
  chart.addSource("areas", { type: "geojson", data: { ...empty, features: areas.map(featureOf) } });
  chart.addSource("set", { type: "geojson", data: empty });
  chart.addLayer({ id: "areas", type: "fill", source: "areas", paint: { "fill-color": token("--zone"), "fill-opacity": ["case", ["get", "own"], 0.16, 0.07] } });
  chart.addLayer({ id: "edges", type: "line", source: "areas", paint: { "line-color": token("--zone"), "line-width": 1.3, "line-dasharray": [3, 2] } });
  chart.addLayer({ id: "set", type: "fill", source: "set", paint: { "fill-color": token("--h"), "fill-opacity": 0.2 } });
  chart.addLayer({ id: "set-edge", type: "line", source: "set", paint: { "line-color": token("--h"), "line-width": 2 } });
  const spots: Feature[] = areas.map((each) => ({ type: "Feature", properties: { name: each.name }, geometry: { type: "Point", coordinates: [each.lon, each.lat] } }));
  chart.addSource("spots", { type: "geojson", data: { ...empty, features: spots } });
  chart.addLayer({
    id: "spot-names",
    type: "symbol",
    source: "spots",
    layout: { "text-field": ["get", "name"], "text-size": 13, "text-font": ["sans-serif"], "text-offset": [0, -0.9], "text-anchor": "bottom" },
    paint: { "text-color": token("--ink"), "text-halo-color": token("--land"), "text-halo-width": 1.8 },
  });
}

/** Every corner of a shape: a corridor or a region may reach far to one side of the place that names it. */
function cornersOf(shape: Area["shape"]): Position[] {
  if (!shape) return [];
  return shape.type === "Polygon" ? shape.coordinates.flat() : shape.coordinates.flat(2);
}

function fit(chart: Chart, areas: Area[]): void {
  const rings = areas.flatMap((each) => [...cornersOf(each.shape), ...circle(each.lon, each.lat, each.shape ? 2 : Math.max(each.radius_km, 12)).coordinates.flat()]);
  if (rings.length === 0) return;
  const [west, south, east, north] = boxOf(rings);
  chart.fitBounds([[west, south], [east, north]], { padding: 34, maxZoom: 10.5, animate: false });
}

function field(form: HTMLFormElement, name: string): HTMLInputElement | null {
  const found = form.elements.namedItem(name);
  return found instanceof HTMLInputElement ? found : null;
}

/** Lets a person set the place: a click or a drag moves it, the radius field widens it, and the fields say the same. */
function letSet(chart: Chart, form: HTMLFormElement, areas: Area[]): void {
  const [lat, lon, radius] = [field(form, "lat"), field(form, "lon"), field(form, "radius_km")];
  if (!lat || !lon || !radius) return;
  const marker = new Marker({ color: token("--h"), draggable: true });
  const show = (): void => {
    const at: [number, number] = [Number(lon.value), Number(lat.value)];
    if (lon.value === "" || lat.value === "" || at.some(Number.isNaN)) return;
    marker.setLngLat(at).addTo(chart);
    const area: Feature = { type: "Feature", properties: {}, geometry: circle(at[0], at[1], Math.max(Number(radius.value) || 0, 0.05)) };
    fill(chart, "set", { type: "FeatureCollection", features: [area] });
  };
  const put = (spot: { lng: number; lat: number }): void => {
    lat.value = spot.lat.toFixed(4);
    lon.value = spot.lng.toFixed(4);
    show();
  };
  const asked = (): boolean => form.closest("details")?.open ?? true;
  chart.on("click", (event) => {
    if (asked()) put(event.lngLat);
  });
  marker.on("drag", () => put(marker.getLngLat()));
  for (const each of [lat, lon, radius]) each.addEventListener("input", show);
  form.closest("details")?.addEventListener("toggle", () => {
    chart.getCanvas().style.cursor = asked() ? "crosshair" : "";
    const first = areas[0];
    if (asked() && first && lat.value === "") put({ lng: first.lon, lat: first.lat });
    if (!asked()) {
      marker.remove();
      fill(chart, "set", { type: "FeatureCollection", features: [] });
    } else {
      show();
    }
  });
}

async function start(box: HTMLElement): Promise<void> {
  if (!canDraw()) {
    box.dataset["state"] = "none";
    return;
  }
  const answer = await fetch(box.dataset["areas"] ?? "");
  const { areas } = (await answer.json()) as { areas: Area[] };
  const drawing = box.querySelector(".drawing");
  const chart = await openGround(box);
  drawing?.remove();
  draw(chart, areas);
  fit(chart, areas);
  const middle: LngLatLike | undefined = areas[0] ? [areas[0].lon, areas[0].lat] : undefined;
  if (!middle) chart.setZoom(1);
  const form = document.querySelector<HTMLFormElement>("form[data-set-place]");
  if (form) letSet(chart, form, areas);
  box.dataset["state"] = "ready";
}

for (const box of document.querySelectorAll<HTMLElement>("[data-island='place']")) void start(box);

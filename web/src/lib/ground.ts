// The ground that every map stands on: outlines from the package, no tiles, no request to any other machine.
import type { Feature, FeatureCollection, Geometry, MultiPolygon, Polygon, Position } from "geojson";
import { AttributionControl, LngLatBounds, Map as Chart, NavigationControl, ScaleControl, setWorkerUrl } from "maplibre-gl";
import type { LayerSpecification, StyleSpecification } from "maplibre-gl";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";

import { flat } from "./rings";
import { token } from "./theme";

export type Named = { name: string };

const NOTHING: FeatureCollection = { type: "FeatureCollection", features: [] };

/** Tells whether this browser can draw maps at all. */
export function canDraw(): boolean {
  try {
    return document.createElement("canvas").getContext("webgl2") !== null;
  } catch {
    return false;
  }
}

/** The point at which a country's name stands: the middle of its largest ring's box. */
export function nameSpot(shape: Polygon | MultiPolygon): Position {
  const rings = shape.type === "Polygon" ? [shape.coordinates[0] ?? []] : shape.coordinates.map((each) => each[0] ?? []);
  let best: Position = [0, 0];
  let most = -1;
  for (const ring of rings) {
    const box = boxOf(ring);
    const size = (box[2] - box[0]) * (box[3] - box[1]);
    if (size > most) {
      most = size;
      best = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
    }
  }
  return best;
}

/** West, south, east, north of some positions. */
export function boxOf(ring: Position[]): [number, number, number, number] {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x = 0, y = 0] of ring) {
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  }
  return box;
}

function style(): StyleSpecification {
  return {
    version: 8,
    sources: {
      land: { type: "geojson", data: NOTHING, tolerance: 0.9, buffer: 8 },
      borders: { type: "geojson", data: NOTHING, tolerance: 0.9, buffer: 8 },
      names: { type: "geojson", data: NOTHING },
      towns: { type: "geojson", data: NOTHING },
    },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": token("--sea") } },
      { id: "land", type: "fill", source: "land", paint: { "fill-color": token("--land"), "fill-antialias": false } },
      { id: "border", type: "line", source: "borders", paint: { "line-color": token("--border"), "line-width": 0.9 } },
      words("country", "names", 11.5, "--soft", { maxzoom: 7 }),
      {
        id: "town-spot",
        type: "circle",
        source: "towns",
        paint: { "circle-radius": 2, "circle-color": token("--land"), "circle-stroke-color": token("--soft"), "circle-stroke-width": 1 },
      },
      words("town", "towns", 11.5, "--soft", { offset: [0.6, 0], anchor: "left" }),
    ],
  };
}

interface Standing {
  maxzoom?: number;
  offset?: [number, number];
  anchor?: "left" | "center";
}

function words(id: string, source: string, size: number, colour: string, standing: Standing): LayerSpecification {
  return {
    id,
    type: "symbol",
    source,
    ...(standing.maxzoom ? { maxzoom: standing.maxzoom } : {}),
    layout: {
      "text-field": ["get", "name"],
      "text-size": size,
      "text-font": ["sans-serif"],
      "text-offset": standing.offset ?? [0, 0],
      "text-anchor": standing.anchor ?? "center",
      "text-max-width": 9,
    },
    paint: { "text-color": token(colour), "text-halo-color": token("--land"), "text-halo-width": 1 },
  };
}

/** Opens a map in a box that names its files in `data-worker` and `data-world` and its towns in `data-towns`. */
export async function openGround(box: HTMLElement): Promise<Chart> {
  setWorkerUrl(new URL(box.dataset["worker"] ?? "", location.href).href);
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const chart = new Chart({
    container: box,
    style: style(),
    center: [20, 25],
    zoom: 1,
    maxZoom: 13,
    attributionControl: false,
    fadeDuration: still ? 0 : 150,
    dragRotate: false,
    pitchWithRotate: false,
    renderWorldCopies: false,
    cooperativeGestures: matchMedia("(max-width: 680px)").matches,
  });
  Object.assign(box, { chart }); // for tests and measurements
  chart.touchZoomRotate.disableRotation();
  chart.addControl(new NavigationControl({ showCompass: false }), "top-right");
  chart.addControl(new AttributionControl({ compact: false, customAttribution: "Outlines: Natural Earth" }), "bottom-right");
  chart.addControl(new ScaleControl({ unit: "metric" }), "bottom-left");
  const [world] = await Promise.all([fetchWorld(box.dataset["world"] ?? ""), chart.once("load")]);
  fill(chart, "land", world.land);
  fill(chart, "borders", world.borders);
  fill(chart, "names", namesOf(world.land));
  followTowns(chart, box.dataset["towns"]);
  return chart;
}

interface World {
  land: FeatureCollection<Geometry, Named>;
  borders: FeatureCollection;
}

/** The outlines as areas, and as lines of which each is drawn once though two countries share it. */
async function fetchWorld(url: string): Promise<World> {
  const answer = await fetch(url);
  const topology = (await answer.json()) as Topology<{ countries: GeometryCollection<Named> }>;
  const world = feature(topology, topology.objects.countries);
  const lines: Feature = { type: "Feature", properties: {}, geometry: flat(mesh(topology, topology.objects.countries)) };
  return {
    land: { ...world, features: world.features.map((each) => ({ ...each, geometry: flat(each.geometry) })) },
    borders: { type: "FeatureCollection", features: [lines] },
  };
}

function namesOf(world: FeatureCollection<Geometry, Named>): FeatureCollection {
  const features = world.features.flatMap((each): Feature[] => {
    if (each.geometry.type !== "Polygon" && each.geometry.type !== "MultiPolygon") return [];
    return [{ type: "Feature", properties: each.properties, geometry: { type: "Point", coordinates: nameSpot(each.geometry) } }];
  });
  return { type: "FeatureCollection", features };
}

/** Puts data into a source of the map that is there. */
export function fill(chart: Chart, source: string, data: FeatureCollection): void {
  const found = chart.getSource(source);
  if (found && "setData" in found) (found as unknown as { setData(data: FeatureCollection): unknown }).setData(data);
}

function followTowns(chart: Chart, url: string | undefined): void {
  if (!url) return;
  let latest = 0;
  const look = async (): Promise<void> => {
    const turn = ++latest;
    if (chart.getZoom() < 3.5) {
      fill(chart, "towns", NOTHING);
      return;
    }
    const answer = await fetch(`${url}?box=${boxWords(chart.getBounds())}`);
    if (!answer.ok || turn !== latest) return;
    const found = (await answer.json()) as { towns: [string, number, number][] };
    const features = found.towns.map(([name, lon, lat]): Feature => ({
      type: "Feature",
      properties: { name },
      geometry: { type: "Point", coordinates: [lon, lat] },
    }));
    fill(chart, "towns", { type: "FeatureCollection", features });
  };
  chart.on("moveend", () => void look());
  void look();
}

/** "west,south,east,north" with so many decimals as a filter needs. */
export function boxWords(bounds: LngLatBounds): string {
  const part = (value: number, least: number, most: number): string => Math.min(most, Math.max(least, value)).toFixed(3);
  return [
    part(bounds.getWest(), -180, 180),
    part(bounds.getSouth(), -90, 90),
    part(bounds.getEast(), -180, 180),
    part(bounds.getNorth(), -90, 90),
  ].join(",");
}

/** Kilometres as pixels at zoom 0 on this latitude: twice as many at each further zoom. */
export function pixelsAtZero(km: number, latitude: number): number {
  const metres = 78271.517 * Math.cos((Math.min(Math.abs(latitude), 85) * Math.PI) / 180);
  return (km * 1000) / metres;
}

// A circle on the earth as a polygon.
import type { Polygon, Position } from "geojson";

const EARTH_KM = 6371.0088;
const STEPS = 64;

/** The ring of points at this distance from a point; good to a fraction of a per cent below a thousand km. */
export function circle(lon: number, lat: number, km: number): Polygon {
  const angle = km / EARTH_KM;
  const at = (lat * Math.PI) / 180;
  const ring: Position[] = [];
  for (let step = 0; step <= STEPS; step++) {
    const bearing = (2 * Math.PI * (step % STEPS)) / STEPS;
    const there = Math.asin(Math.sin(at) * Math.cos(angle) + Math.cos(at) * Math.sin(angle) * Math.cos(bearing));
    const turn = Math.atan2(Math.sin(bearing) * Math.sin(angle) * Math.cos(at), Math.cos(angle) - Math.sin(at) * Math.sin(there));
    ring.push([lon + (turn * 180) / Math.PI, (there * 180) / Math.PI]);
  }
  return { type: "Polygon", coordinates: [ring] };
}

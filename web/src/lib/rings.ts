// The outlines are rings on a sphere: some cross the 180th meridian, one goes round a pole. A flat map needs them unwrapped.
import type { Geometry, Position } from "geojson";

/** A ring whose longitudes run on past 180 instead of jumping; one round a pole is closed along the map's edge. */
export function unwrapped(ring: Position[]): Position[] {
  const flat: Position[] = [];
  let shift = 0;
  let before: number | null = null;
  for (const [lon = 0, lat = 0] of ring) {
    if (before !== null && lon + shift - before > 180) shift -= 360;
    else if (before !== null && lon + shift - before < -180) shift += 360;
    before = lon + shift;
    flat.push([before, lat]);
  }
  const [first, last] = [flat[0], flat[flat.length - 1]];
  if (first && last && Math.abs((last[0] ?? 0) - (first[0] ?? 0)) > 180) {
    const pole = (last[1] ?? 0) < 0 ? -90 : 90;
    flat.push([last[0] ?? 0, pole], [first[0] ?? 0, pole], first);
  }
  return flat;
}

/** A geometry with all its rings unwrapped. */
export function flat<G extends Geometry>(shape: G): G {
  if (shape.type === "Polygon") return { ...shape, coordinates: shape.coordinates.map(unwrapped) };
  if (shape.type === "MultiPolygon") return { ...shape, coordinates: shape.coordinates.map((each) => each.map(unwrapped)) };
  if (shape.type === "MultiLineString") return { ...shape, coordinates: shape.coordinates.map(unwrapped) };
  return shape;
}

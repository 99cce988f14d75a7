import { describe, expect, it } from "vitest";

import { circle } from "../src/lib/circle";
import { queryOf } from "../src/lib/filters";
import { barEnd, dayOf } from "../src/lib/periods";
import { unwrapped } from "../src/lib/rings";

function kilometres(a: number[], b: number[]): number {
  const rad = (value: number | undefined): number => ((value ?? 0) * Math.PI) / 180;
  const h = Math.sin((rad(b[1]) - rad(a[1])) / 2) ** 2 + Math.cos(rad(a[1])) * Math.cos(rad(b[1])) * Math.sin((rad(b[0]) - rad(a[0])) / 2) ** 2;
  return 2 * 6371.0088 * Math.asin(Math.sqrt(h));
}

describe("a circle", () => {
  for (const [lon, lat, km] of [[38.9, 34.9, 5], [37.2, 69.5, 40], [-70, -33, 250]] as const) {
    it(`of ${km} km about ${lat}, ${lon} keeps its distance all round and is closed`, () => {
      const ring = circle(lon, lat, km).coordinates[0] ?? [];
      for (const point of ring) expect(kilometres([lon, lat], point)).toBeCloseTo(km, 6);
      expect(ring[0]).toEqual(ring[ring.length - 1]);
    });
  }
});

describe("a ring of outlines", () => {
  it("stays as it is away from the 180th meridian", () => {
    const ring = [[10, 0], [20, 0], [20, 10], [10, 0]];
    expect(unwrapped(ring)).toEqual(ring);
  });
  it("never jumps across the map where it crosses that meridian", () => {
    const ring = unwrapped([[170, 60], [-175, 62], [-170, 66], [175, 68], [170, 60]]);
    for (let i = 1; i < ring.length; i++) expect(Math.abs((ring[i]?.[0] ?? 0) - (ring[i - 1]?.[0] ?? 0))).toBeLessThan(180);
    expect(ring[2]).toEqual([190, 66]);
  });
  it("round a pole is closed along the edge of the map", () => {
    const ring = unwrapped([[-180, -70], [-60, -75], [60, -72], [179, -70], [-180, -70]]);
    expect(ring.slice(-3)).toEqual([[180, -90], [-180, -90], [-180, -70]]);
  });
});

describe("periods", () => {
  it("end on their last day", () => {
    expect(barEnd("2024-02-01", "month")).toBe("2024-02-29");
    expect(barEnd("2023-12-01", "month")).toBe("2023-12-31");
    expect(barEnd("2024-01-01", "year")).toBe("2024-12-31");
    expect(barEnd("2024-02-26", "week")).toBe("2024-03-03");
    expect(barEnd("2024-02-26", "day")).toBe("2024-02-26");
  });
  it("name the day of a moment in UTC", () => {
    expect(dayOf(Date.UTC(2024, 2, 31, 23, 59) / 1000)).toBe("2024-03-31");
  });
});

describe("the filters' query", () => {
  it("leaves out what is empty, and the page", () => {
    expect(queryOf([["since", "2024-01-01"], ["deed", ""], ["page", "3"], ["q", "bridge & road"]]).toString()).toBe("since=2024-01-01&q=bridge+%26+road");
  });
});

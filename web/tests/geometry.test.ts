import { describe, expect, it } from "vitest";

import { circle } from "../src/lib/circle";
import { queryOf } from "../src/lib/filters";
import { barEnd, dayOf } from "../src/lib/periods";

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

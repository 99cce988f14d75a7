// Days, weeks, months and years as the server counts events in them. All in UTC: a day is a day.

export type Grain = "day" | "week" | "month" | "year";

const DAY = 86_400_000;

/** The ISO day of a moment in seconds. */
export function dayOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}

/** The last day of the period that begins on this day. */
export function barEnd(start: string, grain: Grain): string {
  const first = new Date(`${start}T00:00:00Z`);
  if (grain === "day") return start;
  if (grain === "week") return new Date(first.getTime() + 6 * DAY).toISOString().slice(0, 10);
  const next = grain === "month" ? Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 1) : Date.UTC(first.getUTCFullYear() + 1, 0, 1);
  return new Date(next - DAY).toISOString().slice(0, 10);
}

// The timeline of the events table: how many events fell when; dragging over it sets the days of the filter.
import uPlot from "uplot";

import { currentQuery, onFilters, setFilters } from "./lib/filters";
import { barEnd, dayOf, type Grain } from "./lib/periods";
import { onTheme, token } from "./lib/theme";

interface Answer {
  grain: Grain;
  starts: string[];
  all: number[];
  disputed: number[];
  undated: number;
}

const HEIGHT = 186;

async function load(box: HTMLElement): Promise<Answer> {
  const answer = await fetch(`${box.dataset["counts"] ?? ""}?${currentQuery(["since", "until"]).toString()}`);
  if (!answer.ok) throw new Error(`the timeline's counts did not come: ${answer.status}`);
  return (await answer.json()) as Answer;
}

function axis(): uPlot.Axis {
  return { stroke: token("--soft"), grid: { stroke: token("--faint"), width: 1 }, ticks: { stroke: token("--line"), size: 4 }, font: "12px system-ui, sans-serif" };
}

function options(box: HTMLElement, found: Answer): uPlot.Options {
  const bars = uPlot.paths.bars?.({ size: [0.86, 26, 1], align: 1 });
  const drawn = bars ? { paths: bars } : {};
  const series = (label: string, fill: string): uPlot.Series => ({ label, fill, width: 0, points: { show: false }, ...drawn });
  return {
    width: Math.max(box.clientWidth, 200),
    height: HEIGHT,
    cursor: { y: false, drag: { x: true, y: false, setScale: false } },
    legend: { show: false },
    scales: { x: { time: true, range: () => span(found) }, y: { range: (_plot, _least, most) => [0, Math.max(most * 1.12, 1)] } },
    axes: [{ ...axis(), size: 44 }, { ...axis(), size: 38, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000] }],
    series: [{}, series("events", token("--c0")), series("disputed", token("--zone"))],
    tzDate: (stamp) => uPlot.tzDate(new Date(stamp * 1000), "Etc/UTC"),
    hooks: {
      setSelect: [(plot) => select(plot)],
      setCursor: [(plot) => tell(box, plot, found)],
      draw: [(plot) => shade(plot)],
    },
  };
}

/** From the first day to the end of the last period: the last bar has its full width, and its days can be chosen. */
function span(found: Answer): [number, number] {
  const first = found.starts[0] ?? "1970-01-01";
  const last = found.starts[found.starts.length - 1] ?? first;
  return [Date.parse(first) / 1000, Date.parse(barEnd(last, found.grain)) / 1000 + 86400];
}

/** Turns what was dragged over into days. A click alone selects nothing. */
function select(plot: uPlot): void {
  if (plot.select.width < 4) return;
  const from = plot.posToVal(plot.select.left, "x");
  const to = plot.posToVal(plot.select.left + plot.select.width, "x");
  plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
  setFilters({ since: dayOf(from), until: dayOf(to - 1) });
}

/** Draws the days that the filter holds as a wash. */
function shade(plot: uPlot): void {
  const query = currentQuery();
  const since = query.get("since");
  const until = query.get("until");
  if (!since && !until) return;
  const { left, top, width, height } = plot.bbox;
  const from = since ? plot.valToPos(Date.parse(since) / 1000, "x", true) : left;
  const to = until ? plot.valToPos(Date.parse(until) / 1000 + 86400, "x", true) : left + width;
  plot.ctx.save();
  plot.ctx.globalAlpha = 0.55;
  plot.ctx.fillStyle = token("--paper");
  plot.ctx.fillRect(left, top, Math.max(0, Math.min(from, left + width) - left), height);
  plot.ctx.fillRect(Math.max(to, left), top, Math.max(0, left + width - Math.max(to, left)), height);
  plot.ctx.restore();
}

function tell(box: HTMLElement, plot: uPlot, found: Answer): void {
  const line = document.querySelector<HTMLElement>(`[data-note-of="${box.id}"]`);
  if (!line) return;
  const at = plot.cursor.idx;
  const start = at === null || at === undefined ? undefined : found.starts[at];
  if (start === undefined || at === null || at === undefined) {
    line.textContent = summary(found);
    return;
  }
  const end = barEnd(start, found.grain);
  const days = end === start ? start : `${start} to ${end}`;
  line.textContent = `${days}: ${found.all[at] ?? 0} events, ${found.disputed[at] ?? 0} disputed`;
}

function summary(found: Answer): string {
  const undated = found.undated ? `, ${found.undated.toLocaleString("en")} without a known day` : "";
  return `events by ${found.grain}${undated}`;
}

async function start(box: HTMLElement): Promise<void> {
  let plot: uPlot | null = null;
  const draw = async (): Promise<void> => {
    const found = await load(box);
    const stamps = found.starts.map((each) => Date.parse(each) / 1000);
    plot?.destroy();
    box.replaceChildren();
    if (stamps.length === 0) {
      box.textContent = "No event with a known day.";
      plot = null;
    } else {
      plot = new uPlot(options(box, found), [stamps, found.all, found.disputed], box);
    }
    const line = document.querySelector<HTMLElement>(`[data-note-of="${box.id}"]`);
    if (line) line.textContent = summary(found);
    box.dataset["state"] = "ready";
  };
  await draw();
  onFilters(() => void draw());
  onTheme(() => void draw());
  new ResizeObserver(() => plot?.setSize({ width: Math.max(box.clientWidth, 200), height: HEIGHT })).observe(box);
}

for (const box of document.querySelectorAll<HTMLElement>("[data-island='timeline']")) void start(box);

// The table of events: filters without a reload, and its keys. Without this script the form sends itself as a page.
import { filterForm, queryOf } from "./lib/filters";
import { say, typing } from "./lib/desk";

const form = filterForm();
const results = document.getElementById("results");
let turn = 0;

async function show(query: string): Promise<void> {
  if (!results) return;
  const mine = ++turn;
  const answer = await fetch(`/events?${query}`, { headers: { "HX-Request": "true" } });
  if (mine !== turn) return;
  if (!answer.ok) {
    say("The desk could not show this. Try again.");
    return;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  results.replaceChildren(...page.body.childNodes);
  history.pushState(null, "", query ? `/events?${query}` : "/events");
  document.dispatchEvent(new Event("filters:changed"));
  told();
}

function send(): void {
  if (form) void show(queryOf(new FormData(form).entries()).toString());
}

form?.addEventListener("submit", (event) => {
  event.preventDefault();
  send();
});
form?.addEventListener("change", (event) => {
  if (!(event.target instanceof HTMLInputElement && event.target.type === "search")) send();
});
addEventListener("popstate", () => location.reload());

function rows(): HTMLTableRowElement[] {
  return [...document.querySelectorAll<HTMLTableRowElement>("tr[data-event]")];
}

function go(step: number): void {
  const all = rows();
  const at = all.findIndex((row) => row.classList.contains("on"));
  const next = all[Math.min(Math.max(at + step, 0), all.length - 1)];
  if (!next) return;
  all[at]?.classList.remove("on");
  next.classList.add("on");
  next.querySelector("a")?.focus();
}

/** Says on the button how many events would be merged. */
function told(): void {
  const button = document.querySelector<HTMLButtonElement>("[data-merge-button]");
  if (!button) return;
  const chosen = document.querySelectorAll("tr[data-event] input:checked").length;
  button.disabled = chosen < 2;
  button.textContent = chosen < 2 ? "Choose events to merge" : `Merge these ${chosen} events`;
}

document.addEventListener("change", told);
document.addEventListener("keydown", (event) => {
  if (typing(event)) return;
  const row = document.querySelector<HTMLTableRowElement>("tr[data-event].on");
  if (event.key === "j") go(1);
  else if (event.key === "k") go(-1);
  else if (event.key === "x" && row) row.querySelector<HTMLInputElement>("input[name=ids]")?.click();
  else return;
  event.preventDefault();
});
told();

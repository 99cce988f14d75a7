// The queue's keys. A verdict is sent at once and the selection goes on without waiting; answers come in order.
import htmx from "htmx.org";
import { elementOf, post, say, typing } from "./lib/desk";
import { placeOf } from "./lib/offsets";

const values = document.getElementById("values") as HTMLElement;
const page = document.getElementById("page") as HTMLElement;
const base = `/queue/${document.querySelector<HTMLElement>("[data-page]")?.dataset["page"] ?? ""}`;
const HANDS = ["machine", "coder", "reviewer"];

let current = values.querySelector<HTMLElement>(".row.on");
let sending: Promise<void> = Promise.resolve();

const rows = (): HTMLElement[] => [...values.querySelectorAll<HTMLElement>(".row")];
const cardOf = (row: Element | null): HTMLElement | null => row?.closest<HTMLElement>(".claim") ?? null;

/** Put a template's form into its place, with what it speaks of. */
function place(id: string, into: HTMLElement, subject: string, seen: string): void {
  const template = document.getElementById(id) as HTMLTemplateElement;
  const form = template.content.firstElementChild?.cloneNode(true) as HTMLFormElement;
  (form.elements.namedItem("subject") as HTMLInputElement).value = subject;
  (form.elements.namedItem("seen") as HTMLInputElement).value = seen;
  const edit = form.querySelector<HTMLAnchorElement>("[data-edit]");
  if (edit) {
    edit.href = `${base}/edit?value=${encodeURIComponent(subject)}`;
    edit.setAttribute("hx-get", edit.href);
    edit.setAttribute("hx-target", `#${into.id}`);
  }
  into.append(form);
  htmx.process(form);
}

function select(row: HTMLElement | null, scroll = true): void {
  for (const each of values.querySelectorAll(".actions, .claim-actions, .row form.edit")) each.remove();
  for (const each of document.querySelectorAll(".on, .of-claim")) {
    if (each.closest(".top")) continue;
    each.classList.remove("on", "of-claim");
    each.removeAttribute("aria-current");
  }
  current = row;
  const card = cardOf(row);
  if (!row || !card) return;
  row.classList.add("on");
  row.setAttribute("aria-current", "true");
  card.classList.add("on");
  place("row-actions", row, row.dataset["subject"] ?? "", row.dataset["seen"] ?? "");
  place("card-actions", card, card.dataset["claim"] ?? "", card.dataset["seen"] ?? "");
  const words = [...page.querySelectorAll<HTMLElement>(`[data-rows~="${row.id}"]`)];
  for (const each of page.querySelectorAll(`[data-cards~="${card.id}"]`)) each.classList.add("of-claim");
  for (const each of words) each.classList.add("on");
  if (scroll) {
    row.scrollIntoView({ block: "nearest" });
    words[0]?.scrollIntoView({ block: "nearest" });
  }
  history.replaceState(null, "", `?value=${encodeURIComponent(row.dataset["subject"] ?? "")}`);
}

function step(by: number, claims = false): void {
  const all = rows();
  let at = current ? all.indexOf(current) : -1;
  const from = cardOf(current);
  do at += by;
  while (claims && all[at] && cardOf(all[at] ?? null) === from);
  const next = all[at];
  if (next) select(claims && by < 0 ? (cardOf(next)?.querySelector<HTMLElement>(".row") ?? next) : next);
  else say(by > 0 ? "That was the last value: d marks the page as done, n goes to the next" : "That is the first value");
}

/** Bring the words' colours and the count of what is left to what the cards say. */
function refresh(card: HTMLElement): void {
  for (const row of card.querySelectorAll<HTMLElement>(".row")) {
    for (const mark of page.querySelectorAll<HTMLElement>(`mark[data-rows~="${row.id}"]`)) {
      const hands = (mark.dataset["rows"] ?? "").split(" ").map((id) => document.getElementById(id)?.dataset["hand"] ?? "machine");
      mark.classList.remove(...HANDS);
      mark.classList.add(hands.sort((a, b) => HANDS.indexOf(b) - HANDS.indexOf(a))[0] ?? "machine");
    }
  }
  const left = document.getElementById("left");
  const counts = [...values.querySelectorAll<HTMLElement>(".claim")].map((each) => Number(each.dataset["left"] ?? 0));
  if (left) left.textContent = String(counts.reduce((sum, each) => sum + each, 0));
}

async function answer(response: Response, back: boolean): Promise<void> {
  if (response.redirected || response.headers.get("HX-Refresh")) {
    location.assign(response.redirected ? response.url : base);
    return;
  }
  const made = elementOf(await response.text());
  if (made?.matches("form.edit")) {
    values.querySelector("form.edit")?.replaceWith(made);
    made.querySelector<HTMLElement>("[role=alert]")?.focus();
    return;
  }
  const old = made?.id ? document.getElementById(made.id) : null;
  if (!made || !old) {
    say(made?.querySelector("[role=alert]")?.textContent ?? "That could not be saved");
    return;
  }
  const was = current && old.contains(current) ? current.id : "";
  const judged = back ? made.querySelector<HTMLElement>(".row.on") : null;
  old.replaceWith(made);
  htmx.process(made);
  refresh(made);
  if (response.status === 409) {
    made.scrollIntoView({ block: "nearest" });
    made.querySelector<HTMLElement>(".button, button")?.focus();
  } else if (judged) select(judged);
  else if (was) select(document.getElementById(was), false);
  else select(current, false);
}

function send(path: string, fields: FormData, back = false): void {
  sending = sending
    .then(async () => {
      const subject = String(fields.get("subject") ?? "");
      const row = rows().find((each) => each.dataset["subject"] === subject);
      if (row && fields.get("seen") !== null && path.endsWith("/judge")) fields.set("seen", row.dataset["seen"] ?? "");
      await answer(await post(path, fields), back);
    })
    .catch(() => say("The desk did not answer. Nothing is lost: load the page again."));
}

function judge(judgement: string): void {
  const form = current?.querySelector<HTMLFormElement>("form.actions");
  if (!form) return;
  const fields = new FormData(form);
  fields.set("judgement", judgement);
  send(`${base}/judge`, fields);
  step(1);
}

function judgeCard(judgement: string): void {
  const form = cardOf(current)?.querySelector<HTMLFormElement>(".claim-actions");
  if (!form) return;
  const fields = new FormData(form);
  fields.set("judgement", judgement);
  send(`${base}/judge`, fields);
  step(1, true);
}

function undo(): void {
  send(`${base}/undo`, new FormData(document.getElementById("undo") as HTMLFormElement), true);
}

const KEYS: Record<string, () => void> = {
  j: () => step(1),
  k: () => step(-1),
  ArrowDown: () => step(1),
  ArrowUp: () => step(-1),
  J: () => step(1, true),
  K: () => step(-1, true),
  a: () => judge("accept"),
  r: () => judge("reject"),
  A: () => judgeCard("accept-rest"),
  R: () => judgeCard("reject"),
  // Answers on their way replace cards: an edit form that opened before them would be lost with what was typed.
  e: () => void sending.then(() => current?.querySelector<HTMLElement>("[data-edit]")?.click()),
  s: () => step(1),
  u: undo,
  m: () => (document.querySelector<HTMLElement>("#add-bar button") as HTMLButtonElement).click(),
  d: () => void sending.then(() => document.querySelector<HTMLFormElement>("#page-done button")?.click()),
};

document.addEventListener("keydown", (event) => {
  const act = KEYS[event.key];
  if (!act || typing(event)) return;
  event.preventDefault();
  act();
});

values.addEventListener("submit", (event) => {
  const form = event.target as HTMLFormElement;
  if (form.closest("#page-done, .history")) return;
  event.preventDefault();
  const fields = new FormData(form, (event as SubmitEvent).submitter);
  const edited = form.matches("form.edit") ? cardOf(form) : null;
  send(new URL(form.action).pathname, fields);
  if (!edited) {
    if (form.matches(".actions")) step(1);
    else if (form.matches(".claim-actions")) step(1, true);
  }
  (document.activeElement as HTMLElement | null)?.blur();
});

values.addEventListener("click", (event) => {
  const at = event.target as HTMLElement;
  if (at.matches("[data-cancel]")) {
    event.preventDefault();
    at.closest("form")?.remove();
    return;
  }
  const row = at.closest<HTMLElement>(".row");
  if (row && !at.closest("form, button, input, select") && row !== current) {
    event.preventDefault();
    select(row);
  } else if (at.closest("a.label")) event.preventDefault();
});

document.addEventListener("htmx:after:swap", () => {
  const form = values.querySelector<HTMLElement>(".row form.edit");
  form?.querySelector<HTMLElement>("select, input:not([type=hidden]), textarea")?.focus({ preventScroll: true });
  form?.scrollIntoView({ block: "nearest" });
});

page.addEventListener("click", (event) => {
  const mark = (event.target as HTMLElement).closest<HTMLElement>("mark[data-rows]");
  if (!mark || !document.getSelection()?.isCollapsed) return;
  const ids = (mark.dataset["rows"] ?? "").split(" ");
  const next = ids[(ids.indexOf(current?.id ?? "") + 1) % ids.length];
  select(document.getElementById(next ?? ""));
});

const bar = document.getElementById("add-bar") as HTMLFormElement;
document.addEventListener("selectionchange", () => {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return;
  const range = selection.getRangeAt(0);
  if (!page.contains(range.commonAncestorContainer)) return;
  const start = placeOf(range.startContainer, range.startOffset);
  const end = placeOf(range.endContainer, range.endOffset);
  const chosen = start !== null && end !== null && end > start;
  (bar.elements.namedItem("start") as HTMLInputElement).value = chosen ? String(start) : "";
  (bar.elements.namedItem("end") as HTMLInputElement).value = chosen ? String(end) : "";
  bar.classList.toggle("ready", chosen);
});

select(current ?? rows()[0] ?? null);

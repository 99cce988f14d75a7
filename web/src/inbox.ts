// The inbox: files dropped anywhere on the page, and each job's progress as the desk tells it.
import { elementOf, post, say } from "./lib/desk";

interface End {
  name: string;
  state: string;
  reason: string;
  claims: number;
  document: string | null;
  done: number;
  total: number;
}

const form = document.getElementById("bring") as HTMLFormElement;
const drop = document.getElementById("drop") as HTMLElement;
const jobs = document.getElementById("jobs") as HTMLElement;

function put(parent: Element, tag: string, words: string, kind = ""): HTMLElement {
  const made = document.createElement(tag);
  made.textContent = words;
  if (kind) made.className = kind;
  parent.append(made, " ");
  return made;
}

function lineOf(end: End): HTMLElement {
  const line = document.createElement("li");
  line.className = end.state;
  put(line, "span", end.state, end.state === "read" ? "tag ok" : "tag warn");
  const name = put(line, end.document ? "a" : "span", end.name);
  name.dir = "auto";
  if (end.document) (name as HTMLAnchorElement).href = `/queue/${encodeURIComponent(end.document)}`;
  if (end.claims) put(line, "span", end.claims === 1 ? "1 claim" : `${end.claims} claims`, "soft");
  if (end.reason) put(line, "span", end.reason);
  return line;
}

function follow(job: HTMLElement): void {
  if (job.dataset["ended"] === "yes" || job.dataset["followed"]) return;
  job.dataset["followed"] = "yes";
  const list = job.querySelector(".ends") as HTMLElement;
  const bar = job.querySelector("progress") as HTMLProgressElement;
  const now = job.querySelector(".now") as HTMLElement;
  list.replaceChildren();
  const source = new EventSource(`/inbox/${job.dataset["job"] ?? ""}/events`);
  source.addEventListener("reading", (event) => {
    const { names } = JSON.parse((event as MessageEvent<string>).data) as { names: string[] };
    now.textContent = `reading ${names.join(", ")}`;
  });
  source.addEventListener("page", (event) => {
    const end = JSON.parse((event as MessageEvent<string>).data) as End;
    list.append(lineOf(end));
    bar.value = end.done;
    (job.querySelector(".count") as HTMLElement).textContent = `${end.done} of ${end.total}`;
  });
  source.addEventListener("failed", (event) => {
    const { reason, left } = JSON.parse((event as MessageEvent<string>).data) as End & { left: number };
    put(list, "li", reason, "refused");
    if (!left) return;
    const line = put(list, "li", `${left} not read yet: kept in the ledger, taken up when the desk starts again, or now.`, "refused");
    put(line, "button", "Try again").addEventListener("click", () => {
      void post(`/inbox/${job.dataset["job"] ?? ""}/again`, new FormData()).then(() => location.reload());
    });
  });
  source.addEventListener("end", () => {
    now.textContent = "";
    const next = put(now, "a", "review the next page") as HTMLAnchorElement;
    next.href = "/queue/next";
    source.close();
  });
}

async function bring(fields: FormData): Promise<void> {
  const response = await post("/inbox", fields);
  const made = elementOf(await response.text());
  if (made?.dataset["job"]) {
    jobs.prepend(made);
    follow(made);
    form.reset();
  } else say(made?.querySelector("[role=alert]")?.textContent ?? made?.textContent ?? "The desk did not take that");
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  bring(new FormData(form)).catch(() => say("The desk did not answer"));
});

for (const name of ["dragover", "drop"]) document.addEventListener(name, (event) => event.preventDefault());
document.addEventListener("dragover", () => drop.classList.add("over"));
document.addEventListener("dragleave", () => drop.classList.remove("over"));
document.addEventListener("drop", (event) => {
  drop.classList.remove("over");
  const files = event.dataTransfer?.files;
  if (!files?.length) return;
  const fields = new FormData(form);
  fields.delete("files");
  for (const file of files) fields.append("files", file);
  bring(fields).catch(() => say("The desk did not answer"));
});

for (const job of jobs.querySelectorAll<HTMLElement>(".job")) follow(job);

// Every page of the desk: htmx with the form token, the list of keys, the way to search.
import "htmx.org";
import { say, token, typing } from "./lib/desk";

document.addEventListener("htmx:config:request", (event) => {
  const { ctx } = (event as CustomEvent<{ ctx: { request: { headers: Record<string, string> } } }>).detail;
  ctx.request.headers["X-CSRF-Token"] = token();
});
document.addEventListener("htmx:error", () => say("The desk did not answer. Is it still running?"));

const help = document.getElementById("help") as HTMLDialogElement | null;

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target instanceof HTMLElement && event.target !== document.body) {
    if (!document.querySelector("dialog[open]")) event.target.blur();
    return;
  }
  if (typing(event)) return;
  if (event.key === "?") help?.showModal();
  else if (event.key === "/") {
    const field = document.querySelector<HTMLElement>("#search");
    if (field) field.focus();
    else location.href = "/search";
  } else if (event.key === "n") {
    const next = document.querySelector<HTMLAnchorElement>("#next");
    location.href = next?.href ?? "/queue/next";
  } else return;
  event.preventDefault();
});

for (const button of document.querySelectorAll<HTMLButtonElement>("[data-help]")) button.addEventListener("click", () => help?.showModal());

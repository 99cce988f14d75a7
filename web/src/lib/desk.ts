// What the islands share: the form token, short messages, and whether a person is typing.

export function token(): string {
  return document.querySelector<HTMLMetaElement>("meta[name=csrf]")?.content ?? "";
}

let hiding: ReturnType<typeof setTimeout> | undefined;

/** Say something for a moment, for eyes and for screen readers. */
export function say(words: string): void {
  const box = document.getElementById("toast");
  if (!box) return;
  box.textContent = words;
  box.classList.add("show");
  clearTimeout(hiding);
  hiding = setTimeout(() => box.classList.remove("show"), 2600);
}

/** Keys are off while somebody types, chooses from a list, or has a dialog open. */
export function typing(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return true;
  if (document.querySelector("dialog[open]")) return true;
  const at = event.target as HTMLElement | null;
  if (!at) return false;
  if (at.isContentEditable || at instanceof HTMLTextAreaElement || at instanceof HTMLSelectElement) return true;
  return at instanceof HTMLInputElement && !["checkbox", "radio", "button", "submit"].includes(at.type);
}

/** Send a form's fields to the desk; the answer is a fragment. */
export async function post(path: string, fields: URLSearchParams | FormData): Promise<Response> {
  return fetch(path, { method: "POST", body: fields, headers: { "X-CSRF-Token": token(), "HX-Request": "true" } });
}

/** The one element that a fragment holds. */
export function elementOf(html: string): HTMLElement | null {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  return holder.content.firstElementChild as HTMLElement | null;
}

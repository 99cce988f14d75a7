// From a selection in the page to code points of its text: JavaScript counts UTF-16 units, the ledger code points.

/** How many code points stand before this UTF-16 offset. */
export function codePoints(text: string, offset: number): number {
  let count = 0;
  for (let at = 0; at < Math.min(offset, text.length); count++) at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  return count;
}

/** The code point at a place in the page, or null outside it. Each piece says in data-s where it starts. */
export function placeOf(node: Node, offset: number): number | null {
  const at = node instanceof Element ? node : node.parentElement;
  const piece = at?.closest<HTMLElement>("[data-s]");
  if (!piece) {
    const child = node instanceof Element ? (node.childNodes[offset] ?? node.lastChild) : null;
    const inner = child instanceof Element ? (child.matches("[data-s]") ? child : child.querySelector("[data-s]")) : null;
    return inner instanceof HTMLElement ? Number(inner.dataset["s"]) : null;
  }
  const start = Number(piece.dataset["s"]);
  if (piece.dataset["n"]) return start + (offset > 0 ? 1 : 0);
  const before = document.createRange();
  before.selectNodeContents(piece);
  before.setEnd(node, offset);
  const text = before.toString();
  return start + codePoints(text, text.length);
}

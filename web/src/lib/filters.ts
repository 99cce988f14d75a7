// The filter form is the one state that table, map and timeline share: each reads it, each may set it.

/** The form's values as a query, empty ones left out; the page number is of the table alone. */
export function queryOf(values: Iterable<[string, unknown]>): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, value] of values) {
    if (typeof value === "string" && value !== "" && name !== "page") query.append(name, value);
  }
  return query;
}

export function filterForm(): HTMLFormElement | null {
  return document.querySelector<HTMLFormElement>("form[data-filters]");
}

/** The query that the form stands for now, without some of its fields. */
export function currentQuery(without: readonly string[] = []): URLSearchParams {
  const form = filterForm();
  const query = form ? queryOf(new FormData(form).entries()) : new URLSearchParams(location.search);
  for (const name of without) query.delete(name);
  return query;
}

/** Sets fields of the form and sends it, as if a person had typed them. */
export function setFilters(values: Record<string, string>): void {
  const form = filterForm();
  if (!form) return;
  for (const [name, value] of Object.entries(values)) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) field.value = value;
  }
  form.requestSubmit();
}

/** Calls after the filters changed: the form was sent, or the person went back in the history. */
export function onFilters(call: () => void): void {
  let last = currentQuery().toString();
  const look = (): void => {
    const now = currentQuery().toString();
    if (now === last) return;
    last = now;
    call();
  };
  document.addEventListener("submit", () => setTimeout(look));
  document.addEventListener("change", () => setTimeout(look));
  document.addEventListener("filters:changed", look);
}

// How a term of an answer is shown: its label and where it leads.
import { data, el, say } from "./data.js";

const vocabulary = new Map(data.terms.map((term) => [data.prefixes.kg + term.name.slice(3), term.label]));

// The site's own page of an IRI, percent-encoded as the server takes it; null for what has none.
export const href = (iri) => {
  if (data.base && iri.startsWith(data.base)) return "/" + encode(iri.slice(data.base.length));
  if (iri.startsWith(data.prefixes.kg)) return "/ontology/" + encode(iri.slice(data.prefixes.kg.length));
  return /^https?:\/\//.test(iri) ? iri : null;
};
const encode = (tail) => tail.replace(/[^\x00-\x7f]+/g, encodeURIComponent);

export const short = (iri) => {
  for (const [prefix, namespace] of Object.entries(data.prefixes)) {
    if (iri.startsWith(namespace)) return `${prefix}:${iri.slice(namespace.length)}`;
  }
  return iri;
};

const DATE = /^(?:\d{4}(?:-\d\d){0,2}|--\d\d(?:-\d\d)?|---\d\d)$/;

export const isDate = (term) => Boolean(term) && term.type === "literal" && DATE.test(term.value);

// A date as partial as it is: 2025/10/28, 10/28, 28日.
export const day = (lexical) => {
  if (!lexical) return say("undated");
  const parts = lexical.split("-").filter(Boolean).map((part) => part.replace(/^0/, ""));
  if (lexical.startsWith("---")) return say("day_only", { n: parts[0] });
  return lexical.startsWith("--") && parts.length === 1 ? say("month_only", { n: parts[0] }) : parts.join("/");
};

export const text = (term, names) => {
  if (!term) return "";
  if (term.type !== "uri") return term.value;
  return names.get(term.value) || vocabulary.get(term.value) || short(term.value);
};

export const cell = (term, names) => {
  if (!term || term.type !== "uri") return el("td", isDate(term) ? { class: "date" } : {}, text(term, names));
  const [to, label] = [href(term.value), text(term, names)];
  const shown = to ? el("a", { href: to, rel: "noreferrer" }, label) : label;
  return el("td", {}, shown, label === short(term.value) ? null : el("span", { class: "iri" }, short(term.value)));
};

// The answer in order of time, by the first column that holds dates.
import { el, say } from "./data.js";
import { href, text } from "./term.js";

const DATE = /^(?:\d{4}(?:-\d\d){0,2}|--\d\d(?:-\d\d)?|---\d\d)$/;

export const isDate = (term) => Boolean(term) && term.type === "literal" && DATE.test(term.value);

export const dateColumn = (answer) => answer.columns.findIndex((name, at) => answer.rows.some((row) => isDate(row[at])));

// A year first; those without one, and then those without a day, last.
const rank = (day) => (!day ? "~~" : day.startsWith("-") ? "~" + day : day);
const shown = (day) => (day ? day.replace(/^-+/, "").replaceAll("-", "/") : say("undated"));

export const timeline = (panel, answer, names) => {
  const at = dateColumn(answer);
  if (at < 0) {
    panel.replaceChildren(el("div", { class: "state" }, el("p", {}, say("no_dates"))));
    return;
  }
  const day = (row) => (isDate(row[at]) ? row[at].value : "");
  const rows = [...answer.rows].sort((a, b) => (rank(day(a)) < rank(day(b)) ? -1 : rank(day(a)) > rank(day(b)) ? 1 : 0));
  panel.replaceChildren(el("ol", { class: "timeline" }, ...rows.map((row) => {
    const parts = row.flatMap((term, column) => {
      if (column === at || !term) return [];
      const to = term.type === "uri" ? href(term.value) : null;
      const label = text(term, names);
      return [el("span", { title: answer.columns[column] }, to ? el("a", { href: to, rel: "noreferrer" }, label) : label), " · "];
    });
    return el("li", {}, el("time", {}, shown(day(row))), el("div", {}, ...parts.slice(0, -1)));
  })));
};

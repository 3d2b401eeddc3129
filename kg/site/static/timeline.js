// The answer in order of time, by the first column that holds dates.
import { el, say } from "./data.js";
import { day, href, isDate, text } from "./term.js";

const dateColumn = (answer) => answer.columns.findIndex((name, at) => answer.rows.some((row) => isDate(row[at])));

// A year first; those without one, and then those without a day, last.
const rank = (lexical) => (!lexical ? "~~" : lexical.startsWith("-") ? "~" + lexical : lexical);

export const timeline = (panel, answer, names) => {
  const at = dateColumn(answer);
  if (at < 0) {
    panel.replaceChildren(el("div", { class: "state" }, el("p", {}, say("no_dates"))));
    return;
  }
  const when = (row) => (isDate(row[at]) ? row[at].value : "");
  const rows = [...answer.rows].sort((a, b) => (rank(when(a)) < rank(when(b)) ? -1 : rank(when(a)) > rank(when(b)) ? 1 : 0));
  panel.replaceChildren(el("ol", { class: "timeline" }, ...rows.map((row) => {
    const parts = row.flatMap((term, column) => {
      if (column === at || !term) return [];
      const to = term.type === "uri" ? href(term.value) : null;
      const label = text(term, names);
      return [el("span", { title: answer.columns[column] }, to ? el("a", { href: to, rel: "noreferrer" }, label) : label), " · "];
    });
    return el("li", {}, el("time", {}, day(when(row))), el("div", {}, ...parts.slice(0, -1)));
  })));
};

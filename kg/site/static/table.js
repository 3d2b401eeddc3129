// The answer as a table, labels beside IRIs.
import { el, say } from "./data.js";
import { cell } from "./term.js";

const SHOWN = 1000;

export const table = (panel, answer, names) => {
  if (!answer.rows.length) {
    panel.replaceChildren(el("div", { class: "state" }, el("p", {}, say("empty_answer"))));
    return;
  }
  const head = el("tr", {}, ...answer.columns.map((name) => el("th", { scope: "col" }, name)));
  const rows = answer.rows.slice(0, SHOWN).map((row) => el("tr", {}, ...row.map((term) => cell(term, names))));
  panel.replaceChildren(el("table", {}, el("thead", {}, head), el("tbody", {}, ...rows)));
  if (rows.length < answer.rows.length) panel.prepend(el("p", { class: "soft" }, say("shown_rows", { n: SHOWN })));
};

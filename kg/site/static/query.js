// The query page: asks, and shows what comes back or what went wrong.
import { FORMS, ask, labels, send } from "./ask.js";
import { completion } from "./complete.js";
import { $, data, el, say } from "./data.js";
import { history as past, remember } from "./history.js";
import { network } from "./network.js";
import { table } from "./table.js";
import { timeline } from "./timeline.js";

const editor = $("editor");
const PANELS = { table, network, timeline };
let shown = null;
let tab = "table";
let asked = 0;

const draw = async () => {
  for (const button of document.querySelectorAll("[data-tab]")) {
    button.setAttribute("aria-selected", String(button.dataset.tab === tab));
    $(button.dataset.tab).hidden = button.dataset.tab !== tab;
  }
  if (shown) await PANELS[tab]($(tab), shown.answer, shown.names);
};

const clear = () => {
  for (const id of ["problem", "cut", "answer"]) $(id).hidden = true;
  $("table").replaceChildren();
  shown = null;
};

const problem = (told, query) => {
  const box = $("problem");
  const place = told.line ? say("place_of_error", { line: told.line, column: told.column }) + ": " : "";
  box.replaceChildren(el("p", { class: "what" }, place + told.title));
  if (told.line) {
    const text = query.split("\n")[told.line - 1] || "";
    const before = [...text].slice(0, told.column - 1).join("");
    const word = (/^[^\s{}();,]+|^./u.exec(text.slice(before.length)) || ["⏎"])[0];
    box.append(el("pre", {}, before, el("mark", { class: "trigger" }, word), text.slice(before.length + word.length)));
    const start = query.split("\n").slice(0, told.line - 1).reduce((sum, line) => sum + line.length + 1, 0) + before.length;
    editor.focus();
    editor.setSelectionRange(start, start + word.length);
  } else if (told.found) box.append(el("pre", {}, told.found));
  if (told.expected) box.append(el("p", {}, `${say("expected")}: ${told.expected}`));
  if (told.fix) box.append(el("p", {}, `${say("fix")}: ${told.fix}`));
  box.hidden = false;
};

const cut = (text) => {
  $("cut").textContent = text;
  $("cut").hidden = false;
};

const show = async (answer, query, now) => {
  const limits = data.limits;
  if (answer.problem) {
    $("status").textContent = say("took", { n: answer.elapsed ?? "0" });
    if (answer.cut === "time") cut(say("cut_time", { n: limits.seconds }));
    if (answer.cut === "memory") cut(say("cut_memory"));
    problem(answer.problem, query);
    return;
  }
  const count = say(answer.graph ? "statements_n" : "rows", { n: answer.rows.length });
  const hint = answer.hint ? ` · ${decodeURIComponent(answer.hint)}` : "";
  $("status").textContent = `${count} · ${say("took", { n: answer.elapsed })}${hint}`;
  if (answer.cut === "rows") cut(say("cut_rows", { n: limits.rows }));
  if ("boolean" in answer) {
    $("table").replaceChildren(el("p", { class: "verdict" }, say(answer.boolean ? "answer_yes" : "answer_no")));
    $("table").hidden = false;
    $("answer").hidden = false;
    return;
  }
  const names = await labels(answer.rows, document.documentElement.lang);
  if (now !== asked) return;
  shown = { answer, names, query };
  $("answer").hidden = false;
  await draw();
};

const run = async () => {
  const query = editor.value;
  const now = (asked += 1);
  clear();
  $("status").textContent = say("running");
  history.replaceState(null, "", "/query?" + new URLSearchParams({ query }));
  remember(query);
  redraw();
  try {
    const answer = await ask(query);
    if (now !== asked) return;
    await show(answer, query, now);
    $("status").scrollIntoView({ block: "nearest" });
  } catch {
    $("status").textContent = "";
    problem({ title: say("no_reply") }, query);
  }
};

// Turtle of a table: what the graph says of the nodes in it.
const described = () => {
  const iris = shown.answer.rows.flat().filter((term) => term && term.type === "uri").map((term) => `<${term.value}>`);
  return iris.length ? `DESCRIBE ${[...new Set(iris)].join(" ")}` : null;
};

const save = async (form) => {
  const query = form === "turtle" && shown && !shown.answer.graph ? described() : editor.value;
  if (!query) {
    cut(say("no_iris"));
    return;
  }
  const sent = await send(query, FORMS[form]);
  if (!sent.ok) {
    problem(await sent.response.json(), query);
    return;
  }
  const endings = { "text/csv": "csv", "text/turtle": "ttl", "application/ld+json": "jsonld" };
  const url = URL.createObjectURL(await sent.response.blob());
  const link = el("a", { href: url, download: `answer.${endings[sent.type] || "json"}` });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
};

const choose = (query) => {
  editor.value = query;
  editor.scrollTop = 0;
  run();
};

const redraw = past(choose);
completion(editor);
$("run").addEventListener("click", run);
editor.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    run();
  }
});
for (const button of document.querySelectorAll("[data-name]")) {
  button.addEventListener("click", () => choose(data.questions[button.dataset.name]));
}
for (const button of document.querySelectorAll("[data-tab]")) {
  button.addEventListener("click", () => {
    tab = button.dataset.tab;
    draw();
  });
}
for (const button of document.querySelectorAll("[data-form]")) button.addEventListener("click", () => save(button.dataset.form));

const given = new URLSearchParams(location.search).get("query");
if (given !== null) choose(given);
else editor.value = data.questions[data.first] ?? "";

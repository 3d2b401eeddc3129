// Completion in the editor: words of SPARQL, prefixes, the vocabulary, variables of the query, entities of the graph.
import { $, data, el } from "./data.js";

const KEYWORDS = ("SELECT DISTINCT WHERE FILTER OPTIONAL UNION GRAPH VALUES BIND MINUS ORDER BY GROUP BY HAVING LIMIT OFFSET ASK " +
  "CONSTRUCT DESCRIBE COUNT SUM MIN MAX SAMPLE GROUP_CONCAT CONTAINS STRSTARTS STRENDS REGEX LANG STR BOUND EXISTS NOT IN AS DESC").split(" ");
const MOST = 12;
const WORD = /[?$]?[\p{L}\p{N}_][\p{L}\p{N}_.:-]*$|[?$]$/u;
const KINDS = ["person", "country", "organization", "place", "post", "topic"];

const fold = (text) => text.normalize("NFKC").toLowerCase();

// The word before the caret, and what may stand in its place.
const local = (word, text) => {
  const key = fold(word);
  if (/^[?$]/.test(word)) {
    const names = [...new Set(text.match(/[?$][\p{L}\p{N}_]+/gu) || [])].filter((name) => name !== word);
    return names.filter((name) => fold(name).startsWith(key)).map((name) => ({ name, label: "", kind: "" }));
  }
  const terms = [...data.terms, ...data.properties.map((name) => ({ name, label: "", kind: "" }))];
  const prefixes = Object.keys(data.prefixes).map((name) => ({ name: `${name}:`, label: data.prefixes[name], kind: "" }));
  const words = [...new Set(KEYWORDS)].map((name) => ({ name, label: "", kind: "" }));
  const inside = key.includes(":") ? key.slice(key.indexOf(":") + 1) : key;
  return [...prefixes, ...terms, ...words]
    .filter((one) => fold(one.name).startsWith(key) || (inside && fold(one.label).includes(inside) && one.kind) || (!key.includes(":") && fold(one.name).startsWith(`kg:${key}`)))
    .sort((a, b) => Number(!fold(a.name).startsWith(key)) - Number(!fold(b.name).startsWith(key)));
};

const entities = async (word) => {
  const [prefix, name] = word.includes(":") ? word.split(/:(.*)/s) : [null, word];
  if (!name || /^[?$]/.test(word) || (prefix !== null && !KINDS.includes(prefix))) return [];
  const response = await fetch("/complete?" + new URLSearchParams({ q: name }));
  if (!response.ok) return [];
  return (await response.json()).filter((one) => prefix === null || one.name.startsWith(`${prefix}:`) || one.name.includes(`/${prefix}/`));
};

export const completion = (editor) => {
  const list = $("suggestions");
  let found = [];
  let at = 0;
  let word = "";
  let turn = 0;

  const close = () => { turn += 1; found = []; list.hidden = true; };
  const mark = () => [...list.children].forEach((item, i) => {
    item.setAttribute("aria-selected", String(i === at));
    if (i === at) item.scrollIntoView({ block: "nearest" });
  });
  const take = (one) => {
    editor.setRangeText(one.name + (one.name.endsWith(":") ? "" : " "), editor.selectionStart - word.length, editor.selectionStart, "end");
    close();
    editor.focus();
    editor.dispatchEvent(new Event("input"));
  };
  const show = () => {
    list.replaceChildren(...found.map((one, i) => {
      const item = el("li", { role: "option", id: `suggestion-${i}` }, one.name, el("small", {}, one.label));
      item.addEventListener("mousedown", (event) => { event.preventDefault(); take(one); });
      return item;
    }));
    list.hidden = !found.length;
    place(editor, list);
    mark();
  };
  const open = async (asked) => {
    const before = editor.value.slice(0, editor.selectionStart);
    word = (WORD.exec(before) || [""])[0];
    if (word.length < (asked ? 0 : 2)) return close();
    const now = (turn += 1);
    at = 0;
    found = local(word, editor.value).slice(0, MOST);
    if (found.length === 1 && found[0].name === word) found = [];
    show();
    const more = await entities(word).catch(() => []);
    if (now !== turn) return;
    found = [...found, ...more].slice(0, MOST + more.length);
    show();
  };

  editor.addEventListener("input", (event) => { if (event.inputType) open(false); });
  editor.addEventListener("blur", close);
  editor.addEventListener("keydown", (event) => {
    if (event.key === " " && event.ctrlKey) { event.preventDefault(); open(true); return; }
    if (list.hidden) return;
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move) { event.preventDefault(); at = (at + move + found.length) % found.length; mark(); }
    else if ((event.key === "Enter" || event.key === "Tab") && !event.ctrlKey) { event.preventDefault(); take(found[at]); }
    else if (event.key === "Escape") { event.preventDefault(); close(); }
  });
};

// Under the line of the caret; the width of a letter is measured, full-width ones count twice.
const place = (editor, list) => {
  const lines = editor.value.slice(0, editor.selectionStart).split("\n");
  const style = getComputedStyle(editor);
  const height = parseFloat(style.lineHeight);
  const top = editor.offsetTop + parseFloat(style.paddingTop) + lines.length * height - editor.scrollTop;
  const column = [...lines[lines.length - 1]].reduce((sum, c) => sum + (c > "\u2e80" ? 2 : 1), 0);
  list.style.top = `${Math.min(top, editor.offsetTop + editor.offsetHeight)}px`;
  list.style.left = `${Math.min(column * parseFloat(style.fontSize) * 0.6, Math.max(0, editor.clientWidth - 300))}px`;
};

// The queries of before, kept in this browser alone.
import { $, el, say } from "./data.js";

const KEY = "kijigraph.history";
const MOST = 30;

const read = () => {
  try {
    const found = JSON.parse(localStorage.getItem(KEY) || "[]");
    return Array.isArray(found) ? found.filter((one) => typeof one === "string") : [];
  } catch {
    return [];
  }
};
const write = (queries) => {
  try {
    localStorage.setItem(KEY, JSON.stringify(queries));
  } catch {
    // A browser that keeps nothing still asks.
  }
};

export const remember = (query) => write([query, ...read().filter((one) => one !== query)].slice(0, MOST));

export const history = (choose) => {
  const draw = () => {
    const items = read().map((query) => {
      const button = el("button", { type: "button", title: query }, query.replace(/\s+/g, " ").trim());
      button.addEventListener("click", () => choose(query));
      return el("li", {}, button);
    });
    $("history").replaceChildren(...(items.length ? items : [el("li", { class: "soft" }, say("no_history"))]));
    $("clear").hidden = !items.length;
  };
  $("clear").addEventListener("click", () => { write([]); draw(); });
  draw();
  return draw;
};

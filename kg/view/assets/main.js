// Puts the parts together: one render() from the state, and the few things that listen.
function render() {
  readColours();
  document.documentElement.lang = language;
  document.title = word("title");
  for (const place of document.querySelectorAll("[data-text]")) place.textContent = word(place.dataset.text);
  for (const place of document.querySelectorAll("[data-name]")) {
    place.title = word(place.dataset.name);
    place.setAttribute("aria-label", word(place.dataset.name));
  }
  drawHelp();
  drawFilters();
  drawTime();
  seen = visible();
  drawPanel();
  if (nodes.length) draw(seen);
  if (state.chosen !== null) reveal(state.chosen);
  drawFoot();
}

// What narrows the picture down, in words.
function chips() {
  const made = [];
  const name = (id) => shortName(nodes[id]).replace("\n", " ");
  if (state.focus !== null) made.push(`${word("focused")}: ${name(state.focus)}${state.other === null ? "" : ` ↔ ${name(state.other)}`}`);
  return made;
}

function plainState() {
  if (!nodes.length) return ["empty", "empty_hint"];
  if (!seen.ids.size) return ["filtered_out"];
  if (nodes.length === 1) return ["single"];
  if (state.focus !== null && seen.ids.size === 1) return ["lonely"];
  return [];
}

function drawFoot() {
  const { ids, whole } = seen;
  const message = plainState();
  const plain = byId("plain");
  plain.hidden = !message.length;
  plain.classList.toggle("low", ids.size > 0);
  plain.replaceChildren(...message.map((key) => element("span", {}, word(key))));
  const part = data.of === null ? "" : word("part", { n: number(data.events.length), all: number(data.of) });
  byId("shown").textContent = nodes.length ? word("shown", { shown: number(ids.size), all: number(nodes.length) }) + part : "";
  byId("more").hidden = whole <= ids.size;
  byId("more").textContent = word("more", { n: number(Math.min(whole - ids.size, state.limit)) });
  byId("unfocus").hidden = state.focus === null;
  byId("unfocus").textContent = `${chips().join("")} ×`;
  const plainView = fragment().replace(/(^|&)(lang|theme|open|list)=[^&]*/g, "") === "";
  byId("reset").hidden = plainView || !nodes.length;
  for (const id of ["fit", "list", "files", "searching", "side", "menu"]) byId(id).hidden = !nodes.length;
  byId("hint").hidden = !nodes.length || (!byId("panel").hidden && state.focus === null) || state.other !== null;
  byId("hint").textContent = word(state.focus === null ? "hint" : "hint_focus");
  byId("search").placeholder = word(pairing === null ? "search" : "search_other");
  byId("search").setAttribute("aria-label", word("search"));
  drawNotice();
}

function drawNotice() {
  const box = byId("notice");
  const parts = [];
  if (stale.length) {
    const names = stale.slice(0, 3).map((address) => readable(address)).join("、");
    parts.push(element("span", {}, word("stale", { names })), button("×", () => {
      stale = [];
      writeState();
      drawFoot();
    }, { ariaLabel: word("close") }));
  }
  if (pairing !== null) parts.push(element("span", {}, word("pairing", { name: fullName(nodes[pairing]) })), button("×", stopPairing, { ariaLabel: word("close") }));
  box.hidden = !parts.length;
  box.replaceChildren(...parts);
}

// The last part of an address, for people.
function readable(address) {
  const part = address.split("/").pop().slice(0, 80);
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function toggleSide(isOpen) {
  document.body.classList.toggle("side", isOpen);
  byId("menu").setAttribute("aria-expanded", String(isOpen));
}

const on = (id, name, act) => byId(id).addEventListener(name, act);
on("language", "click", () => {
  language = language === "ja" ? "en" : "ja";
  writeState();
});
on("theme", "click", () => {
  theme = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
  writeState();
});
on("menu", "click", () => toggleSide(!document.body.classList.contains("side")));
on("network", "pointerdown", () => toggleSide(false));
on("fit", "click", () => fit());
on("more", "click", () => change({ limit: 2 * state.limit }));
on("list", "click", () => change({ list: !state.list, chosen: null }));
on("unfocus", "click", () => change({ focus: null, other: null, path: false }));
on("reset", "click", () => change(fresh()));
on("all", "click", () => change({ types: new Set() }));
on("none", "click", () => change({ types: new Set(classOrder) }));
on("least", "change", () => change({ least: Number(byId("least").value) }));
on("asking", "click", () => byId("help").showModal());
on("search", "input", drawHits);
on("search", "focus", drawHits);
on("search", "keydown", searchKey);
for (const id of ["from", "until"]) {
  on(id, "input", drawBars);
  on(id, "change", slid);
}
for (const name of ["pointerdown", "pointermove", "pointerup"]) on("bars", name, brush);
on("anytime", "click", () => change({ from: null, until: null }));
for (const [form, act] of Object.entries(SAVES)) {
  on(form, "click", () => {
    byId("files").open = false;
    act();
  });
}
document.addEventListener("click", (event) => {
  if (!byId("searching").contains(event.target)) byId("hits").hidden = true;
  if (!byId("files").contains(event.target)) byId("files").open = false;
});
document.addEventListener("keydown", keyed);
dark.addEventListener("change", render);
addEventListener("hashchange", () => {
  readState();
  render();
});

readState();
render();
// For tests and for whoever writes a script against the page: what is shown, and where it stands on the screen.
const onStage = (spot) => {
  const stage = byId("network").getBoundingClientRect();
  const at = drawn.canvasToDOM(spot);
  return { x: stage.left + at.x, y: stage.top + at.y };
};
window.kijigraph = {
  shown: () => [...shownIds],
  at: (id) => onStage(drawn.getPosition(id)),
  edges: () => drawnEdges.map((edge) => {
    const [from, to] = [drawn.getPosition(edge.from), drawn.getPosition(edge.to)];
    return { from: edge.from, to: edge.to, ...onStage({ x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 }) };
  }),
  names: () => labels.found.map(({ text, left, right, top, bottom }) => ({ text, left, right, top, bottom })),
};

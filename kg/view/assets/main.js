// Puts the parts together: one render() from the state, and the few things that listen.
function render() {
  document.documentElement.lang = language;
  document.title = word("title");
  for (const place of document.querySelectorAll("[data-text]")) place.textContent = word(place.dataset.text);
  byId("search").placeholder = word("search");
  byId("search").setAttribute("aria-label", word("search"));
  byId("menu").setAttribute("aria-label", word("menu"));
  drawFilters();
  const ids = visible();
  drawPanel();
  if (nodes.length) draw(ids);
  if (state.chosen !== null && nodes.length) reveal(state.chosen);
  drawFoot(ids);
}

function drawFoot(ids) {
  const plain = byId("plain");
  const message = !nodes.length ? ["empty", "empty_hint"] : !ids.size ? ["filtered_out"] : nodes.length === 1 ? ["single"] : [];
  plain.hidden = !message.length;
  plain.classList.toggle("low", ids.size > 0);
  plain.replaceChildren(...message.map((key) => element("span", {}, word(key))));
  byId("shown").textContent = nodes.length ? word("shown", { shown: ids.size, all: nodes.length }) : "";
  byId("shown").title = nodes.length > data.first ? word("more") : "";
  const unfocus = byId("unfocus");
  unfocus.hidden = state.focus === null;
  if (state.focus !== null) unfocus.textContent = `${word("focused")}: ${nodes[state.focus].label.replace("\n", " ")} ×`;
  for (const id of ["fit", "reset"]) byId(id).hidden = !nodes.length;
  byId("side").hidden = !nodes.length;
  byId("hint").hidden = !nodes.length || state.chosen !== null;
}

function toggleSide(open) {
  document.body.classList.toggle("side", open);
  byId("menu").setAttribute("aria-expanded", String(open));
}

byId("language").addEventListener("click", () => {
  language = language === "ja" ? "en" : "ja";
  writeState();
});
byId("menu").addEventListener("click", () => toggleSide(!document.body.classList.contains("side")));
byId("network").addEventListener("pointerdown", () => toggleSide(false));
byId("fit").addEventListener("click", () => fit());
byId("unfocus").addEventListener("click", () => change({ focus: null }));
byId("reset").addEventListener("click", () => change({ ...fresh(), chosen: null }));
byId("all").addEventListener("click", () => change({ types: new Set() }));
byId("none").addEventListener("click", () => change({ types: new Set(classOrder) }));
byId("search").addEventListener("input", drawHits);
byId("search").addEventListener("focus", drawHits);
byId("search").addEventListener("keydown", searchKey);
document.addEventListener("click", (event) => {
  if (!byId("searching").contains(event.target)) byId("hits").hidden = true;
});
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && document.activeElement !== byId("search")) {
    event.preventDefault();
    byId("search").focus();
  } else if (event.key === "Escape") {
    if (!byId("hits").hidden) byId("hits").hidden = true;
    else change({ chosen: null });
  }
});
dark.addEventListener("change", render);
addEventListener("hashchange", () => {
  readState();
  render();
});

readState();
render();
// For tests and for whoever writes a script against the page: where nodes stand on the screen.
window.kijigraph = {
  shown: () => [...shownIds],
  at: (id) => {
    const room = byId("network").getBoundingClientRect();
    const spot = drawn.canvasToDOM(drawn.getPosition(id));
    return { x: room.left + spot.x, y: room.top + spot.y };
  },
};

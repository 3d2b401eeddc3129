// Search over names and labels: width, case and kana do not matter.
const fold = (text) =>
  text.normalize("NFKC").toLowerCase().replace(/[\u3041-\u3096]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) + 0x60)).replace(/[\s・]/g, "");
const folded = nodes.map((node) => fold([node.full, node.label, node.label_en || ""].join("\n")));
const MOST = 12;
let marked = -1;

function drawHits() {
  const box = byId("hits");
  const query = fold(byId("search").value);
  marked = -1;
  box.hidden = !query;
  if (!query) return box.replaceChildren();
  const found = nodes.filter((node) => folded[node.id].includes(query));
  // Names before the topics and events that hold them, beginnings before middles; otherwise by their connections.
  const rank = (node) => (node.group === "Event" || node.group === "Topic" ? 2 : 0) + (folded[node.id].startsWith(query) ? 0 : 1);
  const sorted = [...found].sort((a, b) => rank(a) - rank(b) || a.id - b.id);
  const items = sorted.slice(0, MOST).map((node) =>
    element("li", {}, button(node.full, () => choose(node.id), { className: `link ${node.group}` }), element("small", {}, named(node.group))));
  if (!found.length) items.push(element("li", { className: "note" }, word("no_hits")));
  if (found.length > MOST) items.push(element("li", { className: "note" }, word("more_found", { n: found.length - MOST })));
  box.replaceChildren(...items);
  return box;
}

function choose(id) {
  byId("hits").hidden = true;
  show(id);
}

function searchKey(event) {
  const choices = [...byId("hits").querySelectorAll("button")];
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    marked = Math.max(0, Math.min(choices.length - 1, marked + (event.key === "ArrowDown" ? 1 : -1)));
    choices.forEach((choice, i) => choice.classList.toggle("marked", i === marked));
  } else if (event.key === "Enter" && choices.length && !event.isComposing) {
    choices[Math.max(0, marked)].click();
  }
}

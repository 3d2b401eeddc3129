// Search over names, aliases, readings and labels: width, case and kana do not matter.
const fold = (text) =>
  text.normalize("NFKC").toLowerCase().replace(/[\u3041-\u3096]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) + 0x60)).replace(/[\s・･=＝]/g, "");
const namesOf = (node) => [node.full, node.full_en, ...(node.names || []), ...(node.kana || [])].filter(Boolean);
const folded = nodes.map((node) => namesOf(node).map(fold));
const MOST = 12;
let marked = -1;

// How well a node answers: 0 for a name as a whole, 1 for a beginning, 2 for a middle; -1 for not at all.
function answers(id, query) {
  const found = folded[id].map((name) => (name === query ? 0 : name.startsWith(query) ? 1 : name.includes(query) ? 2 : 3));
  const best = Math.min(...found);
  return best > 2 ? -1 : best;
}

function drawHits() {
  const box = byId("hits");
  const query = fold(byId("search").value);
  marked = -1;
  box.hidden = !query;
  if (!query) return box.replaceChildren();
  const found = nodes.map((node) => ({ node, place: answers(node.id, query) })).filter((hit) => hit.place >= 0 && (pairing === null || !eventOf.has(hit.node.id)));
  // Names before the topics and events that hold them; otherwise by their connections.
  const rank = ({ node, place }) => (node.group === "Event" || node.group === "Topic" ? 3 : 0) + place;
  found.sort((a, b) => rank(a) - rank(b) || a.node.id - b.node.id);
  const items = found.slice(0, MOST).map(({ node }) =>
    element("li", {}, button(title(node), () => choose(node.id), { className: `link ${node.group}` }), alias(node, query),
      element("small", {}, eventOf.has(node.id) ? named(eventOf.get(node.id).type) : named(node.group))));
  if (!found.length) items.push(element("li", { className: "note" }, word("no_hits")));
  if (found.length > MOST) items.push(element("li", { className: "note" }, word("more_found", { n: number(found.length - MOST) })));
  return box.replaceChildren(...items);
}

// The other name that was meant, where the shown one does not hold what was typed.
function alias(node, query) {
  if (fold(title(node)).includes(query)) return null;
  const name = [node.full_en, ...(node.names || [])].filter(Boolean).find((other) => fold(other).includes(query));
  return name ? element("span", { className: "alias" }, name) : null;
}

function searchKey(event) {
  const choices = [...byId("hits").querySelectorAll("button")];
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    marked = Math.max(0, Math.min(choices.length - 1, marked + (event.key === "ArrowDown" ? 1 : -1)));
    choices.forEach((choice, i) => choice.classList.toggle("marked", i === marked));
    if (choices[marked]) choices[marked].scrollIntoView({ block: "nearest" });
  } else if (event.key === "Enter" && choices.length && !event.isComposing) {
    choices[Math.max(0, marked)].click();
    byId("search").blur();
  }
}

// Two actors: what they had part in together, or the shortest way from one to the other.
let pairing = null;

function startPairing(id) {
  pairing = id;
  byId("search").value = "";
  drawFoot();
  byId("search").focus();
}

function stopPairing() {
  pairing = null;
  drawFoot();
}

// What a click or a search's hit means: the other of a pair where one is awaited, else the node itself.
function choose(id) {
  byId("hits").hidden = true;
  if (pairing === null || pairing === id || eventOf.has(id)) return show(id);
  const focus = pairing;
  pairing = null;
  return change({ focus, other: id, path: false, chosen: null });
}

function aboutPair() {
  const [one, two] = [nodes[state.focus], nodes[state.other]];
  const shared = between(one.id, two.id);
  const events = data.events.filter((event) => shared.has(event.id) && passes(event));
  const choice = (path, key) => button(word(key), () => change({ path }), { className: "act", ariaPressed: String(state.path === path) });
  const top = [
    head(element("span", { className: "badge" }, word("pair_title"))),
    element("h2", {}, toNode(one.id), " ↔ ", toNode(two.id)),
    element("p", { className: "acts" }, choice(false, "pair_events"), choice(true, "pair_path")),
  ];
  if (state.path) return [...top, ...way(shortest(one.id, two.id))];
  if (!events.length) return [...top, element("p", { className: "none" }, word("pair_none"))];
  return [...top, ...timeline(events, (event) => `${named(event.type)} · ${named(event.status)}`)];
}

function way(chain) {
  if (!chain.length) return [element("p", { className: "none" }, word("path_none"))];
  const steps = chain.map((id) => element("li", {}, element("span", { className: `badge ${nodes[id].group}` }, named(eventOf.has(id) ? eventOf.get(id).type : nodes[id].group)), " ", toNode(id)));
  const count = chain.filter((id) => eventOf.has(id)).length;
  return [element("h3", {}, word("path_events", { n: count })), element("ol", { className: "way" }, ...steps)];
}

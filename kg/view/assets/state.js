// What is shown and chosen. It lives in the address' fragment, so that a view can be sent and the browser's back works.
const fresh = () => ({ focus: null, chosen: null, kinds: new Set(), types: new Set(), statuses: new Set(), extra: new Set() });
let state = fresh();

const LISTS = { kinds: "hide", types: "without", statuses: "not" };

function readState() {
  const given = new URLSearchParams(location.hash.slice(1));
  state = fresh();
  language = given.get("lang") === "en" ? "en" : "ja";
  const focus = given.get("focus");
  state.focus = focus === null ? (data.focus ?? null) : (idOf.get(focus) ?? null);
  state.chosen = idOf.get(given.get("open")) ?? null;
  for (const [key, name] of Object.entries(LISTS)) state[key] = new Set((given.get(name) || "").split(",").filter(Boolean));
  for (const iri of given.getAll("with")) if (idOf.has(iri)) state.extra.add(idOf.get(iri));
}

function writeState() {
  const given = new URLSearchParams();
  if (language !== "ja") given.set("lang", language);
  if (state.focus !== (data.focus ?? null)) given.set("focus", state.focus === null ? "" : nodes[state.focus].iri);
  if (state.chosen !== null) given.set("open", nodes[state.chosen].iri);
  for (const [key, name] of Object.entries(LISTS)) if (state[key].size) given.set(name, [...state[key]].sort().join(","));
  for (const id of [...state.extra].sort((a, b) => a - b)) given.append("with", nodes[id].iri);
  const hash = given.toString();
  if (hash === location.hash.slice(1)) render();
  else location.hash = hash; // hashchange renders
}

function change(what) {
  Object.assign(state, what);
  writeState();
}

const passes = (event) => !state.types.has(event.type) && !state.statuses.has(event.status);
const kindShown = (node) => !state.kinds.has(node.group);

// The ids that the filters, the focus and the limit leave, as a set.
function visible() {
  const centre = state.focus;
  const near = new Set();
  if (centre !== null) {
    near.add(centre);
    const around = eventOf.has(centre) ? [centre] : links.get(centre).map((link) => link.node);
    for (const id of around) {
      near.add(id);
      for (const link of links.get(id)) near.add(link.node);
    }
  }
  const within = (id) => (centre === null ? id < data.first || state.extra.has(id) : near.has(id));
  const shown = new Set();
  for (const event of data.events) {
    if (kindShown(nodes[event.id]) && passes(event) && within(event.id)) shown.add(event.id);
  }
  const events = [...shown];
  for (const id of events) for (const link of links.get(id)) if (within(link.node) && kindShown(nodes[link.node])) shown.add(link.node);
  // With the events themselves toggled off the rest stays, as a plain set of names.
  if (state.kinds.has("Event")) for (const node of nodes) if (within(node.id) && kindShown(node)) shown.add(node.id);
  for (const id of [centre, ...state.extra]) if (id !== null && within(id) && kindShown(nodes[id])) shown.add(id);
  return shown;
}

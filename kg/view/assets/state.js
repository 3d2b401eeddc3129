// What is shown and chosen. It lives in the address' fragment, so that a view can be sent and the browser's back works.
const fresh = () => ({
  focus: null, other: null, path: false, chosen: null, list: false,
  kinds: new Set(), types: new Set(), statuses: new Set(), sites: new Set(),
  least: 1, from: null, until: null, extra: new Set(), limit: data.first,
});
let state = fresh();
let theme = "";
// What the address names and the graph does not hold: a link may be older than the page.
let stale = [];

const LISTS = { kinds: "hide", types: "without", statuses: "not", sites: "nosource" };
const NO_SITE = "-";
const DAY = /^\d{4}-\d\d-\d\d$/;

function readState() {
  const given = new URLSearchParams(location.hash.slice(1));
  state = fresh();
  stale = [];
  const known = (iri) => {
    if (!iri) return null;
    if (!idOf.has(iri)) stale.push(iri);
    return idOf.get(iri) ?? null;
  };
  language = given.get("lang") === "en" ? "en" : "ja";
  theme = ["light", "dark"].includes(given.get("theme")) ? given.get("theme") : "";
  const focus = given.get("focus");
  state.focus = focus === null ? data.focus : known(focus);
  const other = known(given.get("to"));
  if (state.focus !== null && other !== state.focus) state.other = other;
  state.path = state.other !== null && given.has("path");
  state.list = given.has("list");
  state.chosen = known(given.get("open"));
  for (const [key, name] of Object.entries(LISTS)) {
    state[key] = new Set((given.get(name) || "").split(",").filter(Boolean).map((value) => (key === "sites" && value === NO_SITE ? "" : value)));
  }
  state.least = Math.max(1, parseInt(given.get("reports"), 10) || 1);
  for (const [key, name] of [["from", "since"], ["until", "until"]]) if (DAY.test(given.get(name))) state[key] = given.get(name);
  for (const iri of given.getAll("with")) {
    const id = known(iri);
    if (id !== null) state.extra.add(id);
  }
  state.limit = Math.max(data.first, parseInt(given.get("show"), 10) || 0);
}

function fragment() {
  const given = new URLSearchParams();
  if (language !== "ja") given.set("lang", language);
  if (theme) given.set("theme", theme);
  if (state.focus !== data.focus) given.set("focus", state.focus === null ? "" : nodes[state.focus].iri);
  if (state.other !== null) given.set("to", nodes[state.other].iri);
  if (state.path) given.set("path", "1");
  if (state.list) given.set("list", "1");
  if (state.chosen !== null) given.set("open", nodes[state.chosen].iri);
  for (const [key, name] of Object.entries(LISTS)) if (state[key].size) given.set(name, [...state[key]].map((value) => value || NO_SITE).sort().join(","));
  if (state.least > 1) given.set("reports", state.least);
  if (state.from) given.set("since", state.from);
  if (state.until) given.set("until", state.until);
  for (const id of [...state.extra].sort((a, b) => a - b)) given.append("with", nodes[id].iri);
  if (state.limit > data.first) given.set("show", state.limit);
  return given.toString();
}

function writeState() {
  const given = fragment();
  if (given === location.hash.slice(1)) render();
  else location.hash = given; // hashchange renders
}

function change(what) {
  Object.assign(state, what);
  writeState();
}

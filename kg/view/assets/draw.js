// The picture itself: vis-network draws the visible part where the layout has put it; nothing moves by itself.
const LIGHT = {
  paper: "#fbfaf7", ink: "#22252b", soft: "#5d636e", line: "#b9bdc6", strong: "#22252b",
  fill: { Event: "#f6c667", Topic: "#ffffff", Person: "#2f6fb5", Country: "#b8432f", Organization: "#5a7d3a", Place: "#2b8f8a", Post: "#7b5aa6" },
  edge: { Event: "#b98312", Topic: "#b9bdc6", Person: "#1d4f87", Country: "#86301f", Organization: "#3f5a27", Place: "#1c6864", Post: "#57407a" },
  eventInk: "#33260a",
};
const DARK = {
  paper: "#15181d", ink: "#e9e7e1", soft: "#a4a9b3", line: "#4c525d", strong: "#ffffff",
  fill: { Event: "#8a6414", Topic: "#1f242c", Person: "#5b9be0", Country: "#e0705b", Organization: "#8fb866", Place: "#4dbbb5", Post: "#a98bd6" },
  edge: { Event: "#d9a63f", Topic: "#4c525d", Person: "#8fbdf0", Country: "#f0a193", Organization: "#b3d393", Place: "#86d8d3", Post: "#c9b3ea" },
  eventInk: "#fff3d8",
};
const dark = matchMedia("(prefers-color-scheme: dark)");
const colours = () => (dark.matches ? DARK : LIGHT);
const FONT = "'Noto Sans CJK JP', 'Hiragino Sans', 'Yu Gothic UI', Meiryo, system-ui, sans-serif";
const DASHES = { planned: [7, 4], possible: [2, 3], denied: [1, 0] };
// So many edges may carry their labels at once; beyond, only those of the chosen node do.
const LABELLED = 260;
// The zoom under which labels can no longer be read.
const READABLE = 0.45;

let drawn = null;
let shownIds = new Set();

function look(node, spot) {
  const c = colours();
  const event = eventOf.get(node.id);
  const chosen = state.chosen === node.id || state.focus === node.id;
  const made = { id: node.id, shape: node.shape, label: shortName(node), x: spot.x, y: spot.y };
  made.color = { background: c.fill[node.group] || c.soft, border: chosen ? c.strong : c.edge[node.group] || c.line };
  made.color.highlight = { background: made.color.background, border: c.strong };
  made.borderWidth = chosen ? 3.5 : 1.5;
  made.font = { face: FONT, size: 15, color: c.ink, strokeWidth: 4, strokeColor: c.paper, vadjust: 0 };
  if (node.size) made.size = node.size;
  if (node.group === "Topic") made.font = { face: FONT, size: 12, color: c.ink, strokeWidth: 0, align: "left" };
  if (event) {
    made.font = { face: FONT, size: 14, color: c.eventInk, strokeWidth: 0 };
    if (event.status === "denied") made.color.border = c.fill.Country;
  }
  made.shapeProperties = { borderRadius: event ? 14 : 0, borderDashes: (event && DASHES[event.status]) || false };
  made.margin = event ? { top: 6, bottom: 6, left: 9, right: 9 } : { top: 5, bottom: 5, left: 7, right: 7 };
  return made;
}

const MUTUAL = "participant";

// Whether a word of so many letters half way along the edge would lie under one of the nodes.
function covered(edge, letters, spots) {
  const [from, to] = [spots.get(edge.from), spots.get(edge.to)];
  const [x, y] = [(from.x + to.x) / 2, (from.y + to.y) / 2];
  for (const [id, spot] of spots) {
    const node = nodes[id];
    const middle = node.size ? spot.y - node.size + node.h / 2 : spot.y;
    const [overX, overY] = [(node.w + letters * 9) / 2 - Math.abs(spot.x - x), (node.h + 9) / 2 - Math.abs(middle - y)];
    if (overX > 4 && overY > 2) return true;
  }
  return false;
}

function line(edge, labelled, spots) {
  const c = colours();
  const near = edge.from === state.chosen || edge.to === state.chosen;
  const label = edge.roles.map(named).join("・");
  const told = edge.roles.length === 1 && edge.roles[0] === "claimedBy";
  return {
    id: edge.id, from: edge.from, to: edge.to,
    label: near || (labelled && !covered(edge, label.length, spots)) ? label : undefined,
    color: { color: near ? c.strong : c.line, highlight: c.strong, hover: c.strong },
    width: near ? 2 : 1,
    dashes: told ? [3, 4] : false,
    arrows: edge.roles.includes(MUTUAL) ? "" : { to: { enabled: true, scaleFactor: 0.45 } },
    font: { face: FONT, size: 10.5, color: near ? c.ink : c.soft, strokeWidth: 4, strokeColor: c.paper, align: "horizontal" },
  };
}

// Draws the ids; the view is fitted when what is shown has changed.
function draw(ids) {
  const spots = state.focus === null ? asWritten(ids) : aroundFocus(ids, state.focus);
  const kept = edges.filter((edge) => ids.has(edge.from) && ids.has(edge.to));
  const content = {
    nodes: new vis.DataSet([...ids].sort((a, b) => a - b).map((id) => look(nodes[id], spots.get(id)))),
    edges: new vis.DataSet(kept.map((edge) => line(edge, kept.length <= LABELLED, spots))),
  };
  const same = ids.size === shownIds.size && [...ids].every((id) => shownIds.has(id));
  shownIds = ids;
  if (!drawn) {
    drawn = new vis.Network(byId("network"), content, {
      physics: false, layout: { improvedLayout: false }, autoResize: true,
      edges: { smooth: false }, nodes: { chosen: false },
      interaction: { hover: false, tooltipDelay: 1e9, keyboard: false, dragNodes: true, hideEdgesOnDrag: ids.size > 800 },
    });
    drawn.on("click", (event) => change({ chosen: event.nodes.length ? event.nodes[0] : null }));
    drawn.on("doubleClick", (event) => event.nodes.length && change({ focus: event.nodes[0], chosen: event.nodes[0] }));
  } else {
    const view = { position: drawn.getViewPosition(), scale: drawn.getScale() };
    drawn.setData(content);
    if (same) drawn.moveTo(view);
  }
  if (!same) fit(READABLE);
  if (state.chosen !== null && ids.has(state.chosen)) drawn.selectNodes([state.chosen]);
}

// The part of the stage that the panel leaves free, in pixels from its left top corner.
function room() {
  const stage = byId("network").getBoundingClientRect();
  const panel = byId("panel");
  const free = { width: stage.width, height: stage.height, full: stage };
  if (!panel.hidden) {
    const over = panel.getBoundingClientRect();
    if (over.width < stage.width) free.width = over.left - stage.left;
    else free.height = over.top - stage.top;
  }
  return free;
}

function lookAt(position, scale) {
  const free = room();
  const offset = { x: (free.width - free.full.width) / 2, y: (free.height - free.full.height) / 2 };
  drawn.moveTo({ position, scale, offset, animation: false });
}

// Shows all that is shown; with `least`, no smaller than can be read, and then the most connected node comes first.
function fit(least = 0) {
  if (!drawn || !shownIds.size) return;
  const spots = drawn.getPositions([...shownIds]);
  const edge = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (const id of shownIds) {
    const { x, y } = spots[id];
    edge.left = Math.min(edge.left, x - nodes[id].w / 2);
    edge.right = Math.max(edge.right, x + nodes[id].w / 2);
    edge.top = Math.min(edge.top, y - nodes[id].h / 2);
    edge.bottom = Math.max(edge.bottom, y + nodes[id].h);
  }
  const free = room();
  const whole = Math.min((free.width - 40) / (edge.right - edge.left), (free.height - 80) / (edge.bottom - edge.top), 1.15);
  const zoom = Math.max(whole, least);
  // The wanted place, but no emptiness beyond the edges where the other side has more to show.
  const within = (wanted, low, high, half) => (high - low <= 2 * half ? (low + high) / 2 : Math.min(Math.max(wanted, low + half), high - half));
  const hub = spots[state.focus ?? Math.min(...shownIds)];
  const middle = {
    x: within(hub.x, edge.left, edge.right, (free.width - 40) / 2 / zoom),
    y: within(hub.y, edge.top, edge.bottom, (free.height - 80) / 2 / zoom),
  };
  lookAt(middle, zoom);
}

// Brings a node into sight where the view does not hold it.
function reveal(id) {
  if (!shownIds.has(id)) return;
  const at = drawn.canvasToDOM(drawn.getPosition(id));
  const free = room();
  if (at.x < 30 || at.y < 30 || at.x > free.width - 30 || at.y > free.height - 30) lookAt(drawn.getPosition(id), drawn.getScale());
}

// The picture itself: vis-network draws the visible part where the layout has put it; nothing moves by itself.
const MUTUAL = "participant";
// So many pixels beside a node still mean it.
const MISSED = 9;
let drawn = null;
let shownIds = new Set();
let drawnEdges = [];
// Counts what was drawn: names are placed anew when it changes.
let drawings = 0;
let contents = "";
// Whether all that is shown stands in the free part of the stage: then it stays so when a panel opens beside it.
let fitted = false;
let freeRoom = "";

function line(edge, zoom) {
  const told = edge.roles.length === 1 && edge.roles[0] === "claimedBy";
  const made = { id: edge.id, from: edge.from, to: edge.to, dashes: told ? [3, 4] : false };
  // From afar a line stays as wide as can be seen.
  made.width = (edge.count ? Math.min(6, edge.count) : 1) * Math.max(1, 0.75 / zoom);
  if (!edge.count && !edge.roles.includes(MUTUAL)) made.arrows = { to: { enabled: true, scaleFactor: 0.4 } };
  return made;
}

function open(ids) {
  drawn = new vis.Network(byId("network"), { nodes: [], edges: [] }, {
    physics: false, layout: { improvedLayout: false }, autoResize: true,
    edges: { smooth: false, selectionWidth: 1, hoverWidth: 0 }, nodes: { chosen: false, shape: "custom" },
    interaction: { hover: true, tooltipDelay: 1e9, keyboard: false, dragNodes: true, hideEdgesOnDrag: ids.size > 1500, hideEdgesOnZoom: ids.size > 1500 },
  });
  drawn.on("click", clicked);
  drawn.on("doubleClick", (event) => {
    const id = hit(event);
    if (id !== null) change({ focus: id, other: null, path: false, chosen: id });
  });
  drawn.on("beforeDrawing", (ctx) => (ctx.globalAlpha = near.size ? FAINT : 1));
  drawn.on("afterDrawing", drawLabels);
  drawn.on("dragEnd", (event) => {
    if (event.nodes.length) drawings += 1;
    if (state.chosen !== null && shownIds.has(state.chosen)) drawn.selectNodes([state.chosen]);
  });
  drawn.on("hoverNode", (event) => tip(title(nodes[event.node]), event.pointer.DOM));
  drawn.on("hoverEdge", (event) => tip(edgeText(event.edge), event.pointer.DOM));
  for (const name of ["blurNode", "blurEdge", "dragStart", "zoom"]) drawn.on(name, () => tip(""));
  for (const [name, cursor] of [["hoverNode", "pointer"], ["hoverEdge", "pointer"], ["blurNode", ""], ["blurEdge", ""]]) {
    drawn.on(name, () => (byId("network").style.cursor = cursor));
  }
  for (const name of ["dragStart", "zoom"]) drawn.on(name, () => (fitted = false));
  drawn.on("resize", () => fitted && fit());
}

function edgeText(id) {
  const edge = drawnEdges.find((one) => one.id === id);
  if (!edge) return "";
  if (edge.count) return `${fullName(nodes[edge.from])} – ${fullName(nodes[edge.to])}: ${word("events_n", { n: edge.count })}`;
  const [event, party] = eventOf.has(edge.from) ? [edge.from, edge.to] : [edge.to, edge.from];
  return `${edge.roles.map(named).join("・")}: ${fullName(nodes[party])} — ${title(nodes[event])}`;
}

function tip(text, at) {
  const box = byId("tip");
  box.hidden = !text;
  if (!text) return;
  box.textContent = text;
  box.style.left = `${Math.min(at.x + 14, byId("network").clientWidth - 270)}px`;
  box.style.top = `${at.y + 16}px`;
}

// The node that is meant by a press: the one under it, the one whose name is under it, or one that a finger just missed.
function hit(event) {
  if (event.nodes.length) return event.nodes[0];
  const zoom = drawn.getScale();
  const [x, y] = [event.pointer.canvas.x * zoom, event.pointer.canvas.y * zoom];
  const name = labels.found.find((item) => shownIds.has(item.id) && item.left <= x && x <= item.right && item.top <= y && y <= item.bottom);
  if (name) return name.id;
  const away = (id) => {
    const spot = drawn.getPosition(id);
    return Math.hypot(spot.x * zoom - x, spot.y * zoom - y) - (sizeOf(nodes[id], zoom).height * zoom) / 2;
  };
  const best = [...shownIds].map((id) => ({ id, far: away(id) })).reduce((a, b) => (b.far < a.far ? b : a), { id: null, far: MISSED });
  return best.id;
}

// A node opens itself, an edge the event that it belongs to; two joined directly open what is between them.
function clicked(event) {
  tip("");
  const id = hit(event);
  if (id !== null) return choose(id);
  const edge = drawnEdges.find((one) => one.id === event.edges[0]);
  if (!edge) return change({ chosen: null, list: false });
  if (edge.count) return change({ focus: edge.from, other: edge.to, path: false, chosen: null, kinds: new Set([...state.kinds].filter((kind) => kind !== "Event")) });
  const [at, party] = eventOf.has(edge.from) ? [edge.from, edge.to] : [edge.to, edge.from];
  pointed = party;
  return change({ chosen: at });
}

// What is linked to the chosen node, the node itself among it.
const linked = (id) => new Set(id === null || !seen.ids.has(id) ? [] : [id, ...partiesOf(id), ...(eventOf.has(id) ? [] : partiesOf(id).flatMap(partiesOf))]);

// Draws the ids; the view is fitted when what is shown has changed.
function draw({ ids, events }) {
  if (!drawn) open(ids);
  near = linked(state.chosen);
  const key = [state.focus, state.other, state.path, document.documentElement.dataset.theme, language, state.kinds.has("Event"), ...[...ids].sort((a, b) => a - b)].join(" ");
  const same = ids.size === shownIds.size && [...ids].every((id) => shownIds.has(id));
  if (key !== contents) {
    contents = key;
    const view = { position: drawn.getViewPosition(), scale: drawn.getScale() };
    drawn.setOptions({ edges: { color: { color: colours.edge, highlight: colours.accent, hover: colours.soft } } });
    const spots = spotsOf(ids);
    const { zoom } = whole(spots);
    // While the contents change, nothing is drawn that has no place yet.
    shownIds = new Set();
    drawnEdges = state.kinds.has("Event") ? joined(events, ids) : edges.filter((edge) => ids.has(edge.from) && ids.has(edge.to));
    drawn.setData({
      nodes: new vis.DataSet([...ids].sort((a, b) => a - b).map((id) => ({ id, ...spots.get(id), ctxRenderer: painter(nodes[id]) }))),
      edges: new vis.DataSet(drawnEdges.map((edge) => line(edge, zoom))),
    });
    shownIds = ids;
    drawings += 1;
    if (same) drawn.moveTo(view);
    else fit();
  }
  const { width, height } = room();
  if (fitted && freeRoom !== `${width} ${height}`) fit();
  if (state.chosen !== null && ids.has(state.chosen)) drawn.selectNodes([state.chosen]);
  else drawn.unselectAll();
  drawn.redraw();
}

// The part of the stage that the panel leaves free, in pixels from its left top corner.
function room() {
  const stage = byId("network").getBoundingClientRect();
  const panel = byId("panel");
  const free = { width: stage.width, height: stage.height, full: stage };
  if (!panel.hidden) {
    const over = panel.getBoundingClientRect();
    if (over.width < stage.width) free.width = Math.min(free.width, over.left - stage.left);
    else free.height = Math.max(80, over.top - stage.top);
  }
  return free;
}

function lookAt(position, scale) {
  const free = room();
  const offset = { x: (free.width - free.full.width) / 2, y: (free.height - free.full.height) / 2 };
  drawn.moveTo({ position, scale, offset, animation: false });
}

// The middle of the spots, and the zoom at which all of them fit into the free part of the stage.
function whole(spots) {
  const edge = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (const [id, spot] of spots) {
    const [node, y] = [nodes[id], middle(nodes[id], spot)];
    edge.left = Math.min(edge.left, spot.x - node.w / 2);
    edge.right = Math.max(edge.right, spot.x + node.w / 2);
    edge.top = Math.min(edge.top, y - node.h / 2);
    edge.bottom = Math.max(edge.bottom, y + node.h / 2);
  }
  const free = room();
  const zoom = Math.min((free.width - 70) / (edge.right - edge.left), (free.height - 76) / (edge.bottom - edge.top), 1.15);
  return { x: (edge.left + edge.right) / 2, y: (edge.top + edge.bottom) / 2, zoom };
}

// Shows all that is shown; the line of buttons lies over the lower edge.
function fit() {
  if (!drawn || !shownIds.size) return;
  const free = room();
  freeRoom = `${free.width} ${free.height}`;
  fitted = true;
  const { x, y, zoom } = whole(Object.entries(drawn.getPositions([...shownIds])));
  lookAt({ x, y: y + 18 / zoom }, zoom);
}

// Brings a node into sight where the view does not hold it.
function reveal(id) {
  if (!shownIds.has(id)) return;
  const at = drawn.canvasToDOM(drawn.getPosition(id));
  const free = room();
  if (at.x < 30 || at.y < 30 || at.x > free.width - 30 || at.y > free.height - 30) lookAt(drawn.getPosition(id), Math.max(drawn.getScale(), 0.5));
}

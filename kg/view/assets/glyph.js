// How a node is drawn: a person, country … by a sign of its own, an event or a topic by a box that opens when near.
const FONT = "'Noto Sans CJK JP', 'Hiragino Sans', 'Yu Gothic UI', Meiryo, system-ui, sans-serif";
// The zoom from which boxes are large enough to be read.
const OPEN = 0.72;
const DASHES = { planned: [6, 4], possible: [2, 3] };
const dark = matchMedia("(prefers-color-scheme: dark)");
let colours = {};

// The style sheet says the colours once, for the page and for the picture.
function readColours() {
  document.documentElement.dataset.theme = theme || (dark.matches ? "dark" : "light");
  const style = getComputedStyle(document.documentElement);
  const names = ["paper", "ink", "soft", "edge", "strong", "accent", "on-Event", "denied"];
  for (const kind of KINDS) names.push(kind, `${kind}-edge`);
  colours = Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
}

const CORNERS = {
  hexagon: [[-1, 0], [-0.5, -0.87], [0.5, -0.87], [1, 0], [0.5, 0.87], [-0.5, 0.87]],
  square: [[-0.85, -0.85], [0.85, -0.85], [0.85, 0.85], [-0.85, 0.85]],
  diamond: [[0, -1.05], [1.05, 0], [0, 1.05], [-1.05, 0]],
  triangleDown: [[-1, -0.8], [1, -0.8], [0, 0.95]],
};

// The room that the sign itself takes, in the picture's units: never less than can be seen.
function sizeOf(node, zoom) {
  if (node.size) {
    const side = 2 * Math.max(node.size, 3.2 / zoom);
    return { width: side, height: side };
  }
  if (zoom >= OPEN) return { width: node.w, height: node.h };
  const [width, height] = node.group === "Event" ? [Math.max(34, 5 / zoom), Math.max(22, 3.6 / zoom)] : [Math.max(26, 4 / zoom), Math.max(15, 2.6 / zoom)];
  return { width, height };
}

// With a node chosen, what it is not linked to steps back.
const FAINT = 0.4;
let near = new Set();
const isFaint = (id) => near.size > 0 && !near.has(id) && !isMarked(id);

const isMarked = (id) => id === state.chosen || id === state.focus || id === state.other;

function glyph(ctx, node, x, y, zoom) {
  const event = eventOf.get(node.id);
  const { width, height } = sizeOf(node, zoom);
  const marked = isMarked(node.id);
  ctx.globalAlpha = isFaint(node.id) ? FAINT : 1;
  ctx.beginPath();
  if (node.shape === "dot") ctx.arc(x, y, width / 2, 0, 2 * Math.PI);
  else if (node.shape === "box") ctx.roundRect(x - width / 2, y - height / 2, width, height, event ? Math.min(14, height / 2) : 2);
  else {
    for (const [dx, dy] of CORNERS[node.shape] || CORNERS.square) ctx.lineTo(x + (dx * width) / 2, y + (dy * height) / 2);
    ctx.closePath();
  }
  ctx.fillStyle = colours[node.group] || colours.soft;
  ctx.fill();
  ctx.strokeStyle = marked ? colours.strong : (event && event.status === "denied" && colours.denied) || colours[`${node.group}-edge`] || colours.edge;
  ctx.lineWidth = Math.max(marked ? 3.5 : 1.4, (marked ? 2.4 : 0.8) / zoom);
  if (event && DASHES[event.status]) ctx.setLineDash(DASHES[event.status].map((part) => (zoom < OPEN ? part * 0.8 : part)));
  ctx.stroke();
  ctx.setLineDash([]);
  if (node.shape === "box" && zoom >= OPEN) inside(ctx, node, x, y);
}

function inside(ctx, node, x, y) {
  const event = node.group === "Event";
  const lines = shortName(node).split("\n");
  const letters = event ? 14 : 12;
  ctx.fillStyle = event ? colours["on-Event"] : colours.ink;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  lines.forEach((text, i) => {
    ctx.font = `${event && i === 0 ? "600 " : ""}${event && i ? 12 : letters}px ${FONT}`;
    ctx.fillText(text, x, y + (i - (lines.length - 1) / 2) * letters * 1.2 + 0.5);
  });
}

// vis-network asks for this at every drawing of the node.
const painter = (node) => ({ ctx, x, y }) => {
  const zoom = drawn.getScale();
  return { drawNode: () => glyph(ctx, node, x, y, zoom), nodeDimensions: sizeOf(node, zoom) };
};

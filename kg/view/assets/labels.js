// Names on the picture: as on a map, the most connected first, each only where it covers no other and no sign.
const CELL = 80;
// Up to here names grow with the zoom.
const LARGEST = 19;
const widths = new Map();
let labels = { key: "", found: [] };

function widthOf(ctx, text, px, bold) {
  const key = (bold ? "b" : "") + text;
  if (!widths.has(key)) {
    ctx.font = `${bold ? "700 " : ""}100px ${FONT}`;
    widths.set(key, ctx.measureText(text).width);
  }
  return (widths.get(key) * px) / 100;
}

// Rectangles on the screen that are taken, found again by the cells that they touch.
class Taken {
  constructor() {
    this.cells = new Map();
  }
  *near(box) {
    for (let column = Math.floor(box.left / CELL); column <= Math.floor(box.right / CELL); column += 1) {
      for (let row = Math.floor(box.top / CELL); row <= Math.floor(box.bottom / CELL); row += 1) {
        const key = `${column} ${row}`;
        if (!this.cells.has(key)) this.cells.set(key, []);
        yield this.cells.get(key);
      }
    }
  }
  add(box) {
    for (const cell of this.near(box)) cell.push(box);
  }
  hits(box, own) {
    for (const cell of this.near(box)) {
      for (const other of cell) {
        if (other.own !== own && other.left < box.right && other.right > box.left && other.top < box.bottom && other.bottom > box.top) return true;
      }
    }
    return false;
  }
}

const rect = (x, y, width, height, own) => ({ left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2, own });

// Where a name may stand by its sign: below, right, left, above, then at the corners.
function around(x, y, size, width, height) {
  const [across, down] = [size.width / 2 + width / 2 + 5, size.height / 2 + height / 2 + 2];
  const [aside, under] = [across * 0.8, down * 0.8];
  return [[x, y + down], [x + across, y], [x - across, y], [x, y - down],
    [x + aside, y + under], [x - aside, y + under], [x + aside, y - under], [x - aside, y - under]];
}

function placeLabels(ctx, zoom) {
  const spots = drawn.getPositions([...shownIds]);
  const [signs, small, names] = [new Taken(), new Taken(), new Taken()];
  const found = [];
  const at = (id) => ({ x: spots[id].x * zoom, y: spots[id].y * zoom });
  const sizes = new Map();
  for (const id of shownIds) {
    const size = sizeOf(nodes[id], zoom);
    const onScreen = { width: size.width * zoom, height: size.height * zoom };
    sizes.set(id, onScreen);
    const box = rect(at(id).x, at(id).y, onScreen.width, onScreen.height, id);
    (nodes[id].size || zoom >= OPEN ? signs : small).add(box);
  }
  // Names stay within the picture, so that one that just fits shows them whole.
  const edge = { left: Infinity, right: -Infinity };
  for (const id of shownIds) {
    const half = Math.min((nodes[id].w * zoom) / 2, 60) + 30;
    edge.left = Math.min(edge.left, at(id).x - half);
    edge.right = Math.max(edge.right, at(id).x + half);
  }
  const within = (box) => box.left >= edge.left && box.right <= edge.right;
  const direct = new Set(state.chosen === null ? [] : partiesOf(state.chosen));
  const keep = (item, box) => {
    names.add(box);
    found.push({ ...item, ...box, x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 });
  };
  const settle = (item, places, height, forced) => {
    const width = widthOf(ctx, item.text, item.px, item.bold);
    const all = places(width).map(([x, y]) => rect(x, y, width + 4, height, item.id));
    const boxes = all.some(within) ? all.filter(within) : forced > 1 ? all : [];
    const free = boxes.find((box) => !signs.hits(box, item.id) && !names.hits(box) && !small.hits(box, item.id));
    // One that must be named may cover what is not; the most connected even a sign, but never a name.
    const box = free || (forced > 0 && boxes.find((b) => !signs.hits(b, item.id) && !names.hits(b))) || (forced > 1 && boxes.find((b) => !names.hits(b))) || null;
    if (box) keep(item, box);
  };
  const called = (id) => isMarked(id) || direct.has(id);
  const order = [...shownIds].sort((a, b) => isMarked(b) - isMarked(a) || called(b) - called(a) || a - b);
  for (const id of order) {
    const node = nodes[id];
    const strong = called(id);
    if (!node.size && (zoom >= OPEN || (!strong && zoom < (node.group === "Topic" ? 0.55 : 0.42)))) continue;
    const links = partiesOf(id).length;
    const least = node.size ? 10.5 + Math.min(3, links / 12) : 10;
    const px = Math.min(LARGEST, Math.max(least, (node.size ? 15 : 12) * zoom));
    const text = node.size ? shortName(node) : shortName(node).replace("\n", node.group === "Event" ? " " : "");
    const bold = isMarked(id) || (node.size && links >= 12);
    const { x, y } = at(id);
    settle({ id, text, px, bold, soft: !node.size || isFaint(id) }, (width) => around(x, y, sizes.get(id), width, px * 1.2), px * 1.2, isMarked(id) || (node.size && links >= 12) ? 2 : strong || links > 3 ? 1 : 0);
  }
  roleNames(at, settle);
  return found;
}

// What an edge stands for, where there is room: of a chosen event always, of the others from near. That someone took
// part goes without saying.
function roleNames(at, settle) {
  const mine = drawnEdges.filter((edge) => eventOf.has(state.chosen) && (edge.from === state.chosen || edge.to === state.chosen));
  const rest = drawn.getScale() >= OPEN && drawnEdges.length <= 260 ? drawnEdges.filter((edge) => !mine.includes(edge) && edge.roles.join() !== MUTUAL) : [];
  for (const edge of [...mine, ...rest]) {
    if (!edge.roles.length) continue;
    const [from, to] = [at(edge.from), at(edge.to)];
    const points = () => [0.5, 0.4, 0.6, 0.3, 0.7].map((part) => [from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part]);
    settle({ id: `edge ${edge.id}`, text: edge.roles.map(named).join("・"), px: 10.5, bold: false, soft: true }, points, 13, 0);
  }
}

// Names keep their places while the picture is moved about: they are found anew for another zoom or other contents.
function drawLabels(ctx) {
  if (!shownIds.size) return;
  const zoom = drawn.getScale();
  const key = [zoom.toFixed(4), drawings, state.chosen, language].join(" ");
  if (labels.key !== key) labels = { key, found: placeLabels(ctx, zoom) };
  ctx.save();
  ctx.globalAlpha = 1;
  ctx.scale(1 / zoom, 1 / zoom);
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  for (const item of labels.found) {
    ctx.font = `${item.bold ? "700 " : ""}${item.px}px ${FONT}`;
    ctx.strokeStyle = colours.paper;
    ctx.lineWidth = 3.5;
    ctx.strokeText(item.text, item.x, item.y);
    ctx.fillStyle = item.soft ? colours.soft : colours.ink;
    ctx.fillText(item.text, item.x, item.y);
  }
  ctx.restore();
}

// Where nodes stand on the picture: as written, about a focus, between two, or along a path.
function spotsOf(ids) {
  if (state.focus === null) return asWritten(ids);
  if (state.other === null) return aroundFocus(ids, state.focus);
  return state.path ? alongPath(ids) : betweenTwo(ids);
}

// The focus' events in a ring in order of time, clockwise from the top, each with its others outside it.
function aroundFocus(ids, centre) {
  const spots = new Map([[centre, { x: 0, y: 0 }]]);
  const ring = data.events.map((event) => event.id).filter((id) => ids.has(id) && id !== centre && partiesOf(id).includes(centre));
  const inner = ring.length ? ring : partiesOf(centre).filter((id) => ids.has(id));
  const radius = Math.max(130, inner.length * 10);
  inner.forEach((id, i) => {
    const angle = -Math.PI / 2 + (2 * Math.PI * i) / inner.length;
    spots.set(id, { x: 1.5 * radius * Math.cos(angle), y: radius * Math.sin(angle) });
  });
  return surround(ids, spots, new Set([centre]), radius);
}

// The two at the sides, between them what they had part in, in columns in order of time; the others above and below.
function betweenTwo(ids) {
  const shared = between(state.focus, state.other);
  const events = data.events.map((event) => event.id).filter((id) => ids.has(id) && shared.has(id));
  const columns = Math.ceil(events.length / 7) || 1;
  const high = Math.ceil(events.length / columns);
  const side = 190 + columns * 80;
  const spots = new Map([[state.focus, { x: -side, y: 0 }], [state.other, { x: side, y: 0 }]]);
  events.forEach((id, i) => spots.set(id, { x: (Math.floor(i / high) - (columns - 1) / 2) * 160, y: ((i % high) - (high - 1) / 2) * 68 }));
  for (const below of [false, true]) {
    const rest = [...ids].filter((id) => !spots.has(id));
    const own = below ? rest : rest.filter((id) => partiesOf(id).every((host) => !spots.has(host) || spots.get(host).y < 0));
    inRows(own.sort((a, b) => hostX(a, spots) - hostX(b, spots) || a - b), 2 * side, (below ? 1 : -1) * (high * 34 + 70), spots);
  }
  return apart(spots, new Set([state.focus, state.other]));
}

function hostX(id, spots) {
  const hosts = partiesOf(id).filter((host) => spots.has(host));
  return hosts.reduce((sum, host) => sum + spots.get(host).x, 0) / (hosts.length || 1);
}

// Side by side in rows of that width, further from the middle row by row.
function inRows(ids, width, y, spots) {
  const rows = [];
  let taken = Infinity;
  for (const id of ids) {
    if (taken + nodes[id].w > width) {
      rows.push([]);
      taken = 0;
    }
    rows[rows.length - 1].push(id);
    taken += nodes[id].w + 30;
  }
  rows.forEach((row, i) => {
    const total = row.reduce((sum, id) => sum + nodes[id].w + 30, -30);
    let x = -total / 2;
    for (const id of row) {
      spots.set(id, { x: x + nodes[id].w / 2, y: y + Math.sign(y) * i * 75 });
      x += nodes[id].w + 30;
    }
  });
}

// One after another from left to right.
function alongPath(ids) {
  const chain = wanted().ids.filter((id) => ids.has(id));
  const spots = new Map(chain.map((id, i) => [id, { x: (i - (chain.length - 1) / 2) * 170, y: i % 2 ? -45 : 45 }]));
  return surround(ids, spots, new Set(chain), 220);
}

// Places the ids that have no spot yet about those that have and that they are linked to, then makes room.
function surround(ids, spots, fixed, radius) {
  const rest = [...ids].filter((id) => !spots.has(id)).sort((a, b) => a - b);
  // Those linked to what has a spot first, then those linked to these.
  for (let waiting = rest; waiting.length; ) {
    const ready = waiting.filter((id) => partiesOf(id).some((host) => spots.has(host)));
    for (const id of ready.length ? ready : waiting) {
      const hosts = partiesOf(id).filter((host) => !fixed.has(host) && spots.has(host));
      const sum = hosts.reduce((total, host) => ({ x: total.x + spots.get(host).x / 1.5, y: total.y + spots.get(host).y }), { x: 0, y: 0.01 + (id % 7) });
      // One that several events share stands inside the ring on their side; one of a single event stands outside it.
      const reach = ((hosts.length > 1 ? 0.5 : 1.7) * radius) / Math.hypot(sum.x, sum.y);
      spots.set(id, { x: 1.5 * sum.x * reach, y: sum.y * reach });
    }
    waiting = ready.length ? waiting.filter((id) => !spots.has(id)) : [];
  }
  return apart(spots, fixed);
}

// As laid out beforehand; a few of many are drawn together, so that they can be read.
function asWritten(ids) {
  const spots = new Map([...ids].map((id) => [id, { x: nodes[id].x, y: nodes[id].y }]));
  if (ids.size > 300 || ids.size > 0.7 * Math.min(nodes.length, data.first)) return spots;
  const all = [...spots.values()];
  const extent = (axis) => Math.max(...all.map((spot) => spot[axis])) - Math.min(...all.map((spot) => spot[axis])) + 100;
  const room = [...ids].reduce((sum, id) => sum + (nodes[id].w + 26) * (nodes[id].h + 22), 0);
  const draw = Math.min(1, Math.sqrt((1.5 * room) / (extent("x") * extent("y"))));
  for (const spot of all) {
    spot.x *= draw;
    spot.y *= draw;
  }
  return apart(spots, new Set());
}

// The middle of the room that a node and its name take.
const middle = (node, spot) => (node.size ? spot.y - node.size + node.h / 2 : spot.y);

// The same spots, moved until no two boxes overlap; those in `fixed` stay.
function apart(spots, fixed) {
  const ids = [...spots.keys()].sort((a, b) => a - b);
  const free = ids.filter((id) => !fixed.has(id));
  const rounds = Math.min(200, Math.ceil(2e7 / (ids.length * ids.length + 1)));
  for (let round = 0; round < rounds; round += 1) {
    let moved = false;
    for (const a of free) for (const b of ids) if (a < b || fixed.has(b)) moved = push(a, b, spots, fixed) || moved;
    if (!moved) break;
  }
  return spots;
}

function push(a, b, spots, fixed) {
  if (a === b) return false;
  const [p, q] = [spots.get(a), spots.get(b)];
  const overX = (nodes[a].w + nodes[b].w) / 2 + 26 - Math.abs(p.x - q.x);
  const [pm, qm] = [middle(nodes[a], p), middle(nodes[b], q)];
  const overY = (nodes[a].h + nodes[b].h) / 2 + 22 - Math.abs(pm - qm);
  if (overX <= 0.5 || overY <= 0.5) return false;
  const down = overY <= overX;
  const step = ((down ? overY : overX) / 2) * ((down ? pm >= qm : p.x >= q.x) ? 1 : -1);
  const axis = down ? "y" : "x";
  // A free box makes the whole way where the other may not move.
  p[axis] += fixed.has(b) ? 2 * step : step;
  if (!fixed.has(b)) q[axis] -= step;
  return true;
}

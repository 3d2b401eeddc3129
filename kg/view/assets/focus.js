// Where nodes stand around a focus: its events in a ring in order of time, each with its others outside it.
function aroundFocus(ids, centre) {
  const spots = new Map([[centre, { x: 0, y: 0 }]]);
  const ring = data.events.map((event) => event.id).filter((id) => ids.has(id) && id !== centre);
  const inner = ring.length ? ring : links.get(centre).map((link) => link.node).filter((id) => ids.has(id));
  const radius = Math.max(130, inner.length * 10);
  inner.forEach((id, i) => {
    const angle = -Math.PI / 2 + (2 * Math.PI * i) / inner.length;
    spots.set(id, { x: 1.5 * radius * Math.cos(angle), y: radius * Math.sin(angle) });
  });
  for (const id of [...ids].sort((a, b) => a - b)) {
    if (spots.has(id)) continue;
    const hosts = links.get(id).map((link) => link.node).filter((host) => host !== centre && spots.has(host));
    const sum = hosts.reduce((total, host) => ({ x: total.x + spots.get(host).x / 1.5, y: total.y + spots.get(host).y }), { x: 0, y: 0.01 });
    // One that several events share stands inside the ring on their side; one of a single event stands outside it.
    const reach = ((hosts.length > 1 ? 0.5 : 1.7) * radius) / Math.hypot(sum.x, sum.y);
    spots.set(id, { x: 1.5 * sum.x * reach, y: sum.y * reach });
  }
  return apart(spots, new Set([centre]));
}

// Where nodes stand without a focus: as laid out beforehand, with room made for those that were called up.
function asWritten(ids) {
  const spots = new Map([...ids].map((id) => [id, { x: nodes[id].x, y: nodes[id].y }]));
  const fixed = new Set([...ids].filter((id) => id < data.first));
  return fixed.size < ids.size ? apart(spots, fixed) : spots;
}

// The same spots, moved until no two boxes overlap; those in `fixed` stay.
function apart(spots, fixed) {
  const ids = [...spots.keys()].sort((a, b) => a - b);
  const free = ids.filter((id) => !fixed.has(id));
  for (let round = 0; round < 200; round += 1) {
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
  const overY = (nodes[a].h + nodes[b].h) / 2 + 22 - Math.abs(p.y - q.y);
  if (overX <= 0.5 || overY <= 0.5) return false;
  const axis = overY <= overX ? "y" : "x";
  const step = ((axis === "y" ? overY : overX) / 2) * (p[axis] >= q[axis] ? 1 : -1);
  // A free box makes the whole way where the other may not move.
  p[axis] += fixed.has(b) ? 2 * step : step;
  if (!fixed.has(b)) q[axis] -= step;
  return true;
}

// What the filters, the focus and the limit leave to be shown; `seen` is what is.
let seen = { ids: new Set(), whole: 0, events: [] };

function inTime(event) {
  if (!state.from && !state.until) return true;
  return Boolean(event.days) && (!state.until || event.days[0] <= state.until) && (!state.from || event.days[1] >= state.from);
}

const passesRest = (event) =>
  !state.types.has(event.type) && !state.statuses.has(event.status) && (state.least === 1 || reportCount.get(event.id) >= state.least) &&
  (!state.sites.size || [...sitesOf.get(event.id)].some((site) => !state.sites.has(site)));
const passes = (event) => passesRest(event) && inTime(event);
const kindShown = (node) => !state.kinds.has(node.group);

// The events that two have part in.
function between(a, b) {
  const own = new Set(partiesOf(a));
  return new Set(partiesOf(b).filter((id) => own.has(id) && eventOf.has(id)));
}

// The fewest nodes from one to another through events that pass, both ends included; none where nothing joins them.
function shortest(a, b) {
  const before = new Map([[a, null]]);
  let edge = [a];
  while (edge.length && !before.has(b)) {
    const next = [];
    for (const id of edge) {
      for (const node of partiesOf(id).sort((x, y) => x - y)) {
        if (before.has(node) || (eventOf.has(node) && !passes(eventOf.get(node)))) continue;
        before.set(node, id);
        next.push(node);
      }
    }
    edge = next;
  }
  const chain = [];
  for (let id = before.has(b) ? b : null; id !== null; id = before.get(id)) chain.unshift(id);
  return chain;
}

// The ids that must be shown, and the events to show with all who are in them, both in order.
function wanted() {
  const { focus, other } = state;
  const passing = ranked.filter(passes);
  if (focus === null) return { ids: [], events: passing };
  if (other !== null && state.path) {
    const chain = shortest(focus, other);
    return { ids: chain.length ? chain : [focus, other], events: [] };
  }
  if (eventOf.has(focus)) return { ids: [focus], events: [eventOf.get(focus)] };
  const own = other === null ? new Set(partiesOf(focus)) : between(focus, other);
  return { ids: other === null ? [focus] : [focus, other], events: passing.filter((event) => own.has(event.id)) };
}

// ids: what is shown; whole: how many there would be without the limit; events: those that join the ids.
function visible() {
  const { ids: first, events } = wanted();
  const called = [...state.extra].flatMap((id) => (eventOf.has(id) ? [eventOf.get(id)] : partiesOf(id).map((near) => eventOf.get(near)).filter((event) => event && passes(event))));
  const ids = new Set([...first, ...state.extra]);
  const all = new Set(ids);
  const gather = (event, into, limit) => {
    for (const id of [event.id, ...partiesOf(event.id).sort((a, b) => a - b)]) {
      if (into.size >= limit) return false;
      if (kindShown(nodes[id])) into.add(id);
    }
    return true;
  };
  for (const event of called) gather(event, ids, Infinity);
  const limit = state.limit + ids.size - first.length;
  const joining = [...called];
  for (const event of events) {
    gather(event, all, Infinity);
    if (gather(event, ids, limit)) joining.push(event);
  }
  for (const id of ids) all.add(id);
  return { ids, whole: all.size, events: joining };
}

// The neighbours that are not on the picture, of a node that is.
const hidden = (id) => partiesOf(id).filter((near) => !seen.ids.has(near) && kindShown(nodes[near]) && (!eventOf.has(near) || passes(eventOf.get(near))));

// Without the events: who had part in one event, joined directly; the more events, the stronger.
function joined(events, ids) {
  const found = new Map();
  for (const event of events) {
    const who = partiesOf(event.id).filter((id) => ids.has(id)).sort((a, b) => a - b);
    who.forEach((a, i) => who.slice(i + 1).forEach((b) => found.set(`${a} ${b}`, (found.get(`${a} ${b}`) || 0) + 1)));
  }
  return [...found].map(([id, count]) => ({ id, from: +id.split(" ")[0], to: +id.split(" ")[1], count, roles: [] }));
}

// The panel: an event with its sentences, an entity with its events, two with what is between them, or a list.
let pointed = null;

function drawPanel() {
  const panel = byId("panel");
  const node = state.chosen === null ? null : nodes[state.chosen];
  const parts = node ? aboutNode(node) : state.other !== null ? aboutPair() : state.list ? aboutShown() : null;
  panel.hidden = !parts;
  document.body.classList.toggle("open", Boolean(parts));
  panel.replaceChildren(...(parts || []));
  if (parts) panel.scrollTop = 0;
  pointed = null;
}

function closePanel() {
  if (state.chosen !== null) change({ chosen: null });
  else if (state.other !== null) change({ other: null, path: false });
  else change({ list: false });
}

function head(...badges) {
  const step = (by, text, key) => button(text, () => stepTo(by), { className: "step", title: word(key), ariaLabel: word(key) });
  return element("div", { className: "head" }, ...badges,
    element("span", { className: "steps" }, step(-1, "‹", "previous"), step(1, "›", "next"),
      button("×", closePanel, { id: "close", title: word("close"), ariaLabel: word("close") })));
}

// The shown events in order of time: what next and previous walk along.
const sequence = () => data.events.filter((event) => seen.ids.has(event.id));

function stepTo(by) {
  const walk = sequence().map((event) => event.id);
  if (!walk.length) return;
  const at = walk.indexOf(state.chosen);
  change({ chosen: walk[at < 0 ? (by > 0 ? 0 : walk.length - 1) : (at + by + walk.length) % walk.length] });
}

const toNode = (id) => button(title(nodes[id]), () => show(id), { className: `link ${nodes[id].group}` });

// Chooses a node and sees that it is on the picture.
function show(id) {
  const extra = new Set(state.extra);
  if (!seen.ids.has(id)) extra.add(id);
  const outside = state.focus !== null && !seen.ids.has(id);
  change(outside ? { chosen: id, extra, focus: null, other: null, path: false } : { chosen: id, extra });
}

function row(name, ...value) {
  return [element("dt", {}, name), element("dd", {}, ...value)];
}

function actions(node) {
  const focused = state.focus === node.id;
  const more = hidden(node.id).length;
  return element("p", { className: "acts" },
    button(word(focused ? "unfocus" : "focus"), () => change({ focus: focused ? null : node.id, other: null, path: false }), { className: "act focus" }),
    more ? button(word("expand", { n: more }), () => change({ extra: new Set([...state.extra, node.id]) }), { className: "act expand" }) : null,
    eventOf.has(node.id) || nodes.length < 2 ? null : button(word("pair"), () => startPairing(node.id), { className: "act two" }));
}

function aboutNode(node) {
  const event = eventOf.get(node.id);
  const badges = [element("span", { className: `badge ${node.group}` }, event ? named(event.type) : named(node.group))];
  if (event) badges.push(element("span", { className: `badge status ${event.status}` }, named(event.status)));
  return [head(...badges), element("h2", {}, title(node)), actions(node), ...(event ? aboutEvent(event) : aboutEntity(node))];
}

function aboutEvent(event) {
  const list = element("dl");
  list.append(...row(word("type"), named(event.type)), ...row(word("status"), named(event.status)));
  const date = pick(event.date) || word("date_unknown");
  list.append(...row(word("date"), event.date_text ? `${date}（${event.date_text}）` : date));
  for (const [role, ids] of event.roles) list.append(...row(named(role), ...ids.map(toNode)));
  list.append(...row(word("claimed"), ...claimants(event.claimed)));
  const here = pointed === null ? null : [...list.querySelectorAll("dd .link")].find((link) => link.textContent === title(nodes[pointed]));
  if (here) here.classList.add("here");
  return [list, element("h3", {}, word("source_count", { n: reportCount.get(event.id), m: event.reports.length })), ...event.reports.map((report) => source(report, event))];
}

const claimants = (ids) => (ids.length ? ids.map(toNode) : [word("article_itself")]);

function source(report, event) {
  const article = data.articles[report.article];
  const quote = element("blockquote", {}, ...report.pieces.map(([text, role]) => {
    if (!role) return text;
    const name = role === "trigger" ? word("trigger") : named(role);
    return element("mark", { className: role === "trigger" ? "trigger" : "filler", title: name }, text,
      role === "trigger" ? null : element("small", {}, name));
  }));
  const name = article.title || `${word("untitled")} ${article.id}`;
  const cite = element("p", { className: "cite" },
    isWeb(article.url)
      ? element("a", { href: article.url, target: "_blank", rel: "noopener noreferrer", title: word("open_article") }, name)
      : name);
  const where = [article.issued, sites[report.article] || word("no_url"), article.title ? article.id : null].filter(Boolean).join(" · ");
  const foot = element("p", { className: "cite" }, where, element("span", { className: "rule" }, `${word("rule")} `, element("code", {}, report.rule)));
  // Articles may differ on whether it happened and on whose word: then each says its own.
  const own = event.reports.length < 2 ? null
    : element("p", { className: "cite own" }, `${named(report.status)} · ${word("claimed")}: `, ...claimants(report.claimed));
  return element("section", { className: "source" }, quote, own, cite, foot);
}

// For an event without a date: the day of its earliest article, said to be that.
function published(event) {
  const days = event.reports.map((report) => data.articles[report.article].issued).filter(Boolean).sort();
  return days.length ? word("by_article", { day: days[0].replace(/-0?/g, "/") }) : word("events_undated");
}

function timeline(events, note) {
  const items = events.map((event) =>
    element("li", { className: event.status },
      element("time", {}, pick(event.date) || published(event)),
      button(title(nodes[event.id]), () => show(event.id), { className: "link Event" }),
      element("small", {}, note(event))));
  return [element("h3", {}, word("events", { n: events.length })), element("ol", { className: "times" }, ...items)];
}

function aboutEntity(node) {
  const roles = new Map(links.get(node.id).map((link) => [link.node, link.roles]));
  const other = [...new Set([node.full, node.full_en, ...(node.names || [])])].filter((name) => name && name !== fullName(node));
  const names = other.length ? [element("p", { className: "names" }, `${word("names")}: ${other.join("、")}`)] : [];
  const mine = data.events.filter((event) => roles.has(event.id));
  return [...names, ...timeline(mine, (event) => [...roles.get(event.id).map(named), named(event.status)].join(" · "))];
}

// The events on the picture as a list: the same for those who cannot see it, or use no mouse.
function aboutShown() {
  return [head(element("span", { className: "badge" }, word("list"))), ...timeline(sequence(), (event) => `${named(event.type)} · ${named(event.status)}`)];
}

// The panel: an event with its sentences, or an entity with its events.
function drawPanel() {
  const panel = byId("panel");
  const node = state.chosen === null ? null : nodes[state.chosen];
  panel.hidden = !node;
  document.body.classList.toggle("open", Boolean(node));
  if (!node) return panel.replaceChildren();
  const event = eventOf.get(node.id);
  const head = element("div", { className: "head" },
    element("span", { className: `badge ${node.group}` }, event ? named(event.type) : named(node.group)),
    event ? element("span", { className: `badge status ${event.status}` }, named(event.status)) : null,
    button("×", () => change({ chosen: null }), { id: "close", title: word("close"), ariaLabel: word("close") }));
  const focused = state.focus === node.id;
  const narrow = button(word(focused ? "unfocus" : "focus"), () => change({ focus: focused ? null : node.id }), { className: "act" });
  panel.replaceChildren(head, element("h2", {}, node.full), narrow, ...(event ? aboutEvent(event) : aboutEntity(node)));
  panel.scrollTop = 0;
  return panel;
}

const toNode = (id) => button(nodes[id].full, () => show(id), { className: `link ${nodes[id].group}` });

// Chooses a node and sees that it is on the picture.
function show(id) {
  const extra = new Set(state.extra);
  if (!shownIds.has(id)) {
    extra.add(id);
    for (const link of links.get(id)) extra.add(link.node);
  }
  const outside = state.focus !== null && !shownIds.has(id);
  change({ chosen: id, extra, focus: outside ? null : state.focus });
}

function row(name, ...value) {
  return [element("dt", {}, name), element("dd", {}, ...value)];
}

function aboutEvent(event) {
  const list = element("dl");
  list.append(...row(word("type"), named(event.type)), ...row(word("status"), named(event.status)));
  const date = pick(event.date) || word("date_unknown");
  list.append(...row(word("date"), event.date_text ? `${date}（${event.date_text}）` : date));
  for (const [role, ids] of event.roles) list.append(...row(named(role), ...ids.map(toNode)));
  const claimed = event.claimed.length ? event.claimed.map(toNode) : [word("article_itself")];
  list.append(...row(word("claimed"), ...claimed));
  return [list, element("h3", {}, word("source_count", { n: event.reports.length })), ...event.reports.map(source)];
}

function source(report) {
  const quote = element("blockquote", {}, ...report.pieces.map(([text, role]) => {
    if (!role) return text;
    const name = role === "trigger" ? word("trigger") : named(role);
    return element("mark", { className: role === "trigger" ? "trigger" : "filler", title: name }, text,
      role === "trigger" ? null : element("small", {}, name));
  }));
  const title = report.title || `${word("untitled")} ${report.article}`;
  const cite = element("p", { className: "cite" },
    isWeb(report.url)
      ? element("a", { href: report.url, target: "_blank", rel: "noopener noreferrer", title: word("open_article") }, title)
      : title);
  const foot = element("p", { className: "cite" },
    [report.issued, report.title ? report.article : null].filter(Boolean).join(" · "),
    element("span", { className: "rule" }, `${word("rule")} `, element("code", {}, report.rule)));
  return element("section", { className: "source" }, quote, cite, foot);
}

// For an event without a date: the day of its earliest article, said to be that.
function published(event) {
  const days = event.reports.map((report) => report.issued).filter(Boolean).sort();
  return days.length ? word("by_article", { day: days[0].replace(/-0?/g, "/") }) : word("events_undated");
}

function aboutEntity(node) {
  const own = new Set(links.get(node.id).map((link) => link.node));
  const roles = new Map(links.get(node.id).map((link) => [link.node, link.roles]));
  const mine = data.events.filter((event) => own.has(event.id));
  const items = mine.map((event) =>
    element("li", { className: event.status },
      element("time", {}, pick(event.date) || published(event)),
      button(nodes[event.id].full, () => show(event.id), { className: "link Event" }),
      element("small", {}, [...roles.get(event.id).map(named), named(event.status)].join(" · "))));
  return [element("h3", {}, word("events", { n: mine.length })), element("ol", { className: "times" }, ...items)];
}

// What the page was given, and how its words and elements are made. Text reaches the page by textContent alone.
const data = JSON.parse(document.getElementById("data").textContent);
const nodes = data.nodes;
const edges = data.edges;
const eventOf = new Map(data.events.map((event) => [event.id, event]));
// Events between the most connected first: the order in which they are shown.
const ranked = [...data.events].sort((a, b) => a.rank - b.rank);
const idOf = new Map(nodes.map((node) => [node.iri, node.id]));

// links: a node's neighbours, each with the roles that the edge stands for.
const links = new Map(nodes.map((node) => [node.id, []]));
for (const edge of edges) {
  links.get(edge.from).push({ node: edge.to, roles: edge.roles });
  links.get(edge.to).push({ node: edge.from, roles: edge.roles });
}

const partiesOf = (id) => links.get(id).map((link) => link.node);

let language = "ja";
const byId = (id) => document.getElementById(id);
const pick = (text) => (text ? text[language] : "");
const word = (key, values = {}) =>
  pick(data.texts[key]).replace(/\{(\w+)\}/g, (all, name) => (name in values ? String(values[name]) : all));
const named = (term) => pick(data.names[term]) || term;
const shortName = (node) => (language === "en" && node.label_en) || node.label;
const fullName = (node) => (language === "en" && node.full_en) || node.full;
const number = (n) => n.toLocaleString("en");

// An event in words: the graph's own label, which is Japanese, or its class with those who are in it.
function title(node) {
  const event = eventOf.get(node.id);
  if (!event || language === "ja") return fullName(node);
  const who = event.roles.filter(([role]) => role !== "topic").flatMap(([, ids]) => ids.map((id) => fullName(nodes[id])));
  const date = pick(event.date);
  return `${named(event.type)}${who.length ? `: ${who.join(", ")}` : ""}${date ? ` (${date})` : ""}`;
}

// element("p", {className: "x"}, "text", child…): strings become text nodes, never markup.
function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  Object.assign(made, properties);
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

function button(text, action, properties = {}) {
  const made = element("button", { type: "button", ...properties }, text);
  made.addEventListener("click", action);
  return made;
}

// Only these may become a link: an address from an article can be anything, javascript: too.
const isWeb = (address) => /^https?:\/\//i.test(address || "");

// The site that an article is from; "" where its address names none.
function siteOf(article) {
  if (!isWeb(article.url)) return "";
  try {
    return new URL(article.url).host;
  } catch {
    return "";
  }
}
const sites = data.articles.map(siteOf);
const sitesOf = new Map(data.events.map((event) => [event.id, new Set(event.reports.map((report) => sites[report.article]))]));
const reportCount = new Map(data.events.map((event) => [event.id, new Set(event.reports.map((report) => report.article)).size]));

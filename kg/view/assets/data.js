// What the page was given, and how its words and elements are made. Text reaches the page by textContent alone.
const data = JSON.parse(document.getElementById("data").textContent);
const nodes = data.nodes;
const edges = data.edges;
const eventOf = new Map(data.events.map((event) => [event.id, event]));
const idOf = new Map(nodes.map((node) => [node.iri, node.id]));

// links: a node's neighbours, each with the roles that the edge stands for.
const links = new Map(nodes.map((node) => [node.id, []]));
for (const edge of edges) {
  links.get(edge.from).push({ node: edge.to, roles: edge.roles });
  links.get(edge.to).push({ node: edge.from, roles: edge.roles });
}

let language = "ja";
const byId = (id) => document.getElementById(id);
const pick = (text) => (text ? text[language] : "");
const word = (key, values = {}) =>
  pick(data.texts[key]).replace(/\{(\w+)\}/g, (all, name) => (name in values ? String(values[name]) : all));
const named = (term) => pick(data.names[term]) || term;
const shortName = (node) => (language === "en" && node.label_en) || node.label;

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

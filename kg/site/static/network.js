// The answer as a network: two of its columns are the ends of the edges.
import { el, say } from "./data.js";
import { href, isDate, text } from "./term.js";

const MOST = 200;
const LIBRARY = "/static/vis-network.js";

const library = () =>
  window.vis
    ? Promise.resolve()
    : new Promise((done, failed) => {
        const script = el("script", { src: LIBRARY });
        script.addEventListener("load", done);
        script.addEventListener("error", failed);
        document.head.append(script);
      });

// The columns that can be ends: IRIs before texts, no dates; of a graph its subjects and objects.
const ends = (answer) => {
  if (answer.graph) return [0, 2];
  const kind = (at) => {
    const terms = answer.rows.map((row) => row[at]).filter(Boolean);
    return !terms.length || terms.every(isDate) ? 2 : terms.every((term) => term.type === "uri") ? 0 : 1;
  };
  return answer.columns.map((name, at) => [kind(at), at]).filter(([rank]) => rank < 2).sort((a, b) => a[0] - b[0] || a[1] - b[1])
    .slice(0, 2).map(([rank, at]) => at).sort((a, b) => a - b);
};

const chooser = (answer, chosen, changed) => {
  const made = el("select", {}, ...answer.columns.map((name, at) => el("option", { value: at }, name)));
  made.value = String(chosen);
  made.addEventListener("change", () => changed(Number(made.value)));
  return made;
};

const build = (answer, names, [from, to]) => {
  const nodes = new Map();
  const edges = new Map();
  let cut = false;
  const node = (term) => {
    const key = `${term.type} ${term.value}`;
    if (!nodes.has(key) && nodes.size >= MOST) cut = true;
    else if (!nodes.has(key)) nodes.set(key, { id: key, label: wrapped(text(term, names)), iri: term.type === "uri" ? term.value : null });
    return nodes.has(key) ? key : null;
  };
  for (const row of answer.rows) {
    if (!row[from] || !row[to]) continue;
    const pair = [node(row[from]), node(row[to])];
    if (!pair[0] || !pair[1]) continue;
    const key = pair.join("\n");
    const label = answer.graph ? text(row[1], names) : "";
    if (!edges.has(key)) edges.set(key, { id: key, from: pair[0], to: pair[1], value: 0, label });
    edges.get(key).value += 1;
  }
  return { nodes: [...nodes.values()], edges: [...edges.values()], cut };
};

const wrapped = (label) => (label.length > 36 ? label.slice(0, 35) + "…" : label).replace(/(.{12})(?=.)/gu, "$1\n");

export const network = async (panel, answer, names, chosen = ends(answer)) => {
  if (chosen.length < 2 || !answer.rows.length) {
    panel.replaceChildren(el("div", { class: "state" }, el("p", {}, say("no_pairs"))));
    return;
  }
  await library();
  const found = build(answer, names, chosen);
  const again = (at) => (value) => network(panel, answer, names, chosen.map((old, i) => (i === at ? value : old)));
  const drawing = el("div", { class: "drawing" });
  panel.replaceChildren(
    el("p", { class: "bar" }, chooser(answer, chosen[0], again(0)), " → ", chooser(answer, chosen[1], again(1)),
      found.cut ? el("small", {}, say("nodes_cut", { n: MOST })) : null),
    drawing,
  );
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(name).trim();
  const ink = { color: colour("--ink") };
  const drawn = new window.vis.Network(drawing, { nodes: found.nodes, edges: found.edges }, {
    nodes: { shape: "box", font: ink, color: { background: colour("--filler"), border: colour("--accent") } },
    edges: { arrows: "to", color: colour("--soft"), font: { ...ink, strokeWidth: 0, size: 11 }, scaling: { max: 5 } },
    physics: { stabilization: { iterations: 200 }, barnesHut: { springLength: 130 } },
  });
  drawn.once("stabilizationIterationsDone", () => drawn.setOptions({ physics: false }));
  drawn.on("doubleClick", (event) => {
    const iri = event.nodes.length ? found.nodes.find((one) => one.id === event.nodes[0]).iri : null;
    if (iri && href(iri)) location.assign(href(iri));
  });
  panel.dataset.nodes = found.nodes.length;
  panel.dataset.edges = found.edges.length;
};

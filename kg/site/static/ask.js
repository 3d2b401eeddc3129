// A query sent to the endpoint, and what came back.
const HEADERS = { rows: "KG-Rows", cut: "KG-Cut-Off", elapsed: "KG-Elapsed", hint: "KG-Hint" };
const JSON_TYPES = "application/sparql-results+json, application/ld+json;q=0.1";
export const FORMS = {
  csv: "text/csv, text/turtle;q=0.1",
  json: JSON_TYPES,
  turtle: "text/turtle",
};

export const send = async (query, accept) => {
  const response = await fetch("/sparql", {
    method: "POST",
    headers: { "Content-Type": "application/sparql-query", Accept: `${accept}, application/problem+json;q=0.01` },
    body: query,
  });
  const told = {};
  for (const [key, name] of Object.entries(HEADERS)) told[key] = response.headers.get(name);
  return { response, ok: response.ok, type: (response.headers.get("Content-Type") || "").split(";")[0], ...told };
};

// Columns and rows of terms; the rows of a graph are its statements. A term is {type, value, "xml:lang", datatype}.
export const ask = async (query) => {
  const sent = await send(query, "application/sparql-results+json, application/n-triples;q=0.5");
  if (!sent.ok) return { ...sent, problem: await sent.response.json() };
  if (sent.type === "application/n-triples") {
    return { ...sent, graph: true, columns: ["subject", "predicate", "object"], rows: triples(await sent.response.text()) };
  }
  const found = await sent.response.json();
  if ("boolean" in found) return { ...sent, boolean: found.boolean, columns: [], rows: [] };
  const columns = found.head.vars;
  return { ...sent, columns, rows: found.results.bindings.map((row) => columns.map((name) => row[name] || null)) };
};

const LINE = /^(<[^>]*>|_:\S+) <([^>]*)> (?:(<[^>]*>|_:\S+)|"((?:[^"\\]|\\.)*)"(?:@([\w-]+)|\^\^<([^>]*)>)?) \.$/;
const ESCAPES = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };
const plain = (text) =>
  text.replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/g, (all, short, long, char) =>
    short || long ? String.fromCodePoint(parseInt(short || long, 16)) : (ESCAPES[char] ?? char));
const node = (text) => (text[0] === "<" ? { type: "uri", value: text.slice(1, -1) } : { type: "bnode", value: text.slice(2) });
const triples = (text) =>
  text.split("\n").map((line) => LINE.exec(line)).filter(Boolean).map((m) => [
    node(m[1]),
    { type: "uri", value: m[2] },
    m[3] ? node(m[3]) : { type: "literal", value: plain(m[4]), "xml:lang": m[5], datatype: m[6] },
  ]);

// IRI to label, for all IRIs of the rows; asked for in parts.
const PART = 300;
export const labels = async (rows, language) => {
  const iris = [...new Set(rows.flat().filter((term) => term && term.type === "uri").map((term) => term.value))];
  const found = new Map();
  for (let i = 0; i < iris.length; i += PART) {
    const values = iris.slice(i, i + PART).map((iri) => `<${iri}>`).join(" ");
    const got = await ask(`SELECT ?iri ?label { VALUES ?iri { ${values} } ?iri rdfs:label ?label }`);
    for (const [iri, label] of got.problem ? [] : got.rows) {
      if (!found.has(iri.value) || label["xml:lang"] === language) found.set(iri.value, label.value);
    }
  }
  return found;
};

// What is shown, to take along: a picture, a table, or RDF. The table is that of `kg export -f csv`.
function save(name, type, parts) {
  const address = URL.createObjectURL(new Blob(parts, { type }));
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

const labelsOf = (ids) => ids.map((id) => nodes[id].full);
const once = (values) => [...new Set(values)];

function csv() {
  const columns = ["type", "status", "label", "start", "end", ...data.roles, "claimedBy", "reports", "articles", "sentences", "triggers", "rules", "iri"];
  const rows = sequence().map((event) => {
    const roles = new Map(event.roles);
    const reports = event.reports;
    const articles = once(reports.map((report) => data.articles[report.article].id)).sort();
    return [
      event.type, event.status, nodes[event.id].full, spreadsheetDate(event.start), spreadsheetDate(event.end),
      ...data.roles.map((role) => labelsOf(roles.get(role) || []).join("\n")),
      once(labelsOf(event.claimed)).sort().join("\n"), String(articles.length), articles.join("\n"),
      reports.map((report) => report.pieces.map(([text]) => text).join("")).join("\n"),
      once(reports.map((report) => report.trigger)).join("\n"), once(reports.map((report) => report.rule)).join("\n"), nodes[event.id].iri,
    ];
  });
  const cell = (text) => {
    const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
  };
  return "\ufeff" + [columns, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

// The part of a date that is not known as X, as ISO 8601-2 has it.
const spreadsheetDate = (date) => (date || "").replace(/^---/, "XXXX-XX-").replace(/^--/, "XXXX-");

const TYPES = [[/^\d+-\d\d-\d\d$/, "date"], [/^---\d\d$/, "gDay"], [/^--\d\d-\d\d$/, "gMonthDay"], [/^--\d\d$/, "gMonth"], [/^\d+-\d\d$/, "gYearMonth"], [/^\d+$/, "gYear"]];
const iri = (text) => `<${text.replace(/[\u0000-\u0020<>"{}|^`\\]/g, encodeURIComponent)}>`;
const NAMED = { "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t" };
const literal = (text, tail = "") => `"${text.replace(/["\\\n\r\t]/g, (c) => NAMED[c]).replace(/[\u0000-\u001f\u007f]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`)}"${tail}`;
const ja = (text) => literal(text, "@ja");
function date(text) {
  const type = TYPES.find(([form]) => form.test(text));
  return type ? literal(text, `^^xsd:${type[1]}`) : literal(text);
}
const integer = (n) => literal(String(n), "^^xsd:integer");
const iriOf = (id) => iri(nodes[id].iri);

function turtle() {
  const events = sequence();
  const lines = Object.entries(data.prefixes).map(([name, base]) => `@prefix ${name}: <${base}> .`);
  const about = (subject, pairs) => {
    const said = pairs.filter(([, values]) => values.length).map(([property, values]) => `${property} ${once(values).join(" , ")}`);
    if (said.length) lines.push("", `${subject} ${said.join(" ;\n    ")} .`);
  };
  const some = (value, write) => (value ? [write(value)] : []);
  for (const event of events) {
    about(iriOf(event.id), [
      ["a", [`kg:${event.type}`]], ["rdfs:label", [ja(nodes[event.id].full)]], ["kg:status", [`kg:${event.status}`]],
      ["kg:startDate", some(event.start, date)], ["kg:endDate", some(event.end, date)], ["kg:dateText", some(event.date_text, ja)],
      ...event.roles.map(([role, ids]) => [`kg:${role}`, ids.map(iriOf)]), ["kg:claimedBy", event.claimed.map(iriOf)],
      ["kg:evidence", event.reports.map((report) => iri(report.evidence))],
    ]);
  }
  const reports = events.flatMap((event) => event.reports);
  const sentences = new Map(reports.map((report) => [report.evidence, reports.filter((other) => other.evidence === report.evidence)]));
  for (const [evidence, told] of sentences) {
    about(iri(evidence), [
      ["a", ["kg:Evidence"]], ["oa:exact", [literal(told[0].pieces.map(([text]) => text).join(""))]],
      ["oa:start", [integer(told[0].start)]], ["oa:end", [integer(told[0].end)]], ["kg:trigger", told.map((report) => literal(report.trigger))],
      ["kg:rule", told.map((report) => literal(report.rule))], ["kg:inArticle", [iri(data.articles[told[0].article].iri)]],
    ]);
  }
  for (const at of once(reports.map((report) => report.article))) {
    const article = data.articles[at];
    about(iri(article.iri), [
      ["a", ["kg:Article"]], ["dcterms:identifier", [literal(article.id)]], ["dcterms:title", some(article.title, ja)],
      ["dcterms:issued", some(article.issued, date)], ["schema:url", some(article.url, (url) => literal(url, "^^xsd:anyURI"))],
    ]);
  }
  const named = once([...events.flatMap((event) => [...event.claimed, ...event.roles.flatMap(([, ids]) => ids)]), ...[...seen.ids].filter((id) => !eventOf.has(id))]);
  for (const id of named) {
    const node = nodes[id];
    about(iriOf(id), [["a", [`kg:${node.group}`]], ["rdfs:label", [ja(node.full), ...some(node.full_en, (text) => literal(text, "@en"))]]]);
  }
  return lines.join("\n") + "\n";
}

// The picture as it is on the screen, twice as fine, on paper, with a line that says what it is.
function picture() {
  const canvas = drawn.canvas.frame.canvas;
  const [fine, width, height] = [drawn.canvas.pixelRatio, canvas.width, canvas.height];
  const more = Math.max(2, fine) / fine;
  const made = element("canvas", { width: width * more, height: height * more + 56 });
  Object.assign(drawn.canvas, { pixelRatio: fine * more });
  Object.assign(canvas, { width: width * more, height: height * more });
  drawn.redraw();
  const ctx = made.getContext("2d");
  ctx.fillStyle = colours.paper;
  ctx.fillRect(0, 0, made.width, made.height);
  ctx.drawImage(canvas, 0, 0);
  Object.assign(drawn.canvas, { pixelRatio: fine });
  Object.assign(canvas, { width, height });
  drawn.redraw();
  ctx.fillStyle = colours.soft;
  ctx.font = `22px ${FONT}`;
  ctx.fillText([word("title"), ...chips(), byId("shown").textContent, scale ? byId("period").textContent : ""].filter(Boolean).join(" · "), 24, made.height - 22, made.width - 48);
  return new Promise((done) => made.toBlob(done, "image/png"));
}

const NAME = "kijigraph";
const SAVES = {
  png: async () => save(`${NAME}.png`, "image/png", [await picture()]),
  csv: () => save(`${NAME}.csv`, "text/csv;charset=utf-8", [csv()]),
  turtle: () => save(`${NAME}.ttl`, "text/turtle;charset=utf-8", [turtle()]),
};

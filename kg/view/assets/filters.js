// The legend and the filters: each line is a switch with its sign, its name and how many there are.
const KINDS = ["Person", "Country", "Organization", "Post", "Place", "Event", "Topic"];
const SIGNS = {
  Person: ["circle", { cx: 9, cy: 9, r: 6 }],
  Country: ["polygon", { points: "5.5,3 12.5,3 16,9 12.5,15 5.5,15 2,9" }],
  Organization: ["rect", { x: 3.5, y: 3.5, width: 11, height: 11 }],
  Place: ["polygon", { points: "2.5,4 15.5,4 9,15" }],
  Post: ["polygon", { points: "9,2 16,9 9,16 2,9" }],
  Event: ["rect", { x: 1, y: 4, width: 16, height: 10, rx: 5 }],
  Topic: ["rect", { x: 1, y: 4.5, width: 16, height: 9 }],
};

function sign(kind) {
  const space = "http://www.w3.org/2000/svg";
  const picture = document.createElementNS(space, "svg");
  for (const [name, value] of Object.entries({ viewBox: "0 0 18 18", width: 18, height: 18 })) picture.setAttribute(name, value);
  const [shape, places] = SIGNS[kind] || SIGNS.Person;
  const drawnShape = document.createElementNS(space, shape);
  for (const [name, value] of Object.entries(places)) drawnShape.setAttribute(name, value);
  drawnShape.setAttribute("class", `sign ${kind}`);
  picture.append(drawnShape);
  return picture;
}

function counted(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) || 0) + 1);
  return counts;
}

function toggles(box, key, counts, order, before = () => null, name = named) {
  const lines = order.filter((value) => counts.has(value)).map((value) => {
    const off = state[key].has(value);
    const flip = () => {
      const next = new Set(state[key]);
      if (!next.delete(value)) next.add(value);
      change({ [key]: next });
    };
    const made = button("", flip, { className: "toggle", ariaPressed: String(!off) });
    made.dataset.value = value;
    made.append(before(value) || "", element("span", {}, name(value)), element("b", {}, number(counts.get(value))));
    return made;
  });
  byId(box).replaceChildren(...lines);
}

const kindCounts = counted(nodes.map((node) => node.group));
const classCounts = counted(data.events.map((event) => event.type));
const statusCounts = counted(data.events.map((event) => event.status));
const siteCounts = counted(data.events.flatMap((event) => [...sitesOf.get(event.id)]));
const tellings = counted(reportCount.values());
const byCount = (counts) => [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a) || (a < b ? -1 : 1));
const classOrder = byCount(classCounts);
const siteOrder = byCount(siteCounts);

function drawFilters() {
  toggles("kinds", "kinds", kindCounts, KINDS, sign);
  toggles("statuses", "statuses", statusCounts, ["occurred", "planned", "possible", "denied"], (status) =>
    element("i", { className: `border ${status}` }));
  toggles("classes", "types", classCounts, classOrder);
  toggles("sites", "sites", siteCounts, siteOrder, () => null, (site) => site || word("no_url"));
  const most = Math.min(Math.max(0, ...tellings.keys()), 9);
  const choices = Array.from({ length: most }, (_, i) => {
    const n = [...tellings].reduce((sum, [count, events]) => sum + (count > i ? events : 0), 0);
    return element("option", { value: String(i + 1), selected: state.least === i + 1 }, word("least", { k: i + 1, n: number(n) }));
  });
  byId("least").replaceChildren(...choices);
}

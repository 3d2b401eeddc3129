// The slider of days, under a histogram of events by day; where the days are too many for the screen, a bar is several.
const ONE = 864e5;
const BARS = 160;
const dayOf = (iso) => Math.round(Date.parse(iso) / ONE);
const isoOf = (day) => new Date(day * ONE).toISOString().slice(0, 10);
const dated = data.events.filter((event) => event.days).map((event) => ({ event, day: dayOf(event.days[0]) }));
const scale = bars(dated.map((one) => one.day).sort((a, b) => a - b));

// The days that the bars span, and how many a bar holds. A few far from all the others are counted in the first and
// last bar, where they would press the rest together.
function bars(days) {
  if (!days.length) return null;
  const part = Math.floor(days.length * 0.05);
  let [low, high] = [days[0], days[days.length - 1]];
  if (high - days[part] < (high - low) / 2) low = days[part];
  if (days[days.length - 1 - part] - low < (high - low) / 2) high = days[days.length - 1 - part];
  const each = Math.max(1, Math.ceil((high - low + 1) / BARS));
  return { low, each, count: Math.floor((high - low) / each) + 1, early: low > days[0], late: high < days[days.length - 1] };
}

const barOf = (day) => Math.min(scale.count - 1, Math.max(0, Math.floor((day - scale.low) / scale.each)));
const firstOf = (bar) => isoOf(scale.low + bar * scale.each);
const lastOf = (bar) => isoOf(scale.low + (bar + 1) * scale.each - 1);

function drawTime() {
  byId("time").hidden = !scale || scale.count < 2;
  if (byId("time").hidden) return;
  for (const id of ["from", "until"]) byId(id).max = String(scale.count - 1);
  byId("from").value = String(state.from ? barOf(dayOf(state.from)) : 0);
  byId("until").value = String(state.until ? barOf(dayOf(state.until)) : scale.count - 1);
  byId("from").setAttribute("aria-label", word("from"));
  byId("until").setAttribute("aria-label", word("until"));
  drawBars();
}

function drawBars() {
  const [all, left] = [new Array(scale.count).fill(0), new Array(scale.count).fill(0)];
  for (const { event, day } of dated) {
    all[barOf(day)] += 1;
    if (passesRest(event)) left[barOf(day)] += 1;
  }
  const [first, last] = range();
  const most = Math.max(...all);
  const picture = byId("bars");
  picture.setAttribute("viewBox", `0 0 ${scale.count} 100`);
  const made = [];
  const bar = (i, count, kind) => {
    if (!count) return;
    const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    const high = 6 + (94 * count) / most;
    for (const [name, value] of Object.entries({ x: i + 0.08, y: 100 - high, width: 0.84, height: high, class: kind })) rect.setAttribute(name, value);
    made.push(rect);
  };
  for (let i = 0; i < scale.count; i += 1) {
    bar(i, all[i], "all");
    bar(i, left[i], i >= first && i <= last ? "in" : "out");
  }
  picture.replaceChildren(...made);
  const [from, until] = [first ? firstOf(first) : null, last < scale.count - 1 ? lastOf(last) : null];
  byId("from").setAttribute("aria-valuetext", from || word("open_start"));
  byId("until").setAttribute("aria-valuetext", until || word("open_end"));
  byId("period").textContent = period(from || state.from, until || state.until);
  byId("anytime").hidden = !from && !until && !state.from && !state.until;
}

function period(from, until) {
  const undated = data.events.length - dated.length;
  const text = (iso) => iso.replace(/-0?/g, "/");
  const days = `${scale.early && !from ? "～" : ""}${text(from || firstOf(0))} – ${text(until || isoOf(Math.min(dayOf(lastOf(scale.count - 1)), Math.max(...dated.map((one) => one.day)))))}${scale.late && !until ? "～" : ""}`;
  const rest = undated ? ` · ${word(from || until ? "undated_out" : "undated_in", { n: number(undated) })}` : "";
  return `${days}${rest}`;
}

// The bars between the two handles, whichever is which.
function range() {
  const [a, b] = [Number(byId("from").value), Number(byId("until").value)];
  return [Math.min(a, b), Math.max(a, b)];
}

function slid() {
  const [first, last] = range();
  change({ from: first ? firstOf(first) : null, until: last < scale.count - 1 ? lastOf(last) : null });
}

// A bar that is clicked is the whole period; a drag over the bars takes from the first to the last.
let dragged = null;
function barAt(event) {
  const box = byId("bars").getBoundingClientRect();
  return Math.min(scale.count - 1, Math.max(0, Math.floor(((event.clientX - box.left) / box.width) * scale.count)));
}

function brush(event) {
  if (event.type === "pointerdown") {
    dragged = barAt(event);
    byId("bars").setPointerCapture(event.pointerId);
  }
  if (dragged === null) return;
  const at = barAt(event);
  byId("from").value = String(Math.min(dragged, at));
  byId("until").value = String(Math.max(dragged, at));
  drawBars();
  if (event.type === "pointerup") {
    dragged = null;
    slid();
  }
}

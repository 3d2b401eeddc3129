// The keyboard: / searches, n and p walk the shown events in order of time, b goes back, Escape closes, ? tells of these.
const KEYS = {
  "/": () => byId("search").focus(),
  n: () => stepTo(1),
  ArrowRight: () => stepTo(1),
  p: () => stepTo(-1),
  ArrowLeft: () => stepTo(-1),
  b: () => history.back(),
  l: () => change({ list: !state.list, chosen: null }),
  f: () => fit(),
  "?": () => byId("help").showModal(),
};

function keyed(event) {
  if (event.key === "Escape") return escape();
  const typing = ["INPUT", "SELECT", "TEXTAREA"].includes(document.activeElement.tagName);
  if (typing || event.ctrlKey || event.metaKey || event.altKey || byId("help").open || !nodes.length) return null;
  const act = KEYS[event.key];
  if (!act) return null;
  event.preventDefault();
  return act();
}

function escape() {
  if (byId("help").open) return;
  if (!byId("hits").hidden) byId("hits").hidden = true;
  else if (pairing !== null) stopPairing();
  else if (byId("files").open) byId("files").open = false;
  else if (!byId("panel").hidden) closePanel();
  else document.activeElement.blur();
}

function drawHelp() {
  const keys = [["/", "key_search"], ["n →", "next"], ["p ←", "previous"], ["b", "back"], ["Esc", "close"], ["l", "list"], ["f", "fit"], ["?", "help"]];
  byId("help").replaceChildren(
    element("h2", {}, word("help")),
    ...["help_nodes", "help_edges", "help_twice", "help_time", "help_link"].map((key) => element("p", {}, word(key))),
    element("dl", {}, ...keys.flatMap(([key, name]) => [element("dt", {}, element("kbd", {}, key)), element("dd", {}, word(name))])),
    button(word("close"), () => byId("help").close(), { className: "act" }));
}

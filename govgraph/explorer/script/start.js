/* Picking, moving, keys; and the first view. */

/** Show the state: the view, what is on, the details. */
function show() {
  chooseView();
  refresh();
  choose();
}

function choose() {
  if (network.getSelectedNodes().length || network.getSelectedEdges().length) network.unselectAll();
  if (state.pick) network.selectNodes([state.pick], false);
  else if (state.fact && facts.get(state.fact).on) network.selectEdges([state.fact]);
  showDetails();
}

/** Pick a thing: it comes to the middle, and the details tell about it; while a path waits for its end, it is that. */
function pick(id) {
  if (state.from && !state.to) return goView({ to: id, near: "", depth: "" });
  if (viewed() && !viewed().has(id)) leave();
  go({ pick: id, fact: "" });
  bringOut(id, Math.max(network.getScale(), data.big && !viewed() ? 0.3 : 0.8));
  settle();
  by("picked").focus();
}

const leave = () => Object.assign(state, { near: "", depth: "", from: "", to: "" });

/** Go to a view of its own or back to the whole. */
function goView(changes) {
  go({ pick: "", fact: "", ...changes });
  fit();
  settle();
}

/** The place in the address, where the view has come to rest. */
function settle() {
  rememberPlace();
  writeState(false);
}

function unpick() {
  if (state.pick || state.fact) go({ pick: "", fact: "" });
  else by("details").hidden = true;
}

/* A tip beside the mouse, about the very thing or line that lights up. */

function tip(pointer, ...inside) {
  const { clientWidth, clientHeight } = by("network");
  by("tip").replaceChildren(...inside);
  by("tip").hidden = false;
  by("tip").style.left = `${Math.min(pointer.DOM.x + 14, clientWidth - by("tip").offsetWidth - 6)}px`;
  by("tip").style.top = `${Math.min(pointer.DOM.y + 14, clientHeight - by("tip").offsetHeight - 6)}px`;
}
network.on("hoverNode", ({ node, pointer }) => {
  const thing = things.get(node);
  tip(pointer, make("p", {}, nameOf(thing)), make("small", {}, [kindOf(thing), thing.land && landName(thing.land)].filter(Boolean).join(", ")));
});
network.on("hoverEdge", ({ edge, pointer }) => tip(pointer, ...told(facts.get(edge), false)));
for (const end of ["blurNode", "blurEdge", "click", "dragStart", "zoom"]) {
  network.on(end, () => { by("tip").hidden = true; });
}

network.on("click", ({ nodes: [node], edges: [edge], event }) => {
  if (node !== undefined && state.from && !state.to) pick(node);
  else if (node !== undefined) {
    go({ pick: node, fact: "" });
    const { x, y } = event.center;
    if (by("details").contains(document.elementFromPoint(x, y))) bringOut(node, network.getScale());
  } else if (edge !== undefined) go({ pick: "", fact: edge });
  else unpick();
});
network.on("doubleClick", ({ nodes: [node] }) => { if (node !== undefined) goView({ near: node, depth: "", from: "", to: "" }); });
network.on("dragEnd", settle);
let resting;
network.on("zoom", () => { clearTimeout(resting); resting = setTimeout(settle, 250); });

by("close").addEventListener("click", unpick);
by("whole").addEventListener("click", () => { if (special || state.from) leaveView(); else { fit(); settle(); } });
by("float").addEventListener("click", () => float(!floating));
by("back").addEventListener("click", () => history.back());
by("forward").addEventListener("click", () => history.forward());
document.addEventListener("keydown", (event) => {
  const typing = ["INPUT", "SELECT", "TEXTAREA"].includes(document.activeElement?.tagName);
  if (event.key === "/" && !typing) { event.preventDefault(); input.focus(); }
  if (event.key === "Escape" && !by("search").contains(document.activeElement)) { unpick(); input.focus(); }
});

if (innerWidth <= 700) by("legend").open = false;
buildFilters();
setControls();
sayAll();
choose();
restorePlace();
window.govgraph = { labels: () => placed }; // for whoever wants to look behind the picture

/* Draws the data that the page carries. Whatever comes from data becomes text (append, textContent), never markup. */

const data = JSON.parse(document.getElementById("data").textContent);
const families = new Map(data.families.map((family) => [family.id, family]));
const lines = new Map(data.lines.map((line) => [line.id, line]));
const things = new Map(data.nodes.map((node) => [node.id, node.about]));
const facts = new Map(data.edges.map((edge) => [edge.id, edge]));
const by = (id) => document.getElementById(id);
const kindOf = (about) => about.kind.replace(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase();

/** An element with attributes (`onclick` and the like are listeners) and with texts or elements inside. */
function make(tag, attributes = {}, ...inside) {
  const svg = ["svg", "path", "circle"].includes(tag);
  const made = svg ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value);
  }
  made.append(...inside);
  return made;
}

/** A citation: what it names and where in it, a link when it has an address on the web. */
function citation({ source, title, at, url }, linked) {
  const text = [title || source, at].filter(Boolean).join(", ");
  const link = linked && /^https?:\/\//i.test(url ?? "");
  return make("small", {}, link ? make("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, text) : text);
}

/** A fact as elements: how sure it is, the sentence, where it says so. */
function told(fact, linked = true) {
  const marks = [
    ...(fact.denied ? ["denied by the source"] : []),
    ...(fact.structural || (fact.denied && fact.modality === "asserted") ? [] : [fact.modality]),
    ...(fact.derived ? ["follows by rule"] : []),
  ];
  return [
    make("p", {}, fact.text),
    ...marks.map((mark) => make("span", { class: mark.startsWith("denied") ? "mark denied" : "mark" }, mark)),
    ...(fact.citations ?? []).map((cited) => make("p", {}, citation(cited, linked))),
  ];
}

/* The picture. */

const hidden = new Set();
for (const edge of data.edges) {
  const { dashes, width, color } = lines.get(edge.stroke);
  Object.assign(edge, { dashes, width, color: { color } });
  if (edge.stroke === "structural") edge.arrows = "";
  if (edge.stroke === "denied") {
    Object.assign(edge, { font: { color, size: 13 }, scaling: { label: { drawThreshold: 1 } } });
  }
}
const shown = new vis.DataView(new vis.DataSet(data.nodes), { filter: (node) => !hidden.has(node.group) });
const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** What differs between light and dark. */
function colours() {
  const font = { face: style("--fonts"), strokeWidth: 4, strokeColor: style("--island") };
  const [text, quiet, accent] = ["--text", "--quiet", "--accent"].map(style);
  const groups = data.families.map(({ id, color }) => {
    const plain = { background: color, border: quiet };
    const lit = { background: color, border: text };
    return [id, { color: { ...plain, highlight: lit, hover: lit } }];
  });
  return {
    groups: Object.fromEntries(groups),
    nodes: { font: { ...font, color: text } },
    edges: {
      font: { ...font, color: quiet, size: 11, align: "middle", background: font.strokeColor },
      color: { highlight: accent, hover: accent },
    },
  };
}

const drawn = new vis.DataSet(data.edges.filter((edge) => !edge.hidden));
const network = new vis.Network(by("network"), { nodes: shown, edges: drawn }, {
  nodes: { borderWidth: 1, borderWidthSelected: 2.5 },
  edges: { scaling: { label: { drawThreshold: 12 } }, arrows: { to: { scaleFactor: 0.6 } }, selectionWidth: 1.5 },
  physics: false,
  interaction: { hover: true, keyboard: { enabled: true, bindToWindow: false } },
});
network.setOptions(colours());
window.network = network;

network.on("beforeDrawing", (context) => {
  const named = data.islands.filter(({ id }) => id);
  context.fillStyle = style("--island");
  for (const { x, y, width, height } of named) {
    context.beginPath();
    context.roundRect(x, y, width, height, 18);
    context.fill();
  }
  context.fillStyle = style("--quiet");
  context.font = `600 ${Math.max(24, 13 / network.getScale())}px ${style("--fonts")}`;
  context.textAlign = "left";
  context.textBaseline = "bottom";
  for (const { name, x, y } of named) context.fillText(name, x + 20, y + 44);
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => network.setOptions(colours()));

/** Show everything or, where that could not be read at the start, what is around the focus. */
function view(focus) {
  if (!data.islands.length) return;
  const [left, top] = ["x", "y"].map((side) => Math.min(...data.islands.map((island) => island[side])));
  const right = Math.max(...data.islands.map(({ x, width }) => x + width));
  const bottom = Math.max(...data.islands.map(({ y, height }) => y + height));
  const { clientWidth, clientHeight } = by("network");
  const scale = Math.min(1.3, (0.96 * clientWidth) / (right - left), (0.96 * clientHeight) / (bottom - top));
  if (focus && scale < 0.5) network.moveTo({ position: network.getPosition(focus), scale: 0.65 });
  else network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale });
}
view(data.focus);
by("whole").addEventListener("click", () => view());
by("network").setAttribute("aria-label", `Network of ${things.size} things and ${facts.size} facts. ` +
  "Arrow keys move it, + and - zoom. The search finds every thing by name.");

/* A tip beside the mouse, about the very thing or line that lights up. */

function tip(pointer, ...inside) {
  const { clientWidth, clientHeight } = by("network");
  by("tip").replaceChildren(...inside);
  by("tip").hidden = false;
  by("tip").style.left = `${Math.min(pointer.DOM.x + 14, clientWidth - by("tip").offsetWidth - 6)}px`;
  by("tip").style.top = `${Math.min(pointer.DOM.y + 14, clientHeight - by("tip").offsetHeight - 6)}px`;
}
network.on("hoverNode", ({ node, pointer }) => {
  const about = things.get(node);
  tip(pointer, make("p", {}, about.name), make("small", {}, kindOf(about)));
});
network.on("hoverEdge", ({ edge, pointer }) => tip(pointer, ...told(facts.get(edge).about, false)));
for (const end of ["blurNode", "blurEdge", "click", "dragStart", "zoom"]) {
  network.on(end, () => { by("tip").hidden = true; });
}

/* The details of what is picked. */

const goTo = (id) => make("button", { type: "button", onclick: () => pick(id) }, `→ ${things.get(id).name}`);

function showDetails(heading, ...inside) {
  by("picked").textContent = heading;
  by("about").replaceChildren(...inside);
  by("details").hidden = false;
  by("details").scrollTop = 0;
}

function openNode(id) {
  const { name, aliases, url, facts: own, ...about } = things.get(id);
  const others = (aliases ?? []).filter((alias) => alias !== name);
  const place = data.islands.find((island) => island.id === about.jurisdiction)?.name;
  const links = data.edges.filter((edge) => edge.from === id || edge.to === id);
  links.sort((a, b) => a.about.structural - b.about.structural);
  const items = [
    ...(own ?? []).map((fact) => make("li", {}, ...told(fact))),
    ...links.map((edge) => make("li", {}, ...told(edge.about), goTo(edge.from === id ? edge.to : edge.from))),
  ];
  showDetails(
    name,
    make("p", {}, make("small", {}, [kindOf(about), place].filter(Boolean).join(", "))),
    ...(others.length ? [make("p", {}, `Also: ${others.join(", ")}`)] : []),
    ...(url ? [make("p", {}, citation({ title: url, url }, true))] : []),
    make("h3", {}, items.length === 1 ? "1 fact" : `${items.length} facts`),
    make("ul", {}, ...items),
  );
}

function openEdge(id) {
  const { from, to, label, about } = facts.get(id);
  showDetails(label, make("ul", {}, make("li", {}, ...told(about))), make("p", {}, goTo(from)), make("p", {}, goTo(to)));
}

/** Bring a node to the middle of what the panel leaves free. */
function bringOut(id, scale) {
  const { offsetLeft, offsetTop, offsetWidth, offsetHeight } = by("details");
  const offset = offsetTop > 0 ? { x: 0, y: -offsetHeight / 2 } : { x: -offsetWidth / 2, y: 0 };
  network.focus(id, { scale, offset });
}

/** Select a node, bring it to the middle and tell about it; a family that is off comes on again. */
function pick(id) {
  const { group } = data.nodes.find((node) => node.id === id);
  if (hidden.has(group)) by("families").querySelector(`input[value="${CSS.escape(group)}"]`).click();
  network.selectNodes([id]);
  openNode(id);
  bringOut(id, Math.max(network.getScale(), 0.9));
  by("picked").focus();
}

function closeDetails() {
  by("details").hidden = true;
  network.unselectAll();
}

network.on("click", ({ nodes: [node], edges: [edge], event }) => {
  if (node !== undefined) {
    openNode(node);
    const { x, y } = event.center;
    if (by("details").contains(document.elementFromPoint(x, y))) bringOut(node, network.getScale());
  } else if (edge !== undefined) openEdge(edge);
  else closeDetails();
});
by("close").addEventListener("click", closeDetails);
by("details").addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  closeDetails();
  input.focus();
});

/* Search. */

const input = by("search").querySelector("input");
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const names = data.nodes.map(({ id, about }) => {
  return { id, about, words: plain([about.name, ...(about.aliases ?? [])].join("\n")) };
});

function find() {
  const wanted = plain(input.value.trim());
  const found = wanted ? names.filter(({ words }) => words.includes(wanted)) : [];
  found.sort((a, b) => b.words.startsWith(wanted) - a.words.startsWith(wanted));
  const choose = (id) => () => { by("found").hidden = true; pick(id); };
  const items = found.slice(0, 50).map(({ id, about }) => {
    const inside = [about.name, " ", make("small", {}, kindOf(about))];
    return make("li", {}, make("button", { type: "button", onclick: choose(id) }, ...inside));
  });
  by("found").replaceChildren(...(items.length ? items : [make("li", {}, "Nothing found")]));
  by("found").hidden = !wanted;
}

input.addEventListener("input", find);
by("search").addEventListener("submit", (event) => {
  event.preventDefault();
  by("found").querySelector("button")?.click();
});
by("search").addEventListener("keydown", (event) => { if (event.key === "Escape") by("found").hidden = true; });
document.addEventListener("click", ({ target }) => { if (!by("search").contains(target)) by("found").hidden = true; });

/* Legend. */

const POINTS = {
  square: "M2 2H14V14H2Z",
  diamond: "M8 0L16 8L8 16L0 8Z",
  triangle: "M8 1L15 14H1Z",
  triangleDown: "M8 15L1 2H15Z",
  hexagon: "M4 1H12L16 8L12 15H4L0 8Z",
  star: "M8 0L10 5.5L16 6L11.3 9.8L13 15.5L8 12.2L3 15.5L4.7 9.8L0 6L6 5.5Z",
};

for (const { id, name, shape, color } of data.families) {
  const toggle = () => { if (!hidden.delete(id)) hidden.add(id); shown.refresh(); };
  const count = data.nodes.filter((node) => node.group === id).length;
  const drawn = { fill: color, stroke: "currentColor", "stroke-width": 0.7 };
  const d = POINTS[shape];
  const mark = d ? make("path", { d, ...drawn }) : make("circle", { cx: 8, cy: 8, r: 7, ...drawn });
  by("families").append(make("label", {},
    make("input", { type: "checkbox", value: id, checked: "", onchange: toggle }),
    make("svg", { width: 14, height: 14, viewBox: "0 0 16 16", "aria-hidden": true }, mark),
    make("span", {}, `${name} `, make("small", {}, `${count}`))));
}
for (const { id, name, dashes, width, color } of data.lines) {
  const drawn = { stroke: color, "stroke-width": width, fill: "none" };
  const arrow = id === "structural" ? "" : "M34 4L40 8L34 12";
  by("lines").append(make("li", {},
    make("svg", { width: 42, height: 16, viewBox: "0 0 42 16", "aria-hidden": true },
      make("path", { d: "M0 8H40", ...drawn, "stroke-dasharray": dashes ? dashes.join(" ") : "none" }),
      make("path", { d: arrow, ...drawn })),
    name));
}
if (innerWidth <= 700) by("legend").open = false;

/* The data that the page carries. Whatever comes from it becomes text (append, textContent), never markup. */

const by = (id) => document.getElementById(id);
const data = JSON.parse(by("data").textContent);
const families = new Map(data.families.map((family) => [family.id, family]));
const lines = new Map(data.lines.map((line) => [line.id, line]));
const things = new Map(data.nodes.map((node) => [node.id, node]));
const facts = new Map(data.edges.map((edge) => [edge.id, edge]));
const islands = new Map(data.islands.map((island) => [island.id, island]));

for (const node of data.nodes) Object.assign(node, { edges: [], on: false, land: islandOf(node) });
for (const edge of data.edges) {
  things.get(edge.from).edges.push(edge);
  if (edge.to !== edge.from) things.get(edge.to).edges.push(edge);
}

function islandOf({ id, jurisdiction }) {
  return islands.has(id) && id ? id : islands.has(jurisdiction) ? jurisdiction : "";
}
const otherEnd = (edge, id) => (edge.from === id ? edge.to : edge.from);
const nameOf = (node) => node.names?.[state.lang] ?? regionName(node) ?? node.label;

/** What a state is called in the page's language, as the browser knows it by its code. */
function regionName({ id, group }) {
  if (group !== "Jurisdiction" || state.lang === "en" || !/^[a-z]{2}$/.test(id)) return undefined;
  try {
    return new Intl.DisplayNames([state.lang], { type: "region", fallback: "none" }).of(id.toUpperCase());
  } catch {
    return undefined;
  }
}
const kindOf = (node) => (node.kind ?? "").replace(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase();
const landName = (id) => (id ? nameOf(things.get(id) ?? { id, group: "Jurisdiction", label: islands.get(id)?.name ?? id })
  : t("Across jurisdictions"));
const labelOf = (edge) => (edge.denied ? t("not: {}", edge.label) : edge.label);

/** Whether a fact is so on a day; no day asks for nothing. */
const holds = ({ valid_from: from, valid_until: until }, day) => !day || ((!from || from <= day) && (!until || day <= until));

/** An element with attributes (`onclick` and the like are listeners) and with texts or elements inside. */
function make(tag, attributes = {}, ...inside) {
  const svg = ["svg", "path", "circle"].includes(tag);
  const made = svg ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value !== false) made.setAttribute(name, value);
  }
  made.append(...inside);
  return made;
}
const button = (text, onclick) => make("button", { type: "button", onclick }, text);

/* The legend, which filters: by kind, by how sure a fact is, by jurisdiction, relation, source and day. */

function count(items, key) {
  const found = new Map();
  for (const item of items) found.set(key(item), (found.get(key(item)) ?? 0) + 1);
  return found;
}

/** A box to tick for a value that may be hidden, with its sign, its name and how many there are. */
function tick(key, value, name, many, ...sign) {
  const toggle = ({ target }) => { state[key][target.checked ? "delete" : "add"](value); changed(); };
  return make("label", {},
    make("input", { type: "checkbox", value, onchange: toggle }), ...sign, make("span", {}, `${name} `, make("small", {}, many)));
}

function signOfFamily({ shape, color }) {
  const points = SHAPES[shape]?.map(([x, y]) => `${8 + 6.5 * x} ${8 + 6.5 * y}`);
  const drawn = { fill: color, stroke: "currentColor", "stroke-width": 0.7 };
  const mark = points ? make("path", { d: `M${points.join("L")}Z`, ...drawn }) : make("circle", { cx: 8, cy: 8, r: 6.5, ...drawn });
  return make("svg", { width: 15, height: 15, viewBox: "0 0 16 16", "aria-hidden": true }, mark);
}

function signOfLine({ id, dashes, width, color, opacity }) {
  const drawn = { stroke: color, "stroke-width": width, "stroke-opacity": opacity, fill: "none" };
  return make("svg", { width: 36, height: 16, viewBox: "0 0 36 16", "aria-hidden": true },
    make("path", { d: "M0 8H34", ...drawn, "stroke-dasharray": dashes.join(" ") || "none" }),
    make("path", { d: id === "structural" ? "" : "M28 4L34 8L28 12", ...drawn }));
}

/** The lists that stay the same; their words follow the language. */
function buildFilters() {
  const fill = (id, items) => {
    const legend = by(id).querySelector("legend");
    by(id).replaceChildren(...(legend ? [legend] : []), ...items);
  };
  const groups = count(data.nodes, ({ group }) => group);
  fill("families", data.families.map((f) => tick("families", f.id, t(f.name), groups.get(f.id), signOfFamily(f))));
  const sorts = count(data.edges, ({ line }) => line);
  fill("lines", data.lines.map((l) => tick("lines", l.id, t(l.name), sorts.get(l.id), signOfLine(l))));
  const sorted = (map, nameOf) => [...map].sort(([a, m], [b, n]) => n - m || nameOf(a).localeCompare(nameOf(b)));
  fill("lands", sorted(count(data.nodes, ({ land }) => land), landName).map(([id, n]) => tick("lands", id, landName(id), n)));
  const labels = new Map(data.edges.map(({ property, label }) => [property, label]));
  fill("relations", sorted(count(data.edges, ({ property }) => property), (p) => labels.get(p))
    .map(([property, n]) => tick("relations", property, labels.get(property), n)));
  const cited = new Map(data.sources.map(({ id, title }) => [id, title || id]));
  const options = [...cited].sort(([, a], [, b]) => a.localeCompare(b)).map(([value, title]) => make("option", { value }, title));
  by("source").replaceChildren(make("option", { value: "" }, t("any")), ...options);
  const spoken = new Set(["en", "ja", data.lang, ...data.nodes.flatMap(({ names }) => Object.keys(names ?? {}))]);
  const called = (code) => { try { return new Intl.DisplayNames([code], { type: "language" }).of(code); } catch { return code; } };
  by("lang").replaceChildren(...[...spoken].sort().map((value) => make("option", { value, lang: value }, called(value))));
}

const dated = [...data.edges, ...data.nodes.flatMap(({ facts }) => facts)];
const days = dated.flatMap(({ valid_from: from, valid_until: until }) => [from, until]).filter(Boolean).sort();
const DAY = 86400000;
const asNumber = (day) => Math.round(Date.parse(day) / DAY);
const asDay = (number) => new Date(number * DAY).toISOString().slice(0, 10);
const [firstDay, lastDay] = [days[0] ?? data.day ?? "2025-01-01", days.at(-1) ?? data.day ?? "2025-12-31"];
const rare = Math.floor(days.length / 50); // of the days, at each end: the slider is for those between, the field for all
by("slide").min = asNumber(days[rare] ?? firstDay) - 1;
by("slide").max = asNumber(days.at(-1 - rare) ?? lastDay) + 1;

/** Every control as the state has it. */
function setControls() {
  for (const key of ["families", "lines", "lands", "relations"]) {
    for (const box of by(key).querySelectorAll("input")) box.checked = !state[key].has(box.value);
  }
  by("source").value = state.source;
  by("lang").value = state.lang;
  const day = state.day || data.day || lastDay;
  by("timed").checked = Boolean(state.day);
  for (const id of ["slide", "day"]) by(id).disabled = !state.day;
  by("slide").value = asNumber(day);
  by("slide").setAttribute("aria-valuetext", day);
  by("day").value = day;
}

/** After a filter: the picture and the address, but no step to go back from. */
function changed() {
  setControls();
  show();
  writeState(false);
}

by("timed").addEventListener("change", ({ target }) => { state.day = target.checked ? by("day").value || lastDay : ""; changed(); });
by("slide").addEventListener("input", ({ target }) => { state.day = asDay(Number(target.value)); changed(); });
by("day").addEventListener("change", ({ target }) => { if (target.value) state.day = target.value; changed(); });
by("source").addEventListener("change", ({ target }) => { state.source = target.value; changed(); });
by("lang").addEventListener("change", ({ target }) => { state.lang = target.value; buildFilters(); sayAll(); changed(); });
by("reset").addEventListener("click", () => {
  for (const key of ["families", "lines", "lands", "relations"]) state[key] = new Set(START[key]);
  Object.assign(state, { source: "", day: "" });
  changed();
});

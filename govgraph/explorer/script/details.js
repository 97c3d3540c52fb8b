/* The details of what is picked: names, facts with their dates, and where each is said. */

/** A citation: what it names and where in it, a link when it has an address on the web. */
function citation([source, at], linked) {
  const { id, title, url } = data.sources[source];
  return linkTo([title || id, at].filter(Boolean).join(", "), linked && url);
}

function linkTo(text, url) {
  const web = /^https?:\/\//i.test(url || "");
  return make("small", {}, web ? make("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, text) : text);
}

/** A fact as elements: the sentence, how sure it is, when it is so, and where that is said. */
function told(fact, linked = true) {
  const { valid_from: from, valid_until: until } = fact;
  const day = state.day || data.day;
  const marks = [
    ...(fact.denied ? ["denied by the source"] : []),
    ...(fact.structural || !fact.modality || (fact.denied && fact.modality === "asserted") ? [] : [fact.modality]),
    ...(fact.derived ? ["follows by rule"] : []),
    ...(day && from && day < from ? ["not yet"] : []),
    ...(day && until && until < day ? ["no longer"] : []),
  ];
  const dates = [...(from ? [t("since {}", from)] : []), ...(until ? [t("until {}", until)] : [])];
  return [
    make("p", {}, fact.text),
    ...marks.map((mark) => make("span", { class: mark === "denied by the source" ? "mark denied" : "mark" }, t(mark))),
    ...(dates.length ? [make("small", {}, dates.join(" "))] : []),
    ...fact.cites.map((cited) => make("p", { class: "cited" }, citation(cited, linked))),
  ];
}

const goTo = (id) => button(`→ ${nameOf(things.get(id))}`, () => pick(id));
const counted = (count) => (count === 1 ? t("1 fact") : t("{} facts", count));

/** Facts under what they say; of many facts, those that are many of a kind are folded. */
function grouped(items) {
  const groups = new Map();
  for (const [label, item] of items) groups.set(label, [...(groups.get(label) ?? []), item]);
  return [...groups].map(([label, found]) => {
    const folded = items.length > 30 && found.length > 6;
    const list = make("ul", {}, ...(folded ? [] : found.map((item) => item())));
    const head = [`${label} `, make("small", {}, found.length)];
    if (!folded) return make("section", {}, make("h3", {}, ...head), list);
    const fill = () => { if (!list.childElementCount) list.append(...found.map((item) => item())); };
    return make("details", { ontoggle: fill }, make("summary", {}, ...head), list);
  });
}

function aboutThing(node) {
  const { id, label, url, facts: own, edges, names = {}, aliases = [] } = node;
  const others = [label, ...Object.values(names), ...aliases].filter((name) => name !== nameOf(node));
  const place = node.land && landName(node.land);
  const items = [
    ...own.map((fact) => [labelOf(fact), () => make("li", {}, ...told(fact))]),
    ...edges.map((edge) => {
      const inside = () => make("li", {}, ...told(edge), goTo(otherEnd(edge, id)));
      return [edge.from === id || edge.from === edge.to ? labelOf(edge) : `← ${labelOf(edge)}`, inside];
    }),
  ];
  const open = state.open.has(id);
  const toggle = () => {
    const next = new Set(state.open);
    if (!next.delete(id)) next.add(id);
    go({ open: next });
  };
  return [
    make("p", {}, make("small", {}, [kindOf(node), place].filter(Boolean).join(", "))),
    ...(others.length ? [make("p", {}, t("Also: {}", [...new Set(others)].join(", ")))] : []),
    ...(url ? [make("p", {}, linkTo(url, url))] : []),
    make("p", { class: "ways" },
      button(t("Only its neighbours"), () => goView({ near: id, depth: "", from: "", to: "" })),
      button(t("Two steps around"), () => goView({ near: id, depth: "2", from: "", to: "" })),
      ...(data.big && edges.length ? [button(t(open ? "Close what is around it" : "Open what is around it"), toggle)] : []),
      button(t("Path from here"), () => go({ from: id, to: "", near: "" }))),
    make("h3", { class: "count" }, counted(items.length)),
    ...grouped(items),
  ];
}

function aboutFact(edge) {
  return [make("ul", {}, make("li", {}, ...told(edge))), make("p", {}, goTo(edge.from)), make("p", {}, goTo(edge.to))];
}

function aboutPath() {
  const facts = special.steps.map((edge) => make("li", {}, ...told(edge)));
  return [make("ol", {}, ...facts), ...[...special.places.keys()].map((id) => make("p", {}, goTo(id)))];
}

/** Fill the panel with what is picked, and say in a line what the view is about. */
function showDetails() {
  const node = things.get(state.pick);
  const edge = facts.get(state.fact);
  const [from, to] = [state.from, state.to].map((id) => id && nameOf(things.get(id)));
  const path = from && to && !node && !edge && special.steps.length;
  by("details").hidden = !(node || edge || path);
  if (!by("details").hidden) {
    by("picked").textContent = node ? nameOf(node) : edge ? labelOf(edge) : t("From {} to {}: {} steps", from, to, special.steps.length);
    by("about").replaceChildren(...(node ? aboutThing(node) : edge ? aboutFact(edge) : aboutPath()));
    by("details").scrollTop = 0;
  }
  const hint = from && !to ? t("Path from {}: now pick where it ends.", from)
    : from && to ? (special.steps.length || state.from === state.to ? t("From {} to {}: {} steps", from, to, special.steps.length)
      : t("No path between {} and {} with these filters.", from, to))
    : state.near ? t("Only what is around {}.", nameOf(things.get(state.near)))
    : !ranked.length && data.nodes.length ? t("Nothing is left to show with these filters.") : "";
  by("hint").hidden = !hint;
  by("hint").style.left = `${innerWidth > 700 ? roomLeft().width / 2 : by("network").clientWidth / 2}px`;
  by("hint").replaceChildren(hint, ...(special || from ? [" ", button("×", leaveView)] : []));
  by("hint").querySelector("button")?.setAttribute("aria-label", t("Whole picture"));
}

const leaveView = () => goView({ near: "", depth: "", from: "", to: "" });

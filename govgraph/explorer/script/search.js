/* Search: as one types, in every name, alias and official number of every thing. */

const input = by("search").querySelector("input");
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const called = (node) => [node.label, ...Object.values(node.names ?? {}), ...(node.aliases ?? []), ...(node.numbers ?? [])];
const names = data.nodes.map((node) => {
  const all = called(node).map(plain);
  return { node, all, words: all.join("\n"), numbers: (node.numbers ?? []).map(plain) };
});
/** Whether a number of a thing stands among words: `2024/1689` in `Regulation (EU) 2024/1689`. */
const numbered = ({ numbers }, wanted) => numbers.some((number) => ` ${wanted} `.includes(` ${number} `));
/** How well a thing fits: its name is that, begins with that, has a word that begins with that, holds that. */
function rankOf(name, wanted) {
  const { all, node } = name;
  const best = numbered(name, wanted) ? 0 : Math.min(...all.map((name) => (name === wanted ? 0 : name.startsWith(wanted) ? 1 : name.includes(` ${wanted}`) ? 2 : 3)));
  return best - Math.min(node.edges.length, 999) / 1000;
}

function find() {
  const wanted = plain(input.value.trim());
  const fits = wanted ? names.filter((name) => name.words.includes(wanted) || numbered(name, wanted)) : [];
  const found = fits.map((name) => [rankOf(name, wanted), name.node]).sort(([a], [b]) => a - b);
  const items = found.slice(0, 50).map(([, node]) => {
    const choose = () => { by("found").hidden = true; pick(node.id); };
    const also = names.length && !plain(nameOf(node)).includes(wanted)
      ? called(node).find((name) => plain(name).includes(wanted)) : "";
    const place = node.land && landName(node.land);
    const inside = make("small", {}, [kindOf(node), place, also].filter(Boolean).join(", "));
    return make("li", {}, make("button", { type: "button", onclick: choose }, nameOf(node), " ", inside));
  });
  by("found").replaceChildren(...(items.length ? items : [make("li", { role: "status" }, t("Nothing found"))]));
  by("found").hidden = !wanted;
}

input.addEventListener("input", find);
by("search").addEventListener("submit", (event) => {
  event.preventDefault();
  by("found").querySelector("button")?.click();
});
by("search").addEventListener("keydown", (event) => {
  if (event.key === "Escape") by("found").hidden = true;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || by("found").hidden) return;
  event.preventDefault();
  const stops = [input, ...by("found").querySelectorAll("button")];
  stops[Math.max(0, Math.min(stops.length - 1, stops.indexOf(document.activeElement) + step))].focus();
});
document.addEventListener("click", ({ target }) => { if (!by("search").contains(target)) by("found").hidden = true; });

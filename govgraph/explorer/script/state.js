/* What is seen, as it stands in the address's fragment: whoever opens that address sees the same. */

const LISTS = ["open", "families", "lines", "lands", "relations"]; // the last four hold what is hidden
const TEXTS = ["pick", "fact", "near", "depth", "from", "to", "source", "day", "at", "lang"];
const closed = data.big ? data.families.filter(({ overview }) => !overview).map(({ id }) => id) : [];
const START = { open: [], families: closed, lines: [], lands: [], relations: [], lang: data.lang };
const state = {};
let written = null;

/** The state that a fragment tells; what it names that is not there is left out. */
function readState(fragment) {
  const told = new URLSearchParams(fragment.replace(/^#/, ""));
  for (const key of LISTS) {
    const list = told.has(key) ? told.getAll(key).filter(Boolean) : START[key];
    state[key] = new Set(list);
  }
  for (const key of TEXTS) state[key] = told.get(key) || START[key] || "";
  for (const key of ["pick", "near", "from", "to"]) if (!things.has(state[key])) state[key] = "";
  if (!facts.has(state.fact)) state.fact = "";
  if (!/^\d{4}-\d\d-\d\d$/.test(state.day)) state.day = "";
  state.depth = state.depth === "2" ? "2" : "";
}

function stateAsFragment() {
  const told = new URLSearchParams();
  for (const key of LISTS) {
    const list = [...state[key]].sort();
    if (list.join("\n") === [...START[key]].sort().join("\n")) continue;
    for (const value of list.length ? list : [""]) told.append(key, value);
  }
  for (const key of TEXTS) if (state[key] && state[key] !== START[key]) told.set(key, state[key]);
  return `#${told}`;
}

/** Put the state in the address: as a new step to go back from, or in place of the last one. */
function writeState(step) {
  const fragment = stateAsFragment();
  if (fragment === (location.hash || "#")) return;
  written = fragment;
  if (step) location.hash = fragment;
  else location.replace(location.href.replace(/#.*$/, "") + fragment); // whole, for a page in line has another base
}

/** Change the state, as a step to go back from, and show it. */
function go(changes) {
  rememberPlace();
  writeState(false);
  Object.assign(state, changes);
  show();
  rememberPlace();
  writeState(true);
}

function rememberPlace() {
  const { x, y } = network.getViewPosition();
  state.at = [x, y].map(Math.round).join(",") + `,${network.getScale().toPrecision(3)}`;
}

addEventListener("hashchange", () => {
  if (location.hash === written) return;
  written = null;
  readState(location.hash);
  setControls();
  show();
  restorePlace();
});

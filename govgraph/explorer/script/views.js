/* Ways of looking: the whole, what is around a thing, the path between two; each is a set of places. */

let floating = false;
let special = null; // {key, places: Map of id to [x, y], steps}, for a view other than the whole
const placeOf = (node) => special?.places.get(node.id) ?? [node.x, node.y];

/** The things that the present view is about, with their places; null for the whole. */
function viewed() {
  return special?.places ?? null;
}

function chooseView() {
  const filters = [state.source, state.day, ...state.lines, "", ...state.relations].join();
  const key = [state.near, state.depth, state.from, state.to, filters].join("\n");
  if (special?.key === key) return;
  if (state.from && state.to) special = { key, ...pathView() };
  else if (state.near) special = { key, places: around(state.near, Number(state.depth || 1)) };
  else special = null;
}

/** From every thing within reach of some, how it was reached: a search in breadth along the facts that pass. */
function reached(start, depth, end) {
  const found = new Map([[start, null]]);
  let border = [start];
  for (let step = 0; step < depth && border.length && !found.has(end); step++) {
    const next = [];
    for (const id of border) {
      const node = things.get(id);
      node.edges.sort((a, b) => Boolean(a.structural) - Boolean(b.structural));
      for (const edge of node.edges) {
        const other = otherEnd(edge, id);
        if (!passes(edge) || found.has(other)) continue;
        found.set(other, edge);
        next.push(other);
      }
    }
    border = next;
  }
  return found;
}

/** A thing in the middle and the others in rings around it, by kind. */
function around(centre, depth) {
  const rank = new Map(data.families.map(({ id }, i) => [id, i]));
  const near = (id) => (things.get(centre).edges.some((edge) => otherEnd(edge, centre) === id) ? 0 : 100);
  const others = [...reached(centre, depth).keys()].filter((id) => id !== centre);
  const ranks = new Map(others.map((id) => [id, near(id) + rank.get(things.get(id).group)]));
  others.sort((a, b) => ranks.get(a) - ranks.get(b) || things.get(a).label.localeCompare(things.get(b).label));
  const places = new Map([[centre, [0, 0]]]);
  for (let ring = 1, first = 0; first < others.length; ring++) {
    const [wide, high] = [70 + 190 * ring, 40 + 110 * ring];
    const room = Math.max(6, Math.floor((2 * Math.PI * Math.hypot(wide, high)) / Math.SQRT2 / 190));
    const here = others.slice(first, first + room);
    here.forEach((id, i) => {
      const angle = (2 * Math.PI * (i + (ring % 2) / 2)) / here.length - Math.PI / 2;
      places.set(id, [Math.cos(angle) * wide, Math.sin(angle) * high]);
    });
    first += here.length;
  }
  return places;
}

/** The shortest path between two things as a chain from left to right, or from top to bottom. */
function pathView() {
  const found = reached(state.from, Infinity, state.to);
  const chain = [];
  for (let id = state.to; found.has(id) && chain.at(-1)?.id !== state.from;) {
    const edge = found.get(id);
    chain.push({ id, edge });
    if (edge) id = otherEnd(edge, id);
  }
  chain.reverse();
  const tall = by("network").clientWidth < by("network").clientHeight;
  const spot = (i) => (tall ? [(i % 2) * 60, i * 170] : [i * 300, (i % 2) * 60]);
  const ids = chain.length ? chain.map(({ id }) => id) : [state.from, state.to];
  return { places: new Map(ids.map((id, i) => [id, spot(i)])), steps: chain.slice(1).map(({ edge }) => edge) };
}

/** Show everything that is on or, where that could not be read at the start, what is around the focus; there is little
 * around it in an overview, whose things stand far apart. */
function fit(focus) {
  const boxes = ranked.map((node) => {
    const [x, y] = placeOf(node);
    return [x - 80, y - 30, x + 80, y + 70];
  });
  const whole = !viewed() && data.islands.filter(({ id, x }) => id || x).length && ranked.length > 1;
  if (whole) {
    for (const { id, x, y, width, height } of data.islands) if (lands.has(id)) boxes.push([x, y, x + width, y + height]);
  }
  if (!boxes.length) return;
  const [left, top] = [0, 1].map((side) => Math.min(...boxes.map((box) => box[side])));
  const [right, bottom] = [2, 3].map((side) => Math.max(...boxes.map((box) => box[side])));
  const { clientWidth, clientHeight } = by("network");
  const free = roomLeft();
  const scale = Math.min(1.3, (0.96 * free.width) / (right - left), (0.96 * free.height) / (bottom - top));
  const shift = { x: (clientWidth - free.width) / 2 / scale, y: (clientHeight - free.height) / 2 / scale };
  if (focus && !data.big && scale < 0.3) network.moveTo({ position: network.getPosition(focus), scale: 0.65 });
  else network.moveTo({ position: { x: (left + right) / 2 + shift.x, y: (top + bottom) / 2 + shift.y }, scale });
}

/** How much of the stage the details leave free. */
function roomLeft() {
  const { clientWidth: width, clientHeight: height } = by("network");
  const panel = by("details");
  if (panel.hidden) return { width, height };
  return innerWidth <= 700 ? { width, height: height - panel.offsetHeight } : { width: width - panel.offsetWidth, height };
}

/** Bring a thing to the middle of what the details leave free. */
function bringOut(id, scale) {
  const { clientWidth, clientHeight } = by("network");
  const { width, height } = roomLeft();
  network.focus(id, { scale, offset: { x: (width - clientWidth) / 2, y: (height - clientHeight) / 2 } });
}

function restorePlace() {
  const [x, y, scale] = state.at.split(",").map(Number);
  if (scale > 0 && Number.isFinite(x + y + scale)) network.moveTo({ position: { x, y }, scale });
  else if (state.pick && !viewed()) bringOut(state.pick, data.big ? 0.3 : 0.8);
  else fit(data.focus);
}

function float(on) {
  floating = on;
  by("float").setAttribute("aria-pressed", on);
  const springs = { springLength: 160, gravitationalConstant: -6000, avoidOverlap: 0.2 };
  network.setOptions({ physics: on ? { enabled: true, stabilization: false, barnesHut: springs } : { enabled: false } });
  if (!on) refresh();
}

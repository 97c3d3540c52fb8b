/* The picture: which things and facts are in it, and how vis-network draws them. */

const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
let theme = {};

function readTheme() {
  for (const name of ["ground", "island", "text", "quiet", "accent", "fonts", "warning"]) theme[name] = style(`--${name}`);
  for (const node of data.nodes) node.fill = families.get(node.group).color;
}

const SHAPES = { // in a square from -1 to 1
  square: [[-0.9, -0.9], [0.9, -0.9], [0.9, 0.9], [-0.9, 0.9]],
  diamond: [[0, -1.1], [1.1, 0], [0, 1.1], [-1.1, 0]],
  triangle: [[0, -1], [1, 0.8], [-1, 0.8]],
  triangleDown: [[0, 1], [-1, -0.8], [1, -0.8]],
  hexagon: [[-0.5, -0.9], [0.5, -0.9], [1, 0], [0.5, 0.9], [-0.5, 0.9], [-1, 0]],
  star: Array.from({ length: 10 }, (_, i) => {
    const [angle, reach] = [(Math.PI * (i - 2.5)) / 5, i % 2 ? 0.5 : 1.2];
    return [Math.cos(angle) * reach, Math.sin(angle) * reach];
  }),
};

/** A shape is never so small on the screen that it cannot be seen; on a small screen it may be smaller. */
function radiusOf(node, scale) {
  const least = (node.size > 9 ? 2.5 + node.size / 7 : 2.4) * Math.min(1, 0.4 + by("network").clientWidth / 1600);
  return Math.max(node.size, least / scale);
}

function drawShape({ ctx, id, x, y, state: { selected, hover } }) {
  const node = things.get(id);
  const scale = network.getScale();
  const radius = radiusOf(node, scale);
  const drawNode = () => {
    const size = 2 * radius; // told here too, since vis-network would find what is picked by the size of the frame before
    Object.assign(network.body.nodes[id].shape, { width: size, height: size, left: x - radius, top: y - radius });
    ctx.beginPath();
    const points = SHAPES[node.shape];
    if (points) {
      for (const [px, py] of points) ctx.lineTo(x + px * radius, y + py * radius);
      ctx.closePath();
    } else ctx.arc(x, y, radius, 0, 2 * Math.PI);
    ctx.fillStyle = node.fill;
    ctx.fill();
    ctx.lineWidth = (selected || hover ? 2.5 : 0.8) * Math.max(1, Math.min(radius / 6, 1 / scale));
    ctx.strokeStyle = selected || hover ? theme.text : theme.quiet;
    ctx.stroke();
  };
  return { drawNode, nodeDimensions: { width: 2 * radius, height: 2 * radius } };
}

/* What vis-network is told of each: what differs from the options below, since it takes every option apart anew. */
const asVis = {
  node(node) {
    const [x, y] = placeOf(node);
    return { id: node.id, x, y };
  },
  edge({ id, from, to, line, lane }) {
    const told = { id, from, to };
    const { dashes } = lines.get(line);
    if (dashes.length) told.dashes = dashes;
    if (line === "structural") told.arrows = { to: { enabled: false } };
    const type = (Math.abs(lane) % 2 === 1) === lane > 0 ? "curvedCW" : "curvedCCW";
    if (lane) told.smooth = { enabled: true, type, roundness: 0.14 * Math.ceil(Math.min(Math.abs(lane), 8) / 2) };
    return told;
  },
};

/** Whether the filters of facts let a fact through. */
function passes(fact) {
  return !state.lines.has(fact.line) && !state.relations.has(fact.property) && holds(fact, state.day)
    && (!state.source || fact.cites.some(([source]) => data.sources[source].id === state.source));
}

/** Decide what is on, and let vis-network have it; what was never on is not even made. */
function decide() {
  const narrowed = state.lines.size || state.relations.size || state.source || state.day;
  for (const edge of data.edges) edge.passes = passes(edge);
  const opened = new Set([...state.open].flatMap((id) => [id, ...(things.get(id)?.edges.map((e) => otherEnd(e, id)) ?? [])]));
  const only = viewed();
  const told = (node) => node.facts.some(passes) || node.edges.some((edge) => edge.passes && !edge.structural);
  const untold = (node) => !state.source && !state.relations.size && !node.facts.length && node.edges.every((e) => e.structural);
  for (const node of data.nodes) {
    node.on = only ? only.has(node.id)
      : (!state.families.has(node.group) || opened.has(node.id)) && !state.lands.has(node.land)
        && (!narrowed || told(node) || untold(node));
  }
  const picked = things.get(state.pick);
  if (picked) picked.on = true;
  for (const edge of data.edges) edge.on = edge.passes && !edge.under && things.get(edge.from).on && things.get(edge.to).on;
  rankLabels();
  const fresh = (items) => items.filter((item) => item.on && !item.made && (item.made = true));
  const [newNodes, newEdges] = [fresh(data.nodes), fresh(data.edges)];
  if (newNodes.length) nodesDrawn.add(newNodes.map(asVis.node));
  if (newEdges.length) edgesDrawn.add(newEdges.map(asVis.edge));
}

/** Hide what is not on, put everything in its place, and draw. */
function refresh() {
  decide();
  for (const drawn of Object.values(network.body.nodes)) {
    const node = things.get(drawn.id);
    drawn.options.hidden = !node.on;
    if (!floating) [drawn.x, drawn.y] = placeOf(node);
  }
  for (const drawn of Object.values(network.body.edges)) drawn.options.hidden = !facts.get(drawn.id).on;
  network._updateVisibleIndices(); // hiding through the data sets would make half the picture anew
  network.body.emitter.emit("_requestRedraw");
}

readState(location.hash);
readTheme();
const nodesDrawn = new vis.DataSet();
const edgesDrawn = new vis.DataSet();
chooseView();
decide(); // before there is a network: what it begins with it draws once
const network = new vis.Network(by("network"), { nodes: nodesDrawn, edges: edgesDrawn }, {
  nodes: { shape: "custom", ctxRenderer: drawShape },
  edges: { arrows: { to: { enabled: true, scaleFactor: 0.6 } }, selectionWidth: 1.5, smooth: false },
  physics: false,
  interaction: {
    hover: true, keyboard: { enabled: true, bindToWindow: false },
    hideEdgesOnDrag: data.edges.length > 3000, hideEdgesOnZoom: data.edges.length > 3000,
  },
});
window.network = network;

/** Lines as they are at this zoom: vis-network draws them in the picture's units, but none gets too thin to be seen. */
function drawThin(scale) {
  const looks = new Map(data.lines.map(({ id, width, color, opacity }) => [id, {
    width: Math.max(width, (0.4 * width) / scale),
    color: {
      color, highlight: theme.accent, hover: theme.accent, inherit: false,
      opacity: id === "denied" ? 1 : opacity * Math.min(1, 0.4 + scale),
    },
  }]));
  for (const edge of Object.values(network.body.edges)) Object.assign(edge.options, looks.get(facts.get(edge.id).line));
}

let drawnAt = ""; // the zoom and the number of lines
network.on("beforeDrawing", (context) => {
  const scale = network.getScale();
  const now = `${scale} ${edgesDrawn.length} ${theme.accent}`;
  if (now !== drawnAt) drawThin(scale);
  drawnAt = now;
  if (viewed() || floating) return;
  context.fillStyle = theme.island;
  for (const { x, y, width, height } of data.islands.filter(({ id }) => id && lands.has(id))) {
    context.beginPath();
    context.roundRect(x, y, width, height, 18);
    context.fill();
  }
});

/** What is picked and what it is tied to stand out: everything else fades. */
network.on("afterDrawing", (context) => {
  const lit = litNow();
  if (lit) {
    const { x, y } = network.getViewPosition();
    const reach = 4000 / network.getScale();
    context.globalAlpha = 0.75;
    context.fillStyle = theme.ground;
    context.fillRect(x - reach, y - reach, 2 * reach, 2 * reach);
    context.globalAlpha = 1;
    for (const edge of lit.edges) network.body.edges[edge.id]?.draw(context);
    for (const node of lit.nodes) network.body.nodes[node.id]?.draw(context);
  }
  drawLabels(context, lit);
});

function litNow() {
  if (!state.pick && !state.fact) return null;
  const picked = things.get(state.pick);
  const edges = (picked ? picked.edges : [facts.get(state.fact)]).filter((edge) => edge.on);
  const nodes = new Set(picked ? [picked] : []);
  for (const edge of edges) for (const end of [edge.from, edge.to]) nodes.add(things.get(end));
  return { nodes, edges };
}

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { readTheme(); network.redraw(); });

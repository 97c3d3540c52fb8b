/* Labels: those that have room on the screen at this zoom, the most linked things first; never one over another. */

const WORDS = /[\u2e80-\uffef]|[^\s\u2e80-\uffef]{1,20}|\s+/g; // CJK breaks anywhere
const widths = new Map();
let ranked = [];
let lands = new Set(); // of what is on
let placed = []; // the labels of the last frame: lines of text, where (in the picture's units), and their box on the screen

const columns = (text) => [...text].reduce((sum, char) => sum + (/[\u2e80-\uffef]/.test(char) ? 2 : 1), 0);

/** A name in lines of at most 20 columns, three at most. */
function wrap(text, most = 3) {
  const rows = [""];
  for (const word of text.trim().match(WORDS) ?? []) {
    const next = /^\s/.test(word) ? " " : word;
    if (columns((rows.at(-1) + next).trimEnd()) > 20) rows.push("");
    rows[rows.length - 1] = (rows.at(-1) + next).trimStart();
  }
  const trimmed = rows.map((row) => row.trimEnd());
  return trimmed.length > most ? [...trimmed.slice(0, most - 1), `${trimmed[most - 1]}…`] : trimmed;
}

/** How wide a text is, in ems. */
function widthOf(context, text) {
  if (!widths.has(text)) {
    context.font = `20px ${theme.fonts}`;
    widths.set(text, context.measureText(text).width / 20);
  }
  return widths.get(text);
}

/** What may get a label, in the order in which room is given away. */
const byRank = [...data.nodes].sort((a, b) =>
  (b.id === data.focus) - (a.id === data.focus) || b.size - a.size || b.edges.length - a.edges.length);

function rankLabels() {
  ranked = byRank.filter(({ on }) => on);
  lands = new Set(ranked.map(({ land }) => land));
}

/** A node's name in lines, made once in each language. */
function rowsOf(node) {
  if (node.rowsIn !== state.lang) Object.assign(node, { rowsIn: state.lang, rows: wrap(nameOf(node), node.size > 7 ? 3 : 2) });
  return node.rows;
}

/** Ground on the screen that is taken, looked up by squares. */
class Taken {
  squares = new Map();
  take(left, top, right, bottom) {
    const keys = [];
    for (let x = left >> 6; x <= right >> 6; x++) {
      for (let y = top >> 6; y <= bottom >> 6; y++) {
        for (const [a, b, c, d] of this.squares.get(x * 4096 + y) ?? []) {
          if (left < c && a < right && top < d && b < bottom) return false;
        }
        keys.push(x * 4096 + y);
      }
    }
    for (const key of keys) {
      if (!this.squares.has(key)) this.squares.set(key, []);
      this.squares.get(key).push([left, top, right, bottom]);
    }
    return true;
  }
}

function drawLabels(context, lit) {
  const scale = network.getScale();
  const origin = network.canvasToDOM({ x: 0, y: 0 });
  const { clientWidth, clientHeight } = by("network");
  const taken = new Taken();
  placed = [];

  /** Place a text whose first line stands around or below a point, if there is room for it. */
  function place(rows, x, y, size, { angle = 0, color = theme.text, weight = "", kind, id }) {
    const [across, down] = [Math.max(...rows.map((row) => widthOf(context, row))) * size * (weight ? 1.08 : 1), rows.length * size * 1.2];
    const [cos, sin] = [Math.abs(Math.cos(angle)), Math.abs(Math.sin(angle))];
    const [wide, high] = [across * cos + down * sin, across * sin + down * cos];
    const [middle, sy] = [x * scale + origin.x, y * scale + origin.y + (kind === "node" ? down / 2 : 0)];
    const there = kind === "island" ? middle - wide / 2 : middle;
    const seen = kind !== "edge" && there >= 0 && there <= clientWidth; // its name is not to be cut off at the side
    const sx = seen ? Math.max(Math.min(middle, clientWidth - wide / 2), wide / 2) : middle;
    if (sx + wide / 2 < 0 || sy + high / 2 < 0 || sx - wide / 2 > clientWidth || sy - high / 2 > clientHeight) return;
    const box = [sx - wide / 2 - 1, sy - high / 2, sx + wide / 2 + 1, sy + high / 2];
    if (!taken.take(...box)) return;
    placed.push({ kind, id, rows, x: x + (sx - middle) / scale, y: y + (kind === "node" ? down / 2 / scale : 0), size: size / scale, angle, color, weight, box });
  }

  for (const node of lit ? lit.nodes : ranked) { // no label covers a shape that is big on the screen
    const radius = radiusOf(node, scale) * scale;
    if (radius < 8 || !network.body.nodes[node.id]) break;
    const { x, y } = network.canvasToDOM(network.body.nodes[node.id]);
    taken.take(x - radius, y - radius, x + radius, y + radius);
  }
  for (const node of lit?.nodes ?? []) if (node.on && lit.nodes.size < 60) placeNode(node);
  if (!viewed() && !floating) {
    for (const { id, x, y } of data.islands) {
      const size = Math.max(24 * scale, 14);
      const name = landName(id);
      const wide = (widthOf(context, name) * size * 1.08) / 2 / scale;
      if (id && lands.has(id)) {
        place([name], x + 20 / Math.max(scale, 0.3) * 0.6 + wide, y + 0.75 * size / scale, size, { color: theme.quiet, weight: "600 ", kind: "island" });
      }
    }
  }
  for (const node of lit ? lit.nodes : ranked) {
    if (placed.length > 400) break;
    placeNode(node);
  }
  const told = scale > 0.7 || lit || viewed() ? (lit ? lit.edges : data.edges).filter(({ on }) => on) : [];
  for (const first of [true, false]) for (const edge of told) if (Boolean(edge.denied) === first) placeEdge(edge);

  function placeNode(node) {
    if (!network.body.nodes[node.id]) return; // it is only being made
    const { x, y } = network.body.nodes[node.id];
    const font = node.id === data.focus ? 22 : 14;
    const size = Math.min(Math.max(font * scale, font === 22 ? 14 : 11), font * 1.2);
    const whole = rowsOf(node);
    const rows = scale < 0.3 && whole.length > 2 ? [whole[0], `${whole[1].replace(/…$/, "")}…`] : whole;
    place(rows, x, y + radiusOf(node, scale) + 2 / scale, size, { kind: "node", id: node.id });
  }

  function placeEdge(edge) {
    const { from, to, edgeType } = network.body.edges[edge.id] ?? {};
    if (!from || from === to) return;
    const { x, y } = edgeType.getPoint(0.5);
    const slope = Math.atan2(to.y - from.y, to.x - from.x);
    const angle = Math.abs(slope) > Math.PI / 2 ? slope + Math.PI : slope;
    const size = Math.min(Math.max(11 * scale, 10), 13);
    const label = labelOf(edge);
    if (Math.hypot(to.x - from.x, to.y - from.y) * scale < widthOf(context, label) * size + 40) return;
    place([label], x, y, size, { angle, color: edge.denied ? theme.warning : theme.quiet, kind: "edge", id: edge.id });
  }

  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  const halo = viewed() || floating ? theme.ground : theme.island;
  for (const { rows, x, y, size, angle, color, weight } of placed) {
    context.save();
    context.translate(x, y);
    context.rotate(angle);
    context.font = `${weight}${size}px ${theme.fonts}`;
    context.lineWidth = size / 3.5;
    context.strokeStyle = halo;
    context.fillStyle = color;
    rows.forEach((row, i) => {
      const down = (i - (rows.length - 1) / 2) * size * 1.2;
      context.strokeText(row, 0, down);
      context.fillText(row, 0, down);
    });
    context.restore();
  }
}

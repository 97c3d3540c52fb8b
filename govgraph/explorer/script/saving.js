/* What leaves the page: the view as a picture, on paper, or as a link. */

function download(blob, ending) {
  const url = URL.createObjectURL(blob);
  make("a", { href: url, download: `${data.title.replace(/[^\p{L}\p{N}]+/gu, "-")}.${ending}` }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

/** The view as it is on the screen, on its ground. */
function asPng() {
  const drawn = by("network").querySelector("canvas");
  const canvas = make("canvas", { width: drawn.width, height: drawn.height });
  const context = canvas.getContext("2d");
  context.fillStyle = theme.ground;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(drawn, 0, 0);
  canvas.toBlob((blob) => download(blob, "png"));
}

const SVG = "http://www.w3.org/2000/svg";

/** The view as it is on the screen, as shapes and text. */
function asSvg() {
  const { x, y } = network.getViewPosition();
  const scale = network.getScale();
  const { clientWidth, clientHeight } = by("network");
  const [wide, high] = [clientWidth / scale, clientHeight / scale];
  const root = document.createElementNS(SVG, "svg");
  const add = (tag, attributes, text = "", parent = root) => {
    const made = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.textContent = text;
    return parent.appendChild(made);
  };
  for (const [name, value] of Object.entries({
    width: clientWidth, height: clientHeight, viewBox: `${x - wide / 2} ${y - high / 2} ${wide} ${high}`, "font-family": theme.fonts.replaceAll('"', "'"),
  })) root.setAttribute(name, value);
  add("title", {}, data.title);
  add("rect", { x: x - wide / 2, y: y - high / 2, width: wide, height: high, fill: theme.ground });
  if (!viewed() && !floating) {
    for (const { id, x, y, width, height } of data.islands.filter(({ id }) => id && !state.lands.has(id))) {
      add("rect", { x, y, width, height, rx: 18, fill: theme.island });
    }
  }
  const lit = litNow();
  for (const edge of (lit ? lit.edges : data.edges).filter(({ on }) => on)) {
    const { from: a, to: b, edgeType } = network.body.edges[edge.id];
    if (a === b) continue;
    const { dashes, color, opacity } = lines.get(edge.line);
    const middle = edgeType.getPoint(0.5);
    const bend = [2 * middle.x - (a.x + b.x) / 2, 2 * middle.y - (a.y + b.y) / 2];
    const width = network.body.edges[edge.id].options.width;
    add("path", { d: `M${a.x} ${a.y}Q${bend} ${b.x} ${b.y}`, fill: "none", stroke: color, "stroke-width": width,
      "stroke-opacity": opacity, ...(dashes.length && { "stroke-dasharray": dashes.join(" ") }) });
    if (edge.structural) continue;
    const angle = Math.atan2(b.y - bend[1], b.x - bend[0]);
    const radius = radiusOf(things.get(edge.to), scale);
    const point = (back, aside) => [b.x - Math.cos(angle) * back - Math.sin(angle) * aside, b.y - Math.sin(angle) * back + Math.cos(angle) * aside];
    const size = 6 + 2 * width;
    add("path", { d: `M${point(radius, 0)}L${point(radius + size, size / 2.5)}L${point(radius + size, -size / 2.5)}Z`, fill: color });
  }
  for (const node of (lit ? [...lit.nodes] : ranked).filter(({ on }) => on)) {
    const { x: cx, y: cy } = network.body.nodes[node.id];
    const r = radiusOf(node, scale);
    const look = { fill: node.fill, stroke: theme.quiet, "stroke-width": 0.8 };
    const points = SHAPES[node.shape]?.map(([px, py]) => [cx + px * r, cy + py * r].join(",")).join(" ");
    if (points) add("polygon", { points, ...look });
    else add("circle", { cx, cy, r, ...look });
  }
  for (const { rows, x, y, size, angle, color, weight } of placed) {
    const text = add("text", {
      "text-anchor": "middle", fill: color, "font-size": size, transform: `translate(${x} ${y}) rotate(${(angle * 180) / Math.PI})`,
      stroke: theme.island, "stroke-width": size / 3.5, "stroke-linejoin": "round", "paint-order": "stroke", ...(weight && { "font-weight": 600 }),
    });
    rows.forEach((row, i) => add("tspan", { x: 0, y: (i - (rows.length - 1) / 2) * size * 1.2 + size * 0.35 }, row, text));
  }
  download(new Blob([new XMLSerializer().serializeToString(root)], { type: "image/svg+xml" }), "svg");
}

async function copyLink() {
  rememberPlace();
  writeState(false);
  try {
    await navigator.clipboard.writeText(location.href);
  } catch { // no permission, or a page that has no clipboard: the old way
    const field = make("textarea", {});
    field.value = location.href;
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
  by("hint").hidden = false;
  by("hint").textContent = t("The link is copied.");
}

const saves = { png: asPng, svg: asSvg, copy: copyLink, print: () => window.print() };
for (const [id, save] of Object.entries(saves)) {
  by(id).addEventListener("click", () => { by("save").open = false; save(); });
}
/* Paper is white, whatever the screen is. */
addEventListener("beforeprint", () => { readTheme(); network.redraw(); });
addEventListener("afterprint", () => { readTheme(); network.redraw(); });

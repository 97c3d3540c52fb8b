"""The picture alone, as SVG, and that as PNG: for papers, made without a browser."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from ..errors import MissingExtraError
from . import look
from .labels import MARGIN, Box
from .layout import Island, Layout
from .plots import BIG

if TYPE_CHECKING:
    from networkx import MultiDiGraph

    from .drawing import Drawing

FONTS = "Noto Sans, Noto Sans CJK JP, Helvetica Neue, Arial, sans-serif"
TEXT, QUIET, GROUND, ISLAND = "#1b1f24", "#59636e", "#ffffff", "#f4f6f8"
PAPER = 1600  # the width at which the whole of a big picture is looked at
LANES = 8  # beside each other between the same two; what is more lies on these
LEGEND = 210  # the width of an entry
SIDE = 4000  # pixels that a PNG has at most
CORNERS: dict[str, list[tuple[float, float]]] = {  # of shapes, in a square from -1 to 1
    "square": [(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)],
    "diamond": [(0, -1.1), (1.1, 0), (0, 1.1), (-1.1, 0)],
    "triangle": [(0, -1), (1, 0.8), (-1, 0.8)],
    "triangleDown": [(0, 1), (-1, -0.8), (1, -0.8)],
    "hexagon": [(-0.5, -0.9), (0.5, -0.9), (1, 0), (0.5, 0.9), (-0.5, 0.9), (-1, 0)],
    "star": [
        (math.cos(math.pi * (i - 2.5) / 5) * reach, math.sin(math.pi * (i - 2.5) / 5) * reach)
        for i, reach in enumerate((1.2, 0.5) * 5)
    ],
}


def svg(drawing: Drawing) -> str:
    """The picture with a legend below: islands, lines, shapes and names; of a big one the overview, with the names
    that have room."""
    network, layout, focus, names = drawing.network, drawing.layout, drawing.focus, drawing.names
    left, right = (f((x for i in layout.islands for x in (i.x, i.x + i.width)), default=0) for f in (min, max))
    top, bottom = (f((y for i in layout.islands for y in (i.y, i.y + i.height)), default=0) for f in (min, max))
    zoom = max(1.0, (right - left) / PAPER)  # of what is to be read where the whole is
    margin = MARGIN if zoom == 1 else round(50 * zoom)
    left, right, top, bottom = left - margin, right + margin, top - margin, bottom + margin
    kinds = {n: str(about["family"]) for n, about in network.nodes(data=True)}
    boxes = layout.boxes
    if len(network) > BIG:
        shown = [n for n, kind in kinds.items() if look.family(kind).overview or n == focus]
        network, boxes = network.subgraph(shown), {n: _seen_from_far(boxes[n], zoom) for n in shown}
    families = sorted({kinds[n] for n in network}, key=look.order)
    found = {look.line(about) for *_, about in network.edges(data=True)}
    legend, height = _legend(families, [key for key in reversed(look.LINES) if key in found], (right - left) / zoom)
    ranked = sorted(network, key=lambda n: (n != focus, -boxes[n].radius, -network.degree(n), n))
    width, down = right - left, bottom - top + height * zoom
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{down:.0f}" '
            f'viewBox="{left} {top} {width:.0f} {down:.0f}" font-family="{FONTS}" lang={quoteattr(drawing.lang)} '
            'style="max-width:100%;max-height:100vh">',  # a browser that opens it shows the whole
            f"<title>{_text(drawing.title)}</title>",
            f'<rect x="{left}" y="{top}" width="100%" height="100%" fill="{GROUND}"/>',
            *(_island(i, names.get(i.id, i.id), zoom) for i in layout.islands if i.id),
            *_lines(network, boxes, layout.places, zoom),
            *(_node(kinds[n], boxes[n], layout.places[n]) for n in ranked),
            *(_label(boxes[n], layout.places[n]) for n in _with_room(ranked, boxes, layout, zoom)),
            f'<g transform="translate({left} {bottom}) scale({zoom:.3f})">{"".join(legend)}</g>',
            "</svg>\n",
        ]
    )


def png(picture: str) -> bytes:
    """An SVG as pixels, twice as fine as it says, and at most SIDE pixels wide or high."""
    try:
        import resvg_py
    except ImportError:
        raise MissingExtraError("resvg-py", "png") from None
    wide, high = (int(picture.split(f' {side}="', 1)[1].split('"', 1)[0]) for side in ("width", "height"))
    zoom = min(2, SIDE / max(wide, high, 1))
    return bytes(resvg_py.svg_to_bytes(svg_string=picture, zoom=zoom))


def _seen_from_far(box: Box, zoom: float) -> Box:
    """A box whose shape and name can be made out where the whole is looked at."""
    lines = (box.lines[0], box.lines[1].removesuffix("…") + "…") if len(box.lines) > 2 else box.lines
    return Box(round(zoom * (2.5 + box.radius / 7)), round(11 * zoom), lines)


def _with_room(ranked: list[str], boxes: dict[str, Box], layout: Layout, zoom: float) -> list[str]:
    """The nodes whose labels are on no other label nor on an island's name, the first before the others."""
    taken: list[tuple[float, float, float, float]]
    taken = [(i.x, i.y, i.x + 120 * zoom, i.y + 20 + 18 * zoom) for i in layout.islands if i.id and zoom > 1]
    found = []
    for n in ranked:
        (x, y), box = layout.places[n], boxes[n]
        wide, top = (box.width - MARGIN) / 2, y + box.radius
        here = x - wide, top, x + wide, top + box.height - MARGIN - 2 * box.radius
        if all(here[0] >= c or here[2] <= a or here[1] >= d or here[3] <= b for a, b, c, d in taken):
            taken.append(here)
            found.append(n)
    return found


def _island(island: Island, name: str, zoom: float) -> str:
    at = f'x="{island.x}" y="{island.y}" width="{island.width}" height="{island.height}"'
    style = f'font-size="{14 * zoom + 6:.0f}" font-weight="600" fill="{QUIET}"'
    text = f'<text x="{island.x + 20}" y="{island.y + 20 + 14 * zoom:.0f}" {style}>{_text(name)}</text>'
    return f'<rect {at} rx="18" fill="{ISLAND}"/>{text}'


def _lines(
    network: MultiDiGraph[str], boxes: dict[str, Box], places: dict[str, tuple[int, int]], zoom: float
) -> list[str]:
    """Each fact as a line that ends at the edge of the shape; beside another one between the same two it is bent."""
    plain = {frozenset((a, b)) for a, b, about in network.edges(data=True) if not about["structural"]}
    beside: dict[frozenset[str], int] = {}
    drawn = []
    for start, end, _, about in sorted(network.edges(data=True, keys=True), key=lambda edge: edge[:3]):
        pair = frozenset((start, end))
        if start == end or (about["structural"] and pair in plain):
            continue
        lane = beside[pair] = beside.get(pair, -1) + 1
        a, b = (complex(*places[n]) for n in (start, end))
        side = (-1) ** lane * (1 if start < end else -1) * 0.14 * math.ceil(min(lane, LANES) / 2)
        drawn.append(_line(a, b, (a + b) / 2 + (b - a) * 1j * side, boxes[end].radius, look.line(about), zoom))
    return drawn


def _line(a: complex, b: complex, bend: complex, radius: int, key: str, zoom: float = 1) -> str:
    line, width = look.LINES[key], max(1, zoom / 2)
    towards = (b - bend) / (abs(b - bend) or 1)
    tip = b - towards * (radius + 1)
    opacity = line.opacity * (0.5 if zoom > 2 and key != "denied" else 1)
    style = f'stroke="{line.color}" stroke-width="{line.width * width:.2f}" stroke-opacity="{opacity}" fill="none"'
    if line.dashes:
        style += f' stroke-dasharray="{" ".join(f"{dash * width:.0f}" for dash in line.dashes)}"'
    path = f'<path d="M{_at(a)}Q{_at(bend)} {_at(tip)}" {style}/>'
    if key == "structural":
        return path
    back, aside = tip - towards * 9 * width, towards * 3.5j * width
    ends = f"M{_at(tip)}L{_at(back + aside)}L{_at(back - aside)}Z"
    return f'{path}<path d="{ends}" fill="{line.color}" fill-opacity="{opacity}"/>'


def _node(family: str, box: Box, place: tuple[int, int]) -> str:
    found = look.family(family)
    return _shape(found.shape, found.color, *place, box.radius)


def _shape(shape: str, color: str, x: float, y: float, radius: float) -> str:
    style = f'fill="{color}" stroke="{QUIET}" stroke-width="0.8"'
    if shape not in CORNERS:
        return f'<circle cx="{x}" cy="{y}" r="{radius}" {style}/>'
    points = " ".join(f"{x + a * radius:.1f},{y + b * radius:.1f}" for a, b in CORNERS[shape])
    return f'<polygon points="{points}" {style}/>'


def _label(box: Box, place: tuple[int, int]) -> str:
    x, y = place
    rows = [
        f'<tspan x="{x}" y="{y + box.radius + box.font * (1.05 + 1.15 * i):.1f}">{_text(line)}</tspan>'
        for i, line in enumerate(box.lines)
    ]
    halo = f'stroke="{ISLAND}" stroke-width="{box.font / 4}" stroke-linejoin="round" paint-order="stroke"'
    return f'<text text-anchor="middle" font-size="{box.font}" fill="{TEXT}" {halo}>{"".join(rows)}</text>'


def _legend(families: list[str], lines: list[str], width: float) -> tuple[list[str], int]:
    """The entries in rows, the families first and then the lines, and how high they are."""
    columns = max(1, int(width // LEGEND))
    entries: list[tuple[str, str]] = []
    for name in families:
        family = look.family(name)
        entries.append((_shape(family.shape, family.color, 21, 0, 7), family.name))
    rows = math.ceil(len(families) / columns) * columns
    entries += [("", "")] * (rows - len(families))
    for key in lines:
        line = look.LINES[key]
        entries.append((_line(2 + 0j, 40 + 0j, 21 + 0j, -1, key), line.name))
    drawn = []
    for i, (sign, name) in enumerate(entries):
        if not sign:
            continue
        at = f"translate({16 + i % columns * LEGEND} {22 + i // columns * 26})"
        drawn.append(
            f'<g transform="{at}">{sign}<text x="50" y="5" font-size="14" fill="{TEXT}">{_text(name)}</text></g>'
        )
    return drawn, 26 * math.ceil(len(entries) / columns) + 16


def _at(point: complex) -> str:
    return f"{point.real:.1f} {point.imag:.1f}"


def _text(text: str) -> str:
    """Text as XML takes it: escaped, and without the characters that XML has no way to say."""
    return escape("".join(c for c in text if c >= " " or c in "\t\n"))

"""How things and facts look: shapes and colours for families, dashes for how sure a fact is."""

from __future__ import annotations

from typing import Any, NamedTuple


class Family(NamedTuple):
    """How the things of a broad class are drawn; `overview` says that a big picture opens with them."""

    name: str
    shape: str
    color: str
    overview: bool = False


class Line(NamedTuple):
    """How a fact is drawn."""

    name: str
    dashes: tuple[int, ...]
    width: float
    color: str
    opacity: float = 1


# The colours are Okabe and Ito's; what shares a colour differs in shape.
FAMILIES = {
    "Jurisdiction": Family("Jurisdictions", "star", "#999999", overview=True),
    "Instrument": Family("Instruments", "square", "#0072B2", overview=True),
    "Body": Family("Bodies", "dot", "#E69F00", overview=True),
    "Office": Family("Offices", "triangle", "#E69F00"),
    "Person": Family("Persons", "star", "#E69F00"),
    "ActorGroup": Family("Groups of actors", "hexagon", "#E69F00"),
    "Norm": Family("Norms", "diamond", "#56B4E9"),
    "Activity": Family("Activities", "triangleDown", "#009E73"),
    "Document": Family("Documents", "square", "#F0E442"),
    "Subject": Family("Subjects", "dot", "#CC79A7"),
    "Dimension": Family("Dimensions", "hexagon", "#CC79A7"),
    "Position": Family("Positions", "triangle", "#CC79A7"),
}
# The first that fits a fact draws it: no rule makes a plan look solid.
LINES = {
    "denied": Line("denied by the source", (12, 5), 1.8, "#D55E00"),
    "planned": Line("planned", (10, 6), 1.6, "#818A94"),
    "possible": Line("possible", (3, 4), 1.6, "#818A94"),
    "opinion": Line("opinion", (1, 4), 1.4, "#818A94"),
    "structural": Line("belongs to", (), 1, "#818A94", 0.45),
    "derived": Line("follows by rule", (), 0.8, "#818A94"),
    "asserted": Line("asserted", (), 1.4, "#818A94"),
}


def family(name: str) -> Family:
    """How a family looks; one that is not in the table is a grey dot."""
    return FAMILIES.get(name, Family(name, "dot", "#999999"))


def order(name: str) -> tuple[int, str]:
    """Sorts families as the table has them, others after."""
    return (list(FAMILIES).index(name) if name in FAMILIES else len(FAMILIES), name)


def line(about: dict[str, Any]) -> str:
    """Which of LINES draws a fact, given by the attributes of its edge."""
    return next(k for k in LINES if about.get(k) is True or k == about.get("modality") or k == "asserted")

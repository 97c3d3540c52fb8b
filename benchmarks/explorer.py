"""How long it takes until a picture is drawn and still, beside plain pyvis and bare vis-network; prints two tables.

    CHROMIUM=chromium python benchmarks/explorer.py

The same made-up networks are drawn three ways in the same run of one headless Chromium: by govgraph, with everything in
it shown; by pyvis as it comes, which lets physics settle; and by vis-network alone, given govgraph's places.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import tempfile
from collections.abc import Callable
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter
from typing import Any

import networkx as nx
from playwright.sync_api import Browser, TimeoutError, sync_playwright
from pyvis.network import Network

from govgraph.explorer import Drawing

SIZES = 100, 300, 1000, 5000
ROUNDS = 3
PATIENCE = 120  # seconds; what is not still by then is given up
QUIET = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
FAMILIES = "Instrument", "Body", "Norm", "Norm", "Norm", "Document", "ActorGroup"
WATCH = """
  let last = null;
  const look = setInterval(() => {
    if (typeof network === "undefined" || !network) return;
    if (last === null) network.on("afterDrawing", () => { last = performance.now(); });
    last ??= performance.now();
    const still = !network.physics.physicsEnabled || network.physics.stabilized;
    if (!still || performance.now() - last < 500) return;
    clearInterval(look);
    window.stillAfter = last / 1000;
  }, 20);
"""
DRAWN = """() => new Promise((resolve) => {
  const start = performance.now();
  network.once("afterDrawing", () => resolve((performance.now() - start) / 1000));
  document.querySelector("#families input[value=Norm]").click();
})"""
SEARCH = """() => {
  const input = document.querySelector("#search input");
  const start = performance.now();
  input.value = "thing 49";
  input.dispatchEvent(new Event("input"));
  document.querySelector("#found").offsetHeight;
  return (performance.now() - start) / 1000;
}"""
BARE = """<!doctype html><meta charset="utf-8">
<style>html, body, #n { height: 100%; margin: 0 }</style>
<div id="n"></div>
<script>VIS</script><script>
const network = new vis.Network(document.getElementById("n"), DATA, { physics: false, edges: { smooth: false } });
</script>"""


def main() -> None:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    print(
        "| nodes, facts | govgraph | vis-network, places given | ratio | pyvis |\n| ---: | ---: | ---: | ---: | ---: |"
    )
    more = []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=[*QUIET])
        for size in SIZES:
            drawn, used = measured(browser, made(size), Path(folder))
            print(drawn, flush=True)
            more.append(used)
        browser.close()
    print("\n| nodes | written in | pyvis | size | pyvis | search | filter | overview |\n" + "| ---: " * 8 + "|")
    print("\n".join(more))
    packages = ", ".join(f"{name} {version(name)}" for name in ("govgraph", "pyvis", "playwright"))
    print(f"\nPython {platform.python_version()}, {packages}; {os.cpu_count()} cores, {platform.machine()}.")


def measured(browser: Browser, network: nx.MultiDiGraph[str], folder: Path) -> tuple[str, str]:
    """The rows of both tables for one network."""
    size = f"{len(network):,}"
    ours, bare, plain = (folder / f"{name}{len(network)}.html" for name in ("ours", "bare", "plain"))
    wrote = timed(lambda: Drawing(network, "Benchmark").write(ours))
    wrote_plain = timed(lambda: by_pyvis(network).write_html(str(plain), notebook=False))
    bare.write_text(by_vis(network), encoding="utf-8")
    all_, overview = f"{ours.as_uri()}#families=", ours.as_uri()
    turns = [[still(browser, address) or PATIENCE for address in (all_, bare.as_uri())] for _ in range(ROUNDS)]
    drawn, given = (median(column) for column in zip(*turns, strict=True))
    physics = still(browser, plain.as_uri())
    shown = f"{physics:.3g} s" if physics else f"not still after {PATIENCE} s"
    facts = f"{network.number_of_edges():,}"
    sizes = " | ".join(f"{path.stat().st_size / 1e6:.2f} MB" for path in (ours, plain))
    search, filtered = used(browser, all_)
    opening = still(browser, overview) or PATIENCE
    return (
        f"| {size}, {facts} | {drawn:.2f} s | {given:.2f} s | {drawn / given:.2f} | {shown} |",
        f"| {size} | {wrote:.2f} s | {wrote_plain:.2f} s | {sizes} | {1000 * search:.0f} ms | {1000 * filtered:.0f} ms "
        f"| {opening:.2f} s |",
    )


def made(size: int) -> nx.MultiDiGraph[str]:
    """A network that has the shape of the real one: some things have many facts, most have few."""
    random = Random(size)
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph(jurisdictions={f"l{i}": f"Land {i}" for i in range(20)})
    ids = [f"l{int(20 * random.random() ** 2)}/thing-{i}" for i in range(size)]
    for i, id_ in enumerate(ids):
        told: dict[str, Any] = {"aliases": [f"T{i}"], "url": None, "facts": [], "jurisdiction": id_.split("/")[0]}
        family = FAMILIES[i % len(FAMILIES)]
        network.add_node(id_, name=f"Thing {i} of the benchmark", kind=family, family=family, **told)
    cited = [{"source": "s", "title": "A source", "at": "Article 1", "url": "https://example.org/"}]
    for i in range(1, size):
        for k in range(2):
            other = ids[int(i * random.random() ** 3)]
            said: dict[str, Any] = {"modality": "asserted", "denied": False, "derived": False, "structural": False}
            said |= {"property": "requires", "label": "requires", "text": "One requires the other", "citations": cited}
            network.add_edge(ids[i], other, f"f{i}-{k}", **said)
    return network


def by_vis(network: nx.MultiDiGraph[str]) -> str:
    """vis-network with the same shapes, names, places and lines, and nothing else."""
    layout = Drawing(network, "").layout
    nodes = [
        {"id": n, "label": network.nodes[n]["name"], "shape": "dot", "size": layout.boxes[n].radius, "x": x, "y": y}
        for n, (x, y) in layout.places.items()
    ]
    edges = [{"from": a, "to": b, "arrows": "to"} for a, b in network.edges()]
    vis = files("pyvis").joinpath("lib/vis-9.1.2/vis-network.min.js").read_text(encoding="utf-8")
    return BARE.replace("DATA", json.dumps({"nodes": nodes, "edges": edges})).replace("VIS", vis)


def by_pyvis(network: nx.MultiDiGraph[str]) -> Network:
    """pyvis as it comes, in one file too."""
    plain = Network(directed=True, cdn_resources="in_line")
    for n, about in network.nodes(data=True):
        plain.add_node(n, label=about["name"], title=about["kind"])
    for a, b, about in network.edges(data=True):
        plain.add_edge(a, b, title=about["label"])
    return plain


def still(browser: Browser, address: str) -> float | None:
    """Seconds from the start of loading until the last frame; None where it does not come to rest."""
    page = browser.new_page(viewport={"width": 1280, "height": 800}, bypass_csp=True)
    page.add_init_script(WATCH)
    try:
        page.goto(address, wait_until="commit")
        page.wait_for_function("window.stillAfter", timeout=1000 * PATIENCE)
        found: float = page.evaluate("window.stillAfter")
        return found
    except TimeoutError:
        return None
    finally:
        page.close()


def used(browser: Browser, address: str) -> tuple[float, float]:
    """Seconds that a search takes, and that a filter takes until it is drawn."""
    page = browser.new_page(viewport={"width": 1280, "height": 800}, bypass_csp=True)
    page.add_init_script(WATCH)
    page.goto(address)
    page.wait_for_function("window.stillAfter")
    search = median(page.evaluate(SEARCH) for _ in range(9))
    filtered = median(page.evaluate(DRAWN) for _ in range(10))
    page.close()
    return search, filtered


def timed(run: Callable[[], object]) -> float:
    """How long it takes."""
    start = perf_counter()
    run()
    return perf_counter() - start


if __name__ == "__main__":
    main()

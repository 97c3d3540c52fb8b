# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # The network of AI governance
#
# Who stands in the middle, which groups are there, and what connects Japan, the United States and the European Union?
# Here the graph is a `networkx` network: a thing is a node, and a fact between two things an edge with its modality and
# sources. It tells of what has been read and written down: where more was read, more is tied.

# %%
import textwrap
from collections import Counter
from itertools import combinations

import matplotlib.pyplot as plt
import networkx as nx
import pandas as pd

import govgraph
from govgraph import views

kg = govgraph.load(as_of="2026-11-26")
net = kg.network()
print(f"{len(net)} nodes, {net.size()} edges")

# %% [markdown]
# ## Actors and texts
#
# Duties, principles and powers belong to the law or the body in whose file they are told; they would drown the rest. So
# they are drawn together with it. Documents that only tell about the matter, and facts that are not asserted, are left
# out: what is planned or denied connects nothing yet.


# %%
def whole(node: str) -> str:
    """The thing to which a part belongs."""
    return node.partition("#")[0]


kinds = {"Body", "Office", "Instrument", "Jurisdiction"}
ties: Counter[tuple[str, str]] = Counter()
for subject, other, about in net.edges(data=True):
    one, two = whole(subject), whole(other)
    plain = about["modality"] == "asserted" and not about["denied"] and about["holds"] and not about["structural"]
    if plain and one != two and {net.nodes[one]["family"], net.nodes[two]["family"]} <= kinds:
        ties[min(one, two), max(one, two)] += 1

graph = nx.Graph()
graph.add_weighted_edges_from((one, two, count) for (one, two), count in ties.items())
main = graph.subgraph(max(nx.connected_components(graph), key=len)).copy()
print(f"{len(graph)} actors and texts, {graph.size()} ties; {len(main)} of them hang together")

# %% [markdown]
# ## Who is central
#
# *Degree*: with how many others is it tied? *Betweenness*: how many shortest chains between others pass through it?
# *PageRank*: is it tied to what is well tied itself?

# %%
central = pd.DataFrame(
    {
        "degree": dict(main.degree()),
        "betweenness": nx.betweenness_centrality(main),
        "pagerank": nx.pagerank(main, weight="weight"),
    }
)
central.insert(0, "kind", [net.nodes[node]["family"] for node in central.index])
central.index = pd.Index([kg.names[node] for node in central.index], name="name")
central.sort_values("betweenness", ascending=False).head(15).round(3)

# %% [markdown]
# ## Which groups there are
#
# Communities by Louvain's method: parts that are tied among themselves more than with the rest.

# %%
groups = sorted(nx.community.louvain_communities(main, weight="weight", seed=7), key=len, reverse=True)
degree = dict(main.degree())


def leading(group: set[str], count: int = 4) -> str:
    """The best tied members of a group."""
    return ", ".join(kg.names[node] for node in sorted(group, key=lambda node: (-degree[node], node))[:count])


pd.DataFrame([{"members": len(group), "around": leading(group)} for group in groups[:10]])

# %%
top = [node for node, _ in sorted(degree.items(), key=lambda item: (-item[1], item[0]))[:60]]
core = main.subgraph(top)
core = core.subgraph(max(nx.connected_components(core), key=len))
place = nx.kamada_kawai_layout(core, weight=None)
colours = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#f0e442"]
in_group = {node: number for number, group in enumerate(groups) for node in group}
figure, axis = plt.subplots(figsize=(16, 11), layout="constrained")
nx.draw_networkx_edges(core, place, ax=axis, edge_color="#d0d0d0", width=0.7)
nx.draw_networkx_nodes(
    core, place, ax=axis, node_size=[10 * degree[node] for node in core],
    node_color=[colours[in_group[node]] if in_group[node] < len(colours) else "#999999" for node in core],
)  # fmt: skip
for node in core:
    name = textwrap.shorten(kg.names[node], 30, placeholder=" …")
    axis.annotate(name, place[node], (0, 5), textcoords="offset points", ha="center", fontsize=6.5)
axis.set_title("The best tied actors and texts; a colour is a community, the size tells how many ties")
axis.axis("off")
plt.show()

# %% [markdown]
# ## What connects Japan, the United States and the European Union
#
# The shortest chains of facts between each two, and how often something stands on them.

# %%
three = ["jp", "us", "eu"]
between: Counter[str] = Counter()
for one, two in combinations(three, 2):
    chains = list(nx.all_shortest_paths(main, one, two))
    between.update(node for chain in chains for node in chain[1:-1])
    print(f"{kg.names[one]} - {kg.names[two]}: {len(chains)} chains of {len(chains[0]) - 1} ties")

shared = set.intersection(*(set(main[node]) for node in three))
connecting = pd.DataFrame([(kg.names[node], net.nodes[node]["family"]) for node in shared], columns=["what", "kind"])
connecting.sort_values(["kind", "what"]).reset_index(drop=True)

# %% [markdown]
# Those are what all three are tied to. What they have all signed or joined is a named question, and what the chain says
# is told fact by fact, with its sources:

# %%
pd.DataFrame(views.query(kg, "signed-by-all").as_dict())

# %%
print(views.path(kg, "jp", "eu"))

# %% [markdown]
# ## What would fall apart
#
# Take one thing away: which others lose their only tie to the rest?

# %%
cuts = []
for node in nx.articulation_points(main):
    rest = main.subgraph(set(main) - {node})
    cuts.append((kg.names[node], len(main) - 1 - max(map(len, nx.connected_components(rest)))))
pd.DataFrame(cuts, columns=["without", "cut off"]).sort_values(["cut off", "without"], ascending=[False, True]).head(10)

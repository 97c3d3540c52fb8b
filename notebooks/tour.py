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
# # A walk through the graph
#
# The facts as of one day: asked in English, looked up, asked in SPARQL, as a network, compared, and as of another day.
# [comparing.py](comparing.py) goes on with jurisdictions, [network.py](network.py) with who is tied to whom.

# %%
from collections import Counter

import matplotlib.pyplot as plt
import pandas as pd

import govgraph
from govgraph import views

kg = govgraph.load(as_of="2025-10-09")
print(f"{len(kg.names)} things, {len(kg.facts())} facts, as of {kg.as_of_date}")

# %% [markdown]
# ## Ask
#
# An answer is text with its sources, and data: what was found, how surely, and the SPARQL that found it.

# %%
answer = kg.ask("which bodies act under the AI Promotion Act?")
print(answer)

# %%
pd.DataFrame([{"id": item.id, "name": item.name, "modality": item.modality} for item in answer.answers])

# %%
print(answer.sparql)

# %% [markdown]
# What the source denies is told apart from what no source says.

# %%
for question in (
    "does the AI Promotion Act impose penalties for noncompliance?",
    "does the Digital Agency enforce the Copyright Act?",
):
    print(kg.ask(question).status, "-", question)


# %% [markdown]
# ## Look up
#
# A thing from both sides, and what is dated, in order. The number leads to the place where it is said.

# %%
print(views.show(kg, "AI Strategic Headquarters"))

# %%
print(views.timeline(kg, "AI Promotion Act", start="2025-01-01"))

# %% [markdown]
# ## SPARQL into pandas
#
# Every lookup is a view, and every view has a table. A query is one of them; the prefixes are there already, and some
# questions have a name.


# %%
def frame(view: views.View) -> pd.DataFrame:
    """The table of a view."""
    table = view.table()
    return pd.DataFrame(list(table.rows), columns=list(table.columns))


frame(views.query(kg, "can-fine")).head()

# %%
planned = frame(
    views.query(
        kg,
        """
        SELECT ?who ?does ?what ?source ?at WHERE {
          ?fact rdf:subject/rdfs:label ?who ; rdf:predicate/rdfs:label ?does ; rdf:object/rdfs:label ?what ;
                gov:modality "planned" ; gov:citation [ gov:source/rdfs:label ?source ; gov:at ?at ]
          FILTER(LANG(?who) = "en" && LANG(?what) = "en" && LANG(?source) = "en")
        } ORDER BY ?who ?does ?what
        """,
    )
)
planned.head(10)

# %%
planned.groupby("who").size().sort_values(ascending=False)

# %% [markdown]
# ## The network
#
# Things are nodes, and a fact between two things is an edge whose key is the fact's id. It keeps every qualifier, with
# its hedge and its citations.

# %%
net = kg.network()
key, edge = next(
    (key, edge)
    for _, _, key, edge in net.out_edges("jp/cabinet", keys=True, data=True)
    if edge["property"] == "decides"
)
print(f"{'key':<12}{key}")
for name, value in edge.items():
    print(f"{name:<12}{value}")

# %% [markdown]
# Several facts may join the same two things: that is why it is a *multi*graph.

# %%
most = Counter((u, v) for u, v, about in net.edges(data=True) if not about["structural"]).most_common(1)
for (subject, other), count in most:
    print(count, "facts between", kg.names[subject], "and", kg.names[other])
    for fact in net[subject][other].values():
        print(" ", fact["text"])

# %% [markdown]
# How many facts speak of each body? What a body is a part of is structure, and no fact.

# %%
facts = net.edge_subgraph(tie for tie in net.edges(keys=True) if not net.edges[tie]["structural"])
bodies = {node for node, about in net.nodes(data=True) if about["family"] == "Body"}
degree = pd.DataFrame(
    [(kg.names[body], facts.in_degree(body), facts.out_degree(body)) for body in bodies & set(facts)],
    columns=["body", "in", "out"],
).set_index("body")
degree["facts"] = degree["in"] + degree["out"]
degree = degree.sort_values(["facts", "in"], ascending=False)
degree.head(10)

# %% [markdown]
# ## Jurisdictions side by side
#
# A row for each matter. "Not stated" means that no source in the graph says it, and is no "no". A verdict is claimed by
# a source or computed from the cells.

# %%
comparison = frame(views.compare(kg, ["jp", "us", "eu"])).set_index("matter")
comparison[["Japan", "United States", "European Union"]]

# %%
comparison[["verdict", "basis", "together", "claimed in"]]

# %%
stated = comparison[["Japan", "United States", "European Union"]] != "not stated"
figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3), layout="constrained")
stated.sum().plot.barh(ax=left, title=f"Matters of {len(stated)} on which a position is stated")
comparison["verdict"].value_counts().plot.barh(ax=right, title="Verdicts", ylabel="")
plt.show()

# %% [markdown]
# ## As of another day
#
# The same facts, asked about another day: the act had passed, and was not yet in force.

# %%
earlier = kg.as_of("2025-08-15")
for day in (earlier, kg):
    print(day.as_of_date, views.show(day, "AI Promotion Act").status.label)

# %%
print(views.diff(kg, "2025-08-15", "2025-10-09"))

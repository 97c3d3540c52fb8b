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
# # Comparing jurisdictions
#
# Which position does each jurisdiction hold on each matter, who is like whom, and where does nobody say anything? Every
# cell rests on facts with a document and a place in it; a cell that is empty is one on which no source speaks.

# %%
import textwrap

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.colors import ListedColormap

import govgraph
from govgraph import views

kg = govgraph.load(as_of="2026-11-26")

# %% [markdown]
# ## The positions
#
# A position is a coded answer on a matter, and that somebody holds it is a fact: on a day, asserted or only planned.

# %%
positions = [
    (fact.subject.text, kg.names[(fact.object.id or "").partition("#")[0]], fact.object.text, fact.modality)
    for fact in kg.facts("?fact rdf:predicate gov:holdsPosition")
    if fact.holds and not fact.denied
]
held = pd.DataFrame(positions, columns=["who", "matter", "says", "modality"])
held["modality"].value_counts()

# %% [markdown]
# A matter is a row and a jurisdiction a column. A star marks what is only planned or an opinion; where
# sources tell of two positions, both stand there.

# %%
surest = held.assign(sure=held["modality"] == "asserted").groupby(["matter", "who", "says"])["sure"].any().reset_index()
surest["shown"] = surest["says"] + surest["sure"].map({True: "", False: " *"})
said = surest.groupby(["matter", "who"])["says"].agg("; ".join).unstack()
words = surest.groupby(["matter", "who"])["shown"].agg("; ".join).unstack()
most = said.notna().sum().sort_values(ascending=False)
most.head(10)

# %% [markdown]
# ## Side by side
#
# The eight of which most is known. In each row the same colour is the same position, and grey is silence: no source in
# the graph says anything, which is no "no".

# %%
shown = said[most.index[:8]].loc[lambda table: table.notna().sum(axis=1) >= 2]
codes = shown.apply(lambda row: pd.Series(pd.factorize(row)[0], index=row.index), axis=1)
palette = ["#e6e6e6", "#56b4e9", "#e69f00", "#009e73", "#f0e442", "#cc79a7", "#d55e00", "#0072b2", "#999999"]


def brief(text: object) -> str:
    """What a cell says, in at most two lines; nothing where nobody says anything."""
    return "\n".join(textwrap.wrap(text, 32, max_lines=2, placeholder=" …")) if isinstance(text, str) else ""


figure, axis = plt.subplots(figsize=(19, 0.62 * len(shown) + 1), layout="constrained")
axis.imshow(codes + 1, cmap=ListedColormap(palette), vmin=0, vmax=len(palette) - 1, aspect="auto", alpha=0.75)
axis.set_xticks(range(len(shown.columns)), shown.columns)
axis.set_yticks(range(len(shown)), shown.index)
axis.xaxis.tick_top()
axis.set_xticks([x - 0.5 for x in range(1, len(shown.columns))], minor=True)
axis.set_yticks([y - 0.5 for y in range(1, len(shown))], minor=True)
axis.grid(which="minor", color="white", linewidth=2)
axis.tick_params(which="both", length=0)
for y, matter in enumerate(shown.index):
    for x, who in enumerate(shown.columns):
        axis.text(x, y, brief(words.loc[matter, who]), ha="center", va="center", fontsize=7.5)
axis.set_title("Positions by matter (* only planned or an opinion; grey: no source says)", pad=12)
plt.show()

# %% [markdown]
# ## Who is like whom
#
# Of the matters on which something is stated of both: on how many do they hold the same?

# %%
alike = pd.DataFrame(views.query(kg, "alike").as_dict()).astype({"same": int, "different": int})
alike["matters"] = alike["same"] + alike["different"]
alike = alike[alike["matters"] >= 8].assign(share=lambda a: (a["same"] / a["matters"]).round(2))
alike.sort_values("share", ascending=False).reset_index(drop=True)

# %%
share = pd.concat([alike, alike.rename(columns={"one": "other", "other": "one"})]).pivot(
    index="one", columns="other", values="share"
)
figure, axis = plt.subplots(figsize=(6.5, 5), layout="constrained")
picture = axis.imshow(share, cmap="viridis", vmin=0, vmax=1)
axis.set_xticks(range(len(share)), share.columns, rotation=40, ha="right")
axis.set_yticks(range(len(share)), share.index)
for y in range(len(share)):
    for x in range(len(share)):
        if pd.notna(share.iloc[y, x]):
            light = "black" if share.iloc[y, x] > 0.6 else "white"
            axis.text(x, y, f"{share.iloc[y, x]:.0%}", ha="center", va="center", color=light)
figure.colorbar(picture, label="share of matters with the same position")
axis.set_title("Only pairs with eight matters or more")
plt.show()

# %% [markdown]
# Few matters and coarse codes: this tells where to look, and is no measure of law. What stands behind a cell is one
# lookup away, with its sources.

# %%
comparison = views.compare(kg, ["jp", "us", "eu"])
row = next(row for row in comparison.rows if row.name == "Enforcement body")
print(row.heading)
for thing, cell in zip(comparison.things, row.cells, strict=True):
    for said in cell:
        for fact in said.facts:
            print(f"  {thing.text}: {said.name} - {fact.citations[0].title}, {fact.citations[0].at}")

# %% [markdown]
# ## Where nobody says anything

# %%
pd.DataFrame(views.query(kg, "silence").as_dict())

"""Degree, connected components and PageRank of a Parquet export, on two Spark executors; equal to NetworkX's numbers.

    govgraph export parquet -o tables
    python benchmarks/spark.py tables

Needs `pip install 'govgraph[spark,parquet]'` and Java 17 or later. Everything is bound to this machine. What is
computed is plain DataFrames, so it runs on a cluster as it is; NetworkX is held against it where the graph is small.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

import networkx as nx
import pyarrow.parquet
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F  # noqa: N812 - as everybody calls it

SAMPLE = 200_000  # edges up to which NetworkX computes the same
TOLERANCE = 1e-6  # between two PageRanks, which add up to 1
ALPHA = 0.85
_ROUNDS = 8  # of PageRank in one job


@contextmanager
def session(master: str = "local-cluster[2,1,1024]") -> Iterator[SparkSession]:
    """A Spark of two executors with a core each, which listens on the loopback address alone."""
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master(master).appName("govgraph")
    for name, value in {
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "2",
        "spark.sql.adaptive.enabled": "false",  # which makes a job of each step, of which there are many small ones
        "spark.sql.session.timeZone": "UTC",
        "spark.log.level": "ERROR",
    }.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    try:
        yield spark
    finally:
        spark.stop()


def tables(spark: SparkSession, folder: Path) -> tuple[DataFrame, DataFrame]:
    """The ids of all things, and source and target of all facts between two of them."""
    nodes = spark.read.parquet(str(folder / "nodes.parquet")).select("id")
    edges = spark.read.parquet(str(folder / "edges.parquet")).select("source", "target")
    return nodes.cache(), edges.cache()


def degree(nodes: DataFrame, edges: DataFrame) -> DataFrame:
    """`id`, `value`: how many facts lead from or to a thing."""
    ends = edges.select(F.col("source").alias("id")).union(edges.select(F.col("target").alias("id")))
    counted = ends.groupBy("id").agg(F.count("*").alias("value"))
    return nodes.join(counted, "id", "left").fillna(0, ["value"])


def components(nodes: DataFrame, edges: DataFrame) -> DataFrame:
    """`id`, `value`: the least id of all things to which facts lead, in either direction, through any others.

    Each thing takes the least label around it, and then that of the thing after which it is named, until none changes:
    so long chains take few rounds.
    """
    both = edges.union(edges.select("target", "source")).distinct().cache()
    labels = nodes.withColumn("value", F.col("id"))
    changed = 1
    while changed:
        near = both.join(labels, both["target"] == labels["id"]).groupBy("source").agg(F.min("value").alias("near"))
        least = F.least("value", F.coalesce("near", "value"))
        stepped = labels.join(near, labels["id"] == near["source"], "left").select("id", "value", least.alias("new"))
        named = stepped.select(F.col("id").alias("name"), F.col("new").alias("leap"))
        jumped = stepped.join(named, stepped["new"] == named["name"])
        after = jumped.select("id", "value", F.least("new", "leap").alias("new")).localCheckpoint()
        changed = after.where(F.col("new") != F.col("value")).count()
        labels = after.select("id", F.col("new").alias("value"))
    return labels


def pagerank(nodes: DataFrame, edges: DataFrame, most: int = 120) -> DataFrame:
    """`id`, `value`: how likely it is that somebody who follows facts from thing to thing is there.

    As NetworkX has it: two facts between the same things weigh double, and where no fact leads on, one goes anywhere.
    Whoever goes anywhere does so as one who begins anew. So it is enough to pass on what each thing has, from 1 for
    each, and to divide by the sum in the end; that sum only grows, by less each round, which tells when to stop.
    Some rounds are one job, with one shuffle each; what they give is checkpointed, so that no plan grows long.
    """
    out = edges.groupBy("source").agg(F.count("*").alias("out"))
    ways = edges.groupBy("source", "target").agg(F.count("*").alias("ways"))
    share = (F.lit(ALPHA) * F.col("ways") / F.col("out")).alias("share")
    steps = ways.join(out, "source").select("source", "target", share).repartition("source").cache()
    start = nodes.select("id", F.lit(1.0).alias("value")).cache()
    ranks, total = start, float(start.count())
    for _ in range(0, most, _ROUNDS):
        for _ in range(_ROUNDS):
            moved = steps.join(ranks, steps["source"] == ranks["id"])
            come = moved.select(F.col("target").alias("id"), (F.col("share") * F.col("value")).alias("value"))
            ranks = start.union(come).groupBy("id").agg(F.sum("value").alias("value"))
        ranks = ranks.localCheckpoint()
        before, total = total, ranks.agg(F.sum("value")).collect()[0][0]
        if total - before < TOLERANCE / 10 * total:
            break
    return ranks.select("id", (F.col("value") / total).alias("value"))


MEASURES = {"degree": degree, "components": components, "pagerank": pagerank}


def by_networkx(folder: Path) -> dict[str, dict[str, float | str]]:
    """The same three, as NetworkX computes them from the same files."""
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(pyarrow.parquet.read_table(folder / "nodes.parquet", columns=["id"])["id"].to_pylist())
    edges = pyarrow.parquet.read_table(folder / "edges.parquet", columns=["source", "target"]).to_pydict()
    graph.add_edges_from(zip(edges["source"], edges["target"], strict=True))
    least = {node: min(found) for found in nx.weakly_connected_components(graph) for node in found}
    return {
        "degree": dict(graph.degree()),
        "components": least,
        "pagerank": nx.pagerank(graph, ALPHA, max_iter=1000, tol=1e-9),
    }


def main() -> None:
    folder = Path(sys.argv[1])
    with session() as spark:
        nodes, edges = tables(spark, folder)
        print(f"{nodes.count():,} things, {edges.count():,} facts between them\n")
        same = by_networkx(folder) if edges.count() <= SAMPLE else {}
        print("| measure | Spark | the same as NetworkX |\n| --- | ---: | --- |")
        for name, measure in MEASURES.items():
            start = perf_counter()
            found = {row["id"]: row["value"] for row in measure(nodes, edges).collect()}
            took = perf_counter() - start
            print(f"| {name} | {took:.1f} s | {alike(found, same[name]) if same else 'not computed'} |", flush=True)


def alike(found: dict[str, float | str], other: dict[str, float | str]) -> bool:
    """Whether two results are the same; numbers that are no counts within the tolerance."""
    near = all(abs(v - other[k]) <= TOLERANCE if isinstance(v, float) else v == other[k] for k, v in found.items())
    return found.keys() == other.keys() and near


if __name__ == "__main__":
    main()

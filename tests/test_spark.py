"""Spark computes from the Parquet export what NetworkX does. Takes a Java and the `spark` extra, and some time."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import govgraph
from govgraph.export import export

pytest.importorskip("pyspark", reason="pyspark is not installed: pip install 'govgraph[spark]'")
if not shutil.which("java"):
    pytest.skip("there is no java", allow_module_level=True)
if "CI" in os.environ:
    pytest.skip("it takes longer than the other tests of a part together", allow_module_level=True)
sys.path.append(os.fspath(Path(__file__).parent.parent / "benchmarks"))

pytestmark = pytest.mark.filterwarnings("default")  # of Spark's own


@pytest.fixture(scope="module")
def tables(land: govgraph.KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tables")
    export(land, "parquet", folder)
    return folder


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    import spark

    with spark.session() as session:
        yield session


def test_spark_and_networkx_agree(cluster: Any, tables: Path) -> None:
    import spark

    assert cluster.sparkContext.master == "local-cluster[2,1,1024]"
    nodes, edges = spark.tables(cluster, tables)
    right = spark.by_networkx(tables)
    for name, measure in spark.MEASURES.items():
        found = {row["id"]: row["value"] for row in measure(nodes, edges).collect()}
        assert spark.alike(found, right[name]), name
        assert len(set(found.values())) > 1, name

"""What the facts of an answer have in common: the SPARQL that is shown finds each of them."""

from __future__ import annotations

import json
from pathlib import Path

import govgraph
from govgraph.vocabulary import FACT

QUESTIONS = Path(__file__).parents[1] / "questions" / "seen.jsonl"


def test_the_sparql_that_is_shown_finds_the_facts_that_answer(report: govgraph.KnowledgeGraph) -> None:
    lines = QUESTIONS.read_text(encoding="utf-8").splitlines()[::3]
    run = 0
    for answer in (report.ask(json.loads(line)["question"]) for line in lines):
        if (
            answer.sparql
            and answer.sparql.count("SELECT") == 1
            and answer.sparql.startswith("SELECT ?fact ?answer WHERE {\n  ?fact a gov:Fact")
        ):
            found = {row["fact"].value.removeprefix(FACT) for row in report.query(answer.sparql)}
            told = {fact.id for item in answer.answers for fact in item.facts if not fact.based_on}
            missing = {fact.sentence for fact in answer.facts if fact.id in told and fact.id not in found}
            derived = any(fact.derived for fact in answer.facts)
            assert derived or not missing, f"{answer.question}: {answer.sparql} does not find {missing}"
            run += 1
    assert run > 50

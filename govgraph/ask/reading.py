"""A question -> a Reading: what kind of answer is wanted, about which things, by which words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Literal

from .lexicon import NUMBERS, Lexicon, Token
from .linker import Linker, Mention

Kind = Literal[
    "what", "who", "yes_no", "date", "duration", "number", "reason", "condition", "place", "provenance", "modality",
    "compare", "path", "order", "name",
]  # fmt: skip

_AUX = frozenset(
    "is are was were do does did has have had can could may might must should will would am shall isnt arent".split()
)
# What kind of answer is wanted, by the function words of English; the first that fits wins.
_FRAMES: tuple[tuple[Kind, str], ...] = (
    ("modality", r"\b(fact|certain|settled|done|planned|plan|reality|assertion)\b.*\bor\b.*\b(possib\w*|opinion|operation\w*|running|planned|plan|certain|fact|prediction|interpretation|done|real\w*)\b"),  # noqa: E501
    ("modality", r"^how (definite|certain|sure|firm|likely|settled)\b|\bhow (certain|definite|sure) is\b"),
    ("provenance", r"^where\b.*\b(say|says|said|state|states|stated|mention\w*|written|write|writes|talk|talks|discuss\w*|claim|claims|find|describe\w*|explain\w*|cover\w*|read)\b"),  # noqa: E501
    ("provenance", r"\b(which|what|in which|in what) (part|section|passage|paragraph|chapter|page|heading|sentence)\b|\bsource for\b|\bcitation\b"),  # noqa: E501
    ("name", r"\b(official|full|other|native|japanese) names?\b|\bfull title\b|\bstands? for\b|\b(also|else) (known|called)\b|\bacronym\b|\babbreviat\w*\b|\bcalled in\b"),  # noqa: E501
    ("path", r"\bhow (is|are|was|were)\b.*\b(connected|linked|related|tied)\b|\b(connection|link|path|relation|relationship|tie) between\b|\bwhat (connects|links|ties)\b|\bpath from\b"),  # noqa: E501
    ("order", r"\b(put|sort|arrange|order)\b.*\border\b|^(put|sort|arrange|order)\b|\bchronological\w*\b|\bin (what|which) order\b|\bwhich (came|was|happened|is)\b.*\b(first|earlier|last|later|earliest|latest)\b|\bwhat (came|happened) (first|earlier)\b"),  # noqa: E501
    ("duration", r"\bhow long\b|\bhow much time\b"),
    ("number", r"\bhow many\b|\bnumber of\b|\bhow much\b|\b(what|which) (percent\w*|share|proportion|number|total)\b|\btotal\b|\bcount of\b"),  # noqa: E501
    ("reason", r"^why\b|\bwhat reasons?\b|\b(two|three|which|what) reasons?\b|\bwhat for$|\bhow come\b"),
    ("condition", r"\b(under|on|in) (what|which) (condition|circumstance|case|term|requirement)s?\b|\bwhat (condition|exception|circumstance)s?\b|\bon condition\b|\bunless what\b|\bconditions? (for|of|on)\b"),  # noqa: E501
    ("date", r"^(since |by |from |until |till )?when\b|\b(what|which) (date|day|year|month)\b|\bdate\b(?! of birth)|^when\b|\bas of when\b"),  # noqa: E501
    ("place", r"^where\b"),
    ("who", r"^(by |with |to |for )?(who|whom|whose)\b|\bby whom\b|^who\b|\bwho (is|are|was|were|will|has|must)\b"),
)  # fmt: skip
_COMPARE = re.compile(
    r"\b(compar\w*|differ\w*|versus|vs|contrast\w*|in common|both|each|same|unlike|similarit\w*|commonalit\w*|diverge\w*|"
    r"how do|how does|how did|share|shared|agree\w*)\b"
)
_MODAL_WORDS = frozenset(
    """fact facts certain certainly settled possibility possibilities opinion opinions planned plan plans definite sure
    operation already reality real likely author authors interpretation prediction assertion merely""".split()
)
_FRAME_STEMS = {
    "provenance": frozenset("say said state report section part passage paragraph chapter page head place find write written discuss talk "
                            "describ explain cover state claim mention read sentenc".split()),
    "path": frozenset("connect link relat tie connection path relationship".split()),
    "order": frozenset("put sort arrang order chronolog event sequenc date first earlier last later earliest latest came "
                       "2025 follow".split()),
    "number": frozenset("number mani much total count".split()),
    "date": frozenset("date day year month time exact".split()),
    "duration": frozenset("long time".split()),
    "reason": frozenset("reason whi".split()),
    "condition": frozenset("condit circumst case except term".split()),
    "compare": frozenset("compar differ differenc versus vs contrast common both each same unlik similar pursu stand "
                         "share agre divers diverg respect polici ai approach".split()),
}  # fmt: skip
_SAYS = re.compile(r"\baccording to (the|this) report\b|(?<!where )\b(does|did) (the|this) report (say|state|claim)( that)?\b", re.I)
_MONTHS = {m: i for i, m in enumerate(
    "january february march april may june july august september october november december".split(), 1)}  # fmt: skip
_DATE = re.compile(
    r"\b(?:(?P<d1>\d{1,2}) )?(?P<m>january|february|march|april|may|june|july|august|september|october|november|december)"
    r"(?: (?P<d2>\d{1,2}))?(?: (?P<y>\d{4}))?\b|\b(?P<iso>\d{4} \d{2} \d{2})\b|\b(?P<year>20\d\d)\b"
)


@dataclass(frozen=True)
class Reading:
    """What a question asks, before it is held against the facts."""

    question: str
    tokens: tuple[Token, ...]
    mentions: tuple[Mention, ...]
    properties: tuple[frozenset[str], ...]
    classes: tuple[frozenset[str], ...]
    kind: Kind
    wanted: frozenset[str] = frozenset()
    wanted_at: int = -1
    dates: tuple[str, ...] = ()
    corrected: dict[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The question as it was understood, misspellings set right."""
        return " ".join(t.text for t in self.tokens)

    @property
    def content(self) -> list[int]:
        """The positions of words that say something and are not part of a name, nor of the frame of the question."""
        named = {i for m in self.mentions for i in range(m.start, m.end)}
        frame = _FRAME_STEMS.get(self.kind, frozenset())
        skip = _MODAL_WORDS if self.kind == "modality" else frozenset()
        dates = {w for d in self.dates for w in d.split("-")} | (set(_MONTHS) if self.dates else set())
        found = []
        for i, token in enumerate(self.tokens):
            if token.content and i not in named and token.stem not in frame and token.text not in skip:
                if token.text in dates or (token.text in _MONTHS and self.dates) or token.text in NUMBERS:
                    continue
                if self.dates and token.text.isdigit() and len(token.text) <= 2:
                    continue
                found.append(i)
        return found

    def of_kind(self, kind: Kind) -> Reading:
        """The same question taken as one of another kind."""
        return replace(self, kind=kind)


def read(question: str, linker: Linker, lexicon: Lexicon, known: set[str], refs: dict[str, frozenset[str]]) -> Reading:
    """The reading of one question; `refs` stand for things that an earlier question found."""
    question_ = _SAYS.sub(" ", question)
    tokens, placed, corrected = linker.tokens(question_, known, refs)
    mentions = sorted([*placed, *linker.mentions(tokens)], key=lambda m: m.start)
    properties, classes = lexicon.terms(tokens)
    text = " ".join(t.text for t in tokens)
    kind = _kind(text, tokens, mentions, linker)
    dates = tuple(_dates(text))
    if kind not in ("compare", "path", "order"):
        mentions = [m for m in mentions if not linker.is_dimension(m.ids) and not _described(m, tokens, classes)]
        mentions = _either(mentions, tokens, linker)
    wanted_at, wanted = _wanted(tokens, mentions, classes, properties, kind)
    return Reading(
        question=question,
        tokens=tuple(tokens),
        mentions=tuple(mentions),
        properties=tuple(frozenset(p) for p in properties),
        classes=tuple(frozenset(c) for c in classes),
        kind=kind,
        wanted=frozenset(wanted),
        wanted_at=wanted_at,
        dates=dates,
        corrected=corrected,
    )


def _kind(text: str, tokens: list[Token], mentions: list[Mention], linker: Linker) -> Kind:
    first = tokens[0].text if tokens else ""
    for kind, pattern in _FRAMES:
        if kind == "modality" or not first in _AUX:  # noqa: SIM300
            if re.search(pattern, text) and not (kind == "path" and len(mentions) < 2):
                if kind == "date" and re.search(r"^when\b.*\b(what|which|who|whom)\b", text):
                    continue
                if kind == "number" and _compared(mentions, linker) >= 2 and "how many" not in text and "number" not in text:
                    continue
                return kind
    compared = _compared(mentions, linker)
    if first in _AUX:
        return "compare" if compared >= 2 and re.search(r"\b(contrast|compare|how do they)\b", text) else "yes_no"
    if compared >= 2 and (_COMPARE.search(text) or not re.search(r"^(which|who)\b", text)):
        return "compare"
    if re.search(r"\b(compar\w*|differ\w*|versus|vs|contrast)\b", text) and len(mentions) >= 2:
        return "compare"
    return "what"


def _described(mention: Mention, tokens: list[Token], classes: list[set[str]]) -> bool:
    """Whether what looks like a name is a noun asked for: "which existing laws"."""
    before = tokens[mention.start - 1].text if mention.start else ""
    return before in ("which", "what") and bool(classes[mention.end - 1]) and mention.text[:6] != "entity"


def _either(mentions: list[Mention], tokens: list[Token], linker: Linker) -> list[Mention]:
    """Names joined by "and", "or" or a comma that are of one kind stand for any one of them."""
    merged: list[Mention] = []
    for mention in mentions:
        last = merged[-1] if merged else None
        between = {t.text for t in tokens[last.end : mention.start]} if last else {""}
        if last and between <= {"and", "or", "the"} and linker.family(last.ids) == linker.family(mention.ids):
            merged[-1] = Mention(last.start, mention.end, f"{last.text} {mention.text}", last.ids | mention.ids, last.soft, last.shared)
        else:
            merged.append(mention)
    return merged


def _compared(mentions: list[Mention], linker: Linker) -> int:
    """How many different jurisdictions are named."""
    ids = {next(iter(m.ids)) for m in mentions if len(m.ids) == 1}
    return sum(linker.is_jurisdiction(i) for i in ids)


def _wanted(
    tokens: list[Token], mentions: list[Mention], classes: list[set[str]], properties: list[set[str]], kind: Kind
) -> tuple[int, set[str]]:
    """The class of thing that is asked for, and where its word stands: `which existing document …`."""
    named = {i for m in mentions for i in range(m.start, m.end)}
    texts = [t.text for t in tokens]
    starts = [i + 1 for i, w in enumerate(texts) if w in ("which", "what", "whats") and kind != "yes_no"]
    if not starts and kind in ("what", "number"):
        starts = [0]
        for i, w in enumerate(texts):
            if w in ("many", "of") and i and texts[i - 1] in ("how", "number", "examples", "example", "list", "all"):
                starts.insert(0, i + 1)
    for start in starts[:1]:
        last, found = -1, set()
        for i in range(start, min(start + 7, len(tokens))):
            stop = texts[i] in _AUX or texts[i] in ("that", "of", "under", "for", "in", "to", "by", "with", "on", "from")
            if texts[i] in ("or", "and") and last >= 0:
                continue
            if i > start and stop or (i == start and texts[i] in _AUX):
                break
            listed = texts[last - 1] in ("or", "and") or (last >= 0 and texts[i - 1] in ("or", "and"))
            if last == i - 1 >= start and properties[i] and (texts[last].endswith("s") or texts[i].endswith("s")):
                break  # "bodies act", "law changes": the noun is over, the verb has come
            if classes[i] and i not in named:
                plural = last >= 0 and texts[last].endswith("s")
                found = found | classes[i] if listed or plural else set(classes[i])
                last = i
            elif last >= 0 and i not in named and not classes[i]:
                break
        if last >= 0:
            return last, found
    if kind == "what" and not any(w in ("which", "what", "how") for w in texts):
        free = [i for i in range(len(tokens)) if classes[i] and i not in named and tokens[i].content]
        if free:
            return free[-1], set(classes[free[-1]])
    return -1, set()


def _dates(text: str) -> list[str]:
    """The dates named in a question, as EDTF; a month without a year is left with `????`-less month only."""
    found = []
    for match in _DATE.finditer(text):
        if match["iso"]:
            found.append(match["iso"].replace(" ", "-"))
        elif match["year"]:
            found.append(match["year"])
        elif match["m"] and (match["y"] or match["d1"] or match["d2"] or match["m"] != "may"):
            day = match["d1"] or match["d2"]
            year = match["y"] or ""
            month = f"{_MONTHS[match['m']]:02d}"
            found.append("-".join(x for x in (year, month, f"{int(day):02d}" if day else "") if x))
    return found

"""Which kind of answer a question wants: a date, a reason, a yes or no; told by its function words."""

from __future__ import annotations

import re
from typing import Literal

from .frames import AUXILIARIES
from .lexicon import Token
from .linker import Mention
from .regex import Regex
from .things import is_jurisdiction

Kind = Literal[
    "what", "who", "yes_no", "date", "duration", "number", "reason", "condition",
    "place", "provenance", "modality", "compare", "path", "order", "name",
]  # fmt: skip
SINGLE = ("date", "number", "duration")  # of which one answer is asked for, whatever it is said of
PICKING = frozenset({"reason", "date", "condition", "place", "duration", "number"})  # leave few places for an answer
_TELLS = r"says?|said|state[sd]?|mention\w*|writt?en?|talks?|discuss\w*|claims?|describe\w*|explain\w*|cover\w*"
_FIRM = r"facts?|judge?ments?|certain|settled|done|planned|plan|reality|assertion"
_SURE = r"\b(definite\w*|certain\w*|really|actually|already|established|settled|proven|decided|fixed|sure\w*)"
_UNSURE = r"\b(just|only|merely|maybe|might|may|possib\w*|perhaps|opinions?|planned|ideas?|views?|intend\w*|rumou?rs?)"
_LOOSE = (
    r"possib\w*|potential\w*|propos\w*|hopes?|wish|judge?ments?|views?|opinion"
    r"|operation\w*|running|planned|plan|certain|facts?|prediction|interpretation|done|real\w*"
)


_TAKEN = (
    r" of (?:the )?(?!report|paper|document|text|study)(?:\w+ )+(?:did|does|do) (?:\w+ )*(?:sign|accept|join|adopt)"
)
_WH = "which|what|who|whose|how|why|when|where|list|name"
# The first pattern that fits tells the kind; each is read over the folded question if one of the words before is in it.
_PATTERNS: tuple[tuple[Kind, str, *tuple[str, ...]], ...] = (
    ("modality", " or ", rf"^(is|are|was|were|has|have|will)\b.*\b({_FIRM})\b.*\bor\b.*\b({_LOOSE})\b"),
    ("modality", "how ", r"\bhow (definite|certain|sure|firm|likely|settled) (is|are|was)\b"),
    ("modality", " or ", rf"^(is|are|was|were|has|have|will|does|did|do|can)\b.*{_SURE}\b.*\bor\b.*{_UNSURE}\b"),
    ("modality", " or ",
        r"^(is|are|was|were|has|have|will|does)\b.*\bor\b (is|was|are|does|has|will) (it|that|this|they)\b"),
    ("provenance", "where", r"^where (can|could|do|does|should) (i|we|you|one) (find|read|see|look)\b"),
    ("provenance", "where in", r"^where in the (report|paper|document|text|study|act|law|directive|regulation)\b"),
    ("provenance", "where,source,citation", rf"^where\b.*\b({_TELLS})\b", r"\bsource for\b", r"\bcitation\b"),
    ("provenance", "cite,give,name,show", r"^cite\b", r"^(give|name|show) (me )?the (source|place|section|passage)\b"),
    ("provenance", "section,passage,paragraph,chapter,page,heading,sentence",
        rf"\b(which|what) (section|passage|paragraph|chapter|page|heading|sentence)\b(?!{_TAKEN})"),
    ("provenance", "part", rf"\b(which|what) part\b( of the (report|paper|document|text|study)\b)?.*\b({_TELLS})\b"),
    ("provenance", "part", r"\b(which|what) part of the (report|paper|document|text|study)\b"),
    ("provenance", "articl,provision,clause",
        r"\b(which|what|under which|by which) (articles?|provisions?|clauses?)\b"),
    ("name", " name,title,stand", r"\b(official|full|other|native) names?\b",
        r"\b(full|long|longer|complete|official) title\b|\bwhat(s| is) the title of\b", r"\bstands? for\b"),
    ("name", "called,named",
        r"^what (is|are) .* (called|named)( now| today| nowadays| these days| currently| officially| since .*)?$"),
    ("name", "known,called,acronym,abbrev", r"\b(also|else) (known|called)\b", r"\bacronym\b", r"\babbreviat\w*\b",
        r"\bcalled in\b"),
    ("path", "connected,linked,related,tied,path", r"\bhow (is|are|was|were)\b.*\b(connected|linked|related|tied)\b",
        r"\bpath from\b"),
    ("path", "relate,connect,link", r"\bhow (do|does|did)\b.*\b(relate|connect|link) (to|with)\b",
        r"\brelat(e|es|ed) to each other\b"),
    ("path", "between,connects,links,ties", r"\b(connection|link|path|relation|relationship|tie) (is there )?between\b",
        r"\bwhat (connects|links|ties)\b"),
    ("order", "order,sort,arrange,chronolog", r"\b(put|sort|arrange)\b.*\border\b", r"^(sort|arrange|order)\b",
        r"\bchronological\w*\b"),
    ("order", "order,first,earlier,later", r"^(which|what|who)\b.*\b(first|earlier|later)\b.* or ",
        r"\bin (what|which) order\b", r"\b(which|what) (came|was|happened|is)\b.*\b(first|earlier|later)\b"),
    ("order", "earliest,latest",
        r"\b(which|what)\b.*\b(earliest|latest)\b(?! (date|day|deadline|time|version|edition))"),
    ("duration", "how ", r"\bhow long\b", r"\bhow much time\b", r"\bhow (soon|quickly|fast)\b"),
    ("number", "how ,count,limit,number,total", r"\bhow many\b|^count\b",
        r"\bhow much (is|are|was|does|do|did|will|can|may|must|should|would|of|per|for|at|money|time)\b",
        r"\bhow (often|frequently|high|big|large)\b", r"\b(upper|lower) limit\b",
        r"\b(total|(?<!act )(?<!law )(?<!official )(?<!reference )number|count) of\b(?! the\b| entityref)",
        r"\btotal number\b"),
    ("number", "percent,share,proportion,number,total,amount,sum,ceiling,threshold,maximum,minimum",
        r"\b(what|which) (percent\w*|share|proportion|number of|total|amount|sum|ceiling|threshold|maximum|minimum)\b"),
    ("number", "cost", r"^(?:what|how much) (?:do|does|did|will|would)\b.*\bcosts?$"),

    ("number", "fine,penalt,amount",
        r"\bwhats?( is| are| was)? the (max|maximum|minimum|highest|largest|biggest|heaviest|top|lowest|smallest) "
        r"(\w+ ){0,2}(fines?|penalt|amount)",
        r"^(max|maximum|minimum|highest|largest|biggest|heaviest|top|lowest|smallest) "
        r"(\w+ ){0,2}(fines?|penalt\w+|amount)\b",
        rf"^(?!(?:{_WH})\b)(\w+ ){{0,3}}(fine|penalty) (in|for|under|if|when)\b"),
    ("reason", "why,reason,what for,how come", r"^why\b", r"\b(what|which|two|three) reasons?\b", r"\bwhat for$",
        r"^what for\b", r"\bhow come\b"),
    ("condition", "condition,circumstance,case,exception",
        r"\b(what|which) (condition|circumstance|case|exception)s?\b", r"\bconditions? (for|of|on)\b"),
    ("date", "when,date,day,year,month,start", r"^(since |by |from |until )?when\b", r"\b(since|by|from|until) when\b",
        r"\b(what|which) (date|day|year|month)\b", r"\bdate\b", r"\bstart of (?:the )?application\b"),
    ("date", "month,year,day,deadline,due date,time limit",
        r"^(the )?(month|year|day)( and (month|year|day))? (of|in which|on which)\b",
        r"\b(deadline|due date|time limit) (for|of|to)\b", r"\bdeadline\b"),
    ("place", "where", r"^where\b(?!.*\bstands?\b)", r"\bwhere$"),
    ("who", "people,person,men,individual",
        r"^(name|list|give)( me)?( the)?( two| three| four| five| all)? (people|persons?|men|women|individuals)\b"),
    ("who", "person,people,individual", r"\b(which|what)( two| three| four)? (person|people|persons|individuals?)\b"),
    ("who", "who", r"^(by |with |to |for |on |upon |against |from |of )?(who|whom|whose)\b", r"\b(by|to|with) whom\b",
        r"\bwhom$"),
    ("who", "who", r"\bwho (is|are|was|were|will|has|must)\b"),
)  # fmt: skip
FRAMES = tuple((kind, Regex("|".join(patterns), 0, tuple(needs.split(",")))) for kind, needs, *patterns in _PATTERNS)
SIDE_BY_SIDE = Regex(
    r"\b(in common|common (?:points?|ground|features?|traits?)"
    r"|both|each|same|unlike|similarit\w*|commonalit\w*"
    r"|diverge\w*|how (do|does|did)|where (do|does)|shared?|agree\w*)\b"
)
OUTRIGHT = Regex(
    r"\b(compar\w*|differ\w*|versus|vs|contrast)\b", needs=("compar", "differ", "versus", "vs", "contrast")
)


def kind_of(text: str, tokens: list[Token], mentions: list[Mention], classes: list[set[str]]) -> Kind:
    """The kind of answer that a question wants, told by its function words and by how many things it names."""
    first = tokens[0].text if tokens else ""
    named = compared(mentions)
    counted = re.search(r"\b(how many|number of)\b", text)
    if named >= 2 and OUTRIGHT.search(text) and first not in AUXILIARIES and not counted:
        return "compare"
    for kind, pattern in FRAMES:
        if not pattern.search(text) or (first in AUXILIARIES and kind != "modality"):
            continue
        if kind == "path" and not _two_ends(text, mentions, tokens):
            continue
        if kind == "date" and re.search(r"^when\b.*\b(what|which|who|whom)\b", text):
            continue
        return kind
    if first in AUXILIARIES:
        side = re.search(r"\b(contrast|compare|how do they|vs|versus)\b", text)
        return "compare" if named >= 2 and side else "yes_no"
    asked_for = re.match(r"((in|under|by|on|through|for) )?(which|what) ", text) and any(classes[1:3])
    if named >= 2 and (asked_for or not SIDE_BY_SIDE.search(text)) and any(classes[: mentions[0].start]):
        return "what"  # "fields where Japan and the US …"
    if named >= 2 and (SIDE_BY_SIDE.search(text) or not re.search(r"^(which|who)\b", text)):
        return "compare"
    if OUTRIGHT.search(text) and len(mentions) >= 2:
        return "compare"
    return "what"


def _two_ends(text: str, mentions: list[Mention], tokens: list[Token]) -> bool:
    """Whether two names can be the ends of a path: both after "between", where that is said."""
    texts = [t.text for t in tokens]
    start = texts.index("between") if "between" in texts else -1
    return len([m for m in mentions if m.start > start]) >= 2


def compared(mentions: list[Mention]) -> int:
    """How many different jurisdictions are named."""
    ids = {i for m in mentions for i in m.ids if not m.shared}
    return sum(is_jurisdiction(i) for i in ids)

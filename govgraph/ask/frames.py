"""The frames of English questions: which kind of answer is wanted, told by function words alone."""

from __future__ import annotations

import re
from typing import Literal

from .regex import Regex

Kind = Literal[
    "what", "who", "yes_no", "date", "duration", "number", "reason", "condition",
    "place", "provenance", "modality", "compare", "path", "order", "name",
]  # fmt: skip
TELLING = frozenset("say state claim see find note identifi mention think believ argu hold observ expect".split())
AUXILIARIES = frozenset(
    """is are was were do does did has have had can could may might must should will would am shall isnt
    arent""".split()
)
PREPOSITIONS = frozenset("that of under for in to by with on from".split())
WHEREBY = frozenset("through in by with to under for on of from".split())  # "the forums through which"
_TELLS = r"says?|said|state[sd]?|mention\w*|writt?en?|talks?|discuss\w*|claims?|describe\w*|explain\w*|cover\w*"
_FIRM = r"facts?|judge?ments?|certain|settled|done|planned|plan|reality|assertion"
_SURE = r"\b(definite\w*|certain\w*|really|actually|already|established|settled|proven|decided|fixed|sure\w*)"
_UNSURE = r"\b(just|only|merely|maybe|might|may|possib\w*|perhaps|opinions?|planned|ideas?|views?|intend\w*|rumou?rs?)"
_LOOSE = (
    r"possib\w*|potential\w*|propos\w*|hopes?|wish|judge?ments?|views?|opinion"
    r"|operation\w*|running|planned|plan|certain|facts?|prediction|interpretation|done|real\w*"
)

# The first pattern that fits tells the kind; each is read over the folded question if one of the words before is in it.
_PATTERNS: tuple[tuple[Kind, str, *tuple[str, ...]], ...] = (
    ("modality", " or ", rf"^(is|are|was|were|has|have|will)\b.*\b({_FIRM})\b.*\bor\b.*\b({_LOOSE})\b"),
    ("modality", "how ", r"\bhow (definite|certain|sure|firm|likely|settled) (is|are|was)\b"),
    ("modality", " or ", rf"^(is|are|was|were|has|have|will|does|did|do|can)\b.*{_SURE}\b.*\bor\b.*{_UNSURE}\b"),
    (
        "modality",
        " or ",
        r"^(is|are|was|were|has|have|will|does)\b.*\bor\b (is|was|are|does|has|will) (it|that|this|they)\b",
    ),
    ("provenance", "where", r"^where (can|could|do|does|should) (i|we|you|one) (find|read|see|look)\b"),
    ("provenance", "where,source,citation", rf"^where\b.*\b({_TELLS})\b", r"\bsource for\b", r"\bcitation\b"),
    ("provenance", "cite,give,name,show", r"^cite\b", r"^(give|name|show) (me )?the (source|place|section|passage)\b"),
    (
        "provenance",
        "section,passage,paragraph,chapter,page,heading,sentence",
        r"\b(which|what) (section|passage|paragraph|chapter|page|heading|sentence)\b",
    ),
    ("provenance", "part", rf"\b(which|what) part\b( of the (report|paper|document|text|study)\b)?.*\b({_TELLS})\b"),
    ("provenance", "part", r"\b(which|what) part of the (report|paper|document|text|study)\b"),
    (
        "provenance",
        "articl,provision,clause",
        r"\b(which|what|under which|by which) (articles?|provisions?|clauses?)\b",
    ),
    (
        "name",
        " name,title,stand",
        r"\b(official|full|other|native) names?\b",
        r"\b(full|long|longer|complete|official) title\b|\bwhat(s| is) the title of\b",
        r"\bstands? for\b",
    ),
    (
        "name",
        "called,named",
        r"^what (is|are) .* (called|named)( now| today| nowadays| these days| currently| officially)?$",
    ),
    (
        "name",
        "known,called,acronym,abbrev",
        r"\b(also|else) (known|called)\b",
        r"\bacronym\b",
        r"\babbreviat\w*\b",
        r"\bcalled in\b",
    ),
    (
        "path",
        "connected,linked,related,tied,path",
        r"\bhow (is|are|was|were)\b.*\b(connected|linked|related|tied)\b",
        r"\bpath from\b",
    ),
    (
        "path",
        "relate,connect,link",
        r"\bhow (do|does|did)\b.*\b(relate|connect|link) (to|with)\b",
        r"\brelat(e|es|ed) to each other\b",
    ),
    (
        "path",
        "between,connects,links,ties",
        r"\b(connection|link|path|relation|relationship|tie) between\b",
        r"\bwhat (connects|links|ties)\b",
    ),
    (
        "order",
        "order,sort,arrange,chronolog",
        r"\b(put|sort|arrange)\b.*\border\b",
        r"^(sort|arrange|order)\b",
        r"\bchronological\w*\b",
    ),
    (
        "order",
        "order,first,earlier,later",
        r"^(which|what|who)\b.*\b(first|earlier|later)\b.* or ",
        r"\bin (what|which) order\b",
        r"\b(which|what) (came|was|happened|is)\b.*\b(first|earlier|later)\b",
    ),
    (
        "order",
        "earliest,latest",
        r"\b(which|what)\b.*\b(earliest|latest)\b(?! (date|day|deadline|time|version|edition))",
    ),
    ("duration", "how ", r"\bhow long\b", r"\bhow much time\b", r"\bhow (soon|quickly|fast)\b"),
    (
        "number",
        "how ,count,limit,number,total",
        r"\bhow many\b|^count\b",
        r"\bhow much (is|are|was|does|do|did|will|can|may|must|should|would|of|per|for|at|money|time)\b",
        r"\bhow (often|frequently|high|big|large)\b",
        r"\b(upper|lower) limit\b",
        r"\b(total|number|count) of\b(?! the\b| entityref)",
        r"\btotal number\b",
    ),
    (
        "number",
        "percent,share,proportion,number,total,amount,sum,ceiling,threshold,maximum,minimum",
        r"\b(what|which) (percent\w*|share|proportion|number of|total|amount|sum|ceiling|threshold|maximum|minimum)\b",
    ),
    (
        "number",
        "fine,penalt,amount",
        r"\bwhats?( is| are| was)? the (maximum|minimum|highest|largest|top|lowest) (\w+ ){0,2}(fines?|penalt|amount)",
        r"^(max|maximum|minimum|highest|largest|top|lowest) (\w+ ){0,2}(fines?|penalt\w+|amount)\b",
    ),
    (
        "reason",
        "why,reason,what for,how come",
        r"^why\b",
        r"\b(what|which|two|three) reasons?\b",
        r"\bwhat for$",
        r"^what for\b",
        r"\bhow come\b",
    ),
    (
        "condition",
        "condition,circumstance,case,exception",
        r"\b(what|which) (condition|circumstance|case|exception)s?\b",
        r"\bconditions? (for|of|on)\b",
    ),
    (
        "date",
        "when,date,day,year,month,start",
        r"^(since |by |from |until )?when\b",
        r"\b(since|by|from|until) when\b",
        r"\b(what|which) (date|day|year|month)\b",
        r"\bdate\b",
        r"\bstart of (?:the )?application\b",
    ),
    (
        "date",
        "month,year,day,deadline,due date,time limit",
        r"^(the )?(month|year|day) of\b",
        r"\b(deadline|due date|time limit) (for|of|to)\b",
        r"\bdeadline\b",
    ),
    ("place", "where", r"^where\b(?!.*\bstands?\b)", r"\bwhere$"),
    (
        "who",
        "people,person,men,individual",
        r"^(name|list|give)( me)?( the)?( two| three| four| five| all)? (people|persons?|men|women|individuals)\b",
    ),
    ("who", "person,people,individual", r"\b(which|what)( two| three| four)? (person|people|persons|individuals?)\b"),
    ("who", "who", r"^(by |with |to |for |on |upon |against |from |of )?(who|whom|whose)\b", r"\b(by|to|with) whom\b"),
    ("who", "who", r"\bwho (is|are|was|were|will|has|must)\b"),
)
FRAMES = tuple((kind, Regex("|".join(patterns), 0, tuple(needs.split(",")))) for kind, needs, *patterns in _PATTERNS)
NEGATED = Regex(
    r"^(?:(?!\b(?:if|when|that|so|or|and|just)\b).)*\b(not|never|doesnt|dont|didnt|isnt|arent|cannot|refused|declined)\b"
    r"(?! just| only| allowed| permitted)",
    needs=("not", "never", "nt"),
)
SIDE_BY_SIDE = Regex(
    r"\b(compar\w*|differ\w*|versus|vs|contrast\w*|in common|common (?:points?|ground|features?|traits?)"
    r"|both|each|same|unlike|similarit\w*|commonalit\w*"
    r"|diverge\w*|how (do|does|did)|where (do|does)|shared?|agree\w*)\b"
)
OUTRIGHT = Regex(
    r"\b(compar\w*|differ\w*|versus|vs|contrast)\b", needs=("compar", "differ", "versus", "vs", "contrast")
)

# What a law does to its matter, whatever it says: "which laws regulate chatbots".
VAGUE = frozenset("regul govern cover address concern deal appli about touch treat".split())
# What begins a clause that only says when, why or what for: "… so that the act is applied smoothly".
ASIDE = Regex(
    r"\b(so that|in order (?:to|that)|given that|because|(?<!came )(?<!come )before|(?<!named )(?<!called )after|if"
    r"|unless|(?<!from )(?<!by )(?<!since )(?<!until )when(?! (?:do|does|did|is|are|was|were|will|must|can|may)\b)"
    r"|while|although|though|once)\b",
    needs=("that", "in order", "because", "before", "after", "if", "unless", "when", "while", "though", "once"),
)
LATEST = Regex(r"\b(latest|newest|most recent|last|current (?=version|edition))\b(?! (day|date|deadline))")
EARLIEST = Regex(r"\b(first|oldest|earliest|original)\b(?! (day|date|half|time))")
WHOM = Regex(r"(?:(?:to|by|with|for|on|upon|against|from) )?whom? (?:do|does|did)\b")
UNTIL = Regex(r"\b(until|till) (when|what|which)\b", needs=("until", "till"))
LASTING = Regex(r"\b(has|have|had|been|since|so far|until now)\b")  # how long until today, and no limit
SEVERAL = Regex(
    r"\b(kinds|types|sorts|two|three|four|five|six|seven|eight|nine|ten|all|list|examples|each|various) (of )?"
)
MANY = {word: n for n, word in enumerate("two three four five six seven eight nine ten eleven twelve".split(), 2)}
SO_MANY = Regex(
    rf"\b(?:which|what|the) ({'|'.join(MANY)}) (?!(?:year|month|week|day|hour|percent)s?\b)", needs=tuple(MANY)
)
WE = Regex(r"\b(?:we are|we're|we run|i am|i'm|i run|my|our)\b", re.I, needs=("we", "i ", "i'", "my", "our"))
CHOICE = Regex(
    r"^(out of|of|among|amongst|between)\b(?P<choices>[^?]*? (?:and|or) [^?]*?)\b(which|who|what)\b"
    r"( (ones?|of (them|these|those))\b)?",
    needs=(" and ", " or "),
)
_NUMBER = (
    r"(?:\d[\d,. ]*|an?|half an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|thirty|sixty|ninety)"
)
_TIME_UNITS = "hour day week month year minute".split()
_SUMS = "dollar euro won yen pound percent % eur usd krw jpy gbp".split()


def quantity(text: str, asked: str, kind: str) -> bool:
    """Whether a text gives such a number as a question asks for: of the unit named, a time for "how long", a rhythm for
    "how often".

    >>> quantity("report within 15 days of discovery", "how many days", "number")
    True
    """
    folded = text.casefold()
    if re.search(r"\bhow (often|frequently)\b", asked):
        return bool(
            re.search(r"\b(every|each|once|twice|annual\w*|yearly|monthly|quarterly|weekly|daily|per year)\b", folded)
        )
    counted = re.search(r"\bhow many (?:\w+ )?(\w{4,})", asked)
    noun = counted[1].removesuffix("s") if counted else ""
    if noun and noun not in _TIME_UNITS and re.search(rf"\b(?!an?\b){_NUMBER} (?:\w+ ){{0,2}}{noun}s?\b", folded):
        return True
    named = [u for u in (*_TIME_UNITS, *_SUMS) if re.search(rf"\b{re.escape(u)}s?(?!\w)", asked)]
    units = "|".join(map(re.escape, named or (_TIME_UNITS if kind == "duration" else ())))
    return bool(units) and bool(re.search(rf"\b{_NUMBER}[ -]?(?:\w+ )?(?:{units})s?(?!\w)", folded))


# Words that belong to the frame of a kind and so say nothing about the matter; by stem, for modality as written.
FRAME_STEMS: dict[str, frozenset[str]] = {
    kind: frozenset(words.split())
    for kind, words in {
        "provenance": """say said state report section part passage paragraph chapter page head place find write written
            discuss talk describ explain cover claim mention read sentenc articl provis claus""",
        "path": "connect link relat tie path relationship",
        "order": """put sort arrang order chronolog event sequenc date first earlier last later earliest latest oldest
            newest came 2025 follow""",
        "number": "number mani much total count highest maximum max top largest most minimum lowest upper limit",
        "date": "date day year month time exact",
        "duration": "long time last",
        "reason": "reason whi",
        "name": """offici full other nativ name titl subtitl long longer short complet stand call know acronym abbrevi
            carri bear appear go""",
        "condition": "condit circumst case except term",
        "compare": """compar differ differenc versus vs contrast common both each same unlik similar pursu stand share
            agre divers diverg respect polici ai approach regul""",
    }.items()
}
MODAL_WORDS = frozenset(
    """fact facts certain certainly settled possibility possibilities opinion opinions planned plan plans definite
    sure operation already reality real likely author authors interpretation prediction assertion merely decided
    considered agreed final finalised finalized plain judgement judgment""".split()
)
# "according to the report" and the like: every answer is according to a source.
ASKING = Regex(
    r"^\s*(?:(?:is|are) there(?: (?:an?|any|one))?|what(?:\W?s| is) the name of (?:the|an?)|name (?:the|of the))\b",
    re.I,
    needs=("there", "name"),
)
CONDITIONAL = Regex(
    r"^(if|when)\b.*\b(is|are|can|could|does|do|will|would|may|must) (there|it|they|that|this)\b", needs=("if", "when")
)
# Words of which one denies the other.
OPPOSITES = frozenset(
    frozenset(pair.split())
    for line in """high low, strong weak, large small, many few, strict loose, rigid flexible, mandatory voluntary
    compulsory voluntary, mandatory optional, binding voluntary, binding nonbinding
    permanent temporary, public private, rising falling, increase decrease, open closed
    complete partial, horizontal sectoral, centralised decentralised""".splitlines()
    for pair in line.split(",")
)
HEDGES = Regex(
    r"\baccording to (the|this|its) (report|paper|author|conclusion|introduction|text|study)\b|"
    r"(?<=\w )(?<!where )\b(does|did) (the|this) author (?=recommend|suggest|propose|call|warn|expect)|"
    r"\b(has|have) the (power|right|authority) to (?!do\b)(?=\w)|"
    r"(?<=\w),? (?:in contrast (?:with|to)|unlike|as opposed to|(?:together|along) with) [^,?]{2,60}(?=\?|$)|"
    r"\b(?:every|each) (?:single )?time\b|"
    r"\b(?:now )?as (?:now |last |since )?amended(?=,|\?|$)|"
    r"\bas (the law|it|things|matters) (now |currently )?stands?( now| today| at present)?\b|"
    r"\bin the end\b|\blater on\b|"
    r"(?<!where )\b(does|did) (the|this) report (say|state|claim)( that)?\b|"
    r"(?<=\bremind )(the|this) (author|report|paper)\b|(?<=\breminds )(the|this) (author|report|paper)\b|"
    r"(?<=\w )(?<!where )\b(does|did) (the|this) (report|paper|author|text|study) "
    r"(say|state|claim|see|find|note|identify|mention|list|name|give|observe|think|believe|argue)( that)?\b",
    re.I,
    needs=(
        "report",
        "paper",
        "author",
        "conclusion",
        "introduction",
        "text",
        "study",
        "the power",
        "the right",
        "the authority",
        "stand",
        "amended",
        "in the end",
        "later on",
        "contrast",
        "unlike",
        "opposed",
        " with ",
        "time",
    ),
)
MONTHS = {
    month: number
    for number, month in enumerate(
        """january february march april may june july august september october november december""".split(), 1
    )
}
MONTHS |= {name[:3]: number for name, number in MONTHS.items()} | {"sept": 9}
DATE = Regex(
    rf"\b(?:(?P<before>\d{{1,2}}) )?(?P<month>{'|'.join(MONTHS)})(?: (?P<after>\d{{1,2}}))?(?: (?P<y>\d{{4}}))?\b"
    r"|\b(?P<iso>\d{4} \d{2} \d{2})\b|\b(?P<year>20\d\d)\b",
    needs=(*"0123456789", *(month for month in MONTHS if len(month) == 3)),
)


PROVISION = Regex(
    r"\b(article|section|annex|paragraph|recital|chapter) (\d+[a-z]{0,2}|[ivx]+)\b",
    needs=("article", "section", "annex", "paragraph", "recital", "chapter"),
)


def provision(text: str) -> str:
    """The provision named in a folded question, or nothing.

    >>> provision("what does article 50 of the eu ai act require")
    'article 50'
    """
    match = PROVISION.search(text)
    return match.group() if match else ""


def holds_provision(place: str, provision: str) -> bool:
    """Whether a place in a text is a provision or lies in it.

    >>> holds_provision("Article 50(2)", "article 50"), holds_provision("Article 26(5)", "article 5")
    (True, False)
    """
    kind, number = provision.split()
    before = r"(?:[\divx]+[a-z]?(?:\([^)]*\))*(?:,| and| to| or|-|\u2013) ?)*"
    return bool(re.search(rf"\b{kind}s? {before}{number}(?![\da-z])", place.casefold()))


def dates(text: str) -> list[str]:
    """The dates named in a folded question: EDTF, or month and day alone where no year is named.

    >>> dates("what happened on september 1 2025"), dates("in february")
    (['2025-09-01'], ['02'])
    """
    found = []
    for match in DATE.finditer(text):
        day = match["before"] or match["after"]
        if match["iso"]:
            found.append(match["iso"].replace(" ", "-"))
        elif match["year"]:
            found.append(match["year"])
        elif match["y"] or day or match["month"] != "may":
            month = f"{MONTHS[match['month']]:02d}"
            found.append("-".join(x for x in (match["y"] or "", month, f"{int(day):02d}" if day else "") if x))
    return found

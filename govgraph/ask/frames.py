"""The function words of English questions, and what belongs to their frame rather than to their matter."""

from __future__ import annotations

import re

from .regex import Regex

LIGHT = frozenset("set make go put get give".split())  # verbs that say little but for the word behind them
PARTICLES = frozenset("up out off over into after through down forth in".split())
EARLIER = frozenset("earlier previous former older old prior new newer current".split())  # say which one of a kind
TELLING = frozenset("say state claim see find note identifi mention think believ argu hold observ expect".split())
ANYTHING = frozenset("matter thing item point aspect".split())  # "which three matters does it contain"
ARTICLES = frozenset("a an the".split())
AT = frozenset("at in with for on".split())  # "which post does she hold at the institute" asks for no opinion
AUXILIARIES = frozenset(
    """is are was were do does did has have had can could may might must should will would am shall isnt
    arent""".split()
)
BE = frozenset("is are was were".split())
HAVE = frozenset("has have had been is are was were".split())  # "has been fined", "is drafting"
INNER = frozenset("what which who how".split())  # begin a question within another
MODALS = frozenset("can could may might must should will would shall".split())
OBLIGED = MODALS | frozenset("has have is are be able allowed".split())  # "who has to", "who is able to"
ADVERBS = frozenset("still also even already then now only".split())  # between a modal and its verb
PREPOSITIONS = frozenset("that of under for in to by with on from".split())
WHEREBY = frozenset("through in by with to under for on of from".split())  # "the forums through which"
NEGATED = Regex(
    r"^(?:(?:which|what) \w+ (?:or|and) \w+ )?(?:(?!\b(?:if|when|that|so|or|and|just)\b).)*(?<!for )\b"
    r"((?:not|never|doesnt|dont|didnt|isnt|arent|cannot)\b(?! just| only| allowed| permitted)"
    r"|(?:refus|declin)(?:e|es|ed|ing)\b(?= to\b))",
    needs=("not", "never", "nt", "refus", "declin"),
)
REFUSING = frozenset(("refus", "declin"))  # "to sign" says what is not done, and they do not
# What begins a clause that only says when, why or what for: "… so that the act is applied smoothly".
ASIDE = Regex(
    r"\b(so that|in order (?:to|that)|given that|now that|because"
    r"|(?<!came )(?<!come )before|(?<!named )(?<!called )after|if|unless"
    r"|(?<!from )(?<!by )(?<!since )(?<!until )when(?! (?:do|does|did|is|are|was|were|will|must|can|may)\b)"
    r"|while|although|though|once|to make (?:sure|its|their|the))\b",
    needs=(
        *("so that", "given that", "now that", "in order", "because", "before", "after", "if", "unless", "when"),
        *("while", "though", "once", "to make "),
    ),
)
AIM = Regex(r"(?:so that|in order (?:to|that)|to make)\b", needs=("so that", "in order", "to make"))
LATEST = Regex(
    r"\b(latest|newest|most recent|last|current (?=version|edition)|(?:version|edition)\b.* current)\b"
    r"(?! (day|date|deadline))",
    needs=("latest", "newest", "most recent", "last", "current"),
)
EARLIEST = Regex(
    r"\b(first|oldest|earliest|original)\b(?! (day|date|half|time))",
    needs=("first", "oldest", "earliest", "original"),
)
WHOM = Regex(r"(?:(?:to|by|with|for|on|upon|against|from) )?whom? (?:do|does|did)\b")
UNTIL = Regex(r"\b(until|till) (when|what|which)\b", needs=("until", "till"))
SINCE = Regex(r"\b(?:since|from) (?:when|(?:what|which) (?:day|date|month|year))\b", needs=("since", "from"))
LASTING = Regex(r"\b(?:has|had|been|since|so far|until now)\b(?! to\b)")  # how long until today, and no limit
_MORE = "kinds types sorts two three four five six seven eight nine ten all list examples each various".split()
SEVERAL = Regex(rf"\b({'|'.join(_MORE)}) (of )?", needs=tuple(f"{word} " for word in _MORE))
MANY = {word: n for n, word in enumerate("two three four five six seven eight nine ten eleven twelve".split(), 2)}
SO_MANY = Regex(
    rf"\b(?:which|what|the) ({'|'.join(MANY)}) (?!(?:year|month|week|day|hour|percent)s?\b)", needs=tuple(MANY)
)
PARTITIVE = Regex(  # a part of a whole is counted
    r"\bhow many of (?:the|its|their|those|these|all) (?P<whole>.+?) "
    r"(?:(?:is|are|was|were|has|have|had|been) )+(?P<verb>\w+)",
    needs=("how many of ",),
)
WE = Regex(r"\b(?:we are|we're|we run|i am|i'm|i run|my|our)\b", re.I, needs=("we", "i ", "i'", "my", "our"))
# Words that belong to the frame of a kind and so say nothing about the matter; by stem, for modality as written.
FRAME_STEMS: dict[str, frozenset[str]] = {
    kind: frozenset(words.split())
    for kind, words in {
        "provenance": """say said state report section part passage paragraph chapter page head place find write written
            discuss talk describ explain cover claim mention read sentenc articl set provis claus deal treat address
            concern lay down set provid""",
        "path": "connect link relat tie path relationship",
        "order": """put sort arrang order chronolog event sequenc date first earlier last later earliest latest oldest
            newest came 2025 follow""",
        "number": """number mani much total count highest maximum max top largest biggest heaviest most minimum lowest
            smallest upper limit""",
        "date": "date day year month time exact readi",
        "duration": "long time last",
        "reason": "reason whi",
        "name": """offici full other nativ name titl subtitl long longer short complet stand call know acronym abbrevi
            carri bear appear go sinc""",
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

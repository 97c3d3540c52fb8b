"""A question as people type it -> the plain question in it: no courtesies, what was put before it behind it."""

from __future__ import annotations

import re

from .regex import Regex

_WH = r"(?:whom?|whose|what|whats|which|when|where|why|how)"
_AUX = r"(?:is|are|was|were|do|does|did|has|have|had|can|could|may|might|must|should|will|would|shall|isn't|aren't)"
_COURTESY = Regex(
    r"^\W*(?:(?:hi|hello|hey|ok(?:ay)?|so|and|but|well|please|pls|plz)\b[\s,]+)*"
    r"(?:(?:(?:could|can|would|will) (?:you|someone|anyone) (?:please |kindly |perhaps )?)?"
    r"(?:tell|give|show|remind|explain to|help) (?:me|us)(?: please)?\b|"
    r"i(?:'d| would)? (?:like|want|need|wish|have)(?:ed)? to (?:know|find out|understand|learn)\b|"
    r"(?:do|does) (?:you|anyone|anybody) (?:happen to )?know\b|i (?:wonder|am wondering|was wondering|wondered)\b|"
    r"any idea\b|(?:could|can|would) you (?:please )?(?=(?:list|name|say|compare|explain|put|sort)\b))[\s,:]*"
    r"(?:(?:about|if you know)\b\s*)?",
    re.I,
    needs=(
        *(f"{verb} {who}" for verb in ("tell", "give", "show", "remind", "explain to", "help") for who in ("me", "us")),
        *("to find out", "to understand", "to learn", "know", "wonder", "idea", " you "),
    ),
)
_THANKS = Regex(
    r"[\s,;.-]*\b(?:please|pls|plz|thanks|thank you|thx)\b[\s.!]*(?=\?|$)",
    re.I,
    needs=("please", "pls", "plz", "thanks", "thank you", "thx"),
)
_FAR = Regex(r",?\s*\b(?:as|so) far as ([^,?]{3,80}?) (?:is|are) concerned\b,?", re.I, needs=("far as",))
_SENTENCE = Regex(
    r"(?<=[.!?])(?<!\b[A-Za-z]\.)(?<!\bvs\.)(?<!\bNo\.)(?<!\bno\.)(?<!\bArt\.)\s+(?=[A-Z0-9'\"(])|(?<=\?)\s+",
    needs=(".", "!", "? ", "?\n", "?\t"),
)
_BUT = Regex(rf",?\s+but\s+(?={_WH}\b)", re.I, needs=("but",))
_TOPIC = Regex(
    rf"^([^:?]{{2,80}})(?::|\s[-\u2013\u2014])\s+({_WH}\b.*|{_AUX}\b.*)$", re.I | re.S, needs=(*":-\u2013\u2014",)
)
_SET_OFF = Regex(
    rf"^((?:the|this|that|our|my)\b[^,?]{{2,120}}), ({_WH}\b[^,]*\b(?:it|they|he|she|its|their)\b.*)$",
    re.I | re.S,
    needs=(", ",),
)
_FRONTED = Regex(
    r"^((?:in|under|for|at|on|within|by|from|as of|since|until|after|before|during|according to|as regards|"
    r"with regard to|when|where|if|once|while|although)\b[^,?]{2,120}),\s+"
    rf"((?:and |then )?(?:{_WH}|{_AUX})\b.*)$",
    re.I | re.S,
    needs=(",",),
)
_SOUGHT = Regex(  # "I need the paper that explains the duties, what is it called?"
    r"^(?:i|we)(?: a|')?(?:m|re)? (?:need|want|seek|look(?:ing)? for|search(?:ing)? for) ((?:the|an?) [^?]{8,}?)"
    r"[,;:.-]+ (?:and )?what(?:\W?s| is| are) (?:it|that|they|its (?:name|title))(?: called| named)?\W*$",
    re.I | re.S,
    needs=("need", "want", "seek", "look", "search"),
)
_SUPPOSED = Regex(  # "if a use breaks the act can there be penalties"
    rf"^((?:if|when)\b[^,?]{{8,120}}?)\s+({_AUX}\s+(?:there|it|they|that|this|i|we|you)\b.*)$",
    re.I | re.S,
    needs=("if", "when"),
)
_BESIDES = Regex(
    r"^((?:besides|beyond|apart from|aside from|other than|except for|in addition to|alongside)\b[^,?]{2,80}),\s+(.*)$",
    re.I | re.S,
    needs=("besides", "beyond", "from", "than", "except", "addition", "alongside"),
)
# "according to the report" and the like: every answer is according to a source.
_HEDGES = Regex(
    r"\baccording to (the|this|its) (report|paper|author|conclusion|introduction|text|study)\b|"
    r"(?<=\w )(?<!where )\b(does|did) (the|this) author (?=recommend|suggest|propose|call|warn|expect)|"
    r"\b(has|have) the (power|right|authority) to (?!do\b)(?=\w)|"
    r"(?<=\w),? (?:in contrast (?:with|to)|unlike|as opposed to|(?:together|along) with) [^,?]{2,60}(?=\?|$)|"
    r"\b(?:every|each) (?:single )?time\b|"
    r"(?<=\w )itself\b|"
    r"(?<=\bbinding) (?:up)?on (?:its |the |their |all )?(?:member (?:states|countries)|members|parties|adherents)\b|"
    r"\b(?:additional|extra|further) (?=(?:dut(?:y|ies)|obligations?|requirements?)\b)|"
    r"\b(?:now )?as (?:now |last |since )?amended(?=,|\?|$)|"
    r"(?<!changed),? (?:now that|since|after) (?:it (?:was|has been|got) |the (?:\w+ ){0,2})"
    r"(?:amended|changed|delayed|revised|updated|omnibus|amendment)(?: (?:is|was|went|has been|has) \w+)?(?=\?|$)|"
    r"\bas (the law|it|things|matters) (now |currently )?stands?( now| today| at present)?\b|"
    r"\bin the end\b|\blater on\b|"
    r"(?<!where )\b(does|did) (the|this) report (say|state|claim)( that)?\b|"
    r"(?<=\bremind )(the|this) (author|report|paper)\b|(?<=\breminds )(the|this) (author|report|paper)\b|"
    r"(?<=\w )(?<!where )\b(does|did) (the|this) (report|paper|author|text|study) "
    r"(say|state|claim|see|find|note|identify|mention|list|name|give|observe|think|believe|argue)( that)?\b",
    re.I,
    needs=(
        *"report paper author conclusion introduction text study stand amended contrast unlike opposed time".split(),
        *("now that", "since", "after", "additional", "extra", "further", "itself", "binding"),
        *("the power", "the right", "the authority", "in the end", "later on", " with "),
    ),
)
ASKING = Regex(
    r"^\s*(?:(?:is|are) there(?: (?:an?|any|one))?|what(?:\W?s| is) the name of (?:the|an?)|name (?:the|of the))\b",
    re.I,
    needs=("there", "name"),
)
_VOTED = Regex(  # "how many voted for it", "said yes to it"
    r"\b(?:vot(?:e|es|ed|ing) (?:for(?! the first)|yes (?:to|on))|sa(?:y|ys|id|ying) yes to)\b",
    re.I,
    needs=("vot", "yes to"),
)
_PRINCIPLES = Regex(  # "which two principles must models follow under the order"
    r"^(?:which|what)(?: are)?(?: the)? (?P<many>[\w-]+ )?principles\b[^,?]*?\b"
    r"(?:follow|meet|obey|observe|comply with|respect|adhere to|heed|keep to)(?: to)? (?:under|by|in) (?P<law>[^,?]+)",
    re.I,
    needs=("principles",),
)
_VOTED_ON = Regex(r"^(when .*?)\bvot(?:e|ed) (?:for(?! the first)|on)\b", re.I, needs=("vot",))
_HARD = Regex(  # "is it mandatory or only best efforts"
    r"^((?:is|are|was|were)\b.*?)\b(?:mandatory|compulsory|obligatory|binding|"
    r"(?:an? )?(?:hard|strict|legal|real) (?:duty|obligation)) or (?:(?:just|only|merely) )?(?:an? )?"
    r"(?:best[- ]efforts?|(?:soft )?duty (?:of effort|to endeavou?r)|soft)(?: (?:one|duty|obligation))?",
    re.I,
    needs=(" or ",),
)
_MAY_NOT = Regex(  # "what must providers not do", "what can't a deployer do", "what may a therapist not let AI do"
    r"^what (?:may|must|can|could|should|shall)(?P<nt>n?'?t|not)? (?P<who>(?!i\b|we\b|you\b|not\b)[^,?]{2,60}?)"
    r"(?(nt)| not) (?P<let>(?:let|allow|have|permit) (?:[\w-]+ ){1,4})?do\b",
    re.I,
    needs=(" not", "n't", "nt ", "cannot"),
)
_REGARD = Regex(
    r"\b(?:with (?:regard|respect) to|as regards|in (?:relation|regard|respect) (?:to|of)|in terms of|as to)\b",
    re.I,
    needs=("regard", "respect", "relation", "terms", "as to"),
)
_QUESTION = Regex(rf"\b{_WH}\b|^{_AUX}\b|\?", re.I)


def plainly(question: str) -> tuple[str, str, str]:
    """The question itself, with what was put in front of it behind it; its heading; and what was said around it.

    >>> plainly("Could you tell me when the act applies? I run a shop.")
    ('when the act applies?', '', 'I run a shop.')
    >>> plainly("In Maine, must a shop say so?"), plainly("AI omnibus: who voted for it?")
    (('must a shop say so In Maine', '', ''), ('who voted in favour of it?', 'AI omnibus', ''))
    """
    said = [s for s in _SENTENCE.split(_REGARD.sub("about", _HEDGES.sub(" ", question)).strip()) if s.strip()]
    said = [part for s in said for part in _BUT.split(s, maxsplit=1)]
    asked = [s for s in said if "?" in s] or [s for s in said if _QUESTION.search(s)] or said
    main = asked[0] if asked else question
    around = " ".join(s for s in said if s is not main)
    main = _FAR.sub(r" under \1", _THANKS.sub("", _COURTESY.sub("", main)))
    main = _PRINCIPLES.sub(lambda m: f"which {m['many'] or ''}principles does {m['law']} set", main)
    main = _MAY_NOT.sub(lambda m: f"what are {m['who']} prohibited from {m['let'] or ''}doing", main)
    main = _HARD.sub(r"\1mandatory", _VOTED.sub("voted in favour of", _VOTED_ON.sub(r"\1adopt", main)))
    if found := _SOUGHT.match(main):
        main = found[1]
    heading = ""
    if found := _TOPIC.match(main) or _SET_OFF.match(main):
        heading, main = found[1], found[2]
    if found := _BESIDES.match(main) or _FRONTED.match(main) or _SUPPOSED.match(main):
        main = f"{found[2].rstrip(' ?')} {found[1]}"
    return main, heading, around

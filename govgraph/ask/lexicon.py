"""Words: how a question is cut into tokens, and which words stand for which terms of the ontology.

The words for classes and relations come from the ontology (labels and asking phrases). What stands here are only the
function words of English: those that say what kind of answer is wanted, and those that say nothing.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from functools import lru_cache
from sys import intern
from typing import TYPE_CHECKING, Any, NamedTuple

from ..graph import fold
from ..vocabulary import Class, Property, Vocabulary
from .regex import Regex

if TYPE_CHECKING:
    from ..tables import Row

_TOKEN = re.compile(r"[^\W_]+(?:[&.][^\W_]+)*")
_WHOSE = Regex(r"'s\b|s'(?=\s|$)", needs=("'",))
_THOUSANDS = Regex(r"(?<=\d),(?=\d{3}\b)", needs=(",",))

STOP = frozenset(
    """a an the this that these those it its itself they them their he she his her we our us you your i me my one
    myself yourself ourselves ones is are was were be been being am do does did doing done have has had having will
    would shall should can
    could may might must ought of in on at by for to from with without within into onto over under about as than
    then there here and or but nor so if any all each every both some such other others also just only even
    still yet already now newly what which who whom whose when where why how whats wheres whos hows what's please tell
    me give show list name named names according basis exactly actually currently really basically ever get gets
    got go goes going thing things kind kinds sort type types way ways out up off too very much many more most
    few several two three four five six ten not no nt dont doesnt isnt didnt cannot cant wont couldnt wouldnt
    shouldnt hasnt havent wasnt werent arent s t ll re ve per via let make makes
    made making put suppose supposed mean meant along between among across during upon toward towards whether
    after before away regarding concerning automatically together happen happened happens find finds want
    wants wanted try tries trying set sets still
    texts text vs versus mr mrs ms dr prof particular particularly besides apart aside nobody none
    anywhere nowhere somehow nowadays today ie eg round
    else same""".split()
)
SYNONYMS = 5  # of a relation's asking phrases stand near enough to one another to stand in for one another
# Forms that no stemmer can trace to their verb, or noun, by what they come from.
IRREGULAR = {
    form: verb
    for verb, *forms in (
        line.split()
        for line in """arise arose arisen|become became|begin began begun|bind bound|break broke broken|bring brought
        build built|buy bought|catch caught|choose chose chosen|come came|deal dealt|draw drew drawn|drive drove driven
        fall fell fallen|fight fought|find found|forbid forbade forbidden|forget forgot forgotten|freeze froze frozen
        get got gotten|give gave given|go went gone|grow grew grown|hear heard|hide hid hidden|hold held|keep kept
        know knew known|lay laid|lead led|leave left|lend lent|lose lost|make made|mean meant|meet met
        overtake overtook overtaken|oversee oversaw overseen|pay paid|rise rose risen|run ran|say said|see saw seen
        seek sought|sell sold|send sent|shake shook shaken|show shown|speak spoke spoken|spend spent|stand stood
        steal stole stolen|strike struck|take took taken|teach taught|tell told|think thought|throw threw thrown
        strategy strategic|undergo underwent undergone|understand understood|undertake undertook undertaken
        undo undid undone
        uphold upheld|win won|withdraw withdrew withdrawn|withhold withheld|write wrote written""".replace(
            "\n", "|"
        ).split("|")
    )
    for form in forms
}
# Words that a stemmer takes for others: "government" for "govern", "authority" for "author".
APART = {
    form: word
    for word, *forms in (
        line.split()
        for line in """advanced
        authority authorities
        directorate directorates|officer officers
        authorize authorise authorizes authorises authorized authorised|government governments governmental govt
        international internationally
        maine|regulator regulators|principle principles principal principals|objective objectives
        president presidents presidential
        university universities
        institution institutions""".replace("\n", "|").split("|")
    )
    for form in (word, *forms)
}
MODALS = {"may", "can", "must"}  # say nothing of their own, and yet what is asked for: a power, a duty
FRAME_WORDS = frozenset(
    """when where which what who whom why how many number date order compare comparison difference differ connected
    linked related connection before after between first does under common report long many much order sort
    arrange versus contrast certain definite section part passage paragraph chapter chronological earliest
    latest oldest newest official highest largest biggest lowest smallest upper ties tie links link connects connect
    relate relates together path""".split()
)
TABLES = ("synonyms", "lands", "doers", "spelt", "spelt_stems")
NUMBERS = frozenset("two three four five six seven eight nine ten eleven twelve".split())


class Token(NamedTuple):
    """A word of the question: as written (folded), its stem, and whether it says anything of its own, is
    written large, or is an everyday word that a manner of speaking may bring in."""

    text: str
    stem: str
    content: bool
    capital: bool = False
    everyday: bool = False


_BRITISH = Regex(  # "organisation", "standardise", "analyse"; but not "revise", "exercise", "promise"
    r"(?<=(?:al|ar|an|on|or|er|it|et|at|ic|il|im|am|gn|rd|od|id)[iy])s(e|es|ed|er|ers|ing|ation|ations)$",
    needs=("is", "ys"),
)
_DOERS = Regex(r"[a-z]{3}(?:er|or)s$", needs=("ers", "ors"))
_STEMS: dict[str, str] = {}  # of the words met so far
_MANY = 200_000  # words, after which they are met anew
_kept: list[Mapping[str, str]] = []


def stem(word: str) -> str:
    """What the inflections of a word share: `utilization` -> `util`."""
    found = _STEMS.get(word) or next((s for kept in _kept if (s := kept.get(word))), None)
    if found is None:
        found = APART.get(word) or str(_stemmer().stemWord(_BRITISH.sub(r"z\1", IRREGULAR.get(word, word))))
    if len(_STEMS) >= _MANY:
        _STEMS.clear()
    _STEMS[word] = found
    return found


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    from Stemmer import Stemmer  # seldom needed: most words of a question are met in the graph

    return Stemmer("english")


def met() -> Iterable[tuple[str, str]]:
    """The words met so far, with their stems."""
    return _STEMS.items()


def remember(kept: Mapping[str, str]) -> None:
    """Look stems up in this table before working them out."""
    _kept[:] = [kept]


@lru_cache(maxsize=100000)
def words(text: str) -> tuple[str, ...]:
    """The folded words of a text; possessives are dropped, dots in acronyms too.

    >>> words("Japan’s U.S.-style R&D law")
    ('japan', 'us', 'style', 'r&d', 'law')
    """
    folded = _WHOSE.sub(lambda m: "" if m.group() == "'s" else "s", fold(text)).replace("n't", "nt")
    folded = _THOUSANDS.sub("", folded)
    return tuple(intern(w.replace(".", "")) for w in _TOKEN.findall(folded))  # many names are of few words


def stems(text: str) -> tuple[str, ...]:
    """The stems of a text's words, in order."""
    return tuple(stem(w) for w in words(text))


class Lexicon:
    """Phrases -> terms, for one ontology."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.properties = _index((p.name, (*p.phrases, p.label)) for p in vocabulary.properties.values())
        self.qualifiers = _index((q.name, q.phrases) for q in vocabulary.qualifiers.values())
        self.classes = _index((c.name, (*c.phrases, c.label)) for c in vocabulary.classes.values())
        self.longest = max(map(len, (*self.properties, *self.qualifiers, *self.classes)), default=0)
        self.phrase_words = {
            p.name: frozenset(stem(w) for phrase in (*p.phrases, p.label) for w in words(phrase) if w not in STOP)
            for p in vocabulary.properties.values()
        }
        relations = vocabulary.properties.values()
        self.doers: Container[str] = {w for p in relations for said in (*p.phrases, p.label) for w in words(said)}
        self.synonyms: Mapping[str, frozenset[str]] = self._synonyms()
        self.lands: Mapping[str, str] = self._lands()
        self.everyday = frozenset(self._words("everyday"))
        self.everyday_stems = frozenset(map(stem, self.everyday))
        spelt = [*self._words("spelt"), *(word for land in self.lands for word in land.split())]
        self.spelt: Container[str] = frozenset(spelt)
        self.spelt_stems: Container[str] = frozenset(map(stem, spelt))
        self.vague = frozenset(map(stem, self._words("vague")))
        self.opposites = frozenset(map(frozenset, vocabulary.words.get("opposites", ())))

    def __getstate__(self) -> dict[str, Any]:
        """All but the vocabulary and what has a table of its own, which whoever brings it back puts in their place."""
        return {name: value for name, value in self.__dict__.items() if name not in ("vocabulary", *TABLES)}

    def rows(self) -> Iterator[Row]:
        """The rows of what has a table of its own, since a question needs little of it."""
        for name in TABLES[:2]:
            yield from ((name, word, said) for word, said in getattr(self, name).items())
        for word, *kin in self.vocabulary.words.get("kindred", ()):
            yield "kindred", word, {other: float(how) for other, _, how in (k.rpartition("=") for k in kin)}
        for name in TABLES[2:]:
            yield from ((name, word, True) for word in sorted(getattr(self, name)))

    def put(self, vocabulary: Vocabulary, tables: Mapping[str, Mapping[Any, Any]]) -> None:
        """Put back what it was kept without."""
        self.vocabulary = vocabulary
        vars(self).update((name, tables[name]) for name in TABLES)

    def terms(self, tokens: list[Token]) -> tuple[list[set[str]], list[set[str]]]:
        """For each token the properties and the classes for which it, or a phrase that it is part of, stands."""
        classes = _spread(self.classes, tokens, self.longest, nouns=True)
        nouns = [
            set() if token.text.endswith(("ing", "ed")) else found for token, found in zip(tokens, classes, strict=True)
        ]
        relations = _spread(self.properties, tokens, self.longest)
        for token, found in zip(tokens, relations, strict=True):
            if _DOERS.search(token.text) and not (token.text in self.doers or token.text[:-1] in self.doers):
                found.clear()  # "what must operators do" does not ask who operates
        return relations, nouns

    def asked_beside(self, tokens: list[Token]) -> list[set[str]]:
        """For each token the qualifiers for which it, or a phrase that it is part of, stands: "in which role"."""
        return _spread(self.qualifiers, tokens, self.longest)

    def outright(self, tokens: list[Token], named: Container[int] = ()) -> frozenset[str]:
        """The relations for which a phrase of several words stands, such as "act under"; none that names or frames."""
        found: set[str] = set()
        said = [token.stem for token in tokens]
        for size in range(2, self.longest + 1):
            for start in range(len(said) - size + 1):
                if not all(i in named for i in range(start, start + size)):
                    found |= self.properties.get(tuple(said[start : start + size]), set())
        return frozenset(found)

    def _words(self, name: str) -> list[str]:
        """The words of one of the ontology's lists."""
        return [word for line in self.vocabulary.words.get(name, ()) for word in line]

    def _lands(self) -> dict[str, str]:
        """The names of countries and states, by these and by what is of them: `{"austrian": "Austria"}`."""
        lines = ([word.replace("_", " ") for word in line] for line in self.vocabulary.words.get("lands", ()))
        return {word.casefold(): line[0] for line in lines for word in line}

    def _synonyms(self) -> dict[str, frozenset[str]]:
        """The stems that may stand for a stem: by `synonyms.txt`, or as phrases by which one relation is asked for."""
        found: dict[str, set[str]] = {}
        groups = [[stem(w) for w in line] for line in self.vocabulary.words.get("synonyms", ())]
        for prop in self.vocabulary.properties.values():
            groups.append([stems(p)[0] for p in prop.phrases[:SYNONYMS] if len(stems(p)) == 1])
        for single in groups:
            for word in single:
                found.setdefault(word, set()).update(single)
        return {word: frozenset(others) for word, others in found.items()}

    @property
    def known(self) -> set[str]:
        """Every word of every phrase, as written."""
        terms: list[Property | Class] = [*self.vocabulary.properties.values(), *self.vocabulary.classes.values()]
        terms += self.vocabulary.qualifiers.values()
        said = {w for t in terms for phrase in (*t.phrases, t.label) for w in words(phrase)}
        return said.union(self._words("synonyms"))


def _index(terms: Iterable[tuple[str, tuple[str, ...]]]) -> dict[tuple[str, ...], set[str]]:
    found: dict[tuple[str, ...], set[str]] = {}
    for name, phrases in terms:
        for phrase in phrases:
            key = stems(phrase)
            if len(key) > 1 or any(w not in STOP or w in MODALS for w in words(phrase)):
                found.setdefault(key, set()).add(name)
    return found


def _spread(
    index: dict[tuple[str, ...], set[str]], tokens: list[Token], longest: int, nouns: bool = False
) -> list[set[str]]:
    """The longest phrases win: a word inside one counts for nothing else; one of nouns ends with no verb ("which court
    ordered it")."""
    found: list[set[str]] = [set() for _ in tokens]
    taken = [False] * len(tokens)
    for size in range(longest, 0, -1):
        for start in range(len(tokens) - size + 1):
            span = range(start, start + size)
            verb = nouns and size > 1 and tokens[span[-1]].text.endswith(("ed", "ing"))
            hit = None if verb else index.get(tuple(tokens[i].stem for i in span))
            if hit and not any(taken[i] for i in span):
                for i in span:
                    found[i] |= hit
                    taken[i] = size > 1
    return found

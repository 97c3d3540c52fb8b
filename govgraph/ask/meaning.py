"""Which of the things that a name may stand for are meant: told by what is named, and asked, beside it."""

from __future__ import annotations

from typing import NamedTuple

from .frames import AUXILIARIES, INNER
from .kinds import Kind
from .lexicon import NUMBERS, Token
from .linker import Linker, Mention, of_a_kind
from .things import Things, is_jurisdiction, jurisdiction


class Meaning(NamedTuple):
    """The words of one question, with the terms that they stand for, in which names are found."""

    linker: Linker
    tokens: list[Token]
    properties: list[set[str]]
    classes: list[set[str]]
    kind: Kind

    @property
    def things(self) -> Things:
        """The things that names stand for."""
        return self.linker.things

    def of(self, mentions: list[Mention]) -> list[Mention]:
        """The mentions of what is meant; what only describes, or names a matter of comparison, is none."""
        named = [m for m in mentions if not (self.kind == "who" and m.soft)]
        named = [self._land(m) if self._described(m) else m for m in named if not self.things.is_dimension(m.ids)]
        named = [m for m in named if m.ids]
        named = self._narrowed(self._placed(self._members(named)))
        named = self.linker.partial(self.tokens, named, self.classes)
        return self._either([m for m in named if not self.things.is_dimension(m.ids)])

    def settled(self, mentions: list[Mention]) -> list[Mention]:
        """The mentions, but for names that only describe what is another's."""
        return [m for m in mentions if not self._of_another(m, mentions)]

    def _placed(self, mentions: list[Mention]) -> list[Mention]:
        """A jurisdiction named right before what is of that jurisdiction only says which one is meant.

        A name that only says of what kind a thing is ("AI office") names nothing of another jurisdiction's there."""
        kept: list[Mention] = []
        for mention in mentions:
            before = kept[-1] if kept else None
            if before and before.end == mention.start and len(before.ids) == 1 and is_jurisdiction(*before.ids):
                own = {i for i in mention.ids | mention.also if jurisdiction(i) in before.ids}
                if own:
                    kept[-1] = mention._replace(start=before.start, ids=frozenset(own), shared=len(own) > 1)
                    continue
            if before and mention.start - before.end <= 1 and before.land:
                lands = before.ids | {"intl"}
                elsewhere = not any(is_jurisdiction(i) or jurisdiction(i) in lands for i in mention.ids)
                span = self.tokens[mention.start : mention.end]
                general = self._of_a_kind(mention)
                own_one = self.linker.parts.only(span, set(before.ids)) if general else None
                if own_one:
                    kept.append(mention._replace(ids=frozenset({own_one}), shared=False, also=frozenset()))
                    continue
                if elsewhere and (general or mention.start == before.end):
                    continue  # "the Utah AI office" is not the Union's
            kept.append(mention)
        return kept

    def _members(self, mentions: list[Mention]) -> list[Mention]:
        """Who is asked for by "are members of the forum" is in the forum; the name of all its members is not meant."""
        found, texts = [], [t.text for t in self.tokens]
        for mention in mentions:
            before = {t.text for t in self.tokens[max(mention.start - 3, 0) : mention.start]}
            inner = (
                self.linker.mentions(self.tokens[mention.start + 1 : mention.end])
                if mention.end - mention.start > 2
                else []
            )
            bare = AUXILIARIES.isdisjoint(texts) and not INNER & {*texts}  # "permanent members of the forum"
            asked = self.kind == "number" or bare or before & {"is", "are", "was", "were"}
            if asked and "memberOf" in self.properties[mention.start] and len(inner) == 1:
                shift = mention.start + 1
                found.append(inner[0]._replace(start=inner[0].start + shift, end=inner[0].end + shift))
            else:
                found.append(mention)
        return found

    def _of_lands(self, mentions: list[Mention]) -> list[Mention]:
        """Beside a jurisdiction, "Washington" is one too; and beside several, "existing laws" are not those of one."""
        lands = [m for m in mentions if m.land]
        found = []
        for mention in mentions:
            own = {i for i in mention.ids if is_jurisdiction(i)}
            if lands and mention.shared and own:
                mention = mention._replace(ids=frozenset(own), shared=len(own) > 1)
                lands.append(mention)
            found.append(mention)
        several = len({i for m in lands for i in m.ids}) > 1
        return [m for m in found if not (several and all(self.things.kind(i) == "LawGroup" for i in m.ids))]

    def _own(self, mentions: list[Mention]) -> list[Mention]:
        """Names that parts of several texts share ("civil penalty") mean those of a text that is named, or nothing."""
        texts = {i for m in mentions if not m.shared for i in m.ids if "#" not in i and self.things.is_a(i, "Work")}
        found = []
        for mention in mentions:
            if mention.shared and texts and all("#" in i for i in mention.ids):
                own = {i for i in mention.ids if i.split("#")[0] in texts}
                found += [mention._replace(ids=frozenset(own), shared=len(own) > 1)] if own else []
            else:
                found.append(mention)
        return found

    def _of_a_kind(self, mention: Mention) -> bool:
        """Whether a name, not written as one, only says of what kind a thing is: "AI office", "AI bill"."""
        span = range(mention.start, mention.end)
        return all(of_a_kind(self.tokens[i], self.classes[i]) for i in span)

    def _narrowed(self, mentions: list[Mention]) -> list[Mention]:
        """Names that several things bear mean those of the jurisdictions that the other names speak of."""
        found = []
        for mention in self._own(self._of_lands(mentions)):
            told = [m for m in mentions if m is not mention and not m.shared and not m.soft]
            others = {jurisdiction(i) for m in told for i in m.ids if not self.things[i].source}
            lands = {i for i in others if any(i in m.ids for m in told)}
            if lands and all(map(self.things.several, mention.ids)):
                others = lands  # "the single point of contact for the AI Act in Poland" is Poland's
            national = all(jurisdiction(i) != "intl" for i in mention.ids)
            near = {i for i in mention.ids if jurisdiction(i) in lands}
            near = near or {i for i in mention.ids if jurisdiction(i) in others}
            near = near or {i for i in mention.also if jurisdiction(i) in others}
            if near and len(mention.ids | mention.also) > 1:
                found.append(mention._replace(ids=frozenset(near), shared=len(near) > 1))
            elif (
                near
                or not others - {"intl"}
                or not (mention.soft or self.things.is_general(mention.ids) or (national and self._of_a_kind(mention)))
            ):
                found.append(mention)  # a part, group or office of somewhere else is not meant: its name describes here
        return found

    def _of_another(self, mention: Mention, mentions: list[Mention]) -> bool:
        """Whether a name, not written as one, only describes what is another's: "the UNESCO text … its member states",
        "the guiding principles of the ASEAN guide"."""
        before = self.tokens[mention.start - 1].text if mention.start else ""
        others = [m for m in mentions if m is not mention and not self._owned(mention, m)]
        if any(t.capital for t in self.tokens[mention.start : mention.end]) or len(others) + 1 < len(mentions):
            return False
        behind = [t.text for t in self.tokens[mention.end : mention.end + 2]]
        of = behind[:1] == ["of"] and any(m.start == mention.end + 1 + (behind[1:] == ["the"]) for m in others)
        text = all(self.things.is_a(i, "Work") for i in mention.ids)
        return bool(others) and ((before in ("its", "their") and not text) or (of and text))

    def _owned(self, mention: Mention, other: Mention) -> bool:
        """Whether what is named is of another thing's land, or tied to it."""
        lands = {jurisdiction(i) for i in mention.ids}
        return bool(lands & {jurisdiction(i) for i in other.ids} - {"intl"}) or self.things.linked(
            mention.ids, other.ids
        )

    def _described(self, mention: Mention) -> bool:
        """Whether what looks like a name is a noun asked for: "which existing laws"."""
        at = mention.start - 1
        while at > 0 and self.tokens[at].text in NUMBERS | {"existing"}:
            at -= 1
        before = self.tokens[at].text if mention.start else ""
        asked = before in ("which", "what") and self.tokens[mention.start].text != "the"  # "under which the act falls"
        return asked and bool(self.classes[mention.end - 1])

    def _land(self, mention: Mention) -> Mention:
        """The land whose the members are that are asked for, "which EU member states"; none for another noun."""
        span = [t.text for t in self.tokens[mention.start : mention.end]]
        lands = frozenset(map(jurisdiction, mention.ids)) if "member" in span[1:] else frozenset[str]()
        return mention._replace(end=mention.start + span.index("member") if lands else mention.end, ids=lands)

    def _either(self, mentions: list[Mention]) -> list[Mention]:
        """Names joined by "and", "or" or a comma that are of one kind stand for any one of them."""
        merged: list[Mention] = []
        for mention in mentions:
            last = merged[-1] if merged else None
            between = {t.text for t in self.tokens[last.end : mention.start]} if last else {""}
            if last and not between and all(i.split("#")[0] in last.ids - mention.ids for i in mention.ids):
                merged[-1] = mention._replace(start=last.start)  # "the Act's rules" are those, and not the whole Act
                continue
            if (
                last
                and between <= {"and", "or", "the"}
                and self.things.family(last.ids) == self.things.family(mention.ids)
            ):
                merged[-1] = Mention(
                    last.start,
                    mention.end,
                    f"{last.text} {mention.text}",
                    last.ids | mention.ids,
                    last.soft,
                    last.shared,
                )
            else:
                merged.append(mention)
        return merged

"""Made-up graphs of any size, as YAML files of the shape of data/; the same size and seed give the same files.

    python benchmarks/generate.py 100000 FOLDER

A land has laws, and a law has what laws have here: provisions, duties, powers and penalties as parts, a regulator and
who heads it, those on whom it lays duties, a plan, and the documents that say all this. A larger graph begins with the
files of a smaller one.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from random import Random

LAWS = 24  # of a land
SYLLABLES = "va lo ri ken dor mi sa tel bra nu os fen ga lir pol he ti mar zu eth".split()
MATTERS = (
    "automated decisions,generative models,biometric systems,data of minors,safety of systems,public procurement,"
    "credit scoring,hiring tools,medical devices,synthetic media,critical infrastructure,open models,frontier research,"
    "consumer chatbots,transport,education,policing,insurance,elections,copyright in training data"
).split(",")
DEEDS = (
    "keep a register,assess the risks,tell users,report incidents,log events,name a contact,test before release,"
    "label outputs,train the staff,"
    "keep documentation,allow human review,publish a summary,secure the model,monitor after release"
).split(",")
TASKS = (
    "supervise providers,receive complaints,issue guidance,keep the public register,run a sandbox,audit systems".split(
        ","
    )
)
POWERS = "request documents,enter premises,order a recall,suspend a system,fine providers".split(",")
GROUPS = "providers,deployers,importers,distributors,developers,public bodies".split(",")


class Thing:
    """A file, or a part of one, on its way: what it is, what it says, and in how many facts."""

    def __init__(self, kind: str, name: str, more: str = "") -> None:
        self.kind, self.name, self.more = kind, name, more
        self.facts: list[str] = []
        self.parts: dict[str, Thing] = {}

    def says(self, verb: str, what: str, cite: str, **qualifiers: str) -> None:
        """One fact; a qualifier's trailing underscore is dropped."""
        lines = [f'  - {verb}: "{what}"', *(f'    {key.rstrip("_")}: "{text}"' for key, text in qualifiers.items())]
        self.facts.append("\n".join([*lines, f"    cite: {cite}"]))

    def part(self, slug: str, kind: str, name: str) -> str:
        """A new part, and how the file speaks of it."""
        self.parts[slug] = Thing(kind, name)
        return f"#{slug}"

    def __len__(self) -> int:
        return len(self.facts) + sum(map(len, self.parts.values()))

    def yaml(self) -> str:
        """The file."""
        lines = [f"type: {self.kind}", f'name: {{en: "{self.name}"}}', *filter(None, [self.more])]
        lines += ["facts:", *self.facts] if self.facts else []
        lines += ["parts:"] if self.parts else []
        for slug, part in self.parts.items():
            inside = "\n".join(part.yaml().splitlines())
            lines += [f"  {slug}:", *(f"    {line}" for line in inside.split("\n"))]
        return "\n".join(lines) + "\n"


def land(number: int) -> tuple[str, str]:
    """The id and the name of the nth land."""
    digits = [number // len(SYLLABLES) ** power % len(SYLLABLES) for power in (2, 1, 0)]
    name = "".join(SYLLABLES[digit] for digit in digits) + "ia"
    return name, name.capitalize()


def law(number: int, seed: int) -> dict[str, Thing]:
    """The nth law with all that is around it: things by their ids."""
    random = Random(f"{seed} {number}")
    where, country = land(number // LAWS)
    slug = f"act-{number % LAWS + 1}"
    matter, year = random.choice(MATTERS), random.randrange(2008, 2025)
    title = f"Act {number % LAWS + 1} of {country} on {matter}"
    act = Thing(
        "Statute",
        title,
        f'aliases: ["{country} {matter} law {number % LAWS + 1}"]\nurl: https://law.example/{where}/{slug}',
    )
    documents = _documents(random, f"{where}/sources/{slug}", f"{where}/{slug}", title, year)
    regulator = Thing("Regulator", f"Authority for Act {number % LAWS + 1} of {country}")
    head = Thing("Office", f"Head of the Authority for Act {number % LAWS + 1} of {country}")
    plan = Thing("Plan", f"Plan for Act {number % LAWS + 1} of {country}")
    groups = {
        f"{where}/{slug}-{g.replace(' ', '-')}": Thing(
            "ActorGroup", f"{g.capitalize()} under Act {number % LAWS + 1} of {country}"
        )
        for g in random.sample(GROUPS, 2)
    }
    cite = _citing(random, list(documents))
    _dates(act, cite, random, year)
    _duties(act, f"{where}/{slug}", groups, cite, random, year)
    _watching(regulator, head, plan, where, slug, list(groups), cite, random, year)
    if number % LAWS:
        earlier = f"{where}/act-{random.randrange(1, number % LAWS + 1)}"
        act.says("amends", earlier, cite(), from_=f"{year}-{random.randrange(1, 13):02}")
    return {
        f"{where}/{slug}": act,
        f"{where}/{slug}-authority": regulator,
        f"{where}/{slug}-head": head,
        f"{where}/{slug}-plan": plan,
        **groups,
        **documents,
    }


def _documents(random: Random, place: str, act: str, title: str, year: int) -> dict[str, Thing]:
    """The law's own text, and what others wrote about it."""
    found = {}
    for index, tier in enumerate(["primary", "official-copy", "secondary", "secondary"]):
        read = f"2026-{random.randrange(7, 13):02}-{random.randrange(1, 29):02}"
        own = f"\n  text_of: {act}" if index == 0 else ""
        source = (
            f"url: https://law.example/{place}/{index}\n"
            f"source:\n  publisher: Printing House of {act.partition('/')[0]}\n"
            f"  published: {year}-{random.randrange(1, 13):02}\n"
            f"  as_of: 2026-06-30\n  read_on: {read}\n  tier: {tier}{own}"
        )
        name = f"{title}, the text" if index == 0 else f"{title}, note {index}"
        found[f"{place}-{index}"] = Thing("Document", name, source)
    return found


def _citing(random: Random, sources: list[str]) -> Callable[[], str]:
    """A function that cites one place or, as one fact in three does, several."""

    def cite() -> str:
        chosen = random.sample(sources, random.choices((1, 2, 3), (65, 30, 5))[0])
        places = [
            f'{{source: {source}, at: "Article {random.randrange(1, 60)}({random.randrange(1, 9)})"}}'
            for source in chosen
        ]
        return places[0] if len(places) == 1 else "[" + ", ".join(places) + "]"

    return cite


def _dates(act: Thing, cite: Callable[[], str], random: Random, year: int) -> None:
    month, day = random.randrange(1, 10), random.randrange(1, 29)
    act.says("passedOn", f"{year}-{month:02}", cite())
    act.says("promulgatedOn", f"{year}-{month + 1:02}-{day:02}", cite())
    act.says("inForceFrom", f"{year}-{month + 2:02}-{day:02}", cite())
    act.says("officialNumber", f"{random.randrange(1, 900)}/{year}", cite())
    act.says("bindingForce", "binding", cite())
    if random.random() < 0.1:
        act.says("repealedOn", f"{min(year + random.randrange(2, 9), 2025)}-12-31", cite())


def _duties(act: Thing, id_: str, groups: dict[str, Thing], cite: Callable[[], str], random: Random, year: int) -> None:
    """Chapters, duties, what is forbidden and allowed, principles, and a penalty, most of it with qualifiers."""
    chapters = [act.part(f"chapter-{n}", "Provision", f"Chapter {n} of {act.name}") for n in range(1, 5)]
    for chapter in chapters:
        act.says("consistsOf", chapter, cite(), order=chapter[-1])
        act.parts[chapter[1:]].says("appliesFrom", f"{year + 1}-{random.randrange(1, 13):02}-01", cite())
    for n, deed in enumerate(random.sample(DEEDS, 10)):
        duty = act.part(f"duty-{n}", "Obligation", f"{deed.capitalize()} under {act.name}")
        group = random.choice(list(groups))
        more = {
            "under": random.choice(chapters),
            "to": group,
            "binding": random.choice(["binding", "duty-to-endeavour"]),
        }
        if random.random() < 0.3:
            more["if"] = f"the system falls under {random.choice(MATTERS)}"
        if random.random() < 0.2:
            more["deadline"] = f"{year + 2}-{random.randrange(1, 13):02}"
        if random.random() < 0.05:
            more["modality"] = random.choice(["planned", "possible", "opinion"])
        act.says("requires", duty, cite(), **more)
        if random.random() < 0.7:
            groups[group].says("bearsDuty", f"{id_}{duty}", cite(), under=id_, scope=random.choice(MATTERS))
    for verb, kind in (
        ("prohibits", "Prohibition"),
        ("permits", "Permission"),
        ("setsPrinciple", "Principle"),
        ("grantsRight", "Right"),
    ):
        for n in range(2):
            part = act.part(f"{kind.lower()}-{n}", kind, f"{kind} {n + 1} of {act.name}")
            act.says(verb, part, cite(), under=random.choice(chapters))
    fine = act.part("penalty", "Penalty", f"Penalty of {act.name}")
    act.says("imposesPenalty", fine, cite(), **({"denied": "true"} if random.random() < 0.1 else {}))
    act.parts["penalty"].says("maximumFine", str(random.randrange(1, 90) * 10_000), cite(), unit="EUR")


def _watching(
    regulator: Thing,
    head: Thing,
    plan: Thing,
    where: str,
    slug: str,
    groups: list[str],
    cite: Callable[[], str],
    random: Random,
    year: int,
) -> None:
    """Who enforces the law, who heads that body, and what is planned."""
    act, me = f"{where}/{slug}", f"{where}/{slug}-authority"
    regulator.says(
        "headedBy", f"{me.removesuffix('authority')}head", cite(), from_=f"{year}-{random.randrange(1, 13):02}"
    )
    regulator.says("enforces", act, cite(), under=act, by="inspections and orders")
    regulator.says("imposesFinesOn", random.choice(groups), cite(), under=act)
    for n, task in enumerate(random.sample(TASKS, 4)):
        part = regulator.part(f"task-{n}", "Function", f"{task.capitalize()} as {regulator.name}")
        regulator.says(
            "performs", part, cite(), under=act, **({"until": f"{year + 6}"} if random.random() < 0.1 else {})
        )
    for n, power in enumerate(random.sample(POWERS, 3)):
        part = regulator.part(f"power-{n}", "Power", f"{power.capitalize()} as {regulator.name}")
        regulator.says(
            "holdsPower", part, cite(), under=act, **({"if": "there is reason to suspect a breach"} if n else {})
        )
    regulator.says("proposes", f"{act}-plan", cite(), under=act, modality="planned", when=str(year + 3))
    head.says("reportsTo", me, cite())
    plan.says("implements", act, cite())
    plan.says("publishedOn", f"{year + 1}-{random.randrange(1, 13):02}", cite())


def files(facts: int, seed: int = 1) -> Iterator[tuple[str, Thing]]:
    """Things by their ids until they say at least so many facts; the land of a law comes before it."""
    said = 0
    for number in count():
        if said >= facts:
            return
        if number % LAWS == 0:
            where, name = land(number // LAWS)
            yield where, Thing("Jurisdiction", name)
        for id_, thing in law(number, seed).items():
            said += len(thing)
            yield id_, thing


def write(facts: int, folder: Path, seed: int = 1) -> tuple[int, int]:
    """Write a graph into a folder, and say how many files and facts it has."""
    written = said = 0
    for id_, thing in files(facts, seed):
        path = folder / f"{id_}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(thing.yaml(), encoding="utf-8")
        written, said = written + 1, said + len(thing)
    return written, said


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("facts", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    written, said = write(given.facts, given.folder, given.seed)
    print(f"{written:,} files with {said:,} facts in {given.folder}")


if __name__ == "__main__":
    main()

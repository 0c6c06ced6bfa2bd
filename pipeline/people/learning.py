"""Whom each document introduces in, whom the corpus knows out: the same for any order of the documents."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from pipeline.people.alike import pairs_alike
from pipeline.people.known import LEARNT, Known
from pipeline.people.spelling import accents, is_spoilt, key

AGREEMENT = 0.75  # of the documents that give somebody a country must give the same one
Named = tuple[str, str | None]  # name, country


@dataclass(frozen=True, slots=True)
class Introduced:
    """Somebody whom a document introduces, once for each name, country and part of the state."""

    name: str
    country: str | None
    sector: str | None  # of the office; None for whom only a nationality introduces


Surveyed = tuple[str, date | None, tuple[Introduced, ...]]  # a document's id and day, and whom it introduces


@dataclass(slots=True)
class Gathered:
    """What the documents read so far say: for each name and country, how many of them give it, in which sectors, from when to when."""

    counts: Counter[Named] = field(default_factory=Counter)
    sectors: dict[Named, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    times: dict[Named, tuple[date, date]] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)

    def add(self, source_id: str, published_on: date | None, introduced: Iterable[Introduced]) -> None:
        """Note a document; the same one twice counts once."""
        if source_id in self.seen:
            return
        self.seen.add(source_id)
        found = sorted(introduced, key=lambda person: (person.name, person.country or "", person.sector or ""))
        for person in found:
            named = person.name, person.country
            self.sectors[named].update([person.sector] if person.sector else [])
            if published_on is not None:
                first, last = self.times.get(named, (published_on, published_on))
                self.times[named] = min(first, published_on), max(last, published_on)
        self.counts.update({(person.name, person.country) for person in found})


def learn(gathered: Gathered) -> tuple[Known, ...]:
    """Everybody whom the corpus introduces by full name and on whose country it agrees, ordered by name."""
    forms: dict[str, list[Named]] = defaultdict(list)
    leads = gather_spellings(gathered.counts)
    for named in sorted(gathered.counts, key=str):
        if " " in key(named[0]):
            forms[leads.get((key(named[0]), named[1] or ""), key(named[0]))].append(named)
    found = (_learnt(gathered, named) for _, named in sorted(forms.items()))
    return tuple(known for known in found if known is not None)


def gather_spellings(counts: Mapping[Named, int]) -> dict[tuple[str, str], str]:
    """The keys of full names that are spellings of another name in the same country -> the key of that name.

    A spelling goes to the one commoner name that it can stand for; where it can stand for two, to neither.
    """
    totals: Counter[tuple[str, str]] = Counter()
    shown: dict[tuple[str, str], str] = {}
    for (name, country), count in sorted(counts.items(), key=str):
        if country and " " in key(name):
            totals[key(name), country] += count
            shown[key(name), country] = max(shown.get((key(name), country), name), name)
    near = _alike(shown)
    place = {form: at for at, form in enumerate(sorted(totals, key=lambda form: (-_goodness(shown[form]), -totals[form], form)))}
    leads: dict[tuple[str, str], str] = {}
    for form in place:
        fitting = {leads.get(rival, rival[0]) for rival in near.get(form, ()) if place[rival] < place[form]}
        if len(fitting) == 1:
            leads[form] = fitting.pop()
    return leads


def _alike(shown: Mapping[tuple[str, str], str]) -> dict[tuple[str, str], list[tuple[str, str]]]:
    """The keys and countries of full names -> those with which they have a word in common and of which they are spellings."""
    by_country: dict[str, dict[str, str]] = defaultdict(dict)
    for (name_key, country), name in shown.items():
        by_country[country][name_key] = name
    near: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for country, names in by_country.items():
        for one, other in pairs_alike(names):
            near[one, country].append((other, country))
            near[other, country].append((one, country))
    return near


def best_name(names: Mapping[str, int]) -> str:
    """The name to show for all spellings: unspoilt, as most write it, but with its accents and the longer one of two that are as common."""
    plain = Counter[str]()
    for name, count in names.items():
        plain[key(name)] += count
    return min(names, key=lambda name: (is_spoilt(name), -plain[key(name)], -accents(name), -names[name], -len(name), name))


def _goodness(name: str) -> int:
    """Names with accents are never the damage of others; spoilt ones always are."""
    return -1 if is_spoilt(name) else bool(accents(name))


def _learnt(gathered: Gathered, forms: list[Named]) -> Known | None:
    countries: Counter[str] = Counter()
    names: Counter[str] = Counter()
    sectors: Counter[str] = Counter()
    for name, country in forms:
        names[name] += gathered.counts[name, country]
        sectors += gathered.sectors[name, country]
        if country:
            countries[country] += gathered.counts[name, country]
    country, count = max(countries.items(), key=lambda item: (item[1], item[0]), default=("", 0))
    if count < AGREEMENT * countries.total() or not count:
        return None
    days = [day for named in forms for day in gathered.times.get(named, ())]
    name = best_name(names)
    if not sectors:
        return None  # a nationality before two capitalised words says too little
    sector = max(sectors.items(), key=lambda item: (item[1], item[0]), default=(None, 0))[0]
    aliases = tuple(sorted(set(names) - {name}))
    return Known(name, "person", country, sector, None, aliases, min(days, default=None), max(days, default=None), LEARNT, names.total())

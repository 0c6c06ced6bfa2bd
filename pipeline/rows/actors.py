"""Mentions in, one after another, rows of `actors`, `actor_names` and `actor_roles` out."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from pipeline.extract.plain import seen_text
from pipeline.identity import parties_of
from pipeline.lexicon.grammar import grammar
from pipeline.lexicon.names import known_actors, known_names
from pipeline.people.known import GIVEN, Known
from pipeline.people.learning import best_name
from pipeline.people.spelling import slug
from pipeline.records import Mention, Party
from pipeline.rights import FULL, Terms
from pipeline.rows.row import Row

NOBODY: Mapping[str, Known] = MappingProxyType({})

Form = tuple[str, str, str | None, str | None]  # name, kind, country, sector
Office = tuple[str, str, str]  # identifier of a person, office, country


@dataclass(slots=True)
class Actors:
    """What mentions say of actors, so far: of each how it is named and how often, in which words, and the offices of persons with the first
    and the last day of each; as much of it as there are actors, however many mentions there are."""

    forms: dict[str, Counter[Form]] = field(default_factory=dict)
    words: set[tuple[str, str]] = field(default_factory=set)
    offices: dict[Office, "Held"] = field(default_factory=dict)

    def add(self, mention: Mention, terms: Terms = FULL) -> None:
        """Note whom a mention names; `terms` are those of its document, whose words may perhaps not be shown."""
        held: set[Office] = set()
        for party in parties_of(mention):
            self.add_party(party)
            if terms.words(party.text):
                self.words.add((party.actor_id, party.text))
            if party.kind == "person" and party.office and party.country:
                held.add((party.actor_id, party.office, party.country))
        for office in held:
            self.offices.setdefault(office, Held()).add(mention.period.first)

    def add_party(self, party: Party) -> None:
        """Note somebody whom perhaps no mention names (a correction does)."""
        forms = self.forms.get(party.actor_id)
        if forms is None:
            forms = self.forms[party.actor_id] = Counter()
        forms[party.name, party.kind, party.country, party.sector] += 1


@dataclass(slots=True)
class Held:
    """How many mentions give somebody an office, and the days of the first and of the last of them."""

    n: int = 0
    first: date | None = None
    last: date | None = None

    def add(self, day: date | None) -> None:
        """Count a mention of this day."""
        self.n += 1
        if day is not None:
            self.first = min(self.first or day, day)
            self.last = max(self.last or day, day)


def actor_rows(actors: Actors, listed: Mapping[str, Known] = NOBODY) -> Iterator[Row]:
    """Everybody who is named, ordered by identifier; the name that most mentions use wins, but for a roster of the user's.

    `listed` is what rosters say of an identifier.
    """
    for actor_id in sorted(actors.forms):
        entry = listed.get(actor_id)
        known = entry if entry is not None and entry.origin == GIVEN else known_actors().get(actor_id)
        name, kind, country, sector = _commonest(actor_id, actors.forms[actor_id])
        yield {
            "actor_id": actor_id,
            "name": known.name if known else name,
            "kind": known.kind if known else kind,
            "country": known.country if known else country,
            "sector": known.sector if known and known.sector else sector or (entry.sector if entry else None),
            "wikidata_id": entry.wikidata_id if entry else None,
        }


def _commonest(actor_id: str, forms: Counter[Form]) -> Form:
    """The form of an actor that most mentions give; of a person, under the best spelling of the fullest name."""
    name, kind, country, sector = min(forms, key=lambda form: (-forms[form], -len(form[0]), str(form)))
    if kind == "person":
        full, sectors = Counter[str](), Counter[str]()
        for (form, _, _, part), count in forms.items():
            if slug(form) == actor_id or " " in form:
                full[form] += count
            if part:
                sectors[part] += count
        name = best_name(full) if full else name
        sector = max(sectors, key=lambda part: (sectors[part], part), default=None)
    return name, kind, country, sector


def actor_name_rows(actors: Actors, canonical: Mapping[str, str], listed: Mapping[str, Known] = NOBODY) -> Iterator[Row]:
    """Names of actors: canonical (by identifier), from the lexicon and from rosters, and as documents write them."""
    names: dict[tuple[str, str], str] = {(actor_id, seen_text(text)): "observed" for actor_id, text in actors.words if _is_name(text)}
    for known in known_names():
        if known.actor.actor_id in canonical and known.sort != "city":
            names[known.actor.actor_id, known.text] = "alias"
    for actor_id, entry in listed.items():
        if actor_id in canonical:
            names |= {(actor_id, name): "alias" for name in (entry.name, *entry.aliases) if name not in entry.learnt}
    names |= dict.fromkeys(canonical.items(), "canonical")
    for (actor_id, name), kind in sorted(names.items()):
        yield {"actor_id": actor_id, "name": name, "kind": kind}


def _is_name(text: str) -> bool:
    """Not "the neighbour" nor, at the beginning of a sentence, "They"."""
    return text[:1].isupper() and text.lower() not in grammar().pronouns


def actor_role_rows(actors: Actors) -> Iterator[Row]:
    """Offices that mentions give to persons, with the days between which they do."""
    for (actor_id, office, country), held in sorted(actors.offices.items()):
        yield {
            "actor_id": actor_id,
            "role": office,
            "country": country,
            "first_seen": held.first,
            "last_seen": held.last,
            "n_mentions": held.n,
        }

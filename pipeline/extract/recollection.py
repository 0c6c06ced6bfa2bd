"""A sentence in, what later sentences may refer back to out: whom it describes, and whom it begins with."""

from pipeline.extract.actor import owners_before
from pipeline.extract.cast import Cast, slug
from pipeline.extract.parties import codes_of, country_party, party_of, people_at
from pipeline.extract.scene import Scene, singular
from pipeline.lexicon.grammar import grammar
from pipeline.records import Party

FOREMOST = 25  # code points before the first name of a sentence that begins with it: "On Friday, former", "The Peruvian"


def descriptions(scene: Scene) -> dict[str, list[Party]]:
    """Whom a sentence describes with a common noun and a name: "four Russian officers", "the International Tribunal", "King Hassan"."""
    found: dict[str, list[Party]] = {}
    for at, noun in scene.nouns.items():
        owners = [] if noun.words[-1] in grammar().place_nouns else owners_before(scene, scene.doc[at])
        if codes_of(owners):
            found[singular(scene.doc[at].lower_)] = [country_party(party) for party in owners]
    for at, (name, start, end) in scene.names.items():
        if name.actor.kind in ("organization", "group") and name.sort == "name" and at + 1 not in scene.names:
            found[name.text.split()[-1].casefold()] = [party_of(scene, name, start, end)]
    for at, naming in scene.people.items():
        if naming.person.office and naming.person.country:
            found[naming.person.office.split()[-1].casefold()] = people_at(scene, scene.doc[at])
    return found


def person_first_in(text: str, cast: Cast) -> tuple[Party, ...]:
    """Whom a sentence that is not parsed begins with, and so most likely is about."""
    first = next(iter(cast.namings(text)), None)
    if first is None or first.start > FOREMOST:
        return ()
    person = first.person
    return (Party(slug(person.name), person.name, "person", person.country, person.name, office=person.office, sector=person.sector),)

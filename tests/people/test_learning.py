"""What a corpus teaches of people: by agreement, in any order."""

from datetime import date
from itertools import permutations

from pipeline.people.learning import Gathered, Introduced, best_name, gather_spellings, learn

DAY = date(2017, 8, 11)


def gathered(*documents: tuple[str, str | None]) -> Gathered:
    """Documents that introduce one person each, by name and country."""
    found = Gathered()
    for number, (name, country) in enumerate(documents):
        found.add(f"src_{number}", date(2017, 1 + number, 1), [Introduced(name, country, "government")])
    return found


def test_a_full_name_is_learnt_with_its_country_time_and_number_of_documents() -> None:
    (known,) = learn(gathered(("Rosa Quispe", "PER"), ("Rosa Quispe", None), ("Rosa Quispe", "PER")))
    assert (known.name, known.country, known.sector, known.n_documents) == ("Rosa Quispe", "PER", "government", 3)
    assert (known.first, known.last) == (date(2017, 1, 1), date(2017, 3, 1))


def test_who_has_no_country_or_no_full_name_is_not_learnt() -> None:
    assert learn(gathered(("Rosa Quispe", None), ("Quispe", "PER"))) == ()


def test_who_is_introduced_by_a_nationality_alone_is_not_learnt() -> None:
    found = Gathered()
    found.add("src_0", DAY, [Introduced("Rosa Quispe", "PER", None)])
    assert learn(found) == ()


def test_documents_that_disagree_teach_nothing_but_one_mistake_among_many_does_no_harm() -> None:
    assert learn(gathered(("Rosa Quispe", "PER"), ("Rosa Quispe", "CHL"))) == ()
    (known,) = learn(gathered(*[("Rosa Quispe", "PER")] * 4, ("Rosa Quispe", "CHL")))
    assert known.country == "PER"


def test_the_order_of_documents_makes_no_difference() -> None:
    documents = [("Nicols Salas", "PER"), ("Nicolás Salas", "PER"), ("Nicolás Salas Rey", "PER"), ("Nicolás Salas", "CHL")]
    results = set()
    for order in permutations(range(4)):
        found = Gathered()
        for number in order:
            found.add(f"src_{number}", date(2017, 1 + number, 1), [Introduced(*documents[number], "government")])
        results.add(learn(found))
    assert len(results) == 1


def test_a_document_that_comes_twice_counts_once() -> None:
    found = Gathered()
    for _ in range(2):
        found.add("src_0", DAY, [Introduced("Rosa Quispe", "PER", "government")])
    assert [known.n_documents for known in learn(found)] == [1]


def test_spellings_are_one_person_under_the_best_form() -> None:
    forms = ("Pedro Quispecondori Rey", "Pedro Quispecondori", "Pedro Quispecondóri", "P. Quispecondori", "Pedro Quispecondorí")
    (known,) = learn(gathered(*((form, "PER") for form in forms)))
    assert known.n_documents == 5
    assert set(known.aliases) | {known.name} == set(forms)


def test_a_spelling_that_can_stand_for_two_stands_for_neither() -> None:
    counts = {("A. Quispe", "PER"): 1, ("Ana Quispe", "PER"): 3, ("Alba Quispe", "PER"): 2}
    assert ("a quispe", "PER") not in gather_spellings(counts)


def test_the_best_name_is_whole_common_and_accented() -> None:
    assert best_name({"Nicolas Maduro": 3, "Nicolás Maduro": 1, "Nicols Maduro": 2}) == "Nicolás Maduro"
    assert best_name({"LÃ³pez Rey": 5, "López Rey": 1}) == "López Rey"

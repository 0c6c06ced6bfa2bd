"""What one document teaches of people."""

from pipeline.extract.survey import introduced_in
from tests.extract.coding import document_of


def test_full_names_are_taught_with_what_the_document_says_anywhere() -> None:
    document = document_of("Peruvian President Rosa Quispe spoke. Quispe left. Minister Soto stayed. President Ana Rey came.")
    assert [(person.name, person.country) for person in introduced_in(document)] == [("Ana Rey", None), ("Rosa Quispe", "PER")]

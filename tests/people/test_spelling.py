"""Which names are spellings of one."""

import pytest

from pipeline.people.spelling import accents, bare, fold, is_damaged, is_shorter_form, is_spelling, is_spoilt, key, slug, surnames


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Nicols Maduro", "Nicolás Maduro"),
        ("Hugo Chvez", "Hugo Chávez"),
        ("lvaro Uribe", "Álvaro Uribe"),
        ("Leopoldo la3pez".title().replace("La3Pez", "La3pez"), "Leopoldo Lápez"),
        ("Leopoldo LÃ³pez", "Leopoldo López"),
        ("Leopoldo L?pez", "Leopoldo López"),
        ("Ral Reyes", "Raúl Reyes"),
    ],
)
def test_a_letter_with_an_accent_may_be_lost_or_spoilt(name: str, other: str) -> None:
    assert is_damaged(name, other)
    assert not is_damaged(other, name)
    assert is_spelling(name, other)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Dina Boluarte", "Dina Boruarte"),
        ("Mikheil Saakashvili", "Mikhail Saakashvili"),
        ("Recep Tayyip Erdogan", "Recep Tayyip Erdoğan"),
        ("Pedro Pablo Kuczynski", "Pedro Pablo Kuczynski Godard"),
        ("P. P. Kuczynski", "Pedro Pablo Kuczynski"),
        ("Carlos Scull", "Carlos Eduardo Scull Raygada"),
        ("Jean-Yves Le Drian", "Jean Yves Le Drian"),
        ("Bashar Assad", "Bashar al-Assad"),
        ("Donald J. Trump", "Donald Trump"),
    ],
)
def test_spellings_of_one_name(name: str, other: str) -> None:
    assert is_spelling(name, other)
    assert is_spelling(other, name)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Kim Jong-il", "Kim Jong-un"),
        ("Mario Quispe", "Maria Quispe"),
        ("Daniel Quispe", "Daniela Quispe"),
        ("Hugo Chávez", "Adán Chávez"),
        ("Michel Aoun", "Joseph Aoun"),
        ("Bill Clinton", "Hillary Clinton"),
        ("Maria Salas", "Marta Salas"),
        ("Rosa Quispe", "Rosa Quintana"),
        ("J. Quispe", "Rosa Quispe"),
        ("Quispe", "Rosa Quispe"),
    ],
)
def test_names_of_two(name: str, other: str) -> None:
    assert not is_spelling(name, other)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Rosa Quispe", ("quispe",)),
        ("Ana Soto Rivas", ("rivas", "soto")),
        ("Hassan II", ()),
        ("Quispe", ()),
        ("Bashar al-Assad", ("assad",)),
        ("Ban Ki-moon", ("ki moon",)),
        ("Jean-Yves Le Drian", ("drian", "le drian")),
        ("Donald J. Trump", ("trump",)),
        ("Ferdinand Marcos Jr.", ("marcos",)),
    ],
)
def test_the_words_that_serve_as_a_surname(name: str, words: tuple[str, ...]) -> None:
    assert surnames(name) == words


def test_forms_for_comparison() -> None:
    assert fold("Nicolás  MADURO") == fold("nicolas maduro")
    assert key("Abdel Fattah el-Sisi") == "abdel fattah sisi"
    assert key("Al Gore") == "al gore"
    assert bare("al-Assad") == "assad"
    assert slug("Jean-Yves Le Drian") == "jean-yves-le-drian"
    assert slug("习近平") == "unnamed"


def test_marks_of_accents_and_of_damage() -> None:
    assert (accents("Nicolás"), accents("Nicolas")) == (1, 0)
    assert is_spoilt("Leopoldo LÃ³pez")
    assert not is_spoilt("Leopoldo López")


def test_a_name_cut_before_its_surname_is_no_shorter_form() -> None:
    assert not is_shorter_form("Ana Maria", "Ana Maria de la Cruz Soto")

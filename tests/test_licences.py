import pytest

from schemas.licences import LICENCES, licence_named, licence_text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("CC BY 4.0", "CC-BY-4.0"),
        ("cc-by-sa 3.0", "CC-BY-SA-3.0"),
        ("http://creativecommons.org/licenses/by-sa/4.0/deed.de", "CC-BY-SA-4.0"),
        ("https://creativecommons.org/licenses/by/4.0/legalcode", "CC-BY-4.0"),
        ("Public domain", "public-domain"),
        ("CC0", "CC0-1.0"),
        ("Open Government Licence v3.0", "OGL-UK-3.0"),
    ],
)
def test_a_licence_is_known_by_its_names_and_addresses(text: str, name: str) -> None:
    found = licence_named(text)
    assert found is not None and found.name == name


@pytest.mark.parametrize("text", ["CC BY", "CC BY 40", "see our terms", "https://creativecommons.org/licenses/by/9.0/", ""])
def test_what_is_not_known_is_not_guessed(text: str) -> None:
    assert licence_named(text) is None


def test_every_licence_is_found_by_what_its_entry_says() -> None:
    for licence in LICENCES.values():
        assert {licence_named(each) for each in (licence.name, licence.title, licence.url, *licence.names) if each} == {licence}


def test_the_text_is_that_of_the_coded_data() -> None:
    assert licence_text().startswith("Creative Commons Legal Code\n\nCC0 1.0 Universal\n")
    assert "Affirmer" in licence_text()

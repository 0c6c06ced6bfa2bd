import pytest

from pipeline.parse.story_name import find_story_names


@pytest.mark.parametrize(
    ("names", "glue", "sentence"),
    [
        (("Chile-Bolivia relations",), "", "Shortly after noon the envoy left."),
        (("2011 border war",), "", "Thailand opens a crossing."),
        (("Blockade of Qatar",), "", "The emir flies to Muscat."),
        (("2008 Andean crisis",), ": ", "Ecuador protests."),
        (("Oman-Iran relations", "Muscat Talks"), ": ", "The two sides meet."),
        ((), "", "WikiLeaks publishes a cable of the embassy."),
        ((), "", "Airline AirAsia resumes flights to Perth."),
        ((), "", "President McDonald meets the FARC leader and an iPhone maker."),
        ((), "", "Malta frees a sailor: the court had asked for it."),
        ((), "", "A minister of Malta says: Nobody was told."),
        ((), "", "Norway, in Oslo: The talks go on."),
    ],
)
def test_find_story_names(names: tuple[str, ...], glue: str, sentence: str) -> None:
    line = glue.join([*names, sentence])
    found, start = find_story_names(line, 0, len(line))
    assert found == names
    assert line[start:] == sentence

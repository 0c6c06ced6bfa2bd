from pipeline.parse import detect_format
from pipeline.parse.plain import read


def test_plain_sentences_with_headings() -> None:
    text = "# Minutes\n\nThe council of the harbour met. It rose.\n\n## Second day\n\nNothing happened.\n"
    reading = read(text)
    assert detect_format(text) == "other"
    assert reading.title == "Minutes"
    assert [(section.heading, [text[start:end] for start, end in section.sentences]) for section in reading.sections] == [
        (None, ["Minutes"]),
        (None, ["The council of the harbour met.", "It rose."]),
        ("Second day", ["Nothing happened."]),
    ]


def test_one_sentence_is_no_title() -> None:
    for text in ("Chad expels an envoy", "Chad expels an envoy."):
        reading = read(text)
        assert reading.title is None
        assert [section.sentences for section in reading.sections] == [((0, len(text)),)]

from pipeline.ids import content_id


def test_the_same_parts_give_the_same_identifier() -> None:
    assert content_id("evt", "a", "b") == content_id("evt", "a", "b")
    assert content_id("evt", "a", "b").startswith("evt_")
    assert len(content_id("evt", "a")) == len("evt_") + 16


def test_parts_do_not_run_together() -> None:
    assert content_id("evt", "ab", "c") != content_id("evt", "a", "bc")
    assert content_id("evt", "a") != content_id("mnt", "a")

import json
from dataclasses import replace

from pipeline.evaluate import figures, write_evaluation
from pipeline.evaluate.figures import f1_gap
from pipeline.evaluate.halves import half_of
from pipeline.evaluate.measure import evaluate
from pipeline.evaluate.score import Evaluation
from tests.evaluate.pairs import FOUND, GOLD, document_of, evaluate_pairs

TUNED, HELD_OUT = (next(f"{n}.md" for n in range(99) if half_of(f"{n}.md") == half) for half in ("tune", "held-out"))


def evaluate_halves() -> Evaluation:
    """A half without errors of detection but with a wrong act, and one with nothing but a false alarm and a miss."""
    tuned, right = document_of((GOLD, replace(FOUND, act=None)), key=TUNED)
    held_out, wrong = document_of((GOLD, None), (None, FOUND), key=HELD_OUT)
    return evaluate([tuned, held_out], {TUNED: right, HELD_OUT: wrong})


def test_figures_are_plain_json() -> None:
    found = figures(evaluate_pairs((GOLD, FOUND), (GOLD, None), (None, FOUND)), n_errors=1)
    assert json.loads(json.dumps(found)) == found
    assert found["types"]["SANCTION"]["n"] == 2
    assert found["types"]["SANCTION"]["precision_low"] < 0.5 < found["types"]["SANCTION"]["precision_high"]
    assert found["sets"]["set"]["f1"] == 0.5


def test_examples_of_errors_are_as_many_as_are_asked_for() -> None:
    evaluation = evaluate_pairs((GOLD, None), (GOLD, None), (None, FOUND))
    assert "errors" not in figures(evaluation)
    found = figures(evaluation, n_errors=1)
    assert found["error_kinds"] == {"not-coded": 2, "no-event": 1}
    assert {kind: len(examples) for kind, examples in found["errors"].items()} == {"not-coded": 1, "no-event": 1}
    assert found["errors"]["no-event"][0]["found"]["actor"] == ["PER"]
    assert found["errors"]["no-event"][0]["rule"] == "expel"


def test_lines_for_people_show_examples_below_their_kind() -> None:
    lines = list(write_evaluation(evaluate_pairs((GOLD, replace(FOUND, event_type="ACCUSE"))), n_errors=1))
    at = next(number for number, line in enumerate(lines) if "wrong-type" in line)
    assert lines[at + 1 : at + 5] == [
        "           a.md: expels",
        "             coded SANCTION | expel | expel-envoy | PER | VEN | 2017-08-11 | Ana Paz | x",
        "             found ACCUSE | expel | expel-envoy | PER | VEN | 2017-08-11 | ANA  PAZ | evt_1",
        "             rule  expel",
    ]
    assert "      1  SANCTION coded as ACCUSE" in lines


def test_errors_of_the_half_that_is_held_out_stay_unseen() -> None:
    evaluation = evaluate_halves()
    assert set(figures(evaluation, n_errors=9, split=True)["errors"]) == {"wrong-act"}
    assert not any(line.lstrip().startswith(HELD_OUT) for line in write_evaluation(evaluation, n_errors=9, split=True))
    assert any(line.lstrip().startswith(HELD_OUT) for line in write_evaluation(evaluation, n_errors=9))


def test_the_gap_between_the_halves_is_shown() -> None:
    evaluation = evaluate_halves()
    assert f1_gap(evaluation) == figures(evaluation)["halves"]["f1_gap"] == 1
    assert "Gap in f1: +1.000" in list(write_evaluation(evaluation, split=True))
    assert not any(line.startswith("Gap") for line in write_evaluation(evaluation))


def test_sets_are_shown_where_there_are_several() -> None:
    one = list(write_evaluation(evaluate_pairs((GOLD, FOUND))))
    assert "By set" not in one
    (first, found), (other, _) = document_of((GOLD, FOUND)), document_of((GOLD, None), key="b.md")
    both = evaluate([first, replace(other, set_name="other")], {"a.md": found})
    lines = list(write_evaluation(both))
    assert lines[lines.index("By set") + 3].split()[:4] == ["other", "1", "0", "-"]


def test_merges_that_are_wrong_or_missed_are_shown_with_both_mentions() -> None:
    other = replace(GOLD, cluster="y", quote="throws out")
    found = replace(FOUND, quote="throws out")
    evaluation = evaluate_pairs((GOLD, FOUND), (other, found), (GOLD, replace(FOUND, event_id="evt_2", rule="")))
    lines = list(write_evaluation(evaluation, n_errors=1))
    at = next(number for number, line in enumerate(lines) if "wrong-merge" in line)
    assert lines[at : at + 10] == [
        "      1  wrong-merge      put together, though people coded two events",
        "           a.md: expels",
        "             coded SANCTION | expel | expel-envoy | PER | VEN | 2017-08-11 | Ana Paz | x",
        "             found SANCTION | expel | expel-envoy | PER | VEN | 2017-08-11 | ANA  PAZ | evt_1",
        "             rule  expel",
        "       and a.md: throws out",
        "             coded SANCTION | expel | expel-envoy | PER | VEN | 2017-08-11 | Ana Paz | y",
        "             found SANCTION | expel | expel-envoy | PER | VEN | 2017-08-11 | ANA  PAZ | evt_1",
        "             rule  expel",
        "      1  missed-merge     kept apart, though people coded one event",
    ]
    [missed] = figures(evaluation, n_errors=1)["errors"]["missed-merge"]
    assert (missed["document"], missed["found"]["event"], missed["other"]["found"]["event"]) == ("a.md", "evt_1", "evt_2")


def test_merges_of_the_half_that_is_held_out_stay_unseen() -> None:
    tuned, right = document_of((GOLD, FOUND), key=TUNED)
    held_out, wrong = document_of((replace(GOLD, cluster="y"), FOUND), (replace(GOLD, cluster="z"), FOUND), key=HELD_OUT)
    evaluation = evaluate([tuned, held_out], {TUNED: right, HELD_OUT: wrong})
    assert figures(evaluation, n_errors=9, split=True)["errors"] == {}
    assert len(figures(evaluation, n_errors=9)["errors"]["wrong-merge"]) == 2


def test_the_company_of_mentions_is_told_in_words_and_in_tables() -> None:
    first, found = document_of((GOLD, FOUND), (GOLD, replace(FOUND, event_id="evt_2")))
    second, other = document_of((replace(GOLD, cluster="y"), FOUND), key="b.md")
    documents = [replace(first, format="blog"), replace(second, set_name="other", format="digest")]
    evaluation = evaluate(documents, {"a.md": found, "b.md": other})
    lines = list(write_evaluation(evaluation))
    at = lines.index("Same event: 3 mentions of 2 events by hand were put together into 2 events")
    assert "itself included), 0.667 are of its event" in lines[at + 1]
    assert "mentions of its event, 0.667 are put together with it" in lines[at + 2]
    table = [line.split()[:4] for line in lines[at + 4 : at + 11]]
    assert table[0] == ["B-cubed,", "of", "mentions"]
    # of each set and format alone, nothing is put together that should not be: the wrong pair is of two sets
    assert table[2:] == [
        ["all", "3", "3", "0.667"],
        ["set", "2", "2", "1.000"],
        ["other", "1", "1", "1.000"],
        ["blog", "2", "2", "1.000"],
        ["digest", "1", "1", "1.000"],
    ]
    by_pairs = lines.index("Of pairs of mentions of one event")
    assert lines[by_pairs + 2].split()[:4] == ["all", "1", "1", "0.000"]
    told = figures(evaluation)["same_event"]
    assert (told["mentions"], told["coded_events"], told["found_events"]) == (3, 2, 2)
    assert (told["b_cubed"]["n"], told["b_cubed"]["f1"], told["pairs"]["f1"]) == (3, 0.667, 0.0)


def test_where_nothing_can_be_put_together_nothing_is_said_of_it() -> None:
    assert not any("Same event" in line for line in write_evaluation(evaluate_pairs((GOLD, None))))

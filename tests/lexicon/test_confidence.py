import tomllib

from pipeline.extract.confidence import SIGNS
from pipeline.lexicon.confidence import Weights, weights, write_weights


def test_every_sign_has_a_weight() -> None:
    assert set(weights().signs) == set(SIGNS)


def test_weights_can_be_read_as_they_are_written() -> None:
    written = write_weights(Weights(-0.5, {"dated": 1.25, "actor-coded": -0.75}), n_mentions=7)
    assert "7 mentions" in written
    assert tomllib.loads(written) == {"base": -0.5, "signs": {"dated": 1.25, "actor-coded": -0.75}}

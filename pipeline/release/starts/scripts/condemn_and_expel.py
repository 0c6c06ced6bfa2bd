"""Does condemnation come before expulsion?

    python examples/condemn_and_expel.py

Takes every break between two countries (an envoy expelled or recalled, relations severed) and counts what they said against one another in
the weeks before and after it, compared with what is usual between the same two. Prints what it found and what that is worth, and draws it
into a file beside this one. Needs duckdb and matplotlib.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import inf
from pathlib import Path
from random import Random

import duckdb
from matplotlib import style
from matplotlib.figure import Figure

BREAKS = ("expel-envoy", "recall-envoy", "sever-relations")  # acts
CONDEMNATIONS = ("ACCUSE", "REJECT", "THREATEN")  # event types
WEEKS = 8  # on each side of a break that are looked at; a break so soon after another of the same pair is taken as part of it
NEAR = 4  # weeks on each side for which the figures are given
FEW = 10  # breaks or pairs, below which there is nothing to conclude

LIMITS = """
What this is worth:
- Only events that happened, between two countries and dated to the day, are counted. A break within 8 weeks of another of the same pair is
  taken as part of it.
- "Expected" is what the pair's own rate gives: its condemnations from 8 weeks before its first to 8 weeks after its last event.
- Documents are written about crises, and one that tells of an expulsion often tells what led to it. So condemnation near a break is
  likelier to be in the data than other condemnation, and some of the excess on both sides is reporting. A week without a report is not a
  week without condemnation.
- The interval says how far the figure hangs on which pairs are in the data. It does not cover reporting, nor errors of the coder.
""".strip()

# Each pair of countries (in any direction) with its condemnations, its breaks, and the time over which it is observed.
PAIRS = """
    CREATE TEMP TABLE acts AS
    SELECT
        least(actor_country, recipient_country) || '-' || greatest(actor_country, recipient_country) AS pair, event_id, date,
        list_contains($breaks, any_value(act)::VARCHAR) AS is_break,
        list_contains($condemnations, any_value(event_type)::VARCHAR) AS is_condemnation
    FROM event_dyads
    WHERE status = 'occurred' AND date_precision = 'day' AND actor_country <> recipient_country
    GROUP BY ALL;
    CREATE TEMP TABLE breaks AS
    SELECT pair, date FROM (SELECT DISTINCT pair, date FROM acts WHERE is_break)
    QUALIFY coalesce(date - lag(date) OVER (PARTITION BY pair ORDER BY date) > 7 * $weeks, true);
    CREATE TEMP TABLE condemned AS SELECT pair, date, count(*) AS n FROM acts WHERE is_condemnation GROUP BY ALL;
"""
USUAL = """
    SELECT pair, count(*) FILTER (is_condemnation) / ((max(date) - min(date) + 1) / 7 + 2 * $weeks)
    FROM acts WHERE pair IN (SELECT pair FROM breaks) GROUP BY pair ORDER BY pair
"""
# Days -7 to -1 are week -1, the day itself is week 0, days 1 to 7 are week 1.
AROUND = """
    SELECT pair, sign(away) * ceil(abs(away) / 7) AS week, sum(n)
    FROM (SELECT pair, condemned.date - breaks.date AS away, n FROM breaks JOIN condemned USING (pair)) WHERE abs(away) <= 7 * $weeks
    GROUP BY ALL ORDER BY ALL
"""


@dataclass
class Pair:
    """A pair of countries: number of breaks, condemnations in a usual week, and condemnations by week around its breaks."""

    n_breaks: int = 0
    usual: float = 0.0
    around: Counter[int] = field(default_factory=Counter)

    @property
    def before(self) -> int:
        return sum(self.around[-week] for week in range(1, NEAR + 1))

    @property
    def after(self) -> int:
        return sum(self.around[week] for week in range(1, NEAR + 1))

    @property
    def expected(self) -> float:
        """Condemnations in the near weeks on one side of all its breaks, if they came as usual."""
        return NEAR * self.usual * self.n_breaks


def answer(release: Path, figure: Path) -> str:
    """What a release says to the question, as text; the figure is written to a file of that name."""
    with duckdb.connect(str(release / "legation.duckdb"), read_only=True) as connection:
        pairs = _pairs(connection)
    _draw(figure, pairs)
    n_breaks = sum(pair.n_breaks for pair in pairs)
    if not n_breaks:
        return f"This release tells of no break between two countries that is dated to the day.\n\n{LIMITS}"
    lines = [
        f"Breaks: {n_breaks:,}. Pairs of countries: {len(pairs):,}.",
        _line(f"{NEAR} weeks before", pairs, [pair.before for pair in pairs]),
        f"Same day: condemnations {sum(pair.around[0] for pair in pairs):,}. The data do not tell what came first.",
        _line(f"{NEAR} weeks after", pairs, [pair.after for pair in pairs]),
        _verdict(pairs),
    ]
    return "\n".join([*lines, "", LIMITS])


def _pairs(connection: duckdb.DuckDBPyConnection) -> list[Pair]:
    values = {"breaks": list(BREAKS), "condemnations": list(CONDEMNATIONS), "weeks": WEEKS}
    for statement in filter(str.strip, PAIRS.split(";")):
        connection.execute(statement, {name: value for name, value in values.items() if f"${name}" in statement})
    pairs = {name: Pair(usual=usual) for name, usual in connection.execute(USUAL, {"weeks": WEEKS}).fetchall()}
    for name, n_breaks in connection.execute("SELECT pair, count(*) FROM breaks GROUP BY pair").fetchall():
        pairs[name].n_breaks = n_breaks
    for name, week, n in connection.execute(AROUND, {"weeks": WEEKS}).fetchall():
        pairs[name].around[int(week)] = int(n)
    return list(pairs.values())


def _line(when: str, pairs: list[Pair], counts: list[int]) -> str:
    expected = sum(pair.expected for pair in pairs)
    line = f"{when}: condemnations {sum(counts):,}, expected {expected:,.1f}"
    if not expected or _are_few(pairs):
        return line + "."
    low, high = _interval(counts, [pair.expected for pair in pairs])
    return f"{line}, which is {sum(counts) / expected:.1f} times as many as usual (95 % interval {low:.1f} to {high:.1f})."


def _verdict(pairs: list[Pair]) -> str:
    if _are_few(pairs):
        return f"That is too little to conclude anything from: it takes {FEW} breaks and {FEW} pairs at the least."
    before, after, expected = zip(*((pair.before, pair.after, pair.expected) for pair in pairs), strict=True)
    than_usual, than_after = _compared(before, expected), _compared(before, after)
    return f"In this release there is {than_usual} condemnation before a break than usual, and {than_after} than after it."


def _compared(counts: Sequence[float], others: Sequence[float]) -> str:
    low, high = _interval(counts, others)
    return "more" if low > 1 else "less" if high < 1 else "not clearly more or less"


def _are_few(pairs: list[Pair]) -> bool:
    return min(sum(pair.n_breaks for pair in pairs), len(pairs)) < FEW


def _interval(counts: Sequence[float], others: Sequence[float]) -> tuple[float, float]:
    """Where 95 % of the ratios of the two sums lie if pairs are drawn anew from these, with replacement; always the same draws."""
    random, both, ratios = Random(0), list(zip(counts, others, strict=True)), []
    for _ in range(max(200, min(2000, 1_000_000 // len(both)))):
        drawn = random.choices(both, k=len(both))
        count, other = sum(one for one, _ in drawn), sum(two for _, two in drawn)
        ratios.append(count / other if other else inf if count else 1.0)
    ratios.sort()
    return ratios[int(0.025 * len(ratios))], ratios[int(0.975 * len(ratios))]


def _draw(figure: Path, pairs: list[Pair]) -> None:
    n_breaks = sum(pair.n_breaks for pair in pairs)
    weeks = range(-WEEKS, WEEKS + 1)
    with style.context(["default", {"svg.hashsalt": "legation"}]):
        drawing = Figure(figsize=(9, 4), layout="constrained")
        axes = drawing.add_subplot()
        if n_breaks:
            heights = [sum(pair.around[week] for pair in pairs) / n_breaks for week in weeks]
            usual = sum(pair.usual * pair.n_breaks for pair in pairs) / n_breaks
            axes.bar(weeks, heights, color=["#0072B2" if week < 0 else "0.6" if week == 0 else "#56B4E9" for week in weeks])
            axes.axhline(usual, color="#D55E00", label="usual in a week between the same countries")
            axes.set_xticks(weeks, ["that day" if week == 0 else str(week) for week in weeks])
            axes.set_xlabel("weeks before and after the break")
            axes.set_ylabel("condemnations per break")
            axes.legend(frameon=False)
            axes.spines[["top", "right"]].set_visible(False)
            axes.set_title(f"Condemnation around breaks ({n_breaks:,}; pairs of countries: {len(pairs):,})")
        else:
            axes.set_axis_off()
            axes.set_title("This release tells of no break that is dated to the day.")
        drawing.savefig(figure, metadata={"Date": None, "Creator": None})


if __name__ == "__main__":
    here = Path(__file__).resolve()
    print(answer(here.parent.parent, here.with_suffix(".svg")))
    print(f"\nFigure: {here.stem}.svg")

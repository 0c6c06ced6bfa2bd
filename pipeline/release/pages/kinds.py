"""Event types, acts and figures of a release go in, their chapters of the codebook come out: definitions, counts, examples."""

from collections.abc import Iterable

from pipeline.release.pages.figures import Example, Figures
from pipeline.release.pages.section import Grid, Section, escaped, shortened
from schemas.derive import Entry
from schemas.ontology import ACTS, EVENT_TYPES, RELATION_EFFECTS, Act, EventType

LONGEST_QUOTE = 300  # code points
SIGNS = ("mutual", "spoken", "personal")


def type_chapter(codes: Iterable[Entry], figures: Figures) -> Section:
    """All event types in a grid, and a section for each with its modes, its acts and example events."""
    kinds = [(EVENT_TYPES[code.name], code.meaning) for code in codes]
    n_events = figures.n_codes["events", "event_type"]
    rows = tuple(
        (f"`{kind.name}`", meaning, f"`{kind.quad_class}`", _signs(kind), f"{n_events.get(kind.name, 0):,}") for kind, meaning in kinds
    )
    overview = Grid(("type", "it covers", "quad class", "without an act it is", "events"), rows)
    return Section("Event types", "codes-event_type", (overview,), tuple(_type_section(kind, meaning, figures) for kind, meaning in kinds))


def act_chapter(codes: Iterable[Entry], figures: Figures) -> Section:
    """All acts in a grid, and a section for each with what it does to relations and example events."""
    acts = [(ACTS[code.name], code.meaning) for code in codes]
    n_events = figures.n_codes["events", "act"]
    rows = tuple(
        (f"`{act.name}`", meaning, f"`{act.event_type}`", act.mode or "", _signs(act), f"{n_events.get(act.name, 0):,}")
        for act, meaning in acts
    )
    overview = Grid(("act", "what happened", "type", "mode", "it is", "events"), rows)
    return Section("Diplomatic acts", "codes-act", (overview,), tuple(_act_section(act, meaning, figures) for act, meaning in acts))


def _type_section(kind: EventType, meaning: str, figures: Figures) -> Section:
    anchor = f"event_type-{kind.name}"
    facts = f"{meaning} Quad class `{kind.quad_class}`, CAMEO root {kind.cameo}, Goldstein score {kind.goldstein:+.1f}."
    acts = ", ".join(f"`{act.name}`" for act in ACTS.values() if act.event_type == kind.name)
    blocks: list[str | Grid] = [f"{facts} Acts: {acts}." if acts else facts]
    if kind.modes:
        rows = tuple((mode, covers, f"{figures.n_modes.get((kind.name, mode), 0):,}") for mode, covers in kind.modes.items())
        blocks.append(Grid(("mode", "it covers", "events"), rows, tuple(f"{anchor}-{mode}" for mode in kind.modes)))
    return Section(kind.name, anchor, (*blocks, *_occurrences("event_type", kind.name, figures)))


def _act_section(act: Act, meaning: str, figures: Figures) -> Section:
    mode = f", mode {act.mode}" if act.mode else ""
    facts = f"{meaning} Type `{act.event_type}`{mode}."
    if effect := RELATION_EFFECTS.get(act.name):
        facts += f" It opens relations of the status `{effect.opens}`; when, says the chapter “Relations”."
    return Section(act.name, f"act-{act.name}", (facts, *_occurrences("act", act.name, figures)))


def _occurrences(column: str, code: str, figures: Figures) -> tuple[str, ...]:
    """How often a code occurs, and examples."""
    n_events, n_mentions = (figures.n_codes[table, column].get(code, 0) for table in ("events", "mentions"))
    if not n_events:
        return ("It does not occur in this release.",)
    counted = f"In this release: {_counted(n_events, 'event')}, {_counted(n_mentions, 'mention')}. For example:"
    return counted, "\n".join(_example(example) for example in figures.examples[column][code])


def _example(example: Example) -> str:
    """An item of a list: the summary, which ends with the date, where it is told, and the words, as far as they may be given."""
    place = f", told in {escaped(example.path)}" if example.path else ""
    told = f"- {escaped(example.summary)} (`{example.event_id}`){place}"
    if example.quote:
        return f"{told}\n  > {escaped(shortened(example.quote, LONGEST_QUOTE))}"
    return f"{told}. Its words may not be given." if example.path else told


def _signs(kind: EventType | Act) -> str:
    return ", ".join(sign for sign in SIGNS if getattr(kind, sign, False))


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"

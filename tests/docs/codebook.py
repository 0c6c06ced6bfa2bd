"""The entries of the codebook go in, its pages come out: rules, types, acts, codes and what else a reader of the data should know."""

from collections.abc import Iterator

from pipeline.release.pages.section import Grid, Section
from schemas.codebook import codebook_entries
from schemas.derive import Entry
from schemas.ontology import ACTS, CODEBOOK_VERSION, EVENT_TYPES, RELATION_EFFECTS, Act, EventType
from tests.docs.myst import contents, page, sections, slug
from tests.docs.tables import ALL, links

ENTRIES = codebook_entries()
EXPLAINED = (
    "*Mutual* acts are done by both sides together, *spoken* ones are statements, and of *personal* ones"
    " another person makes another event."
)
SIGNS = ("mutual", "spoken", "personal")
WRITTEN, ONTOLOGY = "the chapters in `schemas/codebook/`", "`schemas/ontology.toml`"


def codebook_pages() -> dict[str, str]:
    """Pages by their path below `docs/`."""
    introduction = (
        f"What the data mean, and by which rules they are coded (version {CODEBOOK_VERSION} of the rules). The event types, modes and quad"
        " classes are those of PLOVER (2021 edition), with one extension: the diplomatic act. Every release has all of this with its own"
        " examples and counts, as `CODEBOOK.md`, `codebook.html` and the table `codebook`."
    )
    names = ("reading", "rules", "types", "acts", "codes")
    index = page("Codebook", WRITTEN, introduction, contents(*names))
    made = {
        "index": index,
        "reading": page("Reading the data", WRITTEN, sections(_chapters("guide"), links())),
        "rules": page("Rules of coding", WRITTEN, sections(_chapters("rule"), links())),
        "types": page("Event types", ONTOLOGY, sections(_types(), links())),
        "acts": page("Diplomatic acts", ONTOLOGY, sections(_acts(), links())),
        "codes": page("Other codes", "`schemas/codes.toml` and the ontology", sections(_codes(), links())),
    }
    return {f"codebook/{name}.md": text for name, text in made.items()}


def _chapters(kind: str) -> Iterator[Section]:
    return (Section(entry.name, slug(entry.name), (entry.meaning,)) for entry in ENTRIES if entry.kind == kind)


def _entries(enum: str) -> list[Entry]:
    return [entry for entry in ENTRIES if entry.kind == "code" and entry.belongs_to == enum]


def _types() -> Iterator[Section]:
    """All types in a grid, then each with its modes and acts."""
    kinds = [(EVENT_TYPES[entry.name], entry.meaning) for entry in _entries("event_type")]
    rows = tuple((f"`{kind.name}`", meaning, kind.quad_class, _signs(kind)) for kind, meaning in kinds)
    yield Section("All types", "all-types", (Grid(("type", "it covers", "quad class", "without an act it is"), rows),))
    for kind, meaning in kinds:
        acts = ", ".join(f"`{act.name}`" for act in ACTS.values() if act.event_type == kind.name)
        facts = f"{meaning} Quad class {kind.quad_class}, CAMEO root {kind.cameo}, Goldstein score {kind.goldstein:+.1f}."
        modes = Grid(("mode", "it covers"), tuple((f"`{mode}`", covers) for mode, covers in kind.modes.items()))
        told = f"{facts} Acts: {acts}." if acts else facts
        yield Section(kind.name, f"type-{kind.name}", (told, modes) if kind.modes else (told,))


def _acts() -> Iterator[Section]:
    """All acts in a grid, by which each can be linked to."""
    acts = [(ACTS[entry.name], entry.meaning) for entry in _entries("act")]
    rows = tuple((f"`{act.name}`", meaning, f"`{act.event_type}`", act.mode or "", _signs(act), _opens(act)) for act, meaning in acts)
    header = ("act", "what happened", "type", "mode", "it is", "relations it opens")
    anchors = tuple(f"act-{act.name}" for act, _ in acts)
    yield Section("All acts", "all-acts", (EXPLAINED, Grid(header, rows, anchors)))


def _codes() -> Iterator[Section]:
    """A grid for each list of codes but types and acts, with the columns that hold them."""
    for enum in dict.fromkeys(str(entry.belongs_to) for entry in ENTRIES if entry.kind == "code"):
        if enum not in ("event_type", "act"):
            rows = tuple((f"`{entry.name}`", entry.meaning) for entry in _entries(enum))
            yield Section(enum, f"codes-{enum}", (f"In {', '.join(_holders(enum))}.", Grid(("code", "meaning"), rows)))


def _holders(enum: str) -> list[str]:
    """The columns that hold codes of a list."""
    return [f"`{table.name}.{column.name}`" for table in ALL for column in table.columns if column.enum and column.enum[0] == enum]


def _signs(kind: EventType | Act) -> str:
    return ", ".join(sign for sign in SIGNS if getattr(kind, sign, False))


def _opens(act: Act) -> str:
    effect = RELATION_EFFECTS.get(act.name)
    return effect.opens if effect else ""

"""The corpora of a build in; the rules that corpus files among them state for their sources out."""

from collections.abc import Iterable

from pipeline.corpus import is_corpus_file, read_settings
from pipeline.rights.rules import Rule
from pipeline.rights.terms import Terms


def rules_of_sources(corpora: Iterable[str]) -> tuple[Rule, ...]:
    """A rule for the pages, and one for the files, of each source that says what may be quoted of it. Raises CorpusError."""
    files = [read_settings(location) for location in corpora if is_corpus_file(location)]
    stated = [(file.name, source) for file in files for source in file.sources if source.policy is not None]
    patterns = [({"corpus": corpus, "path": f"{source.name}{mark}*"}, source) for corpus, source in stated for mark in "#/"]
    return tuple(
        Rule(-number, pattern, Terms(source.policy or "full", source.quote_chars)) for number, (pattern, source) in enumerate(patterns)
    )

"""The one error of the lexicon: file, entry and reason of what was refused."""


from pipeline.errors import LegationError


class LexiconError(LegationError):
    """An entry of the lexicon that cannot be used; `file`, `entry` and `reason` say which and why."""

    def __init__(self, file: str, entry: str, reason: str) -> None:
        super().__init__(f"{file}: {entry}: {reason}")
        self.file = file
        self.entry = entry
        self.reason = reason

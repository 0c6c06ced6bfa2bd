"""What a user can put right about a corpus: a location that cannot be opened, a settings file that cannot be used."""

from pipeline.errors import LegationError


class CorpusError(LegationError):
    """A location that cannot be read as a corpus; `location` is what the user gave, `reason` what is wrong and what to do."""

    def __init__(self, location: str, reason: str) -> None:
        super().__init__(f"Cannot read the corpus {location!r}: {reason}")
        self.location = location
        self.reason = reason

    def __reduce__(self) -> tuple[type["CorpusError"], tuple[str, str]]:
        return type(self), (self.location, self.reason)  # else the way out of a worker would put the message in the place of both

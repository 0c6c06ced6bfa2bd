"""The one kind of failure that is the user's to mend: shown by the command line as a message, never as a traceback."""


class LegationError(Exception):
    """Something the user can put right; `message` says what is wrong and what to do.

    The rooms derive their own errors from it (`CorpusError`, `LexiconError`, `LoadError`, `ReleaseError`). Anything else that is raised
    is a defect of the program.
    """

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message

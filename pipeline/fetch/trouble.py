"""Why something could not be fetched: raised where it is seen, kept with the address, never a reason for another source to stop."""

from pipeline.errors import LegationError

FAILED, REFUSED, GONE = "failed", "refused", "gone"


class FetchError(LegationError):
    """A fetch that cannot begin, because of what was asked of it."""


class Unfetched(Exception):
    """An address gave nothing that can be kept.

    `outcome` is `failed`, `refused` or `gone`; `reason` is a sentence; `status` is that of the answer, where there was one. `may_pass` says
    that another try, some seconds later, is worth it; `wait` how many seconds the server wants to be left alone, where it says so.
    """

    def __init__(self, outcome: str, reason: str, *, status: int | None = None, may_pass: bool = False, wait: float | None = None) -> None:
        super().__init__(reason)
        self.status = status
        self.outcome = outcome
        self.reason = reason
        self.may_pass = may_pass
        self.wait = wait

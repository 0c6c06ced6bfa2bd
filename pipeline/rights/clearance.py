"""Documents of a build in, each as it may be published out; and what came of each rule and request."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from pipeline.ids import cited_source_id
from pipeline.records import Document
from pipeline.rights.requests import Requests, TakeDown
from pipeline.rights.rules import Rule, decide
from pipeline.rights.terms import FULL, Terms, withheld


@dataclass(slots=True)
class Clearance:
    """What the lists of the user say of rights, and what came of it so far.

    `terms` are those of documents that may not be quoted in full, by source id; `licences` counts documents; `left_out` are the documents
    that each request, by its number, keeps out. `gone_before` are the documents of the earlier release that requests mean; `forgotten` the
    requests which that release obeyed and which are not given any more.
    """

    rules: Sequence[Rule] = ()
    requests: Requests = field(default_factory=Requests)
    gone_before: frozenset[str] = frozenset()
    forgotten: tuple[TakeDown, ...] = ()
    terms: dict[str, Terms] = field(default_factory=dict)
    licences: Counter[str] = field(default_factory=Counter)
    left_out: defaultdict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    held: set[int] = field(default_factory=set)  # lines of rules that hold for a document
    obeyed: set[int] = field(default_factory=set)  # numbers of requests that mean a document or a cited page

    def admit(self, document: Document) -> tuple[Document, Terms]:
        """The document as it may be published, under the licence that holds, and its terms."""
        decision = decide(document, self.rules)
        if decision.line is not None:
            self.held.add(decision.line)
        if decision.terms != FULL:
            self.terms[document.source_id] = decision.terms
        if decision.licence:
            self.licences[decision.licence] += 1
        return withheld(document, decision.terms, licence=decision.licence, is_gone=self._is_gone), decision.terms

    def leave_out(self, name: str, numbers: Sequence[int]) -> str:
        """Note a document, by any name that only it has, that is left out for these requests; the reason to give, without a word of it."""
        for number in numbers:
            self.left_out[number].add(name)
            self.obeyed.add(number)
        listed = " and ".join(map(str, numbers))
        return f"It is left out on request: take_down_no {listed} of the table take_downs."

    def terms_of(self, source_id: str) -> Terms:
        """What the data may hold of the words of a document that was admitted."""
        return self.terms.get(source_id, FULL)

    def n_left_out(self) -> dict[int, int]:
        """How many documents each request keeps out, by its number."""
        return {number: len(names) for number, names in self.left_out.items()}

    def notes(self) -> Iterator[str]:
        """What the user should look at again: rules and requests that mean nothing here, and requests that are no longer given."""
        for rule in self.rules:
            if rule.line > 0 and rule.line not in self.held:
                yield f"Line {rule.line} of the rights file holds for no document of this build."
        for number, request in enumerate(self.requests.take_downs):
            if number not in self.obeyed:
                yield f"No document of this build has the {request.kind} {request.value!r}, which is to be taken down; the request is kept."
        if self.forgotten:
            named = ", ".join(f"{request.kind} {request.value!r}" for request in self.forgotten[:3])
            more = f" and {len(self.forgotten) - 3} more" if len(self.forgotten) > 3 else ""
            yield f"The earlier release obeyed requests that --take-downs no longer holds: {named}{more}. Their documents may be back."

    def _is_gone(self, url: str) -> bool:
        numbers = self.requests.meaning(source_id=cited_source_id(url), path=url, url=url) if self.requests else ()
        self.obeyed.update(numbers)
        return bool(numbers)


def forgotten(now: Sequence[TakeDown], before: Sequence[TakeDown]) -> tuple[TakeDown, ...]:
    """The requests of an earlier release that are not given any more."""
    given: AbstractSet[tuple[str, str]] = {request.names for request in now}
    return tuple(request for request in before if request.names not in given)

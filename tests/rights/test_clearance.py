from dataclasses import replace

from pipeline.ids import cited_source_id
from pipeline.records import Citation, Document
from pipeline.rights import FULL, Clearance, Requests, Rule, TakeDown, Terms, forgotten

PAGE = Document("src_0", "c", "a.md", "blog", "Peru.", "0" * 64, (), licence="CC0", citations=(Citation("https://a.example/x"),))


def test_a_document_is_admitted_under_what_holds_for_it() -> None:
    clearance = Clearance(rules=[Rule(2, {"path": "a.md"}, Terms("reference")), Rule(3, {"path": "c.md"}, FULL)])
    page, terms = clearance.admit(PAGE)
    other, _ = clearance.admit(replace(PAGE, source_id="src_1", path="b.md"))
    assert (page.licence, terms, clearance.terms_of("src_0")) == ("CC0-1.0", Terms("reference"), Terms("reference"))
    assert (other.licence, clearance.terms_of("src_1")) == ("CC0-1.0", FULL)
    assert clearance.licences == {"CC0-1.0": 2}
    assert list(clearance.notes()) == ["Line 3 of the rights file holds for no document of this build."]


def test_requests_count_documents_and_mean_cited_pages() -> None:
    cited = TakeDown("source_id", cited_source_id("https://a.example/x"), "-")
    clearance = Clearance(requests=Requests([TakeDown("publisher", "x", "-"), cited, TakeDown("path", "y", "-")]))
    assert clearance.admit(PAGE)[0].citations == ()
    clearance.leave_out("src_1", (0, 1))
    clearance.leave_out("src_1", (0,))
    assert clearance.leave_out("src_2", (0,)) == "It is left out on request: take_down_no 0 of the table take_downs."
    assert clearance.n_left_out() == {0: 2, 1: 1}
    assert list(clearance.notes()) == ["No document of this build has the path 'y', which is to be taken down; the request is kept."]


def test_requests_that_are_not_given_any_more_are_forgotten() -> None:
    before = [TakeDown("path", name, "-") for name in "abcd"]
    assert forgotten([TakeDown("path", "a", "other words")], before) == tuple(before[1:])
    [note] = Clearance(forgotten=(*before, TakeDown("url", "e", "-"))).notes()
    assert "no longer holds: path 'a', path 'b', path 'c' and 2 more." in note

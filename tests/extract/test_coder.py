"""Whole documents: quotes are the document's own words, in order, whatever else is coded beside them."""

from datetime import date

from pipeline.coding import parser
from pipeline.extract.coder import code_documents
from pipeline.options import PARSER
from tests.extract.coding import code, document_of


def test_a_quote_is_the_text_between_its_offsets_and_holds_the_act() -> None:
    text = "On Friday  Peru expelled “three” Chilean diplomats.\nChile’s president Ana Soto condemned Peru."
    mentions = code(text, told_on=date(2020, 5, 8))
    assert [mention.act for mention in mentions] == ["expel-envoy", "condemn"]
    for mention in mentions:
        assert text[mention.start : mention.end] == mention.quote
        assert mention.trigger in mention.quote
        for party in (*mention.actors, *mention.recipients):
            assert party.text == text[party.start : party.end]


def test_documents_do_not_disturb_one_another() -> None:
    introduced = "Peruvian President Rosa Quispe spoke.\nQuispe condemned Cuba."
    texts = [introduced, "Quispe condemned Cuba.", "Kenya recalled its ambassador to Chad."]
    documents = [document_of(text, number) for number, text in enumerate(texts)]
    together = {document.source_id: mentions for document, mentions, _ in code_documents(documents, lambda: parser(PARSER))}
    for document in documents:
        ((_, alone, _),) = code_documents([document], lambda: parser(PARSER))
        assert together[document.source_id] == alone


def test_no_parser_is_loaded_where_nothing_can_be_an_act() -> None:
    def refuse() -> None:
        raise AssertionError("loaded")

    assert [mentions for _, mentions, _ in code_documents([document_of("The weather was mild.")], refuse)] == [()]  # type: ignore[arg-type]


def test_two_acts_of_one_sentence_are_two_mentions() -> None:
    assert [m.act for m in code("Peru condemned Cuba and recalled its ambassador to Cuba.")] == ["condemn", "recall-envoy"]

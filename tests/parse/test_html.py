from datetime import date

from pipeline.parse import parse
from pipeline.records import Document, RawDocument, Reject

PAGE = """<html lang="en"><head><title>Chad and Oman meet</title>
<meta property="article:published_time" content="2018-03-04T10:00:00Z"><meta property="og:site_name" content="Harbour Daily"></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>Chad and Oman meet</h1>
<p>MUSCAT (Volta) - The foreign ministers of Chad and Oman met in Muscat on Monday and signed
a treaty about the trade between the two countries.</p>
<p>The minister of Chad said that the treaty would be sent to the parliament of his country. It is the first treaty of the two.</p>
</article><footer>All rights reserved</footer></body></html>"""


def test_a_page_is_read_from_its_extracted_text() -> None:
    document = parse(RawDocument("c", "a.html", ".html", PAGE, "0" * 64))
    assert isinstance(document, Document)
    assert "<p>" not in document.text and "Home" not in document.text
    assert (document.format, document.title, document.published_on) == ("newswire", "Chad and Oman meet", date(2018, 3, 4))
    assert (document.publisher, document.sha256, document.language) == ("Harbour Daily", "0" * 64, "en")
    coded = [document.text[start:end] for section in document.sections if section.is_coded for start, end in section.sentences]
    assert coded[-3].startswith("The foreign ministers of Chad")
    assert coded[-1] == "It is the first treaty of the two."


def test_a_page_without_an_article_is_rejected() -> None:
    for html in ("<html></html>", "<<<<", "<?xml version='1.0' encoding='latin-1'?><p></p>"):
        found = parse(RawDocument("c", "a.html", ".html", html, "0" * 64))
        assert isinstance(found, Reject)
        assert (found.stage, found.check_name, found.path) == ("parse", "no-text", "a.html")

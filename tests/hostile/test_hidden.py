"""What the reader of a page does not see is not read; what is seen is, however odd the page."""

import pytest

from pipeline.parse.html import extract_page
from pipeline.parse.styles import read_style

SECRET = "Peru declared war on Chile that day and nobody in the two capitals had seen it coming."
NEWS = "<p>The ministers of Chad and Oman met in Muscat and signed a treaty on the trade between the two countries, they said.</p>"
HIDDEN = (
    '<p style="display:none">{}</p>', '<div style="color: red; DISPLAY : None !important"><p>{}</p></div>',
    '<p style="visibility:hidden">{}</p>', "<p hidden>{}</p>", "<div hidden=until-found><p>{}</p></div>",
    "<template><p>{}</p></template>", "<noscript><p>{}</p></noscript>",
    '<p>A word <span style="font-size:0px">{}</span> and another that the two ministers said to the press after they had met.</p>',
    '<p style="opacity:0.0">{}</p>', '<p style="color:#FFF;background-color:white">{}</p>', '<p style="color:rgb(255, 255, 255)">{}</p>',
    '<div bgcolor="#000000"><p><font color="black">{}</font></p></div>', '<p style="color:transparent">{}</p>',
    '<p style="position:absolute; left:-9999px">{}</p>', '<p style="text-indent:-999em">{}</p>',
    '<p style="height:0;overflow:hidden">{}</p>', '<p style="position:absolute;clip:rect(0, 0, 0, 0)">{}</p>',
    "<dialog><p>{}</p></dialog>", "<textarea>{}</textarea>", "<!-- <p>{}</p> -->", "<script>{}</script>", "<svg><title>{}</title></svg>",
    "<select><option>{}</option></select>", "<iframe>{}</iframe>",
    "<style>/* }} */ .x, .y{{color:red;display:none}}</style><p class=y>{}</p>",
    "<style>#a b{{visibility:hidden}}</style><p id=a><b>{}</b></p>",
    "<style>@import url(x); .x{{display:none!important}} .x{{display:block}}</style><p class=x style='display:block'>{}</p>",
)  # fmt: skip
SHOWN = (
    "<p>{}</p>", '<p style="display:block">{}</p>', '<p style="color:#fff;background:#000">{}</p>', '<p style="font-size:10px">{}</p>',
    "<style>.x{{display:none}} .x.on{{display:block}}</style><p class='x on'>{}</p>",
    "<style>.x{{display:none}}</style><p class=x style='display:block'>{}</p>",
    "<style>@media print{{p{{display:none}}}} @keyframes a{{from{{visibility:hidden}}}}</style><p>{}</p>",
    "<style>body{{visibility:hidden}}</style><p>{}</p>", '<link rel=stylesheet href="dark.css"><p style="color:white">{}</p>',
    "<style>p:hover{{display:none}} p::before{{display:none}} ]]{{display:none}} {{display:none}} }}</style><p>{}</p>",
    "<dialog open><p>{}</p></dialog>", "<details><summary>More</summary><p>{}</p></details>", '<p style="opacity:0.5;width:0">{}</p>',
)  # fmt: skip


def read(part: str) -> str:
    page = extract_page(f"<html><head><title>Talks</title></head><body><article><h1>Talks</h1>{NEWS}{part}{NEWS}</article></body></html>")
    return page.text if page else ""


@pytest.mark.parametrize("part", HIDDEN)
def test_hidden_text_is_not_read(part: str) -> None:
    text = read(part.format(SECRET))
    assert "treaty" in text
    assert "war" not in text


@pytest.mark.parametrize("part", HIDDEN)
def test_a_page_of_hidden_text_alone_has_none(part: str) -> None:
    page = extract_page(f"<html><body>{part.format(SECRET)}</body></html>")
    assert page is None or "war" not in page.text


@pytest.mark.parametrize("part", SHOWN)
def test_text_that_is_shown_is_read(part: str) -> None:
    assert SECRET in read(part.format(SECRET))


def test_the_text_after_what_is_hidden_stays() -> None:
    text = read("<p>The two sides shook hands<span hidden> and fought</span> and went home after a long day of talks in the palace.</p>")
    assert "The two sides shook hands and went home" in text


def test_the_last_word_of_a_style_holds_but_for_an_important_one() -> None:
    assert read_style("display:none; display: BLOCK ;color") == {"display": "block"}
    assert read_style("display:none ! important; display:block; ") == {"display": "none"}
    assert read_style("clip: rect( 0 , 0px, 1px ,0 )") == {"clip": "rect( 0,0px,1px,0 )"}

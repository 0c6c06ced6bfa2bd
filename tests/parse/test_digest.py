"""Pages of the news digest: the story, related items, sources, indexes of a day, and what is damaged in them."""

from datetime import date

from pipeline.parse.digest import is_digest, read
from pipeline.records import Citation

STORY = """### [2014-03-7](/news/2014/03/7/index.md)

# Chile-Bolivia relationsShortly after noon, Bolivia recalls its consul from Arica. Chile &quot;regrets&quot; it.

A second paragraph tells more.


### Source:

1. [Some Paper](http://example.org/a_(b).html) [IMG](http://example.org/x.jpg)
2. [](http://example.org/c)
2. [again](http://example.org/c)
3. [url=https://example.org/d |date= ](url=https://example.org/d |date= )
1. [Cover Image](http://example.org/cover.jpg)

### Related:

1. [Peru opens a [second] consulate in Iquique. Chile agrees. ](/news/2013/12/31/peru-opens.md) _Context: Peru, Chile_
2. [ ](/news/2013/12/30/empty.md) _Context: Chile_
3. [2013 mining crisis: Bolivia protests. ](/news/2013/02/31/no-such-day.md) _Context: Bolivia_
"""

INDEX = """## [2014-03-7](/zh/news/2014/03/7/index.md)

##### Chile
### [Bolivia recalls its consul. ](/zh/news/2014/03/7/bolivia.md)
##### Bolivia
### [Bolivia recalls its consul. ](/zh/news/2014/03/7/bolivia.md)
#####
### [ Peru opens a consulate.](/zh/news/2014/03/6/peru.md)
## [earlier...](/zh/news/2014/03/6/index.md)
"""


def quotes(text: str) -> list[list[str]]:
    return [[text[start:end] for start, end in section.sentences] for section in read(text).sections]


def test_the_story_without_its_name() -> None:
    reading = read(STORY)
    assert is_digest(STORY)
    assert reading.published_on == date(2014, 3, 7)
    assert reading.title == "Shortly after noon, Bolivia recalls its consul from Arica."
    assert reading.sections[0].contexts == ("Chile-Bolivia relations",)
    assert quotes(STORY)[0] == [
        "Shortly after noon, Bolivia recalls its consul from Arica.",
        "Chile &quot;regrets&quot; it.",
        "A second paragraph tells more.",
    ]


def test_related_items_have_their_own_date_link_and_contexts() -> None:
    first, second = read(STORY).sections[1:]
    assert (first.kind, first.published_on, first.link) == ("related", date(2013, 12, 31), "/news/2013/12/31/peru-opens.md")
    assert first.contexts == ("Peru", "Chile")
    assert quotes(STORY)[1] == ["Peru opens a [second] consulate in Iquique.", "Chile agrees."]
    assert (second.published_on, second.contexts) == (None, ("Bolivia", "2013 mining crisis"))
    assert quotes(STORY)[2] == ["Bolivia protests."]


def test_sources_are_cited_once_and_pictures_are_not() -> None:
    assert read(STORY).citations == (
        Citation("http://example.org/a_(b).html", "Some Paper"),
        Citation("http://example.org/c", None),
        Citation("https://example.org/d", "url=https://example.org/d |date="),
    )


def test_an_index_lists_each_item_once_with_all_its_topics() -> None:
    reading = read(INDEX)
    assert is_digest(INDEX)
    assert reading.published_on == date(2014, 3, 7)
    assert [(section.kind, section.contexts, section.published_on) for section in reading.sections] == [
        ("main", ("Chile", "Bolivia"), date(2014, 3, 7)),
        ("main", (), date(2014, 3, 6)),
    ]
    assert quotes(INDEX) == [["Bolivia recalls its consul."], ["Peru opens a consulate."]]


def test_stories_of_one_page_may_list_the_same_item() -> None:
    story = "# Bolivia recalls its consul.\n\n### Related:\n\n1. [Peru opens a consulate. ](/news/2014/03/6/peru.md)\n"
    sections = read("### [2014-03-7](/news/2014/03/7/index.md)\n\n" + story + story.replace("Bolivia", "Chile")).sections
    assert [section.kind for section in sections] == ["main", "related", "main", "related"]


def test_chinese_pages_have_the_same_parts() -> None:
    text = (
        "### [2014-03-7](/news/2014/03/7/index.md)\n\n##### 智利\n# 玻利维亚召回领事。智利表示遗憾。\n\n### 信息来源:\n\n1. [某报](http://example.org/a)\n\n"
        "### 有关:\n\n1. [秘鲁开设领事馆。](/zh/news/2013/12/3/x.md) _消息: 秘鲁, 智利_\n"
    )
    reading = read(text)
    assert [section.contexts for section in reading.sections] == [("智利",), ("秘鲁", "智利")]
    assert [len(section.sentences) for section in reading.sections] == [2, 1]
    assert reading.sections[1].published_on == date(2013, 12, 3)
    assert reading.citations == (Citation("http://example.org/a", "某报"),)


def test_an_empty_page_has_no_sections() -> None:
    reading = read("### [2014-03-7](/news/2014/03/7/index.md)\n\n# \n\n\n\n### Source:\n\n### Related:\n\n1. broken\n2. [x\n")
    assert [section.kind for section in reading.sections if section.kind != "other"] == []
    assert reading.citations == ()

"""Related items and contexts of digest pages, as a build makes links and contexts of events of them."""

from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipeline.flows import work
from pipeline.options import BuildOptions
from pipeline.sample import corpus_path

PAGES = {
    "recall.md": """### [2017-03-30](/news/2017/03/30/index.md)

# Andean crisis: Peru recalls its ambassador to Venezuela.

### Related:

1. [Chile expels the ambassador of Venezuela. ](/news/2017/04/2/chile-expels.md) _Context: Chile, Expulsions_
2. [Heavy rain falls on the north of Peru. ](/news/2017/03/18/rain.md) _Context: Rain_
3. [Peru recalls its ambassador to Venezuela. ](/news/2017/03/30/peru-recalls.md) _Context: Peru_
""",
    "expulsion.md": """### [2017-04-2](/news/2017/04/2/index.md)

##### Caracas
# Chile expels the ambassador of Venezuela. Colombia recalls its ambassador to Venezuela.

### Related:

1. [Peru recalls its ambassador to Venezuela. ](/news/2017/03/30/peru-recalls.md) _Context: Lima_
""",
    "rain.md": """### [2017-03-18](/news/2017/03/18/index.md)

# Heavy rain falls on the north of Peru.

### Related:

1. [Bolivia recalls its ambassador to Chile. ](/news/2017/03/1/bolivia.md) _Context: Bolivia_
""",
    "two.md": """### [2018-05-4](/news/2018/05/4/index.md)

# Kenya recalls its ambassador to Somalia.

### Related:

1. [Egypt expels the ambassador of Qatar. ](/news/2018/05/2/egypt.md) _Context: Doha_

# Heavy snow falls on the north of Japan.

### Related:

1. [Ghana expels the ambassador of Togo. ](/news/2018/05/1/ghana.md) _Context: Accra_

# Sweden recalls its ambassador to Norway.

### Related:

1. [Egypt expels the ambassador of Qatar. ](/news/2018/05/2/egypt.md) _Context: Cairo_
""",
}
RECALL, EXPULSION, COLOMBIA = "Peru: recall envoy (Venezuela)", "Chile: expel envoy (Venezuela)", "Colombia: recall envoy (Venezuela)"
EGYPT, KENYA, SWEDEN = "Egypt: expel envoy (Qatar)", "Kenya: recall envoy (Somalia)", "Sweden: recall envoy (Norway)"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    for name, text in PAGES.items():
        (folder / name).write_text(text, encoding="utf-8")
    work.build([str(folder)], folder / "built.duckdb", BuildOptions(workers=1), None)
    return folder / "built.duckdb"


def query(file: Path, text: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(file), read_only=True) as connection:
        return connection.execute(text).fetchall()


def _without_date(table: str) -> str:
    return f"regexp_replace({table}.summary, ', [^,]*$', '')"


def test_an_item_that_another_page_has_as_its_story_is_one_event_with_it(file: Path) -> None:
    found = query(file, f"SELECT {_without_date('events')}, n_mentions, n_sources FROM events ORDER BY ALL")
    assert found == [
        ("Bolivia: recall envoy (Chile)", 1, 1), (EXPULSION, 2, 2), (COLOMBIA, 1, 1), (EGYPT, 2, 1), ("Ghana: expel envoy (Togo)", 1, 1),
        (KENYA, 1, 1), (RECALL, 3, 2), (SWEDEN, 1, 1),
    ]  # fmt: skip


def test_a_story_is_linked_to_the_events_of_its_own_list_and_never_to_itself(file: Path) -> None:
    pairs = "event_links JOIN events AS a USING (event_id) JOIN events AS b ON b.event_id = linked_event_id"
    assert query(file, f"SELECT {', '.join(_without_date(each) for each in 'ab')} FROM {pairs} ORDER BY ALL") == [
        (EXPULSION, RECALL), (COLOMBIA, RECALL), (KENYA, EGYPT), (RECALL, EXPULSION), (SWEDEN, EGYPT),
    ]  # fmt: skip


def test_an_event_has_the_contexts_of_its_own_items_and_stories_only(file: Path) -> None:
    contexts = "list(context ORDER BY context) FROM events JOIN event_contexts USING (event_id)"
    assert dict(query(file, f"SELECT {_without_date('events')} AS told, {contexts} GROUP BY told")) == {
        RECALL: ["Andean crisis", "Lima", "Peru"],
        EXPULSION: ["Caracas", "Chile", "Expulsions"],
        COLOMBIA: ["Caracas"],
        "Bolivia: recall envoy (Chile)": ["Bolivia"],
        EGYPT: ["Cairo", "Doha"],
        "Ghana: expel envoy (Togo)": ["Accra"],
    }


def test_links_and_contexts_of_the_sample_are_those_of_its_pages(tmp_path: Path) -> None:
    file = tmp_path / "sample.duckdb"
    work.build([str(corpus_path())], file, BuildOptions(workers=1), None)
    told = "SELECT DISTINCT source_id, event_id FROM mentions WHERE section"
    pairs = f"({told} = 'main') AS story JOIN ({told} = 'related') AS item USING (source_id)"
    wanted = f"SELECT DISTINCT story.event_id, item.event_id FROM {pairs} WHERE story.event_id <> item.event_id ORDER BY ALL"
    links = query(file, "SELECT event_id, linked_event_id FROM event_links ORDER BY ALL")
    assert links and links == query(file, wanted), "every page of the sample has one story"
    labels = "SELECT DISTINCT event_id, context FROM mentions JOIN section_contexts USING (source_id, section_no) ORDER BY ALL"
    assert query(file, "FROM event_contexts ORDER BY ALL") == query(file, labels)

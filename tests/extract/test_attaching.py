"""Which date of a sentence dates which act."""

import pytest

from pipeline.days import write_days
from tests.extract.coding import code


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("On 5 May 2015 Peru expelled the Chilean ambassador and condemned Chile.", {"expel-envoy": "2015-05-05", "condemn": "2015-05-05"}),
        ("On 5 May 2015 Peru expelled the Chilean ambassador and on 9 June 2015 it condemned Chile.",
         {"expel-envoy": "2015-05-05", "condemn": "2015-06-09"}),
        ("Peru expelled the Chilean ambassador in 2015 and condemned Chile in 2017.", {"expel-envoy": "2015", "condemn": "2017"}),
        ("Peru expelled the Chilean ambassador on 5 May 2015, a day after Chile had condemned Peru on 4 May 2015.",
         {"expel-envoy": "2015-05-05", "condemn": "2015-05-04"}),
        ("Peru, which condemned Chile in 2013, expelled the Chilean ambassador in 2015.", {"expel-envoy": "2015", "condemn": "2013"}),
        ("Peru condemned the coup of 1973 in 2015.", {"condemn": "2015"}),
    ],
)  # fmt: skip
def test_a_date_goes_with_the_act_on_which_it_hangs(text: str, wanted: dict[str, str]) -> None:
    found = {mention.act: write_days(mention.period.first, mention.period.precision) for mention in code(text)}
    assert found == wanted

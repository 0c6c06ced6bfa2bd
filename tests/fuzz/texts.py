"""A source of chance in, texts out that look like what the pipeline reads, broken in the ways in which such texts are."""

import random
from collections.abc import Callable, Sequence

PLACES = (
    "Peru", "Venezuela", "France", "Kenya", "the United States", "Tehran", "Lima", "the European Union", "Burkina Faso", "U.S.",
    "Côte d'Ivoire",
)  # fmt: skip
ADJECTIVES = ("Peruvian", "French", "Kenyan", "U.S.", "Iranian", "South Korean")
OFFICES = ("President", "Foreign Minister", "prime minister", "ambassador", "the minister of foreign affairs", "spokeswoman", "General")
PEOPLE = (
    "Ana Paz", "Juan de la Cruz", "Kuczynski", "al-Salem", "O'Brien", "Li Wei", "J. P. Moreau", "Robert'); DROP TABLE events;--", "=1+1",
)  # fmt: skip
DEEDS = (
    "recalled its ambassador from", "expelled two diplomats of", "signed a treaty with", "imposed sanctions on", "condemned",
    "met in Lima with", "threatened to attack", "has refused to recognize", "promised aid to", "accused",
    "deployed troops to the border with", "withdrew from talks with",
)  # fmt: skip
DAYS = (
    "on Monday", "on 3 May 2017", "on the 99th of May", "in 99999", "on 0000-00-00", "on 31 February 2019", "two days before 5 May",
    "last week", "between 3 and 5 June 2018", "three million years ago", "in May", "on 2017-02-30", "Dec 11 , 2006", "since 1999",
    "at the end of the year", "29 February", "the following month", "99999999999 days later", "1 January 0001", "December 31, 9999",
    "on 5.5.2015",
)  # fmt: skip
MARKS = (
    "\0", "\x1b[31m", "\u202e", "\u202d", "\u2066", "\u200b", "\u200d", "\ufeff", "\u00ad", "\x85", "\u2028", "\x0b", "\r", "\r\n",
    "\n\n", "\t", "\x7f", "\u0301" * 3, "😀", "中文", "שלום", "İ", "ß", "ﬁ", "²", "٣", "Ⅷ", "\U000e0041", "\U0010ffff", "\ufffd", "&quot;",
    "&#39;", "--", "…", "...", "<b>", "](", "[", "= ", "### ", "##### ", "|", "://", "“", "”", "’s", "'s", "(", ")", ". . .", "-", "re-",
)  # fmt: skip
HEADS = (
    "### [May 5](/2017/05/05/index.md)\n\n", "= Title =\n\n", "== History ==\n", "LIMA (Reuters) - ",
    "MOSCOW, Nov. 4 , 2006 (Xinhua) -- ", "---\ntitle: &a [*a, *a]\ndate: 2017-05-05\n---\n\n", "# A story\n",
    "By Ana Paz\n2017-05-05 12:00\n\n", "[Daily Report] ", "Infobox\n- Capital: Lima\n",
    "### Sources\n1. [A](http://a.example/x) [IMG](y)\n", "### Related\n1. [Peru: talks begin](/2017/05/01/a.md) _Context: A, B_\n",
    "12 Comments\n\n",
)  # fmt: skip
HIDDEN = (
    '<div style="display:none">{}</div>', "<p hidden>{}</p>", "<template>{}</template>", '<span style="font-size:0">{}</span>',
    "<!-- {} -->", "<style>.x{{display:none}}</style><p class=x>{}</p>", "<script>{}</script>", "<noscript>{}</noscript>",
    "<p style='color:#fff;background:white'>{}</p>",
)  # fmt: skip
SHOWN = (
    "<p>{}</p>", "<div><p>{}</p>", "<b>{}", "<table><tr><td>{}", "<li>{}</li>", "<h1>{}</h1>", "<a href='{}'>x</a>",
    "<details>{}</details>", "<p style='{}'>x</p>", "<style>{}</style>", "<meta property='og:title' content='{}'>", "<![CDATA[{}]]>",
    "<pre>{}</pre>", "<article>{}",
)  # fmt: skip

Maker = Callable[[random.Random], str]


def sentence(chance: random.Random) -> str:
    """Somebody does something to somebody, at some time; now and then with a mark where none belongs."""
    who = chance.choice((_country, _official, _official_named_after))
    parts = [who(chance), chance.choice(DEEDS), who(chance), *chance.sample(DAYS, chance.randrange(3))]
    if chance.random() < 0.2:
        parts.insert(
            chance.randrange(len(parts)), chance.choice((", who said that", "and", "of the minister of", "including", '"We will"', "not"))
        )
    text = " ".join(parts) + chance.choice((".", "!", "", "...", '."'))
    return spoilt(text, chance) if chance.random() < 0.5 else text


def spoilt(text: str, chance: random.Random) -> str:
    """The text with a mark put in, a stretch doubled, cut out or moved."""
    for _ in range(chance.randrange(1, 4)):
        start = chance.randrange(len(text) + 1)
        end = min(len(text), start + chance.randrange(12))
        change = chance.randrange(5)
        if change < 2:
            mark = chance.choice(("", "", " ")).join(("", *chance.choices(MARKS, k=chance.choice((1, 1, 2))), ""))
            text = text[:start] + mark + text[start:]
        elif change == 2:
            text = text[:start] + text[start:end] * chance.choice((2, 3, 40)) + text[end:]
        elif change == 3:
            text = text[:start] + text[end:]
        else:
            text = text[end:] + text[:start]
    return text


def document(chance: random.Random) -> str:
    """Paragraphs of sentences under one of the heads that readers know."""
    parts = chance.sample(HEADS, chance.randrange(4))
    for _ in range(chance.randrange(1, 6)):
        parts.append(" ".join(sentence(chance) for _ in range(chance.randrange(1, 4))) + chance.choice(("\n\n", "\n", "\r\n\r\n", "")))
    chance.shuffle(parts)
    text = "".join(parts)
    return spoilt(text, chance) if chance.random() < 0.3 else text


def page(chance: random.Random) -> str:
    """A web page with shown and hidden parts, rarely well formed."""
    parts = [chance.choice((*SHOWN, *HIDDEN)).format(sentence(chance)) for _ in range(chance.randrange(1, 8))]
    parts.append(f"<p>{document(chance)}</p>")
    text = f"<html><head><title>{sentence(chance)}</title></head><body>{''.join(parts)}</body></html>"
    return spoilt(text, chance) if chance.random() < 0.5 else text


def json_lines(chance: random.Random) -> str:
    """Lines with fields of every type."""
    values: Sequence[Maker] = (document, sentence, _literal)
    keys = ("id", "text", "title", "url", "publisher", "language", "licence", "format", "date")
    lines = []
    for number in range(chance.randrange(1, 5)):
        fields = {key: chance.choice(values)(chance) for key in chance.sample(keys, chance.randrange(1, len(keys) + 1))} | {
            "id": str(number)
        }
        lines.append("{" + ", ".join(f'"{key}": {_json(value, chance)}' for key, value in fields.items()) + "}")
    return "\n".join(lines)


def table(columns: Sequence[str], cells: Sequence[str]) -> Maker:
    """A maker of comma-separated lists with these columns, from these cells and others."""

    def make(chance: random.Random) -> str:
        names = list(columns) if chance.random() < 0.8 else chance.sample(columns, chance.randrange(len(columns) + 1))
        rows = [",".join(names)]
        for _ in range(chance.randrange(4)):
            rows.append(
                ",".join(_cell(chance.choice((*cells, "", sentence(chance), chance.choice(DAYS), *MARKS[:8])), chance) for _ in names)
            )
        text = chance.choice(("\n", "\r\n")).join(rows)
        return spoilt(text, chance) if chance.random() < 0.3 else text

    return make


def settings(chance: random.Random) -> str:
    """A corpus file, right or wrong in one place or another."""
    values = (
        '"lima"',
        '"feed"',
        '"location"',
        '"https://a.example/x"',
        '"../x"',
        "1",
        "-1",
        "1e400",
        "true",
        "2020-01-01",
        '["*"]',
        "[[1]]",
        "{a=1}",
        '""',
    )
    names = (
        "name",
        "kind",
        "url",
        "publisher",
        "licence",
        "language",
        "format",
        "policy",
        "quote_chars",
        "include",
        "exclude",
        "since",
        "timeout",
    )
    lines = ['name = "x"', 'contact = "mailto:a@b.example"'] if chance.random() < 0.5 else []
    for _ in range(chance.randrange(1, 4)):
        lines.append(chance.choice(("[[source]]", "[[source]]", "[source]")))
        lines += ['name = "lima"', 'kind = "feed"', 'url = "https://a.example/"'] if chance.random() < 0.4 else []
        lines += [
            f"{name} = {chance.choice((*values, _json(sentence(chance), chance)))}" for name in chance.sample(names, chance.randrange(5))
        ]
    text = "\n".join(lines)
    return spoilt(text, chance) if chance.random() < 0.3 else text


def _country(chance: random.Random) -> str:
    return chance.choice(PLACES)


def _official(chance: random.Random) -> str:
    return f"{chance.choice(ADJECTIVES)} {chance.choice(OFFICES)} {chance.choice(PEOPLE)}"


def _official_named_after(chance: random.Random) -> str:
    return f"{chance.choice(PEOPLE)}, {chance.choice(OFFICES)} of {chance.choice(PLACES)},"


def _literal(chance: random.Random) -> str:
    return chance.choice(
        ("", "null", "2017-05-05", "2017-02-30", "en", "zh-CN", "digest", "blog", "=1+1", "<script>alert(1)</script>", "http://[", "\ud800")
    )


def _json(text: str, chance: random.Random) -> str:
    if chance.random() < 0.05:
        return chance.choice(("1", "1e999", "null", "[" * 5_000, '"\\ud800"', '"\\u0000"', "{}", "-0", "NaN", "1" * 5_000))
    plain = "".join(letter if letter.isprintable() and letter not in '"\\' else f"\\u{min(ord(letter), 0xFFFF):04x}" for letter in text)
    return f'"{plain}"'


def _cell(text: str, chance: random.Random) -> str:
    return '"' + text.replace('"', '""') + '"' if chance.random() < 0.5 else text

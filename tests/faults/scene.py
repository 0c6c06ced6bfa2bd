"""Two days of a small corpus in, a folder to run commands in out: documents of a folder and of a feed, as of yesterday or of today."""

from collections.abc import Mapping
from pathlib import Path

from tests.fetch.web import Reply, Web, item, rss

PHASES = ("fetch", "build", "release", "publish")
DB = "data/last.duckdb"

# Documents of yesterday, and those that are new or other ones today; GONE is taken away.
YESTERDAY = {
    "a/one.txt": "LIMA, March 31, 2017 - Peru recalled its ambassador from Venezuela on 30 March 2017. Foreign Minister Ricardo Luna"
    " condemned Venezuela on Thursday.",
    "a/two.txt": "BOGOTA, April 1, 2017 - Colombia recalled its ambassador from Venezuela on 31 March 2017.",
    "b/three.txt": "Peru severed relations with Venezuela in April 1992. Peru restored diplomatic relations with Venezuela in 1993.",
    "b/four.txt": "QUITO, August 14, 2017 - Venezuela expelled Ecuador's ambassador on 12 August 2017.",
    "b/empty.txt": "",
}
TODAY = {
    "a/one.txt": "LIMA, March 31, 2017 - Peru recalled its ambassador from Venezuela on 30 March 2017. Foreign Minister Ricardo Luna"
    " met Chilean Foreign Minister Heraldo Muñoz in Santiago on Thursday.",
    "b/five.txt": "CARACAS, August 12, 2017 - Venezuela expelled Peru's chargé d'affaires on Friday.",
    "b/six.txt": "MADRID, March 31, 2017 - Spain recalled its ambassador from Venezuela on 30 March 2017.",
}
GONE = "b/four.txt"
PAGES = {
    "1": "Chile condemned Venezuela on 31 March 2017. Foreign Minister Heraldo Muñoz met Luna on Friday.",
    "2": "Argentina recalled its ambassador from Venezuela on 2 April 2017.",
}
PAGES_TODAY = PAGES | {
    "2": "Argentina recalled its ambassador from Venezuela on 3 April 2017. Brazil condemned Venezuela on 3 April 2017.",
    "3": "Mexico expelled the ambassador of North Korea on 7 September 2017.",
    "4": "Spain expelled the ambassador of North Korea on 18 September 2017.",
    "5": "Kuwait expelled the ambassador of North Korea on 17 September 2017.",
}

SETTINGS = """name = "ministries"
contact = "mailto:me@university.example"
allow_private = true

[[source]]
name = "notes"
kind = "location"
url = "corpus"

[[source]]
name = "press"
kind = "feed"
url = "{url}"
seconds_between = 0
"""


def set_up(folder: Path, web: Web) -> None:
    """Make a folder with yesterday's documents and an empty store, and have the server give yesterday's feed."""
    (folder / "mirror").mkdir(parents=True)
    (folder / "corpus.toml").write_text(SETTINGS.format(url=f"{_address(web)}/feed"), encoding="utf-8")
    write_texts(folder / "corpus", YESTERDAY)
    _give(web, PAGES)


def bring_today(folder: Path, web: Web) -> None:
    """Change all as a day does: documents come, some change, one goes."""
    write_texts(folder / "corpus", TODAY)
    (folder / "corpus" / GONE).unlink()
    _give(web, PAGES_TODAY)


def command(phase: str, folder: Path, workers: int = 1) -> tuple[str, ...]:
    """The arguments of one phase, to be run in the folder."""
    if phase == "fetch":
        return ("fetch", "corpus.toml")
    if phase == "build":
        return ("build", "corpus.toml", "--db", DB, "--workers", str(workers))
    if phase == "release":
        return ("release", "--db", DB)
    newest = max(path.name for path in (folder / "dist").iterdir() if not path.name.startswith("."))
    return ("publish", f"dist/{newest}", "mirror")


def write_texts(folder: Path, texts: Mapping[str, str]) -> None:
    """Write texts as files below a folder."""
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def _give(web: Web, pages: Mapping[str, str]) -> None:
    web.answers[f"{_address(web)}/feed"] = rss(*(item(f"/{name}", f"Note {name}") for name in pages))
    for name, text in pages.items():
        content = f"<html><head><title>Note {name}</title></head><body><article><h1>Note {name}</h1><p>{text}</p></article></body></html>"
        headers = {"Content-Type": "text/html; charset=utf-8", "ETag": f'"{len(content)}"'}
        web.answers[f"{_address(web)}/{name}"] = Reply(content.encode(), headers=headers)


def _address(web: Web) -> str:
    return f"http://127.0.0.1:{web.port}"

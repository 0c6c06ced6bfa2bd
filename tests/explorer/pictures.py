"""A page in, its picture under `build/screenshots/` out, which is no part of the repository."""

from pathlib import Path

from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "build" / "screenshots"


def keep_picture(page: Page, name: str) -> None:
    """What a reader sees of the page, as `build/screenshots/NAME.png`."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=FOLDER / f"{name}.png")

"""How Sphinx makes the site of these pages: `sphinx-build -W --keep-going -n -b html docs build/docs`; nothing is asked of the network."""

import tomllib
from pathlib import Path

from pygments.lexers.data import JsonLexer
from pygments.lexers.special import TextLexer
from sphinx.highlighting import lexers

_PROJECT = tomllib.loads((Path(__file__).resolve().parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]

project = "Legation"
author = "The Legation contributors"
project_copyright = author
version = release = str(_PROJECT["version"])
language = "en"

extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
myst_enable_extensions = ["attrs_inline"]
myst_heading_anchors = 4
lexers |= {"csv": TextLexer(), "jsonl": JsonLexer()}  # Pygments knows neither
smartquotes = False  # an option begins with two hyphens, in prose as well

html_theme = "furo"
html_title = f"Legation {release}"
html_copy_source = False
html_show_sourcelink = False
html_last_updated_fmt = None  # the same pages give the same site on every day
html_theme_options = {
    "light_css_variables": {"color-brand-primary": "#0b5394", "color-brand-content": "#0b5394"},
    "dark_css_variables": {"color-brand-primary": "#7cc4ff", "color-brand-content": "#7cc4ff"},
}

"""Sections go in, one HTML page comes out that asks nothing of any other host and runs nothing."""

import re
from collections.abc import Iterable, Sequence
from html import escape
from importlib.resources import files

from jinja2 import Environment, StrictUndefined
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup

from pipeline.release.pages.section import Grid, Section, anchors_of

SCROLLING = '<div class="wide" role="region" aria-label="Table" tabindex="0"><table>'


def page_of(title: str, introduction: str, sections: Sequence[Section]) -> str:
    """A whole page with a table of contents. Code that is the name of a section or row leads there; HTML in Markdown is shown as text."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.tests["grid"] = lambda block: isinstance(block, Grid)
    markdown, links = _markdown(), _links(sections)
    environment.filters["text"] = lambda text: Markup(markdown.render(text, {"links": links}))
    environment.filters["line"] = lambda text: Markup(markdown.renderInline(text, {"links": links}))
    environment.filters["plain"] = lambda text: Markup(markdown.renderInline(text, {"links": {}}))
    template = environment.from_string(files("pipeline.release").joinpath("templates", "page.html").read_text(encoding="utf-8"))
    return template.render(title=title, introduction=introduction, sections=sections).strip() + "\n"


def _links(sections: Iterable[Section]) -> dict[str, str]:
    """Anchors by what a text calls them: `events`, `events.date`, `expel-envoy`, and `role` for the codes of that name."""
    return {re.sub(r"^(codes|act|event_type)-", "", anchor): anchor for anchor in sorted(anchors_of(sections), reverse=True)}


def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    markdown.add_render_rule("code_inline", _code)
    markdown.add_render_rule("table_open", lambda *_: SCROLLING)
    markdown.add_render_rule("table_close", lambda *_: "</table></div>\n")
    return markdown


def _code(_: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    content = tokens[index].content
    code = f"<code>{escape(content)}</code>"
    anchor = env["links"].get(content)
    return f'<a href="#{escape(anchor)}">{code}</a>' if anchor else code

"""The letter as one web page that needs nothing else: tables with captions, scopes and spans."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from markupsafe import Markup

from answerable.publish.reply.blocks import Letter
from answerable.publish.templating import environment


@cache
def _css() -> str:
    return files("answerable.publish").joinpath("templates/reply.css").read_text(encoding="utf-8")


def _span(name: str, count: int) -> Markup:
    """The attribute of a span, where it spans more than one."""
    return Markup(' {}="{}"').format(name, count) if count > 1 else Markup()


def html(letter: Letter) -> str:
    """The page, in British English, to WCAG 2.2 AA."""
    template = environment().get_template("reply.html.j2")
    blocks = [(type(block).__name__, block) for block in letter.blocks]
    return template.render(letter=letter, blocks=blocks, css=Markup(_css()), span=_span)  # noqa: S704 - our own file

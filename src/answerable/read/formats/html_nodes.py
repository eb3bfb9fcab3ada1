"""A web page as a tree that knows its lines, and what of it is not part of the reply.

The parser keeps no positions, so each start tag is given its line as an attribute before parsing; the
attribute then follows the element wherever the HTML standard's error recovery puts it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from answerable.read.formats.origin import footnote
from answerable.read.formats.text import lines

_LINE = "data-answerable-line"
_START = re.compile(r"<([a-zA-Z][a-zA-Z0-9]*)(?=[\s/>])")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)(?=[\s/>])")
_PRE_ENDS_LINE = re.compile(r"<pre\b[^<>]*>$", re.I)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)

SKIPPED = frozenset(
    {
        "head", "script", "style", "template", "noscript", "nav", "svg", "math", "iframe", "object",
        "canvas", "audio", "video", "img", "picture", "map", "textarea", "select", "input", "button",
        "datalist", "dialog"
    }
)  # fmt: skip
"""Elements that print none of the reply's text."""

STRUCK = frozenset({"del", "s", "strike"})
"""Elements whose text the body took back; beside what stands for it now it would make another number."""

_CLOSED_BY_ITSELF = frozenset(
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
        "wbr", "p", "li", "td", "th", "tr", "tbody", "thead", "tfoot", "dt", "dd", "option", "optgroup",
        "colgroup", "html", "head", "body"
    }
)  # fmt: skip

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

BLOCKS = HEADINGS | frozenset(
    {
        "html", "body", "p", "div", "section", "article", "main", "aside", "header", "footer", "address",
        "blockquote", "figure", "figcaption", "center", "ul", "ol", "li", "dl", "dt", "dd", "form",
        "fieldset", "legend", "details", "summary", "hr", "br", "table", "caption", "thead", "tbody",
        "tfoot", "tr", "td", "th", "colgroup", "col"
    }
)  # fmt: skip
"""Elements that begin and end a line of their own."""


def parse(text: str) -> LexborNode | None:
    """The body of a page, each element carrying its line (a ``pre``, that of its first line of text)."""
    numbered = []
    for number, line in enumerate(lines(text), start=1):
        marked = _START.sub(rf'<\1 {_LINE}="{number}"', line)
        if _PRE_ENDS_LINE.search(line):  # the parser drops a newline right after the tag
            head, _, tail = marked.rpartition(f'{_LINE}="{number}"')
            marked = f'{head}{_LINE}="{number + 1}"{tail}'
        numbered.append(marked)
    return LexborHTMLParser("\n".join(numbered)).body


def size_of(text: str) -> tuple[int, int]:
    """How many start tags a page has, and how deep they nest, before any parser sees it.

    Elements whose end tag may be left out do not count as nesting: a new one closes the last.
    """
    tags = depth = deepest = 0
    for match in _TAG.finditer(text):
        closing = match[1] == "/"
        tags += not closing
        if match[2].lower() not in _CLOSED_BY_ITSELF:
            depth = max(0, depth - 1) if closing else depth + 1
            deepest = max(deepest, depth)
    return tags, deepest


def name_of(node: LexborNode) -> str:
    """The element's name in lower case; ``-text`` and ``-comment`` for what is no element."""
    return node.tag or ""


def line_of(node: LexborNode) -> int | None:
    """The line of the element's start tag, from 1; None for an element that the parser put in."""
    text = node.attributes.get(_LINE)
    return int(text) if text else None


def is_hidden(node: LexborNode) -> bool:
    """True where the markup says that the element is not shown."""
    found = node.attributes
    return "hidden" in found or bool(_HIDDEN_STYLE.search(found.get("style") or ""))


def is_struck(node: LexborNode) -> bool:
    """True for text with a line through it."""
    return node.tag in STRUCK or "line-through" in (node.attributes.get("style") or "").lower()


def is_skipped(node: LexborNode) -> bool:
    """True for what is not part of a page's text: scripts, navigation, banners, and what is hidden."""
    if node.tag in SKIPPED or is_struck(node):
        return True
    found = node.attributes
    role = found.get("role")
    if role in {"banner", "navigation", "dialog", "alertdialog", "search"}:
        return True
    return found.get("aria-hidden") == "true" or is_hidden(node)


def walk(root: LexborNode) -> Iterator[tuple[bool, LexborNode]]:
    """(True, node) as each node below ``root`` begins and (False, node) as each element ends.

    What is skipped is passed over, except table parts, which keep their place so that no column shifts.
    No recursion: a page may nest without end.
    """
    node = root.first_child
    stack: list[LexborNode] = []
    while True:
        while node is None:
            if not stack:
                return
            ended = stack.pop()
            yield False, ended
            node = ended.next
        tag = name_of(node)
        if tag.startswith("-"):
            if tag == "-text":
                yield True, node
            node = node.next
            continue
        if tag in {"td", "th", "tr", "thead", "tbody", "tfoot"} or not is_skipped(node):
            yield True, node
            stack.append(node)
            node = node.first_child
            continue
        node = node.next


def text_of(root: LexborNode) -> str:
    """The text below an element: words of different blocks stay apart, raised numbers stand in brackets."""
    out: list[str] = []
    raised = 0
    for begins, node in walk(root):
        tag = name_of(node)
        if tag == "-text":
            text = node.text() or ""
            out.append(footnote(text) if raised else text)
        elif tag == "sup":
            raised += 1 if begins else -1
        elif tag in BLOCKS:
            out.append("\n")
    return "".join(out)

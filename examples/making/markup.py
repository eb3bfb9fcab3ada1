"""HTML pages, with what a force's site puts round a reply."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

Cell = str | int | tuple[str, int, int]  # a text, or a text with its row span and column span


def table(header: Sequence[Sequence[Cell]], body: Sequence[Sequence[Cell]], caption: str = "") -> str:
    """A table with its first rows and first column as headings."""
    lines = ["<table>"]
    if caption:
        lines.append(f"<caption>{escape(caption)}</caption>")
    lines.append("<thead>")
    lines += [_row(row, heading=len(row)) for row in header]
    lines += ["</thead>", "<tbody>"]
    lines += [_row(row, heading=1) for row in body]
    return "\n".join([*lines, "</tbody>", "</table>"])


def plain_table(rows: Sequence[Sequence[Cell]]) -> str:
    """A table without headings or sections, as word processors save it."""
    return "\n".join(["<table border=1>", *(_row(row, heading=0) for row in rows), "</table>"])


def _row(row: Sequence[Cell], heading: int) -> str:
    cells = []
    for i, cell in enumerate(row):
        text, down, across = cell if isinstance(cell, tuple) else (str(cell), 1, 1)
        name = "th" if i < heading else "td"
        spans = f' rowspan="{down}"' * (down > 1) + f' colspan="{across}"' * (across > 1)
        cells.append(f"<{name}{spans}>{escape(text)}</{name}>")
    return f"<tr>{''.join(cells)}</tr>"


def paragraphs(text: str) -> str:
    """Running text as paragraphs; single line breaks stay."""
    return "\n".join(f"<p>{escape(part).replace(chr(10), '<br>')}</p>" for part in text.split("\n\n"))


def page(title: str, main: str, *, site: str, lang: str = "en", links: Sequence[str] = ()) -> str:
    """A whole page: skip link, menu, search box, main part, footer."""
    menu = "".join(f'<li><a href="#">{escape(link)}</a></li>' for link in links)
    return f"""<!DOCTYPE html>
<html lang="{lang}">
<head><meta charset="utf-8"><title>{escape(title)} | {escape(site)}</title>
<style>table {{ border-collapse: collapse }}</style>
<script>var visits = 2014;</script></head>
<body>
<a href="#main">Skip to main content</a>
<div class="cookies"><p>We use cookies. By using this site you agree to our use of them.</p></div>
<nav><ul>{menu}</ul></nav>
<main id="main">
<h1>{escape(title)}</h1>
{main}
</main>
<footer><p>&copy; {escape(site)} 2014</p><ul><li>Accessibility</li><li>Site map</li></ul></footer>
</body>
</html>
"""

"""Tables as markup for the typesetter Typst, which sets them by rules of its own: spans, strokes, wrapping, pages."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.generators.replies import Content, Row


@dataclass(frozen=True)
class Look:
    """How a table is set.

    Attributes:
        lines: ``grid``, ``none``, ``rows``, ``columns``, ``outer``, ``three`` or ``groups`` (three, and a line under each upper heading).
        shade: ``none``, ``heading``, ``dark`` (white on a dark band) or ``zebra``.
        heads, labels, values: how each stands from side to side.
        upright, across: how headings, and the cells of the body, stand from the top down.
        stub: where the labels' heading stands beside several rows of headings: ``all`` of them, the ``first`` or the ``last``.
        again: True where the heading stands on each page.
        size, pad, air: of the type; beside and above the text of a cell.
        label, value: the widths of columns, as the typesetter takes them.
        turned: True where the lowest headings run upwards.
        tracked: points between the letters of the headings.
        capitals: True where headings are printed in capitals.
        bold: True where headings and totals are.
        twice: True where bold is the same text drawn twice.
        indent: points by which rows stand in that are not ``strong``.
        at: where the table stands.
    """

    lines: str = "grid"
    shade: str = "none"
    heads: str = "center"
    labels: str = "left"
    values: str = "right"
    upright: str = "horizon"
    across: str = "horizon"
    stub: str = "all"
    again: bool = True
    size: float = 9
    pad: float = 5
    air: float = 3
    label: str = "auto"
    value: str = "auto"
    turned: bool = False
    tracked: float = 0
    capitals: bool = False
    bold: bool = True
    twice: bool = False
    indent: float = 0
    at: str = "left"


def quoted(text: str) -> str:
    """A text as the typesetter takes it in code."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def table(content: Content, look: Look) -> str:
    """The markup of a table, in code mode."""
    stubs, width, depth = len(content.stubs), len(content.columns), content.depth
    columns = ", ".join([look.label] * stubs + [look.value] * width)
    heads = ", ".join(_heading(content, look))
    body = ", ".join(itertools.chain.from_iterable(_body(content, look)))
    repeat = "true" if look.again else "false"
    lines = "".join(f", table.hline(y: {y}, {where})" for y, where in _lines(content, look))
    inner = (
        f"table(columns: ({columns},), inset: (x: {look.pad}pt, y: {look.air}pt), stroke: {_stroke(look)}, "
        f"fill: {_fill(look, depth)}, align: {_align(look, stubs, depth)}, "
        f"table.header(repeat: {repeat}, {heads}){lines}, {body})"
    )
    return f"#{{ set text(size: {look.size}pt)\nset par(justify: false)\nalign({look.at}, {inner}) }}\n"


def _stroke(look: Look) -> str:
    return {
        "grid": "0.5pt", "rows": "(x: none, y: 0.5pt)", "columns": "(x: 0.5pt, y: none)",
        "outer": "none",
    }.get(look.lines, "none")  # fmt: skip


def _fill(look: Look, depth: int) -> str:
    if look.shade in {"heading", "dark"}:
        colour = "rgb(31, 56, 100)" if look.shade == "dark" else "luma(215)"
        return f"(x, y) => if y < {depth} {{ {colour} }}"
    return f"(x, y) => if y >= {depth} and calc.odd(y) {{ luma(232) }}" if look.shade == "zebra" else "none"


def _align(look: Look, stubs: int, depth: int) -> str:
    head = f"(if x < {stubs} {{ {look.labels} }} else {{ {look.heads} }}) + {look.upright}"
    rest = f"(if x < {stubs} {{ {look.labels} }} else {{ {look.values} }}) + {look.across}"
    return f"(x, y) => if y < {depth} {{ {head} }} else {{ {rest} }}"


def _lines(content: Content, look: Look) -> Iterator[tuple[int, str]]:
    """The lines of a table that has only a few, by the row above which they stand."""
    depth, last = content.depth, content.depth + len(content.rows)
    if look.lines in {"three", "groups"}:
        for y in (0, depth, last):
            yield y, "stroke: 0.8pt"
    if look.lines == "outer":
        yield 0, "stroke: 0.8pt"
        yield last, "stroke: 0.8pt"
    if look.lines == "groups":
        for level in range(1, depth):
            for at, span, deep in _spans(content, level - 1):
                if deep >= level + 1 and span > 1:
                    yield level, f"start: {at}, end: {at + span}, stroke: 0.4pt"


def _spans(content: Content, level: int) -> Iterator[tuple[int, int, int]]:
    """Column, width and depth of each run of columns that share their headings down to a level."""
    at = len(content.stubs)
    for _, group in itertools.groupby(content.columns, key=lambda path: (path[: level + 1], len(path))):
        paths = list(group)
        spans = [1] * len(paths) if len(paths[0]) <= level + 1 else [len(paths)]
        for span in spans:
            yield at, span, len(paths[0])
            at += span


def _heading(content: Content, look: Look) -> Iterator[str]:
    depth = content.depth
    for level in range(depth):
        if look.stub == "all" and level == 0:
            yield from (_cell(stub, look, down=depth, head=True) for stub in content.stubs)
        elif look.stub != "all":
            here = level == (0 if look.stub == "first" else depth - 1)
            yield from (_cell(stub if here else "", look, head=True) for stub in content.stubs)
        for at, span, deep in _spans(content, level):
            path = content.columns[at - len(content.stubs)]
            lowest = level == deep - 1
            if deep > level:
                down = depth - level if lowest else 1
                yield _cell(path[level], look, span, down, head=True, turned=look.turned and lowest)


def _body(content: Content, look: Look) -> Iterator[list[str]]:
    width = len(content.columns)
    for i, row in enumerate(content.rows):
        if row.is_group:
            yield [_cell(row.labels[0], look, len(content.stubs) + width, strong=row.strong)]
            continue
        values = [_cell(text, look, strong=row.strong) for text in row.printed]
        yield [*_labels(content, i, row, look), *values]


def _labels(content: Content, i: int, row: Row, look: Look) -> Iterator[str]:
    if len(row.labels) > 1 and not row.labels[1]:
        yield _cell(row.labels[0], look, len(row.labels), strong=row.strong)
        return
    for c, label in enumerate(row.labels):
        if c == 0 and content.merged and i and content.rows[i - 1].labels[0] == label:
            continue
        same = len(list(itertools.takewhile(lambda r, a=label: r.labels[0] == a, content.rows[i:])))
        down = same if c == 0 and content.merged else 1
        yield _cell(label, look, 1, down, strong=row.strong, indent=look.indent * (not row.strong))


def _cell(
    text: str, look: Look, span: int = 1, down: int = 1, *, head: bool = False, turned: bool = False,
    strong: bool = False, indent: float = 0,
) -> str:  # fmt: skip
    heavy = look.bold and (head or strong)
    weight = ", weight: 700" if heavy and not look.twice else ""
    white = ", fill: white" if head and look.shade == "dark" else ""
    tracked = f", tracking: {look.tracked}pt" if head and look.tracked else ""
    printed = quoted(text.upper() if head and look.capitals else text)
    inner = f"text({printed}{weight}{white}{tracked})"
    if heavy and look.twice:
        inner = (
            f"box(place({inner}, dx: 0.25pt) + {inner})"
            if " " not in text
            else f"text({printed}, stroke: 0.3pt{white})"
        )
    if turned:
        inner = f"rotate(-90deg, reflow: true, {inner})"
    if indent and text:
        inner = f"pad(left: {indent}pt, {inner})"
    where = (f"colspan: {span}, " if span > 1 else "") + (f"rowspan: {down}, " if down > 1 else "")
    return f"table.cell({where}{inner})"


def listed(rows: Sequence[Row], how: str) -> str:
    """Rows of one value each as a list: by dotted leaders, bullets, or colons."""
    made = []
    for row in rows:
        label, value = quoted(row.labels[0]), quoted(row.printed[0])
        made.append(
            {
                "dots": f"#block(width: 75%, spacing: 6pt)[#{label} #box(width: 1fr, repeat[.]) #{value}]\n",
                "bullets": f"- #{label} #{quoted('–')} #{value}\n",
                "colons": f"#{label}: #{value} \\\n",
            }[how]
        )
    return "".join(made) + "\n"

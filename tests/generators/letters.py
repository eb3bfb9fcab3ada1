"""Invented letters with one table each, as web pages to be printed to PDF by a program that lays them out."""

from __future__ import annotations

import itertools
import random
from dataclasses import dataclass
from html import escape

from tests.generators.tables import Made

BEFORE = (
    "Thank you for your request under the Freedom of Information Act 2000, received on 14 October 2024.",
    (
        "Your request has been considered, and I can confirm that the information is held. Searches were made of the crime "
        "recording system on 3 November 2024, and the figures are those on the system on that day."
    ),
    "The table below provides the number of offences recorded.",
    "Please note that the figures are subject to change as records are reviewed.",
)
AFTER = (
    "Every police force records in its own way, so figures from different forces should not be compared.",
    "Should you be dissatisfied with this response you may ask for an internal review within 40 working days.",
    "* Figures below five are not shown, under section 40(2) of the Act.",
)


@dataclass(frozen=True)
class Style:
    """How a letter is set.

    Attributes:
        lines: which ruled lines are drawn: ``all``, ``none``, ``rows``, ``heading``, ``outer``, ``columns``.
        shade: ``none``, ``heading`` or ``zebra``.
        values: how values stand: ``right``, ``center`` or ``left``.
        upright: how they stand beside a wrapped label: ``top``, ``middle`` or ``bottom``.
        font, size, pad: font family, its size in points, and the padding of cells in points.
        label: the greatest width of the label column in points.
        wide: True where the table takes the whole width.
        landscape: True for a page on its side.
    """

    lines: str
    shade: str
    values: str
    upright: str
    font: str
    size: float
    pad: float
    label: int
    wide: bool
    landscape: bool

    @property
    def is_ruled(self) -> bool:
        return self.lines == "all"


def make_style(rng: random.Random, columns: int) -> Style:
    many = columns > 8
    return Style(
        lines=rng.choice(["all", "all", "none", "none", "rows", "heading", "outer", "columns"]),
        shade=rng.choice(["none", "none", "heading", "zebra"]),
        values=rng.choice(["right", "right", "center", "left"]),
        upright=rng.choice(["top", "middle", "bottom"]),
        font=rng.choice(["Liberation Sans", "Liberation Serif", "DejaVu Sans", "Liberation Mono"]),
        size=rng.choice([7, 8]) if many else rng.choice([8, 9, 10, 11]),
        pad=rng.choice([2, 3]) if many else rng.choice([2, 3, 4, 6]),
        label=rng.choice([110, 150, 260]),
        wide=rng.random() < 0.5,
        landscape=many or rng.random() < 0.1,
    )


def page(made: Made, style: Style, rng: random.Random) -> str:
    """The letter as a web page."""
    before = [text for text in BEFORE if rng.random() < 0.8]
    after = [text for text in AFTER if rng.random() < 0.7]
    paragraphs = "".join(f"<p>{escape(text)}</p>" for text in before)
    closing = "".join(f"<p>{escape(text)}</p>" for text in after)
    head = f"<p style='text-align:right'>Exampleshire Police<br>Reference {rng.randint(100, 9999)}/24</p><p>Dear applicant,</p>"
    return (
        f"<!doctype html><html lang='en-GB'><head><meta charset='utf-8'><title>Reply</title><style>{_css(style)}</style>"
        f"</head><body>{head}{paragraphs}{_table(made, style)}{closing}</body></html>"
    )


def _css(style: Style) -> str:
    line = "0.75pt solid #222"
    borders = {
        "all": f"td,th{{border:{line}}}",
        "none": "",
        "rows": f"tr{{border-bottom:{line}}} table{{border-top:{line}}}",
        "heading": f"thead tr:last-child{{border-bottom:{line}}}",
        "outer": f"table{{border:{line}}}",
        "columns": f"td,th{{border-left:{line};border-right:{line}}} table{{border:{line}}}",
    }[style.lines]
    shade = {
        "none": "",
        "heading": "thead th{background:#cfe2f3}",
        "zebra": "tbody tr:nth-child(odd){background:#e6e6e6}",
    }[style.shade]
    size = "A4 landscape" if style.landscape else "A4"
    return (
        f"@page{{size:{size};margin:54pt}} body{{font-family:'{style.font}';font-size:{style.size}pt;margin:0}}"
        f"table{{border-collapse:collapse;{'width:100%' if style.wide else ''}}} td,th{{padding:{style.pad / 2}pt {style.pad}pt;"
        f"text-align:{style.values};vertical-align:{style.upright}}} td:first-child,th.stub{{text-align:left;max-width:{style.label}pt}}"
        f"th{{font-weight:bold}} {borders} {shade}"
    )


def _table(made: Made, style: Style) -> str:
    body = "".join(
        f"<tr><td>{escape(label)}</td>" + "".join(f"<td>{escape(text)}</td>" for text in row) + "</tr>"
        for label, row in zip(made.rows, made.printed, strict=True)
    )
    return f"<table><thead>{''.join(_heading(made))}</thead><tbody>{body}</tbody></table>"


def _heading(made: Made) -> list[str]:
    if made.depth == 1:
        cells = "".join(f"<th>{escape(path[0])}</th>" for path in made.columns)
        return [f"<tr><th class='stub'>{made.stub}</th>{cells}</tr>"]
    upper = "".join(
        f"<th colspan='{len(list(group))}'>{escape(label)}</th>"
        for label, group in itertools.groupby(made.columns, key=lambda path: path[0])
    )
    lower = "".join(f"<th>{escape(path[1]) if len(path) > 1 else ''}</th>" for path in made.columns)
    return [
        f"<tr><th class='stub'></th>{upper}</tr>",
        f"<tr><th class='stub'>{made.stub}</th>{lower}</tr>",
    ]

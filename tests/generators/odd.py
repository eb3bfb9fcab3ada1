"""Invented letters set in ways that mislead: turned pages of a table, numbers in the text around it, odd headings."""

from __future__ import annotations

import random
from html import escape
from itertools import groupby

from tests.generators.tables import Made

TWISTS = (
    "beside", "costs", "numbered", "notes", "groups", "long", "long-once", "key-values", "tight", "in-columns",
    "zebra", "stacked",
)  # fmt: skip

_COSTS = (
    "Reference 1042/24, received 14 October 2024, 20 working days.",
    "Locating the records: 18 hours at £25 an hour, 450 in all.",
    "2021 12 of 140 records were checked by hand and 3 in 2022.",
    "In 2019 there were 1,204 records, in 2020 1,377 and in 2021 1,412.",
)
_NUMBERED = (
    "1. The number of offences",
    "2. The number by year",
    "2.1 Those that were recorded",
    "3. Cost: £450",
)
_MANY = 16
_KEYS = (("Reference", "1042/24"), ("Date received", "14/10/2024"), ("Hours", "18"), ("Cost", "£450"))


def page(made: Made, twist: str, rng: random.Random, other: Made | None = None) -> str:
    """A letter as a web page.

    Args:
        made: its table.
        twist: one of :data:`TWISTS`.
        rng: what decides everything else.
        other: a second table, where the twist is one of two tables.
    """
    table = _table(made, twist, rng)
    if other is not None:
        second = _table(other, twist, rng)
        gap = rng.choice([18, 30, 60])
        flow = f"display:flex;gap:{gap}pt;align-items:flex-start" if twist == "beside" else ""
        table = f"<div style='{flow}'><div>{table}</div><div>{'' if flow else '<p>And by another:</p>'}{second}</div></div>"
    before, after = _around(twist, rng)
    css = (
        f"@page{{size:{_paper(made, other, twist)};margin:50pt}}"
        f"body{{font-family:'{rng.choice(['Liberation Sans', 'Liberation Serif', 'DejaVu Sans'])}';"
        f"font-size:{7 if made.width > 8 or other else rng.choice([8, 9, 10, 11])}pt;margin:0}}"
        "table{border-collapse:collapse}"
        f"td,th{{padding:{rng.choice([1, 2, 3])}pt {rng.choice([3, 4, 6])}pt;"
        f"text-align:{rng.choice(['right', 'center'])};vertical-align:{rng.choice(['top', 'middle', 'bottom'])}}}"
        f"td:first-child,th.stub{{text-align:left;max-width:{rng.choice([90, 130, 240])}pt}}"
        f"p{{margin:{rng.choice([0, 3, 8])}pt 0}} sup{{font-size:60%}}"
        f"{'td,th{border:0.75pt solid #222}' if rng.random() < 0.3 else ''}"
        f"{'tbody tr:nth-child(odd){background:#eee}' if twist == 'zebra' else ''}"
        f"{'thead{display:table-row-group}' if twist == 'long-once' else ''}"
        f"{'tr{break-inside:avoid}' if rng.random() < 0.5 else ''}"
    )
    return f"<!doctype html><meta charset='utf-8'><style>{css}</style>{before}{table}{after}"


def _paper(made: Made, other: Made | None, twist: str) -> str:
    """Paper that is wide enough: what runs over its edge is not in the file."""
    if other is not None and twist == "beside" and made.width + other.width > _MANY:
        return "594mm 420mm"
    return "A4 landscape" if other or made.width > 8 else "A4"


def _around(twist: str, rng: random.Random) -> tuple[str, str]:
    """What stands before and after the table."""
    intro = "<p>The table shows the number of offences recorded.</p>"
    if twist == "costs":
        lines = [f"<p>{text}</p>" for text in rng.sample(_COSTS, rng.randint(1, 3))]
        return intro + "".join(lines), "".join(reversed(lines))
    if twist == "numbered":
        return "".join(f"<p>{text}</p>" for text in _NUMBERED), f"<p>4. Hours: {rng.randint(2, 30)}</p>"
    if twist == "key-values":
        pairs = "".join(f"<tr><td>{key}:</td><td>{value}</td></tr>" for key, value in _KEYS)
        return f"<table style='margin-bottom:20pt'>{pairs}</table>{intro}", ""
    if twist.startswith("long"):
        return intro + "<p>Figures may change.</p>" * rng.randint(
            20, 34
        ), "<p>This is the end of the reply.</p>"
    if twist == "in-columns":
        text = "The force holds the information and it is given here as it was found in the system. " * 8
        return f"<div style='columns:2'><p>{text}</p><p>{text}</p></div>{intro}", f"<p>{text}</p>"
    if twist == "tight":
        return (
            "<p>In 2021 there were 14 and in 2022 there were 1,160, of which 12 are not in the table.</p>",
            "<p>12 more.</p>",
        )
    return intro, "<p>Figures may change.</p>"


def _table(made: Made, twist: str, rng: random.Random) -> str:
    body = []
    wide = rng.random() < 0.5
    for number, (label, row) in enumerate(zip(made.rows, made.printed, strict=True)):
        if twist == "groups" and number in {0, len(made.rows) // 2}:
            blank = "" if wide else "<td></td>" * made.width
            body.append(
                f"<tr><td{f' colspan={made.width + 1}' if wide else ''}>Group {'AB'[number > 0]}</td>{blank}</tr>"
            )
        cells = [escape(text) for text in row]
        if twist == "notes":
            cells = [
                f"{text}<sup>{rng.randint(1, 3)}</sup>" if text and rng.random() < 0.1 else text
                for text in cells
            ]
        body.append(f"<tr><td>{escape(label)}</td>{''.join(f'<td>{text}</td>' for text in cells)}</tr>")
    return f"<table><thead>{_heading(made)}</thead><tbody>{''.join(body)}</tbody></table>"


def _heading(made: Made) -> str:
    stub = f"<th class=stub>{made.stub}</th>"
    leaves = "".join(
        f"<th>{escape(path[-1]) if len(path) == made.depth else ''}</th>" for path in made.columns
    )
    if made.depth == 1:
        return f"<tr>{stub}{leaves}</tr>"
    upper = "".join(
        f"<th colspan={len(list(group))}>{escape(label)}</th>"
        for label, group in groupby(made.columns, lambda path: path[0])
    )
    return f"<tr><th class=stub></th>{upper}</tr><tr>{stub}{leaves}</tr>"

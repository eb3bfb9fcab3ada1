"""Letters as forces send them, in many designs, set by Typst with the tables of :mod:`tests.generators.typeset`.

Nearly half of the designs are kept apart: nobody looks at what goes wrong with them before the others are mended.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import reportlab
import typst

from tests.generators.replies import Content, Row, Wish, make
from tests.generators.tables import Made
from tests.generators.typeset import Look, listed, quoted, table

FONTS = Path(reportlab.__file__).parent / "fonts"
FACES = ("Bitstream Vera Sans", "Libertinus Serif", "New Computer Modern", "Libertinus Serif")
_BEFORE = (
    "Thank you for the request for information that reached this office on 4 March 2024. It has been dealt with under the Freedom of Information Act 2000.",
    "In answering it we have searched the crime recording system for crimes with the offence codes that were named. The results are those of the day on which the search was made, and they relate to crimes and not to persons, so that a crime with several victims is counted once.",
    "Our response is set out below.",
    "Please could you tell me, for each of the periods named, how many of these were recorded by the force?",
)
_AFTER = (
    "These figures come from a live system and may change as records are updated.",
    "Each force records in its own way, so these figures should not be compared with those of another.",
    "You may ask for an internal review of this response within 40 working days of its date.",
    "Yours faithfully",
)
_NOTES = (
    "Note: by date recorded.",
    "* Figures below five are not shown.",
    "Source: crime recording system, 12/03/2024",
    "1 See the note on recording above.",
)


@dataclass(frozen=True)
class Design:
    """One way of setting a letter.

    Attributes:
        wish: what tables it holds.
        look: the ways of each attribute of :class:`Look`, to choose from.
        tables: how many of them.
        page: what the typesetter is told of the page.
        fill: so many more paragraphs may stand before the table.
        change: what is done to the content first.
        frame: what is put around the tables.
        between: what may stand between two of them.
        how: set for a list in place of a table.
    """

    wish: Wish
    look: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    tables: int = 1
    page: str = ""
    fill: int = 2
    change: Callable[[Content, random.Random], Content] | None = None
    frame: str = "{}"
    between: Sequence[str] = ("words", "caption", "space")
    how: Sequence[str] = ()


def _with_shares(content: Content, rng: random.Random) -> Content:
    """A share beside each count."""
    names = rng.choice([("Number", "%"), ("Count", "% of total"), ("No.", "Percentage")])
    columns = tuple((*path, name) for path in content.columns for name in names)
    rows = []
    for row in content.rows:
        share = rng.choice(["{:.1f}%", "{:.0f}%", "{:.1f}"])
        printed = [text for p in row.printed for text in (p, share.format(rng.uniform(0.5, 99) + 0.04))]
        rows.append(replace(row, values=tuple(n for v in row.values for n in (v, 0)), printed=tuple(printed)))
    return replace(content, columns=columns, rows=tuple(rows))


def _in_words(content: Content, rng: random.Random) -> Content:
    """A share in brackets behind each count."""
    rows = [
        replace(
            row, printed=tuple(f"{p} ({rng.randint(1, 99)}%)" if p.strip("0-") else p for p in row.printed)
        )
        for row in content.rows
    ]
    return replace(content, rows=tuple(rows))


def _children(content: Content, rng: random.Random) -> Content:
    """Rows under parents whose counts they make; the parents are strong."""
    body = [row for row in content.rows if not row.strong][:7]
    cut = max(1, len(body) // 2)
    rows = []
    for name, part in zip(
        rng.sample(["Violence with injury", "Sexual offences", "Public order", "All other crime"], 2),
        (body[:cut], body[cut:]),
        strict=True,
    ):
        if part:
            sums = tuple(map(sum, zip(*(row.values for row in part), strict=True)))
            rows += [Row((name,), sums, tuple(map(str, sums)), strong=True), *part]
    return replace(content, rows=tuple(rows))


def _without_headings(content: Content, rng: random.Random) -> Content:
    return replace(content, stubs=("",) * len(content.stubs))


_SOME = ("years", "years", "measures", "over years", "years of sexes")
_TABLES: dict[str, Sequence[Any]] = {
    "size": (7.5, 8.5, 9, 10, 10.5), "pad": (3, 5, 5.4), "air": (1, 2.5, 4), "upright": ("horizon", "top", "bottom"),
    "across": ("horizon", "top", "bottom"), "heads": ("center", "left", "right"), "values": ("right", "center", "left"),
    "label": ("auto", "90pt", "150pt", "1fr"), "stub": ("all", "first", "last"), "at": ("left", "center"), "bold": (True, True, False),
}  # fmt: skip
_RULED = {**_TABLES, "lines": ("grid",), "shade": ("none", "heading", "dark")}
_BARE = {
    **_TABLES,
    "lines": ("none",),
    "values": ("right", "right", "center"),
    "shade": ("none", "none", "zebra"),
}
_MIXED = {**_TABLES, "lines": ("grid", "none", "rows", "three", "outer")}
_BOX = "#block(stroke: 0.8pt, inset: 10pt, width: 100%)[{}]"

SEEN: dict[str, Design] = {
    "grid": Design(Wish(("offences", "outcomes", "places", "ages"), _SOME), _RULED),
    "bare": Design(Wish(("offences", "outcomes", "places"), _SOME), _BARE),
    "dark band": Design(Wish(("outcomes", "ages", "forces"), _SOME), {**_BARE, "shade": ("dark",)}),
    "rows": Design(Wish(("offences", "places", "codes"), _SOME), {**_TABLES, "lines": ("rows", "three", "columns")}),
    "merged": Design(Wish(("merged",), ("years", "measures", "years of sexes")), {**_MIXED, "label": ("80pt", "110pt", "auto")}),
    "overleaf": Design(Wish(("forces", "places"), _SOME, least=16, most=34), {**_MIXED, "again": (True, False)}, fill=9),
    "shares": Design(Wish(("offences", "ages"), ("years", "measures"), totals=("row", "none")), _MIXED, change=_with_shares),
    "in brackets": Design(Wish(("outcomes", "places"), ("years", "measures"), zeros=("0",), hidden=("",)), _MIXED, change=_in_words),
    "two in a row": Design(Wish(("offences", "ages", "places"), _SOME, most=6), _MIXED, tables=2, between=("caption", "space", "nothing")),
    "boxed": Design(Wish(("offences", "ages"), _SOME, most=6), _MIXED, frame=_BOX),
    "months aside": Design(Wish(("offences", "places"), ("months", "dated months", "years of quarters")), {**_MIXED, "size": (7, 8), "value": ("auto", "1fr")}, page="flipped: true, "),
    "narrow": Design(Wish(("outcomes", "offences", "codes"), ("offences", "measures", "years of measures"), most=7), {**_MIXED, "label": ("64pt", "80pt"), "value": ("46pt", "56pt")}),
    "dots": Design(Wish(("offences", "outcomes", "places"), ("one",), zeros=("0",), hidden=("",)), how=("dots",)),
    "questions": Design(Wish(("offences", "ages"), ("years", "one"), least=1, most=2, totals=("none",)), _MIXED, tables=3),
}  # fmt: skip
KEPT_APART: dict[str, Design] = {
    "turned": Design(Wish(("places", "offences", "ages"), ("months", "offences", "years"), most=12), {**_RULED, "lines": ("grid", "none", "rows"), "turned": (True,), "upright": ("bottom",)}),
    "tracked": Design(Wish(("offences", "ages"), _SOME), {**_MIXED, "tracked": (0.8, 1.5, 2.2)}),
    "capitals": Design(Wish(("outcomes", "offences"), ("measures", "years of measures", "offences")), {**_MIXED, "capitals": (True,), "value": ("auto", "60pt")}),
    "children": Design(Wish(("offences", "places"), _SOME, least=4, totals=("none", "column")), {**_MIXED, "indent": (8, 14)}, change=_children),
    "lists": Design(Wish(("periods", "offences"), ("one",), zeros=("0",), hidden=("",)), how=("bullets", "colons", "dots")),
    "top totals": Design(Wish(("offences", "forces"), _SOME, totals=("top",), most=12), _MIXED),
    "down the years": Design(Wish(("periods",), ("offences", "measures"), most=12), {**_MIXED, "value": ("auto", "64pt", "1fr")}),
    "grouped": Design(Wish(("grouped",), _SOME, most=10), {**_MIXED, "shade": ("none", "zebra")}),
    "groups ruled": Design(Wish(("offences", "places"), ("three levels", "years of quarters", "years of measures", "over years")), {**_TABLES, "lines": ("groups",)}),
    "two columns": Design(Wish(("offences", "ages"), ("measures", "one", "years"), most=6), {**_MIXED, "size": (7.5, 8), "label": ("80pt",)}, page="columns: 2, "),
    "double": Design(Wish(("offences", "ages", "outcomes"), _SOME), {**_MIXED, "twice": (True,), "bold": (True,)}),
    "no corner": Design(Wish(("offences", "places", "merged"), _SOME), _MIXED, change=_without_headings),
    "overleaf merged": Design(Wish(("merged",), _SOME), {**_MIXED, "air": (6, 9)}, fill=11),
    "boxed rows": Design(Wish(("outcomes", "codes"), _SOME), {**_TABLES, "lines": ("rows", "outer", "none")}, frame=_BOX, tables=2),
}  # fmt: skip
HALVES = {"seen": SEEN, "kept apart": KEPT_APART}


@dataclass(frozen=True)
class Letter:
    """A printed letter and the truth of it."""

    path: Path
    made: list[Made]
    design: str
    lines: str

    @property
    def ruled(self) -> bool:
        return self.lines == "grid"

    @property
    def is_list(self) -> bool:
        return self.lines == "list"


def write(path: Path, name: str, rng: random.Random) -> Letter:
    """Prints a letter of a design.

    Args:
        path: where to.
        name: one of the designs of either half.
        rng: what decides everything else.
    """
    design = {**SEEN, **KEPT_APART}[name]
    look = Look(**{key: rng.choice(ways) for key, ways in design.look.items()})
    contents = [make(design.wish, rng) for _ in range(design.tables)]
    if design.change:
        contents = [design.change(content, rng) for content in contents]
    how = rng.choice(design.how) if design.how else ""
    source = _page(design, rng) + _letter(contents, look, design, how, rng)
    path.write_bytes(typst.compile(source.encode(), font_paths=[str(FONTS)], ignore_system_fonts=True))
    return Letter(path, [content.made() for content in contents], name, "list" if how else look.lines)


def _page(design: Design, rng: random.Random) -> str:
    foot = rng.choice(
        [
            "[Page #n of #m]",
            "[#n]",
            "align(center)[Page #n | OFFICIAL]",
            "[Exampleshire Police #h(1fr) FOI 4821/24 #h(1fr) #n / #m]",
            "none",
        ]
    )
    foot = foot.replace("#n", "#context counter(page).display()").replace(
        "#m", "#context counter(page).final().first()"
    )
    head = rng.choice(
        [
            "none",
            "align(center)[OFFICIAL]",
            "[Exampleshire Police #h(1fr) Freedom of Information]",
            "[#line(length: 100%)]",
        ]
    )
    side = rng.choice(["2.5cm", "2cm", "1.8cm"])
    face, size = rng.choice(FACES), rng.choice([9.5, 10, 11, 12])
    justify, hyphenate = rng.choice(["true", "false"]), rng.choice(["true", "false"])
    return (
        f'#set document(date: none)\n#set page(paper: "a4", {design.page}margin: (x: {side}, y: 2.4cm), header: {head}, footer: {foot})\n'
        f'#set text(font: "{face}", size: {size}pt, lang: "en", region: "GB", hyphenate: {hyphenate})\n'
        f"#set par(justify: {justify}, leading: {rng.choice([0.5, 0.65, 0.8])}em)\n"
    )


def _letter(contents: Sequence[Content], look: Look, design: Design, how: str, rng: random.Random) -> str:
    texts = [text for text in _BEFORE if rng.random() < 0.8]
    fill = rng.randint(0, design.fill)
    parts = [
        rng.choice(["Information Governance \\\nExampleshire Police\n", "= Freedom of Information request\n", ""]),
        f"Our reference: FOI {rng.randint(1000, 9999)}/24\n", "Dear Sir or Madam\n",
        *map(_paragraph, [*texts[:2], *[_BEFORE[1]] * fill, *texts[2:]]),
    ]  # fmt: skip
    for number, content in enumerate(contents, 1):
        between = (
            rng.choice(design.between) if len(contents) > 1 else rng.choice(["words", "caption", "space"])
        )
        parts.append(
            {
                "words": _paragraph(f"Question {number}: {rng.choice(_BEFORE[2:])}"),
                "caption": f"#text(weight: 700, size: {rng.choice([8, 9, 11])}pt)[Table {number}: {content.title}]\n",
                "space": "#v(10pt)\n",
                "nothing": "#v(2pt)\n",
            }[between]
        )
        parts.append(
            design.frame.format(
                listed([r for r in content.rows if r.printed], how) if how else table(content, look)
            )
        )
        parts += [f"#text(size: 7.5pt)[#{quoted(note)}]\n" for note in _NOTES if rng.random() < 0.2]
    parts += [_paragraph(text) for text in _AFTER if rng.random() < 0.7]
    return "\n".join(parts)


def _paragraph(text: str) -> str:
    return f"#{quoted(text)}\n"

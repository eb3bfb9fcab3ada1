"""Letters as forces send them, in many designs, set by :mod:`tests.generators.setting` and drawn straight into a PDF.

Half of the designs are kept apart: nobody looks at what goes wrong with them, so that they measure how well the reader
does on letters that it was not made for.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.generators.ink import FACES, MANNERS, Pen, open_page, register, wrapped
from tests.generators.replies import Content, Wish, make
from tests.generators.setting import Look, Setter
from tests.generators.tables import Made

RULED = frozenset({"grid"})
_UPRIGHT, _ASIDE = (595.3, 841.9), (841.9, 595.3)
_BEFORE = (
    "I write in connection with your request for information, which was received by this office on 4 March 2024 and has been dealt with under the Act.",
    "A search of the crime recording system was carried out by the Performance and Insight team. The results relate to crimes recorded within the period and not to the number of persons involved, and a crime may have more than one victim.",
    "Please see the response to your questions set out below.",
    "Question 1: How many of these offences were recorded by the force in each of the years asked for?",
    "The information that is held is provided in the table below.",
)
_AFTER = (
    "The figures are taken from a live system and are subject to change as the information on it is updated.",
    "Figures below five are not shown, since people could be identified from them (section 40(2) of the Act).",
    "You have the right to ask for an internal review within 40 working days of the date of this letter.",
    "Yours sincerely,",
)
_NOTES = (
    "1. By date recorded.",
    "Source: crime recording system, extracted 12/03/2024.",
    "Note: a dash means none.",
)


@dataclass(frozen=True)
class Design:
    """One way of setting a letter.

    Attributes:
        wish: what tables it holds.
        look: the ways of each attribute of :class:`Look`, to choose from.
        tables: how many of them.
        aside: how often the page is on its side.
        fill: how many more paragraphs may stand before the table, so that it goes on over the page.
    """

    wish: Wish
    look: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    tables: int = 1
    aside: float = 0.0
    fill: int = 2


_ANY = ("years", "years", "measures", "over years", "years of sexes")
_COMMON = {
    "size": (8, 9, 9, 10, 10.5, 11), "pad": (3, 5.4, 5.4), "air": (0.5, 2, 4), "upright": ("top", "middle", "bottom"),
    "at": ("left", "left", "center"), "heads": ("center", "left", "right"), "values": ("right", "center", "left"),
    "label": (90, 140, 200, 260), "spread": (1.2, 1.3, 1.6), "shade": ("none", "heading"), "bold": (True, True, False),
}  # fmt: skip
_BARE = {**_COMMON, "lines": ("none",), "values": ("right", "right", "center")}

SEEN: dict[str, Design] = {
    "grid": Design(Wish(("offences", "outcomes", "places", "ages"), _ANY), {**_COMMON, "lines": ("grid",)}),
    "plain": Design(Wish(("offences", "places", "outcomes"), ("years", "measures", "years of sexes")), _BARE),
    "banded": Design(Wish(("outcomes", "ages", "places"), _ANY), {**_BARE, "shade": ("zebra",)}),
    "three lines": Design(Wish(("offences", "forces"), _ANY, most=14), {**_COMMON, "lines": ("three",)}),
    "merged": Design(Wish(("merged",), ("years", "measures", "months")), {**_COMMON, "lines": ("grid",), "label": (90, 140)}),
    "quarters": Design(Wish(("offences", "places"), ("years of quarters", "years of measures")), {**_COMMON, "lines": ("grid", "rows"), "size": (7.5, 8, 9)}),
    "two tables": Design(Wish(("offences", "ages", "places"), ("years", "measures")), {**_COMMON, "lines": ("grid", "none", "rows", "three")}, tables=2),
    "overleaf": Design(Wish(("forces",), ("years", "measures", "over years"), least=18, most=34), {**_COMMON, "lines": ("grid", "rows", "none")}, fill=12),
    "codes": Design(Wish(("codes",), ("years", "measures", "over years"), most=12), {**_COMMON, "lines": ("grid", "none", "rows"), "label": (140, 200)}),
    "months aside": Design(Wish(("offences", "places"), ("months", "dated months"), most=12), {**_COMMON, "lines": ("grid", "none", "heading"), "size": (7.5, 8)}, aside=1.0),
    "narrow": Design(Wish(("outcomes", "offences"), ("years", "years of sexes"), most=7), {**_COMMON, "lines": ("grid",), "spread": (0.7, 0.85), "label": (60, 80)}),
    "one column": Design(Wish(("offences", "places", "ages", "periods"), ("one",), most=11), {**_COMMON, "lines": ("grid", "none", "rows")}),
}  # fmt: skip
KEPT_APART: dict[str, Design] = {
    "three levels": Design(Wish(("offences", "ages", "places"), ("three levels",)), {**_COMMON, "lines": ("grid", "rows", "none")}),
    "decimal": Design(Wish(("outcomes", "places"), ("years", "measures", "one"), rates=True), {**_COMMON, "lines": ("grid", "none", "three"), "values": ("decimal",)}),
    "turned": Design(Wish(("places", "offences", "ages"), ("months", "offences"), most=12), {**_COMMON, "lines": ("grid",), "turned": (True,)}),
    "totals first": Design(Wish(("offences", "forces", "places"), _ANY, totals=("top",), most=12), {**_COMMON, "lines": ("grid", "none", "heading")}),
    "grouped": Design(Wish(("grouped",), ("years", "measures", "years of sexes"), most=10), {**_COMMON, "lines": ("grid", "none", "rows")}),
    "overleaf once": Design(Wish(("forces", "places"), ("years", "years of sexes"), least=10, most=34), {**_COMMON, "lines": ("grid", "none"), "again": (False,)}, fill=12),
    "turned about": Design(Wish(("periods",), ("offences",), most=12), {**_COMMON, "lines": ("grid", "none", "three"), "spread": (1.2,)}),
    "spaced": Design(Wish(("offences", "ages"), _ANY), {**_COMMON, "lines": ("grid", "rows", "three"), "spaced": (0.6, 1.2), "bold": (True,)}),
    "marks": Design(Wish(("offences", "outcomes"), _ANY, zeros=("nil", "Nil", "-", "–"), hidden=("<5", "*", "**", "<5")), {**_COMMON, "lines": ("grid", "none")}),
    "stacked": Design(Wish(("ages", "offences"), ("measures", "years"), most=6), {**_COMMON, "lines": ("grid", "outer", "columns", "rows")}, tables=3),
    "at the right": Design(Wish(("offences", "places"), ("years", "over years")), {**_COMMON, "lines": ("grid", "none", "outer"), "at": ("right", "center")}),
    "columns ruled": Design(Wish(("outcomes", "offences", "merged"), ("years", "measures")), {**_COMMON, "lines": ("columns",)}),
}  # fmt: skip
HALVES = {"seen": SEEN, "kept apart": KEPT_APART}


@dataclass(frozen=True)
class Letter:
    """A printed letter and the truth of it."""

    path: Path
    made: list[Made]
    design: str
    look: Look

    @property
    def ruled(self) -> bool:
        return self.look.lines in RULED


def write(path: Path, name: str, rng: random.Random) -> Letter:
    """Prints a letter of a design.

    Args:
        path: where to.
        name: one of the designs of either half.
        rng: what decides everything else.
    """
    register()
    design = {**SEEN, **KEPT_APART}[name]
    look = Look(**{key: rng.choice(ways) for key, ways in design.look.items()})
    contents = [make(design.wish, rng) for _ in range(design.tables)]
    wide, high = _ASIDE if rng.random() < design.aside else _UPRIGHT
    canvas = open_page(path, wide, high)
    pen = Pen(
        canvas, rng, wide, high, rng.choice(list(FACES)[:3] * 2 + ["Courier"]), rng.choice(MANNERS),
        rng.choice(["font", "font", "twice", "outline"]), rng.choice(["stroke", "cells", "cells", "double"]),
    )  # fmt: skip
    _Letter(pen, rng, look).write(contents, rng.randint(0, design.fill))
    canvas.save()
    return Letter(path, [content.made() for content in contents], name, look)


class _Letter:
    def __init__(self, pen: Pen, rng: random.Random, look: Look) -> None:
        self.pen, self.rng, self.look = pen, rng, look
        side = rng.choice([56, 72, 85])
        self.size = rng.choice([9.5, 10, 11, 12])
        self.setter = Setter(pen, side, pen.wide - side, 84, pen.high - 90)
        self.setter.new_page = self._turn_over
        self.justified = rng.random() < 0.5
        self.marking = rng.choice(["OFFICIAL", "OFFICIAL", "Not Protectively Marked", ""])
        self.numbered = rng.choice(["Page {}", "{}", "Page {} of 3", ""])

    def write(self, contents: Sequence[Content], fill: int) -> None:
        self._around()
        self._head()
        texts = [text for text in _BEFORE if self.rng.random() < 0.8]
        for text in [*texts[:2], *[_BEFORE[1]] * fill, *texts[2:]]:
            self._paragraph(text)
        for number, content in enumerate(contents, 1):
            if len(contents) > 1 or self.rng.random() < 0.5:
                self._paragraph(f"Table {number}: {content.title}", bold=self.rng.random() < 0.5)
            self.setter.table(content, self.look)
            self.setter.y += self.rng.choice([6, 12, 20])
            for note in _NOTES:
                if self.rng.random() < 0.2:
                    self._paragraph(note, size=self.size - 2.5)
        for text in _AFTER:
            if self.rng.random() < 0.7:
                self._paragraph(text)

    def _head(self) -> None:
        if self.rng.random() < 0.6:
            self.pen.crest(self.setter.left, 60)
        right = self.setter.right - 150
        for text in (
            "Information Access Unit",
            "Exampleshire Police",
            f"Ref: FOI {self.rng.randint(1000, 9999)}/24",
        ):
            self.pen.text(right, self.setter.y, text, self.size)
            self.setter.y += 1.2 * self.size
        self.setter.y += 12
        self._paragraph("Dear applicant,")

    def _around(self) -> None:
        """What stands at the top and the foot of each page."""
        pen = self.pen
        if self.marking:
            x = (pen.wide - pen.width(self.marking, 9, bold=True)) / 2
            pen.text(x, 32, self.marking, 9, bold=True)
            pen.text(x, pen.high - 28, self.marking, 9, bold=True)
        if self.numbered:
            pen.text(pen.wide - 110, pen.high - 44, self.numbered.format(pen.pages), 8)

    def _turn_over(self) -> None:
        self.pen.canvas.showPage()
        self.pen.pages += 1
        self.setter.y = self.setter.top
        self._around()

    def _paragraph(self, text: str, *, size: float | None = None, bold: bool = False) -> None:
        size = size or self.size
        face = self.pen.face_of(bold=bold)
        lines = wrapped(text, self.setter.right - self.setter.left, face, size)
        for number, line in enumerate(lines):
            if self.setter.y + size > self.setter.bottom:
                self._turn_over()
            self.setter.y += 1.17 * size
            if self.justified and number < len(lines) - 1:
                self._justified(line, size)
            else:
                self.pen.text(self.setter.left, self.setter.y, line, size, bold=bold)
        self.setter.y += 0.7 * size

    def _justified(self, line: str, size: float) -> None:
        words = line.split(" ")
        free = self.setter.right - self.setter.left - sum(self.pen.width(word, size) for word in words)
        x = self.setter.left
        for word in words:
            self.pen.text(x, self.setter.y, word, size)
            x += self.pen.width(word, size) + free / max(1, len(words) - 1)

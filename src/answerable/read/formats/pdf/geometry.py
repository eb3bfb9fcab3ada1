"""The pieces of a page: words, lines of text, and ruled lines; all in points from the top left corner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


class Word:
    """Characters set without a space between them, or several words as one piece.

    Attributes:
        text: the characters.
        left, top, right, bottom: the box of the font around them.
        height: of that box, about 1.1 to 1.4 times the font's size.
        middle, centre: half way down, half way across.
        bold: set in a bold font, as far as is known.
    """

    __slots__ = ("bold", "bottom", "centre", "height", "left", "middle", "right", "text", "top")

    def __init__(
        self, text: str, left: float, top: float, right: float, bottom: float, *, bold: bool = False
    ) -> None:
        self.text = text
        self.left, self.top, self.right, self.bottom = left, top, right, bottom
        self.height = bottom - top
        self.middle = (top + bottom) / 2  # worked out once: lines and columns ask again and again
        self.centre = (left + right) / 2
        self.bold = bold

    @property
    def box(self) -> Box:
        """Its four sides."""
        return (self.left, self.top, self.right, self.bottom)


@dataclass(slots=True)
class Line:
    """What stands on one base line.

    Attributes:
        pieces: its text, cut where the gaps are wider than a space.
        words: its words, uncut.
    """

    pieces: list[Word]
    words: list[Word]

    @property
    def left(self) -> float:
        """Left end."""
        return self.pieces[0].left

    @property
    def right(self) -> float:
        """Right end."""
        return max(piece.right for piece in self.pieces)

    @property
    def top(self) -> float:
        """Top of its highest piece."""
        return min(piece.top for piece in self.pieces)

    @property
    def bottom(self) -> float:
        """Bottom of its lowest piece."""
        return max(piece.bottom for piece in self.pieces)

    @property
    def middle(self) -> float:
        """Half way down its first piece."""
        return self.pieces[0].middle

    @property
    def text(self) -> str:
        """Everything on it."""
        return " ".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruled line: at ``at`` across its direction, from ``start`` to ``end`` along it."""

    at: float
    start: float
    end: float

    @property
    def length(self) -> float:
        """How long it is."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Unseen:
    """How many words of a page lie under a dark box, and how many are printed white on white."""

    covered: int = 0
    white: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """One page taken apart.

    Attributes:
        number: from 1.
        width, height: in points, as shown (after rotation).
        words: in the order of the file.
        across, down: ruled lines, horizontal and vertical.
        bars: boxes of filled areas that are no ruled lines (shading, the bars of a chart).
        pictures: share of the page that images cover.
        drawn: how many curves and slanted strokes there are: what charts and maps are made of.
        unseen: what is on it and cannot be seen, which is not among its words.
        beside: words that stand off the paper, left or right of it, which are not among its words either.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    across: tuple[Rule, ...] = ()
    down: tuple[Rule, ...] = ()
    bars: tuple[Box, ...] = ()
    pictures: float = 0.0
    drawn: tuple[Box, ...] = ()
    unseen: Unseen = Unseen()
    beside: tuple[Word, ...] = ()


def union(boxes: Sequence[Box]) -> Box:
    """The smallest box around all."""
    left, top, right, bottom = zip(*boxes, strict=True)
    return (min(left), min(top), max(right), max(bottom))


def join(words: Sequence[Word]) -> Word:
    """Words of one line as one piece, with a space between each."""
    if len(words) == 1:
        return words[0]
    first = words[0]
    text, bold = first.text, first.bold
    left, top, right, bottom = first.left, first.top, first.right, first.bottom
    for word in words[1:]:  # a loop: this is done for every piece of every line
        text += f" {word.text}"
        left, top = min(left, word.left), min(top, word.top)
        right, bottom = max(right, word.right), max(bottom, word.bottom)
        bold = bold and word.bold
    return Word(text, left, top, right, bottom, bold=bold)

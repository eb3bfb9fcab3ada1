"""Text and lines put on a page as word processors put them: in many runs, printed twice for weight, drawn cell by cell."""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FACES = {
    "Helvetica": "Helvetica-Bold",
    "Times-Roman": "Times-Bold",
    "Vera": "VeraBd",
    "Courier": "Courier-Bold",
}
"""Each face with its bold. Vera comes with the library, and the others are every reader's own."""

MANNERS = ("plain", "kerned", "runs", "words", "letters")
"""How text is set: in one run; with a kerning array; in runs that begin inside words; by the word; by the letter."""

_FINE = 0.48


def register() -> None:
    """Makes the fonts known that are files."""
    for name in ("Vera", "VeraBd"):
        pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))


def width_of(text: str, face: str, size: float) -> float:
    return float(pdfmetrics.stringWidth(text, face, size))


@dataclass
class Pen:
    """A page that is drawn on, in points from its top left corner."""

    canvas: Canvas
    rng: random.Random
    wide: float
    high: float
    face: str
    manner: str
    weight: str = "font"
    borders: str = "stroke"
    pages: int = field(default=1)

    def face_of(self, *, bold: bool) -> str:
        return FACES[self.face] if bold and self.weight == "font" else self.face

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        return width_of(text, self.face_of(bold=bold), size)

    def text(
        self, x: float, y: float, text: str, size: float, *, bold: bool = False, spaced: float = 0
    ) -> None:
        """Text with its left end at ``x`` and its base line at ``y``."""
        face = self.face_of(bold=bold)
        heavy = bold and self.weight != "font"
        state = self.rng.getstate()
        for off in (0.0, 0.28) if heavy and self.weight == "twice" else (0.0,):
            self.rng.setstate(state)  # the same runs again
            self._set(
                x + off, y, text, face, size, outlined=heavy and self.weight == "outline", spaced=spaced
            )

    def turned(self, x: float, y: float, text: str, size: float, *, bold: bool) -> None:
        """Text that runs upwards from ``y``, with its base line at ``x``."""
        self.canvas.saveState()
        self.canvas.translate(x, self.high - y)
        self.canvas.rotate(90)
        self.canvas.setFont(self.face_of(bold=bold), size)
        self.canvas.drawString(0, 0, text)
        self.canvas.restoreState()

    def _set(
        self, x: float, y: float, text: str, face: str, size: float, *, outlined: bool, spaced: float
    ) -> None:
        if self.manner == "kerned" and not spaced:
            self._kerned(x, y, text, face, size, outlined=outlined)
            return
        for part in self._parts(text) if not spaced else [text]:
            run = self.canvas.beginText(x, self.high - y)
            run.setFont(face, size)
            run.setTextRenderMode(2 if outlined else 0)
            run.setCharSpace(spaced)
            run.textOut(part)
            self.canvas.drawText(run)
            x += width_of(part, face, size)

    def _parts(self, text: str) -> list[str]:
        if self.manner == "letters":
            return list(text)
        if self.manner == "words":
            return [f"{word} " for word in text.split(" ")]
        if self.manner == "runs" and len(text) > 2 and self.rng.random() < 0.7:
            cuts = sorted({0, len(text), *(self.rng.randrange(1, len(text)) for _ in range(2))})
            return [text[a:b] for a, b in itertools.pairwise(cuts)]
        return [text]

    def _kerned(self, x: float, y: float, text: str, face: str, size: float, *, outlined: bool) -> None:
        """One array of pieces with small corrections between, and a space of its own after it, as Word writes it."""
        run = self.canvas.beginText(x, self.high - y)
        run.setFont(face, size)
        run.setTextRenderMode(2 if outlined else 0)
        run.setCharSpace(0)
        shown = run._formatText(f"{text} ") if face in ("Vera", "VeraBd") else self._array(text)
        run._code.append(shown)
        self.canvas.drawText(run)

    def _array(self, text: str) -> str:
        parts, held = [], ""
        for letter in text:
            held += {"\\": r"\\", "(": r"\(", ")": r"\)"}.get(letter, letter)
            if self.rng.random() < 0.3:
                parts.append(f"({held}){self.rng.choice([-4, -2, 3, 5, 11])}")
                held = ""
        return f"[{''.join(parts)}({held})] TJ ( ) Tj"

    def across(self, x0: float, x1: float, y: float) -> None:
        """A ruled line from left to right."""
        if self.borders == "stroke":
            self.canvas.setLineWidth(0.6)
            self.canvas.line(x0, self.high - y, x1, self.high - y)
        else:
            self._bar(x0, y - _FINE / 2, x1, y + _FINE / 2)
        if self.borders == "double":
            self._bar(x0, y + 1.1, x1, y + 1.1 + _FINE)

    def down(self, x: float, y0: float, y1: float) -> None:
        """A ruled line from the top down."""
        if self.borders == "stroke":
            self.canvas.setLineWidth(0.6)
            self.canvas.line(x, self.high - y0, x, self.high - y1)
        else:
            self._bar(x - _FINE / 2, y0, x + _FINE / 2, y1)
        if self.borders == "double":
            self._bar(x + 1.1, y0, x + 1.1 + _FINE, y1)

    def _bar(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.canvas.setFillGray(0)
        self.canvas.rect(x0, self.high - y1, x1 - x0, y1 - y0, stroke=0, fill=1)

    def shade(self, x0: float, y0: float, x1: float, y1: float, grey: float) -> None:
        """A filled area."""
        self.canvas.setFillGray(grey)
        self.canvas.rect(x0, self.high - y1, x1 - x0, y1 - y0, stroke=0, fill=1)
        self.canvas.setFillGray(0)

    def crest(self, x: float, y: float) -> None:
        """A drawing of curves, as a force's crest is."""
        path = self.canvas.beginPath()
        for step in range(5):
            at = self.high - y - 4 * step
            path.moveTo(x, at)
            path.curveTo(x + 10, at + 12, x + 25, at - 12, x + 34, at)
            path.close()
        self.canvas.setFillColorRGB(0.1, 0.2, 0.5)
        self.canvas.drawPath(path, stroke=0, fill=1)
        self.canvas.setFillGray(0)


def wrapped(text: str, room: float, face: str, size: float) -> list[str]:
    """The lines of a text in a column; a word that is wider than it is broken where its room ends."""
    lines: list[str] = []
    held = ""
    for word in text.split(" "):
        while width_of(word, face, size) > room and len(word) > 1:
            fits = next((n for n in range(len(word) - 1, 0, -1) if width_of(word[:n], face, size) <= room), 1)
            lines += [held] if held else []
            held = ""
            lines.append(word[:fits])
            word = word[fits:]  # noqa: PLW2901 - what is left of it
        if held and width_of(f"{held} {word}", face, size) > room:
            lines.append(held)
            held = word
        else:
            held = f"{held} {word}".strip()
    return [*lines, held] if held or not lines else lines


def open_page(path: Path, wide: float, high: float) -> Canvas:
    """A new file; its bytes are the same each time."""
    return Canvas(str(path), pagesize=(wide, high), invariant=1)


def widths(texts: Sequence[str], face: str, size: float) -> float:
    """The width of the widest text."""
    return max((width_of(text, face, size) for text in texts), default=0.0)

"""Characters to words, in points from the top left corner of the page as it is shown."""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import pypdfium2.raw as pdfium

from answerable.read.formats.origin import footnote
from answerable.read.formats.pdf.geometry import Word

Glyph = tuple[str, float, float, float, float, int]
"""A character, its box (left, top, right, bottom), and its number in the page's text."""

Turn = Callable[[float, float, float, float], tuple[float, float, float, float]]

_SPACES = " \r\n\t\u00a0\u2002\u2003\u2009\u202f"

MAX_GLYPHS = 100_000
"""More characters than this on one page are no letter's and no table's."""

_GAP = 0.22  # of the height of the font's box: a wider gap is a space, drawn or not
_ASCENT, _DESCENT = 0.92, 0.23  # of the size: how far usual fonts reach above and below the base line
_TWICE = 0.07  # of the height: the same character nearer than this is printed twice for weight
_RAISED = 0.18  # of the height: a smaller figure set higher than this is a footnote mark


def turn_of(page: tuple[float, float, float, float], rotation: int) -> Turn:
    """How a box in the file's own coordinates stands on the page as shown.

    Args:
        page: left, bottom, right and top of the page's box in the file.
        rotation: quarter turns clockwise, 0 to 3.
    """
    left, bottom, right, top = page

    def shown(x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        if rotation == 0:
            return (x0 - left, top - y1, x1 - left, top - y0)
        if rotation == 1:
            return (y0 - bottom, x0 - left, y1 - bottom, x1 - left)
        if rotation == 2:
            return (right - x1, y0 - bottom, right - x0, y1 - bottom)
        return (top - y1, right - x1, top - y0, right - x0)

    return shown


def read_words(page: Any, turn: Turn) -> list[Word]:
    """The words of a loaded page; what is printed twice for weight is taken once.

    A word's box is that of its font, so that all words of one size are equally high. Where the file gives
    the outlines of its characters only, the height is made from the size of the font.
    """
    text = pdfium.FPDFText_LoadPage(page)
    if not text:
        return []
    try:
        groups = group(_glyphs(text, turn))
        pairs = [(word, held) for held in groups if (word := word_of(held)) is not None]
        if not _outlined(groups):
            return list(_once(word for word, _ in pairs))
        return list(_once(_raised_to_font(word, held, text, turn) for word, held in pairs))
    finally:
        pdfium.FPDFText_ClosePage(text)


def _outlined(groups: Sequence[Sequence[Glyph]]) -> bool:
    """True where characters of one word differ in height: the boxes are those of their outlines."""
    long = [held for held in groups if len(held) > 3]
    uneven = sum(max(g[4] - g[2] for g in held) > 1.04 * min(g[4] - g[2] for g in held) for held in long)
    return uneven > 0.3 * len(long)


def _raised_to_font(word: Word, held: Sequence[Glyph], text: Any, turn: Turn) -> Word:
    """A word with the height of its font, by its size and base line."""
    x, y, matrix = ctypes.c_double(), ctypes.c_double(), pdfium.FS_MATRIX()
    index = held[0][5]
    pdfium.FPDFText_GetCharOrigin(text, index, x, y)
    pdfium.FPDFText_GetMatrix(text, index, matrix)
    size = pdfium.FPDFText_GetFontSize(text, index) * max(abs(matrix.d), abs(matrix.b))
    base = turn(x.value, y.value, x.value, y.value)[1]
    upright = word.top - size < base < word.bottom + size
    if not upright or size <= 0 or (len(held) > 1 and word.bottom - word.top > 2 * size):
        return word
    return replace(word, top=base - _ASCENT * size, bottom=base + _DESCENT * size)


def _glyphs(text: Any, turn: Turn) -> list[Glyph]:
    total = min(pdfium.FPDFText_CountChars(text), MAX_GLYPHS)
    letters = _letters(text, total)
    box = pdfium.FS_RECTF()
    where = ctypes.byref(box)
    measure = pdfium.FPDFText_GetLooseCharBox
    glyphs: list[Glyph] = []
    add = glyphs.append
    for index, letter in enumerate(letters):
        if letter in _SPACES:
            add((" ", 0.0, 0.0, 0.0, 0.0, index))
        elif letter > " " and measure(text, index, where):
            add((letter, *turn(box.left, box.bottom, box.right, box.top), index))
    return glyphs


def _letters(text: Any, total: int) -> Sequence[str]:
    """One string for each character; in one call where the file's characters are all plain."""
    buffer = (ctypes.c_ushort * (total + 1))()
    got = pdfium.FPDFText_GetText(text, 0, total, buffer)
    if got == total + 1:
        whole = bytes(buffer)[: 2 * total].decode("utf-16-le", "replace")
        if len(whole) == total:
            return whole
    letter = pdfium.FPDFText_GetUnicode
    codes = (letter(text, index) for index in range(total))
    return [chr(c) if 0 < c < 0x110000 and not 0xD800 <= c < 0xE000 else " " for c in codes]


def group(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """The characters of each word."""
    groups: list[list[Glyph]] = []
    held: list[Glyph] = []
    for glyph in glyphs:
        letter, left, top, _right, bottom, _ = glyph
        if letter == " ":
            held = []
            continue
        if held:
            last = held[-1]
            height = bottom - top
            if top == last[2] and -0.05 * height < left - last[3] < _GAP * height:  # as nearly all do
                held.append(glyph)
                continue
            if letter == last[0] and abs(left - last[1]) < _TWICE * height and left != last[1]:
                continue  # each character is printed twice
        if not held or not _follows(held, glyph):
            held = []
            groups.append(held)
        held.append(glyph)
    return groups


def _once(words: Iterable[Word]) -> Iterator[Word]:
    """Every word but those printed a second time at nearly the same place."""
    seen: dict[str, list[Word]] = {}
    for word in words:
        near = _TWICE * (word.bottom - word.top)
        before = seen.setdefault(word.text, [])
        if not any(abs(w.left - word.left) < near and abs(w.top - word.top) < near for w in before):
            before.append(word)
            yield word


def _follows(held: Sequence[Glyph], glyph: Glyph) -> bool:
    """True where a character goes on the word: on the same line or raised, with no gap."""
    _, left, top, right, bottom, _ = held[-1]
    height = max(bottom - top, glyph[4] - glyph[2])
    if glyph[2] >= bottom or glyph[4] <= top:
        return _goes_up(held, glyph, height)
    if abs(glyph[1] - left) < 0.01:  # one sign for two letters has them in one place
        return True
    level = abs((top + bottom) - (glyph[2] + glyph[4])) < height * 0.9
    return level and -0.6 * height < glyph[1] - right < _GAP * height and glyph[1] > left - 0.3 * height


def _goes_up(held: Sequence[Glyph], glyph: Glyph, height: float) -> bool:
    """True where a character follows above or below the last: a label set on its side."""
    _, left, top, right, bottom, _ = held[-1]
    aside = abs((left + right) - (glyph[1] + glyph[3])) < 0.4 * (right - left + glyph[3] - glyph[1])
    gap = max(top - glyph[4], glyph[2] - bottom)
    if len(held) > 1 and not (held[-2][2] >= bottom or held[-2][4] <= top):
        return False
    return aside and gap < 0.1 * height


def word_of(held: Sequence[Glyph]) -> Word | None:
    """Characters as one word, or None where they print nothing."""
    letters, lefts, tops, rights, bottoms, _ = zip(*held, strict=True)
    top, bottom = min(tops), max(bottoms)
    text = "".join(letters)
    if text[-1].isdigit() and min(bottoms) < bottom:
        text = _marked(held, text)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text.replace("\u00ad", "-").replace("\ufffe", "-"))
        text = "".join(c for c in text if c.isprintable() and not "\ue000" <= c <= "\uf8ff")
    return Word(text, min(lefts), top, max(rights), bottom) if text else None


def _marked(held: Sequence[Glyph], text: str) -> str:
    """The word, with a raised figure after a figure told apart as a footnote mark: 56 and a raised 1 is ``56[1]``."""
    tall = max(g[4] - g[2] for g in held)
    base = max(g[4] for g in held)
    at = len(held)
    while (
        at > 0 and held[at - 1][4] - held[at - 1][2] < 0.8 * tall and base - held[at - 1][4] > _RAISED * tall
    ):
        at -= 1
    if 0 < at < len(held) and held[at - 1][0].isdigit():
        return text[:at] + footnote(text[at:])
    return text

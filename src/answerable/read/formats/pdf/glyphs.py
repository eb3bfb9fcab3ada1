"""Characters to words, in points from the top left corner of the page as it is shown."""

from __future__ import annotations

import ctypes
import itertools
import math
import unicodedata
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as pdfium

from answerable.read.formats.origin import footnote
from answerable.read.formats.pdf.geometry import Word
from answerable.read.formats.pdf.objects import Turn, loose_box, objects, placed_in

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int_]

_BLANK = np.zeros(0x2031, np.bool_)
"""By its code, whether a character is a space between words."""
_BLANK[[ord(space) for space in " \t\u00a0\u2002\u2003\u2009\u202f"]] = True
_LAST_CONTROL = 32  # and the space

MAX_GLYPHS = 100_000
"""More characters than this on one page are no letter's and no table's."""

_GAP = 0.22  # of the height of the font's box: a wider gap is a space, drawn or not
_ASCENT, _DESCENT = 0.92, 0.23  # of the size: how far usual fonts reach above and below the base line
_TWICE = 0.07  # of the height: the same character nearer than this is printed twice for weight
_ASIDE = 0.7  # sine of the angle at which a label is set on its side
_UNEVEN = 1.04  # times: characters of one word whose boxes are those of a font are equally high
_MANY, _SOME = 0.3, 0.02  # of the words: so many are uneven where the boxes are outlines, and may be
_SAMPLED = 16  # characters tell whether boxes are lower than the type
_FLAT = 0.35  # of the usual height: a word with a lower box, as some fonts have for a dash, has that of its outline
_RAISED = 0.18  # of the height: a smaller figure set higher than this is a footnote mark


def turn_of(page: tuple[float, float, float, float], rotation: int) -> Turn:
    """How a box in the file's own coordinates stands on the page as shown; for numbers and for arrays of them.

    Args:
        page: left, bottom, right and top of the page's box in the file.
        rotation: quarter turns clockwise, 0 to 3.
    """
    left, bottom, right, top = page

    def shown(x0: Any, y0: Any, x1: Any, y1: Any) -> tuple[Any, Any, Any, Any]:
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
        glyphs = _measured(text, turn)
        upright = math.radians(90 * pdfium.FPDFPage_GetRotation(page))

        def aside(indices: IntArray) -> bool:
            """True for characters set on their side; the ends of two short lines can stand one over the other."""
            angles = (pdfium.FPDFText_GetCharAngle(text, int(index)) - upright for index in indices)
            return all(abs(math.sin(angle)) > _ASIDE for angle in angles)

        runs = _runs(glyphs, aside)
        pairs = list(_words(glyphs, runs))
        if not pairs:
            return []
        heights = np.sort(glyphs.boxes[:, 3] - glyphs.boxes[:, 1])  # np.median would load all of numpy.ma
        low = _FLAT * float(heights[len(heights) // 2])
        outlined = _outlined(glyphs, runs, text)
        high = {
            id(word): _raised_to_font(word, glyphs, run, text, turn)
            for word, run in pairs
            if outlined or word.height < low
        }
        flat = [(word, high[id(word)]) for word, _ in pairs if word.height < low]
        words = [high.get(id(word), word) for word, _ in pairs]
        if flat:
            words += _dropped(flat, words, page, turn)
        return list(_once(words))
    finally:
        pdfium.FPDFText_ClosePage(text)


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The printed characters of a page, in the order of the file.

    Attributes:
        letters: one for each.
        index: its number in the page's text.
        spaces: how many spaces stand before it. Ends of lines are not counted: some files have one after
            every character, and the places tell where a line ends.
        boxes: left, top, right, bottom of each, one row a character.
    """

    letters: str
    index: IntArray
    spaces: IntArray
    boxes: FloatArray


Run = tuple[int, int]
"""The first character of a word, and one past the last."""


def _measured(text: Any, turn: Turn) -> Glyphs:
    total = min(pdfium.FPDFText_CountChars(text), MAX_GLYPHS)
    codes = np.frombuffer(_letters(text, total).encode("utf-32-le"), np.uint32)
    blank = _BLANK[np.minimum(codes, len(_BLANK) - 1)]
    index = np.flatnonzero((codes > _LAST_CONTROL) & ~blank)
    count = len(index)
    rectangles = (ctypes.c_float * (4 * max(1, count)))()
    start = ctypes.addressof(rectangles)
    places = range(start, start + 16 * count, 16)
    deque(map(loose_box, repeat(ctypes.cast(text, ctypes.c_void_p)), index.tolist(), places), maxlen=0)
    found = np.ctypeslib.as_array(rectangles)[: 4 * count].reshape(-1, 4).astype(float)
    left, top, right, bottom = found.T  # as PDFium orders a rectangle
    boxes = np.column_stack(turn(left, bottom, right, top))
    letters = codes[index].tobytes().decode("utf-32-le")
    return Glyphs(letters, index, np.cumsum(blank, dtype=int)[index], boxes)


def _letters(text: Any, total: int) -> str:
    """One letter for each character; in one call where the file's characters are all plain."""
    buffer = (ctypes.c_ushort * (total + 1))()
    got = pdfium.FPDFText_GetText(text, 0, total, buffer)
    if got == total + 1:
        whole = bytes(buffer)[: 2 * total].decode("utf-16-le", "replace")
        if len(whole) == total:
            return whole
    letter = pdfium.FPDFText_GetUnicode
    codes = (letter(text, index) for index in range(total))
    return "".join(chr(c) if 0 < c < 0x110000 and not 0xD800 <= c < 0xE000 else " " for c in codes)


def _runs(glyphs: Glyphs, aside: Callable[[IntArray], bool]) -> list[Run]:
    """The characters of each word: from one space, gap or new line to the next."""
    if not glyphs.letters:
        return []
    left, top, right, bottom = glyphs.boxes.T
    height = bottom - top
    gap = left[1:] - right[:-1]
    beside = glyphs.spaces[1:] == glyphs.spaces[:-1]
    plain = (top[1:] == top[:-1]) & (gap > -0.05 * height[1:]) & (gap < _GAP * height[1:])
    joined = beside & plain  # as nearly all are
    for i in np.flatnonzero(beside & ~plain):
        pair = glyphs.boxes[i : i + 2].tolist()
        joined[i] = _follows(*pair) or (_stacked(*pair) and aside(glyphs.index[i : i + 2]))
    cuts = [0, *(np.flatnonzero(~joined) + 1).tolist(), len(glyphs.letters)]
    return list(itertools.pairwise(cuts))


def _outlined(glyphs: Glyphs, runs: Sequence[Run], text: Any) -> bool:
    """True where the boxes are those of the characters' outlines: in many words, or in some and lower than the type."""
    if not runs:
        return False
    height = glyphs.boxes[:, 3] - glyphs.boxes[:, 1]
    starts = np.array([first for first, _ in runs])
    long = np.array([end - first > 3 for first, end in runs])
    uneven = np.maximum.reduceat(height, starts) > _UNEVEN * np.minimum.reduceat(height, starts)
    words, several = int(long.sum()), int((uneven & long).sum())
    if several <= _SOME * words:
        return False
    sampled = starts[:: max(1, len(starts) // _SAMPLED)]
    return (
        several > _MANY * words
        or sum(float(height[at]) < _size(text, int(glyphs.index[at])) for at in sampled) > len(sampled) // 2
    )


def _size(text: Any, index: int) -> float:
    """The size of the type that a character is set in, in points."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text, index, matrix)
    scale: float = max(abs(matrix.d), abs(matrix.b))
    return float(pdfium.FPDFText_GetFontSize(text, index)) * scale


def _dropped(
    flat: Sequence[tuple[Word, Word]], words: Sequence[Word], page: Any, turn: Turn
) -> Iterator[Word]:
    """Dashes that PDFium takes for a second printing of the one before them, and leaves out.

    Args:
        flat: those that it gives, each as low as it is drawn and as high as its font.
        words: all of them; one may end in a hyphen that is drawn by itself.
        page: a loaded page.
        turn: how its boxes stand on the page as shown.
    """
    most = max(word.height for word, _ in flat) + 0.2
    for item, kind, matrix in objects(page):
        box = placed_in(item, matrix, turn) if kind == pdfium.FPDF_PAGEOBJ_TEXT else None
        if box is None or box[3] - box[1] > most:
            continue
        level = [(w, high) for w, high in flat if abs(w.top - box[1]) < 0.3 and abs(w.bottom - box[3]) < 0.3]
        wide = box[2] - box[0]
        alike = next((high for w, high in level if abs(w.right - w.left - wide) < 0.2), None)
        if alike is None or any(w.left < box[2] and box[0] < w.right for w, _ in level):
            continue
        if not any(w.left <= box[0] and box[2] <= w.right + 0.1 and w.top < box[1] < w.bottom for w in words):
            yield Word(alike.text, box[0], alike.top, box[2], alike.bottom)


def _raised_to_font(word: Word, glyphs: Glyphs, run: Run, text: Any, turn: Turn) -> Word:
    """A word with the height of its font, by its size and base line."""
    x, y = ctypes.c_double(), ctypes.c_double()
    index = int(glyphs.index[run[0]])
    pdfium.FPDFText_GetCharOrigin(text, index, x, y)
    size = _size(text, index)
    base = turn(x.value, y.value, x.value, y.value)[1]
    upright = word.top - size < base < word.bottom + size
    if not upright or size <= 0 or (run[1] - run[0] > 1 and word.height > 2 * size):
        return word
    return Word(word.text, word.left, base - _ASCENT * size, word.right, base + _DESCENT * size)


def _once(words: Iterable[Word]) -> Iterator[Word]:
    """Every word but those printed a second time at nearly the same place."""
    seen: dict[str, list[Word]] = {}
    for word in words:
        before = seen.get(word.text)
        if before is None:
            seen[word.text] = [word]
            yield word
            continue
        near, left, top = _TWICE * word.height, word.left, word.top
        for other in before:
            if abs(other.left - left) < near and abs(other.top - top) < near:
                break
        else:
            before.append(word)
            yield word


def _follows(before: Sequence[float], box: Sequence[float]) -> bool:
    """True where a character goes on the word of the one before it: on the same line or raised, with no gap."""
    left, top, right, bottom = before
    x0, y0, _, y1 = box
    height = max(bottom - top, y1 - y0)
    if y0 >= bottom or y1 <= top:
        return False
    if abs(x0 - left) < 0.01:  # one sign for two letters has them in one place
        return True
    level = abs((top + bottom) - (y0 + y1)) < height * 0.9
    return bool(level and -0.6 * height < x0 - right < _GAP * height and x0 > left - 0.3 * height)


def _stacked(before: Sequence[float], box: Sequence[float]) -> bool:
    """True where a character stands right above or below the one before it."""
    left, top, right, bottom = before
    x0, y0, x1, y1 = box
    slack = 0.1 * max(bottom - top, y1 - y0)  # some pairs are set closer
    near = max(top - y1, y0 - bottom) < slack
    apart = y0 > bottom - slack or y1 < top + slack
    return apart and near and abs((left + right) - (x0 + x1)) < 0.4 * (right - left + x1 - x0)


def _words(glyphs: Glyphs, runs: Sequence[Run]) -> Iterator[tuple[Word, Run]]:
    """Each run of characters that prints something as a word."""
    if not runs:
        return
    boxes = glyphs.boxes
    firsts, ends = np.array(runs).T
    lasts = ends - 1
    changes = (boxes[1:, 1::2] != boxes[:-1, 1::2]).any(axis=1)
    moved = np.concatenate([[0], np.cumsum(changes)])  # how often height or level changed so far
    uneven = (moved[lasts] > moved[firsts]) | (boxes[lasts, 2] < boxes[firsts, 0])
    sides = np.column_stack([boxes[firsts, :2], boxes[lasts, 2], boxes[firsts, 3]])
    for run, (left, top, right, bottom), odd in zip(runs, sides.tolist(), uneven.tolist(), strict=True):
        first, end = run
        text = glyphs.letters[first:end]
        box = (left, top, right, bottom)
        if odd:
            inside = boxes[first:end]
            text = _marked(inside, _undoubled(inside, text))
            box = (*inside[:, :2].min(axis=0).tolist(), *inside[:, 2:].max(axis=0).tolist())
        elif end - first > 3 and text[0] == text[1]:
            text = _undoubled(boxes[first:end], text)
        if not text.isascii():
            text = unicodedata.normalize("NFKC", text.replace("\u00ad", "-").replace("\ufffe", "-"))
            text = "".join(c for c in text if c.isprintable() and not "\ue000" <= c <= "\uf8ff")
        if text:
            yield Word(text, *box), run


def _undoubled(boxes: FloatArray, text: str) -> str:
    """The word without characters that are each printed twice, a hair's breadth apart, for weight."""
    near = _TWICE * (boxes[0, 3] - boxes[0, 1])
    kept = [text[0]]
    for i in range(1, len(text)):
        step = boxes[i, 0] - boxes[i - 1, 0]
        if not (text[i] == text[i - 1] and 0 < abs(step) < near):
            kept.append(text[i])
    return "".join(kept)


def _marked(boxes: FloatArray, text: str) -> str:
    """The word, with a raised figure after a figure told apart as a footnote mark: 56 and a raised 1 is ``56[1]``.

    Figures are held against figures: where a box is that of the outline, a comma reaches lower than they do.
    """
    if len(text) != len(boxes) or not text[-1].isdigit():
        return text
    height = boxes[:, 3] - boxes[:, 1]
    figures = [i for i, letter in enumerate(text) if letter.isdigit()]
    tall, base = float(height[figures].max()), float(boxes[figures, 3].max())
    at = len(text)
    while at > 0 and height[at - 1] < 0.8 * tall and base - boxes[at - 1, 3] > _RAISED * tall:
        at -= 1
    if 0 < at < len(text) and text[at - 1].isdigit():
        return text[:at] + footnote(text[at:])
    return text

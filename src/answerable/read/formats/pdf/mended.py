"""What a narrow column broke, put together again: where a number or a heading goes on under itself in one way only."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from answerable.model import period
from answerable.read import tokens
from answerable.read.formats.pdf.geometry import Line, Word
from answerable.read.formats.pdf.lines import CUT_SHORT, GROUPED, is_figure
from answerable.read.formats.pdf.sheet import overlap

_NEAR = 1.35
"""Of the height: the lines of one cell are no further apart."""

_INDENT = 3.0
_HALF_A_YEAR = re.compile(r"(?:19|20)\d\d(?:[/–-]\d{0,3})?")
_REST = re.compile(r"[/–-]?\d{1,4}")
_LETTERS = re.compile(r"[A-Za-z]+")


def mended(lines: Sequence[Line]) -> list[Line]:
    """The lines of a block with each broken number or heading on one line: that of its row's label, or its last.

    "13,41" over "7" is 13,417 where the block prints other numbers with commas, or all such go on under
    themselves, unless both stand beside a label of their own; "Ma" over "y" is May, "2021/2" over "2"
    a year, and "TOT" over "AL" a total.

    Args:
        lines: from the top down.
    """
    if not any(_begins(word) for line in lines for word in line.words):
        return list(lines)
    words = [list(line.words) for line in lines]
    grouped = any(GROUPED.fullmatch(word.text) for row in words for word in row) or all(
        any(_is_one(word.text, rest.text, grouped=True) for _, rest in _under(word, words, at))
        for at, row in enumerate(words)
        for word in row
        if CUT_SHORT.fullmatch(word.text)
    )
    edge = min(line.left for line in lines) + _INDENT
    labelled = [line.left <= edge and not is_figure(line.pieces[0].text) for line in lines]
    for upper, row in enumerate(words):
        for word in list(row):
            for lower, rest in _under(word, words, upper):
                if not _is_one(word.text, rest.text, grouped=grouped) or (
                    labelled[upper] and labelled[lower]
                ):
                    continue
                row.remove(word)
                words[lower].remove(rest)
                at = next((i for i in range(upper, lower + 1) if labelled[i]), lower)
                words[at].append(_joined(word, rest, lines[at]))
                break
    return [_line(line, row) for line, row in zip(lines, words, strict=True) if row]


def _begins(word: Word) -> bool:
    if CUT_SHORT.fullmatch(word.text) or _HALF_A_YEAR.fullmatch(word.text):
        return True
    return word.text.isalpha() and len(word.text) < 5 and word.text[0].isupper()


def _under(word: Word, words: Sequence[Sequence[Word]], upper: int) -> Iterator[tuple[int, Word]]:
    """What stands right under a word, with the number of its line."""
    for lower in range(upper + 1, min(upper + 3, len(words))):
        for rest in words[lower]:
            near = 0 < rest.middle - word.middle < _NEAR * word.height
            if near and overlap(word.left, word.right, rest.left, rest.right) > 0:
                yield lower, rest


def _is_one(first: str, rest: str, *, grouped: bool) -> bool:
    """True where two texts make one number, month, year or total, and the first alone is none."""
    whole = first + rest
    if CUT_SHORT.fullmatch(first):
        return grouped and rest.isdigit() and GROUPED.fullmatch(whole) is not None
    if _HALF_A_YEAR.fullmatch(first) and _REST.fullmatch(rest):
        alone, found = period.parse(first), period.parse(whole)
        begun = (first.isdigit() and not rest.isdigit()) or not (alone and alone.is_whole_year)
        return begun and found is not None and found.is_whole_year
    if not (_LETTERS.fullmatch(first) and _LETTERS.fullmatch(rest)) or not (
        rest.islower() or whole.isupper()
    ):
        return False
    known = period.month_number(first) is not None or period.month_number(rest) is not None
    return not known and (period.month_number(whole) is not None or tokens.is_total(whole))


def _joined(first: Word, rest: Word, line: Line) -> Word:
    """Both as one word on the base line of ``line``."""
    low = line.pieces[0].middle + first.height / 2
    left, right = min(first.left, rest.left), max(first.right, rest.right)
    return Word(first.text + rest.text, left, low - first.height, right, low)


def _line(line: Line, row: Sequence[Word]) -> Line:
    if list(row) == list(line.words):
        return line
    ordered = sorted(row, key=lambda word: word.left)
    return Line(ordered, ordered)

"""Words whose letters are set apart from one another, as headings are; and words set on their side, as one text.

Both are so many words of the file that are one on the page: "O f f e n c e", and "Grand" above "Total" that read upwards.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from statistics import median

from answerable.read.formats.pdf.geometry import Word, union

_FEWEST = 3
"""So many letters in one even row are a word; of two nobody knows."""

_WIDEST = 0.55
"""Of the height: letters of one word are no further apart."""

_SPACE = 1.2
"""Of the height: a space between words set so is no wider."""

_EVEN = 0.45
"""Of the usual distance: letters of one word differ by less, and words are further apart."""

_PAIR = 2
"""Some letters stand closer than others, so that two may be one word of the file."""

_LONG = 9
"""Letters of a word that is no part of one set letter by letter."""

_YEAR = re.compile(r"(?:19|20)\d\d")
_LEVEL = 0.15
_KERNED = 0.6
"""Of the type: two letters of one word overlap by no more."""

_HIGHER = 1.2
"""Times the usual height: a word on its side, which has its length for a height, is higher."""

_UPRIGHT = 1.5
"""Words so much higher than wide are set on their side."""


def closed_up(words: Sequence[Word]) -> list[Word]:
    """The words of a page with those put together that were set letter by letter.

    Figures alone, which may be the counts of narrow columns, are put together only where letters on the page are set
    as far apart.

    Args:
        words: in the order of the file.
    """
    if [len(word.text) for word in words].count(1) < 2 * _FEWEST:
        return list(words)  # as most pages
    short = [len(word.text) if word.text.isalpha() else _LONG for word in words]
    in_a_row = any(a + b + c <= _FEWEST + 1 for a, b, c in zip(short, short[1:], short[2:], strict=False))
    if not in_a_row or short.count(1) < 2 * _FEWEST:
        return list(words)
    runs = list(_runs(words))
    steps = [_step(run) for run in runs if _is_spelt(run)]
    kept: list[Word] = []
    for run in runs:
        alone = len(run) > 1 and all(len(word.text) == 1 for word in run)
        known = any(abs(_step(run) - step) < _LEVEL * run[0].height for step in steps)
        years = _YEAR.fullmatch("".join(word.text for word in run)) is not None
        if _is_spelt(run) or (alone and (known or years)):
            kept += _whole(run)
        else:
            kept += run
    return kept


def _is_spelt(run: Sequence[Word]) -> bool:
    """True for letters enough to be a word, of which few stand together: "in a" is none."""
    single = sum(len(word.text) == 1 for word in run)
    return single >= _FEWEST and 2 * single > len(run) and any(word.text.isalpha() for word in run)


def _runs(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Words of one character each that follow one another on one line, and every other word alone."""
    run: list[Word] = []
    for word in words:
        last = run[-1] if run else None
        short = last is not None and len(word.text) <= _PAIR and len(last.text) <= _PAIR
        if last is not None and not (
            short and min(len(word.text), len(last.text)) == 1 and _is_next(last, word)
        ):
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def _is_next(last: Word, word: Word) -> bool:
    level = abs(word.middle - last.middle) < _LEVEL * last.height
    return level and 0 < word.left - last.right < 3 * _WIDEST * last.height


def _step(run: Sequence[Word]) -> float:
    """How far the letters of a run are apart."""
    gaps = [b.left - a.right for a, b in itertools.pairwise(run)]
    return median(gaps) if gaps else 0.0


def _whole(run: Sequence[Word]) -> Iterator[Word]:
    """The words that a run of letters makes: one ends where the next letter stands further off than the others do.

    One in small letters goes on the text before it: "Year of recording".
    """
    least = _step(run)
    held, text = [run[0]], run[0].text
    for word in run[1:]:
        gap = word.left - held[-1].right
        if gap < min((1 + _EVEN) * least, _WIDEST * word.height):
            text += word.text
        elif gap < _SPACE * word.height and word.text.islower():
            text += f" {word.text}"
        else:
            yield _one(held, text)
            held, text = [], word.text
        held.append(word)
    yield _one(held, text)


def _one(held: Sequence[Word], text: str) -> Word:
    return Word(text, *union([word.box for word in held]), bold=held[0].bold)


def in_one(words: Sequence[Word]) -> list[Word]:
    """The words of a page with those on their side put together that follow one another in one column of text.

    Args:
        words: in the order of the file.
    """
    usual = _HIGHER * sorted(word.height for word in words)[len(words) // 2] if words else 0.0
    if not any(word.height > usual and _is_aside(word) for word in words):
        return list(words)  # as nearly all pages: a narrow word is no higher than others
    kept: list[Word] = []
    for word in words:
        last = kept[-1] if kept else None
        if last is not None and (_is_aside(last) or _is_aside(word)) and _goes_on(last, word):
            text = f"{last.text}{'' if _gap(last, word) <= 0 else ' '}{word.text}"  # "TOT", "AL": kerned letters overlap
            kept[-1] = Word(text, *union([last.box, word.box]), bold=last.bold and word.bold)
        else:
            kept.append(word)
    return kept


def _is_aside(word: Word) -> bool:
    return len(word.text) > 1 and word.height > _UPRIGHT * (word.right - word.left)


def _goes_on(last: Word, word: Word) -> bool:
    """True where two words stand in one narrow column, a space from one another."""
    wide = last.right - last.left
    in_line = abs(word.left - last.left) < _LEVEL * wide and abs(word.right - last.right) < _LEVEL * wide
    return in_line and -_KERNED * wide < _gap(last, word) < _WIDEST * wide


def _gap(last: Word, word: Word) -> float:
    return max(last.top - word.bottom, word.top - last.bottom)

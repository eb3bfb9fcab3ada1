"""What a narrow column broke, put together again: where a number or a heading goes on under itself in one way only."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from answerable.model import period
from answerable.read import tokens
from answerable.read.formats.pdf.geometry import Line, Word
from answerable.read.formats.pdf.lines import CUT_SHORT, GROUPED, is_figure
from answerable.read.formats.pdf.sheet import overlap
from answerable.read.formats.pdf.unbroken import heads_columns, may_begin

_NEAR = 1.35
"""Of the height: the lines of one cell are no further apart."""

_INDENT = 3.0
_HALF_A_YEAR = re.compile(r"(?:19|20)\d\d(?:[/–-]\d{0,3})?")
_WITH_A_YEAR = re.compile(r"(?:19|20)\d\d[/–-]\d\d")
_REST = re.compile(r"[/–-]?\d{1,4}")
_BEGUN = re.compile(r"(?:19|20)(?:\d|\d\d[/–-]\d{0,3})?")
_PART = re.compile(r"[\d/–-]{1,7}")
_WHOLE = re.compile(r"(?:19|20)\d\d(?:[/–-](?:\d\d|(?:19|20)\d\d))?")
_MOST_PARTS = 4
"""A year is broken over no more lines."""

_Part = tuple[int, Word]
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
    for upper in range(len(words)):
        for parts in _years_in_parts(words, upper, labelled):
            for at, part in parts:
                words[at].remove(part)
            at = parts[-1][0]
            words[at].append(_joined(parts[0][1], parts[1:], lines[at]))
    for upper, row in enumerate(words):
        years = _are_half_years(row, words, upper)
        for word in filter(_begins, list(row)):
            pairs = ([(upper, word), below] for below in _under(word, words, upper))
            whole = (
                parts
                for parts in [*_words_in_parts(word, words, upper), *pairs]
                if len(parts) > 2 or _is_one(word.text, parts[1][1].text, grouped=grouped, years=years)
            )
            parts = next((p for p in whole if sum(labelled[at] for at, _ in p) < 2), [])
            if not parts:
                continue
            for at, part in parts:
                words[at].remove(part)
            at = next((i for i in range(upper, parts[-1][0] + 1) if labelled[i]), parts[-1][0])
            words[at].append(_joined(word, parts[1:], lines[at]))
    return [_line(line, row) for line, row in zip(lines, words, strict=True) if row]


def _years_in_parts(
    words: Sequence[Sequence[Word]], upper: int, labelled: Sequence[bool]
) -> list[list[_Part]]:
    """The parts of each year that begins on a line, with their lines: "200" over "8" beside "200" over "9".

    They are years where all that may begin one on the line go on, over as many lines, to years that follow on one another.

    Args:
        words: those of each line.
        upper: the number of the line.
        labelled: for each line, whether a label stands on it.
    """
    begun = [word for word in words[upper] if _BEGUN.fullmatch(word.text)]
    if len(begun) < 2 or any(word.text[0].isdigit() and word not in begun for word in words[upper]):
        return []
    found = []
    for lines in range(2, _MOST_PARTS + 1):
        parts = [_down(word, words, upper, lines) for word in begun]
        certain = len(begun) > 2 or not all(labelled[upper : upper + lines])
        if certain and all(parts) and _follow(["".join(part.text for _, part in each) for each in parts]):
            found.append(parts)
    return found[0] if len(found) == 1 else []


def _words_in_parts(word: Word, words: Sequence[Sequence[Word]], upper: int) -> Iterator[list[_Part]]:
    """A word that heads columns in three parts or more: "Fe" over "ma" over "le"."""
    if heads_columns(word.text) or not _LETTERS.fullmatch(word.text):
        return
    parts = [(upper, word)]
    while len(parts) < _MOST_PARTS:
        at, last = parts[-1]
        below = next(_under(last, words, at), None)
        if below is None or not _LETTERS.fullmatch(below[1].text):
            return
        parts.append(below)
        text = "".join(part.text for _, part in parts)
        if len(parts) > 2 and heads_columns(text) and (text[1:].islower() or text.isupper()):
            yield list(parts)


def _down(word: Word, words: Sequence[Sequence[Word]], upper: int, count: int) -> list[_Part]:
    """A word and what stands right under it, part by part; empty where there are not so many."""
    parts = [(upper, word)]
    while len(parts) < count:
        at, last = parts[-1]
        below = next(_under(last, words, at), None)
        if below is None or not _PART.fullmatch(below[1].text):
            return []
        parts.append(below)
    return parts


def _follow(texts: Sequence[str]) -> bool:
    """True for years each of which is the next, or the one before."""
    years = [period.parse(text) for text in texts if _WHOLE.fullmatch(text)]
    starts = [year.start.year for year in years if year is not None and year.is_whole_year]
    steps = {b - a for a, b in itertools.pairwise(starts)}
    return len(starts) == len(texts) and steps in ({1}, {-1})


def _begins(word: Word) -> bool:
    text = word.text
    if text[0].isdigit():
        return any(pattern.fullmatch(text) for pattern in (_BEGUN, CUT_SHORT, _HALF_A_YEAR))
    return text[0].isupper() and may_begin(text)


def _under(word: Word, words: Sequence[Sequence[Word]], upper: int) -> Iterator[tuple[int, Word]]:
    """What stands right under a word, with the number of its line."""
    for lower in range(upper + 1, min(upper + 3, len(words))):
        for rest in words[lower]:
            near = 0 < rest.middle - word.middle < _NEAR * word.height
            if near and overlap(word.left, word.right, rest.left, rest.right) > 0:
                yield lower, rest


def _are_half_years(row: Sequence[Word], words: Sequence[Sequence[Word]], upper: int) -> bool:
    """True where all that may be years of a line go on under themselves to rising years, and one alone is no year.

    "2019/20" over "20" may be a heading over a value; beside "2020/20" over "21" it is 2019/2020.

    Args:
        row: the line's words.
        words: those of all lines.
        upper: its number.
    """
    found, alone = [], True
    for word in row:
        if _WITH_A_YEAR.fullmatch(word.text):
            rest = next(
                (rest.text for _, rest in _under(word, words, upper) if _REST.fullmatch(rest.text)), ""
            )
            found.append(period.parse(word.text + rest) if rest else None)
            alone = alone and _goes_on(word.text)
    starts = [year.start.year for year in found if year is not None and year.is_whole_year]
    return (
        not alone
        and len(starts) == len(found) > 1
        and starts == list(range(starts[0], starts[0] + len(starts)))
    )


def _goes_on(text: str) -> bool:
    """True for a financial year, whose second year is the next: 2019/20, and not 2020/20."""
    return (int(text[2:4]) + 1) % 100 == int(text[5:7])


def _is_one(first: str, rest: str, *, grouped: bool, years: bool = False) -> bool:
    """True where two texts make one number, month, year or total, and the first alone is none."""
    whole = first + rest
    if CUT_SHORT.fullmatch(first):
        return grouped and rest.isdigit() and GROUPED.fullmatch(whole) is not None
    if _HALF_A_YEAR.fullmatch(first) and _REST.fullmatch(rest):
        alone, found = period.parse(first), period.parse(whole)
        begun = years or (first.isdigit() and not rest.isdigit()) or not (alone and alone.is_whole_year)
        return begun and found is not None and found.is_whole_year
    if not (_LETTERS.fullmatch(first) and _LETTERS.fullmatch(rest)) or not (
        rest.islower() or whole.isupper()
    ):
        return False
    if heads_columns(whole) and (len(first) == 1 or not heads_columns(first)):
        return True
    known = period.month_number(first) is not None or period.month_number(rest) is not None
    return not known and (period.month_number(whole) is not None or tokens.is_total(whole))


def _joined(first: Word, others: Sequence[_Part], line: Line) -> Word:
    """All as one word on the base line of ``line``."""
    parts = [first, *(part for _, part in others)]
    low = line.pieces[0].middle + first.height / 2
    left, right = min(part.left for part in parts), max(part.right for part in parts)
    return Word("".join(part.text for part in parts), left, low - first.height, right, low)


def _line(line: Line, row: Sequence[Word]) -> Line:
    if list(row) == list(line.words):
        return line
    ordered = sorted(row, key=lambda word: word.left)
    return Line(ordered, ordered)

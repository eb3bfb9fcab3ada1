"""What a narrow column broke in the middle of words and numbers, put together again.

A cell that ruled lines close on all sides holds one heading, so that "Fema" over "le" is Female and "Gra" over "nd"
over "Tot" over "al" is Grand Total wherever all of the words are known and can be made in one way only; and "3,0" over "35" is 3,035.
Without lines around it, a heading is certain to be one only where it makes one word, or a phrase of one heading.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Sequence

from answerable.model import period
from answerable.read.formats.pdf.geometry import Word, join
from answerable.read.formats.pdf.lines import CUT_SHORT, GROUPED
from answerable.read.formats.pdf.sheet import Slot, overlap

_MOST = 8
"""A heading of more lines is not put together: there would be too many ways to try."""

_WORD = re.compile(
    "action|age|ages|aged|all|annual|and|arrest|arrested|band|between|by|category|caution|"
    "cautioned|cautions|charge|charged|charges|closed|code|combined|community|count|court|crime|"
    "crimes|date|description|detected|ethnicity|f|female|females|financial|for|force|from|gender|"
    "grand|group|in|incident|incidents|investigation|known|law|locally|m|male|males|month|"
    "monthly|no|non|none|not|number|numbers|of|offence|offences|offender|or|ongoing|open|other|"
    "others|outcome|outcomes|outstanding|over|overall|pending|per|persons|police|positive|"
    "provided|quarter|recorded|refused|resolution|result|sex|stated|status|sub|suspect|suspects|"
    "sum|summons|summonsed|suspended|the|to|total|totals|type|under|undetected|unknown|"
    "unspecified|unresolved|victim|victims|warning|with|year|yearly|years|yes"
)
"""Words that head columns of counts, in small letters."""

_MONTHS = "january february march april may june july august september october november december sept"
_BEGINNINGS = frozenset(
    word[:end]
    for word in [*_WORD.pattern.split("|"), *_MONTHS.split(), "subtotal", "subtotals"]
    for end in range(1, len(word))
)
"""What is left of such a word where its end is on another line."""

ONE_HEADING = frozenset({"grand total", "not recorded", "not known", "not stated", "not provided", "not yet"})
"""Two words that never head two columns."""

_SHORT_WORD = re.compile(
    "a|age|all|an|and|any|are|as|at|be|but|by|day|did|do|due|for|had|has|her|him|his|if|in|is|it|its|may|no|non|nor|not|"
    "of|off|old|on|one|or|our|out|own|per|sex|six|so|sub|ten|the|to|too|two|up|use|via|was|who|yet"
)
"""Whole words of three letters at most, and no ends of broken ones."""

_LETTERS = re.compile(r"[A-Za-z]+")
_EDGES = "()[].,:;*/&–-"


def unbroken(lines: Sequence[str], known: Collection[str] = (), *, years: bool = True) -> str:
    """The text of a cell: as one where its lines break it and it can be put together in one way only.

    Args:
        lines: what stands on its lines, from the top down.
        known: words that stand whole elsewhere, in small letters.
        years: "20" over "19" may be 2019; where rows of numbers can stand between two ruled lines, it may not.

    Returns:
        The text; lines that are not put together have a space between each.
    """
    printed = " ".join(lines)
    if CUT_SHORT.fullmatch(lines[0]) and GROUPED.fullmatch("".join(lines)):
        return "".join(lines)
    if (
        not 1 < len(lines) <= _MOST
        or not all(map(_holds_letters, lines))
        or _is_whole(printed, known, years=years)
    ):
        return printed
    found = set()
    for seams in itertools.product(("", " "), repeat=len(lines) - 1):
        text = lines[0] + "".join(seam + line for seam, line in zip(seams, lines[1:], strict=True))
        if _is_whole(text, known, years=years):
            found.add(text)
    return found.pop() if len(found) == 1 else printed


def one_heading(pieces: Sequence[Word]) -> list[Word]:
    """The lines of a heading without ruled lines around it, as one where they break one word or one phrase.

    Args:
        pieces: what stands under one another over one column.
    """
    ordered = sorted(pieces, key=lambda piece: piece.middle)
    beneath = all(overlap(a.left, a.right, b.left, b.right) > 0 for a, b in itertools.pairwise(ordered))
    printed = [piece.text for piece in ordered]
    text = unbroken(printed, years=False)
    certain = beneath and text != " ".join(printed) and (" " not in text or text.lower() in ONE_HEADING)
    return [as_one(ordered, text)] if certain else list(pieces)


def as_one(pieces: Sequence[Word], text: str) -> Word:
    """Several pieces as one, with another text."""
    printed = join(pieces)
    return Word(text, *printed.box, bold=printed.bold)


def are_years(texts: Sequence[str]) -> bool:
    """True for two or more years, each later than the one before or each earlier: headings, and no values.

    Args:
        texts: what the cells of a row hold that print figures.
    """
    years = [period.parse(text) for text in texts]
    starts = [year.start for year in years if year is not None and year.is_whole_year]
    if len(starts) < max(2, len(texts)):
        return False
    return starts in (sorted(set(starts)), sorted(set(starts), reverse=True))


def may_begin(word: str) -> bool:
    """True where a word that heads columns may begin so and go on under itself."""
    return word.lower() in _BEGINNINGS


def heads_columns(word: str) -> bool:
    """True for a word that heads columns of counts."""
    return _WORD.fullmatch(word.lower()) is not None


def _holds_letters(line: str) -> bool:
    """False for a dash or a mark, which is a value and no part of a heading."""
    return any(map(str.isalnum, line))


def _is_whole(text: str, known: Collection[str], *, years: bool) -> bool:
    """True where a heading is nothing but known words, in small letters but for the first of each, or in capitals."""
    return all(_is_word(word.strip(_EDGES), known, years=years) for word in text.split())


def _is_word(word: str, known: Collection[str], *, years: bool) -> bool:
    if not _LETTERS.fullmatch(word):
        return years and _is_year(word)
    if not (word.isupper() or word[1:].islower() or len(word) == 1):
        return False
    known_word = heads_columns(word) or word.lower() in known
    return known_word or period.month_number(word) is not None


def _is_year(word: str) -> bool:
    found = period.parse(word)
    return found is not None and found.is_whole_year


def broken_word(heading: str) -> bool:
    """True where a heading holds the end of a broken word: "Fema le Male", "TOTA L"."""
    words = heading.split()
    for before, word in itertools.pairwise(words):
        short = word.isalpha() and word.islower() and len(word) < 4 and before.isalpha()
        if short and not _SHORT_WORD.fullmatch(word):
            return True
        if (before + word).lower() in {"total", "totals"}:
            return True
    return False


def is_one(slot: Slot) -> bool:
    """True for the heading of a cell with lines around it that was broken at the ends of its lines, and nowhere else."""
    lines = [piece.text.split() for piece in slot.pieces]
    alone = (
        len(below) == 1 or not broken_word(f"{above[-1]} {below[0]}")
        for above, below in itertools.pairwise(lines)
    )
    return (
        slot.column_span == 1 < len(lines) and all(alone) and not any(map(broken_word, map(" ".join, lines)))
    )

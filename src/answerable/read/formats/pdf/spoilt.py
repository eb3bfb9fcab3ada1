"""What the printing of a table spoilt: text over text, columns cut away from their labels, headings over values."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from statistics import median

from answerable.read import tokens
from answerable.read.formats.pdf.geometry import Line, Word
from answerable.read.formats.pdf.glued import begins_midway, glued
from answerable.read.formats.pdf.lines import (
    CUT_SHORT,
    GROUPED,
    begins_list,
    is_figure,
    is_period,
    is_value,
    pieces_of,
)
from answerable.read.formats.pdf.sheet import Sheet, overlap
from answerable.read.formats.pdf.unbroken import ONE_HEADING, broken_word, is_one
from answerable.read.stub import names_things

_TINY = 4.5
"""Points: ruled lines drawn twice stand further apart than smaller type."""

_OVER = 0.3
"""Of the lower height: words that share more than this, one under another, were printed over one another."""

_INSIDE = 0.15
"""Of the height: words that share less than this from side to side only touch."""

_TOUCHING = 0.25
"""Of the height: lines nearer than this are of one heading."""

_NEXT = 1.25
"""Of the height: a line above, or above the first line of a heading of which only the last was kept."""

_APART = 0.6
"""Of the height: words further apart are not of one line of text."""

_HALF_A_YEAR = re.compile(
    r"(?:19|20)\d\d[/–-](?:\d|\d{3})?|[/–-](?:\d\d|\d{4})|(?:19|20)\d? \d{1,2}[/–-]\d{1,4}"
)
_DIGIT = re.compile(r"\d")
_HALF_AN_AGE = re.compile(r"\d{1,3}\s?[–-]")
_END_OF_WORD = re.compile(r"[a-z]{1,2} \S+")

_WHOLE = frozenset({"no", "nos", "male", "female", "total", "all", "other", "unknown", "count", "number"})

_SPACED = re.compile(r"\d{1,3}(?: \d{3})+")
_OTHERWISE = re.compile(r"\d{1,3}(?:,\d{3})+|\d{4,}")

_BEFORE_AN_AGE = frozenset({"under", "over", "below", "above"})

_OVER_SOME = "a period stands over some of the headings, and it is not certain over which"
_GLUED = re.compile(r"\b(?:19|20)\d\d(?:[/-]\d{2,4})?[A-Z][A-Za-z]")
"""A year with the next heading right behind it."""

_HALF = re.compile(
    r"\S\s+grand$|^number\s+of\s+\w+\s+(?!recorded\b|reported\b|by\b|in\b|with\b)[A-Z]|[a-z]{2}-$", re.I
)
_HALF_A_LEAF = re.compile(r"FY|\d{1,2}")
_NO_HEADINGS = frozenset({"of", "and", "by", "the", "in", "or"})
_HEADS = 8
"""No heading has more rows."""


def spoilt(sheet: Sheet, words: Sequence[Word]) -> str:
    """What to say of a table that its printing spoilt; nothing where it is whole.

    Args:
        sheet: the table.
        words: those in it.
    """
    return (
        _overprinted(words)
        or _broken(sheet)
        or _cut_headings(sheet)
        or _clipped(sheet)
        or _overflowing(sheet)
        or _parted_label(sheet)
        or _two_numbers(sheet)
        or glued(sheet, words)
        or begins_midway(sheet)
    )


def over_the_edge(sheet: Sheet, outside: Sequence[Word]) -> str:
    """What to say of words right above a ruled table, over one heading: its row is too low for all of its lines.

    Args:
        sheet: the table.
        outside: the page's words that are not in it.
    """
    heads = [slot for slot in sheet.slots if slot.row == 0 and slot.column > 0 and slot.pieces]
    lowest = max((slot.box[1] for slot in heads), default=0.0)
    close = [w for w in outside if sheet.box[1] - w.height < w.bottom < lowest + w.height]
    for slot in heads if close else ():
        first = min(slot.pieces, key=lambda piece: piece.top)
        near = [w for w in close if abs(first.top - w.bottom) < _TOUCHING * w.height]
        for piece in pieces_of(sorted(near, key=lambda word: word.left), _APART):
            if slot.box[0] - piece.height < piece.left and piece.right < slot.box[2] + piece.height:
                return f"“{piece.text}” above the table may belong to the heading “{slot.text}”"
    return ""


def begun_above(sheet: Sheet, line: Line) -> str:
    """What to say of the line above a table where a heading begins there: "Grand" or "nd" over "Total"."""
    for slot in sheet.slots:
        if slot.row > 0 or slot.column == 0 or not slot.pieces:
            continue
        left, top, right, _ = slot.box
        for piece in line.pieces:
            over = overlap(piece.left, piece.right, left, right) > 0
            phrase = f"{piece.text} {slot.text}".lower() in ONE_HEADING
            close = abs(top - piece.bottom) < _NEXT * piece.height and len(line.pieces) == 1
            inside = left - piece.height < piece.left and piece.right < right + piece.height
            if over and (phrase or (close and inside and piece.text[0].isalpha())):
                return f"“{piece.text}” above the table may belong to the heading “{slot.text}”"
    return ""


def under_the_edge(sheet: Sheet, outside: Sequence[Word]) -> str:
    """What to say of words right below a ruled table's last label, as wide as its column: its row is too low."""
    for slot in sheet.slots:
        if slot.column > 0 or slot.row < sheet.height - 1 or not slot.pieces:
            continue
        last = max(slot.pieces, key=lambda piece: piece.bottom)
        near = [w for w in outside if abs(w.top - last.bottom) < _TOUCHING * w.height]
        for piece in pieces_of(sorted(near, key=lambda word: word.left), _APART):
            remark = piece.text[-1] in ".:" or ": " in piece.text or begins_list(piece.text)
            if remark or abs(piece.left - last.left) >= piece.height:
                continue
            if piece.right < min((s.box[0] for s in sheet.slots if s.column > 0 and s.pieces), default=0.0):
                return f"“{piece.text}” below it may be the rest of its last label"
    return ""


def off_the_paper(sheet: Sheet, beside: Sequence[Word]) -> str:
    """What to say of a table that is wider than the paper: columns of it are not printed.

    Args:
        sheet: the table.
        beside: the words that stand left or right of the paper.
    """
    level = (word.text for word in beside if word.bottom > sheet.box[1] and word.top < sheet.box[3])
    text = next(level, "")
    return f"it is wider than the paper: “{text}” stands beside that" if text else ""


def tiny(words: Sequence[Word]) -> str:
    """What to say of a ruled table whose lines stand as close as the two sides of one line; nothing of others."""
    small = median(word.height for word in words) < _TINY
    return "it is printed so small that its ruled lines cannot be told apart" if small else ""


def words_of(lines: Sequence[Line]) -> list[Word]:
    """The words of several lines."""
    return [word for line in lines for word in line.words]


def _overprinted(words: Sequence[Word]) -> str:
    """A row too low for its text prints it over the next: the words of both can then be in either."""
    ordered = sorted(words, key=lambda word: word.top)
    for at, upper in enumerate(ordered):
        left, right, bottom = upper.left, upper.right, upper.bottom
        for lower in itertools.islice(ordered, at + 1, None):
            if lower.top > bottom:
                break
            if lower.left >= right or lower.right <= left:  # nearly all: what stands beside it on its line
                continue
            height = min(upper.height, lower.height)
            down = overlap(upper.top, bottom, lower.top, lower.bottom)
            along = overlap(left, right, lower.left, lower.right)
            if down > _OVER * height and along > _INSIDE * height:
                return f"“{upper.text}” and “{lower.text}” are printed over one another"
    return ""


def _broken(sheet: Sheet) -> str:
    """What to say of a heading that a narrow column broke, so that its end stands among the values."""
    heads = len(heads_of(sheet.texts()))
    for slot in sheet.slots:
        if slot.column == 0 and _HALF_AN_AGE.fullmatch(slot.text):
            return f"the label “{slot.text}” may go on in the next row"
        if _HALF_A_YEAR.fullmatch(slot.text):
            return f"the end of the heading “{slot.text}” may stand among the values"
        if _END_OF_WORD.fullmatch(slot.text) and is_value(slot.text.split()[-1]):
            return f"“{slot.text}” may be the end of a heading with a value beside it"
        texts = [piece.text for piece in slot.pieces]
        if (
            slot.row < heads
            or slot.column == 0
            or len(texts) < 2
            or not is_value(texts[-1])
            or texts[-1][0].isalpha()
        ):
            continue
        apart = slot.pieces[-1].top - slot.pieces[0].bottom > -_OVER * slot.pieces[0].height
        if apart and texts[0].isalpha() and not is_value(texts[0]) and not is_value(slot.text):
            return f"“{slot.text}” may be the end of a heading with a value under it"
    return ""


def _cut_headings(sheet: Sheet) -> str:
    """What to say of headings of which a narrow column left only a part above the values."""
    rows = sheet.texts()
    heads = heads_of(rows)
    if not heads:
        return ""
    # Rows of blanks follow the headings, and are no headings.
    leaves = next((row[1:] for row in reversed(heads) if any(row[1:])), heads[-1][1:])
    shares = any("%" in text for text in leaves)
    one = {slot.text for slot in sheet.slots if slot.row < len(heads) and is_one(slot)} if sheet.ruled else ()
    for text in leaves:
        if text == "n" and shares:
            continue
        if broken_word(text) and text not in one:
            return f"the heading “{text}” was broken, and may be several"
        whole = text.isalpha() and text not in _WHOLE
        broken = len(text.split()) > 1 and text.split()[-1].isalpha() and len(text.split()[-1]) == 1
        others = any(t[:1].isupper() for t in leaves) or sum(map(bool, leaves)) == 1
        if (whole or broken) and text.islower() and others:
            return f"the heading “{text}” may be the end of one whose beginning is lost"
    if cut := next((text for row in heads for text in row[1:] if _is_part(text)), None):
        return f"the heading “{cut}” is a part of one"
    for left, right in itertools.chain.from_iterable(map(itertools.pairwise, heads)):
        if f"{left} {right}".lower() in ONE_HEADING:
            return f"“{left}” and “{right}” may be one heading"
    if together := next(filter(None, (_two_periods(row[1:]) for row in heads)), "") or _odd_one(leaves):
        return together
    if run_on := _run_on(heads[-1], leaves) or _halves(heads, leaves):
        return run_on
    tails = [text.partition(" ")[2] for text in leaves if is_period(text.partition(" ")[0])]
    both = {f"{a} {b}" for a, b in itertools.permutations(filter(None, {*leaves, *tails}), 2)}
    if two := next(filter(both.__contains__, leaves), None):
        return f"“{two}” may head two columns"
    if _over_some(leaves):
        return _OVER_SOME
    for text in rows[len(heads)][1:] if len(heads) < len(rows) else []:
        word, _, value = text.rpartition(" ")
        age = word.lower() in _BEFORE_AN_AGE
        if word.isalpha() and not age and is_value(value) and not value.isalpha() and not is_period(text):
            return f"“{text}” may be the end of a heading with a value beside it"
    return ""


def _run_on(last: Sequence[str], leaves: Sequence[str]) -> str:
    """What to say of a heading that goes on at the left end of the next line, or has another right behind it."""
    for text in leaves:
        if not any(last[1:]) and f"{text} {last[0]}".lower() in ONE_HEADING:
            return f"“{text}” and “{last[0]}” may be one heading"
        if _GLUED.search(text):
            return f"“{text}” may head two columns"
    return ""


def _halves(heads: Sequence[Sequence[str]], leaves: Sequence[str]) -> str:
    """What to say of half a heading: its other half is elsewhere, and may head other columns."""
    cut = next((text for row in heads for text in row if _HALF.search(text)), "")
    cut = cut or next((text for text in leaves if _HALF_A_LEAF.fullmatch(text)), "")
    return f"“{cut}” may be a part of one heading, or of two" if cut else ""


def _over_some(leaves: Sequence[str]) -> bool:
    """True where a period was put before some of the headings, and others have a word alone or stand twice."""
    if not any(is_period(text.split()[0]) for text in leaves if len(text.split()) > 1):
        return False
    undated = [
        text
        for text in leaves
        if text and not is_period(text.split()[0]) and ("%" in text or not tokens.is_total(text))
    ]
    return len(set(undated)) < len(undated) or any(
        text.isalpha() and not tokens.heads_counts(text) for text in leaves
    )


def _is_part(heading: str) -> bool:
    """True for a heading that is a word between others, or ends in one: "of", "Year of"."""
    return bool(heading) and heading.lower().split()[-1] in _NO_HEADINGS


def _two_periods(leaves: Sequence[str]) -> str:
    """What to say of a period that ran together with another heading, where others like it stand alone."""
    bare = {_DIGIT.sub("9", text) for text in leaves if is_period(text)}
    for text in leaves:
        if len(text.split()) > 1 and all(map(is_period, text.split())) and not is_period(text):
            return f"“{text}” may head two columns"
        name, _, last = text.rpartition(" ")
        if name and not is_period(name) and _DIGIT.sub("9", last) in bare:
            return f"“{name}” may stand over more columns than “{last}”"
        first, _, rest = text.partition(" ")
        if tokens.is_total(rest) and is_period(first) and _DIGIT.sub("9", first) in bare:
            return f"“{text}” may head two columns"
    return ""


def _odd_one(leaves: Sequence[str]) -> str:
    """What to say of one heading between periods that is none: a month whose letters were put together wrongly."""
    whens = [is_period(text) for text in leaves]
    odd = [
        text
        for (before, when, after), text in zip(
            zip(whens, whens[1:], whens[2:], strict=False), leaves[1:], strict=False
        )
        if before
        and after
        and text
        and not when
        and not tokens.is_total(text)
        and not tokens.is_rate_heading(text)
    ]
    return f"“{odd[0]}” stands between periods and is none" if len(odd) == 1 and sum(whens) > 2 else ""


def _overflowing(sheet: Sheet) -> str:
    """What to say of a heading that goes on over the first row of values, which is too low or begins too high."""
    rows = sheet.texts()
    first = len(heads_of(rows))
    if not 0 < first < len(rows):
        return ""
    for column, text in enumerate(rows[first]):
        above = rows[first - 1][column]
        rest = column > 0 and text.isalpha() and text.islower() and not is_value(text)
        if rest and above.isalpha() and not any(row[column].isalpha() for row in rows[first + 1 :]):
            return f"“{text}” may be the end of the heading “{above}”"
    return ""


def _two_numbers(sheet: Sheet) -> str:
    """What to say of a number grouped by a space where others are grouped otherwise: it may be two."""
    rows = sheet.texts()
    texts = [text for row in rows[len(heads_of(rows)) :] for text in row[1:]]
    spaced = next((text for text in texts if _SPACED.fullmatch(text)), None)
    if spaced is not None and any(map(_OTHERWISE.fullmatch, texts)):
        return f"“{spaced}” may be two numbers"
    return ""


def _parted_label(sheet: Sheet) -> str:
    """What to say of a label whose end was taken for a value: "Under" beside 10."""
    rows = sheet.texts()
    for row in rows[len(heads_of(rows)) :]:
        if len(row) > 2 and row[0].lower() in _BEFORE_AN_AGE and row[1].isdigit():
            return f"“{row[0]}” and “{row[1]}” may be one label"
    return ""


def _clipped(sheet: Sheet) -> str:
    """What to say of a number whose end is cut away, as at the edge of the paper: "13,17" among whole counts."""
    texts = [text for row in sheet.texts() for text in row[1:]]
    cut = next((text for text in texts if CUT_SHORT.fullmatch(text)), None)
    if cut is not None and (any(map(GROUPED.fullmatch, texts)) or _goes_on_below(sheet.texts())):
        return f"“{cut}” may be a number whose end is cut away"
    return ""


def _goes_on_below(rows: Sequence[Sequence[str]]) -> bool:
    """True where a number cut short and what stands under it make a whole one: "3,10" over 7."""
    return any(
        CUT_SHORT.fullmatch(a) and GROUPED.fullmatch(a + b)
        for above, below in itertools.pairwise(rows)
        for a, b in zip(above, below, strict=True)
    )


def heads_of(rows: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    """The rows at the top that hold no value."""
    return list(itertools.takewhile(lambda row: not any(map(is_figure, row)), rows[:_HEADS]))


def unlabelled(sheet: Sheet) -> str:
    """What to say of a table whose first column holds figures, or none under a period: its labels may stand on another page.

    A sheet too wide for the paper is printed in strips, and only the first has the labels. Labels that are
    figures (ages, codes, years) rise and stand under a word; counts repeat, fall, or stand under a period.
    """
    rows = sheet.texts()
    heads = heads_of(rows)
    labels = [row[0] for row in rows[len(heads) :] if row[0]]
    if not all(map(is_figure, labels)) or any(names_things(row[0]) for row in heads if row[0]):
        return ""
    counted = any(is_period(row[0]) or tokens.is_total(row[0]) for row in heads if row[0])
    if counted or (len(labels) > 1 and not _rise(labels)):
        return "its rows have no labels: these may stand on another page"
    return ""


def _rise(labels: Sequence[str]) -> bool:
    """True where no figure stands twice or after a greater one; ages in bands rise by where they begin."""
    firsts = [re.findall(r"\d+", text.replace(",", "")) for text in labels]
    numbers = [int(found[0]) if found else -1 for found in firsts]
    return all(a < b for a, b in itertools.pairwise(numbers))

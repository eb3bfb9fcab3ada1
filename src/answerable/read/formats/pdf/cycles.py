"""Labels that stand over several rows each, in a table without ruled lines: the parts beside them tell for which rows.

Under "Offence" and "Sex" stand Female, Male, Female, Male: each two rows are of one offence, on however many lines and
at whatever height its name is set beside them.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from answerable.read import tokens
from answerable.read.formats.pdf.geometry import Word
from answerable.read.formats.pdf.lines import is_figure
from answerable.read.formats.pdf.phrases import said_on
from answerable.read.formats.pdf.sheet import Sheet, Slot, trimmed
from answerable.read.formats.pdf.spoilt import heads_of

_LEVEL = 0.35
"""Of the height: what is set from the same height is off by less."""

_MOST = 12
"""No label has more lines."""

UNSURE = "it is not certain for which rows a label of several rows stands"
Group = list[int]
"""The numbers of its rows."""

Span = tuple[float, float]
"""How high the first and the last row of a group stand."""

Habit = Callable[[float, float, Span], float]
"""How far a label, by the middles of its first and last line, stands off where it should."""


def regrouped(sheet: Sheet) -> Sheet | None:
    """The table with each label of several rows in a cell that spans them; None where no such labels stand in it.

    Args:
        sheet: the table as its lines were found. Where it is not certain which lines are of which label, it says so.
    """
    if sheet.width < 3:
        return None
    rows = sheet.texts()
    first = len(heads_of(rows))
    groups = _groups(rows, first)
    if not groups and _begins_below(rows[first:]):
        return replace(sheet, lost=sheet.lost or UNSURE)
    if not groups or not _are_names(rows, first, groups):
        return None
    if len(groups[-1]) < len(groups[0]):  # the page ends inside it
        told = all(rows[group[0]][0] for group in groups)
        return None if told else replace(sheet, lost=sheet.lost or UNSURE)
    cells = {(slot.row, slot.column): slot for slot in sheet.slots}
    last = _end(rows, groups[-1][-1])
    labels = [cells[r, 0] for r in range(first, last + 1) if (r, 0) in cells]
    pieces = sorted((p for slot in labels for p in slot.pieces), key=lambda piece: piece.middle)
    spans = [(_middle(cells[group[0], 1]), _middle(cells[group[-1], 1])) for group in groups]
    parts = _shared(pieces, spans)
    if parts is None:
        return replace(sheet, lost=sheet.lost or UNSURE)
    kept = [slot for slot in sheet.slots if not any(slot is label for label in labels)]
    kept += [
        Slot(group[0], 0, part, group[-1] - group[0] + 1) for group, part in zip(groups, parts, strict=True)
    ]
    return trimmed(replace(sheet, slots=kept, lost=""))


def _groups(rows: Sequence[Sequence[str]], first: int) -> list[Group]:
    """The rows of each group, where the second labels of all are the same in the same order; else none."""
    parted = [r for r in range(first, len(rows)) if _is_name(rows[r][1])]
    names = [rows[r][1] for r in parted]
    size = next((i for i, name in enumerate(names) if i and name == names[0]), 0)
    if size < 2 or len(set(names[:size])) < size:
        return []
    if any(names[i] != names[i % size] for i in range(len(names))):
        return []
    return [parted[at : at + size] for at in range(0, len(parted), size)]


def _is_name(text: str) -> bool:
    """True for a label, and for a band of ages: "18 - 25"."""
    kind = tokens.kind(text)
    return kind == "label" or (kind in {"mark", "period"} and any(map(str.isalnum, text)))


def across_groups(rows: Sequence[Sequence[str]]) -> str:
    """What to say of a whole table where rows of one group would get different labels, or none: a page parted it.

    Args:
        rows: the texts of all its pages, a label over several rows in the first of them.
    """
    if not rows or len(rows[0]) < 3:
        return ""
    body = [row for row in rows if _is_name(row[1]) and any(map(is_figure, row[2:]))]
    names = [row[1] for row in body]
    size = next((i for i, name in enumerate(names) if i and name == names[0]), 0)
    if size < 2 or len(names) < 2 * size or any(name != names[i % size] for i, name in enumerate(names)):
        return ""
    held, labels = "", []
    for row in body:
        held = row[0] or held
        labels.append(held)
    groups = [labels[at : at + size] for at in range(0, len(labels), size)]
    whole = all(len(set(group)) == 1 and group[0] for group in groups)
    apart = all(a[0] != b[0] for a, b in itertools.pairwise(groups))
    return "" if whole and apart else UNSURE


def _begins_below(body: Sequence[Sequence[str]]) -> bool:
    """True where the first row has a second label and none before it, and such a label stands under it."""
    at = next((i for i, row in enumerate(body) if any(row[1:])), len(body))
    if at == len(body) or body[at][0] or not body[at][1] or not _is_name(body[at][1]):
        return False
    return any(row[0] and not tokens.is_total(row[0]) for row in body[at + 1 :])


def _end(rows: Sequence[Sequence[str]], last: int) -> int:
    """The last row of the last group, with the lines of its label under it."""
    while last + 1 < len(rows) and rows[last + 1][0] and not any(rows[last + 1][1:]):
        last += 1
    return last


def _are_names(rows: Sequence[Sequence[str]], first: int, groups: Sequence[Group]) -> bool:
    """True where the first labels are of groups: rows lack one, or one goes on from row to row in words."""
    last = _end(rows, groups[-1][-1])
    beside = [rows[r][0] for group in groups for r in group]
    if any(any(rows[r][2:]) for r in range(first, last + 1) if not rows[r][1]):
        return False  # a row of figures without a second label among them
    plain = all(rows[group[0]][0] and not any(rows[r][0] for r in group[1:]) for group in groups)
    alone = [r for r in range(first, last + 1) if not rows[r][1]]
    if plain and not alone:
        return False  # each name on one line, beside its first row: nothing to mend
    if any(len({rows[r][0] for r in group}) == 1 and rows[group[0]][0] for group in groups):
        return False  # the name again beside each row
    if all(beside) and not alone:
        return any(said_on(rows[a][0], rows[b][0]) for group in groups for a, b in itertools.pairwise(group))
    return not all(beside)


def _middle(slot: Slot) -> float:
    return sum(piece.middle for piece in slot.pieces) / len(slot.pieces)


def _shared(pieces: Sequence[Word], spans: Sequence[Span]) -> list[list[Word]] | None:
    """The lines of each group's label; None where they can be shared out in several ways or in none.

    All labels are set alike: from the first row of their group, in the middle of its rows, or down to the last.

    Args:
        pieces: the lines of all labels, from the top down.
        spans: how high the first and the last row of each group stand.
    """
    found: list[list[int]] = []
    for habit in (_from_the_top, _in_the_middle, _from_the_bottom):
        found += [ends for ends in itertools.islice(_ends(pieces, spans, habit), 2) if ends not in found]
    found = [
        ends for ends in found if not any(said_on(pieces[at - 1].text, pieces[at].text) for at in ends[:-1])
    ]
    if len(found) != 1:
        return None
    return [list(pieces[a:b]) for a, b in itertools.pairwise([0, *found[0]])]


def _ends(pieces: Sequence[Word], spans: Sequence[Span], habit: Habit) -> Iterator[list[int]]:
    """Every way to give each group a run of lines that stands as it should: one past the last of each."""
    if not spans:
        if not pieces:
            yield []
        return
    for end in range(1, min(len(pieces), _MOST) + 1):
        if habit(pieces[0].middle, pieces[end - 1].middle, spans[0]) < _LEVEL * pieces[0].height:
            for rest in _ends(pieces[end:], spans[1:], habit):
                yield [end, *(end + at for at in rest)]


def _from_the_top(first: float, _: float, span: Span) -> float:
    return abs(first - span[0])


def _in_the_middle(first: float, last: float, span: Span) -> float:
    return abs(first + last - span[0] - span[1]) / 2


def _from_the_bottom(_: float, last: float, span: Span) -> float:
    return abs(last - span[1])

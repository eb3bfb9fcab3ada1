"""The rows of a body: their labels carried down, and the labels that stand in rows of their own and group others."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from answerable.model import period
from answerable.model.table import Path
from answerable.read import tokens
from answerable.read.grid import GridCell
from answerable.read.repeated import is_when

_BRACKETED = re.compile(r"\(.*\)|\*.*|(?:notes?|n\.?b\.?|caveat)\s*\d*\s*[:.–-].*", re.I)
_OPENS = re.compile(
    r"(?:(?:broken?\s+down|breakdown|split)\s+)?by\s+.+|.*\bof\s+which\W*|breakdown.*|.*:", re.I
)
"""What a row says that has no counts of its own and names those below: "By outcome", "Of which:"."""


def filled(row: Sequence[GridCell]) -> list[int]:
    """The columns of a row that print something."""
    return [i for i, cell in enumerate(row) if cell.text]


def is_dated(path: Path) -> bool:
    """True where one of some labels names a period with its year."""
    return any(period.parse(label) is not None for label in path)


def labelled_rows(
    rows: Sequence[Sequence[GridCell]], stubs: int
) -> tuple[tuple[Path, ...], tuple[tuple[GridCell, ...], ...]]:
    """Row paths and bodies: outer stub labels carried down, group rows made outer labels."""
    groups = _group_rows(rows, stubs)
    if stubs == 1 and not groups and (inset := _inset(rows)):
        return inset
    paths: list[Path] = []
    body: list[tuple[GridCell, ...]] = []
    held = [""] * stubs
    group = ""
    for r, row in enumerate(rows):
        if r in groups:
            group, held = row[0].text, [""] * stubs
            continue
        if not filled(row) or (filled(row) == [0] and _BRACKETED.fullmatch(row[0].text)):
            continue  # a remark on the rows above
        for c in range(stubs):
            if row[c].text:
                held[c:] = [row[c].text] + [""] * (stubs - c - 1)
            elif c == stubs - 1:
                held[c] = ""
        labels = [label for label in held if label]
        if (group and not (tokens.is_total(labels[-1]) if labels else False)) or (
            group and _closes(rows, r, groups, stubs)
        ):
            labels.insert(0, group)
        paths.append(tuple(labels))
        body.append(tuple(row[stubs:]))
    return tuple(paths), tuple(body)


def _inset(
    rows: Sequence[Sequence[GridCell]],
) -> tuple[tuple[Path, ...], tuple[tuple[GridCell, ...], ...]] | None:
    """Rows of which some are set in under the one that they are part of, named with it; None where none is.

    A row without counts over some that are set in is their group and no row.
    """
    rows = [row for row in rows if filled(row)]
    levels = [row[0].indent for row in rows]
    first = levels[0] if levels else 0
    deeper = sum(level > first for level in levels)
    if deeper < 2 or min(levels) < first or not all(row[0].text for row in rows):
        return None
    paths: list[Path] = []
    body: list[tuple[GridCell, ...]] = []
    above: list[tuple[int, str]] = []
    for at, row in enumerate(rows):
        above = [(level, label) for level, label in above if level < levels[at]]
        if tokens.is_total(row[0].text) and levels[at] == first:
            above = []
        parent = at + 1 < len(rows) and levels[at + 1] > levels[at]
        if not (parent and filled(row) == [0]):
            paths.append((*(label for _, label in above), row[0].text))
            body.append(tuple(row[1:]))
        above.append((levels[at], row[0].text))
    return (tuple(paths), tuple(body)) if len({*paths}) == len(paths) else None


def _closes(rows: Sequence[Sequence[GridCell]], r: int, groups: set[int], stubs: int) -> bool:
    """True where a total row at ``r`` is of the group above it: another row follows, or the groups before closed with it too."""
    if any(g > r for g in groups) or r < len(rows) - 1:
        return True
    label = " ".join(cell.text for cell in rows[r][:stubs])
    starts = [*sorted(groups), len(rows)]
    closed = [
        [" ".join(cell.text for cell in row[:stubs]) for row in rows[start:end]].count(label)
        for start, end in itertools.pairwise(starts)
    ]
    return len(closed) > 1 and all(times == 1 for times in closed)


def _group_rows(rows: Sequence[Sequence[GridCell]], stubs: int) -> set[int]:
    """Rows that print one label and no value, and group those below.

    A row of blanks may also be a row of noughts. It is a group label only where the sheet says so (one
    cell across all columns) or the labels below repeat from group to group.
    """
    if not rows or stubs < 1:
        return set()
    bare = [r for r, row in enumerate(rows) if filled(row) == [0] and not tokens.is_total(row[0].text)]
    if not bare or bare[-1] == len(rows) - 1:
        bare = bare[:-1]
    opening = {r for r in bare if _OPENS.fullmatch(rows[r][0].text) and r + 1 not in bare}
    if opening and opening == set(bare):
        return opening
    wide = {r for r in bare if rows[r][0].column_span >= len(rows[r]) > 1}
    if wide:
        return wide
    whens = [
        is_when(row[0].text) == (r in bare) for r, row in enumerate(rows) if not tokens.is_total(row[0].text)
    ]
    if bare and bare[0] == 0 and (all(whens) or (len(bare) > 1 and not any(whens))):
        return set(bare)  # years over the labels of their rows, or labels over their years
    if len(bare) < 2 or bare[0] != 0 or any(b + 1 in bare for b in bare):
        return set()
    labels = [row[0].text for r, row in enumerate(rows) if r not in bare]
    repeats = len(set(labels)) < len(labels)
    bold = all(rows[r][0].bold for r in bare) and not any(
        row[0].bold for r, row in enumerate(rows) if r not in bare and not tokens.is_total(row[0].text)
    )
    return set(bare) if repeats or bold else set()

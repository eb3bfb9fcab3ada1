"""Holds a reading against the table that its text was made from."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Literal

from answerable.model import Document, Table
from tests.generators.tables import Made

_DOUBTS = frozenset({"cells-lost", "review", "unread-numbers", "marks-only"})
Verdict = Literal["exact", "review", "missed", "wrong"]


def _fold(text: str) -> str:
    return re.sub(r"\W+", "", text).lower()


def judge(document: Document, made: Made) -> tuple[Verdict, str]:
    """``wrong`` where anything given as read is not so, or where a part of the table is left out unsaid."""
    if not document.tables:
        said = any(f.kind in _DOUBTS for f in document.findings)
        return ("review" if said else "missed"), "no table"
    if any(table.status == "review" for table in document.tables):
        return "review", document.tables[0].why
    if len(document.tables) > 1:
        return "wrong", f"{len(document.tables)} tables for one"
    verdict, why = _compare(document.tables[0], made)
    if (
        verdict == "wrong"
        and why.startswith("left out")
        and any(f.kind in _DOUBTS for f in document.findings)
    ):
        return "review", why
    return verdict, why


def _compare(table: Table, made: Made) -> tuple[Verdict, str]:
    truth = {
        (_fold(label), _fold(" ".join(path))): (made.printed[r][c], made.true[r][c])
        for r, label in enumerate(made.rows)
        for c, path in enumerate(made.columns)
    }
    if not any((_fold(" ".join(table.rows[0])), column) in truth for _, column in truth):
        truth = {(column, row): value for (row, column), value in truth.items()}  # read the other way round
    for cell in table.cells:
        key = (_fold(" ".join(table.rows[cell.row])), _fold(" ".join(table.columns[cell.column])))
        known = truth.pop(key, None)
        if known is None:
            return "wrong", f"{key}: no such cell"
        printed, true = known
        if cell.printed != printed:
            return "wrong", f"{key}: {cell.printed!r} for {printed!r}"
        if cell.count is not None and true not in cell.count:
            return "wrong", f"{key}: {cell.count} does not hold {true}"
    if any(printed for printed, _ in truth.values()):
        return "wrong", f"left out: {next(iter(truth))}"
    return "exact", table.why


def judge_all(document: Document, made: Sequence[Made], beside: Collection[str] = ()) -> tuple[Verdict, str]:
    """The same for a document of several tables, where parts of one may be read as tables of their own.

    Args:
        document: the reading.
        made: the tables.
        beside: headings of columns that stand beside the tables' own and hold no counts of theirs.
    """
    truths = [_truth(table) for table in made]
    held: list[set[tuple[str, str]]] = [set() for _ in made]
    for table in document.tables:
        if table.status == "review":
            continue
        tries = [
            _errors(table, truth, beside, _titled(table, one))
            for one, truth in zip(made, truths, strict=True)
        ]
        best = min(range(len(made)), key=lambda i: len(tries[i][0]))
        errors, found = tries[best]
        if errors:
            return "wrong", errors[0]
        held[best] |= found
    left = [
        key for truth, known in zip(truths, held, strict=True)
        for key, (printed, _) in truth.items() if printed and key not in known
    ]  # fmt: skip
    if not left:
        return "exact", ""
    if any(table.status == "review" for table in document.tables):
        return "review", next(t.why for t in document.tables if t.status == "review")
    if any(finding.kind in _DOUBTS for finding in document.findings):
        return "review", "said to be left out"
    return ("wrong", f"left out: {left[0]}") if document.tables else ("missed", "no table")


Truth = dict[tuple[str, str], tuple[str, int]]


def _truth(made: Made) -> Truth:
    return {
        (_fold(label), _fold(" ".join(path))): (made.printed[r][c], made.true[r][c])
        for r, label in enumerate(made.rows)
        for c, path in enumerate(made.columns)
    }


def _titled(table: Table, made: Made) -> tuple[str, ...]:
    """The heading over all columns of a table where the reading has it for the title, as it may."""
    over = {path[:1] for path in made.columns if len(path) > 1}
    label = next(iter(over), ("",))[0]
    return (label,) if len(over) == 1 and label and _fold(label) in _fold(table.title) else ()


def _errors(
    table: Table, truth: Truth, beside: Collection[str] = (), title: tuple[str, ...] = ()
) -> tuple[list[str], set[tuple[str, str]]]:
    """What a table says that is not so, and the places of the true table that it gives."""
    errors, found = [], set()
    for cell in table.cells:
        row, column = table.rows[cell.row], table.columns[cell.column]
        keys = [
            (_fold(" ".join(a)), _fold(" ".join(b)))
            for a, b in (
                (row, column),
                (row[-1:], column),
                (row[:1], column),
                (column, row),
                (column[-1:], row),
                (row, (*title, *column)),
            )
        ]
        key = next((key for key in keys if key in truth), None)
        if key is None and (not cell.printed or column[-1:] in {(name,) for name in beside}):
            continue  # the blank cells beside the heading of a group of rows
        if key is None:
            errors.append(f"{keys[0]}: no such cell ({cell.printed!r})")
            continue
        printed, true = truth[key]
        if not cell.printed.startswith(printed):
            errors.append(f"{key}: {cell.printed!r} for {printed!r}")
        elif cell.count is not None and true not in cell.count:
            errors.append(f"{key}: {cell.count} does not hold {true}")
        elif key in found:
            errors.append(f"{key}: given twice")
        found.add(key)
    return errors, found


def judge_list(document: Document, made: Made) -> tuple[Verdict, str]:
    """The same for a list with a label and a count on each line, whether read as a table or as statements."""
    truth = {_fold(label): row[0] for label, row in zip(made.rows, made.true, strict=True)}
    held: set[str] = set()
    cells = [
        (_fold(" ".join(table.rows[cell.row])), cell.count)
        for table in document.tables if table.status == "read" for cell in table.cells
    ]  # fmt: skip
    for text, count in [*cells, *((_fold(s.text), s.count) for s in document.statements)]:
        label = max((label for label in truth if text.startswith(label)), key=len, default=None)
        if label is None:
            return "wrong", f"{text}: no such line"
        if count is not None and truth[label] not in count:
            return "wrong", f"{text}: {count} does not hold {truth[label]}"
        held.add(label)
    if held == set(truth):
        return "exact", ""
    doubts = any(f.kind in _DOUBTS | {"contents"} for f in document.findings)
    if doubts or any(table.status == "review" for table in document.tables):
        return "review", "said to be left out"
    return ("wrong", f"left out: {next(iter(set(truth) - held))}") if held else ("missed", "no list")

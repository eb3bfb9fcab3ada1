"""Totals that no label names but the numbers prove, so that nobody adds parents and children twice.

Only exact counts speak, as printed; no place may contradict; and the evidence must outweigh chance a
thousand times. Such a total is marked and said aloud. It bounds no hidden cell: for that a body must have
called it a total itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Literal

from answerable.model import Cell, Check, Finding, Table
from answerable.model.table import Path
from answerable.read.sum_lines import Sum
from answerable.read.sums import find_sums
from answerable.read.totals import names_total
from answerable.read.unnamed import unnamed_sums

ODDS = 3.0


@dataclass(frozen=True, slots=True)
class Proved:
    """Tables with their unlabelled totals marked, and a note for each such total."""

    tables: tuple[Table, ...]
    findings: tuple[Finding, ...]


def mark_proved(tables: Sequence[Table]) -> Proved:
    """Marks the rows and columns that the arithmetic proves to be totals though their labels do not say so.

    Args:
        tables: the tables of a document; those in review stay as they are.

    Returns:
        The same tables with ``row_totals`` and ``column_totals`` completed and a held check for each place
        that proves a total, and a finding of kind ``total-unlabelled`` for each.
    """
    marked: list[Table] = []
    findings: list[Finding] = []
    for table in tables:
        if table.status == "review":
            marked.append(table)
            continue
        down, across = _unlabelled(table, "row"), _unlabelled(table, "column")
        rows = _parents(table, "column") | {s.line: s.parts for s in down}
        columns = _parents(table, "row") | {s.line: s.parts for s in across}
        findings += [_finding(table, line, parts, "row") for line, parts in rows.items()]
        findings += [_finding(table, line, parts, "column") for line, parts in columns.items()]
        marked.append(_marked(table, down, across))
    return Proved(tuple(marked), tuple(findings))


def _parents(table: Table, kind: Literal["row", "column"]) -> dict[int, tuple[int, ...]]:
    """The parents among their children that a named total proved, by the table's checks of that kind."""
    at = 0 if kind == "column" else 1
    paths = table.rows if kind == "column" else table.columns
    return {
        check.total[at]: tuple(part[at] for part in check.parts)
        for check in table.checks
        if check.kind == kind and not names_total(paths[check.total[at]])
    }


def _unlabelled(table: Table, axis: Literal["row", "column"]) -> list[Sum]:
    """The proved sums among the rows or columns that no label names as totals, by the table's indices."""
    width = len(table.columns)
    rows = [
        [_printed(cell) for cell in table.cells[r * width : (r + 1) * width]] for r in range(len(table.rows))
    ]
    lines = rows if axis == "row" else [[row[c] for row in rows] for c in range(width)]
    known = table.row_totals if axis == "row" else table.column_totals
    kept = [i for i, line in enumerate(lines) if any(x is not None for x in line)]
    if hinted := unnamed_sums(table, axis, lines):
        return hinted
    if _summed(table, axis, set(kept)):
        return []
    paths = table.rows if axis == "row" else table.columns
    labels = [paths[i][-1] if paths[i] else "" for i in kept]
    sums = find_sums([lines[i] for i in kept], labels=labels, exact=True, odds=ODDS)
    placed = [replace(s, line=kept[s.line], parts=tuple(kept[p] for p in s.parts)) for s in sums]
    return [s for s in placed if not known[s.line] and not _contradicted(lines, s)]


def _summed(table: Table, axis: Literal["row", "column"], kept: AbstractSet[int]) -> bool:
    """True where a named total holds everywhere as the sum of all other lines: none of them is a sum of others."""
    at, kind = (0, "column") if axis == "row" else (1, "row")
    held: dict[int, list[bool]] = {}
    for check in table.checks:
        if check.kind == kind:
            whole = check.result == "held" and {part[at] for part in check.parts} | {check.total[at]} >= kept
            held.setdefault(check.total[at], []).append(whole)
    places = len(table.columns) if axis == "row" else len(table.rows)
    return any(all(wholes) and len(wholes) == places for wholes in held.values())


def _printed(cell: Cell) -> int | None:
    """The count that a cell prints in figures; None for marks, blanks and what is no count."""
    if cell.count is None or not cell.count.is_exact or not cell.printed[:1].isdigit():
        return None
    return cell.count.low


def _contradicted(lines: Sequence[Sequence[int | None]], sum_: Sum) -> bool:
    """True where, at some place, the parts shown make more than the total, or all are shown and differ."""
    for place, total in enumerate(lines[sum_.line]):
        parts = [lines[part][place] for part in sum_.parts]
        shown = sum(part for part in parts if part is not None)
        if total is not None and (shown > total or (None not in parts and shown != total)):
            return True
    return False


def _marked(table: Table, down: Sequence[Sum], across: Sequence[Sum]) -> Table:
    rows, columns = {s.line for s in down}, {s.line for s in across}
    checks = [
        Check("column", (s.line, place), tuple((part, place) for part in s.parts), "held")
        for s in down
        for place in s.cells
    ]
    checks += [
        Check("row", (place, s.line), tuple((place, part) for part in s.parts), "held")
        for s in across
        for place in s.cells
    ]
    return replace(
        table,
        row_totals=tuple(known or i in rows for i, known in enumerate(table.row_totals)),
        column_totals=tuple(known or i in columns for i, known in enumerate(table.column_totals)),
        checks=(*table.checks, *checks),
    )


def _finding(table: Table, line: int, summed: Sequence[int], axis: Literal["row", "column"]) -> Finding:
    paths = table.rows if axis == "row" else table.columns
    parts = [_name(paths[part], part) for part in summed]
    named = ", ".join(parts[:3]) + (f" and {len(parts) - 3} more" if len(parts) > 3 else "")
    return Finding(
        "note", table.source.where,
        f"The {axis} {_name(paths[line], line)} is the sum of {named}, though its label does not say so.",
        "It is marked as a total, so that it is not added to its parts.", "total-unlabelled",
    )  # fmt: skip


def _name(path: Path, index: int) -> str:
    label = " / ".join(part for part in path if part)
    return f"“{label}”" if label else f"number {index + 1}"

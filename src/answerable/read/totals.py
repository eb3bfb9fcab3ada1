"""Printed totals: which rows and columns are totals of which others, and whether they hold.

The search for what a total sums follows the field's own habits: the rows since the last total, all rows
above, the totals above, or all rows below (totals first). The alternative that holds most often is taken.
Where none holds, rows that are themselves sums of their neighbours may be parents among their children.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from answerable.model import Check, Count
from answerable.model.table import CheckResult, Path
from answerable.read import tokens
from answerable.read.nested import parents

MIN_HELD = 3
_OF_WHICH = re.compile(r"[-–•\s]*of\s+(?:which|these|those|whom)\b.*", re.I)
_FEW = 9
"""What a blank or a dash hides is no more: bodies that hide small numbers hide those below 5 or 10."""


@dataclass(frozen=True, slots=True)
class Value:
    """One body cell as the referee sees it.

    Attributes:
        count: its interval.
        hidden: True for a mark that hides a number (``*``, ``<5``), which a total may leave out.
        blank: True where nothing is printed.
    """

    count: Count
    hidden: bool = False
    blank: bool = False


Matrix = Sequence[Sequence[Value | None]]


@dataclass(frozen=True, slots=True)
class Totals:
    """Which rows and columns are totals, and every check that they give.

    Attributes:
        rows, columns: True for each that a label names as a total, or that a named total proves to be the
            parent of others.
        checks: every check that they give.
    """

    rows: tuple[bool, ...]
    columns: tuple[bool, ...]
    checks: tuple[Check, ...]

    @property
    def held(self) -> int:
        """How many printed totals held."""
        return sum(check.result == "held" for check in self.checks)

    @property
    def failed(self) -> int:
        """How many printed totals differ from their parts."""
        return sum(check.result == "failed" for check in self.checks)


def verdict(total: Count, parts: Sequence[Count], *, hidden: bool = False) -> CheckResult:
    """Whether a printed total holds over its parts.

    ``held``: the exact parts make it, and blanks, if any, are then nought. ``failed``: no values of the
    unknown parts can make it. ``open``: they can, in more than one way; also where marks hide some parts
    (``hidden``) and those shown make the total alone, since some bodies' totals leave the marks out.
    """
    low = sum(part.low for part in parts)
    highs = [part.high for part in parts]
    high = None if any(h is None for h in highs) else sum(h for h in highs if h is not None)
    if total.is_exact:
        if low > total.low or (high is not None and high < total.low):
            return "failed"
        settled = low == high or (low == total.low and not hidden)
        return "held" if settled else "open"
    if total.high is not None and low > total.high:
        return "failed"
    return "failed" if high is not None and high < total.low else "open"


def find_totals(
    rows: Sequence[Path], columns: Sequence[Path], matrix: Matrix, *, counts: Sequence[bool]
) -> Totals:
    """Finds the totals of a table by their labels and holds each against its parts.

    Args:
        rows: header paths of the rows.
        columns: header paths of the columns.
        matrix: the intervals, None where a cell is no count.
        counts: True for each column that holds counts (not rates, percentages, population).
    """
    named = _named(rows, matrix, counts), _named_across(columns, counts)
    flipped = [[row[c] for row in matrix] for c in range(len(columns))]
    whole = _wholes(rows, named[0], matrix, counts)
    down = {
        **_parts_of(rows, [n or r in whole for r, n in enumerate(named[0])], matrix, counts),
        **{total: _Parts(parts) for total, parts in whole.items()},
    }
    across = {
        total: parts
        for total, parts in _parts_of(columns, named[1], flipped, [True] * len(rows)).items()
        if counts[total] and all(counts[part] for part in parts.lines)
    }
    checks = [
        Check("column", (total, column), tuple((part, column) for part in parts.lines), result)
        for total, parts in sorted(down.items())
        for column in range(len(columns))
        if counts[column] and (result := parts.check(total, [row[column] for row in matrix]))
    ]
    checks += [
        Check("row", (row, total), tuple((row, part) for part in parts.lines), result)
        for total, parts in sorted(across.items())
        for row in range(len(rows))
        if (result := parts.check(total, matrix[row]))
    ]
    return Totals(_with(named[0], down), _with(named[1], across), tuple(checks))


@dataclass(frozen=True, slots=True)
class _Parts:
    """The lines that a total sums.

    Attributes:
        lines: their numbers.
        unsure: those that it may as well leave out: without them it holds too.
    """

    lines: tuple[int, ...]
    unsure: frozenset[int] = frozenset()

    def check(self, total: int, values: Sequence[Value | None]) -> CheckResult | None:
        """The verdict over one column, or None where there is none: where an unsure line is not nought, its total may be another."""
        if any(
            (value := values[line]) is not None and value.count != Count.exactly(0) for line in self.unsure
        ):
            return None
        return _check(values[total], [values[line] for line in self.lines])


def _named(rows: Sequence[Path], matrix: Matrix, counts: Sequence[bool]) -> list[bool]:
    """The rows that a label names as totals; none where all do: "Total offences", "Total arrests"."""
    named = [bool(path) and tokens.is_total(path[-1]) for path in rows]
    counted = [
        r
        for r, row in enumerate(matrix)
        if any(value is not None and counts[c] for c, value in enumerate(row))
    ]
    if sum(named) > 1 and (only := _sum_of_all(matrix, counts)):
        return only  # "All prisons" over "All courts" are parts of what stands before or after them
    return [False] * len(rows) if counted and all(named[r] for r in counted) else named


def _named_across(columns: Sequence[Path], counts: Sequence[bool]) -> list[bool]:
    """The columns that a label names as totals; none where all that count are of different things."""
    named = [*map(names_total, columns)]
    counted = [c for c, is_counted in enumerate(counts) if is_counted]
    different = len({columns[c] for c in counted}) == len(counted) > 0
    return [False] * len(columns) if different and all(named[c] for c in counted) else named


def _sum_of_all(matrix: Matrix, counts: Sequence[bool]) -> list[bool]:
    """True for the first or the last row where all others make it in every column; empty where they make neither."""
    many = len(matrix)
    for index in (0, many - 1):
        failed, held = _score(matrix, index, tuple(i for i in range(many) if i != index), counts)
        if failed == 0 and -held >= MIN_HELD:
            return [i == index for i in range(many)]
    return []


def _wholes(
    rows: Sequence[Path], named: Sequence[bool], matrix: Matrix, counts: Sequence[bool]
) -> dict[int, tuple[int, ...]]:
    """The rows whose labels begin those of others, which they sum: "Stalking" over "Stalking, charged"."""
    found: dict[int, tuple[int, ...]] = {}
    if len(set(map(len, rows))) < 2:
        return found  # as in most tables: no label is a part of another
    for index, path in enumerate(rows):
        parts = tuple(
            other
            for other, below in enumerate(rows)
            if path and len(below) == len(path) + 1 and below[:-1] == path and not named[other]
        )
        if len(parts) > 1 and not named[index]:
            failed, held = _score(matrix, index, parts, counts)
            if failed == 0 and held < 0:
                found[index] = parts
    return found


def _with(named: Sequence[bool], summed: Mapping[int, _Parts]) -> tuple[bool, ...]:
    """The totals that labels name, and the parents that these prove."""
    return tuple(is_named or index in summed for index, is_named in enumerate(named))


def names_total(path: Path) -> bool:
    """True where the labels of a row or column say that it is a total, or that it stands under one."""
    return bool(path) and (tokens.is_total(path[-1]) or tokens.is_total(path[0]))


def _check(total: Value | None, parts: Sequence[Value | None]) -> CheckResult | None:
    """The verdict, or None where there is nothing to hold: no printed total, or a part that is no count."""
    known = [part for part in parts if part is not None]
    if total is None or len(known) < len(parts) or not parts:
        return None
    if total.blank and any(part.count.low > 0 or part.hidden for part in known):
        return "failed"  # no body prints nothing for a total of something: cells have moved
    if total.count.is_exact and all(part.count.is_exact for part in known):  # as nearly all
        return "held" if sum(part.count.low for part in known) == total.count.low else "failed"
    if total.count.is_open and all(part.count.is_open for part in known):
        return None
    if total.hidden and not any(part.count.high is None or part.count.high for part in known):
        return None  # nobody hides a nought that each part shows: a row is lost
    if total.count.is_exact and total.count.low > _at_most(known):
        return "failed"  # blanks and dashes stand for nought or a few: rows are lost, or a cell has moved
    return verdict(total.count, [part.count for part in known], hidden=any(part.hidden for part in known))


def _at_most(parts: Sequence[Value]) -> float:
    """The greatest sum of some parts, where what is printed as a blank or a dash is no great number."""
    sides = [(part.count.low, part.count.high, part.hidden) for part in parts]
    if any(high is None and hidden for _, high, hidden in sides):
        return math.inf
    return sum(max(low, _FEW) if high is None else high for low, high, _ in sides)


def _parts_of(
    paths: Sequence[Path], totals: Sequence[bool], lines: Matrix, counts: Sequence[bool]
) -> dict[int, _Parts]:
    """For each total line, the lines that it sums: the alternative that fails least and holds most.

    Parents among their children, which a named total proves, come with it.
    """
    found: dict[int, _Parts] = {}
    nested: Mapping[int, tuple[int, ...]] | None = None
    for index, is_total in enumerate(totals):
        if not is_total:
            continue
        choices = _alternatives(paths, totals, index)
        scored = sorted((*_score(lines, index, c, counts), n, c) for n, c in enumerate(choices))
        if not scored:
            continue
        failed, _, _, best = scored[0]
        if failed and all(is_part_of_above(paths[line]) for line in best):
            continue  # "Total", "of which charged": these make it no more than they make any other row
        found[index] = _Parts(best)
        if failed == 0:
            # Lines that happen to make the total prove nothing where others, which marks hide, may be parts too.
            wider = (one[-1] for one in scored if one[0] == 0 and _adds_hidden(lines, best, one[-1]))
            widest = max(wider, key=len, default=best)
            found[index] = _Parts(widest, frozenset(widest) - frozenset(best))
            continue
        if split := _breakdowns(lines, index, choices, counts):
            found[index] = _Parts(split)
            continue
        if nested is None:
            plain = [i for i, named in enumerate(totals) if not named]
            nested = parents(lines, plain, [path[-1] if path else "" for path in paths])
        for parts in _without_children(choices, nested):
            failed, held = _score(lines, index, parts, counts)
            if failed == 0 and held < 0:
                found[index] = _Parts(parts)
                found.update((parent, _Parts(nested[parent])) for parent in nested if parent in parts)
                break
    return found


def _adds_hidden(lines: Matrix, few: Sequence[int], parts: Sequence[int]) -> bool:
    """True where parts hold a few lines and others in which a mark hides a number."""
    others = set(parts) - set(few)
    return set(few) < set(parts) and any(
        value is not None and value.hidden for line in others for value in lines[line]
    )


def _breakdowns(
    lines: Matrix, total: int, choices: Sequence[tuple[int, ...]], counts: Sequence[bool]
) -> tuple[int, ...] | None:
    """The first of several breakdowns side by side, each of which makes the total: male and female, then under 18 and over."""
    for parts in choices:
        runs: list[tuple[int, ...]] = []
        begun: tuple[int, ...] = ()
        for part in parts:
            begun = (*begun, part)
            failed, held = _score(lines, total, begun, counts)
            if len(begun) > 1 and failed == 0 and held < 0:
                runs.append(begun)
                begun = ()
        if len(runs) > 1 and not begun:
            return runs[0]
    return None


def _score(lines: Matrix, total: int, parts: Sequence[int], counts: Sequence[bool]) -> tuple[int, int]:
    """How often a total fails over some parts, and how often it holds, as a negative number: least is best."""
    results = [
        _check(lines[total][k], [lines[p][k] for p in parts])
        for k in range(len(lines[total]))
        if len(counts) != len(lines[total]) or counts[k]
    ]
    return results.count("failed"), -results.count("held")


def _without_children(
    choices: Sequence[tuple[int, ...]], nested: Mapping[int, tuple[int, ...]]
) -> list[tuple[int, ...]]:
    """The choices without what lies in a parent that they hold too."""
    children = {child: parent for parent, parts in nested.items() for child in parts}
    result = []
    for choice in choices:
        left = tuple(line for line in choice if children.get(line) not in choice)
        result += [left] if left and left != choice else []
    return result


def _alternatives(paths: Sequence[Path], totals: Sequence[bool], index: int) -> list[tuple[int, ...]]:
    """What a total at ``index`` may sum, the most usual first; each a non-empty tuple of line numbers."""
    plain = [i for i, is_total in enumerate(totals) if not is_total]
    before = [i for i in plain if i < index]
    previous = max((i for i in range(index) if totals[i]), default=-1)
    siblings = [i for i in plain if len(paths[index]) > 1 and paths[i][:-1] == paths[index][:-1]]
    under = [i for i in plain if paths[index] and paths[i][: len(paths[index]) - 1] == paths[index][:-1]]
    choices = [
        _of_that_name(paths, plain, index),
        siblings,
        [i for i in before if i > previous],
        before,
        [i for i in before if not is_part_of_above(paths[i])],
        under if len(paths[index]) > 1 else [],
        [i for i in range(index) if totals[i]],
        [i for i in plain if i > index],
        _until_next(totals, index),
        *_groups(paths, plain),
        plain,
    ]
    unique = dict.fromkeys(tuple(choice) for choice in choices if choice)
    return [choice for choice in unique if len(choice) >= 1]


def is_part_of_above(path: Path) -> bool:
    """True for a label that says that its line is part of the one above: "of which charged"."""
    return bool(path) and _OF_WHICH.fullmatch(path[-1]) is not None


def _of_that_name(paths: Sequence[Path], plain: Sequence[int], index: int) -> list[int]:
    """The lines that a total names: "Total Count of Crime No" of each "Count of Crime No"."""
    label = paths[index][-1].lower() if paths[index] else ""
    named = [i for i in plain if paths[i] and label.endswith(f" {paths[i][-1].lower()}")]
    return named if len(named) > 1 and len({paths[i][-1].lower() for i in named}) == 1 else []


def _groups(paths: Sequence[Path], plain: Sequence[int]) -> list[list[int]]:
    """The lines of each group, any one of which may make what stands before them all: offences by outcome, then by sex."""
    found: dict[str, list[int]] = {}
    for line in plain:
        if len(paths[line]) > 1:
            found.setdefault(paths[line][0], []).append(line)
    return list(found.values())


def _until_next(totals: Sequence[bool], index: int) -> list[int]:
    """The lines below a total that stands first, up to the next total."""
    end = next((i for i in range(index + 1, len(totals)) if totals[i]), len(totals))
    return list(range(index + 1, end))

"""The exact interval of every unknown count under linear constraints.

Totals and links between tables say that sums of unknown counts equal other counts. For each unknown cell
the least and the greatest whole number that some solution gives it are found: first by passing bounds
along the constraints, then, where cells hang together in ways that passing cannot settle, by mixed-integer
programming with HiGHS (Huangfu and Hall, 2018, Mathematical Programming Computation 10, 119–142). This is
the attacker's problem of statistical disclosure control (Fischetti and Salazar, 2001, Management Science
47, 1008–1027), used here to read and there to protect.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from answerable.model import Count

PROPAGATION_ROUNDS = 50
LARGEST = 10**12  # HiGHS reckons in floating point: beyond this a unit may be lost, and a bound be wrong


@dataclass(frozen=True, slots=True)
class SumConstraint:
    """The counts at ``parts`` add up to the counts at ``wholes`` (indices into the list of counts).

    One whole is a printed total; several wholes against several parts link two tables.
    """

    wholes: tuple[int, ...]
    parts: tuple[int, ...]


class ContradictionError(Exception):
    """No whole numbers satisfy all constraints: some printed count or total is wrong."""


def tighten(counts: Sequence[Count], constraints: Sequence[SumConstraint]) -> list[Count]:
    """The exact interval of every count, given that all constraints hold.

    Args:
        counts: what is printed, as intervals.
        constraints: sums that must hold.

    Returns:
        One interval for each count, never wider than it came. Each end is attained by some solution, but
        where numbers above a million million hang together: there an interval may be wider than it need be.

    Raises:
        ContradictionError: if no solution exists.
    """
    low = [count.low for count in counts]
    high = [count.high for count in counts]
    _propagate(low, high, constraints)
    for group in _components(low, high, constraints):
        if _largest(low, high, group) <= LARGEST:
            _solve(low, high, group)
    return [Count(a, b) for a, b in zip(low, high, strict=True)]


def _propagate(low: list[int], high: list[int | None], constraints: Sequence[SumConstraint]) -> None:
    """Passes bounds along each constraint until nothing moves, or the rounds are spent."""
    for _ in range(PROPAGATION_ROUNDS):
        moved = False
        for constraint in constraints:
            moved |= _pass(low, high, constraint.wholes, constraint.parts)
            moved |= _pass(low, high, constraint.parts, constraint.wholes)
        if not moved:
            return


def _pass(low: list[int], high: list[int | None], side: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """Narrows each count of ``side`` by what ``other`` leaves for it."""
    other_low = sum(low[i] for i in other)
    other_high = _total_high(high, other)
    side_low = sum(low[i] for i in side)
    side_high = _total_high(high, side)
    moved = False
    for i in side:
        if other_high is not None:
            top = other_high - (side_low - low[i])
            if high[i] is None or top < high[i]:  # type: ignore[operator]
                high[i] = top
                moved = True
        rest = None if side_high is None or high[i] is None else side_high - high[i]  # type: ignore[operator]
        if len(side) == 1:
            rest = 0
        if rest is not None and other_low - rest > low[i]:
            low[i] = other_low - rest
            moved = True
        if high[i] is not None and low[i] > high[i]:  # type: ignore[operator]
            raise ContradictionError
        if moved:
            side_low = sum(low[k] for k in side)
            side_high = _total_high(high, side)
    return moved


def _total_high(high: Sequence[int | None], indices: tuple[int, ...]) -> int | None:
    total = 0
    for i in indices:
        value = high[i]
        if value is None:
            return None
        total += value
    return total


@dataclass(frozen=True, slots=True)
class _Group:
    unknown: tuple[int, ...]
    constraints: tuple[SumConstraint, ...]


def _components(
    low: Sequence[int], high: Sequence[int | None], constraints: Sequence[SumConstraint]
) -> list[_Group]:
    """Unknown counts that hang together through constraints, as separate small problems."""
    parent: dict[int, int] = {}

    def root(i: int) -> int:
        while parent.setdefault(i, i) != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    live: list[tuple[SumConstraint, list[int]]] = []
    for constraint in constraints:
        unknown = [i for i in (*constraint.wholes, *constraint.parts) if low[i] != high[i]]
        if unknown:
            live.append((constraint, unknown))
            for i in unknown[1:]:
                parent[root(i)] = root(unknown[0])
        elif sum(low[i] for i in constraint.wholes) != sum(low[i] for i in constraint.parts):
            raise ContradictionError
    groups: dict[int, tuple[set[int], list[SumConstraint]]] = {}
    for constraint, unknown in live:
        members, held = groups.setdefault(root(unknown[0]), (set(), []))
        members.update(unknown)
        held.append(constraint)
    return [_Group(tuple(sorted(members)), tuple(held)) for members, held in groups.values() if len(held) > 1]


def _largest(low: Sequence[int], high: Sequence[int | None], group: _Group) -> int:
    indices = {i for constraint in group.constraints for i in (*constraint.wholes, *constraint.parts)}
    return max(max(low[i], high[i] or 0) for i in indices)


def _solve(low: list[int], high: list[int | None], group: _Group) -> None:
    """Sets the exact ends of one group's unknown counts by HiGHS, each solution a witness for all."""
    place = {index: k for k, index in enumerate(group.unknown)}
    solver = _solver(low, high, group, place)
    seen_low = np.full(len(place), np.inf)
    seen_high = np.full(len(place), -np.inf)
    ends: dict[int, tuple[int, int | None]] = {}
    for index, k in place.items():
        for sign in (1.0, -1.0):
            if sign > 0 and seen_low[k] == low[index]:
                continue
            if sign < 0 and high[index] is not None and seen_high[k] == high[index]:
                continue
            solver.changeColCost(k, sign)
            solver.run()
            status = solver.getModelStatus()
            solver.changeColCost(k, 0.0)
            if status == highspy.HighsModelStatus.kInfeasible:
                raise ContradictionError
            if status != highspy.HighsModelStatus.kOptimal:
                seen_high[k] = np.inf if sign < 0 else seen_high[k]
                continue
            solution = np.round(np.asarray(solver.getSolution().col_value))
            seen_low = np.minimum(seen_low, solution)
            seen_high = np.maximum(seen_high, solution)
        top = (
            None
            if seen_high[k] == np.inf or (high[index] is None and seen_high[k] < 0)
            else int(seen_high[k])
        )
        ends[index] = (int(seen_low[k]), top)
    for index, (bottom, top) in ends.items():
        low[index], high[index] = bottom, top


class _Silent(highspy.Highs):
    """A solver that prints nothing.

    Some versions greet on standard output while they are made, before they can be told to be silent, and
    standard output is where the commands print the one object that programs read.
    """

    def enableCallbacks(self) -> None:  # noqa: N802 - HiGHS calls it so, first of all that it does
        self.silent()
        super().enableCallbacks()  # type: ignore[no-untyped-call]


def _solver(
    low: Sequence[int], high: Sequence[int | None], group: _Group, place: dict[int, int]
) -> highspy.Highs:
    solver = _Silent()  # type: ignore[no-untyped-call]
    infinity = highspy.kHighsInf
    for index in group.unknown:
        top = high[index]
        solver.addVar(float(low[index]), infinity if top is None else float(top))
        solver.changeColIntegrality(place[index], highspy.HighsVarType.kInteger)
    for constraint in group.constraints:
        weights: dict[int, float] = {}
        known = 0
        for indices, sign in ((constraint.wholes, 1), (constraint.parts, -1)):
            for index in indices:
                if index in place:
                    weights[place[index]] = weights.get(place[index], 0.0) + sign
                else:
                    known += sign * low[index]
        columns = np.array(list(weights), dtype=np.int32)
        values = np.array(list(weights.values()), dtype=np.float64)
        solver.addRow(float(-known), float(-known), len(columns), columns, values)
    return solver

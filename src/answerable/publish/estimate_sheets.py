"""Sheets of what was estimated. Sums, scaling up and official growth are live formulas; estimates carry [e]."""

from __future__ import annotations

from collections.abc import Mapping

from xlsxwriter.utility import xl_rowcol_to_cell

from answerable.estimate import PeriodEstimate
from answerable.model import Period
from answerable.publish.estimated import silent_by_basis
from answerable.publish.national import National
from answerable.publish.sheets import CellValue, Column, Formula, Sheet
from answerable.study.picture import Picture

_ABOUT = (
    "Certain: what was reported. Estimated, marked [e]: the range that holds the truth in 95 of 100 cases.",
    "Some cells hold marks in square brackets, explained on the sheet Notes.",
)
_ESTIMATED, _TOTALS, _OFFICIAL_COLUMN = "[e]", "Estimates", 9
_GROWTH_COLUMN = 7  # of the sheet Growth: the lowest growth, which is the highest too where both are exact
_FIRST = len(_ABOUT) + 2


def sheets(picture: Picture, found: National, national_row: int, growth_row: int) -> tuple[Sheet, ...]:
    """The sheets Estimates, Growth estimates, What it hangs on, Old practice and Estimated forces.

    Args:
        picture: what is published.
        found: what was estimated.
        national_row: the first row of the sheet National's table, from 0, whose sums the formulas take up.
        growth_row: the same of the sheet Growth.
    """
    places, same = _places(picture, found, national_row), _same(picture, found, growth_row)
    return (
        _totals(found, places),
        _growth(found, same),
        _hangs(found),
        _old_practice(found, places),
        _forces(found),
    )


def _places(picture: Picture, found: National, first: int) -> dict[Period, int]:
    """Rows of the sheet National whose sums are those that the estimates start from.

    They are not where a body that polices no area was added: it is in no estimate.
    """
    reported = {one.period: (one.reported.low, one.reported.high) for one in found.estimates.periods}
    return {
        total.period: first + number
        for number, total in enumerate(picture.totals)
        if total.figure and (total.figure.count.low, total.figure.count.high) == reported.get(total.period)
    }


def _same(picture: Picture, found: National, first: int) -> dict[tuple[Period, Period], Formula]:
    """Growth over the same forces as formulas over the sheet Growth, where both are about the same forces."""
    bodies = {(one.first, one.second): one.same_bodies.bodies for one in found.estimates.growth}
    return {
        (growth.first, growth.second): Formula(
            f"=Growth!{xl_rowcol_to_cell(first + number, _GROWTH_COLUMN)}", growth.figure.low
        )
        for number, growth in enumerate(picture.growth)
        if growth.figure is not None
        and growth.figure.is_exact
        and bodies.get((growth.first, growth.second)) == sum(len(unit.bodies) for unit in growth.units)
    }


def _totals(found: National, places: Mapping[Period, int]) -> Sheet:
    columns = (
        Column("Period", 14), Column("At least, as reported", 14, "count"), Column("At most, as reported", 14, "count"),
        Column("Forces that gave it", 12, "count"), Column("Forces asked", 10, "count"),
        Column("Their share of the population (%)", 16, "percent"),
        Column("Lowest estimated, all forces", 16, "count"), Column("Highest estimated, all forces", 16, "count"),
        Column("Shorthand", 13), Column("Official total", 14, "count"), Column("In words", 80), Column("Why", 50),
    )  # fmt: skip
    rows: list[tuple[CellValue, ...]] = []
    for one in found.estimates.periods:
        r, e, official = one.reported, one.estimate, found.official.get(one.period)
        low, high, _ = _live(one, places.get(one.period))
        ends = (
            (e.low, e.high) if e.publishable and e.low is not None and e.high is not None else ("[x]", "[x]")
        )
        mark = _ESTIMATED if e.publishable and e.bases else ""
        rows.append((
            str(one.period), low, high, r.bodies, r.of, r.population_share * 100, *ends, mark,
            official.count if official else "[x]", e.sentence, e.why,
        ))  # fmt: skip
    return Sheet(_TOTALS, "National figures: certain and estimated", _ABOUT, columns, tuple(rows))


def _hangs(found: National) -> Sheet:
    columns = (
        Column("Period", 14), Column("Total with silent forces at the lowest tenth", 20, "count"),
        Column("Total with silent forces at the highest tenth", 20, "count"), Column("Answer that moves it most", 26),
        Column("Estimate without it", 16, "count"), Column("In words", 100),
    )  # fmt: skip
    rows: list[tuple[CellValue, ...]] = []
    for one in found.estimates.periods:
        if s := one.sensitivity:
            moved = (s.moves_most or "[z]", _or_mark(s.without_it), " ".join(s.sentences))
            told = moved if one.estimate.publishable else ("[x]", "[x]", one.estimate.why)
            rows.append((str(one.period), _or_mark(s.silent_low), _or_mark(s.silent_high), *told))
    about = (
        "What each estimate hangs on: silent forces at the tenths of the others' rates per head, and single answers.",
    )
    return Sheet("What it hangs on", "What the estimates hang on", about, columns, tuple(rows))


def _old_practice(found: National, places: Mapping[Period, int]) -> Sheet:
    columns = (
        Column("Period", 14), Column("Adding up would say", 16, "count"),
        Column("Scaling up by population would say", 18, "count"), Column("The same without the highest rate", 18, "count"),
        Column("The same without highest and lowest", 18, "count"), Column("Why not", 100),
    )  # fmt: skip
    rows: list[tuple[CellValue, ...]] = []
    for one in found.estimates.periods:
        old = one.old_practice
        low, _, scaled = _live(one, places.get(one.period))
        least = (_or_mark(old.without_highest), _or_mark(old.without_extremes))
        rows.append((str(one.period), low, scaled, *least, old.why_not))
    about = ("What used to be printed. None of these states a range.",)
    return Sheet("Old practice", "What adding up and scaling up would have said", about, columns, tuple(rows))


def _live(one: PeriodEstimate, row: int | None) -> tuple[CellValue, CellValue, CellValue]:
    """Both sums and the sum scaled up: formulas over the sheet National where the period stands there."""
    r, scaled = one.reported, _or_mark(one.old_practice.pro_rata)
    high: CellValue = "[z]" if r.high is None else r.high
    if row is None or not r.bodies:
        return r.low, high, scaled
    low_at, high_at, share_at = (f"National!{xl_rowcol_to_cell(row, column)}" for column in (1, 2, 5))
    low = Formula(f"={low_at}", r.low)
    live = Formula(f"={high_at}", r.high) if r.high is not None else high
    if isinstance(scaled, int) and r.low == r.high:
        return low, live, Formula(f"=ROUND({low_at}/({share_at}/100),0)", scaled)
    return low, live, scaled


def _or_mark(value: float | None) -> CellValue:
    return "[x]" if value is None else value


def _growth(found: National, same: Mapping[tuple[Period, Period], Formula]) -> Sheet:
    columns = (
        Column("From", 14), Column("To", 14), Column("Growth in the same forces (%)", 16, "percent"),
        Column("Forces in both", 12, "count"), Column("Lowest estimated, all forces (%)", 18, "percent"),
        Column("Highest estimated, all forces (%)", 18, "percent"), Column("Shorthand", 12),
        Column("Growth of the official totals (%)", 18, "percent"), Column("Could it be chance?", 14), Column("In words", 90),
        Column("What it hangs on", 90),
    )  # fmt: skip
    places = {one.period: _FIRST + number for number, one in enumerate(found.estimates.periods)}
    rows: list[tuple[CellValue, ...]] = []
    for one in found.estimates.growth:
        n, truth = one.national, found.official_growth(one)
        printed = n is not None and n.publishable
        official: CellValue = "[x]"
        if truth is not None:
            cells = [
                f"{_TOTALS}!{xl_rowcol_to_cell(places[p], _OFFICIAL_COLUMN)}" for p in (one.first, one.second)
            ]
            official = Formula(f"=({cells[1]}/{cells[0]}-1)*100", truth)
        chance = "" if one.chance is None else "yes" if one.chance.by_chance else "no"
        rows.append((
            str(one.first), str(one.second), same.get((one.first, one.second), _or_mark(one.same_bodies.percent)),
            one.same_bodies.bodies,
            n.low if n and printed else "[x]", n.high if n and printed else "[x]", _ESTIMATED if printed else "",
            official, chance, one.sentence, one.sensitivity.sentence if one.sensitivity and printed else "",
        ))  # fmt: skip
    title = "Growth over the same forces, and over all as estimated"
    return Sheet("Growth estimates", title, _ABOUT, columns, tuple(rows))


def _forces(found: National) -> Sheet:
    columns = (Column("Period", 14), Column("What they are estimated from", 90), Column("Forces", 100))
    rows = tuple(
        (str(one.period), what, who) for one in found.estimates.periods for what, who in silent_by_basis(one)
    )
    about = ("Forces that gave no number, and what each is estimated from.",)
    return Sheet("Estimated forces", "What the estimates rest on", about, columns, rows)

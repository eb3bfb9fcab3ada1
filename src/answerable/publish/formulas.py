"""Live formulas: national sums and growth as the workbook works them out from the sheet By force."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from xlsxwriter.utility import xl_rowcol_to_cell

from answerable.model import Count, Period
from answerable.model.count import total
from answerable.publish import sentences as say
from answerable.publish.sheets import CellValue, Column, Formula, Sheet
from answerable.study.picture import Entry, Growth, MissingReason, Picture, Unit

NAME = "By force"
_LEADING = 2  # columns before the first number: force and codes
_MARKS: dict[MissingReason, str] = {"suppressed": "[c]", "needs a decision": "[u]"}


@dataclass(frozen=True, slots=True)
class Grid:
    """The sheet By force, and where each unit and period stands in it.

    Attributes:
        rows: unit id → row, from 0.
        columns: period → column of its lowest number, from 0; the highest stands to the right.
    """

    sheet: Sheet
    rows: dict[str, int]
    columns: dict[Period, int]

    def sum(self, units: Iterable[Unit], period: Period, *, high: bool) -> str:
        """A SUM over the cells of those units, runs of rows as ranges."""
        column = self.columns[period] + high
        return f"SUM({','.join(_ranges(sorted(self.rows[unit.id] for unit in units), column))})"


def _ranges(rows: Sequence[int], column: int) -> list[str]:
    """Rows as references into the sheet: neighbours become one range."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and row == runs[-1][1] + 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    cells = [(xl_rowcol_to_cell(a, column), xl_rowcol_to_cell(b, column)) for a, b in runs]
    return [f"'{NAME}'!{a}" if a == b else f"'{NAME}'!{a}:{b}" for a, b in cells]


def by_force(picture: Picture) -> Grid:
    """The sheet By force: a row a unit, two columns a period."""
    columns = [Column("Force", 34), Column("Codes", 24)]
    for period in picture.periods:
        columns += [Column(f"{period} lowest", 14, "count"), Column(f"{period} highest", 14, "count")]
    columns.append(Column("Why there is no number", 80))
    rows = []
    for unit in picture.units:
        entries = [picture.entry(unit, period) for period in picture.periods]
        numbers = [value for entry in entries for value in _bounds(entry)]
        rows.append((unit.name, unit.id, *numbers, _why(entries)))
    about = (
        f"Counts of {picture.what}. Two columns a period: the least and the most that the number can be.",
        "Some cells hold marks in square brackets, explained on the sheet Notes.",
    )
    title = f"{say.noun(picture.what)[:1].upper()}{say.noun(picture.what)[1:]} by force and period"
    sheet = Sheet(NAME, title, about, tuple(columns), tuple(rows))
    places = {unit.id: sheet.first_row + number for number, unit in enumerate(picture.units)}
    return Grid(sheet, places, {p: _LEADING + 2 * number for number, p in enumerate(picture.periods)})


def _bounds(entry: Entry) -> tuple[CellValue, CellValue]:
    if entry.figure is None:
        mark = _MARKS.get(entry.reason or "not given", "[x]")
        return mark, mark
    return entry.figure.count.low, "[z]" if entry.figure.high is None else entry.figure.count.high


def _why(entries: Iterable[Entry]) -> str:
    """The reasons of a row in words, each with its note and the periods that it is about."""
    found: dict[str, list[str]] = {}
    for entry in entries:
        if entry.figure is None:
            words = say.missing(entry) + (f" ({entry.note})" if entry.note else "")
            found.setdefault(words, []).append(str(entry.period))
    return "; ".join(f"{', '.join(periods)}: {words}" for words, periods in found.items())


def _given(picture: Picture, period: Period) -> list[Unit]:
    return [unit for unit in picture.units if picture.entry(unit, period).figure]


def _added(picture: Picture, units: Iterable[Unit], period: Period) -> Count:
    """What the formulas over those units work out to."""
    figures = (picture.entry(unit, period).figure for unit in units)
    return total(figure.count for figure in figures if figure)


def national_rows(picture: Picture, grid: Grid) -> tuple[tuple[CellValue, ...], ...]:
    """One row a period. Where any highest number is unbounded the sum of them is so too."""
    rows = []
    for item in picture.totals:
        units = _given(picture, item.period)
        bounds = _sums(picture, grid, units, item.period)
        rows.append((str(item.period), *bounds, item.bodies, item.of, item.population_share * 100))
    return tuple(rows)


def _sums(picture: Picture, grid: Grid, units: Sequence[Unit], period: Period) -> tuple[CellValue, CellValue]:
    if not units:
        return "[x]", "[x]"
    added = _added(picture, units, period)
    low = Formula("=" + grid.sum(units, period, high=False), added.low)
    # A SUM passes over "[z]" in silence and would print a bound that is none.
    return low, "[z]" if added.high is None else Formula("=" + grid.sum(units, period, high=True), added.high)


def growth_rows(picture: Picture, grid: Grid) -> tuple[tuple[CellValue, ...], ...]:
    """One row a pair of periods: sums over the same units, and growth from those sums."""
    start = 4  # title, two lines about it, headings
    return tuple(
        _growth_row(picture, grid, item, start + number) for number, item in enumerate(picture.growth)
    )


def _growth_row(picture: Picture, grid: Grid, item: Growth, row: int) -> tuple[CellValue, ...]:
    first, second = (_sums(picture, grid, item.units, period) for period in (item.first, item.second))
    bodies = sum(len(unit.bodies) for unit in item.units)
    who = say.listed(unit.name for unit in item.units)
    growth: tuple[CellValue, CellValue] = ("[x]", "[x]")
    if item.figure is not None and item.figure.high is not None:
        cells = [xl_rowcol_to_cell(row, column) for column in (3, 4, 5, 6)]
        growth = (
            Formula(f"=({cells[2]}/{cells[1]}-1)*100", item.figure.low),
            Formula(f"=({cells[3]}/{cells[0]}-1)*100", item.figure.high),
        )
    return (str(item.first), str(item.second), bodies, *first, *second, *growth, who)

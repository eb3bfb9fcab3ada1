"""Hits to tables of counts: one or two dimensions, with totals, records and victims kept apart."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from answerable.model import Cell, Check, Count, Source, Table
from answerable.records.asked import UNBOUND, Asked
from answerable.records.engines import Hits
from answerable.records.engines.base import plain
from answerable.records.errors import RecordsError

Path = tuple[str, ...]
NOT_RECORDED = "Not recorded"
DIMENSIONS = {
    "month": "month", "year": "calendar year", "financial_year": "financial year", "offence_code": "offence",
    "outcome": "outcome", "platform": "platform", "victim_age": "age of victim", "victim_sex": "sex of victim",
}  # fmt: skip
_VICTIM = ("victim_age", "victim_sex")
_TIME = ("month", "year", "financial_year")
_SHORT = {"age": "victim_age", "age_band": "victim_age", "sex": "victim_sex", "offence": "offence_code"}
_BANDS = ((0, 9), (10, 15), (16, 17), (18, 24), (25, 34), (35, 44), (45, 54), (55, 64), (65, 200))


@dataclass(frozen=True, slots=True)
class Rules:
    """The counting rules, named and printed with each table.

    Attributes:
        date: which date places a record in time: the day recorded, as the Home Office Counting Rules count,
            or the day committed.
        offences: ``all`` records, or ``principal`` for one record an incident.
        validated: ``all`` records, or ``only`` those that have been validated.
    """

    date: Literal["recorded", "committed"] = "recorded"
    offences: Literal["all", "principal"] = "all"
    validated: Literal["all", "only"] = "all"

    @property
    def notes(self) -> tuple[str, ...]:
        """The rules in sentences."""
        return (
            f"Placed in time by the day on which the crime was {self.date}.",
            "Principal offences only."
            if self.offences == "principal"
            else "Every recorded offence is counted.",
            "Validated crimes only."
            if self.validated == "only"
            else "Whether or not the crime has been validated.",
        )

    def apply(self, hits: Hits) -> Hits:
        """The hits that the rules count.

        Raises:
            RecordsError: where the records have no column that a rule needs.
        """
        mask = np.ones(len(hits), bool)
        for column, wanted in (
            ("principal", self.offences == "principal"),
            ("validated", self.validated == "only"),
        ):
            if wanted:
                mask &= pc.fill_null(_needed(hits.crimes, column), False).to_numpy()
        if mask.all():
            return hits
        rows = hits.victims.column("row").to_numpy()
        place = np.cumsum(mask) - 1
        victims = hits.victims.filter(pa.array(mask[rows]))
        kept = victims.set_column(victims.column_names.index("row"), "row", pa.array(place[rows[mask[rows]]]))
        return Hits(hits.crimes.filter(pa.array(mask)), kept)


def _needed(table: pa.Table, column: str) -> pa.ChunkedArray:
    if column not in table.column_names:
        raise RecordsError(f"These records have no column “{column}”, which this counting rule needs.")
    return table.column(column)


@dataclass(frozen=True, slots=True)
class _Dimension:
    """The categories of one dimension and, for each thing counted, the number of its category."""

    labels: tuple[Path, ...]
    codes: npt.NDArray[np.int64]


def dimensions(by: str) -> tuple[str, ...]:
    """The dimensions that ``month`` or ``outcome,month`` names.

    Raises:
        RecordsError: where one is not known, or there are more than two.
    """
    names = tuple(_SHORT.get(name.strip().lower(), name.strip().lower()) for name in by.split(","))
    if unknown := [name for name in names if name not in DIMENSIONS]:
        raise RecordsError(f"“{unknown[0]}” is nothing to count by; choose from {', '.join(DIMENSIONS)}.")
    if len(names) > 2 or len(set(names)) < len(names):
        raise RecordsError(f"“{by}”: a table has one dimension, or two that differ.")
    return names


def tabulate(
    hits: Hits, by: str, rules: Rules, *, query: str, fingerprint: str, asked: Asked = UNBOUND
) -> Table:
    """A table of the hits.

    Args:
        hits: the records found, rules already applied.
        by: one or two dimensions, the rows first; two with time put time in the columns.
        rules: the counting rules, for the notes and the choice of date.
        query: as typed, for the notes.
        fingerprint: the digest of the records searched.
        asked: the days asked about: months and years of them are there without a hit too.

    Returns:
        A table with totals. It counts victims where a dimension is theirs, and records where none is: a record
        of three victims counts three times in the one and once in the other, and the notes say which.
    """
    names = dimensions(by)
    if len(names) == 2 and names[0] in _TIME and names[1] not in _TIME:
        names = (names[1], names[0])
    victims = any(name in _VICTIM for name in names)
    total = len(hits.victims) if victims else len(hits)
    found = [_dimension(hits, name, rules, asked, victims=victims) for name in names]
    unit = "victims" if victims else "records"
    if len(found) == 1:
        found.append(_Dimension(((unit.capitalize(),),), np.zeros(total, np.int64)))
    rows, columns = found
    shape = (len(rows.labels), len(columns.labels))
    grid = np.bincount(rows.codes * shape[1] + columns.codes, minlength=shape[0] * shape[1]).reshape(shape)
    title = f"{unit.capitalize()} by {' and '.join(DIMENSIONS[name] for name in names)}"
    outside = (asked.note,) if asked.note else ()
    notes = (f"Query: {query}", *rules.notes, *outside, _unit_note(hits, victims=victims))
    bare = _Bare(title, unit, rows.labels, columns.labels, notes, fingerprint)
    return _table(bare, grid, wide=len(names) == 2)


def _unit_note(hits: Hits, *, victims: bool) -> str:
    if not victims:
        return f"Counts records ({len(hits):,}), not victims: a record may have no victim, or several."
    without = len(hits) - np.unique(hits.victims.column("row").to_numpy()).size
    return (
        f"Counts victims ({len(hits.victims):,}), not records ({len(hits):,}): a record with several victims counts "
        f"once for each, and {without:,} records with no victim are not counted."
    )


def _dimension(hits: Hits, name: str, rules: Rules, asked: Asked, *, victims: bool) -> _Dimension:
    rows = hits.victims.column("row").to_numpy() if victims else slice(None)
    if name == "victim_age":
        return _ages(hits.victims.column("age"))
    if name == "victim_sex":
        return _coded(hits.victims.column("sex"))
    if name in _TIME:
        found = _time(_needed(hits.crimes, f"{rules.date}_on"), name, asked)
    elif name == "offence_code" and "offence_title" in hits.crimes.column_names:
        found = _offences(hits.crimes)
    else:
        found = _coded(_needed(hits.crimes, name))
    return _Dimension(found.labels, found.codes[rows])


def _coded(column: pa.ChunkedArray) -> _Dimension:
    """A text column: its values in order, blanks last as not recorded."""
    coded = plain(column).dictionary_encode().combine_chunks()
    coded = coded.chunk(0) if isinstance(coded, pa.ChunkedArray) else coded
    values = coded.dictionary.to_pylist()
    codes = pc.fill_null(coded.indices, len(values)).to_numpy(zero_copy_only=False).astype(np.int64)
    labels = [value.strip() or NOT_RECORDED for value in values] + [NOT_RECORDED]
    listed = sorted(set(labels[: len(values)]) | ({NOT_RECORDED} if (codes == len(values)).any() else set()),
                    key=lambda label: (label == NOT_RECORDED, _natural(label)))  # fmt: skip
    place = np.array([listed.index(label) if label in listed else 0 for label in labels])
    return _Dimension(tuple((label,) for label in listed), place[codes])


def _natural(label: str) -> list[tuple[int, str]]:
    """An order in which 8 stands before 14, as people read it."""
    parts = re.split(r"([0-9]+)", label)
    return [(int(part), "") if at % 2 else (-1, part) for at, part in enumerate(parts)] + [(-1, label)]


def _offences(crimes: pa.Table) -> _Dimension:
    """Offences as ``8S - title``: a code with two titles is two rows, as it stands in the records."""
    code, title = (pc.fill_null(plain(crimes.column(c)), "") for c in ("offence_code", "offence_title"))
    both = pc.binary_join_element_wise(code, title, " - ")
    return _coded(pc.utf8_trim(both, characters=" -"))


def _ages(column: pa.ChunkedArray) -> _Dimension:
    ages = pc.fill_null(column.cast(pa.int64()), -1).to_numpy()
    used = [band for band in _BANDS if ((ages >= band[0]) & (ages <= band[1])).any()]
    shown = _BANDS[_BANDS.index(used[0]) : _BANDS.index(used[-1]) + 1] if used else ()
    codes = np.full(ages.size, len(shown))
    for place, (low, high) in enumerate(shown):
        codes[(ages >= low) & (ages <= high)] = place
    labels = [(f"{low} to {high}" if high < 200 else f"{low} and over",) for low, high in shown]
    if (codes == len(shown)).any():
        labels.append((NOT_RECORDED,))
    return _Dimension(tuple(labels), codes)


def _time(column: pa.ChunkedArray, name: str, asked: Asked) -> _Dimension:
    """Months or years from the first to the last that was asked about or has a hit, those without a hit too."""
    days = column.to_numpy().astype("datetime64[D]")
    known = ~np.isnat(days)
    units = _units(days, name)
    ends = _units(np.array([day for day in (asked.start, asked.end) if day], "datetime64[D]"), name)
    shown = np.concatenate([units[known], ends])
    listed = list(range(shown.min(), shown.max() + 1)) if shown.size else []
    codes = np.where(known, units - (listed[0] if listed else 0), len(listed))
    labels = [_time_label(unit, name) for unit in listed]
    return _Dimension((*labels, *(((NOT_RECORDED,),) if not known.all() else ())), codes)


def _units(days: npt.NDArray[np.datetime64], name: str) -> npt.NDArray[np.int64]:
    """Days as numbers of months, calendar years or financial years."""
    months = days.astype("datetime64[M]").astype(np.int64) + 1970 * 12
    return months if name == "month" else (months - (3 if name == "financial_year" else 0)) // 12


def _time_label(unit: int, name: str) -> Path:
    if name == "month":
        return (str(unit // 12), calendar.month_abbr[unit % 12 + 1])
    return (f"{unit}/{(unit + 1) % 100:02d}",) if name == "financial_year" else (str(unit),)


@dataclass(frozen=True, slots=True)
class _Bare:
    """What a table says beside its numbers."""

    title: str
    unit: str
    rows: tuple[Path, ...]
    columns: tuple[Path, ...]
    notes: tuple[str, ...]
    fingerprint: str


def _table(bare: _Bare, grid: npt.NDArray[np.int64], *, wide: bool) -> Table:
    """A grid with its totals added, those of the rows where it is ``wide``."""
    rows, columns, fingerprint = bare.rows, bare.columns, bare.fingerprint
    grid = np.vstack([grid, grid.sum(axis=0, keepdims=True)])
    if wide:
        grid = np.hstack([grid, grid.sum(axis=1, keepdims=True)])
    height, width = grid.shape
    source = Source("records", fingerprint, bare.title)
    counts = {n: (f"{n:,}", Count.exactly(n)) for n in set(grid.ravel().tolist())}  # few differ, of thousands
    letters = [_letters(c) for c in range(width)]
    places = [(r, c, *counts[n]) for r, line in enumerate(grid.tolist()) for c, n in enumerate(line)]
    cells = tuple(
        Cell(r, c, shown, "exact", count, Source("records", fingerprint, shown, cell=f"{letters[c]}{r + 2}"))
        for r, c, shown, count in places
    )
    checks = [
        Check("column", (height - 1, c), tuple((r, c) for r in range(height - 1)), "held")
        for c in range(width)
    ]
    if wide:
        parts = range(width - 1)
        checks += [Check("row", (r, width - 1), tuple((r, c) for c in parts), "held") for r in range(height)]
    return Table(
        title=bare.title, unit=bare.unit, rows=(*rows, ("Total",)), columns=(*columns, ("Total",)) if wide else columns,
        row_totals=(*(False for _ in rows), True), column_totals=tuple(wide and c == width - 1 for c in range(width)),
        cells=cells, source=source, why="counted from the records", checks=tuple(checks), notes=bare.notes,
    )  # fmt: skip


def _letters(column: int) -> str:
    """The letters of a column beside the headings: ``B`` for the first."""
    letters, number = "", column + 2
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters

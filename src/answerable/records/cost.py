"""Section 12: what answering would cost, and which narrower question could be answered inside the limit.

The limit counts the time of finding, locating, retrieving and extracting the information, and no time spent
on exemptions. Source: Freedom of Information Act 2000, s.12, with the Freedom of Information and Data
Protection (Appropriate Limit and Fees) Regulations 2004 (SI 2004/3244), regs 3 and 4: £600 for central
government, £450 for others, at £25 an hour. For Scottish bodies the Freedom of Information (Scotland) Act
2002, s.12, with the Fees for Required Disclosure Regulations 2004 (SSI 2004/467): £600 at no more than £15
an hour. The cost must *exceed* the limit: work of exactly 18 hours is inside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import sqrt
from types import MappingProxyType

from answerable.model import Period, Table, period
from answerable.model.table import Path

Z = 1.959964
"""The normal deviate of a 95% interval."""


@dataclass(frozen=True, slots=True)
class Limit:
    """The appropriate limit of one kind of body.

    Attributes:
        act: the Act that sets it.
        pounds: the limit.
        rate: pounds an hour at which time is priced.
    """

    act: str
    pounds: int
    rate: int

    @property
    def minutes(self) -> Fraction:
        """The limit as minutes of work."""
        return Fraction(self.pounds * 60, self.rate)


_UK, _SCOTLAND = "Freedom of Information Act 2000", "Freedom of Information (Scotland) Act 2002"
POLICE = Limit(_UK, 450, 25)
CENTRAL = Limit(_UK, 600, 25)
SCOTLAND = Limit(_SCOTLAND, 600, 15)
LIMITS: Mapping[str, Limit] = MappingProxyType({"police": POLICE, "central": CENTRAL, "scotland": SCOTLAND})


@dataclass(frozen=True, slots=True)
class Hits:
    """How many records a query found in one month under one offence.

    Attributes:
        month: the month, or None where the records have no date.
        offence: the offence as printed in tables.
        records: how many; never negative.
    """

    month: Period | None
    offence: str
    records: int


@dataclass(frozen=True, slots=True)
class Work:
    """How the time is reckoned.

    Attributes:
        minutes_each: minutes to find, retrieve and extract from one record.
        before: minutes that are spent whatever the number of records.
        limit: the limit that the body is held to.
    """

    minutes_each: Fraction
    before: Fraction = Fraction(0)
    limit: Limit = POLICE

    def __post_init__(self) -> None:
        if self.minutes_each <= 0 or self.before < 0:
            raise ValueError("a record takes more than no time, and time spent before is not negative")

    @classmethod
    def of(cls, minutes_each: str | float | Decimal, limit: Limit = POLICE, before: str | float = 0) -> Work:
        """The work from numbers as people write them: ``2.5`` is two and a half, exactly.

        Raises:
            ValueError: where a record takes no time, or a text is no number.
        """
        return cls(Fraction(str(minutes_each)), Fraction(str(before)), limit)

    def minutes(self, records: int) -> Fraction:
        """Minutes that so many records take."""
        return self.before + self.minutes_each * records

    def pounds(self, records: int) -> Fraction:
        """What so many records cost, in pounds."""
        return self.minutes(records) * self.limit.rate / 60

    def fits(self, records: int) -> bool:
        """True where so many records can be read without going over the limit."""
        return self.minutes(records) <= self.limit.minutes

    @property
    def most_records(self) -> int:
        """The most records that fit: 360 at three minutes each within 18 hours."""
        return max(0, int((self.limit.minutes - self.before) // self.minutes_each))


@dataclass(frozen=True, slots=True)
class Part:
    """A narrower question that fits: a period, an offence, or both, with its number of records."""

    records: int
    period: Period
    offence: str | None = None


@dataclass(frozen=True, slots=True)
class RandomSample:
    """A random sample of the records found.

    Attributes:
        records: how many fit the limit.
        margin: half the width, in percentage points, of the 95% interval of a share of one half that is
            counted in it: the widest that a share can have.
    """

    records: int
    margin: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the whole can be answered, and what can be where it cannot.

    Attributes:
        records: how many records the question as put needs.
        work: how time was reckoned.
        asked: the period of the question.
        recent: the longest period up to the end of ``asked`` that fits; None where its last month does not.
        offences: single offences that fit over the whole period, most records first.
        offences_recent: for each other offence, the longest recent period that fits.
        sample: the biggest sample that fits.
        undated: records without a date, which no narrower period holds.
    """

    records: int
    work: Work
    asked: Period
    recent: Part | None = None
    offences: tuple[Part, ...] = ()
    offences_recent: tuple[Part, ...] = ()
    sample: RandomSample | None = None
    undated: int = 0

    @property
    def fits(self) -> bool:
        """True where the question as put can be answered within the limit."""
        return self.work.fits(self.records)


def hits_of(table: Table) -> list[Hits]:
    """The counts of a table of offence by month, either way round; its totals are passed over.

    Raises:
        ValueError: where neither its rows nor its columns are months, or a count is withheld.
    """
    rows = [_month_of(path) for path in table.rows]
    columns = [_month_of(path) for path in table.columns]
    upright = any(columns)
    if not upright and not any(rows):
        raise ValueError(f"“{table.title}” has no months in its rows or columns")
    found = []
    for cell in table.cells:
        if table.row_totals[cell.row] or table.column_totals[cell.column]:
            continue
        if cell.state == "blank":
            continue
        if cell.count is None or not cell.count.is_exact:
            raise ValueError(f"“{table.title}” withholds a count, so that the records cannot be added up")
        month = columns[cell.column] if upright else rows[cell.row]
        labels = table.rows[cell.row] if upright else table.columns[cell.column]
        found.append(Hits(month, " / ".join(labels), cell.count.low))
    return found


def _month_of(path: Path) -> Period | None:
    found = period.of_path(path)
    return found if found is not None and found.kind == "month" else None


def price(hits: Iterable[Hits], asked: Period, work: Work) -> Verdict:
    """Holds the records found against the limit, and searches for what can be answered.

    Args:
        hits: counts by month and offence; a record is counted once.
        asked: the period that was asked for, with an end.
        work: how time is reckoned.

    Returns:
        The verdict. Where the whole fits, it offers nothing narrower.

    Raises:
        ValueError: where ``asked`` has no end, or a month of ``hits`` lies outside it.
    """
    rows = [row for row in hits if row.records]
    _check(rows, asked)
    records = sum(row.records for row in rows)
    undated = sum(row.records for row in rows if row.month is None)
    if work.fits(records):
        return Verdict(records, work, asked, undated=undated)
    whole, recent = _by_offence(rows, asked, work)
    most = work.most_records
    sample = RandomSample(most, _margin(most, records)) if most else None
    return Verdict(records, work, asked, _recent(rows, asked, work), whole, recent, sample, undated)


def _check(rows: Sequence[Hits], asked: Period) -> None:
    if asked.end is None:
        raise ValueError("the period asked for needs an end")
    for row in rows:
        if row.records < 0:
            raise ValueError(f"a count is never negative: {row.records}")
        if row.month is not None and asked.overlap(row.month) is None:
            raise ValueError(f"{row.month} lies outside the period asked for, {asked}")


def _by_offence(rows: Sequence[Hits], asked: Period, work: Work) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """Each offence that fits over the whole period; and for the others its longest recent period."""
    by_offence: dict[str, list[Hits]] = {}
    for row in rows:
        by_offence.setdefault(row.offence, []).append(row)
    whole, recent = [], []
    for offence, found in by_offence.items():
        records = sum(row.records for row in found)
        if work.fits(records):
            whole.append(Part(records, asked, offence))
        elif (part := _recent(found, asked, work)) is not None:
            recent.append(Part(part.records, part.period, offence))
    return tuple(sorted(whole, key=_most_first)), tuple(sorted(recent, key=_most_first))


def _most_first(part: Part) -> tuple[int, str]:
    return (-part.records, part.offence or "")


def _recent(rows: Sequence[Hits], asked: Period, work: Work) -> Part | None:
    """The longest run of months that ends with the period asked for and fits."""
    assert asked.end is not None
    by_month: dict[tuple[int, int], int] = {}
    for row in rows:
        if row.month is not None:
            key = (row.month.start.year, row.month.start.month)
            by_month[key] = by_month.get(key, 0) + row.records
    best: Part | None = None
    records = 0
    for year, month in _months_back(asked):
        records += by_month.get((year, month), 0)
        if not work.fits(records):
            break
        best = Part(records, Period(max(date(year, month, 1), asked.start), asked.end))
    return best


def _months_back(asked: Period) -> Iterable[tuple[int, int]]:
    assert asked.end is not None
    year, month = asked.end.year, asked.end.month
    while (year, month) >= (asked.start.year, asked.start.month):
        yield year, month
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)


def _margin(sample: int, population: int) -> float:
    """Half the width of a 95% interval for a share of one half, in points, sampling without replacement.

    Source: Cochran, Sampling Techniques (3rd ed., 1977), section 3.2.
    """
    if population <= 1:
        return 0.0
    return 100 * Z * sqrt(0.25 / sample * (population - sample) / (population - 1))

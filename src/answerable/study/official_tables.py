"""Official tables of counts by force as they are published, to one count a force, year and series.

Three layouts are known: our own (``body, period, series, count``); the Home Office's police recorded crime
open data tables (one row an offence, force and quarter; see the "Police recorded crime and outcomes open
data tables user guide"); and wide tables with a row a force and a column a year.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from answerable.codebook import bodies
from answerable.model import Period
from answerable.model import count as counts
from answerable.model import period as periods_

NATIONAL = "England and Wales"
OWN = ("body", "period", "series", "count")
_LONG = ("financial year", "financial quarter", "force name", "number of offences")
_LEVELS = ("offence group", "offence subgroup", "offence description", "offence code")
_HEADINGS = 40  # rows in which the headings of a table are looked for
_SHOWN = 12
_REGIONS = re.compile(
    r"(?:north east|north west|yorkshire and (?:the )?humber|east midlands|west midlands(?= region)"
    r"|east of england|eastern|south east|south west|london|england|wales)(?: region)?"
)
_NO_FORCE = frozenset(
    {"action fraud", "cifas", "uk finance", "financial fraud action uk", "fraud: action fraud", "nfib"}
)
_GAPS = frozenset({"..", "...", ":", "-", "–", "*", "n/a", "na", "[x]", "[z]", "[u]", "[c]", "[low]"})


class TableError(ValueError):
    """A table that cannot be taken. ``sentences`` says why, one each."""

    def __init__(self, sentences: Iterable[str]) -> None:
        self.sentences = tuple(dict.fromkeys(sentences))
        super().__init__(" ".join(self.sentences))


@dataclass(frozen=True, slots=True)
class SheetRows:
    """The printed texts of one sheet: (row number from 1, its cells), blank rows left out."""

    name: str
    rows: tuple[tuple[int, tuple[str, ...]], ...]

    def where(self, row: int) -> str:
        """A row in words."""
        return f"Sheet {self.name}, row {row}" if self.name else f"Row {row}"


@dataclass(frozen=True, slots=True)
class OfficialRow:
    """One count: code of the body (empty for England and Wales), period, series."""

    body: str
    period: Period
    series: str
    count: int


@dataclass(slots=True)
class Taken:
    """What is gathered while tables are read: counts, what to tell, and what is wrong."""

    rows: dict[tuple[str, Period, str], int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    gaps: int = 0
    passed: dict[str, None] = field(default_factory=dict)

    def body(self, name: str, where: str) -> str | None:
        """The code that a name means, empty for the country; None where it is passed over, or wrong."""
        text = _bare(name)
        if not text:
            self.wrong.append(f"{where}: the force is blank.")
        elif _is_national(text):
            return ""
        elif _is_no_force(text):
            self.passed[text] = None
        elif found := bodies.by_name(text):
            return found.code
        else:
            self.wrong.append(f"{where}: '{text}' is no force that the codebook knows.")
        return None

    def count(self, text: str, where: str) -> int | None:
        """The count that a text prints; None for a gap, or what is wrong."""
        printed = text.strip()
        if printed.casefold() in _GAPS:
            self.gaps += 1
            return None
        number = counts.number(re.sub(r"\.0+$", "", printed)) if printed else None
        if number is None:
            self.wrong.append(f"{where}: {_what_is_wrong(printed)}.")
        return number

    def put(self, row: OfficialRow, where: str) -> None:
        """Keeps a count; the same body, period and series twice is wrong."""
        key = (row.body, row.period, row.series)
        if key in self.rows:
            name = bodies.get(row.body).short if row.body else NATIONAL
            self.wrong.append(f"{where}: {row.series} has {name} in {row.period} twice.")
        self.rows[key] = row.count


def _bare(name: str) -> str:
    """A name without its note and with single spaces."""
    return " ".join(re.sub(r"\[[^\]]*\]\s*$", "", name).split())


def _is_national(text: str) -> bool:
    return text.casefold().replace("&", "and") == NATIONAL.casefold()


def _is_no_force(text: str) -> bool:
    """True for regions, countries and those that report fraud nationally."""
    plain = text.casefold().replace("&", "and")
    return plain in _NO_FORCE or _REGIONS.fullmatch(plain) is not None


def _what_is_wrong(printed: str) -> str:
    if not printed:
        return "the count is blank"
    if re.fullmatch(r"[-−–(]\s*[\d,]+(?:\.\d+)?\)?", printed):
        return f"{printed} is negative, and a count is not"
    return f"'{printed}' is no whole number"


def take(
    sheets: Iterable[SheetRows], series: Sequence[str] = ()
) -> tuple[tuple[OfficialRow, ...], list[str]]:
    """Every count of the tables on the sheets, and what to tell of what was passed over.

    Args:
        sheets: as printed.
        series: of open data, the groups, subgroups, offences or codes to take, by default every group;
            of a wide table, the one name of what it counts, by default the title above it.

    Raises:
        TableError: for an unknown name, a blank, a duplicate, a negative or broken number, a series that is
            not there, or where no sheet holds a table that is known. Nothing is taken then.
    """
    taken, known = Taken(), False
    for sheet in sheets:
        for read in (_own, _open_data, _wide):
            if read(sheet, series, taken):
                known = True
                break
    if not known:
        wanted = (
            f"{', '.join(OWN)}; the Home Office's open data columns; or a row a force and a column a year"
        )
        raise TableError([f"No table is known here: it takes {wanted}."])
    if taken.wrong:
        more = len(taken.wrong) - _SHOWN
        raise TableError([*taken.wrong[:_SHOWN], *([f"And {more:,} more like these."] if more > 0 else [])])
    if not taken.rows:
        raise TableError(["The table holds no count of a force for a whole year.", *taken.notes])
    if taken.passed:
        taken.notes.append(f"Passed over, as they are no forces: {', '.join(taken.passed)}.")
    if taken.gaps:
        taken.notes.append(f"{taken.gaps:,} counts are marked as not available, and were left out.")
    return tuple(OfficialRow(*key, count) for key, count in taken.rows.items()), taken.notes


def _headings(
    sheet: SheetRows, wanted: Callable[[Sequence[str]], bool]
) -> tuple[int, tuple[str, ...]] | None:
    """Place in ``rows`` and folded texts of the first row that is wanted, within the first few."""
    for place, (_, cells) in enumerate(sheet.rows[:_HEADINGS]):
        folded = tuple(" ".join(cell.casefold().split()) for cell in cells)
        if wanted(folded):
            return place, folded
    return None


def _records(sheet: SheetRows, place: int, heads: Sequence[str]) -> Iterator[tuple[str, Mapping[str, str]]]:
    """(where, heading → text) for each row below the headings."""
    for number, cells in sheet.rows[place + 1 :]:
        yield sheet.where(number), dict(zip(heads, (*cells, *[""] * len(heads)), strict=False))


def _own(sheet: SheetRows, series: Sequence[str], taken: Taken) -> bool:
    found = _headings(sheet, lambda heads: set(OWN) <= set(heads))
    if found is None:
        return False
    for where, row in _records(sheet, *found):
        name, period, body = (
            row["series"].strip(),
            _period(row["period"], where, taken),
            taken.body(row["body"], where),
        )
        count = taken.count(row["count"], where)
        if not name:
            taken.wrong.append(f"{where}: the series is blank.")
        elif period and body is not None and count is not None and _wanted(name, series):
            taken.put(OfficialRow(body, period, name, count), where)
    return True


def _wanted(name: str, series: Sequence[str]) -> bool:
    return not series or name.casefold() in {s.casefold() for s in series}


def _period(text: str, where: str, taken: Taken) -> Period | None:
    period = periods_.parse(" ".join(text.replace("_", "/").split()))
    if period is None or period.end is None:
        taken.wrong.append(f"{where}: {f'{text!r} is no period' if text.strip() else 'the period is blank'}.")
        return None
    return period


@dataclass(slots=True)
class _Quarters:
    """Counts of open data by quarter, until whole years are known."""

    counts: dict[tuple[str, Period, str], dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    seen: set[tuple[str, ...]] = field(default_factory=set)
    given: dict[tuple[str, Period], set[int]] = field(default_factory=lambda: defaultdict(set))
    names: set[str] = field(default_factory=set)


def _open_data(sheet: SheetRows, series: Sequence[str], taken: Taken) -> bool:
    found = _headings(sheet, lambda heads: set(_LONG) <= set(heads) and any(x in heads for x in _LEVELS))
    if found is None:
        return False
    quarters = _Quarters()
    for where, row in _records(sheet, *found):
        _quarter_row(row, where, series, taken, quarters)
    missing = [
        name for name in series if name.casefold() not in {known.casefold() for known in quarters.names}
    ]
    taken.wrong += [
        f"No offence group, subgroup, offence or code here is called '{name}'." for name in missing
    ]
    _whole_years(sheet, quarters, taken)
    return True


def _quarter_row(
    row: Mapping[str, str], where: str, series: Sequence[str], taken: Taken, quarters: _Quarters
) -> None:
    body, period = taken.body(row["force name"], where), _period(row["financial year"], where, taken)
    count = taken.count(row["number of offences"], where)
    quarter = re.sub(r"\D", "", row["financial quarter"])
    if quarter not in {"1", "2", "3", "4"}:
        said = row["financial quarter"].strip()
        taken.wrong.append(f"{where}: {f'{said!r} is no quarter' if said else 'the quarter is blank'}.")
    elif body and period and count is not None:
        labels = tuple(row.get(level, "").strip() for level in _LEVELS)
        key = (body, str(period), quarter, *labels)
        if key in quarters.seen:
            name = labels[2] or labels[0]
            taken.wrong.append(
                f"{where}: {name} has {bodies.get(body).short} in {period}, quarter {quarter}, twice."
            )
        quarters.seen.add(key)
        quarters.given[body, period].add(int(quarter))
        quarters.names.update(labels)
        for name in _series_of(labels, series):
            of_body = quarters.counts[body, period, name]
            of_body[int(quarter)] = of_body.get(int(quarter), 0) + count


def _series_of(labels: Sequence[str], series: Sequence[str]) -> Iterator[str]:
    """The series that a row is counted in: its group, or each name asked for that it carries."""
    if not series:
        if labels[0]:
            yield labels[0]
        return
    folded = [label.casefold() for label in labels]
    yield from (labels[folded.index(name.casefold())] for name in series if name.casefold() in folded)


def _whole_years(sheet: SheetRows, quarters: _Quarters, taken: Taken) -> None:
    short: dict[tuple[str, tuple[int, ...]], list[str]] = defaultdict(list)
    for (body, period), given in quarters.given.items():
        if len(given) < 4:
            short[str(period), tuple(sorted(given))].append(bodies.get(body).short)
    for (year, some), names in short.items():
        told = ", ".join(names) if len(names) <= 3 else f"{len(names)} forces"
        taken.notes.append(f"{year} holds quarter {', '.join(map(str, some))} only of {told}: left out.")
    for (body, period, name), of_body in quarters.counts.items():
        if len(quarters.given[body, period]) == 4:
            taken.put(OfficialRow(body, period, name, sum(of_body.values())), f"Sheet {sheet.name}")


def _wide(sheet: SheetRows, series: Sequence[str], taken: Taken) -> bool:
    """A row a force and a column a year; what it counts is the name asked for, else the title above."""
    found = _headings(sheet, lambda heads: any(_year(head) for head in heads[1:]))
    if found is None:
        return False
    place, heads = found
    years = {column: year for column, head in enumerate(heads) if column and (year := _year(head))}
    body_rows = sheet.rows[place + 1 :]
    names = max(range(min(years)), key=lambda c: sum(_names_body(cells, c) for _, cells in body_rows))
    if not any(_names_body(cells, names) for _, cells in body_rows):
        return False
    if len(series) > 1:
        taken.wrong.append("A table with a column a year counts one thing, and more than one name was given.")
    name = series[0] if series else _title(sheet, place)
    for number, cells in body_rows:
        if not any(column < len(cells) and cells[column].strip() for column in years):
            continue  # a note, or the heading of a region
        where = sheet.where(number)
        body = taken.body(cells[names], where)
        for column, year in years.items():
            count = None if body is None else taken.count(cells[column] if column < len(cells) else "", where)
            if body is not None and count is not None:
                taken.put(OfficialRow(body, year, name, count), where)
    return True


def _names_body(cells: Sequence[str], column: int) -> bool:
    """True where a cell names a force, a region or the country."""
    text = _bare(cells[column]) if column < len(cells) else ""
    return bool(text) and (_is_national(text) or _is_no_force(text) or bodies.by_name(text) is not None)


def _year(text: str) -> Period | None:
    """The whole year that a heading names, notes apart; None for a change between years, or no year."""
    period = periods_.parse(" ".join(re.sub(r"\[[^\]]*\]", "", text).replace("_", "/").split()))
    return period if period is not None and period.is_whole_year else None


def _title(sheet: SheetRows, place: int) -> str:
    """The first text above a table without its number and its years; the sheet's name where there is none."""
    above = (cell.strip() for _, cells in sheet.rows[:place] for cell in cells if cell.strip())
    title = re.sub(r"^(?:table|figure)\s+\w+[:.]?\s*", "", next(above, sheet.name), flags=re.I)
    return " ".join(title.split()) or sheet.name

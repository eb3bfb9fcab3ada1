"""What the user hands over, read strictly: whatever cannot be right is refused in one sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol, runtime_checkable

import numpy as np

from answerable.estimate.arrays import Panel, Series
from answerable.estimate.names import forces, label, members, resolve
from answerable.model import Period
from answerable.model import period as periods_

_LARGEST = 10**12


class EstimateError(ValueError):
    """The input cannot be used; the message is one sentence that says where and why."""


@runtime_checkable
class Frame(Protocol):
    """A table with named columns: pandas, Polars and others that turn into records."""

    columns: Any


Rows = Iterable[Mapping[str, Any]] | Frame


def _records(rows: Rows, what: str, columns: tuple[str, ...]) -> list[Mapping[str, Any]]:
    """The rows as mappings, once every column is there."""
    found: list[Mapping[str, Any]]
    if isinstance(rows, Frame):
        missing = [c for c in columns if c not in list(rows.columns)]
        values = {c: list(rows[c]) for c in columns if c not in missing}  # type: ignore[index]
        found = [dict(zip(values, row, strict=True)) for row in zip(*values.values(), strict=True)]
    else:
        found = [dict(row) for row in rows]
        missing = [c for c in columns if any(c not in row for row in found)]
    if missing:
        raise EstimateError(f"{what} lack the column {' and the column '.join(missing)}.")
    return found


def _blank(value: Any) -> bool:
    return value is None or value != value or str(value).strip() in {"", "<NA>", "nan", "None"}  # noqa: PLR0124


def _text(row: Mapping[str, Any], column: str, where: str) -> str:
    if _blank(row[column]):
        raise EstimateError(f"{where}: {column} is blank.")
    return " ".join(str(row[column]).split())


def _whole(value: Any, column: str, where: str) -> int:
    """A whole number that is not negative, however the cell holds it."""
    text = str(value).strip().replace(",", "")
    try:
        number = float(text)
    except ValueError:
        raise EstimateError(f"{where}: {column} is {str(value)!r}, which is not a number.") from None
    if number < 0:
        raise EstimateError(f"{where}: {column} is {text}, and a count is never negative.")
    if number != int(number) if np.isfinite(number) else True:
        raise EstimateError(f"{where}: {column} is {text}, and a count is a whole number.")
    if number > _LARGEST:
        raise EstimateError(f"{where}: {column} is {text}, which is larger than any count of offences.")
    return int(text) if text.isdigit() else int(number)


def _period(row: Mapping[str, Any], where: str) -> Period:
    text = _text(row, "period", where)
    found = periods_.parse(text)
    if found is None:
        raise EstimateError(f"{where}: {text!r} is not a period that can be read, such as 2019 or 2019/20.")
    return found


def read_bodies(rows: Rows | None) -> dict[str, tuple[str, int]]:
    """Code → (name, population) in the order of codes; by default the 43 territorial forces.

    A name that the list of forces does not know is its own code. Bodies that answer with one number are one
    (``Warwickshire and West Mercia``), and their population is that of both.

    Raises:
        EstimateError: for a missing column, a blank, a duplicate, or a population that is not above 0.
    """
    if rows is None:
        return {force.code: (force.name, force.population) for force in forces()}
    found: dict[str, tuple[str, int]] = {}
    taken: set[str] = set()
    for number, row in enumerate(_records(rows, "The bodies", ("body", "population")), start=1):
        where = f"Bodies, row {number}"
        printed = _text(row, "body", where)
        code = resolve(printed) or printed
        if _blank(row["population"]):
            raise EstimateError(f"{where}: {printed} has no population.")
        population = _whole(row["population"], "population", where)
        if population == 0:
            raise EstimateError(f"{where}: {printed} has a population of nought.")
        if taken & set(members(code)):
            raise EstimateError(f"{where}: {printed} is listed twice.")
        taken |= set(members(code))
        found[code] = (label(code) if resolve(printed) else printed, population)
    if not found:
        raise EstimateError("The bodies hold no row.")
    return dict(sorted(found.items()))


def joined(
    bodies: Mapping[str, tuple[str, int]], replies: Sequence[Mapping[str, Any]]
) -> dict[str, tuple[str, int]]:
    """The bodies, those that any reply speaks for together taken as one, their populations added."""
    found = dict(bodies)
    for row in replies:
        code = resolve(str(row.get("body", ""))) or ""
        parts = members(code)
        if len(parts) > 1 and all(part in found for part in parts):
            people = sum(found.pop(part)[1] for part in parts)
            found[code] = (label(code), people)
    return dict(sorted(found.items()))


def _body(row: Mapping[str, Any], bodies: Mapping[str, tuple[str, int]], where: str) -> str:
    printed = _text(row, "body", where)
    code = resolve(printed) or printed
    if code in bodies:
        return code
    if together := _together(code, bodies):
        raise EstimateError(f"{where}: {printed} answers here alone, and elsewhere together: {together}.")
    raise EstimateError(f"{where}: {printed!r} is not the name of any of the bodies.")


def _together(code: str, bodies: Mapping[str, tuple[str, int]]) -> str:
    """The name of the merged bodies that share a body with ``code``; empty where none does."""
    return next((name for unit, (name, _) in bodies.items() if set(members(unit)) & set(members(code))), "")


def _interval(row: Mapping[str, Any], where: str) -> tuple[float, float]:
    low, high = row["low"], row["high"]
    if _blank(low) and _blank(high):
        return np.nan, np.nan
    least = 0 if _blank(low) else _whole(low, "low", where)
    if _blank(high) or str(high).strip().casefold() == "inf":
        return float(least), np.inf
    most = _whole(high, "high", where)
    if least > most:
        raise EstimateError(f"{where}: low is {least:,} and high is {most:,}, so low is above high.")
    return float(least), float(most)


def read_replies(rows: Rows, asked: Mapping[str, tuple[str, int]]) -> Panel:
    """The replies as a grid; a body that a period does not name did not answer.

    Bodies that any reply speaks for together are one throughout (:func:`joined`).

    Raises:
        EstimateError: for a missing column, an unknown body, a period that cannot be read, a duplicate, a
            negative or broken number, low above high, or no row at all.
    """
    found: dict[tuple[Period, str], tuple[float, float]] = {}
    records = _records(rows, "The replies", ("body", "period", "low", "high"))
    bodies = joined(asked, records)
    for number, row in enumerate(records, start=1):
        where = f"Replies, row {number}"
        code, period = _body(row, bodies, where), _period(row, where)
        if (period, code) in found:
            raise EstimateError(f"{where}: {bodies[code][0]} answers for {period} twice.")
        found[period, code] = _interval(row, where)
    if not found:
        raise EstimateError("The replies hold no row.")
    periods = tuple(sorted({p for p, _ in found}, key=lambda p: (p.start, p.end or p.start)))
    codes = tuple(bodies)
    grid = np.array([[found.get((p, c), (np.nan, np.nan)) for c in codes] for p in periods])
    names = tuple(name for name, _ in bodies.values())
    population = np.array([people for _, people in bodies.values()], dtype=np.float64)
    return Panel(codes, names, population, periods, grid[:, :, 0], grid[:, :, 1])


def read_official(rows: Rows | None, codes: Sequence[str]) -> tuple[Series, ...]:
    """The official series by name, in the order of their names. Blank counts are gaps.

    Rows of a known force that is not among the bodies are passed over: official tables cover everybody.
    Bodies that answer with one number have the sum of their official counts, where each has one.

    Args:
        rows: ``body, period, series, count``.
        codes: the bodies, in the order of the panel.

    Raises:
        EstimateError: as :func:`read_replies`.
    """
    if rows is None:
        return ()
    found: dict[str, dict[Period, dict[str, float]]] = defaultdict(lambda: defaultdict(dict))
    alone = {part: ("", 0) for code in codes for part in (code, *members(code))}
    columns = ("body", "period", "series", "count")
    for number, row in enumerate(_records(rows, "The official counts", columns), start=1):
        where = f"Official counts, row {number}"
        series, period = _text(row, "series", where), _period(row, where)
        printed = _text(row, "body", where)
        if resolve(printed) and resolve(printed) not in alone:
            continue
        code = _body(row, alone, where)
        if code in found[series][period]:
            raise EstimateError(f"{where}: {series} has {label(code)} in {period} twice.")
        found[series][period][code] = np.nan if _blank(row["count"]) else _whole(row["count"], "count", where)
    return tuple(_series(name, by_period, codes) for name, by_period in sorted(found.items()))


def _series(name: str, by_period: Mapping[Period, Mapping[str, float]], codes: Sequence[str]) -> Series:
    periods = tuple(sorted(by_period, key=lambda p: (p.start, p.end or p.start)))
    counts = np.array([[_of_unit(by_period[p], code) for code in codes] for p in periods])
    return Series(name, periods, counts)


def _of_unit(counts: Mapping[str, float], code: str) -> float:
    """The count of a body; of bodies that answer together their own, else the sum of all of theirs."""
    if code in counts:
        return counts[code]
    return sum(counts.get(part, np.nan) for part in members(code))

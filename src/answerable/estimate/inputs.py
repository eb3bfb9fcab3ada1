"""What the user hands over, read strictly: whatever cannot be right is refused in one sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Protocol, runtime_checkable

import numpy as np

from answerable.estimate.arrays import Panel, Series
from answerable.estimate.names import forces, resolve
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

    A name that the list of forces does not know is its own code.

    Raises:
        EstimateError: for a missing column, a blank, a duplicate, or a population that is not above 0.
    """
    if rows is None:
        return {force.code: (force.name, force.population) for force in forces()}
    known = {force.code: force.name for force in forces()}
    found: dict[str, tuple[str, int]] = {}
    for number, row in enumerate(_records(rows, "The bodies", ("body", "population")), start=1):
        where = f"Bodies, row {number}"
        label = _text(row, "body", where)
        code = resolve(label) or label
        if _blank(row["population"]):
            raise EstimateError(f"{where}: {label} has no population.")
        population = _whole(row["population"], "population", where)
        if population == 0:
            raise EstimateError(f"{where}: {label} has a population of nought.")
        if code in found:
            raise EstimateError(f"{where}: {label} is listed twice.")
        found[code] = (known.get(code, label), population)
    if not found:
        raise EstimateError("The bodies hold no row.")
    return dict(sorted(found.items()))


def _body(row: Mapping[str, Any], bodies: Mapping[str, tuple[str, int]], where: str) -> str:
    label = _text(row, "body", where)
    code = resolve(label) or label
    if code not in bodies:
        raise EstimateError(f"{where}: {label!r} is not the name of any of the bodies.")
    return code


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


def read_replies(rows: Rows, bodies: Mapping[str, tuple[str, int]]) -> Panel:
    """The replies as a grid; a body that a period does not name did not answer.

    Raises:
        EstimateError: for a missing column, an unknown body, a period that cannot be read, a duplicate, a
            negative or broken number, low above high, or no row at all.
    """
    found: dict[tuple[Period, str], tuple[float, float]] = {}
    for number, row in enumerate(_records(rows, "The replies", ("body", "period", "low", "high")), start=1):
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


def read_official(rows: Rows | None, bodies: Mapping[str, tuple[str, int]]) -> tuple[Series, ...]:
    """The official series by name, in the order of their names. Blank counts are gaps.

    Rows of a known force that is not among the bodies are passed over: official tables cover everybody.

    Raises:
        EstimateError: as :func:`read_replies`.
    """
    if rows is None:
        return ()
    found: dict[str, dict[Period, dict[str, float]]] = defaultdict(lambda: defaultdict(dict))
    columns = ("body", "period", "series", "count")
    for number, row in enumerate(_records(rows, "The official counts", columns), start=1):
        where = f"Official counts, row {number}"
        series, period = _text(row, "series", where), _period(row, where)
        label = _text(row, "body", where)
        if resolve(label) and resolve(label) not in bodies:
            continue
        code = _body(row, bodies, where)
        if code in found[series][period]:
            raise EstimateError(f"{where}: {series} has {bodies[code][0]} in {period} twice.")
        found[series][period][code] = np.nan if _blank(row["count"]) else _whole(row["count"], "count", where)
    return tuple(_series(name, by_period, tuple(bodies)) for name, by_period in sorted(found.items()))


def _series(name: str, by_period: Mapping[Period, Mapping[str, float]], codes: tuple[str, ...]) -> Series:
    periods = tuple(sorted(by_period, key=lambda p: (p.start, p.end or p.start)))
    counts = np.array([[by_period[p].get(code, np.nan) for code in codes] for p in periods])
    return Series(name, periods, counts)

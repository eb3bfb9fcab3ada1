"""Breakdowns by offence, outcome, age, sex and platform, at the level that all of the units share.

Units print different levels: one gives rape and other sexual offences, another a list of codes. Counts are
added at the coarsest level that any of them prints, and only where the finer counts are known to be all
that the coarser holds: the codebook holds no others, or they add up to the unit's own printed total.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from answerable.model import Figure, Finding, Period
from answerable.model.count import total
from answerable.study import levels
from answerable.study.coding import Coded
from answerable.study.collate import Material
from answerable.study.headings import DIMENSIONS
from answerable.study.picture import Breakdown, Entry, Unit


@dataclass(frozen=True, slots=True)
class _Given:
    """What one unit gives of one dimension for one period, from one table."""

    unit: Unit
    measure: str
    figures: Mapping[str, Figure]


def breakdowns(
    units: Sequence[Unit], material: Material, entries: Mapping[tuple[str, Period], Entry]
) -> tuple[tuple[Breakdown, ...], tuple[Finding, ...]]:
    """For each dimension, the counts of the latest period for which any unit gives it.

    Returns:
        The breakdowns, and findings for units whose counts could not be raised to the shared level.
    """
    result: list[Breakdown] = []
    findings: list[Finding] = []
    for dimension in DIMENSIONS:
        for period in reversed(material.periods):
            given, differing = _of_units(units, dimension, period, material)
            findings.extend(differing)
            if given:
                breakdown, uneven = _together(
                    dimension, period, _same_measure(given, material), entries, material
                )
                findings.extend(uneven)
                if breakdown:
                    result.append(breakdown)
                    break
    return tuple(result), tuple(findings)


def _of_units(
    units: Iterable[Unit], dimension: str, period: Period, material: Material
) -> tuple[list[_Given], list[Finding]]:
    """What each unit gives, by its first table; a unit whose files differ waits for a person."""
    given: list[_Given] = []
    findings: list[Finding] = []
    for unit in units:
        tables = list(_given(unit, dimension, period, material))
        if any(_differ(tables[0], other) for other in tables[1:]):
            findings.append(_undecided(dimension, unit, period))
        else:
            given.extend(tables[:1])
    return given, findings


def _differ(one: _Given, other: _Given) -> bool:
    """True where two tables of the same measure give a category two counts."""
    both = one.figures.keys() & other.figures.keys()
    return one.measure == other.measure and any(
        one.figures[code].count != other.figures[code].count for code in both
    )


def _undecided(dimension: str, unit: Unit, period: Period) -> Finding:
    return Finding(
        "warning",
        unit.name,
        f"For {period} its files give different counts by {dimension}; none is in the breakdown.",
        "Say which file replaces the other.",
        "needs-decision",
    )


def _given(unit: Unit, dimension: str, period: Period, material: Material) -> Iterator[_Given]:
    """From each file of a unit the first table of two or more categories; never two tables together."""
    for item in material.placed:
        if set(item.bodies) != set(unit.bodies):
            continue
        tables: dict[tuple[str, str], dict[str, list[Coded]]] = defaultdict(lambda: defaultdict(list))
        for coded in material.coded.get(item.document.file, ()):
            if _fits(coded, dimension, period, material):
                seen = coded.observation
                tables[coded.table, seen.measure][seen.dimensions[dimension]].append(coded)
        for (_, measure), rows in tables.items():
            if len(rows) > 1 and all(len(items) == 1 for items in rows.values()):
                figures = {code: _figure(unit, items[0]) for code, items in rows.items()}
                yield _Given(unit, measure, figures)
                break


def _fits(item: Coded, dimension: str, period: Period, material: Material) -> bool:
    seen = item.observation
    if not item.table or item.standing not in {"usable", "other unit"} or seen.period != period:
        return False
    if dimension == "offence":
        return set(seen.dimensions) == {"offence"} and levels.is_below(seen.offence or "", material.offence)
    return set(seen.dimensions) - {"offence"} == {dimension} and seen.offence in {None, material.offence}


def _figure(unit: Unit, item: Coded) -> Figure:
    return Figure.printed(unit.name, item.observation.count, item.observation.source)


def _same_measure(given: Sequence[_Given], material: Material) -> list[_Given]:
    """The units that count the same thing: the most of them, and the study's own measure before others."""
    by_measure: dict[str, list[_Given]] = defaultdict(list)
    for item in given:
        by_measure[item.measure].append(item)
    return max(by_measure.values(), key=lambda items: (len(items), items[0].measure == material.measure))


def _together(
    dimension: str,
    period: Period,
    given: Sequence[_Given],
    entries: Mapping[tuple[str, Period], Entry],
    material: Material,
) -> tuple[Breakdown | None, tuple[Finding, ...]]:
    shared = levels.shared(dimension, [item.figures for item in given])
    parts: dict[str, list[Figure]] = defaultdict(list)
    kept: list[_Given] = []
    findings: list[Finding] = []
    for item in given:
        own = entries[item.unit.id, period].figure if item.measure == material.measure else None
        raised = _raised(dimension, item, shared, own)
        if raised is None:
            findings.append(_uneven(dimension, item, period))
            continue
        kept.append(item)
        for code, figure in raised.items():
            parts[code].append(figure)
    if not kept:
        return None, tuple(findings)
    measure = kept[0].measure
    names = {code: levels.title(dimension, code) for code in levels.in_order(dimension, parts)}
    items = tuple(
        (code, name, Figure.sum(f"{measure}, {name}, {period}", parts[code])) for code, name in names.items()
    )
    printed = {code: len(figures) for code, figures in parts.items()}
    base = _base(kept, period, entries, material)
    note = f"{_note(dimension, measure, printed, len(kept), material)} {_short(items, base)}".strip()
    given_by = tuple(item.unit for item in kept)
    return Breakdown(dimension, period, items, given_by, base, note), tuple(findings)


def _short(items: Iterable[tuple[str, str, Figure]], base: Figure | None) -> str:
    """What the categories add up to, where that is not the base: others are uncoded or not printed."""
    added = total(figure.count for _, _, figure in items)
    if base is None or added & base.count:
        return ""
    return f"The categories shown add up to {added}, of {base.count}."


def _raised(
    dimension: str, item: _Given, shared: Mapping[str, str], own: Figure | None
) -> dict[str, Figure] | None:
    """The unit's figures at the shared level, or None where finer ones are not known to be all."""
    result = {code: figure for code, figure in item.figures.items() if shared[code] == code}
    # Finer counts below a parent that the unit prints as well are left out: the parent holds them.
    finer: dict[str, list[str]] = defaultdict(list)
    for code in levels.without_children(
        dimension, [code for code in item.figures if shared[code] not in result]
    ):
        finer[shared[code]].append(code)
    leaves = [*result.values(), *(item.figures[code] for codes in finer.values() for code in codes)]
    proven = own is not None and own.is_exact and total(figure.count for figure in leaves) == own.count
    for target, codes in finer.items():
        if not proven and not levels.complete(dimension, target, codes):
            return None
        result[target] = Figure.sum(item.unit.name, [item.figures[code] for code in codes])
    return result


def _uneven(dimension: str, item: _Given, period: Period) -> Finding:
    return Finding(
        "note",
        item.unit.name,
        f"For {period} its counts by {dimension} are at a finer level than other replies give, and are not "
        "known to be all; they are left out of the breakdown.",
        "",
        "parent-and-child",
    )


def _base(
    kept: Iterable[_Given], period: Period, entries: Mapping[tuple[str, Period], Entry], material: Material
) -> Figure | None:
    """The same units' figure without the breakdown, where every one of them has it."""
    kept = list(kept)
    figures = [entries[item.unit.id, period].figure for item in kept]
    known = [figure for figure in figures if figure is not None]
    if len(known) < len(kept):
        return None
    return Figure.sum(f"{material.measure}, {period}, the units of the breakdown", known)


def _note(dimension: str, measure: str, printed: Mapping[str, int], units: int, material: Material) -> str:
    """What is counted where it is not the measure, and which rows some units lack."""
    notes = [] if measure == material.measure else [f"Counts {measure}, not {material.measure}."]
    missing = [code for code in levels.in_order(dimension, printed) if printed[code] < units]
    notes.extend(
        f"'{levels.title(dimension, code)}' is printed by {printed[code]} of {units}." for code in missing
    )
    return " ".join(notes)

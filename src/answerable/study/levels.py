"""Levels of the breakdowns: which categories lie in which, and the level that several replies share."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from answerable.codebook import offences, outcomes, people, platforms
from answerable.codebook.people import Age


def is_below(code: str, offence: str | None) -> bool:
    """True for an offence inside the study's own; for any where the study names none."""
    return offence is None or (code != offence and offences.contains(offence, code))


def ancestors(dimension: str, code: str) -> tuple[str, ...]:
    """The categories of the codebook that hold ``code``, nearest first."""
    if dimension == "offence":
        return offences.ancestors(code)
    found: list[str] = []
    parent = _parent(dimension, code)
    while parent is not None:
        found.append(parent)
        parent = _parent(dimension, parent)
    return tuple(found)


def _parent(dimension: str, code: str) -> str | None:
    if dimension == "outcome":
        return outcomes.get(code).parent
    return platforms.get(code).parent if dimension == "platform" else None


def _age(code: str) -> Age:
    age = people.parse_age(code)
    assert age is not None, code
    return age


def shared(dimension: str, printed: Sequence[Iterable[str]]) -> Mapping[str, str]:
    """Each printed code → the code at the coarsest level that any unit prints.

    Ages have no levels: there the level is the finest bands into which the bands of every unit nest.

    Args:
        dimension: which.
        printed: the codes of each unit.
    """
    every = dict.fromkeys(code for codes in printed for code in codes)
    if dimension == "age":
        return _nested(every)
    highest = {code: [upper for upper in ancestors(dimension, code) if upper in every] for code in every}
    return {code: above[-1] if above else code for code, above in highest.items()}


def _nested(codes: Iterable[str]) -> Mapping[str, str]:
    """Each band → the band between the nearest ages at which no band of any unit is cut in two."""
    bands = {code: _age(code) for code in codes}
    known = [age for age in bands.values() if age.known]
    cuts = sorted(
        {
            age.low
            for age in known
            if not any(other.low < age.low and _reaches(other, age.low) for other in known)
        }
    )
    result: dict[str, str] = {}
    for code, age in bands.items():
        if not age.known:
            result[code] = code
            continue
        low = max(cut for cut in cuts if cut <= age.low)
        members = [other for other in known if low <= other.low and not _cut_between(cuts, low, other.low)]
        tops = [other.high for other in members if other.high is not None]
        high = max(tops) if len(tops) == len(members) else None
        result[code] = Age(low, high).code
    return result


def _reaches(age: Age, year: int) -> bool:
    return age.high is None or age.high >= year


def _cut_between(cuts: Iterable[int], low: int, year: int) -> bool:
    return any(low < cut <= year for cut in cuts)


def without_children(dimension: str, codes: Sequence[str]) -> list[str]:
    """The codes without those that lie inside another of them."""
    if dimension == "age":
        ages = {code: _age(code) for code in codes}
        return [
            code
            for code in codes
            if not any(ages[other].contains(ages[code]) for other in codes if other != code)
        ]
    return [code for code in codes if not set(ancestors(dimension, code)) & set(codes)]


def complete(dimension: str, code: str, parts: Collection[str]) -> bool:
    """True where ``parts`` are all that ``code`` holds: all the codebook's, or ages without a gap."""
    if dimension == "age":
        return _tile(_age(code), sorted(_age(part) for part in parts))
    if dimension == "offence":
        below = {child.code for child in offences.children(code)}
    elif dimension == "outcome":
        below = {line.code for line in outcomes.all_outcomes() if line.parent == code}
    else:
        below = set()  # an owner may always have a further platform
    return bool(below) and below <= set(parts)


def _tile(whole: Age, parts: Sequence[Age]) -> bool:
    at: int | None = whole.low
    for part in parts:
        if part.low != at:
            return False
        at = None if part.high is None else part.high + 1
    return at == (None if whole.high is None else whole.high + 1)


def title(dimension: str, code: str) -> str:
    """What to call a category."""
    match dimension:
        case "offence":
            return offences.get(code).title
        case "outcome":
            return outcomes.get(code).title
        case "platform":
            return platforms.get(code).name
        case "age":
            return _age(code).label()
    return code


def in_order(dimension: str, codes: Iterable[str]) -> list[str]:
    """The codes in the codebook's order; ages from the youngest, not known last."""
    if dimension == "age":
        return sorted(codes, key=lambda code: (not _age(code).known, _age(code).low))
    listed: Iterable[str]
    if dimension == "offence":
        listed = (offence.code for offence in offences.all_offences())
    elif dimension == "outcome":
        listed = (outcome.code for outcome in outcomes.all_outcomes())
    elif dimension == "platform":
        listed = (platform.code for platform in platforms.all_platforms())
    else:
        listed = people.sexes()
    order = {code: number for number, code in enumerate(listed)}
    return sorted(codes, key=order.__getitem__)

"""Levels of the breakdowns: which categories lie in which, and the level that several replies share."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from answerable.codebook import offences


def is_below(code: str, offence: str | None) -> bool:
    """True for an offence inside the study's own; for any where the study names none."""
    return offence is None or (code != offence and offences.contains(offence, code))


def ancestors(dimension: str, code: str, among: Collection[str]) -> tuple[str, ...]:
    """The categories that hold ``code``, of the codebook or ``among`` those printed, nearest first."""
    if dimension == "offence":
        return offences.ancestors(code)
    return ()


def shared(
    dimension: str, printed: Sequence[Iterable[str]], offence: str | None
) -> Mapping[str, str | None]:
    """Each printed code → the code at the coarsest level that any unit prints.

    Args:
        dimension: which.
        printed: the codes of each unit.
        offence: the study's offence, which is the whole and no level of its own.
    """
    every = dict.fromkeys(code for codes in printed for code in codes if code != offence)
    return {code: _highest(dimension, code, every) for code in every}


def _highest(dimension: str, code: str, every: Collection[str]) -> str:
    above = [upper for upper in ancestors(dimension, code, every) if upper in every]
    return above[-1] if above else code


def without_children(dimension: str, codes: Sequence[str]) -> list[str]:
    """The codes without those that lie inside another of them."""
    return [code for code in codes if not set(ancestors(dimension, code, codes)) & set(codes)]


def complete(dimension: str, code: str, parts: Collection[str]) -> bool:
    """True where ``parts`` are all that the codebook holds right below ``code``."""
    if dimension == "offence":
        below = {child.code for child in offences.children(code)}
        return bool(below) and below <= set(parts)
    return False


def title(dimension: str, code: str) -> str:
    """What to call a category."""
    return offences.get(code).title if dimension == "offence" else code


def in_order(dimension: str, codes: Iterable[str]) -> list[str]:
    """The codes in the codebook's order."""
    if dimension == "offence":
        order = {offence.code: number for number, offence in enumerate(offences.all_offences())}
        return sorted(codes, key=order.__getitem__)
    return sorted(codes)

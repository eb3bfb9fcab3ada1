"""Shares that carry their denominators."""

from __future__ import annotations

from dataclasses import dataclass

from answerable.estimate import words
from answerable.model import Count


@dataclass(frozen=True, slots=True)
class Share:
    """A share among those for whom it is known, with the bounds for all.

    Attributes:
        part, known, whole: counts: that are it, for which it was recorded, in all.
        percent: of the known.
        low, high: the hard bounds of the share of all, per cent: none, or all, of the unknown are it.
        sentence: the same in plain words.
    """

    part: int
    known: int
    whole: int
    percent: float
    low: float
    high: float
    sentence: str


def share(label: str, part: int, known: int, whole: int, *, recorded: str) -> Share:
    """A share with its denominators.

    Args:
        label: what the part is, such as ``Snapchat``.
        part: how many are it.
        known: for how many it was recorded at all.
        whole: how many there are.
        recorded: what was recorded, such as ``a platform``.

    Raises:
        ValueError: unless 0 ≤ part ≤ known ≤ whole and known is above 0.
    """
    if not 0 <= part <= known <= whole or known == 0:
        raise ValueError(f"{label}: {part:,} of {known:,} of {whole:,} is not a part of a part.")
    percent, low, high = 100 * part / known, 100 * part / whole, 100 * (part + whole - known) / whole
    sentence = (
        f"{label} in {percent:.0f}% of the {known:,} where {recorded} was recorded, of {whole:,}; "
        f"of all {whole:,} it may be anywhere from {words.percent(low)} to {words.percent(high)}."
    )
    if known == whole:
        sentence = f"{label} in {percent:.0f}% of all {whole:,}."
    return Share(part, known, whole, percent, low, high, sentence)


@dataclass(frozen=True, slots=True)
class BoundedShare:
    """A share of counts that are intervals; every end in per cent.

    Attributes:
        low, high: the share among those for whom it is known.
        all_low, all_high: the share of all: none, or all, of those for whom it is not known are it.
    """

    low: float
    high: float
    all_low: float
    all_high: float


def bounded_share(part: Count, others: Count, whole: Count) -> BoundedShare | None:
    """The hard bounds of a share.

    Args:
        part: those that are it.
        others: those for whom it is known, and who are not it.
        whole: all, those included for whom it is not known.

    Returns:
        None where nobody is known, a count has no upper bound, or the known are more than all.
    """
    if part.high is None or others.high is None or whole.high is None:
        return None
    if part.low + others.low > whole.high or not whole.low or not part.high + others.high:
        return None
    least, most = part.low + others.high, part.high + others.low
    return BoundedShare(
        100 * part.low / least if least else 0.0,
        100 * part.high / most if most else 100.0,
        100 * part.low / whole.high,
        100 * (1 - others.low / whole.high),
    )

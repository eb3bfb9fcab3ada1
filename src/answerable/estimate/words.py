"""Figures in plain words, as a report prints them."""

from __future__ import annotations

import math
from collections.abc import Sequence

from answerable.model import Period


def rounded(number: float, *, digits: int = 3, up: bool | None = None) -> int:
    """``number`` to so many significant figures; upwards, downwards, or (None) to the nearest.

    Counts below 100 are left whole.
    """
    if number < 100:
        return math.ceil(number) if up else math.floor(number) if up is False else round(number)
    step = 10 ** max(0, math.floor(math.log10(number)) + 1 - digits)
    scaled = number / step
    whole = math.ceil(scaled) if up else math.floor(scaled) if up is False else math.floor(scaled + 0.5)
    return int(whole * step)


def between(low: float, high: float) -> str:
    """``between 30,900 and 34,800``: the range rounded outwards, so that the words never promise more."""
    a, b = rounded(low, up=False), rounded(high, up=True)
    return f"{a:,}" if a == b else f"between {a:,} and {b:,}"


def during(period: Period) -> str:
    """``in 2013/14``; ``from 1 Mar 2010 to 30 Apr 2012`` for a period without a name of its own."""
    return f"{'from' if period.kind == 'range' else 'in'} {period}"


def sentence_of(text: str) -> str:
    """The text with a capital at its head."""
    return text[:1].upper() + text[1:]


def listed(names: Sequence[str], most: int = 5) -> str:
    """``Kent, Essex and Surrey``; beyond ``most`` the rest is counted."""
    shown = list(names)
    if len(shown) > most:
        shown = [*shown[: most - 1], f"{len(names) - most + 1} others"]
    return shown[0] if len(shown) == 1 else ", ".join(shown[:-1]) + f" and {shown[-1]}"


def forces(number: int) -> str:
    """``1 force``, ``8 forces``."""
    return f"{number:,} force{'' if number == 1 else 's'}"


def percent(value: float) -> str:
    """``12.3%`` without a sign, whole from 100 up."""
    size = abs(value)
    return f"{size:,.0f}%" if size >= 100 else f"{size:.1f}%"


def change(value: float) -> str:
    """``up 12.3%``, ``down 4.0%``, ``unchanged``."""
    if abs(value) < 0.05:
        return "unchanged"
    return f"{'up' if value > 0 else 'down'} {percent(value)}"


def changes_between(low: float, high: float) -> str:
    """A range of growth rounded outwards: ``up between 1.0% and 4.2%``, ``between down 2.0% and up 3.1%``."""
    low, high = math.floor(low * 10 + 1e-7) / 10, math.ceil(high * 10 - 1e-7) / 10
    if low > 0:
        return f"up between {percent(low)} and {percent(high)}"
    if high < 0:
        return f"down between {percent(high)} and {percent(low)}"
    return f"between {change(low)} and {change(high)}"


def share(value: float) -> str:
    """A share of 0 to 1 as a whole percentage, never rounded up to all or down to none."""
    if 0 < value < 1:
        return f"{min(99, max(1, round(value * 100)))}%"
    return f"{round(value * 100)}%"

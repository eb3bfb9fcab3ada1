"""How far one period's estimate hangs on single answers, and on what the silent bodies are like."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from answerable.estimate import words
from answerable.estimate.arrays import Array, Panel
from answerable.estimate.complete import Completion, Step
from answerable.estimate.results import Sensitivity

_SIGNIFICANT = 2
_TRIED = 3


def sensitivity(
    panel: Panel, t: int, completion: Completion, point: int, without: Callable[[int], int | None]
) -> Sensitivity | None:
    """Leave one answer out; silent bodies at the 10th and 90th percentile; where the rounding tips.

    Args:
        panel: the replies.
        t: which period.
        completion: the period, completed.
        point: its estimate.
        without: estimates the period anew with one body silent too; None where that cannot be.

    Returns:
        None where every body answered, as nothing hangs on anything then.
    """
    if not completion.silent.size:
        return None
    most, anew = _moves_most(_leave_one_out(panel, t, completion), point, without)
    low, high = _extremes(panel, t, completion)
    headline = words.rounded(point, digits=_SIGNIFICANT)
    below, above = _tips(point, headline)
    name = None if most is None else panel.names[most]
    extremes = [total for total in (low, high) if total is not None]
    changes = any(words.rounded(total, digits=_SIGNIFICANT) != headline for total in extremes)
    found = Sensitivity(name, anew, low, high, headline, below, above, changes, ())
    return replace(found, sentences=_sentences(found, point, panel.bodies(completion.silent)))


def _moves_most(
    shifts: Array, point: int, without: Callable[[int], int | None]
) -> tuple[int | None, int | None]:
    """The body whose answer moves the estimate most, and the estimate without it.

    One Newton step shows which few to try; those are then left out in earnest.
    """
    order = np.argsort(-np.nan_to_num(np.abs(shifts), nan=-1.0), kind="stable")
    tried = [(int(i), anew) for i in order[:_TRIED] if (anew := without(int(i))) is not None]
    if not tried:
        return None, None
    return max(tried, key=lambda found: abs(found[1] - point))


def _leave_one_out(panel: Panel, t: int, completion: Completion) -> Array:
    """By how much the estimate moves were each body silent too; NaN for those that are."""
    middle, shifts = panel.middle(t), np.full(len(panel.codes), np.nan)
    estimated = set()
    for step in completion.steps:
        moved, own = _one_step(step, completion)
        shifts[step.learnt_from] = np.nan_to_num(shifts[step.learnt_from]) + moved
        for place, expected in zip(step.learnt_from, own, strict=True):
            if place not in estimated and np.isfinite(middle[place]):
                shifts[place] += expected - middle[place]
                estimated.add(int(place))
    return shifts


def _one_step(step: Step, completion: Completion) -> tuple[Array, Array]:
    """How the bodies that the step filled move without each answer, and what that would be taken for."""
    growth = step.fit.without_each()[:, 0]
    filled = np.intersect1d(step.completed, completion.silent)
    without = step.expected(growth[:, None], filled).sum(axis=1)
    moved = without - step.expected(step.fit.theta[:1], filled).sum()
    own = step.expected(growth, step.learnt_from)
    return moved, own


def _extremes(panel: Panel, t: int, completion: Completion) -> tuple[int | None, int | None]:
    """The total were each silent body at the 10th, or the 90th, percentile of the others' rates per head."""
    middle = panel.middle(t)
    rates = (middle / panel.population)[np.isfinite(middle)]
    if rates.size < 3:
        return None, None
    known = float(np.median(completion.total() - completion.body_draws()[:, completion.silent].sum(axis=1)))
    people = panel.population[completion.silent].sum()
    low, high = (known + rate * people for rate in np.quantile(rates, [0.1, 0.9]))
    return round(low), round(high)


def _tips(point: int, headline: int) -> tuple[int, int]:
    """The totals just outside those that round to the headline."""
    below = above = point
    step = 1
    while words.rounded(below, digits=_SIGNIFICANT) == headline and below > 0:
        below, step = max(0, below - step), step * 2
    below = _first(below, point, headline)
    step = 1
    while words.rounded(above, digits=_SIGNIFICANT) == headline:
        above, step = above + step, step * 2
    return below, _first(above, point, headline)


def _first(outside: int, inside: int, headline: int) -> int:
    """The nearest total to ``inside`` that no longer rounds to the headline, between the two."""
    if words.rounded(outside, digits=_SIGNIFICANT) == headline:
        return outside
    while abs(outside - inside) > 1:
        half = (outside + inside) // 2
        if words.rounded(half, digits=_SIGNIFICANT) == headline:
            inside = half
        else:
            outside = half
    return outside


def _outside(point: int, low: int, high: int) -> str:
    """Why the estimate may lie beyond both: the silent bodies are known to be unlike most."""
    if low <= point <= high:
        return ""
    side = "above" if point > high else "below"
    return (
        f"; the estimate lies {side} both, as what is known of the silent forces puts them {side} most others"
    )


def _sentences(found: Sensitivity, point: int, silent: int) -> tuple[str, ...]:
    sentences = []
    if found.moves_most is not None and found.without_it is not None:
        sentences.append(
            f"Leaving out {found.moves_most} moves the estimate most, from {point:,} to {found.without_it:,}."
        )
    if found.silent_low is not None and found.silent_high is not None:
        sentences.append(
            f"Were the {words.forces(silent)} that did not answer at the lowest or the highest tenth of the "
            f"others' rates per head, the total would be {found.silent_low:,} or {found.silent_high:,}"
            f"{_outside(point, found.silent_low, found.silent_high)}."
        )
    hangs = ": it hangs on what the silent forces recorded" if found.changes else ""
    sentences.append(
        f"“About {found.rounds_to:,}” would be wrong at {found.tips_below:,} or {found.tips_above:,}{hangs}."
    )
    return tuple(sentences)

"""Shares of a breakdown with their denominators: of those recorded, and what that leaves certain of all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from answerable.estimate import BoundedShare, bounded_share
from answerable.model import Count
from answerable.model.count import total
from answerable.publish import sentences as say
from answerable.study.picture import Breakdown, Picture

_RECORDED = {
    "platform": "a platform", "age": "an age", "sex": "a sex", "outcome": "an outcome", "offence": "a kind of offence",
}  # fmt: skip
_UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ShareOfAll:
    """One category of a breakdown against everything that was reported for its period.

    Attributes:
        bounds: its share of those recorded, and of all, as hard bounds in per cent.
        known: for how many the dimension was recorded and given.
        whole: how many were reported in all, by every force.
        sentence: the same in plain words; empty where the categories do not add up to the same forces' total,
            as then some of it is in a category that is not shown.
    """

    bounds: BoundedShare
    known: Count
    whole: Count
    sentence: str


def shares_of_all(picture: Picture) -> Mapping[tuple[int, str], ShareOfAll]:
    """(place of the breakdown, code) → its share of all that was reported.

    Only where the breakdown counts what the study counts, and never for those whose category is not known.
    """
    return {
        (place, code): found
        for place, item in enumerate(picture.breakdowns)
        for code, found in _of_breakdown(picture, item)
    }


def _of_breakdown(picture: Picture, item: Breakdown) -> Iterator[tuple[str, ShareOfAll]]:
    whole = next((t.figure for t in picture.totals if t.period == item.period), None)
    if whole is None or item.base is None:
        return
    counts = {code: figure.count for code, _, figure in item.items if code != _UNKNOWN}
    labels = {code: label[:1].upper() + label[1:] for code, label, _ in item.items}
    adds_up = total(figure.count for _, _, figure in item.items) & item.base.count is not None
    for code, part in counts.items():
        others = total(count for other, count in counts.items() if other != code)
        bounds = bounded_share(part, others, whole.count)
        if bounds is not None:
            known = part + others
            text = _sentence(labels[code], bounds, known, whole.count, item.dimension) if adds_up else ""
            yield code, ShareOfAll(bounds, known, whole.count, text)


def _sentence(label: str, bounds: BoundedShare, known: Count, whole: Count, dimension: str) -> str:
    """``Snapchat is 50.0% of the 7,338 where a platform was recorded and given, of 38,685 reported; …``."""
    share = say.between(bounds.low, bounds.high)
    text = f"{label} is {share} of the {known} where {_RECORDED[dimension]} was recorded and given"
    if known == whole and whole.is_exact:
        return f"{text}, which is all that was reported."
    low, high = say.percent(bounds.all_low, "down"), say.percent(bounds.all_high, "up")
    return f"{text}, of {whole} reported; of all {whole} it may be anywhere from {low} to {high}."

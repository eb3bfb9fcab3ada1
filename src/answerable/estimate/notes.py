"""What a person should know of the estimates, as findings."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from answerable.estimate import words
from answerable.estimate.arrays import Panel, Series, comparable
from answerable.estimate.ladder import Evidence
from answerable.estimate.results import Growth, PeriodEstimate
from answerable.model import Finding, Period


def findings(
    panel: Panel,
    candidates: Sequence[Series],
    periods: Sequence[PeriodEstimate],
    growth: Sequence[Growth],
    evidence: Sequence[Evidence],
) -> tuple[Finding, ...]:
    """Every finding, the gravest first."""
    found = [
        *_mixed(panel.periods),
        *_open(panel.periods),
        *_other_kind(panel.periods, candidates),
        *_refused(periods),
        *_directions(growth),
        *_by_chance(growth),
        *_unfollowed(panel, candidates, evidence),
        *_official_level(growth, panel),
    ]
    order = ("error", "warning", "note")
    return tuple(sorted(found, key=lambda f: order.index(f.severity)))


def _mixed(periods: Sequence[Period]) -> list[Finding]:
    kinds: dict[str, list[Period]] = {}
    for period in periods:
        kinds.setdefault(period.kind, []).append(period)
    if len(kinds) < 2:
        return []
    named = words.listed([f"{_plural(k)} ({words.listed([str(p) for p in ps], 3)})" for k, ps in kinds.items()])
    what = f"The replies mix {named}; each is estimated by itself, and they are neither added nor compared."
    do = "Ask for one kind of year, or leave the others out."
    return [Finding("warning", "replies", what, do, "mixed-periods")]


def _plural(kind: str) -> str:
    return {"years": "several years together", "range": "parts of years"}.get(kind, f"{kind}s")


def _open(periods: Sequence[Period]) -> list[Finding]:
    return [
        Finding("error", str(p), "The period has no end, so nothing is estimated for it.",
                "Give the day on which each reply was made.", "open-period")
        for p in periods if p.end is None
    ]  # fmt: skip


def _other_kind(periods: Sequence[Period], candidates: Sequence[Series]) -> list[Finding]:
    found = []
    for series in candidates:
        if not any(comparable(p, q) for p in periods for q in series.periods):
            what = (
                f"The official counts are for {_plural(series.periods[0].kind)} and the replies for "
                f"{_plural(periods[0].kind)}, so they are not used."
            )
            found.append(Finding("warning", series.name, what, "Give official counts for the same kind of year.",
                                 "mixed-periods"))  # fmt: skip
    return found


def _refused(periods: Sequence[PeriodEstimate]) -> list[Finding]:
    return [
        Finding("warning", str(p.period), f"No national figure is given: {p.estimate.why}",
                "Print what was reported, with the number of forces, or get more replies.", "not-publishable")
        for p in periods if not p.estimate.publishable
    ]  # fmt: skip


def _directions(growth: Sequence[Growth]) -> list[Finding]:
    found = []
    for g in growth:
        if g.sensitivity is not None and g.sensitivity.changes:
            found.append(Finding("warning", f"{g.first} to {g.second}", g.sensitivity.sentence,
                                 "Say so beside the figure.", "direction-hangs-on-silence"))  # fmt: skip
    return found


def _by_chance(growth: Sequence[Growth]) -> list[Finding]:
    return [
        Finding("note", f"{g.first} to {g.second}", g.chance.sentence, "Do not report it as a change.", "by-chance")
        for g in growth if g.chance is not None and g.chance.by_chance
    ]  # fmt: skip


def _unfollowed(panel: Panel, candidates: Sequence[Series], evidence: Sequence[Evidence]) -> list[Finding]:
    if len(candidates) < 2:
        return []
    return [
        Finding("note", str(panel.periods[t]),
                "None of the official series moves with the replies closely enough to stand for them; they are used "
                "together with the others.", "Name the series that counts the same thing, if one does.", "no-own-series")
        for t, e in enumerate(evidence) if e.own is None
    ]  # fmt: skip


def _official_level(growth: Sequence[Growth], panel: Panel) -> list[Finding]:
    found = []
    for g in growth:
        if g.first not in panel.periods:
            what = (
                f"Growth from {g.first} compares replies with official counts, and holds only if both count the same "
                "thing."
            )
            found.append(Finding("note", f"{g.first} to {g.second}", what, "", "official-base"))
            percent = g.same_bodies.percent
            if percent is not None and not np.isclose(percent, 0, atol=50):
                found.append(Finding("warning", f"{g.first} to {g.second}",
                                     f"The replies stand {words.change(percent)} on the official counts of {g.first}: "
                                     "they may not count the same thing.",
                                     "Check what the official series counts.", "official-differs"))  # fmt: skip
    return found

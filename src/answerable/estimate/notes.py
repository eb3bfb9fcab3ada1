"""What a person should know of the estimates, as findings."""

from __future__ import annotations

from collections.abc import Sequence

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
        *_own_series(panel, candidates, evidence),
        *_official_base(growth, panel),
    ]
    order = ("error", "warning", "note")
    return tuple(sorted(found, key=lambda f: order.index(f.severity)))


def _mixed(periods: Sequence[Period]) -> list[Finding]:
    kinds: dict[tuple[str, int], list[Period]] = {}
    for period in periods:
        kinds.setdefault((period.kind, period.months), []).append(period)
    if len(kinds) < 2:
        return []
    named = [f"{_plural(kind)} ({words.listed([str(p) for p in ps], 3)})" for (kind, _), ps in kinds.items()]
    what = f"The replies mix {words.listed(named)}; each is estimated by itself, never added or compared."
    return [Finding("warning", "replies", what, "Ask for one kind of year.", "mixed-periods")]


def _plural(kind: str) -> str:
    return {"years": "several years together", "range": "parts of years"}.get(kind, f"{kind}s")


def _open(periods: Sequence[Period]) -> list[Finding]:
    what, do = (
        "The period has no end, so nothing is estimated for it.",
        "Give the day on which each reply was made.",
    )
    return [Finding("error", str(p), what, do, "open-period") for p in periods if p.end is None]


def _other_kind(periods: Sequence[Period], official: Sequence[Series]) -> list[Finding]:
    theirs = _plural(periods[0].kind)
    do = "Give official counts for the same kind of year."
    return [
        Finding("warning", series.name, f"{_their(series)} {theirs}, so it is not used.", do, "mixed-periods")
        for series in official
        if not any(comparable(p, q) for p in periods for q in series.periods)
    ]


def _their(series: Series) -> str:
    return f"The series is for {_plural(series.periods[0].kind)} and the replies for"


def _refused(periods: Sequence[PeriodEstimate]) -> list[Finding]:
    do = "Print what was reported, with the number of forces, or get more replies."
    return [
        Finding(
            "warning", str(p.period), f"No national figure is given. {p.estimate.why}", do, "not-publishable"
        )
        for p in periods
        if not p.estimate.publishable
    ]


def _directions(growth: Sequence[Growth]) -> list[Finding]:
    do, kind = "Say so beside the figure.", "direction-hangs-on-silence"
    return [
        Finding("warning", f"{g.first} to {g.second}", g.sensitivity.sentence, do, kind)
        for g in growth
        if g.sensitivity is not None and g.sensitivity.changes
    ]


def _by_chance(growth: Sequence[Growth]) -> list[Finding]:
    do = "Do not report it as a change."
    return [
        Finding("note", f"{g.first} to {g.second}", g.chance.sentence, do, "by-chance")
        for g in growth
        if g.chance is not None and g.chance.by_chance
    ]


def _own_series(panel: Panel, candidates: Sequence[Series], evidence: Sequence[Evidence]) -> list[Finding]:
    """Which series was taken for what was asked, where the user did not say."""
    found = []
    for period, one in zip(panel.periods, evidence, strict=True):
        if one.own is None:
            what = "None of the official series moves with the replies closely enough to stand for them."
            do = "Name the series that counts the same thing, if one does."
            found.append(Finding("note", str(period), what, do, "no-own-series"))
        else:
            what = f"“{one.own.name}” is taken for what was asked, as the replies follow it most closely."
            found.append(
                Finding("note", str(period), what, "Name the series if that is not so.", "own-series")
            )
    return found if len(candidates) > 1 else []


def _official_base(growth: Sequence[Growth], panel: Panel) -> list[Finding]:
    """Growth from official counts to replies, which may not count the same thing."""
    return [
        Finding("note", f"{g.first} to {g.second}", what, "", "official-base")
        for g in growth
        if g.first not in panel.periods
        for what in [
            f"Growth from {g.first} sets replies against official counts: right only if both count the same."
        ]
    ]

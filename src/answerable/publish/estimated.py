"""The words of what was estimated: the headline, what it hangs on, growth, and what used to be done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from answerable.estimate import Growth, OldPractice, PeriodEstimate, words
from answerable.model import Figure, Period
from answerable.publish import sentences as say
from answerable.publish.national import National
from answerable.publish.sentences import Linked, Phrase
from answerable.study.picture import OfficialTotal, Picture


@dataclass(frozen=True, slots=True)
class PeriodView:
    """One period as the report shows it."""

    id: str
    one: PeriodEstimate
    figure: Figure | None
    official: OfficialTotal | None
    inside: str


@dataclass(frozen=True, slots=True)
class GrowthView:
    """Growth between two periods as the report shows it.

    Attributes:
        one: as estimated.
        figure: the range for all forces; None where none is given.
        official: growth of the official totals in words; empty without both.
        inside: whether the range holds it, in words; empty without both.
    """

    id: str
    one: Growth
    figure: Figure | None
    official: str
    inside: str


def period_views(found: National) -> tuple[PeriodView, ...]:
    """Every period that was estimated, those of the previous round first."""
    views = []
    for one in found.estimates.periods:
        official, e = found.official.get(one.period), one.estimate
        inside = ""
        if official and e.publishable and e.low is not None and e.high is not None:
            inside = _inside(e.low, official.count, e.high)
        figure = found.figures.get(one.period)
        views.append(PeriodView(f"estimate-{say.period_id(one.period)}", one, figure, official, inside))
    return tuple(views)


def growth_views(found: National) -> tuple[GrowthView, ...]:
    """Every growth, in the order of the estimates."""
    views = []
    for one in found.estimates.growth:
        truth, inside = found.official_growth(one), ""
        if truth is not None and one.national is not None and one.national.publishable:
            inside = _inside(one.national.low, truth, one.national.high)
        figure = found.growth.get((one.first, one.second))
        name = f"national-growth-{say.period_id(one.first)}-{say.period_id(one.second)}"
        views.append(GrowthView(name, one, figure, "" if truth is None else words.change(truth), inside))
    return tuple(views)


def _inside(low: float, truth: float, high: float) -> str:
    return "inside the range" if low <= truth <= high else "outside the range"


def headline(picture: Picture, found: National | None) -> Phrase:
    """What all forces together are estimated to have recorded, or that no such figure is given, and why."""
    one = found.period(_latest(picture)) if found else None
    if found is None or one is None or not one.reported.bodies:
        return ()
    e, figure = one.estimate, found.figures.get(one.period)
    if not e.publishable or figure is None:
        return ("No national figure is given. ", Linked(e.why, place=f"#{_period_place(one.period)}"))
    if not e.bases:
        return ()  # everybody answered: the reported figure is the national one
    who = f"all {one.reported.of} together"
    return (
        f"For {who} we estimate ",
        Linked(e.says, figure),
        f" ({e.rests_on}).",
    )


def hangs_on(picture: Picture, found: National | None) -> Phrase:
    """What belongs in the first paragraph: that a conclusion changes with what the silent forces are like."""
    latest = _latest(picture)
    one = found.period(latest) if found else None
    if found is None or one is None or not one.estimate.publishable:
        return ()
    said: list[str | Linked] = []
    hangs = one.sensitivity
    if hangs and hangs.changes and hangs.silent_low is not None and hangs.silent_high is not None:
        low, high = (words.rounded(end) for end in (hangs.silent_low, hangs.silent_high))
        said += [
            "The figure hangs on forces that gave none: were they like the ",
            Linked(
                f"lowest or the highest tenth of the others, it would be {low:,} or {high:,}",
                place=f"#{_period_place(one.period)}",
            ),
            ".",
        ]
    for growth in found.growth_to(latest):
        printed = growth.national is not None and growth.national.publishable
        if printed and growth.sensitivity and growth.sensitivity.changes:
            span = Linked(f"since {say.when(growth.first)}", place=f"#{growth_place(growth)}")
            who = "them too" if said else "forces that gave no number"
            said += [" " if said else "", "Whether it rose or fell ", span, f" hangs on {who}."]
    return tuple(said)


def _latest(picture: Picture) -> Period | None:
    total = say.latest(picture)
    return total.period if total else None


def _period_place(period: Period) -> str:
    return f"estimate-{say.period_id(period)}"


def growth_place(growth: Growth) -> str:
    """The anchor of what is said about one growth."""
    return f"national-growth-{say.period_id(growth.first)}-{say.period_id(growth.second)}"


def shown(figure: Figure) -> str:
    """An estimated range in a table, rounded outwards: ``61,800 to 67,300``, ``−1.2% to 4.1%``."""
    if figure.unit == "per cent" or figure.high is None:
        return say.number(figure)
    return f"{words.rounded(figure.low, up=False):,} to {words.rounded(figure.high, up=True):,}"


def growth_sentence(growth: Growth, figure: Figure | None, official: float | None) -> Phrase:
    """Growth over all forces in a sentence of its own, after that over the same forces; empty without one."""
    whole = growth.national
    if whole is None or figure is None or not whole.publishable:
        return ()
    if growth.chance is not None and growth.chance.by_chance:
        return ("A change that small would show by chance alone.",)
    truth = f"; officially, {words.change(official)}" if official is not None else ""
    return (
        "Over all forces the estimate is ",
        Linked(words.changes_between(whole.low, whole.high), figure),
        f"{truth}.",
    )


def old_practice(old: OldPractice) -> tuple[tuple[str, int], ...]:
    """What would have been printed before, each with its name; only what can be worked out."""
    rows: Sequence[tuple[str, int | None]] = (
        ("Adding up what came", old.adding_up),
        ("Scaling it up by population", old.pro_rata),
        ("The same, leaving out the highest rate", old.without_highest),
        ("The same, leaving out the highest and the lowest", old.without_extremes),
    )
    return tuple((name, value) for name, value in rows if value is not None)


def silent_by_basis(one: PeriodEstimate) -> Iterable[tuple[str, str]]:
    """What silent forces are estimated from, with their names."""
    return [
        (f"From {basis.words}", f"{say.listed(basis.bodies)} ({basis.number})")
        for basis in one.estimate.bases
    ]

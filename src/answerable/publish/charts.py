"""The charts: every force in order of size, the same forces year by year, and each breakdown.

Drawn with Vega-Lite. A number that is an interval is drawn as one: a solid bar to the least that it can be,
and a pale one from there to the most.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import altair as alt
import vl_convert

from answerable.model import Count, Figure, Period
from answerable.publish import sentences as say
from answerable.publish.extras import Extras, Trend
from answerable.publish.safe import clean, slug
from answerable.publish.svg import ACCENT, FONT, INK, MUTED, PALE, RULE, Drawing, finished
from answerable.study.picture import Breakdown, NationalTotal, Picture

_WIDTH, _ROW, _LABEL = 430, 19, 190


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a bar chart."""

    label: str
    count: Count


def drawings(picture: Picture, more: Extras) -> tuple[Drawing, ...]:
    """Every chart that the picture has numbers for."""
    result = []
    latest = say.latest(picture)
    if latest:
        result.append(by_force(picture, latest))
    if more.trend:
        result.append(trend(picture, more.trend))
    result += [
        breakdown(picture, item, place)
        for place, item in enumerate(picture.breakdowns, start=1)
        if item.items
    ]
    return tuple(result)


def by_force(picture: Picture, latest: NationalTotal) -> Drawing:
    """Every force that gave a number for the latest period, the largest first."""
    period = latest.period
    given = [
        Bar(unit.name, figure.count)
        for unit in picture.units
        if (figure := picture.entry(unit, period).figure)
    ]
    bars = sorted(given, key=lambda bar: (-(bar.count.high or bar.count.low), -bar.count.low, bar.label))
    title = f"{capital(say.noun(picture.what))} by force, {say.when(period)}"
    most = f"The largest number is {bars[0].label}'s, {bars[0].count}"
    least = f"; the smallest is {bars[-1].label}'s, {bars[-1].count}" if len(bars) > 1 else ""
    gone = latest.of - latest.bodies
    rest = (
        f" {gone} of {latest.of} {say.plural(latest.of, 'force')} gave no number that can be used."
        if gone
        else ""
    )
    alt_text = f"{most}{least}.{rest}{_range_note(bar.count for bar in bars)}"
    return _bars("by-force", title, alt_text, bars, "force")


def breakdown(picture: Picture, item: Breakdown, place: int) -> Drawing:
    """The categories of one breakdown, in the codebook's order."""
    bars = [Bar(label, figure.count) for _, label, figure in item.items]
    forces = sum(len(unit.bodies) for unit in item.units)
    title = (
        f"{capital(say.noun(picture.what))} by {item.dimension}, {say.when(item.period)}, "
        f"{forces} {say.plural(forces, 'force')}"
    )
    largest = max(bars, key=lambda bar: (bar.count.low, bar.count.high or 0))
    rows = "; ".join(f"{bar.label} {bar.count}" for bar in bars)
    alt_text = (
        f"The largest is {largest.label}, {largest.count}. All: {rows}.{_range_note(b.count for b in bars)}"
    )
    name = f"breakdown-{place}-{slug(item.dimension)}-{say.period_id(item.period)}"
    return _bars(name, title, alt_text, bars, item.dimension)


def trend(picture: Picture, same: Trend) -> Drawing:
    """The same forces year by year: a change in who answered is no change in the numbers."""
    first, last = same.figures[0], same.figures[-1]
    title = f"{capital(say.noun(picture.what))}, the same {same.bodies} {say.plural(same.bodies, 'force')} each year"
    alt_text = (
        f"From {say.number(first[1])} in {say.when(first[0])} to {say.number(last[1])} in {say.when(last[0])}, over the "
        f"{same.bodies} {say.plural(same.bodies, 'force')} that gave every period. "
        + "; ".join(f"{period} {say.number(figure)}" for period, figure in same.figures)
        + f".{_range_note(figure.count for _, figure in same.figures)}"
    )
    svg = svg_of(_trend_chart(same.figures), "trend", title, alt_text)
    rows = tuple((str(period), figure.count.low, figure.count.high) for period, figure in same.figures)
    return Drawing("trend", title, alt_text, svg, ("period", "low", "high"), rows)


def _range_note(counts: Iterable[Count]) -> str:
    """A sentence on how intervals are drawn, where there is one."""
    if all(count.is_exact for count in counts):
        return ""
    return " Where a number is known only within bounds, the pale part of the bar runs from the least to the most."


def _bars(name: str, title: str, alt_text: str, bars: Sequence[Bar], column: str) -> Drawing:
    svg = svg_of(_bar_chart(bars), name, title, alt_text)
    rows = tuple((bar.label, bar.count.low, bar.count.high) for bar in bars)
    return Drawing(name, title, alt_text, svg, (column, "low", "high"), rows)


def _bar_chart(bars: Sequence[Bar]) -> alt.LayerChart:
    # Labels may repeat, so the rows are keyed by their number and named by an expression.
    values = [
        {
            "row": row,
            "label": clean(bar.label),
            "low": bar.count.low,
            "high": bar.count.high if bar.count.high is not None else bar.count.low,
            "text": str(bar.count),
        }
        for row, bar in enumerate(bars)
    ]
    most = max((value["high"] for value in values if isinstance(value["high"], int)), default=0)
    domain = [0, max(most * 1.16, 1)]
    base = alt.Chart(alt.InlineData(values=values), width=_WIDTH, height=_ROW * len(bars) + 2)
    y = alt.Y("row:O", sort=None, title=None, axis=None, scale=alt.Scale(paddingInner=0.25, paddingOuter=0.1))
    axis = alt.Axis(tickCount=5, format=",d", tickMinStep=1, orient="top", domain=False, ticks=False)
    x = alt.X("low:Q", title=None, scale=alt.Scale(domain=domain, nice=False), axis=axis)
    certain = base.mark_bar(color=ACCENT).encode(x=x, y=y)
    between = (
        base.mark_bar(color=PALE, stroke=ACCENT, strokeWidth=0.75)
        .encode(x=alt.X("low:Q"), x2="high:Q", y=y)
        .transform_filter("datum.high > datum.low")
    )
    numbers = base.mark_text(align="left", dx=4, color=INK, fontSize=11).encode(
        x=alt.X("high:Q"), y=y, text="text:N"
    )
    names = base.mark_text(align="right", color=INK, fontSize=11.5, limit=_LABEL).encode(
        x=alt.value(-8), y=y, text="label:N"
    )
    return layered(certain, between, numbers, names)


def _trend_chart(figures: Sequence[tuple[Period, Figure]]) -> alt.LayerChart:
    values = [
        {
            "row": row,
            "label": str(period),
            "low": figure.count.low,
            "high": figure.count.high if figure.count.high is not None else figure.count.low,
            "text": say.number(figure),
        }
        for row, (period, figure) in enumerate(figures)
    ]
    most = max(value["high"] for value in values if isinstance(value["high"], int))
    base = alt.Chart(alt.InlineData(values=values), width=max(520, 90 * len(values)), height=260)
    names = ", ".join(f"'{value['label']}'" for value in values)
    x = alt.X(
        "row:O",
        title=None,
        axis=alt.Axis(labelExpr=f"[{names}][datum.value]", labelAngle=0, ticks=False, domainColor=MUTED),
        scale=alt.Scale(type="point", padding=0.5),
    )
    axis = alt.Axis(tickCount=5, format=",d", tickMinStep=1, domain=False, ticks=False)
    y = alt.Y("low:Q", title=None, scale=alt.Scale(domain=[0, max(most * 1.15, 1)], nice=False), axis=axis)
    line = base.mark_line(color=ACCENT, strokeWidth=2.5).encode(x=x, y=y)
    span = base.mark_rule(color=ACCENT, strokeWidth=9, opacity=0.35).encode(x=x, y=y, y2="high:Q")
    points = base.mark_point(color=ACCENT, fill="white", size=60, strokeWidth=2, opacity=1).encode(x=x, y=y)
    numbers = base.mark_text(dy=-14, color=INK, fontSize=12, fontWeight="bold").encode(
        x=x, y=alt.Y("high:Q"), text="text:N"
    )
    return layered(span, line, points, numbers)


def layered(*charts: alt.Chart) -> alt.LayerChart:
    """Charts drawn over each other, the first lowest."""
    layers = alt.layer(*charts)
    assert isinstance(layers, alt.LayerChart)  # nothing here is faceted
    return layers


def svg_of(chart: alt.LayerChart, name: str, title: str, alt_text: str) -> str:
    """A chart in the house style as an SVG with a name, a title and a description."""
    spec = chart.configure(
        font=FONT,
        background="white",
        view=alt.ViewConfig(stroke=None),
        axis=alt.AxisConfig(labelColor=MUTED, gridColor=RULE, labelFontSize=11),
        padding={"left": 6, "right": 6, "top": 6, "bottom": 6},
    ).to_dict()
    return finished(vl_convert.vegalite_to_svg(spec), name, title, alt_text)


def capital(text: str) -> str:
    """The text with a capital at its head."""
    return text[:1].upper() + text[1:]

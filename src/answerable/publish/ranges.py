"""The charts of what was estimated: national totals and growth, each with its range.

What is certain is a bar, what is estimated a line with ends, an official total a diamond: never one shape
for two things, and no colour alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import altair as alt

from answerable.estimate import words
from answerable.publish import sentences as say
from answerable.publish.charts import capital, layered, svg_of
from answerable.publish.national import National
from answerable.publish.svg import ACCENT, INK, MUTED, Drawing
from answerable.study.picture import Picture

OFFICIAL_COLOUR = "#b3541e"
_CERTAIN, _ESTIMATED, _OFFICIAL = "reported, certain", "all forces, estimated range", "official"
_SAME = "the same forces"


@dataclass(frozen=True, slots=True)
class Span:
    """One row of a chart: what was found, the estimated range, and the official number if there is one."""

    label: str
    found: float | None
    low: float
    high: float
    official: float | None


def drawings(picture: Picture, found: National) -> tuple[Drawing, ...]:
    """The chart of totals and the chart of growth, as far as anything may be printed."""
    made = (_totals(picture, found), _growth(picture, found))
    return tuple(drawing for drawing in made if drawing is not None)


def _totals(picture: Picture, found: National) -> Drawing | None:
    spans = []
    for one in found.estimates.periods:
        e = one.estimate
        if e.publishable and e.low is not None and e.high is not None:
            official = found.official.get(one.period)
            count = official.count if official else None
            spans.append(Span(str(one.period), one.reported.low, e.low, e.high, count))
    if not spans:
        return None
    title = f"{capital(say.noun(picture.what))}: what was reported, and the range for all forces"
    last = spans[-1]
    alt_text = (
        f"In {last.label} forces reported {last.found:,.0f}, and all together are estimated to have recorded "
        f"{words.between(last.low, last.high)}{_held(last)}. "
        + "; ".join(f"{s.label} {s.found:,.0f} reported, {words.between(s.low, s.high)}" for s in spans)
        + ". The bar is what is certain; the line with ends is the estimated range."
    )
    rows = tuple((s.label, s.found, s.low, s.high, s.official) for s in spans)
    header = ("period", "reported", "estimated_low", "estimated_high", "official")
    return Drawing(
        "national-range",
        title,
        alt_text,
        svg_of(_columns(spans), "national-range", title, alt_text),
        header,
        rows,
    )


def _held(span: Span) -> str:
    if span.official is None:
        return ""
    inside = "inside" if span.low <= span.official <= span.high else "outside"
    return f"; the official total, {span.official:,.0f}, is {inside} that range"


def _growth(picture: Picture, found: National) -> Drawing | None:
    spans = []
    for one in found.estimates.growth:
        if one.national is not None and one.national.publishable:
            label = f"{one.first} to {one.second}"
            official = found.official_growth(one)
            spans.append(Span(label, one.same_bodies.percent, one.national.low, one.national.high, official))
    if not spans:
        return None
    title = f"{capital(say.noun(picture.what))}: growth, the same forces and all forces"
    told = []
    for s in spans:
        same = "" if s.found is None else f"{words.change(s.found)} in the same forces, "
        told.append(f"{s.label}: {same}{words.changes_between(s.low, s.high)} over all")
    alt_text = f"{'; '.join(told)}. The circle is the same forces; the line with ends is the estimated range."
    rows = tuple((s.label, s.found, s.low, s.high, s.official) for s in spans)
    header = ("periods", "same_forces_percent", "estimated_low", "estimated_high", "official_percent")
    return Drawing(
        "growth-range", title, alt_text, svg_of(_rows(spans), "growth-range", title, alt_text), header, rows
    )


def _in_counts(span: Span) -> str:
    return f"{words.rounded(span.low, up=False):,} to {words.rounded(span.high, up=True):,}"


def _in_per_cent(span: Span) -> str:
    low, high = say.percent(span.low, "down"), say.percent(span.high, "up")
    plus = "+" if span.high > 0 else ""
    return f"{'+' if span.low > 0 else ''}{low} to {plus}{high}"


def _values(spans: Sequence[Span], text: Callable[[Span], str]) -> list[dict[str, object]]:
    return [
        {"row": row, "label": s.label, "found": s.found, "low": s.low, "high": s.high, "official": s.official,
         "text": text(s)}
        for row, s in enumerate(spans)
    ]  # fmt: skip


def _colour(found: str, *, official: bool) -> alt.Color:
    """One scale and one legend for all layers; a layer says its name as ``kind``."""
    names, colours = [found, _ESTIMATED], [ACCENT, INK]
    if official:
        names, colours = [*names, _OFFICIAL], [*colours, OFFICIAL_COLOUR]
    legend = alt.Legend(
        title=None, orient="top", symbolType="square", symbolOpacity=1, labelFontSize=12, labelLimit=0
    )
    return alt.Color("kind:N", scale=alt.Scale(domain=names, range=colours), legend=legend)


def _kind(base: alt.Chart, name: str) -> alt.Chart:
    return base.transform_calculate(kind=f"'{name}'")


def _range(base: alt.Chart, along: str, across: alt.X | alt.Y, colour: alt.Color) -> list[alt.Chart]:
    """A line from low to high with a stroke at each end; ``along`` is the axis that it lies on."""
    line, ticks = _kind(base, _ESTIMATED), alt.X if along == "x" else alt.Y
    other = "y" if along == "x" else "x"
    ways: dict[str, Any] = {along: ticks("low:Q"), f"{along}2": "high:Q", other: across, "color": colour}
    orient: Literal["vertical", "horizontal"] = "vertical" if along == "x" else "horizontal"
    return [
        line.mark_rule(strokeWidth=2.5).encode(**ways),
        *(
            line.mark_tick(thickness=2.5, size=18, orient=orient, opacity=1).encode(
                **{along: ticks(f"{end}:Q"), other: across, "color": colour}
            )
            for end in ("low", "high")
        ),
    ]


def _diamond(base: alt.Chart, colour: alt.Color, x: alt.X, y: alt.Y, aside: tuple[int, int]) -> alt.Chart:
    """The official number, a little aside so that it hides nothing."""
    shown: alt.Chart = _kind(base, _OFFICIAL).transform_filter("datum.official !== null")
    x_offset, y_offset = aside
    shown = shown.mark_point(
        shape="diamond", filled=True, size=85, opacity=1, xOffset=x_offset, yOffset=y_offset
    )
    found: alt.Chart = shown.encode(color=colour, x=x, y=y)
    return found


def _columns(spans: Sequence[Span]) -> alt.LayerChart:
    data = alt.InlineData(values=_values(spans, _in_counts))
    base = alt.Chart(data, width=max(420, 104 * len(spans)), height=300)
    names = ", ".join(f"'{span.label}'" for span in spans)
    x = alt.X(
        "row:O",
        title=None,
        axis=alt.Axis(labelExpr=f"[{names}][datum.value]", labelAngle=0, ticks=False, domainColor=MUTED),
        scale=alt.Scale(type="band", paddingInner=0.35, paddingOuter=0.2),
    )
    top = max(max(s.high, s.official or 0) for s in spans) * 1.12
    axis = alt.Axis(tickCount=5, format=",d", tickMinStep=1, domain=False, ticks=False)
    y = alt.Y("found:Q", title=None, scale=alt.Scale(domain=[0, max(top, 1)], nice=False), axis=axis)
    colour = _colour(_CERTAIN, official=any(s.official is not None for s in spans))
    bars = _kind(base, _CERTAIN).mark_bar().encode(x=x, y=y, color=colour)
    inside = base.mark_text(baseline="bottom", dy=-6, color="white", fontSize=11.5).encode(
        x=x, y=alt.datum(0), text=alt.Text("found:Q", format=",d")
    )
    told = base.mark_text(dy=-10, color=INK, fontSize=11.5, fontWeight="bold").encode(
        x=x, y=alt.Y("high:Q"), text="text:N"
    )
    diamond = _diamond(base, colour, x, alt.Y("official:Q"), (20, 0))
    return layered(bars, inside, *_range(base, "y", x, colour), told, diamond)


def _rows(spans: Sequence[Span]) -> alt.LayerChart:
    data = alt.InlineData(values=_values(spans, _in_per_cent))
    base = alt.Chart(data, width=400, height=38 * len(spans) + 4)
    y = alt.Y("row:O", sort=None, title=None, axis=None)
    ends = [end for s in spans for end in (s.low, s.high, s.found, s.official, 0.0) if end is not None]
    pad = max(1.0, (max(ends) - min(ends)) * 0.06)
    percent = "(datum.value > 0 ? '+' : '') + format(datum.value, ',.0f') + '%'"
    axis = alt.Axis(tickCount=6, labelExpr=percent, orient="top", domain=False, ticks=False)
    domain = alt.Scale(domain=[min(ends) - pad, max(ends) + pad * 5], nice=False)
    x = alt.X("found:Q", title=None, scale=domain, axis=axis)
    colour = _colour(_SAME, official=any(s.official is not None for s in spans))
    zero = base.mark_rule(color=MUTED, strokeWidth=1).encode(x=alt.datum(0))
    same = (
        _kind(base, _SAME)
        .mark_point(size=70, filled=False, fill="white", strokeWidth=2.5, opacity=1)
        .encode(x=x, y=y, color=colour)
        .transform_filter("datum.found !== null")
    )
    told = base.mark_text(align="left", dx=8, color=INK, fontSize=11.5).encode(
        x=alt.X("high:Q"), y=y, text="text:N"
    )
    label = base.mark_text(align="right", color=INK, fontSize=11.5).encode(
        x=alt.value(-8), y=y, text="label:N"
    )
    diamond = _diamond(base, colour, alt.X("official:Q"), y, (0, 11))
    return layered(zero, *_range(base, "x", y, colour), same, diamond, told, label)

"""The report: one self-contained, printable page in which every number leads to its source."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

import jinja2
from markupsafe import Markup

from answerable.model import Figure, Period
from answerable.publish import sentences, tilemap
from answerable.publish.charts import ChartSvg, chart_svgs
from answerable.publish.trail import Trail, show_documents
from answerable.study.picture import Breakdown, Growth, NationalTotal, Picture, Unit

TEMPLATES = files("answerable.publish") / "templates"


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("answerable.publish"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["exemption"] = sentences.exemption
    return environment


def render(picture: Picture, charts: Sequence[ChartSvg] | None = None) -> str:
    """The report as one HTML document.

    Args:
        picture: the national picture.
        charts: its charts as SVG, drawn here if not given.
    """
    trail = Trail()
    charts = chart_svgs(picture) if charts is None else charts
    template = _environment().get_template("report.html.j2")
    context = _context(picture, trail, charts)
    # the list of sources must know every number used before it: the page is rendered once to collect them
    template.render(documents=(), **context)
    return template.render(documents=show_documents(picture.documents, trail), **context)


def write_report(picture: Picture, path: Path, charts: Sequence[ChartSvg] | None = None) -> None:
    """Writes the report to ``path``."""
    path.write_text(render(picture, charts), encoding="utf-8")


def _context(picture: Picture, trail: Trail, charts: Sequence[ChartSvg]) -> dict[str, object]:
    latest = picture.totals[-1] if picture.totals else None
    return {
        "p": picture,
        "trail": trail,
        "latest": latest,
        "charts": charts,
        "style": Markup((TEMPLATES / "style.css").read_text(encoding="utf-8")),  # noqa: S704 - our own file
        "headline": sentences.headline(picture),
        "who_answered": sentences.who_answered(picture),
        "counted": sentences.counted(picture),
        "lead_growth": _lead_growth(picture),
        "map": tilemap.tile_map(picture),
        "side": tilemap.SIDE,
        "kinds": tilemap.KINDS,
        "reasons": sentences.REASONS,
        "states": sentences.STATES,
        "register_note": sentences.register_note,
        "anchor": trail.anchor,
        "text": sentences.figure_text,
        "number": sentences.number,
        "share": sentences.share,
        "bodies_in": lambda units: sum(len(unit.bodies) for unit in units),
        "left_out": lambda units: _left_out(picture, units),
        "share_of": _Shares(),
        "total_for": lambda period: _total_for(picture, period),
    }


def _lead_growth(picture: Picture) -> list[Growth]:
    """The latest year on year, and the first to the last."""
    given = [growth for growth in picture.growth if growth.figure is not None]
    latest = [g for g in given if g.second == picture.periods[-1]] if picture.periods else []
    return sorted(latest, key=lambda g: g.first, reverse=True)[:2]


def _left_out(picture: Picture, units: Sequence[Unit]) -> list[str]:
    inside = {unit.id for unit in units}
    return [unit.name for unit in picture.units if unit.id not in inside]


def _total_for(picture: Picture, period: Period) -> NationalTotal | None:
    return next((total for total in picture.totals if total.period == period), None)


class _Shares:
    """Shares of a breakdown's base, each made once so that it keeps its anchor when rendered again."""

    def __init__(self) -> None:
        self._made: dict[tuple[int, int], Figure | None] = {}

    def __call__(self, part: Figure, breakdown: Breakdown) -> Figure | None:
        """``part`` as a share of the breakdown's base, or None where there is none."""
        key = (id(part), id(breakdown))
        if key not in self._made and breakdown.base is not None:
            self._made[key] = Figure.share(f"Share of {part.label}", part, breakdown.base)
        return self._made.get(key)

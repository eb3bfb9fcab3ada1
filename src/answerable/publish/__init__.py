"""Figures to report, workbook, data package and charts.

``publish(picture, out)`` writes all of it; nothing is ever left half-written.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from answerable.publish.charts import chart_svgs, write_charts
from answerable.publish.datapackage import write_data
from answerable.publish.report import write_report
from answerable.publish.workbook import write_workbook
from answerable.publish.write import replace_folder
from answerable.study.picture import Picture

__all__ = ["Published", "publish"]


@dataclass(frozen=True, slots=True)
class Published:
    """Where everything was written."""

    report: Path
    workbook: Path
    data: Path
    charts: Path


def publish(picture: Picture, out: Path | str, *, progress: Callable[[str], None] | None = None) -> Published:
    """Writes the report of a national picture.

    Args:
        picture: what ``Study.picture()`` gives.
        out: the folder to write to; made if it is not there, other files in it are kept.
        progress: called with the name of each part before it is written.

    Returns:
        The paths written. The same picture gives the same bytes.

    Raises:
        OSError: where the folder cannot be written.
    """
    out = Path(out)
    say = progress or (lambda _: None)

    def fill(folder: Path) -> None:
        say("charts")
        charts = chart_svgs(picture)
        write_charts(picture, folder / "charts")
        say("the report")
        write_report(picture, folder / "report.html", charts)
        say("the workbook")
        write_workbook(picture, folder / "workbook.xlsx")
        say("the data package")
        write_data(picture, folder / "data")

    replace_folder(out, fill)
    return Published(out / "report.html", out / "workbook.xlsx", out / "data", out / "charts")

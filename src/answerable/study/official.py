"""Official national totals that a study holds its own figures against: ``reference/*.csv``."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from answerable.model import Finding
from answerable.model import count as counts
from answerable.model import period as periods_
from answerable.study import topics
from answerable.study.picture import OfficialTotal

COLUMNS = ("body", "period", "series", "count")
_NATIONAL = frozenset({"england and wales", "england & wales", "k04000001", "national", "total"})


def load(
    folder: Path, *, measure: str, offence: str | None
) -> tuple[tuple[OfficialTotal, ...], tuple[Finding, ...]]:
    """Reads every CSV in ``folder``.

    Only rows whose body is the national one (``England and Wales``, ``K04000001``) and whose series is the
    study's measure become totals.

    Returns:
        The totals by period, and a finding for each file or row that could not be used.
    """
    totals: list[OfficialTotal] = []
    findings: list[Finding] = []
    for path in sorted(folder.glob("*.csv")):
        for found in _rows(path, measure, offence):
            (totals if isinstance(found, OfficialTotal) else findings).append(found)  # type: ignore[arg-type]
    return tuple(sorted(totals, key=lambda total: (total.period, total.source))), tuple(findings)


def _rows(path: Path, measure: str, offence: str | None) -> Iterator[OfficialTotal | Finding]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as why:
        yield _finding(path, f"It cannot be read: {why}.", "error")
        return
    if rows and (missing := [name for name in COLUMNS if name not in rows[0]]):
        yield _finding(
            path, f"It lacks the column {', '.join(missing)}; it needs {', '.join(COLUMNS)}.", "error"
        )
        return
    for line, row in enumerate(rows, start=2):
        if (row["body"] or "").strip().lower() not in _NATIONAL:
            continue
        if not is_measure(row["series"] or "", measure, offence):
            continue
        period, count = periods_.parse(row["period"] or ""), counts.number(row["count"] or "")
        if period is None or count is None:
            yield _finding(
                path, f"Line {line} has no period or no whole number, and was passed over.", "warning"
            )
            continue
        yield OfficialTotal(period, count, f"{path.name}, line {line}: {row['series']}")


def is_measure(series: str, measure: str, offence: str | None) -> bool:
    """True where a series counts what the study counts."""
    topic = topics.topic_of(series, measure=measure, offence=offence)
    return topic.names_measure and not topic.narrowed and topic.unit == measure


def _finding(path: Path, what: str, severity: str) -> Finding:
    return Finding(
        "error" if severity == "error" else "warning",
        f"reference/{path.name}",
        what,
        "Correct the file.",
        "reference",
    )

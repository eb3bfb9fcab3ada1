"""Official counts of a study, ``reference/*.csv``: national totals, and counts by body.

``reference/sources.json`` says from which table a file was made, and its vintage: the day of which the
counts are. Where two files give one count differently, the later vintage holds.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from answerable.codebook import bodies
from answerable.model import Finding, Period, Source
from answerable.model import count as counts
from answerable.model import period as periods_
from answerable.study import topics
from answerable.study.picture import OfficialCount, OfficialTotal

COLUMNS = ("body", "period", "series", "count")
SOURCES = "sources.json"
NATIONAL = frozenset({"england and wales", "england & wales", "k04000001", "national", "total"})
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Reference:
    """The official counts of a study.

    Attributes:
        totals: national totals of what the study counts, by period.
        counts: every count by body, whatever the series.
        series: the series among them that counts what the study counts; None unless there is just one.
        findings: files, rows and contradictions that could not be used.
    """

    totals: tuple[OfficialTotal, ...] = ()
    counts: tuple[OfficialCount, ...] = ()
    series: str | None = None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of a file, with the vintage of the file; ``body`` is empty for the whole country."""

    body: str
    period: Period
    series: str
    count: int
    source: Source
    vintage: str

    @property
    def where(self) -> str:
        """File and line, in words."""
        return f"{Path(self.source.file).name}, {self.source.where}"


def load(folder: Path, *, measure: str, offence: str | None) -> Reference:
    """Reads every CSV in ``folder``.

    A row of the whole country (``England and Wales``, ``K04000001``) becomes a total where its series is the
    study's measure. A row of a body becomes a count.
    """
    findings: list[Finding] = []
    rows: list[_Row] = []
    vintages = _vintages(folder)
    for path in sorted(folder.glob("*.csv")):
        for found in _rows(path, vintages.get(path.name, "")):
            (rows if isinstance(found, _Row) else findings).append(found)  # type: ignore[arg-type]
    rows = list(_one_each(rows, findings))
    national = [row for row in rows if not row.body and is_measure(row.series, measure, offence)]
    totals = (OfficialTotal(r.period, r.count, f"{r.where}: {r.series}") for r in national)
    by_body = tuple(OfficialCount(r.body, r.period, r.series, r.count, r.source) for r in rows if r.body)
    own = sorted({row.series for row in by_body if is_measure(row.series, measure, offence)})
    return Reference(
        tuple(sorted(totals, key=lambda total: (total.period, total.source))),
        by_body,
        own[0] if len(own) == 1 else None,
        tuple(findings),
    )


def _vintages(folder: Path) -> Mapping[str, str]:
    """File → the day of which its counts are, as far as :data:`SOURCES` says."""
    try:
        listed = json.loads((folder / SOURCES).read_text(encoding="utf-8"))
        return {str(item["file"]): str(item.get("vintage") or "") for item in listed}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}


def _rows(path: Path, vintage: str) -> Iterator[_Row | Finding]:
    try:
        data = path.read_bytes()
        rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    except (OSError, UnicodeDecodeError, csv.Error) as why:
        yield _finding(path, f"It cannot be read: {why}.", "error")
        return
    if rows and (missing := [name for name in COLUMNS if name not in rows[0]]):
        yield _finding(
            path, f"It lacks the column {', '.join(missing)}; it needs {', '.join(COLUMNS)}.", "error"
        )
        return
    unknown: list[str] = []
    place = Source(f"reference/{path.name}", hashlib.sha256(data).hexdigest(), "")
    for line, row in enumerate(rows, start=2):
        name, printed = (row["body"] or "").strip(), (row["count"] or "").strip()
        body = "" if name.lower() in NATIONAL else code_of(name)
        if body is None:
            unknown.append(f"'{name}'")
            continue
        period, count = periods_.parse(row["period"] or ""), counts.number(printed)
        if printed and (period is None or count is None):
            yield _finding(
                path, f"Line {line} has no period or no whole number, and was passed over.", "warning"
            )
        elif period is not None and count is not None:
            source = replace(place, printed=printed, line=line)
            yield _Row(body, period, (row["series"] or "").strip(), count, source, vintage)
    if unknown:
        yield _unknown(path, list(dict.fromkeys(unknown)))


def code_of(name: str) -> str | None:
    """The code of the body that a name or code means for certain, or None."""
    found = bodies.by_name(name)
    return found.code if found else None


def _unknown(path: Path, names: list[str]) -> Finding:
    shown = ", ".join(names[:_SHOWN]) + (" and others" if len(names) > _SHOWN else "")
    return _finding(path, f"It names {shown}, no body in the codebook; such rows are passed over.", "warning")


def _one_each(rows: Iterable[_Row], findings: list[Finding]) -> Iterator[_Row]:
    """Each count once: of files that differ the later vintage; none where that cannot be told."""
    same: dict[tuple[str, Period, str], list[_Row]] = defaultdict(list)
    for row in rows:
        same[row.body, row.period, row.series].append(row)
    for found in same.values():
        latest = max(row.vintage for row in found)
        newest = [row for row in found if row.vintage == latest]
        if len({row.count for row in newest}) == 1:
            yield newest[0]
        else:
            findings.append(_contradiction(newest))


def _contradiction(rows: list[_Row]) -> Finding:
    said = " and ".join(f"{row.count:,} ({row.where})" for row in rows[:2])
    return Finding(
        "error",
        f"reference, {rows[0].series}, {rows[0].period}",
        f"It is given as {said}, and nothing says which is later, so neither is used.",
        "Take one of them out, or add the later table with 'answerable reference add --vintage'.",
        "reference",
    )


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

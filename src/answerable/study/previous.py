"""The study's previous round: a CSV of counts by body and period, or what an earlier study published."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from answerable.codebook import bodies
from answerable.model import Count, Finding, Source
from answerable.model import count as counts
from answerable.model import period as periods_
from answerable.study.picture import EarlierCount

_IN_A_STUDY = ("entries.csv", "data/entries.csv", "out/data/entries.csv")


def load(study: Path, previous: str) -> tuple[tuple[EarlierCount, ...], tuple[Finding, ...]]:
    """Reads the previous round.

    Args:
        study: the study's folder.
        previous: a path relative to it: a CSV with ``body`` (or ``unit``), ``period`` and either ``count``
            (as printed, ``<5`` included) or ``low`` and ``high``; or the folder of an earlier study, of
            its ``out`` or of its ``out/data``. Empty for none.

    Returns:
        The counts, rows without any left out, and findings for what could not be used.
    """
    if not previous:
        return (), ()
    path = _file(study / previous)
    try:
        data = path.read_bytes()
        rows = [dict(row) for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))]
    except (OSError, UnicodeDecodeError, csv.Error) as why:
        reason = why.strerror if isinstance(why, OSError) else why
        return (), (_finding(previous, f"The previous round cannot be read: {reason}.", "error"),)
    found: list[EarlierCount] = []
    findings: list[Finding] = []
    place = Source(previous, hashlib.sha256(data).hexdigest(), "")
    for line, row in enumerate(rows, start=2):
        try:
            found += _counts(row, replace(place, line=line))
        except ValueError as why:
            findings.append(_finding(previous, f"Line {line} is passed over: {why}.", "warning"))
    return _once(found, previous, findings), tuple(findings)


def _file(path: Path) -> Path:
    if not path.is_dir():
        return path
    return next((path / name for name in _IN_A_STUDY if (path / name).is_file()), path / _IN_A_STUDY[0])


def _counts(row: Mapping[str, str | None], place: Source) -> Iterator[EarlierCount]:
    """The count of one row; none where it gives none. Raises ValueError for what cannot be read."""
    count = _count(row)
    if count is None:
        return
    name, printed = row.get("body") or row.get("unit") or "", row.get("period") or ""
    named = bodies.merged(name)
    period = periods_.parse(printed)
    if not named:
        raise ValueError(f"it names '{name}', which is no body in the codebook")
    if period is None or period.end is None:
        raise ValueError(f"it names the period '{printed}', which cannot be read")
    text = (row.get("count") or "").strip() or str(count)
    yield EarlierCount(
        tuple(sorted(body.code for body in named)), period, count, replace(place, printed=text)
    )


def _count(row: Mapping[str, str | None]) -> Count | None:
    if "count" in row:
        printed = (row["count"] or "").strip()
        read = counts.parse(printed)
        if printed and read.count is None:
            raise ValueError(f"'{printed}' is no count")
        return None if not printed or read.count is None or read.count.is_open else read.count
    low, high = (row.get("low") or "").strip(), (row.get("high") or "").strip()
    if not low and not high:
        return None
    least, most = counts.number(low or "0"), counts.number(high) if high else None
    if least is None or (high and most is None):
        raise ValueError(f"'{low}' to '{high}' is no count")
    return Count(least, most)


def _once(found: list[EarlierCount], previous: str, findings: list[Finding]) -> tuple[EarlierCount, ...]:
    """The first count for each body and period, and a finding where another differs."""
    kept: dict[tuple[object, ...], EarlierCount] = {}
    for item in found:
        other = kept.setdefault((item.bodies, item.period), item)
        if other.count != item.count:
            first, second = other.source.where, item.source.where
            what = (
                f"{second.capitalize()} differs from {first} for the same body and period; the first is used."
            )
            findings.append(_finding(previous, what, "warning"))
    return tuple(kept.values())


def _finding(previous: str, what: str, severity: str) -> Finding:
    do = "Correct the file, or 'previous' in study.toml."
    return Finding("error" if severity == "error" else "warning", previous, what, do, "previous-round")

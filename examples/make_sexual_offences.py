"""Makes ``examples/sexual-offences``: real counts in invented letters.

Run it again and every file comes back byte for byte. Nothing in the study is edited by hand.

Usage: ``python examples/make_sexual_offences.py [FOLDER]``
"""

from __future__ import annotations

import csv
import io
import shutil
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from making import counts, replies_lines, replies_none, replies_pages, replies_pipes, replies_sheets
from making.counts import YEARS
from making.made import ADDABLE, Made
from making.study_texts import README, STUDY

ALL = (
    *replies_pipes.ALL,
    *replies_lines.ALL,
    *replies_pages.ALL,
    *replies_sheets.ALL,
    *replies_none.ALL,
)
TRUTH = ("body_code", "body", "period", "count", "given", "file", "layout", "trap", "recorded")
OFFICIAL = ("body", "period", "series", "count")
SERIES = "sexual offences recorded"


def made() -> list[Made]:
    """Every body's reply or silence, in the order of the codes."""
    return sorted((make() for make in ALL), key=lambda reply: reply.code)


def truth_rows(replies: Sequence[Made]) -> list[list[str | int]]:
    """One row a body (or merged pair) and year; ``count`` is blank where no whole year was given."""
    rows: list[list[str | int]] = []
    for reply in replies:
        for year, recorded in zip(YEARS, counts.counts(*reply.forces), strict=True):
            given = reply.given_in(year)
            count = recorded if given in ADDABLE else ""
            rows.append(
                [reply.code, reply.name, year, count, given, reply.file, reply.layout, reply.traps, recorded]
            )
    return rows


def national_rows() -> list[list[str | int]]:
    """The official totals of the 43 forces in the years asked for."""
    return [["England and Wales", year, SERIES, counts.national(year)] for year in YEARS]


def year_before_rows() -> list[list[str | int]]:
    """Each force's official count in the year before the first one asked for."""
    year = counts.YEAR_BEFORE
    return [[force, year, SERIES, counts.count(force, year)] for force in counts.codes()]


def readme(replies: Sequence[Made]) -> str:
    """``README.md``, with what the whole years add up to."""
    lines = []
    for year in YEARS:
        whole = [reply for reply in replies if reply.given_in(year) in ADDABLE]
        forces = [force for reply in whole for force in reply.forces]
        total = sum(counts.count(force, year) for force in forces)
        lines.append(f"| {year} | {len(forces)} | {total:,} | {counts.national(year):,} |")
    return README.replace("{sums}", "\n".join(lines))


def _csv(header: Sequence[str], rows: Sequence[Sequence[str | int]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()


def files() -> dict[str, bytes]:
    """Path below the study's folder → content."""
    replies = made()
    result = {
        "study.toml": STUDY.encode(),
        "README.md": readme(replies).encode(),
        "truth.csv": _csv(TRUTH, truth_rows(replies)),
        "reference/official_totals.csv": _csv(OFFICIAL, national_rows()),
        "reference/official_by_force_2008_09.csv": _csv(OFFICIAL, year_before_rows()),
    }
    for reply in replies:
        for path, data in reply.files.items():
            assert f"replies/{path}" not in result, path
            result[f"replies/{path}"] = data
    return result


def main(folder: Path) -> None:
    """Writes the study into ``folder``; what a person has added beside it is left alone."""
    shutil.rmtree(folder / "replies", ignore_errors=True)
    for path, data in sorted(files().items()):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    given = Counter(reply.given for reply in made())
    print(f"{folder}: {', '.join(f'{n} {name}' for name, n in sorted(given.items()))}", file=sys.stderr)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "sexual-offences")

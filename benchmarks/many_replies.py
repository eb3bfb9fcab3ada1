"""A thousand mixed replies, read with a progress bar: replies, pages and megabytes a second, and peak memory.

Run with ``make bench-many`` or ``python benchmarks/many_replies.py --replies 1000 --workers 2``. The replies are
invented: flattened text, web pages, PDF, Word files and CSV, one table each.
"""

from __future__ import annotations

import argparse
import csv
import io
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from rich.console import Console
from tests.generators import word
from tests.generators.flatten import DIALECTS, header_rows, letter
from tests.generators.letters import make_style, page
from tests.generators.pdf import Sheet, write
from tests.generators.tables import Made, make_table

from answerable.cli.progress import progress_bar
from answerable.read.workers import Job, read_many


def _rows(made: Made) -> list[list[str]]:
    return [*header_rows(made), *([label, *row] for label, row in zip(made.rows, made.printed, strict=True))]


def _text(path: Path, made: Made, rng: random.Random) -> None:
    flatten = rng.choice(list(DIALECTS.values()))
    path.with_suffix(".txt").write_text(letter(flatten(made, rng), rng), encoding="utf-8")


def _html(path: Path, made: Made, rng: random.Random) -> None:
    path.with_suffix(".html").write_text(page(made, make_style(rng, made.width), rng), encoding="utf-8")


def _pdf(path: Path, made: Made, rng: random.Random) -> None:
    del rng
    sheet = Sheet()
    columns = [40.0, *(230.0 + 360.0 * c / made.width for c in range(1, made.width + 1))]
    sheet.rows(_rows(made), columns=columns)
    prose = Sheet()
    for line in range(40):
        prose.text(
            60, 80 + 16 * line, "The force records crime as the Home Office Counting Rules ask it to do."
        )
    path.with_suffix(".pdf").write_bytes(write(sheet, prose))


def _word(path: Path, made: Made, rng: random.Random) -> None:
    word.write(path.with_suffix(".docx"), made, make_style(rng, made.width), rng)


def _csv(path: Path, made: Made, rng: random.Random) -> None:
    del rng
    out = io.StringIO()
    csv.writer(out).writerows(_rows(made))
    path.with_suffix(".csv").write_text(out.getvalue(), encoding="utf-8")


KINDS: tuple[Callable[[Path, Made, random.Random], None], ...] = (_text, _html, _pdf, _word, _csv)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--replies", type=int, default=1_000)
    parser.add_argument("--workers", type=int, default=2)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for number in range(arguments.replies):
            rng = random.Random(f"reply {number}")
            KINDS[number % len(KINDS)](Path(folder) / f"{number:05}", make_table(rng), rng)
        paths = sorted(Path(folder).iterdir())
        size = sum(path.stat().st_size for path in paths) / 1e6
        jobs = [Job(path, path.name) for path in paths]
        start = time.perf_counter()
        with progress_bar(Console(stderr=True)) as progress:
            outcomes = read_many(jobs, workers=arguments.workers, progress=progress)
        spent = time.perf_counter() - start
    tables = [t for outcome in outcomes for document in outcome.documents for t in document.tables]
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"{len(jobs)} replies, {size:.1f} MB, {arguments.workers} workers: {spent:.1f} s")
    print(f"{len(jobs) / spent:.0f} replies a second, {size / spent:.2f} MB a second")
    print(
        f"{(used.ru_utime + used.ru_stime) / len(jobs) * 1000:.1f} CPU ms a reply; a worker held {used.ru_maxrss / 1024:.0f} MB"
    )
    print(
        f"{sum(t.status == 'read' for t in tables)} tables read, {sum(t.status == 'review' for t in tables)} for a person"
    )
    print(f"{sum(bool(outcome.problem) for outcome in outcomes)} replies could not be read")


if __name__ == "__main__":
    main()

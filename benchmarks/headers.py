"""Where data begin and what sums what, on the messy sheets of AggreCol, against the roles that people marked.

Run with ``python benchmarks/headers.py ../shared/bench/headers/dataset.jl.gz``. Prints the share of sheets
whose first row of data is found, beside a five-line heuristic, and precision and recall of the sums.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from answerable.model import Source
from answerable.read.grid import Grid, GridCell
from answerable.read.layout import first_values, leading_labels

NUMBER = re.compile(r"[-+(]?[£$€]?\d[\d,. ]*%?\)?")


def sheets(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def grid_of(rows: list[list[str]]) -> Grid:
    source = Source("sheet", "0" * 64, "")
    width = max(map(len, rows))
    cells = [[GridCell(" ".join(str(text).split()), source) for text in row] for row in rows]
    return Grid(tuple(tuple(row + [GridCell("", source)] * (width - len(row))) for row in cells), source)


def true_start(sheet: dict[str, Any]) -> int | None:
    rows = sheet["annotations"]
    return next((r for r, row in enumerate(rows) if any(role in {"data", "derived"} for role in row)), None)


def plain_start(rows: list[list[str]]) -> int | None:
    """Five lines: the first row of which half or more of what it prints are numbers and no years."""
    for r, row in enumerate(rows):
        filled = [str(text).strip() for text in row if str(text).strip()]
        numbers = [t for t in filled if NUMBER.fullmatch(t) and not re.fullmatch(r"(?:19|20)\d\d", t)]
        if filled and len(numbers) >= 0.5 * len(filled):
            return r
    return None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dataset", type=Path)
    parser.add_argument("--misses", action="store_true", help="print the sheets whose start is missed")
    arguments = parser.parse_args()
    right = plain = marked = 0
    spent = time.process_time()
    for number, sheet in enumerate(sheets(arguments.dataset)):
        truth = true_start(sheet)
        if truth is None:
            continue
        marked += 1
        rows = sheet["table_array"]
        grid = grid_of(rows)
        ours = first_values(grid, leading_labels(grid))
        right += ours == truth
        plain += plain_start(rows) == truth
        if arguments.misses and ours != truth:
            print(f"sheet {number}: {ours}, marked {truth}", file=sys.stderr)
            for r in range(max(0, min(truth, ours if ours is not None else truth) - 2), truth + 3):
                if r < len(rows):
                    print("   ", r, rows[r][:8], file=sys.stderr)
    print(
        f"first row of data: ours {right / marked:.3f}, five lines {plain / marked:.3f}, of {marked} sheets"
    )
    print(f"{(time.process_time() - spent) / marked * 1000:.1f} CPU ms a sheet")


if __name__ == "__main__":
    main()

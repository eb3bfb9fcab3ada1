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
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from answerable.model import Source
from answerable.read import numerals, sums
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


@dataclass
class Score:
    """Cells found to be sums, cells marked as sums, and those that are both, over some sheets."""

    found: int = 0
    marked: int = 0
    both: int = 0

    def add(self, found: set[tuple[int, int]], marked: set[tuple[int, int]]) -> None:
        """Takes one sheet in: the places found, and those that people marked."""
        self.found += len(found)
        self.marked += len(marked)
        self.both += len(found & marked)

    def __add__(self, other: Score) -> Score:
        return Score(self.found + other.found, self.marked + other.marked, self.both + other.both)

    def __str__(self) -> str:
        precision, recall = self.both / max(1, self.found), self.both / max(1, self.marked)
        return f"precision {precision:.3f}, recall {recall:.3f}, of {self.marked} cells marked as sums"


def found_sums(grid: Grid, top: int, left: int) -> set[tuple[int, int]]:
    """The places of the cells below ``top`` and right of ``left`` that print a sum along their row or column."""
    texts = grid.texts()
    comma = numerals.comma_is_decimal(text for row in texts for text in row)
    rows = [[numerals.number(text, decimal_comma=comma) for text in row[left:]] for row in texts[top:]]
    columns = list(zip(*rows, strict=True))
    heads = [" ".join(t for t in row[:left] if t) for row in texts[top:]]
    above = [next((row[c] for row in texts[:top][::-1] if row[c]), "") for c in range(left, len(texts[0]))]
    down = sums.find_sums(rows, labels=heads)
    across = sums.find_sums(columns, labels=above)
    found = {(top + s.line, left + place) for s in down for place in s.cells}
    return found | {(top + place, left + s.line) for s in across for place in s.cells}


def marked_sums(sheet: dict[str, Any]) -> set[tuple[int, int]]:
    added = (a for a in sheet["aggregation_annotations"] if a["operator"] == "Sum")
    return {tuple(a["aggregator_index"]) for a in added}


def print_sums(dataset: Path) -> None:
    """Precision and recall of sums. The finder was developed on the even sheets; the odd ones judge it."""
    scores = (Score(), Score())
    slowest = spent = 0.0
    for index, sheet in enumerate(sheets(dataset)):
        grid = grid_of(sheet["table_array"])
        left = leading_labels(grid)
        top = first_values(grid, left)
        begun = time.process_time()
        found = set() if top is None else found_sums(grid, top, left)
        took = time.process_time() - begun
        slowest, spent = max(slowest, took), spent + took
        scores[index % 2].add(found, marked_sums(sheet))
    print(f"sums, even sheets (developed on): {scores[0]}")
    print(f"sums, odd sheets (held back):     {scores[1]}")
    print(f"sums, all sheets:                 {scores[0] + scores[1]}")
    print(f"{spent / (index + 1) * 1000:.1f} CPU ms a sheet, {slowest * 1000:.0f} ms the slowest")


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
    print_sums(arguments.dataset)


if __name__ == "__main__":
    main()

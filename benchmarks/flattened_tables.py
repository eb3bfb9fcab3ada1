"""Random tables, flattened in every dialect known from the field, read back and judged.

Run with ``make bench-flatten`` or ``python benchmarks/flattened_tables.py --tables 10000``. Prints, for each
dialect, how many readings were exact, how many were handed to a person, and how many were wrong in silence.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.generators.flatten import DIALECTS, letter
from tests.generators.judge import judge
from tests.generators.tables import make_table

from answerable.model import Document, Source
from answerable.read.grid import Loaded, Paragraph
from answerable.read.reader import interpret

VERDICTS = ("exact", "review", "missed", "wrong")


def read_text(text: str) -> Document:
    lines = (
        Paragraph(line, Source("reply.txt", "0" * 64, line, line=i))
        for i, line in enumerate(text.split("\n"), 1)
    )
    return interpret(Loaded("text", tuple(lines)), file="reply.txt", sha256="0" * 64)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tables", type=int, default=10_000, help="how many tables in all")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    each = max(1, arguments.tables // len(DIALECTS))
    print(f"{'dialect':22}" + "".join(f"{v:>9}" for v in VERDICTS) + f"{'CPU ms':>9}")
    total: Counter[str] = Counter()
    for name, flatten in DIALECTS.items():
        found: Counter[str] = Counter()
        start = time.process_time()
        for number in range(each):
            rng = random.Random(f"{arguments.seed} {name} {number}")
            made = make_table(rng)
            verdict, why = judge(read_text(letter(flatten(made, rng), rng)), made)
            found[verdict] += 1
            if verdict == "wrong":
                print(f"  wrong: seed {arguments.seed}, {name}, table {number}: {why}", file=sys.stderr)
        spent = (time.process_time() - start) / each * 1000
        print(f"{name:22}" + "".join(f"{found[v]:>9}" for v in VERDICTS) + f"{spent:>9.1f}")
        total += found
    print(f"{'all':22}" + "".join(f"{total[v]:>9}" for v in VERDICTS))


if __name__ == "__main__":
    main()

"""Letters set in ways that mislead, printed from web pages or from worksheets, read back and judged.

Run with ``python benchmarks/odd_letters.py --letters 120 --seed 1 --kind web``. For each twist it prints how
many readings were exact, handed to a person, missed, and wrong in silence. Chromium prints the web pages and
LibreOffice the worksheets.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.letters import VERDICTS, print_with_chromium, print_with_libreoffice
from tests.generators import odd, sheets
from tests.generators.judge import judge_all
from tests.generators.tables import Made, make_table

from answerable.read import UnreadableError, read_file

Letter = tuple[Path, list[Made], str]


def make_web(folder: Path, count: int, seed: int) -> list[Letter]:
    made: list[Letter] = []
    for number in range(count):
        rng = random.Random(f"{seed} odd {number}")
        twist = odd.TWISTS[number % len(odd.TWISTS)]
        tables = [make_table(rng) for _ in range(2 if twist in {"beside", "stacked"} else 1)]
        path = folder / f"{number:05}.html"
        path.write_text(odd.page(tables[0], twist, rng, *tables[1:]), encoding="utf-8")
        made.append((path, tables, twist))
    return made


def make_sheets(folder: Path, count: int, seed: int) -> list[Letter]:
    made: list[Letter] = []
    for number in range(count):
        rng = random.Random(f"{seed} sheet {number}")
        table = make_table(rng)
        path = folder / f"{number:05}.xlsx"
        sheets.write(path, table, rng)
        made.append((path, [table], "wide" if table.width > 8 else "narrow"))
    return made


def report(made: Sequence[Letter]) -> None:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for path, tables, twist in made:
        pdf = path.with_suffix(".pdf")
        try:
            verdict, why = judge_all(read_file(pdf, shown=pdf.name), tables)
        except UnreadableError as error:
            verdict, why = "missed", str(error)
        found[twist][verdict] += 1
        if verdict != "exact":
            print(f"  {verdict}: {path.stem} ({twist}): {why}", file=sys.stderr)
    print(f"{'twist':14}" + "".join(f"{v:>9}" for v in VERDICTS))
    for twist, counts in [*sorted(found.items()), ("all", sum(found.values(), Counter()))]:
        print(f"{twist:14}" + "".join(f"{counts[v]:>9}" for v in VERDICTS))


KINDS = {"web": (make_web, print_with_chromium), "sheet": (make_sheets, print_with_libreoffice)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--letters", type=int, default=120)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kind", choices=sorted(KINDS), default="web")
    parser.add_argument(
        "--keep", type=Path, help="a folder to keep the letters in; printed ones are not printed again"
    )
    arguments = parser.parse_args()
    make, print_all = KINDS[arguments.kind]
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        made = make(folder, arguments.letters, arguments.seed)
        unprinted = [path for path, _, _ in made if not path.with_suffix(".pdf").exists()]
        if unprinted:
            print_all(unprinted)
        report(made)


if __name__ == "__main__":
    main()

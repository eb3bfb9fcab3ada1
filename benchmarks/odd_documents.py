"""Letters and workbooks set in ways that mislead, read back and judged.

Run with ``make bench-odd`` or ``python benchmarks/odd_documents.py --documents 120 --seed 1 --kind letter``.
Letters are printed to PDF from web pages by Chromium (``letter``), or from worksheets by LibreOffice
(``print``); workbooks are read as they are (``workbook``). For each twist it prints how many readings were exact,
handed to a person, missed, and wrong in silence.
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
from tests.generators import odd, sheets, workbooks
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


def make_workbooks(folder: Path, count: int, seed: int) -> list[Letter]:
    made: list[Letter] = []
    for number in range(count):
        rng = random.Random(f"{seed} workbook {number}")
        twist = workbooks.TWISTS[number % len(workbooks.TWISTS)]
        tables = [make_table(rng) for _ in range(2 if twist in workbooks.PAIRS else 1)]
        path = folder / f"{number:05}.xlsx"
        made.append((path, workbooks.write(path, tables, twist, rng), twist))
    return made


def report(made: Sequence[Letter], suffix: str) -> None:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for path, tables, twist in made:
        read = path.with_suffix(suffix)
        try:
            document = read_file(read, shown=read.name)
            verdict, why = judge_all(document, tables, workbooks.RATES.values())
        except UnreadableError as error:
            verdict, why = "missed", str(error)
        found[twist][verdict] += 1
        if verdict != "exact":
            print(f"  {verdict}: {path.stem} ({twist}): {why}", file=sys.stderr)
    print(f"{'twist':14}" + "".join(f"{v:>9}" for v in VERDICTS))
    for twist, counts in [*sorted(found.items()), ("all", sum(found.values(), Counter()))]:
        print(f"{twist:14}" + "".join(f"{counts[v]:>9}" for v in VERDICTS))


KINDS = {
    "letter": (make_web, print_with_chromium),
    "print": (make_sheets, print_with_libreoffice),
    "workbook": (make_workbooks, None),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=120)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kind", choices=sorted(KINDS), default="letter")
    parser.add_argument(
        "--keep", type=Path, help="a folder to keep them in; what is printed is not printed again"
    )
    arguments = parser.parse_args()
    make, print_all = KINDS[arguments.kind]
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        made = make(folder, arguments.documents, arguments.seed)
        if print_all is not None:
            unprinted = [path for path, _, _ in made if not path.with_suffix(".pdf").exists()]
            if unprinted:
                print_all(unprinted)
        report(made, ".xlsx" if print_all is None else ".pdf")


if __name__ == "__main__":
    main()

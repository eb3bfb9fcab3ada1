"""Letters typed in Word's own table styles, read as Word files and as the PDF that LibreOffice prints of them, and judged.

Run with ``python benchmarks/office_letters.py --letters 240 --seed 1``; LibreOffice must be installed. For each style it
prints how many letters were exact, handed to a person, missed, and wrong in silence, first as PDF, then as Word files.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.letters import VERDICTS, print_with_libreoffice
from tests.generators.judge import judge_all
from tests.generators.styled import Styled, write

from answerable.read import UnreadableError, read_file


def make(folder: Path, count: int, seed: int) -> list[Styled]:
    return [write(folder / f"{n:05}.docx", random.Random(f"{seed} styled {n}")) for n in range(count)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--letters", type=int, default=240)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="a folder to keep the letters in")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        letters = make(folder, arguments.letters, arguments.seed)
        print_with_libreoffice([letter.path for letter in letters])
        for suffix in (".pdf", ".docx"):
            _tally(letters, suffix)


def _tally(letters: list[Styled], suffix: str) -> None:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    ruled: dict[bool, Counter[str]] = defaultdict(Counter)
    for letter in letters:
        verdict, why = _judge(letter, letter.path.with_suffix(suffix))
        found[letter.way][verdict] += 1
        ruled[letter.ruled][verdict] += 1
        if verdict != "exact":
            print(f"  {verdict}: {letter.path.stem}{suffix} ({letter.way}): {why}", file=sys.stderr)
    print(f"{suffix[1:]:18}" + "".join(f"{v:>9}" for v in VERDICTS))
    for name, counts in [*sorted(found.items()), ("ruled", ruled[True]), ("others", ruled[False])]:
        print(f"{name:18}" + "".join(f"{counts[v]:>9}" for v in VERDICTS))


def _judge(letter: Styled, path: Path) -> tuple[str, str]:
    try:
        return judge_all(read_file(path, shown=path.name), letter.made)
    except UnreadableError as error:
        return "missed", str(error)


if __name__ == "__main__":
    main()

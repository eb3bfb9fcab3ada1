"""Letters in many designs, drawn straight into PDF by a layout of its own, read back and judged.

Run with ``python benchmarks/printed_letters.py --letters 240 --seed 1 --half seen``. The designs come in two halves: one to
look at and mend by, one that is only measured. For each design it prints how many letters were exact, handed to a
person, missed, and wrong in silence; then the share of ruled and of other letters that went to a person. ReportLab must
be installed (the extra ``dev``).
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.letters import VERDICTS
from tests.generators.designs import HALVES, Letter, write
from tests.generators.judge import judge_all

from answerable.read import UnreadableError, read_file


def make(folder: Path, count: int, seed: int, half: str) -> list[Letter]:
    names = list(HALVES[half])
    return [
        write(
            folder / f"{number:05}.pdf", names[number % len(names)], random.Random(f"{seed} printed {number}")
        )
        for number in range(count)
    ]


def main() -> None:
    run("printed", HALVES, make, _judge, __doc__)


def run(
    name: str,
    halves: Mapping[str, object],
    make: Callable[[Path, int, int, str], Sequence[Any]],
    judge: Callable[[Any], tuple[str, str]],
    description: str | None,
) -> None:
    """Makes letters of one half of some designs, reads them and prints what came of each design.

    Args:
        name: of the set, for the summary.
        halves: the designs of each half.
        make: writes so many letters into a folder, by seed and half.
        judge: a letter's verdict and why.
        description: what ``--help`` says.
    """
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--letters", type=int, default=280)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--half", choices=sorted(halves), default="seen")
    parser.add_argument("--keep", type=Path, help="a folder to keep the letters in")
    parser.add_argument("--why", action="store_true", help="say of each letter that is not exact why")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        letters = make(folder, arguments.letters, arguments.seed, arguments.half)
        found: dict[str, Counter[str]] = defaultdict(Counter)
        ruled: dict[bool, Counter[str]] = defaultdict(Counter)
        start = time.process_time()
        for letter in letters:
            verdict, why = judge(letter)
            found[letter.design][verdict] += 1
            ruled[letter.ruled][verdict] += 1
            if verdict != "exact" and arguments.why:
                print(f"  {verdict}: {letter.path.stem} ({letter.design}): {why}", file=sys.stderr)
        spent = (time.process_time() - start) / len(letters) * 1000
    print(f"{name:16}" + "".join(f"{v:>9}" for v in VERDICTS))
    for kind, counts in [*found.items(), ("ruled", ruled[True]), ("others", ruled[False])]:
        print(f"{kind:16}" + "".join(f"{counts[v]:>9}" for v in VERDICTS))
    print(f"{len(letters)} letters, {spent:.1f} CPU ms each")


def _judge(letter: Letter) -> tuple[str, str]:
    try:
        return judge_all(read_file(letter.path, shown=letter.path.name), letter.made)
    except UnreadableError as error:
        return "missed", str(error)


if __name__ == "__main__":
    main()

"""Letters in many designs, set by the typesetter Typst, read back and judged.

Run with ``python benchmarks/typeset_letters.py --letters 280 --seed 1 --half seen``. The designs come in two halves: one to
look at and mend by, one that is only measured. For each design it prints how many letters were exact, handed to a
person, missed, and wrong in silence; then the share of ruled and of other letters that went to a person. Typst and
ReportLab must be installed (the extra ``dev``).
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.letters import VERDICTS
from tests.generators.judge import judge_all, judge_list
from tests.generators.typeset_designs import HALVES, Letter, write

from answerable.read import UnreadableError, read_file


def make(folder: Path, count: int, seed: int, half: str) -> list[Letter]:
    names = list(HALVES[half])
    return [
        write(
            folder / f"{number:05}.pdf", names[number % len(names)], random.Random(f"{seed} typeset {number}")
        )
        for number in range(count)
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--letters", type=int, default=280)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--half", choices=sorted(HALVES), default="seen")
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
            verdict, why = _judge(letter)
            found[letter.design][verdict] += 1
            ruled[letter.ruled][verdict] += 1
            if verdict != "exact" and arguments.why:
                print(
                    f"  {verdict}: {letter.path.stem} ({letter.design}, {letter.lines}): {why}",
                    file=sys.stderr,
                )
        spent = (time.process_time() - start) / len(letters) * 1000
    print(f"{'design':16}" + "".join(f"{v:>9}" for v in VERDICTS))
    for name, counts in [*found.items(), ("ruled", ruled[True]), ("others", ruled[False])]:
        print(f"{name:16}" + "".join(f"{counts[v]:>9}" for v in VERDICTS))
    print(f"{len(letters)} letters, {spent:.1f} CPU ms each")


def _judge(letter: Letter) -> tuple[str, str]:
    try:
        document = read_file(letter.path, shown=letter.path.name)
    except UnreadableError as error:
        return "missed", str(error)
    return judge_list(document, letter.made[0]) if letter.is_list else judge_all(document, letter.made)


if __name__ == "__main__":
    main()

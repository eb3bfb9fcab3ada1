"""Letters in many designs, set by the typesetter Typst, read back and judged.

Run with ``python benchmarks/typeset_letters.py --letters 280 --seed 1 --half seen``. The designs come in two halves: one to
look at and mend by, one that is only measured. For each design it prints how many letters were exact, handed to a
person, missed, and wrong in silence; then the share of ruled and of other letters that went to a person. Typst and
ReportLab must be installed (the extra ``dev``).
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.printed_letters import run
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
    run("typeset", HALVES, make, _judge, __doc__)


def _judge(letter: Letter) -> tuple[str, str]:
    try:
        document = read_file(letter.path, shown=letter.path.name)
    except UnreadableError as error:
        return "missed", str(error)
    return judge_list(document, letter.made[0]) if letter.is_list else judge_all(document, letter.made)


if __name__ == "__main__":
    main()

"""Measures ``answerable claims``: planted errors found, right sentences flagged, and pages a second.

python benchmarks/claims.py [--each 20] [--half held-out|development] [--failures]
"""

from __future__ import annotations

import argparse
import time
from collections import Counter

from benchmarks.claims_cases import Case, cases
from benchmarks.claims_templates import TRAPS

from answerable.claims import Claim, check
from answerable.model import Document, Line, Source

PAGES, LINES_A_PAGE = 100, 12


def document(*paragraphs: str) -> Document:
    lines = []
    for number, text in enumerate(paragraphs):
        source = Source("made.txt", "0" * 64, text, line=2 * number + 1)
        lines += [Line(text, source), Line("", Source("made.txt", "0" * 64, "", line=2 * number + 2))]
    return Document("made.txt", "0" * 64, "text", text=tuple(lines))


def flagged(text: str) -> list[Claim]:
    return [claim for claim in check(document(text)) if claim.verdict == "inconsistent"]


def measure(found: list[Case]) -> tuple[Counter[str], list[Case]]:
    """How many of the right and the wrong were flagged, and the passages that went wrong."""
    tally: Counter[str] = Counter()
    failures = []
    for case in found:
        wrong = bool(flagged(case.text))
        tally["right" if case.right else "wrong"] += 1
        tally["right flagged" if case.right else "wrong found"] += wrong
        tally[f"{case.kind} missed"] += not case.right and not wrong
        if wrong == case.right:
            failures.append(case)
    return tally, failures


def pages_a_second() -> float:
    texts = [case.text for case in cases(held_out=False, each=20, seed=5)][: PAGES * LINES_A_PAGE]
    texts = (texts * (PAGES * LINES_A_PAGE // len(texts) + 1))[: PAGES * LINES_A_PAGE]
    filler = (
        " The force recorded these offences under the counting rules, and the reply says how each was filed."
    )
    made = document(*(text + filler * 2 for text in texts))
    start = time.perf_counter()
    check(made)
    return PAGES / (time.perf_counter() - start)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--each", type=int, default=20)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--half", choices=("held-out", "development"), default="held-out")
    options.add_argument("--failures", action="store_true")
    chosen = options.parse_args()
    tally, failures = measure(
        list(cases(held_out=chosen.half == "held-out", each=chosen.each, seed=chosen.seed))
    )
    print(
        f"{chosen.half}: wrong found {tally['wrong found']} of {tally['wrong']} ({tally['wrong found'] / tally['wrong']:.3f})"
    )
    print(
        f"{chosen.half}: right flagged {tally['right flagged']} of {tally['right']} ({tally['right flagged'] / tally['right']:.3f})"
    )
    print({kind: number for kind, number in tally.items() if kind.endswith("missed") and number})
    print(f"traps flagged: {sum(bool(flagged(text)) for text in TRAPS)} of {len(TRAPS)}")
    print(f"{pages_a_second():.0f} pages a second")
    if chosen.failures:
        for case in {case.template: case for case in failures}.values():
            print("RIGHT FLAGGED" if case.right else "WRONG MISSED", f"[{case.planted}]", case.text)


if __name__ == "__main__":
    main()

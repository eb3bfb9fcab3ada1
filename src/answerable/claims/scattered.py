"""Tables whose cells were scattered over lines: percentages, counts in brackets, and the samples they are of.

Text made from a page prints such a table one cell a line, each row's percentages before its bracketed counts.
A percentage and its count are matched in order; the samples are matched to the pairs in order too, so that as
many pairs as possible follow. What then does not follow cannot be rescued by any sample beside it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from answerable.claims.claim import Claim, Input, Relation
from answerable.claims.grammar import Text
from answerable.claims.interval import Interval
from answerable.claims.quantities import Scanner
from answerable.claims.quantity import Parsed, Quantity
from answerable.claims.sentences import Sentence
from answerable.claims.shares import bare, share_of
from answerable.claims.verdict import claim, verdict_of
from answerable.model import Document

_SHORT = 60
_NEARNESS = 0.05
_STAYING = 0.1  # of samples that serve equally well, a pair goes with the one before it
_SAMPLE_NOUN = re.compile(
    r"^(?:[\w’'-]+[\s-]+){0,3}?(?:child(?:ren)?|people|adults?|respondents?|participants?|cases?|reports?|offenders?|victims?|pupils?|offences?"
    r"|crimes?|incidents?|records?|users?|women|men|girls|boys|households|students|suspects|young|internet|individuals|images|forces)\b",
    re.I,
)
Place = tuple[Parsed, Quantity]


@dataclass(frozen=True, slots=True)
class Pair:
    """A percentage and the count that stands for it."""

    share: Place
    part: Place

    def follows(self, base: Quantity) -> bool:
        """True where the count is that percentage of the base."""
        worked = share_of(self.part[1].strict, base.strict)
        return worked is not None and self.share[1].strict.meets(worked)

    def distance(self, base: Quantity) -> float:
        """How far off the share as printed is, as a factor's logarithm."""
        found = self.part[1].value / base.value * 100
        return abs(math.log(found / self.share[1].value)) if found and self.share[1].value else 1.0


def claims(document: Document, text: Text) -> Iterator[Claim]:
    """The claims of every run of short lines that holds percentages and their counts.

    Args:
        document: as read.
        text: its sentences, for the table of readings.
    """
    scanner = Scanner(text.readings)
    for run in _runs(document, scanner):
        pairs = list(_pairs(run))
        samples = [(p, q) for p in run for q in p.counts if _is_sample(p, q)]
        if len(pairs) >= 3 and samples:
            yield from _judged(pairs, samples)


def _runs(document: Document, scanner: Scanner) -> Iterator[list[Parsed]]:
    """Runs of short lines, which long ones (running text) divide."""
    lines = [line for line in document.text if line.text.strip()]
    for short, group in groupby(lines, key=lambda line: len(line.text) <= _SHORT):
        found = list(group)
        if short and len(found) >= 8 and any("%" in line.text or "per cent" in line.text for line in found):
            yield [
                scanner.parse(Sentence(" ".join(line.text.split()), line.source, -1, place))
                for place, line in enumerate(found)
            ]


def _pairs(run: Sequence[Parsed]) -> Iterator[Pair]:
    """Percentages wait in a queue for the bracketed counts that follow them."""
    waiting: list[Place] = []
    for parsed in run:
        for quantity in parsed.quantities:
            if quantity.kind == "percent" and not quantity.in_words:
                waiting.append((parsed, quantity))
            elif quantity.kind == "count" and waiting and _bracketed(parsed, quantity):
                yield Pair(waiting.pop(0), (parsed, quantity))


def _bracketed(parsed: Parsed, quantity: Quantity) -> bool:
    return "(" in parsed.text[max(0, quantity.start - 2) : quantity.start] and not quantity.is_range


def _is_sample(parsed: Parsed, quantity: Quantity) -> bool:
    """A number of people or things that begins a cell: "1,032 internet using"."""
    begins = not parsed.text[: quantity.start].strip(" •-")
    return (
        begins and quantity.low >= 20 and _SAMPLE_NOUN.match(quantity.after + " ") is not None
    ) or _continued(parsed, quantity)


def _continued(parsed: Parsed, quantity: Quantity) -> bool:
    """A sample whose noun is on the next line: "1,257 (UK children"."""
    return (
        re.match(r"\s*\((?:[A-Za-z]+ )*(?:children|people|adults|users)", parsed.text[quantity.end :])
        is not None
        and quantity.start == 0
    )


def _judged(pairs: Sequence[Pair], samples: Sequence[Place]) -> Iterator[Claim]:
    """Each pair against its sample; certain only where most of the pairs follow from theirs."""
    placed = _assign(pairs, samples)
    held = sum(pair.follows(samples[place][1]) for pair, place in zip(pairs, placed, strict=True))
    if held * 3 < len(pairs) * 2:
        return
    for number, (pair, place) in enumerate(zip(pairs, placed, strict=True)):
        nearby = {place, *placed[max(0, number - 1) : number + 2]}
        kin = [other for other in range(len(pairs)) if placed[other] == place and other != number]
        backed = any(pairs[other].follows(samples[place][1]) for other in kin)
        rescued = any(pair.follows(samples[other][1]) for other in nearby)
        relation = _relation(pair, samples[place], certain=backed or rescued)
        verdict = verdict_of(relation)
        if verdict in {"consistent", "inexact"} or relation.certain:
            yield claim(relation, verdict)


def _assign(pairs: Sequence[Pair], samples: Sequence[Place]) -> list[int]:
    """The sample of each pair, in reading order, so that the most pairs follow (dynamic programming)."""
    best: list[tuple[float, list[int]]] = [(0.0, [])]
    for pair in pairs:
        row: list[tuple[float, list[int]]] = []
        for place, (_, sample) in enumerate(samples):
            gain = pair.follows(sample) - _NEARNESS * min(1.0, pair.distance(sample))
            score, path = max(
                (
                    (before + (_STAYING if path[-1:] == [place] else 0.0), path)
                    for before, path in best[: place + 1]
                ),
                key=lambda entry: entry[0],
            )
            row.append((score + gain, [*path, place]))
        best = row
    return max(best, key=lambda entry: entry[0])[1]


def _relation(pair: Pair, sample: Place, *, certain: bool) -> Relation:
    (where, share), (beside, part) = pair.share, pair.part
    base = Interval.point(sample[1].value)
    worked = share_of(part.strict, base)
    assert worked is not None
    given = (Input.of(beside, part), Input.of(*sample))
    return Relation(
        "share", where, share, worked, given, f"{bare(part)} of {bare(sample[1])}", certain=certain
    )

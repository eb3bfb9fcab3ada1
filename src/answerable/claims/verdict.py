"""Relations to claims: of the ways in which a quantity may follow, the one that explains it best.

A quantity is only *inconsistent* where the grammar leaves no doubt about its operands and none of the other
ways to read the sentence gives it. That is how statcheck (Nuijten and others, *Behavior Research Methods*
48, 2016) treats a reported p value: recomputed from what stands beside it, allowing for rounding.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from answerable.claims import wording
from answerable.claims.claim import Claim, Relation, Verdict, judge
from answerable.claims.quantity import Quantity

_ORDER: dict[tuple[Verdict, bool], int] = {
    ("consistent", True): 0, ("consistent", False): 1, ("inexact", True): 2, ("inexact", False): 3,
    ("implies", True): 4, ("implies", False): 4, ("inconsistent", True): 5,
}  # fmt: skip
_NEAR = 6


@dataclass(frozen=True, slots=True)
class Judged:
    """A quantity with its claim."""

    stated: Quantity
    claim: Claim


def choose(relations: Iterable[Relation]) -> tuple[Judged, ...]:
    """One claim for each quantity that some relation explains or certainly refutes."""
    best: dict[int, tuple[int, Relation, Verdict]] = {}
    for relation in relations:
        verdict = verdict_of(relation)
        rank = _ORDER.get((verdict, relation.certain))
        if rank is not None and (relation.stated.start not in best or rank < best[relation.stated.start][0]):
            best[relation.stated.start] = (rank, relation, verdict)
    return tuple(Judged(relation.stated, claim(relation, verdict)) for _, relation, verdict in best.values())


def verdict_of(relation: Relation) -> Verdict:
    """What the intervals say; another reading of the same words makes it inexact, or a multiple consistent."""
    if relation.verdict is not None:
        return relation.verdict
    verdict = judge(relation.stated, relation.worked)
    if verdict != "consistent":
        for other in relation.others:
            if relation.stated.strict.meets(other):
                return "consistent" if relation.kind == "ratio" else "inexact"
    return verdict


def claim(relation: Relation, verdict: Verdict) -> Claim:
    """The claim that a relation makes."""
    sentence = relation.parsed.sentence
    return Claim(
        passage(relation), sentence.source, relation.kind, relation.stated.strict, relation.inputs,
        relation.worked, verdict, wording.why(relation, verdict), relation.stated.printed,
        wording.right(relation, verdict), sentence.place,
    )  # fmt: skip


def passage(relation: Relation) -> str:
    """The sentences over which the claim runs: its own, and those of its operands that stand close by."""
    own = relation.parsed.sentence
    around = {own.place: own}
    for item in relation.inputs:
        if item.sentence is not None and abs(item.sentence.place - own.place) <= _NEAR:
            around[item.sentence.place] = item.sentence
    text, last = "", -1
    for place, sentence in sorted(around.items()):
        text += (" " if place == last + 1 else " … ") * bool(text) + sentence.text
        last = place
    return text

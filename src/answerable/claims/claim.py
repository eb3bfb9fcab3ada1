"""The types of a claim and of what it rests on, and the judgement between the two."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Literal

from answerable.claims.interval import Interval
from answerable.claims.quantity import Parsed, Quantity
from answerable.claims.sentences import Sentence
from answerable.model import Source

ClaimKind = Literal["count", "share", "growth", "ratio", "sum", "difference", "product", "coverage"]
Verdict = Literal["consistent", "inexact", "inconsistent", "implies", "needs data"]
_MARGIN = 0.02


@dataclass(frozen=True, slots=True)
class Input:
    """One number that a claim rests on.

    Attributes:
        printed: as printed.
        interval: what it can mean.
        source: the place that prints it, if it is one in the document.
        figure: id of a figure or observation of a study, or empty.
        label: what it is, in words, where it comes from a study or a table.
        sentence: the sentence that states it, if one does.
    """

    printed: str
    interval: Interval
    source: Source | None = None
    figure: str = ""
    label: str = ""
    sentence: Sentence | None = None

    @classmethod
    def of(cls, parsed: Parsed, quantity: Quantity) -> Input:
        """The input that is a quantity of the document."""
        return cls(quantity.printed, quantity.strict, parsed.sentence.source, sentence=parsed.sentence)

    def to_dict(self) -> dict[str, Any]:
        """The input for ``--json``."""
        result: dict[str, Any] = {"printed": self.printed, **ends(self.interval)}
        if self.label:
            result["label"] = self.label
        if self.figure:
            result["figure"] = self.figure
        if self.source is not None:
            result |= self.source.to_dict()
        return result


@dataclass(frozen=True, slots=True)
class Relation:
    """One way in which a quantity may follow from others.

    Attributes:
        kind: what kind of claim that makes it.
        parsed, stated: the sentence and the quantity in it that is judged.
        worked: what the operands give, in the unit of the quantity.
        inputs: the operands, in order.
        formula: the working in words and figures: ``485 to 624``.
        certain: True where the grammar leaves no doubt that these are the operands: only then can the
            claim be inconsistent.
        others: further readings that the same words allow ("three times more" is 3 or 4 times).
        note: what to add to the reasons, such as a likely cause.
        verdict: the verdict, where it is not for the intervals to decide.
    """

    kind: ClaimKind
    parsed: Parsed
    stated: Quantity
    worked: Interval
    inputs: tuple[Input, ...]
    formula: str
    certain: bool = False
    others: tuple[Interval, ...] = ()
    note: str = ""
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence with a number, and whether the evidence bears it.

    Attributes:
        sentence: the words, or the few sentences over which the claim runs.
        source: where it begins.
        kind: what kind of statement it is.
        says: the interval as stated, in the unit of the number; per cent for shares and growth.
        inputs: what it rests on.
        works_out: what those give, or None.
        verdict: the judgement.
        why: the reasons, in a sentence or two.
        printed: the number itself, as printed.
        right: the sentence that would be right, where the claim is not; for a table, the number.
        place: order in the document.
    """

    sentence: str
    source: Source
    kind: ClaimKind
    says: Interval
    inputs: tuple[Input, ...]
    works_out: Interval | None
    verdict: Verdict
    why: str
    printed: str = ""
    right: str = ""
    place: int = 0

    def to_dict(self) -> dict[str, Any]:
        """The claim for ``--json``, as DESIGN.md has it; a missing bound is null."""
        return {
            "sentence": self.sentence,
            "line": self.source.line,
            "source": self.source.to_dict(),
            "printed": self.printed,
            "says": {"kind": self.kind, **ends(self.says)},
            "from": [item.to_dict() for item in self.inputs],
            "works_out": None if self.works_out is None else ends(self.works_out),
            "verdict": self.verdict,
            "why": self.why,
            "right": self.right,
        }


def ends(interval: Interval) -> dict[str, float | None]:
    """Low and high for ``--json``, to twelve figures; None where nothing bounds that end."""
    return {"low": _tidy(interval.low), "high": _tidy(interval.high)}


def _tidy(value: float) -> float | None:
    if math.isinf(value):
        return None
    short = float(f"{value:.12g}")
    return int(short) if short.is_integer() else short


def judge(stated: Quantity, worked: Interval) -> Verdict:
    """Whether what is stated is what the operands give: consistent, inexact or inconsistent.

    A single number is consistent where its interval meets the one worked out, and inexact where only its
    loose reading does. Of a range, each end must follow from the corresponding end.
    """
    if stated.is_range and worked.low < worked.high:
        return _judge_range(stated, worked)
    if stated.strict.meets(worked):
        return "consistent"
    return "inexact" if stated.loose.meets(worked) else "inconsistent"


def _judge_range(stated: Quantity, worked: Interval) -> Verdict:
    """A range against a range, end by end, each within two per cent or its rounding."""
    pairs = ((stated.low, worked.low), (stated.high, worked.high))
    step = 0.0 if stated.kind == "count" else stated.unit / 2
    if all(abs(said - found) <= max(step, _MARGIN * abs(found)) for said, found in pairs):
        return "consistent"
    return "inexact" if stated.loose.meets(worked) else "inconsistent"

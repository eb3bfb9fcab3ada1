"""Figures: the numbers that we publish. Each is a source, or an operation on other figures; never neither."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from answerable.model.count import Count, total
from answerable.model.source import Source

Operation = Literal["source", "sum", "growth", "share", "estimate"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A published number with its derivation.

    Attributes:
        label: what it is, in words.
        low, high: the closed interval; ``high`` of None where nothing bounds it. Counts, or per cent.
        operation: how it comes about. ``growth`` is ``(second / first - 1) * 100`` of its two parts,
            ``share`` is ``first / second * 100``.
        parts: the figures that it is worked out from, in order.
        source: the place that prints it, for ``source``.
        unit: ``count`` or ``per cent``.

    Raises:
        ValueError: for a figure with neither a source nor parts, or with both.
    """

    label: str
    low: float
    high: float | None
    operation: Operation
    parts: tuple[Figure, ...] = ()
    source: Source | None = None
    unit: Literal["count", "per cent"] = "count"

    def __post_init__(self) -> None:
        if (self.source is None) == (not self.parts):
            raise ValueError(f"a figure needs a source or parts, and not both: {self.label}")

    @classmethod
    def printed(cls, label: str, count: Count, source: Source) -> Figure:
        """A figure that a document prints."""
        return cls(label, count.low, count.high, "source", source=source)

    @classmethod
    def sum(cls, label: str, parts: Sequence[Figure]) -> Figure:
        """The sum of counts. Raises ValueError for no parts: a sum of nothing is not nought, it is not known."""
        if not parts:
            raise ValueError(f"a sum of nothing: {label}")
        added = total(part.count for part in parts)
        return cls(label, added.low, added.high, "sum", parts=tuple(parts))

    @classmethod
    def growth(cls, label: str, first: Figure, second: Figure) -> Figure | None:
        """Growth from ``first`` to ``second`` in per cent, as the widest that their intervals allow.

        None where the first may be nought or either has no upper bound.
        """
        if first.low <= 0 or first.high is None or second.high is None:
            return None
        low, high = (second.low / first.high - 1) * 100, (second.high / first.low - 1) * 100
        return cls(label, low, high, "growth", parts=(first, second), unit="per cent")

    @classmethod
    def share(cls, label: str, part: Figure, whole: Figure) -> Figure | None:
        """``part`` as a percentage of ``whole``, at most 100; None where the whole may be nought or is open."""
        if whole.low <= 0 or whole.high is None or part.high is None:
            return None
        low, high = part.low / whole.high * 100, min(100.0, part.high / whole.low * 100)
        return cls(label, low, high, "share", parts=(part, whole), unit="per cent")

    @property
    def is_exact(self) -> bool:
        """True where both ends are the same."""
        return self.low == self.high

    @property
    def count(self) -> Count:
        """The interval as a count. Raises ValueError for a percentage."""
        if self.unit != "count":
            raise ValueError(f"not a count: {self.label}")
        return Count(int(self.low), None if self.high is None else int(self.high))

    def sources(self) -> Iterator[Source]:
        """Every printed place that this figure rests on, each once, in order."""
        seen: set[str] = set()
        for leaf in self.leaves():
            assert leaf.source is not None
            if leaf.source.id not in seen:
                seen.add(leaf.source.id)
                yield leaf.source

    def leaves(self) -> Iterator[Figure]:
        """Every printed figure that this one rests on."""
        if self.source is not None:
            yield self
        for part in self.parts:
            yield from part.leaves()

    def to_dict(self) -> dict[str, Any]:
        """The figure for ``--json``, with the ids of its sources."""
        return {
            "label": self.label,
            "low": self.low,
            "high": self.high,
            "unit": self.unit,
            "operation": self.operation,
            "sources": [source.id for source in self.sources()],
        }

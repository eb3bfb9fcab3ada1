"""Totals and links as linear constraints; the exact interval of every unknown cell."""

from answerable.bounds.system import ContradictionError, SumConstraint, tighten

__all__ = ["ContradictionError", "SumConstraint", "tighten"]

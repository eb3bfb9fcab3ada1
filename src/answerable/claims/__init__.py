"""Sentences to verdicts: does the number follow from the document, or from a study?"""

from answerable.claims.check import check
from answerable.claims.claim import Claim, Input, Verdict
from answerable.claims.readings import Readings

__all__ = ["Claim", "Input", "Readings", "Verdict", "check"]

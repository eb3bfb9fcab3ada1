"""Observations: one coded count each."""

from __future__ import annotations

from dataclasses import dataclass

from answerable.model.count import Count
from answerable.model.source import Source
from answerable.model.years import Period


@dataclass(frozen=True, slots=True)
class Observation:
    """One coded count: who, what, when, and which kind, with the place that it came from.

    Attributes:
        bodies: codes of the bodies that the count covers together; more than one for merged bodies.
        measure: what is counted, in the study's words (``recorded offences``, ``victims``).
        period: when; its ``is_whole_year`` says whether it can stand beside other years.
        count: the interval, after totals and links have tightened it.
        source: where it is printed.
        printed_count: the interval of the print alone, before anything tightened it.
        offence, outcome, age, sex, platform: codes, or None where the count is over all of them.
        is_total: True where the document prints it as a total of others.
    """

    bodies: tuple[str, ...]
    measure: str
    period: Period
    count: Count
    source: Source
    printed_count: Count | None = None
    offence: str | None = None
    outcome: str | None = None
    age: str | None = None
    sex: str | None = None
    platform: str | None = None
    is_total: bool = False

    @property
    def dimensions(self) -> dict[str, str]:
        """The breakdown dimensions that are set, name → code."""
        names = ("offence", "outcome", "age", "sex", "platform")
        return {name: value for name in names if (value := getattr(self, name)) is not None}

"""Parents printed among their children: "Sexual offences", then "Rape" and "Other sexual offences".

Adding such a list counts everything twice, and a printed total of it fails until the parents are known. They
are looked for by their numbers where a total that a label names does not hold, and believed where it then does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from answerable.model import Count
from answerable.read.sums import find_sums


class Printed(Protocol):
    """A cell as far as it is needed here."""

    @property
    def count(self) -> Count:
        """Its interval."""

    @property
    def hidden(self) -> bool:
        """True for a mark that hides a number."""

    @property
    def blank(self) -> bool:
        """True where nothing is printed."""


def parents(
    lines: Sequence[Sequence[Printed | None]], among: Sequence[int], labels: Sequence[str]
) -> Mapping[int, tuple[int, ...]]:
    """The lines that are sums of others, each with its children.

    Args:
        lines: every row, or every column.
        among: indices of those to look at, in order.
        labels: the last label of each line.
    """
    numbers = [[_number(value) for value in lines[index]] for index in among]
    found = find_sums(numbers, labels=[labels[index] for index in among], exact=True)
    return {among[sum_.line]: tuple(among[part] for part in sum_.parts) for sum_ in found}


def _number(value: Printed | None) -> int | None:
    """The count that a cell prints in figures; None for marks, blanks and what is no count."""
    if value is None or value.hidden or value.blank or not value.count.is_exact:
        return None
    return value.count.low

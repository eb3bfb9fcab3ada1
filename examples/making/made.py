"""What a made reply is, and the list of all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from making import counts

Given = Literal[
    "whole", "merged", "late", "revised", "calendar", "part", "refused", "not_held", "ncnd", "silent"
]
ADDABLE = frozenset({"whole", "merged", "late", "revised"})


@dataclass(frozen=True, slots=True)
class Made:
    """One body's reply, or its silence.

    Attributes:
        forces: the force, or the merged forces.
        files: path below ``replies/`` → content.
        layout: how its counts are laid out, in words.
        traps: what a reader could get wrong here, in words.
        given: what kind of answer it is.
        last: what was given for 2013/14, where that differs.
        official: the file that prints the counts, where there are several.
    """

    forces: tuple[str, ...]
    files: dict[str, bytes]
    layout: str
    traps: str = ""
    given: Given = "whole"
    last: Given | None = None
    official: str = ""

    @property
    def code(self) -> str:
        """The codes, joined by ``+`` in the order of the codes."""
        return "+".join(sorted(counts.codes()[force] for force in self.forces))

    @property
    def name(self) -> str:
        """The names, joined by ``and`` in the order of the codes."""
        return " and ".join(sorted(self.forces, key=lambda force: counts.codes()[force]))

    def given_in(self, year: str) -> Given:
        """What was given for ``year``."""
        return self.last if self.last and year == counts.YEARS[-1] else self.given

    @property
    def file(self) -> str:
        """The file that holds the answer, or empty."""
        return self.official or next(iter(self.files), "")


Maker = Callable[[], Made]


def one(
    force: str, files: dict[str, str | bytes], layout: str, traps: str = "", given: Given = "whole"
) -> Made:
    """A reply of one force; texts are stored as UTF-8."""
    return Made((force,), stored(files), layout, traps, given)


def stored(files: Mapping[str, str | bytes]) -> dict[str, bytes]:
    """Files with texts as UTF-8."""
    return {path: data.encode() if isinstance(data, str) else data for path, data in files.items()}

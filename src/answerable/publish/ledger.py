"""Where every published number leads: to its printed cell, or to the list of what it was worked out from.

A number that a document prints links to that place. A number that was worked out links to its derivation,
which lists its parts and, under each part, the places that print it: two steps at most.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from answerable.model import Figure, Source
from answerable.study.picture import Entry, Picture


@dataclass(frozen=True, slots=True)
class Derivation:
    """How one figure was worked out.

    Attributes:
        id: anchor, the same from run to run.
        figure: the figure.
        how: the operation in words.
    """

    id: str
    figure: Figure
    how: str


@dataclass(slots=True)
class Ledger:
    """The anchors of every source and every derivation of one picture.

    Attributes:
        places: (id, printed text) → anchor; a second text at one place gets an anchor of its own.
        sources: every source that a published figure rests on, in order of first use.
        derivations: every worked-out figure, in order of first use, after the figures that rest on it.
    """

    places: dict[tuple[str, str], str] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    derivations: dict[str, Derivation] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    _printed: dict[str, Figure] = field(default_factory=dict)
    _keys: dict[Figure, str] = field(default_factory=dict)
    _used: set[str] = field(default_factory=set)

    def place(self, source: Source) -> str:
        """The anchor of a printed place."""
        key = (source.id, source.printed)
        if key not in self.places:
            name, number = source.id, 2
            while name in self._used:
                name, number = f"{source.id}-{number}", number + 1
            self._used.add(name)
            self.places[key] = name
        return self.places[key]

    def anchor(self, figure: Figure) -> str:
        """The anchor that a link from this figure leads to."""
        return self.place(figure.source) if figure.source is not None else self.key(figure)

    def key(self, figure: Figure) -> str:
        """A name for the figure, made from what it is and what it is worked out from."""
        if figure not in self._keys:
            place = self.place(figure.source) if figure.source is not None else ""
            parts = [self.key(part) for part in figure.parts]
            text = repr((figure.label, figure.low, figure.high, figure.operation, place, parts))
            self._keys[figure] = f"f{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:12]}"
        return self._keys[figure]

    def add(self, figure: Figure) -> None:
        """Enters a published figure, with all that it rests on."""
        if figure.source is not None:
            place = self.place(figure.source)
            self.sources.setdefault(place, figure.source)
            self.labels.setdefault(place, figure.label)
            self._printed.setdefault(self.key(figure), figure)
            return
        key = self.key(figure)
        if key not in self.derivations:
            self.derivations[key] = Derivation(key, figure, describe(figure))
            for part in figure.parts:
                self.add(part)

    def figures(self) -> Iterator[Figure]:
        """Every figure entered: first those that documents print, then those worked out."""
        yield from self._printed.values()
        yield from (item.figure for item in self.derivations.values())


def describe(figure: Figure) -> str:
    """The operation of a worked-out figure, in words."""
    count = len(figure.parts)
    if figure.operation == "growth":
        return "The second number divided by the first, less one, in per cent."
    if figure.operation == "share":
        return "The first number as a percentage of the second."
    if figure.operation == "sum":
        return "One number, taken as it is." if count == 1 else f"The sum of {count:,} numbers."
    return f"Estimated from {count:,} numbers."


def ledger(picture: Picture, more: Iterable[Figure] = ()) -> Ledger:
    """The ledger of a picture.

    Args:
        picture: what is published.
        more: further figures that publication works out (shares, sums over the same forces).
    """
    result = Ledger()
    for figure in (*published(picture), *more):
        result.add(figure)
    return result


def ordered_entries(picture: Picture) -> Iterator[Entry]:
    """Every entry, unit by unit, in order of period."""
    for unit in picture.units:
        for period in picture.periods:
            yield picture.entry(unit, period)


def published(picture: Picture) -> Iterator[Figure]:
    """Every figure of the picture, in the order in which the report prints them."""
    for total in picture.totals:
        if total.figure:
            yield total.figure
    for growth in picture.growth:
        if growth.figure:
            yield growth.figure
    for entry in ordered_entries(picture):
        if entry.figure:
            yield entry.figure
    for breakdown in picture.breakdowns:
        yield from (figure for _, _, figure in breakdown.items)
        if breakdown.base:
            yield breakdown.base

"""A stratified sample of records to mark: which records, how many, and in which order.

Hits, near misses (some of the terms, a misspelling, a related term) and the rest are strata. Within a
stratum the records are ranked by a keyed hash of their ids, and those ranked first are drawn. So the same
seed draws the same records on any machine and from any order of the input; a bigger sample holds the
smaller one; and whoever stops marking early has marked a random sample all the same, as long as the marks
were given in order.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from math import sqrt
from types import MappingProxyType
from typing import Literal, get_args

from answerable.records.strata import Tally, add

Kind = Literal["hit", "near", "rest"]
MOST_MARKS = 2_000
"""More than this nobody marks; a wanted width that needs more is said to be out of reach."""
FEWEST_MARKS = 60
EXPECTED: Mapping[str, float] = MappingProxyType({"hit": 0.8, "near": 0.1, "rest": 0.001})
"""Shares of relevant records that the size is planned with. A wrong guess costs width, never truth."""


class SampleError(Exception):
    """A sample that cannot be drawn or read. Its message is one sentence that says why and what to do."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One record that may be drawn.

    Attributes:
        record_id: the record's id; no two candidates share one.
        stratum: ``hit``, ``near`` or ``rest``, alone or with a detail: ``near: misspelling``.
        text: the free text that the analyst reads to mark it.
        terms: the words of the term list that it holds.
    """

    record_id: str
    stratum: str
    text: str = ""
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stratum:
    """One stratum of a draw.

    Attributes:
        name: as the candidates name it.
        population: how many candidates it holds.
        size: how many of them are drawn.
        digest: stands for the set of its ids; it differs where the records have changed.
    """

    name: str
    population: int
    size: int
    digest: str

    @property
    def kind(self) -> Kind:
        """``hit``, ``near`` or ``rest``."""
        return kind_of(self.name)


@dataclass(frozen=True, slots=True)
class Draw:
    """A sample that was drawn.

    Attributes:
        seed: what the ranks hang on.
        strata: every stratum, hits first.
        records: the records drawn, in the order in which to mark them.
        wanted_width: the width of the 95% interval that was asked for, in records; None for a given size.
        expected_width: the width to expect, if the shares are as planned.
    """

    seed: int
    strata: tuple[Stratum, ...]
    records: tuple[Candidate, ...]
    wanted_width: int | None = None
    expected_width: int = 0

    @property
    def id(self) -> str:
        """A short name that differs where the seed, the sizes or the records differ."""
        facts = [(s.name, s.population, s.size, s.digest) for s in self.strata]
        return blake2b(repr((self.seed, facts)).encode(), digest_size=6).hexdigest()

    @property
    def reached(self) -> bool:
        """True unless a width was wanted that so many marks are not expected to give."""
        return self.wanted_width is None or self.expected_width <= self.wanted_width


def kind_of(stratum: str) -> Kind:
    """The kind that a stratum's name begins with.

    Raises:
        SampleError: where it is none of ``hit``, ``near`` and ``rest``.
    """
    kind = stratum.partition(":")[0].strip()
    for known in get_args(Kind):
        if kind == known:
            return known  # type: ignore[no-any-return]
    raise SampleError(f"“{stratum}” is no stratum: begin its name with hit, near or rest.")


def draw(
    candidates: Iterable[Candidate], *, width: int | None = None, size: int | None = None, seed: int = 0
) -> Draw:
    """Draws a sample to mark.

    Args:
        candidates: every record that the search could have found, in any order; read once.
        width: wanted width, in records, of the 95% interval of the true number; the size follows from it.
        size: how many to draw in all, where the width is not what decides.
        seed: another seed draws other records.

    Returns:
        The draw. Its size is at most ``MOST_MARKS``; ``reached`` says whether the width is within that.

    Raises:
        SampleError: for no candidates, an id that comes twice among those drawn, an unknown stratum, or
            both a width and a size, or neither.
    """
    if (width is None) == (size is None):
        raise SampleError("Give either the width that the interval should have or the size of the sample.")
    if not 1 <= (size or 1) <= MOST_MARKS or (width is not None and width < 1) or size == 0:
        raise SampleError(f"A sample has from 1 to {MOST_MARKS:,} records, and a width is 1 at least.")
    ranked = _rank(candidates, seed, size or MOST_MARKS)
    if not ranked:
        raise SampleError("There are no records to draw from: the list of candidates is empty.")
    populations = {name: heap.population for name, heap in ranked.items()}
    sizes = allocate(populations, size) if size is not None else plan(populations, width or 1)
    strata = tuple(Stratum(n, h.population, sizes[n], f"{h.digest:016x}") for n, h in ranked.items())
    records = _order(ranked, sizes)
    return Draw(seed, strata, records, width, expected_width(populations, sizes))


@dataclass(slots=True)
class _Ranked:
    """The candidates of one stratum that rank first, as a heap with the last of them on top."""

    population: int
    digest: int
    heap: list[tuple[int, int, Candidate]]

    def add(self, rank: int, candidate: Candidate, most: int) -> None:
        self.population += 1
        self.digest = (self.digest + rank) % 2**64
        item = (-rank, self.population, candidate)  # its number, so that no two candidates are compared
        if len(self.heap) < most:
            heapq.heappush(self.heap, item)
        elif item > self.heap[0]:
            heapq.heapreplace(self.heap, item)


def _rank(candidates: Iterable[Candidate], seed: int, most: int) -> dict[str, _Ranked]:
    """Every stratum with those of its candidates that rank first, hits before near misses before the rest."""
    key = blake2b(str(seed).encode(), digest_size=16).digest()
    found: dict[str, _Ranked] = {}
    for candidate in candidates:
        if candidate.stratum not in found:
            kind_of(candidate.stratum)
            found[candidate.stratum] = _Ranked(0, 0, [])
        digest = blake2b(candidate.record_id.encode("utf-8", "surrogatepass"), digest_size=8, key=key)
        found[candidate.stratum].add(int.from_bytes(digest.digest(), "big"), candidate, most)
    seen: set[str] = set()
    for name in (item[2].record_id for ranked in found.values() for item in ranked.heap):
        if name in seen:
            raise SampleError(f"Record {name} comes twice: each record belongs to one stratum, and once.")
        seen.add(name)
    kinds = get_args(Kind)
    return dict(sorted(found.items(), key=lambda pair: (kinds.index(kind_of(pair[0])), pair[0])))


def _order(ranked: Mapping[str, _Ranked], sizes: Mapping[str, int]) -> tuple[Candidate, ...]:
    """The records drawn, the strata mixed evenly, each in the order of its ranks."""
    placed: list[tuple[float, int, Candidate]] = []
    for name, stratum in ranked.items():
        first = sorted(stratum.heap, key=lambda item: (-item[0], item[2].record_id))[: sizes[name]]
        placed += [((i + 0.5) / len(first), -item[0], item[2]) for i, item in enumerate(first)]
    return tuple(candidate for _, _, candidate in sorted(placed, key=lambda item: item[:2]))


def allocate(populations: Mapping[str, int], size: int) -> dict[str, int]:
    """How many to draw from each stratum.

    One half is shared equally, so that each figure of the report stands on something; the other half goes
    where it narrows the interval most, in proportion to population × standard deviation (Neyman 1934, "On
    the two different aspects of the representative method", JRSS 97:558). No stratum gives more than it has.

    Args:
        populations: stratum → how many candidates it holds.
        size: how many to draw in all.
    """
    weights = {}
    for name, population in populations.items():
        share = EXPECTED[kind_of(name)]
        weights[name] = population * sqrt(share * (1 - share))
    size = min(size, sum(populations.values()))
    equal = dict.fromkeys(populations, 1.0)
    first = _share(populations, equal, (size + 1) // 2)
    left = {name: populations[name] - first[name] for name in populations}
    second = _share(left, weights, size - sum(first.values()))
    return {name: first[name] + second[name] for name in populations}


def _share(room: Mapping[str, int], weights: Mapping[str, float], size: int) -> dict[str, int]:
    """``size`` things shared out by weight, none over its room, rounded so that they add up."""
    given = dict.fromkeys(room, 0)
    open_ = [name for name in room if room[name]]
    left = min(size, sum(room.values()))
    while left and open_:
        total = sum(weights[name] for name in open_)
        exact = {name: left * weights[name] / total for name in open_}
        full = [name for name in open_ if exact[name] >= room[name]]
        for name in full:
            given[name] = room[name]
        if full:
            left = min(size, sum(room.values())) - sum(given.values())
            open_ = [name for name in open_ if name not in full]
            continue
        given |= {name: int(share) for name, share in exact.items()}
        lacking = left - sum(given[name] for name in open_)
        by_rest = sorted(open_, key=lambda name: (int(exact[name]) - exact[name], name))
        for name in by_rest[:lacking]:
            given[name] += 1
        break
    return given


def plan(populations: Mapping[str, int], width: int) -> dict[str, int]:
    """The smallest sample that is expected to give the wanted width, within ``MOST_MARKS``.

    Args:
        populations: stratum → how many candidates it holds.
        width: wanted width of the 95% interval of the true number, in records.
    """
    everything = sum(populations.values())
    size = min(FEWEST_MARKS, everything)
    while True:
        sizes = allocate(populations, size)
        if expected_width(populations, sizes) <= width or size >= min(MOST_MARKS, everything):
            return sizes
        size = min(MOST_MARKS, everything, size + max(1, size // 10))


def expected_width(populations: Mapping[str, int], sizes: Mapping[str, int]) -> int:
    """The width of the 95% interval, were the shares as planned; over the strata that are drawn from."""
    tallies = [
        Tally(populations[name], size, round(size * EXPECTED[kind_of(name)]))
        for name, size in sizes.items()
        if size
    ]
    return add(tallies).width

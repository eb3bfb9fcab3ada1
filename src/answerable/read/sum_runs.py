"""Runs of lines that add up to another line: all sequences of a table tried at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from answerable.read.sum_lines import Bools, Floats, Ints, Lines, Sum, weigh

MOST_RUNS = 6
_BATCH = 200_000  # runs looked at together: more would not be faster, and would fill the memory

_Runs = tuple[Ints, Ints, Ints]
"""The job, the start and the end of each run; the end is not included."""


@dataclass(frozen=True, slots=True)
class _Jobs:
    """Lines to be tried as totals of runs of a sequence, one entry a line and sequence.

    Attributes:
        sequence, line: indices of both.
        at, after: the places in the sequence before which and from which the runs beside the line lie.
        length: of the sequence.
        offset: where the running sums of the sequence begin.
    """

    sequence: Ints
    line: Ints
    at: Ints
    after: Ints
    length: Ints
    offset: Ints

    def of(self, chosen: slice | Ints) -> _Jobs:
        """Some of them."""
        return _Jobs(
            self.sequence[chosen], self.line[chosen], self.at[chosen], self.after[chosen],
            self.length[chosen], self.offset[chosen],
        )  # fmt: skip


def best_sums(
    lines: Lines,
    sequences: Sequence[tuple[int, ...]],
    found: dict[int, Sum],
    odds: float,
    *,
    far: bool,
    outside: bool,
) -> dict[int, Sum]:
    """The best sum of each line over runs of the sequences.

    Args:
        lines: the table.
        sequences: lines in order, among which the parts of a total stand side by side.
        found: the totals known already, which are not tried again.
        odds: how far the evidence must outweigh the number of runs tried, as a decimal logarithm.
        far: runs anywhere are tried, not those alone that touch the line.
        outside: lines that are not of a sequence are tried too.

    Returns:
        The total's index and its sum.
    """
    chosen = [np.array(sequence) for sequence in sequences if len(sequence) >= 2]
    sizes = np.array([len(each) for each in chosen])
    dearer = odds + np.log10(len(lines.values) * (sizes if far else np.ones(len(chosen))))
    free = lines.probed > 0
    free[list(found)] = False
    least = dearer + np.log10(2 * np.minimum(sizes, 4))  # a run of two, with all that the line can say for it
    jobs = _jobs(len(lines.values), chosen, free & (lines.most >= least[:, None]), outside=outside)
    best: dict[int, Sum] = {}
    if jobs is None:
        return best
    sums = np.concatenate([_running(lines.values[each]) for each in chosen])
    for job, start, end in _fitting(lines, sums, jobs, far=far):
        line, sequence = int(jobs.line[job]), int(jobs.sequence[job])
        needed = dearer[sequence] + np.log10(2 * min(sizes[sequence], (end - start) ** 2))
        if lines.most[line] < needed:
            continue
        sum_ = weigh(lines, line, tuple(chosen[sequence][start:end].tolist()))
        if sum_ is None or sum_.evidence < needed:
            continue
        if line not in best or sum_.evidence > best[line].evidence:
            best[line] = sum_
    return best


def _running(values: Ints) -> Ints:
    """Running sums down the lines, from nought."""
    sums = np.zeros((len(values) + 1, values.shape[1]), np.int64)
    np.cumsum(values, axis=0, out=sums[1:])
    return sums


def _jobs(count: int, sequences: Sequence[Ints], free: Bools, *, outside: bool) -> _Jobs | None:
    """Every line with every sequence, where the line is free for it."""
    made = []
    offset = 0
    for number, sequence in enumerate(sequences):
        member = np.zeros(count, np.bool_)
        member[sequence] = True
        tried = np.flatnonzero(free[number] if outside else free[number] & member)
        if len(tried):
            at = np.searchsorted(sequence, tried)
            one = np.ones_like(tried)
            made.append((one * number, tried, at, at + member[tried], one * len(sequence), one * offset))
        offset += len(sequence) + 1
    return _Jobs(*(np.concatenate(each) for each in zip(*made, strict=True))) if made else None


def _fitting(lines: Lines, sums: Ints, jobs: _Jobs, *, far: bool) -> Iterator[tuple[int, int, int]]:
    """The runs (job, start, end) whose sums agree with a line in its largest cells: the shortest few of a job."""
    sizes = jobs.length * (jobs.length + 1) // 2 if far else jobs.length
    first = 0
    for cut in [*np.flatnonzero(np.diff(np.cumsum(sizes) // _BATCH)).tolist(), len(sizes) - 1]:
        batch = jobs.of(slice(first, cut + 1))
        job, start, end = _anywhere(batch) if far else _beside(batch)
        hits = _agreeing(lines, sums, batch, (job, start, end))
        hits = hits[np.lexsort((end[hits] - start[hits], job[hits]))]
        taken, before = 0, -1
        for hit in hits.tolist():
            taken = taken + 1 if job[hit] == before else 0
            before = job[hit]
            if taken < MOST_RUNS:
                yield first + int(before), int(start[hit]), int(end[hit])
        first = cut + 1


def _beside(jobs: _Jobs) -> _Runs:
    """Job, start and end of every run of two or more that ends just before the line or begins just after it."""
    before = np.maximum(jobs.at - 1, 0)
    behind = np.maximum(jobs.length - jobs.after - 1, 0)
    each = before + behind
    job = np.repeat(np.arange(len(each)), each)
    step = np.arange(len(job)) - np.repeat(np.cumsum(each) - each, each)
    above = step < before[job]
    start = np.where(above, step, jobs.after[job])
    end = np.where(above, jobs.at[job], jobs.after[job] + 2 + step - before[job])
    return job, start, end


def _anywhere(jobs: _Jobs) -> _Runs:
    """Job, start and end of every run of two or more that the line is not in."""
    made = []
    for length in sorted(set(jobs.length.tolist())):
        starts, ends = _pairs(length + 1)
        same = np.flatnonzero(jobs.length == length)
        apart = (ends <= jobs.at[same][:, None]) | (starts >= jobs.after[same][:, None])
        which, pair = np.nonzero(apart)
        made.append((same[which], starts[pair], ends[pair]))
    job, start, end = (np.concatenate(each) for each in zip(*made, strict=True))
    return job, start, end


@lru_cache(maxsize=128)
def _pairs(count: int) -> tuple[Ints, Ints]:
    """Every (start, end) with at least two between them."""
    starts, ends = np.triu_indices(count, 2)
    return starts, ends


def _agreeing(lines: Lines, sums: Ints, jobs: _Jobs, runs: _Runs) -> Ints:
    """The runs that agree with their line in its largest cells, or in all but one of three."""
    job, start, end = runs
    needed = np.maximum(1, lines.probed[jobs.line] - 1)
    agreed = np.zeros(len(job), np.int64)
    top, bottom = jobs.offset[job] + end, jobs.offset[job] + start
    for probe in range(lines.probes.shape[1]):
        place = lines.probes[jobs.line, probe]
        target = lines.values[jobs.line, place]
        slack: Floats = lines.slack[place] * np.sqrt(jobs.length + 1)
        slack[probe >= lines.probed[jobs.line]] = -1.0
        at = place[job]
        agreed += np.abs(sums[top, at] - sums[bottom, at] - target[job]) <= slack[job]
    return np.flatnonzero(agreed >= needed[job])

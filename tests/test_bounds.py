"""The exact interval of every unknown count, against brute force."""

import itertools
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.bounds import ContradictionError, SumConstraint, tighten
from answerable.model import OPEN, Count


def brute_force(counts, constraints, top):
    ranges = [range(c.low, (c.high if c.high is not None else top) + 1) for c in counts]
    return [
        values
        for values in itertools.product(*ranges)
        if all(sum(values[i] for i in c.wholes) == sum(values[i] for i in c.parts) for c in constraints)
    ]


def test_a_blank_is_nought_where_the_total_is_made_without_it():
    counts = [Count.exactly(5), Count.exactly(3), Count.exactly(2), OPEN]
    assert tighten(counts, [SumConstraint((0,), (1, 2, 3))])[3] == Count(0, 0)


def test_three_stars_share_what_is_left():
    counts = [Count.exactly(52), Count.exactly(46), Count(1, 4), Count(1, 4), Count(1, 4)]
    tight = tighten(counts, [SumConstraint((0,), (1, 2, 3, 4))])
    assert tight[2:] == [Count(1, 4)] * 3
    assert sum(c.low for c in tight[2:]) <= 6 <= sum(c.high for c in tight[2:])


def test_rows_and_columns_together_settle_what_neither_settles_alone():
    # [[a, b], [c, d]] with row sums 4, 4 and column sums 7, 1: a and c are [3, 4], b and d [0, 1]
    counts = [OPEN] * 4 + [Count.exactly(n) for n in (4, 4, 7, 1)]
    tight = tighten(
        counts,
        [
            SumConstraint((4,), (0, 1)),
            SumConstraint((5,), (2, 3)),
            SumConstraint((6,), (0, 2)),
            SumConstraint((7,), (1, 3)),
        ],
    )
    assert tight[:4] == [Count(3, 4), Count(0, 1), Count(3, 4), Count(0, 1)]


def test_sums_that_no_whole_numbers_make_are_a_contradiction():
    with pytest.raises(ContradictionError):
        tighten([Count.exactly(3), Count.exactly(2), Count.exactly(2)], [SumConstraint((0,), (1, 2))])


def test_parity_is_seen():
    # a + b = 3 and a - b = 0 has a rational solution and no whole one
    counts = [Count(0, 9), Count(0, 9), Count.exactly(3), Count.exactly(0)]
    with pytest.raises(ContradictionError):
        tighten(counts, [SumConstraint((2,), (0, 1)), SumConstraint((0,), (1, 3))])


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_every_end_is_the_brute_force_end(data):
    truth = data.draw(st.lists(st.integers(0, 4), min_size=3, max_size=5))
    counts = [data.draw(st.sampled_from([Count.exactly(n), Count(0, 4), Count(min(1, n), 4)])) for n in truth]
    constraints = []
    for _ in range(data.draw(st.integers(1, 3))):
        parts = tuple(sorted(data.draw(st.sets(st.sampled_from(range(len(truth))), min_size=1, max_size=4))))
        counts.append(Count.exactly(sum(truth[i] for i in parts)))
        constraints.append(SumConstraint((len(counts) - 1,), parts))
    solutions = brute_force(counts, constraints, 20)
    tight = tighten(counts, constraints)
    for i, interval in enumerate(tight):
        assert interval == Count(min(s[i] for s in solutions), max(s[i] for s in solutions))


def test_numbers_too_large_for_floating_point_leave_intervals_wide_and_nothing_wrong():
    huge = 10**30
    counts = [Count(0, 4), Count(0, 4), Count.exactly(huge), Count(huge, huge + 8), Count(0, 4), Count(0, 9)]
    constraints = [SumConstraint((3,), (0, 1, 2)), SumConstraint((5,), (0, 4))]
    tight = tighten(counts, constraints)
    assert all(was.low <= now.low and now.high <= was.high for was, now in zip(counts, tight, strict=True))


def test_the_solver_prints_nothing():
    # in a process of its own: a greeting of the solver comes once, and goes past Python's own standard output
    code = """
from answerable.bounds import ContradictionError, SumConstraint, tighten
from answerable.model import Count
counts = [Count(0, 9), Count(0, 9), Count.exactly(3), Count.exactly(0)]
try:
    tighten(counts, [SumConstraint((2,), (0, 1)), SumConstraint((0,), (1, 3))])
except ContradictionError:
    print("asked")
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("asked\n", "")

"""Shares with their denominators: what is certain of all, whatever those not recorded are."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.estimate import bounded_share, share
from answerable.model import Count

small = st.integers(0, 6)
interval = st.tuples(small, small).map(lambda ends: Count(min(ends), max(ends)))


def test_the_share_of_all_from_its_denominators():
    found = share("Snapchat", 3669, 7338, 38685, recorded="a platform")
    assert found.sentence == (
        "Snapchat in 50% of the 7,338 where a platform was recorded, of 38,685; "
        "of all 38,685 it may be anywhere from 9.5% to 90.5%."
    )
    bounds = bounded_share(Count.exactly(3669), Count.exactly(3669), Count.exactly(38685))
    assert (bounds.low, bounds.high) == (50, 50)
    assert (bounds.all_low, bounds.all_high) == pytest.approx((found.low, found.high))


@given(interval, interval, st.integers(1, 15), st.integers(0, 3))
def test_bounds_hold_every_way_that_it_can_have_been(part, others, least, more):
    whole = Count(least, least + more)
    found = bounded_share(part, others, whole)
    ways = itertools.product(
        range(part.low, part.high + 1), range(others.low, others.high + 1), range(whole.low, whole.high + 1)
    )
    possible = [(p, o, w) for p, o, w in ways if p + o <= w]
    if found is None:
        assert not possible or part.high + others.high == 0
        return
    for p, o, w in possible:
        if p + o:
            assert found.low - 1e-9 <= 100 * p / (p + o) <= found.high + 1e-9
        assert found.all_low - 1e-9 <= 100 * p / w
        assert 100 * (w - o) / w <= found.all_high + 1e-9


def test_nothing_is_said_of_what_has_no_bound_or_no_whole():
    one, nought = Count.exactly(1), Count.exactly(0)
    assert bounded_share(one, one, Count(5, None)) is None
    assert bounded_share(Count(1, None), one, Count.exactly(9)) is None
    assert bounded_share(Count.exactly(5), Count.exactly(5), Count.exactly(9)) is None
    assert bounded_share(nought, nought, Count.exactly(9)) is None

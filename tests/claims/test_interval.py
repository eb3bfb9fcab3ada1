"""Interval arithmetic holds every result that its operands can give."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.claims.interval import Interval

ENDS = st.floats(-1e6, 1e6, allow_nan=False)


@st.composite
def held(draw):
    low, high = sorted((draw(ENDS), draw(ENDS)))
    return Interval(low, high), draw(st.floats(low, high))


@given(held(), held())
def test_sum_difference_and_product_hold_theirs(one, other):
    (a, x), (b, y) = one, other
    assert x + y in a + b
    assert x - y in a - b
    assert x * y in a * b


@st.composite
def divisors(draw):
    low, high = sorted((draw(st.floats(1e-3, 1e6)), draw(st.floats(1e-3, 1e6))))
    found, sign = draw(st.floats(low, high)), draw(st.sampled_from((1, -1)))
    return (Interval(low, high) if sign > 0 else Interval(-high, -low)), sign * found


@given(held(), divisors())
def test_a_quotient_holds_its_own(one, other):
    (a, x), (b, y) = one, other
    assert x / y in a / b


def test_a_divisor_that_may_be_nought_is_refused():
    with pytest.raises(ZeroDivisionError):
        Interval(1, 2) / Interval(-1, 1)


@given(held(), held())
def test_meeting_is_mutual(one, other):
    assert one[0].meets(other[0]) == other[0].meets(one[0])


def test_open_ends_are_left_out():
    assert 50 not in Interval(45, 50, open_high=True)
    assert 49.99 in Interval(45, 50, open_high=True)
    assert 2000 not in Interval(2000, math.inf, open_low=True)
    assert not Interval(50, 50).meets(Interval(45, 50, open_high=True))


def test_an_empty_interval_is_refused():
    with pytest.raises(ValueError, match="no interval"):
        Interval(2, 1)
    with pytest.raises(ValueError, match="no interval"):
        Interval(math.nan, 1)

"""The laws of counts, and every small-number style of the field."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.model import OPEN, ZERO, Count, SmallNumbers
from answerable.model.count import parse, total


@st.composite
def counts(draw):
    low = draw(st.integers(0, 500))
    return Count(low, draw(st.one_of(st.none(), st.integers(low, 900))))


@given(counts(), counts(), counts())
def test_addition_is_commutative_and_associative_and_has_a_nought(a, b, c):
    assert a + b == b + a
    assert (a + b) + c == a + (b + c)
    assert a + ZERO == a
    assert total([a, b, c]) == a + b + c


@given(counts(), counts(), st.data())
def test_a_sum_holds_every_sum_of_its_parts(a, b, data):
    x = data.draw(st.integers(a.low, a.high if a.high is not None else a.low + 50))
    y = data.draw(st.integers(b.low, b.high if b.high is not None else b.low + 50))
    assert x + y in a + b
    if x >= y:
        assert x - y in a.minus(b)


@given(counts(), counts(), st.integers(0, 900))
def test_intersection_and_hull(a, b, n):
    both = a & b
    assert (n in a and n in b) == (both is not None and n in both)
    assert (a | b).covers(a)
    assert (a | b).covers(b)


@pytest.mark.parametrize("bad", [(-1, 2), (3, 2)])
def test_impossible_intervals_are_refused(bad):
    with pytest.raises(ValueError):
        Count(*bad)


@pytest.mark.parametrize(
    ("text", "state", "low", "high"),
    [
        ("19", "exact", 19, 19), ("1,234", "exact", 1234, 1234), ("1 234", "exact", 1234, 1234), ("5.0", "exact", 5, 5),
        ("0", "exact", 0, 0), ("nil", "exact", 0, 0), ("no reports", "exact", 0, 0), ("12 [r]", "exact", 12, 12), ("12*", "exact", 12, 12),
        ("<5", "bounded", 0, 4), ("< 5", "bounded", 0, 4), ("fewer than 10", "bounded", 0, 9), ("less than five", "bounded", 0, 4),
        ("under 5", "bounded", 0, 4), ("5 or fewer", "bounded", 0, 5), ("1-4", "bounded", 1, 4), ("1 to 4", "bounded", 1, 4),
        ("in excess of 830", "bounded", 831, None), ("10+", "bounded", 10, None), ("more than 100", "bounded", 101, None),
        ("*", "open", 0, None), ("-", "open", 0, None), ("..", "open", 0, None), ("x", "open", 0, None), ("[c]", "open", 0, None),
        ("not known", "open", 0, None), ("", "blank", 0, None), ("  ", "blank", 0, None),
    ],
)  # fmt: skip
def test_every_printed_style(text, state, low, high):
    read = parse(text)
    assert (read.state, read.count.low, read.count.high) == (state, low, high)


@pytest.mark.parametrize(
    "text", ["£450", "12.5", "19%", "-3", "2019-20", "8Q - Stalking", "1,23", "18 hours", "16:30"]
)
def test_what_is_no_count(text):
    assert parse(text).count is None


def test_a_study_says_what_its_marks_mean():
    rules = SmallNumbers(less_than_from=1, marks={"*": Count(1, 4), "-": ZERO})
    assert parse("<5", rules).count == Count(1, 4)
    assert parse("*", rules).count == Count(1, 4)
    assert parse("-", rules).count == ZERO
    assert parse("..", rules).count == OPEN


@given(st.integers(0, 10**7))
def test_printing_and_reading_is_a_round_trip(n):
    assert parse(str(Count.exactly(n))).count == Count.exactly(n)


@given(st.integers(0, 1000), st.integers(1, 800))
def test_ranges_are_a_round_trip(low, width):
    count = Count(low, low + width)
    assert parse(str(count)).count == count


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("16,662,489 to 17,662,488", Count(16_662_489, 17_662_488)), ("1,950-2,050", Count(1950, 2050)),
        ("1000 to 1500", Count(1000, 1500)), ("2019-2020", None), ("2019 to 2020", None), ("12345-67890", None),
    ],
)  # fmt: skip
def test_a_wide_range_is_read_where_its_ends_are_no_years(text, expected):
    assert parse(text).count == expected

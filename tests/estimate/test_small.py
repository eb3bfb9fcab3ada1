"""Shares, chance and words: small, and exact."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from answerable.estimate import share, words
from answerable.estimate.chance import by_chance


def test_a_share_carries_its_denominators():
    found = share("Snapchat", 3669, 7338, 38685, recorded="a platform")
    assert found.percent == 50
    assert found.low == pytest.approx(9.48, abs=0.01)
    assert found.high == pytest.approx(90.52, abs=0.01)
    assert found.sentence == (
        "Snapchat in 50% of the 7,338 where a platform was recorded, of 38,685; "
        "of all 38,685 it may be anywhere from 9.5% to 90.5%."
    )


@given(st.data())
def test_the_bounds_of_a_share_hold_every_truth(data):
    whole = data.draw(st.integers(1, 10**5))
    known = data.draw(st.integers(1, whole))
    part = data.draw(st.integers(0, known))
    among_unknown = data.draw(st.integers(0, whole - known))
    found = share("it", part, known, whole, recorded="it")
    truth = 100 * (part + among_unknown) / whole
    assert found.low - 1e-9 <= truth <= found.high + 1e-9


@pytest.mark.parametrize(("part", "known", "whole"), [(5, 4, 10), (1, 2, 1), (-1, 2, 3), (0, 0, 3)])
def test_a_part_of_no_part(part, known, whole):
    with pytest.raises(ValueError, match="is not a part of a part"):
        share("it", part, known, whole, recorded="it")


def test_a_small_change_shows_by_chance():
    first, second = np.array([3.0, 4, 2, 5, 6]), np.array([4.0, 4, 3, 5, 7])
    found = by_chance(first, second)
    assert found.by_chance
    assert "counts this small" in found.sentence


def test_a_large_change_does_not():
    first, second = np.full(20, 100.0), np.full(20, 130.0)
    found = by_chance(first, second)
    assert not found.by_chance
    # All forces alike: dispersion 1, so the statistic is (b - a) / sqrt(a + b) on 19 degrees of freedom.
    expected = 2 * stats.t(19).sf(600 / np.sqrt(4600))
    assert found.p_value == pytest.approx(expected, abs=1e-4)


def test_forces_that_differ_widen_the_test():
    rng = np.random.default_rng(1)
    first = rng.poisson(500, 30).astype(float)
    second = np.round(first * np.exp(rng.normal(0.03, 0.4, 30)))
    found = by_chance(first, second)
    assert found.dispersion > 5
    assert found.by_chance
    assert "changed this differently" in found.sentence


def test_the_test_is_honest_when_nothing_changed():
    rng = np.random.default_rng(2)
    wrong = sum(not by_chance(*rng.poisson(8, (2, 35)).astype(float)).by_chance for _ in range(400))
    assert 5 <= wrong <= 36  # about 20 of 400 at one in twenty


def test_nothing_to_test():
    assert by_chance(np.zeros(5), np.zeros(5)) is None


@given(st.floats(0, 1e9), st.floats(0, 1e9))
def test_words_never_promise_more_than_the_range(a, b):
    low, high = min(a, b), max(a, b)
    assert words.rounded(low, up=False) <= low
    assert words.rounded(high, up=True) >= high


def test_words():
    assert words.between(30912, 34790) == "between 30,900 and 34,800"
    assert words.between(42, 57) == "between 42 and 57"
    assert words.listed(["A"]) == "A"
    assert words.listed(["A", "B", "C"]) == "A, B and C"
    assert words.listed(list("ABCDEFG")) == "A, B, C, D and 3 others"
    assert words.change(-4.04) == "down 4.0%"
    assert words.change(0.01) == "unchanged"
    assert words.change(250.4) == "up 250%"
    assert words.share(0.999) == "99%"
    assert words.forces(1) == "1 force"

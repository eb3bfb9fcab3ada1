import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from answerable.estimate.families import BetaBinomial, NegativeBinomial, log_likelihood, sample_within

ONE = np.array([0])
means = st.floats(0.5, 5e4)
spreads = st.floats(0.02, 1.0)


def negative_binomial(mean, spread):
    shape = 1 / spread**2
    return stats.nbinom(shape, shape / (shape + mean))


def beta_binomial(n, share, spread):
    precision = (1 - share) / share / spread**2
    return stats.betabinom(n, share * precision, (1 - share) * precision)


def likelihood(family, low, high, eta, spread):
    return float(
        log_likelihood(
            family, np.array([float(low)]), np.array([float(high)]), eta=np.array([eta]),
            log_spread=np.array([np.log(spread)]), at=ONE,
        )[0]
    )  # fmt: skip


@given(means, spreads, st.integers(0, 10**5))
def test_negative_binomial_is_scipys(mean, spread, y):
    expected = negative_binomial(mean, spread).logpmf(y)
    if expected > -1e5:
        assert likelihood(NegativeBinomial(), y, y, np.log(mean), spread) == pytest.approx(
            expected, rel=1e-6, abs=1e-6
        )


@given(means, spreads, st.integers(0, 2000), st.integers(1, 500))
def test_an_interval_is_the_sum_of_its_counts(mean, spread, low, width):
    law = negative_binomial(mean, spread)
    inside = law.pmf(np.arange(low, low + width + 1)).sum()
    if inside > 1e-9:
        found = np.exp(likelihood(NegativeBinomial(), low, low + width, np.log(mean), spread))
        assert found == pytest.approx(inside, rel=1e-6, abs=1e-12)


@given(means, spreads, st.integers(0, 5000))
def test_an_open_interval_is_the_upper_tail(mean, spread, low):
    expected = negative_binomial(mean, spread).sf(low - 1)
    if expected > 1e-9:
        found = np.exp(likelihood(NegativeBinomial(), low, np.inf, np.log(mean), spread))
        assert found == pytest.approx(expected, rel=1e-6)


@given(st.integers(1, 10**5), st.floats(0.001, 0.9), spreads, st.data())
def test_beta_binomial_is_scipys(n, share, spread, data):
    y = data.draw(st.integers(0, n))
    expected = beta_binomial(n, share, spread).logpmf(y)
    if expected > -1e4:
        found = likelihood(BetaBinomial(np.array([float(n)])), y, y, np.log(share / (1 - share)), spread)
        assert found == pytest.approx(expected, rel=1e-5, abs=1e-5)


def test_a_wide_interval_of_a_share_is_the_sum_of_its_counts():
    inside = beta_binomial(3000, 0.2, 0.3).pmf(np.arange(400, 701)).sum()
    found = np.exp(likelihood(BetaBinomial(np.array([3000.0])), 400, 700, np.log(0.25), 0.3))
    assert found == pytest.approx(inside, rel=0.01)


@given(st.integers(0, 50), st.integers(0, 200), st.floats(1, 300), spreads, st.integers(0, 2**32))
def test_draws_stay_within_their_interval(low, width, mean, spread, seed):
    drawn = sample_within(
        np.random.default_rng(seed), NegativeBinomial(), np.array([float(low)]), np.array([float(low + width)]),
        eta=np.full((50, 1), np.log(mean)), log_spread=np.full((50, 1), np.log(spread)), at=ONE,
    )  # fmt: skip
    assert ((drawn >= low) & (drawn <= low + width)).all()


@pytest.mark.parametrize(("low", "high"), [(1, 4), (0, 9), (30, 90)])
def test_draws_within_follow_the_law(low, high):
    number = 20000
    drawn = sample_within(
        np.random.default_rng(1), NegativeBinomial(), np.array([float(low)]), np.array([float(high)]),
        eta=np.full((number, 1), np.log(20.0)), log_spread=np.full((number, 1), np.log(0.5)), at=ONE,
    )[:, 0]  # fmt: skip
    counts = np.arange(low, high + 1)
    law = negative_binomial(20.0, 0.5).pmf(counts)
    mean = (counts * law).sum() / law.sum()
    deviation = np.sqrt(((counts - mean) ** 2 * law).sum() / law.sum())
    assert abs(drawn.mean() - mean) < 4 * deviation / np.sqrt(number)

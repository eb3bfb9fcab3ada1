from itertools import product
from math import comb, prod

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.records.strata import TAIL, Tally, add, stratum_interval, unseen


def chance(population, marked, shown, number):
    """Hypergeometric, in whole numbers: the oracle."""
    return comb(number, shown) * comb(population - number, marked - shown) / comb(population, marked)


@given(st.integers(1, 60), st.data())
def test_the_interval_is_the_set_of_numbers_that_no_test_rejects(population, data):
    marked = data.draw(st.integers(1, population))
    relevant = data.draw(st.integers(0, marked))
    low, high = stratum_interval(population, marked, relevant)
    allowed = []
    for number in range(relevant, population - marked + relevant + 1):
        below = sum(chance(population, marked, k, number) for k in range(relevant))
        same = chance(population, marked, relevant, number)
        if below + same / 2 > 0.025 and 1 - below - same / 2 > 0.025:
            allowed.append(number)
    # a tail of exactly 2.5% may fall either way in floating point
    assert abs(low - allowed[0]) <= 1
    assert abs(high - allowed[-1]) <= 1
    assert low <= population * relevant / marked <= high


def test_a_whole_stratum_marked_leaves_no_doubt():
    assert stratum_interval(40, 40, 13) == (13, 13)
    assert add([Tally(40, 40, 13), Tally(7, 7, 0)]).width == 0


def test_none_found_in_a_sample_of_a_million_is_the_rule_of_three():
    low, high = stratum_interval(1_000_000, 300, 0)
    assert low == 0
    assert high == pytest.approx(3 / 300 * 1_000_000, rel=0.01)


@given(st.lists(st.integers(1, 5000), min_size=1, max_size=6), st.data())
def test_a_sum_never_contradicts_the_marks_and_holds_its_own_point(populations, data):
    parts = []
    for population in populations:
        marked = data.draw(st.integers(1, min(population, 200)))
        parts.append(Tally(population, marked, data.draw(st.integers(0, marked))))
    total = add(parts)
    assert total.low <= total.point + 1e-9
    assert total.point <= total.high + 1e-9
    assert sum(p.relevant for p in parts) <= total.low
    assert total.high <= sum(p.population - p.marked + p.relevant for p in parts)
    if len(parts) == 1:
        assert abs(total.low - parts[0].interval[0]) <= 1
        assert abs(total.high - parts[0].interval[1]) <= 1


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9)), min_size=1, max_size=3))
def test_what_may_lie_unseen_in_several_strata_is_the_most_that_their_joint_chance_allows(drawn):
    strata = [(max(pair), min(pair)) for pair in drawn]
    most = max(
        sum(numbers)
        for numbers in product(*(range(of - marked + 1) for of, marked in strata))
        if prod(chance(of, marked, 0, n) for (of, marked), n in zip(strata, numbers, strict=True)) / 2 > TAIL
    )
    assert abs(unseen(strata) - most) <= 1


def test_none_found_in_five_strata_is_no_more_than_none_found_in_the_biggest():
    assert unseen([(1_000_000, 300)]) == pytest.approx(stratum_interval(1_000_000, 300, 0)[1], abs=1)
    assert unseen([(1_000_000, 300)] * 5) == pytest.approx(unseen([(1_000_000, 300)]), rel=0.01)
    assert unseen([(4000, 300), (1_000_000, 300)]) == pytest.approx(unseen([(1_000_000, 300)]), rel=0.01)
    assert unseen([(7, 7), (3, 3)]) == 0


def test_where_one_end_cannot_err_the_other_has_more_of_the_chance():
    """1,500 searches without a relevant record outside the hits: no sample can put the upper end too low."""
    draws = np.random.default_rng(20240202)
    covered = 0
    for _ in range(1500):
        population = int(draws.integers(400, 4000))
        relevant = int(population * draws.uniform(0.3, 0.95))
        shown = int(draws.hypergeometric(relevant, population - relevant, 110))
        found = add([Tally(population, 110, shown), Tally(3000, 80, 0), Tally(800_000, 110, 0)])
        covered += found.low <= relevant <= found.high
    assert 0.94 <= covered / 1500 <= 0.97


@pytest.mark.parametrize("wrong", [(5, 0, 0), (5, 6, 0), (5, 3, 4), (5, 3, -1)])
def test_marks_that_cannot_be_are_refused(wrong):
    with pytest.raises(ValueError):
        Tally(*wrong)


def test_intervals_cover_the_truth_in_about_95_of_100_searches():
    """600 searches, rare terms and strata without a relevant record among them; the benchmark runs more."""
    draws = np.random.default_rng(20240101)
    covered = below = above = 0
    for number in range(600):
        hits = (int(draws.integers(50, 3000)), draws.uniform(0.3, 1), 90)
        near = (int(draws.integers(100, 6000)), draws.choice([0, 0.01, 0.1]), 90)
        rest = (int(draws.integers(5000, 500_000)), draws.choice([0, 1e-5, 0.03]), 150)
        truth, parts = 0, []
        for population, share, size in (hits, near, rest)[: 2 + number % 2]:
            relevant, marked = int(population * share), min(size, population)
            truth += relevant
            shown = int(draws.hypergeometric(relevant, population - relevant, marked))
            parts.append(Tally(population, marked, shown))
        found = add(parts)
        covered += found.low <= truth <= found.high
        below += truth < found.low
        above += truth > found.high
    assert 0.93 <= covered / 600 <= 0.97
    assert below
    assert above

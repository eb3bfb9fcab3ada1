import json
import random
import re
import time

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from answerable.estimate import estimate


def test_the_contract(country, silent):
    found = estimate(
        country.replies(["2018/19", "2019/20"], silent), country.official(["2016/17", "2017/18"])
    ).to_dict()
    json.dumps(found, allow_nan=False)
    assert set(found) == {"periods", "growth", "findings"}
    first = found["periods"][0]
    assert first["period"] == "2018/19"
    assert {"low", "high", "bodies", "of", "population_share"} <= set(first["reported"])
    assert {"point", "low", "high", "level", "method", "publishable", "why"} <= set(first["estimate"])
    assert first["estimate"]["level"] == 0.95
    assert first["estimate"]["publishable"] is True
    pairs = [(g["from"], g["to"]) for g in found["growth"]]
    assert pairs == [("2017/18", "2018/19"), ("2018/19", "2019/20")]
    assert {"percent", "bodies"} <= set(found["growth"][1]["same_bodies"])
    assert {"percent", "low", "high"} <= set(found["growth"][1]["national"])


def test_everybody_answered_is_the_sum(country):
    found = estimate(country.replies(["2019/20"])).periods[0]
    total = country.total("2019/20")
    assert (found.estimate.point, found.estimate.low, found.estimate.high) == (total, total, total)
    assert found.estimate.publishable
    assert found.sensitivity is None


def test_official_counts_help(country, silent):
    replies = country.replies(["2019/20"], silent)
    alone, helped = (estimate(replies, official).periods[0] for official in (None, country.official()))
    assert helped.estimate.bases[0].kind == "official growth"
    assert alone.estimate.bases[0].kind == "stacked"
    assert helped.estimate.high - helped.estimate.low < alone.estimate.high - alone.estimate.low
    for found in (alone, helped):
        assert found.estimate.low <= country.total("2019/20") <= found.estimate.high
    assert helped.estimate.point == pytest.approx(country.total("2019/20"), rel=0.04)


@pytest.mark.parametrize("several", [False, True])
def test_official_counts_of_the_year_or_later_are_never_used(country, silent, several):
    replies = country.replies(["2018/19"], silent)
    official = country.official()
    if several:
        official += country.official(series="Another", factor=3)
    poisoned = [
        row | {"count": 10**9 + 7919 * i if row["period"] >= "2018/19" else row["count"]}
        for i, row in enumerate(official)
    ]
    assert poisoned != official
    assert estimate(replies, poisoned).to_dict() == estimate(replies, official).to_dict()


def test_the_order_of_rows_changes_nothing(country, silent):
    replies = country.replies(["2018/19", "2019/20"], silent, below=400)
    official = country.official() + country.official(series="Another", factor=2)
    expected = estimate(replies, official).to_dict()
    shuffle = random.Random(4)
    for _ in range(2):
        shuffle.shuffle(replies)
        shuffle.shuffle(official)
        assert estimate(replies, official).to_dict() == expected


def test_the_seed_fixes_every_draw(country, silent):
    replies = country.replies(["2019/20"], silent)
    assert estimate(replies, seed=3).to_dict() == estimate(replies, seed=3).to_dict()
    one, other = (estimate(replies, seed=s).periods[0] for s in (3, 4))
    assert not np.array_equal(one.draws, other.draws)
    assert one.estimate.point == pytest.approx(other.estimate.point, rel=0.01)


def test_ten_times_the_counts_is_ten_times_the_estimate(country_maker, silent):
    country = country_maker(per_head=2e-2)
    rows = country.replies(["2019/20"], silent)
    ten = [row | {end: row[end] * 10 if row[end] != "" else "" for end in ("low", "high")} for row in rows]
    official, ten_official = country.official(["2018/19"]), country.official(["2018/19"], factor=10)
    for given_, ten_given in ((None, None), (official, ten_official)):
        one, other = estimate(rows, given_).periods[0].estimate, estimate(ten, ten_given).periods[0].estimate
        assert other.point == pytest.approx(10 * one.point, rel=0.01)
        assert other.high - other.low == pytest.approx(10 * (one.high - one.low), rel=0.1)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6), below=st.sampled_from([3, 5, 10]), number=st.integers(0, 30))
def test_hard_bounds_always_hold_the_truth(country_maker, seed, below, number):
    country = country_maker(seed=seed, per_head=1e-5)
    hidden = tuple(np.random.default_rng(seed).permutation(43)[:number])
    found = estimate(country.replies(["2019/20"], hidden, below=below)).periods[0]
    truth = sum(int(c) for i, c in enumerate(country.counts[4]) if i not in hidden)
    assert found.reported.low <= truth <= found.reported.high
    if not number:
        assert found.reported.low <= found.estimate.low <= found.estimate.point <= found.estimate.high
        assert found.estimate.high <= found.reported.high


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(12)))
def test_another_reply_never_lowers_the_lower_bound(country, order):
    last = 0
    for many in range(1, 12, 3):
        hidden = set(range(43)) - set(order[:many])
        low = estimate(country.replies(["2019/20"], hidden)).periods[0].reported.low
        assert low >= last
        last = low


def test_suppressed_counts_are_estimated_within_their_intervals(rare):
    found = estimate(rare.replies(["2019/20"], below=5), rare.official(["2017/18", "2018/19"])).periods[0]
    truth = rare.total("2019/20")
    assert found.reported.low < truth < found.reported.high
    assert found.estimate.low <= truth <= found.estimate.high
    assert found.estimate.point == pytest.approx(truth, rel=0.03)
    assert "suppressed, held within what they can be" in found.estimate.method


@pytest.mark.slow
def test_ranges_hold_the_truth_as_often_as_they_say(country_maker):
    hits = []
    for seed in range(60):
        country = country_maker(seed=100 + seed)
        hidden = tuple(np.random.default_rng(seed).permutation(43)[:12])
        found = estimate(country.replies(["2019/20"], hidden), country.official()).periods[0].estimate
        hits.append(found.low <= country.total("2019/20") <= found.high)
    assert sum(hits) >= 53  # fewer would be a chance of 1 in 100 at 95%


def test_few_answers_are_not_published(country):
    found = estimate(country.replies(["2019/20"], range(5, 43)), country.official()).periods[0].estimate
    assert not found.publishable
    assert found.why == "Only 5 forces answered, and fewer than 10 cannot speak for the rest."
    assert "No national figure is given" in found.sentence


def test_wide_ranges_are_not_published(country):
    found = estimate(country.replies(["2019/20"], range(11, 43))).periods[0].estimate
    assert not found.publishable
    assert found.why.startswith("The range is wider than a quarter of the estimate (between ")


@pytest.mark.parametrize("answering", [0, 1, 2])
def test_too_few_to_learn_from(country, answering):
    found = estimate(country.replies(["2019/20"], range(answering, 43)))
    assert found.periods[0].estimate.point is None
    assert not found.periods[0].estimate.publishable
    assert found.to_dict()["periods"][0]["reported"]["bodies"] == answering


def test_nothing_but_noughts(country, silent):
    rows = [
        row | {"low": 0, "high": 0} if row["low"] != "" else row
        for row in country.replies(["2019/20"], silent)
    ]
    found = estimate(rows).periods[0].estimate
    assert found.low == 0
    assert found.point <= 3


def test_the_previous_round_stands_in_for_official_counts(country, silent):
    rows = country.replies(["2018/19"]) + country.replies(["2019/20"], silent)
    found = estimate(rows).periods[1].estimate
    assert [basis.kind for basis in found.bases] == ["previous round"]
    assert found.point == pytest.approx(country.total("2019/20"), rel=0.04)


def test_a_parent_class_of_the_same_year(country, silent):
    shares = np.random.default_rng(5).uniform(0.08, 0.12, 43)
    parent = [
        row | {"series": "parent: all theft", "count": round(row["count"] / shares[i % 43])}
        for i, row in enumerate(country.official())
    ]
    replies = country.replies(["2019/20"], silent)
    own = country.official(["2017/18", "2018/19"])
    found = estimate(replies, own + parent).periods[0].estimate
    assert [basis.kind for basis in found.bases] == ["own share"]
    assert found.point == pytest.approx(country.total("2019/20"), rel=0.01)
    alone = estimate(replies, parent).periods[0].estimate
    assert [basis.kind for basis in alone.bases] == ["parent share"]
    assert alone.low <= country.total("2019/20") <= alone.high
    renamed = [row | {"series": row["series"].removeprefix("parent: ")} for row in own + parent]
    named = estimate(replies, renamed, parent="all theft").periods[0].estimate
    assert (named.point, named.low, named.high) == (found.point, found.low, found.high)


def test_the_series_that_follows_the_replies_is_taken(country, country_maker, silent):
    strangers = country_maker(seed=9)
    official = country.official(["2017/18"], "Same") + strangers.official(["2017/18"], "Other")
    found = estimate(country.replies(["2018/19"], silent), official)
    assert "“Same”" in found.periods[0].estimate.method
    assert any(f.kind == "own-series" and "“Same”" in f.what for f in found.findings)
    other = estimate(country.replies(["2018/19"], silent), official, series="Other")
    assert "“Other”" in other.periods[0].estimate.method


def test_growth_beside_the_same_forces(country, silent):
    rows = country.replies(["2018/19"], silent[:4]) + country.replies(["2019/20"], silent[2:])
    found = estimate(rows).growth[0]
    both = [i for i in range(43) if i not in silent]
    first, second = (country.counts[y, both].sum() for y in (3, 4))
    assert found.same_bodies.bodies == 35
    assert found.same_bodies.percent == pytest.approx(100 * (second / first - 1), abs=0.01)
    assert len(found.same_bodies.names) == 35
    assert set(found.same_bodies.left_out) == {country.names[i] for i in silent}
    truth = 100 * (country.total("2019/20") / country.total("2018/19") - 1)
    assert found.national.low <= truth <= found.national.high
    assert found.national.high - found.national.low < 8


def test_growth_of_suppressed_counts_is_bounded(rare):
    found = estimate(rare.replies(["2018/19", "2019/20"], below=5)).growth[0].same_bodies
    truth = 100 * (rare.total("2019/20") / rare.total("2018/19") - 1)
    assert found.low <= truth <= found.high


def test_national_growth_is_the_ratio_of_the_draws(country, silent):
    found = estimate(country.replies(["2018/19"]) + country.replies(["2019/20"], silent))
    ratio = found.periods[1].draws / country.total("2018/19")
    assert found.growth[0].national.percent == pytest.approx(100 * (np.median(ratio) - 1), abs=0.01)


def test_calendar_and_financial_years_are_never_mixed(country, silent):
    rows = country.replies(["2018/19"], silent)
    rows += [row | {"period": "2019"} for row in country.replies(["2019/20"], silent)]
    found = estimate(rows, country.official(["2017/18"]))
    assert found.growth == () or all(g.second.kind == g.first.kind for g in found.growth)
    assert any(f.kind == "mixed-periods" for f in found.findings)
    assert [p.estimate.bases[0].kind for p in found.periods] == ["official growth", "stacked"]


def test_official_counts_for_another_kind_of_year(country, silent):
    calendar = [row | {"period": row["period"][:4]} for row in country.official(["2016/17", "2017/18"])]
    found = estimate(country.replies(["2019/20"], silent), calendar)
    assert found.periods[0].estimate.bases[0].kind == "stacked"
    assert any("for calendar years and the replies for financial years" in f.what for f in found.findings)


def test_parts_of_years_of_different_length(country, silent):
    rows = [
        row | {"period": period}
        for period in ("2022 (to 1 Oct)", "2023 (to 1 Nov)")
        for row in country.replies(["2019/20"], silent)
    ]
    found = estimate(rows)
    assert found.growth == ()
    mixed = next(f.what for f in found.findings if f.kind == "mixed-periods")
    assert "parts of years (1 Jan 2022 to 1 Oct 2022) and parts of years (1 Jan 2023 to 1 Nov 2023)" in mixed


def test_a_period_without_an_end(country):
    rows = [row | {"period": "2023 to present"} for row in country.replies(["2019/20"])]
    found = estimate(rows)
    assert found.periods[0].estimate.point is None
    assert [f.kind for f in found.findings if f.severity == "error"] == ["open-period"]


@pytest.mark.parametrize("official", [True, False])
def test_well_under_two_seconds(country, silent, official):
    months = [
        f"{m} {y}"
        for y in (2018, 2019, 2020)
        for m in ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    ]
    rows = [row | {"period": month} for month in months for row in country.replies(["2019/20"], silent)]
    given_ = (
        [row | {"period": f"Jan {row['period'][:4]}"} for row in country.official()] if official else None
    )
    estimate(rows[:43])
    start = time.process_time()
    found = estimate(rows, given_)
    assert len(found.periods) == 36
    assert time.process_time() - start < 2


def test_plain_words(country, rare, silent, snapshot):
    cases = {
        "official": estimate(country.replies(["2018/19", "2019/20"], silent), country.official()),
        "replies only": estimate(country.replies(["2019/20"], silent)),
        "few": estimate(country.replies(["2019/20"], range(6, 43))),
        "suppressed": estimate(rare.replies(["2018/19", "2019/20"], below=5)),
    }
    lines = []
    for name, found in cases.items():
        lines.append(f"## {name}")
        for one in found.periods:
            lines += [one.estimate.sentence, one.estimate.method, one.estimate.why, one.old_practice.why_not]
            lines += one.sensitivity.sentences if one.sensitivity else ()
        for growth in found.growth:
            lines += [growth.sentence, growth.chance.sentence]
            lines += [growth.sensitivity.sentence] if growth.sensitivity else []
        lines += [str(finding) for finding in found.findings]
    text = "\n".join(lines)
    assert not re.search(r"\b(prior|posterior|NB|likelihood|Bayes\w*|binomial)\b", text, re.I)
    assert text == snapshot


def test_a_force_of_next_to_nobody():
    bodies = [{"body": "Hamlet", "population": 1}, {"body": "Country", "population": 10**8}]
    replies = [{"body": "Hamlet", "period": "2020", "low": 2, "high": 2}]
    found = estimate(replies, bodies=bodies).periods[0]
    assert (found.reported.low, found.reported.population_share) == (2, 0.0)
    assert found.estimate.point is None


def test_the_old_practice_stands_beside(country, silent):
    found = estimate(country.replies(["2019/20"], silent)).periods[0]
    answered = [i for i in range(43) if i not in silent]
    added = int(country.counts[4, answered].sum())
    share = country.population[answered].sum() / country.population.sum()
    assert found.old_practice.adding_up == added
    assert found.old_practice.pro_rata == pytest.approx(added / share, abs=1)


@pytest.mark.parametrize("official", [True, False])
def test_what_the_estimate_hangs_on(country, silent, official):
    counts = country.official() if official else None
    found = estimate(country.replies(["2019/20"], silent), counts).periods[0]
    hangs = found.sensitivity
    assert hangs.moves_most in country.names
    without = {country.names.index(hangs.moves_most), *silent}
    again = estimate(country.replies(["2019/20"], without), counts).periods[0].estimate
    assert hangs.without_it == pytest.approx(again.point, rel=0.005 if official else 0.02)
    assert hangs.changes
    assert "it hangs on what the silent forces recorded" in hangs.sentences[-1]
    assert hangs.silent_low < found.estimate.point < hangs.silent_high
    assert hangs.tips_below < found.estimate.point < hangs.tips_above


def test_a_direction_that_hangs_on_silence_is_said(country_maker, silent):
    country = country_maker(seed=12, growth=0.0, spread=0.15)
    rows = country.replies(["2018/19"]) + country.replies(["2019/20"], (0, *silent))
    found = estimate(rows)
    assert found.growth[0].sensitivity.changes
    assert any(f.kind == "direction-hangs-on-silence" for f in found.findings)


def test_the_tipping_point_is_where_growth_is_nought(country, silent):
    rows = country.replies(["2018/19"]) + country.replies(["2019/20"], silent)
    hangs = estimate(rows).growth[0].sensitivity
    answered = [i for i in range(43) if i not in silent]
    assert hangs.tips_at == country.total("2018/19") - int(country.counts[4, answered].sum())

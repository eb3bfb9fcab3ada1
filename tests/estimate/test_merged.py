"""Forces that answer with one number are one body to the estimator, and count as many as they are."""

from itertools import pairwise

import pytest

from answerable.estimate import EstimateError, estimate
from answerable.estimate.names import forces, members, resolve

JOINT = "Warwickshire and West Mercia"
PAIR = ("Warwickshire", "West Mercia")


def joined(rows, places):
    """The rows with the pair's counts as one row a year, where they gave any."""
    out = [row for row in rows if row["body"] not in PAIR]
    for year in dict.fromkeys(row["period"] for row in rows):
        own = [row for row in rows if row["body"] in PAIR and row["period"] == year]
        if all(row["low"] != "" for row in own):
            ends = {end: sum(row[end] for row in own) for end in ("low", "high")}
            out.append({"body": JOINT, "period": year, **ends})
    return out


def test_names_and_codes():
    assert resolve(JOINT) == resolve("West Mercia/Warwickshire") == "E23000016+E23000017"
    assert resolve("E23000017+E23000016") == "E23000016+E23000017"
    assert members(resolve(JOINT)) == ("E23000016", "E23000017")
    assert members("E23000032") == ("E23000032",)
    assert resolve("Kent and Atlantis") is None


def test_a_joint_answer_counts_as_two_forces_with_the_people_of_both(country, silent):
    alone = country.replies(["2018/19"], silent)
    apart, together = estimate(alone), estimate(joined(alone, silent))
    one, two = apart.periods[0].reported, together.periods[0].reported
    assert (two.bodies, two.of) == (one.bodies, one.of) == (35, 43)
    assert (two.low, two.population_share) == (one.low, one.population_share)
    assert "35 forces answered; 8 estimated" in together.periods[0].estimate.sentence


def test_the_official_counts_of_both_are_added(country, silent):
    replies = joined(country.replies(["2019/20"], silent), silent)
    official = country.official(["2017/18", "2018/19"])
    summed = [row for row in official if row["body"] not in PAIR]
    for year in ("2017/18", "2018/19"):
        own = [row for row in official if row["body"] in PAIR and row["period"] == year]
        summed.append(own[0] | {"body": JOINT, "count": sum(row["count"] for row in own)})
    assert estimate(replies, official).to_dict() == estimate(replies, summed).to_dict()


def test_a_silent_pair_is_estimated_from_both_and_counts_two(country):
    places = [country.names.index(name) for name in PAIR]
    bodies = [{"body": f.name, "population": f.population} for f in forces() if f.name not in PAIR] + [
        {"body": JOINT, "population": sum(f.population for f in forces() if f.name in PAIR)}
    ]
    replies = [row for row in country.replies(["2019/20"], places) if row["body"] not in PAIR]
    found = estimate(replies, country.official(["2018/19"]), bodies).periods[0]
    assert (found.reported.bodies, found.reported.of) == (41, 43)
    basis = found.estimate.bases[0]
    assert (basis.number, len(basis.bodies)) == (2, 1)
    assert basis.codes == ("E23000016+E23000017",)
    truth = country.total("2019/20")
    assert found.estimate.low <= truth <= found.estimate.high


def test_one_that_also_answers_alone_is_refused():
    rows = [{"body": JOINT, "period": "2018/19", "low": 5, "high": 5}]
    rows.append({"body": "Warwickshire", "period": "2019/20", "low": 5, "high": 5})
    with pytest.raises(EstimateError) as caught:
        estimate(rows)
    assert str(caught.value) == (
        "Replies, row 2: Warwickshire answers here alone, and elsewhere together: West Mercia and Warwickshire."
    )


def test_listing_the_pair_and_one_of_it_is_refused():
    bodies = [{"body": JOINT, "population": 5}, {"body": "Warwickshire", "population": 2}]
    with pytest.raises(EstimateError, match=r"Bodies, row 2: Warwickshire is listed twice\."):
        estimate([{"body": JOINT, "period": "2019", "low": 1, "high": 1}], bodies=bodies)


def test_order_of_rows_makes_no_difference(country, silent):
    rows = joined(country.replies(["2018/19", "2019/20"], silent), silent)
    first = estimate(rows).to_dict()
    assert estimate(rows[::-1]).to_dict() == first
    assert all(a["period"] < b["period"] for a, b in pairwise(first["periods"]))


def test_what_is_reported_without_an_upper_bound_is_said_so(country, silent):
    rows = country.replies(["2019/20"], silent)
    rows[0]["high"] = ""
    found = estimate(rows, country.official(["2018/19"])).periods[0]
    assert found.reported.high is None
    assert (
        f"what was reported is at least {found.reported.low:,}, without an upper bound"
        in found.estimate.sentence
    )

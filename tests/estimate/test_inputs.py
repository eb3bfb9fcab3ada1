import pytest

from answerable.estimate import EstimateError, estimate

GOOD = {"body": "Kent", "period": "2019/20", "low": 5, "high": 5}
OFFICIAL = {"body": "Kent", "period": "2018/19", "series": "A", "count": 4}

BAD_REPLIES = {
    "Replies, row 1: 'Atlantis' is not the name of any of the bodies.": [GOOD | {"body": "Atlantis"}],
    "Replies, row 1: body is blank.": [GOOD | {"body": " "}],
    "Replies, row 1: period is blank.": [GOOD | {"period": ""}],
    "Replies, row 1: 'last year' is not a period that can be read, such as 2019 or 2019/20.": [GOOD | {"period": "last year"}],
    "Replies, row 2: Kent answers for 2019/20 twice.": [GOOD, GOOD | {"body": "Kent Police", "period": "FY 2019/20"}],
    "Replies, row 1: low is -3, and a count is never negative.": [GOOD | {"low": -3}],
    "Replies, row 1: high is 4.5, and a count is a whole number.": [GOOD | {"low": 1, "high": 4.5}],
    "Replies, row 1: low is '<5', which is not a number.": [GOOD | {"low": "<5"}],
    "Replies, row 1: low is 9 and high is 5, so low is above high.": [GOOD | {"low": 9}],
    "Replies, row 1: low is 1e13, which is larger than any count of offences.": [GOOD | {"low": "1e13"}],
    "The replies lack the column high.": [{k: v for k, v in GOOD.items() if k != "high"}],
    "The replies lack the column low and the column high.": [{"body": "Kent", "period": "2019"}],
    "The replies hold no row.": [],
}  # fmt: skip

BAD_OFFICIAL = {
    "Official counts, row 1: 'Atlantis' is not the name of any of the bodies.": [
        OFFICIAL | {"body": "Atlantis"}
    ],
    "Official counts, row 1: series is blank.": [OFFICIAL | {"series": None}],
    "Official counts, row 1: count is -1, and a count is never negative.": [OFFICIAL | {"count": -1}],
    "Official counts, row 2: A has Kent in 2018/19 twice.": [OFFICIAL, OFFICIAL],
    "The official counts lack the column series.": [{"body": "Kent", "period": "2019", "count": 1}],
}

BAD_BODIES = {
    "Bodies, row 1: Kent has no population.": [{"body": "Kent", "population": ""}],
    "Bodies, row 1: Kent has a population of nought.": [{"body": "Kent", "population": 0}],
    "Bodies, row 2: Kent Police is listed twice.": [{"body": "Kent", "population": 5}, {"body": "Kent Police", "population": 5}],
    "Bodies, row 1: population is -5, and a count is never negative.": [{"body": "Kent", "population": -5}],
    "The bodies lack the column population.": [{"body": "Kent"}],
    "The bodies hold no row.": [],
}  # fmt: skip


def message(**given):
    with pytest.raises(EstimateError) as caught:
        estimate(**{"replies": [GOOD]} | given)
    assert isinstance(caught.value, ValueError)
    return str(caught.value)


@pytest.mark.parametrize(("sentence", "rows"), BAD_REPLIES.items())
def test_replies_that_cannot_be_right(sentence, rows):
    assert message(replies=rows) == sentence


@pytest.mark.parametrize(("sentence", "rows"), BAD_OFFICIAL.items())
def test_official_counts_that_cannot_be_right(sentence, rows):
    assert message(official=rows) == sentence


@pytest.mark.parametrize(("sentence", "rows"), BAD_BODIES.items())
def test_bodies_that_cannot_be_right(sentence, rows):
    assert message(bodies=rows) == sentence


def test_a_series_that_is_not_there():
    assert message(official=[OFFICIAL], series="B") == "The official counts have no series 'B': they hold A."
    assert message(parent="B") == "The official counts have no series 'B': there are none."


class Frame:
    """Columns by name, as pandas and Polars have them."""

    def __init__(self, rows):
        self.columns = list(rows[0])
        self._rows = rows

    def __getitem__(self, name):
        return [row[name] for row in self._rows]


def test_a_frame_is_as_good_as_rows(country, silent):
    rows = country.replies(["2019/20"], silent)
    assert estimate(Frame(rows)).to_dict() == estimate(rows).to_dict()


def test_a_frame_that_lacks_a_column():
    assert message(replies=Frame([{"body": "Kent", "period": "2019"}])) == (
        "The replies lack the column low and the column high."
    )


@pytest.mark.parametrize(
    "name", ["London, City of", "City of London Police", "E23000034", "devon & cornwall"]
)
def test_names_that_are_known(name):
    assert estimate([GOOD | {"body": name}]).periods[0].reported.bodies == 1


def test_bodies_of_ones_own():
    bodies = [{"body": f"Trust {n}", "population": 1000 * n} for n in range(1, 16)]
    replies = [{"body": f"Trust {n}", "period": "2020", "low": 10 * n, "high": 10 * n} for n in range(1, 13)]
    found = estimate(replies, bodies=bodies).periods[0]
    assert (found.reported.bodies, found.reported.of) == (12, 15)
    assert found.estimate.low <= 1200 <= found.estimate.high


def test_official_rows_of_bodies_that_were_not_asked_are_passed_over(country, silent):
    replies, official = country.replies(["2019/20"], silent), country.official()
    railway = [
        {"body": "British Transport Police", "period": "2018/19", "series": "Recorded offences", "count": 9}
    ]
    assert estimate(replies, official + railway).to_dict() == estimate(replies, official).to_dict()


def test_a_known_body_that_was_not_asked():
    assert message(replies=[GOOD | {"body": "Police Scotland"}]) == (
        "Replies, row 1: 'Police Scotland' is not the name of any of the bodies."
    )


def test_blank_ends():
    rows = [
        {"body": "Kent", "period": "2020", "low": "", "high": ""},
        {"body": "Essex", "period": "2020", "low": 831, "high": ""},
        {"body": "Sussex", "period": "2020", "low": None, "high": 4},
    ]
    found = estimate(rows).periods[0].reported
    assert (found.low, found.high, found.bodies) == (831, None, 2)

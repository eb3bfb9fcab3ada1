import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.codebook.people import UNKNOWN, Age, is_loose, parse_age, parse_sex


@st.composite
def ages(draw):
    low = draw(st.integers(0, 120))
    high = draw(st.one_of(st.none(), st.integers(low, 120)))
    return Age(low, high)


@given(ages())
def test_label_and_code_read_back(age):
    assert parse_age(age.label()) == age
    assert parse_age(age.code) == age


@given(ages(), ages())
def test_contains_and_overlaps_are_those_of_sets(one, other):
    def years(age):
        return set(range(age.low, 130 if age.high is None else age.high + 1))

    assert one.overlaps(other) == bool(years(one) & years(other)) == other.overlaps(one)
    assert one.contains(other) == (years(other) <= years(one))


@pytest.mark.parametrize(
    ("label", "low", "high"),
    [
        ("16", 16, 16), ("16 yrs", 16, 16), ("16 years old", 16, 16), ("Aged 16", 16, 16), ("Age: 16", 16, 16),
        ("16yo", 16, 16), ("Under 16", 0, 15), ("under 18s", 0, 17), ("<16", 0, 15), ("less than 13", 0, 12),
        ("16 and under", 0, 16), ("up to 15", 0, 15), ("16 - 17", 16, 17), ("16–17 years", 16, 17),
        ("10 to 15", 10, 15), ("between 10 and 15", 10, 15), ("18-24", 18, 24), ("(18-24)", 18, 24),
        ("65+", 65, None), ("65 +", 65, None), ("65 and over", 65, None), ("65 or above", 65, None),
        ("18 & over", 18, None), ("over 60", 61, None), (">65", 66, None), ("≥18", 18, None), ("0", 0, 0),
        ("under 1", 0, 0), ("Aged 16 to 17 (1)", 16, 17),
    ],
)  # fmt: skip
def test_printed_ages(label, low, high):
    assert parse_age(label) == Age(low, high)


@pytest.mark.parametrize(
    "label", ["unknown", "Not recorded", "N/K", "Not stated", "Age unknown", "UNKNOWN*"[:-1]]
)
def test_words_for_not_known(label):
    assert parse_age(label) == UNKNOWN
    assert not UNKNOWN.known


@pytest.mark.parametrize(
    "label",
    [
        "", "Total", "All ages", "2019", "2019/20", "2019-20", "17-16", "16-16-17", "150", "121", "1-2hrs",
        "10-30 mins", "under 0", "Adult", "Child", "8Q", "-5", "16/17", "<5 offences", "0+", "16.5",
    ],
)  # fmt: skip
def test_no_ages(label):
    assert parse_age(label) is None


def test_over_is_loose_and_the_rest_is_not():
    assert is_loose("Over 18")
    assert not is_loose("18 and over")
    assert not is_loose("under 18")


@pytest.mark.parametrize(("low", "high"), [(-1, 3), (5, 4)])
def test_no_such_ages(low, high):
    with pytest.raises(ValueError, match="no such ages"):
        Age(low, high)


@pytest.mark.parametrize(
    ("label", "sex"),
    [
        ("F", "female"), ("Female", "female"), ("FEMALES", "female"), ("M", "male"), ("Male ", "male"),
        ("Males(1)", "male"), ("Women", "female"), ("Unknown", "unknown"), ("Not stated", "unknown"),
        ("N/K", "unknown"), ("Non-binary", "non-binary"), ("Other", "other"), ("Femal", None), ("Total", None),
        ("Male and female", None), ("Trans", None), ("female child", None), ("", None), ("1", None),
    ],
)  # fmt: skip
def test_printed_sexes(label, sex):
    assert parse_sex(label) == sex

"""Periods as forces print them, and the laws of containment and overlap."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.model import Period, period

days = st.dates(date(1995, 1, 1), date(2035, 12, 31))
spans = st.tuples(days, days).map(lambda pair: Period(min(pair), max(pair)))


@pytest.mark.parametrize(
    ("text", "start", "end", "kind"),
    [
        ("2019", "2019-01-01", "2019-12-31", "calendar year"), ("2019/20", "2019-04-01", "2020-03-31", "financial year"),
        ("2019/2020", "2019-04-01", "2020-03-31", "financial year"), ("2019-20", "2019-04-01", "2020-03-31", "financial year"),
        ("FY 2019/20", "2019-04-01", "2020-03-31", "financial year"), ("1999-2000", "1999-04-01", "2000-03-31", "financial year"),
        ("2002-03( 1)", "2002-04-01", "2003-03-31", "financial year"), ("2012/13*", "2012-04-01", "2013-03-31", "financial year"),
        ("year to March 2014", "2013-04-01", "2014-03-31", "financial year"), ("12 months to 31 December 2013", "2013-01-01", "2013-12-31", "calendar year"),
        ("1 April 2019 to 31 March 2020", "2019-04-01", "2020-03-31", "financial year"), ("Oct 2022", "2022-10-01", "2022-10-31", "month"),
        ("Jan-22", "2022-01-01", "2022-01-31", "month"), ("Q1 2019/20", "2019-04-01", "2019-06-30", "quarter"),
        ("01.01.20 - 01.01.21", "2020-01-01", "2021-01-01", "range"), ("2010-2014", "2010-01-01", "2014-12-31", "years"),
        ("Apr 2019 - Mar 2024", "2019-04-01", "2024-03-31", "years"), ("2024 (to 1 Oct)", "2024-01-01", "2024-10-01", "range"),
        ("2013/14 (Apr to Dec)", "2013-04-01", "2013-12-31", "range"), ("Jan - Sep 2025", "2025-01-01", "2025-09-30", "range"),
        ("31/09/2023", "2023-09-30", "2023-09-30", "range"),
    ],
)  # fmt: skip
def test_every_printed_style(text, start, end, kind):
    found = period.parse(text)
    assert (str(found.start), str(found.end), found.kind) == (start, end, kind)


@pytest.mark.parametrize("text", ["2023-present", "2024 YTD", "2024 (part year)"])
def test_an_open_end_is_no_whole_year(text):
    found = period.parse(text)
    assert found.end is None
    assert not found.is_whole_year
    assert found.closed_by(date(2030, 1, 1)).end == date(2030, 1, 1)


@pytest.mark.parametrize("text", ["12", "Oct", "8Q", "088/05", "FOI 123/24", "19%", "", "1-4", "16-17"])
def test_what_is_no_period(text):
    assert period.parse(text) is None


@given(spans, spans)
def test_containment_and_overlap(a, b):
    shared = a.overlap(b)
    assert shared == b.overlap(a)
    assert (shared is None) == (a.end < b.start or b.end < a.start)
    assert a.contains(b) == (shared == b)
    assert a.contains(a)
    assert not a.is_part_of(a)


@given(st.integers(1990, 2040))
def test_years_print_and_read_back(year):
    for whole in (Period.year(year), Period.financial(year), *(Period.month(year, m) for m in range(1, 13))):
        if whole.kind != "financial year" or 1950 <= year <= 2048:
            assert period.parse(str(whole)) == whole


@given(spans)
def test_ranges_print_and_read_back(span):
    assert period.parse(str(span)) == span


@given(st.integers(1990, 2040), st.integers(1, 12))
def test_a_month_under_a_year_is_the_month_inside_it(year, month):
    name = date(2000, month, 1).strftime("%b")
    assert period.of_path((str(year), name)) == Period.month(year, month)
    inside = (
        period.of_path((f"{year}/{(year + 1) % 100:02d}", name)) if year != 1999 else Period.month(1999, 4)
    )
    assert Period.financial(year).contains(inside)


def test_periods_in_a_sentence():
    text = "In 2012/13 there were 373, against 186 in 2004/05; between 1 April 2010 and 31 March 2011 none."
    assert [str(p) for p, _, _ in period.find(text)] == ["2012/13", "2004/05", "2010/11"]


def test_a_long_run_of_marks_takes_no_time():
    """Where each mark could be one of a pair or of three, the ways to read them double with each."""
    assert period.parse("*" * 200 + "7") is None
    assert period.parse("2019" + "*" * 50).start.year == 2019


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("In 2022 (to 1 Oct) there were 56 offences", ["1 Jan 2022 to 1 Oct 2022"]),
        ("In the calendar year 2022 (Jan - Oct), 56 offences", ["1 Jan 2022 to 31 Oct 2022"]),
        (
            "2023 (up to 30/09/2023) and 2021/22 (Apr - Dec)",
            ["1 Jan 2023 to 30 Sep 2023", "1 Apr 2021 to 31 Dec 2021"],
        ),
        ("In 2022 (56 offences) and 2023 (part of it)", ["2022", "2023"]),
    ],
)
def test_a_part_of_a_year_in_brackets_is_no_whole_year(text, names):
    assert [str(found) for found, _, _ in period.find(text)] == names

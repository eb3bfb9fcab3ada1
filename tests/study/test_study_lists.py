"""Long lists in a study: each row of counts finds its month, its year and its offence."""

from datetime import date

from hand_made import document, figures, kinds, picture, table

from answerable.model import Period
from answerable.study.headings import Words, headings

YEARS = tuple(Period(date(year, 1, 1), date(year, 12, 31)) for year in (2021, 2022))


def long_list(rows, stub=("Year", "Month", "Offence")):
    return table([row[:-1] for row in rows], ["Count"], [[row[-1]] for row in rows], stub=stub)


def months(year, counts, **how):
    return [(str(year), str(n), "Sexual offences", count) for n, count in enumerate(counts, 1)]


def test_numbered_months_beside_a_calendar_year_are_months():
    rows = [*months(2021, [1] * 12), *months(2022, [2] * 12)]
    made = picture([document(long_list(rows), body="Kent")], periods=YEARS)
    assert figures(made) == [12, 24]


def test_a_month_that_is_missing_leaves_no_year():
    rows = [*months(2021, [1] * 11), *months(2022, [2] * 12)]
    made = picture([document(long_list(rows), body="Kent")], periods=YEARS)
    assert figures(made)[1:] == [24]
    assert figures(made)[0] not in {11, 12}


def test_beside_a_financial_year_they_may_begin_in_april():
    rows = [("2021/22", str(n), "Sexual offences", 3) for n in range(1, 13)]
    stub = ("Financial year", "Month", "Offence")
    made = picture([document(long_list(rows, stub), body="Kent")], periods=(Period.financial(2021),))
    assert figures(made) == ["needs a decision"]
    assert "unknown-label" in kinds(made)


def test_a_study_that_names_no_offence_is_told_which_its_replies_count():
    rows = [("2021", "Stalking", 5), ("2022", "Stalking", 7)]
    made = picture([document(long_list(rows, ("Year", "Offence")), body="Kent")], periods=YEARS, offence=None)
    (finding,) = [f for f in made.findings if f.kind == "no-offence"]
    assert 'offence = "8Q"' in finding.do
    named = picture(
        [document(long_list(rows, ("Year", "Offence")), body="Kent")], periods=YEARS, offence="8Q"
    )
    assert "no-offence" not in kinds(named)


def test_years_of_two_pairs_of_figures_are_financial_years_in_a_row():
    found = headings([("19/20",), ("20/21",), ("Total",)], [False, False, True], (), Words("offences"))
    assert [heading.periods for heading in found] == [("2019/20",), ("2020/21",), ()]

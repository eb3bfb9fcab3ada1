from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.model import Cell, Count, Period, Source, Table
from answerable.records.cost import CENTRAL, LIMITS, POLICE, SCOTLAND, Hits, Work, hits_of, price

ASKED = Period(date(2022, 10, 1), date(2024, 3, 31))
MONTHS = [Period.month(2022 + (9 + i) // 12, (9 + i) % 12 + 1) for i in range(18)]


def test_the_limits_are_those_of_the_regulations():
    assert [limit.minutes / 60 for limit in (POLICE, CENTRAL, SCOTLAND)] == [18, 24, 40]
    assert set(LIMITS) == {"police", "central", "scotland"}


def test_eighteen_hours_at_three_minutes_are_360_records_and_the_limit_itself_is_inside():
    work = Work.of(3)
    assert work.most_records == 360
    assert work.fits(360)
    assert not work.fits(361)
    assert work.pounds(360) == 450


def test_a_tenth_of_a_minute_is_counted_exactly():
    assert Work.of("0.1").most_records == 10_800
    assert Work.of(2.5, before=60).most_records == 408


@pytest.mark.parametrize("minutes", [0, -1, "x"])
def test_a_record_that_takes_no_time_is_refused(minutes):
    with pytest.raises(ValueError):
        Work.of(minutes)


def test_a_question_that_fits_is_offered_nothing_narrower():
    verdict = price([Hits(MONTHS[0], "8Q - Stalking", 360)], ASKED, Work.of(3))
    assert verdict.fits
    assert (verdict.recent, verdict.offences, verdict.sample) == (None, (), None)


def test_a_month_with_too_many_leaves_offences_and_a_sample():
    rows = [Hits(MONTHS[-1], "8L - Harassment", 5000), Hits(MONTHS[-1], "35 - Blackmail", 12)]
    verdict = price(rows, ASKED, Work.of(3))
    assert verdict.recent is None
    assert [(p.offence, p.records) for p in verdict.offences] == [("35 - Blackmail", 12)]
    assert verdict.offences_recent == ()
    assert verdict.sample.records == 360
    assert verdict.sample.margin == pytest.approx(4.98, abs=0.01)


def test_records_without_a_date_are_in_no_period():
    verdict = price(
        [Hits(None, "35 - Blackmail", 400), Hits(MONTHS[3], "35 - Blackmail", 7)], ASKED, Work.of(3)
    )
    assert (verdict.recent.records, verdict.undated) == (7, 400)
    assert verdict.recent.period == ASKED


def test_work_that_leaves_no_time_to_read_offers_nothing():
    verdict = price([Hits(MONTHS[-1], "35 - Blackmail", 5)], ASKED, Work.of(3, before=18 * 60))
    assert verdict.sample is None
    assert verdict.offences == ()


def test_a_month_outside_what_was_asked_is_refused():
    with pytest.raises(ValueError, match="outside"):
        price([Hits(Period.month(2021, 1), "35 - Blackmail", 5)], ASKED, Work.of(3))


def test_a_period_that_begins_inside_a_month_is_not_offered_from_before_its_beginning():
    asked = Period(date(2024, 1, 15), date(2024, 2, 29))
    rows = [Hits(Period.month(2024, 1), "a", 300), Hits(None, "a", 300)]
    assert price(rows, asked, Work.of(3)).recent.period == asked


def test_hits_come_from_a_table_of_offence_by_month_either_way_round():
    rows, columns = (
        (("35 - Blackmail",), ("Total",)),
        (("2023", "Jan"), ("2023", "Feb"), ("Not dated",), ("Total",)),
    )
    numbers = ((5, 6, 7, 18), (5, 6, 7, 18))
    source = Source("x", "", "")
    cells = tuple(
        Cell(r, c, str(n), "exact", Count.exactly(n), source)
        for r, row in enumerate(numbers)
        for c, n in enumerate(row)
    )
    table = Table("t", rows, columns, (False, True), (False, False, False, True), cells, source)
    flipped = Table(
        "t", columns, rows, table.column_totals, table.row_totals,
        tuple(replace(c, row=c.column, column=c.row) for c in cells), source,
    )  # fmt: skip
    expected = [(Period.month(2023, 1), 5), (Period.month(2023, 2), 6), (None, 7)]
    for found in (hits_of(table), hits_of(flipped)):
        assert [(h.month, h.records) for h in found] == expected
        assert {h.offence for h in found} == {"35 - Blackmail"}
    hidden = replace(table, cells=(replace(cells[0], state="open", count=Count()), *cells[1:]))
    with pytest.raises(ValueError, match="withholds"):
        hits_of(hidden)
    with pytest.raises(ValueError, match="no months"):
        hits_of(replace(table, columns=(("F",), ("M",), ("Unknown",), ("Total",))))


rows = st.lists(
    st.builds(
        Hits,
        st.sampled_from([*MONTHS, None]),
        st.sampled_from(["35 - Blackmail", "8L - Harassment", "8Q - Stalking"]),
        st.integers(0, 120),
    ),
    max_size=60,
)


@given(rows, st.sampled_from(["0.5", "3", "7.3", "20"]))
def test_what_is_offered_fits_is_true_and_cannot_be_longer(found, minutes):
    work = Work.of(minutes)
    verdict = price(found, ASKED, work)

    def held(period, offence=None):
        return sum(
            r.records for r in found
            if r.month is not None and period.contains(r.month) and offence in {None, r.offence}
        )  # fmt: skip

    assert verdict.records == sum(r.records for r in found)
    assert verdict.fits == (verdict.records <= work.most_records)
    if verdict.fits:
        return
    # the oracle tries every beginning
    ends = [Period(m.start, ASKED.end) for m in MONTHS]
    fitting = [p for p in ends if held(p) <= work.most_records]
    assert (verdict.recent.period if verdict.recent else None) == (fitting[0] if fitting else None)
    if verdict.recent:
        assert verdict.recent.records == held(verdict.recent.period)
    for offence in {r.offence for r in found if r.records}:
        everything = sum(r.records for r in found if r.offence == offence)
        offered = {p.offence: p.records for p in verdict.offences}
        assert offered.get(offence) == (everything if everything <= work.most_records else None)
        later = {p.offence: p for p in verdict.offences_recent}
        fitting = [p for p in ends if held(p, offence) <= work.most_records]
        if everything > work.most_records and fitting:
            assert later[offence].period == fitting[0]
            assert later[offence].records == held(fitting[0], offence)
        else:
            assert offence not in later
    assert verdict.sample.records == work.most_records < verdict.records

"""A picture's replies as estimation takes them, and what comes back."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from answerable.estimate import words
from answerable.model import Count, Figure, Period, Source
from answerable.publish.national import national
from answerable.study import previous
from answerable.study.picture import EarlierCount, Entry, Grounds, OfficialCount, Unit

YEARS = tuple(Period.financial(year) for year in range(2009, 2014))
LAST = YEARS[-1]
EXAMPLE = Path(__file__).parents[2] / "examples" / "sexual-offences"
OFFICIAL = {"2009/10": 52302, "2010/11": 53224, "2011/12": 52031, "2012/13": 52958, "2013/14": 63423}


@pytest.fixture(scope="module")
def found(picture):
    figures, findings = national(picture)
    assert not [f for f in findings if f.severity == "error"]
    return figures


def changed(picture, **grounds):
    return replace(picture, grounds=replace(picture.grounds, **grounds))


def some_source(line):
    return Source("previous.csv", "0" * 64, "x", line=line)


class TestTheExample:
    """43 real counts a year, of which 34 were given: the truth is known, and was in no estimate."""

    def test_reported_is_what_the_picture_reports(self, picture, found):
        for total, one in zip(picture.totals, found.estimates.periods, strict=True):
            assert one.period == total.period
            assert (one.reported.low, one.reported.high) == (total.figure.low, total.figure.high)
            assert (one.reported.bodies, one.reported.of) == (total.bodies, total.of)
            assert one.reported.population_share == pytest.approx(total.population_share, abs=5e-5)

    def test_the_range_holds_the_official_total_in_each_year(self, found):
        for one in found.estimates.periods:
            assert one.estimate.publishable
            assert one.estimate.low <= OFFICIAL[str(one.period)] <= one.estimate.high

    def test_growth_to_the_last_year_is_a_range_that_holds_the_official_growth(self, found):
        grown = next(g for g in found.growth_to(LAST) if g.first == YEARS[-2])
        truth = found.official_growth(grown)
        assert truth == pytest.approx((63423 / 52958 - 1) * 100)
        assert grown.national.low <= truth <= grown.national.high
        assert grown.national.high - grown.national.low < 10
        assert grown.same_bodies.bodies == 33
        assert "up 19.7% in the same 33 forces" in grown.sentence

    def test_the_ranges_are_narrow_enough_to_mean_something(self, found):
        for one in found.estimates.periods:
            assert (one.estimate.high - one.estimate.low) / one.estimate.point < 0.1

    def test_no_official_count_of_the_years_asked_about_is_used(self, picture, found):
        assert {item.period for item in picture.grounds.official} == {Period.financial(2008)}
        absurd = tuple(
            OfficialCount(item.body, year, item.series, 10**6 + place, some_source(place))
            for year in YEARS
            for place, item in enumerate(picture.grounds.official)
        )
        for year in YEARS:
            theirs = tuple(item for item in absurd if item.period >= year)
            spoilt, _ = national(changed(picture, official=picture.grounds.official + theirs))
            assert spoilt.period(year).estimate == found.period(year).estimate

    def test_the_totals_it_is_held_against_are_not_used(self, picture, found):
        without, _ = national(replace(picture, official=()))
        assert without.estimates.to_dict() == found.estimates.to_dict()
        assert without.official_growth(without.estimates.growth[-1]) is None

    def test_an_estimate_leads_to_every_number_that_it_starts_from(self, picture, found):
        figure = found.figures[LAST]
        assert figure.operation == "estimate"
        files = [leaf.source.file for leaf in figure.leaves()]
        assert sum(name.startswith("reference/") for name in files) == 9
        assert sum("573-14" in name for name in files) == 1  # the last whole year of a force that gave a part
        counts = [e.figure for e in picture.entries.values() if e.period == LAST and e.figure]
        assert set(counts) <= set(figure.parts)

    def test_the_same_study_gives_the_same_figures(self, picture, found):
        again, _ = national(picture)
        assert again.estimates.to_dict() == found.estimates.to_dict()

    def test_another_seed_gives_other_draws_and_nearly_the_same_range(self, picture, found):
        other, _ = national(changed(picture, seed=1))
        one, two = found.period(LAST).estimate, other.period(LAST).estimate
        assert one != two
        assert abs(one.point / two.point - 1) < 0.005
        assert words.between(one.low, one.high)


class TestThePreviousRound:
    def earlier(self, picture, year, factor=1.0):
        return tuple(
            EarlierCount(unit.bodies, year, Count.exactly(round(figure.low * factor)), some_source(place))
            for place, unit in enumerate(picture.units, start=2)
            if (figure := picture.entry(unit, YEARS[0]).figure)
        )

    def test_it_joins_the_years_and_has_its_own_growth(self, picture):
        before = Period.financial(2008)
        study = changed(picture, earlier=self.earlier(picture, before, 0.9), official=())
        found, _ = national(study)
        assert found.estimates.periods[0].period == before
        grown = next(g for g in found.estimates.growth if g.first == before)
        assert grown.same_bodies.bodies == 34
        assert grown.same_bodies.percent == pytest.approx(100 / 0.9 - 100, abs=0.1)

    def test_a_year_that_both_asked_about_is_this_rounds(self, picture, found):
        study = changed(picture, earlier=self.earlier(picture, YEARS[0], 5.0))
        again, findings = national(study)
        assert again.estimates.to_dict() == found.estimates.to_dict()
        assert any("its own replies are used" in f.what for f in findings)

    def test_other_kinds_of_year_are_left_out_and_said(self, picture, found):
        study = changed(picture, earlier=self.earlier(picture, Period(date(2007, 1, 1), date(2007, 12, 31))))
        again, findings = national(study)
        assert again.estimates.to_dict() == found.estimates.to_dict()
        assert any("another kind of period" in f.what for f in findings)

    def test_a_pair_that_answered_apart_last_time_is_added(self, picture):
        pair = next(unit for unit in picture.units if len(unit.bodies) == 2)
        before = Period.financial(2008)
        items = [
            EarlierCount((code,), before, Count.exactly(100), some_source(n))
            for n, code in enumerate(pair.bodies)
        ]
        both = (*self.earlier(picture, before)[:20], *items)
        kept = tuple(item for item in both if item.bodies != pair.bodies)
        found, _ = national(changed(picture, earlier=kept, official=()))
        grown = next(g for g in found.estimates.growth if g.first == before)
        assert "West Mercia and Warwickshire" in grown.same_bodies.names
        half, _ = national(changed(picture, earlier=kept[:-1], official=()))
        grown = next(g for g in half.estimates.growth if g.first == before)
        assert "West Mercia and Warwickshire" not in grown.same_bodies.names


class TestWhatIsNotEstimated:
    def test_a_study_of_one_force(self, picture):
        assert national(replace(picture, units=picture.units[:1])) == (None, ())

    def test_a_series_that_is_not_there_is_said_and_nothing_is_estimated(self, picture):
        figures, findings = national(changed(picture, series="burglary"))
        assert figures is None
        assert findings[-1].kind == "no-estimate"
        assert "no series 'burglary'" in findings[-1].what

    def test_five_answers_are_no_national_figure(self, picture):
        entries = dict(picture.entries)
        for unit in picture.units[5:]:
            for year in YEARS:
                entries[unit.id, year] = Entry(unit, year, None, "silent")
        found, findings = national(replace(picture, entries=entries, grounds=Grounds()))
        assert not any(one.estimate.publishable for one in found.estimates.periods)
        assert sum(f.kind == "not-publishable" for f in findings) == 5

    def test_a_body_without_an_area_is_in_no_estimate(self, picture, found):
        rail = Unit(("BTP",), "British Transport Police")
        figure = Figure.printed("BTP", Count.exactly(9000), some_source(1))
        entries = dict(picture.entries) | {("BTP", year): Entry(rail, year, figure) for year in YEARS}
        study = replace(picture, units=(*picture.units, rail), entries=entries)
        again, findings = national(study)
        assert again.period(LAST).estimate == found.period(LAST).estimate
        assert any(f.kind == "no-area" for f in findings)

    def test_a_year_that_nobody_gave_is_there_and_says_so(self, picture):
        entries = {
            key: replace(entry, figure=None, reason="silent") if entry.period == LAST else entry
            for key, entry in picture.entries.items()
        }
        found, _ = national(replace(picture, entries=entries))
        assert "No force answered." in found.period(LAST).estimate.why
        assert LAST not in found.figures

    def test_bounds_go_in_as_bounds(self, picture):
        unit = picture.units[0]
        entries = dict(picture.entries)
        for high in (12_000, None):
            figure = Figure.printed("wide", Count(9_000, high), some_source(1))
            entries[unit.id, LAST] = Entry(unit, LAST, figure)
            found, _ = national(replace(picture, entries=entries))
            rest = 48_560 - picture.entry(unit, LAST).figure.low
            assert found.period(LAST).reported.low == rest + 9_000
            assert found.period(LAST).reported.high == (None if high is None else rest + high)


def test_the_example_s_readme_prints_the_estimates(found):
    text = (EXAMPLE / "README.md").read_text(encoding="utf-8")
    for one in found.estimates.periods:
        low, high = words.rounded(one.estimate.low, up=False), words.rounded(one.estimate.high, up=True)
        row = f"| {one.period} | {one.reported.low:,} | {low:,} to {high:,} | {OFFICIAL[str(one.period)]:,} |"
        assert row in text
    grown = next(g for g in found.growth_to(LAST) if g.first == YEARS[-2])
    assert words.changes_between(grown.national.low, grown.national.high) in text


def test_an_estimate_leads_to_the_series_that_was_chosen(picture):
    """Where no name tells which series counts what was asked, the numbers of the chosen one are listed."""
    series = {item.series for item in picture.grounds.official}
    tenfold = tuple(replace(item, series="something else", count=7) for item in picture.grounds.official)
    found, findings = national(changed(picture, series=None, official=picture.grounds.official + tenfold))
    assert any(f.kind == "own-series" for f in findings)
    labels = [leaf.label for leaf in found.figures[LAST].leaves() if "official" in leaf.label]
    assert len(labels) == 9
    assert all(label.endswith(*series) for label in labels)


class TestTheParentClass:
    """All theft, say, where bicycle theft was asked: its count of the very year may be used."""

    @pytest.fixture
    def with_parent(self, picture):
        people = {item.body: item.count for item in picture.grounds.official}
        wholes = tuple(
            OfficialCount(body, year, "all of it", 10 * count, some_source(place))
            for year in (Period.financial(2008), *YEARS)
            for place, (body, count) in enumerate(people.items())
        )
        return changed(picture, official=picture.grounds.official + wholes, parent="all of it")

    def test_it_is_the_first_rung_and_its_counts_are_listed(self, with_parent):
        found, _ = national(with_parent)
        bases = found.period(LAST).estimate.bases
        assert [basis.kind for basis in bases] == ["own share"]
        labels = [leaf.label for leaf in found.figures[LAST].leaves() if "official: all of it" in leaf.label]
        assert len(labels) == 10
        assert all("2013/14" in label for label in labels)

    def test_coverage_is_by_its_counts_of_the_year(self, with_parent):
        found, _ = national(with_parent)
        official = {
            item.body: item.count for item in with_parent.grounds.official if item.series != "all of it"
        }
        given = [
            code for unit in with_parent.units if with_parent.entry(unit, LAST).figure for code in unit.bodies
        ]
        share = sum(official[code] for code in given) / sum(official.values())
        assert found.period(LAST).reported.official_share == pytest.approx(share, abs=5e-5)


def test_what_a_study_published_is_the_next_one_s_previous_round(picture, out):
    counts, findings = previous.load(out.parent, out.name)
    assert not findings
    given = {
        (unit.bodies, period): e.figure.count
        for unit in picture.units
        for period in picture.periods
        if (e := picture.entry(unit, period)).figure
    }
    assert {(tuple(sorted(c.bodies)), c.period): c.count for c in counts} == {
        (tuple(sorted(bodies)), period): count for (bodies, period), count in given.items()
    }

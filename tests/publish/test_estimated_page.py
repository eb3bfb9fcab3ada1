"""What the report, the workbook and the data say of what was estimated."""

import csv
import re
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from selectolax.lexbor import LexborHTMLParser

from answerable.model import Count, Figure, Period, Source
from answerable.publish import publish
from answerable.publish.shares import shares_of_all
from answerable.study import Study
from answerable.study.picture import Breakdown, EarlierCount, Entry, Grounds, Unit

LAST = Period.financial(2013)
ONE = Path(__file__).parents[2] / "examples" / "one-reply"


def written(picture, folder):
    published = publish(picture, folder)
    return published, LexborHTMLParser((folder / "report.html").read_text(encoding="utf-8"))


def text(page, selector):
    return " ".join(page.css_first(selector).text().split())


def table(folder, name):
    with (folder / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def page(out):
    return LexborHTMLParser((out / "report.html").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def five(picture, tmp_path_factory):
    """The same study, had only the first five given anything (three did) and nothing else been known."""
    entries = dict(picture.entries)
    for unit in picture.units[5:]:
        for year in picture.periods:
            entries[unit.id, year] = Entry(unit, year, None, "silent")
    totals = tuple(
        replace(t, figure=Figure.sum("five", [entries[u.id, t.period].figure for u in picture.units[:5] if entries[u.id, t.period].figure]))
        for t in picture.totals
    )  # fmt: skip
    folder = tmp_path_factory.mktemp("five")
    return (*written(replace(picture, entries=entries, totals=totals, grounds=Grounds()), folder), folder)


def test_the_first_paragraph_has_the_certain_the_estimated_and_what_it_hangs_on(page):
    first = text(page, "p.headline")
    assert first.startswith("At least 48,560 sexual offences were recorded by 33 of 43 police forces")
    assert (
        "For all 43 together we estimate between 61,800 and 67,300 (33 forces answered; 1 estimated from"
        in first
    )
    assert re.search(r"hangs on forces that gave none: .* it would be 60,600 or 67,300\.", first)


def test_the_estimate_and_growth_stand_beside_the_truth(page):
    rows = [" ".join(row.text(separator=" ").split()) for row in page.css("#national tbody tr")]
    assert rows[4] == "2013/14 48,560 48,560 33 of 43 76% 75% 61,800 to 67,300 63,423 inside the range"
    assert sum(row.endswith("inside the range") for row in rows) == 5
    growth = [" ".join(row.text(separator=" ").split()) for row in page.css("#national-growth tbody tr")]
    assert (
        growth[4] == "2012/13 2013/14 up 19.7% 33 16.4% to 24.3% up 19.8% inside the range more than chance"
    )
    assert growth[2].endswith("could be")


def test_same_force_growth_has_both_lists(page):
    place = text(page, "#national-growth-2012-13-2013-14")
    assert "In both (33)Metropolitan Police" in place
    assert "West Mercia and Warwickshire" in place
    assert "Northumbria" in place[place.index("Left out") :]


def test_old_practice_stands_beside_with_the_reason(page):
    row = " ".join(page.css("#old-practice tbody tr")[4].text(separator=" ").split())
    assert row == "2013/14 48,560 64,268 63,835 64,654 61,800 to 67,300 63,423"
    assert "counts every silent force as nought" in text(page, "#old-practice")


def test_no_word_that_readers_do_not_use(page):
    words = set(re.findall(r"[A-Za-z]+", page.body.text(separator=" ")))
    assert not {"prior", "posterior", "NB", "Bayes", "MCMC", "credible"} & words


def test_an_estimated_number_leads_to_what_it_starts_from(page):
    link = page.css_first("p.headline .all a.n")
    place = page.css_first(link.attributes["href"])
    assert "Estimated from 42 numbers" in place.text()
    assert "official_by_force_2008_09.csv" in place.text()
    for inner in place.css("a.n"):
        assert page.css_first(f'[id="{inner.attributes["href"][1:]}"]') is not None


def test_charts_state_their_finding(out):
    words = (out / "charts" / "national-range.txt").read_text(encoding="utf-8")
    assert "between 61,800 and 67,300; the official total, 63,423, is inside that range." in words
    assert "up between 16.4% and 24.3% over all" in (out / "charts" / "growth-range.txt").read_text(
        encoding="utf-8"
    )


def test_methods_have_papers(page):
    appendix = text(page, "#appendix")
    for author in ("Hilbe", "Skellam", "Tobin", "Przyborowski", "Yao", "Hoerl", "Pregibon", "Rubin"):
        assert author in appendix


class TestShares:
    def made(self, picture, platform, other, unknown, base):
        unit = picture.units[0]
        source = Source("a.csv", "0" * 64, "1", line=1)
        names = (
            ("snapchat", "Snapchat", platform),
            ("other", "Other", other),
            ("unknown", "unknown", unknown),
        )
        items = tuple((code, label, Figure.printed(label, count, source)) for code, label, count in names)
        item = Breakdown("platform", LAST, items, (unit,), Figure.printed("all", base, source))
        return shares_of_all(replace(picture, breakdowns=(item,)))

    def test_with_both_denominators(self, picture):
        one = Count.exactly
        found = self.made(picture, one(500), one(500), one(2000), one(3000))
        assert found[0, "snapchat"].sentence == (
            "Snapchat is 50.0% of the 1,000 where a platform was recorded and given, of 48,560 reported; "
            "of all 48,560 it may be anywhere from 1.0% to 99.0%."
        )
        assert (0, "unknown") not in found

    def test_nothing_is_said_of_the_known_where_categories_are_missing(self, picture):
        one = Count.exactly
        found = self.made(picture, one(500), one(500), one(10), one(3000))
        assert found[0, "snapchat"].sentence == ""

    def test_bounds_when_counts_are_bounds(self, picture):
        one = Count.exactly
        found = self.made(picture, Count(1, 4), one(96), one(0), Count(97, 100))
        assert "between 1.0% and 4.0% of the 97 to 100" in found[0, "snapchat"].sentence

    def test_the_page_prints_it(self, page):
        said = text(page, "#breakdowns")
        assert (
            "Other sexual offences is 68.2% of the 26,323 where a kind of offence was recorded and given, of 48,560 reported"
            in said
        )
        assert "anywhere from 36.9% to 82.8%" in said
        assert "Charged or summonsed is 96" not in said  # 485 of the 2,233 have an outcome that is shown


class TestTooFew:
    def test_no_national_figure_in_the_first_paragraph_and_why(self, five):
        _, page, _ = five
        first = text(page, "p.headline")
        assert "No national figure is given. Only 3 forces answered" in first
        assert "we estimate" not in first

    def test_no_range_anywhere_in_the_page(self, five):
        _, page, _ = five
        assert "national-range" not in page.html
        rows = [" ".join(row.text(separator=" ").split()) for row in page.css("#national tbody tr")]
        assert all("none given" in row for row in rows[:5])

    def test_the_workbook_prints_no_estimate(self, five):
        sheet = openpyxl.load_workbook(five[2] / "workbook.xlsx")["Estimates"]
        for row in sheet.iter_rows(min_row=5, max_row=9):
            assert [row[place].value for place in (6, 7)] == ["[x]", "[x]"]

    def test_the_data_say_that_it_may_not_be_printed(self, five):
        assert {row["publishable"] for row in table(five[2], "estimates")} == {"false"}
        assert {f.kind for f in five[0].findings} >= {"not-publishable"}


def test_the_workbook_carries_live_formulas_and_marks(out):
    book = openpyxl.load_workbook(out / "workbook.xlsx")
    sheet = book["Estimates"]
    last = [cell.value for cell in sheet[9]]
    assert last[0] == "2013/14"
    assert last[1] == "=National!B9"
    assert last[8] == "[e]"
    assert book["Old practice"]["C8"].value == "=ROUND(National!B9/(National!F9/100),0)"
    growth = book["Growth estimates"]
    assert growth["C9"].value == "=Growth!H8"
    formulas = [row[7].value for row in growth.iter_rows(min_row=5) if str(row[7].value).startswith("=")]
    assert "=(Estimates!J9/Estimates!J8-1)*100" in formulas
    values = openpyxl.load_workbook(out / "workbook.xlsx", data_only=True)
    assert [values["Growth"][f"{c}8"].value for c in "AB"] == ["2012/13", "2013/14"]
    assert values["Growth estimates"]["C9"].value == pytest.approx((48560 / 40572 - 1) * 100)
    assert values["Old practice"]["C8"].value == 64268


def test_data_hold_the_same_numbers(out, picture):
    rows = table(out, "estimates")
    assert [(row["reported_low"], row["official"]) for row in rows][-1] == ("48560", "63423")
    assert all(int(row["low"]) <= int(row["official"]) <= int(row["high"]) for row in rows)
    forces = [row for row in table(out, "estimated_forces") if row["period"] == "2013/14"]
    assert len(forces) == 10
    assert len(table(out, "official_counts")) == 43
    assert len(table(out, "growth_estimates")) == 6


def test_the_same_study_gives_the_same_bytes(picture, out, tmp_path):
    publish(picture, tmp_path)
    for name in ("report.html", "data/estimates.csv", "charts/national-range.svg", "workbook.xlsx"):
        assert (tmp_path / name).read_bytes() == (out / name).read_bytes(), name


def test_a_range_that_may_not_be_printed_stands_nowhere(five):
    published, _, folder = five
    estimates = published.national.estimates
    numbers = {
        f"{n:,}"
        for one in estimates.periods
        for n in (one.estimate.point, one.estimate.low, one.estimate.high)
    }
    numbers |= {number.replace(",", "") for number in numbers}
    for name in ("report.html", "data/estimates.csv", "data/figures.csv", "data/growth_estimates.csv"):
        said = set(re.findall(r"[\d,]+", (folder / name).read_text(encoding="utf-8")))
        assert not numbers & said, name
    for sheet in openpyxl.load_workbook(folder / "workbook.xlsx"):
        assert not numbers & {str(cell.value) for row in sheet.iter_rows() for cell in row}


def test_a_direction_that_hangs_on_silence_is_said_in_the_first_paragraph(picture, tmp_path):
    """In the year to March 2013 the same forces rose by 1.5%; all 43 may have risen or fallen."""
    years = picture.periods[:4]
    study = replace(
        picture,
        periods=years,
        totals=picture.totals[:4],
        growth=tuple(g for g in picture.growth if g.second in years),
        breakdowns=(),
    )
    _, page = written(study, tmp_path)
    assert "Whether it rose or fell since the year to March 2012 hangs on them too." in text(
        page, "p.headline"
    )
    second = " ".join(node.text() for node in page.css("p.second"))
    assert "A change that small would show by chance alone." in second


def test_a_previous_round_is_in_the_report_and_leads_to_its_file(picture, tmp_path):
    before = Period.financial(2008)
    earlier = tuple(
        EarlierCount(
            u.bodies, before, Count.exactly(900 + n), Source("last-year.csv", "0" * 64, str(900 + n), line=n)
        )
        for n, u in enumerate(picture.units[:33], start=2)
    )
    study = replace(picture, grounds=Grounds(earlier=earlier))
    _, page = written(study, tmp_path)
    assert text(page, "#estimate-2008-09 summary").startswith("2008/09")
    ids = {node.attributes["id"] for node in page.css("[id]")}
    assert {node.attributes["href"][1:] for node in page.css('a[href^="#"]')} <= ids
    assert "last-year.csv" in page.html
    assert table(tmp_path, "estimates")[0]["period"] == "2008/09"


def test_a_study_of_one_force_has_no_national_section(tmp_path):
    published, page = written(Study.open(ONE).picture(), tmp_path)
    assert published.national is None
    assert page.css_first("#national") is None
    assert page.css_first("#appendix") is None
    assert "Estimates" not in openpyxl.load_workbook(tmp_path / "workbook.xlsx").sheetnames


def test_no_formula_takes_up_a_sum_that_the_estimate_does_not_start_from(picture, tmp_path):
    """A transport police that answered is in what was reported, and polices no area."""
    rail, source = Unit(("BTP",), "British Transport Police"), Source("btp.csv", "0" * 64, "9000", line=1)
    figures = {year: Figure.printed("BTP", Count.exactly(9000), source) for year in picture.periods}
    entries = dict(picture.entries) | {("BTP", year): Entry(rail, year, figures[year]) for year in figures}
    totals = tuple(
        replace(t, figure=Figure.sum("all", [t.figure, figures[t.period]]), bodies=t.bodies + 1, of=t.of + 1)
        for t in picture.totals
    )
    study = replace(picture, units=(*picture.units, rail), entries=entries, totals=totals)
    written(study, tmp_path)
    sheet = openpyxl.load_workbook(tmp_path / "workbook.xlsx")["Estimates"]
    assert sheet["B9"].value == 48560
    assert openpyxl.load_workbook(tmp_path / "workbook.xlsx", data_only=True)["National"]["B9"].value == 57560

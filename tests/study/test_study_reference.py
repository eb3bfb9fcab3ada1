"""Official tables as they are published, taken into a study whole or not at all."""

import csv
import json
from datetime import UTC, date, datetime

import odf.opendocument
import odf.table
import odf.text
import pytest
import xlsxwriter
import xlwt
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from odf.dc import Date

from answerable.cli import cli
from answerable.model import Period
from answerable.study import Study
from answerable.study import official as official_
from answerable.study.official_tables import SheetRows, TableError, take
from answerable.study.reference import add

LONG = (
    "Financial Year", "Financial Quarter", "Force Name", "Offence Description", "Offence Group",
    "Offence Subgroup", "Offence Code", "Number of Offences",
)  # fmt: skip
THEFT = ("Bicycle theft", "Theft offences", "Bicycle theft", "44")
SHOP = ("Shoplifting", "Theft offences", "Shoplifting", "46")
ROBBERY = ("Robbery of personal property", "Robbery", "Robbery of personal property", "34B")


def quarters(year, force, offence, numbers):
    return [(year, q, force, *offence, n) for q, n in enumerate(numbers, start=1)]


def open_data(*more):
    rows = [("Police recorded crime open data",), ("Source: Home Office",), (), LONG]
    for year, base in (("2012/13", 10), ("2013/14", 20)):
        for force in ("Kent", "Devon & Cornwall", "Metropolitan Police"):
            for place, offence in enumerate((THEFT, SHOP, ROBBERY)):
                rows += quarters(year, force, offence, [base * (place + 1) + q for q in range(4)])
        rows += quarters(year, "Action Fraud", ("Fraud", "Fraud offences", "Fraud", "AF"), [5, 5, 5, 5])
    return [*rows, *more]


WIDE = [
    ("Table P1: Sexual offences by police force area",),
    ("England and Wales, year ending March, counts [note 1]",),
    ("Area Code", "Area Name", "Apr '12 to\nMar '13", "Apr '13 to Mar '14 [note 2]", "% change"),
    ("K04000001", "ENGLAND AND WALES", 1000, 1200, 20),
    ("E92000001", "ENGLAND", 900, 1000, 11),
    ("E12000007", "London Region", 210, 310, 40),
    ("E23000001", "Metropolitan Police", 200, 300, 50),
    ("E23000034", "London, City of", 10, 10, 0),
    ("E23000032", "Kent [note 3]", "1,100", "[x]", ".."),
    ("", "1. A note that stands below the table, about 2012/13."),
]  # fmt: skip


def xlsx(path, *sheets):
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"created": datetime(2014, 7, 17, 9, 30, tzinfo=UTC).replace(tzinfo=None)})
        for name, rows in sheets:
            sheet = book.add_worksheet(name)
            for place, row in enumerate(rows):
                sheet.write_row(place, 0, row)
    return path


def ods(path, *sheets):
    book = odf.opendocument.OpenDocumentSpreadsheet()
    book.meta.addElement(Date(text="2014-07-17T09:30:00"))
    for name, rows in sheets:
        made = odf.table.Table(name=name)
        for row in rows:
            line = odf.table.TableRow()
            for value in row:
                number = isinstance(value, int)
                cell = (
                    odf.table.TableCell(valuetype="float", value=value) if number else odf.table.TableCell()
                )
                cell.addElement(odf.text.P(text=str(value)))
                line.addElement(cell)
            made.addElement(line)
        book.spreadsheet.addElement(made)
    book.save(path)
    return path


def xls(path, *sheets):
    book = xlwt.Workbook()
    for name, rows in sheets:
        sheet = book.add_sheet(name)
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                sheet.write(r, c, value)
    book.save(str(path))
    return path


def csv_file(path, *sheets):
    with path.open("w", newline="", encoding="utf-8-sig") as file:
        csv.writer(file).writerows(sheets[-1][1])
    return path


@pytest.fixture
def study(tmp_path):
    folder = tmp_path / "study"
    Study.new(folder, title="T", question="Q", measure="offences", periods=["2013/14"])
    return folder


def written(added):
    with added.path.open(encoding="utf-8", newline="") as file:
        return [tuple(row) for row in csv.reader(file)][1:]


def sentences(study, path, rows, **more):
    with pytest.raises(TableError) as caught:
        add(study, csv_file(path, ("", rows)), **more)
    assert not list((study / "reference").glob("*.csv"))
    return list(caught.value.sentences)


@pytest.mark.parametrize(
    ("make", "name"), [(xlsx, "prc.xlsx"), (ods, "prc.ods"), (xls, "prc.xls"), (csv_file, "prc.csv")]
)
class TestEveryFormat:
    def test_open_data(self, study, tmp_path, make, name):
        notes = [("Notes",), ("This sheet explains the others.",)]
        added = add(study, make(tmp_path / name, ("Notes", notes), ("2012-14", open_data())))
        rows = written(added)
        # Kent: bicycle theft 10+11+12+13 and shoplifting 20+21+22+23.
        assert ("Kent", "2012/13", "Theft offences", "132") in rows
        assert ("Devon & Cornwall", "2013/14", "Robbery", "246") in rows
        assert len(rows) == 3 * 2 * 2
        assert added.notes == ("Passed over, as they are no forces: Action Fraud.",)
        first = added.lines[0]
        assert (first.series, first.period, first.forces, first.total) == (
            "Robbery", "2012/13", 3, 3 * 126,
        )  # fmt: skip

    def test_wide(self, study, tmp_path, make, name):
        added = add(study, make(tmp_path / name, ("P1", WIDE)))
        series = "Sexual offences by police force area"
        assert written(added) == [
            ("England and Wales", "2012/13", series, "1000"),
            ("Metropolitan Police", "2012/13", series, "200"),
            ("Kent", "2012/13", series, "1100"),
            ("City of London", "2012/13", series, "10"),
            ("England and Wales", "2013/14", series, "1200"),
            ("Metropolitan Police", "2013/14", series, "300"),
            ("City of London", "2013/14", series, "10"),
        ]
        assert "1 counts are marked as not available" in added.notes[-1]
        assert added.lines[0].national == 1000


class TestWhatIsKept:
    def test_digest_and_vintage(self, study, tmp_path):
        path = xlsx(tmp_path / "prc.xlsx", ("P1", WIDE))
        added = add(study, path)
        assert added.vintage == "2014-07-17"
        (entry,) = json.loads((study / "reference" / "sources.json").read_text())
        assert entry == {
            "file": added.path.name,
            "from": "prc.xlsx",
            "sha256": added.sha256,
            "vintage": "2014-07-17",
        }
        assert len(added.sha256) == 64
        assert add(study, ods(tmp_path / "a.ods", ("P1", WIDE))).vintage == "2014-07-17"
        assert add(study, path, vintage=date(2015, 1, 1)).vintage == "2015-01-01"

    def test_the_same_table_again_replaces_itself(self, study, tmp_path):
        path = xlsx(tmp_path / "prc.xlsx", ("P1", WIDE))
        assert add(study, path) == add(study, path)
        assert len(list((study / "reference").glob("*.csv"))) == 1
        assert len(json.loads((study / "reference" / "sources.json").read_text())) == 1

    def test_a_later_table_holds_over_an_earlier_one(self, study, tmp_path):
        rows = [("body", "period", "series", "count"), ("Kent", "2012/13", "x", "41")]
        add(study, csv_file(tmp_path / "a.csv", ("", rows)), vintage=date(2013, 7, 18))
        rows[1] = ("Kent", "2012/13", "x", "56")
        add(study, csv_file(tmp_path / "b.csv", ("", rows)), vintage=date(2014, 7, 17))
        found = official_.load(study / "reference", measure="offences", offence=None)
        assert [c.count for c in found.counts] == [56]
        assert not found.findings

    def test_what_was_taken_is_what_the_study_then_has(self, study, tmp_path):
        add(study, xlsx(tmp_path / "prc.xlsx", ("2012-14", open_data())))
        official = Study.open(study).picture().grounds.official
        assert len(official) == 12
        assert {c.series for c in official} == {"Theft offences", "Robbery"}

    @pytest.mark.parametrize(
        ("asked", "count"),
        [("Shoplifting", "86"), ("shoplifting", "86"), ("46", "86"), ("Theft offences", "132")],
    )
    def test_one_series_by_group_subgroup_offence_or_code(self, study, tmp_path, asked, count):
        added = add(study, csv_file(tmp_path / "a.csv", ("", open_data())), series=[asked])
        assert [row[3] for row in written(added) if row[:2] == ("Kent", "2012/13")] == [count]

    def test_years_without_all_quarters_are_left_out_and_said(self, study, tmp_path):
        more = [
            *quarters("2014/15", "Kent", THEFT, [1, 2, 3]),
            *quarters("2014/15", "Surrey", THEFT, [1, 2, 3, 4]),
        ]
        added = add(study, csv_file(tmp_path / "a.csv", ("", open_data(*more))))
        assert "2014/15 holds quarter 1, 2, 3 only of Kent: left out." in added.notes
        assert [row[0] for row in written(added) if row[1] == "2014/15"] == ["Surrey"]


class TestWhatIsRefused:
    def test_in_open_data_one_sentence_each(self, study, tmp_path):
        more = [
            ("2012/13", 1, "Atlantis", *THEFT, 4),
            ("2012/13", 1, "Surrey", *THEFT, -4),
            ("2012/13", 2, "Surrey", *THEFT, ""),
            ("2012/13", 3, "Surrey", *THEFT, "many"),
            ("2012/13", 1, "Kent", *THEFT, 10),
            ("", 1, "Kent", *THEFT, 10),
            ("2012/13", 5, "Kent", *THEFT, 10),
            ("2012/13", 1, "", *THEFT, 10),
        ]
        first = len(open_data())
        found = sentences(study, tmp_path / "a.csv", open_data(*more))
        assert found == [f"Row {first + n}: {what}" for n, what in enumerate((
            "'Atlantis' is no force that the codebook knows.",
            "-4 is negative, and a count is not.",
            "the count is blank.",
            "'many' is no whole number.",
            "Bicycle theft has Kent in 2012/13, quarter 1, twice.",
            "the period is blank.",
            "'5' is no quarter.",
            "the force is blank.",
        ), start=1)]  # fmt: skip

    def test_in_a_wide_table(self, study, tmp_path):
        rows = [*WIDE[:-1], ("", "Kent", 1, 2, ""), ("", "Atlantis", 1, 2, ""), ("", "Surrey", "", -3, "")]
        assert sentences(study, tmp_path / "a.csv", rows) == [
            "Row 10: Sexual offences by police force area has Kent in 2012/13 twice.",
            "Row 11: 'Atlantis' is no force that the codebook knows.",
            "Row 12: the count is blank.",
            "Row 12: -3 is negative, and a count is not.",
        ]

    def test_in_our_own(self, study, tmp_path):
        head = ("body", "period", "series", "count")
        rows = [
            head,
            ("Kent", "some day", "x", 1),
            ("Kent", "2012/13", "", 1),
            ("Kent", "2012/13", "x", "4.5"),
        ]
        assert sentences(study, tmp_path / "a.csv", rows) == [
            "Row 2: 'some day' is no period.",
            "Row 3: the series is blank.",
            "Row 4: '4.5' is no whole number.",
        ]

    def test_a_table_of_another_kind_and_none(self, study, tmp_path):
        assert "No table is known here" in sentences(study, tmp_path / "a.csv", [("a", "b"), ("1", "2")])[0]
        with pytest.raises(TableError, match="cannot be opened"):
            add(study, tmp_path / "gone.csv")
        (tmp_path / "x.xlsx").write_bytes(xlsx(tmp_path / "y.xlsx", ("P", WIDE)).read_bytes()[:900])
        with pytest.raises(TableError, match="damaged"):
            add(study, tmp_path / "x.xlsx")

    def test_a_series_that_is_not_there(self, study, tmp_path):
        found = sentences(study, tmp_path / "a.csv", open_data(), series=["Piracy"])
        assert found == ["No offence group, subgroup, offence or code here is called 'Piracy'."]

    def test_many_mistakes_are_counted(self, study, tmp_path):
        rows = open_data(*(("2012/13", 1, f"Atlantis {n}", *THEFT, 4) for n in range(30)))
        found = sentences(study, tmp_path / "a.csv", rows)
        assert len(found) == 13
        assert found[-1] == "And 18 more like these."


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Kent", "Surrey", "Gwent"]),
            st.lists(st.integers(0, 9999), min_size=4, max_size=4),
        ),
        unique_by=lambda item: item[0],
        min_size=1,
    )
)
def test_a_year_is_the_sum_of_its_quarters(given_):
    rows = [LONG]
    for force, numbers in given_:
        rows += quarters("2012/13", force, THEFT, numbers)
    texts = tuple((n, tuple(str(cell) for cell in row)) for n, row in enumerate(rows, start=1))
    taken, _ = take([SheetRows("", texts)])
    assert {row.period for row in taken} == {Period.financial(2012)}
    assert sorted(row.count for row in taken) == sorted(sum(numbers) for _, numbers in given_)


class TestTheCommand:
    def test_it_prints_what_it_took(self, study, tmp_path):
        path = xlsx(tmp_path / "prc.xlsx", ("2012-14", open_data()))
        done = CliRunner().invoke(cli, ["reference", "add", str(study), str(path)], catch_exceptions=False)
        assert done.exit_code == 0
        lines = done.stdout.splitlines()
        assert lines[0] == "Robbery, 2012/13: 3 forces, 378"
        assert "SHA-256" in done.stdout
        assert "vintage 2014-07-17." in done.stdout

    def test_json(self, study, tmp_path):
        path = xlsx(tmp_path / "prc.xlsx", ("P1", WIDE))
        more = ["--series", "sexual offences", "--vintage", "2014-10-16", "--json"]
        done = CliRunner().invoke(cli, ["reference", "add", str(study), str(path), *more])
        found = json.loads(done.stdout)
        assert found["vintage"] == "2014-10-16"
        assert {line["series"] for line in found["lines"]} == {"sexual offences"}

    def test_exit_2_and_a_sentence_each(self, study, tmp_path):
        rows = open_data(("2012/13", 1, "Atlantis", *THEFT, 4), ("2012/13", 1, "Mu", *THEFT, 4))
        path = csv_file(tmp_path / "a.csv", ("", rows))
        done = CliRunner().invoke(cli, ["reference", "add", str(study), str(path)])
        assert done.exit_code == 2
        assert len(done.stderr.splitlines()) == 2
        assert not done.stdout

"""Rows that print ranges and marks alone are read where a heading tells, and else told of."""

from answerable.read import read_file
from answerable.read.captions import unit_of


def read(tmp_path, text):
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    return read_file(path)


def counts(document):
    return [
        (document.tables[0].rows[i // len(document.tables[0].columns)][-1], cell.count.low, cell.count.high)
        for i, cell in enumerate(document.tables[0].cells)
    ]


def test_a_range_in_the_first_row_is_no_heading(tmp_path):
    found = read(tmp_path, 'Force,Reports\nKent,"16,662,489 to 17,662,488"\nEssex,5\n')
    assert counts(found) == [("Kent", 16_662_489, 17_662_488), ("Essex", 5, 5)]
    found = read(tmp_path, "Force,2019,2020\nKent,5 to 9,1 to 4\nEssex,5,12\n")
    assert [c[1:] for c in counts(found)[:2]] == [(5, 9), (1, 4)]


def test_ages_under_a_heading_stay_headings(tmp_path):
    found = read(tmp_path, "Force,Age,,\nForce,10-15,16-17,18-24\nKent,5,6,7\n")
    assert [path[-1] for path in found.tables[0].columns] == ["10-15", "16-17", "18-24"]
    assert len(found.tables[0].rows) == 1


def test_rows_of_marks_alone_are_told_of(tmp_path):
    for row in ("Kent,5 to 9", "Kent,*", 'Kent,"1,950-2,050"'):
        found = read(tmp_path, f"Force,Reports\n{row}\n")
        assert found.tables or [f.kind for f in found.findings] == ["marks-only"], row
    assert not read(tmp_path, "Name,Value\nA,-\nB,-\n").findings


def test_a_table_is_of_what_stands_before_by():
    assert unit_of("Records by offence and month") == "records"
    assert unit_of("Offences recorded by outcome and victim") == "offences"
    assert unit_of("Breakdown by offence") == "offences"
    assert unit_of("Outcomes of the crimes by year") == "crimes"


def test_ranges_alone_under_years_are_counts(tmp_path):
    (tmp_path / "a.csv").write_text("Offence,2019,2020\nRape,1-4,5-9\nTheft,10-14,1-4\n")
    (table,) = read_file(tmp_path / "a.csv").tables
    assert [(cell.count.low, cell.count.high) for cell in table.cells] == [(1, 4), (5, 9), (10, 14), (1, 4)]
    (tmp_path / "a.csv").write_text("Offence,Male,Female\nRape,10-14,15-17\n")
    assert read_file(tmp_path / "a.csv").tables == ()

"""Numbers that name rows are no counts, and a row that begins with blanks loses nothing, in every form of a table."""

import openpyxl
import pytest

from answerable.read import read_file


def as_csv(path, rows):
    path = path / "a.csv"
    path.write_text("\n".join(",".join(row) for row in rows))
    return path


def as_xlsx(path, rows):
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append([int(cell) if cell.isdigit() else (cell or None) for cell in row])
    made.save(path / "a.xlsx")
    return path / "a.xlsx"


def as_cells(path, rows):
    """Each cell on a line of its own with a pipe after it, as the commonest flattening leaves it."""
    lines = ["Offences recorded", ""]
    for row in rows:
        lines += ["|", *(f"{cell} |" if cell else "|" for cell in row)]
    path = path / "a.txt"
    path.write_text("\n".join(lines) + "\n")
    return path


def as_piped_rows(path, rows):
    path = path / "a.txt"
    path.write_text("Offences recorded\n\n" + "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n")
    return path


FORMS = [as_csv, as_xlsx, as_cells, as_piped_rows]
every_form = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
LABELS, COUNTS = ["Rape", "Theft", "Arson"], [["4", "5"], ["6", "7"], ["1", "2"]]


def coded(heading, codes, total=None):
    rows = [["Offence", heading, "2019", "2020"]]
    rows += [[label, code, *counts] for label, code, counts in zip(LABELS, codes, COUNTS, strict=True)]
    return rows if total is None else [*rows, ["Total", total, "11", "14"]]


def read(form, path, rows):
    document = read_file(form(path, rows), shown="a")
    (table,) = document.tables
    return document, table


def counted(table):
    return [[cell.printed for cell in table.row(row)] for row in range(len(table.rows))]


@every_form
@pytest.mark.parametrize("total", [None, ""])
@pytest.mark.parametrize(
    ("heading", "codes"),
    [
        ("Code", ["1", "2", "3"]), ("Offence code", ["19", "45", "56"]), ("HO Code", ["19", "45", "45"]),
        ("Outcome number", ["1", "16", "18"]), ("Ref", ["101", "102", "103"]), ("ID", ["7", "8", "9"]),
    ],
)  # fmt: skip
def test_a_column_headed_as_a_code_names_its_rows(tmp_path, form, heading, codes, total):
    document, table = read(form, tmp_path, coded(heading, codes, total))
    assert table.status == "read"
    assert table.rows[:3] == tuple(zip(LABELS, codes, strict=True))
    assert counted(table)[:3] == COUNTS
    assert document.findings == ()


@every_form
@pytest.mark.parametrize("heading", ["", "Ward", "Type"])
def test_totals_tell_that_a_column_names_rows(tmp_path, form, heading):
    _, table = read(form, tmp_path, coded(heading, ["1", "2", "3"], total=""))
    assert (table.status, table.tally()["held"]) == ("read", 2)
    assert counted(table) == [*COUNTS, ["11", "14"]]


@every_form
@pytest.mark.parametrize("heading", ["", "Reported", "Before"])
def test_totals_tell_that_a_column_counts(tmp_path, form, heading):
    _, table = read(form, tmp_path, coded(heading, ["1", "2", "3"], total="6"))
    assert (table.status, table.tally()["held"]) == ("read", 3)
    assert counted(table)[3] == ["6", "11", "14"]


@every_form
@pytest.mark.parametrize("codes", [["1", "2", "3"], ["19", "45", "56"]])
def test_without_a_total_a_person_chooses(tmp_path, form, codes):
    document, table = read(form, tmp_path, coded("Ward", codes))
    assert table.status == "review"
    assert {len(reading.columns) for reading in (table, *table.candidates)} == {2, 3}
    assert "review" in {finding.kind for finding in document.findings}


@pytest.mark.parametrize(
    "heading", ["Number of offences", "Offences", "No. of crimes", "Offences by code", "2018", "Total"]
)
def test_a_count_is_never_taken_for_a_code(tmp_path, heading):
    rows = [
        ["Offence", heading, "Victims"],
        ["Rape", "19", "12"],
        ["Theft", "45", "40"],
        ["Arson", "56", "50"],
    ]
    _, table = read(as_csv, tmp_path, rows)
    assert table.status == "read"
    assert counted(table) == [["19", "12"], ["45", "40"], ["56", "50"]]


@every_form
def test_one_row_that_begins_with_blanks_keeps_its_columns(tmp_path, form):
    rows = [["Offence", "2019", "2020", "2021", "2022"], ["Rape", "", "", "7", "9"]]
    _, table = read(form, tmp_path, rows)
    assert [path[-1] for path in table.columns] == ["2019", "2020", "2021", "2022"]
    assert counted(table) == [["", "", "7", "9"]]


@pytest.mark.parametrize("form", [as_csv, as_xlsx, as_piped_rows], ids=lambda form: form.__name__)
def test_one_row_without_a_label_that_begins_with_blanks(tmp_path, form):
    _, table = read(form, tmp_path, [["2019", "2020", "2021", "2022"], ["", "", "7", "9"]])
    assert [path[-1] for path in table.columns] == ["2019", "2020", "2021", "2022"]
    assert counted(table) == [["", "", "7", "9"]]


def test_one_row_of_flattened_cells_without_a_label_is_told(tmp_path):
    path = as_cells(tmp_path, [["2019", "2020", "2021", "2022"], ["", "", "7", "9"]])
    document = read_file(path, shown="a")
    assert document.tables == ()
    assert {finding.kind for finding in document.findings} == {"unread-numbers"}


def test_a_column_beside_years_over_sexes_may_name_rows(tmp_path):
    rows = [
        ["", "", "2019", "", "2020", ""],
        ["Offence", "No", "Female", "Male", "Female", "Male"],
        ["Rape", "1", "4", "5", "6", "7"],
        ["Theft", "2", "8", "9", "3", "5"],
    ]
    _, table = read(as_csv, tmp_path, rows)
    assert table.status == "review"
    assert {len(reading.columns) for reading in (table, *table.candidates)} == {4, 5}


@pytest.mark.parametrize("rows", [2, 3])
def test_a_sum_that_a_numbering_makes_by_chance_proves_nothing(tmp_path, rows):
    """1 + 2 = 3 holds whether the third row is the total of the first two or only the third."""
    table = [["Offence", "No", "2019", "2020"], ["Rape", "1", "4", "5"], ["Theft", "2", "6", "7"]]
    _, read_ = read(as_csv, tmp_path, [*table, ["Total", "3", "10", "12"]][: rows + 1])
    assert read_.status == "review"

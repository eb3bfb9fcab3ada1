"""Long lists of counts, and lists of records, which hold none."""

import datetime as dt
import random

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.read.test_replies import read as read_text

from answerable.read import read_file

LONG = [
    ["Year", "Month", "Offence", "Outcome", "Count"],
    [2021, 1, "Stalking", "Charged", 3],
    [2021, 1, "Stalking", "No further action", 9],
    [2021, 2, "Exposure", "Charged", 1],
    [2022, 1, "Stalking", "Charged", 2],
    [2022, 12, "Exposure", "No further action", 5],
]


def read(tmp_path, rows, **others):
    book = openpyxl.Workbook()
    book.active.title = "Data"
    for row in rows:
        book.active.append(row)
    for name, more in others.items():
        sheet = book.create_sheet(name.strip("_"))
        for row in more:
            sheet.append(row)
    path = tmp_path / "reply.xlsx"
    book.save(path)
    return read_file(path)


def test_a_long_list_has_the_labels_of_all_its_columns(tmp_path):
    (table,) = read(tmp_path, LONG).tables
    assert (table.status, table.columns) == ("read", (("Count",),))
    assert table.rows[3] == ("2022", "1", "Stalking", "Charged")
    assert table.stub == ("Year", "Month", "Offence", "Outcome")
    assert [cell.count.low for cell in table.cells] == [3, 9, 1, 2, 5]


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**9))
def test_no_column_of_a_long_list_is_lost_or_counted(tmp_path_factory, seed):
    rng = random.Random(seed)
    columns = {
        "Year": [2019, 2020, 2021],
        "Month": list(range(1, 13)),
        "Financial year": ["2019/20", "2020/21"],
        "HO code": ["8L", "8Q", "88A"],
        "Offence": ["Stalking", "Exposure", "Harassment"],
        "Age band": ["10-17", "18-24", "25+"],
    }
    chosen = [*rng.sample([c for c in columns if c != "Offence"], rng.randint(1, 3)), "Offence"]
    heading = rng.choice(["Count", "Number of offences", "Recorded", "No. of crimes"])
    rows = [
        [*(rng.choice(columns[c]) for c in chosen), rng.randint(6, 400)] for _ in range(rng.randint(4, 20))
    ]
    (table,) = read(tmp_path_factory.mktemp("long"), [[*chosen, heading], *rows]).tables
    assert table.columns == ((heading,),)
    assert [cell.count.low for cell in table.cells] == [row[-1] for row in rows]
    assert table.rows == tuple(tuple(map(str, row[:-1])) for row in rows)


def records(rng, *heads):
    made = {
        "Crime Reference": lambda i: f"42/{1000 + i}/21",
        "Crime No": lambda i: 202100 + 7 * i,
        "Recorded Date": lambda i: dt.date(2021, 1 + i % 12, 3),
        "Offence": lambda _: rng.choice(["Stalking", "Exposure"]),
        "HO Code": lambda _: 8,
        "Victim Age": lambda i: 18 + i % 40,
        "Sex": lambda _: rng.choice(["F", "M"]),
        "Suspects": lambda i: 1 + i % 2,
        "Outcome Code": lambda _: rng.randint(1, 18),
    }
    return [list(heads), *([made[head](i) for head in heads] for i in range(12))]


@pytest.mark.parametrize(
    "heads",
    [
        ("Crime Reference", "Recorded Date", "Offence", "Outcome Code", "Victim Age", "Sex"),
        ("Crime No", "Recorded Date", "HO Code", "Victim Age", "Suspects"),
        ("Recorded Date", "Offence", "Victim Age"),
        ("Offence", "Victim Age", "Sex", "Outcome Code"),
    ],
)
def test_a_list_of_records_holds_no_counts(tmp_path, heads):
    document = read(tmp_path, records(random.Random(1), *heads))
    assert document.tables == ()
    (finding,) = [f for f in document.findings if f.kind == "records"]
    assert finding.what.startswith("12 rows")


@pytest.mark.parametrize(
    "rows",
    [
        [
            ["Outcome ref", "Outcome", "Offences"],
            [16, "Not supported", 9],
            [18, "No suspect", 31],
            [1, "Charged", 4],
        ],
        [["Age", "Sex", "Count"], [18, "F", 9], [19, "M", 31], [20, "F", 4], [21, "M", 40]],
        [
            ["Date", "Offence", "Number of offences"],
            ["01/02/2021", "Arson", 9],
            ["02/02/2021", "Theft", 31],
            ["03/02/2021", "Arson", 4],
        ],
        [["Station ID", "Station", "Crimes"], [1001, "North", 9], [1002, "South", 31], [1003, "East", 4]],
    ],
)
def test_a_table_with_codes_ages_or_days_is_a_table(tmp_path, rows):
    document = read(tmp_path, rows)
    (table,) = document.tables
    assert [c.count.low for c in table.cells if c.column == len(table.columns) - 1][:3] == [9, 31, 4]
    assert not [f for f in document.findings if f.kind == "records"]


def test_a_sheet_named_by_its_year_titles_its_table(tmp_path):
    table = [["Offence", "Recorded"], ["Stalking", 12], ["Exposure", 7]]
    document = read(tmp_path, table, _2021=table, _2022=[["Offences recorded"], [], *table])
    assert [t.title for t in document.tables] == ["", "2021", "Offences recorded (2022)"]


def test_ages_and_abbreviations_in_the_label_of_a_line_are_no_hours_and_end_no_sentence():
    words = "Our response\n\nBlackmail: 12\nRape of a female aged 16 or over: 14,854\nObscene publications, etc. and protected sexual material: 2\nStalking: 7\n"
    assert [s.count.low for s in read_text(words).statements] == [12, 14_854, 2, 7]

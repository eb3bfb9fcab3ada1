"""Headings and numbers that a narrow ruled column broke."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.generators.pdf import Sheet
from tests.read.formats.test_pdf import read, values

from answerable.read.formats.pdf.unbroken import are_years, unbroken

HEADINGS = (
    "Female", "Male", "Not recorded", "Grand Total", "TOTAL", "May", "September", "2017-18", "2013/2014",
    "2019", "Victims under 16", "Number of offences", "All ages", "Charged or summonsed", "Jan", "Unknown",
)  # fmt: skip


@st.composite
def broken(draw):
    """A heading, and the lines that a column of some characters breaks it into."""
    heading = draw(st.sampled_from(HEADINGS))
    width = draw(st.integers(2, 6))
    lines = []
    for word in heading.split():
        lines += [word[at : at + width] for at in range(0, len(word), width)]
    return heading, lines


@given(broken())
def test_a_broken_heading_is_itself_again_or_stays_as_printed(case):
    heading, lines = case
    assert unbroken(lines) in {heading, " ".join(lines)}


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["Fema", "le"], "Female"),
        (["Gra", "nd", "Tot", "al"], "Grand Total"),
        (["Not record", "ed"], "Not recorded"),
        (["Au", "g"], "Aug"),
        (["20", "19"], "2019"),
        (["201", "3/20", "14"], "2013/2014"),
        (["2017-", "18"], "2017-18"),
        (["3,0", "35"], "3,035"),
        (["Male", "Female"], "Male Female"),
        (["Snap", "chat"], "Snap chat"),
        (["18", "4"], "18 4"),
        (["1,200", "350"], "1,200 350"),
        (["1,20", "3 (4)"], "1,20 3 (4)"),
        (["TOT", "al"], "TOT al"),
        (["Male", "-", "-"], "Male - -"),
        (["Ma", "y", "*"], "Ma y *"),
    ],
)
def test_lines_are_one_word_or_number_only_where_both_are_certain(lines, text):
    assert unbroken(lines) == text


def test_words_that_stand_whole_elsewhere_are_known():
    assert unbroken(["Snap", "chat"], {"snapchat"}) == "Snapchat"
    assert unbroken(["In", "form"], {"inform", "form"}) == "In form", "it can be read both ways"


def test_numbers_are_years_only_where_the_whole_row_is():
    assert unbroken(["20", "19"], years=False) == "20 19"
    assert are_years(["2018", "2019", "2020"])
    assert are_years(["2020/21", "2019/20"])
    assert not are_years(["2018", "2019", "125"])
    assert not are_years(["2018", "2017", "2019"])
    assert not are_years(["2018"])


def ruled(tmp_path, heads, rows):
    """A table whose cells all have lines around them, with headings of several lines."""
    sheet = Sheet()
    columns = [60.0 + 90 * (at > 0) + 30 * max(0, at - 1) for at in range(len(heads))]
    for x, lines in zip(columns, heads, strict=True):
        for at, text in enumerate(lines):
            sheet.text(x, 100 + 12 * at, text)
    first = 100 + 12 * max(map(len, heads))
    ys = [88.0, first - 8.0]
    for row in rows:
        for x, lines in zip(columns, row, strict=True):
            for at, text in enumerate(lines.split("\n")):
                sheet.text(x, ys[-1] + 12 + 12 * at, text)
        ys.append(ys[-1] + 4 + 12 * max(len(text.split("\n")) for text in row))
    sheet.ruled([x - 3 for x in [*columns, columns[-1] + 30]], ys)
    (table,) = read(tmp_path, sheet).tables
    return table


def test_broken_headings_of_ruled_columns_are_read(tmp_path):
    heads = [["Offence"], ["20", "19"], ["20", "20"], ["Gra", "nd", "Tot", "al"]]
    rows = [
        ["Stalking", "3", "1,2\n04", "1,2\n07"],
        ["Rape", "2", "1", "3"],
        ["Total", "5", "1,205", "1,210"],
    ]
    table = ruled(tmp_path, heads, rows)
    assert (table.status, table.columns) == ("read", (("2019",), ("2020",), ("Grand Total",)))
    assert values(table)[("Stalking",), ("2020",)] == "1,204"


def test_two_rows_of_counts_between_two_lines_are_no_years(tmp_path):
    heads = [["Offence"], ["Male"], ["Female"], ["Total"]]
    rows = [["Stalking\nRape", "20\n19", "20\n21", "40\n40"], ["Total", "39", "41", "80"]]
    table = ruled(tmp_path, heads, rows)
    assert table.status == "review" or values(table)[("Stalking",), ("Male",)] == "20"


def test_a_column_without_lines_between_its_rows_stays_as_many_rows(tmp_path):
    sheet = Sheet()
    rows = [["Offence", "Fema", "Male"], ["", "le", ""], ["Stalking", "-", "-"], ["Rape", "1", "-"]]
    sheet.rows(rows, columns=[60.0, 200.0, 260.0])
    sheet.ruled([55.0, 150.0, 210.0, 270.0], [88.0, 156.0])
    (table,) = read(tmp_path, sheet).tables
    assert table.status == "review" or values(table)[("Rape",), ("Male",)] == "-"


def unruled(tmp_path, heads):
    """A table without lines whose headings have two lines each."""
    sheet = Sheet()
    columns = [60.0, 200.0, 232.0, 264.0]
    for x, (upper, lower) in zip(columns, heads, strict=True):
        sheet.text(x, 88, upper)
        sheet.text(x, 100, lower)
    for y, row in enumerate([["Stalking", "3", "4", "7"], ["Rape", "2", "8", "10"]]):
        for x, text in zip(columns, row, strict=True):
            sheet.text(x, 116 + 16 * y, text)
    (table,) = read(tmp_path, sheet).tables
    return table


def test_a_word_that_an_unruled_column_broke_is_read(tmp_path):
    table = unruled(tmp_path, [("", "Offence"), ("Fema", "le"), ("", "Male"), ("", "Total")])
    assert (table.status, table.columns) == ("read", (("Female",), ("Male",), ("Total",)))


def test_words_that_may_head_two_columns_are_told_of(tmp_path):
    table = unruled(tmp_path, [("", "Offence"), ("Fema", "le Male"), ("", "Other"), ("", "Total")])
    assert table.status == "review"


def test_a_short_number_that_its_column_broke_is_told_of(tmp_path):
    heads = [["Offence"], ["2019"], ["2020"]]
    table = ruled(tmp_path, heads, [["Stalking", "18\n4", "1"], ["Rape", "2", "1"]])
    assert table.status == "review"
    assert "may be one number broken" in table.why

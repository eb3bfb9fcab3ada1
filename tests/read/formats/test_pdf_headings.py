"""Headings and labels set half way down, on several lines, in parts, or a space away from the next."""

import numpy as np
import pytest
from tests.generators.pdf import Sheet, write

from answerable.read import read_file
from answerable.read.formats.pdf.geometry import Word
from answerable.read.formats.pdf.glyphs import _marked
from answerable.read.formats.pdf.header import _spread

LEFT, COLUMNS = 60, (220, 290, 360, 430)


def read(tmp_path, *sheets):
    path = tmp_path / "letter.pdf"
    path.write_bytes(write(*sheets))
    return read_file(path)


def body(sheet, top, rows, *, pitch=16):
    sheet.rows(rows, top=top, pitch=pitch, columns=[LEFT, *COLUMNS[: len(rows[0]) - 1]])


def values(table):
    width = len(table.columns)
    return {
        (table.rows[i // width][-1], table.columns[i % width]): c.printed for i, c in enumerate(table.cells)
    }


ROWS = [["Stalking", "12", "15", "9"], ["Exposure", "7", "1,160", "3"], ["Total", "19", "1,175", "12"]]


def test_two_headings_a_space_apart_are_cut_where_their_columns_are(tmp_path):
    sheet = Sheet()
    sheet.text(LEFT, 84, "Offence")
    for x, head in ((198, "Male"), (224.5, "Not recorded"), (350, "Total")):
        sheet.text(x, 84, head)
    sheet.rows(
        [["Rape", "33,047", "2", "33,049"], ["Other", "3", "1", "4"]], top=100, columns=[LEFT, 220, 283, 372]
    )
    (table,) = read(tmp_path, sheet).tables
    assert table.columns == (("Male",), ("Not recorded",), ("Total",))


def test_one_word_over_two_columns_without_labels_of_their_own_goes_to_a_person(tmp_path):
    sheet = Sheet()
    sheet.text(LEFT, 84, "Offence")
    sheet.text(196, 84, "Recorded")
    sheet.rows([["Rape", "31", "22"], ["Other", "35", "14"]], top=100, columns=[LEFT, 208, 236])
    (table,) = read(tmp_path, sheet).tables
    assert table.status == "review"


@pytest.mark.parametrize("lines", [["Offence"], ["Offence", "type"]])
@pytest.mark.parametrize("upper", ["Number of offences", "Calendar year"])
def test_the_heading_of_the_labels_may_stand_half_way_down_beside_two_rows_of_headings(
    tmp_path, upper, lines
):
    sheet = Sheet()
    sheet.text(262, 84, upper)
    middle = 92 - 6 * (len(lines) - 1)
    for i, text in enumerate(lines):
        sheet.text(LEFT, middle + 12 * i, text)
    for x, year in zip(COLUMNS, ("2019", "2020", "2021"), strict=False):
        sheet.right(x, 100, year)
    body(sheet, 118, ROWS)
    (table,) = read(tmp_path, sheet).tables
    assert table.status == "read"
    assert table.columns == tuple((upper, year) for year in ("2019", "2020", "2021"))
    assert table.rows[0] == ("Stalking",)


def test_the_rest_of_the_labels_heading_is_no_label_of_the_first_row(tmp_path):
    sheet = Sheet()
    sheet.text(LEFT, 84, "Outcome type")
    sheet.text(LEFT, 95, "description")
    for x, year in zip(COLUMNS, ("2019", "2020", "2021"), strict=False):
        sheet.right(x, 89.5, year)
    sheet.text(LEFT, 108, "Not yet")
    sheet.text(LEFT, 119, "assigned")
    for x, text in zip(COLUMNS, ("12", "15", "9"), strict=False):
        sheet.right(x, 119, text)
    body(sheet, 132, ROWS[1:], pitch=13)
    (table,) = read(tmp_path, sheet).tables
    assert [row[-1] for row in table.rows] == ["Not yet assigned", "Exposure", "Total"]


@pytest.mark.parametrize(
    ("x", "upper", "under"),
    [
        (196, "Calendar year", 3),
        (250, "Number of offences", 3),
        (280, "Number of offences", 4),
        (200, "Number of offences", 0),
    ],
)
def test_an_only_upper_heading_stands_over_every_period_and_its_place_tells_of_the_total(
    tmp_path, x, upper, under
):
    sheet = Sheet()
    sheet.text(x, 84, upper)
    sheet.text(LEFT, 100, "Offence")
    for right, head in zip(COLUMNS, ("2019", "2020", "2021"), strict=False):
        sheet.right(right, 100, head)
    sheet.text(407, 100, "Total")
    body(sheet, 116, [["Rape", "1", "2", "3", "6"], ["Other", "4", "5", "6", "15"]])
    (table,) = read(tmp_path, sheet).tables
    if under:
        assert table.status == "read"
        assert [len(path) for path in table.columns] == [2] * under + [1] * (4 - under)
    else:  # set from the left, it may stand over the total or not
        assert table.status == "review"


def test_a_name_on_two_lines_is_one_heading(tmp_path):
    sheet = Sheet()
    sheet.text(254, 72, "Number of")
    sheet.text(259, 84, "offences")
    sheet.text(LEFT, 100, "Offence")
    for x, year in zip(COLUMNS, ("2019", "2020", "2021"), strict=False):
        sheet.right(x, 100, year)
    body(sheet, 116, ROWS)
    (table,) = read(tmp_path, sheet).tables
    assert table.columns[0] == ("Number of offences", "2019")


def test_headings_stand_as_far_apart_as_rows_do(tmp_path):
    sheet = Sheet()
    sheet.text(250, 80, "Year of recording")
    sheet.text(LEFT, 104, "Offence")
    for x, year in zip(COLUMNS, ("2019", "2020", "2021"), strict=False):
        sheet.right(x, 104, year)
    body(sheet, 128, ROWS, pitch=24)
    (table,) = read(tmp_path, sheet).tables
    assert table.columns[1] == ("Year of recording", "2020")


def test_a_salutation_is_no_heading_of_labels(tmp_path):
    sheet = Sheet()
    sheet.text(240, 70, "Reference 1042/24")
    sheet.text(LEFT, 92, "Dear applicant,")
    body(sheet, 114, [["Offence", "2019", "2020", "2021"], *ROWS])
    (table,) = read(tmp_path, sheet).tables
    assert table.columns == (("2019",), ("2020",), ("2021",))


def test_as_many_headings_as_columns_beside_them_are_paired_in_order(tmp_path):
    sheet = Sheet()
    sheet.text(LEFT, 84, "Offence")
    for x, head in ((180, "2018/19"), (250, "2019/20")):
        sheet.text(x, 84, head)
    sheet.rows([["Rape", "58", "149"], ["Other", "727", "57"]], top=100, columns=[LEFT, 240, 310])
    (table,) = read(tmp_path, sheet).tables
    assert values(table)["Rape", ("2018/19",)] == "58"
    assert values(table)["Rape", ("2019/20",)] == "149"


YEARS_IN_PARTS = {
    "over two lines": [["2019/20", "2020/20", "2021/20"], ["20", "21", "22"]],
    "a dash": [["2013-", "2014-", "2015-"], ["14", "15", "16"]],
    "a figure": [["201", "202", "202"], ["9", "0", "1"]],
}


@pytest.mark.parametrize("parts", YEARS_IN_PARTS.values(), ids=YEARS_IN_PARTS)
def test_years_that_narrow_columns_broke_are_put_together_where_they_follow_on_one_another(tmp_path, parts):
    sheet = Sheet()
    sheet.text(LEFT, 84, "Offence")
    for i, line in enumerate(parts):
        for x, text in zip(COLUMNS, line, strict=False):
            sheet.right(x, 84 + 12 * i, text)
    body(sheet, 86 + 12 * len(parts), ROWS)
    (table,) = read(tmp_path, sheet).tables
    assert table.status == "read"
    whole = ["".join(part) for part in zip(*parts, strict=True)]
    assert [path[0] for path in table.columns] == whole
    assert len(table.rows) == 3


@pytest.mark.parametrize("parts", [("Fem", "ale"), ("Fe", "ma", "le"), ("Femal", "e")])
def test_words_that_head_columns_are_put_together_under_their_years(tmp_path, parts):
    sheet = Sheet()
    for x, year in ((180, "2022"), (320, "2023")):
        sheet.text(x, 72, year)
    sheet.text(LEFT, 88, "Offence")
    for x in (180, 320):
        for i, part in enumerate(parts):
            sheet.text(x, 88 + 12 * i, part)
        sheet.text(x + 70, 88, "Male")
    sheet.rows(
        [["Rape", "1", "2", "3", "4"], ["Other", "5", "6", "7", "8"]],
        top=92 + 12 * len(parts), columns=[LEFT, 200, 270, 340, 410],
    )  # fmt: skip
    (table,) = read(tmp_path, sheet).tables
    assert table.status == "read"
    assert table.columns == tuple((year, sex) for year in ("2022", "2023") for sex in ("Female", "Male"))


def test_a_comma_below_the_line_does_not_make_the_last_figure_a_footnote_mark():
    outline = np.array(
        [[4.0 * i, 0, 4.0 * i + 4, low] for i, low in enumerate((7.46, 9.28, 7.46, 7.34, 7.34))]
    )
    assert _marked(outline, "3,311") == "3,311"
    raised = np.array([[0, 2, 4, 12], [4, 2, 8, 12], [8, 2, 10, 7]])
    assert _marked(raised, "561") == "56[1]"


def test_an_only_heading_over_periods_that_head_several_columns_each_stands_over_all(tmp_path):
    sheet = Sheet()
    sheet.text(230, 68, "Victims by sex")
    for x, year in ((200, "2017"), (320, "2018")):
        sheet.text(x, 84, year)
    sheet.text(LEFT, 100, "District")
    for x, sex in ((186, "Female"), (246, "Male"), (306, "Female"), (366, "Male")):
        sheet.text(x, 100, sex)
    sheet.rows(
        [["North", "1", "2", "3", "4"], ["South", "5", "6", "7", "8"]],
        top=116,
        columns=[LEFT, 210, 262, 330, 382],
    )
    (table,) = read(tmp_path, sheet).tables
    assert all(path[0] == "Victims by sex" and len(path) == 3 for path in table.columns)


def test_headings_set_on_their_side_read_in_the_order_of_the_file(tmp_path):
    sheet = Sheet()
    sheet.text(LEFT, 120, "District")
    for x, head in ((180, "Making off without payment"), (220, "Grand Total")):
        sheet.operations.append(f"BT /F1 8 Tf 0 1 -1 0 {x} {842 - 122} Tm ({head}) Tj ET")
    sheet.rows([["North", "12", "14"], ["South", "5", "6"]], top=140, columns=[LEFT, 182, 222])
    sheet.ruled([55, 160, 200, 240], [15, 126, 144, 162])
    (table,) = read(tmp_path, sheet).tables
    assert table.columns == (("Making off without payment",), ("Grand Total",))


def test_a_name_over_one_of_several_years_may_stand_over_all_of_them(tmp_path):
    sheet = Sheet()
    sheet.rows([["Offence", "2019", "2020", "2021"], *ROWS], top=100, columns=[LEFT, *COLUMNS[:3]])
    sheet.text(330, 89, "Provisional")
    (table,) = read(tmp_path, sheet).tables
    assert table.status == "review"


def test_two_words_that_go_on_in_one_label_are_no_reason_to_fail():
    heads = [(1, 1, Word("Grand", 100, 0, 120, 10)), (1, 1, Word("Sub", 122, 0, 140, 10))]
    below = [(1, 1, [Word("total", 100, 12, 130, 22)]), (2, 2, [Word("Male", 150, 12, 170, 22)])]
    assert _spread(heads, [(0, 90), (100, 140), (150, 170)], below) == (heads, True)


@pytest.mark.parametrize("broken", [("TOT", "AL"), ("Tota", "l"), ("Grand", "Total")])
def test_a_total_that_a_narrow_column_breaks_is_one_heading_beside_two_levels(tmp_path, broken):
    """Its cell is as high as both levels, so that its lines stand over, beside and between those of the others."""
    months, years = ("Jan", "Mar", "Feb", "May"), ((240, "2016"), (340, "2017"))
    sheet = Sheet()
    for y, text in zip((84, 94), broken, strict=True):
        sheet.text(420, y, text)
    for x, year in years:
        sheet.text(x, 94, year)
    sheet.text(LEFT, 106, "Offence")
    columns = (220, 280, 330, 380, 440)
    for x, month in zip(columns, months, strict=False):
        sheet.right(x, 106, month)
    rows = [["Stalking", "1", "2", "3", "4", "10"], ["Blackmail", "5", "6", "7", "8", "26"]]
    sheet.rows(rows, top=124, columns=[LEFT, *columns])
    (table,) = read(tmp_path, sheet).tables
    assert table.status == "read", table.why
    whole = "Grand Total" if broken[0] == "Grand" else "".join(broken)
    assert table.columns == (
        ("2016", "Jan"), ("2016", "Mar"), ("2017", "Feb"), ("2017", "May"), (whole,),
    )  # fmt: skip
    assert table.column_totals == (False, False, False, False, True)


def test_headings_of_three_levels_stand_over_what_the_level_below_does(tmp_path):
    sheet = Sheet()
    for x, y, text in ((300, 84, "Outcomes"), (240, 96, "2020"), (380, 96, "2021"), (LEFT, 96, "District")):
        sheet.text(x, y, text)
    for x, text in zip((200, 270, 340, 410), ("Female", "Male", "Female", "Male"), strict=True):
        sheet.text(x, 108, text)
    rows = [["Kingsmere", "12", "15", "9", "4"], ["West Stowe", "7", "16", "3", "5"]]
    sheet.rows(rows, top=124, columns=[LEFT, 225, 290, 365, 430])
    (table,) = read(tmp_path, sheet).tables
    assert table.status == "read", table.why
    assert table.columns == tuple(
        ("Outcomes", year, sex) for year in ("2020", "2021") for sex in ("Female", "Male")
    )


def test_the_end_of_a_heading_over_labels_begins_no_label(tmp_path):
    sheet = Sheet()
    sheet.rows([["Local", "2016", "2017"]], top=84, columns=[LEFT, *COLUMNS[:2]])
    sheet.text(LEFT, 96, "Policing Area")
    sheet.rows(
        [["Carrow Vale", "2,466", "4"], ["West Stowe", "15", "7"]],
        top=112,
        pitch=16,
        columns=[LEFT, *COLUMNS[:2]],
    )
    (table,) = read(tmp_path, sheet).tables
    assert table.status == "review" or table.rows == (("Carrow Vale",), ("West Stowe",))

"""Rows of printed tables: wrapped labels, blanks, codes beside titles, numbers that had no room, groups."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.generators.designs import SEEN
from tests.generators.designs import write as write_letter
from tests.generators.judge import judge_all
from tests.generators.pdf import Sheet, write

from answerable.read import read_file

LEFT = 60


def read(tmp_path, *sheets):
    path = tmp_path / "letter.pdf"
    path.write_bytes(write(*sheets))
    return read_file(path)


def labels(table):
    return [" ".join(row) for row in table.rows]


@pytest.mark.parametrize("name", SEEN)
@settings(max_examples=6, deadline=None, derandomize=True)
@given(seed=st.integers(0, 2**32))
def test_letters_of_another_layout_are_read_exactly_or_handed_over(tmp_path_factory, name, seed):
    letter = write_letter(tmp_path_factory.mktemp("letters") / "a.pdf", name, random.Random(seed))
    verdict, why = judge_all(read_file(letter.path), letter.made)
    printed = "".join("".join(row) for table in letter.made for row in table.printed)
    assert verdict in {"exact", "review"} or not any(map(str.isdigit, printed)), f"{verdict}: {why}"


def test_the_last_row_of_one_column_of_values_may_stand_half_way_down_beside_its_label(tmp_path):
    sheet = Sheet()
    sheet.rows([["Offence", "2019"], ["Stalking", "4"], ["Blackmail", "7"]], top=84, columns=[LEFT, 240])
    for y, text in ((132, "Other offences against the State"), (144, "or public order")):
        sheet.text(LEFT, y, text)
    sheet.right(240, 138, "16")
    (table,) = read(tmp_path, sheet).tables
    assert labels(table)[-1] == "Other offences against the State or public order"


def test_a_value_a_space_from_the_last_label_is_in_its_row(tmp_path):
    sheet = Sheet()
    rows = [["Age group", "2013"], ["Under 18", "112"], ["18 - 25", "16"], ["26 - 35", "8724"]]
    sheet.rows(rows, top=84, columns=[LEFT, 149])
    sheet.text(LEFT, 148, "Not recorded")
    sheet.right(149, 148, "55290")
    (table,) = read(tmp_path, sheet).tables
    assert labels(table)[-1] == "Not recorded"
    assert table.cells[-1].printed == "55290"


def test_a_row_of_blanks_at_the_end_is_a_row(tmp_path):
    sheet = Sheet()
    rows = [
        ["Offence", "2019", "2020"],
        ["Stalking", "4", ""],
        ["Blackmail", "", "6"],
        ["Exposure", "1", "2"],
    ]
    sheet.rows([*rows, ["Upskirting", "", ""]], top=84, columns=[LEFT, 200, 260])
    (grid,) = read(tmp_path, sheet).grids
    assert grid.rows[-1] == ("Upskirting", "", "")


def test_a_line_of_a_label_that_ends_in_a_semicolon_does_not_end_the_table(tmp_path):
    sheet = Sheet()
    rows = [["Outcome", "2019", "2020"], ["Charged", "4", "5"], ["New", "3", "2"]]
    sheet.rows(rows, top=84, columns=[LEFT, 220, 280])
    for i, text in enumerate(("Evidential difficulties:", "suspect identified;", "victim supports")):
        sheet.text(LEFT, 132 + 12 * i, text)
    for x, text in ((220, "1"), (280, "6")):
        sheet.right(x, 144, text)
    (table,) = read(tmp_path, sheet).tables
    assert labels(table)[-1] == "Evidential difficulties: suspect identified; victim supports"


CODES = (
    ("35", "Blackmail", "4", "7"),
    ("86", "Obscene publications, etc. and", "44", "5"),
    ("8L", "Harassment", "9", "1"),
)


@pytest.mark.parametrize("at", ["top", "middle", "bottom"])
def test_codes_stand_before_titles_however_these_wrap(tmp_path, at):
    sheet = Sheet()
    sheet.text(LEFT, 84, "Code")
    sheet.text(100, 84, "Offence title")
    for x, year in ((300, "2019"), (360, "2020")):
        sheet.right(x, 84, year)
    y = 104
    for code, title, *counts in CODES:
        lines = [title, "protected material"] if code == "86" else [title]
        for i, text in enumerate(lines):
            sheet.text(100, y + 12 * i, text)
        row = y + {"top": 0, "middle": 6, "bottom": 12}[at] * (len(lines) - 1)
        sheet.text(LEFT, row, code)
        for x, count in zip((300, 360), counts, strict=True):
            sheet.right(x, row, count)
        y += 12 * len(lines) + 8
    (table,) = read(tmp_path, sheet).tables
    assert table.status == "read"
    assert labels(table) == [
        "35 Blackmail",
        "86 Obscene publications, etc. and protected material",
        "8L Harassment",
    ]


def test_the_end_of_the_last_title_half_a_line_below_its_code_is_its_own(tmp_path):
    sheet = Sheet()
    rows = [
        ("Code", "Offence title, as recorded", "2019", "2020"),
        ("35", "Blackmail", "4", "5"),
        ("8L", "Harassment", "1", "2"),
    ]
    for r, (code, title, *counts) in enumerate(rows):
        sheet.text(LEFT, 84 + 16 * r, code)
        sheet.text(100, 84 + 16 * r, title)
        for x, text in zip((300, 360), counts, strict=True):
            sheet.right(x, 84 + 16 * r, text)
    for y, x, text in ((132, 100, "Other offences"), (138, LEFT, "66"), (144, 100, "Public order")):
        sheet.text(x, y, text)
    for x, text in ((300, "7"), (360, "8")):
        sheet.right(x, 138, text)
    (table,) = read(tmp_path, sheet).tables
    assert table.status == "review" or labels(table)[-1] == "66 Other offences Public order"


def test_ruled_lines_between_all_rows_tell_which_lines_are_one_label(tmp_path):
    sheet = Sheet()
    sheet.rows([["Offence", "2019", "2020"], ["Stalking", "4", "5"]], top=84, columns=[LEFT, 240, 300])
    sheet.text(LEFT, 116, "Sexual offences")
    sheet.text(LEFT, 127, "Public order")
    for x, text in ((240, "7"), (300, "8")):
        sheet.right(x, 127, text)
    sheet.rows([["Blackmail", "1", "2"]], top=143, columns=[LEFT, 240, 300])
    for y in (73, 89, 105, 132, 148):
        sheet.line(55, y, 305, y)
    (table,) = read(tmp_path, sheet).tables
    assert table.status == "read"
    assert labels(table) == ["Stalking", "Sexual offences Public order", "Blackmail"]


@pytest.mark.parametrize("total", ["13,333", ""])
def test_a_number_that_its_cell_had_no_room_for_needs_a_total(tmp_path, total):
    sheet = Sheet()
    sheet.text(LEFT, 84, "Offence")
    for x, head in ((135, "M"), (158, "F")):
        sheet.text(x, 84, head)
    for y, cells in ((106, ("Rape", "7", "9")), (128, ("Other", "8", "133"))):
        sheet.text(LEFT, y, cells[0])
        sheet.right(148, y, cells[1])
        sheet.right(171, y, cells[2])
    sheet.right(171, 139, "26")
    ys = [72, 92, 114, 144]
    if total:
        sheet.text(LEFT, 156, "Total")
        sheet.right(148, 156, "15")
        sheet.right(171, 156, "133")
        sheet.right(171, 167, "35")
        ys.append(172)
    sheet.ruled([55, 128, 151, 174], ys)
    (table,) = read(tmp_path, sheet).tables
    assert "13326" in [cell.printed for cell in table.cells]
    assert table.status == ("read" if total else "review"), table.why


@pytest.mark.parametrize("blanks", [False, True])
def test_the_parts_of_merged_groups_name_rows_though_they_look_like_ranges(tmp_path, blanks):
    sheet = Sheet()
    rows = [("Offence", "Age", "2019", "2020")]
    for group in ("Stalking", "Harassment"):
        for i, age in enumerate(("Under 18", "18 - 25", "26 - 35")):
            empty = blanks and group == "Stalking"
            rows.append((group if not i else "", age, "" if empty else "4", "" if empty else "7"))
    for r, (first, second, *counts) in enumerate(rows):
        y = 84 + 16 * r
        sheet.text(LEFT, y, first)
        sheet.text(140, y, second)
        for x, text in zip((240, 300), counts, strict=True):
            sheet.text(x - 20, y, text)
    for r in range(len(rows) + 1):
        sheet.line(130 if r in {2, 3, 5, 6} else 55, 73 + 16 * r, 305, 73 + 16 * r)
    for x in (55, 130, 200, 250, 305):
        sheet.line(x, 73, x, 73 + 16 * len(rows))
    (table,) = read(tmp_path, sheet).tables
    assert table.status == "read", (table.why, table.rows)
    assert table.rows[1] == ("Stalking", "18 - 25")
    assert len(table.rows) == 6


def test_a_blank_is_no_great_number_that_a_total_leaves_over(tmp_path):
    sheet = Sheet()
    rows = [
        ["Offence", "2019", "2020"],
        ["Stalking", "", "5"],
        ["Exposure", "7", "6"],
        ["Total", "25,846", "11"],
    ]
    sheet.rows(rows, top=84, columns=[LEFT, 220, 280])
    (table,) = read(tmp_path, sheet).tables
    assert table.checks[0].result == "failed"
    assert table.cells[0].count is None or table.cells[0].count.low < 10


def test_a_table_that_is_announced_and_stands_there_is_not_said_to_be_lost(tmp_path):
    sheet = Sheet()
    sheet.text(LEFT, 60, "The table below provides the number of offences recorded.")
    sheet.rows(
        [["Offence", "2019", "2020"], ["Stalking", "4", "5"], ["Rape", "1", "6"]],
        top=84,
        columns=[LEFT, 220, 280],
    )
    assert "cells-lost" not in {f.kind for f in read(tmp_path, sheet).findings}
    for y in range(160, 360, 40):
        sheet.text(LEFT, y, "Some words of the letter that say nothing more.")
    sheet.text(LEFT, 400, "The second table below provides the outcomes.")
    assert "cells-lost" in {f.kind for f in read(tmp_path, sheet).findings}


def test_a_list_of_blanks_under_two_headings_is_told(tmp_path):
    sheet = Sheet()
    rows = [
        ["Offence type", "Recorded"],
        *([label, ""] for label in ("Rape", "Stalking", "Exposure", "Voyeurism")),
    ]
    sheet.rows([*rows, ["Blackmail", "5"]], top=84, columns=[LEFT, 240])
    document = read(tmp_path, sheet)
    assert document.tables or "unread-numbers" in {f.kind for f in document.findings}


@pytest.mark.parametrize("first", [0, 1])
def test_a_label_of_several_rows_stands_for_those_whose_parts_repeat(tmp_path, first):
    sheet = Sheet()
    rows = [("Offence", "Sex", "2019", "2020")]
    for group in ("Stalking", "Harassment"):
        rows += [
            (group if i == first else "", sex, "4", "7")
            for i, sex in enumerate(("Female", "Male", "Unknown"))
        ]
    for r, (group, sex, *counts) in enumerate(rows):
        sheet.text(LEFT, 84 + 16 * r, group)
        sheet.text(150, 84 + 16 * r, sex)
        for x, text in zip((240, 300), counts, strict=True):
            sheet.right(x, 84 + 16 * r, text)
    (table,) = read(tmp_path, sheet).tables
    assert table.status == "read"
    sexes = ("Female", "Male", "Unknown")
    assert table.rows == tuple((group, sex) for group in ("Stalking", "Harassment") for sex in sexes)

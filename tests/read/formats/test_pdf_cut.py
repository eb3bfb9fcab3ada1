"""Tables of which something is elsewhere: half a word, half a heading, a value behind a label, a label over the page."""

import random

import pytest
from tests.generators.judge import judge_list
from tests.generators.pdf import Sheet
from tests.generators.typeset_designs import write as write_letter
from tests.read.formats.test_pdf import read

from answerable.read import read_file

COLUMNS = [60, 260, 330]
ROWS = [["Offence", "2020", "2021"], ["Stalking", "3", "4"], ["Harassment", "1", "2"]]


def statuses(document):
    return {table.status for table in document.tables}


def test_a_last_label_that_ends_in_a_broken_word_is_told(tmp_path):
    sheet = Sheet()
    sheet.rows([*ROWS, ["Publications and pro-", "5", "6"]], columns=COLUMNS)
    assert statuses(read(tmp_path, sheet)) == {"review"}


def test_a_broken_word_that_ends_over_the_page_is_whole(tmp_path):
    first, second = Sheet(), Sheet()
    for sheet, rows, top in (
        (first, [*ROWS, ["Publications and pro-", "5", "6"]], 730),
        (second, [ROWS[0], ["tected material", "", ""], ["Arson", "7", "8"]], 80),
    ):
        sheet.rows(rows, top=top, columns=COLUMNS)
        sheet.ruled([55, 200, 265, 335], [top - 12 + 16 * n for n in range(len(rows) + 1)])
    (table,) = read(tmp_path, first, second).tables
    assert not any(row[-1].endswith("pro-") for row in table.rows)


def test_a_figure_behind_a_label_beside_a_missing_value_is_told(tmp_path):
    sheet = Sheet()
    sheet.rows([*ROWS, ["Malicious communications1", "", "71"]], columns=COLUMNS)
    assert statuses(read(tmp_path, sheet)) == {"review"}


def test_a_figure_behind_a_label_with_all_its_values_is_the_mark_of_a_note(tmp_path):
    sheet = Sheet()
    sheet.rows([*ROWS, ["Malicious communications1", "9", "71"]], columns=COLUMNS)
    assert statuses(read(tmp_path, sheet)) == {"read"}


def test_a_heading_that_ends_in_half_a_total_is_told(tmp_path):
    sheet = Sheet()
    xs = [55, 150, 210, 270, 330]
    sheet.ruled(xs, [100, 116, 132, 148])
    sheet.ruled(xs[:2], [84, 100])
    sheet.line(150, 84, 330, 84)
    sheet.line(330, 84, 330, 100)
    sheet.text(190, 96, "Financial year Grand")
    sheet.rows(
        [["Offence", "2020", "2021", "Total"], ["Stalking", "3", "4", "7"], ["Arson", "1", "2", "3"]],
        top=112,
        columns=[60, 205, 265, 325],
    )
    assert statuses(read(tmp_path, sheet)) == {"review"}


@pytest.mark.parametrize("painted", [True, False])
def test_a_painted_label_at_the_head_of_the_next_page_is_told(tmp_path, painted):
    first, second = Sheet(), Sheet()
    first.rows([*ROWS, ["West", "5", "6"]], top=720, columns=COLUMNS)
    if painted:
        second.bar(55, 70, 280, 16)
    second.text(60, 82, "Yorkshire")
    second.text(60, 120, "Please note that these figures may change as investigations go on.")
    assert ("review" in statuses(read(tmp_path, first, second))) is painted


def test_a_line_of_a_list_without_room_for_dots_is_in_the_list(tmp_path):
    """The label of one line of this letter leaves no room for them."""
    letter = write_letter(tmp_path / "letter.pdf", "dots", random.Random("91 typeset 12"))
    assert judge_list(read_file(letter.path), letter.made[0]) == ("exact", "")


@pytest.mark.parametrize("cut", ["FY", "and protected mate-"])
def test_half_a_heading_of_one_column_is_told(tmp_path, cut):
    sheet = Sheet()
    sheet.rows(
        [["Offence", "FY 2020/21", cut], ["Stalking", "3", "4"], ["Harassment", "1", "2"]],
        columns=[60, 240, 420],
    )
    assert statuses(read(tmp_path, sheet)) == {"review"}

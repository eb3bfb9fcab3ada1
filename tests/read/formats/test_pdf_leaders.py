"""Dots that lead from a label to its values are no words."""

import pytest
from tests.generators.pdf import Sheet
from tests.read.formats.test_pdf import read, values

ROWS = [["Stalking", "12", "15"], ["Harassment", "7", "9"], ["Exposure", "30", "21"], ["Total", "49", "45"]]


def sheet_of(dots, columns, *, apart=False):
    sheet = Sheet()
    sheet.text(60, 60, "Offences recorded")
    for x, head in zip((330, 400)[:columns], ("2021", "2022"), strict=False):
        sheet.right(x, 90, head)
    for n, (label, *numbers) in enumerate(ROWS):
        y = 110 + 16 * n
        if apart:
            sheet.text(60, y, label)
            for step in range(30):
                sheet.text(130 + 5 * step, y, ".", 8)
        else:
            sheet.text(60, y, f"{label} {dots}")
        for x, number in zip((330, 400)[:columns], numbers, strict=False):
            sheet.right(x, y, number)
    return sheet


@pytest.mark.parametrize(("dots", "apart"), [("." * 40, False), (". " * 25, False), ("", True)])
def test_dots_before_several_values_are_left_out(tmp_path, dots, apart):
    (table,) = read(tmp_path, sheet_of(dots, 2, apart=apart)).tables
    assert table.status == "read"
    assert values(table) == {
        ((label,), (year,)): number
        for label, *numbers in ROWS
        for year, number in zip(("2021", "2022"), numbers, strict=True)
    }


@pytest.mark.parametrize(("dots", "apart"), [("." * 40, False), (". " * 25, False), ("", True)])
def test_a_list_with_one_value_behind_dots_is_not_lost(tmp_path, dots, apart):
    document = read(tmp_path, sheet_of(dots, 1, apart=apart))
    assert not document.tables
    assert [s.count.low for s in document.statements] == [12, 7, 30, 49]


def test_two_dots_are_a_mark(tmp_path):
    sheet = Sheet()
    sheet.rows(
        [["Offence", "2021", "2022"], ["Stalking", "..", "15"], ["Exposure", "7", ".."], ["Arson", "3", "4"]],
        columns=[60.0, 200.0, 260.0],
    )
    (table,) = read(tmp_path, sheet).tables
    assert [cell.state for cell in table.cells] == ["open", "exact", "exact", "open", "exact", "exact"]

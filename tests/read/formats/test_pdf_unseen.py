"""Failed redactions: what lies under a dark box, or is white on white, is told, and neither read nor printed."""

import json

import pytest
from tests.generators import pdf

from answerable.read import read_file

ROWS = [["Offence", "2019", "2020"], ["Rape", "4", "471"], ["Other", "6", "7"], ["Total", "10", "478"]]
COVERED = "covered-text"


def sheet():
    made = pdf.Sheet()
    made.text(60, 60, "The counts follow, as you asked for them.")
    made.rows(ROWS, top=100, columns=[60, 260, 330])
    return made


def fill(made, colour, x, y, *size):
    width, height = size
    made.operations.append(f"{colour} {x:.2f} {pdf.HIGH - y - height:.2f} {width:.2f} {height:.2f} re f 0 g")


def read(tmp_path, *sheets):
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf.write(*sheets))
    return read_file(path, shown="a.pdf")


def told(document):
    return [finding for finding in document.findings if finding.kind == COVERED]


def printed(document):
    return json.dumps(document.to_dict(grids=True)) + "".join(line.text for line in document.text)


def test_a_page_as_it_is_has_no_such_finding(tmp_path):
    document = read(tmp_path, sheet())
    assert told(document) == []
    assert "471" in printed(document)


@pytest.mark.parametrize("colour", ["0 g", "0.1 0.1 0.2 rg", "0 0 0 1 k"])
def test_a_number_under_a_dark_box_is_told_and_not_read(tmp_path, colour):
    made = sheet()
    fill(made, colour, 300, 106, 40, 13)
    document = read(tmp_path, sheet(), made)
    (finding,) = told(document)
    assert "page 2" in finding.where
    assert "1 word:" in finding.what
    numbers = {cell.printed for table in document.tables for cell in table.cells if cell.source.page == 2}
    assert "471" not in numbers
    assert "471" not in str(document.findings)
    assert {"478", "7", "10"} <= numbers


def test_a_sentence_under_a_box_is_no_statement(tmp_path):
    made = pdf.Sheet()
    made.text(60, 60, "In 2020, there were 9731 offences.")
    made.text(60, 80, "In 2021, there were 12 offences.")
    fill(made, "0 g", 50, 48, 300, 16)
    document = read(tmp_path, made)
    assert [s.count.low for s in document.statements] == [12]
    assert "9731" not in printed(document)
    assert "6 words" in told(document)[0].what


def test_white_text_on_a_dark_heading_is_read(tmp_path):
    made = pdf.Sheet()
    fill(made, "0 g", 50, 88, 300, 16)
    made.operations.append("1 g")
    made.rows(ROWS[:1], top=100, columns=[60, 260, 330])
    made.operations.append("0 g")
    made.rows(ROWS[1:], top=116, columns=[60, 260, 330])
    document = read(tmp_path, made)
    assert told(document) == []
    assert [path[-1] for path in document.tables[0].columns] == ["2019", "2020"]


def test_black_text_on_a_pale_heading_is_read(tmp_path):
    made = pdf.Sheet()
    made.bar(50, 88, 300, 16)
    made.rows(ROWS, top=100, columns=[60, 260, 330])
    assert told(read(tmp_path, made)) == []


@pytest.mark.parametrize("paper", [False, True])
def test_white_text_on_white_is_told_and_not_read(tmp_path, paper):
    made = sheet()
    if paper:
        fill(made, "1 g", 50, 290, 300, 40)
    made.operations.append("1 g")
    made.text(60, 300, "In 2020, there were 9731 offences.")
    made.operations.append("0 g")
    document = read(tmp_path, made)
    assert "9731" not in printed(document)
    assert "white on white" in told(document)[0].what
    assert "471" in printed(document)


def test_a_frame_drawn_as_one_dark_shape_covers_nothing(tmp_path):
    made = sheet()
    high = pdf.HIGH
    made.operations.append(f"0 g 40 {high - 200} 320 150 re 45 {high - 195} 310 140 re f*")
    assert told(read(tmp_path, made)) == []


def test_a_table_s_lines_drawn_as_one_dark_path_cover_nothing(tmp_path):
    made = sheet()
    lines = " ".join(f"50 {pdf.HIGH - y:.2f} 300 0.6 re" for y in (88, 104, 120, 136, 152))
    made.operations.append(f"0 g {lines} f")
    assert told(read(tmp_path, made)) == []


def test_a_dark_page_whose_background_is_drawn_last_is_still_read(tmp_path):
    made = sheet()
    fill(made, "0 g", 0, 0, pdf.WIDE, pdf.HIGH)
    assert "471" in printed(read(tmp_path, made))

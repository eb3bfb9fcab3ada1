"""Labels of several lines set as close as rows are: the phrases tell where their values stand."""

import random

import pytest
import typst
from tests.generators.judge import judge_all
from tests.generators.pdf import Sheet, write
from tests.generators.typeset_designs import write as write_letter

from answerable.read import read_file

LEFT, STEP = 60, 11

LABELS = [
    ["Not yet assigned", "an outcome"],
    ["Caution"],
    ["Action undertaken", "by another body or", "agency"],
    ["Out-of-court", "(formal)"],
    ["Charge"],
    ["Investigation not in", "the public interest"],
]
VALUES = [["828", "8"], ["808", "557"], ["498", "5"], ["64", "31"], ["8", "9"], ["12", "44"]]
FIRST, HALF_WAY, LAST = 0.0, 0.5, 1.0


def read(tmp_path, labels, seat, between=STEP):
    sheet = Sheet()
    y = 100
    for x, text in ((240, "Recorded"), (320, "Charged")):
        sheet.right(x, y - STEP, text)
    sheet.text(LEFT, y - STEP, "Outcome")
    for lines, values in zip(labels, VALUES, strict=True):
        for step, line in enumerate(lines):
            sheet.text(LEFT, y + step * STEP, line)
        for x, value in zip((240, 320), values, strict=True):
            sheet.right(x, y + seat * (len(lines) - 1) * STEP, value)
        y += (len(lines) - 1) * STEP + between
    path = tmp_path / "letter.pdf"
    path.write_bytes(write(sheet))
    return read_file(path).tables


@pytest.mark.parametrize("between", [STEP, 0.8 * STEP])
@pytest.mark.parametrize("seat", [FIRST, HALF_WAY, LAST])
def test_a_table_whose_phrases_are_whole_in_one_way_alone_is_read_in_that(tmp_path, seat, between):
    """Some typesetters set rows nearer to one another than the lines of a label."""
    (table,) = read(tmp_path, LABELS, seat, between)
    assert table.status == "read", table.why
    assert table.rows == tuple((" ".join(lines),) for lines in LABELS)
    assert [[table.cell(r, c).printed for c in (0, 1)] for r in range(6)] == VALUES


@pytest.mark.parametrize("seat", [FIRST, LAST])
def test_where_no_phrase_tells_a_person_does(tmp_path, seat):
    """Every line might be a row without values, or begin or end a label."""
    labels = [
        [
            line.title().replace("Or", "").replace("The", "").replace("(", "").replace(")", "")
            for line in lines
        ]
        for lines in LABELS
    ]
    assert all(table.status == "review" for table in read(tmp_path, labels, seat))


def test_a_hyphen_drawn_by_itself_beside_a_dash_is_printed_once(tmp_path):
    """Some typesetters set the hyphen of a broken word as an object of its own, level with a dash among the values."""
    path = tmp_path / "letter.pdf"
    cells = "[Offence],[2016],[2017],[Obscene publica-tions and material],[-],[7],[Stalking],[4],[9]"
    typst.compile(
        f"#set page(width: 400pt, height: 300pt)\n#table(columns: (84pt, 60pt, 60pt), stroke: none, {cells})".encode(),
        output=path,
    )
    (table,) = read_file(path).tables
    assert [cell.printed for cell in table.cells] == ["-", "7", "4", "9"]


def test_two_bands_of_ages_are_two_rows_however_close_they_stand(tmp_path):
    sheet = Sheet()
    sheet.rows(
        [["Age group", "2015", "2016"], ["Under 18", "15", ""], ["18 - 25", "", "10"]],
        top=84,
        pitch=12,
        columns=[LEFT, 240, 320],
    )
    sheet.rows(
        [["36 - 45", "", "298"], ["46 - 55", "", ""], ["56 - 65", "", "9"], ["All", "15", "317"]],
        top=118,
        pitch=9,
        columns=[LEFT, 240, 320],
    )
    path = tmp_path / "letter.pdf"
    path.write_bytes(write(sheet))
    (table,) = read_file(path).tables
    assert table.status == "review" or ("46 - 55",) in table.rows


def test_dashes_in_type_known_by_its_outlines_are_all_printed(tmp_path):
    """PDFium takes the dashes of this letter's first row for one dash printed again."""
    letter = write_letter(tmp_path / "letter.pdf", "double", random.Random("72 typeset 94"))
    assert judge_all(read_file(letter.path), letter.made) == ("exact", "")


def test_a_heading_on_its_side_whose_letters_are_kerned_is_one_word(tmp_path):
    heads = "".join(f"rotate(-90deg, reflow: true)[*{word}*]," for word in ("2016-2017", "TOTAL"))
    path = tmp_path / "letter.pdf"
    typst.compile(
        f'#set text(font: "New Computer Modern", size: 9pt)\n#set page(width: 400pt, height: 300pt)\n'
        f"#table(columns: 3, stroke: none, [*Area*],{heads}[Kingsmere],[4],[9],[West Stowe],[17],[30])".encode(),
        output=path,
    )
    (table,) = read_file(path).tables
    assert table.columns == (("2016-2017",), ("TOTAL",))


def test_the_first_line_of_a_label_close_under_another_row_is_its_own(tmp_path):
    sheet = Sheet()
    lines = [
        (84, "Code", "Offence"),
        (100, "35", "Blackmail"),
        (110.5, "", "Other"),
        (124.5, "88C", "miscellaneous"),
        (138.5, "", "sexual offences"),
    ]
    for y, code, label in lines:
        sheet.text(LEFT, y, code)
        sheet.text(140, y, label)
    for y, values in ((84, ("2019", "2020")), (100, ("13,824", "14")), (124.5, ("30,681", "15"))):
        for x, value in zip((300, 360), values, strict=True):
            sheet.right(x, y, value)
    path = tmp_path / "letter.pdf"
    path.write_bytes(write(sheet))
    for table in read_file(path).tables:
        assert table.status == "review" or not any("Blackmail Other" in row for row in table.rows)


def test_a_row_of_blanks_as_far_from_both_its_neighbours_as_rows_are_is_no_part_of_one(tmp_path):
    sheet = Sheet()
    rows = [
        ["Offence", "2019", "2020"],
        ["Stalking", "3", "4"],
        ["Arson", "", "5"],
        ["Offences of other kinds", "2", "7"],
        ["Malicious communications", "", ""],
        ["Total", "5", "16"],
    ]
    sheet.rows(rows, top=84, pitch=8.5, columns=[LEFT, 300, 360])
    path = tmp_path / "letter.pdf"
    path.write_bytes(write(sheet))
    for table in read_file(path).tables:
        assert table.status == "review" or ("Malicious communications",) in table.rows


def test_a_caption_over_a_number_that_is_in_no_table_is_told(tmp_path):
    sheet = Sheet()
    for y, text in (
        (80, "Table 1: Crimes by offence"),
        (100, "Crimes"),
        (112, "Fraud by false repre-"),
        (124, "sentation"),
    ):
        sheet.text(LEFT, y, text)
    sheet.text(200, 118, "476")
    sheet.text(LEFT, 160, "Table 2: Crimes by age")
    sheet.rows(
        [["Age", "2019", "2020"], ["Under 18", "3", "4"], ["18 - 25", "2", "5"]],
        top=180,
        columns=[LEFT, 300, 360],
    )
    path = tmp_path / "letter.pdf"
    path.write_bytes(write(sheet))
    document = read_file(path)
    said = [finding for finding in document.findings if finding.kind in {"cells-lost", "unread-numbers"}]
    assert said or any("476" in cell.printed for table in document.tables for cell in table.cells)


def test_the_heading_of_a_group_is_no_part_of_its_first_label(tmp_path):
    """Its lines stand as far from the label as rows do, and those of labels stand further apart."""
    labels = [
        ["Sexual", "offences", "Other sexual", "offences of any", "kind"],
        ["Making off", "without", "payment"],
        ["Charge", "and bail"],
        ["Public order", "and similar"],
        ["Arson"],
        ["Fraud by", "false means"],
    ]
    sheet = Sheet()
    for x, text in ((240, "Recorded"), (320, "Charged")):
        sheet.right(x, 89, text)
    sheet.text(LEFT, 89, "Outcome")
    y = 104.0
    for lines, values in zip(labels, VALUES, strict=True):
        for step, line in enumerate(lines):
            y += 0 if step == 0 else 13 if line.startswith("Other") else 14.2
            sheet.text(LEFT, y, line)
        for x, value in zip((240, 320), values, strict=True):
            sheet.right(x, y, value)
        y += 13
    path = tmp_path / "letter.pdf"
    path.write_bytes(write(sheet))
    for table in read_file(path).tables:
        assert table.status == "review" or not any("Sexual offences Other" in row[-1] for row in table.rows)


def spaced(tmp_path, lines, *, step, row):
    """One column of labels, each line where it is said to stand, with values beside those that have some."""
    sheet = Sheet()
    for x, text in ((240, "Recorded"), (320, "Charged")):
        sheet.right(x, 100 - row, text)
    sheet.text(LEFT, 100 - row, "Group")
    y = 100.0
    for number, (label, values, goes_on) in enumerate(lines):
        y += 0 if number == 0 else step if goes_on else row
        sheet.text(LEFT, y, label)
        for x, value in zip((240, 320), values, strict=False):
            sheet.right(x, y, value)
    path = tmp_path / "letter.pdf"
    path.write_bytes(write(sheet))
    return read_file(path).tables


def test_a_band_of_ages_without_values_is_no_part_of_the_label_below(tmp_path):
    rows = [
        ("Under 18", ("3", "6"), False),
        ("26 - 35", ("89", "8"), False),
        ("56 - 65", ("48", "1"), False),
        ("Over 65", (), False),
        ("Not recorded", ("54", "5"), True),
        ("Total", ("194", "20"), False),
    ]
    for table in spaced(tmp_path, rows, step=11, row=13):
        assert table.status == "review" or ("Over 65",) in table.rows


def test_the_heading_of_a_group_is_doubted_where_all_lines_are_equally_far_apart(tmp_path):
    rows = [
        ("Sexual", (), False),
        ("offences", (), True),
        ("Other", (), False),
        ("offences against", (), True),
        ("public order", ("7", "9"), True),
        ("Fraud by", (), False),
        ("false means", ("5", "4"), True),
    ]
    for table in spaced(tmp_path, rows, step=14, row=14):
        assert table.status == "review"


def test_rows_that_another_way_would_keep_whole_are_doubted(tmp_path):
    """ "Police" and "Ireland" are no rows: their values stand half way down, as all others do."""
    rows = [
        ("Avon and", (), False),
        ("Bristol", (), True),
        ("Police", (), False),
        ("Service of", (), True),
        ("Northern", (), True),
        ("Ireland", (), True),
        ("Hertfordshi", (), False),
        ("re", (), True),
    ]
    sheet = Sheet()
    y, tops = 100.0, []
    for number, (label, _, goes_on) in enumerate(rows):
        y += 0 if number == 0 else 19 if goes_on else 19.4
        tops.append(y)
        sheet.text(LEFT, y, label)
    for first, last, values in ((0, 1, ("3", "4")), (2, 5, ("5", "6")), (6, 7, ("7", "8"))):
        for x, value in zip((240, 320), values, strict=True):
            sheet.right(x, (tops[first] + tops[last]) / 2, value)
    for x, text in ((240, "Recorded"), (320, "Charged")):
        sheet.right(x, 80, text)
    sheet.text(LEFT, 80, "Force")
    path = tmp_path / "letter.pdf"
    path.write_bytes(write(sheet))
    whole = [("Avon and Bristol",), ("Police Service of Northern Ireland",), ("Hertfordshi re",)]
    for table in read_file(path).tables:
        assert table.status == "review" or list(table.rows) == whole

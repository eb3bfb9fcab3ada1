"""Labels of several lines set as close as rows are: the phrases tell where their values stand."""

import pytest
import typst
from tests.generators.pdf import Sheet, write

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

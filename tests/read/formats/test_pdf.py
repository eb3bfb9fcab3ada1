import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.generators.pdf import Sheet, write

from answerable.read import UnreadableError, read_file
from answerable.read.formats import load
from answerable.read.grid import Grid, Paragraph

YEARS = [
    ["Offence", "2021", "2022", "Total"],
    ["Stalking", "12", "15", "27"],
    ["Harassment", "140", "1,160", "1,300"],
    ["Total", "152", "1,175", "1,327"],
]
COLUMNS = [60.0, 200.0, 260.0, 330.0]


def read(tmp_path, *sheets):
    path = tmp_path / "letter.pdf"
    path.write_bytes(write(*sheets))
    return read_file(path)


def values(table):
    width = len(table.columns)
    return {
        (table.rows[i // width], table.columns[i % width]): cell.printed for i, cell in enumerate(table.cells)
    }


def test_columns_that_only_stand_in_line_are_read_with_their_places(tmp_path):
    sheet = Sheet()
    sheet.text(60, 70, "The table shows the offences recorded.")
    sheet.rows(YEARS, columns=COLUMNS)
    document = read(tmp_path, sheet)
    (table,) = document.tables
    assert (document.kind, table.status) == ("pdf", "read")
    assert table.title == "The table shows the offences recorded."
    assert table.rows == (("Stalking",), ("Harassment",), ("Total",))
    assert table.columns == (("2021",), ("2022",), ("Total",))
    assert table.tally() == {"held": 6, "failed": 0, "open": 0}
    source = table.cells[4].source
    assert (source.printed, source.page) == ("1,160", 1)
    left, top, right, bottom = source.box
    assert left < right == pytest.approx(260, abs=1)
    assert top < 132 < bottom + 1


def test_ruled_cells_are_parted_by_their_lines(tmp_path):
    sheet = Sheet()
    sheet.rows(YEARS, columns=COLUMNS)
    sheet.ruled([55, 150, 205, 265, 335], [88, 104, 120, 136, 152])
    (table,) = read(tmp_path, sheet).tables
    assert values(table)[("Harassment",), ("2022",)] == "1,160"


def test_a_label_of_three_lines_in_a_ruled_cell_is_one_label(tmp_path):
    sheet = Sheet()
    for y, text in ((100, "Disclosing private"), (111, "photographs and"), (122, "films")):
        sheet.text(60, y, text)
    sheet.right(200, 111, "7")
    sheet.text(60, 85, "Offence")
    sheet.right(200, 85, "2021")
    sheet.text(60, 140, "Stalking")
    sheet.right(200, 140, "9")
    sheet.ruled([55, 170, 205], [74, 90, 126, 145])
    (table,) = read(tmp_path, sheet).tables
    assert table.rows == (("Disclosing private photographs and films",), ("Stalking",))


def test_a_heading_over_several_columns_stands_over_each(tmp_path):
    sheet = Sheet()
    sheet.text(165, 84, "2022")
    sheet.text(265, 84, "2023")
    rows = [
        ["Age", "Male", "Female", "Male", "Female"],
        ["18-24", "1", "2", "3", "4"],
        ["25-34", "5", "6", "7", "8"],
    ]
    sheet.rows(rows, columns=[60, 160, 210, 260, 310])
    (table,) = read(tmp_path, sheet).tables
    assert table.columns == (("2022", "Male"), ("2022", "Female"), ("2023", "Male"), ("2023", "Female"))


@pytest.mark.parametrize("below", [["Total", "1", "2"], ["Rape", "30", "4"]])
def test_a_table_goes_on_over_the_page_with_its_heading_again(tmp_path, below):
    first, second = Sheet(), Sheet()
    head = [["Offence", "2021", "2022"]]
    first.rows([*head, ["Stalking", "1", "2"], ["Exposure", "3", "4"]], top=700, columns=COLUMNS[:3])
    second.rows([*head, ["Voyeurism", "5", "6"], below], top=100, columns=COLUMNS[:3])
    document = read(tmp_path, first, second)
    (table,) = document.tables
    assert [path[0] for path in table.rows] == ["Stalking", "Exposure", "Voyeurism", below[0]]
    assert [cell.source.page for cell in table.cells] == [1, 1, 1, 1, 2, 2, 2, 2]
    assert [(grid.source.page, grid.rows[0]) for grid in document.grids] == [
        (1, ("Offence", "2021", "2022")),
        (2, ("Offence", "2021", "2022")),
    ]


def test_a_page_on_its_side_is_read_upright(tmp_path):
    upright, turned = Sheet(), Sheet(rotate=90, box=(842, 595))
    upright.rows(YEARS, columns=COLUMNS)
    turned.operations = [
        operation.replace("BT", "q 0 1 -1 0 842 0 cm BT") + " Q" for operation in upright.operations
    ]  # drawn a quarter turn to the left, shown a quarter turn to the right
    (straight,) = read(tmp_path, upright).tables
    (sideways,) = read(tmp_path, turned).tables
    assert values(sideways) == values(straight)


def test_words_printed_twice_for_weight_are_taken_once(tmp_path):
    sheet = Sheet()
    sheet.rows(YEARS, columns=COLUMNS)
    sheet.rows(YEARS, columns=[x + 0.3 for x in COLUMNS])
    (table,) = read(tmp_path, sheet).tables
    assert values(table)[("Total",), ("Total",)] == "1,327"


def test_a_raised_figure_is_a_footnote_mark_and_no_digit(tmp_path):
    sheet = Sheet()
    sheet.rows(
        [["Offence", "2021", "2022"], ["Stalking", "56", "8"], ["Exposure", "7", "9"]], columns=COLUMNS[:3]
    )
    sheet.text(200.2, 112.5, "1", 6)
    (table,) = read(tmp_path, sheet).tables
    cell = table.cells[0]
    assert cell.count is None or (cell.count.low, cell.count.high) == (56, 56)
    assert cell.printed == "56[1]"


def test_numbers_that_a_space_parts_in_thousands_are_one_number(tmp_path):
    sheet = Sheet()
    rows = [
        ["Offence", "2021", "2022"],
        ["Stalking", "", "8"],
        ["Exposure", "7", "9"],
        ["Voyeurism", "3", "1"],
    ]
    sheet.rows(rows, columns=[60, 200, 330])
    sheet.text(172, 116, "10 250")
    (table,) = read(tmp_path, sheet).tables
    assert values(table)[("Stalking",), ("2021",)] == "10 250"


def test_a_number_broken_over_two_lines_of_its_cell_is_joined_or_told(tmp_path):
    sheet = Sheet()
    sheet.rows(
        [["Offence", "2021", "2022"], ["Stalking", "1,23", "8"], ["", "4", ""]], columns=COLUMNS[:3], pitch=12
    )
    sheet.ruled([55, 150, 205, 265], [88, 104, 130])
    (table,) = read(tmp_path, sheet).tables
    assert table.cells[0].printed == "1,234"


def test_the_axes_of_a_chart_are_no_table(tmp_path):
    sheet = Sheet()
    for number, tick in enumerate(["500", "400", "300", "200", "100", "0"]):
        sheet.right(90, 100 + 30 * number, tick)
        sheet.right(400, 100 + 30 * number, tick)
    for number, width in enumerate((40, 130, 75, 180, 22)):
        sheet.bar(100, 100 + 30 * number, width, 12)
    assert read(tmp_path, sheet).tables == ()


def test_running_text_is_paragraphs_with_their_boxes(tmp_path):
    sheet = Sheet()
    sheet.text(60, 80, "A search of the crime recording system was made, and a total of 22 offences were")
    sheet.text(60, 92, "recorded between 1 April 2022 and 31 March 2023.")
    document = read(tmp_path, sheet)
    (said,) = document.statements
    assert (said.count.low, said.source.page) == (22, 1)
    assert said.source.box is not None


def test_a_page_that_is_a_picture_is_named(tmp_path):
    drawn = Sheet()
    drawn.operations = ["q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q"]
    written = Sheet()
    written.text(60, 80, "The information is attached.")
    document = read(tmp_path, written, drawn)
    (finding,) = [f for f in document.findings if f.kind == "picture-page"]
    assert "page 2" in finding.where + finding.what
    assert document.tables == ()


def test_damaged_and_locked_files_are_one_sentence():
    with pytest.raises(UnreadableError, match="damaged"):
        load(b"%PDF-1.4\nnothing that holds", file="a.pdf", sha256="0" * 64)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_what_is_set_in_line_reads_as_it_was_set(data):
    width = data.draw(st.integers(2, 5))
    height = data.draw(st.integers(2, 6))
    years = [str(2018 + i) for i in range(width)]
    labels = data.draw(
        st.lists(st.sampled_from(["Stalking", "Exposure", "Rape", "Voyeurism", "Harassment", "Blackmail", "Upskirting"]),
                 min_size=height, max_size=height, unique=True)
    )  # fmt: skip
    number = st.integers(0, 9999).map(lambda n: f"{n:,}")
    body = [[label, *(data.draw(number) for _ in years)] for label in labels]
    sheet = Sheet()
    step = data.draw(st.sampled_from([36, 45, 70]))
    pitch = data.draw(st.sampled_from([12, 14, 18, 24]))
    columns = [60.0, *(200.0 + step * i for i in range(width))]
    sheet.rows([["Offence", *years], *body], pitch=pitch, columns=columns)
    loaded = load(write(sheet), file="a.pdf", sha256="0" * 64)
    (grid,) = [block for block in loaded.blocks if isinstance(block, Grid)]
    assert not [block for block in loaded.blocks if isinstance(block, Paragraph)]
    assert grid.texts() == (("Offence", *years), *(tuple(row) for row in body))


@pytest.mark.parametrize(
    ("label", "rest", "status"),
    [
        ("Not yet", "assigned", "read"),
        ("Victim declines (named", "Suspect)", "read"),
        ("Community", "Resolution", "review"),
    ],
)
def test_a_row_that_the_turn_of_the_page_halves_is_one_row_or_told(tmp_path, label, rest, status):
    above, below = Sheet(), Sheet()
    rows = [["Outcome", "2021", "2022"], ["Charged", "12", "15"], [label, "140", "1,160"]]
    above.rows(rows, top=760, columns=COLUMNS[:3])
    above.ruled([55, 160, 210, 275], [748, 764, 780, 796])
    below.rows([[rest, "", ""], ["New", "7", "31"]], top=100, columns=COLUMNS[:3])
    below.ruled([55, 160, 210, 275], [88, 104, 120])
    (table,) = read(tmp_path, above, below).tables
    assert table.status == status
    if status == "read":
        assert values(table)[(f"{label} {rest}",), ("2022",)] == "1,160"
        assert len(table.rows) == 3

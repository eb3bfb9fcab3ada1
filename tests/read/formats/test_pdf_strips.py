"""Sheets too wide for the paper, printed in strips: joined where heights and totals prove it, else told."""

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.generators.pdf import Sheet
from tests.read.formats.test_pdf import read, values

RIGHT = [60.0, 200.0, 260.0, 330.0]
LEFT = [
    ["Offence", "2019", "2020", "2021"],
    ["Stalking", "3", "4", "7"],
    ["Harassment", "5", "1", "6"],
    ["Blackmail", "2", "8", "10"],
    ["Total", "10", "13", "23"],
]
BESIDE = [["2022", "2023", "2024"], ["4", "9", "1"], ["6", "2", "2"], ["4", "1", "12"], ["14", "12", "15"]]


def strip(rows, top=100, pitch=16):
    sheet = Sheet()
    for number, row in enumerate(rows):
        for x, text in zip((130.0, 200.0, 260.0), row, strict=False):
            sheet.right(x, top + number * pitch, text)
    return sheet


def first(rows=LEFT, **how):
    sheet = Sheet()
    sheet.rows(rows, columns=RIGHT, **how)
    return sheet


def test_a_strip_is_joined_to_its_rows(tmp_path):
    (table,) = read(tmp_path, first(), strip(BESIDE)).tables
    assert table.status == "read"
    assert [path[0] for path in table.columns] == ["2019", "2020", "2021", "2022", "2023", "2024"]
    assert values(table)[("Harassment",), ("2023",)] == "2"
    cell = next(c for c in table.cells if c.printed == "12" and c.source.page == 2)
    assert cell.source.box is not None
    assert table.tally() == {"held": 6, "failed": 0, "open": 0}


def test_several_strips_are_joined_one_after_another(tmp_path):
    more = [["2025", "2026", "2027"], *[["1", "2", "3"]] * 3, ["3", "6", "9"]]
    (table,) = read(tmp_path, first(), strip(BESIDE), strip(more)).tables
    assert table.status == "read"
    assert values(table)[("Total",), ("2027",)] == "9"


def test_the_strips_of_a_table_over_two_pages_are_joined(tmp_path):
    head = LEFT[0]
    pages = [first([head, *LEFT[1:3]], top=770), first([head, *LEFT[3:]], top=60)]
    strips = [strip([BESIDE[0], *BESIDE[1:3]], top=770), strip([BESIDE[0], *BESIDE[3:]], top=60)]
    (table,) = read(tmp_path, *pages, *strips).tables
    assert table.status == "read"
    assert values(table)[("Blackmail",), ("2024",)] == "12"


def test_a_title_and_a_blank_row_of_the_table_have_nothing_in_the_strip(tmp_path):
    sheet = first()
    sheet.text(60, 60, "Recorded by offence")
    (table,) = read(tmp_path, sheet, strip(BESIDE)).tables
    assert table.status == "read"
    assert len(table.rows) == 4


@pytest.mark.parametrize(
    ("left", "right", "how"),
    [
        (LEFT[:-1], BESIDE[:-1], {}),  # no total proves it
        (LEFT, [*BESIDE[:-1], ["14", "13", "15"]], {}),  # a total does not hold
        (LEFT, BESIDE[:-1], {}),  # a row fewer
        (LEFT, [*BESIDE[:-1], ["14", "", "15"]], {}),  # a column without its total
        (LEFT, BESIDE, {"top": 104}),  # other heights
        (LEFT, BESIDE, {"pitch": 17}),
        (LEFT, BESIDE[1:], {"top": 116}),  # no headings
    ],
)
def test_what_is_not_proved_is_told(tmp_path, left, right, how):
    tables = read(tmp_path, first(left), strip(right, **how)).tables
    assert {table.status for table in tables} == {"review"}


def test_a_page_between_parts_a_table_from_its_strip(tmp_path):
    other = Sheet()
    other.text(60, 100, "Please note that the figures are those of the crime system.")
    tables = read(tmp_path, first(), other, strip(BESIDE)).tables
    assert not any("2022" in str(t.columns) and t.status == "read" for t in tables)


def test_a_page_of_notes_before_the_strips_hides_nothing(tmp_path):
    notes = Sheet()
    notes.text(60, 100, "Please note that the figures are those of the crime system.")
    assert {t.status for t in read(tmp_path, first(), notes, strip(BESIDE)).tables} == {"review"}


def test_headings_over_several_columns_are_for_a_person(tmp_path):
    upper, over = first([["Offence", "F", "M", "F"], *LEFT[1:]]), strip([["M", "F", "M"], *BESIDE[1:]])
    for x, text in ((215, "2019"), (310, "2020")):
        upper.text(x, 84, text)
    over.text(215, 84, "2021")
    assert all(table.status == "review" for table in read(tmp_path, upper, over).tables)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    counts=st.integers(4, 9).flatmap(
        lambda wide: st.lists(
            st.lists(st.integers(0, 2_000), min_size=wide, max_size=wide), min_size=2, max_size=5
        )
    ),
    blank=st.booleans(),
    data=st.data(),
)
def test_however_it_is_cut_it_is_read_right_or_told(tmp_path, counts, blank, data):
    wide = len(counts[0])
    years = [str(2010 + i) for i in range(wide)]
    printed = [[f"{count:,}" if count or not blank else "" for count in row] for row in counts]
    printed.append([f"{sum(column):,}" for column in zip(*counts, strict=True)])
    labels = [*["Stalking", "Harassment", "Blackmail", "Rape", "Arson"][: len(counts)], "Total"]
    cut = [0, 3]
    while cut[-1] < wide:
        cut.append(min(wide, cut[-1] + data.draw(st.integers(1, 3))))
    sheets = [first([["Offence", *years[:3]], *([n, *r[:3]] for n, r in zip(labels, printed, strict=True))])]
    sheets += [strip([years[a:b], *(row[a:b] for row in printed)]) for a, b in itertools.pairwise(cut[1:])]
    for table in read(tmp_path, *sheets).tables:
        if table.status == "read":
            found = {key: text for key, text in values(table).items() if text}
            wanted = {
                ((name,), (year,)): text
                for name, row in zip(labels, printed, strict=True)
                for year, text in zip(years, row, strict=True)
                if text
            }
            assert found == wanted

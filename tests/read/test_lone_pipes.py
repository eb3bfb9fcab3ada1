"""Tables in which each cell and its pipe stand on lines of their own, and tables whose cells are lines with gaps."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.read.test_replies import kinds, read, rows


def lone(*cells):
    return "".join(f"{cell}\n|\n" if cell else "|\n" for cell in cells)


HEAD = "Force area | 2018-19 | 2019-20 | Grand total |\n"


def test_a_blank_is_a_pipe_after_a_pipe():
    document = read("Thefts by force\n" + HEAD + lone("Upton", "", "3", "3") + lone("Norton", "2", "", "2"))
    (table,) = document.tables
    assert table.status == "read"
    assert rows(table) == {"Upton": ["", "3", "3"], "Norton": ["2", "", "2"]}


def test_the_head_of_a_printed_page_is_no_label():
    document = read(
        "Thefts by force\n" + HEAD + lone("Upton", "1", "3", "4")
        + "14 Jun 2006 : Column 1315W\n14 Jun 2006 : Column 1316W\n" + lone("Norton", "2", "5", "7")
    )  # fmt: skip
    (table,) = document.tables
    assert list(rows(table)) == ["Upton", "Norton"]


def test_a_label_that_is_wrapped():
    words = HEAD + lone("Upton", "1", "3", "4") + lone("Norton and\nall its villages", "2", "5", "7")
    (table,) = read("Thefts by force\n" + words).tables
    assert rows(table)["Norton and all its villages"] == ["2", "5", "7"]


def test_headings_with_pipes_of_their_own_lines():
    words = "The table gives charges.\nFinancial Year\n|\n" + lone("2013-14", "2014-15", "Total")
    words += lone("Total", "5811", "5312", "11123") + "Table one. Charges reported.\n"
    (table,) = read(words).tables
    assert table.status == "read"
    assert [path[-1] for path in table.columns] == ["2013-14", "2014-15", "Total"]
    assert rows(table) == {"Total": ["5811", "5312", "11123"]}


def test_a_row_that_lacks_a_pipe_makes_no_table():
    document = read("Thefts by force\n" + HEAD + lone("Upton", "1", "3", "4") + lone("Norton", "2", "5"))
    assert not [table for table in document.tables if table.status == "read"]
    assert kinds(document) & {"unread-numbers", "review"}


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_random_tables_with_lone_pipes_are_read_or_told(seed):
    rng = random.Random(seed)
    width, height = rng.randint(2, 6), rng.randint(2, 8)
    names = rng.sample(["Upton", "Norton", "Sutton", "Aston", "Weston", "Easton", "Milton", "Burton"], height)
    body = {
        name: [rng.choice(["", "-", str(rng.randint(0, 900))]) for _ in range(width - 1)] + ["7"]
        for name in names
    }
    heads = [str(2010 + i) for i in range(width)]
    head = "Area | " + " | ".join(heads) + " |\n" if rng.random() < 0.5 else lone("Area", *heads)
    words = (
        "Thefts by area\n"
        + head
        + "".join(lone(name, *cells) for name, cells in body.items())
        + "Notes follow here.\n"
    )
    tables = [table for table in read(words).tables if table.status == "read"]
    assert not tables or [rows(table) for table in tables] == [body]


def test_blank_lines_inside_cells_move_nothing():
    words = "See the table below:\n\nPeriod\n\nReports\n\nCharges\n\nFrom 26 March 2015 to 25 March 2016\n\n \n\n14\n\n0\n\n"
    words += "From 26 March 2016 to 25 March 2017\n\n \n\n95\n\n \n\n1\n\nTotal\n\n109\n\n1\n\nThat is all that we hold on this.\n"
    (table,) = read(words).tables
    assert list(rows(table).values()) == [["14", "0"], ["95", "1"], ["109", "1"]]


def test_a_total_over_one_column_only_has_lost_the_others():
    words = "Robbery by month\nPersonal\nBusiness\nTotal\nApr\n5\n5\nMay\n1\n1\nJun\n2\n2\nThat is all that we hold on this.\n"
    assert [table.status for table in read(words).tables] == ["review"]


def test_rows_between_pipes_whose_blanks_are_all_at_their_ends():
    words = "Thefts by year\nType | 2019 | 2020 | 2021 |\nVans | 12 | 9 | 31 |\nBicycles | 104 | 98 | 7 |\nCoaches | 3 | 9 | |\n"
    assert [table.status for table in read(words).tables] == ["review"]
    assert [table.status for table in read(words + "Total | 119 | 116 | 38 |\n").tables] == ["read"]


def test_a_heading_over_labels_and_over_counts_is_for_a_person():
    """Where every label holds a slash it is parted into two, and the headings stand one place to the left."""
    document = read(
        "Outcomes by year\n/2017//2018//TOTAL\nOutcome/Female/Male/Female/Male/\n"
        "Declined/unable to support action/4/1/1/2/8\nSummonsed/postal requisition/21/2/32/1/56\n"
    )
    assert [table.status for table in document.tables] in ([], ["review"])


def test_a_row_that_equals_the_total_by_chance_is_not_its_only_part():
    """5 is shown in one row and in the total, and the other row is hidden: nobody knows what the total's star is."""
    words = (
        "Records by year\n| Year | Offence | Jan 2021 | Feb 2021 | Total |\n| 2021/22 | Stalking | * | 5 | 6 |\n"
        "| 2022/23 | Stalking | * | * | * |\n| Total |  | * | 5 | * |\n"
    )
    (table,) = read(words).tables
    assert 6 in table.cells[6].count
    assert 11 in table.cells[8].count


def test_rows_that_make_the_total_by_chance_are_not_its_only_parts():
    """Every column that is shown is made by the second year alone: the first year is hidden, and not nought."""
    words = (
        "Offences by year\n| Year | Offence | Jan | Feb |\n| 2021/22 | Stalking | * | * |\n| 2021/22 | Rape | * | * |\n"
        "| 2022/23 | Stalking | * | 2 |\n| 2022/23 | Rape | 5 | 1 |\n| Total | | 6 | 3 |\n"
    )
    (table,) = read(words).tables
    assert table.row_totals[-1]
    assert [
        truth in cell.count for cell, truth in zip(table.cells, [1, 0, 0, 0, 0, 2, 5, 1], strict=False)
    ] == [True] * 8


def test_a_total_of_a_group_is_bounded_by_no_other_group():
    """Both groups might be its parts, since marks hide what it sums: 3 is right, and 32 is the other group's."""
    words = (
        "Offences by outcome\n| Offence | Outcome | 2015 | 2016 | 2017 |\n"
        "| Blackmail | Charged | 32 | 866 | * |\n| Blackmail | Cautioned | 0 | 46 | * |\n| Blackmail | Blackmail Total | 32 | 912 | * |\n"
        "| Stalking | Charged | * | 5 | 2 |\n| Stalking | Cautioned | * | * | 3 |\n| Stalking | Stalking Total | * | * | 5 |\n"
    )
    (table,) = read(words).tables
    assert table.row_totals == (False, False, True, False, False, True)
    assert 3 in table.cells[15].count
    assert 8 in table.cells[16].count


def test_a_hidden_total_over_noughts_is_not_nought():
    """Nobody hides a nought that every part shows: the row that is hidden was lost."""
    words = "Offences by year\n| Offence | 2015 | 2016 |\n| Stalking | 0 | 24 |\n| Rape | 0 | 3 |\n| Total | * | 27 |\n"
    (table,) = read(words).tables
    assert 1 in table.cells[4].count

"""Tables as typesetters other than a browser or an office program set them: labels that wrap, headings that run together."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.generators.judge import judge_all, judge_list
from tests.generators.pdf import HIGH, Sheet, write
from tests.generators.typeset_designs import SEEN
from tests.generators.typeset_designs import write as write_letter

from answerable.read import read_file
from answerable.read.formats.pdf.cycles import across_groups
from answerable.read.formats.pdf.geometry import Line, Word
from answerable.read.formats.pdf.rows import body_rows
from answerable.read.formats.pdf.tracked import closed_up

LEFT = 60


def read(tmp_path, *sheets):
    path = tmp_path / "letter.pdf"
    path.write_bytes(write(*sheets))
    return read_file(path)


def labels(table):
    return [" ".join(row) for row in table.rows]


def kinds(document):
    return {finding.kind for finding in document.findings}


def lines(sheet, *rows, columns=(220, 280)):
    """Rows at heights of their own: ``(y, label, *values)``, a value that is None left out."""
    for y, label, *values in rows:
        if label:
            sheet.text(LEFT, y, label)
        for x, text in zip(columns, values, strict=False):
            if text:
                sheet.right(x, y, text)
    return sheet


def across(sheet, *ys, right=300, left=58):
    for y in ys:
        sheet.line(left, y, right, y)


@pytest.mark.parametrize("name", SEEN)
@settings(max_examples=6, deadline=None, derandomize=True)
@given(seed=st.integers(0, 2**32))
def test_letters_set_by_a_typesetter_are_read_exactly_or_handed_over(tmp_path_factory, name, seed):
    letter = write_letter(tmp_path_factory.mktemp("letters") / "a.pdf", name, random.Random(seed))
    document = read_file(letter.path)
    judged = judge_list(document, letter.made[0]) if letter.is_list else judge_all(document, letter.made)
    printed = "".join("".join(row) for table in letter.made for row in table.printed)
    assert judged[0] in {"exact", "review"} or not any(map(str.isdigit, printed)), judged


def test_lines_set_wider_than_rows_are_of_one_label(tmp_path):
    rows = [
        (84, "Force", "2018", "2019"),
        (96, "Essex", "7", "8"),
        (108, "Kent", "9", "4"),
        (120, "Surrey", "5", "6"),
    ]
    sheet = lines(
        Sheet(), *rows, (132, "British Transport"), (146, "Police", "6,519", "563"), (158, "Gwent", "3", "2")
    )
    (table,) = read(tmp_path, sheet).tables
    assert labels(table) == ["Essex", "Kent", "Surrey", "British Transport Police", "Gwent"]


def test_a_phrase_that_stands_in_two_rows_is_told(tmp_path):
    sheet = lines(Sheet(), (84, "District", "2018", "2019"), (96, "Upper Thornbury and", "70", "84"))
    lines(sheet, (110, "District"), (121, "West Stowe", "8,501", "33"))
    (table,) = read(tmp_path, sheet).tables
    assert table.status == "review" or labels(table) == ["Upper Thornbury and District", "West Stowe"]


def test_what_stands_above_the_closing_line_is_of_the_last_label(tmp_path):
    sheet = lines(
        Sheet(), (84, "Offence", "2018", "2019"), (100, "Stalking", "4", "5"), (116, "Blackmail", "6", "9")
    )
    lines(sheet, (132, "Other", "8", "87"), (148, "Miscellaneous"), (164, "Offences"))
    across(sheet, 72, 88, 170)
    (table,) = read(tmp_path, sheet).tables
    assert table.status == "review" or labels(table)[-1] == "Other Miscellaneous Offences"


def test_the_end_of_the_last_label_is_told_by_its_words(tmp_path):
    sheet = lines(
        Sheet(), (84, "Outcome", "2018", "2019"), (100, "Charged", "4", "5"), (116, "Taken over by", "6", "9")
    )
    lines(sheet, (134, "another body"))
    sheet.text(LEFT, 180, "These figures may change.")
    (table,) = read(tmp_path, sheet).tables
    assert table.status == "review" or labels(table)[-1] == "Taken over by another body"


@pytest.mark.parametrize("ruled", [True, False])
def test_a_table_of_one_count_is_read_or_told(tmp_path, ruled):
    sheet = lines(Sheet(), (84, "Age band"), (98, "Under 18", "37"))
    sheet.text(200, 84, "Number of offences")
    if ruled:
        across(sheet, 74, 88, 102)
    document = read(tmp_path, sheet)
    assert [cell.printed for table in document.tables for cell in table.cells] == ["37"] if ruled else True
    assert document.tables or "unread-numbers" in kinds(document)


def test_words_in_small_letters_go_on_the_heading_before_them(tmp_path):
    sheet = lines(
        Sheet(), (84, "Offence"), (98, "Stalking", "36"), (112, "Harassment", "637"), columns=(230,)
    )
    sheet.text(215, 84, "Number")
    sheet.text(255.5, 84, "of")
    sheet.text(269, 84, "offences")
    (table,) = read(tmp_path, sheet).tables
    assert table.columns == (("Number of offences",),)


def test_a_label_over_two_rows_that_wraps_is_one(tmp_path):
    sheet = Sheet()
    for x, text in ((LEFT, "Offence"), (200, "Sex"), (260, "2018"), (320, "2019")):
        sheet.text(x, 84, text)
    names = ("Distraction burglary in a", "dwelling", "Rape of a female aged 16 or", "over")
    for r, (name, sex) in enumerate(zip(names, ("Female", "Male") * 2, strict=True)):
        sheet.text(LEFT, 100 + 14 * r, name)
        sheet.text(200, 100 + 14 * r, sex)
        sheet.right(282, 100 + 14 * r, str(20 + r))
        sheet.right(342, 100 + 14 * r, str(70 + r))
    (table,) = read(tmp_path, sheet).tables
    assert table.status == "review" or table.rows[:2] == tuple(
        ("Distraction burglary in a dwelling", sex) for sex in ("Female", "Male")
    )


def test_half_a_label_at_the_head_of_a_page_above_its_last_row_is_told(tmp_path):
    first = lines(
        Sheet(),
        *[(300 + 16 * i, label, "5", "7") for i, label in enumerate(["Charged", "Cautioned", "Alternate"])],
    )
    lines(first, (284, "Outcome", "2018", "2019"))
    second = lines(Sheet(), (100, "offence charged"), (116, "Total", "15", "21"))
    (table,) = read(tmp_path, first, second).tables
    assert table.status == "review"


def test_a_table_wider_than_the_paper_is_told(tmp_path):
    columns = (220, 300, 380, 460, 540, 660)
    sheet = Sheet()
    for r, row in enumerate(
        [["Offence", *map(str, range(2015, 2021))], ["Stalking", *"456789"], ["Rape", *"912345"]]
    ):
        lines(sheet, (84 + 16 * r, *row), columns=columns)
    (table,) = read(tmp_path, sheet).tables
    assert table.status == "review"
    assert "wider than the paper" in table.why


def test_two_headings_that_ran_together_are_told(tmp_path):
    sheet = lines(
        Sheet(),
        (84, "Offence"),
        (100, "Stalking", "13", "1,341", "7"),
        (116, "Rape", "12", "9", "5"),
        columns=(198, 238, 288),
    )
    sheet.ruled([58, 150, 200, 240, 300], [72, 90, 104, 122])
    sheet.text(175, 84, "RecordedCharged", 6)
    sheet.text(250, 84, "Victims")
    document = read(tmp_path, sheet)
    assert document.tables
    assert all(table.status == "review" for table in document.tables)


def test_an_upper_heading_over_a_line_that_runs_under_the_labels_too_is_kept(tmp_path):
    sheet = lines(
        Sheet(), (98, "Area", "2017", "2018"), (114, "Kingsmere", "64", "17"), (130, "West Stowe", "7", "97")
    )
    lines(
        sheet,
        (84, "", None, None, "Total"),
        (114, "", None, None, "81"),
        (130, "", None, None, "104"),
        columns=(220, 280, 350),
    )
    sheet.text(200, 84, "Number of offences")
    across(sheet, 88, right=300)
    across(sheet, 74, 102, 134, right=352)
    (table,) = read(tmp_path, sheet).tables
    assert table.status == "review" or table.columns[:2] == (
        ("Number of offences", "2017"),
        ("Number of offences", "2018"),
    )


def test_a_period_over_a_count_and_its_share_stands_over_both_or_is_told(tmp_path):
    letter = write_letter(tmp_path / "a.pdf", "shares", random.Random("11 typeset 888"))
    document = read_file(letter.path)
    assert judge_all(document, letter.made)[0] in {"exact", "review"}
    assert document.tables


def test_the_next_question_ends_a_table(tmp_path):
    sheet = lines(
        Sheet(),
        (
            84,
            "Offence",
        ),
        (98, "Stalking", "5"),
        (112, "Blackmail", "8"),
        columns=(420,),
    )
    sheet.text(380, 84, "Offences")
    sheet.text(LEFT, 132, "Question 2: Our response is below.")
    lines(sheet, (152, "Age band"), (166, "Under 18", "1"), (180, "Over 65", "49"), columns=(420,))
    sheet.text(380, 152, "Offences")
    tables = read(tmp_path, sheet).tables
    assert [labels(table) for table in tables] == [["Stalking", "Blackmail"], ["Under 18", "Over 65"]]


def test_a_figure_beside_a_label_of_two_lines_is_no_part_of_it(tmp_path):
    sheet = lines(
        Sheet(),
        (78, "HO Offence"),
        (84, "", "2017", "2018", "2019"),
        (90, "Description"),
        columns=(220, 280, 340),
    )
    lines(
        sheet,
        (106, "Rape of a female"),
        (112, "", "0", "*", "49"),
        (118, "aged 16 or over"),
        columns=(220, 280, 340),
    )
    across(sheet, 66, 96, 124, right=345)
    document = read(tmp_path, sheet)
    assert all(t.status == "review" or "0" not in "".join(labels(t)) for t in document.tables)


def test_a_figure_taken_into_a_label_is_told(tmp_path):
    sheet = lines(
        Sheet(), (84, "Offence", "2018", "2019"), (100, "Stalking", "4", "5"), (116, "Harassment", "6", "9")
    )
    lines(sheet, (132, "Other miscellaneous sexual"), (144, "offences"))
    sheet.text(186, 138, "0")
    (table,) = read(tmp_path, sheet).tables
    assert table.status == "review" or len(table.rows) == 3


def test_wide_headings_of_two_lines_beside_months_keep_both(tmp_path):
    sheet = Sheet()
    for x, upper, lower in (
        (110, "Other offences against", "the State or public order"),
        (260, "Making off without pay-", "ment"),
        (400, "Distraction burglary in a", "dwelling"),
    ):
        sheet.text(x, 84, upper)
        sheet.text(x, 97, lower)
    sheet.text(LEFT, 90.5, "Month")
    rows = [
        (112 + 14 * i, f"{month}-19", str(4 * i + 3), str(i + 30), str(90 - i))
        for i, month in enumerate(("Jan", "Feb", "Mar", "Apr"))
    ]
    lines(sheet, *rows, columns=(180, 320, 440))
    (table,) = read(tmp_path, sheet).tables
    assert table.status == "review" or table.columns[0] == (
        "Other offences against the State or public order",
    )


def test_months_one_close_under_another_are_rows():
    words = [
        Word(f"{month}-18", 60, 100 + 10 * i, 90, 111 + 10 * i)
        for i, month in enumerate(("Jan", "Feb", "Mar"))
    ]
    value = Word("24", 200, 110, 212, 121)
    stack = [Line([word], [word]) for word in words]
    stack[1] = Line([words[1], value], [words[1], value])
    assert [len(row) for row in body_rows(stack, ()).rows] == [1, 1, 1]


def test_letters_set_apart_are_words(tmp_path):
    sheet = Sheet()
    for x, text in ((LEFT, "Offence"), (200, "2018"), (280, "2019")):
        sheet.operations.append(f"BT /F1 9 Tf 3 Tc {x} {HIGH - 84} Td ({text}) Tj ET BT 0 Tc ET")
    lines(sheet, (100, "Stalking", "4", "51"), (116, "Harassment", "6", "92"), columns=(230, 310))
    (table,) = read(tmp_path, sheet).tables
    assert table.columns == (("2018",), ("2019",))


def test_words_that_read_upwards_are_one_heading(tmp_path):
    sheet = Sheet()
    for x, text in ((210, "2018"), (270, "2019"), (330, "Grand Total")):
        sheet.operations.append(f"BT /F1 10 Tf 0 1 -1 0 {x} {HIGH - 130} Tm ({text}) Tj ET")
    lines(
        sheet,
        (130, "Offence"),
        (146, "Stalking", "4", "5", "9"),
        (162, "Rape", "6", "8", "14"),
        columns=(215, 275, 335),
    )
    (table,) = read(tmp_path, sheet).tables
    assert table.columns[-1] == ("Grand Total",)


def test_dashes_one_after_another_are_all_read(tmp_path):
    letter = write_letter(tmp_path / "a.pdf", "bare", random.Random("1 typeset 127"))
    dashes = sum(row.count("-") for row in letter.made[0].printed)
    (table,) = read_file(letter.path).tables
    assert sum(cell.printed == "-" for cell in table.cells) == dashes > 5


def test_an_upright_line_parts_two_headings(tmp_path):
    sheet = lines(
        Sheet(),
        (84, "Offence"),
        (100, "Stalking", None, "41", "7"),
        (116, "Rape", None, "9", "5"),
        columns=(225, 285, 345),
    )
    for x, text in ((196, "Recorded"), (242, "Charged"), (310, "Victims")):
        sheet.text(x, 84, text)
    for x in (58, 190, 239.7, 300, 350):
        sheet.line(x, 72, x, 122)
    document = read(tmp_path, sheet)
    assert not any(
        ("Recorded Charged",) in table.columns for table in document.tables if table.status == "read"
    )


def test_a_name_of_periods_left_above_a_table_is_told(tmp_path):
    sheet = lines(
        Sheet(),
        (100, "HO Offence"),
        (112, "Description", "2018", "2019"),
        (128, "Stalking", "4", "5"),
        (144, "Rape", "6", "8"),
    )
    sheet.text(215, 81, "Financial year")
    (table,) = read(tmp_path, sheet).tables
    assert table.status == "review" or table.columns == (
        ("Financial year", "2018"),
        ("Financial year", "2019"),
    )


def test_dots_that_had_no_room_lead_to_a_count(tmp_path):
    sheet = Sheet()
    for y, text, count in (
        (84, "Fraud .......................................", "95"),
        (100, "Blackmail, unlawful means and all else .", "8"),
        (116, "Stalking ..................................", "45"),
    ):
        sheet.text(LEFT, y, text)
        sheet.right(270, y, count)
    document = read(tmp_path, sheet)
    assert len(document.statements) == 3 or {"unread-numbers", "contents"} & kinds(document)


def test_a_label_of_two_lines_before_dots_is_whole(tmp_path):
    sheet = Sheet()
    sheet.text(
        LEFT,
        60,
        "The force holds the information, and it is given here as it was found in the system on that day.",
    )
    for y, text in (
        (84, "Theft ......................... 95"),
        (100, "Evidential difficulties, victim sup-"),
        (112, "ports action .................. 17"),
        (128, "Rape .......................... 12"),
    ):
        sheet.text(LEFT, y, text)
    document = read(tmp_path, sheet)
    assert not any(s.text.startswith("ports action") for s in document.statements)
    assert document.statements or kinds(document)


def test_the_line_of_a_list_that_was_not_taken_is_told(tmp_path):
    sheet = Sheet()
    for y, text in (
        (84, "Theft - 95"),
        (100, "Obscene publications, etc. and protected sexual material - 18"),
        (116, "Rape - 12"),
    ):
        sheet.text(LEFT, y, text)
    document = read(tmp_path, sheet)
    assert len(document.statements) == 3 or "unread-numbers" in kinds(document)


def test_rows_of_figures_among_many_label_lines_are_told(tmp_path):
    sheet = lines(Sheet(), (84, "Outcome", "2018", "2019"))
    sheet.text(LEFT, 60, "Please could you tell me how many there were?")
    words = (
        ("Evidential", "difficulties:", "victim does", "not support", "the action", "any more"),
        ("Action", "taken by", "another", "body or", "agency", "of any kind"),
    )
    y = 102
    for label, values in zip(words, (("52", "22"), ("71", "69")), strict=True):
        for i, word in enumerate(label):
            lines(sheet, (y, word, *(values if i == 0 else ())))
            y += 18
    document = read(tmp_path, sheet)
    assert any(t.status == "review" for t in document.tables) or "unread-numbers" in kinds(document)


def test_a_row_between_two_lines_that_was_not_read_is_told(tmp_path):
    sheet = lines(
        Sheet(),
        (92, "HO Offence"),
        (104, "Description"),
        (124, "Malicious"),
        (138, "communications", "16,996"),
    )
    sheet.right(220, 98, "2016")
    across(sheet, 78, 144, right=224)
    document = read(tmp_path, sheet)
    assert document.tables or "unread-numbers" in kinds(document)


def test_a_heading_of_labels_on_two_lines_is_no_row(tmp_path):
    sheet = lines(
        Sheet(),
        (84, "HO Offence", "2018", "2019"),
        (96, "Description"),
        (122, "Stalking", "4", "5"),
        (148, "Rape", "6", "8"),
    )
    (table,) = read(tmp_path, sheet).tables
    assert labels(table) == ["Stalking", "Rape"]


def test_a_line_whose_first_word_had_room_above_is_told(tmp_path):
    sheet = lines(Sheet(), (84, "Offence", "2018", "2019"), (97, "Rape of a female aged 16", "119", "17"))
    lines(sheet, (111, "Sexual assault"), (122, "Stalking", "7", "53"))
    (table,) = read(tmp_path, sheet).tables
    assert table.status == "review" or "Sexual assault Stalking" not in labels(table)


def test_a_group_that_a_page_parted_from_its_label_is_told():
    whole = [["Stalking", "F", "1"], ["", "M", "2"], ["Rape", "F", "3"], ["", "M", "4"]]
    assert not across_groups([["Offence", "Sex", "2019"], *whole])
    assert across_groups([["Offence", "Sex", "2019"], *whole[:2], ["", "F", "3"], ["Rape", "M", "4"]])
    aged = [[name, age, "5"] for name in ("Stalking", "") for age in ("18 - 25", "26 - 35")]
    assert across_groups([*aged[:3], ["Rape", "26 - 35", "5"]])


def test_a_running_head_is_no_heading(tmp_path):
    sheet = lines(
        Sheet(),
        (44, "Exampleshire Police"),
        (78, "Outcome", "2018", "2019"),
        (102, "Charged", "4", "5"),
        (126, "Cautioned", "6", "8"),
    )
    sheet.text(190, 44, "Freedom of Information")
    (table,) = read(tmp_path, sheet).tables
    assert table.columns == (("2018",), ("2019",))


def test_a_label_that_begins_in_small_letters_among_others_is_told(tmp_path):
    sheet = lines(
        Sheet(),
        (84, "Offence", "2018", "2019"),
        (100, "tected material", "4", "5"),
        (116, "Rape", "6", "8"),
        (132, "Theft", "7", "9"),
    )
    (table,) = read(tmp_path, sheet).tables
    assert table.status == "review"


def test_words_before_years_are_of_their_headings(tmp_path):
    sheet = lines(
        Sheet(), (84, "Offence"), (100, "Stalking", "677", "9"), (116, "Rape", "12", "8"), columns=(238, 338)
    )
    for x, year in ((200, "2011/12"), (300, "2012/13")):
        sheet.text(x, 84, "FY")
        sheet.text(x + 23, 84, year)
    (table,) = read(tmp_path, sheet).tables
    assert table.columns == (("FY 2011/12",), ("FY 2012/13",))


def test_two_headings_side_by_side_on_different_lines_are_not_one(tmp_path):
    letter = write_letter(tmp_path / "a.pdf", "down the years", random.Random("21 typeset 482"))
    document = read_file(letter.path)
    assert document.tables
    assert judge_all(document, letter.made)[0] in {"exact", "review"}


def test_a_short_word_and_one_letter_are_two_words():
    words = [
        Word(text, x, 100, x + 5 * len(text), 111) for x, text in ((60, "in"), (73, "a"), (81, "dwelling"))
    ]
    spelt = [Word(letter, 60 + 9 * i, 60, 65 + 9 * i, 71) for i, letter in enumerate("Offences")]
    assert [word.text for word in closed_up([*spelt, *words])] == ["Offences", "in", "a", "dwelling"]

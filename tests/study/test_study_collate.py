from datetime import date

import pytest
from hand_made import (
    OFFENCE,
    YEARS,
    code,
    document,
    figures,
    kinds,
    picture,
    said,
    settings,
    table,
    years,
)  # fmt: skip

from answerable.codebook import bodies
from answerable.model import Period, Table
from answerable.study.assemble import assemble
from answerable.study.decisions import Replay

MONTHS = ("Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar")
LABELS = ("2020/21", "2021/22", "2022/23")


def test_a_printed_total_is_the_figure():
    made = picture([document(years([5, 6, 7]), body="Kent")])
    assert figures(made) == [5, 6, 7]
    assert made.totals[0].bodies == 1
    assert made.totals[0].population_share == 1.0
    assert next(made.totals[0].figure.sources()).printed == "5"


def test_parents_and_children_are_never_added():
    rows = ("Rape", "Other sexual offences", "Sexual offences")
    made = picture([document(table(rows, LABELS, [[1, 2, 3], [4, 5, 6], [5, 7, 9]]), body="Kent")])
    assert figures(made) == [5, 7, 9]


def test_all_children_of_the_class_make_its_total():
    made = picture(
        [document(table(("Rape", "Other sexual offences"), LABELS, [[1, 2, 3], [4, 5, 6]]), body="Kent")]
    )
    assert figures(made) == [5, 7, 9]
    unit = made.units[0]
    assert [part.source.printed for part in made.entry(unit, YEARS[0]).figure.leaves()] == ["4", "1"]


def test_some_children_do_not():
    made = picture([document(table(("Rape", "Burglary"), LABELS, [[1, 2, 3], [4, 5, 6]]), body="Kent")])
    assert figures(made) == ["needs a decision"] * 3
    assert "needs-decision" in kinds(made)


def test_a_total_over_other_offences_is_not_the_measure():
    made = picture([document(table(("Burglary", "Robbery"), LABELS, [[1, 2, 3], [4, 5, 6]]), body="Kent")])
    assert figures(made) == ["not given"] * 3


@pytest.mark.parametrize(
    "rows",
    [
        ("Burglary", "Robbery", "Total"),
        ("Rape", "Total"),
        ("19C Rape of a Female aged 16 and over", "19F Rape of a Male aged 16 and over", "Total"),
    ],
)
def test_a_total_is_over_what_its_rows_are(rows):
    sheet = table(rows, LABELS, [[n, n, n] for n in range(len(rows))], title="Table 1")
    made = picture([document(sheet, body="Kent")])
    assert set(figures(made)) <= {"not given", "needs a decision"}


def test_a_total_over_codes_of_the_whole_class_is_the_measure():
    rows = ("19C Rape of a Female aged 16 and over", "88A Sexual Grooming", "Total")
    sheet = table(
        rows,
        LABELS,
        [[1, 2, 3], [4, 5, 6], [5, 7, 9]],
        title="The data covers 1 April 2020 to 31 March 2023.",
    )
    assert figures(picture([document(sheet, body="Kent")])) == [5, 7, 9]


def test_a_label_that_names_the_offence_outweighs_a_title_about_the_search():
    title = "We have searched our crime recording system and found the following:"
    assert figures(
        picture([document(table(LABELS, ("Sexual offences",), [[5], [6], [7]], title=title), body="Kent")])
    ) == [5, 6, 7]
    assert (
        figures(picture([document(years([5, 6, 7], title=title), body="Kent")])) == ["needs a decision"] * 3
    )


def test_offences_by_age_of_victim_are_offences():
    title = "Sexual offences recorded by age of victim"
    sheet = table(
        ("Under 16", "16 and over", "Total"),
        LABELS,
        [[1, 2, 3], [4, 5, 6], [5, 7, 9]],
        title=title,
        unit="victims",
    )
    assert figures(picture([document(sheet, body="Kent")])) == [5, 7, 9]


def test_a_total_that_differs_from_its_children_is_kept_and_reported():
    rows = ("Rape", "Other sexual offences", "Total")
    made = picture([document(table(rows, LABELS, [[1, 2, 3], [4, 5, 6], [5, 8, 9]]), body="Kent")])
    assert figures(made) == [5, 8, 9]
    assert "differs-from-own-total" in kinds(made)


def test_calendar_years_never_stand_for_financial_ones():
    made = picture([document(years([5, 6, 7], ("2020", "2021", "2022")), body="Kent")])
    assert figures(made) == ["other year"] * 3
    assert "other-year" in kinds(made)
    assert made.totals[0].figure is None


def test_a_part_year_is_not_a_year():
    labels = ("2020/21", "2021/22", "2022/23 (Apr to Dec)")
    made = picture([document(years([5, 6, 7], labels), body="Kent")])
    assert figures(made) == [5, 6, "part year"]
    assert "part-year" in kinds(made)


def test_a_year_that_was_not_over_when_the_letter_was_written_is_a_part():
    made = picture([document(years([5, 6, 7]), body="Kent", dated=date(2023, 2, 1))])
    assert figures(made) == [5, 6, "part year"]


def test_an_open_year_is_a_part():
    made = picture(
        [document(years([5, 6, 7], ("2020/21", "2021/22", "2022/23 to date")), body="Kent", dated=None)]
    )
    assert figures(made)[2] != 7


def test_unmarked_part_years_at_the_ends_of_a_stated_range():
    # Asked April 2020 to March 2023, answered in columns 2020 to 2023: the ends are parts.
    title = "Sexual offences recorded between 1 April 2020 and 31 March 2023"
    asked = tuple(Period.year(year) for year in (2020, 2021, 2022, 2023))
    made = picture(
        [
            document(
                table(("Total",), ("2020", "2021", "2022", "2023"), [[3, 5, 6, 1]], title=title), body="Kent"
            )
        ],
        periods=asked,
    )
    assert figures(made) == ["part year", 5, 6, "part year"]


def test_months_that_fill_the_year_make_it():
    rows = [("2020/21", month) for month in MONTHS]
    made = picture([document(table(rows, ["Count"], [[n] for n in range(12)]), body="Kent")])
    assert figures(made) == [66, "not given", "not given"]


def test_months_of_two_calendar_years_make_a_financial_one():
    rows = [("2020" if n < 9 else "2021", month) for n, month in enumerate(MONTHS)]
    made = picture([document(table(rows, ["Count"], [[1]] * 12), body="Kent")])
    assert figures(made)[0] == 12


def test_eleven_months_are_a_part():
    rows = [("2020/21", month) for month in MONTHS[:11]]
    made = picture([document(table(rows, ["Count"], [[n] for n in range(11)]), body="Kent")])
    assert figures(made)[0] == "part year"


def test_a_total_over_nine_months_is_a_part_whatever_its_heading_says():
    rows = [("2020/21", month) for month in MONTHS[:9]] + [("2020/21", "Total")]
    made = picture([document(table(rows, ["Count"], [[1]] * 9 + [[9]]), body="Kent")])
    assert figures(made)[0] == "part year"


def test_a_total_over_months_with_gaps_is_not_known_to_be_whole():
    rows = [("2020/21", month) for month in ("May", "Jul", "Feb")] + [("2020/21", "Total")]
    made = picture([document(table(rows, ["Count"], [[1]] * 3 + [[3]]), body="Kent")])
    assert figures(made)[0] == "needs a decision"


def test_quarters_make_a_year():
    rows = [("2020/21", f"Q{n}") for n in (1, 2, 3, 4)]
    made = picture([document(table(rows, ["Count"], [[1], [2], [3], [4]]), body="Kent")])
    assert figures(made)[0] == 10


def test_a_suppressed_headline_is_no_figure_and_a_bound_is_an_interval():
    made = picture([document(years(["*", "<5", 7]), body="Kent")])
    assert figures(made) == ["suppressed", (0, 4), 7]
    assert made.growth[1].figure is None
    assert "suppressed" in kinds(made)


def test_a_table_of_victims_is_not_the_measure():
    made = picture([document(years([5, 6, 7], title="Number of victims of sexual offences"), body="Kent")])
    assert figures(made) == ["not given"] * 3
    made = picture([document(years([5, 6, 7], unit="victims"), body="Kent")])
    assert figures(made) == ["not given"] * 3


@pytest.mark.parametrize(
    "title",
    [
        "Sexual offences recorded involving a dating app",
        "Online sexual offences recorded",
        "Sexual offences recorded where the victim was under 18",
        "Tasers discharged",
    ],
)
def test_a_narrower_table_is_not_the_measure(title):
    made = picture([document(years([5, 6, 7], title=title), body="Kent")])
    assert set(figures(made)) <= {"needs a decision", "not given"}


def test_a_narrower_table_may_be_declared_the_measure():
    title = "Offences where a sexual element was noted"
    reply = document(years([5, 6, 7], title=title), body="Kent")
    replay = Replay(codes={("title", title.casefold()): OFFENCE})
    assert figures(picture([reply])) == ["needs a decision"] * 3
    assert figures(picture([reply], replay=replay)) == [5, 6, 7]


def test_rates_and_populations_are_no_counts():
    made = picture(
        [
            document(
                table(LABELS, ("Rate per 1,000 population", "Number of offences"), [[2, 5], [2, 6], [2, 7]]),
                body="Kent",
            )
        ]
    )
    assert figures(made) == [5, 6, 7]


def test_two_printed_figures_that_differ_are_for_a_person():
    made = picture([document(years([5, 6, 7]), years([5, 9, 7]), body="Kent")])
    assert figures(made) == [5, "needs a decision", 7]


def test_a_person_chooses_the_figure():
    reply = document(years([5, 6, 7]), years([5, 9, 7]), body="Kent")
    chosen = reply.tables[1].cells[1].source.id
    made = picture([reply], replay=Replay(figures={(code("Kent"), "2021/22"): chosen}))
    assert figures(made) == [5, 9, 7]


def test_a_table_in_doubt_gives_nothing_until_a_reading_is_chosen():
    first, second = years([5, 6, 7]), years([7, 6, 5])
    doubtful = Table(
        first.title, first.rows, first.columns, first.row_totals, first.column_totals, first.cells, first.source,
        status="review", why="Two readings fit.", candidates=(first, second),
    )  # fmt: skip
    reply = document(doubtful, body="Kent")
    made = picture([reply])
    assert figures(made) == ["needs a decision"] * 3
    assert any("cannot be read with certainty" in finding.what for finding in made.findings)
    made = picture([reply], replay=Replay(readings={doubtful.source.id: 2}))
    assert figures(made) == [7, 6, 5]


def test_counts_in_a_refusal_are_never_added():
    statement = said("A search found 524 sexual offences recorded in 2020/21", 524, YEARS[0])
    made = picture([document(body="Kent", state="refused", statements=[statement])])
    assert figures(made) == ["refused"] * 3
    assert "total-in-refusal" in kinds(made)


def test_statements_count_where_there_is_no_table():
    lines = [
        said(f"{year} - {n}", n, year, "Sexual offences recorded")
        for n, year in zip((4, 5, 6), YEARS, strict=True)
    ]
    made = picture([document(body="Kent", statements=lines)])
    assert figures(made) == [4, 5, 6]


def test_a_statement_only_checks_a_table():
    line = said("In 2020/21 there were 9 sexual offences recorded", 9, YEARS[0])
    made = picture([document(years([5, 6, 7]), body="Kent", statements=[line])])
    assert figures(made) == [5, 6, 7]
    assert "differs-from-own-total" in kinds(made)


@pytest.mark.parametrize(
    "text",
    [
        "In 2020/21, 9 of these were charged",
        "9 officers searched records for 2020/21",
        "It took 9 hours in 2020/21",
    ],
)
def test_statements_about_something_else_are_passed_over(text):
    made = picture([document(body="Kent", statements=[said(text, 9, YEARS[0])])])
    assert figures(made)[0] in {"not given", "needs a decision"}


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        ("refused", "refused"),
        ("not_held", "not held"),
        ("ncnd", "neither confirm nor deny"),
        ("answered", "not given"),
    ],
)
def test_reasons_follow_the_state(state, reason):
    assert figures(picture([document(body="Kent", state=state)])) == [reason] * 3


def test_silence_is_an_entry_too():
    made = picture([document(years([5, 6, 7]), body="Kent")], "Kent", "Essex")
    assert figures(made, "Essex") == ["silent"] * 3
    assert len(made.entries) == len(made.units) * len(made.periods) == 6
    assert made.totals[0].bodies == 1
    assert made.totals[0].of == 2
    kent, essex = bodies.get(code("Kent")), bodies.get(code("Essex"))
    assert made.totals[0].population_share == pytest.approx(
        kent.population / (kent.population + essex.population)
    )
    assert "silent" in kinds(made)


def test_the_same_figures_twice_are_counted_once():
    replies = [
        document(years([5, 6, 7]), body="Kent"),
        document(years([5, 6, 7]), body="Kent", file="Kent/again.html"),
    ]
    made = picture(replies)
    assert figures(made) == [5, 6, 7]
    assert "duplicate-reply" in kinds(made)


def test_the_later_reply_replaces_the_earlier_and_both_are_named():
    replies = [
        document(years([5, 6, 9]), body="Kent", file="Kent/late.html", dated=date(2024, 5, 1)),
        document(years([5, 6, 7]), body="Kent", file="Kent/early.html", dated=date(2024, 2, 1)),
    ]
    made = picture(replies)
    assert figures(made) == [5, 6, 9]
    revised = next(finding for finding in made.findings if finding.kind == "revised")
    assert " 9," in revised.what
    assert " 7;" in revised.what


def test_undated_replies_that_differ_are_for_a_person():
    replies = [
        document(years([5, 6, 9]), body="Kent", file="Kent/a.html", dated=None),
        document(years([5, 6, 7]), body="Kent", file="Kent/b.html", dated=None),
    ]
    assert figures(picture(replies)) == [5, 6, "needs a decision"]
    assert figures(picture(replies, replay=Replay(excluded={"Kent/a.html": "a draft"}))) == [5, 6, 7]


def test_a_third_reply_does_not_settle_what_two_undated_ones_left_open():
    values = [("a", 9), ("b", 7), ("c", 7)]
    replies = [
        document(years([5, 6, n]), body="Kent", file=f"Kent/{name}.html", dated=None) for name, n in values
    ]
    assert figures(picture(replies))[2] == "needs a decision"


def test_merged_bodies_are_one_unit_and_count_as_two():
    joint = document(
        years([5, 6, 7]), body="Warwickshire", also_for=(code("West Mercia"),), file="joint.html"
    )
    made = picture([joint], "Warwickshire", "West Mercia", "Kent")
    assert len(made.units) == 2
    assert figures(made, "West Mercia") == [5, 6, 7]
    assert made.totals[0].bodies == 2
    assert made.totals[0].of == 3


def test_merged_bodies_that_later_answer_alone_are_added_up():
    replies = [
        document(
            years([5], ("2020/21",)), body="Warwickshire", also_for=(code("West Mercia"),), file="joint.html"
        ),
        document(years([1, 2], ("2021/22", "2022/23")), body="Warwickshire", file="w.html"),
        document(years([3], ("2021/22",)), body="West Mercia", file="m.html"),
    ]
    made = picture(replies, "Warwickshire", "West Mercia")
    assert figures(made, "Warwickshire") == [5, 4, "not given"]
    assert "merged-bodies" in kinds(made)


def test_a_folder_of_merged_bodies():
    made = picture(
        [document(years([5, 6, 7]), file="Warwickshire and West Mercia/r.html")],
        "Warwickshire",
        "West Mercia",
    )
    assert len(made.units) == 1


def test_nobody_knows_whose_it_is():
    made = picture([document(years([5, 6, 7]), file="scan 3.html")])
    assert figures(made) == ["silent"] * 3
    assert "unknown-body" in kinds(made)
    made = picture(
        [document(years([5, 6, 7]), file="scan 3.html")],
        replay=Replay(bodies={"scan 3.html": (code("Kent"),)}),
    )
    assert figures(made) == [5, 6, 7]


def test_a_letter_in_the_wrong_folder_is_for_a_person():
    made = picture([document(years([5, 6, 7]), body="Kent", file="Essex/r.html")], "Kent", "Essex")
    assert figures(made, "Kent") == figures(made, "Essex") == ["needs a decision"] * 3
    assert "body-conflict" in kinds(made)


def test_a_reply_of_a_body_that_was_not_asked_is_left_out():
    made = picture([document(years([5, 6, 7]), body="Essex", file="Essex/r.html")], "Kent")
    assert "not-asked" in kinds(made)
    assert made.totals[0].figure is None


def test_growth_is_over_the_same_units():
    replies = [
        document(years([100, 110, 121]), body="Kent", file="Kent/r.html"),
        document(years([50], ("2022/23",)), body="Essex", file="Essex/r.html"),
    ]
    made = picture(replies, "Kent", "Essex")
    assert made.totals[2].figure.low == 171
    assert [round(growth.figure.low, 6) for growth in made.growth] == [10.0, 10.0, 21.0]
    assert all(len(growth.units) == 1 for growth in made.growth)


def test_who_was_late():
    reply = document(years([5, 6, 7]), body="Kent", dated=date(2024, 2, 3))
    made = picture([reply], sent=date(2024, 1, 5))
    assert made.register[0].due == date(2024, 2, 2)
    assert made.register[0].late
    assert "late" in kinds(made)
    assert made.generated == "2024-02-03"
    assert not picture([reply], sent=date(2024, 1, 8)).register[0].late


def test_a_refusal_beside_figures_is_part():
    replies = [
        document(years([5, 6, 7]), body="Kent"),
        document(body="Kent", file="Kent/b.html", state="refused", exemptions=("s.12",)),
    ]
    row = picture(replies).register[0]
    assert row.state == "part"
    assert row.exemptions == ("s.12",)


def test_decisions_about_what_is_gone_are_reported():
    from answerable.study.picture import Decision

    taken = (
        Decision(1, "exclude", "gone.html", "", "A", ""),
        Decision(2, "figure", "x: 2020/21", "s1", "A", ""),
    )
    made = picture([document(years([5, 6, 7]), body="Kent")], replay=Replay(decisions=taken))
    assert sum(finding.kind == "decision-not-applied" for finding in made.findings) == 2


def test_a_complete_list_of_rows_by_decision():
    rows = ("Rape", "019/08 Rape of a female aged 16 or over", "Something of our own")
    sheet = table(rows, LABELS, [[4, 5, 6], [1, 2, 3], [1, 1, 1]])
    reply = document(sheet, body="Kent")
    assert figures(picture([reply])) == ["needs a decision"] * 3
    made = picture([reply], replay=Replay(complete=frozenset({sheet.source.id})))
    assert figures(made) == [5, 6, 7]


def test_a_label_is_remembered():
    rows = ("RAPES ETC.", "Other sexual offences")
    sheet = table(rows, LABELS, [[1, 2, 3], [4, 5, 6]])
    assert figures(picture([document(sheet, body="Kent")])) == ["needs a decision"] * 3
    replay = Replay(codes={("offence", "rapes etc."): "subclass:rape"})
    assert figures(picture([document(sheet, body="Kent")], replay=replay)) == [5, 7, 9]


def test_the_same_material_makes_the_same_picture():
    replies = [document(years([5, 6, 7]), body="Kent")]
    assert assemble(settings("Kent"), replies, Replay()) == assemble(settings("Kent"), replies, Replay())


@pytest.mark.parametrize(
    "labels", [("Yes", "No"), ("16 to 17", "Not known"), ("North", "South"), ("Reported online", "Other")]
)
def test_a_label_that_says_something_else_is_not_the_measure(labels):
    made = picture([document(table(labels, LABELS, [[1, 2, 3], [4, 5, 6]]), body="Kent")])
    assert set(figures(made)) <= {"needs a decision", "not given"}


def test_a_grand_total_over_months_with_gaps_covers_the_period_asked_if_both_ends_are_there():
    asked = Period(date(2022, 10, 1), date(2023, 9, 30))
    for first, expected in (("Oct", 6), ("Nov", "needs a decision")):
        columns = [("2022", first), ("2023", "Mar"), ("2023", "Sep"), ("Total",)]
        sheet = table(["Sexual offences"], columns, [[1, 2, 3, 6]])
        assert figures(picture([document(sheet, body="Kent")], periods=(asked,))) == [expected]


def test_offences_and_their_outcomes_are_offences():
    title = "Recorded sexual offences and their outcomes, by financial year:"
    sheet = table(
        ("Caution", "Undetected", "Total recorded"), LABELS, [[1, 2, 3], [4, 5, 6], [5, 7, 9]], title=title
    )
    assert figures(picture([document(sheet, body="Kent")])) == [5, 7, 9]


def test_pooled_years_are_not_divided():
    made = picture([document(years([18], ("2020/21 to 2022/23",)), body="Kent")])
    assert figures(made) == ["not given"] * 3
    assert "other-year" in kinds(made)


def test_findings_of_the_reader_name_their_file():
    from dataclasses import replace

    from answerable.model import Finding

    reply = replace(document(body="Kent"), findings=(Finding("note", "line 3", "Something."),))
    assert "Kent/reply.html, line 3" in {finding.where for finding in picture([reply]).findings}


def test_a_total_over_all_years_in_a_part_refusal_is_not_a_year():
    line = said(
        "In 2020/21 to 2022/23 a total of 524 sexual offences were recorded.",
        524,
        Period(date(2020, 4, 1), date(2023, 3, 31)),
    )
    made = picture([document(body="Kent", state="part", exemptions=("s.12",), statements=[line])])
    assert figures(made) == ["refused"] * 3
    assert "total-in-refusal" in kinds(made)


def test_a_total_over_several_forces_is_not_one_force_s():
    sheet = table(("Kent Police", "Essex Police", "Total"), LABELS, [[1, 2, 3], [4, 5, 6], [5, 7, 9]])
    assert figures(picture([document(sheet, body="Kent")])) == [1, 2, 3]
    joint = document(sheet, body="Kent", also_for=(code("Essex"),), file="joint.html")
    assert figures(picture([joint], "Kent", "Essex")) == [5, 7, 9]


def test_hidden_cells_are_not_read_into_totals():
    from dataclasses import replace

    sheet = years([5, 6, 7])
    hidden = replace(sheet, cells=tuple(replace(cell, hidden=True) for cell in sheet.cells))
    assert figures(picture([document(hidden, body="Kent")])) == ["needs a decision"] * 3


def test_one_file_in_the_folders_of_two_forces_counts_for_neither():
    from dataclasses import replace

    first = document(years([5, 6, 7]), file="Kent/data.xlsx", dated=None)
    second = replace(first, file="Essex/data.xlsx")
    made = picture([first, second], "Kent", "Essex")
    assert figures(made, "Kent") == figures(made, "Essex") == ["needs a decision"] * 3
    decided = Replay(bodies={"Kent/data.xlsx": (code("Kent"),)}, excluded={"Essex/data.xlsx": "a copy"})
    made = picture([first, second], "Kent", "Essex", replay=decided)
    assert figures(made, "Kent") == [5, 6, 7]
    assert figures(made, "Essex") == ["not given"] * 3


def test_all_children_in_a_title_are_the_whole():
    title = "Rape and other sexual offences recorded"
    assert figures(picture([document(years([5, 6, 7], title=title), body="Kent")])) == [5, 6, 7]
    title = "Other sexual offences recorded"
    assert (
        figures(picture([document(years([5, 6, 7], title=title), body="Kent")])) == ["needs a decision"] * 3
    )


@pytest.mark.parametrize("kind", ["unreadable", "unread-numbers", "cells-lost"])
def test_counts_that_are_there_and_cannot_be_read(kind):
    from dataclasses import replace

    from answerable.model import Finding

    reply = replace(
        document(body="Kent", state="unknown"), findings=(Finding("warning", "line 3", "Numbers.", "", kind),)
    )
    assert figures(picture([reply])) == ["unreadable"] * 3


def test_a_file_name_tells_the_body_where_nothing_else_does():
    for file in (
        "Kent Police - FOI 4410-14.txt",
        "kent-police_reply 2.xlsx",
        "Kent Police - sexual_offences/2024-05-31-101500/incoming_1.txt",
    ):
        assert figures(picture([document(years([5, 6, 7]), file=file, dated=None)])) == [5, 6, 7]


CODED = [(("Rape", "19"), 4), (("Other sexual offences", "20"), 6)]


def test_a_code_beside_a_label_says_nothing_that_the_label_does_not():
    coded = table(
        [path for path, _ in CODED], LABELS, [[n, n + 1, n + 2] for _, n in CODED], stub=("Offence", "Code")
    )
    plain = table(
        [path[:1] for path, _ in CODED], LABELS, [[n, n + 1, n + 2] for _, n in CODED], stub=("Offence",)
    )
    assert figures(picture([document(coded, body="Kent")])) == [10, 12, 14]
    assert figures(picture([document(plain, body="Kent")])) == [10, 12, 14]


def test_numbers_that_tell_rows_apart_are_not_passed_over():
    rows = [("Sexual offences", "1"), ("Sexual offences", "2")]
    wards = table(rows, LABELS, [[1, 2, 3], [4, 5, 6]], stub=("Offence", "Ward"))
    assert not [n for n in figures(picture([document(wards, body="Kent")])) if isinstance(n, int)]

"""Sentences and lists as bodies write them, invented: which numbers count, of what period, and which count nothing."""

import pytest
from tests.read.test_replies import kinds, read, rows, says


def counted(words):
    return [(low, high) for _, low, high in says(read(f"Response\n{words}\n"))]


@pytest.mark.parametrize(
    ("words", "values"),
    [
        ("2 cautioned and 14 were charged.", [2, 14]),
        ("One offence was recorded.", [1]),
        ("Nine incidents were reported to the force.", [9]),
        ("Three Penalty Notices were served on the premises.", [3]),
        ("In all 1,204 items were handed in at the front desk.", [1204]),
        ("During the week 61 bicycles were seized.", [61]),
        ("There are currently 2,308 subjects on the register.", [2308]),
        ("We published 2080 responses on the website.", [2080]),
        ("There were 31 releases, with 24 of those from the cells and 7 from court.", [31, 24, 7]),
        (
            "The number of those that were closed without any of the usual checks having been made is 46.",
            [46],
        ),
        ("The force issued 212 tickets under the scheme.", [212]),
    ],
)
def test_what_counts(words, values):
    assert counted(words) == [(value, value) for value in values]


def test_a_number_that_goes_on_from_another_has_its_bound():
    assert counted("There were over 100 calls to Upton and over 100 to Norton.") == [(101, None), (101, None)]


@pytest.mark.parametrize(
    "words",
    [
        "Of those 25 offenders we looked at a few.",
        "A dip sample of 25 offenders was taken.",
        "There is no field for Covid-19 offences.",
        "The answers to questions 1, 2 and 3 from the unit are the same.",
        "0.52",
        "Note 3 of the guidance was followed.",
    ],
)
def test_what_counts_nothing(words):
    assert counted(words) == []


def test_the_above_is_no_bound_and_out_of_is_no_count():
    assert counted("The above 2155 records would need to be read.") == [(2155, 2155)]
    assert counted("The kits were given out to 27 out of 28 wardens.") == [(27, 27)]


def test_a_cell_with_parts_of_one_is_no_answer_to_a_question():
    assert says(read("Response\nRate\n\n0.52\n\n1.22\n")) == []


# Periods


@pytest.mark.parametrize(
    ("words", "when"),
    [
        ("There were 107 offences during the month of May 2019.", "May 2019"),
        (
            "Between the 1st of September 2023 and the 31st of July 2024 we received 138 reports.",
            "1 Sep 2023 to 31 Jul 2024",
        ),
        ("The offence has been in use from then to 31 March 2022 = 13 offences.", ""),
        ("From 29 June to 30 September there were 154 offences.\n29 June to 5 July 2007:", ""),
    ],
)
def test_the_period_of_a_sentence(words, when):
    assert says(read(f"Response\n{words}\n"))[0][0] == when


def test_lines_that_begin_with_their_periods_do_not_run_on():
    lines = [
        f"1/4/{year} – 31/3/{year + 1} {first} cases were reported of which {then} are classed as rural"
        for year, first, then in ((2016, 144, 45), (2017, 342, 131))
    ]
    assert says(read("Response\n" + "\n".join(lines) + "\n")) == [
        ("2016/17", 144, 144),
        ("2016/17", 45, 45),
        ("2017/18", 342, 342),
        ("2017/18", 131, 131),
    ]


def test_a_sentence_that_ends_at_the_end_of_its_line_lends_the_next_no_period():
    words = "Of 512 reports sent between 1/4/2019 and 29/11/2021 some were rural incidents.\n312 incidents were reported elsewhere.\n"
    assert says(read(f"Response\n{words}"))[-1] == ("", 312, 312)


def test_a_year_and_its_value_before_words():
    document = read(
        "Response\n1.\n2019 – 54 complaints were received by post\n2020 – 25 complaints were received by post\n"
        "2021 – 18 complaints were received by post\n2.\nNot held\n"
    )
    assert says(document) == [("2019", 54, 54), ("2020", 25, 25), ("2021", 18, 18)]


def test_a_numbered_line_of_a_year_and_a_year_of_which_a_part_is_given():
    assert says(read("Response\n1. 2021-22 188\n2022 -23 131\n")) == [
        ("2021/22", 188, 188),
        ("2022/23", 131, 131),
    ]
    assert says(read("Response\n2019 281\n2020 172 (from 1st Jan – 22nd Jun)\n")) == [
        ("2019", 281, 281),
        ("1 Jan 2020 to 22 Jun 2020", 172, 172),
    ]


# Questions and what answers them


def test_none_below_a_question_that_asks_how_many():
    document = read("1. How many barges were towed in 2020?\nNone\n2. Do you own barges?\nNo\n")
    assert says(document) == [("2020", 0, 0)]
    assert says(read("1. Which barges do you own?\nNone\n2. Do you hire barges?\nNo\n")) == []


def test_you_asked_and_we_answered():
    document = read(
        "You asked\n\nHow many barges were reported since 2016?\n\nWe answered\n\nOur ref: ABC-0002-1819\n\n"
        "There were around 4,600 barges reported in 2017.\n"
    )
    assert says(document) == [("2017", 4500, 4700)]


def test_a_reference_opens_no_quotation():
    document = read("Request: FOI/13535\nSubject: Barges\nThere were 12 reports in 2020.\n")
    assert says(document) == [("2020", 12, 12)]


# Pairs on one line


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("Male - 12, Female - 15", [("", 12), ("", 15)]),
        ("Charged: 3; Cautioned: 2; No further action: 41.", [("", 3), ("", 2), ("", 41)]),
        ("Theft – 12 (down 3) | Burglary – 45 | Total – 57", [("", 12), ("", 45), ("", 57)]),
        (
            "2014 – 2655, 2015 – 3512, 2018 – 3621 & 2019 to July - 1844",
            [("2014", 2655), ("2015", 3512), ("2018", 3621), ("1 Jan 2019 to 31 Jul 2019", 1844)],
        ),
        (
            "None for 2015 - 2019, April 2019/20: 47, 2020/21: 53.",
            [("2015 to 2019", 0), ("2019/20", 47), ("2020/21", 53)],
        ),
        (
            "No kites issued from 2015 - 2018, April 2019/20: 20",
            [("2015 to 2018", 0), ("2019/20", 20)],
        ),
        ("a) 2013 – 2019 - 6", [("2013 to 2019", 6)]),
        ("2013 – 2019 – 1 still missing", [("2013 to 2019", 1)]),
    ],
)
def test_pairs_on_a_line(line, values):
    assert says(read(f"Response\n{line}\n")) == [(when, value, value) for when, value in values]


@pytest.mark.parametrize(
    "line",
    ["Tel: 01234, Ext: 12", "Monday: 9am, Friday: 5pm", "Cost: 12, Hours: 15", "2018 - 19, 2019 - 20"],
)
def test_pairs_that_count_nothing(line):
    assert says(read(f"Response\n{line}\n")) == []


def test_a_line_of_pairs_of_which_one_cannot_be_read_is_told_whole():
    document = read("Response\nTheft - 12, Burglary 8 or so - 15, Arson - 3\n")
    assert says(document) == []
    assert "unread-numbers" in kinds(document)


# What a table counts


def test_what_is_included_is_not_what_is_counted():
    document = read(
        "The table below shows crimes and outcomes. Outcomes include charges, summonses and cautions.\n"
        "Date |\nCrimes |\nOutcomes |\n|\n2020 |\n981 |\n88 |\n|\n2021 |\n1243 |\n111 |\n"
    )
    assert document.tables[0].unit == "crimes"


def test_a_value_in_pounds_counts_nothing():
    document = read(
        "Value of orders obtained, 2003-04 to 2006-07 |\n£ |\n| 2005-06 | 2006-07 |\nUpton\n|\n411,263\n|\n262,113\n|\n"
        "Norton\n|\n964,931\n|\n201,226\n|\n"
    )
    assert [table.status for table in document.tables] == ["review"]


def test_of_rows_that_all_say_all_the_one_that_the_others_make_is_the_total():
    document = read(
        "Releases in error\n| 2018 | 2019 | 2020 |\nAll sites and vans | 66 | 64 | 50 |\nAll sites | 56 | 55 | 41 |\n"
        "All vans | 10 | 9 | 9 |\n"
    )
    (table,) = document.tables
    assert (table.status, table.row_totals) == ("read", (True, False, False))
    assert rows(table)["All sites"] == ["56", "55", "41"]


def test_a_sentence_may_begin_with_its_number():
    document = read("Response\nThere were 45 offences in 2021. 12 offences were closed later.\n")
    assert says(document) == [("2021", 45, 45), ("", 12, 12)]


def test_a_number_that_looks_like_a_year_is_of_no_year():
    assert says(read("Response\nThere were 2019 recorded offences.\n")) == [("", 2019, 2019)]


def test_the_answer_to_a_numbered_question():
    document = read(
        "You asked:\n1. How many kites were seized in the last year?\n2. What did the kites cost?\n3. How many are held?\n"
        "In response:\nThe information below is disclosed.\n1. 118 Kites seized.\n2. £41,010\n3. 24 hour watch is kept\n"
    )
    assert says(document) == [("", 118, 118)]


def test_a_word_below_a_line_that_asks_for_a_number():
    document = read(
        "Request\nPlease send:\nResponse\n1. The number of wardens whose kites are in arrears, broken down by colour\nTwo\n"
    )
    assert says(document) == [("", 2, 2)]


def test_headings_over_one_row_of_values_have_no_label():
    document = read(
        "Our response by group follows.\n| a) staff | b) public | c) both |\n| 1 | 171 | 331 |\nThat is all that we hold on it.\n"
    )
    (table,) = document.tables
    assert [cell.printed for cell in table.cells] == ["1", "171", "331"]


def test_a_number_between_pipes_under_one_heading_is_told():
    assert "unread-numbers" in kinds(
        read("Our response:\n|\nTotal |\n|\n510 |\nThat is all that we hold on it.\n")
    )


def test_a_label_over_a_list_is_part_of_its_labels():
    document = read("Response\nCharged\nMale - 14\nFemale - 3\nCautioned\nMale - 6\nFemale - 2\n")
    assert [s.about for s in document.statements] == [
        "Charged: Male",
        "Charged: Female",
        "Cautioned: Male",
        "Cautioned: Female",
    ]


@pytest.mark.parametrize(
    "words",
    [
        "Windows 10 machines were used for the count.",
        "All 43 forces were asked for the same.",
        "1 in 5 crimes were detected.",
        "The rate per 1,000 population of the offence is given.",
        "999 calls were answered within a minute.",
        "Area 4 crimes were left out.",
        "The fee of 25 pounds was waived.",
    ],
)
def test_what_is_named_by_a_number_or_measured_counts_nothing(words):
    assert counted(words) == []


def test_two_numbers_between_which_a_count_lies():
    assert says(read("Response\nBetween 10 and 12 offences were recorded in 2020.\n")) == [("2020", 10, 12)]
    assert counted("There were 3 to 5 incidents in all.") == [(3, 5)]
    assert counted("There were 3 to 5 incidents a day.") == []


def test_on_so_many_occasions():
    assert counted("The matter was put to the board on three occasions.") == [(3, 3)]


def test_a_line_that_names_a_number_and_ends_with_it():
    document = read(
        "Response\nQ1 and 2 are in the table here\nQ3. Total number of pupils excluded 238\nNo. excluded more than once 95\n"
        "Number of pages 3\nNumber of working days 20\nTotal number of barges in 2019 12\n"
    )
    assert says(document)[:2] == [("", 238, 238), ("", 95, 95)]
    assert not {("", 3, 3), ("", 20, 20)} & set(says(document))


@pytest.mark.parametrize("text", ["There were 1,061 901 of them.", "The force recorded 1,204 5 times."])
def test_the_beginning_of_a_number_is_no_number(text):
    """What follows a number may make it no count, but never leaves its first figures to count alone."""
    document = read(text)
    assert not {1, 204} & {said.count.low for said in document.statements}


def test_a_range_is_counted_where_it_stands():
    """The same figures stand before it as ages, which count nothing."""
    document = read("Among those aged 10 to 12 we recorded 10 to 12 offences in 2020.")
    assert says(document) == [("2020", 10, 12)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("There were 101 calls about stalking in 2022.", [101]),
        ("A total of 999 contacts were received in 2022.", [999]),
        ("There were 111 offences in 2021.", [111]),
        ("There were 45 101 calls in 2021.", [45]),
        ("There were 999 and 101 calls in 2021.", []),
        ("Reports made via 101 were recorded.", []),
        ("Please call 101 offences desk, or dial 999.", []),
    ],
)
def test_numbers_that_telephones_have_too(text, values):
    assert [low for low, _ in counted(text)] == values


@pytest.mark.parametrize("part", [" - ", ": "])
def test_lines_of_years_of_two_pairs_of_figures(part):
    document = read(f"Offences recorded:\n19/20{part}34\n20/21{part}40\n")
    assert [(str(s.period), s.count.low) for s in document.statements] == [("2019/20", 34), ("2020/21", 40)]
    apart = read(f"Offences recorded:\n19/20{part}34\n23/24{part}40\n")
    assert not apart.statements
    assert "unread-numbers" in kinds(apart)


@pytest.mark.parametrize(
    ("words", "says_what"),
    [
        ("In 2019 the number was 34 and in 2020 it was 45.", [("2019", 34), ("2020", 45)]),
        ("For the year 2019 the answer is 34 and for 2020 it is 45.", [("2019", 34), ("2020", 45)]),
        ("In 2019, the number was 34, and in 2020 the total stood somewhat lower, at 45.", [("2019", 34)]),
        (
            "In 2019 there were 34 offences and 12 arrests; in 2020 this was 45.",
            [("2019", 34), ("2019", 12), ("2020", 45)],
        ),
        (
            "The total was 1,204 offences between 1 April 2019 and 31 March 2020, compared with 1,100 in 2018/19.",
            [("2019/20", 1204), ("2018/19", 1100)],
        ),
    ],
)
def test_a_value_is_of_the_period_of_its_own_clause(words, says_what):
    said = read(f"Response\n{words}\n").statements
    assert [(str(s.period), s.count.low) for s in said] == says_what


def test_bounds_and_ones_in_words():
    text = "Less than five offences were recorded in 2019, none in 2020 and one in 2021."
    assert counted(text) == [(0, 4), (0, 0), (1, 1)]


@pytest.mark.parametrize(
    "text",
    [
        "3 in 2019, 4 in 2020 and 5 in 2021", "Jan 2020 3\nFeb 2020 4", "Male: 12 Female: 15 Unknown: 2", "Rape (19C) 3\nTheft (49) 4",
        "Recorded crimes: 2019 = 3; 2020 = 4; 2021 = 5", "Figures: 2019/20 34; 2020/21 45; 2021/22 50.",
    ],
)  # fmt: skip
def test_counts_in_lines_that_cannot_be_read_are_told(text):
    document = read(f"Response\n{text}\n")
    assert document.statements == ()
    assert "unread-numbers" in kinds(document)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("On average 5 offences a month were recorded in 2020.", []),
        ("An average of 5 offences were recorded each month in 2020.", []),
        ("The average number of offences was 12 in 2020.", []),
        ("There were 34 offences per year between 2018 and 2020.", []),
        ("We recorded 34 offences in 2020, an average of 3 a month.", [34]),
        ("There were 12 thefts recorded a month after the change in 2020.", [12]),
        ("In the calendar year 2020: 12 offences. In the financial year 2020/21: 15 offences.", [12, 15]),
    ],
)
def test_averages_are_no_counts_and_every_sentence_of_a_line_is_read(text, values):
    assert [low for low, _ in counted(text)] == values


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("There were no fewer than 45 offences in 2020.", [("2020", 45, None)]),
        ("No offences were recorded in 2019 or 2021.", [("", 0, 0)]),
        ("There were 3 offences in either 2019 or 2020.", [("", 3, 3)]),
        ("2019 - 5-9\n2020 - <5\n2021 - 10 to 14", [("2019", 5, 9), ("2020", 0, 4), ("2021", 10, 14)]),
        ("Monday: 9-17\nTuesday: 10 to 16", []),
    ],
)
def test_bounds_ranges_and_years_of_which_any_may_be_meant(text, said):
    assert says(read(f"Response\n{text}\n")) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("There were 45 more offences in 2020 than in 2019.", []),
        ("Offences increased by 45 in 2020.", []),
        ("The total is made up of 45 offences in 2020.", [("2020", 45, 45)]),
        ("There was an increase of 45 offences in 2020.", []),
        ("Offences fell by 12 to 45 in 2020.", [("2020", 45, 45)]),
        ("There were 12,34 offences in 2020.", []),
        ("There were 50+ offences in 2020.", [("2020", 50, None)]),
        ("There were 50 or more offences in 2020.", [("2020", 50, None)]),
        ("There were 5 or fewer offences in 2020.", [("2020", 0, 5)]),
        (
            "There were 5 offences in January, 6 in February and 7 in March 2020.",
            [("", 5, 5), ("", 6, 6), ("Mar 2020", 7, 7)],
        ),
        ("12 of the 43 forces recorded 45 offences in 2020.", [("2020", 45, 45)]),
    ],
)
def test_changes_bounds_and_months_of_their_own(text, said):
    assert says(read(f"Response\n{text}\n")) == said


def test_counts_of_three_years_in_a_sentence_that_cannot_be_read_are_told():
    assert "unread-numbers" in kinds(
        read("The figure for 2019 is 34, for 2020 it is 45 and for 2021 it is 50.\n")
    )

"""Replies in the words and layouts that forces use, invented: what they give is read, and nothing else is."""

from datetime import date

import pytest

from answerable.read import read_file
from answerable.read.formats import load
from answerable.read.reader import interpret


def read(words, name="reply.txt"):
    return interpret(load(words.encode(), file=name, sha256="0" * 64), file=name, sha256="0" * 64)


def says(document):
    return [(str(s.period or ""), s.count.low, s.count.high) for s in document.statements]


def rows(table):
    width = len(table.columns)
    return {
        " / ".join(path): [cell.printed for cell in table.cells[i * width : (i + 1) * width]]
        for i, path in enumerate(table.rows)
    }


def kinds(document):
    return {finding.kind for finding in document.findings}


# The quoted request


def test_a_quotation_ends_where_years_get_numbers():
    document = read("You asked:\nPlease provide the number of raids.\na)\n2017 – 7\n2018 – 19\n2019 – 4\n")
    assert says(document) == [("2017", 7, 7), ("2018", 19, 19), ("2019", 4, 4)]


def test_what_was_told_before_stays_the_askers():
    document = read(
        "You asked:\nYou told me last year:\n2017 – 7\n2018 – 9\nNow please give 2019.\nResponse\nSee below.\n"
    )
    assert says(document) == []


def test_the_numbers_of_an_example_stay_the_askers():
    document = read(
        "You asked:\nHow many raids? For example:\n2017 – 7\n2018 – 9\nResponse\nNo information is held.\n"
    )
    assert says(document) == []


def test_a_line_that_answers_opens_no_quotation():
    document = read(
        "You asked:\nPlease give the figures for:\n1 May 2018 -- 5 Dec 2018\n1 Jan 2017 -- 31 Dec 2017\nIn Response:\n"
        "Following receipt of your request, searches were made. It is refused for the following reasons.\n"
        "There were 3715 offences.\n"
    )
    assert says(document) == [("", 3715, 3715)]


@pytest.mark.parametrize(
    "opening",
    [
        "I note you seek access to the following information:",
        "Question 1",
        "I write about your request in which you sought access to the following information:",
    ],
)
def test_what_introduces_a_request(opening):
    document = read(f"{opening}\nThe number of thefts in 2019 of 500 kinds and 40 reports.\n\nAnswer 1\n36\n")
    assert says(document) == [("2019", 36, 36)]
    assert not kinds(document)


TABLE = "|\n2019 |\n2020 |\nTheft |\n12 |\n15 |\nRobbery |\n3 |\n4 |\n"


def test_figures_among_request_and_response_are_the_bodys():
    document = read(
        f"Below is your request and our response.\n{TABLE}Section 1 of the Act places two duties.\n"
    )
    assert [t.status for t in document.tables] == ["read"]


def test_figures_where_only_the_request_is_quoted_go_to_a_person():
    document = read(f"You asked:\n{TABLE}Response\nNo information is held.\n")
    assert [t.status for t in document.tables] == ["review"]


def test_figures_in_the_request_of_a_web_page_go_to_a_person():
    table = "<table><tr><th>Kind</th><th>2019</th><th>2020</th></tr><tr><td>Theft</td><td>12</td><td>15</td></tr><tr><td>Arson</td><td>3</td><td>4</td></tr></table>"
    page = f"<p>You asked:</p><p>Bring this up to date.</p>{table}<p>And by month, if you can.</p><p>Response</p><p>We hold nothing.</p>"
    assert [t.status for t in read(page, "reply.html").tables] == ["review"]
    assert [t.status for t in read(f"<p>Response</p>{table}", "reply.html").tables] == ["read"]


def test_a_template_in_the_request_is_no_table():
    blank = TABLE.replace("12 |", "|").replace("15 |", "|").replace("3 |", "|").replace("4 |", "|")
    assert not read(f"You asked:\n{blank}Response\nNo information is held.\n").tables


def test_a_question_above_its_answer_opens_no_quotation():
    document = read(
        "Response\n\nQuestion 1:\n\nMonth 2017 2018\nJan 13 17\nFeb 11 14\nMar 10 13\nTotal 34 44\n"
    )
    assert [t.status for t in document.tables] == ["read"]


def test_a_number_that_is_asked_for_is_not_given():
    words = "YOUR REQUEST  (20262):\n\nWhere any group has fewer than 5 results, please mark it so.\n\nOUR RESPONSE:\n\nSee below.\n"
    assert says(read(words)) == []
    assert says(read("Where any group has fewer than 5 results, please suppress it.\n")) == []


# Lists


@pytest.mark.parametrize(
    "line",
    [
        "1 January 2020 - 1 January 2021",
        "Arrests in 2014 - 2016 by district",
        "Recorded crimes 2018 - 19",
        "2018 - 19",
    ],
)
def test_the_second_half_of_a_period_is_no_count(line):
    assert says(read(line + "\n")) == []


def test_a_value_that_could_end_a_year_is_one_where_its_list_says_so():
    document = read("2016 - 5\n2017 - 18\n2018 - 19\n2019 - 20\n")
    assert says(document) == [("2016", 5, 5), ("2017", 18, 18), ("2018", 19, 19), ("2019", 20, 20)]


def test_a_month_before_its_day():
    document = read("May 1 2019 – April 30 2020: 192 incidents\nMay 1 2020 – April 30 2021: 198 incidents\n")
    assert says(document) == [
        ("1 May 2019 to 30 Apr 2020", 192, 192),
        ("1 May 2020 to 30 Apr 2021", 198, 198),
    ]
    assert not kinds(document)


def test_the_year_of_an_act_is_no_period():
    document = read("Offences under the Wells Act 2003 - 34\nOffences under the Mills Act 1968 - 12\n")
    assert says(document) == [("", 34, 34), ("", 12, 12)]


def test_a_number_alone_below_what_it_answers():
    document = read(
        "Question 1\nHow many thefts?\n\nAnswer 1\n36\n\nQuestion 2\nHow many raids?\n\nAnswer 2\n18\n"
    )
    assert [(s.count.low, s.about) for s in document.statements] == [
        (36, "How many thefts"),
        (18, "How many raids"),
    ]
    assert document.reply.state == "answered"


def test_a_number_alone_below_its_period():
    assert says(read("2019\n34\n2020\n36\n2021\n12\n")) == [
        ("2019", 34, 34),
        ("2020", 36, 36),
        ("2021", 12, 12),
    ]


@pytest.mark.parametrize(
    "words",
    [
        "Q1. How many offences? 12\nQ2. How many arrests? 5\n",
        "Q1. How many offences?\n12\n\nQ2. How many arrests?\n5\n",
        "Below is your request and our response.\nHow many offences were there?\n\n12\n\nHow many arrests were there?\n\n5\n",
        "1a) 12\n1b) 5\n",
        "1. The number of offences in that year.\n12\n2. The number of arrests.\n5\n",
        "Q1 - 12\nQ2 - 5\nQ3 - nil\n",
    ],
)
def test_a_question_and_its_number(words):
    assert [n for _, n, _ in says(read(words))][:2] == [12, 5]


def test_the_numbers_of_questions_are_no_answers():
    assert says(read("Could you tell me more?\n1\nHow many thefts?\n2\nHow many raids?\n3\nWhere?\n")) == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("2022 12\n2023 15\n2024 20\n", [("2022", 12, 12), ("2023", 15, 15), ("2024", 20, 20)]),
        ("2022 12\n", []),
        ("Year 2019: 12; Year 2020: 15.\n", [("2019", 12, 12), ("2020", 15, 15)]),
        ("2022: Twelve\n2023: Five\n", [("2022", 12, 12), ("2023", 5, 5)]),
        ("Under 18: 12\n18-24: 15\n25 and over: 40\n", [("", 12, 12), ("", 15, 15), ("", 40, 40)]),
        ("Open 09:30\nShut 17:45\n", []),
        ("January - 12\nFebruary - 15\nMarch - 18\n", [("", 12, 12), ("", 15, 15), ("", 18, 18)]),
        ("Thefts in 2019:\nJanuary - 12\nFebruary - 15\n", [("Jan 2019", 12, 12), ("Feb 2019", 15, 15)]),
        ("January - 12\nFebruary - 12\n", []),
        (
            "In 2019/20: 12 thefts, 15 arson offences and 3 frauds.\n",
            [("2019/20", 12, 12), ("2019/20", 15, 15)],
        ),
    ],
)
def test_short_lists(words, expected):
    assert says(read(words)) == expected


def test_references_with_slashes_are_no_table():
    assert not read("FOI 605/14\nFOI 606/14\nFOI 607/14\n").tables


def test_one_number_alone_below_a_period_may_be_the_foot_of_a_page():
    assert says(read("We hold nothing.\n\nJune 2021\n\n2\n\nYours\n")) == []


def test_numbers_below_several_periods_are_not_shared_out():
    assert says(read("2018\n2019\n34\n35\n")) == []


def test_a_list_that_tells_two_years_on_a_line():
    document = read(
        "- Theft – 100 in 2021, increased to 133 in 2022;\n- Arson – five in 2021, fell to two in 2022;\n"
    )
    assert says(document) == [("2021", 100, 100), ("2022", 133, 133), ("2021", 5, 5), ("2022", 2, 2)]


def test_a_list_with_the_counts_first():
    document = read(
        "*919 thefts - a rise.\n\n*163 possession of tools – down six per cent.\n\n*5,303 fraud – up 11%.\n"
    )
    assert [(n, s.about) for (_, n, _), s in zip(says(document), document.statements, strict=True)] == [
        (919, "thefts"),
        (163, "possession of tools"),
        (5303, "fraud"),
    ]


def test_addresses_are_no_counts():
    assert says(read("- 12 High Street\n- 45 Low Road\n- 7 Mill Lane\n")) == []


def test_numbered_lines_are_no_counts():
    assert says(read("- 1 the streets named\n- 2 the days named\n- 3 the tools named\n")) == []


# Sentences


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "The rise came from 1,681 new crimes recorded under the Wells (Mersey) Act 2018.",
            [("", 1681, 1681)],
        ),
        ("There were 150 thefts, of which 44 were solved.", [("", 150, 150), ("", 44, 44)]),
        ("Since 2020 there has been no public access.", []),
        ("There was no crime recorded in 2022.", [("2022", 0, 0)]),
        (
            "From April 2019 to March 2020 we recorded 45, and from April 2020 to March 2021 we recorded 50.",
            [("2019/20", 45, 45), ("2020/21", 50, 50)],
        ),
        ("In that time 12 SPOs were asked for.", [("", 12, 12)]),
        (
            "There was one offence in 2019, two in 2020 and none in 2021.",
            [("2019", 1, 1), ("2020", 2, 2), ("2021", 0, 0)],
        ),
        ("No offences were recorded in 2019.", [("2019", 0, 0)]),
        ("Zero arrests in 2019.", [("2019", 0, 0)]),
        ("14 of the 25 suspects were local.", [("", 14, 14), ("", 25, 25)]),
        ("In the calendar year 2019, 12; in 2020, 15.", [("2019", 12, 12), ("2020", 15, 15)]),
        ("Our reference number is 12345.", []),
        ("3 of the questions are about 2019.", []),
        (
            "Thefts rose from 8,123 in 2012/13 to 8,425 in 2013/14.",
            [("2012/13", 8123, 8123), ("2013/14", 8425, 8425)],
        ),
        (
            "It rose from 899 in the 12 months up to February 2022 to 1,023.",
            [("1 Mar 2021 to 28 Feb 2022", 899, 899), ("", 1023, 1023)],
        ),
        ("The man was 16 in 2019; see Table 3 in 2020.", []),
        ("The data is held under ADR 160 knife crime, which is a list.", []),
        ("Arrests Female 40 Not Recorded 210 Unspecified 1", []),
    ],
)
def test_sentences(words, expected):
    assert says(read(words + "\n")) == expected


# Tables


def test_two_tables_with_a_sentence_between():
    document = read(
        "Year |\nCount |\n2016 |\n10 |\n2017 |\n8 |\nTotal |\n18 |\n2. We hold nothing on who reported the crime.\n"
        "Kind |\nCount |\nTheft |\n6 |\nArson |\n12 |\nTotal |\n18 |\n"
    )
    first, second = document.tables
    assert rows(first) == {"2016": ["10"], "2017": ["8"], "Total": ["18"]}
    assert rows(second) == {"Theft": ["6"], "Arson": ["12"], "Total": ["18"]}


def test_two_tables_with_a_mark_between():
    document = read(
        "Year |\nCount |\n2016 |\n10 |\n2017 |\n8 |\nTotal |\n18 |\n2.\nKind |\nCount |\nTheft |\n6 |\nArson |\n12 |\n"
    )
    assert rows(document.tables[0]) == {"2016": ["10"], "2017": ["8"], "Total": ["18"]}
    assert len(document.tables) == 2


def test_a_cell_of_several_lines_ends_no_table():
    document = read(
        "Kind |\n2016 |\n2017 |\nTheft |\n6 |\n5 |\nNo suspect, and the case was closed by letter.\n(all kinds) |\n7 |\n9 |\n"
    )
    (table,) = document.tables
    assert list(rows(table).values()) == [["6", "5"], ["7", "9"]]


def test_a_first_row_without_its_opening_pipe():
    document = read(
        "Date Range |\nCrimes |\nOutcomes |\n|\n01.01.20 - 01.01.21 |\n991 |\n88 |\n|\n02.01.21 - 31.01.22 |\n1256 |\n111 |\n"
    )
    (table,) = document.tables
    assert table.columns == (("Crimes",), ("Outcomes",))
    assert rows(table) == {"01.01.20 - 01.01.21": ["991", "88"], "02.01.21 - 31.01.22": ["1256", "111"]}


def test_headings_without_their_corner_stand_over_the_values():
    document = read("2018 |\n2019 |\n2020 |\n|\nComplaints |\n526 |\n461 |\n650 |\n")
    (table,) = document.tables
    assert table.columns == (("2018",), ("2019",), ("2020",))
    assert table.status == "read"


def test_in_a_file_that_keeps_its_cells_such_headings_go_to_a_person():
    html = (
        "<table><tr><th>2018</th><th>2019</th><th>2020</th></tr>"
        "<tr><td>Complaints</td><td>526</td><td>461</td><td>650</td></tr>"
        "<tr><td>Appeals</td><td>52</td><td>46</td><td>65</td></tr></table>"
    )
    (table,) = read(html, "reply.html").tables
    assert table.status == "review"


def test_a_year_in_the_corner_stays_there():
    document = read("2018 |\nJan |\nFeb |\n|\nComplaints |\n5 |\n4 |\n9 |\nAppeals |\n2 |\n1 |\n3 |\n")
    assert all(table.columns[0] != ("2018",) for table in document.tables)


def test_rows_named_by_codes_and_a_blank_that_the_total_places():
    document = read(
        "Charges Year\nHome Office Code 2012 2013 2014 2015\n08/65 2 16 17 6\n08/66   23 16 3\n195/12 2 28 24 11\n"
        "TOTAL 4 67 57 20\n"
    )
    (table,) = document.tables
    assert table.status == "read"
    assert rows(table)["08/66"] == ["", "23", "16", "3"]
    assert table.cells[4].count.high == 0


def test_months_printed_as_their_first_days_are_told():
    document = read("Month Total\n01/07/2021 76\n01/08/2021 79\n01/09/2021 80\nGrand Total 235\n")
    (table,) = document.tables
    assert (table.status, rows(table)["01/08/2021"]) == ("read", ["79"])
    assert "first-days" in kinds(document)


def test_rows_named_by_years_under_a_word_that_counts():
    document = read(
        "1. Figures as of 1st June – 31 May each year\nYear Count\n2015/16 320\n2016/17 328\n2017/18 339\n"
    )
    (table,) = document.tables
    assert rows(table) == {"2015/16": ["320"], "2016/17": ["328"], "2017/18": ["339"]}
    assert kinds(document) == {"own-years"}


def test_a_label_that_ends_in_etc_is_no_sentence():
    words = "Offence\n86 - Obscene Publications, etc.\n8Q - Stalking\nExposure\n8L - Harassment\n\n2019/20\n2\n3,209\n\n2020/21\n6\n208\n2\n\nTOTAL\n8\n208\n3,211\n"
    assert not any(t.status == "read" for t in read(words).tables)


def test_periods_and_numbers_below_a_list_of_labels_are_a_table():
    words = "Platform\nOther\nTikTok\nUnknown\n\n2018/19\n251\n\n2019/20\n2\n\nTOTAL\n2\n251\n"
    assert says(read(words)) == []
    assert kinds(read(words))


def test_a_heading_of_two_words_is_not_parted():
    document = read("Crimes Arrests made\nTheft 12 4\nArson 7 3\nFraud 9 5\n")
    assert not any(t.status == "read" for t in document.tables)


def test_rows_that_lost_their_groups_go_to_a_person():
    document = read("Age Total\n18-24 20\n25-34 18\n35-44 7\n18-24 91\n25-34 30\n35-44 25\n")
    assert [t.status for t in document.tables] == ["review"]


def test_dashes_between_rows_name_no_row():
    words = "-------- |Force |2019| -------- |Kent |22 | -------- |Essex |40 | --------\n"
    (table,) = read(words).tables
    assert rows(table) == {"Kent": ["22"], "Essex": ["40"]}
    after = read(f"They are given as follows. {words}")
    assert not after.tables
    assert "unread-numbers" in kinds(after)


def test_dates_with_slashes_are_no_table():
    document = read("Date of request: 10/08/2012\n\nDate of response: 10/09/2012\n")
    assert not document.tables
    assert document.reply.dated == date(2012, 9, 10)


# What kind of answer it is


@pytest.mark.parametrize(
    ("words", "state", "exemptions"),
    [
        (
            "Our data cannot be searched within the appropriate (cost) limit. As a gesture of goodwill I have supplied information.",
            "part",
            ("s.12",),
        ),
        (
            "The information cannot be disclosed, as it would exceed the permitted 18 hour limit.",
            "refused",
            ("s.12",),
        ),
        (
            "The cost of finding it is above the amount to which we are legally required to respond.",
            "refused",
            ("s.12",),
        ),
        ("The Constabulary estimates that it would exceed cost in excess of £450.", "refused", ("s.12",)),
        (
            "I have decided to disclose some of the information. Some is exempt under Section 40(2).",
            "part",
            ("s.40(2)",),
        ),
        (
            "Section 12(1) - refused\nA public authority which is relying on a claim that\nsection 12 or section 14 applies must say so.",
            "refused",
            ("s.12(1)",),
        ),
        (
            "It is refused: Section 12(1) applies. An authority relying on a claim that section 12 or section 14 applies must say so.",
            "refused",
            ("s.12(1)",),
        ),
        ("This is a refusal for this part of your request: Section 21 (1) applies.", "part", ("s.21(1)",)),
        ("I have decided to disclose the located information to you in full.", "answered", ()),
        (
            "Please find attached our response. We neither confirm nor deny that we hold other information, Section 31(3).",
            "unknown",
            ("s.31(3)",),
        ),
        ("We neither confirm nor deny that we hold it, Section 31(3).", "ncnd", ("s.31(3)",)),
        ("Mae adran 12(1) yn berthnasol: rydym yn gwrthod y cais.", "refused", ("s.12(1)",)),
        (
            "I am able to disclose the located information. Names will not be disclosed: Section 40 (2).",
            "part",
            ("s.40(2)",),
        ),
        (
            "He gave me the enclosed spreadsheet. We neither confirm nor deny any other: Section 31.",
            "unknown",
            ("s.31",),
        ),
        ("I would like to inform you that it is refused under Section 12(1).", "refused", ("s.12(1)",)),
        ("I am not obliged to provide you with a response.", "refused", ()),
        ("However, this has been deemed unsuitable for disclosure.", "refused", ()),
        ("1. No information held. 2. See the attached figures.", "unknown", ()),
        (
            "Under the Freedom of Information (Scotland) Act 2002 it is exempt under section 35(1)(a).",
            "refused",
            ("s.35(1)(a)",),
        ),
    ],
)
def test_states(words, state, exemptions):
    reply = read(words + "\n").reply
    assert (reply.state, reply.exemptions) == (state, exemptions)


def test_what_the_asker_would_take_refuses_nothing():
    words = (
        "Request 1\nPlease provide the totals: more is welcome if within the cost limit.\n\nThefts by age\n"
    )
    assert read(words).reply.state == "unknown"


def test_a_letter_whose_figures_could_not_be_read_does_not_hold_nothing():
    table = "|\n|\n2019 |\n2020 |\n|\nMale |\n4 |\n2 |\n|\n13 |\n1 |\n|\n|\n14 |\n|\n1 |\n|\n15 |\n2 |\n1 |\n"
    document = read(f"1a) No information held, we do not record this.\n{table}")
    assert document.reply.state == "unknown"
    assert kinds(document)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Date Responded 06 November 2019", date(2019, 11, 6)),
        ("- Date released: 25 February 2011", date(2011, 2, 25)),
        ("Version date: 04/03/2022", date(2022, 3, 4)),
        ("Response Date: \n\nFriday, 1 December, 2017", date(2017, 12, 1)),
        ("June 06, 2023 | Arrests", date(2023, 6, 6)),
        (
            "Date: 11/09/2018 I write in connection with your request, which came to this office.",
            date(2018, 9, 11),
        ),
    ],
)
def test_dates(line, day):
    assert read(line + "\n").reply.dated == day


def test_the_day_of_the_answer_goes_before_another():
    assert read("Dated: 07 Jun 2011\nDate of response: 10/09/2012\n").reply.dated == date(2012, 9, 10)


@pytest.mark.parametrize(
    ("line", "reference"),
    [
        ("Our reference number is 12345", "12345"),
        ("Our Ref: IM-FOI-2021-1113", "IM-FOI-2021-1113"),
        ("Reference N o: FOI 005439-17", "FOI 005439-17"),
    ],
)
def test_references(line, reference):
    assert read(line + "\n").reply.reference == reference


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("Norfolk and Suffolk Constabularies have considered your request.", ("E23000024", "E23000025")),
        ("Warwickshire Police and West Mercia Police hold it.", ("E23000017", "E23000016")),
        (
            "Norfolk Constabulary holds it. Norfolk Constabulary refuses. Norfolk Constabulary: see Norfolk and Suffolk Constabularies.",
            ("E23000024",),
        ),
        ("Suffolk Constabulary has considered what Norfolk, and others, asked.", ("E23000025",)),
    ],
)
def test_who_answers(words, codes):
    reply = read(words + "\n").reply
    assert (reply.body, *reply.also_for) == codes


# What is told


@pytest.mark.parametrize(
    "words",
    [
        "Section 24(2) – National Security\n\nSection 31(3) – Law enforcement\n",
        "Section 30 (1) Investigations\nSection 40 (2) - Personal Information\nSection 40(2)&(3A)(a) - Personal data\n",
        "- September to December 2023\n- January to March 2024\n- April to August 2024\n",
        "In respect of Questions Two (2), Three (3), Four (4) and Five (5), it is held.\n",
    ],
)
def test_sections_and_bullets_are_no_lost_table(words):
    assert "unread-numbers" not in kinds(read(words))


def test_labels_and_numbers_without_a_heading_are_told():
    assert "unread-numbers" in kinds(read("We recorded:\nTheft 12\nArson 34\n"))
    assert "unread-numbers" in kinds(read("Theft 2019 12\nTheft 2020 34\n"))
    assert not kinds(read("Fax 01234567890\nMobile 07700900123\n"))
    assert not kinds(read("See:\nPage 12\nPage 34\n"))


def test_a_table_of_marks_alone_is_told():
    words = "The table below shows the number of offences.\nAge         Female    Male\nUnder 10         -       -\n16-17            -       *\n18-24            -       *\n"
    assert "marks-only" in kinds(read(words))


def test_numbers_are_told_whatever_words_follow_them():
    words = "Wells Year Crimes a head 1980 20 1981 21 1982 23 1983 23 1984 25 1985 27. Revised to date.\n"
    assert "unread-numbers" in kinds(read(words))


def test_the_end_of_a_number_or_of_a_word_is_no_number(tmp_path):
    path = tmp_path / "reply.txt"
    path.write_text(
        "Example Police\nTotals 2 2,312 shared images\nIn all 4 1,507 offences were looked at.\nSee the K9 reports.\n"
    )
    assert {s.count.low for s in read_file(path).statements}.isdisjoint({312, 507, 9})


@pytest.mark.parametrize(
    ("lines", "counts"),
    [
        (["2019 - 34", "2020 - 41"], [34, 41]),
        (["2019 - 22", "2020 - 25"], [22, 25]),
        (["2018 - 19", "2019 - 25", "2020 - 31"], [19, 25, 31]),
        (["2019 - 34"], [34]),
        (["2018 - 19", "2019 - 20"], []),
        (["2014 - 16"], []),
    ],
)
def test_a_year_and_two_figures_are_a_period_or_a_year_and_its_value(tmp_path, lines, counts):
    path = tmp_path / "reply.txt"
    path.write_text("\n".join(["Example Police", "Offences recorded", *lines, "", "Yours faithfully"]))
    assert [s.count.low for s in read_file(path).statements] == counts


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("Since 2019 we have recorded 120 crimes.", [("from 1 Jan 2019", 120)]),
        ("In the first six months of 2022, 30 offences were recorded.", [(None, 30)]),
        (
            "In Q1 2022/23 there were 12 offences and in Q2 15 offences.",
            [("Apr to Jun 2022", 12), (None, 15)],
        ),
        (
            "In 2021/22 there were 45 offences and 31 offences in the previous year.",
            [("2021/22", 45), (None, 31)],
        ),
        ("There were 31 offences in 2023 so far.", [(None, 31)]),
        ("There were 31 offences by 2023.", [(None, 31)]),
        ("In 2022 there were 31 offences.", [("2022", 31)]),
        ("There were 31 offences in the calendar year 2022 and 45 in 2023.", [("2022", 31), ("2023", 45)]),
    ],
)
def test_a_part_of_a_period_or_one_that_is_not_told_is_not_the_whole(tmp_path, sentence, said):
    path = tmp_path / "reply.txt"
    path.write_text(f"Example Police\n{sentence}\n")
    found = [(str(s.period) if s.period else None, s.count.low) for s in read_file(path).statements]
    assert found == said

"""What kind of answer a letter is, in words that bodies use, invented: its state, sections and date."""

from datetime import date

import pytest
from tests.read.test_replies import kinds, read


def reply(words):
    return read(f"Upton Police\n\n{words}\n").reply


@pytest.mark.parametrize(
    ("words", "state", "sections"),
    [
        (
            "We can say that there were 107 thefts during the month of May 2019. The rest is exempt under section 40(2).",
            "part",
            ("s.40(2)",),
        ),
        ("I have decided to disclose some of the requested information. Some data has been withheld.", "part", ()),
        ("Part Disclosure with Section 40(2), Section 44(1) and Section 31(1)", "part", ("s.40(2)", "s.44(1)", "s.31(1)")),
        ("Full Refusal with Section 12 Exemption", "refused", ("s.12",)),
        (
            "There have been 31,204 arrests. Reading them would take 1,040 hours, therefore section 12(1) of the Act would apply.",
            "refused",
            ("s.12(1)",),
        ),
        (
            "The information is held, however cannot be disclosed for the following reasons. In excess of 910 records would be read.",
            "refused",
            (),
        ),
        ("We are unable to supply the information requested.", "refused", ()),
        (
            "See the attached document that holds the arrests.\nIn relation to this part of your request we are not obliged to provide it; the following exemptions apply:\nSection 40(2) – Personal information",
            "part",
            ("s.40(2)",),
        ),
        (
            "The information is exempt under sections 30(1), 31(1) (law enforcement) and 40(2) of the Act.",
            "refused",
            ("s.30(1)", "s.31(1)", "s.40(2)"),
        ),
        (
            "Under section 25(1) of FOISA we need not give what is already reasonably accessible. The rest would exceed the limit of £600.",
            "refused",
            ("s.25(1)", "s.12"),
        ),
        (
            "Exemptions under S38(1) (b) and section 30(b) (ii) of FOISA apply, so we are unable to provide it.",
            "refused",
            ("s.38(1)(b)", "s.30(b)(ii)"),
        ),
    ],
)  # fmt: skip
def test_state_and_sections(words, state, sections):
    found = reply(words)
    assert (found.state, found.exemptions) == (state, sections)


def test_what_the_asker_says_of_the_limit_refuses_nothing():
    found = reply("If possible within the cost limits of the Act:\n\n2019 - 12\n2020 - 15")
    assert (found.state, found.exemptions) == ("answered", ())


def test_a_number_after_the_sections_is_none_of_them():
    found = reply("The cost is too high under section 12, and 30 officers would be needed. It is refused.")
    assert found.exemptions == ("s.12",)


def test_of_two_days_alone_the_later_is_the_answers():
    assert reply(
        "Part Disclosure with Section 12(1)\n14 October 2021\n04 November 2021\nBarges"
    ).dated == date(2021, 11, 4)


def test_what_asks_for_a_table_announces_none():
    document = read(
        "I would like to request the following information: the number of barges.\nWe will write to you.\n"
    )
    assert "cells-lost" not in kinds(document)


def test_the_head_of_a_printed_page_heads_no_table():
    document = read("6 Mar 2007 : Column 1915W—continued\nThere were 12 thefts in 2005.\n")
    assert "cells-lost" not in kinds(document)


def test_the_askers_own_words_on_the_limit_refuse_nothing():
    words = "Please note there are six parts to my request; if that pushes my request over the cost limit, please answer the first."
    assert reply(words).state == "unknown"


def test_a_search_that_found_many_is_no_answer():
    words = "It can not be disclosed for the following reasons. A search returned over 1,700 incidents for 2011/12 alone."
    assert reply(words).state == "refused"

"""Where the quoted request ends, and what is no quotation of one."""

from tests.read.test_replies import read

_TABLE = "Offence | 2021 | 2022\nStalking | 12 | 15\nHarassment | 7 | 9\nTotal | 19 | 24\n"
_ASKED = "Question 1: How many of these offences were recorded in each year?\n\n"
_SIGNED = "Recorded crimes come from a live system.\n\nYou may ask for an internal review within 40 working days.\n\nYours faithfully\n\nExampleshire Police, PO Box 9\n"


def test_a_question_below_which_the_letter_ends_is_no_quotation_of_it():
    """Nothing else answers: the table below the question does."""
    (table,) = read(f"Dear Applicant\n\n{_ASKED}{_TABLE}\n{_SIGNED}").tables
    assert table.status == "read"


def test_a_table_before_an_answer_stays_the_askers():
    words = f"Dear Applicant\n\n{_ASKED}{_TABLE}\nOur response\n\nWe refuse it.\n\n{_SIGNED}"
    assert all(table.status == "review" for table in read(words).tables)

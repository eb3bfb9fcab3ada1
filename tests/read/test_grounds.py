"""A letter that says what may be refused refuses nothing; one that refuses is never taken for such a letter."""

import pytest

from answerable.read import read_file

RECEIVED = "Kent Police\n\nThank you for your request, which was received today. You will receive a response in 20 working days.\n\n"
CONDITIONS = [
    "Your request may be refused if it would cost too much.",
    "If the cost exceeds the appropriate limit of 18 hours, section 12 of the Act applies.",
    "Some of the information may be subject to an exemption under section 40.",
    "Please note that in some circumstances information may be withheld under section 31.",
    "Where an exemption applies we will tell you which.",
    "We shall consider whether any of the information is exempt under section 40(2).",
    "We are not obliged to comply if finding it would exceed 18 hours.",
    "We may be unable to keep to this.",
]
OUTRIGHT = [
    "We have refused your request under section 12 of the Act.",
    "This letter is a refusal notice under section 17. The information is exempt under section 40(2).",
    "The information is exempt under section 40(2) of the Act.",
    "We are unable to provide the information, as to do so could exceed 18 hours under section 12.",
    "We cannot disclose it where section 40(2) applies, as it does here.",
    "Finding it would exceed the appropriate limit of 18 hours under section 12 of the Act.",
    "Kent Police can neither confirm nor deny that it holds this.",
    "Kent Police does not hold this information.",
    "If it helps, we have estimated that this exceeds 18 hours, so section 12 applies and your request is refused.",
]


def letter(tmp_path, text):
    path = tmp_path / "letter.txt"
    path.write_text(text)
    return read_file(path, shown="letter.txt")


def kinds(document):
    return {finding.kind for finding in document.findings}


@pytest.mark.parametrize("condition", CONDITIONS)
def test_an_acknowledgement_refuses_nothing_wherever_it_lies(tmp_path, condition):
    document = letter(tmp_path, RECEIVED + condition)
    assert (document.reply.state, document.reply.exemptions) == ("unknown", ())
    assert kinds(document) == {"acknowledgement"}


@pytest.mark.parametrize("condition", CONDITIONS)
def test_without_a_promise_a_person_is_told(tmp_path, condition):
    document = letter(tmp_path, f"Kent Police\n\n{condition}\n")
    assert (document.reply.state, document.reply.exemptions) == ("unknown", ())
    assert kinds(document) == {"conditional-refusal"}


@pytest.mark.parametrize("outright", OUTRIGHT)
@pytest.mark.parametrize("condition", ["", *CONDITIONS])
def test_a_refusal_beside_conditions_stays_a_refusal(tmp_path, outright, condition):
    document = letter(tmp_path, f"{RECEIVED}{condition}\n\n{outright}\n")
    assert document.reply.state in {"refused", "ncnd", "not_held"}
    assert not kinds(document) & {"acknowledgement", "conditional-refusal"}


def test_an_answer_with_such_a_sentence_is_an_answer(tmp_path):
    document = letter(tmp_path, f"Kent Police\n\n2021/22: 12\n2022/23: 15\n\n{CONDITIONS[2]}\n")
    assert (document.reply.state, document.reply.exemptions) == ("answered", ())
    assert kinds(document) == set()


def test_an_answer_that_withholds_some_is_part(tmp_path):
    document = letter(
        tmp_path, f"Kent Police\n\n2021/22: 12\n2022/23: 15\n\n{OUTRIGHT[2]}\n{CONDITIONS[0]}\n"
    )
    assert (document.reply.state, document.reply.exemptions) == ("part", ("s.40(2)",))

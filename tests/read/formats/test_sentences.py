"""The same words say the same in plain text, in a Word document and in an e-mail."""

import io
from email.message import EmailMessage

import docx
import pytest

from answerable.read.formats import load
from answerable.read.reader import interpret


def as_text(words):
    return words.encode()


def as_docx(words):
    document, out = docx.Document(), io.BytesIO()
    document.add_paragraph(words)
    document.save(out)
    return out.getvalue()


def as_eml(words):
    message = EmailMessage()
    message["From"], message["Subject"], message["Message-ID"] = "a@example.org", "x", "<1@example.org>"
    message.set_content(words + "\n")
    return message.as_bytes()


@pytest.mark.parametrize(("name", "made"), [("a.txt", as_text), ("a.docx", as_docx), ("a.eml", as_eml)])
@pytest.mark.parametrize(
    ("words", "says", "state"),
    [
        ("In 2020, there were 22 offences.", [(22, 22)], "answered"),
        ("The number of offences rose from 485 to 624.", [(485, 485), (624, 624)], "answered"),
        ("2019/20 - 34 (previous 31)", [(34, 34), (31, 31)], "answered"),
        ("There were fewer than 10 offences in 2020.", [(0, 9)], "answered"),
        (
            "There are 524 records to be read at 5 minutes each, which exceeds 18 hours; section 12 applies.",
            [(524, 524)],
            "refused",
        ),
        ("In fact 12 offences were recorded in 2020.", [(12, 12)], "answered"),
        ("Under subsection 12 and paragraph 4, 7.5 million people may ask.", [], "unknown"),
        ("The cost is £450 at £25 an hour. Our ref 123456. Offence code 8/71.", [], "unknown"),
    ],
)
def test_statements(name, made, words, says, state):
    loaded = load(made(words), file=name, sha256="0" * 64)
    found = interpret(loaded, file=name, sha256="0" * 64)
    assert [(s.count.low, s.count.high) for s in found.statements] == says
    assert found.reply.state == state


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("In 2020 and 2021 there were 5 and 7 offences respectively.", [("2020", 5), ("2021", 7)]),
        ("There were 5 and 7 offences in 2020 and 2021.", [("2020", 5), ("2021", 7)]),
        ("In 2019/20 and 2020/21 there were 5 and 7 offences.", [("2019/20", 5), ("2020/21", 7)]),
        ("In 2020 and 2021 there were 22 offences.", [("2020 to 2021", 22)]),
        ("Between 2020 and 2021 there were 22 offences.", [("2020 to 2021", 22)]),
        ("In 2019 and 2022 there were 12 offences.", [(None, 12)]),
        ("In 2018, 2019 and 2020 there were 12 offences.", [(None, 12)]),
    ],
)
def test_two_years_in_one_sentence(words, says):
    found = interpret(load(as_text(words), file="a.txt", sha256="0" * 64), file="a.txt", sha256="0" * 64)
    assert [(s.period and str(s.period), s.count.low) for s in found.statements] == says

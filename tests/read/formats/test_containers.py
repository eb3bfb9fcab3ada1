import io
import mailbox
import zipfile
from datetime import date
from email.message import EmailMessage

import pytest

from answerable.read import read_file
from answerable.read.formats import load
from answerable.read.formats.archive import safe_name
from answerable.read.grid import Grid

CSV = b"Offence,2019,2020\nRape,4,5\nOther,6,7\nTotal,10,12\n"
PAGE = """<html><body><p>Please see the table.</p><table><tr><th>Offence<th>2019<th>2020<tr><td>Rape<td>4<td>5
<tr><td>Other<td>6<td>7<tr><td>Total<td>10<td>12</table>
<div>From: A Requester<br>Sent: 1 May 2023<br>To: FOI<br>Subject: request</div><p>There were 999 offences.</p></body></html>"""


def letter(text="In 2020, there were 22 offences.\n", subject="FOI 123/23"):
    message = EmailMessage()
    message["From"] = "Disclosure <foi@cleveland.police.uk>"
    message["To"] = "asker@example.org"
    message["Date"] = "Tue, 02 May 2023 10:00:00 +0100"
    message["Subject"] = subject
    message["Message-ID"] = "<1@example.org>"
    message.set_content(text)
    return message


def zipped(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


def opened(data, name, tmp_path):
    path = tmp_path / name
    path.write_bytes(data)
    return read_file(path, shown=name)


def kinds(document):
    return {finding.kind for finding in document.findings}


def test_an_e_mail_tells_body_date_and_reference_where_its_text_does_not(tmp_path):
    found = opened(letter().as_bytes(), "a.eml", tmp_path)
    assert found.kind == "eml"
    assert [(s.count.low, str(s.period)) for s in found.statements] == [(22, "2020")]
    assert found.reply.body == "E23000013"
    assert found.reply.dated == date(2023, 5, 2)
    assert "123/23" in found.reply.reference


def test_an_attachment_is_a_document_and_belongs_to_its_message(tmp_path):
    message = letter()
    message.add_attachment(CSV, maintype="text", subtype="csv", filename="../../figures.csv")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png")
    found = opened(message.as_bytes(), "a.eml", tmp_path)
    (part,) = found.parts
    assert part.file == "a.eml/figures.csv"
    assert part.tables[0].tally()["held"] == 2
    assert part.reply.body == "E23000013"
    assert part.tables[0].cells[0].source.file == "a.eml/figures.csv"
    assert "picture" in kinds(found)


def test_the_web_page_is_read_where_it_holds_a_table_and_what_it_quotes_is_not(tmp_path):
    message = letter("In 2020, there were 5 offences.\n")
    message.add_alternative(PAGE, subtype="html")
    found = opened(message.as_bytes(), "a.eml", tmp_path)
    assert [c.printed for c in found.tables[0].cells] == ["4", "5", "6", "7", "10", "12"]
    assert found.statements == ()
    assert "quoted" in kinds(found)


@pytest.mark.parametrize(
    "quotation",
    [
        "-----Original Message-----\nThere were 999 offences in 2019.\n",
        "On Mon, 1 May 2023 at 09:00, Asker <a@example.org> wrote:\n> There were 999 offences in 2019.\n",
        "From: Asker\nSent: 1 May 2023\nTo: FOI\nSubject: x\n\nThere were 999 offences in 2019.\n",
        "> There were 999 offences in 2019.\n",
    ],
)
def test_the_quoted_request_is_no_answer(tmp_path, quotation):
    found = opened(letter(f"In 2020, there were 22 offences.\n\n{quotation}").as_bytes(), "a.eml", tmp_path)
    assert [s.count.low for s in found.statements] == [22]
    assert "quoted" in kinds(found)


def test_a_reply_that_was_passed_on_is_read(tmp_path):
    text = "For your files.\n\n---------- Forwarded message ---------\nFrom: FOI\nDate: 1 May 2023\nSubject: x\nTo: y\n\nIn 2020, there were 22 offences.\n"
    assert [s.count.low for s in opened(letter(text).as_bytes(), "a.eml", tmp_path).statements] == [22]


def test_messages_in_messages_and_archives_in_archives(tmp_path):
    outer = letter("See attached.\n")
    outer.add_attachment(letter(subject="inner"))
    inner_zip = zipped([("data/figures.csv", CSV)])
    data = zipped([("letter.eml", outer.as_bytes()), ("more.zip", inner_zip)])
    found = opened(data, "all.zip", tmp_path)
    assert [d.file for d in found.whole()] == [
        "all.zip", "all.zip/letter.eml", "all.zip/letter.eml/inner.eml", "all.zip/more.zip",
        "all.zip/more.zip/data/figures.csv",
    ]  # fmt: skip
    assert [s.count.low for d in found.whole() for s in d.statements] == [22]


def test_depth_is_bounded_and_said(tmp_path):
    data = zipped([("a.csv", CSV)])
    for _ in range(8):
        data = zipped([("in.zip", data)])
    found = list(opened(data, "deep.zip", tmp_path).whole())
    assert "too deep" in found[-1].findings[0].what
    assert len(found) == 7


def test_a_bad_member_costs_itself_alone(tmp_path):
    found = opened(zipped([("a.png", b"\x89PNG\r\n"), ("b.csv", CSV)]), "a.zip", tmp_path)
    assert [part.kind for part in found.parts] == ["unreadable", "csv"]


@pytest.mark.parametrize(
    "name", ["../../etc/a.csv", "/etc/a.csv", "C:\\..\\etc\\a.csv", "..\\..\\etc\\a.csv"]
)
def test_no_name_leads_out_of_the_folder(tmp_path, name):
    found = opened(zipped([(name, CSV)]), "a.zip", tmp_path)
    assert found.parts[0].file == "a.zip/etc/a.csv"
    assert "unsafe-name" in kinds(found)
    assert not (tmp_path.parent / "etc").exists()


def test_a_member_without_a_name_is_passed_over(tmp_path):
    """A NUL ends a name in an archive's directory, so a name may be empty there."""
    data = zipped([("\1", CSV), ("a.csv", CSV)]).replace(b"\1" + CSV[:4], b"\0" + CSV[:4])
    at = data.rindex(b"\1PK\1\2")
    found = opened(data[:at] + b"\0" + data[at + 1 :], "a.zip", tmp_path)
    assert [part.file for part in found.parts] == ["a.zip/a.csv"]


def test_names_that_become_equal_stay_apart(tmp_path):
    found = opened(zipped([("../a.csv", CSV), ("a.csv", CSV)]), "a.zip", tmp_path)
    assert {part.file for part in found.parts} == {"a.zip/a.csv", "a.zip/a (2).csv"}
    assert safe_name("..") == "unnamed"


def test_an_encrypted_member_is_a_finding(tmp_path):
    data = bytearray(zipped([("a.csv", CSV)]))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    found = opened(bytes(data), "a.zip", tmp_path)
    assert "locked" in kinds(found)


def test_winmail_dat_is_said(tmp_path):
    message = letter()
    message.add_attachment(
        b"\x78\x9f\x3e\x22", maintype="application", subtype="ms-tnef", filename="winmail.dat"
    )
    found = opened(message.as_bytes(), "a.eml", tmp_path)
    assert [f.severity for f in found.findings if f.kind == "tnef"] == ["error"]


def test_a_mailbox_is_its_messages(tmp_path):
    box = mailbox.mbox(tmp_path / "in.mbox")
    box.add(letter("From 2019 on.\nIn 2020, there were 22 offences.\n"))
    box.add(letter("In 2021, there were 31 offences.\n"))
    box.close()
    found = read_file(tmp_path / "in.mbox", shown="in.mbox")
    assert found.kind == "mbox"
    assert [s.count.low for part in found.parts for s in part.statements] == [22, 31]


@pytest.mark.parametrize("first", [b"From  nobody Tue\n", b"\xef\xbb\xbfFrom nobody Tue\n"])
def test_what_only_begins_like_a_mailbox_and_one_with_a_mark_in_front_are_read(first, tmp_path):
    (tmp_path / "in.mbox").write_bytes(first + letter().as_bytes())
    found = read_file(tmp_path / "in.mbox", shown="in.mbox")
    said = [*found.statements, *(s for part in found.parts for s in part.statements)]
    assert [s.count.low for s in said] == [22]


def test_a_mangled_message_is_read_as_far_as_it_goes():
    data = letter().as_bytes().replace(b"Date: Tue", b"Date: \xff=?x?q?").replace(b"utf-8", b"nonsense-9")
    loaded = load(data, file="a.eml", sha256="0" * 64)
    assert any("22" in b.text for b in loaded.blocks if not isinstance(b, Grid))

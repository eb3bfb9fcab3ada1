"""Outlook messages, written here byte by byte and read back."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from olefile import OleFileIO
from tests.generators.outlook import EMBEDDED, attachment, compound, message

from answerable.read import UnreadableError, read_file

SENT = datetime(2024, 5, 20, 9, 30, tzinfo=UTC)
SENDER = "FOI Team <foi@kent.police.uk>"
CSV = b"Year,Sexual offences recorded\n2021/22,110\n2022/23,120\n"
COVER = "Our answer is attached.\r\n\r\nFOI Team\r\n"


def read(tmp_path, data):
    path = tmp_path / "reply.msg"
    path.write_bytes(data)
    return read_file(path, shown="reply.msg")


def lows(document):
    return [cell.count.low for table in document.tables for cell in table.cells]


def test_headers_body_and_attachment(tmp_path):
    data = message(
        "FOI reference 1234/24", COVER, sender=SENDER, sent=SENT, attachments=[attachment("table.csv", CSV)]
    )
    found = read(tmp_path, data)
    assert found.kind == "msg"
    assert (found.reply.body, found.reply.dated, found.reply.reference) == (
        "E23000032",
        date(2024, 5, 20),
        "1234/24",
    )
    (part,) = found.parts
    assert part.file == "reply.msg/table.csv"
    assert part.reply.body == "E23000032"
    assert lows(part) == [110, 120]


def test_a_table_in_the_page_of_the_body(tmp_path):
    html = (
        "<html><body><p>Sexual offences recorded</p><table><tr><th>Year</th><th>Offences</th></tr>"
        "<tr><td>2021/22</td><td>7</td></tr><tr><td>2022/23</td><td>9</td></tr></table></body></html>"
    )
    assert lows(read(tmp_path, message("Reply", "flat", html, sender=SENDER))) == [7, 9]


def test_counts_in_the_text_of_the_body(tmp_path):
    found = read(
        tmp_path, message("Reply", "In 2020, there were 22 sexual offences recorded.\r\n", sender=SENDER)
    )
    assert [said.count.low for said in found.statements] == [22]


def test_pictures_messages_and_files_elsewhere_are_said(tmp_path):
    held = [
        attachment("image001.png", b"\x89PNG\r\n\x1a\n", "image/png"), attachment("older", b"", method=EMBEDDED),
        attachment("kept.xlsx", b"", method=4),
    ]  # fmt: skip
    found = read(tmp_path, message("Reply", COVER, sender=SENDER, attachments=held))
    assert found.parts == ()
    kinds = {finding.kind: finding.severity for finding in found.findings}
    assert kinds["nested-message"] == kinds["not-attached"] == "error"
    assert any("picture" in finding.what.lower() for finding in found.findings)


def test_no_body_is_said(tmp_path):
    found = read(tmp_path, message("Reply", sender=SENDER))
    assert "no-body" in {finding.kind for finding in found.findings}


def test_a_directory_that_promises_more_than_the_file_holds_is_not_believed(tmp_path):
    data = bytearray(message("FOI 1/24", COVER, ""))
    entry = data.index("__substg1.0_1000".encode("utf-16-le"))
    data[entry + 120 : entry + 124] = b"\xff\xff\xff\x7f"
    with pytest.raises(UnreadableError, match="damaged") as refused:
        read(tmp_path, bytes(data))
    assert "is said to hold 2147483647 bytes" in str(refused.value.__cause__)


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9, 0.99])
def test_one_cut_short_is_one_sentence(tmp_path, share):
    data = message("Reply", COVER, sender=SENDER, attachments=[attachment("t.csv", CSV * 200)])
    with pytest.raises(UnreadableError, match="cannot be opened"):
        read(tmp_path, data[: int(len(data) * share)])


names = st.text("abcdefgh0123", min_size=1, max_size=20)
sizes = st.sampled_from([0, 1, 63, 64, 65, 511, 512, 513, 4095, 4096, 4097, 70_000])


@given(st.dictionaries(names, sizes | st.dictionaries(names, sizes, max_size=3), max_size=6))
def test_the_writer_of_these_tests_writes_compound_files(tree):
    def filled(value):
        return (
            {name: filled(one) for name, one in value.items()}
            if isinstance(value, dict)
            else bytes([7]) * value
        )

    def flat(value, path=()):
        for name, one in value.items():
            if isinstance(one, dict):
                yield from flat(one, (*path, name))
            else:
                yield (*path, name), one

    made = dict(flat(filled(tree)))
    with OleFileIO(compound(filled(tree))) as opened:
        assert {tuple(path) for path in opened.listdir()} == set(made)
        assert all(opened.openstream(list(path)).read() == data for path, data in made.items())
        assert opened.parsing_issues == []

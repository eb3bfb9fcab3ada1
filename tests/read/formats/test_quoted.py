"""What mail programs quote of the earlier message, each in its own markup, is no answer; what stands between it may be."""

from email.message import EmailMessage

import pytest

from answerable.read import read_file

ASKED = "<table><tr><th>Offence<th>2019<th>2020<tr><td>Rape<td>900<td>901<tr><td>Theft<td>902<td>903</table>"
ANSWER = "<table><tr><th>Offence<th>2019<th>2020<tr><td>Rape<td>4<td>5<tr><td>Theft<td>6<td>7</table>"
HEADS = "<b>From:</b> Asker<br><b>Sent:</b> 1 May 2023<br><b>To:</b> FOI<br><b>Subject:</b> request"
LETTER = f"<p>Dear FOI,</p><p>Please provide the figures in this table.</p>{ASKED}"
WROTE = "On Mon, 1 May 2023 at 09:00, Asker &lt;a@example.org&gt; wrote:"
OWN = f"<p>Please see the figures.</p>{ANSWER}"
CLOSE = "<p>Kind regards</p><p>Disclosure</p>"
QUOTES = {
    "outlook": f'<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p>{HEADS}</p></div>{LETTER}',
    "outlook-web": f'<div id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr">{HEADS}</div><div>{LETTER}</div>',
    "outlook-welsh": f'<hr tabindex="-1"><div id="x_divRplyFwdMsg"><b>Oddi wrth:</b> A<br><b>Anfonwyd:</b> 1 Mai<br><b>At:</b> B</div>{LETTER}',
    "outlook-mobile": f'<div class="ms-outlook-mobile-reference-message"><p>Neges</p>{LETTER}</div>',
    "gmail": f'<div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">{WROTE}<br></div><blockquote class="gmail_quote" style="margin:0 0 0 .8ex">{LETTER}</blockquote></div>',
    "apple": f'<div><br><blockquote type="cite"><div>On 1 May 2023, at 09:00, Asker wrote:</div><br><div>{LETTER}</div></blockquote></div>',
    "thunderbird": f'<div class="moz-cite-prefix">On 01/05/2023 09:00, Asker wrote:<br></div><blockquote type="cite" cite="mid:1@example.org">{LETTER}</blockquote>',
    "proton": f'<div class="protonmail_quote">Le lundi 1 mai 2023<br><blockquote class="protonmail_quote" type="cite">{LETTER}</blockquote></div>',
    "yahoo": f'<div id="yahoo_quoted_123" class="yahoo_quoted"><div>Ar 1 Mai</div>{LETTER}</div>',
    "zimbra": f'<hr id="zwchr" data-marker="__DIVIDER__"><div data-marker="__HEADERS__"><b>O: </b>Asker</div><div data-marker="__QUOTED_TEXT__">{LETTER}</div>',
    "bare blockquote": f"<blockquote>{LETTER}</blockquote>",
    "lined blockquote": f'<blockquote style="border:none;border-left:solid #CCCCCC 1.0pt;padding:0cm">{LETTER}</blockquote>',
    "bare rule": f"{CLOSE}<hr>{LETTER}",
}  # fmt: skip


def opened(tmp_path, page):
    message = EmailMessage()
    message["From"], message["Subject"], message["Message-ID"] = "foi@example.org", "Reply", "<1@example.org>"
    message.set_content(f"<html><body>{page}</body></html>", subtype="html")
    (tmp_path / "a.eml").write_bytes(message.as_bytes())
    return read_file(tmp_path / "a.eml")


def figures(document):
    cells = [cell for table in document.tables if table.status == "read" for cell in table.cells]
    return [cell.printed for cell in cells]


def quoted(document):
    return [finding.severity for finding in document.findings if finding.kind == "quoted"]


@pytest.mark.parametrize("program", QUOTES)
def test_the_quoted_message_is_no_answer(tmp_path, program):
    document = opened(tmp_path, OWN + QUOTES[program])
    assert figures(document) == ["4", "5", "6", "7"]
    assert len(document.tables) == 1
    assert quoted(document) == ["warning"]


@pytest.mark.parametrize("program", ["gmail", "apple", "thunderbird", "proton"])
def test_an_answer_below_the_quoted_message(tmp_path, program):
    document = opened(tmp_path, QUOTES[program] + OWN)
    assert figures(document) == ["4", "5", "6", "7"]
    assert quoted(document) == ["warning"]


@pytest.mark.parametrize(
    ("opens", "closes"),
    [('<blockquote type="cite">', "</blockquote>"), ('<blockquote class="gmail_quote">', "</blockquote>")],
)
def test_answers_between_the_questions(tmp_path, opens, closes):
    asked = [
        f"{opens}<p>{text}</p>{closes}" for text in ("How many offences were there?", "How many arrests?")
    ]
    page = f"<p>Answers below.</p><p>{WROTE}</p>{asked[0]}<p>There were 22 offences.</p>{asked[1]}<p>There were 7 arrests.</p>{ANSWER}"
    document = opened(tmp_path, page)
    assert [s.count.low for s in document.statements] == [22, 7]
    assert figures(document) == ["4", "5", "6", "7"]
    assert quoted(document) == ["note"]


def test_a_table_among_questions_that_are_answered_between_is_for_a_person(tmp_path):
    cite = "<blockquote type=cite>"
    page = f"{cite}<p>How many?</p></blockquote><p>There were 22 offences.</p>{cite}<p>And of these?</p>{ASKED}</blockquote><p>We hold none.</p>"
    document = opened(tmp_path, page)
    assert [table.status for table in document.tables] == ["review"]


@pytest.mark.parametrize(
    "page",
    [
        f'<p>For your files.</p><div class="gmail_quote"><div>---------- Forwarded message ---------<br>{HEADS}</div>{OWN}</div>',
        f"<p>For your files.</p><div>Begin forwarded message:</div><blockquote type=cite><p>{HEADS}</p>{OWN}</blockquote>",
        f"<blockquote type=cite><p>{HEADS}</p>{OWN}</blockquote>",
        f'<div id="divRplyFwdMsg">{HEADS}</div>{OWN}',
    ],
)
def test_a_message_that_was_passed_on_is_read(tmp_path, page):
    assert figures(opened(tmp_path, page)) == ["4", "5", "6", "7"]


def test_what_a_message_that_was_passed_on_quotes_itself_is_not(tmp_path):
    page = f"<p>FYI</p><p>Begin forwarded message:</p><blockquote type=cite><p>{HEADS}</p>{OWN}<blockquote type=cite>{LETTER}</blockquote></blockquote>"
    assert figures(opened(tmp_path, page)) == ["4", "5", "6", "7"]


def test_a_table_behind_a_rule_after_the_letter_has_closed_is_for_a_person(tmp_path):
    document = opened(tmp_path, f"<p>We hold the figures.</p>{CLOSE}<hr>{ANSWER}")
    assert [table.status for table in document.tables] == ["review"]
    assert "earlier message" in document.tables[0].why


@pytest.mark.parametrize(
    "page",
    [
        f"<p>Dear Sir,</p><hr><p>The figures are these.</p>{ANSWER}<hr>{CLOSE}",
        f'<p>Dear Sir,</p><blockquote style="margin:0 0 0 40px;border:none;padding:0px">{ANSWER}</blockquote>{CLOSE}',
    ],
)
def test_rules_and_what_is_set_in_part_an_answer_too(tmp_path, page):
    assert figures(opened(tmp_path, page)) == ["4", "5", "6", "7"]

"""A study that began with a batch: its figures, its register, and the site held against the letters."""

import json
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from batch_made import ANSWERED, MEASURE, PERIODS, found, kent, row, take, with_offence
from hand_made import code, figures, kinds
from tests.generators.batch import ACKNOWLEDGED, REFUSAL, Batch, table, whole_batch

from answerable.codebook import bodies
from answerable.read import read_file
from answerable.study import Study
from answerable.study.site import SiteState


@pytest.fixture(scope="module")
def taken(tmp_path_factory):
    folder = tmp_path_factory.mktemp("batch")
    return take(whole_batch().to_folder(folder / "export"), folder / "study")


@pytest.fixture(scope="module")
def picture(taken):
    return with_offence(taken.study).picture(reader=read_file)


def test_the_figures(picture):
    assert figures(picture, "Kent") == [110, 120]
    assert figures(picture, "Gwent") == [1310, 1320]
    assert figures(picture, "Metropolitan Police") == ["refused", "refused"]
    assert figures(picture, "Warwickshire") == [910, 920]
    assert picture.totals[0].figure.low == 110 + 210 + 310 + 410 + 610 + 910 + 1110 + 1310


def test_a_later_table_replaces_an_earlier_one_only_when_a_person_says_so(taken, picture):
    assert figures(picture, "Norfolk") == [310, "needs a decision"]
    (finding,) = (f for f in picture.findings if f.kind == "needs-decision")
    assert "320" in finding.what
    assert "325" in finding.what
    study = with_offence(taken.study)
    earlier, later = (
        next(file.shown for file in study.replies() if "Norfolk" in file.shown and file.shown.endswith(name))
        for name in ("/table.csv", "corrected.csv")
    )
    try:
        study.decide("supersede", earlier, later, "A. Person")
        assert figures(study.picture(reader=read_file), "Norfolk") == [310, 325]
    finally:
        (study.path / "decisions.jsonl").unlink()


def test_the_same_table_twice_is_counted_once_and_said(picture):
    assert figures(picture, "Suffolk") == [410, 420]
    assert any("Suffolk" in where for where in found(picture, "duplicate-reply"))


def test_a_name_that_is_no_body_is_said_and_nothing_of_it_is_used(picture):
    assert found(picture, "unknown-authority") == {"Sussex Police and Crime Commissioner - sexual_offences_8"}
    assert code("Sussex") not in {row.body for row in picture.register}
    assert picture.totals[1].figure.high < 5_000


def test_its_body_can_be_written_into_the_requests(tmp_path):
    made = (
        Batch()
        .request("The Kent County Force", "successful", "offences", ANSWERED)
        .request("Essex Police", "", "x")
    )
    study = with_offence(take(made.dashboard().to_folder(tmp_path / "x"), tmp_path / "s").study)
    assert "unknown-authority" in kinds(study.picture(reader=read_file))
    for name, old, new in (
        ("requests.csv", "\n,The Kent", "\nKent,The Kent"), ("study.toml", '["Essex"]', '["Essex", "Kent"]')
    ):  # fmt: skip
        path = study.path / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
    made = Study.open(study.path).picture(reader=read_file)
    assert figures(made) == [110, 120]
    assert "unknown-authority" not in kinds(made)


def test_the_register_shows_the_days_and_what_the_site_says(picture):
    kent_row = row(picture, "Kent")
    assert kent_row.received == (date(2024, 5, 2), date(2024, 5, 20))
    assert kent_row.answered_on == date(2024, 5, 20)
    assert kent_row.requests[0].state == SiteState.SUCCESSFUL
    assert kent_row.due == date(2024, 5, 31)
    assert not kent_row.late
    assert row(picture, "Norfolk").answered_on == date(2024, 5, 21)
    cumbria = row(picture, "Cumbria")
    assert (cumbria.state, cumbria.answered_on) == ("unknown", None)
    assert found(picture, "no-answer") == {"Cumbria"}


def test_a_clarification_starts_the_time_anew(picture):
    cleveland = row(picture, "Cleveland")
    assert cleveland.requests[0].clarified == date(2024, 6, 3)
    assert cleveland.due == date(2024, 7, 1)
    assert not cleveland.late
    assert cleveland.answered_on == date(2024, 6, 28)


def test_without_the_json_nobody_is_called_late_who_may_have_asked_a_question(tmp_path):
    made = whole_batch()
    del made.files["sexual_offences_6.json"]
    study = take(made.to_folder(tmp_path / "x"), tmp_path / "s").study
    made = study.picture(reader=read_file)
    cleveland = row(made, "Cleveland")
    assert (cleveland.due, cleveland.late) == (None, False)
    assert "3 June 2024" in cleveland.note
    assert found(made, "due-unknown") == {"Cleveland"}
    path = study.path / "requests.csv"
    said = path.read_text(encoding="utf-8")
    for day, late in (("2024-06-03", False), ("2024-05-01", True)):
        path.write_text(said.replace(",,2024-06-03,", f",{day},2024-06-03,"), encoding="utf-8")
        made = Study.open(study.path).picture(reader=read_file)
        assert row(made, "Cleveland").late is late
        assert "due-unknown" not in kinds(made)
        assert found(made, "late") == ({"Cleveland"} if late else set())


def test_a_reminder_before_anything_came_moves_no_day(tmp_path):
    made = kent(("2024-06-03-120000", ">Please answer.\n"), ("2024-06-10-160000", *ANSWERED[1:]))
    made = take(made.to_folder(tmp_path / "x"), tmp_path / "s").study.picture(reader=read_file)
    assert row(made, "Kent").late
    assert found(made, "late") == {"Kent"}


def test_where_site_and_letters_disagree(picture):
    assert found(picture, "site-differs") == {"Essex"}
    assert figures(picture, "Essex") == [210, 220]
    (finding,) = (f for f in picture.findings if f.kind == "site-differs")
    assert finding.severity == "warning"
    assert found(picture, "site-state") == {"Durham"}
    assert found(picture, "silent") == set()


@pytest.mark.parametrize(
    ("state", "severity"),
    [
        ("successful", None), ("internal_review", None), ("waiting_classification", None), ("partially_successful", "note"),
        ("rejected", "warning"), ("not_held", "warning"), ("waiting_response", "warning"), ("Very overdue", "warning"),
        ("user_withdrawn", "warning"), ("gone_postal", "warning"),
    ],
)  # fmt: skip
def test_every_state_is_held_against_a_full_answer(tmp_path, state, severity):
    study = take(kent(ANSWERED, state=state).to_folder(tmp_path / "x"), tmp_path / "s").study
    differs = [f.severity for f in study.picture(reader=read_file).findings if f.kind == "site-differs"]
    assert differs == ([severity] if severity else [])


def test_two_messages_of_one_second_are_two(tmp_path):
    made = kent(ANSWERED, (ANSWERED[0], "Kent Police\n\nMore follows.\n"))
    made = take(made.to_folder(tmp_path / "x"), tmp_path / "s").study.picture(reader=read_file)
    assert not {"replies-missing", "replies-more"} & kinds(made)


def test_more_replies_than_the_site_counts_is_a_note(tmp_path):
    made = kent(ANSWERED, replies=0)
    made = take(made.to_folder(tmp_path / "x"), tmp_path / "s").study.picture(reader=read_file)
    assert found(made, "replies-more") == {"Kent Police - offences"}


def test_success_without_a_letter_is_a_warning(tmp_path):
    made = kent(("2024-05-02-101500", ACKNOWLEDGED.format(name="Kent Police")), replies=2)
    found = take(made.to_folder(tmp_path / "x"), tmp_path / "s").study.picture(reader=read_file).findings
    assert {(f.kind, f.severity) for f in found} >= {
        ("site-differs", "warning"), ("replies-missing", "warning"), ("no-answer", "warning")
    }  # fmt: skip


def test_a_state_that_is_not_known_is_kept_and_said(tmp_path):
    study = take(kent(ANSWERED, state="pondering").to_folder(tmp_path / "x"), tmp_path / "s").study
    made = study.picture(reader=read_file)
    assert row(made, "Kent").requests[0].says == "pondering"
    assert found(made, "site-state") == {"Kent"}


def test_two_requests_to_one_body(picture):
    assert found(picture, "two-requests") == {"Surrey"}
    assert figures(picture, "Surrey") == [1110, 1120]
    assert [one.says for one in row(picture, "Surrey").requests] == ["user_withdrawn", "successful"]


def test_two_requests_with_different_figures_wait_for_a_person(tmp_path):
    made = Batch().request("Kent Police", "successful", "one", ANSWERED)
    made.request("Kent Police", "successful", "two", (ANSWERED[0], ANSWERED[1], {"table.csv": table(1, 2)}))
    study = with_offence(take(made.dashboard().to_folder(tmp_path / "x"), tmp_path / "s").study)
    assert figures(study.picture(reader=read_file)) == ["needs a decision"] * 2


LONG_ACKNOWLEDGEMENT = """\
Kent Police

Thank you for your request for information. It will now be considered, and you will receive a response
within 20 working days, subject to the information not being exempt. In some circumstances we may be
unable to keep to this. If the cost exceeds the appropriate limit of 18 hours under section 12 of the Act
the request may be refused.
"""
LONG_REFUSAL = """\
Kent Police

We acknowledge your request, which has been considered. If you made it narrower it may be answered. Finding
what you ask for exceeds the appropriate limit of 18 hours under section 12 of the Act.
"""


def test_an_acknowledgement_is_no_refusal(tmp_path):
    made = kent(("2024-05-02-101500", LONG_ACKNOWLEDGEMENT), ANSWERED)
    made = take(made.to_folder(tmp_path / "x"), tmp_path / "s").study.picture(reader=read_file)
    assert (row(made, "Kent").state, row(made, "Kent").exemptions) == ("answered", ())
    assert row(made, "Kent").answered_on == date(2024, 5, 20)
    assert "acknowledgement" in kinds(made)
    assert "site-differs" not in kinds(made)


def test_an_acknowledgement_alone_answers_nothing(tmp_path):
    made = kent(("2024-05-02-101500", LONG_ACKNOWLEDGEMENT), state="waiting_response")
    study = with_offence(take(made.to_folder(tmp_path / "x"), tmp_path / "s").study)
    made = study.picture(reader=read_file)
    assert row(made, "Kent").state == "unknown"
    assert figures(made) == ["not given"] * 2
    assert "no-answer" in kinds(made)


@pytest.mark.parametrize(
    "letter",
    [
        LONG_REFUSAL,
        REFUSAL.format(name="Kent Police"),
        LONG_ACKNOWLEDGEMENT + "\nThis letter is a refusal notice under section 17.\n",
        LONG_ACKNOWLEDGEMENT + "\nKent Police can neither confirm nor deny that it holds this.\n",
        LONG_ACKNOWLEDGEMENT + "\nKent Police does not hold this information.\n",
    ],
)
def test_a_refusal_that_also_promises_stays_a_refusal(tmp_path, letter):
    made = take(kent(("2024-05-02-101500", letter)).to_folder(tmp_path / "x"), tmp_path / "s").study
    assert row(made.picture(reader=read_file), "Kent").state == "refused"


def test_what_the_asker_sent_is_never_counted(tmp_path):
    ours = ("2024-05-03-120000", ">In 2021/22 there were 999 sexual offences recorded.\n")
    study = with_offence(take(kent(ours).to_folder(tmp_path / "x"), tmp_path / "s").study)
    assert study.replies() == ()
    made = study.picture(reader=read_file)
    assert figures(made) == ["silent", "silent"]
    assert row(made, "Kent").received == ()


def test_pictures_are_not_read_and_do_not_hide_a_refusal(picture):
    assert found(picture, "pictures") == {
        "Kent Police - sexual_offences",
        "Metropolitan Police Service (MPS) - sexual_offences_5",
    }
    assert "unreadable" not in kinds(picture)


def test_the_letter_of_another_body_in_the_folder_is_not_used(tmp_path):
    made = kent((ANSWERED[0], "Essex Police\n\nIn 2021/22 there were 5 sexual offences.\n"))
    made.request("Essex Police", "waiting_response", "two").dashboard()
    study = with_offence(take(made.to_folder(tmp_path / "x"), tmp_path / "s").study)
    assert "body-conflict" in kinds(study.picture(reader=read_file))


def test_the_name_of_the_request_tells_no_body(tmp_path):
    made = Batch().request("Kent County Council", "successful", "kent_police_offences", ANSWERED)
    made.request("Essex Police", "waiting_response", "x").dashboard()
    study = with_offence(take(made.to_folder(tmp_path / "x"), tmp_path / "s").study)
    assert figures(study.picture(reader=read_file), "Essex") == ["silent", "silent"]
    assert "unknown-authority" in kinds(study.picture(reader=read_file))


EXAMPLE = Path(__file__).parents[2] / "examples" / "sexual-offences"


def run(*arguments):
    command = [sys.executable, "-c", "from answerable.cli import main; main()", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def test_from_the_export_to_the_report(tmp_path):
    export = whole_batch().to_zip(tmp_path / "export.zip")
    asked = ("--measure", MEASURE, *(f"--period={period}" for period in PERIODS))
    done = run("new", tmp_path / "s", "--from", export, *asked)
    assert done.returncode == 1, done.stderr
    assert "13 requests to 12 bodies, in 44 files" in done.stdout
    assert "Sussex Police and Crime Commissioner" in done.stderr
    with_offence(Study.open(tmp_path / "s"))
    done = run("status", tmp_path / "s", "--json")
    assert done.returncode == 1, done.stderr
    bodies = {row["body"]: row for row in json.loads(done.stdout)["bodies"]}
    assert [one["state"] for one in bodies[code("Essex")]["site"]] == ["rejected"]
    assert bodies[code("Kent")]["received"] == ["2024-05-02", "2024-05-20"]
    done = run("report", tmp_path / "s")
    assert done.returncode == 1, done.stderr
    page = (tmp_path / "s/out/report.html").read_text(encoding="utf-8")
    assert "On the request site" in page
    assert "Messages came on 2 May 2024 and 20 May 2024." in page
    assert "the time for a reply runs from that day" in page
    sheet = openpyxl.load_workbook(tmp_path / "s/out/workbook.xlsx")["Register"]
    assert {"On the request site", "Messages"} <= {cell.value for line in sheet for cell in line}
    register = (tmp_path / "s/out/data/register.csv").read_text(encoding="utf-8")
    assert "2024-05-02; 2024-05-20" in register


SITE_STATES = {
    "answered": "successful", "part": "partially_successful", "refused": "rejected", "ncnd": "rejected",
    "not_held": "not_held", "silent": "waiting_response", "unknown": "waiting_response",
}  # fmt: skip


def test_the_same_replies_as_a_batch_give_the_same_figures(tmp_path):
    """The example's replies, wrapped in messages: only a letter that corrects another waits for a person."""
    example = Study.open(EXAMPLE)
    before = example.picture()
    batch = Batch()
    for line in before.register:
        sent = [example.path / "replies" / file for file in line.documents]
        messages = [
            (
                f"2014-06-{day}-120000",
                f"{line.name}\n\nOur answer is attached.\n",
                {path.name: path.read_bytes()},
            )
            for day, path in enumerate((path for path in sent if path.is_file()), start=10)
        ]
        name = bodies.get(line.body).name
        batch.request(name, SITE_STATES[line.state], f"offences_{line.body.lower()}", *messages)
    study = take(batch.dashboard().to_zip(tmp_path / "x.zip"), tmp_path / "s").study
    shutil.copy(example.path / "study.toml", study.path / "study.toml")
    after = Study.open(study.path).picture()
    assert [row.state for row in after.register] == [row.state for row in before.register]
    assert "site-differs" not in kinds(after)
    changed = {
        (entry.unit.name, str(entry.period), after.entries[key].reason)
        for key, entry in before.entries.items()
        if (entry.figure and entry.figure.count) != ((other := after.entries[key].figure) and other.count)
    }
    assert changed == {("Lancashire", "2012/13", "needs a decision")}

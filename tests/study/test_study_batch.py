"""A study that begins with a batch export: the export as a folder and as a ZIP, whole and broken."""

import contextlib
import json
import re
import shutil
import stat
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hand_made import code, figures, kinds
from hypothesis import given
from hypothesis import strategies as st
from tests.generators.batch import ACKNOWLEDGED, REFUSAL, Batch, answer, table, whole_batch

from answerable.codebook import bodies
from answerable.read import read_file
from answerable.study import ExportError, SettingsError, Study, take_export
from answerable.study import export_files as files_
from answerable.study.requests import bodies_named, load, message_day, save
from answerable.study.site import EXPECTED, Request, SiteState, same_state
from answerable.study.site_json import read_json
from answerable.study.units import folder_hint

PERIODS = ("2021/22", "2022/23")
EXAMPLE = Path(__file__).parents[2] / "examples" / "sexual-offences"
MEASURE = "sexual offences recorded"


def take(export, to, **more):
    return take_export(to, export, measure=MEASURE, periods=PERIODS, **more)


def with_offence(study):
    """The study with the offence that its tables count."""
    path = study.path / "study.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('# offence = "class', 'offence = "class'), encoding="utf-8")
    return Study.open(study.path)


def kent(*messages, state="successful", **more):
    return Batch().request("Kent Police", state, "offences", *messages, **more).dashboard()


ANSWERED = ("2024-05-20-160000", answer("Kent Police"), {"table.csv": table(110, 120)})


@pytest.fixture(scope="module")
def taken(tmp_path_factory):
    folder = tmp_path_factory.mktemp("batch")
    return take(whole_batch().to_folder(folder / "export"), folder / "study")


@pytest.fixture(scope="module")
def picture(taken):
    return with_offence(taken.study).picture(reader=read_file)


def row(picture, name):
    return next(row for row in picture.register if row.body == code(name))


def found(picture, kind):
    return {finding.where for finding in picture.findings if finding.kind == kind}


def test_everything_is_copied_as_it_is(taken):
    replies = taken.study.path / "replies"
    copied = {
        path.relative_to(replies).as_posix(): path.read_bytes()
        for path in replies.rglob("*")
        if path.is_file()
    }
    sent = whole_batch().files
    assert copied == {name: data for name, data in sent.items() if not name.endswith(".json")}
    assert taken.files == len(copied)
    assert all(not path.stat().st_mode & stat.S_IXUSR for path in replies.rglob("*") if path.is_file())


def test_a_zip_and_a_folder_around_everything_make_the_same_study(taken, tmp_path):
    whole_batch().to_zip(tmp_path / "export.zip", around="my batch/inner/")
    other = take(tmp_path / "export.zip", tmp_path / "study")
    for name in ("study.toml", "requests.csv"):
        assert (other.study.path / name).read_bytes() == (taken.study.path / name).read_bytes()
    listed = [
        sorted((file.shown, file.sha256) for file in study.replies()) for study in (taken.study, other.study)
    ]
    assert listed[0] == listed[1]
    assert other.findings == taken.findings


def test_the_study_says_who_was_asked_and_when(taken):
    settings = taken.study.settings
    assert settings.title == "Sexual offences recorded"
    assert settings.sent == date(2024, 5, 1)
    assert len(settings.bodies) == 12
    assert {code("Kent"), code("Metropolitan Police"), code("Warwickshire"), code("West Mercia")} <= set(
        settings.bodies
    )
    assert [(finding.kind, finding.where) for finding in taken.findings] == [
        ("unknown-authority", "Sussex Police and Crime Commissioner - sexual_offences_8")
    ]


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


@pytest.mark.parametrize(
    ("shown", "names"),
    [
        ("Kent Police - essex_police_offences/2024-05-20-160000/attachments-1/table.csv", ["Kent"]),
        ("Kent County Council - kent_police/2024-05-20-160000/attachments-1/table.csv", []),
        ("Sussex Police and Crime Commissioner - x/2024-05-20-160000/incoming_1.txt", []),
        ("export.zip/Kent Police - x/2024-05-20-160000/incoming_1.txt", ["Kent"]),
        ("Essex/Kent table.csv", ["Essex"]),
    ],
)
def test_an_export_put_among_the_replies_by_hand(shown, names):
    assert folder_hint(shown) == tuple(code(name) for name in names)


class TestBadExports:
    def refused(self, export, to, words):
        with pytest.raises(ExportError, match=words):
            take(export, to)
        assert not to.exists()
        assert [path.name for path in to.parent.iterdir() if path.name.startswith(".")] == []

    def test_without_a_dashboard(self, tmp_path):
        made = Batch().request("Kent Police", "", "offences", ANSWERED)
        taken = take(made.to_folder(tmp_path / "x"), tmp_path / "s")
        assert [finding.kind for finding in taken.findings] == ["no-dashboard"]
        assert figures(with_offence(taken.study).picture(reader=read_file)) == [110, 120]
        assert taken.requests[0].says == ""
        assert "not-listed" not in kinds(taken.study.picture(reader=read_file))

    def test_a_dashboard_without_its_columns(self, tmp_path):
        made = kent(ANSWERED).dashboard(columns=("request_url", "authority", "number_of_replies", "status"))
        self.refused(
            made.to_folder(tmp_path / "x"), tmp_path / "s", "lacks the columns authority_name, request_status"
        )

    def test_a_line_that_names_nobody(self, tmp_path):
        made = Batch()
        made.rows.append(("https://requests.example/request/x", "", 0, "rejected"))
        self.refused(made.dashboard().to_folder(tmp_path / "x"), tmp_path / "s", "names no authority")

    def test_the_newest_dashboard_holds(self, tmp_path):
        made = kent(ANSWERED, state="waiting_response").dashboard("batch-7-x-dashboard-2024-05-02-093000.csv")
        made.rows[0] = (*made.rows[0][:3], "successful")
        taken = take(
            made.dashboard("batch-7-x-dashboard-2024-07-02-093000.csv").to_folder(tmp_path / "x"),
            tmp_path / "s",
        )
        assert taken.requests[0].as_of == date(2024, 7, 2)
        assert taken.requests[0].says == "successful"
        assert [finding.kind for finding in taken.findings] == ["old-dashboard"] * 2

    def test_a_folder_that_the_dashboard_does_not_list(self, tmp_path):
        made = kent(ANSWERED).request("Essex Police", "", "other", ANSWERED, listed=False)
        taken = take(made.to_folder(tmp_path / "x"), tmp_path / "s")
        assert [one.authority for one in taken.requests] == ["Kent Police", "Essex Police"]
        assert found(taken.study.picture(reader=read_file), "not-listed") == {"Essex Police - other"}

    def test_a_line_without_a_folder(self, tmp_path):
        made = kent(ANSWERED)
        made.rows.append(("https://requests.example/request/x", "Essex Police", 2, "successful"))
        taken = take(made.dashboard().to_folder(tmp_path / "x"), tmp_path / "s")
        made = taken.study.picture(reader=read_file)
        assert row(made, "Essex").state == "silent"
        assert {"replies-missing", "site-differs", "silent"} <= kinds(made)

    def test_a_folder_without_the_request_in_its_name(self, tmp_path):
        made = kent(ANSWERED, folder="Kent Police")
        taken = take(made.to_folder(tmp_path / "x"), tmp_path / "s")
        assert [finding.kind for finding in taken.findings] == ["folder-name"]
        assert (taken.requests[0].folder, taken.requests[0].says) == ("Kent Police", "successful")
        assert len(taken.requests) == 1

    def test_a_message_without_a_day(self, tmp_path):
        made = kent(ANSWERED, ("2024-13-45-000000", answer("Kent Police")))
        taken = take(made.to_folder(tmp_path / "x"), tmp_path / "s")
        assert [finding.kind for finding in taken.findings] == ["message-day"]

    def test_dashboard_and_folder_name_two_bodies(self, tmp_path):
        made = kent((ANSWERED[0], "See the table.\n", ANSWERED[2]), folder="Essex Police - offences")
        made.request("Norfolk Constabulary", "waiting_response", "x").dashboard()
        taken = take(made.to_folder(tmp_path / "x"), tmp_path / "s")
        assert [finding.kind for finding in taken.findings] == ["two-names", "unknown-authority"]
        assert taken.requests[0].bodies == ()
        made = with_offence(taken.study).picture(reader=read_file)
        assert figures(made, "Norfolk") == ["silent", "silent"]
        assert all(total.figure is None for total in made.totals)

    def test_no_export_at_all(self, tmp_path):
        (tmp_path / "x").mkdir()
        (tmp_path / "x/letter.txt").write_text("Kent Police")
        self.refused(tmp_path / "x", tmp_path / "s", "no batch export")
        self.refused(tmp_path / "none", tmp_path / "s", "is not there")
        self.refused(tmp_path / "x/letter.txt", tmp_path / "s", "neither a folder nor")

    def test_nobody_in_the_codebook(self, tmp_path):
        made = Batch().request("Kent County Council", "successful", "x", ANSWERED).dashboard()
        self.refused(
            made.to_folder(tmp_path / "x"), tmp_path / "s", "none of the authorities .* Kent County Council"
        )

    def test_a_locked_zip(self, tmp_path):
        path = kent(ANSWERED).to_zip(tmp_path / "x.zip")
        data = bytearray(path.read_bytes())
        for mark, flags in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
            for match in re.finditer(mark, bytes(data)):
                data[match.start() + flags] |= 1
        path.write_bytes(data)
        self.refused(path, tmp_path / "s", "locked with a password")

    def test_a_damaged_zip(self, tmp_path):
        path = kent(ANSWERED).to_zip(tmp_path / "x.zip")
        data = path.read_bytes()
        (tmp_path / "cut.zip").write_bytes(data[: len(data) // 2])
        self.refused(tmp_path / "cut.zip", tmp_path / "s", "neither a folder nor a whole ZIP")
        at = data.index(b"table.csv") + len("table.csv")
        path.write_bytes(data[:at] + bytes(byte ^ 0xFF for byte in data[at : at + 12]) + data[at + 12 :])
        self.refused(path, tmp_path / "s", "damaged")

    def test_too_many_files_and_too_much(self, tmp_path, monkeypatch):
        export = kent(ANSWERED).to_folder(tmp_path / "x")
        monkeypatch.setattr(files_, "MAX_FILES", 2)
        self.refused(export, tmp_path / "s", "holds 4 files")
        monkeypatch.setattr(files_, "MAX_FILES", 4)
        monkeypatch.setattr(files_, "MAX_TOTAL", 100)
        self.refused(export, tmp_path / "s", "unpacks to more than")

    def test_a_name_that_no_disk_can_hold(self, tmp_path):
        made = kent((*ANSWERED[:2], {"x" * 300 + ".csv": table(1, 2)}))
        self.refused(made.to_zip(tmp_path / "x.zip"), tmp_path / "s", "cannot be copied: file name too long")

    def test_names_that_lead_out(self, tmp_path):
        path = kent(ANSWERED).to_zip(tmp_path / "x.zip")
        with zipfile.ZipFile(path, "a") as archive:
            archive.writestr("../../evil.txt", "out")
            archive.writestr("/etc/evil.txt", "out")
            archive.writestr("__MACOSX/x/y.txt", "left behind")
            link = zipfile.ZipInfo("Kent Police - offences/link")
            link.external_attr = 0o120777 << 16
            archive.writestr(link, "/etc/passwd")
        taken = take(path, tmp_path / "inner" / "s")
        assert sorted(finding.kind for finding in taken.findings) == ["link", "unsafe-name", "unsafe-name"]
        assert [p for p in tmp_path.rglob("evil.txt") if "replies" not in p.parts] == []
        names = {p.name for p in (tmp_path / "inner" / "s" / "replies").rglob("*")}
        assert "evil.txt" in names
        assert not {"link", "__MACOSX"} & names

    @given(
        st.lists(
            st.lists(
                st.sampled_from(
                    ["..", ".", "", "C:", "a", "b.txt", "..\\..", "\\", "~", "é", "%2e%2e", "..."]
                ),
                min_size=1,
            ).map("/".join),
            min_size=1,
            max_size=5,
            unique=True,
        )
    )
    def test_no_name_leads_out(self, tmp_path_factory, inside):
        outer = tmp_path_factory.mktemp("names")
        path = kent(ANSWERED).to_zip(outer / "x.zip")
        with zipfile.ZipFile(path, "a") as archive:
            for name in inside:
                archive.writestr(name or "/", "invented")
        to = outer / "replies"
        with files_.listed(path) as listing:
            files = listing.files
            with contextlib.suppress(ExportError):  # one name is a folder of another
                files_.copy(files, to)
        assert {p.name for p in outer.iterdir()} == {"x.zip", "replies"}
        assert all(to in (to / file.name).resolve().parents for file in files)

    def test_links_in_a_folder_are_not_followed(self, tmp_path):
        export = kent(ANSWERED).to_folder(tmp_path / "x")
        (tmp_path / "secret.txt").write_text("secret")
        (export / "Kent Police - offences" / "link.txt").symlink_to(tmp_path / "secret.txt")
        (export / "Kent Police - offences" / "around").symlink_to(tmp_path)
        taken = take(export, tmp_path / "s")
        assert [finding.kind for finding in taken.findings] == ["link", "link"]
        assert not list((tmp_path / "s").rglob("secret.txt"))

    def test_names_in_utf_8_that_the_archive_does_not_announce(self, tmp_path):
        made = kent((*ANSWERED[:2], {"troseddau – tabl.csv": table(110, 120)}))
        path = made.to_zip(tmp_path / "x.zip")
        data = bytearray(path.read_bytes())
        for mark, flags in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
            for match in re.finditer(mark, bytes(data)):
                data[match.start() + flags + 1] &= ~0x08
        path.write_bytes(data)
        taken = take(path, tmp_path / "s")
        assert taken.findings == ()
        assert any(file.shown.endswith("troseddau – tabl.csv") for file in taken.study.replies())

    def test_a_folder_that_is_not_empty(self, tmp_path):
        export = kent(ANSWERED).to_folder(tmp_path / "x")
        (tmp_path / "s").mkdir()
        take(export, tmp_path / "s")
        with pytest.raises(FileExistsError, match="holds something already"):
            take(export, tmp_path / "s")

    def test_a_bad_period_leaves_nothing(self, tmp_path):
        export = kent(ANSWERED).to_folder(tmp_path / "x")
        with pytest.raises(SettingsError, match="periods"):
            take_export(tmp_path / "s", export, periods=["soon"])
        assert [path.name for path in tmp_path.iterdir()] == ["x"]


class TestTheJson:
    def test_it_gives_the_state_where_no_dashboard_does(self, tmp_path):
        made = Batch().request("Kent Police", "", "offences", ANSWERED)
        made.json(
            "offences", described_state="rejected", updated_at="2024-06-01T10:00:00Z", info_request_events=[]
        )
        taken = take(made.to_folder(tmp_path / "x"), tmp_path / "s")
        assert (taken.requests[0].says, taken.requests[0].as_of) == ("rejected", date(2024, 6, 1))
        assert not list(taken.study.path.rglob("*.json"))

    @pytest.mark.parametrize(("changed", "kept"), [("2024-07-02", "rejected"), ("2024-06-01", "successful")])
    def test_the_newer_of_the_two_holds_and_the_difference_is_said(self, tmp_path, changed, kept):
        made = kent(ANSWERED).json("offences", described_state="rejected", updated_at=f"{changed}T10:00:00Z")
        taken = take(made.to_folder(tmp_path / "x"), tmp_path / "s")
        assert taken.requests[0].says == kept
        assert [finding.kind for finding in taken.findings] == ["site-states"]

    def test_what_is_none_is_said(self, tmp_path):
        made = kent(ANSWERED)
        made.files["offences.json"] = b"[1, 2]"
        assert [f.kind for f in take(made.to_folder(tmp_path / "x"), tmp_path / "s").findings] == [
            "site-json"
        ]

    def test_a_reminder_moves_no_day(self):
        events = [
            {"event_type": "sent", "created_at": "2024-05-01T09:00:00Z"},
            {"event_type": "followup_sent", "created_at": "2024-06-10T09:00:00Z"},
        ]
        said = read_json(
            json.dumps({"described_state": "waiting_response", "info_request_events": events}).encode()
        )
        assert (said.sent, said.clarified) == (date(2024, 5, 1), None)

    def test_who_asked_is_not_kept(self, taken):
        assert "not read" not in (taken.study.path / "requests.csv").read_text(encoding="utf-8")

    def test_an_unclassified_reply(self):
        said = read_json(b'{"described_state": "waiting_response", "awaiting_description": true}')
        assert said.says == "waiting_classification"

    @given(
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(),
            lambda s: (
                st.lists(s)
                | st.dictionaries(
                    st.sampled_from(
                        ["described_state", "info_request_events", "event_type", "created_at", "updated_at"]
                    ),
                    s,
                )
            ),
        )
    )
    def test_any_json_is_read_or_refused(self, value):
        said = read_json(json.dumps(value).encode())
        assert said is None or isinstance(said.says, str)


names = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1).map(str.strip).filter(bool)
days = st.none() | st.dates()
requests = st.builds(
    Request, names, st.lists(st.sampled_from(["E23000032", "E23000028", "BTP"]), unique=True).map(tuple), st.just(""), names,
    st.sampled_from([*SiteState]).map(str), days, days, days, st.none() | st.integers(0, 999), days,
)  # fmt: skip


@given(st.lists(requests, max_size=4))
def test_requests_are_kept_as_they_are(tmp_path_factory, made):
    folder = tmp_path_factory.mktemp("kept")
    save(folder, made)
    assert load(folder) == tuple(made)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("body,authority", "who,authority", "lacks the columns body"),
        ("\nE23000032,", "\nNowhere,", "line 2, body.* no body in the codebook"),
        (",2024-05-01,", ",May,", "'sent' is 'May'"),
        (",1,2024", ",one,2024", "'replies' is 'one'"),
    ],
)
def test_a_spoilt_list_of_requests_is_one_sentence(tmp_path, old, new, words):
    study = take(kent(ANSWERED).to_folder(tmp_path / "x"), tmp_path / "s").study
    path = study.path / "requests.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(SettingsError, match=words):
        study.picture(reader=read_file)


def test_a_folder_named_twice_is_one_sentence(tmp_path):
    one = Request("Kent Police", ("E23000032",), "Kent Police - x")
    save(tmp_path, [one, one])
    with pytest.raises(SettingsError, match="twice"):
        load(tmp_path)


@pytest.mark.parametrize(
    ("authority", "names"),
    [
        ("Kent Police", ["Kent"]), ("Metropolitan Police Service (MPS)", ["Metropolitan Police"]),
        ("Police Service of Northern Ireland (PSNI)", ["PSNI"]), ("Hampshire and Isle of Wight Constabulary", ["Hampshire"]),
        ("Warwickshire and West Mercia Police", ["Warwickshire", "West Mercia"]), ("Kent Police (PCC)", []),
        ("Sussex Police and Crime Commissioner", []), ("Kent County Council", []), ("London Borough of Barnet", []),
    ],
)  # fmt: skip
def test_names_of_authorities(authority, names):
    assert bodies_named(authority) == tuple(code(name) for name in names)


def test_the_site_s_states():
    printed = [
        "waiting_response",
        "waiting_clarification",
        "gone_postal",
        "not_held",
        "rejected",
        "successful",
        "partially_successful",
        "internal_review",
        "error_message",
        "requires_admin",
        "user_withdrawn",
        "attention_requested",
        "vexatious",
        "not_foi",
        "overdue",
    ]
    assert None not in {
        SiteState.of(state) for state in [*printed, "very overdue", "Very Overdue", "Partially successful"]
    }
    assert SiteState.of("overdue") == SiteState.OVERDUE
    assert SiteState.of("") is None
    assert same_state("waiting_response", "very overdue")
    assert not same_state("rejected", "successful")
    assert all(EXPECTED.values())


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("2024-05-31-101500", date(2024, 5, 31)),
        ("2024-02-30-101500", None),
        ("attachments-1", None),
        ("2024-05-31", None),
    ],
)
def test_days_of_messages(stamp, day):
    assert message_day(stamp) == day


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


@pytest.mark.parametrize("export", ["none", __file__])
def test_bad_input_at_the_prompt(tmp_path, export):
    done = run("new", tmp_path / "s", "--from", tmp_path / export)
    assert done.returncode == 2
    assert done.stderr.strip().startswith("Error: ")
    assert len(done.stderr.strip().splitlines()) == 1
    assert "Traceback" not in done.stderr


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

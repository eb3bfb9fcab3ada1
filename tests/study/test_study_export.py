"""A batch export taken, as a folder and as a ZIP, whole and broken."""

import contextlib
import re
import stat
import subprocess
import sys
import zipfile
from datetime import date

import pytest
from batch_made import ANSWERED, found, kent, row, take, with_offence
from hand_made import code, figures, kinds
from hypothesis import given
from hypothesis import strategies as st
from tests.generators.batch import Batch, answer, table, whole_batch

from answerable.read import read_file
from answerable.study import ExportError, SettingsError, take_export
from answerable.study import export_files as files_


@pytest.fixture(scope="module")
def taken(tmp_path_factory):
    folder = tmp_path_factory.mktemp("batch")
    return take(whole_batch().to_folder(folder / "export"), folder / "study")


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
            for name in {name or "/" for name in inside}:
                archive.writestr(name, "invented")
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


def run(*arguments):
    command = [sys.executable, "-c", "from answerable.cli import main; main()", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


@pytest.mark.parametrize("export", ["none", __file__])
def test_bad_input_at_the_prompt(tmp_path, export):
    done = run("new", tmp_path / "s", "--from", tmp_path / export)
    assert done.returncode == 2
    assert done.stderr.strip().startswith("Error: ")
    assert len(done.stderr.strip().splitlines()) == 1
    assert "Traceback" not in done.stderr

"""A later export of the same batch, taken into the study."""

import subprocess
import sys
from dataclasses import replace

import pytest
from batch_made import ANSWERED, found, kent, row, take, with_offence
from hand_made import code, figures
from tests.generators.batch import ACKNOWLEDGED, Batch, answer, table

from answerable.read import read_file
from answerable.study import ExportError, Study, take_later
from answerable.study.requests import FILE, load, save

EARLY = "batch-7-sexual_offences_recorded-dashboard-2024-06-01-093000.csv"
ACK = ("2024-05-02-100000", ACKNOWLEDGED.format(name="Kent Police"))


@pytest.fixture
def study(tmp_path):
    early = Batch().request("Kent Police", "waiting_response", "offences", ACK).dashboard(EARLY)
    return with_offence(take(early.to_folder(tmp_path / "early"), tmp_path / "study").study)


def later(*more):
    batch = Batch().request("Kent Police", "successful", "offences", ACK, ANSWERED)
    for request in more:
        batch.request(*request)
    return batch.dashboard()


def test_what_came_since_is_read(tmp_path, study):
    assert row(study.picture(reader=read_file), "Kent").state == "unknown"
    taken = take_later(study.path, later().to_zip(tmp_path / "late.zip"))
    # the answer, its table and the newer dashboard; the question and the acknowledgement were there
    assert (taken.added, taken.held, taken.findings) == (3, 2, ())
    assert [(c.request.authority, c.was, c.request.says) for c in taken.changes] == [
        ("Kent Police", "waiting_response", "successful")
    ]
    picture = study.picture(reader=read_file)
    assert figures(picture, "Kent") == [110, 120]
    assert [day.isoformat() for day in row(picture, "Kent").received] == ["2024-05-02", "2024-05-20"]


def test_taking_it_again_changes_nothing(tmp_path, study):
    export = later().to_folder(tmp_path / "late")
    take_later(study.path, export)
    before = {path: path.read_bytes() for path in study.path.rglob("*") if path.is_file()}
    again = take_later(study.path, export)
    assert (again.added, again.held, again.changes) == (0, 5, ())
    assert before == {path: path.read_bytes() for path in study.path.rglob("*") if path.is_file()}


def test_what_a_person_corrected_stays(tmp_path, study):
    (request,) = load(study.path)
    text = (study.path / FILE).read_text().replace(request.sent.isoformat(), "2024-04-29")
    (study.path / FILE).write_text(text.replace(code("Kent"), code("Essex")))
    take_later(study.path, later().to_folder(tmp_path / "late"))
    (request,) = load(study.path)
    assert (request.sent.isoformat(), request.bodies, request.says) == (
        "2024-04-29", (code("Essex"),), "successful",
    )  # fmt: skip


def test_a_file_that_differs_is_kept_and_told(tmp_path, study):
    held = next(path for path in (study.path / "replies").rglob("incoming_*.txt"))
    held.write_text("Corrected by hand.\n")
    taken = take_later(study.path, later().to_folder(tmp_path / "late"))
    assert [finding.kind for finding in taken.findings] == ["export-differs"]
    assert held.read_text() == "Corrected by hand.\n"


def test_a_body_asked_later_is_told_until_it_is_in_the_settings(tmp_path, study):
    essex = (
        "Essex Police",
        "successful",
        "essex",
        ("2024-06-20-160000", answer("Essex Police"), {"t.csv": table(1, 2)}),
    )
    export = later(essex).to_folder(tmp_path / "late")
    taken = take_later(study.path, export)
    assert [finding.kind for finding in taken.findings] == ["body-not-asked"]
    assert [(c.request.authority, c.was) for c in taken.changes][-1] == ("Essex Police", "")
    assert all(line.body != code("Essex") for line in study.picture(reader=read_file).register)
    settings = study.path / "study.toml"
    settings.write_text(settings.read_text().replace('"Kent"', '"Kent", "Essex"'))
    assert take_later(study.path, export).findings == ()
    picture = Study.open(study.path).picture(reader=read_file)
    assert figures(picture, "Essex") == [1, 2]
    assert not found(picture, "body-not-asked")


def test_a_request_that_is_no_longer_listed_is_kept(tmp_path, study):
    gwent = Batch().request("Kent Police", "successful", "offences", ACK, ANSWERED)
    export = gwent.request("Gwent Police", "waiting_response", "gwent").dashboard().to_folder(tmp_path / "a")
    take_later(study.path, export)
    newest = later()
    newest.files[EARLY.replace("06-01", "08-01")] = newest.files.pop(
        next(n for n in newest.files if "dashboard" in n)
    )
    taken = take_later(study.path, newest.to_folder(tmp_path / "b"))
    assert "not-in-export" in {finding.kind for finding in taken.findings}
    assert len(load(study.path)) == 2


def test_two_requests_to_one_authority_both_stay(tmp_path, study):
    (request,) = load(study.path)
    bare = replace(request, url="", folder="", says="")
    save(study.path, (request, bare, bare))
    taken = take_later(study.path, later().to_folder(tmp_path / "late"))
    assert [one.says for one in load(study.path)] == ["successful", "", ""]
    assert len(taken.changes) == 1


@pytest.mark.parametrize("damage", ["other", "older", "none", "cut"])
def test_what_cannot_be_taken_leaves_the_study_as_it_was(tmp_path, study, damage):
    export = later()
    if damage == "other":
        export = Batch().request("Gwent Police", "successful", "gwent", ACK).dashboard()
    path = export.to_zip(tmp_path / "late.zip")
    if damage == "older":
        take_later(study.path, path)
        path = kent(ACK, state="waiting_response").to_folder(tmp_path / "old")
        (dashboard,) = path.glob("batch-*.csv")
        dashboard.rename(path / EARLY)
    if damage == "none":
        save(study.path, ())
        (study.path / FILE).unlink()
    if damage == "cut":
        data = bytearray(path.read_bytes())
        data[len(data) // 3 : len(data) // 2] = bytes(len(data) // 2 - len(data) // 3)
        path.write_bytes(bytes(data))
    before = {file: file.read_bytes() for file in study.path.rglob("*") if file.is_file()}
    with pytest.raises(ExportError):
        take_later(study.path, path)
    assert before == {file: file.read_bytes() for file in study.path.rglob("*") if file.is_file()}


def test_from_the_command_line(tmp_path, study):
    command = [sys.executable, "-c", "from answerable.cli import main; main()", "update", str(study.path)]
    export = later().to_zip(tmp_path / "late.zip")
    done = subprocess.run([*command, str(export)], capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    assert "Took 3 new files" in done.stdout
    assert "Kent Police: waiting_response → successful" in done.stdout
    done = subprocess.run(
        [*command, str(tmp_path / "gone.zip")], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 2
    assert "is not there" in done.stderr

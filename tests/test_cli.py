"""The command line as a new user meets it, bad input first: one clear sentence, exit 2, no traceback."""

import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
REPLY = "Force reply\nCleveland Police\n\nSexual offences recorded:\n2019/20 - 34\n2020/21 - 41\n"


def run(*arguments, cwd=ROOT):
    command = [sys.executable, "-c", "from answerable.cli import main; main()", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, timeout=120)


def bad_files(folder):
    """Files that cannot be read, by name."""
    (folder / "empty.txt").write_bytes(b"")
    workbook = ROOT / "examples" / "sexual-offences" / "replies" / "reply 0311-14-660.xlsx"
    (folder / "cut.xlsx").write_bytes(workbook.read_bytes()[:3000])
    with zipfile.ZipFile(folder / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", b" " * 300_000_000)
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 100)
    (folder / "letter.pdf").write_bytes(b"%PDF-1.7\n%%EOF")
    return sorted(p.name for p in folder.iterdir())


def test_bad_files_cost_only_themselves(tmp_path):
    names = bad_files(tmp_path)
    (tmp_path / "good.txt").write_text(REPLY)
    done = run("read", tmp_path, "--json")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    documents = {Path(d["file"]).name: d for d in json.loads(done.stdout)["documents"]}
    assert [s["low"] for s in documents["good.txt"]["statements"]] == [34, 41]
    for name in names:
        (finding,) = documents[name]["findings"]
        assert finding["severity"] == "error"
        assert finding["what"].count("\n") == 0
        assert sum(name in line for line in done.stderr.splitlines()) == 1


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp1252"])
def test_encodings(tmp_path, encoding):
    path = tmp_path / "reply.txt"
    path.write_bytes(REPLY.replace(" - ", " – ").encode(encoding))
    done = run("read", path, "--json")
    assert done.returncode in {0, 1}
    assert [s["low"] for s in json.loads(done.stdout)["documents"][0]["statements"]] == [34, 41]


def test_what_is_not_there(tmp_path):
    for arguments in (
        ["read", tmp_path / "none.txt"],
        ["read", tmp_path],
        ["report", tmp_path],
        ["status", tmp_path / "none"],
    ):
        done = run(*arguments)
        assert done.returncode == 2
        assert len(done.stderr.strip().splitlines()) == 1
        assert "Traceback" not in done.stderr


def test_json_is_one_object_and_nothing_else(tmp_path):
    path = tmp_path / "reply.txt"
    path.write_text(REPLY)
    document = json.loads(run("read", path, "--json", "--grid").stdout)["documents"][0]
    assert set(document) == {"file", "sha256", "kind", "reply", "tables", "statements", "findings", "grids"}
    assert document["reply"]["body"] == "E23000013"


@pytest.fixture
def study(tmp_path):
    """A small study of three replies."""
    done = run("new", tmp_path / "s", "--title", "Test", "--period", "2019/20", "--period", "2020/21")
    assert done.returncode == 0, done.stderr
    replies = tmp_path / "s" / "replies"
    for force, counts in {"Kent Police": (34, 41), "Essex Police": (10, 12), "Dorset Police": (7, 8)}.items():
        lines = f"{force}\n\nOffences recorded:\n2019/20 - {counts[0]}\n2020/21 - {counts[1]}\n"
        (replies / f"{force}.txt").write_text(lines)
    return tmp_path / "s"


def _report(study):
    done = run("report", study, "--json")
    assert done.returncode in {0, 1}, done.stderr
    return {p["period"]: p["reported"]["low"] for p in json.loads(done.stdout)["periods"]}


def test_figures_move_as_replies_come_change_and_go(study):
    assert _report(study) == {"2019/20": 51, "2020/21": 61}
    reply = study / "replies" / "Essex Police.txt"
    reply.write_text(reply.read_text().replace("12", "22"))
    assert _report(study) == {"2019/20": 51, "2020/21": 71}
    (study / "replies" / "Surrey Police.txt").write_text(
        "Surrey Police\n\nOffences recorded:\n2019/20 - 100\n2020/21 - 100\n"
    )
    assert _report(study) == {"2019/20": 151, "2020/21": 171}
    reply.unlink()
    assert _report(study) == {"2019/20": 141, "2020/21": 149}
    names = {p.name for p in (study / "out").iterdir()}
    assert {"report.html", "workbook.xlsx", "data", "charts"} <= names


def test_the_same_study_gives_the_same_bytes(study, tmp_path):
    for out in ("a", "b"):
        assert run("report", study, "--out", tmp_path / out).returncode in {0, 1}
    files = sorted(p.relative_to(tmp_path / "a") for p in (tmp_path / "a").rglob("*") if p.is_file())
    assert files == sorted(p.relative_to(tmp_path / "b") for p in (tmp_path / "b").rglob("*") if p.is_file())
    for name in files:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes(), name


def test_one_unreadable_reply_stops_nothing(study):
    shutil.copy(ROOT / "pyproject.toml", study / "replies" / "Gwent Police.xlsx")
    assert _report(study) == {"2019/20": 51, "2020/21": 61}


def test_a_decision_is_kept(study):
    done = run("decide", study, "exclude", "Kent Police.txt", "--by", "tester")
    assert done.returncode == 0, done.stderr
    assert _report(study) == {"2019/20": 17, "2020/21": 20}
    assert run("decide", study, "nonsense", "x").returncode == 2

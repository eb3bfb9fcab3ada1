import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hand_made import code, document, fake_reader, figures, kinds, said, table, write_study

import answerable
from answerable.model import SmallNumbers
from answerable.study.cache import Cache, Key, write_whole
from answerable.study.folder import Study
from answerable.study.settings import SettingsError

HERE = Path(__file__).parent


class Counted:
    """A reader that remembers what it was asked to read, and with which rules."""

    def __init__(self):
        self.read = []
        self.rules = {}

    def __call__(self, path, /, *, shown, rules, body):
        self.read.append(shown)
        self.rules[shown] = rules
        return fake_reader(path, shown=shown, rules=rules, body=body)


@pytest.fixture
def study(tmp_path):
    folder = write_study(tmp_path / "study")
    for name, text in {"Kent/reply.txt": "5 6 7", "Essex/reply.txt": "50 60 70"}.items():
        put(folder, name, text)
    return Study.open(folder)


def put(folder, name, text):
    path = folder / "replies" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def lows(made):
    return [total.figure and total.figure.low for total in made.totals]


def test_only_what_changed_is_read_again(study):
    reader = Counted()
    assert lows(study.picture(reader=reader)) == [55, 66, 77]
    assert sorted(reader.read) == ["Essex/reply.txt", "Kent/reply.txt"]
    reader.read.clear()
    assert lows(study.picture(reader=reader)) == [55, 66, 77]
    assert reader.read == []

    put(study.path, "Norfolk/reply.txt", "100 100 100")
    assert lows(study.picture(reader=reader)) == [155, 166, 177]
    assert reader.read == ["Norfolk/reply.txt"]
    reader.read.clear()

    put(study.path, "Kent/reply.txt", "4 6 7")
    assert lows(study.picture(reader=reader)) == [154, 166, 177]
    assert reader.read == ["Kent/reply.txt"]
    reader.read.clear()

    (study.path / "replies/Norfolk/reply.txt").unlink()
    made = study.picture(reader=reader)
    assert lows(made) == [54, 66, 77]
    assert figures(made, "Norfolk") == ["silent"] * 3
    assert reader.read == []
    assert len(list((study.path / ".answerable/cache").iterdir())) == 2


def test_the_same_file_moved_to_another_body_is_read_for_that_body(study):
    reader = Counted()
    study.picture(reader=reader)
    (study.path / "replies/Kent").rename(study.path / "replies/Norfolk")
    made = study.picture(reader=reader)
    assert figures(made, "Norfolk") == [5, 6, 7]
    assert reader.read[-1] == "Norfolk/reply.txt"


def test_a_bad_file_stops_nothing_and_is_tried_again(study):
    put(study.path, "Norfolk/reply.txt", "broken")
    made = study.picture(reader=fake_reader)
    assert lows(made) == [55, 66, 77]
    assert figures(made, "Norfolk") == ["unreadable"] * 3
    assert "unreadable" in kinds(made)
    put(study.path, "Norfolk/reply.txt", "1 1 1")
    assert lows(study.picture(reader=fake_reader)) == [56, 67, 78]


def test_a_damaged_cache_is_read_again(study):
    study.picture(reader=fake_reader)
    for number, path in enumerate(sorted((study.path / ".answerable/cache").iterdir())):
        data = path.read_bytes()
        path.write_bytes(
            data[: len(data) // 2] if number else data.replace(b"60", b"61").replace(b"6", b"9", 1)
        )
    reader = Counted()
    assert lows(study.picture(reader=reader)) == [55, 66, 77]
    assert len(reader.read) == 2


def test_derived_things_come_back(study):
    first = study.picture(reader=fake_reader)
    for path in (study.path / ".answerable/cache").iterdir():
        path.unlink()
    assert study.picture(reader=fake_reader) == first


def test_what_a_mark_means_is_decided_and_only_that_body_is_read_again(study):
    put(study.path, "Kent/reply.txt", "* 6 7")
    reader = Counted()
    assert figures(study.picture(reader=reader)) == ["suppressed", 6, 7]
    reader.read.clear()
    study.decide("mark", f"{code('Kent')}: *", "1 to 4", "A. Person")
    assert figures(study.picture(reader=reader)) == [(1, 4), 6, 7]
    assert reader.read == ["Kent/reply.txt"]
    assert reader.rules["Kent/reply.txt"] == SmallNumbers(0, reader.rules["Kent/reply.txt"].marks)


def test_decisions_change_the_picture_and_are_undone(study):
    put(study.path, "Kent/other.txt", "5 6 9")
    assert figures(study.picture(reader=fake_reader)) == [5, 6, "needs a decision"]
    taken = study.decide("exclude", "Kent/other.txt", "a draft", "A. Person")
    made = study.picture(reader=fake_reader)
    assert figures(made) == [5, 6, 7]
    assert made.decisions == (taken,)
    assert "a draft" in next(row.note for row in made.register if row.name == "Kent")
    study.decide("undo", str(taken.number), "it was no draft", "A. Person")
    assert figures(study.picture(reader=fake_reader)) == [5, 6, "needs a decision"]
    study.decide("supersede", "Kent/reply.txt", "Kent/other.txt", "A. Person")
    assert figures(study.picture(reader=fake_reader)) == [5, 6, 9]


def test_a_body_is_assigned(study):
    put(study.path, "scan.txt", "1 2 3")
    made = study.picture(reader=fake_reader)
    assert "unknown-body" in kinds(made)
    assert lows(made) == [55, 66, 77]
    study.decide("body", "scan.txt", code("Norfolk"), "A. Person")
    assert figures(study.picture(reader=fake_reader), "Norfolk") == [1, 2, 3]


def test_what_the_asker_sent_is_no_reply(study):
    for name in (
        "Kent/outgoing_1.txt",
        "batch-9-x-dashboard-2024-01-01-000000.csv",
        ".DS_Store",
        "~$reply.txt",
    ):
        put(study.path, name, "broken")
    assert [reply.shown for reply in study.replies()] == ["Essex/reply.txt", "Kent/reply.txt"]
    assert study.replies()[0].body_hint == (code("Essex"),)


def test_replies_are_never_written_to(study):
    before = {
        path: (path.stat().st_mtime_ns, path.read_bytes()) for path in (study.path / "replies").rglob("*.txt")
    }
    study.picture(reader=fake_reader)
    study.decide("exclude", "Kent/reply.txt", "", "A. Person")
    study.picture(reader=fake_reader)
    after = {
        path: (path.stat().st_mtime_ns, path.read_bytes()) for path in (study.path / "replies").rglob("*.txt")
    }
    assert before == after
    assert sorted(path.name for path in study.path.iterdir()) == [
        ".answerable",
        "decisions.jsonl",
        "replies",
        "study.toml",
    ]


def test_progress_is_told(study):
    seen = []
    study.documents(lambda *step: seen.append(step), fake_reader)
    assert seen == [(1, 2, "Essex/reply.txt"), (2, 2, "Kent/reply.txt")]


def test_official_totals(study):
    folder = study.path / "reference"
    folder.mkdir()
    (folder / "national.csv").write_text(
        'body,period,series,count\nEngland and Wales,2020/21,Sexual offences,"1,000"\n'
        "Kent,2020/21,Sexual offences,5\nEngland and Wales,2020/21,Burglary,7\nEngland and Wales,soon,Sexual offences,7\n",
        encoding="utf-8",
    )
    (folder / "odd.csv").write_text("force,year\nKent,2020\n", encoding="utf-8")
    made = study.picture(reader=fake_reader)
    assert [(str(total.period), total.count) for total in made.official] == [("2020/21", 1000)]
    assert sum(finding.kind == "reference" for finding in made.findings) == 2


def test_a_new_study(tmp_path):
    made = Study.new(
        tmp_path / "s", title='Our "first"', question="How many?", measure="offences", periods=["2022/23"]
    )
    assert made.settings.title == 'Our "first"'
    assert len(made.settings.bodies) == 43
    assert (made.path / "replies").is_dir()
    made = Study.open(tmp_path / "s")
    assert {entry.reason for entry in made.picture(reader=fake_reader).entries.values()} == {"silent"}
    with pytest.raises(FileExistsError):
        Study.new(tmp_path / "s", title="t", question="q", measure="m", periods=["2022"])
    with pytest.raises(SettingsError, match="periods"):
        Study.new(tmp_path / "t", title="t", question="q", measure="m", periods=["soon"])
    assert not (tmp_path / "t/study.toml").exists()


def test_the_cache_gives_back_what_it_was_given(tmp_path):
    sheet = table([("2020/21", "Apr")], ["Rape", "Total"], [["<5", 1]])
    full = document(
        replace(sheet, status="review", candidates=(sheet,), notes=("a",), stub=("Month",)), body="Kent",
        dated=date(2024, 1, 5), exemptions=("s.12",), statements=[said("one", 1)],
    )  # fmt: skip
    cache, key = Cache(tmp_path), Key(full.sha256, full.file, "v")
    assert cache.get(key) is None
    cache.put(key, full)
    assert cache.get(key) == full
    assert cache.get(replace(key, version="w")) is None
    assert cache.get(replace(key, body="E23000001")) is None
    assert cache.get(replace(key, rules=SmallNumbers(1))) is None


def test_a_write_is_whole_or_not_at_all(tmp_path, monkeypatch):
    path = tmp_path / "a"
    write_whole(path, b"first")

    def full(_):
        raise OSError("disk full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="disk full"):
        write_whole(path, b"second")
    assert path.read_bytes() == b"first"
    assert [left.name for left in tmp_path.iterdir()] == ["a"]


WORKER = """
import sys
from hand_made import fake_reader
from answerable.study.folder import Study
study = Study.open(sys.argv[1])
n = 0
while True:
    taken = study.decide("exclude", f"gone-{n}.txt", "x" * 2000, "A. Person")
    print(taken.number, flush=True)
    for path in (study.path / ".answerable/cache").glob("*.json"):
        path.unlink(missing_ok=True)
    study.documents(reader=fake_reader)
    n += 1
"""


def test_killed_at_any_moment_nothing_is_lost(study):
    for n in range(15):
        put(study.path, f"Norfolk/reply {n}.txt", "1 2 3")
    expected = study.picture(reader=fake_reader)
    paths = os.pathsep.join([str(HERE), str(Path(answerable.__file__).parents[1])])
    promised = 0
    for turn in range(6):
        worker = subprocess.Popen(
            [sys.executable, "-c", WORKER, str(study.path)],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": paths},
        )
        first = worker.stdout.readline()
        time.sleep(0.013 * turn)
        worker.send_signal(signal.SIGKILL)
        told = [int(line) for line in [first, *worker.stdout.read().split("\n")[:-1]]]
        worker.wait()
        worker.stdout.close()
        promised = max(promised, *told)
        made = study.picture(reader=fake_reader)
        numbers = [decision.number for decision in made.decisions]
        assert numbers[:promised] == list(range(1, promised + 1))
        assert made.entries == expected.entries
        assert made.totals == expected.totals
    assert promised >= 6

import io
import json
import os
import signal
import sys
import time

import pytest

from answerable.model import Count, SmallNumbers
from answerable.read import read_file, worker
from answerable.read.workers import Job, Limits, Worker, read_many

LETTER = "Number of offences\n\n2021: 12\n2022: <5\n"


def letters(folder, count):
    jobs = []
    for number in range(count):
        path = folder / f"Kent {number}.txt"
        path.write_text(LETTER.replace("12", str(12 + number)))
        jobs.append(Job(path, path.name))
    return jobs


def test_workers_read_what_one_process_reads_in_the_same_order(tmp_path):
    jobs = letters(tmp_path, 7)
    told = []
    outcomes = read_many(jobs, workers=2, progress=lambda *step: told.append(step))
    assert [o.documents for o in outcomes] == [(read_file(job.path, shown=job.shown),) for job in jobs]
    assert [step[:2] for step in told] == [(n, 7) for n in range(1, 8)]
    assert sorted(step[2] for step in told) == [job.shown for job in jobs]


def test_no_jobs_are_no_outcomes():
    assert read_many([]) == []


def test_the_rules_of_a_body_reach_the_worker(tmp_path):
    (job,) = letters(tmp_path, 1)
    rules = SmallNumbers(less_than_from=1, marks={"*": Count(1, 4)})
    with Worker(Limits()) as one:
        outcome = one.read(Job(job.path, job.shown, rules))
    assert [s.count for s in outcome.documents[0].statements][1] == Count(1, 4)


def test_a_file_that_cannot_be_read_costs_itself_alone(tmp_path):
    jobs = letters(tmp_path, 2)
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"%PDF-1.7 and then nothing")
    first, middle, last = read_many([jobs[0], Job(bad, "bad.pdf"), jobs[1]], workers=1)
    assert first.documents
    assert last.documents
    assert "damaged" in middle.unreadable


def test_a_file_that_takes_too_long_is_stopped_and_the_next_is_read(tmp_path):
    first, second = letters(tmp_path, 2)
    with Worker(Limits(seconds=0.001)) as one:
        assert "longer than 0.001 seconds" in one.read(first).failed
        one._limits = Limits()
        assert one.read(second).documents


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to its memory here")
def test_a_file_that_takes_too_much_memory_is_stopped(tmp_path):
    (job,) = letters(tmp_path, 1)
    with Worker(Limits(megabytes=40)) as one:
        assert one.read(job).problem


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_a_crash_costs_one_file(tmp_path):
    first, second = letters(tmp_path, 2)
    with Worker(Limits()) as one:
        assert one.read(first).documents
        os.kill(one._process.pid, signal.SIGKILL)
        time.sleep(0.2)
        assert "crashed" in one.read(first).failed
        assert one.read(second).documents


def test_what_goes_wrong_inside_the_reader_is_told(monkeypatch, tmp_path):
    def fail(*_, **__):
        raise ZeroDivisionError

    monkeypatch.setattr(worker, "read_file", fail)
    answers = io.StringIO()
    worker.answer(io.StringIO(Job(tmp_path, "a.txt").line()), answers, seconds=60)
    assert json.loads(answers.getvalue()) == {"failed": "the reader failed on it (ZeroDivisionError)"}

"""Many documents at once, each read in a process of its own with limits on its time and memory.

A document that crashes its reader, hangs it or swallows memory costs that document alone: its process is
stopped and another takes the next.
"""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from answerable.model import Document, SmallNumbers
from answerable.model.codec import decoder
from answerable.model.progress import Progress
from answerable.read.allowance import FILE_SECONDS

_GRACE = 2.0
"""Seconds that a worker has, when it is stopped, to end the programs that it waits for."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take.

    Attributes:
        seconds: of time.
        megabytes: of memory, where the system can hold a process to it.
    """

    seconds: float = FILE_SECONDS
    megabytes: int = 2_048


@dataclass(frozen=True, slots=True)
class Job:
    """One file to read.

    Attributes:
        path: where it lies.
        shown: its path as shown to people.
        rules: what the body means by its small-number marks.
        body: code of the body, where it is known.
    """

    path: Path
    shown: str
    rules: SmallNumbers | None = None
    body: str | None = None

    def line(self) -> str:
        """The job as a worker takes it."""
        rules = None
        if self.rules is not None:
            marks = {mark: (count.low, count.high) for mark, count in self.rules.marks.items()}
            rules = {"less_than_from": self.rules.less_than_from, "marks": marks}
        sent = {"path": str(self.path), "shown": self.shown, "rules": rules, "body": self.body}
        return json.dumps(sent) + "\n"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job: its documents, or one sentence that says why there are none.

    ``unreadable`` is what the reader says of the file; ``failed`` is what happened to the reader.
    """

    documents: tuple[Document, ...] = ()
    unreadable: str = ""
    failed: str = ""

    @property
    def problem(self) -> str:
        """The sentence, or nothing where the file was read."""
        return self.unreadable or self.failed


def read_many(
    jobs: Sequence[Job],
    *,
    workers: int | None = None,
    limits: Limits | None = None,
    progress: Progress | None = None,
) -> list[Outcome]:
    """Reads files, several at a time.

    Args:
        jobs: the files.
        workers: how many processes; by default one for each processor.
        limits: what each file may take.
        progress: told of each file that is done.

    Returns:
        One outcome for each job, in the order of the jobs; the same whatever the number of workers.
    """
    outcomes: list[Outcome | None] = [None] * len(jobs)
    waiting: queue.SimpleQueue[int] = queue.SimpleQueue()
    done: queue.SimpleQueue[int] = queue.SimpleQueue()
    for index in range(len(jobs)):
        waiting.put(index)

    def work() -> None:
        with Worker(limits or Limits()) as worker:
            while True:
                try:
                    index = waiting.get_nowait()
                except queue.Empty:
                    return
                outcomes[index] = worker.read(jobs[index])
                done.put(index)

    count = max(1, min(workers or os.cpu_count() or 1, len(jobs)))
    threads = [threading.Thread(target=work, daemon=True) for _ in range(count if jobs else 0)]
    for thread in threads:
        thread.start()
    for number in range(1, len(jobs) + 1):
        index = done.get()
        if progress:
            progress(number, len(jobs), jobs[index].shown)
    for thread in threads:
        thread.join()
    return [outcome for outcome in outcomes if outcome is not None]


class Worker:
    """One process that reads documents, started when it is first needed and again when it died."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._process: subprocess.Popen[str] | None = None
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def read(self, job: Job) -> Outcome:
        """Reads one file; whatever it does to the process is told in the outcome."""
        process = self._running()
        assert process.stdin is not None
        try:
            process.stdin.write(job.line())
            process.stdin.flush()
            line = self._lines.get(timeout=self._limits.seconds)
        except queue.Empty:
            self.stop()
            return Outcome(
                failed=f"reading it took longer than {self._limits.seconds:g} seconds, and was stopped"
            )
        except OSError:
            line = ""
        if not line:
            self.stop()
            return Outcome(failed="it crashed the process that read it")
        return _outcome(json.loads(line))

    def stop(self) -> None:
        """Ends the process and what it started: it is told to, and killed where it does not listen."""
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(_GRACE)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe is not None:
                    _close(pipe)
            self._process = None

    def _running(self) -> subprocess.Popen[str]:
        if self._process is None:
            limits = [str(self._limits.megabytes), str(self._limits.seconds)]
            command = [sys.executable, "-m", "answerable.read.worker", *limits]
            self._process = subprocess.Popen(  # noqa: S603 - our own module, and no word of the document
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                text=True, encoding="utf-8", env=_environment(),
            )  # fmt: skip
            self._lines = queue.SimpleQueue()
            threading.Thread(target=_pump, args=(self._process, self._lines), daemon=True).start()
        return self._process


def _close(pipe: Any) -> None:
    try:
        pipe.close()
    except OSError:  # what was still to be written has nobody to read it
        return


def _environment() -> dict[str, str]:
    """The worker finds this very package, and one worker takes one processor."""
    package = str(Path(__file__).parents[2])
    paths = [package, *filter(None, [os.environ.get("PYTHONPATH", "")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "OMP_NUM_THREADS": "1"}


def _pump(process: subprocess.Popen[str], lines: queue.SimpleQueue[str]) -> None:
    """Passes on each line that a worker writes, and an empty one when it ends."""
    assert process.stdout is not None
    for line in _lines_of(process.stdout):
        lines.put(line)
    lines.put("")


def _lines_of(pipe: Any) -> Iterator[str]:
    try:
        yield from pipe
    except (OSError, ValueError):  # the pipe was closed while it was read
        return


def _outcome(sent: dict[str, Any]) -> Outcome:
    if "documents" in sent:
        decode = decoder(Document)
        return Outcome(tuple(decode(document) for document in sent["documents"]))
    return Outcome(unreadable=sent.get("unreadable", ""), failed=sent.get("failed", ""))

"""The process in which documents are read: one line of JSON in for each, one line out.

Run as ``python -m answerable.read.worker MEGABYTES SECONDS`` by :mod:`answerable.read.workers`, never by hand.
It holds itself to that much memory, so that a document made to exhaust it costs this process alone; whoever
started it ends it after that many seconds on one file.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
from pathlib import Path
from typing import IO, Any

from answerable.model.codec import encode
from answerable.model.count import Count, SmallNumbers
from answerable.read.allowance import allow
from answerable.read.grid import UnreadableError
from answerable.read.reader import read_file


def main() -> None:
    """Answers until there are no more jobs."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a library prints must not stand between the answers
    _hold_to(int(sys.argv[1]))
    signal.signal(signal.SIGTERM, _leave)
    answer(sys.stdin, answers, seconds=float(sys.argv[2]))


def _leave(_number: int, _frame: object) -> None:
    """Told to end, it first ends what it waits for."""
    raise SystemExit


def answer(jobs: IO[str], answers: IO[str], *, seconds: float) -> None:
    """Reads the document of each line of ``jobs``, in ``seconds`` each, and writes a line to ``answers``."""
    for line in jobs:
        with allow(seconds):
            read = _read(json.loads(line))
        answers.write(json.dumps(read, ensure_ascii=True, separators=(",", ":")) + "\n")
        answers.flush()


def _read(job: dict[str, Any]) -> dict[str, Any]:
    try:
        document = read_file(
            Path(job["path"]), shown=job["shown"], rules=_rules(job["rules"]), body=job["body"]
        )
        return {"documents": [encode(document)]}
    except UnreadableError as why:
        return {"unreadable": str(why)}
    except MemoryError:
        return {"failed": "reading it took more memory than any reply needs"}
    except Exception as why:  # noqa: BLE001 - one bad file must not stop the others, whatever is wrong
        return {"failed": f"the reader failed on it ({type(why).__name__})"}


def _rules(sent: dict[str, Any] | None) -> SmallNumbers | None:
    if sent is None:
        return None
    marks = {mark: Count(low, high) for mark, (low, high) in sent["marks"].items()}
    return SmallNumbers(less_than_from=sent["less_than_from"], marks=marks)


def _hold_to(megabytes: int) -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):  # only some systems can
        import resource  # noqa: PLC0415

        limit = megabytes * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()

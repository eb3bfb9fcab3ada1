"""An archive of replies on Spark: files in as bytes, documents out through Arrow, the same as on one machine.

Each executor reads in processes of its own (:mod:`answerable.read.workers`), so that a hostile file costs
itself alone there too. Needs ``pip install answerable[spark]`` and Java.
"""

from __future__ import annotations

import json
import os
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from answerable.model import Document
from answerable.model.codec import decoder, encode
from answerable.read.workers import Job, Limits, Outcome, Worker

if TYPE_CHECKING:
    import pyarrow as pa

_SCHEMA = "path string, outcome string"


class NoSparkError(Exception):
    """Spark is not installed, or cannot start. Its message is one sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Places:
    """How the files' paths are shown to people: relative to the folder at hand where they were asked for so.

    Attributes:
        home: the folder at hand.
        roots: the folders that relative patterns begin in.
    """

    home: str
    roots: tuple[str, ...]

    @classmethod
    def of(cls, patterns: Sequence[str]) -> Places:
        """The places of patterns asked for here."""
        relative = [p for p in patterns if "://" not in p and not Path(p).is_absolute()]
        fixed = (re.split(r"[*?\[{]", p, maxsplit=1)[0] for p in relative)
        roots = (os.path.abspath(p if p.endswith("/") else os.path.dirname(p) or ".") for p in fixed)  # noqa: PTH100, PTH120
        return cls(str(Path.cwd()), tuple(roots))

    def shown(self, uri: str) -> str:
        """A file's path as people know it."""
        if not uri.startswith("file:"):
            return uri
        path = "/" + unquote(uri.removeprefix("file:")).lstrip("/")
        inside = any(path.startswith(root.rstrip("/") + "/") for root in self.roots)
        return os.path.relpath(path, self.home) if inside else path


def read_on_spark(
    patterns: Sequence[str], *, body: str | None = None, limits: Limits | None = None
) -> list[tuple[str, Outcome]]:
    """Reads every file that the patterns name.

    Args:
        patterns: paths as Spark takes them, with ``*`` and ``?``; folders are read with all that is in them.
        body: code of the body, where it is known.
        limits: what each file may take.

    Returns:
        The path of each file as shown to people, and what became of it, in the order of the paths.

    Raises:
        NoSparkError: Spark is not there, cannot start, or finds no such files.
    """
    session = _session()
    bounds = limits or Limits()
    places = Places.of(patterns)
    try:
        files = session.read.format("binaryFile").option("recursiveFileLookup", "true").load(list(patterns))
        read = files.select("path", "content").mapInArrow(_reader(body, bounds, places), _SCHEMA)
        rows = read.orderBy("path").collect()
    except Exception as error:
        if "PATH_NOT_FOUND" in str(error):
            raise NoSparkError(f"Spark finds no files at {', '.join(patterns)}: check the path.") from error
        raise
    decode = decoder(Document)
    found = []
    for row in rows:
        sent = json.loads(row["outcome"])
        documents = tuple(decode(document) for document in sent["documents"])
        found.append((row["path"], Outcome(documents, sent["unreadable"], sent["failed"])))
    return sorted(found, key=lambda pair: pair[0])


def _session() -> Any:
    try:
        from pyspark.sql import SparkSession  # noqa: PLC0415 - an extra, and heavy

        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # the Python that has this package
        return (
            SparkSession.builder.appName("answerable")
            .config("spark.ui.showConsoleProgress", "true")
            .getOrCreate()
        )
    except ImportError as error:
        raise NoSparkError("Spark is not installed: pip install 'answerable[spark]'.") from error
    except Exception as error:
        raise NoSparkError(f"Spark cannot start: is Java installed, and JAVA_HOME set? ({error})") from error


def _reader(body: str | None, limits: Limits, places: Places) -> Any:
    """A function over batches of files, as ``mapInArrow`` takes it."""

    def read(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        import pyarrow as pa  # noqa: PLC0415 - on the executor

        with Worker(limits) as worker, tempfile.TemporaryDirectory() as folder:
            for batch in batches:
                paths, outcomes = [], []
                for row in batch.to_pylist():
                    shown = places.shown(row["path"])
                    outcome = _read(worker, Path(folder), row["content"], Job(Path(), shown, body=body))
                    paths.append(shown)
                    outcomes.append(outcome)
                yield pa.RecordBatch.from_pydict({"path": paths, "outcome": outcomes})

    return read


def _read(worker: Worker, folder: Path, content: bytes, job: Job) -> str:
    path = folder / "document"
    path.write_bytes(content)
    outcome = worker.read(Job(path, job.shown, body=job.body))
    documents = [encode(document) for document in outcome.documents]
    return json.dumps({"documents": documents, "unreadable": outcome.unreadable, "failed": outcome.failed})

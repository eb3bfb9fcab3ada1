"""Folders that can be made again: one for each year, whole or not there, out of date once the year's files change."""

from __future__ import annotations

import json
import shutil
import uuid
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
from pyarrow import ipc

from answerable.records.store import Records, Year

_NOTE = "made.json"


class Made:
    """One kind of thing that is kept of each year.

    Args:
        kind: the name of its folder under ``.answerable``.
        version: raised whenever its layout changes, so that what an earlier release left is made again.
        write: writes the year's into a folder.
    """

    def __init__(self, kind: str, version: int, write: Callable[[Records, Year, Path], None]) -> None:
        self._kind, self._version, self._write = kind, version, write

    def folder(self, records: Records, year: Year) -> Path:
        """Where the year's lies."""
        return records.derived / self._kind / f"year={year.year}"

    def is_fresh(self, records: Records, year: Year) -> bool:
        """True where the year's is there and was made from its files as they are."""
        note = self.folder(records, year) / _NOTE
        return note.exists() and bool(json.loads(note.read_text()) == self._facts(year.fingerprint))

    def at(self, records: Records, year: Year) -> Path:
        """The year's folder, made first where it is not fresh.

        Making that is stopped midway leaves the old one or none.
        """
        place = self.folder(records, year)
        if self.is_fresh(records, year):
            return place
        fresh = place.with_name(f".{place.name}-{uuid.uuid4().hex[:8]}")
        fresh.mkdir(parents=True)
        try:
            fingerprint = year.fingerprint
            self._write(records, year, fresh)
            (fresh / _NOTE).write_text(json.dumps(self._facts(fingerprint)))
            shutil.rmtree(place, ignore_errors=True)
            try:
                fresh.rename(place)
            except OSError:  # another process put its own there in between
                if not self.is_fresh(records, year):
                    raise
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
        return place

    def _facts(self, fingerprint: str) -> dict[str, int | str]:
        return {"format": self._version, "fingerprint": fingerprint}


def write_arrow(table: pa.Table, path: Path) -> None:
    """Writes a table so that :func:`read_arrow` maps it into memory."""
    with ipc.new_file(str(path), table.schema) as sink:
        sink.write_table(table.combine_chunks())


def read_arrow(path: Path) -> pa.Table:
    """A table whose bytes are read from the disk as they are used."""
    return ipc.open_file(pa.memory_map(str(path))).read_all()

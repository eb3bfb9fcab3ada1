"""Records on disk: Parquet files by year, in the native layout.

``crimes/year=YYYY/*.parquet`` holds a row a crime and ``victims/year=YYYY/*.parquet`` a row a victim, under
the year in which the crime was recorded. Derived things lie in ``.answerable`` and can be deleted.
"""

from __future__ import annotations

import glob
import hashlib
import os
import shutil
import time
import uuid
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from answerable.records.errors import RecordsError
from answerable.records.schema import CRIMES

_DAY = 86_400.0


@dataclass(frozen=True, slots=True)
class Year:
    """The files of one year of recording."""

    year: int
    crimes: tuple[Path, ...]
    victims: tuple[Path, ...]

    @property
    def fingerprint(self) -> str:
        """A digest of names, sizes and times of change: it differs where the files do."""
        digest = hashlib.sha256()
        for path in (*self.crimes, *self.victims):
            facts = path.stat()
            digest.update(
                f"{path.parent.parent.name}/{path.name} {facts.st_size} {facts.st_mtime_ns}\n".encode()
            )
        return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Records:
    """A folder of records, opened."""

    path: Path
    years: tuple[Year, ...]
    columns: frozenset[str]

    @classmethod
    def open(cls, path: str | os.PathLike[str]) -> Records:
        """Opens a folder in the native layout.

        Raises:
            RecordsError: where there is none, or a column that every search needs is missing.
        """
        folder = Path(path)
        recover(folder)
        crimes = _by_year(folder / "crimes")
        victims = _by_year(folder / "victims")
        if not crimes:
            raise RecordsError(
                f"{folder} holds no records: crimes/year=YYYY/*.parquet is where they lie. "
                "Make it with “answerable records load” or “answerable records demo”."
            )
        years = tuple(Year(year, files, victims.get(year, ())) for year, files in sorted(crimes.items()))
        columns = frozenset(pq.read_schema(years[0].crimes[0]).names)
        if missing := [c.name for c in CRIMES if c.required and c.name not in columns]:
            raise RecordsError(
                f"{years[0].crimes[0]} has no column “{missing[0]}”, which every search needs."
            )
        return cls(folder, years, columns)

    @property
    def derived(self) -> Path:
        """The folder of things that can be made again."""
        return self.path / ".answerable"

    @property
    def fingerprint(self) -> str:
        """A digest of the fingerprints of all years."""
        return hashlib.sha256("".join(year.fingerprint for year in self.years).encode()).hexdigest()

    @property
    def crime_files(self) -> list[str]:
        """Every file of crimes, in order."""
        return [str(path) for year in self.years for path in year.crimes]

    @property
    def victim_files(self) -> list[str]:
        """Every file of victims, in order."""
        return [str(path) for year in self.years for path in year.victims]

    def __len__(self) -> int:
        return sum(pq.read_metadata(path).num_rows for path in self.crime_files)

    def texts(self, ids: list[str]) -> dict[str, str]:
        """The free text of the records of those ids, for drawing a sample."""
        wanted = pa.array(ids, pa.string())
        found: dict[str, str] = {}
        for path in self.crime_files:
            for batch in pq.ParquetFile(path).iter_batches(columns=["crime_id", "mo"]):
                keys = batch.column("crime_id").cast(pa.string())
                kept = pc.is_in(keys, wanted)
                texts = batch.column("mo").cast(pa.string()).filter(kept).to_pylist()
                found |= {
                    key: text or "" for key, text in zip(keys.filter(kept).to_pylist(), texts, strict=True)
                }
        return found


def _by_year(folder: Path) -> dict[int, tuple[Path, ...]]:
    found = {}
    for inside in folder.glob("year=*"):
        files = tuple(sorted(inside.glob("*.parquet")))
        if files and inside.name[5:].isdigit():
            found[int(inside.name[5:])] = files
    return found


def replaced(folder: Path) -> Path:
    """Where the old data stands while a load puts the new in its place."""
    return folder.with_name(f".{folder.name}.old")


def recover(folder: Path) -> None:
    """Puts the old data back where a load was killed between taking it away and putting the new in."""
    if not folder.exists() and replaced(folder).exists():
        replaced(folder).rename(folder)


def beside(folder: Path) -> Path:
    """A new folder for a load to write to, beside the data; what loads left that were killed a day ago goes.

    A younger one may be a load that still runs.
    """
    for left in folder.parent.glob(f".{glob.escape(folder.name)}-" + "[0-9a-f]" * 8):
        if time.time() - left.stat().st_mtime > _DAY:
            shutil.rmtree(left, ignore_errors=True)
    fresh = folder.with_name(f".{folder.name}-{uuid.uuid4().hex[:8]}")
    fresh.mkdir(parents=True)
    return fresh

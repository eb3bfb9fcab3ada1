"""The files of a batch export, in a folder or in a ZIP archive: listed, opened and copied with care.

Nothing of an export is run. A name cannot lead out of the folder that it is copied to, links are not
followed, and there is a limit to how many files and how many bytes are taken.
"""

from __future__ import annotations

import os
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import IO

from answerable.model import Finding
from answerable.model.progress import Progress
from answerable.read.formats.archive import safe_name, unique

MAX_FILES = 20_000
MAX_TOTAL = 2 * 1024 * 1024 * 1024
_CHUNK = 1 << 20
_FLAG_LOCKED, _FLAG_UTF8 = 0x1, 0x800
_TYPE_BITS, _TYPE_LINK = 0o170000, 0o120000
_SYSTEM = ("__macosx", "thumbs.db", "desktop.ini")


class ExportError(ValueError):
    """An export that cannot be taken. The message is one sentence that says why and what to do."""


@dataclass(frozen=True, slots=True)
class ExportFile:
    """One file of an export.

    Attributes:
        name: its path inside the export, with forward slashes, safe to copy to.
        open: opens it for reading bytes.
    """

    name: str
    open: Callable[[], IO[bytes]]

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of its folders, outermost first, and its own."""
        return tuple(self.name.split("/"))


@dataclass(frozen=True, slots=True)
class Listing:
    """The files of an export in the order of their names, and what is to be known of those left out."""

    files: tuple[ExportFile, ...]
    findings: tuple[Finding, ...] = ()

    def below(self, folder: str) -> Listing:
        """The files as seen from inside a folder that holds them all."""
        inside = (replace(file, name=file.name.removeprefix(f"{folder}/")) for file in self.files)
        return Listing(tuple(inside), self.findings)


@contextmanager
def listed(export: Path) -> Iterator[Listing]:
    """The files of an export; a ZIP archive stays open for as long as the block runs.

    Raises:
        ExportError: it is not there, is neither folder nor ZIP, is locked or damaged, or holds too much.
    """
    if export.is_dir():
        yield _within_limits(_of_folder(export), export)
    elif not export.exists():
        raise ExportError(f"{export} is not there")
    elif not zipfile.is_zipfile(export):
        raise ExportError(f"{export} is neither a folder nor a whole ZIP archive: download the export again")
    else:
        try:
            with zipfile.ZipFile(export) as archive:
                yield _within_limits(_of_zip(archive, export), export)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as why:
            raise ExportError(f"{export} is damaged ({why}): download the export again") from None


def _within_limits(listing: Listing, export: Path) -> Listing:
    if len(listing.files) > MAX_FILES:
        raise ExportError(
            f"{export} holds {len(listing.files):,} files, and a batch has at most {MAX_FILES:,}: "
            "name the folder of one batch"
        )
    return listing


def _is_left_behind(parts: Sequence[str]) -> bool:
    """True for what systems leave behind in folders and archives."""
    return any(part.lower() in _SYSTEM or part.startswith((".", "~$")) for part in parts)


def _of_folder(export: Path) -> Listing:
    files: list[ExportFile] = []
    findings: list[Finding] = []
    for folder, folders, names in os.walk(export):
        for path in (Path(folder, name) for name in (*folders, *names)):
            shown = path.relative_to(export)
            if _is_left_behind(shown.parts):
                continue
            if path.is_symlink():
                findings.append(_link(shown.as_posix()))
            elif path.is_file():
                files.append(ExportFile(shown.as_posix(), partial(_open, path)))
    return Listing(_in_order(files), tuple(findings))


def _open(path: Path) -> IO[bytes]:
    return path.open("rb")


def _of_zip(archive: zipfile.ZipFile, export: Path) -> Listing:
    files: list[ExportFile] = []
    findings: list[Finding] = []
    taken: set[str] = set()
    for entry in archive.infolist():
        if entry.flag_bits & _FLAG_LOCKED:
            raise ExportError(f"{export} is locked with a password: unpack it and name the folder instead")
        printed = _name(entry)
        name = unique(safe_name(printed), taken) if printed and not entry.is_dir() else ""
        if not name or _is_left_behind(name.split("/")):
            continue
        if (entry.external_attr >> 16) & _TYPE_BITS == _TYPE_LINK:
            findings.append(_link(name))
            continue
        if name != printed:
            findings.append(_renamed(name))
        files.append(ExportFile(name, partial(archive.open, entry)))
    return Listing(_in_order(files), tuple(findings))


def _name(entry: zipfile.ZipInfo) -> str:
    """The name of a member; some archivers write UTF-8 and do not say so."""
    if entry.flag_bits & _FLAG_UTF8:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return entry.filename


def _in_order(files: Iterable[ExportFile]) -> tuple[ExportFile, ...]:
    return tuple(sorted(files, key=lambda file: file.name))


def _link(name: str) -> Finding:
    what = "It is a link to another place and was not followed, so it is not in the study."
    return Finding("warning", name, what, "Put the file itself there.", "link")


def _renamed(name: str) -> Finding:
    what = "Its name in the archive could not be used as it stands; it is kept under this one."
    return Finding("warning", name, what, "Ask who made the archive how it was made.", "unsafe-name")


def copy(files: Sequence[ExportFile], to: Path, progress: Progress | None = None) -> None:
    """Copies files, their bytes and nothing else, into a folder that is new.

    Args:
        files: what to copy.
        to: the folder.
        progress: told of each file that is copied.

    Raises:
        ExportError: they come to more than a batch can hold, or one of them cannot be unpacked or written.
    """
    left = MAX_TOTAL
    for number, file in enumerate(files, start=1):
        target = to.joinpath(*file.parts)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with file.open() as source, target.open("xb") as copied:
                while chunk := source.read(_CHUNK):
                    left -= len(chunk)
                    if left < 0:
                        raise ExportError(
                            f"the export unpacks to more than {MAX_TOTAL >> 30} GB, more than any batch: "
                            "take out what is no reply"
                        )
                    copied.write(chunk)
        except OSError as why:
            raise ExportError(f"{file.name} cannot be copied: {(why.strerror or str(why)).lower()}") from None
        except (zipfile.BadZipFile, zlib.error, EOFError) as why:
            raise ExportError(f"{file.name} is damaged ({why}): download the export again") from None
        if progress:
            progress(number, len(files), file.name)

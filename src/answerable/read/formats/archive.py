"""ZIP archives: their members, unpacked in memory with care, and their names made safe to show.

Nothing is written to the disk, so a name cannot lead out of any folder; a name that tries is shown without
what it tries with, and reported.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import IO

from answerable.model import Finding
from answerable.model.finding import Severity
from answerable.read.formats.origin import MAX_BYTES, Origin, many
from answerable.read.grid import Loaded, Member, UnreadableError

MAX_MEMBERS = 5_000
MAX_UNPACKED = 256 * 1024 * 1024
_CHUNK = 1 << 20
_LEFT_BEHIND = re.compile(
    r"(?:.*/)?(?:__MACOSX/.*|\.(?!\.)[^/\\]*|thumbs\.db|desktop\.ini|~\$[^/]*)", re.I | re.S
)


def safe_name(name: str) -> str:
    """A member's name as it may be shown: relative, without ``..``, drives or control characters."""
    name = "".join(c if c.isprintable() else "\ufffd" for c in name.replace("\\", "/"))
    name = re.sub(r"^[A-Za-z]:", "", name)
    parts = [part for part in name.split("/") if part not in {"", ".", ".."}]
    return "/".join(parts)[:400] or "unnamed"


def unique(name: str, taken: set[str]) -> str:
    """The name, or where it is taken the name with a number; and takes it."""
    wanted, number = name, 1
    while wanted in taken:
        number += 1
        stem, dot, ending = name.rpartition(".")
        wanted = f"{stem} ({number}).{ending}" if dot and stem else f"{name} ({number})"
    taken.add(wanted)
    return wanted


def load_zip(data: bytes, origin: Origin) -> Loaded:
    """The members of an archive in order of their names, and what could not be had of it.

    Raises:
        UnreadableError: it is damaged, or has more members than any reply.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = [entry for entry in archive.infolist() if entry.filename and not entry.is_dir()]
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise _damaged(origin) from error
    entries = [entry for entry in entries if not _LEFT_BEHIND.fullmatch(entry.filename)]
    if len(entries) > MAX_MEMBERS:
        raise UnreadableError(
            f"{origin.file} holds {len(entries):,} files, more than any reply: unpack it and read what you need."
        )
    reading = _Reading(archive, origin)
    members = tuple(
        member for entry in sorted(entries, key=_by_name) if (member := reading.member(entry)) is not None
    )
    return Loaded("zip", (), (*reading.findings, _held(members, origin)), members)


def _by_name(entry: zipfile.ZipInfo) -> str:
    return entry.filename


def _held(members: tuple[Member, ...], origin: Origin) -> Finding:
    what = f"The archive holds {many(len(members), 'file')}, each read as a document of its own."
    return origin.finding("note", "archive", what)


def _damaged(origin: Origin) -> UnreadableError:
    return UnreadableError(
        f"{origin.file} is damaged or cut short and cannot be opened: ask for it to be sent again."
    )


class _Reading:
    """Unpacks members one by one, counting what they come to."""

    def __init__(self, archive: zipfile.ZipFile, origin: Origin) -> None:
        self.archive, self.origin = archive, origin
        self.left = MAX_UNPACKED
        self.taken: set[str] = set()
        self.findings: list[Finding] = []

    def member(self, entry: zipfile.ZipInfo) -> Member | None:
        """One member; None, with a finding, where it cannot be unpacked."""
        name = unique(safe_name(entry.filename), self.taken)
        unsafe = entry.filename.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", entry.filename)
        if unsafe or ".." in re.split(r"[/\\]", entry.filename):
            what = f"A member's name would lead out of the folder; it is shown as {name}."
            self._tell("warning", "unsafe-name", what, "Ask who sent it how the archive was made.", name)
        try:
            with self.archive.open(entry) as stream:
                return Member(name, self._bytes(stream))
        except RuntimeError:  # how zipfile says that a member is encrypted
            what, do = (
                "The member is locked with a password.",
                "Unpack it with the password and read it alone.",
            )
            self._tell("error", "locked", what, do, name)
        except OverflowError:
            what = "The member, or the archive so far, unpacks to more than any reply; it was not read."
            self._tell("error", "too-large", what, "Unpack the archive and read what you need.", name)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, KeyError):
            self._tell("error", "damaged", "The member cannot be unpacked.", "Ask for it again.", name)
        return None

    def _bytes(self, stream: IO[bytes]) -> bytes:
        chunks: list[bytes] = []
        size = 0
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > min(MAX_BYTES, self.left):
                self.left -= min(size, self.left)
                raise OverflowError
            chunks.append(chunk)
        self.left -= size
        return b"".join(chunks)

    def _tell(self, severity: Severity, kind: str, what: str, do: str, name: str) -> None:
        self.findings.append(self.origin.finding(severity, kind, what, do, f"member {name}"))

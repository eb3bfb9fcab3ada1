"""Zipped documents (xlsx, ods, docx), opened so that a hostile one can do no harm.

Nothing is taken at its word: sizes are counted while a part is unpacked, and a part with a document
type is refused, which closes the door on entity bombs and external entities whatever parser follows.
No office program writes a document type into either format. Pictures are never unpacked.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from answerable.read.formats.origin import Origin
from answerable.read.grid import UnreadableError

MAX_UNPACKED = 128 * 1024 * 1024
_CHUNK = 1 << 20
_MAX_DEPTH = 200


class Package:
    """A zipped document whose parts are unpacked with care."""

    def __init__(self, data: bytes, origin: Origin) -> None:
        self.origin = origin
        self._left = MAX_UNPACKED
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self.names = frozenset(self._zip.namelist())
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise self.damaged() from error

    def damaged(self) -> UnreadableError:
        """What to say of a file that is cut short or mangled."""
        return UnreadableError(
            f"{self.origin.file} is damaged or cut short and cannot be opened: ask for it to be sent again."
        )

    def part(self, name: str, *, doctype: bool = False) -> bytes:
        """One part, unpacked; ``doctype`` lets one with a document type pass, for bytes never parsed.

        Raises:
            UnreadableError: the part is damaged, locked with a password, unpacks to more than any table
                of counts, or holds a document type.
        """
        chunks, tail = [], b""
        try:
            with self._zip.open(name) as stream:
                while chunk := stream.read(_CHUNK):
                    self._left -= len(chunk)
                    if self._left < 0:
                        raise self._bomb()
                    if not doctype:
                        _refuse_doctype(tail + chunk, self.origin)
                    tail = chunk[-64:]
                    chunks.append(chunk)
        except (
            KeyError,
            ValueError,
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            NotImplementedError,
        ) as error:
            raise self.damaged() from error
        except RuntimeError as error:  # how zipfile says that a part is encrypted
            raise locked(self.origin) from error
        return b"".join(chunks)

    def _bomb(self) -> UnreadableError:
        return UnreadableError(
            f"{self.origin.file} unpacks to more than {MAX_UNPACKED // 1024 // 1024} MB, far more than a "
            "table of counts: keep the table alone in a copy of the file, and read that."
        )

    def elements(self, name: str) -> Iterator[tuple[str, ET.Element]]:
        """(``start`` or ``end``, element) for each element of a part, tags without their namespace.

        Raises:
            UnreadableError: as for ``part``, or the XML is not well formed or nested past all reason.
        """
        yield from elements_of(self.part(name), self.damaged(), self.origin)

    def tree(self, name: str) -> ET.Element:
        """The root of a small part, tags without their namespace."""
        root: ET.Element | None = None
        for _, element in self.elements(name):
            root = element
        if root is None:
            raise self.damaged()
        return root


def _refuse_doctype(chunk: bytes, origin: Origin) -> None:
    plain = chunk.replace(b"\0", b"") if b"\0" in chunk else chunk  # UTF-16 hides it no better
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise UnreadableError(
            f"{origin.file} holds XML declarations that no office program writes, and was not "
            "opened for safety: ask for it to be sent again in another form."
        )


def elements_of(data: bytes, damaged: UnreadableError, origin: Origin) -> Iterator[tuple[str, ET.Element]]:
    """(``start`` or ``end``, element) for each element of some XML, tags without their namespace.

    Raises:
        UnreadableError: ``damaged`` where it is not well formed or nested past all reason, another where it has a document type.
    """
    depth = 0
    _refuse_doctype(data, origin)
    try:
        for event, element in ET.iterparse(io.BytesIO(data), ("start", "end")):  # noqa: S314
            if event == "start":
                element.tag = local(element.tag)
                depth += 1
                if depth > _MAX_DEPTH:
                    raise damaged
            else:
                depth -= 1
            yield event, element
    except (ET.ParseError, ValueError, LookupError) as error:
        raise damaged from error


def local(name: str) -> str:
    """A tag or attribute without its namespace."""
    return name.rpartition("}")[2]


def attribute(element: ET.Element, name: str) -> str | None:
    """The attribute of that local name, whatever its namespace."""
    return next((value for key, value in element.attrib.items() if local(key) == name), None)


def locked(origin: Origin) -> UnreadableError:
    """What to say of a file that wants a password."""
    return UnreadableError(
        f"{origin.file} is locked with a password: open it with the password and save a copy without one."
    )

"""One module for each file format: bytes to paragraphs and grids.

A reader says only what is printed where; what a grid means is for others to say.
"""

from __future__ import annotations

import codecs
import hashlib
import stat
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from answerable.read.formats.archive import load_zip
from answerable.read.formats.convert import load_converted
from answerable.read.formats.csv import load_csv, rows_by_size, too_many_rows
from answerable.read.formats.decode import decode
from answerable.read.formats.docx import load_docx
from answerable.read.formats.excel import load_workbook
from answerable.read.formats.html import load_html
from answerable.read.formats.mail import load_eml, load_mbox
from answerable.read.formats.msg import load_msg
from answerable.read.formats.origin import MAX_BYTES, Origin
from answerable.read.formats.pdf import load_pdf
from answerable.read.formats.sniff import Container, container_of, extension, textual_of
from answerable.read.formats.text import load_text
from answerable.read.grid import Loaded, UnreadableError

__all__ = ["SUPPORTED", "load", "load_path"]

SUPPORTED: Mapping[str, str] = MappingProxyType(
    {
        "txt": "text",
        "text": "text",
        "md": "text",
        "html": "html",
        "htm": "html",
        "xhtml": "html",
        "csv": "csv",
        "tsv": "csv",
        "tab": "csv",
        "xlsx": "xlsx",
        "xlsm": "xlsx",
        "xlsb": "xlsx",
        "xls": "xls",
        "xml": "xls",
        "ods": "ods",
        "pdf": "pdf",
        "docx": "docx",
        "doc": "docx",
        "rtf": "docx",
        "odt": "docx",
        "eml": "eml",
        "msg": "msg",
        "mbox": "mbox",
        "zip": "zip",
    }
)
"""Extension, without its dot → kind of document."""

_HEAD = 1 << 20
_PACKED = {"docx": load_docx, "msg": load_msg, "zip": load_zip, "pdf": load_pdf}
_MAIL = {"eml": load_eml, "mbox": load_mbox}
_TEXTUAL = {"html": load_html, "csv": load_csv, "text": load_text}


def load(data: bytes, *, file: str, sha256: str) -> Loaded:
    """Takes a document apart.

    Args:
        data: the file's bytes; what they are is found out from them first, and from the name second.
        file: the path to show to people.
        sha256: hex digest of the bytes.

    Returns:
        Paragraphs and grids in reading order, and what to know about the file itself.

    Raises:
        UnreadableError: it cannot be read; the message says why and what to do.
    """
    origin = Origin(file, sha256)
    if not data.strip(b"\0\t\n\r\f "):
        raise UnreadableError(f"{file} is empty: ask for it to be sent again.")
    if len(data) > MAX_BYTES:
        raise _too_large(data[:_HEAD], len(data), origin)
    if kind := container_of(data, origin):
        return _container(data, kind, origin)
    markup = extension(file) not in {"txt", "csv", "tsv"} or b"<" in data[:64]
    decoded = decode(data, origin, markup=markup)
    textual = textual_of(decoded, origin)
    if textual in _MAIL:
        return _MAIL[textual](data.removeprefix(codecs.BOM_UTF8), origin)
    if textual == "xml":
        return load_workbook(decoded.text.encode(), textual, origin)
    return _TEXTUAL[textual](decoded, origin)


def _container(data: bytes, kind: Container, origin: Origin) -> Loaded:
    """A file that is no text: a PDF, a workbook, a Word document, an Outlook message or an archive."""
    if kind in _PACKED:
        return _PACKED[kind](data, origin)
    if kind in {"doc", "rtf", "odt"}:
        return load_converted(data, kind, origin)
    return load_workbook(data, kind, origin)


def load_path(path: Path, *, shown: str | None = None) -> tuple[Loaded, str]:
    """Reads a file and takes it apart.

    Args:
        path: where the file is.
        shown: the path to show to people; ``path`` itself by default.

    Returns:
        The document, and the hex digest of its bytes.

    Raises:
        UnreadableError: the file cannot be opened, is too large, or cannot be read.
    """
    file = shown or str(path)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):  # a pipe would wait for ever
            raise UnreadableError(f"{file} is not a file: give the files in it one by one.")
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1 if status.st_size <= MAX_BYTES else _HEAD)
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or "the path is not valid").lower()
        raise UnreadableError(
            f"{file} cannot be opened ({reason}): check the path and the permissions."
        ) from error
    if status.st_size > MAX_BYTES or len(data) > MAX_BYTES:
        raise _too_large(data[:_HEAD], max(status.st_size, len(data)), Origin(file, ""))
    digest = hashlib.sha256(data).hexdigest()
    return load(data, file=file, sha256=digest), digest


def _too_large(head: bytes, size: int, origin: Origin) -> UnreadableError:
    """What to say of a file too large to open, going by its beginning."""
    try:
        if container_of(head, origin) is None and textual_of(decode(head, origin), origin) == "csv":
            return too_many_rows(origin, rows_by_size(head, size), about=True)
    except UnreadableError as error:
        if "does not" in str(error) or "never" in str(error):
            return error
    return UnreadableError(
        f"{origin.file} has {size / 1024 / 1024:,.0f} MB, more than a reply with a table of counts: "
        "keep the table alone in a copy of the file, and read that."
    )

"""What kind of file some bytes are: by their content first, by their name second."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Literal

from answerable.read.formats.csv import sniff_csv
from answerable.read.formats.decode import Decoded
from answerable.read.formats.origin import Origin
from answerable.read.formats.package import Package, locked
from answerable.read.formats.text import lines
from answerable.read.formats.xmlss import MARKS
from answerable.read.grid import UnreadableError

Container = Literal["xlsx", "xlsb", "xls", "ods", "docx", "doc", "rtf", "odt", "msg", "zip", "pdf"]
Textual = Literal["html", "csv", "text", "eml", "mbox", "xml"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = (
    b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"BM", b"\0\0\1\0", b"8BPS",
)  # fmt: skip
_ARCHIVES = (b"7z\xbc\xaf\x27\x1c", b"Rar!", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_TNEF = b"\x78\x9f\x3e\x22"
_MARKUP = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|table|meta|title|div|p|h[1-6])\b",
    re.I | re.S,
)
_MAIL = re.compile(
    r"(?:(?:From|To|Subject|Date|Received|MIME-Version|Message-ID|Return-Path|Delivered-To|Content-Type"
    r"|X-[\w-]+):.*\n(?:[ \t].*\n)*){3}|From \S+@\S+ .*\n",
    re.I,
)
_TECHNICAL_HEADER = re.compile(
    r"^(?:MIME-Version|Message-ID|Received|Return-Path|Content-Type):", re.I | re.M
)

_YET = "which this version does not read yet"

_REFUSALS = {
    "ppt": f"a presentation, {_YET}: copy its tables to a spreadsheet",
    "archive": f"an archive of a kind {_YET}: unpack it, or ask for a .zip",
    "tnef": "an Outlook attachment (winmail.dat), which only Outlook opens: open it there and save what is in it",
    "image": "an image, and images are never handled: ask for the figures as text or in a spreadsheet",
}


def refusal(kind: str, origin: Origin) -> UnreadableError:
    """What to say of a file of a kind that this version does not read."""
    return UnreadableError(f"{origin.file} is {_REFUSALS[kind]}.")


def extension(file: str) -> str:
    """The extension of a path, in lower case and without its dot."""
    return PurePath(file).suffix.lower().lstrip(".")


def container_of(data: bytes, origin: Origin) -> Container | None:
    """The kind of workbook or PDF that the bytes are, or None where they may be text.

    Raises:
        UnreadableError: they are a known kind that this version does not read, or a locked workbook.
    """
    if data.startswith(_OLE):
        return _ole(data, origin)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zip(data, origin)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"{\\rtf"):
        return "rtf"
    if data.startswith(_TNEF):
        raise refusal("tnef", origin)
    if data.startswith(_ARCHIVES):
        raise refusal("archive", origin)
    webp_or_heic = data[8:12] == b"WEBP" or data[4:12] in {b"ftypheic", b"ftypavif", b"ftypmif1", b"ftypheix"}
    if webp_or_heic or (data.startswith(_IMAGES) and (not data.startswith(b"BM") or b"\0" in data[:32])):
        raise refusal("image", origin)
    return None


def _ole(data: bytes, origin: Origin) -> Container:
    """Old Office files name their streams in UTF-16."""
    named = {name: name.encode("utf-16-le") in data for name in ("EncryptedPackage", "Workbook", "Book")}
    if named["EncryptedPackage"]:
        raise locked(origin)
    if "__substg1.0_".encode("utf-16-le") in data:
        return "msg"
    if named["Workbook"] or named["Book"]:
        return "xls"
    if "WordDocument".encode("utf-16-le") in data:
        return "doc"
    if "PowerPoint Document".encode("utf-16-le") in data:
        raise refusal("ppt", origin)
    return "xls"  # cut short, most likely: the reader will say so


def _zip(data: bytes, origin: Origin) -> Container:
    package = Package(data, origin)
    names = package.names
    if "mimetype" in names:
        mime = package.part("mimetype")[:100].decode("ascii", "replace")
        if "opendocument.spreadsheet" in mime:
            return "ods"
        if "opendocument" in mime:
            return "odt"
    if "xl/workbook.bin" in names:
        return "xlsb"
    if "[Content_Types].xml" not in names and not any(name.startswith("xl/") for name in names):
        return "zip"
    if any(name.startswith("word/") for name in names):
        return "docx"
    if any(name.startswith("ppt/") for name in names):
        raise refusal("ppt", origin)
    return "xlsx"


def textual_of(decoded: Decoded, origin: Origin) -> Textual:
    """The kind of text that some text is.

    Raises:
        UnreadableError: it is no text at all, or a kind that this version does not read.
    """
    text = decoded.text
    _refuse_binary(text, origin)
    head = text[:65_536]
    ending = extension(origin.file)
    if MARKS[0] in head[:4096] or MARKS[1] in head[:4096]:
        return "xml"
    if _MARKUP.match(head):
        return "html"
    mail = _MAIL.match(head.lstrip("\n").replace("\r\n", "\n"))
    if ending in {"eml", "mbox", "mht", "mhtml"} or (mail and _TECHNICAL_HEADER.search(head[:8192])):
        return "mbox" if text.startswith("From ") else "eml"
    if ending in {"html", "htm", "xhtml"}:
        return "html"
    if ending in {"csv", "tsv", "tab", "xls", "xlsx", "ods"}:
        return "csv"
    if ending in {"txt", "text", "md", "log"}:
        return "text"
    return "csv" if sniff_csv(lines(head)) else "text"


def _refuse_binary(text: str, origin: Origin) -> None:
    """Refuses what is no text: letters seldom hold control characters."""
    head = text[:65_536]
    odd = sum(1 for c in head if c == "\ufffd" or (c < " " and c not in "\t\n\r\f\v\x1a\x1e\x1f"))
    if odd * 20 > len(head):
        raise UnreadableError(
            f"{origin.file} is neither text, a web page nor a spreadsheet, or it is damaged: "
            "ask for it again in one of those forms."
        )

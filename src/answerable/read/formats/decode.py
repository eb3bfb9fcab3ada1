"""Bytes to text, and what was guessed on the way.

The order is that of the WHATWG Encoding Standard's "decode": a byte order mark decides, then what the
document declares. Undeclared bytes are UTF-8 where they can be; whatever byte cannot be is taken for
Windows-1252, the usual culprit in exports from Excel, one byte at a time, so that a file pasted
together from both still reads. Figures are ASCII in all of them: a wrong guess spoils a dash or a
pound sign, not a count.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from answerable.model import Finding
from answerable.read.formats.origin import Origin, many

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark begins it
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{1,40})""", re.I
)
_HEAD = 4096
_UNKNOWN = "\ufffd"


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the name of the encoding that it was in, and what a person should know about that."""

    text: str
    encoding: str
    finding: Finding | None = None


def _stray(error: UnicodeError) -> tuple[str, int]:
    """One byte that is not UTF-8, as Windows-1252 has it."""
    assert isinstance(error, UnicodeDecodeError)
    byte = error.object[error.start : error.start + 1]
    return byte.decode("cp1252", "replace"), error.start + 1


codecs.register_error("answerable-cp1252", _stray)


def declared(data: bytes) -> str | None:
    """The encoding that a web page or XML declares in its head, as Python names it, or None.

    ``iso-8859-1`` and ``ascii`` mean Windows-1252, as in every browser.
    """
    match = _DECLARED.search(data[:_HEAD])
    if not match:
        return None
    try:
        name = codecs.lookup(match[1].decode("ascii")).name
        b"".decode(name)  # refuses codecs that are not for text, such as base64
    except (LookupError, UnicodeError):
        return None
    if name.startswith(("utf-16", "utf-32")):
        return "utf-8"  # it was legible as ASCII, so it cannot be
    return "cp1252" if name in {"iso8859-1", "ascii"} else name


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: nearly every second byte of Western text is nought."""
    head = data[:_HEAD]
    half = len(head) // 2
    if half < 2:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > 0.6 * half and even < 0.1 * half:
        return "utf-16-le"
    if even > 0.6 * half and odd < 0.1 * half:
        return "utf-16-be"
    return None


def _plain(data: bytes) -> tuple[str, str]:
    """Text that declares nothing: UTF-8, with Windows-1252 for whatever cannot be."""
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        text = data.decode("utf-8", "answerable-cp1252")
    # every stray byte gave one character, so longer sequences show as a text shorter than its bytes
    return text, "cp1252" if len(text) == len(data) else "utf-8 and cp1252"


def decode(data: bytes, origin: Origin, *, markup: bool = False) -> Decoded:
    """The text of a file.

    Args:
        data: its bytes.
        origin: the file, for the finding.
        markup: True for web pages, whose declared encoding is respected.

    Returns:
        The text without its byte order mark. What cannot be decoded, and every NUL, becomes U+FFFD, so
        that no two digits ever close up over something lost.
    """
    guessed = False
    for mark, name in _MARKS:
        if data.startswith(mark):
            text, encoding = data[len(mark) :].decode(name, "replace"), name
            break
    else:
        stated = declared(data) if markup else None
        if wide := _wide(data):
            text, encoding, guessed = data.decode(wide, "replace"), wide, True
        elif stated and stated != "utf-8":
            text, encoding = data.decode(stated, "replace"), stated
        else:
            text, encoding = _plain(data)
            guessed = encoding != "utf-8"
    text = text.replace("\0", _UNKNOWN)
    return Decoded(text, encoding, _finding(text, encoding, guessed, origin))


def _finding(text: str, encoding: str, guessed: bool, origin: Origin) -> Finding | None:
    lost = text.count(_UNKNOWN)
    if lost:
        return origin.finding(
            "warning",
            "encoding",
            f"{many(lost, 'character')} did not survive encoding (read as {encoding}): shown as {_UNKNOWN}.",
            "Look at the document where a label or number shows that mark.",
        )
    if guessed:
        return origin.finding(
            "note",
            "encoding",
            f"The file does not say how its letters are encoded; it was read as {encoding}.",
            "Check pound signs, dashes and accents in the labels.",
        )
    return None

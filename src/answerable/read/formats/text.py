"""Plain text: one paragraph for each line, blank lines too, since flattened tables depend on them."""

from __future__ import annotations

from answerable.read.formats.decode import Decoded
from answerable.read.formats.origin import Origin
from answerable.read.grid import Loaded, Paragraph, UnreadableError

MAX_LINES = 300_000


def lines(text: str) -> list[str]:
    """The lines of a text, split at line feeds and carriage returns only; a form feed stays in its line.

    An ending newline ends the last line and begins no other.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    found = text.split("\n")
    if found[-1] == "":
        found.pop()
    return found


def load_text(decoded: Decoded, origin: Origin) -> Loaded:
    """The lines of a text file, as printed, numbered from 1.

    Raises:
        UnreadableError: the text has more lines than any reply.
    """
    found = lines(decoded.text)
    if len(found) > MAX_LINES:
        raise UnreadableError(
            f"{origin.file} has more than {MAX_LINES:,} lines, too many for a reply: "
            "cut out the part that holds the figures and read that."
        )
    blocks = tuple(
        Paragraph(line, origin.at(line, line=number)) for number, line in enumerate(found, start=1)
    )
    return Loaded("text", blocks, (decoded.finding,) if decoded.finding else ())

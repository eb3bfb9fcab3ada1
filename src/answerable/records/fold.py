"""One folding of text for every engine: what counts as the same letter, and what ends a word.

Folding gives lower-case ASCII: accents are taken off, apostrophes and invisible marks are taken out
(``victim's`` is ``victims``), and capitals are lowered. A word is then a run of ``a`` to ``z`` and ``0`` to
``9``; everything else, a hyphen too, ends it. It is a table of single characters and a few replacements, so
that SQL's ``translate`` and ``replace`` do just what Python does, whatever the locale of the server.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

WORD = "[a-z0-9]"
NOT_WORD = "[^a-z0-9]"
_TOKEN = re.compile(r"[a-z0-9]+")
_DELETED = "'’‘‛ʼ＇´\u00ad\u200b\u200c\u200d\u2060\ufeff" + "".join(chr(c) for c in range(0x300, 0x370))
_LONGER = {"ß": "ss", "ẞ": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "þ": "th", "Þ": "th"}
_OTHER = {
    "ø": "o",
    "Ø": "o",
    "ł": "l",
    "Ł": "l",
    "đ": "d",
    "Đ": "d",
    "ð": "d",
    "Ð": "d",
    "ı": "i",
    "\u212a": "k",
    "\u212b": "a",
}


def _pairs() -> dict[str, str]:
    """Every Latin letter whose compatible decomposition starts with an ASCII letter or digit, to that."""
    found = dict(_OTHER)
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00), *range(0xFF10, 0xFF5B)):
        character = chr(code)
        base = "".join(c for c in unicodedata.normalize("NFKD", character) if not unicodedata.combining(c))
        if len(base) == 1 and base.isascii() and base.isalnum():
            found[character] = base.lower()
    return found


_TO_ASCII = _pairs()
_TABLE = str.maketrans(_TO_ASCII | _LONGER | dict.fromkeys(_DELETED, ""))
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")


def fold(text: str) -> str:
    """The text in lower-case ASCII letters where it has Latin letters; other characters are left."""
    if not text.isascii():  # the table is slow, so only what needs it goes through it
        text = _BEYOND_ASCII.sub(lambda match: match[0].translate(_TABLE), text)
    if text.isascii():
        return text.lower().replace("'", "")
    # Capitals beyond ASCII that the table leaves stay as they are: bytes lower ASCII alone.
    return text.encode("utf-8", "surrogatepass").lower().replace(b"'", b"").decode("utf-8", "surrogatepass")


def tokens(text: str) -> list[str]:
    """The words of a text, folded, in order."""
    return _TOKEN.findall(fold(text))


def quoted(text: str) -> str:
    """A string constant of standard SQL."""
    return "'" + text.replace("'", "''") + "'"


def fold_sql(column: str, size: str = "octet_length", constant: Callable[[str], str] = quoted) -> str:
    """SQL for the folded column, never null, the same on DuckDB, PostgreSQL and Spark.

    Args:
        column: the column's name, as SQL.
        size: the engine's function for the number of bytes of a text.
        constant: how the engine writes a string constant.

    Returns:
        An expression of standard functions only. ``translate`` deletes the characters past the end of its
        third argument; letters that fold to two are replaced first. Text of ASCII alone, which most notes
        are, has as many bytes as characters and takes a short way to the same end.
    """
    # PostgreSQL looks each character up from the front of the list, so what is commonest stands first.
    common, upper = " etaoinshrdlucmfwypvbgkqjxz0123456789.,-/", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    whole = column
    for letter, pair in _LONGER.items():
        whole = f"replace({whole}, {constant(letter)}, {constant(pair)})"
    before = common + upper + "".join(_TO_ASCII)
    after = common + upper.lower() + "".join(_TO_ASCII.values())
    whole = f"translate({whole}, {constant(before + _DELETED)}, {constant(after)})"
    apostrophe = constant("'")
    short = f"replace(lower({column}), {apostrophe}, '')"
    return f"coalesce(CASE WHEN {size}({column}) = length({column}) THEN {short} ELSE {whole} END, '')"

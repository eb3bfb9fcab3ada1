"""Text that came from outside, made fit for what it is written into.

Replies hold whatever their writers typed. A cell that begins with ``=`` is a formula to a spreadsheet
(CSV injection, see OWASP), and a control character is no XML at all.
"""

from __future__ import annotations

import re

_ACTIVE = ("=", "+", "-", "@", "\t", "\r")
# What XML 1.0 cannot hold: control characters but for tab and line ends, surrogates, and two non-characters.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
CELL_LIMIT = 32_767
INJECTION_NOTE = (
    "Text that begins with =, +, -, @, a tab or a carriage return is written with an apostrophe before it, "
    "so that no spreadsheet takes it for a formula. Numbers are not touched."
)


def clean(text: str) -> str:
    """The text with every character that no XML or UTF-8 file can hold replaced by U+FFFD."""
    return _UNPRINTABLE.sub("\ufffd", text)


def csv_text(text: str) -> str:
    """The text as a CSV cell that no spreadsheet takes for a formula."""
    text = clean(text)
    return f"'{text}" if text.startswith(_ACTIVE) else text


def cell_text(text: str) -> str:
    """The text as a workbook cell holds it: at most 32,767 characters, the limit of Excel."""
    text = clean(text)
    return text if len(text) <= CELL_LIMIT else text[: CELL_LIMIT - 1] + "…"


def slug(text: str) -> str:
    """The text as part of a file name or anchor: lower-case letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "x"

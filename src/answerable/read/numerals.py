"""Numbers of any kind as sheets print them: counts, decimals, money and negatives, British or European."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

_TEXT = re.compile(
    r"(?P<open>\()?(?P<sign>[-+−–])?\s*[£$€¥]?\s*(?P<sign2>[-−–])?(?P<digits>\d[\d.,'  \u202f]*|\.\d+)\s*[%€]?(?(open)\))"
)
_EUROPEAN = re.compile(r"\d{1,3}(?:\.\d{3}){2,}|\d{1,3}(?:\.\d{3})+,\d+|\d+,(?:\d{1,2}|\d{4,})")
_BRITISH = re.compile(r"\d{1,3}(?:,\d{3}){2,}|\d{1,3}(?:,\d{3})+\.\d+|\d+\.(?:\d{1,2}|\d{4,})")


def comma_is_decimal(texts: Iterable[str]) -> bool:
    """True where the numbers of a sheet show that a comma parts their decimals (``1.234,5``)."""
    european = british = 0
    for text in texts:
        european += _EUROPEAN.fullmatch(text.strip("-+−–%€£$ ")) is not None
        british += _BRITISH.fullmatch(text.strip("-+−–%€£$ ")) is not None
    return european > british


def number(text: str, *, decimal_comma: bool = False) -> Decimal | None:
    """The number that a cell prints, with its printed places, or None where it prints anything else.

    Currency marks, ``%``, spaces and separators of thousands are dropped; ``(12)`` is -12.

    Args:
        text: the cell as printed.
        decimal_comma: whether the sheet writes ``1.234,5`` for ``1,234.5``.
    """
    match = _TEXT.fullmatch(text.strip())
    if match is None:
        return None
    thousands, point = (".", ",") if decimal_comma else (",", ".")
    digits = re.sub(r"[\s'\u00a0\u202f]", "", match["digits"]).replace(thousands, "").replace(point, ".")
    if digits.count(".") > 1 or not any(c.isdigit() for c in digits):
        return None
    value = Decimal(digits.rstrip(".") or "0")
    negative = any((match["open"], match["sign"] in {"-", "−", "–"}, match["sign2"]))
    return -value if negative else value

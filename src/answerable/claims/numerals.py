"""Numbers as printed, in figures and in words, and how finely each is printed."""

from __future__ import annotations

import re
from dataclasses import dataclass

_UNITS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_SIMPLE = _UNITS | _TENS
_SCALES = {
    "hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "dozen": 12,
    "k": 1_000, "m": 1_000_000, "mn": 1_000_000, "bn": 1_000_000_000, "b": 1_000_000_000,
}  # fmt: skip
_ONE = rf"(?:{'|'.join(sorted(_SIMPLE, key=len, reverse=True))})"
_TENS_ONE = rf"(?:{'|'.join(_TENS)})(?:[\s-]+(?:{'|'.join(list(_UNITS)[1:10])}))?"
_SMALL = rf"(?:{_TENS_ONE}|{_ONE})"
_SCALE_WORD = r"(?:hundred|thousand|million|billion|dozen)"
FIGURES = r"(?:\d{1,3},\s\d{3},\d{3}|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
SCALE = r"(?:\s?(?:hundred|thousand|million|billion|mn|bn|[km])\b)"
_WORDS = rf"""(?:
    half\s+an?\s+(?:hundred|thousand|million|billion|dozen)
  | (?:an?|one)\s+and\s+a\s+half\s+{_SCALE_WORD}
  | {_SMALL}\s+and\s+an?\s+(?:half|quarter)\s+{_SCALE_WORD}
  | (?:{_SMALL}|an?)\s+{_SCALE_WORD}(?:\s+{_SCALE_WORD})*(?:(?:\s+and\s+|,?\s+)(?:{_SMALL}\s+{_SCALE_WORD}|{_SMALL}\b))*
  | {_SMALL}
)"""
WORDS = re.sub(r"\s+", "", _WORDS)
NUMBER = rf"(?:{FIGURES}{SCALE}?|{WORDS})"


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as printed.

    Attributes:
        value: the number.
        unit: the value of one step in its last printed figure: 1 for ``19``, 0.1 for ``7.6``,
            100,000 for ``1.2m``.
        decimals: True where it prints decimals and no scale word: it claims that precision.
    """

    value: float
    unit: float
    decimals: bool = False


def scale_of(text: str) -> float | None:
    """What a scale word multiplies by (``million`` is 1,000,000), or None."""
    return _SCALES.get(text.strip().lower())


def read(text: str) -> Numeral | None:
    """The number that the whole of ``text`` prints, or None.

    Reads ``33,000``, ``226, 333,026`` (a stray space), ``1.2m``, ``26 million``, ``two and a half thousand``,
    ``a dozen``, ``one hundred and twenty``.
    """
    text = " ".join(text.lower().split())
    match = re.fullmatch(rf"({FIGURES})({SCALE})?", text)
    return _figures(match[1], match[2]) if match else _words(text)


def _figures(figures: str, scale: str | None) -> Numeral:
    plain = figures.replace(",", "").replace(" ", "")
    factor = scale_of(scale) if scale else 1
    assert factor is not None
    places = len(plain.partition(".")[2])
    return Numeral(float(plain) * factor, factor * 10.0**-places, decimals=bool(places) and factor == 1)


def _words(text: str) -> Numeral | None:
    text = text.replace("-", " ").replace(",", " ")
    if match := re.fullmatch(r"half an? (\w+)", text):
        scale = scale_of(match[1])
        return Numeral(scale / 2, scale / 10) if scale else None
    if match := re.fullmatch(r"(.+) and an? (half|quarter) (\w+)", text):
        whole, scale = _whole(match[1].split()), scale_of(match[3])
        part = 0.5 if match[2] == "half" else 0.25
        return Numeral((whole + part) * scale, scale * part) if scale and whole is not None else None
    value = _whole(text.split())
    if value is None:
        return None
    return Numeral(value, _step(text.split()))


def _step(words: list[str]) -> float:
    """What the scale words at the end multiply to: ``three hundred thousand`` steps by 100,000; a dozen by 1."""
    step = 1.0
    for word in reversed(words):
        if word not in _SCALES or word == "dozen":
            break
        step *= _SCALES[word]
    return step


def _whole(words: list[str]) -> float | None:
    """The whole number that words spell, or None: additions below a scale word, then times it."""
    total = current = 0.0
    seen = False
    for word in words:
        if word == "and" and seen:
            continue
        if word in {"a", "an"} and not seen:
            current = 1
        elif word in _SIMPLE:
            current += _SIMPLE[word]
        elif word in {"hundred", "dozen"} and current:
            current *= _SCALES[word]
        elif word in _SCALES and len(word) > 2 and current:
            total, current = total + current * _SCALES[word], 0
        else:
            return None
        seen = True
    return total + current if seen else None

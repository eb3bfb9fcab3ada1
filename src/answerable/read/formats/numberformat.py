"""What a number in a spreadsheet prints, by its number format (ECMA-376 part 1, section 18.8.31).

Three liberties, so that what is read is never less certain than the file: a number keeps all its decimals,
a full date prints as ISO 8601 whatever its order of day and month, and a nought printed as a
dash prints as ``0``. A format that prints a mark in place of a number (``"<5"``) prints the mark.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
    12: "# ?/?", 13: "# ??/??", 14: "yyyy-mm-dd", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
    18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy-mm-dd hh:mm",
    37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00",
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
}  # fmt: skip
"""Formats that a file names by number alone; the two that follow the reader's locale are ISO here."""

_TOKEN = re.compile(
    r"""(?P<literal>"[^"]*"|\\.|_.|\*.)
    | (?P<elapsed>\[(?:h+|m+|s+)\])
    | (?P<condition>\[(?:<=|>=|<>|<|>|=)[-\d.]+\])
    | (?P<bracket>\[[^\]]*\])
    | (?P<half>AM/PM|A/P)
    | (?P<general>General)
    | (?P<scientific>E[+-]\d*)
    | (?P<digits>[0\#?](?:[0\#?,./]*[0\#?])?,*)
    | (?P<date>y+|m+|d+|h+|s+(?:\.0+)?)
    | (?P<percent>%)
    | (?P<other>.)""",
    re.I | re.X | re.S,
)
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Shown:
    """What a cell prints, and whether that hides the number that it holds."""

    text: str
    masked: bool = False


Tokens = tuple[tuple[str, str], ...]


@lru_cache(maxsize=1024)
def _sections(code: str) -> tuple[Tokens, ...]:
    """The sections of a format, for positive, negative, nought and text, each as (kind, text) tokens."""
    sections: list[list[tuple[str, str]]] = [[]]
    for match in _TOKEN.finditer(code[:500]):
        if match["other"] == ";":
            sections.append([])
        else:
            sections[-1].append((str(match.lastgroup), match[0]))
    return tuple(map(tuple, sections))


def _meets(condition: str, value: float) -> bool:
    match = re.fullmatch(r"\[(<=|>=|<>|<|>|=)(-?[\d.]+)\]", condition)
    if match is None:
        return False
    try:
        limit = float(match[2])
    except ValueError:
        return False
    tests = {"<": value < limit, ">": value > limit, "=": value == limit}
    tests |= {"<=": value <= limit, ">=": value >= limit, "<>": value != limit}
    return tests[match[1]]


def _section(code: str, value: float) -> tuple[Tokens, bool]:
    """The section that prints ``value``, and whether that section prints the sign itself."""
    sections = _sections(code)
    numeric = sections[:3]
    if any(kind == "condition" for section in numeric for kind, _ in section):
        for section in numeric:
            stated = [text for kind, text in section if kind == "condition"]
            if not stated or _meets(stated[0], value):
                return section, False
        return numeric[-1], False
    if value < 0 and len(sections) > 1:
        return sections[1], True
    if value == 0 and len(sections) > 2:
        return sections[2], False
    return sections[0], False


def plain(value: float) -> str:
    """A number in the fewest digits that tell it: ``19``, ``0.25``."""
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    short = repr(float(f"{value:.15g}"))
    return format(value, ".15f").rstrip("0") if "e-" in short else short


def is_date(code: str) -> bool:
    """True where a format prints dates or times."""
    kinds = {kind for kind, _ in _sections(code)[0]}
    return bool(kinds & {"date", "elapsed"}) and not kinds & {"digits", "general"}


def moment(serial: float, *, from_1904: bool = False) -> datetime | None:
    """The date and time of a serial number, or None where it is none.

    Day 60 of the 1900 system, 29 February 1900, never was; it is given as 28 February.
    """
    if not 0 <= serial < 2_958_466:
        return None
    epoch = date(1904, 1, 1) if from_1904 else date(1899, 12, 31 if serial < 60 else 30)
    start = datetime.combine(epoch, time())  # spreadsheets know no time zones
    try:
        return start + timedelta(seconds=round(serial * 86_400))
    except OverflowError:
        return None


def serial_of(when: datetime) -> float:
    """The serial number of a date and time in the 1900 system: the reverse of :func:`moment`."""
    days = (when - datetime(1899, 12, 30)).total_seconds() / 86_400  # noqa: DTZ001 - as a sheet has it
    return days if days >= 61 else max(days - 1, 0.0) if days >= 1 else max(days, 0.0)


def show(value: float, code: str, *, from_1904: bool = False) -> Shown:
    """What a cell with that number and that format prints."""
    if not code or code.lower() == "general" or code == "@":
        return Shown(plain(value))
    tokens, signed = _section(code, value)
    kinds = {kind for kind, _ in tokens}
    if is_date(code):
        when = moment(value, from_1904=from_1904)
        return Shown(_date(tokens, value, when) if when else plain(value))
    literal = "".join(_literal(kind, text) for kind, text in tokens).strip()
    if not kinds & {"digits", "general"}:
        if value == 0 and re.fullmatch(r"[-–—]", literal):
            return Shown("0")
        return Shown(literal, masked=bool(tokens) or ";" in code)
    return Shown(_number(tokens, value, signed))


def _literal(kind: str, text: str) -> str:
    """What a token prints of itself."""
    if kind == "literal":
        return {'"': text[1:-1], "\\": text[1:], "_": "", "*": ""}[text[0]]
    if kind == "bracket" and text.startswith("[$"):
        return text[2:-1].split("-", maxsplit=1)[0]
    return text if kind == "other" else ""


def _number(tokens: Tokens, value: float, signed: bool) -> str:
    """The number with the words, marks and signs that its format puts round it."""
    percent = any(kind == "percent" for kind, _ in tokens)
    digits = next((text for kind, text in tokens if kind == "digits"), "")
    if percent:
        decimals = len(digits.partition(".")[2])
        number = f"{abs(value) * 100:.{min(decimals, 12)}f}"
    else:
        number = plain(abs(value))
    out, printed = "", False
    for kind, text in tokens:
        if kind in {"digits", "general"}:
            out += "" if printed else number
            printed = True
        else:
            out += "%" if kind == "percent" else _literal(kind, text)
    out = out.strip()
    return out if signed or value >= 0 else f"-{out}"


def _date(tokens: Tokens, value: float, when: datetime) -> str:
    """A date as its format prints it, or as ISO 8601 where it gives day, month and year in figures."""
    parts = [(kind, text.lower()) for kind, text in tokens]
    words = [text for kind, text in parts if kind == "date"]
    has = {letter: [word for word in words if word.startswith(letter)] for letter in "ymdhs"}
    if has["y"] and any(len(w) < 3 for w in has["m"]) and any(len(w) < 3 for w in has["d"]):
        timed = has["h"] and (when.hour or when.minute)
        return f"{when:%Y-%m-%d %H:%M}" if timed else f"{when:%Y-%m-%d}"
    out = []
    for index, (kind, text) in enumerate(parts):
        if kind == "date":
            out.append(_date_part(parts, index, when, half="half" in {k for k, _ in parts}))
        elif kind == "elapsed":
            unit = {"h": 24, "m": 1440, "s": 86_400}[text[1]]
            out.append(str(int(value * unit + 1e-9)))
        elif kind == "half":
            out.append("AM" if when.hour < 12 else "PM")
        else:
            out.append(_literal(kind, tokens[index][1]))
    return "".join(out).strip()


def _date_part(parts: list[tuple[str, str]], index: int, when: datetime, *, half: bool) -> str:
    text = parts[index][1]
    letter, size = text[0], len(text)
    if letter == "m" and _is_minute(parts, index):
        return f"{when.minute:0{min(size, 2)}d}"
    if letter == "y":
        return f"{when.year:04d}" if size > 2 else f"{when.year % 100:02d}"
    if letter == "m":
        name = _MONTHS[when.month - 1]
        return f"{when.month:0{size}d}" if size < 3 else {3: name[:3], 5: name[0]}.get(size, name)
    if letter == "d":
        name = _DAYS[when.weekday()]
        return f"{when.day:0{size}d}" if size < 3 else name[:3] if size == 3 else name
    if letter == "h":
        return f"{(when.hour % 12 or 12) if half else when.hour:0{min(size, 2)}d}"
    return f"{when.second:0{min(len(text.split('.')[0]), 2)}d}"


def _is_minute(parts: list[tuple[str, str]], index: int) -> bool:
    """An ``m`` right after hours or right before seconds is minutes."""
    timed = [(at, text) for at, (kind, text) in enumerate(parts) if kind in {"date", "elapsed"}]
    at = [place for place, _ in timed].index(index)
    before = timed[at - 1][1].strip("[") if at else ""
    after = timed[at + 1][1] if at + 1 < len(timed) else ""
    return before.startswith("h") or after.startswith("s")

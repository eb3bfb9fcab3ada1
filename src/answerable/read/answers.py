"""Counts that stand apart from words: alone below a question, a period or "Answer 2", or first in a list's line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from answerable.model import Count, Period, SmallNumbers, Statement, count, period
from answerable.read.grid import Paragraph
from answerable.read.wording import BOUND, NUMBER, WORD

MAX_LABEL = 8
ANSWER = re.compile(r"\W*(?:a|answer|response|reply|ateb)\s*(?:\d{1,2}\s?[a-z]?)?\s*[:.)\-–]?\s*", re.I)
_VALUE = rf"(?:{BOUND}\s*{NUMBER}|<\s?\d+|{NUMBER}|nil|none|zero)"
_ALONE = re.compile(rf"\s*(?P<value>{_VALUE})\s*\.?\s*", re.I)
_TITLED = re.compile(
    rf"""\s*(?:q(?:uestion)?\s?\d{{1,2}}[a-z]?\s?[).:–-]?\s+|\(?\w{{1,2}}[).]\s+|[•·▪*–-]\s+)?
        (?P<label>(?:the\s+)?(?:total\s+)?(?:number\s+of|no\.?\s+of|no\.)\s+(?!pages?\b|days?\b|hours?\b|years?\b|months?\b)[a-z][^\d:?=£%]{{4,80}})
        (?<!\bdays)(?<!\bhours)(?<!\bminutes)(?<!\bweeks)(?<!\bmonths)(?<!\byears)(?<!\bpages)\s(?P<value>{NUMBER})\s*\.?\s*""",
    re.I | re.X,
)
"""A line that names a number and ends with it: "Total number of pupils excluded 241"."""
_IN_WORDS = re.compile(rf"\s*(?P<value>{WORD})\s*\.?\s*", re.I)
_ASKED = re.compile(rf"\s*(?P<label>\S.{{9,}}\?)\s*[-–—:=]?\s*(?P<value>{_VALUE})\s*\.?\s*", re.I)
_YEAR = re.compile(
    r"\s*(?:[•·▪*\-–]\s+|\(?\w{1,2}[).]\s+)?(?P<label>(?:19|20)\d\d(?:\s?[/-]\s?\d\d(?:\d\d)?)?)\s+"
    r"(?P<value>\d{1,3}(?:,\d{3})+|\d+|<\s?\d+|nil)(?P<part>\s+\([^()]{4,40}\))?\s*",
    re.I,
)
_ASKS_FOR = re.compile(
    r"\W*(?:q(?:uestion)?\s*)?\d{1,2}\s?[a-z]?[).:]?\s+(?:the\s+)?(?:total\s+)?(?:number|how\s+many)\b.*[^\d\s]\W*$",
    re.I,
)
"""A numbered line that asks without a question mark: "2. The number of arrests"."""
_COUNT_FIRST = re.compile(
    rf"""^\s*[•·▪◦●*\-–]\s?(?P<value>{NUMBER})\s+
        (?P<label>(?!of\b|x\b|per\b|hours?\b|minutes?\b|days?\b|weeks?\b|months?\b|years?\b)(?-i:[a-z])[^.;:]{{2,100}}?)
        (?P<tail>\s+[-–—]\s.*|[.;,])?$""",
    re.I | re.X,
)


def answers_question(texts: Sequence[str], index: int) -> bool:
    """True where a line gives a question its number: "How many? 12", or a number alone below the question.

    Numbers below questions that run 1, 2, 3 are the questions' own.
    """
    text = texts[index]
    if "?" in text and (match := _ASKED.fullmatch(text)) is not None:
        return period.parse(match["value"]) is None
    if not _below_question(texts, index):
        return False
    if not any(c.isdigit() for c in text):
        above = next(t for t in reversed(texts[:index]) if t.strip())
        return _HOW_MANY.search(above) is not None
    numbers = [count.number(texts[i].strip(" .\t")) for i in range(len(texts)) if _below_question(texts, i)]
    values = [n for n in numbers if n is not None]
    if len(values) > 1:
        return values != list(range(values[0], values[0] + len(values)))
    after = next((t for t in texts[index + 1 : index + 4] if t.strip()), "")
    return not asks(after)


def _below_question(texts: Sequence[str], index: int) -> bool:
    text = texts[index].strip()
    if not text or _ALONE.fullmatch(text) is None or period.parse(text) is not None:
        return False
    if _names_an_item(texts, index):
        return False
    above = next((t for t in reversed(texts[max(0, index - 3) : index]) if t.strip()), "")
    return asks(above)


_ITEM_NUMBER = re.compile(r"(\d{1,2})\s?[.)]")


def _names_an_item(texts: Sequence[str], index: int) -> bool:
    """True for a number with a stop that a later line goes on from: "1." over what it says, and "2." after it."""
    match = _ITEM_NUMBER.fullmatch(texts[index].strip())
    if match is None:
        return False
    after = (_ITEM_NUMBER.match(text.strip()) for text in texts[index + 1 :])
    return any(other is not None and int(other[1]) == int(match[1]) + 1 for other in after)


_HOW_MANY = re.compile(r"\b(?:how\s+many|numbers?|total|figures?)\b", re.I)


def asks(text: str) -> bool:
    """True for a line that asks: it ends so, or is numbered and names a number."""
    return text.rstrip().endswith("?") or _ASKS_FOR.match(text) is not None


def apart(
    lines: Sequence[Paragraph],
    index: int,
    heading: str,
    rules: SmallNumbers | None,
    quoted: AbstractSet[int] = frozenset(),
) -> Statement | None:
    """The count of a line that gives a question, a period or "Answer 2" its number, or None.

    Args:
        lines: the paragraphs in order.
        index: the line.
        heading: what stands above.
        rules: what the body means by its marks.
        quoted: the lines of the quoted request.
    """
    line = lines[index]
    if (match := _in_words(lines, index)) is not None:
        return stated(line, match, Count.exactly(count.number(match["value"]) or 0), None, heading)
    if (found := _of_question(lines, index, quoted)) is not None:
        return _counted(line, found[0], rules, None, found[1])
    asked = "?" in line.text or any(asks(text) for text in _before(lines, index, 1))
    match = (_ASKED.fullmatch(line.text) or _ALONE.fullmatch(line.text)) if asked else None
    if match is not None and answers_question([other.text for other in lines], index):
        return _counted(line, match, rules, None, match.groupdict().get("label") or heading)
    if (match := _TITLED.fullmatch(line.text)) is not None and not period.find(line.text):
        return _counted(line, match, rules, None, match["label"])
    if (match := _YEAR.fullmatch(line.text)) is not None and _follows_years(lines, index):
        when = period.parse(f"{match['label']}{match['part'] or ''}")
        return _counted(line, match, rules, when, heading)
    return _below(lines, index, heading, rules)


def _in_words(lines: Sequence[Paragraph], index: int) -> re.Match[str] | None:
    """A line that is "One" or "Twelve" and nothing else, below a question that asks how many."""
    match = _IN_WORDS.fullmatch(lines[index].text)
    above = _before(lines, index, 1) if match else []
    return match if above and asks(above[0]) and _HOW_MANY.search(above[0]) else None


_NUMBERED = re.compile(
    rf"\s*(?P<q>\d{{1,2}})\s*[).]\s+(?P<value>{NUMBER})\s+(?!(?:hours?|hrs|minutes?|mins?|days?|weeks?|months?|years?|pages?|working|per|x|of|to|and|or)\b)"
    r"(?-i:[A-Za-z])[^\d£%?]{2,60}",
    re.I,
)


def _of_question(
    lines: Sequence[Paragraph], index: int, quoted: AbstractSet[int]
) -> tuple[re.Match[str], str] | None:
    """``1. 118 dogs seized.``: the answer to the quoted question of that number, if it asks how many, and that question."""
    match = _NUMBERED.fullmatch(lines[index].text)
    if match is None:
        return None
    number = re.compile(rf"\W*(?:q(?:uestion)?\s*)?{match['q']}\s*[).:]")
    asked = (lines[i].text.strip() for i in sorted(quoted) if number.match(lines[i].text))
    return next(((match, text) for text in asked if _HOW_MANY.search(text)), None)


def _below(
    lines: Sequence[Paragraph], index: int, heading: str, rules: SmallNumbers | None
) -> Statement | None:
    """A number alone on its line, below a line that is a period or "Answer 2" and nothing else.

    Of several numbers or periods below one another none is taken: those are a table.
    """
    match = _ALONE.fullmatch(lines[index].text)
    if match is None or period.parse(lines[index].text.strip()) is not None:
        return None
    if _names_an_item([line.text for line in lines], index):
        return None
    above, after = _before(lines, index, 2), _after(lines, index, 1)
    if not above or (after and _ALONE.fullmatch(after[0]) and period.parse(after[0]) is None):
        return None
    when = period.parse(above[0])
    if not (ANSWER.fullmatch(above[0]) if when is None else _in_pairs(lines, index)):
        return None
    if when is not None and _below_labels(lines, index):
        return None
    if when and len(above) > 1 and period.parse(above[1]):
        return None
    return _counted(lines[index], match, rules, when, "" if heading == above[0] else heading)


def _in_pairs(lines: Sequence[Paragraph], index: int) -> bool:
    """True where another period and its number stand just before or just after: one alone may be a page's foot."""
    pairs = (_before(lines, index, 3)[1:][::-1], _after(lines, index, 2))
    return any(
        len(pair) == 2
        and period.parse(pair[0]) is not None
        and period.parse(pair[1]) is None
        and _ALONE.fullmatch(pair[1]) is not None
        for pair in pairs
    )


def _below_labels(lines: Sequence[Paragraph], index: int) -> bool:
    """True where a list of labels stands above the periods: a table printed column by column, without its shape."""
    i = index
    while i >= 0 and (
        not (text := lines[i].text.strip())
        or period.parse(text) is not None
        or _ALONE.fullmatch(text) is not None
    ):
        i -= 1
    above = _before(lines, i + 1, 2)
    return len(above) == 2 and all(len(t.split()) <= MAX_LABEL and t[-1] not in ".?!:" for t in above)


def _follows_years(lines: Sequence[Paragraph], index: int) -> bool:
    """True where a line beside gives the year before or after its number too: ``2022 12`` over ``2023 15``."""
    own = _year_of(lines[index].text)
    near = (_before(lines, index, 1), _after(lines, index, 1))
    return own is not None and any(
        (other := _year_of(text)) is not None and abs(other - own) == 1 for texts in near for text in texts
    )


def _year_of(text: str) -> int | None:
    match = _YEAR.fullmatch(text)
    when = period.parse(match["label"]) if match and period.parse(match["value"]) is None else None
    return when.start.year if when is not None and when.is_whole_year else None


def count_first(lines: Sequence[Paragraph], index: int) -> Iterator[Statement]:
    """``* 403 drug offences - down 27%``: a count and what it counts, in a list of such lines that are not numbered."""
    match = _COUNT_FIRST.match(lines[index].text)
    near = [_COUNT_FIRST.match(lines[i].text) for i in neighbours(lines, index)]
    values = [n for other in (match, *near) if other and (n := count.number(other["value"])) is not None]
    if match is None or len(values) < 2 or any(abs(values[0] - n) == 1 for n in values[1:]):
        return
    if not period.find(lines[index].text[: match.end("label")]):
        yield stated(lines[index], match, Count.exactly(values[0]), None, match["label"])


def neighbours(lines: Sequence[Paragraph], index: int) -> list[int]:
    """The nearest line before and after that is not blank."""
    before = next((i for i in range(index - 1, max(index - 4, -1), -1) if lines[i].text.strip()), None)
    after = next((i for i in range(index + 1, min(index + 4, len(lines))) if lines[i].text.strip()), None)
    return [i for i in (before, after) if i is not None]


def stated(line: Paragraph, match: re.Match[str], value: Count, when: Period | None, about: str) -> Statement:
    """The statement of a line whose value a pattern found."""
    start, end = match.span("value")
    source = replace(line.source, printed=line.text[start:end].strip(), chars=(start, end))
    return Statement(line.text.strip(), value, source, when, about)


def _counted(
    line: Paragraph, match: re.Match[str], rules: SmallNumbers | None, when: Period | None, about: str
) -> Statement | None:
    read = count.parse(match["value"].strip(), rules)
    return None if read.count is None else stated(line, match, read.count, when, about)


def _before(lines: Sequence[Paragraph], index: int, many: int) -> list[str]:
    """The nearest lines before that are not blank, the nearest first."""
    near = range(index - 1, max(index - 4 * many, -1), -1)
    return [text for i in near if (text := lines[i].text.strip())][:many]


def _after(lines: Sequence[Paragraph], index: int, many: int) -> list[str]:
    near = range(index + 1, min(index + 4 * many, len(lines)))
    return [text for i in near if (text := lines[i].text.strip())][:many]

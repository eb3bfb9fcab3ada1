"""Counts in lists and sentences, each a statement with its words and place.

Only numbers that count something are taken: a list line that gives a period or label its number, or a
number that a sentence ties to what is counted. References, codes, sections of Acts, money, hours, ages,
dates, percentages and the quoted request are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from answerable.model import Count, Period, SmallNumbers, Source, Statement, count, period
from answerable.read import tokens
from answerable.read.grid import Paragraph

_WORD = "|".join(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"])
_N = r"(?:\d{1,3}(?:,\d{3})+|\d+)"
_BOUND = (
    r"(?:(?:fewer|less|more)\s+than|under|over|above|in\s+excess\s+of|at\s+least|up\s+to|exceeding|no\s+more\s+than|<|>)"
)
_VALUE = rf"(?:{_BOUND}\s*{_N}|{_N}\s*(?:or\s+(?:fewer|less|more)|\+)|<\s?\d+|\*|nil|zero|none|no\s+reports?|not\s+(?:known|recorded|held)|{_N})"
_ITEM = re.compile(
    rf"""^\s*(?:[•·▪◦●\-–*]\s+|\(?[a-z0-9]{{1,2}}[).]\s+)?
        (?P<label>\S.*?)\s*(?P<sep>:|=|\s[-–—]|\s?[–—]|[-–—]\s|\.{{3,}}|\t)\s*
        (?P<value>{_VALUE})(?P<mark>\s?\*)?
        (?:\s*\((?P<note>[^()]*)\))?
        (?P<tail>\s*[.;,]?\s*|\s*[-–—.,;:]?\s+[^\d].*)$""",
    re.I | re.X,
)
_NUMBERED = re.compile(rf"^\s*(?:q(?:uestion)?\s*|a(?:nswer)?\s*)?(?P<q>\d{{1,2}}|[a-z])\s*[).:]\s*(?P<value>{_VALUE})\s*\.?$", re.I)
_UNIT = (
    r"(?:offences?|crimes?|incidents?|reports?|victims?|records?|arrests?|charges?|cases?|people|persons?|individuals?"
    r"|allegations?|occurrences?|investigations?|suspects?|offenders?|requests?|notices?|applications?|cautions?|outcomes?"
    r"|complaints?|complainants?|logs?|calls?|referrals?|images?|children|nominals?|breaches|convictions?|disclosures?|results?)"
)
_SENTENCE_VALUE = re.compile(
    rf"""(?P<there>\bthere\s+(?:were|was|have\s+been|has\s+been)|\b(?:a\s+)?total\s+of|\brecorded|\breceived|\bidentified|\breturned|\bretrieved
            |\b(?:figure|number|count|total|answer)\b[^.\d]{{0,60}}?\b(?:is|was|were|are|stands\s+at))
        \s*(?:just\s+|approximately\s+|a\s+total\s+of\s+|some\s+)?(?P<v1>{_BOUND}\s+{_N}|{_N}|{_WORD}|no(?=\s)|none)\b(?!\s*(?:%|per\s?cent|hours?|minutes?|days?|working|years?|months?|weeks?|pages?|/|:|\.\d))
      | (?P<v2>{_BOUND}\s+{_N}|{_N})\s+(?:(?!and\b|or\b|to\b|of\b)[a-z][a-z\-']*\s+){{0,3}}?{_UNIT}\b
    """,
    re.I | re.X,
)
_FROM_TO = re.compile(rf"\bfrom\s+(?P<a>{_N})\s+(?:(?:in|during)\s+(?P<pa>[\w/ ]{{4,18}}?)\s+)?to\s+(?P<b>{_N})\b(?!\s*(?:%|per|years?|months?))", re.I)
_NOT_COUNTS = re.compile(
    r"""(?:section|sections|sec\.?|s\.|ss\.|schedule|paragraph|para|article|regulation|act|code|codes|ref(?:erence)?|no\.?|number|foi|ho|class|outcome|type)\s*[:#]?\s*\d[\d/().\-\w]*
      | \b\d+\s*/\s*\d+(?:\s*/\s*\d+)?\b | \b\d{1,2}:\d\d\b | [£$€]\s*[\d,.]+ | \b\d[\d,.]*\s*(?:%|per\s?cent\b|percent\b|p\b)
      | \b\d[\d,.]*\s*(?:hours?|hrs?|minutes?|mins?|working\s+days?|days?|weeks?|months?|years?(?!\s+to)|pages?)\b
      | \b(?:aged?|ages|age\s+of|under\s+the\s+age\s+of)\s+\d+(?:\s*(?:-|–|to|and)\s*\d+)? | \b\d+\s*(?:-|–)?\s*year[\s-]olds?
      | \d{1,3},\s\d{3},\d{3} | \b\d[\d,.]*\s*(?:million|billion|thousand|m\b|bn\b|k\b)
      | \b0\d[\d ]{8,12}\b | \b\d+(?:st|nd|rd|th)\b | \b\d+\.\d+\b | \b[a-z]+\d+\b | \b\d+[a-z]+\b""",
    re.I | re.X,
)


_CITATION = re.compile(r"\((?:[^()]*\b[A-Z][\w.]+[^()]*\s)?(?:19|20)\d\d[a-z]?(?:[,;][^()]*)?\)")


@dataclass(frozen=True, slots=True)
class Joined:
    """Lines that were wrapped, joined again: the text, and where each line starts in it."""

    text: str
    lines: tuple[tuple[int, Paragraph], ...]

    def source(self, start: int, end: int) -> Source:
        """The place of a part of the text: its line, and where it stands in that line."""
        offset, line = max((pair for pair in self.lines if pair[0] <= start), key=lambda pair: pair[0])
        return replace(line.source, printed=self.text[start:end], chars=(start - offset, end - offset))


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, with the place where it starts in its paragraph."""

    text: str
    start: int
    paragraph: Joined


MIN_WRAPPED = 55


def join_wrapped(lines: Sequence[Paragraph], start: int) -> Joined:
    """The paragraph that starts at a line: long lines run on into the next until a line ends a sentence."""
    text = lines[start].text
    parts = [(0, lines[start])]
    for line in lines[start + 1 :]:
        last = parts[-1][1].text.rstrip()
        follows = line.text.strip()
        if len(last) < MIN_WRAPPED or not follows or re.search(r"[:;]$", last) or _ITEM.match(line.text):
            break
        if re.search(r"[.!?]$", last) and len(last) < MIN_WRAPPED + 15:
            break
        text = f"{text} "
        parts.append((len(text), line))
        text += line.text
    return Joined(text, tuple(parts))


def sentences(paragraph: Joined) -> Iterator[Sentence]:
    """The sentences of a paragraph; abbreviations (``s. 40``, ``No. 5``) do not end one."""
    at = 0
    for match in re.finditer(r"(?<=[.!?])\s+(?=[A-Z“\"'(])", paragraph.text):
        head = paragraph.text[at : match.start()]
        if re.search(r"\b(?:s|ss|no|nos|sec|art|para|ref|mr|mrs|e\.g|i\.e|etc|approx)\.$", head, re.I):
            continue
        yield Sentence(head, at, paragraph)
        at = match.end()
    if paragraph.text[at:].strip():
        yield Sentence(paragraph.text[at:], at, paragraph)


def statements(lines: Sequence[Paragraph], quoted: set[int], rules: SmallNumbers | None) -> list[Statement]:
    """Every count that a list line or a sentence states, in order.

    Args:
        lines: paragraphs that belong to no table.
        quoted: indices of those that quote the request.
        rules: what the body means by its marks.
    """
    found: list[Statement] = []
    heading = ""
    joined_to = 0
    for index, line in enumerate(lines):
        text = line.text.strip()
        if not text or index < joined_to or _is_dense(text):
            continue
        if index in quoted:
            heading = text.rstrip(":?")
            continue
        items = list(_items(line, heading, rules))
        if items and (items[0].period is not None or _in_list(lines, index)):
            found += items
            continue
        paragraph = join_wrapped(lines, index)
        joined_to = index + len(paragraph.lines)
        said = [s for sentence in sentences(paragraph) for s in _in_sentence(sentence, rules)]
        found += said
        if not said or text.endswith(":"):
            heading = text.rstrip(":")
    return found


def _items(line: Paragraph, heading: str, rules: SmallNumbers | None) -> Iterator[Statement]:
    """The statements of a list line: ``2019: 34``, ``Rape - 12 (9)``, ``1) 223``."""
    if match := _NUMBERED.match(line.text):
        if (read := count.parse(match["value"].strip(), rules)).count is not None and read.state != "open":
            yield _statement(line, match, read.count, None, heading)
        return
    match = _ITEM.match(line.text)
    if match is None or len(match["label"]) > 120:
        return
    label = match["label"].strip(" :-–")
    if match["sep"] == ":" and label[-1:].isdigit() and period.parse(label) is None:
        return  # a time of day
    when = period.parse(label) or next((p for p, a, b in period.find(label) if b - a > 0.5 * len(label)), None)
    if when is None and (tokens.is_rate_heading(label) or not _plain_label(label)):
        return
    read = count.parse(match["value"].strip(), rules)
    if read.count is None or not _plain_tail(match["tail"]):
        return
    about = heading if when else label
    yield _statement(line, match, read.count, when, about)
    before = re.fullmatch(rf"(?:previous(?:ly)?|last\s+year|was|prev\.?)?\s*:?\s*({_N})", (match["note"] or "").strip(), re.I)
    if before and when is None:
        earlier = count.number(before[1])
        if earlier is not None:
            note = replace(line.source, printed=before[1], chars=match.span("note"))
            yield Statement(line.text.strip(), Count.exactly(earlier), note, None, f"{label} (previous period)")


def _is_dense(text: str) -> bool:
    """True for a line so full of numbers that it is a table which lost its shape."""
    numbers = re.findall(r"(?<![\w/.])[\d,]+(?![\w/])", text)
    return len(numbers) >= 6 and len(numbers) >= 0.3 * len(text.split())


_REFERENCE = re.compile(r"\b(?:ref(?:erence)?|foi|date|dated|tel(?:ephone)?|fax|phone|our\s+ref|your\s+ref|page|version|enquiry|request|case|log|pub|id|number|no|section|act|email|hours?|minutes?|cost|fee|population)\b", re.I)  # fmt: skip


def _plain_label(label: str) -> bool:
    """A label of words that names what is counted: not a reference, a date, a section, a sentence."""
    return (
        any(c.isalpha() for c in label)
        and not _REFERENCE.search(label)
        and not re.search(r"[.?!]\s", label)
        and len(label.split()) <= 14
    )


def _plain_tail(tail: str) -> bool:
    """True unless what follows makes the number no count: a unit of time, a percentage, a further number."""
    return not re.match(r"\s*[-–—.,;:]?\s*(?:%|per\s?cent|hours?|hrs|minutes?|mins?|days?|weeks?|months?|years?|working|pages?|am|pm|/)", tail, re.I)  # fmt: skip


def _in_list(lines: Sequence[Paragraph], index: int) -> bool:
    """True where a neighbouring line is a list line too: one such line alone may be anything."""
    if _NUMBERED.match(lines[index].text):
        return True
    near = [lines[i] for i in _neighbours(lines, index)]
    return any(_ITEM.match(line.text) and not _REFERENCE.search(line.text) for line in near)


def _neighbours(lines: Sequence[Paragraph], index: int) -> list[int]:
    """The nearest line before and after that is not blank."""
    before = next((i for i in range(index - 1, max(index - 4, -1), -1) if lines[i].text.strip()), None)
    after = next((i for i in range(index + 1, min(index + 4, len(lines))) if lines[i].text.strip()), None)
    return [i for i in (before, after) if i is not None]


def _statement(line: Paragraph, match: re.Match[str], value: Count, when: Period | None, about: str) -> Statement:
    start, end = match.span("value")
    source = replace(line.source, printed=line.text[start:end].strip(), chars=(start, end))
    return Statement(line.text.strip(), value, source, when, about)


def _in_sentence(sentence: Sentence, rules: SmallNumbers | None) -> Iterator[Statement]:
    """The counts that a sentence states, each with the period nearest to it in the sentence."""
    text = sentence.text
    if text.rstrip().endswith("?") or len(text) > 1500:
        return
    cited = [m.span() for m in _CITATION.finditer(text)]
    periods = [p for p in period.find(text) if not any(a <= p[1] < b for a, b in cited)]
    masked = _mask(_blot(text, _CITATION), periods)
    for match in _FROM_TO.finditer(masked):
        for name in ("a", "b"):
            yield _said(sentence, match.span(name), rules, None)
    for match in _SENTENCE_VALUE.finditer(_blot(masked, _FROM_TO)):
        span = match.span("v1") if match["v1"] else match.span("v2")
        yield _said(sentence, span, rules, _nearest(periods, span))


def _mask(text: str, periods: Sequence[tuple[Period, int, int]]) -> str:
    """The sentence with periods and numbers that count nothing blotted out, every place kept."""
    for _, start, end in periods:
        told = re.search(r"(?:there\s+(?:were|was)|total\s+of|recorded)\s+$", text[:start], re.I)
        if not (told and re.fullmatch(r"\d{4}", text[start:end]) and re.match(rf"\s+{_UNIT}", text[end:], re.I)):
            text = text[:start] + "~" * (end - start) + text[end:]
    return _blot(text, _NOT_COUNTS)


def _blot(text: str, pattern: re.Pattern[str]) -> str:
    return pattern.sub(lambda m: "~" * len(m[0]), text)


def _nearest(periods: Sequence[tuple[Period, int, int]], span: tuple[int, int]) -> Period | None:
    if not periods:
        return None
    return min(periods, key=lambda p: min(abs(p[1] - span[1]), abs(span[0] - p[2])))[0]


def _said(sentence: Sentence, span: tuple[int, int], rules: SmallNumbers | None, when: Period | None) -> Statement:
    printed = sentence.text[span[0] : span[1]]
    read = count.parse(printed, rules)
    number = count.number(printed)
    value = read.count if read.count is not None else Count.exactly(number or 0)
    at = (sentence.start + span[0], sentence.start + span[1])
    source = sentence.paragraph.source(*at)
    return Statement(sentence.text.strip(), value, source, when, sentence.text.strip())

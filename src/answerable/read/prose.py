"""Counts in lists and sentences, each a statement with its words and place.

Only numbers that count something are taken: a list line that gives a period or label its number, or a
number that a sentence ties to what is counted. References, codes, sections of Acts, money, hours, ages,
dates, percentages and the quoted request are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from answerable.model import Count, Period, SmallNumbers, Source, Statement, count, period
from answerable.read import tokens
from answerable.read.grid import Paragraph

_WORD = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_N = r"(?:\d{1,3}(?:,\d{3})+|\d+)"
_BOUND = r"(?:(?:fewer|less|more)\s+than|under|over|above|in\s+excess\s+of|at\s+least|up\s+to|exceeding|no\s+more\s+than|<|>)"
_VALUE = rf"(?:{_BOUND}\s*{_N}|{_N}\s*(?:or\s+(?:fewer|less|more)|\+)|<\s?\d+|\*|nil|zero|none|no\s+reports?|not\s+(?:known|recorded|held)|{_N})"
_ITEM = re.compile(
    rf"""^\s*(?:[•·▪◦●\-–*]\s+|\(?[a-z0-9]{{1,2}}[).]\s+)?
        (?P<label>\S.*?)\s*(?P<sep>:|=|\s[-–—]|\s?[–—]|[-–—]\s|\.{{3,}}|\t)\s*
        (?P<value>{_VALUE})(?P<mark>\s?\*)?
        (?:\s*\((?P<note>[^()]*)\))?
        (?P<tail>\s*[.;,]?\s*|\s*[-–—.,;:]?\s+[^\d].*)$""",
    re.I | re.X,
)
_NUMBERED = re.compile(
    rf"^\s*(?:q(?:uestion)?\s*|a(?:nswer)?\s*)?(?P<q>\d{{1,2}}|[a-z])\s*[).:]\s*(?P<value>{_VALUE})\s*\.?$",
    re.I,
)
_UNIT = (
    r"(?:offences?|crimes?|incidents?|reports?|victims?|records?|arrests?|charges?|cases?|people|persons?|individuals?"
    r"|allegations?|occurrences?|investigations?|suspects?|offenders?|requests?|notices?|applications?|cautions?|outcomes?"
    r"|complaints?|complainants?|logs?|calls?|referrals?|images?|children|nominals?|breaches|convictions?|disclosures?|results?)"
)
_SENTENCE_VALUE = re.compile(
    rf"""(?P<there>\bthere\s+(?:were|was|have\s+been|has\s+been)|\b(?:a\s+)?total\s+of|\brecorded|\breceived|\bidentified|\breturned|\bretrieved
            |\b(?:figure|number|count|total|answer)\b[^.\d]{{0,60}}?\b(?:is|was|were|are|stands\s+at))
        \s*(?:just\s+|approximately\s+|a\s+total\s+of\s+|some\s+)?(?P<v1>{_BOUND}\s+{_N}|{_N}|{_WORD}|no(?=\s)|none)\b(?!\s*(?:%|per\s?cent|hours?|minutes?|days?|working|years?|months?|weeks?|pages?|/|:|\.\d|[\d<*]))
      | (?<![\d*]\s)(?P<v2>{_BOUND}\s+{_N}|{_N})\s+(?:(?!and\b|or\b|to\b|of\b)[a-z][a-z\-']*\s+){{0,3}}?{_UNIT}\b
    """,
    re.I | re.X,
)
_FROM_TO = re.compile(
    rf"\bfrom\s+(?P<a>{_N})\s+(?:(?:in|during)\s+(?P<pa>[\w/ ]{{4,18}}?)\s+)?to\s+(?P<b>{_N})\b(?!\s*(?:%|per|years?|months?))",
    re.I,
)
_NOT_COUNTS = re.compile(
    r"""(?:section|sections|sec\.?|s\.|ss\.|schedule|paragraph|para|article|regulation|act|code|codes|ref(?:erence)?|no\.?|number|foi|ho|class|outcome|type)\s*[:#]?\s*\d[\d/().\-\w]*
      | \b(?:w|pre)/\d+\b | \b\d+\s*/\s*\d+(?:\s*/\s*\d+)?\b | \b\d{1,2}:\d\d\b | [£$€]\s*[\d,.]+ | \b\d[\d,.]*\s*(?:%|per\s?cent\b|percent\b|p\b)
      | \b\d[\d,.]*\s*(?:hours?|hrs?|minutes?|mins?|working\s+days?|days?|weeks?|months?|years?(?!\s+to)|pages?)\b
      | \b(?:aged?|ages|age\s+of|under\s+the\s+age\s+of)\s+\d+(?:\s*(?:-|–|to|and)\s*\d+)? | \b\d+\s*(?:-|–)?\s*year[\s-]olds?
      | \d{1,3},\s\d{3},\d{3} | \b\d[\d,.]*\s*(?:million|billion|thousand|m\b|bn\b|k\b)
      | \b0\d[\d ]{8,12}\b | \b\d+(?:st|nd|rd|th)\b | \b\d+\.\d+\b | \b[a-z]+\d+\b | \b\d+[a-z]+\b""",
    re.I | re.X,
)


_FIGURE = re.compile(r"\d")
_MAY_COUNT = re.compile(rf"\d|\b(?:{_WORD}|no|none)\b", re.I)
_HEDGED = re.compile(
    r"(?:\babout|\baround|\bapproximately|\bapprox\.?|\bsome|\broughly|\bnearly|\balmost|\bcirca|\bc\.|~)\s*$",
    re.I,
)
_IN_BRACKETS = re.compile(r"\([^()\d]{0,12}(?:[^():]{4,24}?)\s*[:=–-]\s*(?P<n>\d{1,3}(?:,\d{3})+|\d+)\s*\)")
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
MIN_DENSE = 6


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
    before_said = any(_SAYS_PREVIOUS.search(line.text) for i, line in enumerate(lines) if i not in quoted)
    for index, line in enumerate(lines):
        text = line.text.strip()
        if not text or index < joined_to:
            continue
        if _is_table(lines, index):
            found += () if index in quoted else _inline(line, heading, rules)
            continue
        if index in quoted:
            heading = text.rstrip(":?")
            continue
        items = list(_items(line, heading, rules, before_said=before_said)) or list(
            _inline(line, heading, rules)
        )
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


def _items(
    line: Paragraph, heading: str, rules: SmallNumbers | None, *, before_said: bool
) -> Iterator[Statement]:
    """The statements of a list line: ``2019: 34``, ``Rape - 12 (9)``, ``1) 223``."""
    if match := _NUMBERED.match(line.text):
        if (read := count.parse(match["value"].strip(), rules)).count is not None and read.state != "open":
            yield _statement(line, match, read.count, None, heading)
        return
    match = _ITEM.match(line.text)
    if match is None or len(match["label"]) > 120:
        return
    label = match["label"].strip(" :-–")
    if (
        match["sep"] == ":"
        and re.search(r"(?:^|[\s,])\d{1,2}$", label)
        and re.fullmatch(r"\d\d", match["value"])
    ):
        return  # a time of day
    inner = list(period.find(label))
    main, in_brackets = _heading_periods(heading)
    when = period.parse(label) or (inner[0][0] if len(inner) == 1 else None)
    if when is None and (tokens.is_rate_heading(label) or not _plain_label(label)):
        return
    read = count.parse(match["value"].strip(), rules)
    if read.count is None or not _plain_tail(match["tail"]):
        return
    words = label if when is None else _without_period(label, inner)
    about = words or heading
    when = when or main
    yield _statement(line, match, read.count, when, about)
    before = _PREVIOUS.fullmatch((match["note"] or "").strip())
    earlier = count.number(before["n"]) if before else None
    if before and earlier is not None:
        note = replace(line.source, printed=before["n"], chars=match.span("note"))
        then = in_brackets or (_year_before(when) if when is not None and before_said else None)
        yield Statement(
            line.text.strip(), Count.exactly(earlier), note, then, f"{about} (previous period)".strip()
        )


_PREVIOUS = re.compile(rf"(?:previous(?:ly)?|last\s+year|was|prev\.?)?\s*:?\s*(?P<n>{_N})", re.I)
_SAYS_PREVIOUS = re.compile(
    r"\bbrackets?\b.*\b(?:previous|last|prior|preceding|earlier)\b|\b(?:previous|prior)\b.*\bbrackets?\b",
    re.I,
)


def _heading_periods(heading: str) -> tuple[Period | None, Period | None]:
    """The period that a list's heading names, and the one that it says stands in brackets."""
    main = bracketed = None
    for found, start, end in period.find(heading):
        if re.match(r"\s*(?:figures?\s+|is\s+|are\s+)?in\s+brackets", heading[end:], re.I) or re.search(
            r"in\s+brackets\s*(?:are|is|for|:)?\s*$", heading[:start], re.I
        ):
            bracketed = found
        elif main is not None:
            return None, bracketed
        else:
            main = found
    return main, bracketed


def _without_period(label: str, inner: Places) -> str:
    """The label's own words, with the period that it names cut out."""
    for _, start, end in inner:
        label = label[:start] + " " * (end - start) + label[end:]
    words = " ".join(label.split()).strip(" :-–,")
    return (
        words
        if any(c.isalpha() for c in words) and words.lower() not in {"year", "financial year", "fy"}
        else ""
    )


def _year_before(when: Period) -> Period | None:
    """The same days a year earlier, for whole years."""
    if not when.is_whole_year:
        return None
    year = when.start.year - 1
    return Period.year(year) if when.kind == "calendar year" else Period.financial(year)


def _inline(line: Paragraph, heading: str, rules: SmallNumbers | None) -> Iterator[Statement]:
    """``2009-10 728 / 2010-11 699``: periods and values in turn on one line, and nothing else."""
    places = list(period.find(line.text))
    if len(places) < 2 or line.text[: places[0][1]].strip(" •-–*"):
        return
    found = []
    for (when, _, end), after in zip(places, [*places[1:], None], strict=True):
        stop = after[1] if after else len(line.text)
        match = _INLINE_VALUE.fullmatch(line.text[end:stop])
        if match is None:
            return
        found.append((when, end + match.start("n"), end + match.end("n")))
    for when, start, end in found:
        source = replace(line.source, printed=line.text[start:end], chars=(start, end))
        read = count.parse(line.text[start:end], rules)
        if read.count is not None:
            yield Statement(line.text.strip(), read.count, source, when, heading)


_INLINE_VALUE = re.compile(rf"\s*[:=\-–]?\s*(?P<n>{_VALUE})\s*[/;,|.]?\s*", re.I)


def _is_table(lines: Sequence[Paragraph], index: int) -> bool:
    """True for a line so full of numbers, or so full and no sentence, that it is a table which lost its shape."""
    text = lines[index].text.strip()
    numbers = len(tokens.NUMBERS.findall(text))
    if numbers < MIN_DENSE:
        return False
    return numbers >= 0.3 * len(text.split()) or join_wrapped(lines, index).text.rstrip()[-1] not in ".!?”)"


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


def _statement(
    line: Paragraph, match: re.Match[str], value: Count, when: Period | None, about: str
) -> Statement:
    start, end = match.span("value")
    source = replace(line.source, printed=line.text[start:end].strip(), chars=(start, end))
    return Statement(line.text.strip(), value, source, when, about)


def _in_sentence(sentence: Sentence, rules: SmallNumbers | None) -> Iterator[Statement]:
    """The counts that a sentence states, each with the period nearest to it in the sentence."""
    text = sentence.text
    if text.rstrip().endswith("?") or len(text) > 1500 or not _MAY_COUNT.search(text):
        return
    cited = [m.span() for m in _CITATION.finditer(text)]
    periods = [p for p in period.find(text) if not any(a <= p[1] < b for a, b in cited)]
    aside = [found for place in periods if (found := _IN_BRACKETS.match(text, place[1] - 1)) is not None]
    for place, found in ((p, f) for f in aside for p in periods if p[1] == f.start() + 1):
        yield _said(sentence, found.span("n"), rules, place[0])
    periods = [p for p in periods if not any(f.start() < p[1] < f.end() for f in aside)]
    text = _without(text, [found.span() for found in aside])
    masked = _mask(_without(text, cited), periods)
    if not _MAY_COUNT.search(masked):
        return
    changes = list(_FROM_TO.finditer(masked))
    for match in changes:
        for name in ("a", "b"):
            yield _said(sentence, match.span(name), rules, None)
    matches = list(_SENTENCE_VALUE.finditer(_without(masked, [match.span() for match in changes])))
    spans = [match.span("v1") if match["v1"] else match.span("v2") for match in matches]
    for span in spans:
        if span[0] + sentence.start == 0 and re.match(r"\d{1,2}\s+[A-Z]", text):
            continue  # the mark of a footnote
        yield _said(sentence, span, rules, _period_of(periods, spans, span))


def _mask(text: str, periods: Sequence[tuple[Period, int, int]]) -> str:
    """The sentence with periods and numbers that count nothing blotted out, every place kept."""
    for _, start, end in periods:
        told = re.search(r"(?:there\s+(?:were|was)|total\s+of|recorded)\s+$", text[:start], re.I)
        if not (
            told and re.fullmatch(r"\d{4}", text[start:end]) and re.match(rf"\s+{_UNIT}", text[end:], re.I)
        ):
            text = text[:start] + "~" * (end - start) + text[end:]
    return _NOT_COUNTS.sub(lambda m: "~" * len(m[0]), text) if _FIGURE.search(text) else text


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with some stretches blotted out, every place kept."""
    for start, end in spans:
        text = text[:start] + "~" * (end - start) + text[end:]
    return text


Places = Sequence[tuple[Period, int, int]]


def _period_of(periods: Places, spans: Sequence[tuple[int, int]], span: tuple[int, int]) -> Period | None:
    """The period that a value is about.

    Where values and periods take turns ("in 2010/11 there were 1,687 and in 2011/12 1,899"; "373 in 2012/13
    against 186 in 2004/05") they pair in that order; else the nearest period is meant.
    """
    if not periods:
        return None
    order = sorted([(a, "p") for _, a, _ in periods] + [(a, "v") for a, _ in spans])
    turns = "".join(kind for _, kind in order)
    if turns in {"pv" * len(spans), "vp" * len(spans)}:
        return sorted(periods, key=lambda p: p[1])[sorted(spans).index(span)][0]
    return min(periods, key=lambda p: min(abs(p[1] - span[1]), abs(span[0] - p[2])))[0]


def _roughly(value: Count) -> Count:
    """What an approximate number can be: a unit of its last printed figure either way."""
    if value.high is None:
        return value
    zeros = len(str(value.low)) - len(str(value.low).rstrip("0"))
    unit = 10**zeros if value.low else 1
    return Count(max(0, value.low - unit), value.high + unit)


def _said(
    sentence: Sentence, span: tuple[int, int], rules: SmallNumbers | None, when: Period | None
) -> Statement:
    printed = sentence.text[span[0] : span[1]]
    read = count.parse(printed, rules)
    number = count.number(printed)
    value = read.count if read.count is not None else Count.exactly(number or 0)
    if _HEDGED.search(sentence.text[: span[0]]):
        value = _roughly(value)
    at = (sentence.start + span[0], sentence.start + span[1])
    source = sentence.paragraph.source(*at)
    return Statement(sentence.text.strip(), value, source, when, sentence.text.strip())

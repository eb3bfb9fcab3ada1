"""Counts that a sentence states, each with the period that it is about.

Citations, codes, sections of Acts, money, hours, ages, dates and percentages are blotted out first, every place
kept; what is left and is tied to something counted is a statement.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from answerable.model import Count, Period, SmallNumbers, Source, Statement, count, period
from answerable.read.grid import Paragraph
from answerable.read.wording import BETWEEN, FROM_TO, GROUPS, NOT_COUNTS, NUMBER, SENTENCE_VALUE, UNIT, WORD

_IN = re.compile(r"\s+(?:in|during|for)\s+(?:the\s+)?(?:(?:calendar|financial)\s+year\s+)?", re.I)
# Tried where a word or a number begins, and there by its first letter: most of a sentence is passed over.
_YEAR = r"(?:19|20)\d\d(?:\s?[/–-]\s?\d\d)?"
_COUNTED = r"(?:there\s+(?:were|was)|recorded|received|identified|returned|was|were)"
_BOTH = rf"(?P<a>{NUMBER})\s+and\s+(?P<b>{NUMBER})\b(?!\s*(?:%|per|hours?|minutes?|days?|pages?|years?|months?|weeks?|[.,]\d))"
_RESPECTIVELY = (
    re.compile(rf"\b(?P<pa>{_YEAR})\s+and\s+(?P<pb>{_YEAR})\b[^.\d]{{0,60}}?\b{_COUNTED}\s+{_BOTH}", re.I),
    re.compile(rf"\b{_COUNTED}\s+{_BOTH}[^.\d]{{1,60}}?\b(?P<pa>{_YEAR})\s+and\s+(?P<pb>{_YEAR})\b", re.I),
)
"""Two numbers for two years, named in the same order."""
_LISTED = re.compile(r"\s*(?:,|&|,?\s*(?:and|or))\s*", re.I)
_FIGURE = re.compile(r"\d")
_AROUND = 160
"""So many characters before and after a figure tell whether it counts something."""

_BOUND_BEHIND = re.compile(r"\+|\s+or\s+(?:(?P<most>fewer|less|under)|more|over|above)\b", re.I)
"""What makes a number a bound behind it: "50+", "50 or more"."""
_MAY_COUNT = re.compile(rf"\d|\b(?:{WORD}|no|none|zero|nil)\b", re.I)
_HEDGED = re.compile(
    r"(?:\babout|\baround|\bapproximately|\bapprox\.?|\bsome|\broughly|\bnearly|\balmost|\bcirca|\bc\.|~)\s*$",
    re.I,
)
_SHORTENED = re.compile(
    r"\b(?:s|ss|no|nos|sec|art|para|ref|mr|mrs|e\.g|i\.e|etc|approx|max|min|tel|ext|fig|vol|cat|inc|est|c|p|pp|q|op|jan|feb|mar|apr|jun|jul|aug"
    r"|sept?|oct|nov|dec)\.$",
    re.I,
)
_CAPITAL = re.compile(r"[A-Z“\"'(]|\d[\d,]*\s+[a-z]")
_LONGEST = 8  # no shortened word with the letter before it is longer
_IN_BRACKETS = re.compile(r"\([^()\d]{0,12}(?:[^():]{4,24}?)\s*[:=–-]\s*(?P<n>\d{1,3}(?:,\d{3})+|\d+)\s*\)")
_CITATION = re.compile(r"\((?:[^()]*\b[A-Z][\w.]+[^()]*\s)?(?:19|20)\d\d[a-z]?(?:[,;][^()]*)?\)")
LAW = re.compile(
    r"\b(?:Acts?|Regulations?|Order|Bill|Rules|Directive|Measure)(?:\s*\([^()\d]*\))?,?\s+(?:of\s+)?(?P<year>(?:19|20)\d\d)\b(?!/\d)"
)
"""An Act with its year, in which nothing was counted."""
_IN_FORCE = re.compile(
    r"\b(?:enactment|enacted|commencement|commenced|in(?:to)?\s+(?:force|effect))\s+(?:on|in|from)\s+$", re.I
)
"""What stands before the day on which a law began."""
_NEAR = 40  # characters: words that end at a place begin no further before it


Places = Sequence[tuple[Period, int, int]]


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


def sentences(paragraph: Joined) -> Iterator[Sentence]:
    """The sentences of a paragraph; abbreviations (``s. 40``, ``No. 5``) do not end one."""
    at = 0
    begins = {start for start, _ in paragraph.lines}
    for match in re.finditer(r"(?<=[.!?])\s+(?=\S)", paragraph.text):
        if match.end() not in begins and not _CAPITAL.match(paragraph.text, match.end()):
            continue
        head = paragraph.text[at : match.start()]
        if _SHORTENED.search(head[-_LONGEST:]):
            continue
        yield Sentence(head, at, paragraph)
        at = match.end()
    if paragraph.text[at:].strip():
        yield Sentence(paragraph.text[at:], at, paragraph)


_YEAR_AND_VALUE = re.compile(r"(?P<y>(?:19|20)\d\d)\s+[-–—]\s+(?P<v>\d\d)")
_MOST_POOLED = 12


def periods_in(text: str) -> list[tuple[Period, int, int]]:
    """The periods that a text names; ``2019 – 54`` is a year and its value, since nobody pools so many years."""
    found = []
    for when, start, end in period.find(text):
        match = _YEAR_AND_VALUE.fullmatch(text[start:end])
        if match is not None and (int(match["v"]) - int(match["y"])) % 100 > _MOST_POOLED:
            found.append((Period.year(int(match["y"])), start, start + match.end("y")))
        else:
            found.append((when, start, end))
    return found


def in_sentence(sentence: Sentence, rules: SmallNumbers | None) -> Iterator[Statement]:
    """The counts that a sentence states, each with the period nearest to it in the sentence.

    Args:
        sentence: one of a paragraph.
        rules: what the body means by its marks.

    Yields:
        Statements in the order of their numbers; none for a question, or what else asks for figures.
    """
    text = sentence.text
    if text.rstrip().endswith("?") or len(text) > 1500 or not _MAY_COUNT.search(text):
        return
    if "lease" in text and _ASKS.search(text):
        return
    periods, cited = _periods_and_laws(text)
    aside = [found for place in periods if (found := _IN_BRACKETS.match(text, place[1] - 1)) is not None]
    for place, found in ((p, f) for f in aside for p in periods if p[1] == f.start() + 1):
        yield _said(sentence, found.span("n"), rules, place[0])
    paired = [found for pattern in _RESPECTIVELY for found in pattern.finditer(text)][:1]
    for found, which in itertools.product(paired, "ab"):
        yield _said(sentence, found.span(which), rules, period.parse(found[f"p{which}"]))
    aside += paired
    periods = [
        p
        for p in periods
        if not any(f.start() <= p[1] < f.end() for f in aside) and not _counts(text, p[1], p[2])
    ]
    text = _without(text, [found.span() for found in aside])
    masked = _mask(_without(text, cited), periods)
    if not _MAY_COUNT.search(masked):
        return
    between = list(_between(sentence, masked, periods))
    yield from (said for _, said in between)
    masked = _without(masked, [span for span, _ in between])
    changes = list(FROM_TO.finditer(masked))
    for match, which in itertools.product(changes, "ab"):
        when = next((p for p, a, _ in periods if _IN.fullmatch(text[match.end(which) : a])), None)
        yield _said(sentence, match.span(which), rules, when)
    matches = list(SENTENCE_VALUE.finditer(_without(masked, [match.span() for match in changes])))
    spans = [
        match.span(next(v for v in GROUPS if match[v]))
        for number, match in enumerate(matches)
        if not _none(match) and (number or changes or not match["elided"])
    ]
    for span in spans:
        if span[0] + sentence.start == 0 and re.match(r"\d{1,2}\s+[A-Z]", text):
            continue  # the mark of a footnote
        yield _said(sentence, span, rules, _period_of(periods, spans, span, text))


def _between(sentence: Sentence, masked: str, periods: Places) -> Iterator[tuple[tuple[int, int], Statement]]:
    """The counts of which a sentence says between which numbers they lie, each with its place in the sentence."""
    for match in BETWEEN.finditer(masked):
        pair = [count.number(match[name]) for name in ("a", "b", "c", "d") if match[name]]
        low, high = pair[0] or 0, pair[1] or 0
        if low >= high:
            continue
        span = (match.start("a" if match["a"] else "c"), match.end())
        source = sentence.paragraph.source(sentence.start + span[0], sentence.start + span[1])
        when = _period_of(periods, [span], span, sentence.text)
        text = sentence.text.strip()
        yield span, Statement(text, Count(low, high), source, when, text)


def _periods_and_laws(text: str) -> tuple[list[tuple[Period, int, int]], list[tuple[int, int]]]:
    """The periods that a sentence names, and where it cites a law or a paper with its year."""
    dated = periods_in(text)
    cited = [m.span() for m in _CITATION.finditer(text)] if dated else []  # both cite with a year
    cited += [m.span("year") for m in LAW.finditer(text)] if dated else []
    periods = [
        p
        for p in dated
        if not any(a <= p[1] < b for a, b in cited) and not _IN_FORCE.search(text, max(0, p[1] - _NEAR), p[1])
    ]
    return periods, cited


_ASKS = re.compile(
    r"\bplease\s+(?:can|could|would|provide|supply|suppress|state|tell|include|specify|break|give|list|mark)\b",
    re.I,
)
"""A sentence that asks for figures gives none."""
_NOUGHT_OF = re.compile(rf"\s+(?:[a-z][a-z\-']*\s+){{0,4}}?{UNIT}\b", re.I)


def _none(match: re.Match[str]) -> bool:
    """True for a "no" that counts nothing: "there has been no access", and not "there has been no crime".

    What there "were" none of is counted, whatever it is.
    """
    if (match["v1"] or "").lower() != "no" or re.search(r"were|have", match["there"], re.I):
        return False
    return _NOUGHT_OF.match(match.string, match.end("v1")) is None


_TOLD = re.compile(
    r"(?:there\s+(?:were|was)|total\s+of|recorded|received|published|issued|made|seized)\s+$", re.I
)


def _counts(text: str, start: int, end: int) -> bool:
    """True for what looks like a year and is a count: "there were 2019 offences"."""
    if not re.fullmatch(r"\d{4}", text[start:end]) or not _TOLD.search(text, max(0, start - _NEAR), start):
        return False
    return re.match(rf"\s+(?:[a-z][a-z\-']*\s+){{0,2}}?{UNIT}", text[end:], re.I) is not None


def _mask(text: str, periods: Sequence[tuple[Period, int, int]]) -> str:
    """The sentence with periods and numbers that count nothing blotted out, every place kept."""
    text = _without(text, [(start, end) for _, start, end in periods])
    if (first := _FIGURE.search(text)) is None:
        return text
    text = _without(text, _listed_names(text))
    last = max(map(text.rfind, "0123456789"))  # what counts nothing holds a figure, and few words around it
    found = NOT_COUNTS.finditer(text, max(0, first.start() - _AROUND), last + _AROUND)
    return _without(text, [match.span() for match in found])


_NAMED = re.compile(
    r"\b(?:questions|points|tables|parts|sections|paragraphs|lines|columns|rows|pages|options|q'?s)\s+(?P<n>\d{1,2})\b",
    re.I,
)
_ALSO = re.compile(r"\s*(?:,|&|\band\b|\bor\b|\bto\b|[-–])\s*(?:and\s+)?(?P<n>\d{1,2})\b(?!,\d)", re.I)
_FAR = 5


def _listed_names(text: str) -> Iterator[tuple[int, int]]:
    """The numbers of a list that name things, after the first: "questions 1, 2 and 5"."""
    for match in _NAMED.finditer(text):
        at, last = match.end(), int(match["n"])
        while (after := _ALSO.match(text, at)) is not None and last < int(after["n"]) <= last + _FAR:
            yield after.span("n")
            at, last = after.end(), int(after["n"])


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with some stretches blotted out, every place kept."""
    for start, end in spans:
        text = text[:start] + "~" * (end - start) + text[end:]
    return text


_BEFORE = re.compile(
    r"""(?:\b(?:(?:first|last|second|third|final|other|latter|remaining)\s+(?:\w+\s+)?(?:months?|weeks?|quarters?|half|part|days?)
            | half | part | rest | remainder)\s+(?:of|in)
        | \b(?:so\s+far\s+(?:in|this) | up\s+(?:to|until) | until | (?<!compared\s)(?<!relative\s)(?<!similar\s)to | as\s+(?:at|of|on) | by | before | after | prior\s+to | early | late))
        \s+(?:(?:in|the)\s+)?(?:(?:end|start|beginning)\s+of\s+)?(?:the\s+)?(?:(?:calendar|financial)\s+year\s+)?$""",
    re.I | re.X,
)
_SINCE = re.compile(r"\bsince\s+(?:the\s+(?:start|beginning)\s+of\s+)?$", re.I)
_AFTER = re.compile(r"\s*(?:so\s+far|to\s+date|onwards?)\b", re.I)
_ANOTHER = re.compile(
    r"\b(?:in|for|during)\s+(?:q[1-4]\b|the\s+(?:\w+\s+)?(?:quarter|half|month)\b(?!(?<=\bthe\smonth)\s+of\s*$))"
    r"|\b(?:the\s+)?(?:previous|preceding|prior|following|next|last)\s+(?:financial\s+|calendar\s+)?year\b|\byear\s+before\b|\b(?:each|every)\s+year\b"
    r"|\b(?:in|for|during)\s+(?:january|february|march|april|may|june|july|august|september|october|november|december)\b",
    re.I,
)
"""A period that the sentence names without saying which it is."""
_NEXT = re.compile(r"[,;]|\band\b")
_CLOSE = 60


def _period_of(
    periods: Places, spans: Sequence[tuple[int, int]], span: tuple[int, int], text: str
) -> Period | None:
    """The period that a value is about; None where the sentence names a part of one, or another that it does not tell."""
    place = _place_of(periods, spans, span, text)
    if place is None:
        return None
    when, start, end = place
    between = text[end : span[0]] if end <= span[0] else text[span[1] : start]
    others = [a for a, _ in spans if span[1] <= a]
    behind = text[span[1] : min([*others, start if start > span[1] else len(text), span[1] + _CLOSE])]
    if others:
        behind = _NEXT.split(behind, maxsplit=1)[0]  # what follows introduces the next value
    if _ANOTHER.search(between) or _ANOTHER.search(behind):
        return None
    if _SINCE.search(text, max(0, start - _NEAR), start):
        return Period(when.start)
    return None if is_part(text, start, end) else when


def is_part(text: str, start: int, end: int) -> bool:
    """True where the words around a period say that a part of it is meant, or that it only ends or begins there."""
    return bool(_BEFORE.search(text, max(0, start - _CLOSE), start) or _AFTER.match(text, end))


def _place_of(
    periods: Places, spans: Sequence[tuple[int, int]], span: tuple[int, int], text: str
) -> tuple[Period, int, int] | None:
    """The period that stands with a value.

    Where values and periods take turns ("in 2010/11 there were 1,687 and in 2011/12 1,899"; "373 in 2012/13
    against 186 in 2004/05") they pair in that order; else the nearest period is meant, unless it is one of a
    list ("in 2019 and 2022 there were 12").
    """
    if not periods:
        return None
    by_place = sorted(periods, key=lambda p: p[1])
    pairs = itertools.pairwise(by_place)
    listed = [place for pair in pairs if _LISTED.fullmatch(text[pair[0][2] : pair[1][1]]) for place in pair]
    own = next((place for place in periods if _IN.fullmatch(text[span[1] : place[1]])), None)
    if own is not None:
        return None if own in listed else own
    order = sorted([(a, "p") for _, a, _ in periods] + [(a, "v") for a, _ in spans])
    turns = "".join(kind for _, kind in order)
    if turns in {"pv" * len(spans), "vp" * len(spans)}:
        return by_place[sorted(spans).index(span)]
    nearest = min(
        periods,
        key=lambda p: (
            _is_parted(text, p, span) + _is_of_the_next(text, p, span, spans),
            min(abs(p[1] - span[1]), abs(span[0] - p[2])),
        ),
    )
    return None if nearest in listed else nearest


def _is_parted(text: str, place: tuple[Period, int, int], span: tuple[int, int]) -> bool:
    """True where a comma or an "and" parts a period from a value: "in 2019 it fell to 34, and in 2020 it rose"."""
    _, start, end = place
    between = text[end : span[0]].lstrip(" ,") if end <= span[0] else text[span[1] : start]
    return _NEXT.search(between) is not None


def _is_of_the_next(
    text: str, place: tuple[Period, int, int], span: tuple[int, int], spans: Sequence[tuple[int, int]]
) -> bool:
    """True where a period behind a value opens what is said of the next: "12 arrests; in 2020 this was 45"."""
    after = [other for other in spans if other[0] >= place[2]]
    return (
        place[1] >= span[1]
        and bool(after)
        and _is_parted(text, place, span)
        and not _is_parted(text, place, min(after))
    )


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
    if value.is_exact and (bound := _BOUND_BEHIND.match(sentence.text, span[1])):
        value = Count(0, value.low) if bound["most"] else Count(value.low, None)
    if _HEDGED.search(sentence.text[: span[0]]):
        value = _roughly(value)
    at = (sentence.start + span[0], sentence.start + span[1])
    source = sentence.paragraph.source(*at)
    return Statement(sentence.text.strip(), value, source, when, sentence.text.strip())

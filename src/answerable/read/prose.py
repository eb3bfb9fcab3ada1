"""Counts in lists and sentences, each a statement with its words and place.

Only numbers that count something are taken: a list line that gives a period or label its number, or a
number that a sentence ties to what is counted. References, codes, sections of Acts, money, hours, ages,
dates, percentages and the quoted request are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from answerable.model import Count, Period, SmallNumbers, Statement, count, period
from answerable.read import tokens
from answerable.read.answers import ANSWER, apart, asks, count_first, neighbours, stated
from answerable.read.asked import of_its_question, part_said, year_before
from answerable.read.grid import Paragraph
from answerable.read.listed_years import listed_years
from answerable.read.pairs import pairs_in
from answerable.read.sentence import LAW, Joined, Places, in_sentence, is_part, periods_in, sentences
from answerable.read.wording import BOUND, NUMBER

_VALUE = rf"(?:{NUMBER}(?:[-–]|\s+to\s+){NUMBER}|{BOUND}\s*{NUMBER}|{NUMBER}\s*(?:or\s+(?:fewer|less|more)|\+)|<\s?\d+|\*|nil|zero|none|no\s+reports?|not\s+(?:known|recorded|held)|{NUMBER})"
_WORDS = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?=\s*[.;,]?\s*$)"
_ITEM = re.compile(
    rf"""^\s*(?:[•·▪◦●\-–*]\s+|\(?[a-z0-9]{{1,2}}[).]\s+)?
        (?P<label>\S.*?)\s*(?P<sep>:|=|\s[-–—]|\s?[–—]|[-–—]\s|\.{{3,}}|\t)\s*
        (?P<value>{_WORDS}|{_VALUE})(?P<mark>\s?\*)?
        (?:\s*\((?P<note>[^()]*)\))?
        (?P<tail>\s*[.;,]?\s*|\s*[-–—.,;:]?\s+[^\d].*)$""",
    re.I | re.X,
)
_PARTS = (":", "=", "-", "–", "—", "\t", "...")
"""One of these stands between the label of a list's line and its value."""

_NUMBERED = re.compile(
    rf"^\s*(?:(?:q(?:uestion)?|a(?:nswer)?|response)\s*(?P<n>\d{{1,2}}\s?[a-z]?)\s*[-–—]|(?:q(?:uestion)?\s*|a(?:nswer)?\s*)?(?P<q>\d{{1,2}}\s?[a-z]?|[a-z])\s*(?:\)|[.:](?!\d)))"
    rf"\s*(?P<value>{_VALUE})\s*\.?$",
    re.I,
)

MIN_WRAPPED = 55
MIN_DENSE = 6
_SHORT = 6


def join_wrapped(lines: Sequence[Paragraph], start: int, quoted: AbstractSet[int] = frozenset()) -> Joined:
    """The paragraph that starts at a line: long lines run on into the next until a line ends a sentence, or the request is quoted."""
    text = lines[start].text
    parts = [(0, lines[start])]
    for index, line in enumerate(lines[start + 1 :], start + 1):
        if index in quoted or asks(lines[index - 1].text):
            break
        last = parts[-1][1].text.rstrip()
        follows = line.text.strip()
        if len(last) < MIN_WRAPPED or not follows or last.endswith((":", ";")) or _item(line.text):
            break
        if _begins_with_period(last) and _begins_with_period(follows):
            break  # each line tells of a period of its own
        if last.endswith((".", "!", "?")) and len(last) < MIN_WRAPPED + 15:
            break
        text = f"{text} "
        parts.append((len(text), line))
        text += line.text
    return Joined(text, tuple(parts))


def _begins_with_period(text: str) -> bool:
    places = period.find(text[:60])
    return bool(places) and places[0][1] == 0


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
    short = listed_years(lines)
    before_said = any(_SAYS_PREVIOUS.search(line.text) for i, line in enumerate(lines) if i not in quoted)
    for index, line in enumerate(lines):
        text = line.text.strip()
        if not text or index < joined_to:
            continue
        several = [] if index in quoted else pairs_in(line, heading, _heading_periods(heading)[0], rules)
        if several or _is_table(lines, index):
            found += several or (() if index in quoted else _inline(line, heading, rules))
            continue
        if index in quoted:
            heading = text.rstrip(":?")
            continue
        if (alone := apart(lines, index, heading, rules, quoted)) is not None:
            found.append(of_its_question(alone))
            continue
        items = (
            []
            if _in_period(lines, index)
            else list(_items(line, heading, rules, short.get(index), before_said=before_said))
        )
        items = items or list(_inline(line, heading, rules))
        if not items or not (items[0].period is not None or _in_list(lines, index) or _answers(text)):
            items = list(count_first(lines, index))
        if items:
            found += items
            continue
        paragraph = join_wrapped(lines, index, quoted)
        joined_to = index + len(paragraph.lines)
        said = [s for sentence in sentences(paragraph) for s in in_sentence(sentence, rules)]
        found += said
        if (not said or text.endswith(":")) and not ANSWER.fullmatch(text):
            heading = text.rstrip(":")
    return found


def _answers(text: str) -> bool:
    """True for a line that says it answers, and gives a number: ``Answer: 36``."""
    match = _item(text)
    return match is not None and ANSWER.fullmatch(match["label"]) is not None


def _item(text: str) -> re.Match[str] | None:
    """A line of a list taken apart; None for other lines."""
    return _ITEM.match(text) if any(part in text for part in _PARTS) else None


def _items(
    line: Paragraph,
    heading: str,
    rules: SmallNumbers | None,
    year: Period | None = None,
    *,
    before_said: bool,
) -> Iterator[Statement]:
    """The statements of a list line: ``2019: 34``, ``Rape - 12 (9)``, ``1) 223``."""
    if match := _NUMBERED.match(line.text):
        if (read := count.parse(match["value"].strip(), rules)).count is not None and read.state != "open":
            asked = line.text[: match.start("value")].strip(" \t-–—:).(")
            yield stated(line, match, read.count, None, heading or asked)
        return
    match = _item(line.text)
    if match is None or len(match["label"]) > 120:
        return
    label = match["label"].strip(" :-–")
    if _is_time(match, label) or _goes_on(match["tail"]):
        return
    inner = _periods(label)
    main, in_brackets = _heading_periods(heading)
    told = inner[0] if len(inner) == 1 and not is_part(label, *inner[0][1:]) else None
    when = period.parse(label) or year or (told[0] if told else None)
    plain = _plain_label(label) or _AGES.fullmatch(label) is not None
    if when is None and (tokens.is_rate_heading(label) or not plain):
        return
    value = _value(match["value"].strip(), rules)
    if value is None or not _plain_tail(match["tail"]) or (when is None and period.find(match["tail"])):
        return
    words = label if when is None else _without_period(label, inner)
    about = f"{heading}: {words}" if words and _names_a_part(heading) else words or heading
    month = period.month_number(label)
    main = None if inner and told is None else main  # the label names a period, and does not tell which
    when = when or (period.month_of(main, month) if main is not None and month is not None else main)
    yield stated(line, match, value, part_said(when, match["note"] or match["tail"]), about)
    before = _PREVIOUS.fullmatch((match["note"] or "").strip())
    earlier = count.number(before["n"]) if before else None
    if before and earlier is not None:
        note = replace(line.source, printed=before["n"], chars=match.span("note"))
        then = in_brackets or (year_before(when) if when is not None and before_said else None)
        yield Statement(
            line.text.strip(), Count.exactly(earlier), note, then, f"{about} (previous period)".strip()
        )


def _names_a_part(heading: str) -> bool:
    """True for a label over a list, such as "Charged" over "Male - 14": without it the list's labels say too little."""
    words = heading.split()
    return (
        0 < len(words) <= _SHORT
        and words[0][:1].isupper()
        and heading[-1].isalpha()
        and ANSWER.fullmatch(heading) is None
        and not period.find(heading)
        and not _REFERENCE.search(heading)
    )


def _is_time(match: re.Match[str], label: str) -> bool:
    """True for a time of day: ``At 10:30``, ``Monday: 9-17``."""
    hours = _HOURS.fullmatch(match["value"]) is not None and _OPEN.search(label) is not None
    return hours or (
        match["sep"] == ":"
        and re.search(r"(?:^|[\s,])\d{1,2}$", label) is not None
        and re.fullmatch(r"\d\d", match["value"]) is not None
        and match.string[match.end("label") : match.start("value")] == ":"
    )


_HOURS = re.compile(r"\d{1,2}\s*(?:[-–]|to)\s*\d{1,2}")
_OPEN = re.compile(r"\b(?:\w+day|open\w*|hours|times?|lines?|age[ds]?)\b", re.I)


def _goes_on(tail: str) -> bool:
    """True where what follows a value is a sentence with further counts, further labels with theirs, or the next value of a row."""
    if _NEXT_VALUE.match(tail):
        return True
    digits = re.search(r"\d", re.sub(r"\([^()]*\)", "", tail))
    return bool(digits and _MORE.search(tail)) or _FURTHER.search(tail) is not None


_NEXT_VALUE = re.compile(r"\s+<\s?\d")
_FURTHER = re.compile(r"[,;|/&]\s*[^\W\d][^\d]*?(?:[:=]|\s[-–—])\s*\d|\.\s.*(?:19|20)\d\d\S*\s*:\s*\d")
_MORE = re.compile(rf"(?:,|\band)\s+{NUMBER}\s+[a-z]", re.I)


def _value(printed: str, rules: SmallNumbers | None) -> Count | None:
    """What a list's value says, in figures or in words."""
    word = count.number(printed) if printed.isalpha() else None
    return count.parse(printed, rules).count if word is None else Count.exactly(word)


def _periods(text: str) -> Places:
    """The periods that a text names, but not the years of Acts."""
    laws = [law.span("year") for law in LAW.finditer(text)]
    return [place for place in periods_in(text) if not any(a <= place[1] < b for a, b in laws)]


_PREVIOUS = re.compile(rf"(?:previous(?:ly)?|last\s+year|was|prev\.?)?\s*:?\s*(?P<n>{NUMBER})", re.I)
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


def _inline(line: Paragraph, heading: str, rules: SmallNumbers | None) -> Iterator[Statement]:
    """``2009-10 728 / 2010-11 699``: periods and values in turn on one line, and nothing else."""
    places = list(period.find(line.text))
    if len(places) < 2 or _YEAR_WORD.sub("", line.text[: places[0][1]]).strip(" •-–*"):
        return
    found = []
    for (when, _, end), after in zip(places, [*places[1:], None], strict=True):
        stop = after[1] if after else len(line.text)
        match = _INLINE_VALUE.fullmatch(_YEAR_WORD.sub("", line.text[end:stop]))
        if match is None:
            return
        found.append((when, end + match.start("n"), end + match.end("n")))
    for when, start, end in found:
        source = replace(line.source, printed=line.text[start:end], chars=(start, end))
        read = count.parse(line.text[start:end], rules)
        if read.count is not None:
            yield Statement(line.text.strip(), read.count, source, when, heading)


_YEAR_WORD = re.compile(r"\b(?:(?:calendar|financial)\s+)?year\s*$", re.I)
_INLINE_VALUE = re.compile(rf"\s*[:=\-–]?\s*(?P<n>{_VALUE})\s*[/;,|.]?\s*", re.I)


def _is_table(lines: Sequence[Paragraph], index: int) -> bool:
    """True for a line so full of numbers, or so full and no sentence, that it is a table which lost its shape."""
    text = lines[index].text.strip()
    numbers = len(tokens.NUMBERS.findall(text))
    if len(tokens.NUMBERS.findall(_SEPARATORS.sub(" ", text))) < MIN_DENSE:
        return False
    if (item := _item(text)) and period.parse(item["label"]) is not None:
        return False
    if _TELLS.search(text) and text[-1] in ".!":
        numbers = len(tokens.NUMBERS.findall(tokens.without(text, [(a, b) for _, a, b in period.find(text)])))
    return numbers >= 0.3 * len(text.split()) or join_wrapped(lines, index).text.rstrip()[-1] not in ".!?”)"


_TELLS = re.compile(
    r"\b(?:(?:we|there)\s+(?:were|was|have|had|recorded|received|made|issued)|(?:totals?|numbers?|figures?)\s+(?:was|were|is|are))\b",
    re.I,
)
_SEPARATORS = re.compile(r"^[-–—•*]\s+|(?<=[^\W\d])\s[-–—]\s")
"""Dashes that part the words of a list, and are no marks of hidden counts."""
_REFERENCE = re.compile(r"\b(?:ref(?:erence)?|foi|date|dated|tel(?:ephone)?|fax|phone|our\s+ref|your\s+ref|page|version|enquiry|request|case|log|pub|id|number|no|section|act|email|hours?|minutes?|cost|fee|population)\b", re.I)  # fmt: skip


_AGES = re.compile(r"\d{1,2}\s?(?:(?:-|–|to)\s?\d{1,2}|\+)(?:\s?(?:yrs?|years?))?", re.I)


def _plain_label(label: str) -> bool:
    """A label of words that names what is counted: not a reference, a date, a section, a sentence."""
    return (
        any(c.isalpha() for c in label)
        and not _REFERENCE.search(LAW.sub("", label))
        and not re.search(r"(?<!\betc)[.?!]\s", label)
        and len(label.split()) <= 14
    )


def _plain_tail(tail: str) -> bool:
    """True unless what follows makes the number no count: a unit of time, a percentage, a further number."""
    return not re.match(r"\s*[-–—.,;:]?\s*(?:%|per\s?cent|hours?|hrs|minutes?|mins?|days?|weeks?|months?|years?|working|pages?|am|pm|/)", tail, re.I)  # fmt: skip


def _in_list(lines: Sequence[Paragraph], index: int) -> bool:
    """True where a neighbouring line is a list line too: one such line alone may be anything."""
    if _NUMBERED.match(lines[index].text):
        return True
    near = [lines[i] for i in neighbours(lines, index)]
    return any(_ITEM.match(line.text) and not _REFERENCE.search(LAW.sub("", line.text)) for line in near)


_MOST_POOLED = 12


def _in_period(lines: Sequence[Paragraph], index: int) -> bool:
    """True where the value of a list's line belongs to a period: ``1 May 2018 - 5 Dec 2018``, ``2014 - 2016``.

    ``2018 - 19`` is a year, unless a line beside it gives another year a value that is not the next one's. Alone,
    ``2014 - 16`` is three years, and ``2019 - 34`` a year and its value: nobody pools so many.
    """
    match = _item(lines[index].text)
    if match is None:
        return False
    at = match.start("value")
    if not any(a <= at < b for _, a, b in _periods(lines[index].text)):
        return False
    if (month := period.month_number(match["label"].strip())) is not None:
        return not _months_beside(lines, index, month, match["value"])
    if not _year_and_value(match, tail := match["tail"].strip(" .;,")):
        return True
    beside = [_next_year(text) for text in _years_beside(lines, index, tail)]
    if tail and not beside:
        return True
    if beside:
        return all(beside) and _next_year(lines[index].text)
    pooled = period.parse(lines[index].text)
    return pooled is not None and (pooled.days or 0) < _MOST_POOLED * 366


def _next_year(text: str) -> bool:
    """True where a year's value is the year after it, as in ``2018 - 19``."""
    match = _item(text)
    when = period.parse(match["label"]) if match else None
    return match is not None and when is not None and match["value"] == f"{(when.start.year + 1) % 100:02}"


def _months_beside(lines: Sequence[Paragraph], index: int, month: int, value: str) -> bool:
    """True where a line beside gives another month another value: ``January - 12`` over ``February - 15``."""
    beside = (_item(lines[i].text) for i in neighbours(lines, index))
    return any(
        other is not None
        and period.month_number(other["label"].strip()) not in {None, month}
        and other["value"] != value
        for other in beside
    )


def _years_beside(lines: Sequence[Paragraph], index: int, tail: str) -> Iterator[str]:
    """The lines of a year, a value and the same words after it that stand before and after one without others between."""
    for way in (range(index - 1, -1, -1), range(index + 1, len(lines))):
        for i in way:
            text = lines[i].text.strip()
            match = _item(text)
            if text and (match is None or not _year_and_value(match, tail)):
                break
            if text:
                yield text


def _year_and_value(match: re.Match[str], tail: str) -> bool:
    """True for a line that is one year and one value, with these words after it."""
    when = period.parse(match["label"])
    return when is not None and when.is_whole_year and match["tail"].strip(" .;,") == tail

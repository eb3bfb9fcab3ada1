"""Numbers that are not quantities of the subject: money, ages, dates, times, durations, references.

Each is blanked before quantities are looked for. The kinds are those of FOI replies and of reports about them.
"""

from __future__ import annotations

import re

from answerable.claims.numerals import WORDS

_BLANK = "¤"
_N = rf"(?:\d[\d,]*(?:\.\d+)?|{WORDS})"
_TO = r"(?:\s*(?:-|–|to|and|or)\s*)"
_SPAN = (
    r"(?:years?|yrs?|months?|weeks?|fortnights?|days?|hours?|hrs?|minutes?|mins?|seconds?|decades?|centur(?:y|ies)"
    r"|nights?)"
)
_PEOPLE = (
    r"(?:children|child|girls?|boys?|victims?|people|persons?|women|men|anyone|those|pupils?|teenagers?|youths?"
    r"|adults?|suspects?|offenders?|minors?|individuals|everyone|females?|males?)"
)
_AGE = r"(?:\d{1,2}|[a-z]+teen|ten|eleven|twelve)"
_NAMED = (
    r"(?:ages?|levels?|bands?|grade|category|phase|stage|round|wave|step|tier|part|schedule|sec|sections?|articles?"
    r"|clause|act|paras?|paragraphs?|pages?|p|pp|tables?|figure(?=\s\d{1,2}(?:\.\d+)?\b(?![,.]\d))|fig|annex|appendix|chapter|notes?|lines?"
    r"|questions?|q|no\.|number|nos\.?|ref|reference|foi|case|version|vol|volume|issue|codes?|class|room|channel"
    r"|radio|route|unit|operation|option|point|item|box|form|regulation|rule|protocol|division|district|beat|ward"
    r"|junction|court|isbn|outcomes?)"
)
_SKIPPED = (
    # addresses
    r"(?:https?://|www\.)\S+|\S+@\S+\.\S+",
    # money
    rf"[£$€]\s?{_N}(?:\s?(?:mn|bn|m|k|million|billion|thousand)\b)?(?:{_TO}[£$€]?{_N})?",
    rf"\b{_N}\s(?:pounds|pence|euros|dollars)\b",
    # times of day
    r"\b\d{1,2}:\d\d(?::\d\d)?\b|\b\d{1,2}(?:[.:]\d\d)?\s?(?:am|pm)\b",
    # ages
    (
        rf"\baged?\s+(?:(?:between|over|under|from|just)\s+)*{_N}(?:{_TO}{_N})?"
        rf"(?:\s+(?:and|or)\s+(?:over|under|above|below|older|younger))?(?:[\s-]+{_SPAN}(?:\s+old)?)?"
    ),
    r"\b\d{1,2}(?:-?\s?(?:to|and|or|–|-)\s?-?\d{1,2})?[\s-]*(?:year|yr|month)s?[\s-]*olds?\b",
    r"\b\d{1,2}-\s(?:to|and|or)\s\d{1,2}-",
    r"\b(?:under|over)[\s-]?\d{1,2}['’]?s\b",
    rf"\b(?:(?:under|over|below|above|of)\s+)?(?:the\s+)?ages?\s+(?:of\s+)?{_AGE}(?:\s+(?:to|and)\s+{_AGE})?\b",
    (
        rf"\b{_PEOPLE}\s+(?:who\s+)?(?:(?:were|was|are|is)\s+)?(?:under|over|below|above|younger\s+than|older\s+than)\s+{_AGE}\b"
        r"(?!\s*(?:%|per\s?cent|,\d|\.\d))"
    ),
    r"\b(?:appeared|appear|were|was|are|is)\s+(?:under|over|aged)\s+\d{1,2}(?=\s+years\b|\s*(?:[.;,]|and\b|$)(?!\d))",
    # durations
    rf"\b{_N}(?:{_TO}{_N})?[\s-]+(?:(?:consecutive|working|calendar|financial|full|whole|more|short)\s+)?{_SPAN}\b",
    # references: section 160, level 4, page 2, case 12
    (
        rf"(?<!['’])\b(?:{_NAMED}|(?-i:[sS])s?\.|(?:ref|reference|foi|isbn|no\.)\s?:)\s?\#?\s?\d{{1,4}}(?!\d|,\d{{3}}|%|\sper\s?cent)[\w./()-]*"
        r"(?:\s*(?:,|and|to|or|-|–|&)\s*\d{1,3}(?!\d|,\d{3}|%|\sper\s?cent|\.\d)[\w/()-]*)*"
    ),
    r"\b\d+(?:st|nd|rd|th)\b",
    r"\b(?!\d[\d.]*(?:m|mn|bn|k|pc|pp)\b)(?=\w*[a-z])(?=\w*\d)\w+\b",
    r"\b\d{1,4}(?:/\d{1,4})+\b|\b0\d[\d ]{6,}\b|\[\d{1,3}\]|\b[A-Za-z]+-\d{1,3}\b",
    (
        r"\b(?:one|two|three|four|five|six|seven|ten|twelve|\d{1,2})-(?:to-(?:one|two)|way|year|day|month|week|hour"
        r"|point|part|storey|page|stage|tier|party|line|off|minute|person)\b"
    ),
    # rates and repetitions: per 1,000 people, stopped three times
    r"\bper\s+\d[\d,]*\b",
    rf"\b{WORDS}\s+times\b(?=\s*(?:[.,;:)]|$|(?:in|over|during|by|since|a|per|each|and|on|at)\b))",
    r"\b(?:call|ring|phone|text|dial)\s\d{3}\b(?!,)",
    # halves and quarters of time
    r"\b(?:first|second|third|last|latter|other|next|final)\s+(?:half|quarter|third)\b",
    r"\b(?:half|quarter)[\s-](?:term|year|time|yearly|hour|day|finals?|way|sister|brother|board|an\s+hour)\w*",
    r"\b(?:each|every|per|this|that|last|previous|same)\s+quarter\b|\bthird[\s-](?:part(?:y|ies)|sector|person)\b",
    r"\b(?:half|quarter)\s+a\s+(?:day|year|century|mile|decade)\b|\bquarter\s+(?:to|ending|ended|past|from)\b",
)
_MASK = re.compile("|".join(_SKIPPED), re.I)


def blank(text: str) -> str:
    """The text with what is no quantity blanked, every other character in its place."""
    return _MASK.sub(lambda match: _BLANK * len(match[0]), text)

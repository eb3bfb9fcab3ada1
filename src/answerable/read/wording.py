"""The words by which a sentence ties a number to what is counted, and those that make a number no count."""

from __future__ import annotations

import re

WORD = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
NUMBER = r"(?>\d{1,3}(?:,\d{3})+|\d+)"
"""A whole number: never the 1 of 1,061, whatever may follow."""
BOUND = r"(?:no[t]?\s+(?:fewer|less)\s+than|(?:fewer|less|more)\s+than|under|over|(?<!the\s)above|in\s+excess\s+of|at\s+least|up\s+to|exceeding|no\s+more\s+than|<|>)"
UNIT = (
    r"(?:offences?|crimes?|incidents?|reports?|victims?|records?|arrests?|charges?|cases?|people|persons?|individuals?"
    r"|allegations?|occurrences?|investigations?|suspects?|offenders?|requests?|notices?|applications?|cautions?|outcomes?"
    r"|complaints?|complainants?|logs?|calls?|referrals?|images?|children|nominals?|breaches|convictions?|disclosures?|results?"
    r"|responses?|enquiries|orders?|warrants?|prosecutions?|searches|seizures?|thefts?|burglaries|robberies|assaults?|rapes?|murders?|homicides?"
    r"|(?-i:[A-Z]{2,6}s))"
)
_NO_LABEL = "".join(
    rf"(?<!\b{word}\s)"
    for word in (
        "reference",
        "telephone",
        "phone",
        "contact",
        "request",
        "case",
        "crime",
        "incident",
        "log",
        "account",
    )
)
"""A number that is so called names something, and counts nothing."""
_DONE = (
    r"(?:recorded|reported|received|made|identified|charged|cautioned|arrested|summonsed|convicted|prosecuted|detained|issued|served|located"
    r"|found|granted|refused|revoked|seized|stolen|upheld|resolved|closed|finalised|submitted|referred|investigated|logged|withdrawn|released|bailed|fined|dismissed|acquitted|discontinued|dropped|carried\s+out)"
)
"""What was done with each of some things counted."""
_WERE = r"(?:were|was|have\s+been|has\s+been|had\s+been)"
_NO_NOUN = (
    r"(?!(?:which|that|who|it|this|there|we|they|i|if|when|but|as|and|or|is|are|to|per|not|x|more|times)\b)"
)
_NO_COUNT = r"(?:forces|questions|exemptions|pages|parts|systems|attachments|sections|departments|documents|spreadsheets|tables|pounds|pence|miles|mph|litres|tonnes|kgs?|kms?|metres)\b"
"""What a letter itself consists of or measures, and nobody asked for."""
_PLAIN = r"(?<![\d*]\s)(?<!those\s)(?<!these\s)(?<!the\s)(?<![\d,.~])(?<![a-z][-–])"
"""What does not stand before a number that counts: "those 25" were counted before, and Covid-19 has no number."""
_NUMBERS = r"(?=[\d<>fluaoiemn])"
"""How a number or its bound begins: a look at one letter saves the others, here and below."""
SENTENCE_VALUE = re.compile(
    rf"""(?<!\w)(?:  # nearly every place in a sentence lies within a word, and is passed over at once
        (?=[tarifnc])(?P<there>\bthere\s+(?:were|was|have\s+been|has\s+been|are\s+currently)|\b(?:a\s+)?total\s+of|(?<!\bnot\s)\brecorded|\breceived|\bidentified|\breturned|\bretrieved|\btotall?(?:ed|ing)
            |(?=figure|number|count|total|answer){_NO_LABEL}(?:figure|number|count|total|answer)\b[^.\d]{{0,110}}?\b(?:is|was|were|are|stands\s+at))
        \s*(?:just\s+|approximately\s+|about\s+|around\s+|roughly\s+|nearly\s+|almost\s+|a\s+total\s+of\s+|some\s+)?(?P<v1>{BOUND}\s+{NUMBER}|{NUMBER}|{WORD}|no(?=\s)|none)\b(?!\s*(?:%|per\s?cent|hours?|minutes?|days?|working|years?|months?|weeks?|pages?|/|:|[.,]\d|[\d<*]))
      | {_NUMBERS}(?<![\d*]\s)(?<!those\s)(?<!these\s)(?<![\d,.])(?<![a-z][-–])(?P<v2>{BOUND}\s+(?:{NUMBER}|{WORD})|{NUMBER})\s+(?:(?!and\b|or\b|to\b|of\b)[a-z][a-z\-']*\s+){{0,3}}?{UNIT}\b
      | \bof\s+(?:which|these|those|whom),?\s+(?P<v3>{BOUND}\s+{NUMBER}|{NUMBER}|{WORD})
            (?=\s+(?:\w+\s+)?(?:were|was|had|have|has|are|is|resulted|led|involved|related|remain\w*)\b)
      | (?=[\d<>flmuoaients])(?<![\d*]\s)(?<![\w~.])(?<!was\s)(?<!were\s)(?<!turned\s)(?P<v4>{BOUND}\s+(?:{NUMBER}|{WORD})|{NUMBER}|(?!one\b){WORD}|(?:(?<=\band\s)|(?<=,\s))one|none)
            (?=\s+(?:in|during|for)\s+(?:the\s+)?(?:(?:calendar|financial)\s+year\s+)?~)
      | (?=n)(?<![\w~.])(?P<v5>no)(?=\s+(?:[a-z][a-z\-']*\s+){{0,3}}?{UNIT}\s+(?:[a-z]+\s+){{0,3}}?(?:were|was|have\s+been|has\s+been)\b)
      | (?=[zn])(?<![\w~.])(?P<v6>zero|nil)(?=\s+(?:[a-z][a-z\-']*\s+){{0,3}}?{UNIT}\b)
      | (?=\d)(?<![\w~.])(?P<v7>{NUMBER})(?=\s+of\s+(?:the|these|those)\s+(?:{NUMBER}\s+)?(?:[a-z]+\s+){{0,3}}?{UNIT}\b)
      | (?=[ifd])\b(?:in|for|during)\s+(?:the\s+)?(?:(?:calendar|financial)\s+year\s+)?~+[,:]?\s+(?P<v8>{NUMBER})(?=\s*[;,]\s|\s*[;,.]?\s*$|\s+and\s))
      | (?=\d){_PLAIN}(?P<v9>{NUMBER})(?!\s+(?:[a-z'’\-]+\s+){{0,3}}{_NO_COUNT})(?=\s+{_NO_NOUN}(?!in\b|of\b|for\b|from\b|by\b|with\b|on\b|at\b)[a-z][a-z\-']*(?:\s+{_NO_NOUN}[a-z][a-z\-']*){{0,4}}?
            \s+(?:{_WERE}|took\s+place|occurred)\b)
      | (?=[otfsen])(?<![\w~.\-])(?<!least\s)(?<!than\s)(?<!\bor\s)(?<!every\s)(?P<v10>{WORD})(?=\s+(?:(?!of\b|or\b)[a-z][a-z\-']*\s+){{0,4}}?{UNIT}\s+{_WERE}\s+(?:\w+ly\s+)?{_DONE}\b)
      | (?=[\dotfsen]){_PLAIN}(?<!\bone\s)(?P<v11>{NUMBER}|(?!one\b){WORD})(?=\s+(?:(?:{_WERE}\s+)?(?:\w+ly\s+)?(?:charged|cautioned|arrested|summonsed|convicted|prosecuted)|{_WERE}\s+(?:\w+ly\s+)?{_DONE})\b)
      | {_NUMBERS}{_PLAIN}(?P<v12>{BOUND}\s+{NUMBER}|{NUMBER})(?=\s+(?:of\s+(?:those|these|them|whom)\b|out\s+of\s+~))
      | (?=[wpfcstgda])\b(?:we|police|force|council|service|trust|constabulary|government|department|authority|team)\s+(?:\w+ly\s+)?(?:(?:have|has|had)\s+)?
            (?:issued|published|seized|attended|executed|conducted|granted|revoked|made|arrested|charged|completed|employs?|holds?|has|have|had)\s+(?P<v13>{NUMBER})(?=\s+[a-z])
      | (?=[ifdw])\b(?:(?:in|for|during)\s+(?:the\s+)?(?:(?:calendar|financial)\s+year\s+)?~+[,:]?|where|while)\s+(?:it|this|that|there)\s+(?:was|were|is)\s+(?P<v15>{BOUND}\s+{NUMBER}|{NUMBER}|{WORD}|none)\b(?!\s*(?:%|per\s?cent|hours?|minutes?|days?|/|:|\.\d))
      | \bon\s+(?P<v14>{NUMBER}|{WORD})\s+(?:\w+\s+)?occasions?\b
      | {_NUMBERS}(?:(?<=,\s)|(?<=\sand\s))(?P<elided>{BOUND}\s+{NUMBER}|{NUMBER})(?=\s+(?:(?:to|from)\s+(?!{WORD})[a-z]|(?:in|at|by|for)\s+(?-i:[A-Z])))
    """,
    re.I | re.X,
)
FROM_TO = re.compile(
    rf"\bfrom\s+(?P<a>{NUMBER})\s+(?:(?:in|during)\s+[\w/~ ]{{4,40}}?\s+)?to\s+(?P<b>{NUMBER})\b(?!\s*(?:%|per|years?|months?))",
    re.I,
)
BETWEEN = re.compile(
    rf"(?:\bbetween\s+(?P<a>{NUMBER})\s+and\s+(?P<b>{NUMBER})|(?<![\w.,])(?P<c>{NUMBER})\s*(?:to|[-–])\s*(?P<d>{NUMBER}))(?=\s+(?:[a-z][a-z\-']*\s+){{0,3}}?{UNIT}\b)",
    re.I,
)
"""Two numbers between which a count lies."""
GROUPS = (*(f"v{n}" for n in range(1, 16)), "elided")
NOT_COUNTS = re.compile(
    r"""(?<!\w)(?:
        (?:(?:sub-?)?sections?|sec\.?|s\.|ss\.|schedule|(?:sub-?)?paragraph|para|article|regulation|act|code|codes|ref(?:erence)?|no\.?|number|foi|ho|class|outcome|type
            |questions?|points?|tables?|parts?|pages?|lines?|options?|columns?|rows?|footnotes?|notes?|chapters?|rules?|annex|appendix|phase|stage|tier|level|items?|operation)\s*[:#]?\s*\d[\d/().\-\w]*
      | (?:w|pre)/\d+\b
      | (?:aged?|ages|age\s+of|under\s+the\s+age\s+of)\s+\d+(?:\s*(?:-|–|to|and)\s*\d+)?
      | \d(?:\d*\s*/\s*\d+(?:\s*/\s*\d+)?\b | \d?:\d\d\b | [\d,.]*\s*(?:%|(?:per\s?cent|percent|p)\b)
          | [\d,.]*\s*(?:hours?|hrs?|minutes?|mins?|working\s+days?|days?|weeks?|months?|years?(?!\s+to)|pages?)\b
          | \d*\s*(?:-|–)?\s*year[\s-]olds? | \d{0,2},\s\d{3},\d{3}
          | [\d,.]*\s*(?:million|billion|thousand|m\b|bn\b|k\b) | (?<=0)\d[\d ]{8,12}\b
          | \d*(?:st|nd|rd|th)\b | \d*\.\d+\b | \d*[a-z]+\b)
      | [a-z]+\d+\b | (?-i:[A-Z]{2,4})\s\d{2,4}\b(?!,\d))
      | \b(?-i:Windows|Form|Room|Area|Beat|Zone|Ward|District|Division|Group|Category|Band|Grade|Unit|Version|Team|Sector|Tier)\s+\d+\b
      | \b(?:version|form|room)\s+\d+\b
      | \b(?:\d{1,2}|one|two|three|four|five|nine)\s+in\s+(?:every\s+)?\d{1,3}(?=\s+[a-z])
      | \b(?:999|101|111|112)\s*(?:and|or|&|/)\s*(?:999|101|111|112)\s+(?=(?:emergency\s+|non-emergency\s+)?(?:calls?|contacts?|systems?|numbers?|lines?|services?)\b)
      | (?<!there\swere\s)(?<!there\swas\s)(?<!have\sbeen\s)(?<!total\sof\s)(?<!total\swas\s)(?<!totalling\s)\b(?:999|101|111|112)\s+(?=(?:emergency\s+|non-emergency\s+)?(?:calls?|contacts?)\b)
      | \b(?:999|101|111|112)\s+(?=(?:emergency\s+|non-emergency\s+)?(?:systems?|numbers?|lines?|services?)\b)
      | (?<=\bvia\s)(?:999|101|111|112)\b | (?<=\bthrough\s)(?:999|101|111|112)\b | (?<=\bcall\s)(?:999|101|111|112)\b | (?<=\bcalling\s)(?:999|101|111|112)\b
      | (?<=\bring\s)(?:999|101|111|112)\b | (?<=\bringing\s)(?:999|101|111|112)\b | (?<=\bdial\s)(?:999|101|111|112)\b | (?<=\bdialling\s)(?:999|101|111|112)\b
      | \bper\s+\d[\d,]*
      | \d[\d,]*(?=\s+(?:more|fewer|less|extra)\s+(?!than\b)[a-z]) | \d[\d,]*\s+(?:out\s+)?of\s+(?:the\s+)?\d+\s+(?:police\s+)?forces\b
      | \b(?:(?:increas|decreas|declin|reduc|grow|differ|improv)\w*|grew|r[io]se\w*|risen|fell|falls?|fallen|drop\w*|down(?=\s+by)|up(?=\s+by))\s+(?:of|by)\s+(?:[a-z]+\s+)?\d[\d,]*(?!\s+to\b)
      | \b(?:on\s+average|(?:an|the|daily|weekly|monthly|annual|yearly|overall)\s+(?:average|mean|median)|averag(?:e|es|ed|ing)|median)\b[^.;\d]{0,60}(?<![\d,.])\d[\d,]*
      | \d[\d,]*(?:\s*(?:to|or|and|-|–)\s*\d[\d,]*)?(?=\s+(?:[a-z\-]+\s+){0,3}?(?:(?:a|per|each|every)\s+(?:day|week|month|quarter|shift|hour)|(?:a|per)\s+(?:year|officer)|on\s+average)\b(?!\s+(?:ago|after|later|before|earlier)))
      | sampl(?:e|ed|ing)\b[^.\d]{0,30}\d[\d,]*
      | (?<=\d\sout\sof\s)\d[\d,]* | (?<=\d\sout\sof\sthe\s)\d[\d,]*
      | [£$€]\s*[\d,.]+""",
    re.I | re.X,
)

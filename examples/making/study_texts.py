"""``study.toml`` and ``README.md`` of the sexual-offences study."""

from __future__ import annotations

STUDY = """\
title = "Sexual offences recorded by police forces, years to March 2010 to 2014"
question = "How many sexual offences did your force record in each financial year from 2009/10 to 2013/14?"
measure = "offences"
offence = "class:sexual-offences"
notice = '''
The counts are real: Home Office police recorded crime open data. Which forces answered, how their letters look,
and every breakdown within a year are made up.'''
periods = ["2009/10", "2010/11", "2011/12", "2012/13", "2013/14"]
bodies = "territorial"
sent = 2014-06-02

# Fixes every draw of the estimates.
seed = 0

# Both forces say in their letters what their star means.
[rules."Gloucestershire"]
"*" = "1 to 4"

[rules."Kent"]
"*" = "0 to 4"
"""

README = """\
# Sexual offences, years to March 2010 to 2014

43 territorial police forces of England and Wales were asked how many sexual offences they recorded in each year
to March 2010 to 2014. 35 answered.

## What is real

- **The yearly counts.** Source: Home Office police recorded crime open data, offence group "Sexual offences", years to
  31 March, by police force area.
- **The national totals** in `reference/official_totals.csv`: the sums of those counts over the 43 territorial forces.
  British Transport Police is not among them, so they are a little below totals published with it.
- **Each force's count in 2008/09** in `reference/official_by_force_2008_09.csv`, from the same source: the last official
  year before the first one asked for.

## What is made up

- **Which forces answered, and which did not.** No force was asked. The silence, the refusals and the dates mean nothing
  about the forces named.
- **Every letter**: its wording, reference, layout and mistakes. The layouts follow those that real replies have.
- **Every breakdown inside a year**: rape and other sexual offences, offence class, month, quarter, half year, calendar
  year, age, sex, outcome, district, detections, population and rate. Only their sums are real. Do not cite them.

## Who answered

| given | bodies | added up? |
|---|---|---|
| whole | 29 forces with five whole years, one of them sent twice | yes |
| merged | Warwickshire and West Mercia, one figure a year for both | yes, as one |
| late | Suffolk, 12 weeks after the twentieth working day | yes |
| revised | Lancashire, whose second letter corrects 2012/13 | yes, from the second letter |
| part | Northumbria, whose 2013/14 stops at 31 December 2013; its other years are whole | without 2013/14 |
| calendar | North Yorkshire: columns 2009 to 2014, the first from April and the last to March | no |
| refused | West Midlands and Essex (s.12), Gwent (s.40), Leicestershire (s.21) | no |
| not held, neither confirmed nor denied | Cumbria; City of London | no |
| silent | Greater Manchester without a word; Thames Valley but for an acknowledgement | no |

What a right reading adds up to, before anything is estimated:

| year | bodies | their sum | all 43 |
|---|---|---|---|
{sums}

## What is estimated, beside the truth

From the replies and the official counts of 2008/09 alone; the official totals are used in no estimate.

| year | reported | all 43, estimated | all 43, officially |
|---|---|---|---|
| 2009/10 | 40,489 | 51,400 to 53,200 | 52,302 |
| 2010/11 | 41,631 | 52,600 to 55,200 | 53,224 |
| 2011/12 | 40,809 | 50,900 to 54,700 | 52,031 |
| 2012/13 | 41,436 | 51,600 to 55,800 | 52,958 |
| 2013/14 | 48,560 | 61,800 to 67,300 | 63,423 |

Growth to 2013/14: up 19.7% in the same 33 forces, up between 16.4% and 24.3% over all 43, officially up 19.8%.

## Files

- `study.toml`: the question, and what two forces mean by their stars
- `replies/`: what came
- `reference/`: official totals to hold the report against, and official counts of 2008/09 to estimate from
- `truth.csv`: what a right reading gives, one row a body and year. `count` is blank where no whole year was given;
  `recorded` is the real count all the same. A merged pair has one row, its codes joined by `+`. `file` names the file
  that decides, `trap` what a reader could get wrong.

All of it is made by `examples/make_sexual_offences.py`, byte for byte the same every time.
"""

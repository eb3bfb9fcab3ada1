"""Numbers, dates, times and money in the words of a letter, and what is said of a search and of its cost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from math import ceil

from answerable.model import Count, Period
from answerable.publish.reply.law import LAWS
from answerable.publish.reply.order import Act, TermMatches
from answerable.publish.reply.small import SMALL
from answerable.records.cost import Part, Verdict
from answerable.records.quality import Quality, Spread, Term

MOST_OFFERED = 10


def day(when: date) -> str:
    """``5 November 2024``."""
    return f"{when.day} {when:%B %Y}"


def days(period: Period) -> str:
    """``1 April 2024 to 1 October 2024``."""
    assert period.end is not None
    return f"{day(period.start)} to {day(period.end)}"


def number(count: int, *, small: bool) -> str:
    """A count in a sentence; one to four only where small counts may be printed."""
    return "fewer than 5" if count in SMALL and not small else f"{count:,}"


def spelt(count: int) -> str:
    """A number that begins a sentence: in words up to nine."""
    names = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")
    return names[count] if count < len(names) else f"{count:,}"


def hours(minutes: Fraction) -> str:
    """``17 hours 15 minutes``; part of a minute counts as a whole one."""
    whole = ceil(minutes)
    parts = [_several(whole // 60, "hour"), _several(whole % 60, "minute")]
    return " ".join(part for part in parts if part) or "no time"


def _several(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}" if count else ""


def money(pounds: Fraction) -> str:
    """``£450`` or ``£431.25``; part of a penny counts as a whole one."""
    pence = ceil(pounds * 100)
    return f"£{pence // 100:,}" + (f".{pence % 100:02d}" if pence % 100 else "")


def mark(means: Count | None) -> str:
    """What the mark of a withheld number means; nothing where there is none."""
    if means is None:
        return ""
    if means.high is None:
        return "An asterisk (*) stands for a number that is withheld. It is not a nought."
    return f"An asterisk (*) means a number between {means.low} and {means.high}, which is withheld."


def words_of(match: TermMatches, *, small: bool) -> Iterator[str]:
    """One sentence for each word that a term matched, or one that says that it matched none."""
    if not match.words:
        yield f"{match.term} matched no word in the records."
    for word, records in match.words:
        if records is None:
            yield f"{match.term} matched “{word}”."
            continue
        if not records:
            yield f"{match.term} stands for “{word}”, which is in none of the records."
            continue
        yield f"{match.term} matched “{word}”, which stands in {number(records, small=small)} of the records."


def cost(verdict: Verdict, *, small: bool) -> Iterator[str]:
    """The sum: records × minutes, and the limit that it is held against.

    Unless small counts may be printed, every number of records here is rounded to ten, and time and money
    follow the rounded number: a count of one to four must not come out as a difference, or as a time.
    """
    work, shown = verdict.work, _rounded(verdict.records, small=small)
    each = hours(work.minutes_each) if work.minutes_each >= 1 else f"{float(work.minutes_each):g} minutes"
    before = f", after {hours(work.before)} of preparation" if work.before else ""
    takes = (
        f"takes {hours(work.minutes(shown))}, or {money(work.pounds(shown))}"
        if shown
        else "is over the limit"
    )
    yield (
        f"Our search finds {_about(verdict.records, small=small)} of our records that may answer the question. "
        f"Each would have to be found, opened and read. At {each} each{before} that {takes}."
    )
    yield (
        f"The limit is £{work.limit.pounds}, which is {hours(work.limit.minutes)} at £{work.limit.rate} an hour. "
        "The time that we would spend on exemptions is not in this sum."
    )


def _rounded(records: int, *, small: bool) -> int:
    """To the nearest ten, nought for less than five; as it is where small counts may be printed."""
    return records if small else (records + 5) // 10 * 10


def _about(records: int, *, small: bool) -> str:
    if small or records == 0:
        return f"{records:,}"
    return number(records, small=False) if records in SMALL else f"about {_rounded(records, small=False):,}"


def advice(verdict: Verdict, *, small: bool) -> tuple[str, ...]:
    """What could be answered within the limit, an item each: a period, single offences, a sample.

    Source of the duty: s.16 of the Freedom of Information Act 2000; s.15 of the Scottish Act.
    """
    offered = []
    if verdict.recent is not None:
        offered.append(
            f"the period {days(verdict.recent.period)} only, which needs {_needs(verdict, verdict.recent, small)}."
        )
    for part in (*verdict.offences, *verdict.offences_recent)[:MOST_OFFERED]:
        over = "the whole period" if part.period == verdict.asked else days(part.period)
        offered.append(
            f"only the offence “{part.offence}” over {over}, which needs {_needs(verdict, part, small)}."
        )
    if verdict.sample is not None:
        offered.append(
            f"a random sample of {number(verdict.sample.records, small=small)} of the records: a share counted in it "
            f"is right to within {verdict.sample.margin:.1f} percentage points, nineteen times in twenty."
        )
    return tuple(offered)


def _needs(verdict: Verdict, part: Part, small: bool) -> str:
    """The time that a part takes: of the rounded number, but never over the limit that it is inside of."""
    records = min(_rounded(part.records, small=small), verdict.work.most_records)
    shown = (
        "little time"
        if part.records in SMALL and not small
        else f"about {hours(verdict.work.minutes(records))}"
    )
    return f"{shown} for {_about(part.records, small=small)} of the records"


def after_advice(verdict: Verdict, act: Act) -> Iterator[str]:
    """What else a person who narrows the request should know."""
    left = len(verdict.offences) + len(verdict.offences_recent) - MOST_OFFERED
    if left > 0:
        yield f"Other single offences would also be within the limit; ask us for the list of {left:,} more."
    if verdict.undated:
        yield "Some of the records have no date, and so would be in none of the shorter periods."
    if not (verdict.recent or verdict.offences or verdict.offences_recent or verdict.sample):
        yield "We looked for a shorter period, a single offence or a sample that would fit, and found none."
    yield f"A narrower request will be treated as a new request under the {LAWS[act].name}."
    if act == "foia":
        yield (
            "Similar requests that reach us within 60 consecutive working days may be added together when their "
            "cost is reckoned (section 12(4))."
        )


def quality(found: Quality, *, small: bool, hits: bool = True) -> Iterator[str]:
    """How good the search is, in sentences; each figure with its range.

    ``hits`` is False where how many records were found is not told.
    """
    read = sum(marked.read for marked in found.strata)
    yield (
        f"We read a random sample of {number(read, small=small)} of the records to see how good the search is: records "
        "that it found, and records that it did not find."
    )
    if found.relevant is not None:
        relevant = _estimated(found.relevant, "are relevant", small=small)
        of = f"the {number(found.hits, small=small)} records" if hits else "the records"
        # A line in which every fourth word is a number is taken for a row of a table by whoever reads it.
        yield f"Of {of} that it found, the sample says that {relevant}."
    elif not found.hits:
        yield "It found none."
    if found.missed is not None:
        missed = _estimated(found.missed, "are relevant too" if found.hits else "are relevant", small=small)
        yield f"Of those that it did not find, {missed}."
    if found.total is not None:
        yield (
            f"So {_estimated(found.total, 'are relevant in all', small=small)}. Ranges such as these hold the "
            "true number about nineteen times in twenty."
        )
    for stratum in found.outside:
        yield f"This does not cover the part of the records that we call “{stratum.name}”, of which none was read."
    if not any(marked.stratum.kind == "rest" for marked in found.strata):
        yield "What the search missed among records with none of its words is not known."


def _estimated(spread: Spread, what: str, *, small: bool) -> str:
    """``about 480 are relevant (between 381 and 547)``; only the range where the estimate itself is not one number."""
    if spread.low == spread.high:
        return f"{number(spread.low, small=small)} {what}"
    point = round(spread.least)
    between = f"between {spread.low:,} and {spread.high:,}"
    if point != round(spread.most) or (point in SMALL and not small):
        return f"{between} {what}"
    about = f"about {point:,}" if point else "as far as the sample shows none"
    return f"{about} {what} ({between})"


def noise(terms: Iterable[Term]) -> Iterator[str]:
    """Which words bring records that are not relevant, a sentence each; for the analyst, not for the letter."""
    for term in terms:
        read = term.yes + term.no + term.unsure
        if term.no:
            yield f"“{term.word}”: {term.no:,} of the {read:,} marked hits that hold it are not relevant."

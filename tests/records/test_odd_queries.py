"""Odd queries against a reading of their own: each is written twice, as typed and as what it must mean."""

import random
import unicodedata
from datetime import date, timedelta
from fnmatch import fnmatchcase

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from answerable.records import QueryError, Records, build_index, engine_for, search
from answerable.records.query import parse

TEXT = """
image images imaged share shared shares porn porno deepfake deepfakes deepfke deep fake ai said x ip victim victims
victim's intimate intimte private photo the a and or not w pre 5 10 café zoë e-bike ebike straße SHARE Intimate o’clock
re-shared 10/10/2020
"""
WORDS = TEXT.split()
GAPS = [" "] * 12 + [", ", ". ", "-", "/", "\n", "  ", "'", "\u00a0", "_", "–", "\t", "…"]
OUTCOMES = [
    "1: Charged/Summonsed",
    "8: Community resolution",
    "18: Investigation complete: no suspect identified",
    None,
]
PLATFORMS = ["WhatsApp", "Snapchat", "X", "", None]


def notes(number):
    draw = random.Random(11)
    for at in range(number):
        words = (
            draw.choice(WORDS) + draw.choice(GAPS) for _ in range(draw.choice([0, 1, 2, 3, 5, 8, 12, 20, 40]))
        )
        text = "".join(words)
        day = date(2020, 1, 1) + timedelta(days=draw.randrange(1461))
        yield (
            f"N{at:04}",
            day,
            draw.choice(["8S", "8T", "46"]),
            draw.choice(OUTCOMES),
            draw.choice(PLATFORMS),
            text,
        )


ROWS = tuple(notes(2500))


def words_of(text):
    plain = unicodedata.normalize("NFKD", text.replace("ß", "ss")).lower()
    kept = "".join(c for c in plain if not unicodedata.combining(c) and c not in "'’")
    return "".join(c if c.isascii() and c.isalnum() else " " for c in kept).split()


HELD = [words_of(row[5]) for row in ROWS]


def run(*patterns):
    """Where words side by side match some patterns: their first and last places."""
    return lambda held: {
        (at, at + len(patterns) - 1)
        for at in range(len(held) - len(patterns) + 1)
        if all(fnmatchcase(held[at + i], one) for i, one in enumerate(patterns))
    }


def one_of(*runs):
    return lambda held: set().union(*(one(held) for one in runs))


def has(*patterns):
    return lambda at: bool(run(*patterns)(HELD[at]))


def near(left, right, most, *, ordered=False):
    def holds(at):
        pairs = [(a, b) for a in left(HELD[at]) for b in right(HELD[at])]
        return any(0 < b[0] - a[1] <= most or (not ordered and 0 < a[0] - b[1] <= most) for a, b in pairs)

    return holds


def both(*parts):
    return lambda at: all(part(at) for part in parts)


def either(*parts):
    return lambda at: any(part(at) for part in parts)


def no(part):
    return lambda at: not part(at)


def is_(column, *values):
    return lambda at: ROWS[at][column] in values


def days(first, last):
    return lambda at: first <= ROWS[at][1] <= last


IMAGE, SHARED, PORN, NONE = has("image"), has("shared"), has("porn"), has("nosuchword")
ODD = {
    "image AND shared OR porn": either(both(IMAGE, SHARED), PORN),
    "porn OR image AND shared": either(PORN, both(IMAGE, SHARED)),
    "NOT image AND shared": both(no(IMAGE), SHARED),
    "NOT NOT image": IMAGE,
    "NOT (NOT image OR NOT shared)": both(IMAGE, SHARED),
    "image aNd shared": both(IMAGE, SHARED),
    "image & shared | porn": either(both(IMAGE, SHARED), PORN),
    "(image)AND(shared)": both(IMAGE, SHARED),
    "image\nAND\u00a0shared": both(IMAGE, SHARED),
    "(image OR ai) AND NOT (the OR NOT (x OR porn))": both(either(IMAGE, has("ai")), no(has("the")), either(has("x"), PORN)),
    "NOT (image w/5 shared)": no(near(run("image"), run("shared"), 5)),
    "image w/1 shared": near(run("image"), run("shared"), 1),
    "image PRE/1 shared": near(run("image"), run("shared"), 1, ordered=True),
    "“image shared”": has("image", "shared"),
    '"image shared”': has("image", "shared"),
    '"  image,  shared! "': has("image", "shared"),
    '"image* share?"': has("image*", "share?"),
    '"image w/5"': has("image", "w", "5"),
    '"or" AND "not"': both(has("or"), has("not")),
    "pre AND w": both(has("pre"), has("w")),
    "image w/50 share": near(run("image"), run("share"), 50),
    "image* w/3 image*": near(run("image*"), run("image*"), 3),
    '"image image"': has("image", "image"),
    "image w/3(shared OR photo)": near(run("image"), one_of(run("shared"), run("photo")), 3),
    '("deep fake" OR deep) pre/1 (fake OR "fake porn")': near(
        one_of(run("deep", "fake"), run("deep")), one_of(run("fake"), run("fake", "porn")), 1, ordered=True
    ),
    '"deep fake" w/4 "the victim"': near(run("deep", "fake"), run("the", "victim"), 4),
    "(image w/3 shared) AND (shared w/3 porn)": both(
        near(run("image"), run("shared"), 3), near(run("shared"), run("porn"), 3)
    ),
    "*e* w/50 *a*": near(run("*e*"), run("*a*"), 50),
    "**mage OR a?": either(has("*mage"), has("a?")),
    "im??e": has("im??e"),
    "ai~": has("ai"),
    "victim’s": has("victims"),
    "re-shared w/3 image": near(run("re", "shared"), run("image"), 3),
    "e-bike*": has("e", "bike*"),
    "10/10/2020 OR o'clock": either(has("10", "10", "2020"), has("oclock")),
    "ＩＭＡＧＥ": IMAGE,
    "NOT nosuchword": no(NONE),
    "NOT (nosuchword w/3 image)": no(NONE),
    "(nosuch* OR porn) w/3 image": near(run("porn"), run("image"), 3),
    '"nosuch* image" OR share': has("share"),
    "outcome:“8: Community resolution”": is_(3, OUTCOMES[1]),
    'NOT outcome:1 AND platform:"whatsapp"': both(no(is_(3, OUTCOMES[0])), is_(4, "WhatsApp")),
    "platform:? OR offence:8*": either(is_(4, "X"), is_(2, "8S", "8T")),
    "NOT recorded:2022 AND image": both(no(days(date(2022, 1, 1), date(2022, 12, 31))), IMAGE),
    "recorded:2020-02-29..2020-03": days(date(2020, 2, 29), date(2020, 3, 31)),
    " OR ".join(f"imag{i}" for i in range(500)) + " OR image": IMAGE,
    " AND ".join(["image"] * 500): IMAGE,
    "(" * 100 + "image" + ")" * 100: IMAGE,
    "NOT " * 99 + "image": no(IMAGE),
    "(image AND " * 90 + "shared" + ")" * 90: both(IMAGE, SHARED),
    '"' + " ".join(["image"] * 200) + '"': NONE,
}  # fmt: skip


@pytest.fixture(scope="module")
def records(tmp_path_factory):
    path = tmp_path_factory.mktemp("odd") / "r"
    names = ("crime_id", "recorded_on", "offence_code", "outcome", "platform", "mo")
    for year in sorted({row[1].year for row in ROWS}):
        place = path / "crimes" / f"year={year}"
        place.mkdir(parents=True)
        columns = zip(*(row for row in ROWS if row[1].year == year), strict=True)
        pq.write_table(pa.table(dict(zip(names, map(list, columns), strict=True))), place / "a.parquet")
    opened = Records.open(path)
    build_index(opened)
    return opened


@pytest.mark.parametrize("query", ODD, ids=lambda query: query[:40])
def test_a_query_finds_what_it_must_mean(records, query):
    meant = tuple(row[0] for at, row in enumerate(ROWS) if ODD[query](at))
    assert search(engine_for(records, "index"), query).ids == meant
    assert search(engine_for(records, "duckdb"), query).ids == meant


@pytest.mark.parametrize(
    ("query", "at", "says"),
    [
        ("-image", 0, "read “-image” as NOT"), ("image AND -shared", 10, "AND NOT"), ("!image", 0, "as NOT"),
        ("+image", 0, "as AND"), ("image!", 0, "as a beginning"), ("porn% OR x", 0, "as a beginning"),
        ("image OR @saved", 9, "only alone"), ("image+~", 0, "stands once"), ("image++", 0, "stands once"),
        ("share+d", 0, "stands once"), ("outcome: 16", 0, "no space between"), ("outcome:“16", 8, "never closed"),
        ("(" * 500 + "image" + ")" * 500, 100, "100 brackets"), ("NOT " * 500 + "image", 400, "100 brackets"),
        ("NOT image w/5 shared", 0, "two ways"), ("image w/five shared", 6, "no operator"), ("w/5 image", 0, "where a term"),
        ("image w/5 w/5 x", 10, "where a term"), ("image w/5 outcome:16", 10, "two ways"), ("日本", 0, "no word"),
    ],
)  # fmt: skip
def test_what_means_something_else_elsewhere_is_refused(query, at, says):
    with pytest.raises(QueryError, match=says) as caught:
        parse(query)
    assert caught.value.at == at


def test_signs_inside_quotation_marks_are_but_signs():
    assert parse('"-image!"') == parse("image") == parse("#image,")

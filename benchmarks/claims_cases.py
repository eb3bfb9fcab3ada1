"""Arithmetic to plant in the sentences of ``claims_templates``: right, or wrong by more than rounding."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from benchmarks import claims_templates as templates

THINGS = (
    "stalking offences", "sexual offences", "incidents", "burglaries", "reports of harassment", "hate crimes", "cases",
    "voyeurism offences", "image offences", "knife crimes", "allegations", "robberies", "online offences", "complaints",
)  # fmt: skip
YEARS = (
    ("2021/22", "2022/23"),
    ("2019", "2020"),
    ("2017/18", "2022/23"),
    ("2015", "2019"),
    ("2012/13", "2013/14"),
)
FRACTIONS = (
    ("half", 50), ("a third", 100 / 3), ("a quarter", 25), ("two thirds", 200 / 3), ("three quarters", 75), ("a fifth", 20),
    ("one in five", 20), ("three in five", 60), ("one in ten", 10), ("two in five", 40), ("one in three", 100 / 3),
)  # fmt: skip
MULTIPLES = (
    ("doubled", "twice", 2),
    ("tripled", "three times", 3),
    ("trebled", "three times", 3),
    ("quadrupled", "four times", 4),
    ("halved", "half", 0.5),
)


@dataclass(frozen=True)
class Case:
    """A passage, whether it is right, and the number that was planted in it."""

    kind: str
    template: str
    text: str
    right: bool
    planted: str


Fill = tuple[dict[str, str], str]


def comma(number: float) -> str:
    return f"{number:,.0f}"


def percent(draw: random.Random, value: float, *, right: bool) -> str:
    """A percentage as printed: rounded when right, off by more than rounding when wrong."""
    places = draw.choice((0, 0, 1)) if value >= 1.5 else 1
    if not right:
        step = max(2.5, value * 0.12)
        value = (
            value + draw.choice((-1, 1)) * draw.uniform(step, 2 * step)
            if value > 2 * step + 1
            else value + 2 * step
        )
    unit = draw.choice(("%", "%", " per cent"))
    return f"{value:.{places}f}{unit}"


def wrong_count(draw: random.Random, value: float) -> float:
    gap = max(2, round(value * draw.uniform(0.06, 0.3)))
    return value + gap if draw.random() < 0.5 or value - gap < 1 else value - gap


def share(draw: random.Random, *, right: bool) -> Fill:
    total = draw.randint(30, draw.choice((200, 2_000, 9_000)))
    part = draw.randint(max(1, total // 20), total - 2)
    p = percent(draw, part / total * 100, right=right)
    return {"N": comma(total), "n": comma(part), "p": p}, p


def worded(draw: random.Random, *, right: bool) -> Fill:
    words, value = draw.choice(FRACTIONS)
    told = value
    if not right:
        told = draw.choice([v for _, v in FRACTIONS if abs(v / value - 1) > 0.25])
    total = draw.randint(200, 5_000)
    part = round(total * told / 100 * draw.uniform(0.985, 1.015))
    p = f"{part / total * 100:.0f}%"
    hedge = draw.choice(("", "about ", "around "))
    f = hedge + words
    return {"N": comma(total), "n": comma(part), "f": f, "F": f[0].upper() + f[1:], "p": p}, words


def growth(draw: random.Random, *, right: bool) -> Fill:
    first = draw.randint(40, draw.choice((300, 3_000, 9_000)))
    second = round(first * draw.uniform(0.55, 1.8))
    while abs(second - first) / first < 0.03:
        second = round(first * draw.uniform(0.55, 1.8))
    p = percent(draw, abs(second / first - 1) * 100, right=right)
    return {"a": comma(first), "b": comma(second), "p": p, "up": "1" * (second > first)}, p


def ratio(draw: random.Random, *, right: bool) -> Fill:
    verb, times, value = draw.choice(MULTIPLES)
    told = value if right else value * draw.choice((0.6, 1.5))
    first = draw.randint(80, 4_000)
    second = round(first * told * draw.uniform(0.98, 1.02))
    return {
        "a": comma(first),
        "b": comma(second),
        "m": verb,
        "t": times,
        "up": "1",
    }, times if value >= 1 else verb


def parts(draw: random.Random, *, right: bool) -> Fill:
    x, v, w = (draw.randint(12, 980) for _ in range(3))
    total = x + v + w if right else wrong_count(draw, x + v + w)
    return {"x": comma(x), "v": comma(v), "w": comma(w), "T": comma(total)}, comma(total)


def rest(draw: random.Random, *, right: bool) -> Fill:
    x, v, r = (draw.randint(12, 400) for _ in range(3))
    said = r if right else wrong_count(draw, r)
    return {"N": comma(x + v + r), "x": comma(x), "v": comma(v), "r": comma(said)}, comma(said)


def hundred(draw: random.Random, *, right: bool) -> Fill:
    p, q = draw.randint(20, 60), draw.randint(10, 35)
    r = 100 - p - q if right else 100 - p - q + draw.choice((-4, 4, 5, 7, 9))
    r = r if r > 0 else r + 12
    return {"p": f"{p}%", "q": f"{q}%", "r": f"{r}%"}, f"{r}%"


def difference(draw: random.Random, *, right: bool) -> Fill:
    first, second = draw.randint(60, 4_000), draw.randint(60, 4_000)
    while abs(first - second) < 9:
        second = draw.randint(60, 4_000)
    gap = abs(second - first) if right else wrong_count(draw, abs(second - first))
    return {"a": comma(first), "b": comma(second), "d": comma(gap), "up": "1" * (second > first)}, comma(gap)


def points(draw: random.Random, *, right: bool) -> Fill:
    first, second = draw.sample(range(4, 60), 2)
    gap = abs(first - second) + (0 if right else draw.choice((3, 4, 6)))
    q = f"{gap} percentage points" if gap != 1 else "1 percentage point"
    return {"p1": f"{first}%", "p2": f"{second}%", "q": q, "up": "1" * (second > first)}, q


def average(draw: random.Random, *, right: bool) -> Fill:
    per, number = draw.choice((("day", 365.25), ("week", 52.18), ("month", 12.0)))
    rate = draw.randint(12, 180)
    told = round(rate * number * draw.uniform(0.998, 1.002))
    rate = rate if right else round(rate * draw.choice((0.7, 0.8, 1.25, 1.4)))
    return {"T": comma(told), "r": comma(rate), "per": per}, comma(rate)


KINDS: tuple[tuple[tuple[str, ...], Callable[..., Fill]], ...] = (
    (templates.SHARE, share), (templates.WORDED, worded), (templates.GROWTH, growth), (templates.RATIO, ratio),
    (templates.SUM, parts), (templates.REST, rest), (templates.HUNDRED, hundred), (templates.DIFFERENCE, difference),
    (templates.POINTS, points), (templates.AVERAGE, average),
)  # fmt: skip


def cases(*, held_out: bool, each: int, seed: int) -> Iterator[Case]:
    """Right and wrong passages, ``each`` of both for each template of one half.

    The halves are every other template, so that rules are written on one and measured on the other; further
    templates belong to one half alone.
    """
    draw = random.Random(seed)
    for (texts, fill), more, later in zip(KINDS, templates.MORE, templates.LATER, strict=True):
        half = (*texts[1::2], *later) if held_out else (*texts[::2], *more)
        for template in half:
            for right in (True, False) * each:
                values, planted = fill(draw, right=right)
                yield Case(fill.__name__, template, _filled(draw, template, values), right, planted)


def _filled(draw: random.Random, template: str, values: dict[str, str]) -> str:
    things = draw.choice(THINGS)
    y, z = draw.choice(YEARS)
    up = bool(values.get("up"))
    text = re.sub(r"\{Up:([^|}]*)\|([^}]*)\}", lambda m: m[1] if up else m[2], template)
    text = text.format(**values, things=things, Things=things[0].upper() + things[1:], y=y, z=z)
    return text[0].upper() + text[1:]

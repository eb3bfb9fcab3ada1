"""``study.toml``: what was asked, of whom, about which periods, and what marks mean."""

from __future__ import annotations

import contextlib
import itertools
import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from answerable.codebook import bodies as body_list
from answerable.codebook import offences
from answerable.model import Count, Period, SmallNumbers
from answerable.model import period as periods_
from answerable.study.decisions import interval

KEYS = (
    "title", "question", "measure", "offence", "periods", "bodies", "sent", "notice", "rules",
    "seed", "previous", "series", "parent",
)  # fmt: skip


class SettingsError(ValueError):
    """``study.toml`` cannot be used. The message is one sentence naming the key and what is allowed."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a study says about itself.

    Attributes:
        title, question, measure: in the asker's words.
        periods: the periods asked for, in order; whole years of one kind, or any that are named.
        bodies: codes of the bodies asked, in the codebook's order.
        offence: code in the codebook of the offence that the measure counts; None where it is not one.
        sent: the day on which the request was received.
        notice: a sentence that must stand at the head of the report.
        rules: body code → what its marks mean; the empty code holds for every other body.
        seed: fixes every draw of estimation.
        previous: where the previous round lies, relative to the study; empty without one.
        series: the official series that counts what was asked for; empty where its name tells.
        parent: the official series of the class that it is part of; empty where its name tells.
    """

    title: str
    question: str
    measure: str
    periods: tuple[Period, ...]
    bodies: tuple[str, ...]
    offence: str | None = None
    sent: date | None = None
    notice: str = ""
    rules: Mapping[str, SmallNumbers] = field(default_factory=dict)
    seed: int = 0
    previous: str = ""
    series: str = ""
    parent: str = ""

    def rules_for(self, body: str | None) -> SmallNumbers | None:
        """What marks mean for ``body``, or None where the study does not say."""
        return self.rules.get(body or "", self.rules.get(""))


def load(path: Path) -> Settings:
    """Reads ``study.toml``.

    Raises:
        SettingsError: where it is missing, is not TOML, or a key is missing, unknown or says what it may not.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise SettingsError(f"{path} is not there; 'answerable new' makes a study") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as why:
        raise SettingsError(f"{path.name} cannot be read: {why}") from None
    for key in data:
        if key not in KEYS:
            raise SettingsError(f"{path.name}: '{key}' is not known; it can hold {', '.join(KEYS)}")
    return Settings(
        title=_text(data, "title"),
        question=_text(data, "question"),
        measure=_text(data, "measure"),
        periods=_periods(data),
        bodies=_bodies(data.get("bodies", "territorial")),
        offence=_offence(data),
        sent=_day(data),
        notice=_text(data, "notice", needed=False),
        rules=_rules(data.get("rules", {})),
        seed=_seed(data.get("seed", 0)),
        previous=_text(data, "previous", needed=False),
        series=_text(data, "series", needed=False),
        parent=_text(data, "parent", needed=False),
    )


def _seed(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise SettingsError("'seed' should be a whole number that is not negative")
    return value


def _text(data: Mapping[str, Any], key: str, *, needed: bool = True) -> str:
    value = data.get(key, "")
    if not isinstance(value, str) or (needed and not value.strip()):
        raise SettingsError(f"'{key}' should be a text in quotation marks")
    return " ".join(value.split())


def _periods(data: Mapping[str, Any]) -> tuple[Period, ...]:
    value = data.get("periods")
    if not isinstance(value, list) or not value:
        raise SettingsError('\'periods\' should be a list such as ["2022/23", "2023/24"]')
    found: list[Period] = []
    for item in value:
        period = periods_.parse(str(item))
        if period is None or period.end is None:
            raise SettingsError(f"'periods' holds '{item}', which names no period; write 2023, or 2022/23")
        found.append(period)
    found.sort()
    for first, second in itertools.pairwise(found):
        if first.overlap(second):
            raise SettingsError(f"'periods' holds {first} and {second}, which share days; keep one kind")
    return tuple(found)


def body_named(name: str, key: str) -> str:
    """The code of the body of that code or name. Raises SettingsError that names ``key``."""
    found = _by_code(name) or body_list.by_name(name)
    if found is None:
        raise SettingsError(
            f"'{key}' holds '{name}', which is no body in the codebook; write its name or code"
        )
    return found.code


def _by_code(code: str) -> body_list.Body | None:
    try:
        return body_list.get(code)
    except KeyError:
        return None


def _bodies(value: Any) -> tuple[str, ...]:
    territorial = tuple(body.code for body in body_list.territorial())
    if value == "territorial":
        return territorial
    if not isinstance(value, list) or not value or not all(isinstance(item, str) for item in value):
        raise SettingsError("'bodies' should be \"territorial\" or a list of names or codes")
    named: list[str] = []
    for item in value:
        codes = territorial if item == "territorial" else (body_named(item, "bodies"),)
        named.extend(code for code in codes if code not in named)
    order = {code: place for place, code in enumerate(territorial)}
    return tuple(sorted(named, key=lambda code: (order.get(code, len(order)), code)))


def _offence(data: Mapping[str, Any]) -> str | None:
    code = data.get("offence")
    if code is None:
        return None
    try:
        return offences.get(code).code
    except (KeyError, TypeError, AttributeError):
        message = f"'offence' is '{code}', which is no code in the codebook, such as class:sexual-offences"
        raise SettingsError(message) from None


def _day(data: Mapping[str, Any]) -> date | None:
    value = data.get("sent")
    if isinstance(value, str):
        with contextlib.suppress(ValueError):
            value = date.fromisoformat(value)
    if isinstance(value, datetime):
        value = value.date()
    if value is not None and not isinstance(value, date):
        raise SettingsError("'sent' should be a day such as 2024-01-31")
    return value


def _rules(value: Any) -> dict[str, SmallNumbers]:
    """``[rules]`` holds for every body; ``[rules."Body name"]`` for one."""
    if not isinstance(value, dict):
        raise SettingsError("'rules' should be a section [rules]")
    shared = {key: item for key, item in value.items() if not isinstance(item, dict)}
    result = {"": _small(shared, "rules")} if shared else {}
    for name, item in value.items():
        if isinstance(item, dict):
            key = f"rules.{name}"
            result[body_named(name, key)] = _small({**shared, **item}, key)
    return result


def _small(data: Mapping[str, Any], key: str) -> SmallNumbers:
    """``less_than_from`` and the marks of one section."""
    least = data.get("less_than_from", 0)
    if least not in {0, 1} or isinstance(least, bool):
        raise SettingsError(f"'{key}.less_than_from' should be 0 or 1: the least that <5 can be")
    marks: dict[str, Count] = {}
    for mark, meaning in data.items():
        if mark == "less_than_from":
            continue
        try:
            marks[mark] = interval(str(meaning))
        except ValueError:
            raise SettingsError(f"'{key}' says '{meaning}' for '{mark}'; write 0, or \"1 to 4\"") from None
    return SmallNumbers(least, marks)


def starting_text(
    title: str,
    question: str,
    measure: str,
    periods: Sequence[str],
    *,
    bodies: Sequence[str] = (),
    sent: date | None = None,
) -> str:
    """The ``study.toml`` of a new study, with what else it can hold as comments.

    Args:
        title: of the report.
        question: as it was sent.
        measure: what is counted.
        periods: the periods asked for.
        bodies: names or codes of the bodies asked; none for the territorial forces.
        sent: the day on which the request was received, if it is known.
    """
    asked = _toml_list(bodies) if bodies else '"territorial"'
    return f"""\
title = {json.dumps(title, ensure_ascii=False)}
question = {json.dumps(question, ensure_ascii=False)}
measure = {json.dumps(measure, ensure_ascii=False)}
periods = {_toml_list(periods)}

# Who was asked: the territorial forces of England and Wales, or a list of names or codes.
bodies = {asked}

# The offence that the measure counts, as a code of the codebook.
# offence = "class:sexual-offences"

# The day on which the request was received; answers are due on the twentieth working day after it.
{f"sent = {sent.isoformat()}" if sent else "# sent = 2024-01-31"}

# Fixes every draw of the estimates, so that they come out the same each time.
seed = 0

# The previous round: a CSV with body, period, low, high, or that study's out/data.
# previous = "../last-year/out/data"

# What small-number marks mean, where it is known: for every body, or for one.
# [rules]
# less_than_from = 0
# [rules."Cumbria"]
# "*" = "1 to 4"
"""


def _toml_list(items: Sequence[str]) -> str:
    return f"[{', '.join(json.dumps(item, ensure_ascii=False) for item in items)}]"

"""An order on disk to an ``Order``: TOML or JSON, with the search result, hits and marks that it names.

Paths in it are relative to the order's own folder. Every key is known or refused by name, so that a
misspelt one is not passed over in silence.
"""

from __future__ import annotations

import csv
import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from answerable.codebook import bodies
from answerable.model import Period
from answerable.model import period as periods
from answerable.publish.reply.order import Act, Order, OrderError, Search, Withheld
from answerable.publish.reply.tables import search_of, tables_of
from answerable.records.cost import LIMITS, Hits, Verdict, Work, hits_of, price
from answerable.records.quality import Quality, judge
from answerable.records.sample import SampleError
from answerable.records.sample_file import read_draw, read_marks

KEYS = frozenset(
    ("body", "reference", "received", "dated", "question", "to", "act", "searched", "query", "results", "tables",
     "counting", "caveats", "quality", "cost", "withheld", "sign", "contact")
)  # fmt: skip
ACTS: Mapping[str, Act] = {"foia": "foia", "foisa": "foisa"}


def load_order(path: Path) -> Order:
    """Reads an order, and the files that it names.

    Raises:
        OrderError: where it cannot be read, a key is missing or unknown, or a value cannot be what it is.
    """
    data = _parse(path)
    _known(data, KEYS, path.name)
    act = ACTS.get(_text(data, "act", "foia"))
    if act is None:
        raise OrderError(f"{path.name}: 'act' is foia, or foisa for Scottish bodies.")
    name = _text(data, "body")
    known = bodies.by_name(name)
    return Order(
        body=known.name if known is not None and name == known.code else name,
        reference=_text(data, "reference"),
        received=_day(data, "received"),
        dated=_day(data, "dated"),
        question=_paragraphs(_text(data, "question")),
        to=_text(data, "to", ""),
        act=act,
        searched=_text(data, "searched", ""),
        search=_search(data, path),
        counting=_texts(data, "counting"),
        caveats=_texts(data, "caveats"),
        quality=_quality(data.get("quality"), path),
        cost=_cost(data.get("cost"), path, act),
        withheld=tuple(_withheld(part) for part in _list(data, "withheld")),
        sign=_text(data, "sign", ""),
        contact=_text(data, "contact", ""),
    )


def _parse(path: Path) -> Mapping[str, Any]:
    try:
        text = path.read_text(encoding="utf-8-sig")
        data = json.loads(text) if path.suffix.lower() == ".json" else tomllib.loads(text)
    except OSError as why:
        raise OrderError(f"{path} cannot be opened: {why.strerror}.") from None
    except (tomllib.TOMLDecodeError, json.JSONDecodeError, UnicodeDecodeError) as why:
        raise OrderError(f"{path.name} cannot be read: {why}.") from None
    return _table(data, path.name)


def _known(data: Mapping[str, Any], keys: Iterable[str], where: str) -> None:
    for key in data:
        if key not in keys:
            raise OrderError(f"{where}: '{key}' is not known; it can hold {', '.join(sorted(keys))}.")


def _table(value: object, where: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise OrderError(f"{where} must be a table of keys and values.")
    return value


def _text(data: Mapping[str, Any], key: str, default: str | None = None) -> str:
    value = data.get(key, default)
    if value is None:
        raise OrderError(f"The order lacks '{key}'.")
    if not isinstance(value, str) or (default is None and not value.strip()):
        raise OrderError(f"'{key}' must be text in quotes, and not empty.")
    return value.strip()


def _texts(data: Mapping[str, Any], key: str) -> tuple[str, ...]:
    values = _list(data, key)
    if not all(isinstance(value, str) for value in values):
        raise OrderError(f"'{key}' must be a list of sentences in quotes.")
    return tuple(value.strip() for value in values)


def _list(data: Mapping[str, Any], key: str) -> list[Any]:
    value = data.get(key, [])
    if not isinstance(value, list):
        raise OrderError(f"'{key}' must be a list.")
    return value


def _day(data: Mapping[str, Any], key: str) -> date:
    value = data.get(key)
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    found = periods.parse(value) if isinstance(value, str) else None
    if found is None or found.days != 1:
        raise OrderError(f"'{key}' must be a day, such as 2024-10-09.")
    return found.start


def _paragraphs(text: str) -> tuple[str, ...]:
    parts = (" ".join(part.split()) for part in re.split(r"\n\s*\n", text))
    return tuple(part for part in parts if part)


def _search(data: Mapping[str, Any], path: Path) -> Search:
    """The search result that the order names, with tables that stand in the order itself after its own."""
    query = _text(data, "query", "")
    own = tables_of(_list(data, "tables"), path.name)
    if "results" not in data:
        return Search(tables=own, query=query)
    found = _results(path.parent / _text(data, "results"))
    return Search(found.hits, found.terms, (*found.tables, *own), query or found.query)


def _results(path: Path) -> Search:
    try:
        return search_of(json.loads(path.read_text(encoding="utf-8-sig")), path.name)
    except OSError as why:
        raise OrderError(f"{path.name} cannot be opened: {why.strerror}.") from None
    except (json.JSONDecodeError, UnicodeDecodeError) as why:
        raise OrderError(f"{path.name} cannot be read: {why}.") from None


def _withheld(part: object) -> Withheld:
    data = _table(part, "'withheld'")
    _known(data, ("section", "what", "reason", "interest"), "'withheld'")
    section = re.sub(r"^(?:section|s\.?)\s*", "", _text(data, "section"), flags=re.I)
    return Withheld(section, _text(data, "what"), _text(data, "reason"), _text(data, "interest", ""))


def _quality(value: object, path: Path) -> Quality | None:
    if value is None:
        return None
    data = _table(value, "'quality'")
    _known(data, ("sample", "marks"), "'quality'")
    try:
        drawn = read_draw(path.parent / _text(data, "sample"))
        marks = read_marks(path.parent / _text(data, "marks"), drawn)
    except SampleError as why:
        raise OrderError(str(why)) from None
    return judge(drawn, marks.marks, marks.findings)


def _cost(value: object, path: Path, act: Act) -> Verdict | None:
    if value is None:
        return None
    data = _table(value, "'cost'")
    _known(data, ("hits", "minutes", "before", "limit", "period"), "'cost'")
    limit = _text(data, "limit", "scotland" if act == "foisa" else "police")
    if limit not in LIMITS:
        raise OrderError(f"'limit' is one of {', '.join(LIMITS)}.")
    asked = periods.parse(_text(data, "period"))
    if asked is None or asked.end is None:
        raise OrderError("'period' must name days, such as 1 October 2022 to 1 October 2024.")
    try:
        work = Work.of(data.get("minutes", 0), LIMITS[limit], data.get("before", 0))
        return price(read_hits(path.parent / _text(data, "hits")), asked, work)
    except (ValueError, TypeError) as why:
        raise OrderError(f"The cost cannot be worked out: {why}.") from None


def read_hits(path: Path) -> list[Hits]:
    """The counts of a CSV file with the columns ``month``, ``offence`` and ``records``, or of a saved search.

    Of a search result (JSON) the first table with months is taken. In a CSV file a month is ``2022-10`` or ``Oct 2022``; blank where the records have no date.

    Raises:
        OrderError: where it cannot be read, with its line.
    """
    if path.suffix.lower() == ".json":
        return _hits_of_search(path)
    try:
        rows = list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))
    except (OSError, UnicodeDecodeError):
        raise OrderError(f"{path.name} cannot be opened as text: check the path.") from None
    found = []
    for line, row in enumerate(rows, start=2):
        try:
            printed = (row["month"] or "").strip()
            records = int(row["records"].replace(",", ""))
            found.append(Hits(_month(printed), row["offence"].strip(), records))
        except (KeyError, ValueError, AttributeError):
            raise OrderError(
                f"{path.name}, line {line}: each row needs a month such as 2022-10, an offence and records."
            ) from None
    return found


def _hits_of_search(path: Path) -> list[Hits]:
    whys = []
    for table in _results(path).tables:
        try:
            return hits_of(table)
        except ValueError as why:
            whys.append(str(why))
    raise OrderError(
        f"{path.name} has no table of offence by month: {'; '.join(whys) or 'it has no tables'}."
    )


def _month(printed: str) -> Period | None:
    if not printed:
        return None
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})", printed):
        return Period.month(int(match[1]), int(match[2]))
    found = periods.parse(printed)
    if found is None or found.kind != "month":
        raise ValueError(printed)
    return found

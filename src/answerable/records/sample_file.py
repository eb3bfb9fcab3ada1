"""The files of a sample: the draw as JSON, candidates and marks as CSV.

The draw on file holds ids, strata and terms, and none of the text. Its id is worked out again on reading,
so that a draw that was changed by hand is refused.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from answerable.model import Finding
from answerable.records.quality import Mark
from answerable.records.sample import Candidate, Draw, SampleError, Stratum

FORMAT = "answerable sample 1"
WORDS: Mapping[str, Mark] = MappingProxyType(
    {
        **dict.fromkeys(("yes", "y", "relevant", "1", "true"), "yes"),
        **dict.fromkeys(("no", "n", "not relevant", "0", "false"), "no"),
        **dict.fromkeys(("?", "unsure", "can't tell", "can’t tell", "cannot tell", "u"), "unsure"),
    }
)
"""What may stand in the column ``mark``."""
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of a file: record id → mark, and what a person should know about them."""

    marks: Mapping[str, Mark]
    findings: tuple[Finding, ...]


def draw_text(drawn: Draw) -> str:
    """The draw as JSON text, without what the records say."""
    value = {
        "format": FORMAT,
        "id": drawn.id,
        "seed": drawn.seed,
        "wanted_width": drawn.wanted_width,
        "expected_width": drawn.expected_width,
        "strata": [
            {"name": s.name, "population": s.population, "size": s.size, "digest": s.digest}
            for s in drawn.strata
        ],
        "records": [
            {"record_id": r.record_id, "stratum": r.stratum, "terms": list(r.terms)} for r in drawn.records
        ],
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def read_draw(path: Path) -> Draw:
    """The draw that a file holds.

    Raises:
        SampleError: where it cannot be opened, is no draw, or was changed since it was drawn.
    """
    try:
        value = json.loads(_text(path))
        drawn = Draw(
            int(value["seed"]),
            tuple(Stratum(s["name"], s["population"], s["size"], s["digest"]) for s in value["strata"]),
            tuple(Candidate(r["record_id"], r["stratum"], "", tuple(r["terms"])) for r in value["records"]),
            value["wanted_width"],
            value["expected_width"],
        )
        kept, form = value["id"], value["format"]
    except (ValueError, KeyError, TypeError):
        raise SampleError(f"{path.name} is no sample: name the sample.json that was drawn.") from None
    sizes = Counter(record.stratum for record in drawn.records)
    if form != FORMAT or kept != drawn.id or any(sizes[s.name] != s.size for s in drawn.strata):
        raise SampleError(f"{path.name} was changed since it was drawn: draw again with the same seed.")
    return drawn


def read_marks(path: Path, drawn: Draw) -> Marks:
    """The marks that a CSV file holds, held against the draw.

    Args:
        path: a file with the columns ``record_id`` and ``mark``; a column ``draw`` is checked if there.
        drawn: the draw that was marked.

    Raises:
        SampleError: where the file cannot be read, lacks a column, or belongs to another draw.
    """
    rows = list(_rows(path, ("record_id", "mark")))
    others = {row["draw"] for _, row in rows if row.get("draw")} - {drawn.id}
    if others:
        raise SampleError(f"{path.name} marks another draw ({min(others)}); this one is {drawn.id}.")
    ids = {record.record_id: record.record_id for record in drawn.records}
    # a spreadsheet-safe file writes an apostrophe before an id that begins like a formula
    ids |= {f"'{record_id}": record_id for record_id in ids}
    marks: dict[str, Mark] = {}
    unknown, strange, twice = [], [], []
    for line, row in rows:
        record_id = ids.get(row["record_id"])
        word = " ".join(row["mark"].casefold().split())
        if record_id is None:
            strange.append(f"{row['record_id'] or 'no id'} (line {line})")
            continue
        if not word:
            continue
        if word not in WORDS:
            unknown.append(f"“{row['mark']}” (line {line})")
        mark = WORDS.get(word, "unsure")
        if marks.setdefault(record_id, mark) != mark:
            twice.append(f"{record_id} (line {line})")
            marks[record_id] = "unsure"
    return Marks(marks, tuple(_findings(path.name, unknown, strange, twice)))


def _findings(
    name: str, unknown: Sequence[str], strange: Sequence[str], twice: Sequence[str]
) -> Iterator[Finding]:
    if unknown:
        what = f"{_few(unknown)}: no mark that is known, taken as “can’t tell”."
        yield Finding("warning", name, what, "Write yes, no or ?.", "unknown-mark")
    if strange:
        what = f"{_few(strange)}: not in the draw, so passed over."
        do = "A spreadsheet may have changed the ids: open the file as text."
        yield Finding("warning", name, what, do, "not-drawn")
    if twice:
        what = f"{_few(twice)}: marked twice and differently, taken as “can’t tell”."
        yield Finding("warning", name, what, "Keep one row a record.", "marked-twice")


def _few(found: Sequence[str]) -> str:
    more = len(found) - _SHOWN
    return ", ".join(found[:_SHOWN]) + (f" and {more:,} more" if more > 0 else "")


def read_candidates(path: Path) -> Iterator[Candidate]:
    """The candidates of a CSV file with ``record_id``, ``stratum``, and if there ``text`` and ``terms``.

    Terms are parted by semicolons. The file is read row by row, so its size is no matter.

    Raises:
        SampleError: where the file cannot be read or lacks a column.
    """
    for line, row in _rows(path, ("record_id", "stratum")):
        if not row["record_id"]:
            raise SampleError(f"{path.name}, line {line}: a record without an id cannot be drawn.")
        terms = tuple(term.strip() for term in row.get("terms", "").split(";") if term.strip())
        yield Candidate(row["record_id"], row["stratum"], row.get("text", ""), terms)


def _rows(path: Path, needed: Iterable[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and cells by heading of each row; blank rows are passed over."""
    encoding = _encoding(path)
    try:
        with path.open(encoding=encoding, newline="") as stream:
            head = stream.readline()
            delimiter = max(",;\t", key=head.count)
            header = [name.strip().casefold() for name in next(csv.reader([head], delimiter=delimiter), [])]
            lacking = [name for name in needed if name not in header]
            if lacking:
                raise SampleError(f"{path.name} has no column {lacking[0]}; its first line must name one.")
            reader = csv.reader(stream, delimiter=delimiter)
            for cells in reader:
                if not any(cell.strip() for cell in cells):
                    continue
                if len(cells) > len(header):
                    raise SampleError(
                        f"{path.name}, line {reader.line_num + 1}: {len(cells)} cells under "
                        f"{len(header)} columns; a quote may be left open."
                    )
                filled = [cell.strip() for cell in cells] + [""] * (len(header) - len(cells))
                yield reader.line_num + 1, dict(zip(header, filled, strict=True))
    except OSError as error:
        raise SampleError(f"{path.name} cannot be opened: {error.strerror}.") from None
    except csv.Error as error:
        raise SampleError(f"{path.name} is no CSV file: {error}.") from None


def _encoding(path: Path) -> str:
    """UTF-8, UTF-16 by its mark, or the code page that a British spreadsheet saves in."""
    try:
        with path.open("rb") as stream:
            if stream.read(2) in {b"\xff\xfe", b"\xfe\xff"}:
                return "utf-16"
        with path.open(encoding="utf-8-sig") as text:
            while text.read(1 << 20):
                pass
    except UnicodeDecodeError:
        return "cp1252"
    except OSError as error:
        raise SampleError(f"{path.name} cannot be opened: {error.strerror}.") from None
    return "utf-8-sig"


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise SampleError(f"{path.name} cannot be opened as text: check the path.") from None

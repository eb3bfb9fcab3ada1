"""``answerable estimate``: national figures from a table of replies."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from answerable.estimate import EstimateError, Estimates, estimate


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file with a header; a byte-order mark and blank lines are passed over.

    Raises:
        EstimateError: where the file is no UTF-8 text, or a row is longer or shorter than its header.
    """
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise EstimateError(f"{path.name} is not UTF-8 text.") from None
    except OSError as error:
        raise EstimateError(f"{path.name} cannot be opened: {error.strerror}.") from None
    reader = csv.reader(text.splitlines())
    header = [name.strip().casefold() for name in next(reader, [])]
    if not header:
        raise EstimateError(f"{path.name} is empty.")
    rows = []
    for cells in reader:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            raise EstimateError(
                f"{path.name}, line {reader.line_num}: {len(cells)} cells under {len(header)} columns."
            )
        rows.append(dict(zip(header, cells, strict=True)))
    if not rows:
        raise EstimateError(f"{path.name} holds no row below its header.")
    return rows


_FILE = click.Path(exists=False, dir_okay=False, path_type=Path)


@click.command("estimate", short_help="Estimate national figures from a table of counts.")
@click.argument("replies", type=_FILE)
@click.option("--official", type=_FILE, help="Official counts: body, period, series, count.")
@click.option(
    "--bodies", type=_FILE, help="All bodies asked: body, population. Default: the 43 territorial forces."
)
@click.option("--series", help="The official series that counts what was asked for, where there are several.")
@click.option(
    "--parent", help="The official series that is the class it is part of (or name it “parent: …”)."
)
@click.option("--seed", type=int, default=0, show_default=True, help="Fixes every draw.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object and nothing else.")
def estimate_command(
    *,
    replies: Path,
    official: Path | None,
    bodies: Path | None,
    series: str | None,
    parent: str | None,
    seed: int,
    as_json: bool,
) -> None:
    """Estimate national figures from REPLIES, a CSV file with body, period, low and high.

    Both ends blank means that the body did not answer; high blank, that nothing bounds it from above.
    Exit 0: done. 1: done, and a figure should not be published or a person should look. 2: could not.
    """
    try:
        found = estimate(
            read_rows(replies),
            read_rows(official) if official else None,
            read_rows(bodies) if bodies else None,
            seed,
            series=series,
            parent=parent,
        )
    except EstimateError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    if as_json:
        click.echo(json.dumps(found.to_dict(), ensure_ascii=False, allow_nan=False))
    else:
        for line in in_words(found):
            click.echo(line)
    sys.exit(1 if any(f.severity != "note" for f in found.findings) else 0)


def in_words(found: Estimates) -> Iterable[str]:
    """The figures as a person reads them, a paragraph a period."""
    for one in found.periods:
        yield one.estimate.sentence
        if one.sensitivity is not None:
            yield from (f"  {sentence}" for sentence in one.sensitivity.sentences)
        old = one.old_practice
        scaled = "" if old.pro_rata is None else f", scaling up by population {old.pro_rata:,}"
        yield f"  Adding up would say {old.adding_up:,}{scaled}. {old.why_not}"
    for growth in found.growth:
        yield growth.sentence
        if growth.chance is not None:
            yield f"  {growth.chance.sentence}"
        if growth.sensitivity is not None:
            yield f"  {growth.sensitivity.sentence}"
    yield from (str(finding) for finding in found.findings)

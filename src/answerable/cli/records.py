"""``answerable records``: making, loading and indexing records."""

from __future__ import annotations

from pathlib import Path

import click

from answerable.cli.common import fail, messages
from answerable.records import Records, RecordsError, build_index
from answerable.records.demo import make_demo

_FOLDER = click.Path(path_type=Path)


@click.group("records", short_help="Make, load and index a force's records.")
def records_command() -> None:
    """Make, load and index a folder of crime records."""


@records_command.command("demo", short_help="Make invented records for trying things out.")
@click.argument("records", type=_FOLDER)
@click.option("--rows", type=int, default=20_000, show_default=True, help="How many records.")
@click.option("--seed", type=int, default=1, show_default=True, help="Fixes every draw.")
def demo_command(*, records: Path, rows: int, seed: int) -> None:
    """Make a folder RECORDS of invented crime records."""
    try:
        make_demo(records, rows, seed)
    except RecordsError as error:
        fail(str(error))
    messages().print(f"{rows:,} invented records are in {records}.", markup=False)


@records_command.command("index", short_help="Make the local index, for quick searches.")
@click.argument("records", type=_FOLDER)
def index_command(*, records: Path) -> None:
    """Make the local index of RECORDS, or bring it up to date: only years that have changed are made again."""
    try:
        built = build_index(Records.open(records))
    except RecordsError as error:
        fail(str(error))
    messages().print(
        f"{built.records:,} records: {len(built.made)} years indexed, {len(built.kept)} kept.", markup=False
    )

"""``answerable records``: making, loading and indexing records."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from answerable.cli.common import NEEDS_A_PERSON, fail, messages, needs_a_person, print_findings, print_json
from answerable.cli.progress import progress_bar
from answerable.records import Records, RecordsError, build_index
from answerable.records.demo import make_demo
from answerable.records.load import load
from answerable.records.mapping import read_mapping

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
    """Make the local index of RECORDS, or bring it up to date where years have changed."""
    try:
        with progress_bar(messages(), "Indexing") as progress:
            built = build_index(Records.open(records), progress)
    except RecordsError as error:
        fail(str(error))
    messages().print(
        f"{built.records:,} records: {len(built.made)} years indexed, {len(built.kept)} kept.", markup=False
    )


@records_command.command("load", short_help="Load an export into a folder of records.")
@click.argument("records", type=_FOLDER)
@click.argument("crimes")
@click.option("--victims", help="The victims: a file or table as CRIMES is.")
@click.option(
    "--mapping", default="native", show_default=True, help="A TOML mapping, or the name of a preset."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object and nothing else.")
def load_command(*, records: Path, crimes: str, victims: str | None, mapping: str, as_json: bool) -> None:
    """Load CRIMES into the folder RECORDS.

    CRIMES is a CSV or Parquet file, sqlite:FILE#TABLE, or postgresql://…#TABLE.
    """
    try:
        with progress_bar(messages(), "Loading rows") as progress:
            done = load(records, crimes, read_mapping(mapping), victims=victims, progress=progress)
    except RecordsError as error:
        fail(str(error))
    if as_json:
        print_json(asdict(done))
    else:
        out = messages()
        again = f", {done.replaced:,} of them in place of older ones" if done.replaced else ""
        out.print(f"Loaded {done.crimes:,} records{again}, and {done.victims:,} victims.", markup=False)
        for bad in done.bad:
            where = f" (first: {', '.join(bad.first)})" if bad.first else ""
            rows = "1 row" if bad.rows == 1 else f"{bad.rows:,} rows"
            out.print(f"  left out: {rows} of {bad.part}: {bad.reason}{where}", markup=False)
        print_findings(done.findings, out)
    if done.bad or needs_a_person(done.findings):
        raise click.exceptions.Exit(NEEDS_A_PERSON)

"""``answerable claims``: does the number follow?"""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console

from answerable.claims import Claim, Readings
from answerable.cli.common import NEEDS_A_PERSON, fail, messages, print_json
from answerable.cli.study import open_study, picture_of
from answerable.publish.claims import Checked, check_file, needs_a_person
from answerable.publish.claims_write import write_claims
from answerable.read import UnreadableError

_COLOURS = {"inconsistent": "bold red", "inexact": "yellow", "consistent": "green", "implies": "cyan"}


@click.command("claims", short_help="Check whether the numbers of a document follow.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--study", type=click.Path(path_type=Path), help="A study to hold the claims against.")
@click.option(
    "--readings", type=click.Path(path_type=Path), help="A table of what hedges and rounding mean (TOML)."
)
@click.option(
    "--out", type=click.Path(path_type=Path), help="A folder for margin notes, claims sheet and ClaimReview."
)
@click.option("--all", "show_all", is_flag=True, help="Also list the claims that need data.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def claims_command(
    file: Path, *, study: Path | None, readings: Path | None, out: Path | None, show_all: bool, as_json: bool
) -> None:
    """Check every number of FILE against its own arithmetic and tables, and against STUDY."""
    console = messages()
    picture = picture_of(open_study(study), console) if study else None
    try:
        checked = check_file(file, study=picture, readings=_readings(readings))
    except UnreadableError as problem:
        sentence = str(problem)
        fail(sentence if str(file) in sentence else f"{file}: {sentence}")
    try:
        written = write_claims(checked, out) if out else ()
    except OSError as problem:
        fail(f"The claims could not be written to {out}: {problem.strerror or problem}.")
    for path in written:
        console.print(f"Written: {path}", markup=False, soft_wrap=True)
    if as_json:
        print_json(checked.to_dict())
    else:
        _show(checked, Console(highlight=False), show_all=show_all)
    if needs_a_person(checked.claims):
        raise click.exceptions.Exit(NEEDS_A_PERSON)


def _readings(path: Path | None) -> Readings | None:
    try:
        return Readings.load(path) if path else None
    except (OSError, ValueError) as problem:
        fail(f"{path}: the table of readings could not be read: {problem}.")


def _show(checked: Checked, out: Console, *, show_all: bool) -> None:
    """The claims for people: those that need data are only counted, unless asked for."""
    for claim in checked.claims:
        if show_all or claim.verdict != "needs data":
            _show_claim(claim, out)
    counted = ", ".join(f"{number} {verdict}" for verdict, number in checked.tally.items() if number)
    out.print(f"{len(checked.claims)} claims: {counted or 'none'}.", markup=False)


def _show_claim(claim: Claim, out: Console) -> None:
    colour = _COLOURS.get(claim.verdict, "default")
    out.print(f"[{colour}]{claim.verdict}[/] · {claim.kind} · {claim.source.where} · ", end="")
    out.print(f"“{claim.printed.strip()}”", markup=False)
    out.print(f"  {claim.sentence}", style="dim", markup=False, soft_wrap=True)
    out.print(f"  {claim.why}", markup=False, soft_wrap=True)
    if claim.right:
        out.print(f"  Right would be: {claim.right}", markup=False, soft_wrap=True)

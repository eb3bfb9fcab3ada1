"""``answerable new``, ``status`` and ``decide``: the study on disk."""

from __future__ import annotations

import getpass
from collections import Counter
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table as Grid

from answerable.cli.common import NEEDS_A_PERSON, fail, messages, needs_a_person, print_findings, print_json
from answerable.cli.progress import reading
from answerable.publish import sentences
from answerable.study import DecisionError, Picture, SettingsError, Study

STUDY = click.argument("study", type=click.Path(path_type=Path))


def open_study(path: Path) -> Study:
    """The study in a folder, or one sentence and exit 2."""
    try:
        return Study.open(path)
    except (SettingsError, OSError) as problem:
        fail(str(problem))


def picture_of(study: Study, console: Console) -> Picture:
    """The national picture, with a progress bar while replies are read."""
    try:
        with reading(console) as progress:
            return study.picture(progress=progress)
    except (SettingsError, DecisionError, OSError) as problem:
        fail(str(problem))


@click.command("new", short_help="Make a new study folder.")
@STUDY
@click.option("--title", default="Untitled study", show_default=True, help="The title of the report.")
@click.option("--question", default="", help="The question as it was sent.")
@click.option("--measure", default="offences", show_default=True, help="What is counted.")
@click.option(
    "--period", "periods", multiple=True, help="A period asked for, such as 2019/20; once for each."
)
def new_command(study: Path, *, title: str, question: str, measure: str, periods: tuple[str, ...]) -> None:
    """Make a new STUDY folder with its study.toml; put the replies into its replies folder."""
    try:
        made = Study.new(
            study, title=title, question=question or title, measure=measure, periods=periods or ("2023/24",)
        )
    except (SettingsError, ValueError, OSError) as problem:
        fail(str(problem))
    click.echo(
        f"Made {study}. Put each reply into {study / 'replies'}, look at {study / 'study.toml'}, then run:"
    )
    click.echo(f"  answerable report {study}")
    del made


@click.command("status", short_help="Say who answered, what is due, what needs a person.")
@STUDY
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def status_command(study: Path, *, as_json: bool) -> None:
    """Say what STUDY holds: who answered, what is due, and what needs a person."""
    picture = picture_of(open_study(study), messages())
    if as_json:
        print_json(_status(picture))
    else:
        _show_status(picture, Console(highlight=False))
    if needs_a_person(picture.findings):
        raise click.exceptions.Exit(NEEDS_A_PERSON)


def _status(picture: Picture) -> dict[str, object]:
    """The status for ``--json``."""
    return {
        "title": picture.title,
        "headline": sentences.plain(sentences.headline(picture)),
        "states": dict(sorted(Counter(row.state for row in picture.register).items())),
        "bodies": [
            {
                "body": row.body, "name": row.name, "state": row.state, "exemptions": list(row.exemptions),
                "documents": list(row.documents), "dated": row.answered_on and row.answered_on.isoformat(),
                "due": row.due and row.due.isoformat(), "late": row.late,
            }
            for row in picture.register
        ],
        "findings": [finding.to_dict() for finding in picture.findings],
    }  # fmt: skip


def _show_status(picture: Picture, out: Console) -> None:
    out.print(f"[bold]{picture.title}[/]")
    out.print(sentences.plain(sentences.headline(picture)), markup=False)
    grid = Grid(show_edge=False, pad_edge=False, header_style="bold")
    for heading in ("Force", "Reply", "Relies on", "Files", "Note"):
        grid.add_column(heading, justify="right" if heading == "Files" else "left")
    for row in picture.register:
        note = "; ".join(part for part in ("late" if row.late else "", row.note) if part)
        grid.add_row(
            row.name, sentences.STATES[row.state], sentences.exemptions(row), str(len(row.documents)), note
        )
    out.print(grid)
    print_findings(picture.findings, out)


@click.command("decide", short_help="Record a person's decision.")
@STUDY
@click.argument("action")
@click.argument("subject")
@click.argument("value", default="")
@click.option("--by", default=None, help="Who decides; by default the name that you are logged in with.")
def decide_command(study: Path, action: str, subject: str, value: str, by: str | None) -> None:
    """Record a person's decision in STUDY: an ACTION (see the docs) on a SUBJECT, with its VALUE."""
    try:
        decision = open_study(study).decide(action, subject, value, by or getpass.getuser())
    except (DecisionError, SettingsError, ValueError, OSError) as problem:
        fail(str(problem))
    click.echo(f"Decision {decision.number} is kept: {decision.action} {decision.subject} → {decision.value}")
